use desk::{Desk, DeskError, LetterRow, RealLog, Wave};

use crate::Addressee;

/// Whose these letters are, in their order: the keys of their customers in the register, by which the list of customers names them
/// too. A letter's own number is its place in the wave and names nobody. `None` where it cannot be told any more.
///
/// # Errors
/// As [`Desk::letter_contents`].
pub fn customer_keys(
    desk: &Desk<RealLog>,
    wave: &Wave,
    letters: &[LetterRow],
) -> Result<Vec<Option<String>>, DeskError> {
    let contents = desk.letter_contents(wave, letters)?;
    Ok(contents.into_iter().map(|row| Some(Addressee::read(&row?)?.key)).collect())
}
