use expr::{Schema, Type};

use super::TextKey;

/// Place of a fact in the catalogue, and so in every snapshot of known facts.
pub type FactSlot = usize;

/// Every fact that may be known about a case, in slot order, with the schema that expressions are checked against.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// The facts; a fact's index is its slot in `schema`.
    pub facts: Vec<Fact>,
    /// The same names and types for `expr`, together with the plan's scales.
    pub schema: Schema,
}

impl Catalogue {
    /// The slot of the fact called `id`.
    pub fn slot(&self, id: &str) -> Option<FactSlot> {
        self.facts.iter().position(|fact| fact.id == id)
    }

    /// The facts that the fact in `slot` can never exceed, those bounded only through another included; each once.
    pub fn bounds_of(&self, slot: FactSlot) -> Vec<FactSlot> {
        let mut found = Vec::new();
        let mut open = vec![slot];
        while let Some(fact) = open.pop().and_then(|slot| self.facts.get(slot)) {
            for whole in fact.at_most.iter().filter_map(|id| self.slot(id)) {
                if whole != slot && !found.contains(&whole) {
                    found.push(whole);
                    open.push(whole);
                }
            }
        }
        found
    }
}

/// Something that can be known about a case.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Name in expressions and on the command line, e.g. `records`, `cn_b2c.trust_loss`.
    pub id: String,
    /// Type and range; the range is what excludes overflow.
    pub kind: Type,
    /// Unit word, e.g. `records`, `persons`.
    pub unit: Option<String>,
    /// Which direction is worse, where there is one.
    pub worse: Option<Worse>,
    /// Key of the question that asks for it.
    pub question: TextKey,
    /// Roles that can answer it.
    pub answered_by: Answers,
    /// How conflicting statements resolve.
    pub resolution: Resolution,
    /// Ids of counts that this one can never exceed, because it counts a part of what they count.
    pub at_most: Vec<String>,
    /// Ids of moments than which this one is never earlier, because it speaks of what came after them.
    pub not_before: Vec<String>,
    /// A judgement: only people answer it, an assessment of a leak never does.
    pub judgement: bool,
}

impl Fact {
    /// Whether the catalogue names this role as one that can answer; where it names nobody, anybody can.
    pub fn can_answer(&self, role: &str) -> bool {
        self.answered_by.is_empty() || self.answered_by.iter().any(|known| known == role)
    }
}

/// Ids of the roles that can answer a fact; empty means anybody who may state facts.
pub type Answers = Vec<String>;

/// Which direction is worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Worse {
    /// More, later, further up the order, true, more members.
    Up,
    /// Less, earlier, false.
    Down,
}

/// How statements about one fact become what is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// Statements narrow each other; where they contradict, the newest stands and the conflict is shown.
    Narrow,
    /// The newest statement stands.
    Latest,
    /// The earliest stated moment stands (instants only): correcting it needs evidence.
    Earliest,
}
