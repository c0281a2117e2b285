//! The master key and its file: in clear with mode 0600, or sealed under a passphrase (Argon2id, RFC 9106).

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use store::sync_folder;
use zeroize::Zeroizing;

use crate::seal::{self, NONCE, TAG, purpose};
use crate::{Randomness, Secret, VaultError, hex};

const FIRST_LINE: &str = "stanch master key 1";
const LONGEST_FILE: u64 = 1024;
const SALT: usize = 16;
const SEALED: usize = NONCE + 32 + TAG;
/// Shorter passphrases are refused; what makes a good one is the operator's rule.
const SHORTEST_PASSPHRASE: u32 = 12;

/// The key everything hangs on.
#[derive(Clone)]
pub struct MasterKey {
    pub(crate) secret: Secret,
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(<hidden>)")
    }
}

/// How much work a passphrase costs, for us and for whoever guesses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassphraseCost {
    /// Memory, KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl PassphraseCost {
    /// RFC 9106 §4, second recommended option: 64 MiB, 3 passes, 4 lanes.
    pub const RECOMMENDED: PassphraseCost = PassphraseCost { memory_kib: 64 * 1024, passes: 3, lanes: 4 };
    /// The most that is accepted, so that an altered file cannot exhaust the machine: 1 GiB, 16 passes, 16 lanes.
    const MOST: PassphraseCost = PassphraseCost { memory_kib: 1024 * 1024, passes: 16, lanes: 16 };

    fn params(self) -> Option<Params> {
        let most = PassphraseCost::MOST;
        let bounded =
            self.memory_kib <= most.memory_kib && self.passes <= most.passes && self.lanes <= most.lanes;
        Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).ok().filter(|_| bounded)
    }
}

/// How the master key's file protects it.
#[derive(Clone, Copy)]
pub enum Protection<'p> {
    /// By the file's mode alone.
    FileMode,
    /// Sealed under a passphrase, UTF-8 as typed without the line end.
    Passphrase(&'p str, PassphraseCost),
}

impl fmt::Debug for Protection<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Protection::FileMode => f.write_str("FileMode"),
            Protection::Passphrase(_, cost) => write!(f, "Passphrase(<hidden>, {cost:?})"),
        }
    }
}

impl MasterKey {
    /// Makes a new master key and its file, mode 0600, durable on return.
    ///
    /// # Errors
    /// [`VaultError::MasterKeyExists`] if there is one: overwriting it would destroy everything it opens.
    pub fn create(
        path: &Path,
        protection: Protection<'_>,
        randomness: &dyn Randomness,
    ) -> Result<MasterKey, VaultError> {
        if path.exists() {
            return Err(VaultError::MasterKeyExists { path: path.to_owned() });
        }
        let mut secret = Secret::zeroed();
        randomness.fill(secret.expose_mut())?;
        let key = MasterKey { secret };
        key.write(path, protection, randomness)?;
        Ok(key)
    }

    /// Reads the master key.
    ///
    /// # Errors
    /// [`VaultError::PassphraseNeeded`] if the file asks for one and none is given;
    /// [`VaultError::PassphraseNotNeeded`] if one is given for a file that is not sealed: whoever gives it takes the key for
    /// protected.
    pub fn open(path: &Path, passphrase: Option<&str>) -> Result<MasterKey, VaultError> {
        let text = read(path)?;
        match parse(&text).map_err(|line| VaultError::MasterKeyMalformed { path: path.to_owned(), line })? {
            Parsed::Clear(_) if passphrase.is_some() => {
                Err(VaultError::PassphraseNotNeeded { path: path.to_owned() })
            }
            Parsed::Clear(secret) => Ok(MasterKey { secret }),
            Parsed::Sealed { cost, salt, sealed } => {
                let passphrase =
                    passphrase.ok_or_else(|| VaultError::PassphraseNeeded { path: path.to_owned() })?;
                let key = stretch(passphrase, cost, &salt)?;
                let context = seal::context(&[purpose::MASTER_KEY, sealed_head(cost, &salt).as_bytes()]);
                seal::open_key(&key, &context, &sealed, crate::SealedThing::OwnerKey)
                    .map(|secret| MasterKey { secret })
                    .map_err(|_| VaultError::WrongPassphrase { path: path.to_owned() })
            }
        }
    }

    /// Writes the same key under another protection, durable on return. The old file's bytes may live on in
    /// backups: whoever has one of those and the old passphrase still has the key.
    ///
    /// # Errors
    /// If the file cannot be written; then the old one stands.
    pub fn protect_anew(
        &self,
        path: &Path,
        protection: Protection<'_>,
        randomness: &dyn Randomness,
    ) -> Result<(), VaultError> {
        self.write(path, protection, randomness)
    }

