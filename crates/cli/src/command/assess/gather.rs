//! From the paths of the line to sources the engine reads.

use std::path::{Path, PathBuf};

use exposure::Source;
use messages::Message;

use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::file;

/// A source for each file; folders are walked, in the order of names, so that the same folder gives the same result.
/// What cannot be opened is a source too: the engine reports it as not read, and the rest is still counted.
pub fn sources(leaks: &[PathBuf], door: &mut Door) -> Result<Vec<Source>, Failure> {
    let source = |path: Option<PathBuf>| match path {
        Some(path) => Source::path(path),
        None => Source::reader("-", std::io::stdin()),
    };
    Ok(files(leaks, door)?.into_iter().map(source).collect())
}

/// The files that are meant; `None` is standard input.
pub fn files(leaks: &[PathBuf], door: &mut Door) -> Result<Vec<Option<PathBuf>>, Failure> {
    let mut files = Vec::new();
    for leak in leaks {
        if leak == Path::new("-") {
            files.push(None);
            continue;
        }
        let facts = match std::fs::metadata(leak) {
            Ok(facts) => facts,
            // The only one: there is nothing to report besides.
            Err(error) if leaks.len() == 1 => return Err(file::unreadable(leak, &error)),
            Err(_) => {
                files.push(Some(leak.clone()));
                continue;
            }
        };
        if !facts.is_dir() {
            files.push(Some(leak.clone()));
            continue;
        }
        let before = files.len();
        walk(leak, &mut files, door)?;
        if files.len() == before {
            let message = Message::new("cli-assess-empty-folder").with("path", leak.display().to_string());
            return Err(Failure::new(Exit::NothingRead, message));
        }
    }
    Ok(files)
}

/// The register, which must be there before a long run begins.
pub fn register(path: &Path) -> Result<Source, Failure> {
    if path == Path::new("-") {
        return Ok(Source::reader("-", std::io::stdin()));
    }
    std::fs::metadata(path).map_err(|error| file::unreadable(path, &error))?;
    Ok(Source::path(path))
}

fn walk(folder: &Path, files: &mut Vec<Option<PathBuf>>, door: &mut Door) -> Result<(), Failure> {
    let unreadable = |error: std::io::Error| file::unreadable(folder, &error);
    let entries: Result<Vec<_>, _> = std::fs::read_dir(folder).map_err(unreadable)?.collect();
    let mut entries = entries.map_err(unreadable)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let kind = entry.file_type().map_err(|error| file::unreadable(&path, &error))?;
        if kind.is_dir() {
            let before = files.len();
            if walk(&path, files, door).is_err() {
                // A folder that cannot be listed is reported as not read, and the others are still counted.
                files.truncate(before);
                files.push(Some(path));
            }
        } else if kind.is_file() || path.is_file() {
            files.push(Some(path));
        } else {
            // A pipe in a folder would be waited for without end, and a link to a folder may lead in a circle.
            door.remark(&Message::new("cli-assess-left-aside").with("path", path.display().to_string()));
        }
    }
    Ok(())
}
