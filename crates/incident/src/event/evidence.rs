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

/// A leak was counted: what it told, and what is kept of the count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Ids of the files that were counted together.
    pub evidence: Vec<String>,
    /// Records in them, at least.
    pub records: u64,
    /// Persons in them, at least.
    pub persons: u64,
    /// The whole report, in the shape of `docs/assess.schema.json`.
    pub report: SealedFile,
    /// The customers found among them; `None` where no register was held against the leak.
    pub customers: Option<Found>,
}

/// Something of the case that lies sealed in the folder beside its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedFile {
    /// Id of the blob, 32 lower-case hex digits.
    pub blob: String,
    /// SHA-256 of the bytes themselves, lower-case hex.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
}

/// Customers of the register that were found in a leak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The list, in the form of `docs/formats/customer-list.md`.
    pub list: SealedFile,
    /// SHA-256 of the register they were found in, lower-case hex.
    pub register: String,
    /// Whether the register names its customers by keys of its own; else a key is the number of a row in that very file.
    pub own_keys: bool,
    /// Customers found in this leak, at least, as its persons tell.
    pub at_least: u64,
    /// What the list holds.
    pub listed: Tally,
    /// What all lists of the case hold together, each customer once.
    pub together: Tally,
}

/// Customers of one or more lists, each counted once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Customers listed.
    pub customers: u64,
    /// Those among them that an identifier found.
    pub exact: u64,
    /// Those that may be meant.
    pub near: u64,
    /// Different people among them, at least.
    pub at_least: u64,
    /// Customers by kind of data that leaked of them.
    pub leaked: Vec<Leaked>,
}

/// How many customers lost data of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaked {
    /// The word of the kind (`identifiers.<kind>`).
    pub kind: String,
    /// Customers.
    pub customers: u64,
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
