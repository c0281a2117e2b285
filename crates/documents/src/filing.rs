//! A report to an authority, from the pack's form and what the case knows.

use jiff::Timestamp;
use messages::{Language, Message};
use plan::{Field, FieldValue, Form, MetBy, Obligation, Plan, StartAt};
use sha2::{Digest, Sha256};
use views::{CaseView, Duty, FactView, LevelView};

use crate::value::{moment_in, value};
use crate::{Cell, Line, Missing, Paper};

/// Fills the form from the case. Unknown stays unknown; what is missing is listed with who can answer and stops nothing:
/// a preliminary report may leave with gaps, never with guesses. `role` is who reports.
pub fn filing(form: &Form, plan: &Plan, case: &CaseView, role: &str) -> Paper {
    let desk =
        Writer { form, plan, case, role, language: form.language.parse().unwrap_or(Language::English) };
    let lines: Vec<Line> = form.fields.iter().map(|field| desk.line(field)).collect();
    let mut paper = Paper {
        language: desk.language,
        title: plan.text(&form.title, &form.language).to_owned(),
        number: format!("{} / {}", case.case.number, form.id),
        standing: desk.say("documents-draft"),
        missing: desk.missing(&lines),
        lines,
        as_of: moment_in(case.as_of, &plan.zone),
        digest: String::new(),
    };
    paper.digest = digest(&paper);
    paper
}

struct Writer<'a> {
    form: &'a Form,
    plan: &'a Plan,
    case: &'a CaseView,
    role: &'a str,
    language: Language,
}

