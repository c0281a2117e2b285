//! What `stanch demo` plays with: a company that does not exist, what leaked from it, and the plan it runs.

pub mod company;
pub mod crew;
mod people;
pub mod sink;

use std::collections::BTreeMap;

/// Files of the pack `cn-b2c` as they were when this binary was built.
const PACK: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/pack.rs"));

/// The pack that travels in the binary.
pub fn pack() -> BTreeMap<String, Vec<u8>> {
    PACK.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect()
}
