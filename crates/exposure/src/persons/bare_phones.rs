//! Telephone numbers that end alike: whoever has one may be the same human, if nothing tells the country of one, or if both have one name.

use crate::Error;
use crate::alike;
use crate::identifier::Kind;
use crate::spill::Sorted;
use crate::tuple::Meta;

use super::Groups;

/// Of one end so many records at most are held against each other.
const HELD: usize = 1 << 12;

/// Holds those who have one end of a number against each other, if one of the numbers lacks its country.
pub(crate) fn doubt_bare_phones(values: &Sorted<4>, groups: &mut Groups) -> Result<(), Error> {
    let mut tuples = values.iter()?;
    let mut held: Vec<[u64; 3]> = Vec::new();
    let (mut end, mut bare, mut silent) = (0, false, false);
    loop {
        let tuple = tuples.next()?;
        let shared = tuple.map(|tuple| alike::shared(tuple[0]));
        if shared != Some(end) {
            // Who have the very same number are joined by it.
            let several = silent || held.iter().any(|[_, hash, _]| *hash != held[0][1]);
            if bare && several {
                held.iter().try_for_each(|[_, _, record]| groups.again.doubted(*record, 0, end))?;
            } else if several {
                doubt_under_one_name(&mut held, end, groups)?;
            }
            held.clear();
            (end, bare, silent) = (shared.unwrap_or_default(), false, false);
        }
        let Some([hash, name, _, meta]) = tuple else { return Ok(()) };
        let meta = Meta::unpacked(meta).filter(|meta| meta.kind == Kind::Phone);
        if let Some(meta) = meta.filter(|meta| (meta.own || meta.silent) && held.len() < HELD) {
            (bare, silent) = (bare || alike::is_bare(hash), silent || meta.silent);
            held.push([name, hash, meta.record]);
        }
    }
}

/// Two numbers of two countries, or of two ways to write one, under one name may be one: `+8617112345678` and `+4917112345678`.
fn doubt_under_one_name(held: &mut [[u64; 3]], end: u64, groups: &mut Groups) -> Result<(), Error> {
    held.sort_unstable();
    for same in held.chunk_by(|one, other| one[0] == other[0]) {
        let [name, hash, _] = same[0];
        if name != 0 && same.iter().any(|[_, other, _]| *other != hash) {
            same.iter().try_for_each(|[_, _, record]| groups.again.doubted(*record, name, end))?;
        }
    }
    Ok(())
}
