//! A letter or notice to customers or the public, from the pack's template: what of theirs leaked, what to do, whom to
//! call (CU-4); nothing leaves before legal has passed it (CU-5).

use std::collections::BTreeMap;

use messages::{Arg, Language, Message};
use plan::{Audience, Field, FieldValue, MetBy, Notice, Own, Plan};
use views::CaseView;

use crate::foreign::clean;
use crate::gaps::{Gaps, by_hand, written};
use crate::recipient::{Recipient, masked};
use crate::template::{Part, fields, filled, parts};
use crate::times::Times;
use crate::value::Values;
use crate::{Block, Cell, Item, Kind, Missing, Paper, digest, pass};

/// What a letter is drawn up from.
#[derive(Debug, Clone)]
pub struct Letter<'a> {
    /// The notice.
    pub notice: &'a Notice,
    /// The plan it belongs to.
    pub plan: &'a Plan,
    /// The case, read at the moment of the letter.
    pub case: &'a CaseView,
    /// Language of its reader.
    pub language: Language,
    /// Who writes, where it is known.
    pub sender: Option<&'a str>,
    /// What people wrote into the fields that are written by hand, by id of the field.
    pub by_hand: BTreeMap<String, String>,
    /// Whom it is for; `None` is the sample that legal reads, or a notice to everybody.
    pub recipient: Option<&'a Recipient>,
    /// Digest of the text that legal passed and that has not lapsed.
    pub passed: Option<String>,
}

impl<'a> Letter<'a> {
    /// The sample of a notice, with what the case has written by hand and the pass it has for it.
    pub fn new(notice: &'a Notice, plan: &'a Plan, case: &'a CaseView, language: Language) -> Letter<'a> {
        let (sender, by_hand, recipient) = (None, by_hand(case, "notice", &notice.id), None);
        let passed = case.texts.get(&notice.id).and_then(|text| text.passed.clone());
        Letter { notice, plan, case, language, sender, by_hand, recipient, passed }
    }
}

/// Writes the letter. It may leave ([`Paper::may_leave`]) only where legal has passed this text, no required field is
/// missing, the case's start is confirmed, and it is written to somebody; otherwise it says on its face why not.
pub fn letter(letter: &Letter<'_>) -> Paper {
    let writer = Writer::new(letter);
    let as_of = letter.case.as_of;
    let missing = writer.missing();
    let held = writer.held_because(&missing);
    let mut paper = Paper {
        language: letter.language,
        kind: Kind::Letter,
        sender: writer.sender(),
        title: writer.text(&letter.notice.title).to_owned(),
        number: writer.number(),
        version: writer.version(),
        date: writer.values.times.date(as_of),
        may_leave: held.is_none(),
        standing: held.clone().unwrap_or_else(|| writer.passed_by()).in_language(letter.language),
        held,
        frame: writer.frame(),
        blocks: writer.blocks(),
        missing,
        signed: writer.signed(),
        remark: writer.remark(),
        as_of: writer.values.times.full(as_of),
        moment: as_of,
        digest: String::new(),
    };
    paper.digest = digest::of_paper(&paper);
    paper
}

struct Writer<'a> {
    of: &'a Letter<'a>,
    values: Values,
}

