//! Hashes that tell whether two values may be one. Of names, one may be less of another: the same family and given name, without the
//! patronymic or the initial between them. Of telephone numbers, one may be of a country that nothing tells: it ends as another does.

use icu_normalizer::{DecomposingNormalizer, DecomposingNormalizerBorrowed};

use crate::han;

/// The bits that all writings of one value share: the first 28. That two strangers share them costs a little of the lower bound, and
/// only where one of them lacks its country or its patronymic. That two values which truly share them (numbers that end alike) also
/// share the last 35 would cost a count: among a hundred million mobiles, of which some 50 million pairs end alike, the chance is
/// about 1 in 700.
const SHARED: u64 = !(MORE | (MORE - 1));
/// Set in a name that has more than others of its shared bits, and in a number of which the country is not known.
const MORE: u64 = 1 << 35;
/// How many digits numbers share that may be one, and how many a number of a country that nothing tells has at least.
const END: usize = 8;
const LEAST: usize = 8;

/// The hash of a name in its compared form, by a hash of texts.
pub(crate) fn of_name(compared: &str, hash: impl Fn(&[u8]) -> u64) -> u64 {
    let whole = hash(compared.as_bytes());
    let (less, has_middle) = bare(compared);
    together(whole, less.map_or(whole, |less| hash(less.as_bytes())), has_middle)
}

fn together(whole: u64, shared: u64, more: bool) -> u64 {
    shared & SHARED | if more { MORE } else { 0 } | whole & (MORE - 1)
}

/// The hash of a telephone number in its canonical form, by a hash of texts.
pub(crate) fn of_phone(canonical: &[u8], hash: impl Fn(&[u8]) -> u64) -> u64 {
    let digits = canonical.strip_prefix(b"+").unwrap_or(canonical);
    if digits.len() < LEAST {
        return hash(canonical) & !MORE;
    }
    together(hash(canonical), hash(&digits[digits.len() - END..]), digits.len() == canonical.len())
}

/// Whether the country of a telephone number is not known, by its hash.
pub(crate) fn is_bare(phone: u64) -> bool {
    phone & MORE != 0
}

/// The digits of a cell that may be a telephone number of a country that nothing tells; `None` of too few.
pub(crate) fn bare_digits(cell: &str) -> Option<String> {
    let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= LEAST).then_some(digits)
}

/// What all writings of a value share.
pub(crate) fn shared(value: u64) -> u64 {
    value & SHARED
}

/// Whether two different names may be one human's: two that have a patronymic or an initial each differ in it.
pub(crate) fn may_be_one_name(one: u64, other: u64) -> bool {
    one != other && shared(one) == shared(other) && one & other & MORE == 0
}

/// Whether two different telephone numbers may be one: the country of one is not known.
pub(crate) fn may_be_one_phone(one: u64, other: u64) -> bool {
    one != other && shared(one) == shared(other) && (one | other) & MORE != 0
}

/// A name in its compared form without titles and marks on its letters, Han in one script; `None` if that is the name itself. A title
/// goes if so many words (characters of Han) are left.
pub(crate) fn plain(compared: &str, least: usize) -> Option<String> {
    let plain = if compared.is_ascii() { None } else { without_marks(compared) };
    let plain = plain.or_else(|| if compared.is_ascii() { None } else { han::in_one_script(compared) });
    without_title(plain.as_deref().unwrap_or(compared), least).or(plain)
}

/// A name in its compared form (words in order, small letters) without what another writing of it may lack: titles, marks
/// on letters, patronymic, initials; `None` if it has none of them. And whether it has one of the last two.
fn bare(compared: &str) -> (Option<String>, bool) {
    let untitled = plain(compared, 2);
    match without_middle(untitled.as_deref().unwrap_or(compared)) {
        Some(less) => (Some(less), true),
        None => (untitled, false),
    }
}

/// The letters without the marks above and below them: `nguyễn` and `nguyen`, `ёлкин` and `елкин`.
fn without_marks(name: &str) -> Option<String> {
    const DECOMPOSED: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizer::new_nfd();
    let is_mark = |letter: &char| matches!(letter, '\u{0300}'..='\u{036F}');
    // Han and kana have none of these marks.
    let may_have = |letter: char| matches!(letter, '\u{C0}'..='\u{24F}' | '\u{400}'..='\u{45F}' | '\u{1E00}'..='\u{1EFF}');
    if !name.contains(may_have) {
        return None;
    }
    let letters = DECOMPOSED.normalize(name);
    let plain: String = letters
        .chars()
        .filter(|letter| !is_mark(letter))
        .map(|letter| if letter == 'đ' { 'd' } else { letter })
        .collect();
    if plain == name {
        return None;
    }
    let mut words: Vec<&str> = plain.split(' ').collect();
    words.sort_unstable();
    Some(words.join(" "))
}

