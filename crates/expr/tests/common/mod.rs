//! A small world for tests: ten facts with few values each, made-up expressions over them, and a second evaluator
//! that knows nothing but single values, so that every completion can be tried.
#![allow(dead_code, reason = "every test file uses its own part of the small world")]

use std::ops::Range;

use expr::{EnumType, InstantKnown, Known, LevelKnown, Schema, Slot, Snapshot, Truth, Type};
use jiff::Timestamp;
use proptest::prelude::*;

pub const SECOND: i128 = 1_000_000_000;
/// `now` of the small world.
pub const NOW: i128 = 1_790_000_000 * SECOND;
pub const WORDS: [&str; 3] = ["intrusion", "insider", "vendor"];
pub const GRADES: [&str; 3] = ["low", "mid", "high"];
pub const CLASSES: [&str; 2] = ["identity", "payment"];
pub const RELATIONS: [&str; 6] = ["<", "<=", ">", ">=", "==", "!="];
/// The facts of the small world, by slot.
pub const FACTS: [&str; 10] = ["p", "q", "f", "g", "cause", "grade", "classes", "t", "u", "e"];

pub fn schema() -> Schema {
    let mut builder = Schema::builder()
        .fact("p", Type::Int { min: 0, max: 5 })
        .fact("q", Type::Int { min: 0, max: 3 })
        .fact("f", Type::Bool)
        .fact("g", Type::Bool)
        .fact("cause", Type::Enum(EnumType::plain("causes", WORDS)))
        .fact("grade", Type::Enum(EnumType::ordered("grades", GRADES)))
        .fact("classes", Type::Set(EnumType::plain("data classes", CLASSES)))
        .fact("t", Type::Instant)
        .fact("u", Type::Instant)
        .fact("e", Type::Elapsed { min: 0, max: 3 });
    // Stand-ins for parts left out.
    for at in 0..24 {
        builder = builder.fact(&format!("z{at}"), Type::Bool);
    }
    builder.scale("response", ["1", "2"]).build().unwrap()
}

pub fn at(nanoseconds: i128) -> Timestamp {
    Timestamp::from_nanosecond(nanoseconds).unwrap()
}

/// One value for everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct World {
    pub p: i64,
    pub q: i64,
    pub f: bool,
    pub g: bool,
    pub cause: usize,
    pub grade: usize,
    pub classes: u64,
    /// `None` is never.
    pub t: Option<i128>,
    pub u: Option<i128>,
    pub e: i64,
    /// 0 is below the mildest level.
    pub level: usize,
}

/// What is known about everything.
#[derive(Debug, Clone)]
pub struct Case {
    pub known: Vec<Known>,
    pub levels: Vec<LevelKnown>,
    pub now: i128,
}

impl Case {
    pub fn snapshot(&self) -> Snapshot<'_> {
        Snapshot { known: &self.known, levels: &self.levels, now: at(self.now) }
    }

    pub fn later(&self, by: i128) -> Case {
        Case { now: self.now + by, ..self.clone() }
    }

    pub fn with(&self, slot: Slot, known: Known) -> Case {
        let mut case = self.clone();
        case.known[slot.index()] = known;
        case
    }
}

