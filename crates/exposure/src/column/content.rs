//! What a sample of a column's cells says, header or not.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::date;
use super::row::is_filled;
use super::words::is_spaceless;
use crate::identifier::label;
use crate::identifier::phone::{self, Standing};
use crate::identifier::{Confidence, Finding, Kind, Region, is_internet, scan_cell};
use crate::meaning::{ColumnMeaning, NamePart, Role};

/// Shares (0 to 1) of a column's filled cells.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shares {
    pub(super) filled: usize,
    pub(super) email: f64,
    pub(super) cn_id: f64,
    /// As long as identity numbers of mainland China, whether they pass or not.
    pub(super) cn_id_long: f64,
    pub(super) card: f64,
    pub(super) phone: f64,
    pub(super) han_name: f64,
    pub(super) latin_name: f64,
    /// The same, the family name first and a comma behind it.
    pub(super) listed_name: f64,
    pub(super) address: f64,
    pub(super) birth_date: f64,
}

/// Measures the filled cells of a column.
pub(super) fn measure<'a>(cells: impl Iterator<Item = &'a str>) -> Shares {
    let mut shares = Shares::default();
    let mut findings = Vec::new();
    for cell in cells.map(str::trim).filter(|cell| is_filled(cell)) {
        shares.filled += 1;
        findings.clear();
        scan_cell(cell, &ColumnMeaning::UNKNOWN, None, &mut findings);
        let is = |kind: Kind| f64::from(u8::from(fills(&findings, kind, cell)));
        shares.email += is(Kind::Email);
        shares.cn_id += is(Kind::CnId);
        shares.cn_id_long += f64::from(u8::from(is_cn_id_long(cell)));
        shares.card += is(Kind::Card);
        shares.phone += is(Kind::Phone);
        shares.han_name += f64::from(u8::from(is_han_name(cell)));
        shares.latin_name += f64::from(u8::from(is_spaced_name(cell)));
        shares.listed_name += f64::from(u8::from(is_listed_name(cell)));
        shares.address += f64::from(u8::from(is_address(cell)));
        shares.birth_date += f64::from(u8::from(is_birth_date(cell)));
    }
    let filled = shares.filled.max(1) as f64;
    for share in [
        &mut shares.email,
        &mut shares.cn_id,
        &mut shares.cn_id_long,
        &mut shares.card,
        &mut shares.phone,
        &mut shares.han_name,
        &mut shares.latin_name,
        &mut shares.listed_name,
        &mut shares.address,
        &mut shares.birth_date,
    ] {
        *share /= filled;
    }
    shares
}

/// Whether most cells differ: names of people do, names of plans and grades come again and again.
pub(super) fn is_varied<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let (mut filled, mut distinct) = (0, HashSet::new());
    for cell in cells.map(str::trim).filter(|cell| is_filled(cell)) {
        filled += 1;
        distinct.insert(cell);
    }
    distinct.len() * 2 > filled
}

/// Fifteen digits, or seventeen and another or a check letter.
fn is_cn_id_long(cell: &str) -> bool {
    let digits = cell.chars().filter(|sign| sign.is_numeric()).count();
    digits == 15 || digits == 18 || digits == 17 && cell.ends_with(['x', 'X', 'ｘ', 'Ｘ'])
}

/// Whether the first value of the kind is the cell, but for a label and quotes.
fn fills(findings: &[Finding], kind: Kind, cell: &str) -> bool {
    findings.iter().any(|finding| {
        let sure = finding.confidence > Confidence::Low && finding.kinds.contains(kind);
        sure && finding.span.len() * 3 >= cell.len() * 2
    })
}

/// Two to four Han letters that start with a family name.
pub(super) fn is_han_name(cell: &str) -> bool {
    static NAMES: OnceLock<HashSet<String>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let table = include_str!("../../data/surnames_zh.tsv").lines().filter(|line| !line.starts_with('#'));
        table
            .flat_map(|line| match line.contains('|') {
                true => line.split('|').map(str::to_owned).collect::<Vec<_>>(),
                false => line.chars().map(String::from).collect(),
            })
            .collect()
    });
    // `赵 佳杰`; lines under each other are several values.
    let blank = |letter: &char| matches!(letter, ' ' | '\u{a0}' | '\u{3000}');
    let letters: Vec<char> = cell.trim().chars().filter(|letter| !blank(letter)).collect();
    let han = letters.iter().all(|letter| is_spaceless(*letter) && letter.is_alphabetic());
    let starts =
        |count: usize| letters.get(..count).is_some_and(|start| names.contains(&String::from_iter(start)));
    han && (2..=4).contains(&letters.len()) && (starts(1) || starts(2))
}

