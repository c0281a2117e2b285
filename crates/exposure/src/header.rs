use crate::column::read_columns;
use crate::identifier::Confidence;
use crate::meaning::{AddressPart, Role};
use crate::row::Row;

/// How many rows above the names of the columns may be a title, a date, a remark.
const TITLES: usize = 8;

/// How many of these first rows stand above the table: narrower than the table's rows are, by what they hold.
/// 0 where all are alike; where no names of columns follow, one cell alone above rows of several.
pub(crate) fn titles(head: &[Row]) -> usize {
    let width = |row: &Row| {
        (0..row.len())
            .rev()
            .find(|index| row.get(*index).is_some_and(|cell| !cell.trim().is_empty()))
            .map_or(0, |last| last + 1)
    };
    let widths: Vec<usize> = head.iter().take(64).map(width).collect();
    let mut sorted = widths.clone();
    sorted.sort_unstable();
    let usual = sorted.get(sorted.len() / 2).copied().unwrap_or(0);
    if usual < 2 {
        return 0;
    }
    let above = widths.iter().take_while(|width| **width * 2 <= usual).count();
    if above == 0 || above > TITLES {
        0
    } else if header(&head[above..]).is_some() {
        above
    } else {
        headlines(&head[..head.len().min(64)])
    }
}

/// How many of these first rows are one cell without a value, where all below have several.
fn headlines(head: &[Row]) -> usize {
    let alone = |row: &&Row| row.len() == 1 && row.get(0).is_none_or(|cell| !is_value(cell));
    let above = head.iter().take_while(alone).count();
    let several = head[above..].iter().all(|row| row.len() > 1);
    if several && above <= TITLES && head.len() > above + 1 { above } else { 0 }
}

/// The names of the columns, if the first of these rows holds names and no values.
///
/// It does if none of its cells looks like a value, and either some column below looks like values where the
/// first row does not, or its words are known names of columns.
pub(crate) fn header(head: &[Row]) -> Option<Vec<String>> {
    let first = head.first()?;
    let names: Vec<&str> =
        (0..first.len()).map(|index| first.get(index).unwrap_or_default().trim()).collect();
    let filled = names.iter().filter(|name| !name.is_empty()).count();
    if filled == 0 || filled * 2 < names.len() || names.iter().any(|name| is_value(name)) {
        return None;
    }
    // A cell that is empty is no name: of a row that lacks its number nothing tells that it is one of names.
    let differs = (0..names.len()).filter(|index| !names[*index].is_empty()).any(|index| {
        let below =
            head.iter().skip(1).take(50).filter_map(|row| row.get(index)).filter(|cell| !cell.is_empty());
        let (values, all) =
            below.fold((0, 0), |(values, all), cell| (values + usize::from(is_value(cell)), all + 1));
        all > 0 && values * 2 > all
    });
    let known = || {
        let meanings = read_columns(None, Some(&names), &[], None);
        meanings.iter().any(|meaning| !matches!(meaning.role, Role::Unknown | Role::FreeText))
    };
    (differs || known()).then(|| names.iter().map(|name| (*name).to_owned()).collect())
}

/// Whether text without delimiters is a table all the same: one column under a header that names nothing else, as
/// lists for text messages are. Sentences below such a word are text.
pub(crate) fn is_one_column(text: &str) -> bool {
    let bare = |line: &'_ str| line.trim().trim_matches(['"', '\u{feff}']).trim().to_owned();
    let mut lines = text.lines().map(bare).filter(|line| !line.is_empty()).take(100);
    let Some(first) = lines.next().filter(|first| first.len() <= 60) else { return false };
    let meanings = read_columns(None, Some(&[&first]), &[], None);
    let Some(meaning) = meanings.first().filter(|meaning| meaning.confidence == Confidence::High) else {
        return false;
    };
    let fits: fn(&str) -> bool = match meaning.role {
        Role::Identifier(_) | Role::BirthDate => is_value,
        Role::Name(_) => is_short,
        Role::Address(AddressPart::Line) => {
            |line| line.chars().count() <= 120 && line.chars().any(char::is_numeric)
        }
        _ => return false,
    };
    let (good, all) = lines.fold((0, 0), |(good, all), line| (good + usize::from(fits(&line)), all + 1));
    all > 0 && good * 10 >= all * 6
}

/// Short enough for a name, without numbers and the marks of sentences.
fn is_short(line: &str) -> bool {
    let letters = line.chars().filter(|sign| sign.is_alphabetic()).count();
    let words = line.split_whitespace().count();
    let sentence = line.contains(['。', '，', '！', '？', '!', '?', ':', '：', ';', '；', '@']);
    letters >= 2
        && line.chars().count() <= 40
        && words <= 5
        && !sentence
        && !line.chars().any(char::is_numeric)
}

/// Digits make up much of it or are as many as a phone has, or an address sign stands in it, or it is too long for a name.
fn is_value(cell: &str) -> bool {
    let digits = cell.chars().filter(|c| c.is_numeric()).count();
    let all = cell.chars().count();
    cell.contains('@')
        || all > 80
        || digits >= 7
        || digits >= 4 && digits * 2 > all
        || digits > 0 && digits == all
}
