use memchr::{memchr, memchr2};

/// A piece of SQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// A bare word or number.
    Word(String),
    /// A name in backticks or brackets.
    Name(String),
    /// The text of a string, escapes resolved; `open` if the string goes on in the next token.
    Text {
        /// The text.
        text: String,
        /// Whether more of the same string follows.
        open: bool,
    },
    /// Any other character.
    Mark(char),
    /// The end of a statement.
    End,
}

impl Token {
    /// Whether it is this bare word; case does not count.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        matches!(self, Token::Word(given) if given.eq_ignore_ascii_case(word))
    }

    pub(crate) fn size(&self) -> usize {
        32 + match self {
            Token::Word(text) | Token::Name(text) | Token::Text { text, .. } => text.len(),
            Token::Mark(_) | Token::End => 0,
        }
    }
}

/// The longest bare word or name that is held whole, in bytes.
const LONGEST: usize = 1 << 16;

/// What the lexer stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Inside {
    #[default]
    Nothing,
    Text(char),
    /// `$$…$$` or `$tag$…$tag$` of PostgreSQL, `q'[…]'` of Oracle: no character in it means anything.
    Dollar,
    Block,
    Line,
}

/// The longest comment that is held whole, in bytes; a longer one is looked at in pieces of this size.
const REMARK: usize = 1 << 16;

/// The longest line on which `GO` stands alone, and the longest tag between dollars, in bytes.
const SHORT: usize = 64;

/// Cuts text into tokens, however it comes in pieces. Comments are no tokens and are kept aside, the content of
/// `/*!…*/` is read.
#[derive(Debug, Default)]
pub(crate) struct Lexer {
    buffer: String,
    at: usize,
    /// Bytes of text before `buffer`.
    before: u64,
    begins: u64,
    inside: Inside,
    /// Inside `/*! … */`.
    conditional: bool,
    /// What ends a statement, where `DELIMITER` changed it.
    delimiter: Option<String>,
    delimiter_follows: bool,
    /// Whether a backslash is a character like any other (`NO_BACKSLASH_ESCAPES`).
    plain_backslash: bool,
    /// Whether a backslash escapes in the string at hand.
    escapes: bool,
    /// The last token was the word `E`: a string right behind it has escapes.
    introduced: bool,
    /// The last token was the word `q` of Oracle: a string right behind it ends at a sign of its own.
    alternative: bool,
    /// What ends the string between dollars, or of Oracle.
    tag: String,
    /// Whether something stands before on the line at hand; whether nothing stood before the last token on its.
    mid_line: bool,
    leads: bool,
    /// The comment at hand, and those that ended.
    remark: String,
    remarks: Vec<String>,
}

/// What one step of the lexer found.
enum Step {
    Token(Token),
    Skipped,
    More,
}

impl Lexer {
    pub(crate) fn feed(&mut self, text: &str) {
        self.buffer.push_str(text);
    }

    /// Forgets what was read.
    pub(crate) fn compact(&mut self) {
        self.buffer.drain(..self.at);
        self.before += self.at as u64;
        self.at = 0;
    }

    /// Where the last token began, in bytes of decoded text.
    pub(crate) fn token_begins(&self) -> u64 {
        self.begins
    }

    /// Whether text ended inside a string or a comment.
    pub(crate) fn is_inside(&self) -> bool {
        matches!(self.inside, Inside::Text(_) | Inside::Dollar | Inside::Block)
    }

    /// Whether the last token was the first of its line, and statements end as they do without `DELIMITER`.
    pub(crate) fn leads_line(&self) -> bool {
        self.leads && self.delimiter.is_none()
    }

    /// The comments that ended since this was asked last.
    pub(crate) fn take_remarks(&mut self) -> Vec<String> {
        std::mem::take(&mut self.remarks)
    }

    /// After the word DELIMITER: the rest of the line is what ends statements from here on.
    pub(crate) fn read_delimiter(&mut self) {
        self.delimiter_follows = true;
    }

    /// Whether a backslash in a string is a character like any other from here on.
    pub(crate) fn set_plain_backslash(&mut self, plain: bool) {
        self.plain_backslash = plain;
    }

