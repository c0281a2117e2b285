use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use expr::{Expr, FaultKind, Schema};
use messages::Message;

use super::fields::given;
use super::sections::{Item, SECTIONS, head_word, head_words};
use super::{Places, Section, Trees, scale, suggest, term};
use crate::model::{Fact, State, Term, TextKey};
use crate::report::Report;
use crate::tree::{Entry, Node, Place, Value};

/// State words as plans write them.
const STATES: [(&str, State); 7] = [
    ("assessing", State::Assessing),
    ("warning", State::Warning),
    ("response", State::Response),
    ("recovery", State::Recovery),
    ("watch", State::Watch),
    ("after_care", State::AfterCare),
    ("closed", State::Closed),
];

/// A name that nothing declares.
#[derive(Debug)]
struct Unknown {
    /// Where it is first used.
    place: Place,
    /// How often.
    uses: usize,
    /// What to do.
    remedy: Option<Message>,
    /// How it is told where it stands in one expression only.
    alone: Option<Message>,
}

/// What lowering knows while it goes: the report, every declared name, the schema of expressions.
#[derive(Debug)]
pub(crate) struct Context<'t> {
    pub(super) report: &'t Report,
    /// Languages of the pack; none where its head does not tell.
    pub(super) languages: Vec<String>,
    items: BTreeMap<Section, Vec<Item<'t>>>,
    /// Where each id is declared.
    declared: BTreeMap<(Section, &'t str), Place>,
    schema: Schema,
    /// Facts and scales whose declaration is faulty: expressions that name them are not judged.
    faulty: BTreeSet<String>,
    /// Sections whose items could not be read.
    lost: BTreeSet<Section>,
    /// What stands under words that head no section.
    strange: Vec<&'t Node>,
    /// Names that are declared there.
    somewhere: BTreeSet<&'t str>,
    texts_used: RefCell<BTreeMap<String, Place>>,
    /// Ids that cannot be ids.
    bad_ids: BTreeSet<&'t str>,
    /// Where the head names each language.
    pub(super) language_places: RefCell<BTreeMap<String, Place>>,
    /// Where parts of items stand.
    parts: RefCell<Places>,
    /// Sections with an item of which something could not be read.
    short: RefCell<BTreeSet<Section>>,
    /// Ids that are named and not declared: where first, how often, what to do.
    unknown: RefCell<BTreeMap<(Section, String), Unknown>>,
}

