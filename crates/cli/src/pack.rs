//! Reading the folder of a plan pack: the room `plan` takes bytes, the file system is ours.

use std::collections::BTreeMap;
use std::path::Path;

use messages::Message;

use crate::exit::{Exit, Failure};
use crate::file;

/// More files than any plan has: past it, the folder given is something else.
const FILES_MAX: usize = 2_000;
/// A larger file is no page of a plan.
const FILE_BYTES_MAX: u64 = 16 << 20;

/// The files of a pack: path within the pack, with `/` between folders → bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Every plain file under `folder`, hidden ones and links to folders left aside.
pub fn read(folder: &Path) -> Result<Files, Failure> {
    let mut files = Files::new();
    collect(folder, "", &mut files)?;
    if files.is_empty() {
        return Err(given_is_no_pack(folder, "cli-pack-empty"));
    }
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Files) -> Result<(), Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| file::unreadable(folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| file::unreadable(folder, &error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let (path, inner) = (entry.path(), format!("{prefix}{name}"));
        let kind = entry.file_type().map_err(|error| file::unreadable(&path, &error))?;
        if kind.is_dir() {
            collect(&path, &format!("{inner}/"), files)?;
            continue;
        }
        let metadata = std::fs::metadata(&path).map_err(|error| file::unreadable(&path, &error))?;
        if !metadata.is_file() {
            continue;
        }
        if metadata.len() > FILE_BYTES_MAX || files.len() >= FILES_MAX {
            return Err(given_is_no_pack(&path, "cli-pack-too-large"));
        }
        files.insert(inner, file::read(&path)?);
    }
    Ok(())
}

fn given_is_no_pack(path: &Path, key: &'static str) -> Failure {
    Failure::new(Exit::Io, Message::new(key).with("path", path.display().to_string()))
}
