//! A report to an authority, from the pack's form and what the case knows.

use std::collections::BTreeMap;

use jiff::Timestamp;
use messages::{Language, Message};
use plan::{FactSlot, Field, FieldValue, Form, MetBy, Obligation, Plan, Recipient};
use views::{CaseView, Duty, DutyState, FactView, LevelView};

use crate::foreign::clean;
use crate::gaps::{Gaps, by_hand, written};
use crate::lateness::Lateness;
use crate::record::{ADOPTED, FILED};
use crate::times::{self, Times};
use crate::value::Values;
use crate::{Block, Cell, Kind, Line, Paper, digest, width};

/// Widest value (in half-width columns) that may share its row with a neighbour.
const SHORT_VALUE: usize = 34;
/// Widest label of such a line.
const SHORT_LABEL: usize = 16;

/// How reports are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbering {
    /// Case, place of the form in its plan, version: `14-2-1`. Once another plan was adopted, the plan's place among those of the case
    /// stands before that of the form, `14-2-2-1`: no two reports of a case have the same number, whatever plans they are of.
    #[default]
    ByForm,
    /// Case and version, `14-1`: so it was up to version 0.1, and the first report and the next form of a case had the same. What was
    /// filed under such a number is drawn up again with it.
    ByVersion,
}

/// What a report is drawn up from.
#[derive(Debug, Clone)]
pub struct Filing<'a> {
    /// The form.
    pub form: &'a Form,
    /// The plan it belongs to.
    pub plan: &'a Plan,
    /// The case, read at the moment of the report.
    pub case: &'a CaseView,
    /// Role that reports.
    pub role: &'a str,
    /// The organisation that reports, where it is known.
    pub sender: Option<&'a str>,
    /// Language of the paper; another than the form's makes a reading copy, and says so.
    pub language: Language,
    /// What people wrote into the fields that are written by hand, by id of the field.
    pub by_hand: BTreeMap<String, String>,
    /// When it was filed; `None` for a draft.
    pub filed_at: Option<Timestamp>,
    /// How it is numbered.
    pub numbering: Numbering,
    /// Whether it says of a notice that it went to fewer than are known to be concerned. Reports filed before it did are drawn up
    /// again without.
    pub reach: bool,
}

impl<'a> Filing<'a> {
    /// A draft in the form's own language, with what the case has written by hand.
    pub fn new(form: &'a Form, plan: &'a Plan, case: &'a CaseView, role: &'a str) -> Filing<'a> {
        let language = form.language.parse().unwrap_or(Language::English);
        let (sender, by_hand, filed_at) = (None, by_hand(case, "form", &form.id), None);
        let numbering = Numbering::default();
        Filing { form, plan, case, role, sender, language, by_hand, filed_at, numbering, reach: true }
    }
}

/// Fills the form from the case. Unknown stays unknown; what is missing is listed with who can answer and stops nothing:
/// a preliminary report may leave with gaps, never with guesses.
///
/// ```
/// # let plan = testkit::pack("cn-b2c");
/// # let mut record = testkit::Record::default();
/// # let now = testkit::t("2026-03-12T08:30+08:00");
/// # record.say(&plan, "duty_manager", "open", &[("title", "x")], now).unwrap();
/// # let case = views::case("x", 14, &record.events, &plan, now).unwrap();
/// let form = plan.form("first_report").unwrap();
/// let paper = documents::filing(&documents::Filing::new(form, &plan, &case, "legal_lead"));
/// assert!(!paper.missing.is_empty() && paper.may_leave);
/// let (page, word) = (documents::html(&paper), documents::docx(&paper).unwrap());
/// # assert!(page.len() > 1000 && word.starts_with(b"PK"));
/// ```
pub fn filing(filing: &Filing<'_>) -> Paper {
    let writer = Writer::new(filing);
    let lines: Vec<Line> = filing.form.fields.iter().map(|field| writer.line(field)).collect();
    let as_of = filing.case.as_of;
    let mut paper = Paper {
        language: filing.language,
        kind: Kind::Form,
        sender: filing.sender.map(clean),
        title: writer.text(&filing.form.title).to_owned(),
        number: writer.number(),
        version: writer.version(),
        date: writer.values.times.date(as_of),
        standing: writer.standing(),
        may_leave: true,
        held: None,
        frame: writer.frame(),
        missing: writer.missing(&lines),
        blocks: vec![Block::Lines(lines)],
        signed: writer.signed(),
        remark: Some(writer.say("documents-seal")),
        as_of: writer.values.times.full(as_of),
        moment: as_of,
        digest: String::new(),
    };
    paper.digest = digest::of_paper(&paper);
    paper
}

