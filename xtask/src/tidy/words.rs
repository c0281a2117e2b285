//! Every message that code says has its words, and no words lie about unsaid (invariant 15).

use std::collections::BTreeSet;

use super::tree::Tree;
use crate::shell::root;

/// Keys that are put together from the names of commands and arguments; the test of the help pages walks that tree.
const BUILT: &[&str] = &["cli-help-", "cli-arg-", "cli-example-"];

pub(crate) fn faults(tree: &Tree) -> Vec<String> {
    let keys = keys();
    let said = literals(tree);
    let wordless = tree.files.iter().filter(|file| file.is_product()).flat_map(|file| {
        message_keys(file.product_text())
            .into_iter()
            .filter(|key| !keys.contains(key))
            .map(|key| format!("{} says `{key}`, which has no words in texts/en", file.path))
            .collect::<Vec<_>>()
    });
    let unsaid = keys
        .iter()
        .filter(|key| !said.contains(*key) && !BUILT.iter().any(|built| key.starts_with(built)))
        .map(|key| format!("`{key}` has words and nobody says it"));
    wordless.chain(unsaid).collect()
}

/// Keys of the English message files; another test holds the languages together.
fn keys() -> BTreeSet<String> {
    let folder = root().join("crates/messages/texts/en");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
    texts
        .flat_map(|text| {
            let heads = text.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_owned());
            heads.filter(|key| key.starts_with(|c: char| c.is_ascii_lowercase())).collect::<Vec<_>>()
        })
        .collect()
}

/// Every string literal of the product that could be a message key.
fn literals(tree: &Tree) -> BTreeSet<String> {
    let product = tree.files.iter().filter(|file| file.path.starts_with("crates/"));
    product.flat_map(|file| quoted(&file.text)).filter(|word| word.contains('-')).collect()
}

/// Keys given to `Message::new` as literals.
fn message_keys(text: &str) -> Vec<String> {
    let calls = text.split("Message::new(").skip(1);
    calls
        .filter_map(|rest| rest.trim_start().strip_prefix('"'))
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect()
}

fn quoted(text: &str) -> Vec<String> {
    let key = |word: &&str| {
        !word.is_empty()
            && word.len() < 80
            && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    };
    text.split('"').filter(key).map(str::to_owned).collect()
}
