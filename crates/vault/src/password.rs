//! Passwords of people who sign in: kept as Argon2id hashes in PHC string form, never as themselves.

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use messages::Message;

use crate::{OperatingSystem, Randomness, VaultError};

/// Cost of one sign-in, the first recommendation of the OWASP Password Storage Cheat Sheet for Argon2id: 19 MiB of
/// memory, two passes, one lane. Guessing is slowed by pace as well: whoever signs in goes through a narrow gate.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Bytes of a salt (RFC 9106, section 3.1: 16 are recommended).
const SALT_LEN: usize = 16;
/// Room asked for at least, of which only what the hash needs is touched: blocks above 32 MiB are never kept by the
/// allocator of glibc (`mallopt(3)`, `M_MMAP_THRESHOLD`). Blocks of 19 MiB are, one for each thread that ever hashed.
const OWN_MAPPING: usize = 33 << 20;

/// The shortest password that is taken, in characters (NIST SP 800-63B-4, section 3.1.1.2: fifteen where a password is
/// the only factor).
pub const PASSWORD_MIN_CHARS: usize = 15;
/// The longest, in bytes: hashing is not asked to read a book.
pub const PASSWORD_MAX_BYTES: usize = 1024;

/// The hash of a password, with its salt and cost, as a PHC string.
///
/// # Errors
/// If the system gives no randomness.
pub fn hash_password(password: &str) -> Result<String, VaultError> {
    let no_randomness = |cause: String| VaultError::Randomness { cause };
    let mut salt = [0; SALT_LEN];
    OperatingSystem.fill(&mut salt)?;
    let hashed = Salt::new(&salt).ok().and_then(|salt| {
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None).ok()?;
        Some(PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(&params).ok()?,
            hash: Some(stretched(password, &salt, Algorithm::Argon2id, Version::V0x13, &params)?),
            salt: Some(salt),
        })
    });
    hashed.map(|hash| hash.to_string()).ok_or_else(|| no_randomness("Argon2id".to_owned()))
}

/// Whether `password` is the one behind the PHC string `hash`. What cannot be read as a hash fits no password.
pub fn password_fits(password: &str, hash: &str) -> bool {
    let fits = || {
        let hash = PasswordHash::new(hash).ok()?;
        let algorithm = Algorithm::try_from(hash.algorithm.as_str()).ok()?;
        let version = Version::try_from(hash.version.unwrap_or(Version::V0x13.into())).ok()?;
        let params = Params::try_from(&hash).ok()?;
        let again = stretched(password, hash.salt.as_ref()?, algorithm, version, &params)?;
        // The library compares in constant time.
        Some(again == hash.hash?)
    };
    fits().unwrap_or(false)
}

/// Argon2 over memory of its own, given back to the system when it ends.
fn stretched(
    password: &str,
    salt: &[u8],
    algorithm: Algorithm,
    version: Version,
    params: &Params,
) -> Option<Output> {
    let mut memory = Vec::with_capacity(params.block_count().max(OWN_MAPPING / Block::SIZE));
    memory.resize(params.block_count(), Block::default());
    let mut out = [0; Output::MAX_LENGTH];
    let out = out.get_mut(..params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN))?;
    let argon = Argon2::new(algorithm, version, params.clone());
    argon.hash_password_into_with_memory(password.as_bytes(), salt, out, memory.as_mut_slice()).ok()?;
    Output::new(out).ok()
}

/// Whether this can be read as a hash at all.
pub fn is_password_hash(hash: &str) -> bool {
    PasswordHash::new(hash).is_ok()
}

/// Why a password is not taken; `None` if it is.
pub fn password_fault(password: &str) -> Option<Message> {
    if password.chars().count() < PASSWORD_MIN_CHARS {
        return Some(Message::new("vault-password-short").with("least", PASSWORD_MIN_CHARS));
    }
    if password.len() > PASSWORD_MAX_BYTES {
        return Some(Message::new("vault-password-long").with("most", PASSWORD_MAX_BYTES));
    }
    let mut letters: Vec<char> = password.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    (letters.len() < 5).then(|| Message::new("vault-password-monotonous"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_own_hash_and_no_other() {
        let hash = hash_password("correct horse battery staple").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(password_fits("correct horse battery staple", &hash));
        assert!(!password_fits("correct horse battery stapl", &hash));
        assert!(!password_fits("", &hash));
        assert_ne!(
            hash,
            hash_password("correct horse battery staple").unwrap(),
            "each hash has its own salt"
        );
    }

    /// Made by the reference implementation's command line: `argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32 -e`, its own test vector.
    #[test]
    fn a_hash_made_by_the_reference_implementation_is_read() {
        let made = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assert!(password_fits("password", made));
        assert!(!password_fits("Password", made));
    }

    #[test]
    fn what_is_no_hash_fits_no_password() {
        for hash in ["", "password", "$argon2id$", "$argon2id$v=19$m=1,t=0,p=0$$"] {
            assert!(!password_fits("password", hash), "{hash}");
            assert!(!password_fits("", hash), "{hash}");
        }
    }

    #[test]
    fn short_and_monotonous_passwords_are_not_taken() {
        assert!(password_fault("fourteen chars").is_some());
        assert!(password_fault("aaaaaaaaaaaaaaaaaaaa").is_some());
        assert!(password_fault(&"long enough ".repeat(200)).is_some());
        assert!(password_fault("three tired people at night").is_none());
        assert!(password_fault("值班经理夜里三点还在岗位上等电话呢").is_none(), "a character is a character");
    }
}
