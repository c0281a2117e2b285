use messages::Message;

use crate::ManifestError;

/// The sections of a bundle, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// What it holds and what it withholds.
    Manifest,
    /// The verifier key.
    Key,
    /// The signed checkpoint.
    Checkpoint,
    /// The signed head of the stream.
    Head,
    /// The entries.
    Entries,
    /// The tiles.
    Tiles,
    /// The disclosed bodies.
    Bodies,
    /// The signed note over all bytes before it.
    Seal,
}

impl Section {
    /// Every section in the order of the file.
    pub const ALL: [Section; 8] = [
        Section::Manifest,
        Section::Key,
        Section::Checkpoint,
        Section::Head,
        Section::Entries,
        Section::Tiles,
        Section::Bodies,
        Section::Seal,
    ];

    /// The word in the section's header line.
    pub const fn name(self) -> &'static str {
        match self {
            Section::Manifest => "manifest",
            Section::Key => "key",
            Section::Checkpoint => "checkpoint",
            Section::Head => "head",
            Section::Entries => "entries",
            Section::Tiles => "tiles",
            Section::Bodies => "bodies",
            Section::Seal => "seal",
        }
    }
}

/// Bytes that are not a bundle. Offsets count bytes from the start of the file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BundleError {
    /// The first line is not `stanch bundle v1`.
    Magic,
    /// No header line `NAME LENGTH` of the section that must stand here.
    Header {
        /// Which section must stand here.
        section: Section,
        /// Where.
        offset: usize,
    },
    /// The section's length runs past the end of the file.
    Short {
        /// Which section.
        section: Section,
        /// Bytes it says it has.
        declared: u64,
        /// Bytes the file still has.
        left: usize,
    },
    /// Bytes after the last section.
    Trailing {
        /// Where they begin.
        offset: usize,
    },
    /// A text section is not UTF-8.
    NotUtf8 {
        /// Which section.
        section: Section,
        /// Where it stops being UTF-8.
        offset: usize,
    },
    /// The manifest is not the JSON it must be.
    Manifest {
        /// Where the section begins.
        offset: usize,
        /// What is wrong in it.
        reason: ManifestError,
    },
    /// A record runs past the end of its section, or a tile that no tree has.
    Record {
        /// Which section.
        section: Section,
        /// Number of the record in it, from 1.
        number: usize,
        /// Where the record begins.
        offset: usize,
    },
    /// The same content has another encoding; from here on the bytes differ from it.
    NotCanonical {
        /// First differing byte.
        offset: usize,
    },
}

impl BundleError {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            BundleError::Magic => Message::new("journal-bundle-magic"),
            BundleError::Header { section, offset } => Message::new("journal-bundle-header")
                .with("section", section.name())
                .with("offset", offset.to_string()),
            BundleError::Short { section, declared, left } => Message::new("journal-bundle-short")
                .with("section", section.name())
                .with("declared", declared.to_string())
                .with("left", left.to_string()),
            BundleError::Trailing { offset } => {
                Message::new("journal-bundle-trailing").with("offset", offset.to_string())
            }
            BundleError::NotUtf8 { section, offset } => Message::new("journal-bundle-not-utf8")
                .with("section", section.name())
                .with("offset", offset.to_string()),
            BundleError::Manifest { offset, reason } => Message::new("journal-bundle-manifest")
                .with("offset", offset.to_string())
                .with("reason", reason.message()),
            BundleError::Record { section, number, offset } => Message::new("journal-bundle-record")
                .with("section", section.name())
                .with("number", *number)
                .with("offset", offset.to_string()),
            BundleError::NotCanonical { offset } => {
                Message::new("journal-bundle-not-canonical").with("offset", offset.to_string())
            }
        }
    }
}

crate::text::says!(BundleError);
