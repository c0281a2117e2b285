use std::collections::BTreeMap;

use messages::Message;
use sha2::{Digest, Sha256};

use crate::fault::{Fault, Warning};
use crate::lower::Trees;
use crate::model::Plan;
use crate::report::Report;
use crate::tree::{self, MAX_FILE_BYTES, Node, Place, Source};
use crate::{check, lower};

/// Name under which places in the core catalogue of facts are reported.
pub(crate) const CORE_FACTS: &str = "core facts";
/// The core catalogue, part of the product: packs add to it under their prefix.
const CORE: &str = include_str!("../data/facts.yaml");
/// Most files of a pack.
const MAX_FILES: usize = 500;
/// Most bytes of a pack.
const MAX_BYTES: usize = 16 << 20;

/// What the files of a pack say, as far as it could be read, and every fault of it: for those who look for more faults than
/// reading a plan knows of.
#[derive(Debug)]
pub struct Draft {
    /// What could be read: faulty items are left out, of a faulty drill its steps and expectations. No case runs on it unless
    /// [`Draft::is_plan`]. `None` where the pack is too large to be read.
    pub plan: Option<Plan>,
    /// Every fault, in order of file and place.
    pub faults: Vec<Fault>,
    is_plan: bool,
}

impl Draft {
    /// Whether what was read is a plan: no error was found.
    pub fn is_plan(&self) -> bool {
        self.is_plan
    }
}

impl Plan {
    /// The plan that the files of a pack say, with what a reviewer would ask about; `files` are relative paths with
    /// `/` and their bytes. Files that do not end in `.yaml` are kept (and count in the digest) but not read.
    ///
    /// # Errors
    /// Every fault of every file, in order of file and place (warnings among them). One fault does not cause others:
    /// names that a faulty item declares are not called unknown. A file whose YAML is broken gives one fault.
    pub fn from_files(files: BTreeMap<String, Vec<u8>>) -> Result<(Plan, Vec<Warning>), Vec<Fault>> {
        match Plan::draft(files) {
            Draft { plan: Some(plan), faults, is_plan: true } => Ok((plan, faults)),
            Draft { faults, .. } => Err(faults),
        }
    }

    /// As [`Plan::from_files`], with what could be read of a pack that has errors.
    pub fn draft(files: BTreeMap<String, Vec<u8>>) -> Draft {
        let digest = digest(&files);
        let mut report = Report::default();
        let kept = sources(&mut report, &files);
        let trees = if kept { trees(&report) } else { Trees::default() };
        let lowered = kept.then(|| lower::lower(&report, &trees, digest));
        if let Some(lowered) = &lowered {
            check::check(&report, lowered);
        }
        drop(trees);
        let is_plan = lowered.is_some() && !report.has_errors();
        let plan = lowered.map(|lowered| Plan { files, ..lowered.plan });
        Draft { plan, faults: report.into_faults(), is_plan }
    }
}

/// What a case pins: SHA-256 over every file in order of path bytes, each as the length of its path (8 bytes, big
/// endian), the path, the length of its bytes (8 bytes, big endian), the bytes. Lower-case hex.
pub fn digest(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut hash = Sha256::new();
    for (path, bytes) in files {
        hash.update((path.len() as u64).to_be_bytes());
        hash.update(path.as_bytes());
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Takes the files in as text; false when there are too many of them or too much in them to go on.
fn sources(report: &mut Report, files: &BTreeMap<String, Vec<u8>>) -> bool {
    // Faults of the pack as a whole point at its head.
    let head = files.get("plan.yaml").map_or(Vec::new(), Clone::clone);
    add(report, "plan.yaml", &head);
    let start = Place { file: 0, start: 0, line: 1, column: 1 };
    let bytes: usize = files.values().map(Vec::len).sum();
    if files.len() > MAX_FILES || bytes > MAX_BYTES {
        let message = Message::new("plan-too-large")
            .with("files", files.len())
            .with("bytes", bytes)
            .with("most_files", MAX_FILES)
            .with("most_bytes", MAX_BYTES);
        report.error(start, message);
        return false;
    }
    if !files.contains_key("plan.yaml") {
        report.error(start, Message::new("plan-no-plan-file"));
        report.set_incomplete();
    }
    for (path, bytes) in files.iter().filter(|(path, _)| *path != "plan.yaml" && path.ends_with(".yaml")) {
        add(report, path, bytes);
    }
    for path in files.keys().filter(|path| path.ends_with(".yml")) {
        add(report, path, &[]);
        let place = Place { file: report.sources.len() - 1, ..start };
        report.error(place, Message::new("plan-yml"));
    }
    add(report, CORE_FACTS, CORE.as_bytes());
    true
}

/// One more source. Bytes that are no UTF-8, or too many, are reported and the file is read as empty.
fn add(report: &mut Report, name: &str, bytes: &[u8]) {
    let file = report.sources.len();
    let mut source = Source { name: name.to_owned(), chars: Vec::new() };
    let mut fault = None;
    if bytes.len() > MAX_FILE_BYTES {
        let message =
            Message::new("plan-file-too-large").with("bytes", bytes.len()).with("most", MAX_FILE_BYTES);
        fault = Some((Place { file, start: 0, line: 1, column: 1 }, message));
    } else {
        match std::str::from_utf8(bytes) {
            Ok(text) => source.chars = text.strip_prefix('\u{feff}').unwrap_or(text).chars().collect(),
            Err(error) => {
                fault = Some((after(file, bytes, error.valid_up_to()), Message::new("plan-not-utf8")))
            }
        }
    }
    report.sources.push(source);
    if let Some((place, message)) = fault {
        report.error(place, message);
        report.set_incomplete();
    }
}

/// The place behind the first `good` bytes.
fn after(file: usize, bytes: &[u8], good: usize) -> Place {
    let text = String::from_utf8_lossy(bytes.get(..good).unwrap_or_default());
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let last = text.rsplit('\n').next().unwrap_or_default();
    Place {
        file,
        start: text.chars().count(),
        line: number(text.matches('\n').count() + 1),
        column: number(last.chars().count() + 1),
    }
}

/// Every source's tree, by the part its path says it plays.
fn trees(report: &Report) -> Trees {
    let mut trees = Trees::default();
    for (file, source) in report.sources.iter().enumerate() {
        if source.chars.is_empty() {
            empty(report, file, &source.name);
            continue;
        }
        let Some(tree) = tree::read(report, file) else { continue };
        place_tree(&mut trees, &source.name, tree);
    }
    trees
}

/// An empty file is a fault unless something has been said about it already.
fn empty(report: &Report, file: usize, name: &str) {
    if name.ends_with(".yaml") && !report.has_fault_in(file) {
        report.error(Place { file, start: 0, line: 1, column: 1 }, Message::new("plan-file-empty"));
        report.set_incomplete();
    }
}

fn place_tree(trees: &mut Trees, name: &str, tree: Node) {
    let stem = |folder: &str| name.strip_prefix(folder).and_then(|name| name.strip_suffix(".yaml"));
    if name == CORE_FACTS {
        trees.core = Some(tree);
    } else if let Some(language) = stem("texts/") {
        trees.texts.insert(language.to_owned(), tree);
    } else if let Some(id) = stem("drills/") {
        trees.drills.push((id.to_owned(), name.to_owned(), tree));
    } else {
        trees.sections.push(tree);
    }
}
