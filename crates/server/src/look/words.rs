use messages::{Language, Message};

/// What a component says by itself, in the reader's language; `key` stands in `look.ftl`.
pub fn say(language: Language, key: &'static str) -> String {
    Message::new(key).in_language(language)
}
