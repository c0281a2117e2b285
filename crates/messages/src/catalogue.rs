//! The message files, read once and compiled into the binary: no path to lose, no file to forget.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::{Arg, Language, Message};

/// `(language, room, text)` of every message file.
const FILES: &[(Language, &str, &str)] = &{
    use Language::{English, SimplifiedChinese};
    macro_rules! room {
        ($language:expr, $tag:literal, $room:literal) => {
            ($language, $room, include_str!(concat!("../texts/", $tag, "/", $room, ".ftl")))
        };
    }
    macro_rules! rooms {
        ($($room:literal),*) => {
            [$(room!(English, "en", $room), room!(SimplifiedChinese, "zh-Hans", $room)),*]
        };
    }
    rooms!(
        "messages",
        "expr",
        "plan",
        "clocks",
        "incident",
        "journal",
        "views",
        "documents",
        "exposure",
        "notify",
        "store",
        "vault",
        "desk",
        "cli",
        "look",
        "server",
        "demo"
    )
};

type Bundle = FluentBundle<FluentResource>;

struct Catalogue {
    bundles: BTreeMap<Language, Bundle>,
    faults: Vec<String>,
}

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(read)
}

fn read() -> Catalogue {
    let mut catalogue = Catalogue { bundles: BTreeMap::new(), faults: Vec::new() };
    for language in Language::ALL {
        let id: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks would travel into terminals, documents and JSON; our texts are not bidirectional.
        bundle.set_use_isolating(false);
        for (_, room, text) in FILES.iter().filter(|(file, _, _)| *file == language) {
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(partial, errors)| {
                catalogue.faults.push(format!("{language}/{room}.ftl: {errors:?}"));
                partial
            });
            if let Err(errors) = bundle.add_resource(resource) {
                catalogue.faults.push(format!("{language}/{room}.ftl: {errors:?}"));
            }
        }
        catalogue.bundles.insert(language, bundle);
    }
    catalogue
}

/// The sentence; where a text is missing (a test forbids it) the key and its values, never silence.
pub(crate) fn sentence(message: &Message, language: Language) -> String {
    find(message, language)
        .or_else(|| find(message, Language::English))
        .unwrap_or_else(|| format!("{} {:?}", message.key(), message.args()))
}

fn find(message: &Message, language: Language) -> Option<String> {
    let bundle = catalogue().bundles.get(&language)?;
    let pattern = bundle.get_message(message.key())?.value()?;
    let mut args = FluentArgs::new();
    for (name, value) in message.args() {
        args.set(*name, fluent(value, language));
    }
    let mut errors = Vec::new();
    Some(bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned())
}

fn fluent(value: &Arg, language: Language) -> FluentValue<'static> {
    match value {
        Arg::Text(text) => FluentValue::from(text.clone()),
        Arg::Count(count) => FluentValue::from(*count),
        Arg::Message(message) => FluentValue::from(message.in_language(language)),
        Arg::Label(label) => FluentValue::from(label.in_language(language)),
        Arg::List(list) => FluentValue::from(joined(list, language)),
    }
}

/// Several values in one line, with the comma of the language between them.
fn joined(list: &[Arg], language: Language) -> String {
    let comma = sentence(&Message::new("messages-list-comma"), language);
    let words = list.iter().map(|value| match fluent(value, language) {
        FluentValue::String(text) => text.into_owned(),
        FluentValue::Number(number) => number.as_string().into_owned(),
        _ => String::new(),
    });
    words.collect::<Vec<_>>().join(&comma)
}

/// Every key of a language, for the tests that look for missing and unused ones.
pub fn keys(language: Language) -> Vec<String> {
    let texts = FILES.iter().filter(|(file, _, _)| *file == language).map(|(_, _, text)| *text);
    let mut keys: Vec<String> = texts
        .flat_map(str::lines)
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_owned())
        .filter(|key| key.starts_with(|first: char| first.is_ascii_lowercase()) && !key.contains(' '))
        .collect();
    keys.sort();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_file_is_well_formed() {
        assert_eq!(catalogue().faults, Vec::<String>::new());
    }

    #[test]
    fn every_message_exists_in_every_complete_language() {
        for language in Language::ALL {
            assert_eq!(keys(language), keys(Language::English), "{language} and en differ in their keys");
        }
    }

    #[test]
    fn the_list_of_complete_languages_and_the_type_agree() {
        let listed: Vec<&str> =
            include_str!("../languages.txt").lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(listed, Language::ALL.map(Language::tag));
    }

    #[test]
    fn a_sentence_is_in_the_readers_language() {
        let fault = Message::new("messages-unknown-language").with("given", "tlh").with("known", "en");
        assert!(fault.in_language(Language::SimplifiedChinese).contains("语言"));
        assert!(fault.in_language(Language::English).contains("language"));
    }

    #[test]
    fn whoever_asks_the_doctor_is_not_sent_to_the_doctor() {
        let keys = [
            "desk-damaged",
            "desk-people-unreadable",
            "store-corrupt",
            "store-log-behind-keys",
            "vault-not-authentic",
        ];
        for (key, language) in keys.iter().flat_map(|key| Language::ALL.map(|language| (*key, language))) {
            let said = Message::new(key).in_language(language);
            assert!(said.contains("stanch doctor"), "{said}");
            // Also where it stands inside another sentence.
            let found = Message::new("desk-evidence-missing").with("why", Message::new(key));
            let said = found.within("place", "doctor").in_language(language);
            assert!(!said.contains("stanch doctor"), "{said}");
            assert!(said.contains("backup") || said.contains("备份"), "{said}");
        }
    }
}
