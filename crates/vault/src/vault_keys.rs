use std::fmt;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use store::{KeyId, KeyState, OwnerKeys, Store, WrappedKey};

use crate::seal::{self, purpose};
use crate::{MasterKey, OperatingSystem, Randomness, Safe, SealedThing, Secret, VaultError};

/// The opened vault: makes and opens the safes of owners, and keeps the seeds logs are signed with.
#[derive(Clone)]
pub struct Vault {
    wrap_owner_keys: Secret,
    seal_seeds: Secret,
    randomness: Arc<dyn Randomness>,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(<hidden>)")
    }
}

impl Vault {
    /// The vault of a master key.
    ///
    /// # Errors
    /// None in practice: derivation of 32 bytes does not fail.
    pub fn new(master: &MasterKey) -> Result<Vault, VaultError> {
        Vault::with_randomness(master, Arc::new(OperatingSystem))
    }

    /// The same with another source of randomness.
    ///
    /// # Errors
    /// As [`Vault::new`].
    pub fn with_randomness(master: &MasterKey, randomness: Arc<dyn Randomness>) -> Result<Vault, VaultError> {
        Ok(Vault {
            wrap_owner_keys: seal::derive(&master.secret, purpose::WRAP_OWNER_KEYS)?,
            seal_seeds: seal::derive(&master.secret, purpose::SEAL_SEEDS)?,
            randomness,
        })
    }

    /// A safe for an owner that has none yet, and the wrapped key to store in the act of its first entry. An owner
    /// has one key ever: the store refuses a second, also after the first was destroyed.
    ///
    /// # Errors
    /// Only if there is no randomness.
    pub fn new_safe(&self, owner: &str) -> Result<(Safe, WrappedKey), VaultError> {
        let mut key = Secret::zeroed();
        self.randomness.fill(key.expose_mut())?;
        let wrapped =
            seal::seal(&self.wrap_owner_keys, &owner_context(owner), key.expose(), &*self.randomness)?;
        let wrapped = WrappedKey { id: owner_key_id(owner), owner: owner.to_owned(), wrapped };
        Ok((Safe::new(owner, &key, Arc::clone(&self.randomness))?, wrapped))
    }

    /// The safe of an owner, with the wrapped keys of everything in it.
    ///
    /// # Errors
    /// [`VaultError::Destroyed`] if the owner's key was destroyed, [`VaultError::KeyUnknown`] if it never had one.
    pub fn open_safe(&self, store: &dyn Store, owner: &str) -> Result<Safe, VaultError> {
        let mut keys = store.keys_of(owner)?;
        let id = owner_key_id(owner);
        let Some(place) = keys.live.iter().position(|key| key.id == id) else {
            let owner = owner.to_owned();
            return Err(if keys.destroyed.contains(&id) {
                VaultError::Destroyed { owner }
            } else if keys.missing.contains(&id) {
                VaultError::KeyMissing { owner }
            } else {
                VaultError::KeyUnknown { owner }
            });
        };
        let wrapped = keys.live.swap_remove(place).wrapped;
        let key =
            seal::open_key(&self.wrap_owner_keys, &owner_context(owner), &wrapped, SealedThing::OwnerKey)?;
        let mut safe = Safe::new(owner, &key, Arc::clone(&self.randomness))?;
        safe.admit(keys);
        Ok(safe)
    }

    /// The safe of an owner with these bodies' keys and no others: what sealing new bodies (`ids` empty) or opening a
    /// few needs, whatever else the owner has.
    ///
    /// # Errors
    /// As [`Vault::open_safe`]. A key of `ids` that cannot be had is told when its body is opened.
    pub fn open_safe_for(&self, store: &dyn Store, owner: &str, ids: &[KeyId]) -> Result<Safe, VaultError> {
        let asked: Vec<KeyId> = std::iter::once(owner_key_id(owner)).chain(ids.iter().copied()).collect();
        let mut states = store.keys(&asked)?.into_iter();
        let owner_key = states.next().unwrap_or(KeyState::Unknown);
        self.safe_of(owner, owner_key, ids.iter().copied().zip(states))
    }

