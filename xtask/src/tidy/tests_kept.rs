//! A test that does not run is not a test.

use super::tree::Tree;

pub(crate) fn faults(tree: &Tree) -> Vec<String> {
    let ignored = concat!("#[", "ignore");
    tree.files
        .iter()
        .filter(|file| file.text.contains(ignored))
        .map(|file| format!("{} has an ignored test: mend it or take it out", file.path))
        .collect()
}
