//! Evidence and who held it.

/// Evidence was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// Its id in the case: `E-1`, `E-2`, …
    pub id: String,
    /// What it is called.
    pub name: String,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// Role that holds it first.
    pub held_by: String,
    /// Id of the blob its bytes are sealed in, 32 lower-case hex digits; `None` if the bytes are held elsewhere.
    pub blob: Option<String>,
}

/// Evidence passed into other hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Its id.
    pub id: String,
    /// Role that holds it now.
    pub to: String,
    /// Why.
    pub reason: String,
}
