//! What the words of a header mean. The words stand in `data/headers.tsv` and `data/header_groups.tsv`.

use std::sync::OnceLock;

use super::words::{Place, Words, is_spaceless};
use crate::identifier::{Class, Confidence, Kind};
use crate::meaning::{AddressPart, NamePart, Role};
use crate::party::of_group;

/// What a header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct HeaderSays {
    pub(super) role: Role,
    pub(super) confidence: Confidence,
    pub(super) group: u8,
    /// The group if the column turns out to hold names: `billing` alone says nothing, `guarantor` alone is the name of one.
    pub(super) party: u8,
    /// A name, but perhaps of a thing: the table decides.
    pub(super) ambiguous_name: bool,
    /// A name of something that is not known: what stands in the column decides whether it is a person's.
    pub(super) perhaps_name: bool,
    /// What the words before the last say, where the last decides: `address` in `Address Phone`.
    pub(super) before: Option<Role>,
}

/// How a line of the table acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    Role(Role),
    /// The role, if the header is nothing but the word.
    Alone(Role),
    AmbiguousName,
    /// The name of a person by what they do in the row, where no other word of the header decides: `收件人` is a name,
    /// `收件人地址` is none.
    Party,
    End(Role),
    Group(u8),
}

struct Rule {
    effect: Effect,
    words: Words,
    /// Of a part of a name that stands between the others.
    middle: bool,
}

fn role_of(word: &str) -> Option<Effect> {
    if let Some(word) = word.strip_prefix("alone_") {
        return match role_of(word)? {
            Effect::Role(role) => Some(Effect::Alone(role)),
            _ => None,
        };
    }
    let role = match word {
        "name_full" => Role::Name(NamePart::Full),
        // A middle name or a patronymic counts as a given name, and is none by itself.
        "name_given" | "name_middle" => Role::Name(NamePart::Given),
        "name_family" => Role::Name(NamePart::Family),
        "name_any" => return Some(Effect::AmbiguousName),
        "party_name" => return Some(Effect::Party),
        "address_line" => Role::Address(AddressPart::Line),
        "city" => Role::Address(AddressPart::City),
        "state" => Role::Address(AddressPart::State),
        "country" => Role::Address(AddressPart::Country),
        "postal" => Role::Address(AddressPart::Postal),
        "birth_date" => Role::BirthDate,
        "company" => Role::Company,
        "free_text" => Role::FreeText,
        "not_personal" => Role::NotPersonal,
        "unknown" => Role::Unknown,
        "key" => Role::Key,
        "end_key" => return Some(Effect::End(Role::Key)),
        "end_not_personal" => return Some(Effect::End(Role::NotPersonal)),
        "end_free_text" => return Some(Effect::End(Role::FreeText)),
        identifier => Role::Identifier(Kind::from_id(identifier)?),
    };
    Some(Effect::Role(role))
}

fn rules() -> &'static [Rule] {
    static RULES: OnceLock<Vec<Rule>> = OnceLock::new();
    RULES.get_or_init(|| {
        let headers = lines(include_str!("../../data/headers.tsv"))
            .map(|(word, list)| (role_of(word), word.ends_with("name_middle"), list));
        let groups = lines(include_str!("../../data/header_groups.tsv"))
            .map(|(number, list)| (number.parse().ok().map(Effect::Group), false, list));
        headers
            .chain(groups)
            .filter_map(|(effect, middle, list)| Some((effect?, middle, list)))
            .flat_map(|(effect, middle, list)| {
                list.split('|').map(move |text| Rule { effect, words: Words::of(text), middle })
            })
            .collect()
    })
}

