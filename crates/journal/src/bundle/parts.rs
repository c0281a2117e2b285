use crate::bundle::{BundleError, MAGIC, Manifest, Section};
use crate::{Hash, Salt, Tile, TileId};

/// The sections of a bundle, cut at their lengths and not yet read.
pub(crate) struct Parts<'a> {
    sections: [(usize, &'a [u8]); 8],
    sealed: &'a [u8],
}

/// An entry where it lies in the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RecordRef<'a> {
    pub(crate) index: u64,
    pub(crate) leaf: Hash,
    pub(crate) entry: &'a [u8],
}

/// A disclosed body where it lies in the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DisclosedRef<'a> {
    pub(crate) index: u64,
    pub(crate) salt: &'a Salt,
    pub(crate) plaintext: &'a [u8],
}

/// What could be read of a list, and the fault that ended the reading.
pub(crate) struct Listed<T> {
    pub(crate) items: Vec<T>,
    pub(crate) fault: Option<BundleError>,
}

impl<T> Listed<T> {
    pub(crate) fn whole(self) -> Result<Vec<T>, BundleError> {
        self.fault.map_or(Ok(self.items), Err)
    }
}

impl<'a> Parts<'a> {
    pub(crate) fn split(bytes: &'a [u8]) -> Result<Parts<'a>, BundleError> {
        if !bytes.starts_with(MAGIC) {
            return Err(BundleError::Magic);
        }
        let (mut offset, mut sealed_to) = (MAGIC.len(), 0);
        let mut sections = [(0, &bytes[..0]); 8];
        for (place, section) in sections.iter_mut().zip(Section::ALL) {
            sealed_to = offset;
            let (start, length) = header(bytes, offset, section)?;
            let left = bytes.len() - start;
            let end =
                usize::try_from(length).ok().filter(|length| *length <= left).map(|length| start + length);
            let end = end.ok_or(BundleError::Short { section, declared: length, left })?;
            *place = (start, &bytes[start..end]);
            offset = end;
        }
        if offset != bytes.len() {
            return Err(BundleError::Trailing { offset });
        }
        Ok(Parts { sections, sealed: &bytes[..sealed_to] })
    }

    /// Everything before the seal's header line.
    pub(crate) fn sealed(&self) -> &'a [u8] {
        self.sealed
    }

    /// Where a section's content begins in the file, and the content.
    pub(crate) fn bytes(&self, section: Section) -> (usize, &'a [u8]) {
        self.sections[section as usize]
    }

    pub(crate) fn text(&self, section: Section) -> Result<&'a str, BundleError> {
        let (start, bytes) = self.bytes(section);
        let fault =
            |at: std::str::Utf8Error| BundleError::NotUtf8 { section, offset: start + at.valid_up_to() };
        std::str::from_utf8(bytes).map_err(fault)
    }

    pub(crate) fn manifest(&self) -> Result<Manifest, BundleError> {
        let (offset, bytes) = self.bytes(Section::Manifest);
        Manifest::decode(bytes, offset).map_err(|reason| BundleError::Manifest { offset, reason })
    }

    /// What [`crate::Bundle::parse`] would refuse once every section is read, found without building the bundle
    /// again: texts that are not UTF-8, and another spelling of the manifest. Header lines are checked by
    /// [`Parts::split`], and records are slices between lengths: they have no other spelling.
    pub(crate) fn another_form(&self, manifest: &Manifest) -> Option<BundleError> {
        let texts = [Section::Key, Section::Checkpoint, Section::Head, Section::Seal];
        if let Some(fault) = texts.into_iter().find_map(|section| self.text(section).err()) {
            return Some(fault);
        }
        let text = manifest.encode();
        let (start, bytes) = self.bytes(Section::Manifest);
        if bytes == text.as_bytes() {
            return None;
        }
        let ours = format!("{} {}\n{text}", Section::Manifest.name(), text.len());
        let theirs = &self.sealed[MAGIC.len()..start + bytes.len()];
        let same = ours.bytes().zip(theirs).take_while(|(ours, theirs)| ours == *theirs).count();
        Some(BundleError::NotCanonical { offset: MAGIC.len() + same })
    }

    pub(crate) fn entries(&self) -> Listed<RecordRef<'a>> {
        self.list(Section::Entries, |rest| {
            let index = u64::from_be_bytes(*take(rest)?);
            let leaf = Hash::from_bytes(*take(rest)?);
            let length = usize::from(u16::from_be_bytes(*take(rest)?));
            Some(RecordRef { index, leaf, entry: take_slice(rest, length)? })
        })
    }

    pub(crate) fn tiles(&self) -> Listed<Tile> {
        self.list(Section::Tiles, |rest| {
            let [level] = *take(rest)?;
            let index = u64::from_be_bytes(*take(rest)?);
            let width = u16::from_be_bytes(*take(rest)?);
            let id = TileId::new(level, index, width)?;
            let hashes = take_slice(rest, usize::from(width) * Hash::LEN)?;
            Tile::new(id, hashes.chunks_exact(Hash::LEN).filter_map(Hash::from_slice).collect())
        })
    }

    pub(crate) fn bodies(&self) -> Listed<DisclosedRef<'a>> {
        self.list(Section::Bodies, |rest| {
            let index = u64::from_be_bytes(*take(rest)?);
            let salt: &Salt = take(rest)?;
            let length = usize::try_from(u64::from_be_bytes(*take(rest)?)).ok()?;
            Some(DisclosedRef { index, salt, plaintext: take_slice(rest, length)? })
        })
    }

    fn list<T>(&self, section: Section, read: impl Fn(&mut &'a [u8]) -> Option<T>) -> Listed<T> {
        let (start, bytes) = self.bytes(section);
        let (mut rest, mut items) = (bytes, Vec::new());
        while !rest.is_empty() {
            let offset = start + bytes.len() - rest.len();
            let Some(item) = read(&mut rest) else {
                let fault = BundleError::Record { section, number: items.len() + 1, offset };
                return Listed { items, fault: Some(fault) };
            };
            items.push(item);
        }
        Listed { items, fault: None }
    }
}

/// Where the content begins and how long it says it is. Lengths have no sign and no leading zero.
fn header(bytes: &[u8], offset: usize, section: Section) -> Result<(usize, u64), BundleError> {
    let fault = BundleError::Header { section, offset };
    let read = || {
        let rest = bytes.get(offset..)?.strip_prefix(section.name().as_bytes())?.strip_prefix(b" ")?;
        // 20 digits are the most a 64-bit number has.
        let digits = rest.iter().take(21).position(|byte| *byte == b'\n')?;
        let text = std::str::from_utf8(&rest[..digits]).ok()?;
        let length: u64 = text.parse().ok().filter(|length: &u64| length.to_string() == text)?;
        Some((offset + section.name().len() + 1 + digits + 1, length))
    };
    read().ok_or(fault)
}

fn take<'a, const N: usize>(rest: &mut &'a [u8]) -> Option<&'a [u8; N]> {
    let (head, tail) = rest.split_first_chunk::<N>()?;
    *rest = tail;
    Some(head)
}

fn take_slice<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (head, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    Some(head)
}
