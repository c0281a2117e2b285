//! Whether a text is a list of log-ins and passwords, and how its lines are cut.

use crate::column::{are_secrets, read_columns};
use crate::identifier::Class;

/// Signs that stand for nothing else between an address of mail and what follows it, the longest first.
const TRADED: [&str; 4] = ["----", "=>", "--", ":"];
/// Signs that also part the cells of tables.
const OF_TABLES: [&str; 4] = ["|", ";", "\t", ","];
/// How many lines are looked at, and the longest that is one of a list, in bytes.
const LINES: usize = 200;
const LONGEST: usize = 1 << 10;
/// The digits a telephone number has, with its country.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// How the lines of a list are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    sign: &'static str,
}

/// A line of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts<'t> {
    pub(super) site: &'t str,
    pub(super) login: &'t str,
    pub(super) secret: &'t str,
}

/// What a log-in is, where its form tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Login {
    Email,
    Phone,
}

impl Login {
    pub(super) fn of(text: &str) -> Option<Login> {
        let digits = text.strip_prefix('+').unwrap_or(text);
        if DIGITS.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Login::Phone);
        }
        let (local, domain) = text.split_once('@')?;
        let address = !local.is_empty() && domain.contains('.') && !domain.contains('@');
        (address && !text.contains([' ', '<', '"', '\'', ':', '/'])).then_some(Login::Email)
    }
}

impl Shape {
    /// The parts of a line; `None` if it is none of a list.
    pub(super) fn parts<'t>(&self, line: &'t str) -> Option<Parts<'t>> {
        if line.len() > LONGEST {
            return None;
        }
        let (site, rest) = if self.sign == ":" { site(line) } else { ("", line) };
        let (login, secret) = rest.split_once(self.sign)?;
        let (login, secret) = (login.trim(), secret.trim());
        (!login.is_empty() && !login.contains(' ')).then_some(Parts { site, login, secret })
    }
}

/// The address of a page before the log-in, where there is one, and what follows it.
fn site(line: &str) -> (&str, &str) {
    let Some(from) = line.find("://").map(|at| at + 3) else { return ("", line) };
    let mut ends = memchr::memchr_iter(b':', line.as_bytes()).filter(|at| *at >= from);
    let Some(first) = ends.next() else { return ("", line) };
    // `host:8443/path:log-in:secret`
    let port = line[first + 1..].find(|sign: char| !sign.is_ascii_digit());
    let port = port.filter(|len| (1..=5).contains(len) && line[first + 1 + len..].starts_with(['/', ':']));
    let end =
        if port.is_some() { ends.next().filter(|_| ends.next().is_some()).unwrap_or(first) } else { first };
    (&line[..end], &line[end + 1..])
}

impl Parts<'_> {
    /// Whether they are the names of the columns: `email:password`.
    pub(super) fn are_names(&self) -> bool {
        self.login.len() <= 20
            && self.secret.len() <= 20
            && self.login.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
            && read_columns(None, Some(&[self.secret]), &[], None)
                .iter()
                .any(|meaning| meaning.class == Some(Class::Credential))
    }

    fn has_secret(&self) -> bool {
        !self.secret.is_empty() && !self.secret.contains(char::is_whitespace) && self.secret.len() <= 256
    }

    /// A name of an account, and the hash of its password.
    fn is_hashed(&self) -> bool {
        let named = |sign: char| sign.is_alphanumeric() || "._-@\\$".contains(sign);
        self.login.len() <= 64
            && self.login.chars().all(named)
            && self.secret.split([':', '|', ';']).any(is_hash)
    }
}

/// The shape of the list that a text is; `None` for any other text.
pub(crate) fn detect(head: &str, whole: bool) -> Option<Shape> {
    let mut lines: Vec<&str> = head.lines().take(LINES + 1).collect();
    if !whole || lines.len() > LINES {
        lines.pop();
    }
    let bare = lines.iter().map(|line| line.trim_start_matches('\u{feff}').trim());
    let lines: Vec<&str> = bare.filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let traded = TRADED.into_iter().map(|sign| Shape { sign }).find(|shape| is_traded(*shape, &lines));
    traded.or_else(|| OF_TABLES.into_iter().map(|sign| Shape { sign }).find(|shape| is_table(*shape, &lines)))
}

/// The lines that a shape cuts, but for names of columns; `None` if that are less than nine in ten.
fn cut<'t>(shape: Shape, lines: &[&'t str], fits: impl Fn(&Parts<'t>) -> bool) -> Option<Vec<Parts<'t>>> {
    let parts = lines.iter().filter_map(|line| shape.parts(line)).filter(fits).collect::<Vec<Parts<'t>>>();
    (parts.len() >= 2 && parts.len() * 10 >= (lines.len() - 1).max(1) * 9).then_some(parts)
}

fn is_traded(shape: Shape, lines: &[&str]) -> bool {
    let reached = |parts: &Parts<'_>| {
        parts.has_secret() && (Login::of(parts.login).is_some() || !parts.site.is_empty())
    };
    let hashed = |parts: &Parts<'_>| shape.sign == ":" && parts.is_hashed();
    if let Some(parts) = cut(shape, lines, reached) {
        // Two ways to reach somebody are no password.
        let ways = parts.iter().filter(|parts| Login::of(parts.secret).is_some()).count();
        return ways * 2 < parts.len() && !has_more(shape, &parts);
    }
    cut(shape, lines, hashed).is_some()
}

/// Whether the secrets hold further cells, as many in each line: then the lines are rows of a table. A hash may have its salt.
fn has_more(shape: Shape, parts: &[Parts<'_>]) -> bool {
    let further = |parts: &Parts<'_>| parts.secret.matches(shape.sign).count();
    let hashed = |parts: &Parts<'_>| parts.secret.split(shape.sign).next().is_some_and(is_hash);
    let Some(first) = parts.first().map(further).filter(|first| *first > 0) else { return false };
    let alike = parts.iter().filter(|parts| further(parts) == first).count();
    let salted = first == 1 && parts.iter().filter(|parts| hashed(parts)).count() * 2 > parts.len();
    parts.len() >= 3 && alike * 10 >= parts.len() * 9 && !salted
}

/// Between cells, secrets must look like such: letters, digits and signs mixed, in no common pattern.
fn is_table(shape: Shape, lines: &[&str]) -> bool {
    let fits = |parts: &Parts<'_>| {
        Login::of(parts.login) == Some(Login::Email)
            && parts.has_secret()
            && !parts.secret.contains(['@', '|', ';', '\t', ','])
    };
    let Some(parts) = cut(shape, lines, fits) else { return false };
    let hashes = parts.iter().filter(|parts| is_hash(parts.secret)).count();
    are_secrets(parts.iter().map(|parts| parts.secret)) || hashes * 10 >= parts.len() * 9
}

/// Hexadecimal digits as many as common hashes have, or one with its method before it (`$2y$10$…`).
fn is_hash(secret: &str) -> bool {
    let hex = matches!(secret.len(), 32 | 40 | 56 | 64 | 96 | 128)
        && secret.bytes().all(|byte| byte.is_ascii_hexdigit());
    let told = |method: &str| secret.strip_prefix(method).is_some_and(|rest| rest.len() >= 20);
    let methods =
        ["$1$", "$2a$", "$2b$", "$2y$", "$5$", "$6$", "$7$", "$y$", "$P$", "$H$", "$S$", "$apr1$", "$argon2"];
    hex || methods.into_iter().any(told)
        || secret.starts_with("pbkdf2_sha256$")
        || secret.starts_with("{SSHA}")
}
