//! What stands after a kill, held against what was acknowledged.

use std::collections::BTreeMap;
use std::path::Path;

use desk::{CaseFile, CaseRef, Desk, DeskError, RealLog, Title};
use incident::Event;
use vault::VaultError;

use crate::child;

/// One acknowledgement.
#[derive(Debug, Clone)]
pub(crate) struct Ack {
    kind: String,
    marker: String,
    case: String,
    /// Version of the last event; bytes for an export.
    number: u64,
}

/// How many of each kind were acknowledged over all lives.
#[derive(Debug, Default)]
pub(crate) struct Seen(BTreeMap<String, u64>);

impl Seen {
    pub(crate) fn every_kind(&self) -> bool {
        ["open", "assess", "act", "export", "evidence"].iter().all(|kind| self.0.contains_key(*kind))
    }
}

/// The acknowledgements in what a child said; an unfinished line was not said.
pub(crate) fn acknowledged(said: &str) -> Vec<Ack> {
    let lines = said.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
    let ack = |line: &str| {
        let mut words = line.split(' ').map(str::to_owned);
        let mut next = || words.next().unwrap();
        Ack { kind: next(), marker: next(), case: next(), number: next().parse().unwrap() }
    };
    lines.filter_map(|line| line.strip_prefix("ack ")).map(ack).collect()
}

/// `said`: everything acknowledged in this folder so far, by this life and the ones before.
pub(crate) fn check(folder: &Path, life: u64, said: &[Ack], seen: &mut Seen) {
    let this_life = format!("life{life}step");
    for ack in said.iter().filter(|ack| ack.marker.starts_with(&this_life)) {
        *seen.0.entry(ack.kind.clone()).or_default() += 1;
    }
    let desk = Desk::<RealLog>::open(&child::opening(folder, life)).unwrap();
    // No finding: every sealed file an event speaks of is whole and its own, and no file lies there that none speaks of.
    let diagnosis = desk.diagnose().unwrap();
    assert_eq!(diagnosis.findings, []);
    assert_eq!(diagnosis.bodies_opened + diagnosis.bodies_destroyed, diagnosis.entries);
    let cases = cases(&desk);
    for ack in said {
        check_ack(&desk, folder, &cases, said, ack);
    }
    for file in cases.values().flatten() {
        check_file(file);
    }
    let titles: Vec<&str> =
        cases.values().flatten().map(|file| file.state.opening.as_ref().unwrap().title.as_str()).collect();
    let mut once = titles.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), titles.len(), "a case was opened twice");
    check_evidence(folder, &cases, &diagnosis);
    check_exports(&desk, folder);
}

/// The sealed files are exactly those that living cases speak of, with the bytes that were taken in: each event names the
/// digest of its own marker's bytes, and the doctor read every file against its event.
fn check_evidence(folder: &Path, cases: &BTreeMap<String, Option<CaseFile>>, diagnosis: &desk::Diagnosis) {
    let (mut spoken_of, mut sealed) = (Vec::new(), 0);
    for evidence in cases.values().flatten().flat_map(|file| &file.state.evidence) {
        let Some(blob) = &evidence.blob else { continue };
        assert_eq!(evidence.size, child::evidence_of(&evidence.name).len() as u64);
        spoken_of.push(blob.clone());
        sealed += 1;
    }
    let blobs = std::fs::read_dir(folder.join("data/blobs")).unwrap();
    let mut lying: Vec<String> = blobs.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    spoken_of.sort();
    lying.sort();
    assert_eq!(lying, spoken_of);
    assert_eq!(diagnosis.evidence_sealed, sealed);
}

