//! Telephone numbers of a country that nothing tells: whoever has a number that ends alike may be the same human.

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
    let mut held: Vec<(u64, u64)> = Vec::new();
    let (mut end, mut bare, mut silent) = (0, false, false);
    loop {
        let tuple = tuples.next()?;
        let shared = tuple.map(|tuple| alike::shared(tuple[0]));
        if shared != Some(end) {
            // Who have the very same number are joined by it.
            let several = silent || held.iter().any(|(hash, _)| *hash != held[0].0);
            if bare && several {
                held.iter().try_for_each(|(_, record)| groups.again.doubted(*record, 0, end))?;
            }
            held.clear();
            (end, bare, silent) = (shared.unwrap_or_default(), false, false);
        }
        let Some([hash, .., meta]) = tuple else { return Ok(()) };
        let meta = Meta::unpacked(meta).filter(|meta| meta.kind == Kind::Phone);
        if let Some(meta) = meta.filter(|meta| (meta.own || meta.silent) && held.len() < HELD) {
            (bare, silent) = (bare || alike::is_bare(hash), silent || meta.silent);
            held.push((hash, meta.record));
        }
    }
}