/// Two to five capitalised words of letters.
pub(super) fn is_spaced_name(cell: &str) -> bool {
    let words: Vec<&str> = cell.split_whitespace().collect();
    let word = |word: &&str| {
        let first = word.chars().next().is_some_and(|first| first.is_uppercase() && !is_spaceless(first));
        first && word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '\'' | '-' | '.' | '’'))
    };
    (2..=5).contains(&words.len()) && words.iter().all(word) && cell.chars().count() <= 60
}

/// `Young, Darryl`.
fn is_listed_name(cell: &str) -> bool {
    let parts = cell.split_once(", ").filter(|(family, given)| !family.is_empty() && !given.contains(','));
    parts.is_some_and(|(family, given)| is_spaced_name(&format!("{family} {given}")))
}

/// A longer text with digits and words of addresses.
fn is_address(cell: &str) -> bool {
    static MARKS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let marks = MARKS.get_or_init(|| {
        let table =
            include_str!("../../data/address_marks.tsv").lines().filter(|line| !line.starts_with('#'));
        table.flat_map(|line| line.split('|')).collect()
    });
    let letters = cell.chars().count();
    if !(6..=200).contains(&letters) || !cell.chars().any(|letter| letter.is_ascii_digit()) {
        return false;
    }
    // No house and no postal code has eight digits; what follows a word for a telephone is one.
    let longest = cell.split(|letter: char| !letter.is_ascii_digit()).map(str::len).max();
    if longest.is_some_and(|longest| longest >= 8) || label::has_word(cell) {
        return false;
    }
    if is_sentence(cell) || begins_with_moment(cell) {
        return false;
    }
    let mut buffer = [0; 4];
    let han = cell
        .chars()
        .filter(|letter| is_spaceless(*letter) && marks.contains(&*letter.encode_utf8(&mut buffer)));
    if han.count() >= 2 {
        return true;
    }
    let words = cell.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    if words.len() >= 3 && words.iter().any(|word| marks.contains(word.as_str())) {
        return true;
    }
    // A house number before words, or a postal code behind them: `12 Long River, Springfield, NE 41676`.
    let is_number = |word: &String| word.len() >= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let lettered = words.iter().filter(|word| word.chars().all(char::is_alphabetic)).count();
    let ends = words.first().is_some_and(is_number)
        || words.last().is_some_and(|word| is_number(word) && word.len() >= 5);
    words.len() >= 4 && ends && lettered * 2 >= words.len()
}

/// What is told and not where somebody lives: the end of a sentence, or a small word of English that no address needs.
fn is_sentence(cell: &str) -> bool {
    const TELL: [&str; 10] = ["the", "and", "in", "is", "are", "was", "were", "with", "for", "to"];
    let ends = cell.trim_end().ends_with(['。', '！', '？', '!', '?']);
    // Where every word is in capitals or begins with one, it may be a name: `STRATFORD IN THE VALE`.
    ends || cell.split_whitespace().filter(|word| TELL.contains(word)).count() >= 1
}

/// A line of a log begins with a day or a time.
fn begins_with_moment(cell: &str) -> bool {
    let first = cell.split_whitespace().next().unwrap_or_default().trim_start_matches(['[', '(']);
    let digits = first.bytes().filter(u8::is_ascii_digit).count();
    digits >= 3
        && first.starts_with(|sign: char| sign.is_ascii_digit())
        && (first.contains(':') || date::is_shaped(first))
}

