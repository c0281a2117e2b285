//! What columns mean, and the values a row composes of its columns: name, address, date of birth.

mod calendar;
mod canonical;
mod chinese_places;
mod content;
mod country;
mod date;
mod fold;
mod header;
mod language;
mod people;
mod row;
mod sets;
mod table;
mod words;

pub(crate) use date::undecided as undecided_day;
pub(crate) use people::{are_secrets, perhaps_people};
pub(crate) use row::RowPlan;
pub use row::{Composed, PersonName, RowValues, read_row};

use content::Shares;
use table::Subject;

use crate::identifier::{Confidence, Kind, Region};
use crate::meaning::{AddressPart, ColumnMeaning, DateOrder, NamePart, Role};

/// A column of phone numbers, as far as its content tells.
const PHONES: ColumnMeaning = ColumnMeaning::of(Role::Identifier(Kind::Phone), Confidence::Medium);

/// Rows of the sample that are looked at; more do not change the answer and cost time.
const SAMPLE: usize = 200;

/// Decides what each column of a table means.
///
/// `header` and `declared_types` (SQL) are given where the source has them; `sample_rows` are the first rows
/// (a few hundred are enough), empty cells for NULL, rows may be ragged. The answer has one meaning per column:
/// as many as the header or the longest sample row has.
///
/// The header speaks first; the sample corrects it where a strong check says otherwise, and speaks alone where
/// there is no header or it says nothing. `docs/identifiers.md` lists the rules.
pub fn read_columns(
    table: Option<&str>,
    header: Option<&[&str]>,
    sample_rows: &[Vec<&str>],
    declared_types: Option<&[&str]>,
) -> Vec<ColumnMeaning> {
    let rows = &sample_rows[..sample_rows.len().min(SAMPLE)];
    let width = header.map_or(0, <[&str]>::len).max(rows.iter().map(Vec::len).max().unwrap_or(0));
    let mut ambiguous = vec![false; width];
    let mut languages = language::regions(header, rows);
    let place = chinese_places::named(header, rows);
    // Before the regions of its letters: of equals the first one stands.
    languages.splice(0..0, place);
    let mut meanings: Vec<ColumnMeaning> = (0..width)
        .map(|column| {
            let cells = || rows.iter().filter_map(move |row| row.get(column).copied());
            let name = header.and_then(|header| header.get(column).copied());
            let declared = declared_types.and_then(|types| types.get(column).copied());
            let (meaning, unsure) =
                read_column(name, declared, &content::measure(cells()), || content::is_varied(cells()));
            ambiguous[column] = unsure;
            // A column `Contact` holds names or numbers: no number is a name, an address or a company.
            let numbers =
                (unsure || is_worded(meaning.role)) && content::is_local_phones(cells(), &languages);
            let meaning = if numbers {
                ambiguous[column] = false;
                ColumnMeaning { group: meaning.group, ..PHONES }
            } else {
                meaning
            };
            let mut meaning = refine(meaning, cells(), &languages, place.is_some());
            meaning.class = name.and_then(header::class);
            meaning.may_be_phones = meaning.role == Role::Unknown
                && name.is_none_or(is_generic)
                && content::may_be_phones(cells());
            meaning
        })
        .collect();
    match header {
        None => {
            name_by_address(&mut meanings, rows);
            people::name_by_sex(&mut meanings, rows);
            people::find_secrets(&mut meanings, rows);
        }
        Some(header) => sets::part_repeated(&mut meanings, header),
    }
    settle_names(&mut meanings, &ambiguous, table::subject(table), header);
    if header.is_none() {
        sets::part_pairs(&mut meanings);
    }
    if let Some(header) = header {
        sets::part_by_subject(&mut meanings, header);
    }
    sets::part_same_kind(&mut meanings, header);
    settle_regions(&mut meanings);
    meanings
}

