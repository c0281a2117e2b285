use crate::{Language, Message};

/// What an organisation calls something of its own (a role, a duty, a level), in the languages it wrote it in; and the id
/// beside it where a person has to type that.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    texts: Vec<(String, String)>,
    id: Option<String>,
}

impl Label {
    /// `texts` are (language tag, text), the organisation's own language first.
    pub fn new(texts: Vec<(String, String)>) -> Label {
        Label { texts, id: None }
    }

    /// The same label with its id shown behind it.
    #[must_use]
    pub fn with_id(mut self, id: &str) -> Label {
        self.id = Some(id.to_owned());
        self
    }

    /// Its texts in every language it has.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(|(_, text)| text.as_str())
    }

    /// The text in the reader's language, else in the organisation's own, else the id: never blank.
    pub fn in_language(&self, language: Language) -> String {
        let id = || self.id.clone().unwrap_or_default();
        let own = self.texts.iter().find(|(tag, _)| tag == language.tag());
        let text = own.or_else(|| self.texts.first()).map_or_else(id, |(_, text)| text.clone());
        match &self.id {
            Some(id) if *id != text => {
                Message::new("messages-with-id").with("text", text).with("id", id).in_language(language)
            }
            _ => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Arg;

    fn commander() -> Label {
        let texts = [("zh-Hans", "总指挥"), ("en", "commander in chief")];
        Label::new(texts.map(|(tag, text)| (tag.to_owned(), text.to_owned())).to_vec())
    }

    #[test]
    fn a_label_is_in_the_readers_language_or_in_the_organisations_own() {
        assert_eq!(commander().in_language(Language::English), "commander in chief");
        let own = Label::new(vec![("vi".to_owned(), "chỉ huy trưởng".to_owned())]);
        assert_eq!(own.in_language(Language::SimplifiedChinese), "chỉ huy trưởng");
        assert_eq!(Label::new(Vec::new()).with_id("commander").in_language(Language::English), "commander");
    }

    #[test]
    fn what_must_be_typed_stands_behind_it_and_lists_have_the_comma_of_the_language() {
        let list = vec![Arg::from(commander().with_id("commander")), Arg::from("x")];
        let message = Message::new("messages-unknown-language").with("given", "tlh").with("known", list);
        assert!(message.in_language(Language::SimplifiedChinese).contains("总指挥（commander）、x"));
        assert!(message.in_language(Language::English).contains("commander in chief (commander), x"));
    }
}
