use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use plan::Plan;

fn read(folder: &Path, root: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).expect("the pack is there") {
        let path: PathBuf = entry.expect("readable").path();
        if path.is_dir() {
            read(&path, root, files);
        } else {
            let name = path.strip_prefix(root).expect("within").to_string_lossy().into_owned();
            files.insert(name, std::fs::read(&path).expect("readable"));
        }
    }
}

/// A pack that comes with the product, by the name of its folder under `plans/`.
///
/// # Panics
/// If it is not there or has faults.
pub fn pack(name: &str) -> Plan {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans").join(name);
    let mut files = BTreeMap::new();
    read(&root, &root, &mut files);
    Plan::from_files(files).expect("the pack has no faults").0
}