/// A day without a time of day, more likely somebody's birth than an entry: before 2012.
fn is_birth_date(cell: &str) -> bool {
    use crate::meaning::DateOrder::{DayFirst, MonthFirst};
    let day = date::read(cell, DayFirst).or(date::read(cell, MonthFirst));
    day.is_some_and(|day| (1920..2012).contains(&day.year)) && cell.len() <= 17
}

/// Where the numbers of a phone column are at home, and whether nearly all of it (nine of ten) and whether all of it is valid there.
///
/// The languages of the table speak first (fifteen in a hundred valid are enough: made-up and mistyped numbers
/// are common); the calling code its own numbers are written with comes next. Latin letters speak for the United
/// States, and two in five mobiles of mainland China are numbers there behind a 1: where most cells have the form of
/// such mobiles, it is China's unless more of them are valid in the other.
pub(super) fn phone_region<'a>(
    cells: impl Iterator<Item = &'a str> + Clone,
    languages: &[Region],
) -> (Option<Region>, bool, bool) {
    let cells = cells.map(str::trim).filter(|cell| is_filled(cell));
    let filled = cells.clone().count();
    let count = |region: Region| (cells.clone().filter(|cell| is_valid_in(cell, region)).count(), region);
    let told = most_told(cells.clone());
    let mobiles = cells.clone().filter(|cell| is_chinese_mobile(cell)).count();
    let chinese = (mobiles > 0 && mobiles * 2 >= filled).then_some(Region::CN);
    // `max_by_key` takes the last of equals: the language with most letters stands there, and China's mobiles behind it.
    let spoken = languages.iter().rev().copied().chain(chinese).map(count).max_by_key(|(valid, _)| *valid);
    for (valid, region) in [spoken, told.map(count)].into_iter().flatten() {
        if valid > 0 && valid * 100 >= filled * 15 {
            return (Some(region), filled >= 10 && valid * 10 >= filled * 9, valid == filled);
        }
    }
    (told, false, false)
}

/// Whether nothing tells of which of Taiwan, Hong Kong and Macao the numbers are: the letters speak for Taiwan before all, nearly all
/// numbers (nine of ten) have eight digits, and none is written with a zero before them or a calling code.
pub(super) fn are_of_eight_digits<'a>(
    cells: impl Iterator<Item = &'a str> + Clone,
    languages: &[Region],
) -> bool {
    let cells = cells.map(str::trim).filter(|cell| is_filled(cell));
    let eight = |cell: &&str| {
        let mut digits = cell.bytes().filter(u8::is_ascii_digit);
        matches!(digits.next(), Some(b'2'..=b'9')) && digits.count() == 7
    };
    let (filled, fit) = (cells.clone().count(), cells.clone().filter(eight).count());
    let of_taiwan = languages.iter().find(|region| matches!(region.code(), "TW" | "CN")).map(Region::code);
    let otherwise = |cell: &str| cell.starts_with(['0', '+', '＋', '(']);
    of_taiwan == Some("TW") && fit > 0 && fit * 10 >= filled * 9 && !cells.clone().any(otherwise)
}

/// Eleven digits as mobiles of mainland China begin, behind 86 or not, and not grouped 1-3-3-4 as North America writes.
fn is_chinese_mobile(cell: &str) -> bool {
    let groups = cell.split(|sign: char| !sign.is_ascii_digit()).filter(|group| !group.is_empty());
    if groups.clone().map(str::len).eq([1, 3, 3, 4]) {
        return false;
    }
    let digits: String = groups.collect();
    let national = if digits.len() == 13 { digits.strip_prefix("86") } else { Some(digits.as_str()) };
    let shaped =
        |national: &str| national.len() == 11 && matches!(national.as_bytes(), [b'1', b'3'..=b'9', ..]);
    national.is_some_and(shaped) && is_valid_in(cell, Region::CN)
}

