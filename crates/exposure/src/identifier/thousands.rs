//! Numbers of people that a spreadsheet wrote as amounts: `13,812,345,678`.

use std::borrow::Cow;

use super::Kind;
use crate::meaning::{ColumnMeaning, Role};

/// The digits of a cell that is grouped as an amount, in a column of numbers that are none; any other as it is.
pub(super) fn ungrouped<'t>(text: &'t str, meaning: &ColumnMeaning) -> Cow<'t, str> {
    let Role::Identifier(Kind::Phone | Kind::Card | Kind::CnId | Kind::Account | Kind::TaxNumber) =
        meaning.role
    else {
        return Cow::Borrowed(text);
    };
    if memchr::memchr(b',', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let cell = text.trim();
    let cell = cell.strip_suffix(".00").or_else(|| cell.strip_suffix(".0")).unwrap_or(cell);
    let groups = || cell.split(',');
    let digits = groups().all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    let lengths = groups().next().is_some_and(|first| first.len() <= 3)
        && groups().skip(1).all(|group| group.len() == 3);
    if digits && lengths && groups().count() >= 3 {
        Cow::Owned(cell.replace(',', ""))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identifier::Confidence;

    #[test]
    fn only_amounts_in_columns_of_numbers_of_people_are_joined() {
        let phones = ColumnMeaning::of(Role::Identifier(Kind::Phone), Confidence::High);
        for (cell, joined) in [
            ("13,812,345,678", "13812345678"),
            (" 13,812,345,678.00", "13812345678"),
            ("13812345678,13912345678", "13812345678,13912345678"),
            ("1,234", "1,234"),
            ("138,1234,5678", "138,1234,5678"),
            ("13812345678", "13812345678"),
        ] {
            assert_eq!(ungrouped(cell, &phones), joined);
        }
        assert_eq!(ungrouped("13,812,345,678", &ColumnMeaning::UNKNOWN), "13,812,345,678");
    }
}
