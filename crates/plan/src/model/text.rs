use std::collections::BTreeMap;

/// Key of a text of the pack: the kind of item, its id and what of it, e.g.
/// `obligation.first_report`, `gate.end_response.title` (`docs/plans.md` has the list).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextKey(pub String);

/// Key of the name of the organisation whose plan it is; a pack may leave it out.
pub const ORGANISATION: &str = "plan.organisation";

/// The pack's words: language tag → key → text, from `texts/LANGUAGE.yaml`; and, likewise, questions of facts in languages that the pack
/// does not speak: the catalogue asks in more languages than a plan has to be written in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts(
    pub BTreeMap<String, BTreeMap<String, String>>,
    pub BTreeMap<String, BTreeMap<String, String>>,
);

impl Texts {
    /// The text in `language`, else in `fallback` (the plan's own language), else the key itself: never blank.
    pub fn get<'a>(&'a self, key: &'a TextKey, language: &str, fallback: &str) -> &'a str {
        let find = |tag: &str| self.0.get(tag).and_then(|texts| texts.get(&key.0));
        let asked = self.1.get(language).and_then(|texts| texts.get(&key.0));
        find(language).or(asked).or_else(|| find(fallback)).map_or(key.0.as_str(), String::as_str)
    }
}
