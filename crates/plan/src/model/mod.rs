//! A checked plan: what the files of a pack mean, with every name resolved and every expression compiled.
//!
//! Rooms that run a plan (`clocks`, `incident`, `views`, `documents`) read these types and nothing else; how a pack
//! is written is the business of `lower`. Everything that a plan owner wrote keeps its [`Origin`]: the clause of the
//! written plan that it carries, and the stated choice where the written plan is silent.

mod catalogue;
mod drill;
mod form;
mod gate;
mod obligation;
mod people;
mod playbook;
mod role;
mod scale;
mod text;
mod trigger;

use std::collections::BTreeMap;

pub use catalogue::{Answers, Catalogue, Fact, FactSlot, Resolution, Worse};
pub use drill::{Drill, Expectation, Expected, Step, StepAct};
pub use form::{Audience, Channel, Field, FieldValue, Form, Notice, Own};
pub use gate::{Condition, Gate, GateKind};
pub use obligation::{MetBy, Obligation, OnMissed, Recipient, Repeat, Scope, Start, StartAt, Term, Until};
pub use people::{Authority, Group};
pub use playbook::{Playbook, TaskTemplate};
pub use role::{Right, Role};
pub use scale::{LevelRule, Scale, ScaleKind, SetBy};
pub use text::{ORGANISATION, TextKey, Texts};
pub use trigger::{Proposal, Trigger};

/// A state of a case. States are dated duties: several may hold at once (recovery while watching), and any may reopen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Opened, neither warned of nor declared yet.
    Assessing,
    /// 预警: a risk with a term, proposed by a trigger and opened by the command.
    Warning,
    /// 应急响应: declared.
    Response,
    /// Systems are brought back.
    Recovery,
    /// 重点监控: no duty by the hour, a term of watching.
    Watch,
    /// 后期处置: what is owed after the end.
    AfterCare,
    /// Nothing is owed any more.
    Closed,
}

/// What carries an item of the pack back to the written plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// Number of the clause in `clauses.yaml`, e.g. `三.2`.
    pub clause: Option<String>,
    /// Further clauses the same item carries.
    pub also: Vec<String>,
    /// The stated choice this item rests on, where the source is silent or contradicts itself.
    pub choice: Option<String>,
}

/// A clause of the written plan: its number and our own short title of it (a text key).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Number as the written plan counts, e.g. `六.4`.
    pub number: String,
    /// Key of the short title.
    pub title: TextKey,
    /// `false` for clauses that describe and oblige nobody (examples, definitions): nothing need carry them.
    pub binding: bool,
}

/// A place where the written plan is silent, contradicts itself or is damaged, and what the pack does instead. The
/// plan's owner confirms it; until then whatever rests on it shows the badge "choice".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Identifier that items name in `choice:`.
    pub id: String,
    /// Clauses it is about.
    pub clauses: Vec<String>,
    /// Key of the sentence that says what was chosen and why.
    pub reason: TextKey,
    /// Whether the plan's owner has confirmed it.
    pub confirmed: bool,
}

/// An organisation's emergency plan, executable.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Pack identifier, e.g. `cn-b2c`.
    pub id: String,
    /// The owner's version of it.
    pub version: String,
    /// SHA-256 over the pack's files in name order (lower-case hex): what a case pins at opening.
    pub digest: String,
    /// Time zone in which people of this plan read their clocks, e.g. `Asia/Shanghai`.
    pub zone: jiff::tz::TimeZone,
    /// Languages the pack's texts are complete in; the first is the plan's own.
    pub languages: Vec<String>,
    /// Every fact an expression may name: the core catalogue and the pack's own, in slot order.
    pub catalogue: Catalogue,
    /// Groups of the command post, in the order of the pack.
    pub groups: Vec<Group>,
    /// Authorities that are reported to.
    pub authorities: Vec<Authority>,
    /// Roles, in the order of the pack.
    pub roles: Vec<Role>,
    /// Scales of levels; slot order is that of `Schema`'s scales.
    pub scales: Vec<Scale>,
    /// What proposes or starts something.
    pub triggers: Vec<Trigger>,
    /// What is owed, to whom, by when.
    pub obligations: Vec<Obligation>,
    /// Conditions that must all hold before a state is left.
    pub gates: Vec<Gate>,
    /// Steps for groups.
    pub playbooks: Vec<Playbook>,
    /// Forms of reports to authorities.
    pub forms: Vec<Form>,
    /// Texts to customers and the public.
    pub notices: Vec<Notice>,
    /// Rehearsals that come with the pack.
    pub drills: Vec<Drill>,
    /// Clauses of the written plan.
    pub clauses: Vec<Clause>,
    /// Stated choices.
    pub choices: Vec<Choice>,
    /// Words of the pack, by language.
    pub texts: Texts,
    /// Files of the pack as read (relative path → bytes): stored with the first case that pins the digest.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Plan {
    /// The role with this id.
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// The scale with this id.
    pub fn scale(&self, id: &str) -> Option<&Scale> {
        self.scales.iter().find(|scale| scale.id == id)
    }

    /// Whether clocks of an obligation or a task run from this time fact.
    pub fn starts_clocks(&self, slot: FactSlot) -> bool {
        let tasks = self.playbooks.iter().flat_map(|playbook| &playbook.tasks);
        let mut starts =
            self.obligations.iter().flat_map(|item| &item.starts).chain(tasks.flat_map(|task| &task.starts));
        starts.any(|start| start.at == StartAt::Fact(slot))
    }

    /// Whether this role commands: it answers proposals and declares the response.
    pub fn commands(&self, role: &str) -> bool {
        self.role(role).is_some_and(|role| role.rights.contains(&Right::Decide))
    }

    /// Roles that command, in the order of the pack.
    pub fn commanding(&self) -> impl Iterator<Item = &Role> {
        self.roles.iter().filter(|role| role.rights.contains(&Right::Decide))
    }

    /// The obligation with this id.
    pub fn obligation(&self, id: &str) -> Option<&Obligation> {
        self.obligations.iter().find(|obligation| obligation.id == id)
    }

    /// The gate with this id.
    pub fn gate(&self, id: &str) -> Option<&Gate> {
        self.gates.iter().find(|gate| gate.id == id)
    }
    /// The playbook with this id.
    pub fn playbook(&self, id: &str) -> Option<&Playbook> {
        self.playbooks.iter().find(|playbook| playbook.id == id)
    }

    /// The form with this id.
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.id == id)
    }

    /// The notice with this id.
    pub fn notice(&self, id: &str) -> Option<&Notice> {
        self.notices.iter().find(|notice| notice.id == id)
    }

    /// The name of the organisation whose plan it is, in `language`, else in the plan's own; `None` where the pack says none.
    pub fn organisation(&self, language: &str) -> Option<&str> {
        let own = self.languages.first().map_or("", String::as_str);
        let name = |tag: &str| self.texts.0.get(tag)?.get(ORGANISATION).map(|name| name.trim());
        name(language).or_else(|| name(own)).filter(|name| !name.is_empty())
    }

    /// The text of `key` in `language`, else in the plan's own language, else the key itself: never blank.
    pub fn text<'a>(&'a self, key: &'a TextKey, language: &str) -> &'a str {
        self.texts.get(key, language, self.languages.first().map_or("", String::as_str))
    }
}
