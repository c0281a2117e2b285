//! What `stanch demo` plays with: a company that does not exist, what leaked from it, and the plan it runs.

pub mod company;
pub mod crew;
mod people;
pub mod sink;

use std::collections::BTreeMap;

/// Files of the pack `cn-b2c` as they were when this binary was built.
const PACK: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/pack.rs"));

/// What the company that does not exist is called, by the file of the pack's texts.
const COMPANY: [(&str, &str); 2] = [("texts/zh-Hans.yaml", "示例商城"), ("texts/en.yaml", "Example Shop")];

/// The pack that travels in the binary, as the made-up company's own: its letters and reports say whose they are.
pub fn pack() -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> =
        PACK.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect();
    for (path, name) in COMPANY {
        if let Some(texts) = files.get_mut(path) {
            texts.extend(format!("\n{}: {name}\n", plan::ORGANISATION).bytes());
        }
    }
    files
}