    /// The next token; `None` if the text at hand holds no whole one. `last`: no text will follow.
    pub(crate) fn next(&mut self, in_values: bool, last: bool) -> Option<Token> {
        loop {
            if self.at >= self.buffer.len() && !(last && matches!(self.inside, Inside::Text(_))) {
                return None;
            }
            let step = match self.inside {
                Inside::Text(quote) => self.text(quote, last),
                Inside::Dollar => self.dollar_text(last),
                Inside::Block => self.block(last),
                Inside::Line => self.line(),
                Inside::Nothing if self.delimiter_follows => self.delimiter_line(last),
                Inside::Nothing => self.nothing(in_values, last),
            };
            match step {
                Step::Token(token) => {
                    self.mid_line = true;
                    return Some(token);
                }
                Step::Skipped => {}
                Step::More => return None,
            }
        }
    }

    /// The text at hand that was not read yet.
    pub(crate) fn rest(&self) -> &str {
        &self.buffer[self.at..]
    }

    /// Where that text begins, in bytes of decoded text.
    pub(crate) fn place(&self) -> u64 {
        self.before + self.at as u64
    }

    /// Whether what follows is plain: no string, comment or name was begun, and a `;` ends statements.
    pub(crate) fn is_plain(&self) -> bool {
        self.inside == Inside::Nothing && self.delimiter.is_none() && !self.delimiter_follows
    }

    /// Passes over so many bytes of it.
    pub(crate) fn pass(&mut self, bytes: usize) {
        self.at += bytes;
        self.mid_line |= bytes > 0;
    }

    /// Passes over the rest of the line; `false` if its end is not at hand.
    pub(crate) fn pass_line(&mut self) -> bool {
        let end = self.rest().find('\n');
        self.at = end.map_or(self.buffer.len(), |end| self.at + end + 1);
        self.mid_line = end.is_none();
        end.is_some()
    }

    fn begin(&mut self) {
        self.begins = self.before + self.at as u64;
        self.leads = !self.mid_line;
        (self.introduced, self.alternative) = (false, false);
    }

    fn skip(&mut self, bytes: usize) -> Step {
        self.at += bytes;
        Step::Skipped
    }

    fn mark(&mut self, mark: char) -> Step {
        self.begin();
        self.at += mark.len_utf8();
        Step::Token(Token::Mark(mark))
    }

