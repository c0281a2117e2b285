//! What of a name tells which other writings may be the same human's: its script, and of each word the first letter and a part of a
//! hash. Two names of one script are different people's if no word of one stands for none of the other; in two scripts nobody can say.

/// What is kept of a name, in one word; 0 says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Writing(u64);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Han,
    Other,
}

/// How many words are kept, and how many bits they have together.
const WORDS: usize = 4;
const BITS: u32 = 60;
const COUNT_AT: u32 = BITS;
const SCRIPT_AT: u32 = COUNT_AT + 2;
/// Of a word the first letter has so many bits, of a hash at most so many.
const LETTER: u32 = 5;
const HASH: u32 = 25;
/// The letter of words that are not kept: it stands for any.
const ANY: u64 = (1 << LETTER) - 1;

impl Writing {
    /// Of a name in its compared form, without titles and marks, by a hash of texts.
    pub(crate) fn of(plain: &str, hash: impl Fn(&[u8]) -> u64) -> Writing {
        let Some(script) = script(plain) else { return Writing(0) };
        let mut words: Vec<u64> = if is_spaceless(script, plain) {
            let mut at = [0; 4];
            let letters = plain.chars().filter(|letter| *letter != ' ');
            letters.map(|letter| whole(letter, hash(letter.encode_utf8(&mut at).as_bytes()))).collect()
        } else {
            plain.split(' ').filter(|word| !word.is_empty()).map(|word| of_word(word, &hash)).collect()
        };
        if words.len() > WORDS {
            words.truncate(WORDS);
            words[WORDS - 1] = ANY << HASH;
        }
        let Some(count) = (words.len() as u64).checked_sub(1) else { return Writing(0) };
        let width = width(words.len());
        let packed = words.iter().fold(0, |all, word| all << width | word >> (LETTER + HASH - width));
        Writing((script as u64) << SCRIPT_AT | count << COUNT_AT | packed)
    }

    pub(crate) fn of_word(word: u64) -> Writing {
        Writing(word)
    }

    pub(crate) fn word(self) -> u64 {
        self.0
    }

    fn script(self) -> u64 {
        self.0 >> SCRIPT_AT
    }

    fn words(self) -> Vec<Word> {
        let count = (self.0 >> COUNT_AT & 3) as usize + 1;
        let width = width(count);
        let word = |place: usize| self.0 >> (width * (count - 1 - place) as u32) & ((1 << width) - 1);
        (0..count).map(|place| Word { bits: word(place), width }).collect()
    }

    /// Whether two names that are not the same in their barest form may be one human's.
    pub(crate) fn may_be_one(self, other: Writing) -> bool {
        if self.0 == 0 || other.0 == 0 || self.script() != other.script() {
            return true;
        }
        let (less, more) = self.words_with_less_first(other);
        if self.script() == Script::Han as u64 {
            return less.len() < more.len() && less.iter().zip(&more).all(|(one, other)| one.may_be(other));
        }
        let whole = |words: &[Word]| words.iter().all(Word::is_whole);
        // Two whole names of as many words are told apart by all of them.
        let told = less.len() == more.len() && whole(&less) && whole(&more);
        !told && each_stands_for_another(&less, &more)
    }

    /// Whether two names have the same words, or initials of them.
    pub(crate) fn has_the_words_of(self, other: Writing) -> bool {
        let (less, more) = self.words_with_less_first(other);
        less.len() == more.len() && each_stands_for_another(&less, &more)
    }

    fn words_with_less_first(self, other: Writing) -> (Vec<Word>, Vec<Word>) {
        let (one, other) = (self.words(), other.words());
        if one.len() <= other.len() { (one, other) } else { (other, one) }
    }

    /// How little it says, the least first.
    pub(crate) fn vagueness(self) -> u64 {
        if self.0 == 0 {
            return (WORDS as u64 + 1) * WORDS as u64;
        }
        let words = self.words();
        let initials = words.iter().filter(|word| !word.is_whole()).count();
        (initials * WORDS + WORDS - words.len()) as u64
    }
}

/// How many bits a word has where there are so many.
fn width(count: usize) -> u32 {
    (BITS / count as u32).min(LETTER + HASH)
}

/// A word as it is kept.
#[derive(Debug, Clone, Copy)]
struct Word {
    bits: u64,
    width: u32,
}

impl Word {
    fn letter(self) -> u64 {
        self.bits >> (self.width - LETTER)
    }

