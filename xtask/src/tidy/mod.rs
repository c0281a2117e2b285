//! The rules of the house, read off the tree. Each rule is a file with one function that returns sentences; an
//! empty list means the rule holds. The same rules run as tests, so that nothing lands against them.

mod arrows;
mod sizes;
mod tests_kept;
mod tree;
mod unsafe_code;
mod words;

use crate::shell::say;
use tree::Tree;

/// A rule: what it is called, and how to find what breaks it.
type Rule = (&'static str, fn(&Tree) -> Vec<String>);

const RULES: &[Rule] = &[
    ("arrows between rooms", arrows::faults),
    ("sizes of files and functions", sizes::faults),
    ("unsafe code", unsafe_code::faults),
    ("words for readers", words::faults),
    ("tests that run", tests_kept::faults),
];

pub(crate) fn run() -> Result<(), String> {
    let tree = Tree::read()?;
    let faults: Vec<String> = RULES
        .iter()
        .flat_map(|(name, rule)| rule(&tree).into_iter().map(move |fault| format!("tidy, {name}: {fault}")))
        .collect();
    if faults.is_empty() {
        say(&format!("tidy: {} rules hold over {} files\n", RULES.len(), tree.files.len()));
        return Ok(());
    }
    Err(format!("the house is not tidy\n{}", faults.join("\n")))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_house_is_tidy() {
        if let Err(faults) = super::run() {
            panic!("{faults}");
        }
    }
}
