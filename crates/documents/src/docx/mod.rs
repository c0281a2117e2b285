//! A paper as a DOCX file (ECMA-376 Part 1, WordprocessingML): written by hand because a paper needs six kinds of
//! element, and each must carry its East Asian font and its language.
//!
//! Same paper, same bytes: parts in a fixed order, fixed times in the container, the paper's own moment as the time of
//! creation.

mod body;
mod parts;
mod table;
mod xml;

use std::io::{Cursor, Write};

use messages::Message;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::Paper;

/// A container that could not be written: only a paper beyond the limits of ZIP (4 GiB in one part) comes to this.
#[derive(Debug)]
pub struct DocxFault(ZipError);

impl DocxFault {
    /// What to say about it.
    pub fn message(&self) -> Message {
        Message::new("documents-file-not-written").with("cause", self.0.to_string())
    }
}

impl std::fmt::Display for DocxFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for DocxFault {}

/// The paper as the bytes of a DOCX file: A4, Song for text and Hei for heads in Chinese, Latin serif, number, version,
/// as-of time, digest and "page x of y" at the foot of each page.
///
/// # Errors
/// Where a part grows beyond what a ZIP container holds.
pub fn docx(paper: &Paper) -> Result<Vec<u8>, DocxFault> {
    let parts = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONSHIPS.to_owned()),
        ("word/document.xml", body::document(paper)),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONSHIPS.to_owned()),
        ("word/styles.xml", parts::styles(paper.language)),
        ("word/settings.xml", parts::settings(paper.language)),
        ("word/numbering.xml", parts::numbering(paper)),
        ("word/footer1.xml", body::footer(paper)),
        ("docProps/core.xml", parts::core(paper)),
        ("docProps/app.xml", parts::APP.to_owned()),
    ];
    pack(&parts).map_err(DocxFault)
}

fn pack(parts: &[(&str, String)]) -> Result<Vec<u8>, ZipError> {
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default());
    for (name, text) in parts {
        file.start_file(*name, options)?;
        file.write_all(text.as_bytes())?;
    }
    Ok(file.finish()?.into_inner())
}
