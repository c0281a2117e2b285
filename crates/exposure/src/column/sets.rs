//! Whose a column is, where a row names several people under words no table knows (`男方姓名, 女方姓名`, `name1, name2`,
//! `user.name, friend.name`): what its header says beside the words for what the column holds.

use std::sync::OnceLock;

use super::canonical::composed;
use super::header::lines;
use super::words::is_spaceless;
use crate::identifier::{Confidence, Kind};
use crate::meaning::{ColumnMeaning, NamePart, Role};

/// The set of columns that stand a second time under the same names; whom they speak of nobody says. It and the sets behind it
/// come after the numbers of `data/header_groups.tsv`.
pub(super) const REPEATED: u8 = 16;
/// The sets of further people beside the row's own person, and beside others.
const FURTHER: [u8; 2] = [17, 18];
const FURTHER_OF_OTHERS: u8 = 19;
/// Columns of the kind of another in a table that tells no names: of the row's person, or of somebody else each (src/party.rs).
const PERHAPS_OTHERS: [u8; 3] = [20, 21, 22];
/// How many columns are looked at.
pub(super) const WIDTH: usize = 512;

/// Whether a set is of somebody who comes beside the row's own person, and may be that person where nothing but a name tells.
pub(super) fn is_further(group: u8) -> bool {
    group == REPEATED || FURTHER.contains(&group)
}

/// Two tables side by side (`name, phone, name, phone`): where columns of names stand under names that stood before, columns
/// that come again speak of somebody who may be another.
pub(super) fn part_repeated(meanings: &mut [ColumnMeaning], header: &[&str]) {
    let again = |column: usize| header[..column].iter().any(|name| name.eq_ignore_ascii_case(header[column]));
    let width = header.len().min(meanings.len()).min(WIDTH);
    let named_again = |part: NamePart| {
        let named =
            |column: &usize| meanings[*column].group == 0 && meanings[*column].role == Role::Name(part);
        (0..width).filter(named).any(again)
    };
    let in_parts = || named_again(NamePart::Given) && named_again(NamePart::Family);
    if !(named_again(NamePart::Full) || in_parts()) {
        return;
    }
    for column in (0..width).filter(|column| again(*column)) {
        let meaning = &mut meanings[column];
        if is_personal(meaning) && meaning.group == 0 {
            meaning.group = REPEATED;
        }
    }
}

fn is_personal(meaning: &ColumnMeaning) -> bool {
    matches!(meaning.role, Role::Name(_) | Role::Identifier(_) | Role::Address(_) | Role::BirthDate)
}

/// Parts the columns of each group whose headers name several people: the first of them keeps the group.
pub(super) fn part_by_subject(meanings: &mut [ColumnMeaning], header: &[&str]) {
    let width = header.len().min(meanings.len()).min(WIDTH);
    let mut groups: Vec<u8> = meanings[..width].iter().filter(|of| is_named(of)).map(|of| of.group).collect();
    groups.extend(meanings[..width].iter().filter(|of| is_number(of)).map(|of| of.group));
    groups.sort_unstable();
    let several =
        groups.chunk_by(|one, other| one == other).filter(|same| same.len() > 1).map(|same| same[0]);
    for group in several.collect::<Vec<u8>>() {
        part_group(&mut meanings[..width], header, group);
    }
}

/// A column of names that stand for somebody, not only where others are missing.
fn is_named(meaning: &ColumnMeaning) -> bool {
    matches!(meaning.role, Role::Name(_)) && meaning.confidence > Confidence::Low && meaning.group < REPEATED
}

fn is_number(meaning: &ColumnMeaning) -> bool {
    meaning.role == Role::Identifier(Kind::CnId) && meaning.group < REPEATED
}

