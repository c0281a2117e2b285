//! What columns without names tell of people beside the forms of single values: names in parts beside somebody's sex, passwords
//! beside a log-in, and columns that may be people's.

use std::collections::HashSet;

use super::content;
use super::row::is_filled;
use crate::identifier::{Class, Confidence, Kind};
use crate::meaning::{ColumnMeaning, NamePart, Role};

/// Words for somebody's sex. Source: our own collection. 2026-11.
const SEXES: [&str; 16] = [
    "male",
    "female",
    "m",
    "f",
    "男",
    "女",
    "муж",
    "жен",
    "муж.",
    "жен.",
    "мужской",
    "женский",
    "м",
    "ж",
    "nam",
    "nữ",
];
/// How far from the sex the parts of a name stand.
const NEAR: usize = 2;

/// Two columns of single words with capitals, close to one of somebody's sex, are given and family names.
pub(super) fn name_by_sex(meanings: &mut [ColumnMeaning], rows: &[Vec<&str>]) {
    let is_name = |meaning: &ColumnMeaning| matches!(meaning.role, Role::Name(_));
    if meanings.iter().any(is_name) {
        return;
    }
    let is_sex =
        |column: &usize| share(rows, *column, |cell| SEXES.contains(&cell.to_lowercase().as_str())) >= 0.9;
    let Some(sex) = (0..meanings.len()).find(is_sex) else { return };
    let worded = |column: usize| {
        meanings[column].role == Role::Unknown
            && share(rows, column, is_capitalised) >= 0.9
            && content::is_varied(cells(rows, column))
    };
    let near = |first: usize| first + 1 < sex && sex - first - 2 < NEAR || first > sex && first - sex <= NEAR;
    let pair = (0..meanings.len().saturating_sub(1))
        .find(|first| near(*first) && worded(*first) && worded(first + 1));
    for (place, part) in
        pair.into_iter().flat_map(|first| [(first, NamePart::Given), (first + 1, NamePart::Family)])
    {
        meanings[place] = ColumnMeaning::of(Role::Name(part), Confidence::Low);
    }
}

/// The column behind a log-in that holds what passwords and their hashes look like: letters, digits and signs mixed, in no
/// common pattern.
pub(super) fn find_secrets(meanings: &mut [ColumnMeaning], rows: &[Vec<&str>]) {
    let login = |meaning: &ColumnMeaning| matches!(meaning.role, Role::Identifier(Kind::Email | Kind::Phone));
    let secret = |column: &usize| {
        meanings[*column].role == Role::Unknown
            && login(&meanings[column - 1])
            && are_secrets(cells(rows, *column))
    };
    if let Some(column) = (1..meanings.len()).find(secret) {
        meanings[column].class = Some(Class::Credential);
    }
}

/// Whether most cells are mixed of letters, digits and signs, in no common pattern.
pub(crate) fn are_secrets<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let cells: Vec<&str> = cells.collect();
    let patterns: HashSet<String> = cells.iter().map(|cell| pattern(cell)).collect();
    let mixed = cells.iter().filter(|cell| is_mixed(cell)).count();
    cells.len() >= 3 && mixed * 10 >= cells.len() * 8 && patterns.len() * 2 > cells.len().min(20)
}

/// Letters beside digits or signs, no blank, and no number that programs give what they store.
fn is_mixed(cell: &str) -> bool {
    let has = |of: fn(&u8) -> bool| cell.bytes().any(|byte| of(&byte));
    let of_program = cell.len() == 24 && cell.bytes().all(|byte| byte.is_ascii_hexdigit())
        || cell.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    (4..=128).contains(&cell.len())
        && !cell.contains([' ', '@', '/', ':'])
        && !of_program
        && has(u8::is_ascii_alphabetic)
        && has(|byte| byte.is_ascii_digit() || byte.is_ascii_punctuation())
}

/// What kinds of signs stand in it one after the other: codes all have one pattern, passwords do not.
fn pattern(secret: &str) -> String {
    let kind = |sign: char| match sign {
        '0'..='9' => '9',
        sign if sign.is_lowercase() => 'a',
        sign if sign.is_uppercase() => 'A',
        _ => '.',
    };
    secret.chars().map(kind).collect()
}

/// A column, all of them without names, that may hold names or numbers of people though nothing was recognised in it.
pub(crate) fn perhaps_people(meanings: &[ColumnMeaning], rows: &[Vec<&str>]) -> Option<usize> {
    let told = |meaning: &ColumnMeaning| matches!(meaning.role, Role::Name(_) | Role::Identifier(_));
    if meanings.iter().any(told) {
        return None;
    }
    let open =
        |column: &usize| meanings[*column].role == Role::Unknown && content::is_varied(cells(rows, *column));
    let numbers = |cell: &str| {
        let moment = matches!(cell.len(), 10 | 13) && matches!(cell.as_bytes(), [b'1', b'0'..=b'7', ..]);
        (9..=15).contains(&cell.len()) && cell.bytes().all(|byte| byte.is_ascii_digit()) && !moment
    };
    let word = |column: usize| {
        column < meanings.len() && open(&column) && share(rows, column, is_capitalised) >= 0.8
    };
    (0..meanings.len()).filter(open).find(|column| {
        let names = share(rows, *column, |cell| content::is_spaced_name(cell) || content::is_han_name(cell));
        names >= 0.6 || share(rows, *column, numbers) >= 0.8 || word(*column) && word(column + 1)
    })
}

fn cells<'r>(rows: &'r [Vec<&'r str>], column: usize) -> impl Iterator<Item = &'r str> {
    rows.iter().filter_map(move |row| row.get(column)).map(|cell| cell.trim()).filter(|cell| is_filled(cell))
}

fn share(rows: &[Vec<&str>], column: usize, is: impl Fn(&str) -> bool) -> f64 {
    let (good, all) =
        cells(rows, column).fold((0, 0), |(good, all), cell| (good + usize::from(is(cell)), all + 1));
    f64::from(good as u32) / f64::from((all as u32).max(1))
}

/// One word with a capital, or two joined by a hyphen: `Mario`, `O'Neil`, `Иванов`.
fn is_capitalised(cell: &str) -> bool {
    let mut letters = cell.chars();
    letters.next().is_some_and(char::is_uppercase)
        && cell.chars().count() >= 2
        && letters.all(|letter| letter.is_alphabetic() || matches!(letter, '\'' | '-' | '’'))
}
