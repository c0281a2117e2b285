use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::StoreError;

/// A file that is to be read is a plain one. A link is not followed, and nobody waits for a pipe: in a data folder and in a
/// backup lie files, and what is none was put there by another hand.
///
/// # Errors
/// [`StoreError::NotPlain`]; if it cannot be looked at.
pub fn check_plain(path: &Path) -> Result<(), StoreError> {
    let found = fs::symlink_metadata(path).map_err(|error| StoreError::io(path, &error))?;
    if found.is_file() { Ok(()) } else { Err(StoreError::NotPlain { path: path.to_owned() }) }
}

/// Where a path leads, as far as it exists; what is still to be made stands after that as it is written.
pub(crate) fn real(path: &Path) -> Result<PathBuf, StoreError> {
    let path = std::path::absolute(path).map_err(|error| StoreError::io(path, &error))?;
    for above in path.ancestors() {
        match fs::canonicalize(above) {
            Ok(real) => {
                let rest = path.strip_prefix(above).unwrap_or(Path::new(""));
                return Ok(if rest.as_os_str().is_empty() { real } else { real.join(rest) });
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(StoreError::io(above, &error)),
        }
    }
    Ok(path)
}