/// The region most numbers written with a calling code belong to.
fn most_told<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Region> {
    let mut counts: Vec<(Region, usize)> = Vec::new();
    for region in cells.filter_map(|cell| read(cell, None)?.region) {
        match counts.iter_mut().find(|(known, _)| *known == region) {
            Some((_, count)) => *count += 1,
            None => counts.push((region, 1)),
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(region, _)| region)
}

/// Whether a column without a header is one of phones written the way of these regions: its cells are written as such
/// ([`written_as_phones`]), and many are valid. Of one or two cells each must be: a short list is no reason to count
/// nobody.
pub(super) fn is_local_phones<'a>(cells: impl Iterator<Item = &'a str> + Clone, regions: &[Region]) -> bool {
    let Some(filled) = written_as_phones(cells.clone()) else { return false };
    let cells = cells.map(str::trim).filter(|cell| is_filled(cell));
    let valid = cells.filter(|cell| regions.iter().any(|region| is_valid_in(cell, *region))).count();
    if filled <= 2 { valid == filled } else { valid * 100 >= filled * 15 }
}

/// The regions of our languages, one of which a column of telephone numbers without a name is likely of.
const LIKELY: [&str; 10] = ["CN", "TW", "HK", "MO", "SG", "RU", "BY", "KZ", "VN", "US"];

/// Whether a column without a name may be one of telephone numbers though nothing tells of where: its cells are written as
/// such, and four of five are valid in one of the regions that are likely.
pub(super) fn may_be_phones<'a>(cells: impl Iterator<Item = &'a str> + Clone) -> bool {
    if are_bare_numbers(cells.clone()) {
        return true;
    }
    let Some(filled) = written_as_phones(cells.clone()) else { return false };
    let cells = cells.map(str::trim).filter(|cell| is_filled(cell));
    let valid = |region: Region| cells.clone().filter(|cell| is_valid_in(cell, region)).count();
    LIKELY.into_iter().filter_map(Region::from_code).any(|region| valid(region) * 5 >= filled * 4)
}

/// Whether nearly all cells are ten digits, and four of five a telephone number of North America: plain as they are, other
/// numbers are as long.
fn are_bare_numbers<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let Some(region) = Region::from_code("US") else { return false };
    let (mut filled, mut long, mut valid) = (0, 0, 0);
    for cell in cells.map(str::trim).filter(|cell| is_filled(cell)) {
        filled += 1;
        let ten = cell.len() == 10 && cell.bytes().all(|byte| byte.is_ascii_digit());
        long += usize::from(ten);
        valid += usize::from(ten && is_valid_in(cell, region));
    }
    filled > 0 && long * 20 >= filled * 19 && valid * 5 >= filled * 4
}

/// How many cells a column has that is written as phones are, plain numbers not: nearly all of it has the shape of phone
/// numbers, and half of it is grouped or prefixed as such. Of one or two cells each must be both. `None` for any other.
fn written_as_phones<'a>(cells: impl Iterator<Item = &'a str>) -> Option<usize> {
    let (mut filled, mut shaped, mut written) = (0, 0, 0);
    for cell in cells.map(str::trim).filter(|cell| is_filled(cell)) {
        filled += 1;
        let cell = first_of_several(cell);
        let number = cell.split(['x', 'X', '#', '转', 'д']).next().unwrap_or(cell);
        let is_digit = |letter: char| letter.is_ascii_digit() || ('０'..='９').contains(&letter);
        let digits = number.chars().filter(|letter| is_digit(*letter)).count();
        let signs = number.chars().all(|letter| is_digit(letter) || "+-.() /".contains(letter));
        let number_like = signs && (7..=15).contains(&digits);
        let other = date::is_shaped(cell) || is_internet(cell) || is_of_a_document(cell);
        shaped += usize::from(number_like && !other);
        let formatted = number.contains(['(', '-', ' ', '+']);
        let prefixed = number.starts_with(['0', '8']) && digits > 8;
        let mobile = digits == 11 && matches!(number.as_bytes(), [b'1', b'3'..=b'9', ..]);
        written += usize::from(formatted || prefixed || mobile);
    }
    let is = match filled {
        0 => false,
        1 | 2 => shaped == filled && written == filled,
        _ => shaped * 20 >= filled * 19 && written * 2 >= filled,
    };
    is.then_some(filled)
}

/// Series and number of a document: four digits, or two pairs, and six.
fn is_of_a_document(cell: &str) -> bool {
    let groups = || cell.split(' ').map(str::len);
    let digits = cell.bytes().all(|byte| byte == b' ' || byte.is_ascii_digit());
    digits && !cell.starts_with('0') && (groups().eq([4, 6]) || groups().eq([2, 2, 6]))
}

