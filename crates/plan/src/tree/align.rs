//! From a place in a scalar's text back to the place in the file, through quotes, escapes, folds and indentation.
//!
//! The parser gives a scalar's text and where it starts, not how the two correspond. Both are walked together: each
//! character of the text is found at or shortly after the place reached in the file.

/// Index in `file` of the character that byte `offset` of `text` came from; `start` is where the scalar starts.
pub(super) fn index_of(file: &[char], start: usize, text: &str, offset: usize) -> usize {
    let mut at = body(file, start);
    for (byte, character) in text.char_indices() {
        let Some(begin) = find(file, at, character) else { return at.min(file.len()) };
        if byte >= offset {
            return begin;
        }
        at = after(file, begin, character);
    }
    at.min(file.len())
}

/// Past the opening quote, or past the header line of a block scalar (`>-`, `|`).
fn body(file: &[char], start: usize) -> usize {
    match file.get(start) {
        Some('"' | '\'') => start + 1,
        Some('>' | '|') => {
            let header = file.get(start..).unwrap_or_default();
            header.iter().position(|c| *c == '\n').map_or(start, |end| start + end + 1)
        }
        _ => start,
    }
}

/// Where `wanted` starts at or after `at`. Blanks of the text may be line breaks of the file; indentation and escaped
/// line breaks of the file are no characters of the text.
fn find(file: &[char], at: usize, wanted: char) -> Option<usize> {
    let mut index = at;
    loop {
        let here = *file.get(index)?;
        if here == wanted
            || (wanted.is_whitespace() && here.is_whitespace())
            || escape(file, index, wanted).is_some()
        {
            return Some(index);
        }
        if !(here.is_whitespace() || here == '\\') {
            return None;
        }
        index += 1;
    }
}

/// The place behind one character of the text that starts at `begin` in the file.
fn after(file: &[char], begin: usize, character: char) -> usize {
    if let Some(length) = escape(file, begin, character) {
        return begin + length;
    }
    let folded =
        character.is_whitespace() && file.get(begin).is_some_and(|here| *here == '\n' || *here == '\r');
    let run =
        |from: usize| file.get(from..).unwrap_or_default().iter().take_while(|c| c.is_whitespace()).count();
    if folded { begin + run(begin) } else { begin + 1 }
}

/// Length in the file of an escape that stands for `wanted`: `''`, `\"`, `\n`, `\u4e00` and the like.
fn escape(file: &[char], at: usize, wanted: char) -> Option<usize> {
    let next = file.get(at + 1);
    match (file.get(at)?, next?) {
        ('\'', '\'') if wanted == '\'' => Some(2),
        ('\\', 'x') => hex(file, at, 2, wanted),
        ('\\', 'u') => hex(file, at, 4, wanted),
        ('\\', 'U') => hex(file, at, 8, wanted),
        ('\\', letter) => (unescaped(*letter) == Some(wanted)).then_some(2),
        _ => None,
    }
}

fn hex(file: &[char], at: usize, digits: usize, wanted: char) -> Option<usize> {
    let text: String = file.get(at + 2..at + 2 + digits)?.iter().collect();
    let code = u32::from_str_radix(&text, 16).ok()?;
    (char::from_u32(code) == Some(wanted)).then_some(2 + digits)
}

fn unescaped(letter: char) -> Option<char> {
    Some(match letter {
        'n' => '\n',
        't' | '\t' => '\t',
        'r' => '\r',
        '0' => '\0',
        '"' | '\\' | '/' | ' ' | '\'' => letter,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::index_of;

    fn at(file: &str, text: &str, word: &str) -> String {
        let chars: Vec<char> = file.chars().collect();
        let index = index_of(&chars, 0, text, text.find(word).unwrap());
        chars[index..].iter().take(word.chars().count()).collect()
    }

    #[test]
    fn a_place_is_found_through_quotes_escapes_folds_and_literals() {
        assert_eq!(at("a && b", "a && b", "b"), "b");
        assert_eq!(at("'it''s in x'", "it's in x", "x"), "x");
        assert_eq!(at(r#""\"identity\" in klasses""#, "\"identity\" in klasses", "klasses"), "klasses");
        assert_eq!(at(">-\n    one\n    || two\n", "one || two", "two"), "two");
        assert_eq!(at("|\n    one\n    || two\n", "one\n|| two\n", "two"), "two");
        assert_eq!(at("one\n      || two", "one || two", "two"), "two");
        assert_eq!(at(r#""\u4e00 x""#, "一 x", "x"), "x");
    }
}