impl<'t> Context<'t> {
    pub(super) fn new(report: &'t Report) -> Context<'t> {
        Context {
            report,
            languages: Vec::new(),
            items: BTreeMap::new(),
            declared: BTreeMap::new(),
            schema: Schema::default(),
            faulty: BTreeSet::new(),
            lost: BTreeSet::new(),
            strange: Vec::new(),
            somewhere: BTreeSet::new(),
            texts_used: RefCell::new(BTreeMap::new()),
            bad_ids: BTreeSet::new(),
            language_places: RefCell::new(BTreeMap::new()),
            parts: RefCell::new(Places::new()),
            short: RefCell::new(BTreeSet::new()),
            unknown: RefCell::new(BTreeMap::new()),
        }
    }

    /// Gathers the ids of every section, so that items may refer to each other in any order.
    pub(super) fn gather(&mut self, trees: &'t Trees) {
        let roots = trees.core.iter().chain(&trees.sections);
        let entries: Vec<&Entry> = roots.flat_map(|root| self.mapping(root).unwrap_or_default()).collect();
        for entry in entries {
            let meant = head_word(&entry.key);
            if meant != Some(&entry.key) {
                // Told once; then it is read as what it was meant to be, so that a slip in its name hides nothing that is in it.
                let known = head_words().collect::<Vec<_>>().join(", ");
                let message =
                    Message::new("plan-unknown-section").with("key", &entry.key).with("known", known);
                let remedy = meant.map(|word| Message::new("plan-did-you-mean").with("word", word));
                self.report.error_maybe(entry.place, message, remedy);
            }
            match SECTIONS.iter().find(|(word, _)| Some(*word) == meant) {
                Some((_, section)) => self.gather_section(*section, entry),
                None if meant.is_some() => {}
                None => self.take_names(&entry.node),
            }
        }
        for (id, _, node) in &trees.drills {
            self.declare(Section::Drills, Item { id, place: node.place, node });
        }
        self.gather_tasks();
    }

    fn gather_section(&mut self, section: Section, entry: &'t Entry) {
        if matches!(entry.node.value, Value::Lost) {
            self.lost.insert(section);
            if section == Section::Playbooks {
                self.lost.insert(Section::Tasks);
            }
        }
        for item in self.mapping(&entry.node).unwrap_or_default() {
            self.declare(section, Item { id: &item.key, place: item.place, node: &item.node });
        }
    }

    /// The names under a word that heads no section: whatever kind of thing they were meant to be, they are not called unknown.
    fn take_names(&mut self, node: &'t Node) {
        self.strange.push(node);
        let Value::Map(items) = &node.value else { return };
        for item in items {
            self.somewhere.insert(&item.key);
            let tasks = item.node.child("tasks").map(|tasks| &tasks.value);
            if let Some(Value::Map(tasks)) = tasks {
                self.somewhere.extend(tasks.iter().map(|task| task.key.as_str()));
            }
        }
    }

    /// Whether a name may be declared where it could not be read.
    fn may_be_declared(&self, section: Section, id: &str) -> bool {
        self.report.is_incomplete() || self.lost.contains(&section) || self.somewhere.contains(id)
    }

    /// Whether anything that may name anything could not be read.
    pub(super) fn is_unread(&self) -> bool {
        self.report.is_incomplete() || !self.lost.is_empty()
    }

    /// Whether a section may have items that could not be read.
    pub(super) fn is_lost(&self, section: Section) -> bool {
        self.report.is_incomplete() || self.lost.contains(&section)
    }

    fn gather_tasks(&mut self) {
        let playbooks = self.items(Section::Playbooks).to_vec();
        for tasks in playbooks.iter().filter_map(|playbook| playbook.node.child("tasks")) {
            if let Value::Map(entries) = &tasks.value {
                for entry in entries {
                    self.declare(
                        Section::Tasks,
                        Item { id: &entry.key, place: entry.place, node: &entry.node },
                    );
                }
            }
        }
    }

    /// Takes an item's id down; a second one of the same id is a fault, and only the first counts.
    fn declare(&mut self, section: Section, item: Item<'t>) {
        if !section.is_numbered() && section != Section::Drills && !is_id(item.id, section == Section::Facts)
        {
            self.report.error(item.place, Message::new("plan-bad-id").with("id", item.id));
            self.bad_ids.insert(item.id);
        }
        if let Some(first) = self.declared.get(&(section, item.id)) {
            let file = self.report.source(*first).map_or("", |source| source.name.as_str());
            let message = Message::new("plan-id-twice")
                .with("noun", Message::new(section.noun()))
                .with("id", item.id)
                .with("place", format!("{file}:{}", first.line));
            self.report.error(item.place, message);
            return;
        }
        self.declared.insert((section, item.id), item.place);
        self.items.entry(section).or_default().push(item);
    }

    /// The items of a section, in order of the files.
    pub(super) fn items(&self, section: Section) -> &[Item<'t>] {
        self.items.get(&section).map_or(&[], Vec::as_slice)
    }

    /// Every item of a section, lowered; faulty ones are left out.
    pub(super) fn all<T>(&self, section: Section, lower: impl Fn(&Self, Item<'t>) -> Option<T>) -> Vec<T> {
        let before = self.report.errors();
        let lowered = self.items(section).iter().filter_map(|item| lower(self, *item)).collect();
        if self.report.errors() > before {
            self.short.borrow_mut().insert(section);
        }
        lowered
    }

    /// Sections with an item that was read and may say more: a key of it is misspelt.
    pub(super) fn sections_short(&self) -> BTreeSet<Section> {
        self.short.borrow().clone()
    }

    /// Where every item and every part of one stands.
    pub(super) fn places(&self) -> Places {
        let items = self.declared.iter().map(|((section, id), place)| ((*section, (*id).to_owned()), *place));
        items.chain(self.parts.borrow().clone()).collect()
    }

    /// Takes down where a part of an item stands.
    pub(super) fn part(&self, section: Section, id: &str, part: &str, place: Place) {
        self.parts.borrow_mut().insert((section, format!("{id} {part}")), place);
    }

    /// Every clause that an item says it carries, whether or not the item could be read.
    pub(super) fn named_clauses(&self) -> BTreeSet<String> {
        let carrying =
            self.items.iter().filter(|(section, _)| !matches!(section, Section::Clauses | Section::Drills));
        let mut named = BTreeSet::new();
        let carrying = carrying.flat_map(|(_, items)| items).map(|item| item.node);
        carrying.chain(self.strange.iter().copied()).for_each(|node| clauses_in(node, &mut named));
        named
    }

    /// Takes down where a text stands in a language.
    pub(super) fn text_place(&self, language: &str, key: &str, place: Place) {
        self.parts.borrow_mut().insert((Section::Texts, format!("{language} {key}")), place);
    }

    /// Marks a fact or scale whose declaration is faulty.
    pub(super) fn set_faulty(&mut self, name: &str) {
        self.faulty.insert(name.to_owned());
    }

    /// Declares facts and scales to expressions; what cannot be declared is reported where it stands.
    pub(super) fn build_schema(&mut self, facts: &[Fact], scales: &[scale::Head<'t>]) -> Schema {
        let mut builder = Schema::builder();
        for fact in facts {
            let alone = Schema::builder().fact(&fact.id, fact.kind.clone()).build();
            if self.declarable(Section::Facts, &fact.id, alone) {
                builder = builder.fact(&fact.id, fact.kind.clone());
            }
        }
        for head in scales {
            let levels = || head.order.iter().map(String::as_str);
            let alone = Schema::builder().scale(head.item.id, levels()).build();
            if self.declarable(Section::Scales, head.item.id, alone) {
                builder = builder.scale(head.item.id, levels());
            }
        }
        match builder.build() {
            Ok(schema) => self.schema = schema,
            Err(faults) => self.schema_faults(&faults),
        }
        self.schema.clone()
    }

    fn declarable(
        &mut self,
        section: Section,
        id: &str,
        alone: Result<Schema, Vec<expr::SchemaFault>>,
    ) -> bool {
        let Err(faults) = alone else { return true };
        self.set_faulty(id);
        let place = self.items(section).iter().find(|item| item.id == id).map(|item| item.place);
        for (place, fault) in place.iter().flat_map(|place| faults.iter().map(move |fault| (*place, fault))) {
            self.report.error(place, fault.message());
        }
        false
    }

    /// What only shows when all declarations are together: a fact and a scale of one name, too many facts. No expression
    /// is judged then.
    fn schema_faults(&mut self, faults: &[expr::SchemaFault]) {
        let names = self
            .items(Section::Facts)
            .iter()
            .chain(self.items(Section::Scales))
            .map(|item| item.id.to_owned());
        let names: Vec<String> = names.collect();
        self.faulty.extend(names);
        let facts = self.items(Section::Facts);
        let place = self.items(Section::Scales).first().or(facts.last()).map(|item| item.place);
        for (place, fault) in place.iter().flat_map(|place| faults.iter().map(move |fault| (*place, fault))) {
            self.report.error(place, fault.message());
        }
    }

    /// The schema that expressions are compiled against.
    pub(super) fn schema(&self) -> &Schema {
        &self.schema
    }

    /// An expression, every fault of it reported at its own place inside the scalar.
    pub(super) fn expression(&self, node: &Node) -> Option<Expr> {
        let text = self.word_untrimmed(node)?;
        let faults = match expr::compile(text, &self.schema) {
            Ok(compiled) => return Some(compiled),
            Err(faults) => faults,
        };
        if names(text).any(|name| self.faulty.contains(name)) {
            return None;
        }
        if let Some(name) = faults.iter().find_map(|fault| foreign_name(text, fault)) {
            let source = self.report.source(node.place);
            let place = source.map_or(node.place, |source| node.place_within(source, name.start));
            let message = Message::new("plan-expression-name").with("name", &text[name]);
            self.report.error_with(place, message, Message::new("plan-remedy-name"));
            return None;
        }
        let mut behind = None;
        for fault in faults {
            if self.is_unknown_name(node, &fault) {
                continue;
            }
            // One slip, such as `72小时`, may be two faults side by side.
            let same = behind == Some(fault.span.start);
            behind = Some(fault.span.end);
            if same {
                continue;
            }
            let source = self.report.source(node.place);
            let place = source.map_or(node.place, |source| node.place_within(source, fault.span.start));
            let rest = text.get(fault.span.start..).unwrap_or_default();
            let remedy = match rest.chars().next() {
                Some('万' | '亿' | ',' | '，') => Some(Message::new("plan-remedy-number")),
                Some('小' | '天' | '日' | '分' | '周') => {
                    Some(Message::new("plan-remedy-expression-term"))
                }
                _ => None,
            };
            let message = Message::new("plan-expression").with("fault", fault.message());
            self.report.error_maybe(place, message, remedy);
        }
        None
    }

    /// Takes a name that an expression uses and nothing declares down, to be told once for all expressions.
    fn is_unknown_name(&self, node: &Node, fault: &expr::Fault) -> bool {
        let (section, id, nearest) = match &fault.kind {
            FaultKind::UnknownName { given, nearest } => (Section::Facts, given, nearest.clone()),
            FaultKind::UnknownScale { given, .. } => (Section::Scales, given, None),
            _ => return false,
        };
        let source = self.report.source(node.place);
        let place = source.map_or(node.place, |source| node.place_within(source, fault.span.start));
        let remedy = nearest.map(|word| Message::new("plan-did-you-mean").with("word", word));
        let alone = Message::new("plan-expression").with("fault", fault.message());
        self.use_unknown(section, id, place, remedy, Some(alone));
        true
    }

    /// One more use of a name that nothing declares; silent while what declares it may not have been read.
    fn use_unknown(
        &self,
        section: Section,
        id: &str,
        place: Place,
        remedy: Option<Message>,
        alone: Option<Message>,
    ) {
        if self.may_be_declared(section, id) {
            return;
        }
        let mut unknown = self.unknown.borrow_mut();
        let first = Unknown { place, uses: 0, remedy, alone };
        let one = unknown.entry((section, id.to_owned())).or_insert(first);
        one.place = one.place.min(place);
        one.uses += 1;
    }

    fn word_untrimmed<'n>(&self, node: &'n Node) -> Option<&'n str> {
        self.word(node).and(node.text())
    }

    /// The id of an item of `section` that exists.
    pub(super) fn reference(&self, node: &Node, section: Section) -> Option<String> {
        let id = self.word(node)?;
        self.resolve(node.place, id, section)
    }

    /// `id`, if an item of `section` has it.
    pub(super) fn resolve(&self, place: Place, id: &str, section: Section) -> Option<String> {
        if self.declared.contains_key(&(section, id)) {
            return Some(id.to_owned());
        }
        if !self.may_be_declared(section, id) {
            let known = self.items(section).iter().map(|item| item.id);
            let known: Vec<&str> = known.collect();
            let remedy = match suggest::did_you_mean(id, known.iter().copied()) {
                _ if id.contains(['、', '，']) => Some(Message::new("plan-remedy-list")),
                // A file that is not there is named once for all that point into it, not as many riddles.
                None if known.is_empty() => {
                    Some(Message::new("plan-remedy-no-section").with("noun", Message::new(section.noun())))
                }
                None if known.len() <= 20 => {
                    Some(Message::new("plan-remedy-known").with("known", known.join(", ")))
                }
                near => near,
            };
            self.use_unknown(section, id, place, remedy, None);
        }
        None
    }

    /// Clauses that are named and that nothing declares.
    pub(super) fn unknown_clauses(&self) -> BTreeSet<String> {
        let unknown = self.unknown.borrow();
        let clauses = unknown.keys().filter(|(section, _)| *section == Section::Clauses);
        clauses.map(|(_, id)| id.clone()).collect()
    }

    /// Tells every id that does not exist once, where it is first named: a role renamed in one place is one mistake.
    pub(super) fn tell_unknown(&self) {
        for ((section, id), one) in self.unknown.take() {
            let noun = Message::new(section.noun());
            let (message, remedy) = match (one.uses, one.alone) {
                (1, Some(alone)) => (alone, None),
                (1, None) => (Message::new("plan-unknown-id").with("noun", noun).with("id", id), one.remedy),
                (uses, _) => {
                    let message = Message::new("plan-unknown-id-more").with("noun", noun).with("id", id);
                    (message.with("more", uses - 1), one.remedy)
                }
            };
            self.report.error_maybe(one.place, message, remedy);
        }
    }

    /// The slot of a fact that exists.
    pub(super) fn fact(&self, node: &Node) -> Option<usize> {
        let id = self.reference(node, Section::Facts)?;
        self.schema.slot(&id).map(expr::Slot::index)
    }

    /// A level, written `SCALE LEVEL`: its scale's slot and its place in the scale's order.
    pub(super) fn level(&self, node: &Node) -> Option<(usize, usize)> {
        let text = self.word(node)?;
        let Some((scale, level)) = text.split_once(' ') else {
            self.report.error(node.place, Message::new("plan-bad-level").with("given", text));
            return None;
        };
        let scale = self.resolve(node.place, scale, Section::Scales)?;
        let index = self.schema.scale_index(&scale)?;
        let levels = self.schema.scales().get(index).map_or(&[][..], |scale| &scale.levels[..]);
        self.level_of(node.place, level.trim(), &scale, levels).map(|level| (index, level))
    }

    /// The place of `level` in a scale's order.
    pub(super) fn level_of(&self, place: Place, level: &str, scale: &str, order: &[String]) -> Option<usize> {
        let found = order.iter().position(|known| known == level);
        if found.is_none() {
            let message = Message::new("plan-unknown-level")
                .with("level", level)
                .with("scale", scale)
                .with("known", order.join(", "));
            self.report.error(place, message);
        }
        found
    }

    /// A length of time.
    pub(super) fn term(&self, node: &Node) -> Option<Term> {
        let text = self.word(node)?;
        let term = term::parse(text);
        if term.is_none() {
            let remedy = match term::meant(text) {
                Some(meant) => Message::new("plan-did-you-mean").with("word", meant),
                None => Message::new("plan-remedy-term"),
            };
            self.report.error_with(
                node.place,
                Message::new("plan-bad-term").with("given", given(node)),
                remedy,
            );
        }
        term
    }

    /// A state of a case.
    pub(super) fn state(&self, node: &Node) -> Option<State> {
        self.one_of(node, &STATES)
    }

    /// Takes down that a text is needed, and by what.
    pub(super) fn text(&self, key: String, place: Place) -> TextKey {
        self.texts_used.borrow_mut().entry(key.clone()).or_insert(place);
        TextKey(key)
    }

    /// Whether an item is declared under this, which cannot be an id.
    pub(super) fn is_bad_id(&self, id: &str) -> bool {
        self.bad_ids.contains(id)
    }

    /// Every text needed so far and the first place that needs it.
    pub(super) fn texts_used(&self) -> BTreeMap<String, Place> {
        self.texts_used.borrow().clone()
    }
}

/// Ids are small letters, digits and `_`, starting with a letter; facts may have dots.
fn is_id(id: &str, dots: bool) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    if dots { id.split('.').all(is_part) } else { is_part(id) }
}