/// The first number of a cell that holds several: signs that stand between numbers and inside none part what is long enough for
/// a number each (`8 (906) 873-78-79, 8 (926) 012-28-50`).
fn first_of_several(cell: &str) -> &str {
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    let parts = || cell.split([',', ';', '/', '、', '，', '；', '\n']);
    let several = parts().nth(1).is_some() && parts().all(|part| digits(part) >= 7);
    parts().next().filter(|_| several).unwrap_or(cell).trim()
}

fn is_valid_in(cell: &str, region: Region) -> bool {
    read(first_of_several(cell), Some(region)).is_some_and(|number| number.standing == Standing::Valid)
}

/// Reads a whole cell as a phone number, without its extension.
fn read(cell: &str, hint: Option<Region>) -> Option<phone::Number> {
    let mut digits = [0; 24];
    let mut count = 0;
    let text = cell.split(['x', 'X', '#', '转', 'д']).next().unwrap_or(cell);
    let text = text.strip_suffix(".0").unwrap_or(text);
    for letter in text.chars() {
        let digit = match letter {
            '0'..='9' => letter as u8,
            '０'..='９' => (u32::from(letter) - u32::from('０')) as u8 + b'0',
            _ => continue,
        };
        *digits.get_mut(count)? = digit;
        count += 1;
    }
    let plus = text.trim_start_matches(['(', ' ', '\'', '"']).starts_with(['+', '＋']);
    phone::read(&digits[..count], plus, hint)
}

/// Which part of a name a column without a header holds, told by the addresses beside it: in six of ten rows its
/// letters stand in the local part (`MARY` in `mary.smith@…`); in front, it is the given name.
pub(super) fn name_in_address<'a>(rows: impl Iterator<Item = (&'a str, &'a str)>) -> Option<NamePart> {
    let (mut filled, mut inside, mut front) = (0, 0, 0);
    for (cell, address) in rows.filter(|(cell, address)| is_filled(cell) && address.contains('@')) {
        filled += 1;
        let word = cell.trim().to_lowercase();
        let local = address.split('@').next().unwrap_or_default().to_lowercase();
        if word.chars().count() < 2 || !word.chars().all(|letter| letter.is_alphabetic() || letter == '-') {
            continue;
        }
        inside += usize::from(local.contains(&word));
        front += usize::from(local.starts_with(&word));
    }
    let part = if front * 2 > inside { NamePart::Given } else { NamePart::Family };
    (filled >= 5 && inside * 10 >= filled * 6).then_some(part)
}

/// The kind nearly all of the column is of, by checks strong enough to overrule a header that says otherwise.
pub(super) fn overwhelming(shares: &Shares) -> Option<Kind> {
    let strong = [(Kind::CnId, shares.cn_id), (Kind::Email, shares.email), (Kind::Card, shares.card)];
    strong.into_iter().find(|(_, share)| *share >= 0.8).map(|(kind, _)| kind)
}

/// The role the content of a column without a telling header shows. `bare`: there is no header at all, so that
/// weaker signs (capitalised words, old dates) may speak.
pub(super) fn role(shares: &Shares, bare: bool) -> Option<Role> {
    let least = [
        (Role::Identifier(Kind::CnId), shares.cn_id, 0.3),
        (Role::Identifier(Kind::Email), shares.email, 0.5),
        (Role::Identifier(Kind::Phone), shares.phone, 0.6),
        (Role::Identifier(Kind::Card), shares.card, 0.6),
        (Role::Name(NamePart::Full), shares.han_name, 0.8),
        (Role::Address(crate::meaning::AddressPart::Line), shares.address, 0.7),
    ];
    if let Some((role, _, _)) = least.into_iter().find(|(_, share, least)| share >= least) {
        return Some(role);
    }
    let weak = [
        (Role::Name(NamePart::Full), shares.latin_name + shares.han_name, 0.8),
        (Role::BirthDate, shares.birth_date, 0.9),
    ];
    weak.into_iter().find(|(_, share, least)| bare && share >= least).map(|(role, _, _)| role)
}
