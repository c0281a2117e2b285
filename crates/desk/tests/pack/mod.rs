//! The real pack, read from its folder.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use plan::Plan;

pub(crate) fn cn_b2c() -> Arc<Plan> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/cn-b2c");
    let mut files = BTreeMap::new();
    collect(&root, &root, &mut files);
    match Plan::from_files(files) {
        Ok((plan, _)) => Arc::new(plan),
        Err(faults) => panic!("the pack has {} faults, first: {:?}", faults.len(), faults.first()),
    }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            files.insert(name, std::fs::read(&path).unwrap());
        }
    }
}