fn part_group(meanings: &mut [ColumnMeaning], header: &[&str], group: u8) {
    let further = further_subjects(meanings, header, group);
    if further.is_empty() {
        return;
    }
    for (column, meaning) in meanings.iter_mut().enumerate() {
        if meaning.group != group || !is_personal(meaning) {
            continue;
        }
        let words = tokens(header[column]).join(" ");
        let place = further.iter().position(|(subject, own)| {
            let speaks = speaks_of(&words, subject);
            speaks && !own.as_ref().is_some_and(|own| own.len() > subject.len() && speaks_of(&words, own))
        });
        if let Some(place) = place {
            let number = if group == 0 { FURTHER.get(place).or(FURTHER.last()) } else { None };
            meaning.group = number.copied().unwrap_or(FURTHER_OF_OTHERS);
        }
    }
}

/// Whom the columns of a group speak of beside the first person, each with what the first is called.
fn further_subjects(meanings: &[ColumnMeaning], header: &[&str], group: u8) -> Vec<(String, Option<String>)> {
    let of_group = |meaning: &ColumnMeaning| meaning.group == group;
    let mut named: Vec<(String, [bool; 3])> = Vec::new();
    for (column, meaning) in meanings.iter().enumerate().filter(|(_, of)| of_group(of) && is_named(of)) {
        let Role::Name(part) = meaning.role else { continue };
        let subject = subject(header[column], "name");
        let place = named.iter().position(|(known, _)| *known == subject).unwrap_or_else(|| {
            named.push((subject, [false; 3]));
            named.len() - 1
        });
        let part = [NamePart::Full, NamePart::Given, NamePart::Family].iter().position(|of| *of == part);
        named[place].1[part.unwrap_or(0)] = true;
    }
    // A given name alone is no name beside another.
    named.retain(|(_, [full, given, family])| *full || *given && *family);
    let mut subjects: Vec<String> = named.into_iter().map(|(subject, _)| subject).collect();
    let own = subjects.iter().position(String::is_empty).unwrap_or(0);
    let own = if subjects.is_empty() { None } else { Some(subjects.remove(own)) };
    let numbers = meanings.iter().enumerate().filter(|(_, of)| of_group(of) && is_number(of));
    let mut first = None;
    for (column, _) in numbers {
        let subject = subject(header[column], "number");
        let known = first.get_or_insert_with(|| subject.clone());
        let told = subject.is_empty() || subject == *known || own.as_ref() == Some(&subject);
        if !told && !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    subjects.into_iter().filter(|subject| !subject.is_empty()).map(|subject| (subject, own.clone())).collect()
}

/// Calls, letters and payments: where a table tells neither names nor one identity number, a second column of phones, addresses
/// or cards may be of somebody else (`主叫号码, 被叫号码`; `from, to`), unless it says another way to reach one person.
pub(super) fn part_same_kind(meanings: &mut [ColumnMeaning], header: Option<&[&str]>) {
    const TELLING: [Kind; 4] = [Kind::CnId, Kind::NationalId, Kind::Passport, Kind::DriverLicence];
    if meanings.iter().any(|meaning| matches!(meaning.role, Role::Name(_))) {
        return;
    }
    let of_kind = |meanings: &[ColumnMeaning], kind: Kind| -> Vec<usize> {
        let of = |meaning: &ColumnMeaning| meaning.group == 0 && meaning.role == Role::Identifier(kind);
        let width = meanings.len().min(WIDTH);
        (0..width).filter(|column| of(&meanings[*column])).collect()
    };
    if TELLING.iter().any(|kind| of_kind(meanings, *kind).len() == 1) {
        return;
    }
    let means_of =
        |column: usize| means(header.and_then(|names| names.get(column)).copied().unwrap_or_default());
    for kind in Kind::all().filter(|kind| kind.is_identifier()) {
        let columns = of_kind(meanings, kind);
        let Some((first, rest)) = columns.split_first().filter(|(_, rest)| !rest.is_empty()) else {
            continue;
        };
        let same = rest.iter().filter(|column| means_of(**column) == means_of(*first));
        for (place, column) in same.enumerate() {
            meanings[*column].group = PERHAPS_OTHERS[place.min(PERHAPS_OTHERS.len() - 1)];
        }
    }
}

/// Whether a header begins or ends with these words.
fn speaks_of(words: &str, subject: &str) -> bool {
    let borders = |rest: &str, at_start: bool| {
        let next = if at_start { rest.chars().next() } else { rest.chars().next_back() };
        next.is_none_or(|next| next == ' ' || is_spaceless(next))
    };
    words.strip_prefix(subject).is_some_and(|rest| borders(rest, true))
        || words.strip_suffix(subject).is_some_and(|rest| borders(rest, false))
}

/// Whether a header of names says nothing of whose or what they are.
pub(super) fn is_bare_name(header: &str) -> bool {
    subject(header, "name").is_empty()
}

/// The words of a line of the table.
fn known(of: &str) -> &'static [&'static str] {
    static TABLE: OnceLock<Vec<(&'static str, Vec<&'static str>)>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let table = lines(include_str!("../../data/name_words.tsv"));
        table.map(|(of, list)| (of, list.split('|').collect())).collect()
    });
    table.iter().find(|(line, _)| *line == of).map_or(&[], |(_, list)| list.as_slice())
}

