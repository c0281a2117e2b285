//! What is wrong with a text: each fault with its place, and a sentence that says what to write instead.

use std::fmt;
use std::ops::Range;

use messages::Message;

/// A fault of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The bytes of the text it is about; empty at the end of an unfinished text.
    pub span: Range<usize>,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What can be wrong with an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// Longer than the language allows.
    TooLong {
        /// Bytes given.
        given: usize,
        /// Bytes allowed.
        most: usize,
    },
    /// Parentheses, calls and signs inside one another too deep.
    TooDeep {
        /// Levels allowed.
        most: usize,
    },
    /// More comparisons and yes/no facts than allowed.
    TooManyParts {
        /// Parts allowed.
        most: usize,
    },
    /// Nothing but blanks.
    Empty,
    /// A character with no meaning here.
    StrangeCharacter {
        /// As given.
        given: char,
    },
    /// A sign or word of other languages, or full-width punctuation, for which this one has another spelling.
    OtherSpelling {
        /// As given.
        given: String,
        /// What to write.
        write: &'static str,
    },
    /// Something other languages have and this one leaves out on purpose.
    NotInLanguage {
        /// As given.
        given: String,
    },
    /// A quote that is never closed.
    UnclosedText,
    /// A backslash or control character inside quotes.
    EscapeInText,
    /// A number written in a way that could be misread.
    BadNumber {
        /// As given.
        given: String,
    },
    /// A number beyond the largest.
    NumberTooLarge {
        /// As given.
        given: String,
    },
    /// A length of time in an unknown unit.
    UnknownUnit {
        /// The unit given.
        given: String,
    },
    /// The text ends where a value is expected.
    Unfinished,
    /// Something else stands where a value is expected.
    NotAValue {
        /// As given.
        given: String,
    },
    /// Two values without an operator between them.
    MissingOperator {
        /// The second value.
        given: String,
    },
    /// An opened parenthesis or list is not closed.
    Unclosed {
        /// What was opened.
        opened: char,
    },
    /// A closing parenthesis or bracket that nothing opened.
    Unopened {
        /// As given.
        given: char,
    },
    /// `a < b < c`.
    Chained,
    /// `level(…)` without `at least` behind it.
    LevelNeedsAtLeast,
    /// A fact, or scale, that is not declared.
    UnknownName {
        /// As given.
        given: String,
        /// The declared name most like it.
        nearest: Option<String>,
    },
    /// A word of a list written without quotes.
    QuoteTheWord {
        /// As given.
        given: String,
    },
    /// A scale that is not declared.
    UnknownScale {
        /// As given.
        given: String,
        /// The declared scales.
        known: String,
    },
    /// A level the scale does not have.
    UnknownLevel {
        /// As given.
        given: String,
        /// The scale.
        scale: String,
        /// Its levels.
        known: String,
    },
    /// A word the list does not have.
    UnknownWord {
        /// As given.
        given: String,
        /// The list.
        list: String,
        /// The word of the list most like it, or else all of them.
        known: String,
    },
    /// A call that does not exist.
    UnknownCall {
        /// As given.
        given: String,
        /// The call that was meant, if one is near enough.
        nearest: Option<&'static str>,
    },
    /// A call without its parentheses, or with the wrong number of values in them.
    BadArguments {
        /// How the call is written.
        form: &'static str,
    },
    /// `at_least(n, …)` whose `n` is not between 1 and the number of conditions.
    BadAtLeast {
        /// As given.
        given: String,
        /// How many conditions follow.
        conditions: usize,
    },
    /// Something other than yes or no where a condition is expected.
    NotACondition {
        /// The type given.
        given: Message,
    },
    /// Two types that cannot be compared.
    CannotCompare {
        /// The type on the left.
        left: Message,
        /// The type on the right.
        right: Message,
    },
    /// `<` and its sisters between things without an order.
    NoOrder {
        /// The type given.
        given: Message,
    },
    /// A sum or difference of types that have none.
    CannotAdd {
        /// The type on the left.
        left: Message,
        /// The type on the right.
        right: Message,
    },
    /// Two facts with words are compared with each other.
    TwoChoices,
    /// `in` with neither a set nor a list on its right, or the wrong thing on its left.
    BadIn,
    /// Two words, or a word and a list, with no fact that gives them meaning.
    NoFact,
    /// A list anywhere but behind `in`, or an empty one.
    BadList,
    /// The same fact twice in one sum, or a fact that cancels itself out.
    CountedTwice {
        /// The fact.
        fact: String,
    },
    /// More facts in one sum than allowed.
    LongSum {
        /// Facts allowed.
        most: usize,
    },
    /// A comparison with the same answer whatever the facts are.
    AlwaysTheSame {
        /// That answer.
        answer: bool,
        /// The least the compared side can be, in its unit.
        least: String,
        /// The greatest the compared side can be, in its unit.
        greatest: String,
    },
    /// A comparison in which no fact takes part, or only words that allow one answer.
    Constant {
        /// Its answer.
        answer: bool,
    },
}

