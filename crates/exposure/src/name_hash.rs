//! Names as hashes that tell whether one may be less of another: the same family and given name, without the patronymic or the
//! initial between them.

/// The bits that all writings of one name share.
const SHARED: u64 = !0xff_ffff;
/// Set where a name has more than others of its shared bits.
const MORE: u64 = 1 << 23;

/// Puts the hash of a name together of the hash of all of it and that of its family and given name, if it has more.
pub(crate) fn joined(whole: u64, shared: Option<u64>) -> u64 {
    let more = if shared.is_some() { MORE } else { 0 };
    shared.unwrap_or(whole) & SHARED | more | whole & (MORE - 1)
}

/// What all writings of a name share.
pub(crate) fn shared(name: u64) -> u64 {
    name & SHARED
}

/// Whether two different names may be one human's: one is the other without what stands between.
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
    fn less_of_a_name_may_be_the_same_human_and_two_patronymics_are_not() {
        let (bare, one, other) =
            (joined(u64::MAX / 3, None), joined(77, Some(u64::MAX / 3)), joined(78, Some(u64::MAX / 3)));
        assert!(may_be_one(bare, one) && may_be_one(other, bare));
        assert!(!may_be_one(one, other) && !may_be_one(bare, bare));
        assert!(one > bare, "who has more comes first where names descend");
    }
}
