//! Several things asked for by one statement.

/// Things asked for together are asked for by so many at least.
const STEP: usize = 8;
/// And by so many at most: the engine bounds the length of a statement.
pub(super) const MOST: usize = 512;

/// Things as a statement asks for them, and its places: filled up with the last one, so that few statements do for every number.
/// `None` where nothing is asked for.
pub(super) fn asked<T: Clone>(things: &[T]) -> Option<(Vec<T>, String)> {
    let last = things.last()?;
    let places = things.len().next_multiple_of(STEP);
    let asked = things.iter().chain(std::iter::repeat(last)).take(places).cloned().collect();
    Some((asked, vec!["?"; places].join(",")))
}