impl Writer<'_> {
    fn say(&self, key: &'static str) -> String {
        Message::new(key).in_language(self.language)
    }

    fn line(&self, field: &Field) -> Line {
        let label = self.plan.text(&field.label, &self.form.language).to_owned();
        Line { label, cell: self.cell(&field.value) }
    }

    fn cell(&self, wanted: &FieldValue) -> Cell {
        match wanted {
            FieldValue::Fact(slot) => match self.fact(*slot).and_then(|fact| fact.known.as_deref()) {
                Some(known) => Cell::Known(value(known, &self.plan.zone, self.language)),
                None => Cell::Unknown,
            },
            FieldValue::Level(slot) => self.level(*slot).map_or(Cell::Unknown, Cell::Known),
            FieldValue::Measures => Cell::List(self.measures()),
            FieldValue::Lateness => Cell::Known(self.lateness()),
            FieldValue::Title => Cell::Known(self.case.case.title.clone()),
            FieldValue::Reporter => Cell::Known(self.reporter()),
            FieldValue::Text(_) => Cell::ByHand,
        }
    }

    fn fact(&self, slot: plan::FactSlot) -> Option<&FactView> {
        self.case.facts.get(&self.plan.catalogue.facts.get(slot)?.id)
    }

    /// The level with its label in the plan, decided or as far as it is computed.
    fn level(&self, slot: usize) -> Option<String> {
        let scale = self.plan.scales.get(slot)?;
        let view: &LevelView = self.case.levels.get(&scale.id)?;
        let label = |id: &str| {
            let place = scale.order.iter().position(|level| level == id);
            let key = place.and_then(|place| scale.labels.get(place));
            key.map_or(id.to_owned(), |key| self.plan.text(key, &self.form.language).to_owned())
        };
        let said = match &view.decided {
            Some(level) => Message::new("documents-level-decided").with("level", label(level)),
            None if view.certain == view.possible => {
                Message::new("documents-level-exact").with("level", label(&view.certain))
            }
            None => Message::new("documents-level-between")
                .with("certain", label(&view.certain))
                .with("possible", label(&view.possible)),
        };
        Some(said.in_language(self.language))
    }

    /// Tasks that are done, with the moment they were.
    fn measures(&self) -> Vec<String> {
        let done = self.case.tasks.iter().filter(|task| task.stage == "done");
        done.map(|task| format!("{}  {}", moment_in(task.since, &self.plan.zone), self.task_title(&task.id)))
            .collect()
    }

    fn task_title(&self, id: &str) -> String {
        let tasks = self.plan.playbooks.iter().flat_map(|playbook| &playbook.tasks);
        let title = tasks.into_iter().find(|task| task.id == id).map(|task| &task.title);
        title.map_or(id.to_owned(), |title| self.plan.text(title, &self.form.language).to_owned())
    }

    /// From which start the report's clock ran; where the plan's first start was skipped, how long ago that was.
    fn lateness(&self) -> String {
        let Some((obligation, duty)) = self.duty() else { return self.say("documents-unknown") };
        let start = match duty.started_by.as_str() {
            "fact happened" => self.say("documents-start-happened"),
            "fact known" => self.say("documents-start-known"),
            other => Message::new("documents-start-other").with("start", other).in_language(self.language),
        };
        let said = match self.skipped_start(obligation, duty) {
            Some(skipped) => {
                let minutes = self.case.as_of.duration_since(skipped).as_mins();
                Message::new("documents-late").with("minutes", minutes)
            }
            None => Message::new("documents-not-late"),
        };
        said.with("start", start).in_language(self.language)
    }

    /// The moment of the plan's first start, where the clock runs from a later one although that moment is known.
    fn skipped_start(&self, obligation: &Obligation, duty: &Duty) -> Option<Timestamp> {
        let StartAt::Fact(slot) = obligation.starts.first()?.at else { return None };
        let id = &self.plan.catalogue.facts.get(slot)?.id;
        if duty.started_by == format!("fact {id}") {
            return None;
        }
        self.case.facts.get(id)?.known.as_ref()?.parse().ok()
    }

    /// The obligation that this form meets.
    fn duty(&self) -> Option<(&Obligation, &Duty)> {
        let met_by = MetBy::Filing(self.form.id.clone());
        let obligation = self.plan.obligations.iter().find(|obligation| obligation.met_by == met_by)?;
        let duty = self.case.obligations.iter().find(|duty| duty.id == obligation.id)?;
        Some((obligation, duty))
    }

    fn reporter(&self) -> String {
        let role = self.plan.role(self.role).map_or(self.role, |role| self.title(&role.title));
        Message::new("documents-reporter")
            .with("role", role)
            .with("at", moment_in(self.case.as_of, &self.plan.zone))
            .in_language(self.language)
    }

    fn title<'a>(&'a self, key: &'a plan::TextKey) -> &'a str {
        self.plan.text(key, &self.form.language)
    }

    fn missing(&self, lines: &[Line]) -> Vec<Missing> {
        let gaps = self.form.fields.iter().zip(lines).filter(|(_, line)| is_gap(&line.cell));
        gaps.map(|(field, line)| self.gap(field, line)).collect()
    }

    fn gap(&self, field: &Field, line: &Line) -> Missing {
        let FieldValue::Fact(slot) = field.value else {
            return Missing { label: line.label.clone(), question: String::new(), who: Vec::new() };
        };
        let fact = self.plan.catalogue.facts.get(slot);
        let roles = fact.map(|fact| fact.answered_by.as_slice()).unwrap_or_default();
        let who =
            roles.iter().filter_map(|id| self.plan.role(id)).map(|role| self.title(&role.title).to_owned());
        Missing {
            label: line.label.clone(),
            question: fact.map(|fact| self.title(&fact.question).to_owned()).unwrap_or_default(),
            who: who.collect(),
        }
    }
}

fn is_gap(cell: &Cell) -> bool {
    matches!(cell, Cell::Unknown | Cell::ByHand)
}

/// SHA-256 over title, number and every line, each part ended by a zero byte so that no two papers run together.
fn digest(paper: &Paper) -> String {
    let mut hasher = Sha256::new();
    let mut part = |text: &str| hasher.update([text.as_bytes(), &[0]].concat());
    part(&paper.title);
    part(&paper.number);
    for line in &paper.lines {
        part(&line.label);
        match &line.cell {
            Cell::Known(text) => part(text),
            Cell::Unknown => part("\u{1}"),
            Cell::ByHand => part("\u{2}"),
            Cell::List(entries) => entries.iter().for_each(|entry| part(entry)),
        }
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
