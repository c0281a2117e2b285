use super::{country, date, language};
use crate::identifier::{Confidence, Kind, Region};
use crate::meaning::{AddressPart, ColumnMeaning, DateOrder, NamePart, Role};

/// A name put together of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// As it is shown: given name first for parts in alphabetic scripts, family name first in Han.
    pub shown: String,
    /// The form that is compared: case, spacing and width folded, words in sorted order.
    pub compared: String,
    /// The set of columns it came from ([`ColumnMeaning::group`]).
    pub group: u8,
    /// How sure it is that this is a person's name.
    pub confidence: Confidence,
}

/// A value put together of the cells of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// As it is shown: the cells in the order of their parts.
    pub shown: String,
    /// The form by which equal values are equal.
    pub canonical: String,
    /// The set of columns it came from ([`ColumnMeaning::group`]).
    pub group: u8,
    /// How sure it is.
    pub confidence: Confidence,
}

/// What a row says through its columns taken together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowValues {
    /// Names, one per set of name columns.
    pub names: Vec<PersonName>,
    /// Postal addresses, one per set of address columns that has a line.
    pub addresses: Vec<Composed>,
    /// Date of birth; canonical is `YYYY-MM-DD`, or the text as written (confidence low) where the order of day
    /// and month is not known.
    pub birth_date: Option<Composed>,
    /// The region of the row: the hint for [`crate::scan_cell`]. From its country column; in tables without one
    /// whose phone numbers are not of one region, from the language its names and addresses are written in.
    pub region: Option<Region>,
}

impl RowValues {
    /// Empties it for the next row and keeps the memory.
    pub fn clear(&mut self) {
        self.names.clear();
        self.addresses.clear();
        self.birth_date = None;
        self.region = None;
    }
}

/// Reads the composed values of one row into `out` (cleared first). `cell(i)` is the text of column `i`, empty
/// for NULL and for a column a ragged row lacks.
pub fn read_row<'a>(meanings: &[ColumnMeaning], cell: impl Fn(usize) -> &'a str, out: &mut RowValues) {
    out.clear();
    let mut groups = [false; 256];
    for (index, meaning) in meanings.iter().enumerate() {
        match meaning.role {
            Role::BirthDate if out.birth_date.is_none() => out.birth_date = birth_date(meaning, cell(index)),
            Role::Address(AddressPart::Country) if out.region.is_none() || meaning.group == 0 => {
                out.region = country::region(cell(index)).or(out.region);
            }
            _ => {}
        }
        if !matches!(meaning.role, Role::Name(_) | Role::Address(_)) {
            continue;
        }
        if !std::mem::replace(&mut groups[usize::from(meaning.group)], true) {
            out.names.extend(name(meanings, &cell, meaning.group));
            out.addresses.extend(address(meanings, &cell, meaning.group));
        }
    }
    if out.region.is_none() && has_mixed_phones(meanings) {
        let written = |meaning: &ColumnMeaning| {
            matches!(meaning.role, Role::Name(_) | Role::Address(_) | Role::Unknown | Role::FreeText)
        };
        let columns = meanings.iter().enumerate().filter(|(_, meaning)| written(meaning));
        out.region = language::region_of_row(columns.map(|(index, _)| cell(index)));
    }
}

/// Whether phone numbers need the row to say where they are at home.
fn has_mixed_phones(meanings: &[ColumnMeaning]) -> bool {
    let phones = |meaning: &ColumnMeaning| meaning.role == Role::Identifier(Kind::Phone) && !meaning.regular;
    meanings.iter().any(phones)
}

/// The filled cells of one role in one group, in the order of their columns.
fn cells<'m, 'a: 'm>(
    meanings: &'m [ColumnMeaning],
    cell: &'m impl Fn(usize) -> &'a str,
    role: Role,
    group: u8,
) -> impl Iterator<Item = (&'m ColumnMeaning, &'a str)> {
    let meant = move |(_, meaning): &(usize, &ColumnMeaning)| meaning.role == role && meaning.group == group;
    let columns = meanings.iter().enumerate().filter(meant);
    columns.map(move |(index, meaning)| (meaning, cell(index).trim())).filter(|(_, text)| is_filled(text))
}

/// Texts that stand for nothing.
pub(super) fn is_filled(text: &str) -> bool {
    const NOTHING: [&str; 12] =
        ["null", "\\n", "n/a", "na", "none", "nan", "-", "--", "无", "無", "нет", "không"];
    !text.is_empty() && (text.len() > 12 || !NOTHING.iter().any(|nothing| text.eq_ignore_ascii_case(nothing)))
}