/// The clauses named in a tree, under any item of it.
fn clauses_in(node: &Node, named: &mut BTreeSet<String>) {
    let Value::Map(entries) = &node.value else { return };
    for entry in entries {
        let words: &[Node] = match &entry.node.value {
            Value::List(words) => words,
            _ => std::slice::from_ref(&entry.node),
        };
        if matches!(entry.key.as_str(), "clause" | "clauses") {
            named.extend(words.iter().filter_map(Node::text).map(|word| word.trim().to_owned()));
        } else {
            words.iter().for_each(|word| clauses_in(word, named));
        }
    }
}

/// A word with letters of another script where a name may stand: somebody wrote what a fact is called instead of its id. What begins
/// with a digit is a number or a time with its unit.
fn foreign_name(text: &str, fault: &expr::Fault) -> Option<std::ops::Range<usize>> {
    let FaultKind::StrangeCharacter { given } = fault.kind else { return None };
    let is_part = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '.');
    let (before, behind) = text.split_at_checked(fault.span.start)?;
    let start = before.trim_end_matches(is_part).len();
    let end = text.len() - behind.trim_start_matches(is_part).len();
    let is_name =
        given.is_alphabetic() && !text.get(start..)?.starts_with(|first: char| first.is_ascii_digit());
    is_name.then_some(start..end)
}

/// Every word of an expression that could be a name.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.')).filter(|word| !word.is_empty())
}
