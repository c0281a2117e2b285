use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// A leak file or a register: a path, or something already open under a name (a pipe).
pub struct Source {
    name: String,
    way: Way,
}

enum Way {
    Path(PathBuf),
    /// Taken when it is read; a second reading finds it gone.
    Reader(Mutex<Option<Box<dyn Read + Send>>>),
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Source {
    /// A file.
    pub fn path(path: impl Into<PathBuf>) -> Source {
        let path = path.into();
        Source { name: path.display().to_string(), way: Way::Path(path) }
    }

    /// Something already open: standard input (`-`), or bytes in memory. It can be read once.
    pub fn reader(name: impl Into<String>, reader: impl Read + Send + 'static) -> Source {
        Source { name: name.into(), way: Way::Reader(Mutex::new(Some(Box::new(reader)))) }
    }

    /// How reports call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The path, where it is a file.
    pub(crate) fn as_path(&self) -> Option<&Path> {
        match &self.way {
            Way::Path(path) => Some(path),
            Way::Reader(_) => None,
        }
    }

    /// Opens it, with its length where that is known.
    pub(crate) fn open(&self) -> io::Result<(Box<dyn Read + Send>, Option<u64>)> {
        match &self.way {
            Way::Path(path) => {
                let file = File::open(path)?;
                let facts = file.metadata()?;
                if facts.is_dir() {
                    return Err(io::Error::from(io::ErrorKind::IsADirectory));
                }
                let bytes = facts.is_file().then_some(facts.len());
                Ok((Box::new(file), bytes))
            }
            Way::Reader(reader) => {
                let taken = reader.lock().ok().and_then(|mut held| held.take());
                let reader = taken.ok_or_else(|| io::Error::from(io::ErrorKind::NotSeekable))?;
                Ok((reader, None))
            }
        }
    }
}