/// One column by itself; the second answer is whether its name may be the name of a thing.
fn read_column(
    name: Option<&str>,
    declared: Option<&str>,
    shares: &Shares,
    varied: impl Fn() -> bool,
) -> (ColumnMeaning, bool) {
    let Some(name) = name.filter(|name| !is_generic(name)) else {
        let role = content::role(shares, true);
        let unsure = matches!(role, Some(Role::Name(_)));
        return (
            role.map_or(ColumnMeaning::UNKNOWN, |role| ColumnMeaning::of(role, Confidence::Medium)),
            unsure,
        );
    };
    let mut says = header::read(name);
    if let Some(role) = says.before.filter(|before| content::role(shares, true) == Some(*before)) {
        // `address/phone`: the last word is not what stands in it.
        says.role = role;
    }
    if says.role == Role::Identifier(Kind::CnId) && is_of_another_state(name, shares) {
        says.role = Role::Identifier(Kind::NationalId);
    }
    // `Name (required)` is a name; `Attendee Name` one of a person if it holds such, not the same few again and again.
    let named = says.perhaps_name
        && (sets::is_bare_name(name) && !name.contains('.')
            || shares.latin_name + shares.listed_name + shares.han_name >= 0.6 && varied());
    if named {
        (says.role, says.ambiguous_name) = (Role::Name(NamePart::Full), true);
    }
    let mut meaning = ColumnMeaning::of(says.role, says.confidence);
    meaning.group = says.group;
    let with_group = |role| {
        let mut meaning = ColumnMeaning::of(role, Confidence::Medium);
        meaning.group = if matches!(role, Role::Name(_)) { says.party } else { says.group };
        (meaning, false)
    };
    let expected = match says.role {
        Role::Identifier(kind) => Some(kind),
        _ => None,
    };
    if let Some(kind) = content::overwhelming(shares).filter(|kind| Some(*kind) != expected)
        && may_overrule(says.role, kind, shares)
    {
        return with_group(Role::Identifier(kind));
    }
    if says.role == Role::Unknown || says.role == Role::Key && shares.filled >= 5 {
        let speaks = content::role(shares, false)
            .filter(|role| says.role == Role::Unknown || is_phones(*role, shares))
            // Grades and groups come again and again.
            .filter(|role| !matches!(role, Role::Name(_)) || varied());
        if let Some(role) = speaks {
            return with_group(role);
        }
        if says.role == Role::Unknown && declared.is_some_and(is_number_type) {
            return with_group(Role::NotPersonal);
        }
    }
    (meaning, says.ambiguous_name)
}

/// Whether what a column holds is written in words.
fn is_worded(role: Role) -> bool {
    let postal = role == Role::Address(AddressPart::Postal);
    matches!(role, Role::Name(_) | Role::Address(_) | Role::Company) && !postal
}

/// `ID number`, `证件号`: numbers of any state, and of another one where not one cell even has the length of mainland
/// China's. A header that names that number itself stands.
fn is_of_another_state(name: &str, shares: &Shares) -> bool {
    let named = ["身份", "身分", "公民", "居民"].iter().any(|word| name.contains(word));
    !named && shares.filled > 0 && shares.cn_id_long == 0.0
}

/// Whether content may overrule a header: three cells at least; a card check alone is too weak against a header
/// that says number of an order.
fn may_overrule(said: Role, kind: Kind, shares: &Shares) -> bool {
    match said {
        Role::Identifier(_) | Role::Unknown => shares.filled >= 3,
        Role::NotPersonal | Role::Key => shares.filled >= 3 && kind != Kind::Card,
        // No name has an @ in it: one cell is enough.
        Role::Name(_) if kind == Kind::Email => true,
        Role::Name(_) | Role::Address(_) | Role::BirthDate | Role::Company | Role::FreeText => {
            shares.filled >= 3 && kind != Kind::Card
        }
    }
}

/// User ids that are mobile numbers: only if nearly all are.
fn is_phones(role: Role, shares: &Shares) -> bool {
    role == Role::Identifier(Kind::Phone) && shares.phone >= 0.95
}

/// Headers that say nothing: `col1`, `field_3`, `Unnamed: 0`, `2`.
fn is_generic(name: &str) -> bool {
    const GENERIC: [&str; 12] =
        ["", "col", "column", "field", "c", "f", "var", "v", "unnamed", "列", "字段", "attr"];
    let bare =
        name.trim().trim_end_matches(|letter: char| letter.is_ascii_digit() || " _-:".contains(letter));
    GENERIC.contains(&bare.to_lowercase().as_str())
}

fn is_number_type(declared: &str) -> bool {
    const NUMBERS: [&str; 14] = [
        "int",
        "tinyint",
        "smallint",
        "mediumint",
        "bigint",
        "integer",
        "decimal",
        "numeric",
        "float",
        "double",
        "real",
        "date",
        "datetime",
        "timestamp",
    ];
    let word = declared.trim().split(|letter: char| !letter.is_ascii_alphabetic()).next().unwrap_or_default();
    NUMBERS.contains(&word.to_lowercase().as_str())
}

/// What the sample adds to a meaning: the region of phones, the order of dates.
fn refine<'a>(
    mut meaning: ColumnMeaning,
    cells: impl Iterator<Item = &'a str> + Clone,
    languages: &[Region],
    place_told: bool,
) -> ColumnMeaning {
    let bare = meaning == ColumnMeaning::UNKNOWN;
    if bare && content::is_local_phones(cells.clone(), languages) {
        meaning = PHONES;
    }
    match meaning.role {
        // Those of a row's letters would be no more than Taiwan's either.
        Role::Identifier(Kind::Phone)
            if !place_told && content::are_of_eight_digits(cells.clone(), languages) =>
        {
            (meaning.region, meaning.regular, meaning.at_home) = (None, false, true)
        }
        Role::Identifier(Kind::Phone) => {
            (meaning.region, meaning.regular, meaning.at_home) = content::phone_region(cells, languages)
        }
        Role::BirthDate => meaning.date_order = date_order(cells, languages),
        Role::Unknown | Role::FreeText => meaning.spoken = languages.first().copied(),
        _ => {}
    }
    meaning
}