impl Fault {
    pub(crate) fn new(span: Range<usize>, kind: FaultKind) -> Fault {
        Fault { span, kind }
    }

    /// What to say about it: what was given, what was expected, what to do.
    pub fn message(&self) -> Message {
        self.kind.message()
    }
}

impl FaultKind {
    /// What to say about it: what was given, what was expected, what to do.
    pub fn message(&self) -> Message {
        let say = Message::new;
        match self {
            FaultKind::TooLong { given, most } => {
                say("expr-too-long").with("given", *given).with("most", *most)
            }
            FaultKind::TooDeep { most } => say("expr-too-deep").with("most", *most),
            FaultKind::TooManyParts { most } => say("expr-too-many-parts").with("most", *most),
            FaultKind::Empty => say("expr-empty"),
            FaultKind::StrangeCharacter { given } => {
                let code = format!("U+{:04X}", u32::from(*given));
                say("expr-strange-character")
                    .with("given", given.escape_debug().to_string())
                    .with("code", code)
            }
            FaultKind::OtherSpelling { given, write } => {
                say("expr-other-spelling").with("given", given).with("write", *write)
            }
            FaultKind::NotInLanguage { given } => say("expr-not-in-language").with("given", given),
            FaultKind::UnclosedText => say("expr-unclosed-text"),
            FaultKind::EscapeInText => say("expr-escape-in-text"),
            FaultKind::BadNumber { given } => say("expr-bad-number").with("given", given),
            FaultKind::NumberTooLarge { given } => say("expr-number-too-large").with("given", given),
            FaultKind::UnknownUnit { given } => say("expr-unknown-unit").with("given", given),
            FaultKind::Unfinished => say("expr-unfinished"),
            FaultKind::NotAValue { given } => say("expr-not-a-value").with("given", given),
            FaultKind::MissingOperator { given } => say("expr-missing-operator").with("given", given),
            FaultKind::Unclosed { opened } => say("expr-unclosed").with("opened", opened.to_string()),
            FaultKind::Unopened { given } => say("expr-unopened").with("given", given.to_string()),
            FaultKind::Chained => say("expr-chained"),
            FaultKind::LevelNeedsAtLeast => say("expr-level-needs-at-least"),
            _ => self.message_of_meaning(),
        }
    }

    /// The faults found after parsing: names, types and ranges.
    fn message_of_meaning(&self) -> Message {
        let say = Message::new;
        match self {
            FaultKind::UnknownName { given, nearest: Some(nearest) } => {
                say("expr-unknown-name-near").with("given", given).with("nearest", nearest)
            }
            FaultKind::UnknownName { given, nearest: None } => say("expr-unknown-name").with("given", given),
            FaultKind::QuoteTheWord { given } => say("expr-quote-the-word").with("given", given),
            FaultKind::UnknownScale { given, known } => {
                say("expr-unknown-scale").with("given", given).with("known", known)
            }
            FaultKind::UnknownLevel { given, scale, known } => {
                say("expr-unknown-level").with("given", given).with("scale", scale).with("known", known)
            }
            FaultKind::UnknownWord { given, list, known } => {
                say("expr-unknown-word").with("given", given).with("list", list).with("known", known)
            }
            FaultKind::UnknownCall { given, nearest: Some(nearest) } => {
                say("expr-unknown-call-near").with("given", given).with("nearest", *nearest)
            }
            FaultKind::UnknownCall { given, nearest: None } => say("expr-unknown-call").with("given", given),
            FaultKind::BadArguments { form } => say("expr-bad-arguments").with("form", *form),
            FaultKind::BadAtLeast { given, conditions } => {
                say("expr-bad-at-least").with("given", given).with("conditions", *conditions)
            }
            FaultKind::NotACondition { given } => say("expr-not-a-condition").with("given", given.clone()),
            FaultKind::CannotCompare { left, right } => {
                say("expr-cannot-compare").with("left", left.clone()).with("right", right.clone())
            }
            FaultKind::NoOrder { given } => say("expr-no-order").with("given", given.clone()),
            FaultKind::CannotAdd { left, right } => {
                say("expr-cannot-add").with("left", left.clone()).with("right", right.clone())
            }
            FaultKind::TwoChoices => say("expr-two-choices"),
            FaultKind::BadIn => say("expr-bad-in"),
            FaultKind::NoFact => say("expr-no-fact"),
            FaultKind::BadList => say("expr-bad-list"),
            FaultKind::CountedTwice { fact } => say("expr-counted-twice").with("fact", fact),
            FaultKind::LongSum { most } => say("expr-long-sum").with("most", *most),
            FaultKind::AlwaysTheSame { answer, least, greatest } => {
                say(if *answer { "expr-always-true" } else { "expr-always-false" })
                    .with("least", least)
                    .with("greatest", greatest)
            }
            FaultKind::Constant { answer: true } => say("expr-constant-true"),
            _ => say("expr-constant-false"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for Fault {}
