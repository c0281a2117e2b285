//! `unsafe` is forbidden in every room but `exposure`, and there in two files at most (invariant 1).

use super::tree::{SourceFile, Tree};

/// Files in which `unsafe` may stand, each with a safe twin and an equality property.
const MAY_BE_UNSAFE: &[&str] = &[];

pub(crate) fn faults(tree: &Tree) -> Vec<String> {
    let roots = tree.files.iter().filter(|file| is_crate_root(file) && file.room() != "exposure");
    let unforbidden = roots
        .filter(|file| !file.text.contains("#![forbid(unsafe_code)]"))
        .map(|file| format!("{} does not say #![forbid(unsafe_code)]", file.path));
    let unsafe_files = tree
        .files
        .iter()
        .filter(|file| file.room() == "exposure" && !MAY_BE_UNSAFE.contains(&file.path.as_str()))
        .filter(|file| file.text.contains("unsafe {") || file.text.contains("unsafe fn"))
        .map(|file| format!("{} has unsafe code and is not one of the two files that may", file.path));
    unforbidden.chain(unsafe_files).collect()
}

fn is_crate_root(file: &SourceFile) -> bool {
    file.path.ends_with("/src/lib.rs") || file.path.ends_with("/src/main.rs")
}
