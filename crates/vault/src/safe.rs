use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use store::{KeyId, OwnerKeys, WrappedKey};
use zeroize::Zeroizing;

use crate::seal::{self, purpose};
use crate::{Randomness, Rows, SealedThing, Secret, VaultError};

/// Bytes of a body's key.
const KEY: usize = 32;

/// A sealed body with the key that opens it, to be stored in one act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedBody {
    /// Names body and key.
    pub id: KeyId,
    /// `nonce(24) ‖ ciphertext ‖ tag(16)`.
    pub ciphertext: Vec<u8>,
    /// The body's own key, wrapped by the owner's.
    pub key: WrappedKey,
}

/// One owner's part of the vault: seals and opens its bodies and blobs.
///
/// The keys in it are those of the moment it was opened, and those it made since; a key destroyed later is still
/// here until the safe is dropped, so safes are opened for one piece of work and not kept.
pub struct Safe {
    owner: String,
    wrap_body_keys: Secret,
    digests: Secret,
    live: HashMap<KeyId, Vec<u8>>,
    destroyed: HashSet<KeyId>,
    missing: HashSet<KeyId>,
    randomness: Arc<dyn Randomness>,
}

impl fmt::Debug for Safe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Safe({}, {} keys)", self.owner, self.live.len())
    }
}

impl Safe {
    pub(crate) fn new(
        owner: &str,
        key: &Secret,
        randomness: Arc<dyn Randomness>,
    ) -> Result<Safe, VaultError> {
        Ok(Safe {
            owner: owner.to_owned(),
            wrap_body_keys: seal::derive(key, purpose::WRAP_BODY_KEYS)?,
            digests: seal::derive(key, purpose::DIGESTS)?,
            live: HashMap::new(),
            destroyed: HashSet::new(),
            missing: HashSet::new(),
            randomness,
        })
    }

    pub(crate) fn admit(&mut self, keys: OwnerKeys) {
        self.live.extend(keys.live.into_iter().map(|key| (key.id, key.wrapped)));
        self.destroyed.extend(keys.destroyed);
        self.missing.extend(keys.missing);
    }

    /// Whose safe it is.
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// Seals a body under a new key of its own. It can be opened from here at once; for everybody else once its
    /// key and ciphertext are stored.
    ///
    /// # Errors
    /// Only if there is no randomness.
    pub fn seal(&mut self, plaintext: &[u8]) -> Result<SealedBody, VaultError> {
        let (id, body_key, key) = self.new_key()?;
        let context = self.context(purpose::BODY, &id);
        let ciphertext = seal::seal(&body_key, &context, plaintext, &*self.randomness)?;
        Ok(SealedBody { id, ciphertext, key })
    }

    /// Seals bodies that are stored in one act, each under a new key of its own. Their ids are consecutive, counted up
    /// from one random number of 16 bytes: rows that are ordered by id then lie side by side, and one act touches few
    /// pages of the store instead of one for each body.
    ///
    /// # Errors
    /// Only if there is no randomness.
    pub fn seal_all<B: AsRef<[u8]>>(&mut self, plaintexts: &[B]) -> Result<Vec<SealedBody>, VaultError> {
        let mut first = KeyId::default();
        let mut keys = Zeroizing::new(vec![[0; KEY]; plaintexts.len()]);
        let mut nonces = vec![[[0; seal::NONCE]; 2]; plaintexts.len()];
        // Asked for all at once: each question is a call of the system.
        self.randomness.fill(&mut first)?;
        self.randomness.fill(keys.as_flattened_mut())?;
        self.randomness.fill(nonces.as_flattened_mut().as_flattened_mut())?;
        let ids = (0u128..).map(|place| u128::from_be_bytes(first).wrapping_add(place).to_be_bytes());
        let drawn = ids.zip(keys.iter()).zip(&nonces);
        let bodies = plaintexts.iter().zip(drawn);
        bodies
            .map(|(plaintext, ((id, key), nonces))| {
                self.seal_drawn(id, &Secret::new(*key), nonces, plaintext.as_ref())
            })
            .collect()
    }

