//! Text → tokens. Signs of other languages are reported with the right spelling and read as what was meant,
//! so that the rest of the text can still be checked.

use std::ops::Range;

use crate::fault::{Fault, FaultKind};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name, dots included, or a keyword.
    Name,
    /// A whole number.
    Number(i64),
    /// A length of time in seconds.
    Duration(i64),
    /// A quoted word; its text is the span without the quotes.
    Text,
    /// An operator or punctuation, in our spelling.
    Sign(&'static str),
    /// Already reported; stands for some value.
    Broken,
}

/// A piece of the text with its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) span: Range<usize>,
}

/// Our own signs, longer ones first.
const SIGNS: &[&str] =
    &["||", "&&", "==", "!=", "<=", ">=", "<", ">", "!", "+", "-", "(", ")", "[", "]", ","];

/// Signs of other languages, and what they are written as here.
const OTHER_SIGNS: &[(&str, &str)] = &[
    ("=>", ">="),
    ("=<", "<="),
    ("<>", "!="),
    ("===", "=="),
    ("=", "=="),
    ("&", "&&"),
    ("|", "||"),
    ("≥", ">="),
    ("≤", "<="),
    ("≠", "!="),
    ("＞＝", ">="),
    ("＜＝", "<="),
    ("＝＝", "=="),
    ("！＝", "!="),
    ("＞", ">"),
    ("＜", "<"),
    ("＝", "=="),
    ("！", "!"),
    ("＆＆", "&&"),
    ("｜｜", "||"),
    ("＋", "+"),
    ("－", "-"),
    ("−", "-"),
    ("–", "-"),
    ("（", "("),
    ("）", ")"),
    ("【", "["),
    ("】", "]"),
    ("［", "["),
    ("］", "]"),
    ("，", ","),
    ("、", ","),
    ("∧", "&&"),
    ("∨", "||"),
    ("¬", "!"),
];

/// Signs of things the language leaves out.
const LEFT_OUT: &[char] = &['*', '/', '%', '?', ':', '{', '}', '^', '~'];

/// Quotes that text editors make, each with the one that closes it.
const CURLY: &[(char, char)] = &[('“', '”'), ('”', '”'), ('‘', '’'), ('’', '’'), ('「', '」'), ('＂', '＂')];

/// The tokens of `text`, and the faults met on the way.
pub(crate) fn tokens(text: &str) -> (Vec<Token>, Vec<Fault>) {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new(), faults: Vec::new() };
    while let Some(first) = lexer.rest().chars().next() {
        lexer.token(first);
    }
    (lexer.tokens, lexer.faults)
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
    faults: Vec<Fault>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The leading part of the rest whose characters all `belong`, as a span.
    fn run(&self, belongs: impl Fn(char) -> bool) -> Range<usize> {
        let length = self.rest().find(|other| !belongs(other)).unwrap_or(self.rest().len());
        self.at..self.at + length
    }

    fn slice(&self, span: &Range<usize>) -> &'a str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    fn push(&mut self, kind: Kind, span: Range<usize>) {
        self.at = span.end;
        self.tokens.push(Token { kind, span });
    }

    fn fault(&mut self, span: Range<usize>, kind: FaultKind) {
        self.faults.push(Fault::new(span, kind));
    }

    fn token(&mut self, first: char) {
        let one = self.at..self.at + first.len_utf8();
        if matches!(first, ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{3000}') {
            self.at = one.end;
        } else if first.is_ascii_digit() {
            self.number();
        } else if first.is_ascii_alphabetic() || first == '_' {
            self.name();
        } else if first == '"' || first == '\'' {
            self.quoted(first);
        } else if let Some((_, close)) = CURLY.iter().find(|(open, _)| *open == first) {
            self.curly(first, *close);
        } else if !self.sign() {
            let given = first.to_string();
            if LEFT_OUT.contains(&first) || first == '.' {
                self.fault(one.clone(), FaultKind::NotInLanguage { given });
            } else {
                self.fault(one.clone(), FaultKind::StrangeCharacter { given: first });
            }
            self.push(Kind::Broken, one);
        }
    }

    fn sign(&mut self) -> bool {
        let rest = self.rest();
        // Ours first, but `===` and `=>` before `==` and `=`: the longer reading is what was meant.
        let other = OTHER_SIGNS.iter().find(|(sign, _)| rest.starts_with(sign));
        let ours = SIGNS.iter().find(|sign| rest.starts_with(**sign));
        match (ours, other) {
            (ours, Some((sign, write))) if ours.is_none_or(|ours| ours.len() < sign.len()) => {
                let span = self.at..self.at + sign.len();
                self.fault(span.clone(), FaultKind::OtherSpelling { given: (*sign).to_owned(), write });
                self.push(Kind::Sign(write), span);
                true
            }
            (Some(sign), _) => {
                self.push(Kind::Sign(sign), self.at..self.at + sign.len());
                true
            }
            _ => false,
        }
    }

    fn name(&mut self) {
        let span = self.run(|other| other.is_ascii_alphanumeric() || other == '_' || other == '.');
        let word = self.slice(&span);
        let write = match word {
            "and" | "AND" | "And" => "&&",
            "or" | "OR" | "Or" => "||",
            "not" | "NOT" | "Not" => "!",
            "TRUE" | "True" | "yes" => "true",
            "FALSE" | "False" | "no" => "false",
            "IN" => "in",
            _ => {
                if word == "null" || word.ends_with('.') || word.contains("..") {
                    self.fault(span.clone(), FaultKind::NotInLanguage { given: word.to_owned() });
                    return self.push(Kind::Broken, span);
                }
                return self.push(Kind::Name, span);
            }
        };
        self.fault(span.clone(), FaultKind::OtherSpelling { given: word.to_owned(), write });
        let is_sign = matches!(write, "&&" | "||" | "!");
        self.push(if is_sign { Kind::Sign(write) } else { Kind::Broken }, span);
    }

    /// Digits, with single `_` between them, and at once a unit if it is a length of time.
    fn number(&mut self) {
        let span = self.run(|other| other.is_ascii_alphanumeric() || other == '_' || other == '.');
        let word = self.slice(&span);
        let kind = match number(word) {
            Ok(kind) => kind,
            Err(fault) => {
                self.fault(span.clone(), fault);
                Kind::Broken
            }
        };
        self.push(kind, span);
    }

    fn quoted(&mut self, quote: char) {
        let inside = self.rest().get(1..).unwrap_or_default();
        let end = inside.find([quote, '\n']).filter(|end| inside[*end..].starts_with(quote));
        let Some(length) = end else {
            let line = self.run(|other| other != '\n');
            self.fault(line.clone(), FaultKind::UnclosedText);
            return self.push(Kind::Broken, line);
        };
        let span = self.at..self.at + length + 2;
        if inside
            .get(..length)
            .unwrap_or_default()
            .contains(|inner: char| inner == '\\' || inner.is_control())
        {
            self.fault(span.clone(), FaultKind::EscapeInText);
            return self.push(Kind::Broken, span);
        }
        self.push(Kind::Text, span);
    }

    /// The quotes of a word processor: reported, and read past their other end.
    fn curly(&mut self, open: char, close: char) {
        let inside = self.rest().get(open.len_utf8()..).unwrap_or_default();
        let end = inside.find(close).map_or(open.len_utf8(), |end| open.len_utf8() + end + close.len_utf8());
        let span = self.at..self.at + end;
        let write = if matches!(open, '‘' | '’') { "'" } else { "\"" };
        self.fault(span.clone(), FaultKind::OtherSpelling { given: open.to_string(), write });
        self.push(Kind::Broken, span);
    }
}