    fn write(
        &self,
        path: &Path,
        protection: Protection<'_>,
        randomness: &dyn Randomness,
    ) -> Result<(), VaultError> {
        let text = self.to_text(protection, randomness)?;
        let new = path.with_extension("key.new");
        let written = remove_if_there(&new).and_then(|()| {
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
        written.map_err(|error| VaultError::io(&new, &error))?;
        fs::rename(&new, path).map_err(|error| VaultError::io(path, &error))?;
        Ok(sync_folder(path.parent().unwrap_or(Path::new(".")))?)
    }

    fn to_text(
        &self,
        protection: Protection<'_>,
        randomness: &dyn Randomness,
    ) -> Result<Zeroizing<String>, VaultError> {
        match protection {
            Protection::FileMode => Ok(clear_text(&self.secret)),
            Protection::Passphrase(passphrase, cost) => {
                if passphrase.chars().count() < SHORTEST_PASSPHRASE as usize {
                    return Err(VaultError::PassphraseTooShort { needed: SHORTEST_PASSPHRASE });
                }
                let mut salt = [0; SALT];
                randomness.fill(&mut salt)?;
                let key = stretch(passphrase, cost, &salt)?;
                let head = sealed_head(cost, &salt);
                let context = seal::context(&[purpose::MASTER_KEY, head.as_bytes()]);
                let sealed = seal::seal(&key, &context, self.secret.expose(), randomness)?;
                Ok(Zeroizing::new(format!("{head}sealed {}\n", hex::encode(&sealed))))
            }
        }
    }
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Argon2id version 1.3 over the passphrase's bytes.
fn stretch(passphrase: &str, cost: PassphraseCost, salt: &[u8; SALT]) -> Result<Secret, VaultError> {
    let params = cost.params().ok_or(VaultError::CostRefused)?;
    let mut key = Secret::zeroed();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, key.expose_mut())
        .map_err(|_| VaultError::CostRefused)?;
    Ok(key)
}

/// The file's text, if nobody but its owner may read it.
fn read(path: &Path) -> Result<Zeroizing<String>, VaultError> {
    let failed = |error: &io::Error| match error.kind() {
        io::ErrorKind::NotFound => VaultError::MasterKeyAbsent { path: path.to_owned() },
        io::ErrorKind::InvalidData => VaultError::MasterKeyMalformed { path: path.to_owned(), line: 1 },
        _ => VaultError::io(path, error),
    };
    let file = File::open(path).map_err(|error| failed(&error))?;
    let mode = file.metadata().map_err(|error| failed(&error))?.permissions().mode() & 0o7777;
    if mode & 0o077 != 0 {
        return Err(VaultError::MasterKeyOpenToOthers { path: path.to_owned(), mode });
    }
    let mut text = Zeroizing::new(String::with_capacity(LONGEST_FILE as usize));
    file.take(LONGEST_FILE).read_to_string(&mut text).map_err(|error| failed(&error))?;
    Ok(text)
}

enum Parsed {
    Clear(Secret),
    Sealed { cost: PassphraseCost, salt: [u8; SALT], sealed: [u8; SEALED] },
}

fn clear_text(secret: &Secret) -> Zeroizing<String> {
    let digits = Zeroizing::new(hex::encode(secret.expose()));
    Zeroizing::new(format!("{FIRST_LINE}\nprotection file-mode\nkey {}\n", digits.as_str()))
}

/// Every line before `sealed`; bound to the sealed key, so that no figure can be altered unnoticed.
fn sealed_head(cost: PassphraseCost, salt: &[u8; SALT]) -> String {
    format!(
        "{FIRST_LINE}\nprotection argon2id\nmemory-kib {}\npasses {}\nlanes {}\nsalt {}\n",
        cost.memory_kib,
        cost.passes,
        cost.lanes,
        hex::encode(salt)
    )
}

/// Strict: what is accepted is exactly what is written. The error is the line, 1 first.
fn parse(text: &str) -> Result<Parsed, u32> {
    let lines: Vec<&str> = text.split('\n').collect();
    let field = |line: u32, name: &str| {
        lines.get(line as usize - 1).and_then(|text| text.strip_prefix(name)).ok_or(line)
    };
    let figure = |line: u32, name: &str| {
        let digits = field(line, name)?;
        let figure: u32 = digits.parse().map_err(|_| line)?;
        if figure.to_string() == digits { Ok(figure) } else { Err(line) }
    };
    let end = |line: u32| {
        if field(line, "")?.is_empty() && lines.len() == line as usize { Ok(()) } else { Err(line) }
    };
    if !field(1, FIRST_LINE)?.is_empty() {
        return Err(1);
    }
    match field(2, "protection ")? {
        "file-mode" => {
            let secret = Secret::new(hex::decode(field(3, "key ")?).ok_or(3u32)?);
            end(4).map(|()| Parsed::Clear(secret))
        }
        "argon2id" => {
            let cost = PassphraseCost {
                memory_kib: figure(3, "memory-kib ")?,
                passes: figure(4, "passes ")?,
                lanes: figure(5, "lanes ")?,
            };
            let salt = hex::decode(field(6, "salt ")?).ok_or(6u32)?;
            let sealed = hex::decode(field(7, "sealed ")?).ok_or(7u32)?;
            end(8).map(|()| Parsed::Sealed { cost, salt, sealed })
        }
        _ => Err(2),
    }
}