/// A comparison, yes/no fact or call.
#[derive(Debug, Clone)]
pub enum Part {
    Flag(&'static str),
    /// Sum of `p` and `q` with these signs (0: not in it), compared with a number.
    Int(i64, i64, &'static str, i64),
    IntIn(Vec<i64>),
    Cause(bool, usize),
    CauseIn(Vec<usize>),
    Grade(&'static str, usize),
    Member(usize),
    /// `since(t) relation seconds`; `true` for `t`.
    Since(bool, &'static str, i64),
    /// `t - u relation seconds`.
    Apart(&'static str, i64),
    Elapsed(&'static str, i64),
    /// `since(t) relation e`.
    SinceElapsed(&'static str),
    Level(usize),
    Known(usize),
    Complete,
}

/// An expression.
#[derive(Debug, Clone)]
pub enum Tree {
    Part(Part),
    Constant(bool),
    Not(Box<Tree>),
    All(Vec<Tree>),
    Any(Vec<Tree>),
    AtLeast(usize, Vec<Tree>),
    Same(bool, Box<Tree>, Box<Tree>),
}

pub fn holds<T: PartialOrd>(relation: &str, left: T, right: T) -> bool {
    match relation {
        "<" => left < right,
        "<=" => left <= right,
        ">" => left > right,
        ">=" => left >= right,
        "==" => left == right,
        _ => left != right,
    }
}

/// The difference of two moments: endless if one is never, nothing if both are.
fn apart(left: Option<i128>, right: Option<i128>) -> i128 {
    match (left, right) {
        (Some(left), Some(right)) => left - right,
        (None, Some(_)) => i128::MAX / 4,
        (Some(_), None) => -(i128::MAX / 4),
        (None, None) => 0,
    }
}

impl Part {
    pub fn text(&self) -> String {
        match self {
            Part::Flag(name) => (*name).to_owned(),
            Part::Int(1, 0, relation, bound) => format!("p {relation} {bound}"),
            Part::Int(0, _, relation, bound) => format!("q {relation} {bound}"),
            Part::Int(_, q, relation, bound) => {
                format!("p {} q {relation} {bound}", if *q > 0 { "+" } else { "-" })
            }
            Part::IntIn(numbers) => format!("p in {numbers:?}"),
            Part::Cause(equal, word) => {
                format!("cause {} '{}'", if *equal { "==" } else { "!=" }, WORDS[*word])
            }
            Part::CauseIn(words) => {
                format!("cause in {:?}", words.iter().map(|word| WORDS[*word]).collect::<Vec<_>>())
            }
            Part::Grade(relation, word) => format!("grade {relation} \"{}\"", GRADES[*word]),
            Part::Member(word) => format!("\"{}\" in classes", CLASSES[*word]),
            Part::Since(t, relation, seconds) => {
                format!("since({}) {relation} {seconds}s", if *t { "t" } else { "u" })
            }
            Part::Apart(relation, seconds) => format!("t - u {relation} {seconds}s"),
            Part::Elapsed(relation, seconds) => format!("e {relation} {seconds}s"),
            Part::SinceElapsed(relation) => format!("since(t) {relation} e"),
            Part::Level(level) => format!("level(response) at least \"{level}\""),
            Part::Known(slot) => format!("known({})", FACTS[*slot]),
            Part::Complete => "complete(classes)".to_owned(),
        }
    }

    pub fn holds(&self, world: &World, case: &Case) -> bool {
        let moment = |t: bool| if t { world.t } else { world.u };
        match self {
            Part::Flag(name) => {
                if *name == "f" {
                    world.f
                } else {
                    world.g
                }
            }
            Part::Int(p, q, relation, bound) => holds(relation, p * world.p + q * world.q, *bound),
            Part::IntIn(numbers) => numbers.contains(&world.p),
            Part::Cause(equal, word) => (world.cause == *word) == *equal,
            Part::CauseIn(words) => words.contains(&world.cause),
            Part::Grade(relation, word) => holds(relation, world.grade, *word),
            Part::Member(word) => world.classes >> word & 1 == 1,
            Part::Since(t, relation, seconds) => {
                holds(relation, apart(Some(case.now), moment(*t)), i128::from(*seconds) * SECOND)
            }
            Part::Apart(relation, seconds) => {
                holds(relation, apart(world.t, world.u), i128::from(*seconds) * SECOND)
            }
            Part::Elapsed(relation, seconds) => holds(relation, world.e, *seconds),
            Part::SinceElapsed(relation) => {
                holds(relation, apart(Some(case.now), world.t), i128::from(world.e) * SECOND)
            }
            Part::Level(level) => world.level >= *level,
            Part::Known(slot) => case.known[*slot].is_exact(),
            Part::Complete => case.known[6].is_exact(),
        }
    }
}

impl Tree {
    /// As text, with the place of each part.
    pub fn text(&self) -> (String, Vec<Range<usize>>) {
        let (mut text, mut places) = (String::new(), Vec::new());
        self.write(&mut text, &mut places);
        (text, places)
    }

    fn write(&self, text: &mut String, places: &mut Vec<Range<usize>>) {
        let list = |trees: &[Tree], between: &str, text: &mut String, places: &mut Vec<Range<usize>>| {
            for (at, tree) in trees.iter().enumerate() {
                if at > 0 {
                    text.push_str(between);
                }
                tree.write_closed(text, places);
            }
        };
        match self {
            Tree::Part(part) => {
                let start = text.len();
                text.push_str(&part.text());
                places.push(start..text.len());
            }
            Tree::Constant(value) => text.push_str(&value.to_string()),
            Tree::Not(inner) => {
                text.push('!');
                inner.write_closed(text, places);
            }
            Tree::All(trees) => list(trees, " && ", text, places),
            Tree::Any(trees) => list(trees, " || ", text, places),
            Tree::AtLeast(least, trees) => {
                text.push_str(&format!("at_least({least}, "));
                list(trees, ", ", text, places);
                text.push(')');
            }
            Tree::Same(equal, left, right) => {
                left.write_closed(text, places);
                text.push_str(if *equal { " == " } else { " != " });
                right.write_closed(text, places);
            }
        }
    }

    fn write_closed(&self, text: &mut String, places: &mut Vec<Range<usize>>) {
        text.push('(');
        self.write(text, places);
        text.push(')');
    }

    pub fn holds(&self, world: &World, case: &Case) -> bool {
        match self {
            Tree::Part(part) => part.holds(world, case),
            Tree::Constant(value) => *value,
            Tree::Not(inner) => !inner.holds(world, case),
            Tree::All(trees) => trees.iter().all(|tree| tree.holds(world, case)),
            Tree::Any(trees) => trees.iter().any(|tree| tree.holds(world, case)),
            Tree::AtLeast(least, trees) => {
                trees.iter().filter(|tree| tree.holds(world, case)).count() >= *least
            }
            Tree::Same(equal, left, right) => (left.holds(world, case) == right.holds(world, case)) == *equal,
        }
    }
}

/// What every completion of the facts says: the truth the language promises.
pub fn in_every_world(tree: &Tree, case: &Case, facts: &[Slot]) -> Truth {
    let mut answers = worlds(case, facts).map(|world| tree.holds(&world, case));
    let first = answers.next().unwrap();
    if answers.all(|answer| answer == first) { first.into() } else { Truth::Unknown }
}

/// Every completion of a case in the facts given (all levels; one value for each fact not given).
pub fn worlds(case: &Case, facts: &[Slot]) -> impl Iterator<Item = World> + use<> {
    let known = |at: usize| case.known[at];
    let uses = |at: usize| facts.iter().any(|slot| slot.index() == at);
    let numbers = |at: usize| match known(at) {
        Known::Int { lo, hi } | Known::Elapsed { lo, hi } => {
            (lo..=if uses(at) { hi } else { lo }).collect::<Vec<_>>()
        }
        _ => unreachable!(),
    };
    let flags = |at: usize| match known(at) {
        Known::Bool(Truth::Unknown) if uses(at) => vec![false, true],
        Known::Bool(truth) => vec![truth == Truth::True],
        _ => unreachable!(),
    };
    let words = |at: usize| match known(at) {
        Known::Enum { possible } => {
            let all = (0..3).filter(move |word| possible >> word & 1 == 1);
            all.take(if uses(at) { 3 } else { 1 }).collect::<Vec<usize>>()
        }
        _ => unreachable!(),
    };
    let moments = |at: usize| match known(at) {
        Known::Instant(instant) => {
            let between = |lo: Timestamp, hi: Timestamp| (lo.as_nanosecond()..=hi.as_nanosecond()).map(Some);
            let mut all: Vec<Option<i128>> = match instant {
                InstantKnown::Between(lo, hi) => between(lo, hi).collect(),
                InstantKnown::Never => vec![None],
                InstantKnown::BetweenOrNever(lo, hi) => between(lo, hi).chain([None]).collect(),
            };
            all.truncate(if uses(at) { usize::MAX } else { 1 });
            all
        }
        _ => unreachable!(),
    };
    let sets: Vec<u64> = match known(6) {
        Known::Set { certain, possible } => {
            (0..4).filter(|set| certain & !set == 0 && set & !possible == 0).collect()
        }
        _ => unreachable!(),
    };
    let place = |level: Option<u8>| level.map_or(0, |level| usize::from(level) + 1);
    let levels: Vec<usize> = (place(case.levels[0].certain)..=place(case.levels[0].possible)).collect();
    let empty = World {
        p: 0,
        q: 0,
        f: false,
        g: false,
        cause: 0,
        grade: 0,
        classes: 0,
        t: None,
        u: None,
        e: 0,
        level: 0,
    };
    let mut all = vec![empty];
    macro_rules! each {
        ($($field:ident: $values:expr),*) => {$(
            let values = $values;
            all = all.iter().flat_map(|world| values.iter().map(|value| World { $field: *value, ..*world })).collect();
        )*};
    }
    each!(p: numbers(0), q: numbers(1), f: flags(2), g: flags(3), cause: words(4), grade: words(5),
          classes: sets, t: moments(7), u: moments(8), e: numbers(9), level: levels);
    all.into_iter()
}

fn relation() -> impl Strategy<Value = &'static str> + Clone {
    proptest::sample::select(&RELATIONS[..])
}

/// A bound between `lo` and `hi` that does not make the comparison constant.
fn bound(relation: &str, lo: i64, hi: i64, pick: i64) -> i64 {
    lo + pick.rem_euclid(hi - lo) + i64::from(matches!(relation, "<" | ">="))
}

/// Which sums may occur: where the cell method claims completeness, only one per pair of facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sums {
    None,
    Apart,
    Any,
}

pub fn part(sums: Sums) -> impl Strategy<Value = Part> {
    let int = (relation(), 0..64_i64);
    let p = int.clone().prop_map(|(relation, pick)| Part::Int(1, 0, relation, bound(relation, 0, 5, pick)));
    let q = int.clone().prop_map(|(relation, pick)| Part::Int(0, 1, relation, bound(relation, 0, 3, pick)));
    let minus =
        int.clone().prop_map(|(relation, pick)| Part::Int(1, -1, relation, bound(relation, -3, 5, pick)));
    let plus =
        int.clone().prop_map(|(relation, pick)| Part::Int(1, 1, relation, bound(relation, 0, 8, pick)));
    let apart = (proptest::sample::select(&RELATIONS[..4]), -1..=1_i64)
        .prop_map(|(relation, seconds)| Part::Apart(relation, seconds));
    let since = (any::<bool>(), relation(), 0..=1_i64)
        .prop_map(|(t, relation, seconds)| Part::Since(t, relation, seconds));
    let elapsed =
        int.clone().prop_map(|(relation, pick)| Part::Elapsed(relation, bound(relation, 0, 3, pick)));
    let since_elapsed = relation().prop_map(Part::SinceElapsed);
    let grade = int.prop_map(|(relation, pick)| {
        Part::Grade(relation, usize::try_from(bound(relation, 0, 2, pick)).unwrap())
    });
    let cause_in = proptest::sample::subsequence(vec![0, 1, 2], 1..=2).prop_map(Part::CauseIn);
    let p_in = proptest::sample::subsequence(vec![0, 1, 2, 3, 4, 5], 1..=3).prop_map(Part::IntIn);
    // Where a sum may not occur, a plain comparison takes its place.
    let plain = p.clone().boxed();
    let allowed = |yes: bool, sum: BoxedStrategy<Part>| if yes { sum } else { plain.clone() };
    prop_oneof![
        4 => proptest::sample::select(vec!["f", "g"]).prop_map(Part::Flag),
        6 => p,
        3 => q,
        2 => p_in,
        3 => allowed(sums != Sums::None, minus.boxed()),
        3 => allowed(sums == Sums::Any, plus.boxed()),
        3 => allowed(sums != Sums::None, apart.boxed()),
        3 => allowed(sums == Sums::Any, since_elapsed.boxed()),
        4 => since,
        2 => elapsed,
        2 => (any::<bool>(), 0..3_usize).prop_map(|(equal, word)| Part::Cause(equal, word)),
        2 => cause_in,
        3 => grade,
        4 => (0..2_usize).prop_map(Part::Member),
        2 => (1..=2_usize).prop_map(Part::Level),
        1 => (0..10_usize).prop_map(Part::Known),
        1 => Just(Part::Complete),
    ]
}

pub fn tree(sums: Sums) -> impl Strategy<Value = Tree> {
    let leaf =
        prop_oneof![20 => part(sums).prop_map(Tree::Part), 1 => any::<bool>().prop_map(Tree::Constant)];
    leaf.prop_recursive(3, 8, 3, |inner| {
        let some = || proptest::collection::vec(inner.clone(), 2..=3);
        let pair = (any::<bool>(), inner.clone(), inner.clone());
        prop_oneof![
            2 => inner.clone().prop_map(|tree| Tree::Not(Box::new(tree))),
            4 => some().prop_map(Tree::All),
            4 => some().prop_map(Tree::Any),
            2 => (1..=2_usize, some()).prop_map(|(least, trees)| Tree::AtLeast(least, trees)),
            1 => pair.prop_map(|(equal, left, right)| Tree::Same(equal, Box::new(left), Box::new(right))),
        ]
    })
}

fn ordered(lo: i64, hi: i64) -> impl Strategy<Value = (i64, i64)> {
    prop_oneof![
        (lo..=hi, lo..=hi).prop_map(|(one, other)| (one.min(other), one.max(other))),
        (lo..=hi).prop_map(|value| (value, value)),
    ]
}

fn truth() -> impl Strategy<Value = Known> {
    proptest::sample::select(vec![Truth::True, Truth::False, Truth::Unknown]).prop_map(Known::Bool)
}

fn instant() -> impl Strategy<Value = Known> {
    // Near now and near one second ago, where the bounds of the small world lie.
    (proptest::sample::select(vec![0, -SECOND]), ordered(-2, 2), 0..4_u8).prop_map(
        |(base, (lo, hi), kind)| {
            let (lo, hi) = (at(NOW + base + i128::from(lo)), at(NOW + base + i128::from(hi)));
            Known::Instant(match kind {
                0 => InstantKnown::Never,
                1 => InstantKnown::BetweenOrNever(lo, hi),
                _ => InstantKnown::Between(lo, hi),
            })
        },
    )
}

pub fn case() -> impl Strategy<Value = Case> {
    let int = |(lo, hi)| Known::Int { lo, hi };
    let elapsed = |(lo, hi)| Known::Elapsed { lo, hi };
    let word = || (1..8_u64).prop_map(|possible| Known::Enum { possible });
    let set = (0..4_u64, 0..4_u64).prop_map(|(one, more)| Known::Set { certain: one, possible: one | more });
    let numbers = (ordered(0, 5).prop_map(int), ordered(0, 3).prop_map(int), ordered(0, 3).prop_map(elapsed));
    let level = (0..=2_u8, 0..=2_u8).prop_map(|(one, other)| {
        let level = |place: u8| place.checked_sub(1);
        LevelKnown { certain: level(one.min(other)), possible: level(one.max(other)) }
    });
    (numbers, truth(), truth(), word(), word(), set, instant(), instant(), level).prop_map(
        |((p, q, e), f, g, cause, grade, classes, t, u, level)| {
            let mut known = vec![p, q, f, g, cause, grade, classes, t, u, e];
            known.resize(34, Known::Bool(Truth::Unknown));
            Case { known, levels: vec![level], now: NOW }
        },
    )
}

/// A case in which everything is exact.
pub fn exact_case() -> impl Strategy<Value = Case> {
    (case(), 0..3_u64, 0..3_u64).prop_map(|(mut case, cause, grade)| {
        for known in &mut case.known {
            *known = match *known {
                Known::Bool(truth) => Known::Bool((truth == Truth::True).into()),
                Known::Int { lo, .. } => Known::Int { lo, hi: lo },
                Known::Elapsed { lo, .. } => Known::Elapsed { lo, hi: lo },
                Known::Set { possible, .. } => Known::Set { certain: possible, possible },
                Known::Instant(InstantKnown::Between(lo, _) | InstantKnown::BetweenOrNever(lo, _)) => {
                    Known::Instant(InstantKnown::at(lo))
                }
                other => other,
            };
        }
        case.known[4] = Known::Enum { possible: 1 << cause };
        case.known[5] = Known::Enum { possible: 1 << grade };
        case.levels[0] = LevelKnown::exactly(case.levels[0].certain);
        case
    })
}
