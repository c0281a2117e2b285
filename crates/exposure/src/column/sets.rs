//! Whose a column is, where a row names several people under words no table knows (`男方姓名, 女方姓名`, `name1, name2`,
//! `user.name, friend.name`): what its header says beside the words for what the column holds.

use std::ops::Range;
use std::sync::OnceLock;

use super::canonical::composed;
use super::header::lines;
use super::words::is_spaceless;
use crate::identifier::{Confidence, Kind};
use crate::meaning::{ColumnMeaning, NamePart, Role};
use crate::party::{PARTIES, of_group};

/// The numbers of `data/header_groups.tsv`, and behind them those of sets that no word of it names: of further people beside the
/// row's own person, and beside others. The last of each stands for all that are more.
const NAMED: Range<u8> = 0..32;
const FURTHER: Range<u8> = 32..56;
const FURTHER_OF_OTHERS: Range<u8> = 56..64;
const _: () = assert!(FURTHER_OF_OTHERS.end as usize == PARTIES, "every set is a party");
/// How many columns are looked at.
pub(super) const WIDTH: usize = 512;

/// Whether a set is of somebody who comes beside the row's own person, and may be that person where nothing but a name tells.
pub(super) fn is_further(group: u8) -> bool {
    FURTHER.contains(&group)
}

/// The first number of these that no column has.
fn next_of(numbers: Range<u8>, meanings: &[ColumnMeaning]) -> u8 {
    let last = numbers.end - 1;
    numbers.into_iter().find(|number| meanings.iter().all(|meaning| meaning.group != *number)).unwrap_or(last)
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
    let before = |column: usize| {
        header[..column].iter().filter(|name| name.eq_ignore_ascii_case(header[column])).count()
    };
    for column in (0..width).filter(|column| again(*column)) {
        let meaning = &mut meanings[column];
        if is_personal(meaning) && meaning.group == 0 {
            let place = before(column).min(FURTHER.len()) - 1;
            meaning.group = FURTHER.start + place as u8;
        }
    }
}

