use std::collections::BTreeSet;

use messages::Message;

use super::context::Context;
use super::suggest;
use crate::tree::{Entry, Node, Place, Value};

/// The keys of one item. Unknown keys have been reported; a key that was misspelt is not also called missing.
#[derive(Debug)]
pub(super) struct Fields<'t> {
    entries: &'t [Entry],
    place: Place,
    excused: BTreeSet<&'static str>,
    unknown: bool,
}

impl<'t> Fields<'t> {
    /// The value under `key`.
    pub(super) fn get(&self, key: &str) -> Option<&'t Node> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// Whether a key was told as unknown.
    pub(super) fn has_unknown(&self) -> bool {
        self.unknown
    }

    /// Where the item stands.
    pub(super) fn place(&self) -> Place {
        self.place
    }
}

impl Context<'_> {
    /// The keys of `node`, which must be a mapping with no key outside `allowed`. `place` is where the item's id stands.
    pub(super) fn fields<'t>(
        &self,
        node: &'t Node,
        place: Place,
        allowed: &[&'static str],
    ) -> Option<Fields<'t>> {
        let entries = self.mapping(node)?;
        let mut excused = BTreeSet::new();
        let mut unknown = false;
        for entry in entries.iter().filter(|entry| !allowed.contains(&entry.key.as_str())) {
            unknown = true;
            let free = allowed.iter().copied().filter(|key| node.child(key).is_none());
            // `does` for `do`: a short key with an ending is further off than a slip of the hand.
            let ended = |key: &&'static str| entry.key.len() <= key.len() + 2 && entry.key.starts_with(*key);
            let meant = suggest::nearest(&entry.key, free.clone()).or_else(|| free.clone().find(ended));
            let meant_static = free.clone().find(|key| Some(*key) == meant);
            excused.extend(meant_static);
            let message =
                Message::new("plan-unknown-key").with("key", &entry.key).with("known", allowed.join(", "));
            let remedy = meant.map(|word| Message::new("plan-did-you-mean").with("word", word));
            self.report.error_maybe(entry.place, message, remedy);
        }
        Some(Fields { entries, place, excused, unknown })
    }

    /// The entries of a mapping.
    pub(super) fn mapping<'t>(&self, node: &'t Node) -> Option<&'t [Entry]> {
        match &node.value {
            Value::Map(entries) => Some(entries),
            // An item of which nothing need be said.
            Value::Scalar(text) if text.is_empty() => Some(&[]),
            Value::Lost => None,
            Value::Scalar(_) | Value::List(_) => {
                self.report
                    .error(node.place, Message::new("plan-expected-mapping").with("given", given(node)));
                None
            }
        }
    }

    /// The value under `key`, whose absence is a fault.
    pub(super) fn required<'t>(&self, fields: &Fields<'t>, key: &'static str) -> Option<&'t Node> {
        let found = fields.get(key);
        if found.is_none() && !fields.excused.contains(key) {
            self.report.error(fields.place, Message::new("plan-missing-key").with("key", key));
        }
        found
    }

    /// `Some(None)` when the key is absent; `None` when it is there and faulty.
    #[expect(clippy::option_option, reason = "absent, faulty and given are three things here")]
    pub(super) fn optional<'t, T>(
        &self,
        fields: &Fields<'t>,
        key: &str,
        lower: impl FnOnce(&'t Node) -> Option<T>,
    ) -> Option<Option<T>> {
        match fields.get(key) {
            None => Some(None),
            Some(node) => lower(node).map(Some),
        }
    }

    /// A value that is words: not empty, not a list, not a mapping.
    pub(super) fn word<'t>(&self, node: &'t Node) -> Option<&'t str> {
        match node.text() {
            Some(text) if !text.trim().is_empty() => Some(text.trim()),
            _ if matches!(node.value, Value::Lost) => None,
            _ => {
                self.report.error(node.place, Message::new("plan-expected-word").with("given", given(node)));
                None
            }
        }
    }

    /// Every word of a list stands there once: a second one is told where it stands.
    pub(super) fn each_once(&self, node: &Node) -> Option<()> {
        let nodes = self.list(node)?;
        let mut once = Some(());
        for (place, node) in nodes.iter().enumerate() {
            let Some(text) = node.text().map(str::trim) else { continue };
            if nodes.iter().take(place).any(|before| before.text().map(str::trim) == Some(text)) {
                self.report.error(node.place, Message::new("plan-word-twice").with("word", text));
                once = None;
            }
        }
        once
    }

    /// The items of a list; a single value counts as a list of one.
    pub(super) fn list<'t>(&self, node: &'t Node) -> Option<&'t [Node]> {
        match &node.value {
            Value::List(nodes) => Some(nodes),
            Value::Scalar(text) if !text.trim().is_empty() => Some(std::slice::from_ref(node)),
            Value::Lost => None,
            Value::Scalar(_) | Value::Map(_) => {
                self.report.error(node.place, Message::new("plan-expected-list").with("given", given(node)));
                None
            }
        }
    }

    /// Every item of a list, lowered; `None` if one of them is faulty (all are looked at).
    pub(super) fn each<'t, T>(
        &self,
        node: &'t Node,
        lower: impl FnMut(&'t Node) -> Option<T>,
    ) -> Option<Vec<T>> {
        let lowered: Vec<Option<T>> = self.list(node)?.iter().map(lower).collect();
        lowered.into_iter().collect()
    }

    /// As [`Context::each`], of a list that says nothing when it is empty.
    pub(super) fn some<'t, T>(
        &self,
        key: &'static str,
        node: &'t Node,
        lower: impl FnMut(&'t Node) -> Option<T>,
    ) -> Option<Vec<T>> {
        if self.list(node)?.is_empty() {
            self.report.error(node.place, Message::new("plan-nothing-listed").with("key", key));
            return None;
        }
        self.each(node, lower)
    }

    /// One of a closed list of words.
    pub(super) fn one_of<T: Clone>(&self, node: &Node, words: &[(&'static str, T)]) -> Option<T> {
        let text = self.word(node)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| value.clone());
        if found.is_none() {
            let known = words.iter().map(|(word, _)| *word);
            let list: Vec<&str> = known.clone().collect();
            let message =
                Message::new("plan-unknown-word").with("given", text).with("known", list.join(", "));
            self.report.error_maybe(node.place, message, suggest::did_you_mean(text, known));
        }
        found
    }

    /// Yes or no.
    pub(super) fn yes_no(&self, node: &Node) -> Option<bool> {
        let text = self.word(node)?;
        let meant = match text.to_lowercase().as_str() {
            "是" | "yes" | "y" | "true" if text != "yes" && text != "true" => "yes",
            "否" | "no" | "n" | "false" if text != "no" && text != "false" => "no",
            _ => {
                return self.one_of(node, &[("yes", true), ("no", false), ("true", true), ("false", false)]);
            }
        };
        let message = Message::new("plan-unknown-word").with("given", text).with("known", "yes, no");
        let remedy = Message::new("plan-did-you-mean").with("word", meant);
        self.report.error_with(node.place, message, remedy);
        None
    }

    /// A whole number from `least` to `most`.
    pub(super) fn number(&self, node: &Node, least: i64, most: i64) -> Option<i64> {
        let text = self.word(node)?;
        let number = text.replace('_', "").parse().ok().filter(|number| (least..=most).contains(number));
        if number.is_none() {
            let message =
                Message::new("plan-bad-number").with("given", text).with("least", least).with("most", most);
            self.report.error(node.place, message);
        }
        number
    }
}

/// What stands there, for a fault: a short excerpt of words, or the kind of thing.
pub(super) fn given(node: &Node) -> Message {
    match &node.value {
        Value::Scalar(text) if text.trim().is_empty() => Message::new("plan-given-nothing"),
        Value::Scalar(text) => {
            Message::new("plan-given-words").with("text", text.chars().take(40).collect::<String>())
        }
        Value::List(_) => Message::new("plan-given-list"),
        Value::Map(_) | Value::Lost => Message::new("plan-given-mapping"),
    }
}
