//! The folder of a pack as the files `Plan::from_files` takes.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail loudly")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use plan::{Fault, Plan, Severity};

/// The pack that comes with the product.
pub(crate) fn cn_b2c() -> BTreeMap<String, Vec<u8>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../plans/cn-b2c");
    let mut files = BTreeMap::new();
    walk(&root, &root, &mut files);
    assert!(files.contains_key("plan.yaml"), "the pack stands at {}", root.display());
    files
}

fn walk(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            files.insert(name, std::fs::read(&path).unwrap());
        }
    }
}

/// The errors of a pack, or none.
#[allow(dead_code, reason = "not every test file that shares this module needs it")]
pub(crate) fn errors(files: BTreeMap<String, Vec<u8>>) -> Vec<Fault> {
    let faults = Plan::from_files(files).err().unwrap_or_default();
    faults.into_iter().filter(|fault| fault.severity == Severity::Error).collect()
}

/// The pack, which has no errors, and its warnings.
#[allow(dead_code, reason = "not every test file that shares this module needs it")]
pub(crate) fn loaded(files: BTreeMap<String, Vec<u8>>) -> (Plan, Vec<Fault>) {
    Plan::from_files(files).unwrap_or_else(|faults| {
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        panic!("the pack has faults:\n{}", told.join("\n"));
    })
}
