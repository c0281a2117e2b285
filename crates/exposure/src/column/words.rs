use super::canonical::composed;

/// A header or table name cut into words: `CustomerFirst_name` is customer, first, name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) words: Vec<String>,
    /// The words without spaces.
    pub(super) joined: String,
}

/// Where words were found in others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Measured in letters of the joined words.
    pub(super) end: usize,
    pub(super) whole: bool,
    pub(super) at_end: bool,
}

/// Han and the other scripts written without spaces between words.
pub(super) fn is_spaceless(letter: char) -> bool {
    letter >= '\u{2E80}'
}

impl Words {
    /// Cuts at everything that is neither letter nor digit, at capitals inside a word, and drops numbers behind
    /// words (`address2`), except where they belong to it (`md5`).
    pub(super) fn of(text: &str) -> Words {
        let text = composed(text);
        let mut words = Vec::new();
        let mut word = String::new();
        let letters: Vec<char> = text.chars().take(120).collect();
        for (index, letter) in letters.iter().enumerate() {
            if !letter.is_alphanumeric() && !is_mark(*letter) {
                finish(&mut word, &mut words);
                continue;
            }
            let previous = index.checked_sub(1).map(|index| letters[index]);
            let next = letters.get(index + 1);
            let capital = letter.is_uppercase()
                && previous.is_some_and(|previous| {
                    previous.is_lowercase()
                        || previous.is_uppercase() && next.is_some_and(|next| next.is_lowercase())
                });
            let script = previous.is_some_and(|previous| {
                previous.is_alphanumeric() && is_spaceless(previous) != is_spaceless(*letter)
            });
            if capital || script {
                finish(&mut word, &mut words);
            }
            word.extend(letter.to_lowercase());
        }
        finish(&mut word, &mut words);
        let joined = words.concat();
        Words { words, joined }
    }

    /// These words without the last of them, so many.
    pub(super) fn without_last(&self, count: usize) -> Words {
        let words = self.words[..self.words.len().saturating_sub(count)].to_vec();
        let joined = words.concat();
        Words { words, joined }
    }

    /// Where `wanted` stands in these words.
    pub(super) fn find(&self, wanted: &Words) -> Option<Place> {
        if wanted.words.is_empty() {
            return None;
        }
        if self.joined == wanted.joined {
            return Some(Place { end: self.joined.chars().count(), whole: true, at_end: true });
        }
        if wanted.joined.chars().all(is_spaceless) {
            return self.find_inside(&wanted.joined);
        }
        let count = wanted.words.len();
        let start = self.words.windows(count).rposition(|window| window == wanted.words)?;
        let end = self.words[..start + count].iter().map(|word| word.chars().count()).sum();
        Some(Place { end, whole: false, at_end: start + count == self.words.len() })
    }

    fn find_inside(&self, wanted: &str) -> Option<Place> {
        let start = self.joined.rfind(wanted)?;
        // One Han letter is a word only alone: 名 in 商品名 means nothing by itself.
        if wanted.chars().count() == 1 {
            return None;
        }
        let end = start + wanted.len();
        Some(Place {
            end: self.joined[..end].chars().count(),
            whole: false,
            at_end: end == self.joined.len(),
        })
    }
}

/// Marks that stand above letters in decomposed Vietnamese.
fn is_mark(letter: char) -> bool {
    ('\u{0300}'..='\u{036F}').contains(&letter)
}

fn finish(word: &mut String, words: &mut Vec<String>) {
    if word.is_empty() {
        return;
    }
    let word = std::mem::take(word);
    let bare = word.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let keep = bare.is_empty() || matches!(bare, "md" | "sha");
    words.push(if keep { word } else { bare.to_owned() });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns_are_cut_into_words() {
        assert_eq!(Words::of("BillingPostalCode").words, ["billing", "postal", "code"]);
        assert_eq!(Words::of("pwd_md5").words, ["pwd", "md5"]);
        assert_eq!(Words::of("address2").words, ["address"]);
        assert_eq!(Words::of("姓名(Name)").words, ["姓名", "name"]);
        assert_eq!(Words::of("userID").words, ["user", "id"]);
        assert_eq!(Words::of("Họ và tên").words, ["họ", "và", "tên"]);
    }
}
