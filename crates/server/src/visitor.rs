//! Who asks: the session of the cookie, the person behind it, the language they read.

use axum::http::{HeaderMap, header};
use desk::Person;
use jiff::Timestamp;
use messages::Language;
use plan::{Plan, Right};
use store::Session;

use crate::house::{House, token_digest};
use crate::once::session_token;
use crate::reply::Refusal;
use crate::security::same;

/// The cookie that holds the session's token.
pub(crate) const SESSION_COOKIE: &str = "stanch_session";
/// The cookie that holds the language somebody chose.
pub(crate) const LANGUAGE_COOKIE: &str = "stanch_language";
/// The cookie that holds the theme somebody chose.
pub(crate) const THEME_COOKIE: &str = "stanch_theme";

/// A session ends after twelve hours: a shift, and the hand-over to the next.
pub(crate) const SESSION_HOURS: i64 = 12;
/// A session that is in use is noted once in a minute, not at every request.
const SEEN_EVERY_US: i64 = 60_000_000;

/// Who asks.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    /// The language they read.
    pub(crate) language: Language,
    /// `light` or `dark` if they chose one; else their system decides.
    pub(crate) theme: Option<&'static str>,
    /// Who is signed in.
    pub(crate) signed_in: Option<SignedIn>,
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn {
    /// Who.
    pub(crate) person: Person,
    /// In which session.
    pub(crate) session: Session,
    /// Digest of the session's token.
    pub(crate) token: [u8; 32],
}

impl SignedIn {
    /// What each form of this session carries; a stamp of its own follows it (`once`).
    pub(crate) fn form_token(&self) -> String {
        hex(&self.session.form_token)
    }

    /// Whether a form carries this session's token.
    pub(crate) fn sent(&self, token: &str) -> bool {
        same(self.form_token().as_bytes(), session_token(token).as_bytes())
    }

    /// The person's roles that hold a right in a plan, the usual one first.
    pub(crate) fn roles_with(&self, right: Right, plan: &Plan) -> impl Iterator<Item = &str> {
        let holds = move |role: &&String| plan.role(role).is_some_and(|role| role.rights.contains(&right));
        self.person.roles.iter().filter(holds).map(String::as_str)
    }

    /// The first of the person's roles that holds a right in a plan.
    pub(crate) fn role_with(&self, right: Right, plan: &Plan) -> Option<&str> {
        self.roles_with(right, plan).next()
    }

    /// The role an act is done in: one that holds the right, or the refusal.
    pub(crate) fn acting(&self, right: Right, plan: &Plan) -> Result<incident::Actor, Refusal> {
        let role = self.role_with(right, plan).ok_or(Refusal::NoRight(right))?;
        Ok(crate::reply::actor(role, &self.person.login))
    }
}

impl Visitor {
    /// Somebody who is signed in, or the refusal.
    pub(crate) fn signed_in(&self) -> Result<&SignedIn, Refusal> {
        self.signed_in.as_ref().ok_or(Refusal::SignIn)
    }

    /// Reads who asks from the request's headers.
    pub(crate) fn of(headers: &HeaderMap, house: &House, now: Timestamp) -> Result<Visitor, Refusal> {
        let mut visitor =
            Visitor { signed_in: signed_in(headers, house, now)?, ..Visitor::stranger(headers) };
        if let (None, Some(told)) =
            (chosen(headers), house.config.demo.as_ref().and_then(|demo| demo.language))
        {
            visitor.language = told;
        }
        Ok(visitor)
    }

    /// Somebody of whom only the language and the theme are asked.
    pub(crate) fn stranger(headers: &HeaderMap) -> Visitor {
        let theme = match cookie(headers, THEME_COOKIE) {
            Some("dark") => Some("dark"),
            Some("light") => Some("light"),
            _ => None,
        };
        Visitor { language: language(headers), theme, signed_in: None }
    }
}

/// Bytes in hex, lower case.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn signed_in(headers: &HeaderMap, house: &House, now: Timestamp) -> Result<Option<SignedIn>, Refusal> {
    let Some(token) = cookie(headers, SESSION_COOKIE) else { return Ok(None) };
    let token = token_digest(token);
    let now_us = now.as_microsecond();
    let Some(session) = house.accounts.session(&token, now_us)? else { return Ok(None) };
    let person = house.desk.person(&session.person)?.filter(|person| !person.retired);
    if now_us - session.seen_us > SEEN_EVERY_US {
        house.accounts.seen(&token, now_us)?;
    }
    Ok(person.map(|person| SignedIn { person, session, token }))
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then_some(value)
    })
}

/// The language somebody chose.
fn chosen(headers: &HeaderMap) -> Option<Language> {
    cookie(headers, LANGUAGE_COOKIE).and_then(|tag| tag.parse().ok())
}

/// The language somebody chose, else the first one of their browser's that we are complete in, else English.
fn language(headers: &HeaderMap) -> Language {
    if let Some(chosen) = chosen(headers) {
        return chosen;
    }
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|line| line.to_str().ok()).unwrap_or("");
    let mut tags: Vec<(&str, f32)> = accepted.split(',').map(weighted).collect();
    tags.sort_by(|a, b| b.1.total_cmp(&a.1));
    tags.iter()
        .filter(|(_, weight)| *weight > 0.0)
        .find_map(|(tag, _)| tag.parse().ok().or_else(|| nearest(tag)))
        .unwrap_or(Language::English)
}

/// Of a language we are not complete in, the one that its readers read too: traditional Chinese has no texts yet.
fn nearest(tag: &str) -> Option<Language> {
    let primary = tag.split('-').next().unwrap_or_default();
    primary.eq_ignore_ascii_case("zh").then_some(Language::SimplifiedChinese)
}

fn weighted(part: &str) -> (&str, f32) {
    let (tag, weight) = part.split_once(";q=").unwrap_or((part, "1"));
    (tag.trim(), weight.trim().parse().unwrap_or(0.0))
}

/// A cookie's line: for this site alone, out of reach of scripts.
pub(crate) fn cookie_line(name: &str, value: &str, max_age_s: i64, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_s}{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn asks(lines: &[(header::HeaderName, &'static str)]) -> Language {
        let lines = lines.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
        language(&lines.collect())
    }

    #[test]
    fn the_chosen_language_comes_before_the_browsers_and_the_browsers_by_weight() {
        let accept = header::ACCEPT_LANGUAGE;
        assert_eq!(asks(&[]), Language::English);
        assert_eq!(asks(&[(accept.clone(), "zh-CN,zh;q=0.9,en;q=0.8")]), Language::SimplifiedChinese);
        assert_eq!(asks(&[(accept.clone(), "fr, zh;q=0.3, en;q=0.8")]), Language::English);
        assert_eq!(asks(&[(accept.clone(), "zh;q=0, *")]), Language::English);
        for traditional in ["zh-TW", "zh-Hant-HK,zh;q=0.9,en;q=0.8", "ZH-hk, en;q=0.5"] {
            assert_eq!(asks(&[(accept.clone(), traditional)]), Language::SimplifiedChinese, "{traditional}");
        }
        assert_eq!(asks(&[(accept.clone(), "en, zh-TW;q=0.9")]), Language::English);
        let chosen = (header::COOKIE, "a=b; stanch_language=zh-Hans");
        assert_eq!(asks(&[(accept, "en"), chosen]), Language::SimplifiedChinese);
    }
}
