//! Prints what `Plan::from_files` finds in a pack: `cargo run -p plan --example check_pack -- plans/cn-b2c`.
#![allow(clippy::print_stdout, reason = "an example that prints")]

use std::collections::BTreeMap;
use std::path::Path;

fn walk(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(root, &path, files)?;
        } else if let Ok(name) = path.strip_prefix(root) {
            files.insert(name.to_string_lossy().replace('\\', "/"), std::fs::read(&path)?);
        }
    }
    Ok(())
}

fn main() -> std::io::Result<()> {
    let root = std::env::args().nth(1).unwrap_or_else(|| "plans/cn-b2c".to_owned());
    let mut files = BTreeMap::new();
    walk(Path::new(&root), Path::new(&root), &mut files)?;
    let faults = match plan::Plan::from_files(files) {
        Ok((plan, warnings)) => {
            println!("{} {} {}", plan.id, plan.version, plan.digest);
            warnings
        }
        Err(faults) => faults,
    };
    faults.iter().for_each(|fault| println!("{fault}"));
    Ok(())
}
