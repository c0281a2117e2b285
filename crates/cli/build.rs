//! Puts the plan pack of the demonstration into the binary, so that `stanch demo` needs nothing beside it.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let pack = Path::new(&env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../plans/cn-b2c");
    println!("cargo::rerun-if-changed={}", pack.display());
    let mut files = Vec::new();
    collect(&pack, &mut files)?;
    files.sort();
    let mut list = String::from("[\n");
    for file in files {
        let inner = file.strip_prefix(&pack).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
        list.push_str(&format!("    ({inner:?}, include_bytes!({:?}).as_slice()),\n", file.canonicalize()?));
    }
    list.push(']');
    fs::write(Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join("pack.rs"), list)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
    Ok(())
}
