//! Hashes that tell whether two values may be one. Of names, one may be less of another: the same family and given name, without the
//! patronymic or the initial between them. Of telephone numbers, one may be of a country that nothing tells: it ends as another does.

/// The bits that all writings of one value share.
const SHARED: u64 = !0xff_ffff;
/// Set in a name that has more than others of its shared bits, and in a number of which the country is not known.
const MORE: u64 = 1 << 23;
/// How many digits numbers share that may be one, and how many a number of a country that nothing tells has at least.
const END: usize = 8;
const LEAST: usize = 9;

/// Puts the hash of a name together of the hash of all of it and that of its family and given name, if it has more.
pub(crate) fn joined(whole: u64, shared: Option<u64>) -> u64 {
    together(whole, shared.unwrap_or(whole), shared.is_some())
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

/// Whether two different values may be one: one name is the other without what stands between; one number lacks its country.
pub(crate) fn may_be_one(one: u64, other: u64) -> bool {
    shared(one) == shared(other) && (one | other) & MORE != 0 && (one & other) & MORE == 0
}

/// A name in its compared form (words in order, small letters) without its patronymic or initials; `None` if it has none, or if
/// no two words are left.
pub(crate) fn without_middle(compared: &str) -> Option<String> {
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
            text.iter()
                .fold(7u64, |all, byte| all.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ u64::from(*byte) << 31)
        };
        let of = |text: &str| of_phone(text.as_bytes(), hash);
        assert!(may_be_one(of("0988711095"), of("+84988711095")) && is_bare(of("0988711095")));
        assert!(!may_be_one(of("+1988711095"), of("+84988711095")), "two countries are two");
        assert!(!may_be_one(of("0988711095"), of("+84988711096")));
        assert!(!is_bare(of("2148274")), "too short to say anything");
        assert_eq!(bare_digits("0932-978-882").as_deref(), Some("0932978882"));
        assert_eq!(bare_digits("214-82-74"), None);
    }

    #[test]
    fn less_of_a_name_may_be_the_same_human_and_two_patronymics_are_not() {
        let (bare, one, other) =
            (joined(u64::MAX / 3, None), joined(77, Some(u64::MAX / 3)), joined(78, Some(u64::MAX / 3)));
        assert!(may_be_one(bare, one) && may_be_one(other, bare));
        assert!(!may_be_one(one, other) && !may_be_one(bare, bare));
        assert!(one > bare, "who has more comes first where names descend");
    }
}