    /// The id under which an owner's key is stored.
    pub fn owner_key_id(owner: &str) -> KeyId {
        owner_key_id(owner)
    }

    /// The safe of an owner out of what the store said of its key ([`Vault::owner_key_id`]) and of these bodies' keys:
    /// for whoever asks for the keys of many owners at once.
    ///
    /// # Errors
    /// As [`Vault::open_safe_for`].
    pub fn safe_of(
        &self,
        owner: &str,
        owner_key: KeyState,
        bodies: impl IntoIterator<Item = (KeyId, KeyState)>,
    ) -> Result<Safe, VaultError> {
        let wrapped = match owner_key {
            KeyState::Live(key) => key.wrapped,
            KeyState::Destroyed => return Err(VaultError::Destroyed { owner: owner.to_owned() }),
            KeyState::Missing => return Err(VaultError::KeyMissing { owner: owner.to_owned() }),
            KeyState::Unknown => return Err(VaultError::KeyUnknown { owner: owner.to_owned() }),
        };
        let key =
            seal::open_key(&self.wrap_owner_keys, &owner_context(owner), &wrapped, SealedThing::OwnerKey)?;
        let mut safe = Safe::new(owner, &key, Arc::clone(&self.randomness))?;
        let mut keys = OwnerKeys::default();
        for (id, state) in bodies {
            match state {
                KeyState::Live(key) => keys.live.push(key),
                KeyState::Destroyed => keys.destroyed.push(id),
                KeyState::Missing => keys.missing.push(id),
                KeyState::Unknown => {}
            }
        }
        safe.admit(keys);
        Ok(safe)
    }

    /// Seals a signing seed under a name, such as the log's origin, for [`Store::put_keys`].
    ///
    /// # Errors
    /// Only if there is no randomness.
    pub fn seal_seed(&self, name: &str, seed: &Secret) -> Result<WrappedKey, VaultError> {
        let context = seal::context(&[purpose::SEED, name.as_bytes()]);
        let wrapped = seal::seal(&self.seal_seeds, &context, seed.expose(), &*self.randomness)?;
        Ok(WrappedKey { id: seed_id(name), owner: format!("signing/{name}"), wrapped })
    }

    /// The signing seed of this name.
    ///
    /// # Errors
    /// [`VaultError::KeyUnknown`] if none was ever stored.
    pub fn open_seed(&self, store: &dyn Store, name: &str) -> Result<Secret, VaultError> {
        let owner = format!("signing/{name}");
        match store.key(&seed_id(name))? {
            KeyState::Live(key) => {
                let context = seal::context(&[purpose::SEED, name.as_bytes()]);
                seal::open_key(&self.seal_seeds, &context, &key.wrapped, SealedThing::SigningSeed)
            }
            KeyState::Destroyed => Err(VaultError::Destroyed { owner }),
            KeyState::Missing => Err(VaultError::KeyMissing { owner }),
            KeyState::Unknown => Err(VaultError::KeyUnknown { owner }),
        }
    }
}

fn owner_context(owner: &str) -> Vec<u8> {
    seal::context(&[purpose::OWNER_KEY, owner.as_bytes()])
}

fn owner_key_id(owner: &str) -> KeyId {
    id_of(purpose::OWNER_KEY_ID, owner)
}

fn seed_id(name: &str) -> KeyId {
    id_of(purpose::SEED_ID, name)
}

/// The first half of SHA-256 over purpose and name: found again without a list of names.
fn id_of(purpose: &[u8], name: &str) -> KeyId {
    let digest: [u8; 32] = Sha256::new().chain_update(purpose).chain_update(name).finalize().into();
    let mut id = KeyId::default();
    id.copy_from_slice(&digest[..16]);
    id
}