    fn is_whole(&self) -> bool {
        self.bits & ((1 << (self.width - LETTER)) - 1) != 0
    }

    fn may_be(&self, other: &Word) -> bool {
        if self.letter() == ANY || other.letter() == ANY {
            return true;
        }
        if !self.is_whole() || !other.is_whole() {
            return self.letter() == other.letter();
        }
        let width = self.width.min(other.width);
        self.bits >> (self.width - width) == other.bits >> (other.width - width)
    }
}

/// Whether each word of `less` may be one of `more`, every time another.
fn each_stands_for_another(less: &[Word], more: &[Word]) -> bool {
    let Some((first, rest)) = less.split_first() else { return true };
    (0..more.len()).any(|place| {
        first.may_be(&more[place]) && {
            let left: Vec<Word> =
                more.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, word)| *word).collect();
            each_stands_for_another(rest, &left)
        }
    })
}

fn of_word(word: &str, hash: &impl Fn(&[u8]) -> u64) -> u64 {
    let mut letters = word.chars();
    let first = letters.next().unwrap_or_default();
    if letters.next().is_none() { letter(first) << HASH } else { whole(first, hash(word.as_bytes())) }
}

/// A whole word: its hash is never 0, in however few bits it is kept.
fn whole(first: char, hash: u64) -> u64 {
    let part = hash >> (64 - HASH);
    let least = 1 << (HASH + LETTER - width(WORDS));
    letter(first) << HASH | part.max(least)
}

/// Among so many letters nearly all of an alphabet are told apart.
fn letter(first: char) -> u64 {
    u64::from(u32::from(first)) % (ANY - 1) + 1
}

/// The script of all letters of a name; `None` of several.
fn script(name: &str) -> Option<Script> {
    let mut scripts = name.chars().filter(|letter| letter.is_alphabetic()).map(|letter| match letter {
        '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Script::Latin,
        '\u{400}'..='\u{52F}' => Script::Cyrillic,
        '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' => Script::Han,
        _ => Script::Other,
    });
    let first = scripts.next()?;
    scripts.all(|script| script == first).then_some(first)
}

fn is_spaceless(script: Script, name: &str) -> bool {
    script == Script::Han || script == Script::Other && name.chars().all(|letter| letter >= '\u{2E80}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn writing(name: &str) -> Writing {
        Writing::of(name, |text| {
            text.iter().fold(7u64, |all, byte| (all ^ u64::from(*byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        })
    }

    #[test]
    fn initials_fewer_words_and_other_scripts_may_be_one_human() {
        for (one, other) in [
            ("иван иванов иванович", "и и иванов"),
            ("иван иванов", "и и иванов"),
            ("john smith", "j smith"),
            ("john smith", "smith"),
            ("a john smith", "j smith"),
            ("lan nguyen thi", "lan"),
            ("張偉", "wei zhang"),
            ("иван иванов", "ivan ivanov"),
            ("王芳", "王"),
            ("王小芳", "王小"),
            ("伟 zhang", "john smith"),
            ("a b c d e", "c x"),
        ] {
            assert!(writing(one).may_be_one(writing(other)), "{one}, {other}");
            assert!(writing(other).may_be_one(writing(one)), "{other}, {one}");
        }
    }

    #[test]
    fn whole_names_of_one_script_are_two_people() {
        for (one, other) in [
            ("john smith", "mary smith"),
            ("j smith", "mary smith"),
            ("j smith", "john smyth"),
            ("иван иванов", "анна иванова"),
            ("и иванов", "и иванов петр"),
            ("иванов петр", "иван иванов петрович"),
            ("王芳", "王伟"),
            ("王", "李娜"),
            ("lan nguyen", "nguyen tuan van"),
            ("mary ann lee", "ann lou lee"),
        ] {
            let may = one == "и иванов";
            assert_eq!(writing(one).may_be_one(writing(other)), may, "{one}, {other}");
            assert_eq!(writing(other).may_be_one(writing(one)), may, "{other}, {one}");
        }
    }

    #[test]
    fn who_says_most_comes_first() {
        let names = ["john paul smith", "john smith", "smith", "john p smith", "j smith", "j p smith"];
        let mut sorted = names;
        sorted.sort_by_key(|name| writing(name).vagueness());
        assert_eq!(sorted, names);
        assert!(writing("").vagueness() > writing("j p b smith").vagueness());
    }
}
