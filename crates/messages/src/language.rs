use std::fmt;
use std::str::FromStr;

use crate::Message;

/// A language the product is complete in; the list is `languages.txt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English.
    English,
    /// 简体中文.
    SimplifiedChinese,
}

impl Language {
    /// Every complete language, the fallback first.
    pub const ALL: [Language; 2] = [Language::English, Language::SimplifiedChinese];

    /// The BCP 47 tag, also the folder name under `texts/`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::SimplifiedChinese => "zh-Hans",
        }
    }

    /// The language a POSIX locale such as `zh_CN.UTF-8` asks for; English where we are not complete in it.
    pub fn from_locale(locale: &str) -> Language {
        let name = locale.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
        name.parse().unwrap_or(Language::English)
    }
}

/// The tag given is none of the complete languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownLanguage(String);

impl UnknownLanguage {
    /// What to say about it.
    pub fn message(&self) -> Message {
        let known = Language::ALL.map(Language::tag).join(", ");
        Message::new("messages-unknown-language").with("given", self.0.as_str()).with("known", known)
    }
}

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for UnknownLanguage {}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Accepts the tag itself and the shorter or regional forms people type (`zh`, `zh-CN`, `en-GB`).
    fn from_str(tag: &str) -> Result<Language, UnknownLanguage> {
        let lower = tag.to_ascii_lowercase();
        match lower.as_str() {
            "zh" | "zh-cn" | "zh-sg" | "zh-hans" | "zh-hans-cn" => Ok(Language::SimplifiedChinese),
            "en" | "c" | "posix" => Ok(Language::English),
            _ if lower.starts_with("en-") => Ok(Language::English),
            _ => Err(UnknownLanguage(tag.to_owned())),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}