/// Every case on the board; `None` for a destroyed one.
fn cases(desk: &Desk<RealLog>) -> BTreeMap<String, Option<CaseFile>> {
    let mut cases = BTreeMap::new();
    let mut after = None;
    loop {
        let page = desk.case_list(&desk::BoardFilter::default(), after, 64).unwrap();
        for listed in page.cases {
            let file = match desk.case(&listed.case) {
                Ok(file) => {
                    assert_eq!(listed.row, Some(views::board_row(&file.state)));
                    Some(file)
                }
                Err(DeskError::Vault(VaultError::Destroyed { .. })) => {
                    assert_eq!(listed.title, Title::Destroyed);
                    assert_eq!(listed.row, None);
                    None
                }
                Err(error) => panic!("{}: {error}", listed.case),
            };
            cases.insert(listed.case.to_string(), file);
        }
        after = page.next;
        if after.is_none() {
            return cases;
        }
    }
}

fn check_ack(
    desk: &Desk<RealLog>,
    folder: &Path,
    cases: &BTreeMap<String, Option<CaseFile>>,
    said: &[Ack],
    ack: &Ack,
) {
    desk.find(&CaseRef::Id(ack.case.clone())).unwrap();
    let file = cases.get(&ack.case).unwrap_or_else(|| panic!("{ack:?}: the case is lost"));
    if ack.kind == "export" {
        let bytes = std::fs::metadata(child::exports(folder).join(format!("{}.json", ack.marker))).unwrap();
        assert_eq!(bytes.len(), ack.number, "{ack:?}");
        return;
    }
    if ack.kind == "destroy" {
        assert!(file.is_none(), "{ack:?}: the case is back");
        return;
    }
    let Some(file) = file else {
        // Its destruction was asked for after this act, answered or not.
        let last = said.iter().rev().find(|other| other.case == ack.case).unwrap();
        assert!(last.kind == "destroy" || last.number >= ack.number);
        return;
    };
    assert!(file.state.version >= ack.number, "{ack:?} is lost");
    let expected = match ack.kind.as_str() {
        "open" => (1, 0, 0),
        "assess" => (0, 1, 2),
        "evidence" => (0, 1, 0),
        _ => (0, 0, 1),
    };
    assert_eq!(marked(file, &ack.marker), expected, "{ack:?} stands in part or twice");
}

/// How many openings, pieces of evidence and statements carry a marker.
fn marked(file: &CaseFile, marker: &str) -> (usize, usize, usize) {
    let mut found = (0, 0, 0);
    for recorded in file.events.iter() {
        match &recorded.event {
            Event::CaseOpened(opened) if opened.title == marker => found.0 += 1,
            Event::EvidenceAdded(added) if added.name == marker => found.1 += 1,
            Event::FactStated(stated) if stated.source.as_deref() == Some(marker) => found.2 += 1,
            _ => {}
        }
    }
    found
}

/// Acknowledged or not: what was assessed into a case stands whole, its facts cite its own evidence, and versions have
/// no gap.
fn check_file(file: &CaseFile) {
    for (place, recorded) in (1..).zip(file.events.iter()) {
        assert_eq!(recorded.position, place);
    }
    for evidence in file.state.evidence.iter().filter(|evidence| evidence.blob.is_none()) {
        assert_eq!(marked(file, &evidence.name), (0, 1, 2), "{}: half of an act", evidence.name);
        for recorded in file.events.iter() {
            if let Event::FactStated(stated) = &recorded.event
                && stated.source.as_ref() == Some(&evidence.name)
            {
                assert_eq!(stated.evidence, std::slice::from_ref(&evidence.id));
            }
        }
    }
}

/// Whatever bears the name of a bundle is a whole one.
fn check_exports(desk: &Desk<RealLog>, folder: &Path) {
    let Ok(entries) = std::fs::read_dir(child::exports(folder)) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.file_name().unwrap().to_str().unwrap().starts_with('.') {
            continue;
        }
        let report = journal::verify(&std::fs::read(&path).unwrap(), Some(&desk.verifier()), None);
        assert_eq!(report.verdict, journal::Verdict::Verified, "{}", path.display());
    }
}
