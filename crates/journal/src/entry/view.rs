use crate::entry::{ENTRY_MAGIC, EntryError, Place, Shape};
use crate::{Hash, Kind, Moment, NameError, StreamName};

/// An entry read where it lies: every rule of [`crate::Entry`] holds, but the names are not copied. A verifier
/// reads hundreds of thousands of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EntryView<'a> {
    pub(crate) stream: &'a str,
    pub(crate) place: Place,
    pub(crate) kind: &'a str,
    pub(crate) shape: Shape,
    pub(crate) occurred_at: Moment,
    pub(crate) recorded_at: Moment,
    pub(crate) sealed: Hash,
    pub(crate) commitment: Hash,
}

impl<'a> EntryView<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Result<EntryView<'a>, EntryError> {
        let mut rest = Reader(magic(bytes)?);
        let seen = EntryView {
            stream: rest.name("stream", StreamName::is, NameError::Stream)?,
            place: rest.place()?,
            kind: rest.name("kind", Kind::is, NameError::Kind)?,
            shape: Shape::new(u16::from_be_bytes(*rest.take("shape")?)).ok_or(EntryError::ShapeZero)?,
            occurred_at: rest.moment("occurred_at")?,
            recorded_at: rest.moment("recorded_at")?,
            sealed: Hash::from_bytes(*rest.take("sealed")?),
            commitment: Hash::from_bytes(*rest.take("commitment")?),
        };
        match rest.0.len() {
            0 => Ok(seen),
            extra => Err(EntryError::Trailing(extra)),
        }
    }
}

fn magic(bytes: &[u8]) -> Result<&[u8], EntryError> {
    match bytes.split_first_chunk::<5>() {
        Some((found, rest)) if found == ENTRY_MAGIC => Ok(rest),
        Some((found, _)) if found[..4] == ENTRY_MAGIC[..4] && found[4] > ENTRY_MAGIC[4] => {
            Err(EntryError::LaterFormat(found[4]))
        }
        _ => Err(EntryError::Magic),
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take<const N: usize>(&mut self, field: &'static str) -> Result<&'a [u8; N], EntryError> {
        let (head, rest) = self.0.split_first_chunk::<N>().ok_or(EntryError::Short(field))?;
        self.0 = rest;
        Ok(head)
    }

    fn name(
        &mut self,
        field: &'static str,
        is: fn(&str) -> bool,
        fault: fn(String) -> NameError,
    ) -> Result<&'a str, EntryError> {
        let [length] = *self.take::<1>(field)?;
        let (text, rest) = self.0.split_at_checked(usize::from(length)).ok_or(EntryError::Short(field))?;
        self.0 = rest;
        let name = std::str::from_utf8(text).ok().filter(|text| is(text));
        name.ok_or_else(|| EntryError::Name(fault(String::from_utf8_lossy(text).into_owned())))
    }

    fn place(&mut self) -> Result<Place, EntryError> {
        match u64::from_be_bytes(*self.take("stream_version")?) {
            0 => Err(EntryError::VersionZero),
            1 => Ok(Place::FIRST),
            version => Ok(Place { version, previous: Some(Hash::from_bytes(*self.take("previous")?)) }),
        }
    }

    fn moment(&mut self, field: &'static str) -> Result<Moment, EntryError> {
        let microseconds = i64::from_be_bytes(*self.take(field)?);
        Moment::from_microseconds(microseconds).ok_or(EntryError::Time(field, microseconds))
    }
}
