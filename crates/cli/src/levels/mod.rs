//! What a plan makes of an assessment alone: per scale the certain and the possible level, why, and what would
//! change it. Judgements (public effect, loss of trust) are asked of people: they stay unknown here.

pub mod facts;

use expr::{Known, LevelKnown, Snapshot, Truth, Type};
use jiff::Timestamp;
use messages::Language;
use plan::{LevelRule, Plan, Scale, SetBy, TextKey};
use serde::Serialize;

/// The place of a leak on one scale.
#[derive(Debug, Serialize)]
pub struct Level {
    /// The level that holds whatever else may come to light.
    pub certain: String,
    /// The worst level that what is unknown leaves open.
    pub possible: String,
    /// People set it: `certain` and `possible` are the ends of its scale, and nothing is known of it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unset: bool,
    /// Rules that carry the certain level, and those that keep a worse one open.
    pub reasons: Vec<Reason>,
    /// The nearest knowledge that would settle or raise it.
    pub what_would_change: Vec<Change>,
    /// What the plan calls the scale and the two levels, in the reader's language.
    #[serde(skip)]
    pub names: [String; 3],
}

/// Why a level holds, or stays possible.
#[derive(Debug, Serialize)]
pub struct Reason {
    /// Level the rule is for.
    pub level: String,
    /// Rule of the plan; absent where no rule holds and the scale's default stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// `true`: it holds; `unknown`: it may.
    pub truth: &'static str,
    /// The rule in words.
    pub text: String,
    /// Clause of the written plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// Stated choice the rule rests on: to be confirmed by the plan's owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
    /// The parts of the rule that decide, or leave it open.
    pub parts: Vec<Part>,
    /// What the plan calls the level.
    #[serde(skip)]
    pub name: String,
}

/// A comparison of a rule.
#[derive(Debug, Serialize)]
pub struct Part {
    /// As the plan has it.
    pub text: String,
    /// What it answers.
    pub truth: &'static str,
    /// Facts it asks about.
    pub facts: Vec<String>,
}

/// Knowledge that would give another answer.
#[derive(Debug, Serialize)]
pub struct Change {
    /// Level of the rule that would answer otherwise.
    pub level: String,
    /// That rule.
    pub rule: String,
    /// What it would answer: `true` raises, `false` rules out.
    pub then: &'static str,
    /// What would have to be known.
    pub needs: Vec<Need>,
}

/// A fact, and the values that would do.
#[derive(Debug, Serialize)]
pub struct Need {
    /// The fact.
    pub fact: String,
    /// The question that asks for it.
    pub question: String,
    /// Roles that can answer it.
    pub answered_by: Vec<String>,
    /// Any of these values will do.
    pub needed: serde_json::Value,
    /// Titles of the roles that can answer.
    #[serde(skip)]
    pub who: Vec<String>,
}

/// Judges `known` (by fact slot) on every scale of the plan, in its order.
pub fn judge(plan: &Plan, known: &[Known], now: Timestamp, language: Language) -> Vec<(String, Level)> {
    let mut places: Vec<LevelKnown> =
        plan.scales.iter().map(|scale| LevelKnown::unknown(scale.order.len())).collect();
    // A rule may speak of another scale's level: as many rounds as there are scales settle what can be settled.
    for _ in &plan.scales {
        let snapshot = Snapshot { known, levels: &places, now };
        places = plan.scales.iter().map(|scale| place(scale, &snapshot)).collect();
    }
    let judge = Judge { plan, snapshot: Snapshot { known, levels: &places, now }, language };
    plan.scales
        .iter()
        .zip(&places)
        .map(|(scale, place)| (scale.id.clone(), judge.level(scale, *place)))
        .collect()
}

/// The worst level with a true rule, and the worst with one that is not false.
fn place(scale: &Scale, snapshot: &Snapshot<'_>) -> LevelKnown {
    if scale.set_by == SetBy::People {
        return LevelKnown::unknown(scale.order.len());
    }
    let truths: Vec<(usize, Truth)> =
        scale.rules.iter().map(|rule| (rule.level, rule.when.evaluate(snapshot).truth)).collect();
    let worst = |counts: fn(Truth) -> bool| {
        truths
            .iter()
            .filter(|(_, truth)| counts(*truth))
            .map(|(level, _)| *level)
            .max()
            .unwrap_or(scale.default)
    };
    let index = |level: usize| Some(u8::try_from(level).unwrap_or(u8::MAX));
    let certain = worst(|truth| truth == Truth::True);
    let possible = worst(|truth| truth != Truth::False).max(certain);
    LevelKnown { certain: index(certain), possible: index(possible) }
}

struct Judge<'a> {
    plan: &'a Plan,
    snapshot: Snapshot<'a>,
    language: Language,
}