/// The lines of a table file without its comments, cut at the first tab.
pub(super) fn lines(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// A path without what only wraps an object: `data.Клиент`, `result.item.name`.
fn unwrapped(header: &str) -> &str {
    const WRAPS: [&str; 14] = [
        "data",
        "result",
        "results",
        "record",
        "row",
        "doc",
        "document",
        "attributes",
        "payload",
        "response",
        "body",
        "fields",
        "value",
        "object",
    ];
    let mut rest = header;
    while let Some((first, inner)) = rest.split_once('.').filter(|(_, inner)| !inner.is_empty())
        && WRAPS.iter().any(|word| first.eq_ignore_ascii_case(word))
    {
        rest = inner;
    }
    rest
}

/// Reads a header.
pub(super) fn read(header: &str) -> HeaderSays {
    let header = unwrapped(header);
    let words = Words::of(&header.replace(['#', '＃'], " no "));
    let (group, only_group) = group_of(&words);
    let mut says = read_role(&words, if only_group { 0 } else { group });
    if matches!(says.role, Role::Address(_)) && is_of_machine(&words) {
        says.role = Role::NotPersonal;
    }
    // `user.name` of an object is the name of a user or a log-in: what stands in it decides.
    let field = header.rsplit_once('.').is_some_and(|(_, field)| field.eq_ignore_ascii_case("name"));
    says.perhaps_name |= field && says.role == Role::Unknown;
    says.party = group;
    if matches!(says.role, Role::Name(_)) {
        says.group = group;
    }
    says
}

fn read_role(words: &Words, group: u8) -> HeaderSays {
    let nothing = HeaderSays {
        role: Role::Unknown,
        confidence: Confidence::Low,
        group,
        party: 0,
        ambiguous_name: false,
        perhaps_name: false,
        before: None,
    };
    let telling =
        best(words, |effect| matches!(effect, Effect::Role(_) | Effect::Alone(_) | Effect::AmbiguousName));
    // `Customer address` is no name of a customer: the last word names what stands there.
    let telling = telling.map(|(rule, found)| match rule.effect {
        Effect::AmbiguousName if !found.at_end => {
            best_at(words, |effect| matches!(effect, Effect::Role(_)), |place| place.at_end)
                .unwrap_or((rule, found))
        }
        _ => (rule, found),
    });
    let party = best(words, |effect| effect == Effect::Party);
    // `Card holder` is no card.
    let telling = telling.filter(|(_, told)| !party.is_some_and(|(_, party)| party.holds(told)));
    let Some((rule, found)) = telling.or(party) else {
        return end_of(words).map_or(nothing, |role| HeaderSays {
            role,
            confidence: Confidence::Medium,
            ..nothing
        });
    };
    if !found.at_end
        && let Some(role) = end_of(words)
    {
        return HeaderSays { role, confidence: Confidence::Medium, ..nothing };
    }
    if let Some(role) = last_word(words).filter(|_| !found.at_end) {
        let before = match rule.effect {
            Effect::Role(role) => Some(role),
            _ => None,
        };
        return HeaderSays { role, confidence: Confidence::Medium, before, ..nothing };
    }
    let confidence = if found.whole { Confidence::High } else { Confidence::Medium };
    match rule.effect {
        // `customer segment`, `会员分组`: a word for people before another is no name of theirs; what stands there decides.
        Effect::AmbiguousName if !found.at_end && super::table::has_person(&rule.words) => {
            HeaderSays { perhaps_name: !super::table::has_thing(words), ..nothing }
        }
        // `track name`, `item name`: a name of something we do not know.
        Effect::AmbiguousName if !found.whole && !is_of_person(words) && of_group(group) == 0 => {
            HeaderSays { perhaps_name: !super::table::has_thing(words), ..nothing }
        }
        Effect::AmbiguousName => HeaderSays {
            role: Role::Name(NamePart::Full),
            confidence: Confidence::Low,
            ambiguous_name: true,
            ..nothing
        },
        Effect::Role(role) | Effect::Alone(role) => HeaderSays { role, confidence, ..nothing },
        Effect::Party => HeaderSays { role: Role::Name(NamePart::Full), confidence, ..nothing },
        Effect::End(_) | Effect::Group(_) => nothing,
    }
}

/// What the last word of a header names, where it is a phone or an e-mail address: in English and Chinese it is the head of all
/// before it (`Default Address Phone`, `registered_mobile`, `收货地址电话`), except behind `of`. In Russian and Vietnamese the head
/// stands first.
fn last_word(header: &Words) -> Option<Role> {
    let numbered =
        header.words.iter().rev().take_while(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let header = header.without_last(numbered.count());
    let reaches = |effect| matches!(effect, Effect::Role(Role::Identifier(Kind::Phone | Kind::Email)));
    let (rule, _) = best_at(&header, reaches, |place| place.at_end)?;
    let words = &rule.words.words;
    let native = |word: &String| word.is_ascii() || word.chars().all(is_spaceless);
    let before = header.words.len().checked_sub(words.len() + 1).and_then(|at| header.words.get(at));
    let head =
        words.iter().all(native) && !before.is_some_and(|word| matches!(word.as_str(), "of" | "for" | "by"));
    match rule.effect {
        Effect::Role(role) if head => Some(role),
        _ => None,
    }
}

/// Whether a column of given names holds only those that stand between others.
pub(super) fn is_middle(header: &str) -> bool {
    let given = |effect| {
        matches!(
            effect,
            Effect::Role(Role::Name(NamePart::Given)) | Effect::Alone(Role::Name(NamePart::Given))
        )
    };
    best(&Words::of(header), given).is_some_and(|(rule, _)| rule.middle)
}

/// The class that a column's name gives to whatever stands in it: passwords, diagnoses, fingerprints.
pub(super) fn class(header: &str) -> Option<Class> {
    static CLASSES: OnceLock<Vec<(Class, Vec<Words>)>> = OnceLock::new();
    let classes = CLASSES.get_or_init(|| {
        let table = lines(include_str!("../../data/column_classes.tsv"));
        let class = |id: &str| Class::BY_COLUMN.into_iter().find(|class| class.id() == id);
        table.filter_map(|(id, list)| Some((class(id)?, list.split('|').map(Words::of).collect()))).collect()
    });
    let words = Words::of(header);
    let last = words.words.last().map_or("", String::as_str);
    let of_state = matches!(
        last,
        "at" | "time"
            | "date"
            | "type"
            | "status"
            | "changed"
            | "expires"
            | "expiry"
            | "count"
            | "时间"
            | "状态"
            | "日期"
    );
    let named = |(_, list): &&(Class, Vec<Words>)| list.iter().any(|class| words.find(class).is_some());
    classes.iter().find(named).map(|(class, _)| *class).filter(|_| !of_state)
}

/// How a rule's words were found in a header.
#[derive(Debug, Clone, Copy)]
struct Found {
    weight: usize,
    start: usize,
    end: usize,
    whole: bool,
    at_end: bool,
}

impl Found {
    /// Whether the words lie inside these, which are more.
    fn holds(&self, other: &Found) -> bool {
        let more = self.end - self.start > other.end - other.start;
        more && self.start <= other.start && other.end <= self.end
    }
}

/// The rule with the most letters; among equals the one further back, because the last word is the head.
fn best(header: &Words, wanted: impl Fn(Effect) -> bool) -> Option<(&'static Rule, Found)> {
    best_at(header, wanted, |_| true)
}

/// As [`best`], of the words that stand where they are wanted.
fn best_at(
    header: &Words,
    wanted: impl Fn(Effect) -> bool,
    at: impl Fn(Place) -> bool,
) -> Option<(&'static Rule, Found)> {
    let mut best: Option<(&'static Rule, Found)> = None;
    for rule in rules().iter().filter(|rule| wanted(rule.effect)) {
        let Some(place) = header.find(&rule.words).filter(|place| at(*place)) else { continue };
        if matches!(rule.effect, Effect::Alone(_)) && !place.whole {
            continue;
        }
        let han = rule.words.joined.chars().all(is_spaceless);
        let letters = rule.words.joined.chars().count();
        let weight = if han { letters * 3 } else { letters };
        let start = place.end.saturating_sub(letters);
        let found = Found { weight, start, end: place.end, whole: place.whole, at_end: place.at_end };
        let better =
            |known: &Found| (found.whole, weight, found.end) > (known.whole, known.weight, known.end);
        if best.as_ref().is_none_or(|(_, known)| better(known)) {
            best = Some((rule, found));
        }
    }
    best
}

/// The role a last word such as `type` or `id` gives whatever stands before it.
fn end_of(header: &Words) -> Option<Role> {
    let (rule, found) = best(header, |effect| matches!(effect, Effect::End(_)))?;
    match rule.effect {
        Effect::End(role) if found.at_end => Some(role),
        _ => None,
    }
}

/// The set a header's words speak of, and whether they are all of the header.
fn group_of(header: &Words) -> (u8, bool) {
    match best(header, |effect| matches!(effect, Effect::Group(_))) {
        Some((Rule { effect: Effect::Group(number), .. }, found)) => (*number, found.whole),
        _ => (0, false),
    }
}

/// Whether an address is one of a machine, a page or a purse: `IP-адрес`, `địa chỉ IP`, `MAC地址`.
fn is_of_machine(header: &Words) -> bool {
    const MACHINES: [&str; 12] =
        ["ip", "ipv4", "ipv6", "mac", "wallet", "url", "web", "website", "网址", "钱包", "айпи", "сайта"];
    header.words.iter().any(|word| MACHINES.contains(&word.as_str()))
}

/// Whether a header speaks of a person or groups of them: `user name` of a `contact`.
fn is_of_person(header: &Words) -> bool {
    super::table::has_person(header)
}

/// Whether a header says whose name stands in its column, whatever its table holds: `buyer.name`.
pub(super) fn names_person(header: &str) -> bool {
    let words = Words::of(header);
    is_of_person(&words) && !super::table::has_thing(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(header: &str) -> Role {
        read(header).role
    }

    #[test]
    fn headers_of_five_languages_are_understood() {
        let phone = Role::Identifier(Kind::Phone);
        for header in
            ["手机", "Mobile", "phone_number", "PhoneNumber", "номер телефона", "Số điện thoại", "手機號碼"]
        {
            assert_eq!(role(header), phone, "{header}");
        }
        for header in ["姓名", "客户姓名", "full_name", "FullName", "ФИО", "Họ và tên", "fullname", "Họ tên"]
        {
            assert_eq!(role(header), Role::Name(NamePart::Full), "{header}");
        }
        for header in ["身份证号码", "证件号码", "doc_no", "ID Number", "id_card"] {
            assert_eq!(role(header), Role::Identifier(Kind::CnId), "{header}");
        }
        for header in ["住址", "addr", "Địa chỉ", "Адрес", "BillingAddress", "通訊地址"] {
            assert_eq!(role(header), Role::Address(AddressPart::Line), "{header}");
        }
        assert_eq!(role("银行卡号"), Role::Identifier(Kind::Card));
        assert_eq!(role("card_no"), Role::Identifier(Kind::Card));
        assert_eq!(role("E-mail"), Role::Identifier(Kind::Email));
        assert_eq!(role("mail"), Role::Identifier(Kind::Email));
        assert_eq!(role("Дата рождения"), Role::BirthDate);
    }

    #[test]
    fn headers_that_only_contain_such_a_word_are_not_taken_for_it() {
        for header in
            ["order_no", "created", "pwd_md5", "email_verified", "phone_type", "address_id", "HireDate"]
        {
            assert!(matches!(role(header), Role::NotPersonal | Role::Key), "{header}: {:?}", role(header));
        }
        assert_eq!(role("Company"), Role::Company);
        for header in ["Title", "url", "avatar_url", "request_uri", "文件名", "职务", "file name"] {
            assert_eq!(
                role(header),
                Role::FreeText,
                "{header}: what stands there is text, and may hold anything"
            );
        }
        assert_eq!(role("uid"), Role::Key);
        assert_eq!(role("SupportRepId"), Role::Key);
        assert_eq!(role("track_name"), Role::NotPersonal);
        assert_eq!(role("palette_name"), Role::Unknown);
        assert_eq!(role("Composer"), Role::Unknown);
    }

    #[test]
    fn what_kind_of_customer_somebody_is_is_no_name() {
        let not_names = "会员等级|用户级别|會員等級|客户类型|客户来源|客户经理等级|客户标签|用户角色|会员分组|客户分类|会员类别|客户状态";
        let further = "member level|membership tier|customer tier|customer rank|user role|customer segment|customer group|client category|уровень клиента|хар. уровень|тип клиента|группа клиента|hạng thành viên|loại khách hàng|nhóm khách hàng";
        for header in not_names.split('|').chain(further.split('|')) {
            let says = read(header);
            assert!(!matches!(says.role, Role::Name(_)) && !says.ambiguous_name, "{header}: {:?}", says.role);
        }
        for header in
            ["会员姓名", "客户", "customer", "buyer name", "имя клиента", "tên khách hàng", "контактное лицо"]
        {
            assert!(matches!(read(header).role, Role::Name(_)), "{header}: {:?}", read(header).role);
        }
    }

    #[test]
    fn every_line_of_the_header_tables_has_a_known_role() {
        for (word, _) in lines(include_str!("../../data/headers.tsv")) {
            assert!(role_of(word).is_some(), "{word}");
        }
    }
}
