//! What the plan and the product call things, in the reader's language.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use messages::{Language, Message};
use plan::{Plan, Scale, ScaleKind, TextKey};
use views::FewerView;

use crate::look::fact::{Bound, bounded};
use crate::look::foreign;
use crate::look::level::{Level, Standing};

/// The words of one plan for one reader.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) language: Language,
}

impl<'a> Names<'a> {
    pub(crate) fn new(plan: &'a Plan, language: Language) -> Names<'a> {
        Names { plan, language }
    }

    /// A sentence of ours.
    pub(crate) fn say(&self, key: &'static str) -> String {
        Message::new(key).in_language(self.language)
    }

    /// A message of any room.
    pub(crate) fn words(&self, message: &Message) -> String {
        message.in_language(self.language)
    }

    /// A text of the plan.
    pub(crate) fn text(&self, key: &TextKey) -> String {
        self.plan.text(key, self.language.tag()).to_owned()
    }

    /// The title of a role; `clock` is time itself.
    pub(crate) fn role(&self, id: &str) -> String {
        match self.plan.role(id) {
            Some(role) => self.text(&role.title),
            None if id == desk::Act::CLOCK => self.say("server-role-clock"),
            None => id.to_owned(),
        }
    }

    /// What an obligation, a task, a gate, a form, a notice or a playbook is called: `hourly_report#3` is its third.
    pub(crate) fn item(&self, id: &str) -> String {
        let (stem, number) = id.split_once('#').unwrap_or((id, ""));
        let task = stem.strip_prefix("task/").unwrap_or(stem);
        let plan = self.plan;
        let tasks = plan.playbooks.iter().flat_map(|playbook| &playbook.tasks);
        let title = plan
            .obligation(stem)
            .map(|obligation| &obligation.title)
            .or_else(|| {
                tasks.into_iter().find(|template| template.id == task).map(|template| &template.title)
            })
            .or_else(|| plan.gate(stem).map(|gate| &gate.title))
            .or_else(|| plan.form(stem).map(|form| &form.title))
            .or_else(|| plan.notice(stem).map(|notice| &notice.title))
            .or_else(|| plan.playbook(stem).map(|playbook| &playbook.title));
        match title {
            None => id.to_owned(),
            Some(title) if matches!(number, "" | "1") => self.text(title),
            Some(title) => {
                let said = Message::new("server-item-number").with("item", self.text(title));
                self.words(&said.with("number", number))
            }
        }
    }

    /// What is known or was said of a fact, in words; `stated` is in the form in which facts are stated.
    pub(crate) fn value(&self, stated: &str) -> String {
        documents::in_words(stated, &self.plan.zone, Timestamp::UNIX_EPOCH, self.language)
    }

    /// As [`Names::value`], as short as a figure must be: `≥ 120,000`.
    pub(crate) fn figure(&self, stated: &str) -> String {
        let one = |text: &str| self.value(text);
        match (stated.strip_prefix(">="), stated.strip_prefix("<="), stated.split_once("..")) {
            (Some(least), _, _) => bounded(&one(least), &Bound::AtLeast),
            (_, Some(most), _) => bounded(&one(most), &Bound::AtMost),
            (_, _, Some((least, most))) => bounded(&one(least), &Bound::To(one(most))),
            _ => one(stated),
        }
    }

    /// What a kind of identifier is called; a kind that has no name yet stays as it is.
    pub(crate) fn kind(&self, kind: &str) -> String {
        exposure::kind_word(kind).map_or_else(|| kind.to_owned(), |word| self.words(&word))
    }

    /// What a unit of the catalogue counts; `None` for a unit that only the pack knows.
    pub(crate) fn unit(&self, unit: &str) -> Option<String> {
        let key = match unit {
            "records" => "server-unit-records",
            "identifiers" => "server-unit-identifiers",
            "persons" => "server-unit-persons",
            "customers" => "server-unit-customers",
            "percent" => "server-unit-percent",
            _ => return None,
        };
        Some(self.say(key))
    }

    /// What a way of a notice is called, by the word that plans write for it.
    pub(crate) fn way(&self, word: &str) -> String {
        plan::Channel::of_word(word).map_or_else(|| word.to_owned(), |way| self.words(&way.message()))
    }

    /// Roles as a list.
    pub(crate) fn roles(&self, ids: &[String]) -> String {
        if ids.is_empty() {
            return self.say("documents-anybody");
        }
        let names: Vec<String> = ids.iter().map(|id| self.role(id)).collect();
        names.join(&self.say("look-comma"))
    }

    /// The question that asks for a fact.
    pub(crate) fn fact(&self, id: &str) -> String {
        let fact = self.plan.catalogue.facts.iter().find(|fact| fact.id == id);
        fact.map_or_else(|| id.to_owned(), |fact| self.text(&fact.question))
    }

    /// What the plan calls a scale.
    pub(crate) fn scale_title(&self, id: &str) -> String {
        let label = self.plan.label_of(plan::Item::Scale, id);
        label.map_or_else(|| id.to_owned(), |label| label.in_language(self.language))
    }

    /// A word of a plan within a sentence of ours: in Chinese what is Latin is parted from the Han around it.
    pub(crate) fn within(&self, word: &str) -> String {
        let parts = |letter: Option<char>| {
            let is_latin = letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
            if is_latin && self.language == Language::SimplifiedChinese { " " } else { "" }
        };
        format!("{}{word}{}", parts(word.chars().next()), parts(word.chars().next_back()))
    }

    /// The scale by which a case is named: how it is responded to, else, in a plan that has none, how grave it is.
    pub(crate) fn first_scale(&self) -> Option<&'a Scale> {
        let of_kind = |kind| self.plan.scales.iter().find(|scale| scale.kind == kind);
        of_kind(ScaleKind::ResponseLevel).or_else(|| of_kind(ScaleKind::Severity))
    }