impl Judge<'_> {
    fn level(&self, scale: &Scale, place: LevelKnown) -> Level {
        let index = |level: Option<u8>, else_at| level.map_or(else_at, usize::from);
        let worst = scale.order.len().saturating_sub(1);
        let (certain, possible) = (index(place.certain, scale.default), index(place.possible, worst));
        let truth = |rule: &LevelRule| rule.when.evaluate(&self.snapshot).truth;
        let carrying: Vec<&LevelRule> =
            scale.rules.iter().filter(|rule| rule.level == certain && truth(rule) == Truth::True).collect();
        let open: Vec<&LevelRule> =
            scale.rules.iter().filter(|rule| rule.level > certain && truth(rule) == Truth::Unknown).collect();
        let mut reasons: Vec<Reason> =
            carrying.iter().chain(&open).map(|rule| self.reason(scale, rule)).collect();
        if scale.set_by == SetBy::People {
            reasons.push(self.of_people(scale));
        } else if carrying.is_empty() {
            reasons.insert(0, self.default(scale));
        }
        let what_would_change = open.iter().flat_map(|rule| self.changes(scale, rule)).collect();
        let title = self.plan.label_of(plan::Item::Scale, &scale.id);
        let title = title.map_or_else(|| scale.id.clone(), |label| label.in_language(self.language));
        let names = [title, self.name(scale, certain), self.name(scale, possible)];
        Level {
            certain: id(scale, certain),
            possible: id(scale, possible),
            unset: scale.set_by == SetBy::People,
            reasons,
            what_would_change,
            names,
        }
    }

    fn reason(&self, scale: &Scale, rule: &LevelRule) -> Reason {
        let explanation = rule.when.explain(&self.snapshot);
        let parts = explanation.parts.iter().map(|part| Part {
            text: part.text.to_owned(),
            truth: word(part.truth),
            facts: part.facts.iter().filter_map(|slot| self.fact_id(slot.index())).collect(),
        });
        Reason {
            level: id(scale, rule.level),
            rule: Some(rule.id.clone()),
            truth: word(explanation.answer.truth),
            text: self.text(&rule.reason).to_owned(),
            clause: rule.origin.clause.clone(),
            choice: rule.origin.choice.clone(),
            parts: parts.collect(),
            name: self.name(scale, rule.level),
        }
    }

    /// What the plan calls a level.
    fn name(&self, scale: &Scale, level: usize) -> String {
        scale.labels.get(level).map_or_else(|| id(scale, level), |key| self.text(key).to_owned())
    }

    /// The level that holds because no rule does.
    fn default(&self, scale: &Scale) -> Reason {
        let text = messages::Message::new("cli-level-default").in_language(self.language);
        let level = id(scale, scale.default);
        let origin = scale.origin.clone();
        let (clause, choice) = (origin.clause, origin.choice);
        let (truth, name) = (word(Truth::True), self.name(scale, scale.default));
        Reason { level, rule: None, truth, text, clause, choice, parts: Vec::new(), name }
    }

    /// Why nothing is known of a level that people set.
    fn of_people(&self, scale: &Scale) -> Reason {
        let text = messages::Message::new("cli-level-of-people").in_language(self.language);
        let worst = scale.order.len().saturating_sub(1);
        let (clause, choice) = (scale.origin.clause.clone(), scale.origin.choice.clone());
        let (level, name) = (id(scale, worst), self.name(scale, worst));
        Reason {
            level,
            rule: None,
            truth: word(Truth::Unknown),
            text,
            clause,
            choice,
            parts: Vec::new(),
            name,
        }
    }

    fn changes(&self, scale: &Scale, rule: &LevelRule) -> Vec<Change> {
        let changes = rule.when.what_would_change(&self.snapshot);
        let change = |change: &expr::Change| Change {
            level: id(scale, rule.level),
            rule: rule.id.clone(),
            then: word(change.then),
            needs: change.needs.iter().filter_map(|need| self.need(need)).collect(),
        };
        changes.found.iter().map(change).collect()
    }

    fn need(&self, need: &expr::Need) -> Option<Need> {
        let fact = self.plan.catalogue.facts.get(need.slot.index())?;
        Some(Need {
            fact: fact.id.clone(),
            question: self.text(&fact.question).to_owned(),
            answered_by: fact.answered_by.clone(),
            needed: values(&need.needed, &fact.kind),
            who: fact.answered_by.iter().map(|id| self.role(id)).collect(),
        })
    }

    fn role(&self, id: &str) -> String {
        self.plan.role(id).map_or_else(|| id.to_owned(), |role| self.text(&role.title).to_owned())
    }

    fn fact_id(&self, slot: usize) -> Option<String> {
        Some(self.plan.catalogue.facts.get(slot)?.id.clone())
    }

    fn text<'a>(&'a self, key: &'a TextKey) -> &'a str {
        let own = self.plan.languages.first().map_or("en", String::as_str);
        self.plan.texts.get(key, self.language.tag(), own)
    }
}

fn id(scale: &Scale, level: usize) -> String {
    scale.order.get(level).cloned().unwrap_or_default()
}

fn word(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "unknown",
    }
}

/// Values as JSON: a truth, bounds, words.
fn values(known: &Known, kind: &Type) -> serde_json::Value {
    use serde_json::json;
    let words = |bits: u64| -> Vec<String> {
        let (Type::Enum(list) | Type::Set(list)) = kind else { return Vec::new() };
        let variants = list.variants.iter().enumerate();
        variants.filter(|(place, _)| bits >> place & 1 == 1).map(|(_, word)| word.clone()).collect()
    };
    match *known {
        Known::Bool(truth) => json!(word(truth)),
        Known::Int { lo, hi } | Known::Elapsed { lo, hi } => json!({ "lo": lo, "hi": hi }),
        Known::Enum { possible } => json!({ "one_of": words(possible) }),
        Known::Set { certain, possible } => json!({ "with": words(certain), "at_most": words(possible) }),
        Known::Instant(expr::InstantKnown::Never) => json!("never"),
        Known::Instant(expr::InstantKnown::Between(lo, hi)) => {
            json!({ "from": lo.to_string(), "to": hi.to_string() })
        }
        Known::Instant(expr::InstantKnown::BetweenOrNever(lo, hi)) => {
            json!({ "from": lo.to_string(), "to": hi.to_string(), "or": "never" })
        }
    }
}