fn name<'a>(meanings: &[ColumnMeaning], cell: &impl Fn(usize) -> &'a str, group: u8) -> Option<PersonName> {
    let part = |part| cells(meanings, cell, Role::Name(part), group);
    let mut shown = String::new();
    let mut confidence = Confidence::High;
    if let Some((meaning, full)) = part(NamePart::Full).next() {
        confidence = meaning.confidence;
        shown.push_str(full);
    } else {
        let family_first =
            part(NamePart::Family).any(|(_, text)| text.chars().any(super::words::is_spaceless));
        let order = [NamePart::Given, NamePart::Family];
        let order = if family_first { [order[1], order[0]] } else { order };
        for (meaning, text) in order.into_iter().flat_map(part) {
            confidence = confidence.min(meaning.confidence);
            if !shown.is_empty() && !family_first {
                shown.push(' ');
            }
            shown.push_str(text);
        }
    }
    let compared = compared(&shown);
    // A name has a letter; what has none is damage or a number in the wrong column.
    let letters = compared.chars().any(char::is_alphabetic);
    letters.then_some(PersonName { shown, compared, group, confidence })
}

/// Case, width and punctuation folded; Han without spaces, other words sorted, because family and given name
/// stand in either order.
fn compared(shown: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for letter in shown.chars().map(fold_width) {
        if !letter.is_alphanumeric() && !('\u{0300}'..='\u{036F}').contains(&letter) {
            // An apostrophe or hyphen belongs to the word; a middle dot or space ends it, except between Han.
            open &= matches!(letter, '\'' | '’' | '-');
            continue;
        }
        let joins_han = words.last().is_some_and(|word| word.chars().all(super::words::is_spaceless));
        if !(open || joins_han && super::words::is_spaceless(letter)) || words.is_empty() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(letter.to_lowercase());
        }
        open = true;
    }
    words.sort();
    words.join(" ")
}

/// Full-width letters and digits as their ASCII ones.
fn fold_width(letter: char) -> char {
    match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        '\u{3000}' | '\u{00A0}' => ' ',
        _ => letter,
    }
}

fn address<'a>(meanings: &[ColumnMeaning], cell: &impl Fn(usize) -> &'a str, group: u8) -> Option<Composed> {
    const ORDER: [AddressPart; 5] =
        [AddressPart::Line, AddressPart::City, AddressPart::State, AddressPart::Postal, AddressPart::Country];
    let (line, _) = cells(meanings, cell, Role::Address(AddressPart::Line), group).next()?;
    let mut shown = String::new();
    let mut canonical = String::new();
    for (place, part) in ORDER.into_iter().enumerate() {
        if place > 0 {
            // Parts keep their places, so that a city is never taken for a state.
            canonical.push('\u{1F}');
        }
        for (_, text) in cells(meanings, cell, Role::Address(part), group) {
            if !shown.is_empty() {
                shown.push_str(", ");
            }
            shown.push_str(text);
            fold_address(text, &mut canonical);
        }
    }
    Some(Composed { shown, canonical, group, confidence: line.confidence })
}

/// Letters and digits in lower case and one width, one space between words, none between Han.
fn fold_address(text: &str, out: &mut String) {
    let mut gap = false;
    for letter in text.chars().map(fold_width) {
        if !letter.is_alphanumeric() {
            gap = true;
            continue;
        }
        let last = out.chars().next_back().filter(|last| *last != '\u{1F}');
        let between_han = last.is_some_and(super::words::is_spaceless) && super::words::is_spaceless(letter);
        if gap && last.is_some() && !between_han {
            out.push(' ');
        }
        gap = false;
        out.extend(letter.to_lowercase());
    }
}

fn birth_date(meaning: &ColumnMeaning, text: &str) -> Option<Composed> {
    let text = text.trim();
    if !is_filled(text) {
        return None;
    }
    let (canonical, confidence) = match date::read(text, meaning.date_order) {
        Some(day) => (format!("{:04}-{:02}-{:02}", day.year, day.month, day.day), meaning.confidence),
        None if meaning.date_order == DateOrder::YearFirst
            && date::is_shaped(text)
            && !is_impossible(text) =>
        {
            (text.to_owned(), Confidence::Low)
        }
        None => return None,
    };
    Some(Composed { shown: text.to_owned(), canonical, group: meaning.group, confidence })
}

/// No order of day and month makes a day of it.
fn is_impossible(text: &str) -> bool {
    date::read(text, DateOrder::DayFirst).is_none() && date::read(text, DateOrder::MonthFirst).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_written_differently_compare_equal() {
        assert_eq!(compared("Nguyễn Văn An"), compared("AN  NGUYỄN VĂN"));
        assert_eq!(compared("张 三"), compared("张三"));
        assert_eq!(compared("O'Brien, Mary"), compared("mary o’brien").replace('’', "'"));
        assert_ne!(compared("Иван Петров"), compared("Иван Петровский"));
    }

    #[test]
    fn an_address_needs_a_line() {
        let meanings = [AddressPart::Line, AddressPart::City]
            .map(|part| ColumnMeaning::of(Role::Address(part), Confidence::High));
        let mut row = RowValues::default();
        read_row(&meanings, |column| ["", "Hanoi"][column], &mut row);
        assert_eq!(row.addresses, []);
        read_row(&meanings, |column| ["8, Rue Hanovre", "Paris"][column], &mut row);
        assert_eq!(row.addresses[0].canonical, "8 rue hanovre\u{1f}paris\u{1f}\u{1f}\u{1f}");
        assert_eq!(row.addresses[0].shown, "8, Rue Hanovre, Paris");
    }
}