    fn nothing(&mut self, in_values: bool, last: bool) -> Step {
        let rest = self.rest();
        let blank =
            rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').len();
        if blank > 0 {
            self.mid_line &= memchr(b'\n', &rest.as_bytes()[..blank]).is_none();
            (self.introduced, self.alternative) = (false, false);
            return self.skip(blank);
        }
        if !last && rest.len() < 3 {
            return Step::More;
        }
        if let Some(step) = self.statement_end() {
            return step;
        }
        if !self.mid_line
            && let Some(step) = self.batch_end(last)
        {
            return step;
        }
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return Step::More };
        match first {
            '\'' if self.alternative && alternative_end(rest).is_some() => self.alternative_text(),
            '\'' | '"' => {
                self.escapes = !self.plain_backslash || self.introduced;
                self.begin();
                self.inside = Inside::Text(first);
                self.skip(1)
            }
            '`' => self.name('`', last),
            '[' if !in_values => self.name(']', last),
            '#' => self.enter(Inside::Line, 1),
            '-' if rest.starts_with("--") && rest[2..].chars().next().is_none_or(char::is_whitespace) => {
                self.enter(Inside::Line, 2)
            }
            '/' if rest.starts_with("/*") => self.comment(last),
            '$' => self.dollar(in_values, last),
            '*' if self.conditional && rest.starts_with("*/") => {
                self.conditional = false;
                self.skip(2)
            }
            '(' | ')' | ',' | '=' | '*' | ';' => self.mark(first),
            '.' if !in_values => self.mark(first),
            _ => self.word(in_values, last),
        }
    }

    fn enter(&mut self, inside: Inside, bytes: usize) -> Step {
        self.inside = inside;
        self.skip(bytes)
    }

    fn statement_end(&mut self) -> Option<Step> {
        let delimiter = self.delimiter.as_deref().unwrap_or(";");
        if !self.rest().starts_with(delimiter) {
            return None;
        }
        let len = delimiter.len();
        self.begin();
        self.at += len;
        Some(Step::Token(Token::End))
    }

    /// `GO` of SQL Server and `/` of Oracle, alone on a line, end a statement. Both write backslashes plainly.
    fn batch_end(&mut self, last: bool) -> Option<Step> {
        let rest = self.rest();
        let begins = match rest.as_bytes() {
            [b'/', after, ..] => after.is_ascii_whitespace(),
            [b'/'] => true,
            [b'G' | b'g', b'O' | b'o', after, ..] => after.is_ascii_whitespace() || *after == b';',
            [b'G' | b'g', b'O' | b'o'] => true,
            _ => false,
        };
        if !begins || self.delimiter.is_some() {
            return None;
        }
        let line = &rest.as_bytes()[..rest.len().min(SHORT)];
        let end = match memchr(b'\n', line) {
            Some(end) => end,
            None if rest.len() >= SHORT => return None,
            None if last => rest.len(),
            None => return Some(Step::More),
        };
        let times = rest[..end].trim_start_matches(['/', 'G', 'g', 'O', 'o']);
        if times.contains(|sign: char| !sign.is_whitespace() && !sign.is_ascii_digit() && sign != ';') {
            return None;
        }
        self.begin();
        self.at += end;
        self.plain_backslash = true;
        Some(Step::Token(Token::End))
    }

    /// What begins with a dollar: a string between tags, or a word.
    fn dollar(&mut self, in_values: bool, last: bool) -> Step {
        let rest = self.rest();
        let tag = rest[1..].find(|sign: char| !sign.is_alphanumeric() && sign != '_').map(|end| end + 1);
        match tag {
            None if !last && rest.len() < SHORT => Step::More,
            Some(end) if end < SHORT && rest[end..].starts_with('$') => {
                self.tag = rest[..=end].to_owned();
                self.begin();
                self.enter(Inside::Dollar, end + 1)
            }
            _ => self.word(in_values, last),
        }
    }

    /// `q'[it's]'` of Oracle: what is between the signs, which may be any.
    fn alternative_text(&mut self) -> Step {
        let Some((begins, tag)) = alternative_end(self.rest()) else { return Step::More };
        self.tag = tag;
        self.begin();
        self.enter(Inside::Dollar, begins)
    }

    fn dollar_text(&mut self, last: bool) -> Step {
        let rest = self.rest();
        if let Some(end) = rest.find(&self.tag) {
            let text = rest[..end].to_owned();
            self.at += end + self.tag.len();
            self.inside = Inside::Nothing;
            return Step::Token(Token::Text { text, open: false });
        }
        // The end of what is at hand may be the beginning of the tag.
        let end =
            if last { rest.len() } else { floor(rest, (rest.len() + 1).saturating_sub(self.tag.len())) };
        let text = rest[..end].to_owned();
        self.at += end;
        if text.is_empty() { Step::More } else { Step::Token(Token::Text { text, open: true }) }
    }

    fn delimiter_line(&mut self, last: bool) -> Step {
        let rest = self.rest();
        let Some(end) = rest.find('\n').or(last.then_some(rest.len())).or((rest.len() > 256).then_some(0))
        else {
            return Step::More;
        };
        let given = rest[..end].trim();
        self.delimiter = (!given.is_empty() && given != ";").then(|| given.to_owned());
        self.delimiter_follows = false;
        self.skip(end)
    }

    fn comment(&mut self, last: bool) -> Step {
        let rest = self.rest();
        if !rest.starts_with("/*!") && !rest.starts_with("/*M!") {
            return self.enter(Inside::Block, 2);
        }
        let start = rest.find('!').unwrap_or(2) + 1;
        let digits = rest[start..].bytes().take_while(u8::is_ascii_digit).count();
        if !last && start + digits == rest.len() {
            return Step::More;
        }
        self.conditional = true;
        self.skip(start + digits.min(6))
    }

    fn block(&mut self, last: bool) -> Step {
        match self.rest().find("*/") {
            Some(end) => {
                self.inside = Inside::Nothing;
                self.hold_remark(end);
                self.end_remark();
                self.skip(end + 2)
            }
            None => {
                // A star at the end may be the first half.
                let keep = usize::from(!last && self.rest().ends_with('*'));
                let all = self.rest().len() - keep;
                self.hold_remark(all);
                self.at += all;
                Step::More
            }
        }
    }

    fn line(&mut self) -> Step {
        match self.rest().find('\n') {
            Some(end) => {
                self.inside = Inside::Nothing;
                self.mid_line = false;
                self.hold_remark(end);
                self.end_remark();
                self.skip(end + 1)
            }
            None => {
                self.hold_remark(self.rest().len());
                self.at = self.buffer.len();
                Step::More
            }
        }
    }

    /// Keeps the next bytes, which are of a comment.
    fn hold_remark(&mut self, bytes: usize) {
        self.remark.push_str(&self.buffer[self.at..self.at + bytes]);
        if self.remark.len() >= REMARK {
            self.end_remark();
        }
    }

    /// Ends the comment at hand, at its end or at the end of the text.
    pub(crate) fn end_remark(&mut self) {
        // What holds neither a number nor an address is let go here.
        let holds = self.remark.bytes().any(|byte| byte == b'@' || byte.is_ascii_digit() || !byte.is_ascii());
        if holds {
            self.remarks.push(std::mem::take(&mut self.remark));
        }
        self.remark.clear();
    }

    fn name(&mut self, close: char, last: bool) -> Step {
        self.begin();
        let rest = &self.buffer[self.at + 1..];
        let mut from = 0;
        while let Some(found) = rest[from..].find(close) {
            let end = from + found;
            let after = &rest[end + 1..];
            if after.is_empty() && !last {
                return Step::More;
            }
            if !after.starts_with(close) {
                let name = rest[..end].replace(&format!("{close}{close}"), &close.to_string());
                self.at += end + 2;
                return Step::Token(Token::Name(name));
            }
            from = end + 2;
        }
        if rest.len() < LONGEST && !last {
            return Step::More;
        }
        // No name is that long: the character stands for itself.
        let first = self.rest().chars().next().unwrap_or(' ');
        self.mark(first)
    }

    fn word(&mut self, in_values: bool, last: bool) -> Step {
        self.begin();
        let rest = self.rest();
        let stops = |c: char| match c {
            '(' | ')' | ',' | ';' | '\'' | '"' | '`' | '=' | '*' | '#' => true,
            '.' | '[' => !in_values,
            c => c.is_whitespace(),
        };
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let mut end = rest[first..].find(stops).map(|found| first + found);
        if end.is_none() && (last || rest.len() >= LONGEST) {
            end = Some(rest.len());
        }
        let Some(mut end) = end else { return Step::More };
        if let Some(comment) = rest[first..end].find("/*") {
            end = first + comment;
        }
        if let Some(delimiter) = &self.delimiter
            && let Some(found) = rest[..end].find(delimiter.as_str())
        {
            end = found.max(first);
        }
        let word = rest[..end].to_owned();
        self.at += end;
        self.introduced = word.eq_ignore_ascii_case("E");
        self.alternative = is_alternative(&word);
        Step::Token(Token::Word(word))
    }

    /// The body of a string: up to its end, or as far as text is at hand.
    fn text(&mut self, quote: char, last: bool) -> Step {
        let mut text = String::new();
        loop {
            let rest = &self.buffer[self.at..];
            let escape = if self.escapes { b'\\' } else { quote as u8 };
            let Some(stop) = memchr2(quote as u8, escape, rest.as_bytes()) else {
                text.push_str(rest);
                self.at = self.buffer.len();
                break;
            };
            text.push_str(&rest[..stop]);
            self.at += stop;
            let mut following = rest[stop + 1..].chars();
            match (rest.as_bytes()[stop], following.next()) {
                (_, None) if !last => break,
                (b'\\', None) => self.at += 1,
                (b'\\', Some(escaped)) => {
                    self.at += 1 + escaped.len_utf8();
                    text.push_str(&unescape(escaped));
                }
                (_, Some(next)) if next == quote => {
                    self.at += 2;
                    text.push(quote);
                }
                _ => {
                    self.at += 1;
                    self.inside = Inside::Nothing;
                    return Step::Token(Token::Text { text, open: false });
                }
            }
        }
        if text.is_empty() { Step::More } else { Step::Token(Token::Text { text, open: true }) }
    }
}

/// `q` and `nq`: a string right behind it is written as Oracle's alternative quoting has it.
pub(super) fn is_alternative(word: &str) -> bool {
    word.eq_ignore_ascii_case("q") || word.eq_ignore_ascii_case("nq")
}

/// How many bytes stand before such a string, and what ends it; `rest` begins with its quote.
fn alternative_end(rest: &str) -> Option<(usize, String)> {
    let sign = rest[1..].chars().next().filter(|sign| !sign.is_whitespace() && *sign != '\'')?;
    let closes = match sign {
        '[' => ']',
        '{' => '}',
        '(' => ')',
        '<' => '>',
        other => other,
    };
    Some((1 + sign.len_utf8(), format!("{closes}'")))
}

/// The boundary of characters at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// What a backslash and a character stand for in MySQL.
fn unescape(escaped: char) -> String {
    match escaped {
        '0' => "\0".to_owned(),
        'b' => "\u{8}".to_owned(),
        'n' => "\n".to_owned(),
        'r' => "\r".to_owned(),
        't' => "\t".to_owned(),
        'Z' => "\u{1a}".to_owned(),
        // Both keep their backslash outside patterns.
        '%' | '_' => format!("\\{escaped}"),
        other => other.to_string(),
    }
}
