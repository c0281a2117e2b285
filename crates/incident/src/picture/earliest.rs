//! Facts of which the earliest counts: when it happened, when it was known. Each role has one word of them, its newest; the
//! earliest of these words stands. "Unknown" is no word: it takes back what the same role said before, bounds nothing, and
//! says nothing against what others say.

use expr::Known;
use plan::Fact;

use super::resolve::{Conflict, Resolved, bearing, earlier, meet, says_less, set_aside, to_known};
use crate::state::Statement;

/// What one role says now.
type Word<'s> = (&'s Statement, Known);

/// What is known from what stands, oldest first: the earliest over the words of those who can answer; of everybody, where
/// none of them has a word.
pub(super) fn resolve(fact: &Fact, statements: &[&Statement]) -> Resolved {
    let mut resolved = Resolved::nothing(fact);
    let newest = newest_of_each_role(statements);
    let words = newest.iter().filter_map(|statement| {
        let said = to_known(&statement.value, &fact.kind)?;
        (said != Known::unknown(&fact.kind)).then_some((*statement, said))
    });
    let (answers, others): (Vec<Word<'_>>, Vec<Word<'_>>) =
        words.partition(|(statement, _)| fact.can_answer(&statement.by.role));
    let (counting, waiting) = if answers.is_empty() { (others, answers) } else { (answers, others) };
    // A word that another one implies adds nothing: "by nine at the latest" beside "ten to nine".
    let implied = |said: Known| counting.iter().any(|(_, other)| says_less(said, *other));
    let bounds = counting.iter().map(|(_, said)| *said).filter(|said| !implied(*said));
    let Some(known) = bounds.reduce(earlier) else {
        // Somebody was asked, and did not know.
        resolved.statements = newest.iter().map(|statement| statement.position).collect();
        return resolved;
    };
    resolved.known = known;
    let (agreeing, against): (Vec<Word<'_>>, Vec<Word<'_>>) =
        counting.iter().copied().partition(|(_, said)| meet(*said, known).is_some());
    resolved.statements = agreeing.iter().map(|(statement, _)| statement.position).collect();
    if let Some(stands) = resolved.statements.last().copied() {
        let conflicts = against.iter().map(|(other, _)| Conflict { stands, against: other.position });
        resolved.conflicts = conflicts.collect();
    }
    let newest_first: Vec<Word<'_>> = counting.iter().rev().copied().collect();
    resolved.evidence = bearing(&newest_first, known);
    waiting.iter().for_each(|(other, _)| set_aside(&mut resolved, fact, other));
    resolved
}

/// What each role said last, oldest first.
fn newest_of_each_role<'s>(statements: &[&'s Statement]) -> Vec<&'s Statement> {
    let mut newest: Vec<&Statement> = Vec::new();
    for statement in statements.iter().rev() {
        if newest.iter().all(|other| other.by.role != statement.by.role) {
            newest.push(statement);
        }
    }
    newest.reverse();
    newest
}
