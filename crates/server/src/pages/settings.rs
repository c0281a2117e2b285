//! The reader's language and theme, kept in their browser.

use messages::Language;

use super::sign_in::way_back;
use crate::ask::Ask;
use crate::house::House;
use crate::reply::{Refusal, Reply};
use crate::visitor::{LANGUAGE_COOKIE, THEME_COOKIE, cookie_line};

const YEAR_S: i64 = 365 * 24 * 3600;

/// `POST /settings`: `language` (tag) or `theme` (word), and `back`.
pub(super) fn change(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let secure = house.config.secure;
    let to = way_back(ask.form.get("back"));
    let language: Option<Language> = ask.form.get("language").and_then(|tag| tag.parse().ok());
    if let Some(language) = language {
        let cookie = cookie_line(LANGUAGE_COOKIE, language.tag(), YEAR_S, secure);
        return Ok(Reply::SignedIn { to, cookie });
    }
    let (word, age) = match ask.form.get("theme") {
        Some("light") => ("light", YEAR_S),
        Some("dark") => ("dark", YEAR_S),
        Some("system") => ("", 0),
        _ => return Ok(Reply::SeeOther(to)),
    };
    Ok(Reply::SignedIn { to, cookie: cookie_line(THEME_COOKIE, word, age, secure) })
}
