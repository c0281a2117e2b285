use super::fold::{NameFolder, fold_address};
use super::{calendar, country, date, language, sets};
use crate::identifier::damage::is_masked_name;
use crate::identifier::{Confidence, Kind, Region};
use crate::meaning::{AddressPart, ColumnMeaning, DateOrder, NamePart, Role};

/// A name put together of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
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
    /// The form by which equal values are equal.
    pub canonical: String,
    /// The set of columns it came from ([`ColumnMeaning::group`]).
    pub group: u8,
    /// How sure it is.
    pub confidence: Confidence,
}

/// What a row says through its columns taken together.
#[derive(Debug, Clone, Default)]
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
    /// Names and dates of which a part is hidden; they are no values.
    pub(crate) masked: u64,
    /// Texts of earlier rows, whose memory is used again.
    spare: Vec<String>,
    folder: NameFolder,
}

impl RowValues {
    /// Whether the row composed no value.
    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty() && self.addresses.is_empty() && self.birth_date.is_none()
    }

    /// Empties it for the next row and keeps the memory.
    pub fn clear(&mut self) {
        (self.region, self.masked) = (None, 0);
        if self.is_empty() {
            return;
        }
        self.spare.extend(self.names.drain(..).map(|name| name.compared));
        self.spare.extend(self.addresses.drain(..).map(|address| address.canonical));
        self.spare.extend(self.birth_date.take().map(|date| date.canonical));
        self.spare.truncate(8);
    }

    fn text(&mut self) -> String {
        let mut text = self.spare.pop().unwrap_or_default();
        text.clear();
        text
    }
}

/// Which columns of a table compose which values: worked out once, used for every row.
#[derive(Debug, Default)]
pub(crate) struct RowPlan {
    sets: Vec<Set>,
    births: Vec<(usize, ColumnMeaning)>,
    /// Columns of countries, and whether each is of the set without a word of its own.
    countries: Vec<(usize, bool)>,
    /// Columns whose language tells where the row is at home, if its phone numbers need that.
    written: Vec<usize>,
}

/// The columns of one set of names and addresses, in the order of the table.
#[derive(Debug, Default)]
struct Set {
    group: u8,
    /// Of somebody beside the row's own person, of whom nothing but a name tells.
    may_be_own: bool,
    full: Vec<(usize, Confidence)>,
    given: Vec<(usize, Confidence)>,
    family: Vec<(usize, Confidence)>,
    /// In the order of [`ORDER`].
    address: [Vec<(usize, Confidence)>; 5],
}

/// The order of the parts of an address.
const ORDER: [AddressPart; 5] =
    [AddressPart::Line, AddressPart::City, AddressPart::State, AddressPart::Postal, AddressPart::Country];

/// Reads the composed values of one row into `out` (cleared first). `cell(i)` is the text of column `i`, empty
/// for NULL and for a column a ragged row lacks.
pub fn read_row<'a>(meanings: &[ColumnMeaning], cell: impl Fn(usize) -> &'a str, out: &mut RowValues) {
    RowPlan::new(meanings).read(cell, out);
}

impl RowPlan {
    pub(crate) fn new(meanings: &[ColumnMeaning]) -> RowPlan {
        let mut plan = RowPlan::default();
        let mixed = has_mixed_phones(meanings);
        for (index, meaning) in meanings.iter().enumerate() {
            match meaning.role {
                Role::BirthDate => plan.births.push((index, meaning.clone())),
                Role::Name(part) => plan.set(meaning.group).name(part).push((index, meaning.confidence)),
                Role::Address(part) => {
                    if part == AddressPart::Country {
                        plan.countries.push((index, meaning.group == 0));
                    }
                    let place = ORDER.iter().position(|other| *other == part).unwrap_or(0);
                    plan.set(meaning.group).address[place].push((index, meaning.confidence));
                }
                _ => {}
            }
            let written =
                matches!(meaning.role, Role::Name(_) | Role::Address(_) | Role::Unknown | Role::FreeText);
            if mixed && written {
                plan.written.push(index);
            }
        }
        for set in &mut plan.sets {
            let reached = |meaning: &&ColumnMeaning| {
                meaning.group == set.group && matches!(meaning.role, Role::Identifier(_) | Role::BirthDate)
            };
            set.may_be_own = sets::is_further(set.group) && !meanings.iter().any(|meaning| reached(&meaning));
        }
        plan.sets.sort_by_key(|set| set.group);
        plan.births.sort_by_key(|(_, meaning)| crate::party::of_group(meaning.group));
        plan
    }

