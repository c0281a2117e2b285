//! In which language this reader is spoken to.

use std::ffi::OsString;

use messages::{Language, UnknownLanguage};

/// The language of `--lang`, else of `LC_ALL`, `LC_MESSAGES` or `LANG` (the first that is set, as POSIX has it).
///
/// It is found before the line is parsed, because help pages and complaints about the line need it. A `--lang` that
/// is none of ours is returned beside the language in which to say so.
pub fn wanted(
    words: &[OsString],
    environment: impl Fn(&str) -> Option<String>,
) -> (Language, Option<UnknownLanguage>) {
    let locale =
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(environment).find(|value| !value.is_empty());
    let own = locale.map_or(Language::English, |locale| Language::from_locale(&locale));
    match option(words).map(|tag| tag.parse()) {
        None => (own, None),
        Some(Ok(language)) => (language, None),
        Some(Err(unknown)) => (own, Some(unknown)),
    }
}

/// The value of the last `--lang` before a bare `--`.
fn option(words: &[OsString]) -> Option<String> {
    let words: Vec<_> =
        words.iter().take_while(|word| *word != "--").map(|word| word.to_string_lossy()).collect();
    let spelled = words.windows(2).filter(|pair| pair[0] == "--lang").map(|pair| pair[1].to_string());
    let joined = words.iter().filter_map(|word| word.strip_prefix("--lang=")).map(str::to_owned);
    spelled.chain(joined).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn the_option_wins_over_the_environment() {
        let (language, unknown) = wanted(&words("stanch --lang zh demo"), |_| Some("en_GB.UTF-8".into()));
        assert_eq!((language, unknown), (Language::SimplifiedChinese, None));
        let (language, _) = wanted(&words("stanch demo --lang=en"), |_| Some("zh_CN.UTF-8".into()));
        assert_eq!(language, Language::English);
    }

    #[test]
    fn the_environment_is_asked_in_the_order_of_posix_and_empty_is_unset() {
        let ask = |name: &str| match name {
            "LC_ALL" => Some(String::new()),
            "LC_MESSAGES" => Some("zh_CN.UTF-8".into()),
            _ => Some("en_US.UTF-8".into()),
        };
        assert_eq!(wanted(&words("stanch"), ask).0, Language::SimplifiedChinese);
        assert_eq!(wanted(&words("stanch"), |_| None).0, Language::English);
    }

    #[test]
    fn an_unknown_language_is_named_and_what_follows_two_dashes_is_no_option() {
        let (_, unknown) = wanted(&words("stanch --lang tlh"), |_| None);
        assert!(unknown.is_some_and(|unknown| unknown.to_string().contains("tlh")));
        assert_eq!(wanted(&words("stanch assess -- --lang tlh"), |_| None).1, None);
    }
}