impl<'a> Writer<'a> {
    fn new(of: &'a Letter<'a>) -> Writer<'a> {
        let times = Times::new(&of.plan.zone, of.case.as_of, of.language);
        Writer { of, values: Values { times, language: of.language, prose: true } }
    }

    fn say(&self, key: &'static str) -> String {
        Message::new(key).in_language(self.of.language)
    }

    fn text(&self, key: &'a plan::TextKey) -> &'a str {
        self.of.plan.text(key, self.of.language.tag())
    }

    fn field(&self, id: &str) -> Option<&'a Field> {
        self.of.notice.fields.iter().find(|field| field.id == id)
    }

    fn blocks(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        for part in parts(self.text(&self.of.notice.body)) {
            match (part, blocks.last_mut()) {
                (Part::Text(text), _) => blocks.push(Block::Text(self.filled(text))),
                (Part::Lead(text), _) => blocks.push(Block::Lead(self.filled(text))),
                (Part::Point(_, text), _) if self.says_nothing(text) => {}
                (Part::Point(label, text), Some(Block::Points(points))) => {
                    points.push((label.to_owned(), self.filled(text)));
                }
                (Part::Point(label, text), _) => {
                    blocks.push(Block::Points(vec![(label.to_owned(), self.filled(text))]));
                }
                (Part::Step(text), Some(Block::Steps(steps))) => steps.push(self.filled(text)),
                (Part::Step(text), _) => blocks.push(Block::Steps(vec![self.filled(text)])),
            }
        }
        blocks
    }

    /// A point whose only field is optional and has nothing to say is left out: "not leaked: nothing" alarms nobody.
    /// What is unknown is never left out.
    fn says_nothing(&self, text: &str) -> bool {
        let mut ids = fields(text);
        let (Some(id), None) = (ids.next(), ids.next()) else { return false };
        let Some(field) = self.field(id).filter(|field| !field.required) else { return false };
        let optional = matches!(field.value, FieldValue::Own(_) | FieldValue::Text(_));
        optional && self.value(field).is_none()
    }

    fn filled(&self, text: &str) -> String {
        filled(text, |id| {
            let field = self.field(id)?;
            Some(self.value(field).unwrap_or_else(|| {
                match field.value {
                    FieldValue::Fact(_) => self.say("documents-being-checked"),
                    _ => Message::new("documents-blank")
                        .with("label", self.text(&field.label))
                        .in_language(self.of.language),
                }
            }))
        })
    }

    /// What stands in a field, where something is known.
    fn value(&self, field: &'a Field) -> Option<String> {
        match &field.value {
            FieldValue::Fact(slot) => {
                let id = &self.of.plan.catalogue.facts.get(*slot)?.id;
                Some(self.values.say(self.of.case.facts.get(id)?.known.as_deref()?))
            }
            FieldValue::Own(own) => self.own(*own, field),
            FieldValue::Text(_) => written(&self.of.by_hand, field).map(clean),
            FieldValue::Organisation => self.organisation(field).map(clean),
            FieldValue::Title => Some(clean(&self.of.case.case.title)),
            FieldValue::Measures => {
                let done = self.measures();
                (!done.is_empty()).then(|| self.values.join(&done))
            }
            // Nothing of a report's own business stands in a letter.
            FieldValue::Planned | FieldValue::Level(_) | FieldValue::Lateness | FieldValue::Reporter => None,
        }
    }

    /// Who writes: as written for this notice, as the pack says, or as the wave was told.
    fn organisation(&self, field: &'a Field) -> Option<&'a str> {
        let written = written(&self.of.by_hand, field);
        written.or_else(|| self.of.plan.organisation(self.of.language.tag())).or(self.of.sender)
    }

    /// The same for head and signature, also of a notice whose text names nobody.
    fn sender(&self) -> Option<String> {
        let field = self.of.notice.fields.iter().find(|field| field.value == FieldValue::Organisation);
        let named = field.and_then(|field| self.organisation(field));
        let named = named.or(self.of.sender).or_else(|| self.of.plan.organisation(self.of.language.tag()));
        named.map(clean)
    }

    /// What is the recipient's own; in a sample, a mark where it will stand.
    fn own(&self, own: Own, field: &'a Field) -> Option<String> {
        let Some(recipient) = self.of.recipient else {
            let mark = Message::new("documents-own").with("label", self.text(&field.label));
            return Some(mark.in_language(self.of.language));
        };
        let items = |items: &[Item]| {
            let said: Vec<String> = items.iter().map(|item| item.say(self.of.language)).collect();
            (!said.is_empty()).then(|| self.values.join(&said))
        };
        match own {
            Own::Name => {
                let name = recipient.name.as_deref().map(masked).filter(|name| !name.is_empty());
                Some(name.unwrap_or_else(|| self.say("documents-customer")))
            }
            Own::Leaked => items(&recipient.leaked),
            Own::NotLeaked => items(&recipient.not_leaked),
            Own::Unclear => items(&recipient.unclear),
        }
    }

    /// Titles of tasks that are done.
    fn measures(&self) -> Vec<String> {
        let tasks: Vec<_> = self.of.plan.playbooks.iter().flat_map(|playbook| &playbook.tasks).collect();
        let done = self.of.case.tasks.iter().filter(|task| task.stage == "done");
        let title =
            |id: &str| tasks.iter().find(|task| task.id == id).map(|task| self.text(&task.title).to_owned());
        done.filter_map(|task| title(&task.id)).collect()
    }

    fn missing(&self) -> Vec<Missing> {
        let gaps = Gaps {
            plan: self.of.plan,
            case: self.of.case,
            language: self.of.language,
            writer: self.doer(),
            by_hand: &self.of.by_hand,
        };
        let open = self.of.notice.fields.iter().filter(|field| self.value(field).is_none());
        // What is a recipient's own and optional may be nothing: that is no gap.
        let open = open.filter(|field| field.required || !matches!(field.value, FieldValue::Own(_)));
        open.filter_map(|field| gaps.of(field, &Cell::Unknown)).collect()
    }

    /// Why it may not leave, the gravest reason first.
    fn held_because(&self, missing: &[Missing]) -> Option<Message> {
        let role = self.role_label(&self.of.notice.passed_by);
        if self.of.case.case.unconfirmed {
            return Some(Message::new("documents-held-unconfirmed"));
        }
        if !pass::fits(self.of.passed.as_deref(), self.of.plan, self.of.notice, &self.of.by_hand) {
            return Some(Message::new("documents-held-not-passed").with("role", role));
        }
        if missing.iter().any(|gap| gap.required) {
            return Some(Message::new("documents-held-gaps"));
        }
        let personal = self.of.notice.fields.iter().any(|field| matches!(field.value, FieldValue::Own(_)));
        (personal && self.of.recipient.is_none()).then(|| Message::new("documents-held-sample"))
    }

    fn passed_by(&self) -> Message {
        Message::new("documents-passed-by").with("role", self.role_label(&self.of.notice.passed_by))
    }

    /// The title of a role, for a reader of any language.
    fn role_label(&self, id: &str) -> Arg {
        self.of.plan.role(id).map_or_else(|| id.into(), |role| self.of.plan.label(&role.title).into())
    }

    fn number(&self) -> String {
        let code = self.of.recipient.and_then(|recipient| recipient.code.as_deref());
        let code = code.map(|code| format!(" / {}", clean(code))).unwrap_or_default();
        let text = self.of.case.texts.get(&self.of.notice.id);
        format!("{}{code}", text.map(|text| text.number.as_str()).unwrap_or_default())
    }

    fn version(&self) -> u32 {
        let text = self.of.case.texts.get(&self.of.notice.id);
        text.map_or(1, |text| u32::try_from(text.version).unwrap_or(u32::MAX))
    }

    fn frame(&self) -> Vec<String> {
        // Only who is written to of their own data is known to be concerned.
        let personal = self.of.notice.fields.iter().any(|field| matches!(field.value, FieldValue::Own(_)));
        let audience = self.say(match self.of.notice.audience {
            Audience::Customers if personal => "documents-to-customers",
            Audience::Customers => "documents-to-all-customers",
            Audience::Public => "documents-to-public",
        });
        vec![audience, self.values.times.date(self.of.case.as_of)]
    }

    /// The role that sends it: the doer of the obligation that it meets.
    fn doer(&self) -> &'a str {
        let met_by = MetBy::Notice(self.of.notice.id.clone());
        let obligation = self.of.plan.obligations.iter().find(|obligation| obligation.met_by == met_by);
        obligation.map_or(self.of.notice.passed_by.as_str(), |obligation| obligation.doer.as_str())
    }

    fn signed(&self) -> Vec<String> {
        let group = self.of.plan.role(self.doer()).and_then(|role| role.group.as_ref());
        let group = group.and_then(|id| self.of.plan.groups.iter().find(|group| group.id == *id));
        self.sender().into_iter().chain(group.map(|group| self.text(&group.title).to_owned())).collect()
    }

    /// How the letter can be verified.
    fn remark(&self) -> Option<String> {
        let code = self.of.recipient?.code.as_deref()?;
        Some(Message::new("documents-letter-check").with("code", clean(code)).in_language(self.of.language))
    }
}