struct Writer<'a> {
    of: &'a Filing<'a>,
    values: Values,
}

impl<'a> Writer<'a> {
    fn new(of: &'a Filing<'a>) -> Writer<'a> {
        let times = Times::new(&of.plan.zone, of.case.as_of, of.language);
        Writer { of, values: Values { times, language: of.language, prose: false } }
    }

    fn say(&self, key: &'static str) -> String {
        Message::new(key).in_language(self.of.language)
    }

    fn text(&self, key: &'a plan::TextKey) -> &'a str {
        self.of.plan.text(key, self.of.language.tag())
    }

    fn line(&self, field: &'a Field) -> Line {
        let label = self.text(&field.label).to_owned();
        let cell = self.cell(field);
        let basis = match field.value {
            FieldValue::Fact(slot) => self.fact(slot).and_then(|fact| self.basis(fact)),
            _ => None,
        };
        let shares = matches!(field.value, FieldValue::Fact(_) | FieldValue::Level(_));
        let narrow = match &cell {
            Cell::Known(text) => width::columns(text) <= SHORT_VALUE,
            Cell::List(_) => false,
            Cell::Unknown | Cell::ByHand => true,
        };
        let short = shares && narrow && basis.is_none() && width::columns(&label) <= SHORT_LABEL;
        Line { label, cell, basis, short }
    }

    fn cell(&self, field: &Field) -> Cell {
        match &field.value {
            FieldValue::Fact(slot) => match self.fact(*slot).and_then(|fact| fact.known.as_deref()) {
                Some(known) => Cell::Known(self.values.say(known)),
                None => Cell::Unknown,
            },
            FieldValue::Level(slot) => self.level(*slot).map_or(Cell::Unknown, Cell::Known),
            FieldValue::Measures => Cell::List(self.measures()),
            FieldValue::Planned => Cell::List(self.planned()),
            FieldValue::Lateness => self.lateness().map_or(Cell::Unknown, Cell::Known),
            // The plan lets nothing of a person's own into a form.
            FieldValue::Own(_) => Cell::Unknown,
            FieldValue::Title => Cell::Known(clean(&self.of.case.case.title)),
            FieldValue::Reporter => Cell::Known(self.reporter()),
            FieldValue::Organisation => {
                let name = written(&self.of.by_hand, field)
                    .or_else(|| self.of.plan.organisation(self.of.language.tag()))
                    .or(self.of.sender);
                name.map_or(Cell::ByHand, |name| Cell::Known(clean(name)))
            }
            FieldValue::Text(_) => {
                written(&self.of.by_hand, field).map_or(Cell::ByHand, |text| Cell::Known(clean(text)))
            }
        }
    }

    fn fact(&self, slot: FactSlot) -> Option<&'a FactView> {
        self.of.case.facts.get(&self.of.plan.catalogue.facts.get(slot)?.id)
    }

    /// What a value rests on: its evidence, and that somebody contradicts it.
    fn basis(&self, fact: &FactView) -> Option<String> {
        fact.known.as_ref()?;
        let evidence = (!fact.evidence.is_empty()).then(|| {
            let list = self.values.join(&fact.evidence);
            Message::new("documents-basis").with("evidence", list).in_language(self.of.language)
        });
        let beside = !fact.more_than.is_empty() || !fact.less_than.is_empty();
        let conflict = (beside || !fact.conflicts.is_empty()).then(|| self.say("documents-conflict"));
        let said: Vec<String> = evidence.into_iter().chain(conflict).collect();
        (!said.is_empty()).then(|| said.join(&self.say("documents-list-semicolon")))
    }

    /// The level with its label in the plan, decided or as far as it is computed.
    fn level(&self, slot: usize) -> Option<String> {
        let scale = self.of.plan.scales.get(slot)?;
        let view: &LevelView = self.of.case.levels.get(&scale.id)?;
        let label = |id: &str| {
            let place = scale.order.iter().position(|level| level == id);
            let key = place.and_then(|place| scale.labels.get(place));
            let Some(key) = key else { return id.to_owned() };
            // The plan's own label, and on a reading copy what it means beside it.
            let own = self.of.plan.text(key, self.of.plan.languages.first().map_or("", String::as_str));
            let meant = self.text(key);
            if own == meant { own.to_owned() } else { format!("{own} · {meant}") }
        };
        let said = match &view.decided {
            Some(level) => Message::new("documents-level-decided").with("level", label(level)),
            // Nobody has set it: a filing says unknown, as of a fact that nobody has stated.
            None if view.unset => return None,
            None if view.certain == view.possible => {
                Message::new("documents-level-exact").with("level", label(&view.certain))
            }
            None => Message::new("documents-level-between")
                .with("certain", label(&view.certain))
                .with("possible", label(&view.possible)),
        };
        Some(said.in_language(self.of.language))
    }

    /// Tasks that are done, in the order in which they were, with the moment.
    fn measures(&self) -> Vec<String> {
        let mut done: Vec<_> = self.of.case.tasks.iter().filter(|task| task.stage == "done").collect();
        done.sort_by_key(|task| task.since);
        done.iter()
            .map(|task| format!("{}  {}", self.values.times.moment(task.since), self.task_title(&task.id)))
            .collect()
    }

    /// What is still owed outside the house, this report apart, by due time.
    fn planned(&self) -> Vec<String> {
        let own = self.duty().map(|(obligation, _)| obligation.id.as_str());
        let others = self.of.case.obligations.iter().filter(|duty| Some(duty.id.as_str()) != own);
        others.filter_map(|duty| self.promise(duty)).collect()
    }

    /// `File the formal report (due 2026-03-13 08:28)`; nothing where it is over, stays inside, or is only possible:
    /// nobody is promised what may not be owed.
    fn promise(&self, duty: &Duty) -> Option<String> {
        if duty.presumed {
            return None;
        }
        let key = match duty.state {
            DutyState::Met | DutyState::MetLate => return self.rest(duty),
            DutyState::Running | DutyState::Soon => "documents-planned",
            DutyState::Late => "documents-planned-late",
            _ => return None,
        };
        let obligation = self.of.plan.obligation(&duty.id)?;
        let outside = !matches!(obligation.to, Recipient::Command | Recipient::Group(_));
        let said = Message::new(key)
            .with("title", self.text(&obligation.title))
            .with("due", self.values.times.moment(duty.due));
        outside.then(|| said.in_language(self.of.language))
    }

    /// `Tell everyone affected: told to 60 of at least 500, the others are still to be told`, although it is met by the ways its notice
    /// went.
    fn rest(&self, duty: &Duty) -> Option<String> {
        let fewer = duty.fewer.as_ref().filter(|_| self.of.reach)?;
        let title = self.text(&self.of.plan.obligation(&duty.id)?.title);
        let said = Message::new("documents-planned-rest").with("title", title);
        let count = |count: u64| self.values.say(&count.to_string());
        Some(
            said.with("told", count(fewer.told))
                .with("known", count(fewer.known))
                .in_language(self.of.language),
        )
    }

    fn task_title(&self, id: &str) -> String {
        let tasks = self.of.plan.playbooks.iter().flat_map(|playbook| &playbook.tasks);
        let title = tasks.into_iter().find(|task| task.id == id).map(|task| &task.title);
        title.map_or(id.to_owned(), |title| self.text(title).to_owned())
    }

    fn lateness(&self) -> Option<String> {
        let (obligation, duty) = self.duty()?;
        let lateness = Lateness {
            plan: self.of.plan,
            case: self.of.case,
            obligation,
            duty,
            at: self.of.filed_at.unwrap_or(self.of.case.as_of),
            times: &self.values.times,
            language: self.of.language,
        };
        Some(lateness.say())
    }

    /// The obligation that this form meets, with its newest clock.
    fn duty(&self) -> Option<(&'a Obligation, &'a Duty)> {
        let met_by = MetBy::Filing(self.of.form.id.clone());
        let obligation = self.of.plan.obligations.iter().find(|obligation| obligation.met_by == met_by)?;
        let clocks = self.of.case.obligations.iter().filter(|duty| duty.id == obligation.id);
        Some((obligation, clocks.max_by_key(|duty| duty.due)?))
    }

    fn role_title(&self, id: &'a str) -> &'a str {
        self.of.plan.role(id).map_or(id, |role| self.text(&role.title))
    }

    fn reporter(&self) -> String {
        Message::new("documents-reporter")
            .with("role", self.role_title(self.of.role))
            .with("at", self.values.times.moment(self.of.filed_at.unwrap_or(self.of.case.as_of)))
            .in_language(self.of.language)
    }

    /// How often this form has been filed before; struck filings do not count.
    fn filed_before(&self) -> Vec<Timestamp> {
        let filed = self.of.case.timeline.iter().filter(|entry| {
            let form = entry.data.get("form").and_then(|form| form.as_str());
            entry.kind == FILED && entry.struck_by.is_none() && form == Some(&self.of.form.id)
        });
        let at = filed.filter_map(|entry| entry.data.get("at")?.as_str()?.parse().ok());
        at.filter(|at| self.of.filed_at.is_none_or(|this| *at < this)).collect()
    }

    fn version(&self) -> u32 {
        u32::try_from(self.filed_before().len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// What to say on the phone.
    fn number(&self) -> String {
        let (case, version) = (self.of.case.case.number, self.version());
        if self.of.numbering == Numbering::ByVersion {
            return format!("{case}-{version}");
        }
        let place = self.of.plan.forms.iter().position(|form| form.id == self.of.form.id);
        let place = place.map_or(0, |place| place.saturating_add(1));
        let adopted = self.of.case.timeline.iter().filter(|entry| entry.kind == ADOPTED).count();
        views::report_number(case, adopted as u64, place as u64, u64::from(version))
    }

    fn standing(&self) -> String {
        let at = |moment| self.values.times.moment(moment);
        let message = match (self.of.filed_at, self.filed_before().last()) {
            (Some(filed), _) => Message::new("documents-filed").with("at", at(filed)),
            (None, None) => Message::new("documents-draft-first"),
            (None, Some(last)) => Message::new("documents-draft-next").with("at", at(*last)),
        };
        message.in_language(self.of.language)
    }

    /// To whom, by when, whose clock; a reading copy says that it is one.
    fn frame(&self) -> Vec<String> {
        let plan = self.of.plan;
        let say = |key, value: String| Message::new(key).with("value", value).in_language(self.of.language);
        let authority = plan.authorities.iter().find(|authority| authority.id == self.of.form.to);
        let to =
            authority.map_or_else(|| self.say("documents-superior"), |one| self.text(&one.title).to_owned());
        let mut frame = vec![say("documents-to", to)];
        if let Some((_, duty)) = self.duty() {
            frame.push(say("documents-due", self.values.times.moment(duty.due)));
        }
        frame.push(say("documents-zone", self.values.times.zone(self.of.case.as_of)));
        if self.of.language.tag() != self.of.form.language {
            frame.push(say(
                "documents-reading-copy",
                times::language_name(&self.of.form.language, self.of.language),
            ));
        }
        frame
    }

    fn signed(&self) -> Vec<String> {
        let drafted = Message::new("documents-signed-drafted").with("role", self.role_title(self.of.role));
        vec![
            drafted.in_language(self.of.language),
            self.say("documents-signed-reviewed"),
            self.say("documents-signed-issued"),
        ]
    }

    fn missing(&self, lines: &[Line]) -> Vec<crate::Missing> {
        let gaps = Gaps {
            plan: self.of.plan,
            case: self.of.case,
            language: self.of.language,
            by_hand: &self.of.by_hand,
            writer: self.duty().map_or(self.of.role, |(obligation, _)| obligation.doer.as_str()),
        };
        let lines = self.of.form.fields.iter().zip(lines);
        lines.filter_map(|(field, line)| gaps.of(field, &line.cell)).collect()
    }
}