    /// A level as a component shows it: the plan's own label in the plan's language, and what it means in the reader's where the
    /// pack says so.
    pub(crate) fn level_named(&self, scale: &str, level: &str, standing: Standing) -> Level {
        let (label, place, of) = self.level(scale, level);
        let own = self.plan.languages.first().map_or("", String::as_str);
        let reader = self.language.tag();
        let key = self.plan.scale(scale).and_then(|scale| scale.labels.get(place.checked_sub(1)?));
        let meant =
            key.map(|key| self.plan.text(key, reader)).filter(|meant| *meant != label && reader != own);
        let label_language =
            (reader != own && foreign(&label, self.language).is_some()).then(|| own.to_owned());
        Level { label, label_language, gloss: meant.map(str::to_owned), place, of, standing }
    }

    /// What a sentence calls a level: its label in the reader's language where the pack has one, else in the plan's own.
    pub(crate) fn level_said(&self, scale: &str, level: &str) -> String {
        let Level { label, gloss, .. } = self.level_named(scale, level, Standing::Computed);
        gloss.unwrap_or(label)
    }

    /// The label of a level in the plan's own language, with its place on the scale (from 1, the mildest) and the length of the scale.
    pub(crate) fn level(&self, scale: &str, level: &str) -> (String, usize, usize) {
        let Some(scale) = self.plan.scale(scale) else { return (level.to_owned(), 1, 1) };
        let place = scale.order.iter().position(|id| id == level);
        let own = self.plan.languages.first().map_or("", String::as_str);
        let label = place.and_then(|place| scale.labels.get(place));
        let label = label.map(|label| self.plan.text(label, own).to_owned());
        let place = place.map_or(1, |place| place + 1);
        (label.unwrap_or_else(|| level.to_owned()), place, scale.order.len())
    }

    /// The name of a state of a case.
    pub(crate) fn state(&self, id: &str) -> String {
        let state: Option<plan::State> = serde_json::from_value(id.into()).ok();
        state.map_or_else(|| id.to_owned(), |state| self.words(&state.message()))
    }

    /// What happened, and to what.
    pub(crate) fn event(&self, kind: &str, data: &serde_json::Value) -> String {
        let name = views::event_name(kind).map_or_else(|| kind.to_owned(), |name| self.words(&name));
        match self.happening(kind, data).or_else(|| self.object(data)) {
            Some(object) => format!("{name}{}{object}", self.say("server-colon")),
            None => name,
        }
    }

    /// What an event is about, by the first member of its data that names something.
    fn object(&self, data: &serde_json::Value) -> Option<String> {
        let text = |member: &str| data.get(member).and_then(serde_json::Value::as_str);
        if let (Some(scale), Some(level)) = (text("scale"), text("level")) {
            return Some(self.level_said(scale, level));
        }
        let item = ["clock", "obligation", "task", "playbook", "gate", "form", "notice"];
        if let Some(id) = item.iter().find_map(|member| text(member)) {
            return Some(self.item(id));
        }
        if let (Some(of), Some(field)) = (text("of"), text("field")) {
            let written =
                text("text").map(|text| format!("{}{text}", self.say("server-colon"))).unwrap_or_default();
            return Some(format!("{} · {}{written}", self.item(of), self.field(of, field)));
        }
        if let (Some(proposal), Some(accepted)) =
            (text("id"), data.get("accepted").and_then(serde_json::Value::as_bool))
        {
            let key = if accepted { "server-proposal-accepted" } else { "server-proposal-rejected" };
            return Some(format!("{} {proposal} · {}", self.say(key), text("reason").unwrap_or_default()));
        }
        if let Some(fact) = text("fact") {
            let said = views::stated(self.plan, data).map(|said| format!(" {}", self.value(&said)));
            return Some(format!("{}{}", self.fact(fact), said.unwrap_or_default()));
        }
        if let Some(state) = text("state") {
            let cause = |member: &str| data.get("cause")?.get(member)?.as_str();
            // Closing is decided by closing; whoever turns to watching says why.
            let why = cause("of").filter(|why| cause("by") == Some("decision") && *why != "close");
            return Some(
                why.map_or_else(|| self.state(state), |why| format!("{} · {why}", self.state(state))),
            );
        }
        ["title", "name", "reason", "note"].iter().find_map(|member| text(member)).map(str::to_owned)
    }