/// The ways to reach somebody that a header names.
fn means(header: &str) -> Vec<&'static str> {
    let words = tokens(header).join(" ");
    known("means").iter().copied().filter(|word| stands_in(&words, word)).collect()
}

fn stands_in(words: &str, word: &str) -> bool {
    let han = word.chars().all(is_spaceless);
    if han { words.contains(word) } else { format!(" {words} ").contains(&format!(" {word} ")) }
}

/// What a header says beside the words for names, or for identity numbers.
fn subject(header: &str, of: &str) -> String {
    let known = known(of);
    let mut left = Vec::new();
    for token in tokens(header) {
        if !token.chars().all(is_spaceless) {
            if !known.contains(&token.as_str()) {
                left.push(token);
            }
            continue;
        }
        let han = known.iter().filter(|word| word.chars().all(is_spaceless));
        let rest = han.fold(token, |text, word| text.replace(word, ""));
        if !rest.is_empty() {
            left.push(rest);
        }
    }
    left.join(" ")
}

/// The words of a header, with the numbers among them.
fn tokens(header: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut previous: Option<char> = None;
    for letter in composed(header).chars().take(120) {
        let before = previous.replace(letter);
        if !letter.is_alphanumeric() {
            continue;
        }
        let goes_on = before.is_some_and(|before| {
            before.is_alphanumeric()
                && before.is_numeric() == letter.is_numeric()
                && is_spaceless(before) == is_spaceless(letter)
                && !(before.is_lowercase() && letter.is_uppercase())
        });
        match tokens.last_mut().filter(|_| goes_on) {
            Some(token) => token.extend(letter.to_lowercase()),
            None => tokens.push(letter.to_lowercase().collect()),
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_of_names_says_whose_they_are() {
        for (header, whose) in [
            ("name", ""),
            ("Full Name", ""),
            ("中文姓名", ""),
            ("ФИО", ""),
            ("Họ và tên", ""),
            ("男方姓名", "男方"),
            ("name2", "2"),
            ("姓名_1", "1"),
            ("name_x", "x"),
            ("FromName", "from"),
            ("friend.name", "friend"),
            ("Passenger 1 Name", "passenger 1"),
            ("_address_firstname", "address"),
            ("ФИО мамы", "мамы"),
            ("Họ tên cha", "cha"),
        ] {
            assert_eq!(subject(header, "name"), whose, "{header}");
        }
        for (header, whose) in [("身份证号", ""), ("女方身份证号码", "女方"), ("id_card_no", "")]
        {
            assert_eq!(subject(header, "number"), whose, "{header}");
        }
    }
}
