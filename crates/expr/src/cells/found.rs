use std::collections::BTreeSet;

use crate::cells::example::example;
use crate::cells::{Combination, leaf};
use crate::walk::{Next, Visitor, Walk};

/// Collects combinations of answers.
pub(super) struct Found {
    seen: BTreeSet<Vec<bool>>,
    pub(super) combinations: Vec<Combination>,
    left: usize,
}

impl Found {
    pub(super) fn within(budget: usize) -> Found {
        Found { seen: BTreeSet::new(), combinations: Vec::new(), left: budget }
    }
}

impl Visitor for Found {
    fn visit(&mut self, walk: &Walk<'_>, whole: bool) -> Next {
        if self.left == 0 {
            return Next::Stop;
        }
        self.left -= 1;
        let answers = walk.program.roots.iter().map(|root| walk.program.kleene(*root, &leaf(walk)).decided());
        match answers.collect::<Option<Vec<bool>>>() {
            Some(answers) => {
                if self.seen.insert(answers.clone()) {
                    self.combinations.push(Combination { answers, example: example(walk, &[]) });
                }
                Next::Skip
            }
            // Every variable sits in one cell, so that every leaf has answered.
            None if whole => Next::Stop,
            None => Next::Split,
        }
    }
}