    /// What the plan calls a field of a form or notice.
    fn field(&self, of: &str, field: &str) -> String {
        let form = self.plan.form(of).map(|form| &form.fields);
        let fields = form.or_else(|| self.plan.notice(of).map(|notice| &notice.fields));
        let found = fields.and_then(|fields| fields.iter().find(|one| one.id == field));
        found.map_or_else(|| field.to_owned(), |found| self.text(&found.label))
    }

    /// A term as the record writes it: `1800 s` is "30 min", `14400 s every 14400 s` says how often and how long each.
    pub(crate) fn term(&self, rule: &str) -> String {
        match rule.split_once(" every ") {
            Some((term, every)) => self.words(
                &Message::new("server-term-every")
                    .with("every", self.length(every))
                    .with("term", self.length(term)),
            ),
            None => self.length(rule),
        }
    }

    /// A length of time as the record writes it: `1800 s`, `6 months`, `1 months 3600 s`; what is none of these stays.
    fn length(&self, written: &str) -> String {
        let (months, seconds) = match written.split_once(" months") {
            Some((months, rest)) => (months.parse().ok(), rest.trim()),
            None => (Some(0), written),
        };
        let seconds = if seconds.is_empty() { Some(0) } else { digits(seconds) };
        let (Some(months), Some(seconds)) = (months, seconds) else { return written.to_owned() };
        let say = |key, count: u64| self.words(&Message::new(key).with("count", count));
        let rest = match seconds {
            0 if months > 0 => return say("server-term-months", months),
            0 => return self.say("server-term-at-once"),
            s if s % 86_400 == 0 && s > 86_400 => say("server-term-days", s / 86_400),
            s if s % 3_600 == 0 => say("server-term-hours", s / 3_600),
            s if s % 60 == 0 => say("server-term-minutes", s / 60),
            s => say("server-term-seconds", s),
        };
        if months > 0 { format!("{} {rest}", say("server-term-months", months)) } else { rest }
    }

    /// A term with what it is counted from: `30 min from the moment it became known`.
    pub(crate) fn term_from(&self, rule: &str, start: &Message) -> String {
        self.words(
            &Message::new("server-term-from").with("term", self.term(rule)).with("start", start.clone()),
        )
    }

    /// Questions of facts as a list: each in its quotation marks, since each ends with a mark of its own.
    pub(crate) fn questions(&self, ids: &[String]) -> String {
        let quoted = |id: &String| self.words(&Message::new("server-question").with("text", self.fact(id)));
        ids.iter().map(quoted).collect::<Vec<_>>().join(&self.say("server-question-gap"))
    }

    /// To how many of how many a notice went.
    pub(crate) fn fewer(&self, key: &'static str, fewer: &FewerView) -> String {
        let told = Message::new(key).with("told", self.count(fewer.told));
        self.words(
            &told.with("known", self.count(fewer.known)).with("rest", self.count(fewer.known - fewer.told)),
        )
    }

    /// A count as readers of both languages write it: groups of three digits with commas.
    pub(crate) fn count(&self, count: u64) -> String {
        let digits = count.to_string();
        let mut grouped = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        grouped
    }

    /// A moment with its day and its offset, for what is kept: `2026-11-22 21:46:05 (UTC+08:00)`.
    pub(crate) fn whole_moment(&self, moment: Timestamp) -> String {
        in_zone(moment, &self.plan.zone).strftime("%Y-%m-%d %H:%M:%S (UTC%:z)").to_string()
    }

    /// A moment in the plan's zone: the day where it is not `now`'s.
    pub(crate) fn moment(&self, moment: Timestamp, now: Timestamp) -> String {
        let (moment, now) = (in_zone(moment, &self.plan.zone), in_zone(now, &self.plan.zone));
        let form = if moment.date() == now.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
        moment.strftime(form).to_string()
    }
}

/// The number of seconds in `1800 s`.
fn digits(written: &str) -> Option<u64> {
    written.strip_suffix(" s")?.parse().ok()
}

fn in_zone(moment: Timestamp, zone: &TimeZone) -> jiff::Zoned {
    moment.to_zoned(zone.clone())
}