/// A number, or a length of time such as `72h`.
fn number(word: &str) -> Result<Kind, FaultKind> {
    let digits = word.find(|other: char| !other.is_ascii_digit() && other != '_').unwrap_or(word.len());
    let (count, unit) = word.split_at(digits);
    let well_grouped = count.split('_').all(|group| !group.is_empty());
    let padded = count.len() > 1 && count.starts_with('0');
    if unit.starts_with('.') || !well_grouped || padded {
        return Err(FaultKind::BadNumber { given: word.to_owned() });
    }
    let too_large = || FaultKind::NumberTooLarge { given: word.to_owned() };
    let count: i64 = count.replace('_', "").parse().map_err(|_| too_large())?;
    let seconds = match unit {
        "" => return Ok(Kind::Number(count)),
        "s" => 1,
        "min" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return Err(FaultKind::UnknownUnit { given: unit.to_owned() }),
    };
    count.checked_mul(seconds).map(Kind::Duration).ok_or_else(too_large)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        let (tokens, faults) = tokens(text);
        assert_eq!(faults, Vec::new());
        tokens.into_iter().map(|token| token.kind).collect()
    }

    #[test]
    fn numbers_and_lengths_of_time_are_read_with_their_units() {
        assert_eq!(
            kinds("100_000 72h 30min 5d 10s 0"),
            [
                Kind::Number(100_000),
                Kind::Duration(259_200),
                Kind::Duration(1_800),
                Kind::Duration(432_000),
                Kind::Duration(10),
                Kind::Number(0),
            ]
        );
    }

    #[test]
    fn every_sign_is_read_by_its_longest_form() {
        assert_eq!(kinds("<=<!=!"), [Kind::Sign("<="), Kind::Sign("<"), Kind::Sign("!="), Kind::Sign("!")]);
    }

    #[test]
    fn full_width_signs_are_reported_and_read_as_meant() {
        let (tokens, faults) = tokens("a ＞ 5 && b");
        assert_eq!(tokens[1].kind, Kind::Sign(">"));
        assert_eq!(faults[0].kind, FaultKind::OtherSpelling { given: "＞".to_owned(), write: ">" });
    }

    #[test]
    fn doubtful_numbers_are_faults() {
        for text in
            ["007", "1__0", "1_", "1.5", "5m", "1h30min", "99999999999999999999", "9223372036854775807d"]
        {
            let (_, faults) = tokens(text);
            assert_eq!(faults.len(), 1, "{text}");
        }
    }
}