/// Rows of several people without names of columns (`name, phone, name, phone`): where the same kinds come again behind a second
/// name, they speak of somebody who may be another.
pub(super) fn part_pairs(meanings: &mut [ColumnMeaning]) {
    let columns: Vec<usize> =
        (0..meanings.len().min(WIDTH)).filter(|at| is_personal(&meanings[*at])).collect();
    let roles: Vec<Role> = columns.iter().map(|column| meanings[*column].role).collect();
    let names = roles.iter().filter(|role| matches!(role, Role::Name(NamePart::Full))).count();
    if names < 2 || !roles.len().is_multiple_of(names) {
        return;
    }
    let (unit, size) = (&roles[..roles.len() / names], roles.len() / names);
    let reaches = unit.iter().any(|role| matches!(role, Role::Identifier(_)));
    if !reaches
        || !unit.contains(&Role::Name(NamePart::Full))
        || roles.chunks(size).any(|other| other != unit)
    {
        return;
    }
    for (place, column) in columns.iter().enumerate().skip(size) {
        let further = (place / size).min(FURTHER.len()) - 1;
        meanings[*column].group = FURTHER.start + further as u8;
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
    matches!(meaning.role, Role::Name(_))
        && meaning.confidence > Confidence::Low
        && NAMED.contains(&meaning.group)
}

fn is_number(meaning: &ColumnMeaning) -> bool {
    meaning.role == Role::Identifier(Kind::CnId) && NAMED.contains(&meaning.group)
}

fn part_group(meanings: &mut [ColumnMeaning], header: &[&str], group: u8) {
    let further = further_subjects(meanings, header, group);
    let range = if group == 0 { FURTHER } else { FURTHER_OF_OTHERS };
    let first = next_of(range.clone(), meanings);
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
            meaning.group = (first as usize + place).min(range.end as usize - 1) as u8;
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

/// A second column of one kind that may be of somebody else. Where the set tells whose it is, by a name or by one identity
/// number, it is one under a header of its own that says whose (`name, user_email, friend_email`); where nothing tells (calls,
/// letters, payments: `主叫号码, 被叫号码`; `from, to`), any that says no other way to reach one person.
pub(super) fn part_same_kind(meanings: &mut [ColumnMeaning], header: Option<&[&str]>) {
    let name_of = |column: usize| header.and_then(|names| names.get(column)).copied().unwrap_or_default();
    let width = meanings.len().min(WIDTH);
    let kinds: Vec<Kind> = Kind::all().filter(|kind| kind.is_identifier()).collect();
    for group in (0..PARTIES as u8).filter(|group| *group == 0 || of_group(*group) != 0) {
        let of = |kind: &Kind| {
            let role = Role::Identifier(*kind);
            let of = |column: &usize| meanings[*column].group == group && meanings[*column].role == role;
            (0..width).filter(of).collect::<Vec<usize>>()
        };
        let told = is_told(meanings, group);
        let names: Vec<String> =
            named(meanings, group).map(|column| subject(name_of(column), "name")).collect();
        let mut doubted = Vec::new();
        for columns in kinds.iter().map(of).filter(|columns| columns.len() > 1) {
            doubted.extend(match (told, group) {
                (true, 0) => of_others(&columns, name_of, &names),
                (true, _) => Vec::new(),
                (false, _) => met_again(&columns, name_of),
            });
        }
        doubted.into_iter().for_each(|column| meanings[column].perhaps_other = true);
    }
    // Of a row that is wider than what is looked at nobody can say whose its further values are.
    let wide = meanings.iter_mut().skip(WIDTH).filter(|meaning| matches!(meaning.role, Role::Identifier(_)));
    wide.for_each(|meaning| meaning.perhaps_other = true);
}

/// The columns of names of a set.
fn named(meanings: &[ColumnMeaning], group: u8) -> impl Iterator<Item = usize> + '_ {
    let is_name =
        move |meaning: &ColumnMeaning| matches!(meaning.role, Role::Name(_)) && meaning.group == group;
    (0..meanings.len().min(WIDTH)).filter(move |column| is_name(&meanings[*column]))
}

/// Whether a set says who it is of: by a name, which for the row's own person may stand in another set, or by one number that
/// a state gives.
fn is_told(meanings: &[ColumnMeaning], group: u8) -> bool {
    const TELLING: [Kind; 4] = [Kind::CnId, Kind::NationalId, Kind::Passport, Kind::DriverLicence];
    let is_name = |meaning: &ColumnMeaning| matches!(meaning.role, Role::Name(_));
    let of = |kind: &Kind| {
        let is = |meaning: &&ColumnMeaning| meaning.group == group && meaning.role == Role::Identifier(*kind);
        meanings.iter().filter(is).count()
    };
    named(meanings, group).next().is_some()
        || group == 0 && meanings.iter().any(is_name)
        || TELLING.iter().any(|kind| of(kind) == 1)
}

/// Columns whose headers say somebody whom neither the name of the set nor the first of these columns says.
fn of_others<'h>(columns: &[usize], name_of: impl Fn(usize) -> &'h str, names: &[String]) -> Vec<usize> {
    let whose: Vec<String> = columns.iter().map(|column| reached(name_of(*column))).collect();
    let is_own = |whose: &&String| whose.is_empty() || names.contains(whose);
    let first = whose.iter().find(is_own).or(whose.first());
    let other = |whose: &String| !is_own(&whose) && Some(whose) != first;
    columns.iter().zip(&whose).filter(|(_, whose)| other(whose)).map(|(column, _)| *column).collect()
}

/// Columns that name a way to reach somebody which one before them names, too.
fn met_again<'h>(columns: &[usize], name_of: impl Fn(usize) -> &'h str) -> Vec<usize> {
    let mut known = Vec::new();
    let mut again = columns.to_vec();
    again.retain(|column| {
        let means = means(name_of(*column));
        let is_known = known.contains(&means);
        known.push(means);
        is_known
    });
    again
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
    left(header, known(of)).join(" ")
}

/// What a header says beside the words for what is used to reach somebody, and how, and for the row's own person.
fn reached(header: &str) -> String {
    if super::is_generic(header) {
        return String::new();
    }
    let words: Vec<&str> = [known("reach"), known("means"), known("own")].concat();
    let mut left = left(header, &words);
    left.retain(|word| !word.chars().all(char::is_numeric));
    left.join(" ")
}

/// The words of a header without these.
fn left(header: &str, known: &[&str]) -> Vec<String> {
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
    left
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
        for (header, whose) in [
            ("user_email", ""),
            ("Phone 2", ""),
            ("backupEmail", ""),
            ("手机号码1", ""),
            ("注册邮箱", ""),
            ("Доп. телефон", ""),
            ("SĐT di động", ""),
            ("col3", ""),
            ("friend_email", "friend"),
            ("朋友手机号", "朋友"),
            ("乙方电话", "乙方"),
            ("Телефон друга", "друга"),
        ] {
            assert_eq!(reached(header), whose, "{header}");
        }
    }
}
