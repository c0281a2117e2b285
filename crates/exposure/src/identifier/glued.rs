//! Where an e-mail address ends that is glued to other values: the usual form of traded lists is
//! `mail----password`, `user--phone--mail`, `mail|password|ip`, `email=mail&pw=…`.
//!
//! What a name server or a mail server would allow is more than people have: two hyphens inside a local part or
//! in front of a domain's last label are far more often a separator. Either way one address is counted; cutting
//! keeps the password out of it and the phone number beside it in sight.

use super::email::is_top_level;

/// Top-level domains so common that a single hyphen or a low line behind them ends the address: those of the
/// leaks of the five languages we read. Source: our own choice out of the root zone, 2026-11.
const COMMON: [&str; 11] = ["com", "net", "org", "edu", "gov", "info", "cn", "ru", "vn", "hk", "tw"];

/// Signs a local part may hold by RFC 5321 and that stand between values in lists.
const BETWEEN: &[u8] = b"|/#?{}`~^!%";
/// Digits of the shortest number that is more than the beginning of a local part: a mobile of mainland China.
const NUMBER: usize = 11;

/// How many bytes at the beginning of a local part as written are another value: what stands before the last
/// separator, if anything stands behind it.
pub(super) fn before(local: &[u8]) -> usize {
    let hyphens = local.windows(3).rposition(|three| three.starts_with(b"--") && three[2] != b'-');
    let hyphens = hyphens.map_or(0, |place| place + 2);
    let inner = local.get(..local.len().saturating_sub(1)).unwrap_or_default();
    let sign = inner.iter().rposition(|byte| BETWEEN.contains(byte)).map_or(0, |place| place + 1);
    let cut = hyphens.max(sign);
    let cut = cut + number(&local[cut..]);
    cut + key(&local[cut..])
}

/// Whether another value surely stands before an address in what is written as its local part: what lists part by hyphens, a
/// number, a word for an address.
pub(super) fn is_glued(local: &[u8]) -> bool {
    const WORDS: [&[u8]; 8] = [b"email", b"mail", b"e_mail", b"login", b"user", b"username", b"to", b"from"];
    let (other, _) = local.split_at(before(local));
    let other =
        other.strip_suffix(b"=").or_else(|| other.split_last().map(|(_, rest)| rest)).unwrap_or(other);
    let last =
        other.rsplit(|byte| BETWEEN.contains(byte) || matches!(byte, b'&' | b'=')).next().unwrap_or_default();
    let number = last.len() >= 7 && last.iter().all(u8::is_ascii_digit);
    local.windows(2).any(|two| two == b"--")
        || number
        || WORDS.iter().any(|word| last.eq_ignore_ascii_case(word))
}

/// The length of `13800138000&` at the beginning.
fn number(local: &[u8]) -> usize {
    let digits = local.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let letter = usize::from(matches!(local.get(digits), Some(b'x' | b'X')));
    let parted = matches!(local.get(digits + letter), Some(b'&' | b'=')) && local.len() > digits + letter + 1;
    if digits >= NUMBER && parted { digits + letter + 1 } else { 0 }
}

/// The length of `email=` or `id=5&email=` at the beginning. What is no word before the `=` belongs to the
/// address: lists of mail write `bounce+li=example.com@…`.
fn key(local: &[u8]) -> usize {
    let inner = local.get(..local.len().saturating_sub(1)).unwrap_or_default();
    let Some(equals) = inner.iter().rposition(|byte| *byte == b'=') else { return 0 };
    let word = local[..equals].rsplit(|byte| *byte == b'&').next().unwrap_or_default();
    let is_word = !word.is_empty() && word.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b'_');
    if is_word { equals + 1 } else { 0 }
}

/// The length of a Chinese word for an address that stands right before one: `邮箱zz0`.
pub(super) fn label(local: &str) -> usize {
    let end = local.find(|letter: char| letter.is_ascii()).unwrap_or(0);
    if local[..end].ends_with(['箱', '件', '邮', '郵', '址']) { end } else { 0 }
}

/// Where in a label behind the first a top-level domain ends and a separator of hyphens begins: its length, and
/// whether the address surely ends there. If not, it does only if no top-level domain follows:
/// `a@mail.com-pany.org`.
pub(super) fn cut(label: &str) -> Option<(usize, bool)> {
    // The two hyphens of `xn--` separate nothing, and a name in that form may hold single ones.
    let named = label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--"));
    let length = if named { label[4..].find("--")? + 4 } else { label.find('-')? };
    let head = &label[..length];
    if !is_top_level(head) {
        return None;
    }
    let hyphens = label[length..].bytes().take_while(|byte| *byte == b'-').count();
    let known = named || head.len() == 2 || is_common(head);
    match hyphens {
        // A label does not end with a hyphen.
        _ if length + hyphens == label.len() => Some((length, true)),
        1 => is_common(head).then_some((length, false)),
        2 => Some((length, known)),
        _ => Some((length, true)),
    }
}

fn is_common(label: &str) -> bool {
    COMMON.iter().any(|known| known.eq_ignore_ascii_case(label))
}

/// Whether the last label of a domain is a common top-level domain.
pub(super) fn ends_in_common(domain: &[u8]) -> bool {
    let last = domain.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    COMMON.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(last))
}
