//! Which room may use which, and what a pure room may never touch. The table is the one of ARCHITECTURE.

use super::tree::{SourceFile, Tree};
use crate::shell::root;

/// `(room, rooms it may use)`, from the ground up.
const MAY_USE: &[(&str, &[&str])] = &[
    ("messages", &[]),
    ("expr", &["messages"]),
    ("plan", &["messages", "expr"]),
    ("clocks", &["messages", "plan"]),
    ("incident", &["messages", "expr", "plan", "clocks"]),
    ("journal", &["messages"]),
    ("views", &["messages", "expr", "plan", "clocks", "incident"]),
    ("documents", &["messages", "plan", "views"]),
    ("exposure", &["messages"]),
    ("store", &["messages"]),
    ("vault", &["messages", "store"]),
    ("desk", &["messages", "expr", "plan", "clocks", "incident", "views", "store", "vault", "journal"]),
    ("notify", &["messages", "plan", "incident", "views", "documents", "store", "desk"]),
    ("testkit", &["messages", "expr", "plan", "clocks", "incident"]),
    (
        "server",
        &[
            "messages",
            "expr",
            "plan",
            "clocks",
            "incident",
            "journal",
            "views",
            "store",
            "vault",
            "desk",
            "exposure",
            "documents",
            "notify",
        ],
    ),
    (
        "cli",
        &[
            "messages",
            "expr",
            "plan",
            "clocks",
            "incident",
            "journal",
            "views",
            "store",
            "vault",
            "desk",
            "exposure",
            "documents",
            "notify",
            "server",
        ],
    ),
];

/// Rooms without IO, async or a clock.
const PURE: &[&str] = &["messages", "expr", "plan", "clocks", "incident", "journal", "views", "documents"];

/// What would bring a door into a pure room.
const DOORS: &[&str] =
    &["tokio", "axum", "rusqlite", "rustix", "tempfile", "getrandom", "reqwest", "lettre", "uuid"];

/// What pure code never names: files, network, processes, the environment.
const DOOR_WORDS: &[&str] = &["std::fs", "std::net", "std::process", "std::env::", "std::thread"];

pub(crate) fn faults(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for manifest in tree.manifests.iter().filter(|manifest| manifest.path.starts_with("crates/")) {
        faults.extend(arrow_faults(manifest));
    }
    for file in tree.files.iter().filter(|file| file.is_product() && PURE.contains(&file.room())) {
        faults.extend(door_words(file));
    }
    faults.extend(unmapped(tree));
    faults
}

fn arrow_faults(manifest: &SourceFile) -> Vec<String> {
    let room = manifest.room();
    let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == room) else {
        return vec![format!(
            "the room `{room}` is not in the table of xtask/src/tidy/arrows.rs: give it a place"
        )];
    };
    let mut faults = Vec::new();
    for used in dependencies(&manifest.text) {
        let is_room = MAY_USE.iter().any(|(name, _)| *name == used);
        if is_room && !allowed.contains(&used.as_str()) {
            faults.push(format!("`{room}` uses `{used}`, an arrow the house does not have"));
        }
        if PURE.contains(&room) && DOORS.contains(&used.as_str()) {
            faults.push(format!("`{room}` is pure and uses `{used}`, which is a door"));
        }
    }
    faults
}

/// Names in `[dependencies]` of a manifest; development and build tables do not count.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut inside = false;
    let mut names = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.trim() == "[dependencies]";
        } else if inside && let Some((name, _)) = line.split_once(['.', ' ', '=']) {
            names.push(name.trim().to_owned());
        }
    }
    names
}

fn door_words(file: &SourceFile) -> Vec<String> {
    let text = file.product_text();
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut faults = Vec::new();
    for (line, word) in code.flat_map(|line| DOOR_WORDS.iter().map(move |word| (line, word))) {
        if line.contains(word) {
            faults.push(format!("{} names `{word}`, and its room is pure: {}", file.path, line.trim()));
        }
    }
    faults
}

fn unmapped(tree: &Tree) -> Vec<String> {
    let map = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap_or_default();
    let rooms = tree.manifests.iter().map(SourceFile::room);
    rooms
        .filter(|room| !map.contains(&format!("`{room}`")))
        .map(|room| format!("ARCHITECTURE.md does not mention the room `{room}`"))
        .collect()
}
