//! From what the engine counted to what the desk keeps of it, for uploads and for the command line alike.

use std::cmp::Ordering;
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
use serde_json::Value as Json;
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
/// known by their rows, so that a register that changed meanwhile would name others. `progress` hears how many are listed.
///
/// # Errors
/// What to say: the register changed or cannot be read, or the desk failed. Then nothing is left.
pub fn list_customers<L: LogKind>(
    desk: &Desk<L>,
    case: &CaseId,
    who: &Actor,
    (found, assessment): (&FoundCustomers, &Assessment),
    (register, before): (&Path, &str),
    progress: &mut dyn FnMut(u64),
) -> Result<SealedList, Message> {
    let said = |error: DeskError| error.message();
    let mut writer = desk.list_customers(case, who, before, found.own_keys()).map_err(said)?;
    let (mut failed, mut listed) = (None, 0);
    let told = found.tell(register, &mut |customer| {
        listed += 1;
        progress(listed);
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

/// Member of a report that is kept: of every other complete language, by its tag, the sentences that differ, by where they stand
/// (JSON Pointer, RFC 6901).
const SENTENCES: &str = "sentences";

/// The report as it is kept: the shape of `docs/assess.schema.json` with its sentences in `language`, and beside it what they are in
/// the others, so that whoever reads it later reads their own.
pub fn report(assessment: &Assessment, language: Language) -> Vec<u8> {
    let in_language =
        |language| serde_json::to_value(assessment.clone().in_language(language)).unwrap_or_default();
    let mut kept = in_language(language);
    let mut sentences = serde_json::Map::new();
    for other in Language::ALL.into_iter().filter(|other| *other != language) {
        let mut found = serde_json::Map::new();
        differing(&kept, &in_language(other), &mut String::new(), &mut found);
        sentences.insert(other.tag().to_owned(), found.into());
    }
    if let Some(kept) = kept.as_object_mut() {
        kept.insert(SENTENCES.to_owned(), sentences.into());
    }
    // Texts and numbers: there is nothing JSON could not hold.
    serde_json::to_vec(&kept).unwrap_or_default()
}

/// Texts of `told` that are others than in `kept`, by where they stand.
fn differing(kept: &Json, told: &Json, at: &mut String, found: &mut serde_json::Map<String, Json>) {
    let below = |step: &str, at: &mut String, kept, told, found: &mut _| {
        let before = at.len();
        at.push('/');
        at.push_str(&step.replace('~', "~0").replace('/', "~1"));
        differing(kept, told, at, found);
        at.truncate(before);
    };
    match (kept, told) {
        (Json::Object(kept), Json::Object(told)) => {
            for (name, kept) in kept {
                told.get(name).into_iter().for_each(|told| below(name, at, kept, told, found));
            }
        }
        (Json::Array(kept), Json::Array(told)) => {
            for (place, (kept, told)) in kept.iter().zip(told).enumerate() {
                below(&place.to_string(), at, kept, told, found);
            }
        }
        (Json::String(kept), Json::String(told)) if kept != told => {
            found.insert(at.clone(), told.as_str().into());
        }
        _ => {}
    }
}

/// A report that was kept, in the shape of `docs/assess.schema.json`, with its sentences in `language`: those of a report that was kept
/// before they were stay in the language of its plan. `None` if it cannot be read.
pub fn report_in(kept: &[u8], language: Language) -> Option<Json> {
    let mut report: Json = serde_json::from_slice(kept).ok()?;
    let sentences = report.as_object_mut()?.shift_remove(SENTENCES).unwrap_or_default();
    for (at, sentence) in sentences.get(language.tag()).and_then(Json::as_object).into_iter().flatten() {
        if let Some(place @ Json::String(_)) = report.pointer_mut(at) {
            *place = sentence.clone();
        }
    }
    Some(report)
}

/// What a kind of data is called.
fn kind_name(kind: &str, language: Language) -> String {
    exposure::kind_word(kind).map_or_else(|| kind.to_owned(), |word| word.in_language(language))
}

/// What a customer was matched by, or what speaks against it.
fn reason_name(reason: &str, language: Language) -> String {
    exposure::reason_word(reason).map_or_else(|| reason.to_owned(), |word| word.in_language(language))
}

/// The order in which people count: K-2 before K-10. Pieces that are digits are compared as numbers of any length.
fn natural(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (pieces(one), pieces(other));
    loop {
        let order = match (one.next(), other.next()) {
            (None, None) => return Ordering::Equal,
            (Some(one), Some(other)) => one.cmp(&other),
            (one, other) => one.is_some().cmp(&other.is_some()),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// The text in pieces that are wholly digits or hold none; of digits first how many there are without leading zeros.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str, usize)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let digits = rest.chars().next()?.is_ascii_digit();
        let end = rest.find(|letter: char| letter.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        let number = piece.trim_start_matches('0');
        // Numbers stand before words, as in plain order; 7 and 07 differ last.
        Some(if digits { (number.len(), number, piece.len()) } else { (usize::MAX, piece, 0) })
    })
}

/// Customers as a sheet for those who may see them, in the order of their keys as people count.
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
    let list = |words: Vec<String>| Value::Text(words.join(&say("look-comma")));
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
            list(kinds.collect()),
            Value::Text(say(matched)),
            list(customer.reasons.iter().map(|reason| reason_name(reason, language)).collect()),
            list(customer.evidence.clone()),
        ]
    };
    let mut ordered: Vec<&Customer> = customers.iter().collect();
    ordered.sort_by(|one, other| natural(&one.key, &other.key));
    List {
        language,
        title: say("server-sheet-customers"),
        notes: vec![say("server-sheet-note")],
        columns: columns.map(|(key, width)| (say(key), width)).into(),
        rows: ordered.into_iter().map(row).collect(),
        zone: zone.clone(),
        as_of,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A leak of which something is said in every place that holds a sentence: a picture, and no register.
    fn assessment() -> Assessment {
        let folder = tempfile::tempdir().unwrap();
        let leak = folder.path().join("a~b.png");
        std::fs::write(&leak, b"\x89PNG\r\n\x1a\n and nothing else").unwrap();
        let request = exposure::Request {
            leaks: &[exposure::Source::path(leak)],
            register: None,
            list: None,
            temp: folder.path(),
            memory: 1 << 20,
            now: Timestamp::UNIX_EPOCH,
        };
        exposure::assess(&request, &mut |_| {}).unwrap()
    }

    #[test]
    fn customers_stand_in_the_order_in_which_people_count_and_with_their_reasons_in_words() {
        let customer = |key: &str| Customer {
            key: key.to_owned(),
            reasons: vec!["cn_id".to_owned(), "several_customers".to_owned()],
            ..Customer::default()
        };
        let customers =
            ["10", "K-10", "2", "K-2", "1", "", "02", "K", "99999999999999999999999", "3"].map(customer);
        let chinese = Language::SimplifiedChinese;
        let list = sheet(&customers, chinese, &TimeZone::UTC, Timestamp::UNIX_EPOCH);
        let text = |row: &[Value], at: usize| match &row[at] {
            Value::Text(text) => text.clone(),
            other => panic!("{other:?}"),
        };
        let keys: Vec<String> = list.rows.iter().map(|row| text(row, 0)).collect();
        assert_eq!(keys, ["", "1", "2", "02", "3", "10", "99999999999999999999999", "K", "K-2", "K-10"]);
        assert_eq!(text(&list.rows[0], 6), "居民身份证号、可能对应多名客户");
    }

    #[test]
    fn a_report_that_was_kept_is_told_in_the_language_of_whoever_reads_it() {
        let assessment = assessment();
        for kept_in in Language::ALL {
            let kept = report(&assessment, kept_in);
            for reader in Language::ALL {
                let expected = serde_json::to_value(assessment.clone().in_language(reader)).unwrap();
                assert_eq!(report_in(&kept, reader), Some(expected), "kept in {kept_in}, read in {reader}");
            }
        }
        let sentences = |language| serde_json::to_string(&assessment.clone().in_language(language)).unwrap();
        assert_ne!(sentences(Language::English), sentences(Language::SimplifiedChinese));
    }

    #[test]
    fn a_report_that_was_kept_before_is_told_as_it_was_and_none_of_ours_is_none() {
        let before = serde_json::to_vec(&assessment()).unwrap();
        let told = report_in(&before, Language::SimplifiedChinese);
        assert_eq!(told, Some(serde_json::from_slice(&before).unwrap()));
        assert_eq!(report_in(b"[1", Language::English), None);
        assert_eq!(report_in(b"[1]", Language::English), None);
        // What points nowhere, or at a count, changes nothing.
        let odd = br#"{"schema":1,"sentences":{"en":{"/schema":"x","/nowhere":"y","":"z"}}}"#;
        assert_eq!(report_in(odd, Language::English), Some(serde_json::json!({ "schema": 1 })));
    }
}