    fn set(&mut self, group: u8) -> &mut Set {
        let place = self.sets.iter().position(|set| set.group == group).unwrap_or_else(|| {
            self.sets.push(Set { group, ..Set::default() });
            self.sets.len() - 1
        });
        &mut self.sets[place]
    }

    /// As [`read_row`].
    pub(crate) fn read<'a>(&self, cell: impl Fn(usize) -> &'a str, out: &mut RowValues) {
        out.clear();
        for (index, meaning) in &self.births {
            if out.birth_date.is_none() {
                out.birth_date = birth_date(meaning, cell(*index));
                let hidden = out.birth_date.is_none() && cell(*index).contains("**");
                out.masked += u64::from(hidden);
            }
        }
        for (index, own) in &self.countries {
            if *own || out.region.is_none() {
                out.region = country::region(cell(*index)).or(out.region);
            }
        }
        for set in &self.sets {
            if let Some(mut name) = set.person(&cell, out) {
                // The second name of a row that has no first one is that of its person.
                let own = |name: &PersonName| crate::party::of_group(name.group) == 0;
                if set.may_be_own && !out.names.iter().any(own) {
                    name.group = 0;
                }
                out.names.push(name);
            }
            if let Some(address) = set.place(&cell, out) {
                out.addresses.push(address);
            }
        }
        if out.region.is_none() && !self.written.is_empty() {
            out.region = language::region_of_row(self.written.iter().map(|index| cell(*index)));
        }
    }
}

/// The filled cells of these columns.
fn filled<'m, 'a: 'm>(
    columns: &'m [(usize, Confidence)],
    cell: &'m impl Fn(usize) -> &'a str,
) -> impl Iterator<Item = (Confidence, &'a str)> {
    let texts = columns.iter().map(|(index, confidence)| (*confidence, cell(*index).trim()));
    texts.filter(|(_, text)| is_filled(text))
}

impl Set {
    fn name(&mut self, part: NamePart) -> &mut Vec<(usize, Confidence)> {
        match part {
            NamePart::Full => &mut self.full,
            NamePart::Given => &mut self.given,
            NamePart::Family => &mut self.family,
        }
    }

    fn person<'a>(&self, cell: &impl Fn(usize) -> &'a str, out: &mut RowValues) -> Option<PersonName> {
        let folder = &mut out.folder;
        folder.clear();
        let mut confidence = Confidence::High;
        let whole = |least| filled(&self.full, cell).find(move |(sure, _)| *sure >= least);
        let in_parts = || filled(&self.family, cell).chain(filled(&self.given, cell)).next().is_some();
        let told = whole(Confidence::Medium).or_else(|| whole(Confidence::Low).filter(|_| !in_parts()));
        let joined = told.is_none();
        if let Some((sure, full)) = told {
            confidence = sure;
            folder.push(full);
        } else {
            let family_first =
                filled(&self.family, cell).any(|(_, text)| text.chars().any(super::words::is_spaceless));
            let family = if self.is_whole(cell) { &[] } else { self.family.as_slice() };
            let given = self.given.as_slice();
            let order = if family_first { [family, given] } else { [given, family] };
            for (sure, text) in order.into_iter().flat_map(|part| filled(part, cell)) {
                confidence = confidence.min(sure);
                if !family_first {
                    folder.part(' ');
                }
                folder.push(text);
            }
        }
        if folder.is_empty() {
            return None;
        }
        let full = if joined { &[] } else { self.full.as_slice() };
        let parts = [full, self.given.as_slice(), self.family.as_slice()];
        if parts.into_iter().any(|part| filled(part, cell).any(|(_, text)| is_masked_name(text))) {
            out.masked += 1;
            return None;
        }
        let mut compared = out.text();
        let named = out.folder.finish(&mut compared);
        named.then_some(PersonName { compared, group: self.group, confidence })
    }

    /// Whether a column `name`, taken for the given name beside a family name, holds the family name too.
    fn is_whole<'a>(&self, cell: &impl Fn(usize) -> &'a str) -> bool {
        // A column that is called a given name holds nothing else.
        self.given.iter().any(|(_, sure)| *sure < Confidence::High)
            && filled(&self.family, cell).all(|(_, family)| {
                filled(&self.given, cell).any(|(sure, given)| sure < Confidence::High && holds(given, family))
            })
    }

    fn place<'a>(&self, cell: &impl Fn(usize) -> &'a str, out: &mut RowValues) -> Option<Composed> {
        let (confidence, _) = filled(&self.address[0], cell).find(|(_, text)| is_line(text))?;
        let mut canonical = out.text();
        for (place, part) in self.address.iter().enumerate() {
            if place > 0 {
                // Parts keep their places, so that a city is never taken for a state.
                canonical.push('\u{1F}');
            }
            for (_, text) in filled(part, cell) {
                fold_address(text, &mut canonical);
            }
        }
        Some(Composed { canonical, group: self.group, confidence })
    }
}