/// How a column writes its dates.
fn date_order<'a>(cells: impl Iterator<Item = &'a str> + Clone, languages: &[Region]) -> DateOrder {
    let chinese = languages.iter().map(Region::code).find(|code| matches!(*code, "TW" | "CN" | "HK" | "MO"));
    let of_republic = calendar::is_of_republic(cells.clone(), chinese == Some("TW"));
    if of_republic { DateOrder::Republic } else { date::order(cells) }
}

/// Without a header, the e-mail addresses of the rows tell which columns hold given and family names.
fn name_by_address(meanings: &mut [ColumnMeaning], rows: &[Vec<&str>]) {
    let Some(address) = meanings.iter().position(|meaning| meaning.role == Role::Identifier(Kind::Email))
    else {
        return;
    };
    for (column, meaning) in
        meanings.iter_mut().enumerate().filter(|(_, meaning)| meaning.role == Role::Unknown)
    {
        let pairs = rows.iter().filter_map(|row| Some((*row.get(column)?, *row.get(address)?)));
        if let Some(part) = content::name_in_address(pairs) {
            *meaning = ColumnMeaning::of(Role::Name(part), Confidence::Medium);
        }
    }
}

/// A column `name` holds persons' names if its table is of persons, or has another personal column; in a table
/// of things, or with nothing else personal, it does not.
fn settle_names(
    meanings: &mut [ColumnMeaning],
    ambiguous: &[bool],
    subject: Subject,
    header: Option<&[&str]>,
) {
    let personal = meanings.iter().zip(ambiguous).any(|(meaning, ambiguous)| {
        let address_line = meaning.role == Role::Address(AddressPart::Line);
        !ambiguous
            && (matches!(meaning.role, Role::Identifier(_) | Role::BirthDate | Role::Name(_)) || address_line)
    });
    let named = |column: usize| {
        header.is_some_and(|names| names.get(column).is_some_and(|name| header::names_person(name)))
    };
    for (column, meaning) in meanings.iter_mut().enumerate().filter(|(column, _)| ambiguous[*column]) {
        match subject {
            Subject::Person => meaning.confidence = Confidence::Medium,
            Subject::Unknown if personal => meaning.confidence = Confidence::Medium,
            Subject::Thing if personal && named(column) => meaning.confidence = Confidence::Medium,
            Subject::Thing | Subject::Unknown => {
                *meaning = ColumnMeaning { group: meaning.group, ..ColumnMeaning::UNKNOWN };
            }
        }
    }
    share_names(meanings, ambiguous, header.unwrap_or_default());
}

/// Beside a family name of the same set, a column `name` is the given name: `Họ, Tên` and `Name, Surname` are two
/// parts of one name. Beside both parts it is another writing of the whole (`display_name`), which stands where they are missing:
/// its confidence is low.
fn share_names(meanings: &mut [ColumnMeaning], ambiguous: &[bool], header: &[&str]) {
    let of_part = |meanings: &[ColumnMeaning], part: NamePart| -> Vec<(usize, u8)> {
        let columns = meanings.iter().enumerate().filter(|(_, meaning)| meaning.role == Role::Name(part));
        columns.map(|(column, meaning)| (column, meaning.group)).collect()
    };
    let mut given = of_part(meanings, NamePart::Given);
    given.retain(|(column, _)| !header.get(*column).is_some_and(|name| header::is_middle(name)));
    for (family, group) in of_part(meanings, NamePart::Family) {
        let unsure = |column: &usize| {
            let meaning = &meanings[*column];
            ambiguous[*column] && meaning.role == Role::Name(NamePart::Full) && meaning.group == group
        };
        let wholes: Vec<usize> = (0..meanings.len()).filter(unsure).collect();
        let mut rest = wholes.clone();
        if !given.iter().any(|(_, of)| *of == group)
            && let Some(nearest) = wholes.iter().copied().min_by_key(|column| column.abs_diff(family))
        {
            meanings[nearest].role = Role::Name(NamePart::Given);
            given.push((nearest, group));
            rest.retain(|column| *column != nearest);
        }
        for column in rest {
            meanings[column].confidence = Confidence::Low;
        }
    }
}

/// Rows with a country of their own are read by it: no near miss can be told from a foreign number then.
fn settle_regions(meanings: &mut [ColumnMeaning]) {
    let country = meanings.iter().any(|meaning| meaning.role == Role::Address(AddressPart::Country));
    for meaning in meanings.iter_mut().filter(|_| country) {
        (meaning.regular, meaning.at_home) = (false, false);
    }
}