/// Without words by which people are addressed.
fn without_title(name: &str, least: usize) -> Option<String> {
    const TITLES: [&str; 15] = [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "jr",
        "sr",
        "sir",
        "madam",
        "господин",
        "госпожа",
        "ong",
        "ba",
        "chi",
    ];
    const BEHIND: [&str; 5] = ["女士", "先生", "小姐", "老师", "同学"];
    if let Some(rest) = BEHIND.iter().find_map(|title| name.strip_suffix(title)) {
        // `王女士` says no more than a family name.
        return (rest.chars().count() >= least).then(|| rest.to_owned());
    }
    let words: Vec<&str> = name.split(' ').collect();
    let left: Vec<&str> = words.iter().copied().filter(|word| !TITLES.contains(word)).collect();
    if left.len() < least || left.len() == words.len() {
        return None;
    }
    Some(left.join(" "))
}

/// Without its patronymic or initials; `None` if it has none, or if no two words are left.
fn without_middle(compared: &str) -> Option<String> {
    if compared.bytes().filter(|byte| *byte == b' ').count() < 2 {
        return None;
    }
    let words: Vec<&str> = compared.split(' ').collect();
    let patronymics = words.iter().filter(|word| is_patronymic(word)).count();
    let goes = |word: &&str| word.chars().nth(1).is_none() || patronymics == 1 && is_patronymic(word);
    let left: Vec<&str> = words.iter().copied().filter(|word| !goes(word)).collect();
    (left.len() >= 2 && left.len() < words.len()).then(|| left.join(" "))
}

/// As patronymics end; family names may end like them, so of two nobody can tell which it is.
fn is_patronymic(word: &str) -> bool {
    const ENDS: [&str; 12] =
        ["ович", "евич", "ьич", "овна", "евна", "ична", "ovich", "evich", "ovna", "evna", "оглы", "кызы"];
    ENDS.iter().any(|end| word.len() > end.len() && word.ends_with(end) || word == *end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patronymic_and_an_initial_are_what_a_name_may_lack() {
        for (name, less) in [
            ("иван иванов петрович", Some("иван иванов")),
            ("анна ивановна кузнецова", Some("анна кузнецова")),
            ("a john smith", Some("john smith")),
            ("ivan ivanov petrovich", Some("ivan ivanov")),
            ("абрамович аркадьевич роман", None),
            ("и и иванов", None),
            ("иван иванов", None),
            ("an nguyễn văn", None),
            ("张伟", None),
        ] {
            assert_eq!(without_middle(name).as_deref(), less, "{name}");
        }
    }

    #[test]
    fn a_number_without_its_country_may_be_any_that_ends_as_it_does() {
        let hash = |text: &[u8]| {
            let mut hasher = std::hash::DefaultHasher::new();
            std::hash::Hasher::write(&mut hasher, text);
            std::hash::Hasher::finish(&hasher)
        };
        let of = |text: &str| of_phone(text.as_bytes(), hash);
        assert!(may_be_one_phone(of("0988711095"), of("+84988711095")) && is_bare(of("0988711095")));
        assert!(!may_be_one_phone(of("+1988711095"), of("+84988711095")), "two countries are two");
        assert!(!may_be_one_phone(of("0988711095"), of("+84988711096")));
        assert!(!is_bare(of("2148274")), "too short to say anything");
        assert!(may_be_one_phone(of("91234567"), of("+85291234567")));
        assert_eq!(bare_digits("0932-978-882").as_deref(), Some("0932978882"));
        assert_eq!(bare_digits("214-82-74"), None);
    }

    #[test]
    fn marks_and_titles_are_what_a_name_may_lack() {
        for (name, less) in [
            ("lan nguyễn thị", "lan nguyen thi"),
            ("ёлкин пётр", "елкин петр"),
            ("john mr smith", "john smith"),
            ("a dr john smith", "john smith"),
            ("王芳女士", "王芳"),
            ("алёна иванова петровна", "алена иванова"),
        ] {
            assert_eq!(bare(name).0.as_deref(), Some(less), "{name}");
        }
        for name in ["john smith", "王女士", "张伟", "иван петров", "lan nguyen thi"] {
            assert_eq!(bare(name), (None, false), "{name}");
        }
    }

    #[test]
    fn less_of_a_name_may_be_the_same_human_and_two_patronymics_are_not() {
        let hash = |text: &[u8]| {
            text.iter().fold(7u64, |all, byte| (all ^ u64::from(*byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        };
        let of = |name: &str| of_name(name, hash);
        let (less, one, other) = (of("иван иванов"), of("иван иванов петрович"), of("иван иванов ильич"));
        assert!(may_be_one_name(less, one) && may_be_one_name(other, less));
        assert!(!may_be_one_name(one, other) && !may_be_one_name(less, less));
        assert!(may_be_one_name(of("пётр ёлкин"), of("елкин петр ильич")));
        assert!(one > less, "who has more comes first where names descend");
    }
}