/// Whether a name holds this family name and another word: `Mary Smith` and `Smith`, `王伟` and `王`.
fn holds(name: &str, family: &str) -> bool {
    if family.chars().all(super::words::is_spaceless) {
        return name.len() > family.len() && name.starts_with(family);
    }
    let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    let within = |word: &str| name.split_whitespace().any(|other| same(word, other));
    name.split_whitespace().count() > family.split_whitespace().count()
        && family.split_whitespace().all(within)
}

/// Whether phone numbers need the row to say where they are at home.
fn has_mixed_phones(meanings: &[ColumnMeaning]) -> bool {
    let phones = |meaning: &ColumnMeaning| {
        meaning.role == Role::Identifier(Kind::Phone) && !meaning.regular && !meaning.at_home
    };
    meanings.iter().any(phones)
}

/// Texts that stand for nothing: as clerks write them, as tools show and export an absent value.
pub(super) fn is_filled(text: &str) -> bool {
    const NOTHING: [&str; 37] = [
        "null",
        "\\n",
        "n/a",
        "na",
        "none",
        "nan",
        "-",
        "--",
        "无",
        "無",
        "нет",
        "không",
        "(null)",
        "[null]",
        "<null>",
        "{null}",
        "#n/a",
        "nil",
        "unknown",
        "undefined",
        "未知",
        "暂无",
        "暫無",
        "未填写",
        "未填寫",
        "不详",
        "匿名",
        "没有",
        "не указано",
        "неизвестно",
        "không có",
        "本人",
        "同上",
        "法定",
        "法定继承人",
        "法定繼承人",
        "待定",
    ];
    let first = text.as_bytes().first().copied().unwrap_or_default();
    // Most cells begin with a letter no such text begins with.
    let may_be = match first {
        b'a'..=b'z' | b'A'..=b'Z' => matches!(first | 0x20, b'n' | b'u' | b'k'),
        b'0'..=b'9' => return true,
        _ => true,
    };
    let nothing = |nothing: &&str| nothing.len() == text.len() && text.eq_ignore_ascii_case(nothing);
    !(text.is_empty() || may_be && text.len() <= 24 && NOTHING.iter().any(nothing))
}

/// An address has a letter in it: `0`, `?` and `****` are none.
fn is_line(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

fn birth_date(meaning: &ColumnMeaning, text: &str) -> Option<Composed> {
    let text = text.trim();
    if !is_filled(text) {
        return None;
    }
    let day = date::read(text, meaning.date_order).or_else(|| calendar::read(text, meaning.date_order));
    let short = || !text.chars().any(char::is_alphabetic) && calendar::may_be_short(text);
    let (canonical, confidence) = match day {
        Some(day) => (format!("{:04}-{:02}-{:02}", day.year, day.month, day.day), meaning.confidence),
        None if short() => (text.to_owned(), Confidence::Low),
        None if meaning.date_order == DateOrder::YearFirst
            && date::is_shaped(text)
            && !is_impossible(text) =>
        {
            (text.to_owned(), Confidence::Low)
        }
        None => return None,
    };
    Some(Composed { canonical, group: meaning.group, confidence })
}

/// No order of day and month makes a day of it.
fn is_impossible(text: &str) -> bool {
    date::read(text, DateOrder::DayFirst).is_none() && date::read(text, DateOrder::MonthFirst).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_needs_a_line() {
        let meanings = [AddressPart::Line, AddressPart::City]
            .map(|part| ColumnMeaning::of(Role::Address(part), Confidence::High));
        let mut row = RowValues::default();
        read_row(&meanings, |column| ["", "Hanoi"][column], &mut row);
        assert_eq!(row.addresses, []);
        read_row(&meanings, |column| ["8, Rue Hanovre", "Paris"][column], &mut row);
        assert_eq!(row.addresses[0].canonical, "8 rue hanovre\u{1f}paris\u{1f}\u{1f}\u{1f}");
    }
}