    fn seal_drawn(
        &mut self,
        id: KeyId,
        body_key: &Secret,
        [key_nonce, nonce]: &[[u8; seal::NONCE]; 2],
        plaintext: &[u8],
    ) -> Result<SealedBody, VaultError> {
        let context = self.context(purpose::BODY_KEY, &id);
        let wrapped = seal::seal_under(&self.wrap_body_keys, key_nonce, &context, body_key.expose())?;
        self.live.insert(id, wrapped.clone());
        let ciphertext = seal::seal_under(body_key, nonce, &self.context(purpose::BODY, &id), plaintext)?;
        Ok(SealedBody { id, ciphertext, key: WrappedKey { id, owner: self.owner.clone(), wrapped } })
    }

    /// The plaintext of a body.
    ///
    /// # Errors
    /// [`VaultError::Destroyed`] if its key was destroyed, [`VaultError::NotAuthentic`] if a bit of it is another.
    pub fn open(&self, id: &KeyId, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let key = self.key(id)?;
        seal::open(&key, &self.context(purpose::BODY, id), ciphertext, SealedThing::Body)
    }

    /// A key for the rows of a new list, and the same key wrapped, to be stored before the first row counts.
    ///
    /// # Errors
    /// Only if there is no randomness.
    pub fn new_rows(&mut self) -> Result<(Rows, WrappedKey), VaultError> {
        let (id, key, wrapped) = self.new_key()?;
        Ok((Rows::new(id, self.owner.clone(), key, Arc::clone(&self.randomness)), wrapped))
    }

    /// The key of a list's rows.
    ///
    /// # Errors
    /// [`VaultError::Destroyed`] if it was destroyed.
    pub fn rows(&self, id: &KeyId) -> Result<Rows, VaultError> {
        Ok(Rows::new(*id, self.owner.clone(), self.key(id)?, Arc::clone(&self.randomness)))
    }

    /// A keyed digest of a person: the same for the same parts as long as the owner's key lives, and nothing to anybody
    /// who has not got it, not even by trying.
    ///
    /// # Errors
    /// None in practice.
    pub fn person(&self, parts: &[&str]) -> Result<[u8; 16], VaultError> {
        let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
        let mut half = [0; 16];
        half.copy_from_slice(&seal::digest(&self.digests, &parts)?[..16]);
        Ok(half)
    }

    /// A new random key with its id, and the same key wrapped.
    pub(crate) fn new_key(&mut self) -> Result<(KeyId, Secret, WrappedKey), VaultError> {
        let mut id = KeyId::default();
        self.randomness.fill(&mut id)?;
        let mut key = Secret::zeroed();
        self.randomness.fill(key.expose_mut())?;
        let context = self.context(purpose::BODY_KEY, &id);
        let wrapped = seal::seal(&self.wrap_body_keys, &context, key.expose(), &*self.randomness)?;
        self.live.insert(id, wrapped.clone());
        Ok((id, key, WrappedKey { id, owner: self.owner.clone(), wrapped }))
    }

    /// The key of a body or blob.
    pub(crate) fn key(&self, id: &KeyId) -> Result<Secret, VaultError> {
        let owner = || self.owner.clone();
        let Some(wrapped) = self.live.get(id) else {
            return Err(if self.destroyed.contains(id) {
                VaultError::Destroyed { owner: owner() }
            } else if self.missing.contains(id) {
                VaultError::KeyMissing { owner: owner() }
            } else {
                VaultError::KeyUnknown { owner: owner() }
            });
        };
        let context = self.context(purpose::BODY_KEY, id);
        seal::open_key(&self.wrap_body_keys, &context, wrapped, SealedThing::BodyKey)
    }

    pub(crate) fn randomness(&self) -> &dyn Randomness {
        &*self.randomness
    }

    /// Binds what is sealed to its purpose, its id and its owner: moved elsewhere, it does not open.
    pub(crate) fn context(&self, purpose: &[u8], id: &KeyId) -> Vec<u8> {
        seal::context(&[purpose, id, self.owner.as_bytes()])
    }
}
