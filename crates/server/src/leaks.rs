//! From what the engine counted to what the desk keeps of it, for uploads and for the command line alike.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use desk::{CaseId, CountedLeak, Customer, Desk, DeskError, LeakFile, LogKind, Match, SealedList};
use documents::{List, Value};
use exposure::{Assessment, FoundCustomers, least};
use incident::Actor;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use messages::{Language, Message};
use sha2::{Digest, Sha256};

/// SHA-256 of a file, lower-case hex.
///
/// # Errors
/// If it cannot be read.
pub fn digest(path: &Path) -> io::Result<String> {
    let (mut file, mut hasher, mut piece) = (File::open(path)?, Sha256::new(), vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut piece)?;
        let Some(bytes) = piece.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        hasher.update(bytes);
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Seals the customers that were found in a leak into the case. `before` is the register's digest when counting began: customers are
/// known by their rows, so that a register that changed meanwhile would name others.
///
/// # Errors
/// What to say: the register changed or cannot be read, or the desk failed. Then nothing is left.
pub fn list_customers<L: LogKind>(
    desk: &Desk<L>,
    case: &CaseId,
    who: &Actor,
    (found, assessment): (&FoundCustomers, &Assessment),
    (register, before): (&Path, &str),
) -> Result<SealedList, Message> {
    let said = |error: DeskError| error.message();
    let mut writer = desk.list_customers(case, who, before, found.own_keys()).map_err(said)?;
    let mut failed = None;
    let told = found.tell(register, &mut |customer| {
        writer.push(kept(customer)).map_err(|error| {
            failed = Some(error.message());
            io::ErrorKind::Other.into()
        })
    });
    if let Some(failed) = failed {
        return Err(failed);
    }
    told.map_err(|error| error.message())?;
    if digest(register).ok().as_deref() != Some(before) {
        return Err(Message::new("server-register-changed").with("path", register.display().to_string()));
    }
    writer.finish(least(&assessment.counts.customers)).map_err(said)
}

fn kept(customer: exposure::Customer) -> Customer {
    let texts = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect();
    let (leaked, classes) = customer.leaked_words();
    Customer {
        leaked: texts(leaked),
        classes: texts(classes),
        key: customer.key,
        name: customer.name,
        email: customer.email,
        phone: customer.phone,
        matched: if customer.exact { Match::Exact } else { Match::Near },
        reasons: texts(customer.reasons),
        certain: customer.certain,
        doubles: customer.doubles,
        evidence: Vec::new(),
    }
}

/// What a count told, as the case takes it.
pub fn counted<'a>(
    assessment: &Assessment,
    report: &'a [u8],
    files: Vec<LeakFile>,
    source: &'a str,
    customers: Option<SealedList>,
) -> CountedLeak<'a> {
    CountedLeak {
        files,
        report,
        records: least(&assessment.counts.records),
        persons: least(&assessment.counts.persons),
        facts: exposure::stated_facts(assessment),
        source,
        customers,
    }
}

/// What a kind of data is called.
fn kind_name(kind: &str, language: Language) -> String {
    exposure::kind_word(kind).map_or_else(|| kind.to_owned(), |word| word.in_language(language))
}

/// Customers as a sheet for those who may see them.
pub fn sheet(customers: &[Customer], language: Language, zone: &TimeZone, as_of: Timestamp) -> List {
    let say = |key: &'static str| Message::new(key).in_language(language);
    let columns = [
        ("server-sheet-key", 18),
        ("server-sheet-name", 18),
        ("server-sheet-email", 30),
        ("server-sheet-phone", 20),
        ("server-sheet-leaked", 40),
        ("server-sheet-match", 10),
        ("server-sheet-reasons", 24),
        ("server-sheet-evidence", 14),
    ];
    let texts = |texts: &[String]| Value::Text(texts.join(" "));
    let row = |customer: &Customer| {
        let kinds = customer.leaked.iter().map(|kind| kind_name(kind, language));
        let matched = match customer.matched {
            Match::Exact => "server-match-exact",
            Match::Near => "server-match-near",
        };
        vec![
            Value::Text(customer.key.clone()),
            customer.name.clone().map_or(Value::Unknown, Value::Text),
            texts(&customer.email),
            texts(&customer.phone),
            Value::Text(kinds.collect::<Vec<_>>().join(&say("look-comma"))),
            Value::Text(say(matched)),
            texts(&customer.reasons),
            texts(&customer.evidence),
        ]
    };
    List {
        language,
        title: say("server-sheet-customers"),
        notes: vec![say("server-sheet-note")],
        columns: columns.map(|(key, width)| (say(key), width)).into(),
        rows: customers.iter().map(row).collect(),
        zone: zone.clone(),
        as_of,
    }
}
