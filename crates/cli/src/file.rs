//! Files the command line writes: whole or not at all, and for their owner only.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use messages::Message;
use sha2::Digest;

use crate::exit::{Exit, Failure};

/// `path` holds `bytes`, with mode 0600, and is on disk. A crash leaves the old file or the new one, never a part.
///
/// What is no plain file (`/dev/stdout`, a pipe) is written to as it is: renaming over it would take it away.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_whole(path, bytes).map_err(|error| unwritable(path, &error))
}

/// The whole file.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| unreadable(path, &error))
}

/// The whole file, or all of standard input where `path` is `-`.
pub fn read_or_input(path: &Path) -> Result<Vec<u8>, Failure> {
    if path != Path::new("-") {
        return read(path);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    Ok(bytes)
}

/// Says that `path` cannot be read.
pub fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(Exit::Io, fault("cli-file-unreadable", path, error))
}

/// Says that `path` cannot be written.
pub fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(Exit::Io, fault("cli-file-unwritable", path, error))
}

fn fault(key: &'static str, path: &Path, error: &io::Error) -> Message {
    Message::new(key).with("path", path.display().to_string()).with("why", messages::io_cause(error))
}

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let plain = std::fs::metadata(path).map_or(true, |metadata| metadata.is_file());
    if !plain {
        return OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let temporary = beside(path);
    let outcome = write_new(&temporary, bytes).and_then(|()| std::fs::rename(&temporary, path));
    if outcome.is_err() {
        // Nothing of ours stays behind; the reason of the failure matters more than a second one from here.
        let _ = std::fs::remove_file(&temporary);
        return outcome;
    }
    File::open(folder)?.sync_all()
}

fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Refuses a target that is one of the inputs, or lies in an input that is a folder: what is read is never written over.
pub fn not_over(target: &Path, inputs: &[&Path]) -> Result<(), Failure> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let whole = target.canonicalize().or_else(|_| {
        let name = target.file_name().unwrap_or_default();
        folder.canonicalize().map(|folder| folder.join(name))
    });
    let Ok(whole) = whole else { return Ok(()) };
    let hit = inputs.iter().find(|input| input.canonicalize().is_ok_and(|input| whole.starts_with(input)));
    match hit {
        None => Ok(()),
        Some(input) => Err(Failure::usage(
            Message::new("cli-file-over-input")
                .with("target", target.display().to_string())
                .with("input", input.display().to_string()),
        )),
    }
}

/// SHA-256 (lower-case hex) and size of a file, read in pieces: evidence may be larger than memory.
pub fn digest(path: &Path) -> Result<(String, u64), Failure> {
    let failed = |error: io::Error| unreadable(path, &error);
    let mut file = File::open(path).map_err(failed)?;
    let mut hasher = sha2::Sha256::new();
    let mut piece = vec![0; 1 << 16];
    let mut size = 0;
    loop {
        let read = file.read(&mut piece).map_err(failed)?;
        let Some(bytes) = piece.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        hasher.update(bytes);
        size += read as u64;
    }
    let hex = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((hex, size))
}
