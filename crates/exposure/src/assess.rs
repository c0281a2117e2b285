use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use messages::{Language, Message};

use crate::Error;
use crate::assessment::{
    Assessment, ClassCount, ClassTotal, Combination, Count, Counts, DamagedValues, FileReport, Reason,
    RegisterReport, SharedValue, SharedValues, Status, Unattributed, class_words, not_looked_for,
    value_counts,
};
use crate::customers::{CustomersFound, FoundCustomers, Matches};
use crate::distinct::Distinct;
use crate::file::{self, Opened};
use crate::identifier::damage::Damage;
use crate::identifier::{Class, Kind};
use crate::intake::{Doubtful, EachContact, Intake, Taken};
use crate::keyed::Keyed;
use crate::list::ListWriter;
use crate::persons::{self, Belonging, Groups, People, Persons, Read, Standings, Units};
use crate::register::{self, Register};
use crate::same::repeats;
use crate::source::Source;
use crate::spill::{Sorted, Space};
use crate::tuple::class_bit;

/// What to assess, and with what.
#[derive(Debug)]
pub struct Request<'a> {
    /// The leak files.
    pub leaks: &'a [Source],
    /// The register of customers, a CSV file.
    pub register: Option<&'a Source>,
    /// The list of persons, if it is wanted.
    pub list: Option<ListOrder>,
    /// A folder for nameless temporary files.
    pub temp: &'a Path,
    /// How much memory the collections may take together, in bytes; 48 MiB is a good choice.
    pub memory: usize,
    /// The moment the counts are as of.
    pub now: Timestamp,
}

/// A list of persons to be written.
#[derive(Debug, Clone)]
pub struct ListOrder {
    /// Where; the file is readable by its owner alone.
    pub path: PathBuf,
    /// The language of its words. The names of its columns are the same in all.
    pub language: Language,
}

/// How far an assessment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Bytes of leak files read.
    pub bytes_done: u64,
    /// Bytes of all leak files, where that is known.
    pub bytes_total: Option<u64>,
    /// Rows read.
    pub rows: u64,
}

/// The stages of an assessment, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading the register.
    Register,
    /// Reading the leak.
    Reading,
    /// Merging records to persons.
    Merging,
    /// Counting.
    Counting,
}

/// Reads the leak files and counts records, values, persons and customers.
///
/// # Errors
/// If there is nothing to read, if the register, the temporary folder or the list cannot be used, or if a sum
/// that must hold does not. A leak file that cannot be read is no error: its status says so, and the counts are
/// lower bounds.
pub fn assess(request: &Request, progress: &mut dyn FnMut(Progress)) -> Result<Assessment, Error> {
    assess_with_customers(request, progress).map(|(assessment, _)| assessment)
}

/// As [`assess`], and the customers that were found, to be told from the register; none without a register, or with one that
/// cannot be read twice.
///
/// # Errors
/// As [`assess`].
pub fn assess_with_customers(
    request: &Request,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Assessment, Option<FoundCustomers>), Error> {
    if request.leaks.is_empty() {
        return Err(Error::NoLeak);
    }
    let keyed = Keyed::new();
    let space = Space::new(request.temp, request.memory);
    let mut stage = |stage| progress(Progress { stage, bytes_done: 0, bytes_total: None, rows: 0 });
    if request.register.is_some() {
        stage(Stage::Register);
    }
    let register = request.register.map(|source| register::read(source, &keyed, &space)).transpose()?;
    let (files, taken) = read_leaks(request, &keyed, &space, progress)?;
    let mut stage = |stage, rows| progress(Progress { stage, bytes_done: 0, bytes_total: None, rows });
    stage(Stage::Merging, taken.rows);
    let Taken {
        schema,
        rows,
        rows_without,
        ambiguous_kinds,
        values,
        plain,
        low,
        links,
        records,
        writings,
        alone,
        further,
        entities,
        bare_phones,
        doubtful,
        by_column,
    } = taken;
    let values = values.sorted()?;
    let mut groups = grouped(&values, plain, further, bare_phones, &space)?;
    let known = register::matches(register.as_ref(), &values, &records, &keyed, &space)?;
    drop(values);
    let told = Told::of(&groups, &low, ambiguous_kinds);
    let attributions =
        persons::attribute(links.sorted()?, &schema, &entities.sorted()?, &mut groups, &space)?;
    let (merged, units) = merged(groups, alone, Read::of(&records, &writings), &known.found, &space)?;
    stage(Stage::Counting, rows);
    let names = customer_names(request, &known.found, &keyed, &space)?;
    let mut list = ListWriter::new(request.list.as_ref(), names, &space)?;
    let mut customers = Matches::new(&space);
    let belonging = Belonging { persons: &merged, attributions: &attributions, units: &units };
    let people = persons::count(&records, &belonging, &known.found, STANDINGS, &space, &mut |person| {
        customers.keep(person)?;
        list.keep(person)
    })?;
    check(&people, records.len(), rows, rows_without, &files)?;
    write(list, request, &keyed, &space)?;
    let (found, customers) = found(request, register.as_ref(), customers)?;
    let made = Made {
        request,
        files,
        people,
        told,
        rows_without,
        records: records.len(),
        register,
        customers,
        doubtful,
        named: known.named,
        by_column,
    };
    Ok((made.assessment(&schema), found))
}

/// Writes the list, with the contacts that a second reading tells.
fn write(mut list: ListWriter, request: &Request, keyed: &Keyed, space: &Space) -> Result<(), Error> {
    list.write(|each| tell_contacts(request, keyed, space, each))?;
    list.finish()
}

/// What the register says of a match.
const STANDINGS: Standings =
    Standings { is_exact: register::is_exact, is_open: register::is_open, rank: register::rank };

/// Records become persons, of which several may be one.
fn merged(
    groups: Groups,
    alone: bool,
    read: Read<'_>,
    matches: &Sorted<3>,
    space: &Space,
) -> Result<(Persons, Units), Error> {
    let Groups { edges, uncertain, mut parted, mut again, .. } = groups;
    let persons = persons::merge(edges, uncertain, &mut parted, read.records, space)?;
    persons::doubt_namesakes(parted, read, &mut again, space)?;
    persons::doubt_same_customer(matches, &persons, register::is_exact, &mut again, space)?;
    let units = persons::again(again, alone, read, &persons, space)?;
    Ok((persons, units))
}

/// What the values say together.
fn grouped(
    values: &Sorted<4>,
    plain: Vec<Distinct>,
    further: Distinct,
    bare_phones: bool,
    space: &Space,
) -> Result<Groups, Error> {
    let mut groups = persons::read_groups(values, space)?;
    groups.add_plain(plain)?;
    groups.referred += further.count()?.1;
    if bare_phones || groups.ends_alike {
        persons::doubt_bare_phones(values, &mut groups)?;
    }
    Ok(groups)
}

/// The customers that were found, where the register can be read a second time, and how many.
fn found(
    request: &Request,
    register: Option<&Register>,
    customers: Matches,
) -> Result<(Option<FoundCustomers>, CustomersFound), Error> {
    let twice = request.register.is_some_and(|source| source.as_path().is_some());
    let (found, counted) = customers.found(register.is_some_and(|register| register.own_keys))?;
    Ok((Some(found).filter(|_| twice), counted))
}

/// Reads the leak again for its contacts; a pipe is gone, so its persons have none in the list.
fn tell_contacts(
    request: &Request,
    keyed: &Keyed,
    space: &Space,
    each: &mut EachContact,
) -> Result<(), Error> {
    if request.leaks.iter().any(|leak| leak.as_path().is_none()) {
        return Ok(());
    }
    let mut tell = |record: u64, told: &[String]| each(record, told);
    let mut intake = Intake::for_contacts(keyed, space, born_by(request.now), &mut tell);
    let repeats = repeats(request.leaks);
    for index in reading_order(request.leaks).into_iter().filter(|index| repeats[*index].is_none()) {
        if let Ok(opened) = file::open(&request.leaks[index]) {
            opened.read(&mut intake, &mut |_| {})?;
            intake.settle()?;
        }
    }
    Ok(())
}

/// The last day on which anybody in a leak can be born: today, where on earth the day is furthest.
fn born_by(now: Timestamp) -> Date {
    Offset::constant(14).to_datetime(now).date()
}

/// Dumps that declare tables come first, so that rows in other files know their columns.
fn reading_order(leaks: &[Source]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..leaks.len()).collect();
    let declares = |source: &Source| {
        source.as_path().is_some() && file::open(source).is_ok_and(|opened: Opened| opened.declares)
    };
    order.sort_by_cached_key(|index| !declares(&leaks[*index]));
    order
}

/// The register's own words for the customers matched, if a list is wanted.
fn customer_names(
    request: &Request,
    matches: &Sorted<3>,
    keyed: &Keyed,
    space: &Space,
) -> Result<HashMap<u64, String>, Error> {
    let (Some(source), Some(_)) =
        (request.register.filter(|source| source.as_path().is_some()), &request.list)
    else {
        return Ok(HashMap::new());
    };
    let mut wanted = HashMap::new();
    let mut tuples = matches.iter()?;
    while let Some([_, customer, _]) = tuples.next()? {
        wanted.insert(customer, String::new());
    }
    register::names(source, wanted, keyed, space)
}

/// What the groups told, kept after they are gone.
struct Told {
    identifiers: BTreeMap<&'static str, crate::assessment::ValueCount>,
    referred: u64,
    conflicts: u64,
    shared: SharedValues,
    ambiguous_kinds: u64,
}

impl Told {
    fn of(groups: &Groups, low: &[u64; Kind::COUNT], ambiguous_kinds: u64) -> Told {
        let largest = groups.largest.iter().map(|shared| SharedValue {
            kind: shared.kind.id(),
            names: shared.names,
            records: shared.records,
        });
        Told {
            identifiers: value_counts(&groups.values, &groups.distinct, low),
            referred: groups.referred,
            conflicts: groups.conflicts,
            shared: SharedValues { distinct: groups.shared, largest: largest.collect() },
            ambiguous_kinds,
        }
    }
}

fn read_leaks(
    request: &Request,
    keyed: &Keyed,
    space: &Space,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Vec<FileReport>, Taken), Error> {
    let mut intake = Intake::new(keyed, space, born_by(request.now));
    let order = reading_order(request.leaks);
    let sizes = request.leaks.iter().map(|leak| leak.as_path()?.metadata().ok().map(|facts| facts.len()));
    let bytes_total = sizes.sum::<Option<u64>>();
    let mut done = 0;
    let mut files: Vec<Option<FileReport>> = vec![None; request.leaks.len()];
    let repeats = repeats(request.leaks);
    for index in order {
        let (before, damage) = (intake.rows, intake.damage);
        let mut report = match (file::open(&request.leaks[index]), repeats[index]) {
            (Err(report), _) => *report,
            (Ok(opened), Some(earlier)) => opened.repeated(&request.leaks[earlier]),
            (Ok(opened), None) => {
                let mut told = |bytes| {
                    progress(Progress {
                        stage: Stage::Reading,
                        bytes_done: done + bytes,
                        bytes_total,
                        rows: before,
                    });
                };
                opened.read(&mut intake, &mut told)?
            }
        };
        intake.settle()?;
        report.rows = intake.rows - before;
        let lost =
            |kind: Damage| DamagedValues::of(kind, intake.damage[kind as usize] - damage[kind as usize]);
        report.damaged_values = lost(Damage::Rounded);
        report.masked_values = lost(Damage::Masked);
        report.failing_values = lost(Damage::Failing);
        report.undecided_values = lost(Damage::Undecided);
        done += report.bytes;
        files[index] = Some(report);
    }
    Ok((files.into_iter().flatten().collect(), intake.finish()?))
}

/// What must hold in every run: every record has one place, every row one kind, every byte one status.
fn check(
    people: &People,
    records: u64,
    rows: u64,
    rows_without: u64,
    files: &[FileReport],
) -> Result<(), Error> {
    let equal = |what, expected: u64, found: u64| {
        if expected == found { Ok(()) } else { Err(Error::Invariant { what, expected, found }) }
    };
    equal("rows", rows, records + rows_without)?;
    let unattributed: u64 = people.unattributed.values().sum();
    equal("records", records, people.own + people.attributed + unattributed)?;
    equal("records by class", records, people.record_combinations.values().sum())?;
    equal("persons by class", people.persons.hi, people.combinations.values().map(|range| range.hi).sum())?;
    equal("rows by file", rows, files.iter().map(|file| file.rows).sum())?;
    files.iter().try_for_each(|file| equal("bytes", file.bytes, file.bytes_read + file.bytes_not_read))
}

/// Everything an assessment is made of.
struct Made<'a> {
    request: &'a Request<'a>,
    files: Vec<FileReport>,
    people: People,
    told: Told,
    rows_without: u64,
    records: u64,
    register: Option<Register>,
    customers: CustomersFound,
    /// What cells that held a value once may have made.
    doubtful: Doubtful,
    /// Customers at most whom records name that make no person.
    named: u64,
    /// Values of classes that columns are named for.
    by_column: [u64; Class::BY_COLUMN.len()],
}

impl Made<'_> {
    fn assessment(self, schema: &crate::schema::Schema) -> Assessment {
        let counts = self.counts();
        let (exact, near) = self.found();
        let register = self.register.map(|register| RegisterReport {
            customers: register.customers,
            exact,
            near,
            file: register.file,
        });
        Assessment {
            schema: 1,
            complete: self.files.iter().all(|file| matches!(file.status, Status::Read | Status::Empty)),
            counts,
            identifiers: self.told.identifiers,
            rows_without_personal_data: self.rows_without,
            attributed_by_key: self.people.attributed,
            unattributed: unattributed(&self.people, schema),
            shared_values: self.told.shared,
            conflicting_values: self.told.conflicts,
            undecided_kinds: self.told.ambiguous_kinds,
            not_looked_for: not_looked_for(),
            register,
            files: self.files,
        }
    }

    /// People who are only referred to, those whom cells that held a value once may have named, and other customers who have the telephone
    /// of a record without a name: further people, of whom nothing more is known.
    fn further(&self) -> u64 {
        self.told.referred + self.doubtful.persons + self.people.open + self.named
    }

    /// What unread bytes may hide: nothing, at most so many records, or any number.
    fn hidden(&self) -> Option<u64> {
        self.files.iter().try_fold(0u64, |sum, file| match (&file.status, &file.reason) {
            (Status::Read | Status::Empty, _) => Some(sum),
            // A byte that is no character hides at most one value of one record.
            (Status::PartlyRead, Some(reason))
                if matches!(reason.code, "undecodable_bytes" | "mixed_charsets") =>
            {
                Some(sum + file.bytes_not_read)
            }
            _ => None,
        })
    }

    fn counts(&self) -> Counts {
        let hidden = self.hidden();
        let as_of = self.request.now.to_string();
        let known = |lo: u64, hi: u64, code: &'static str, basis: &'static str| {
            let said = match hidden {
                Some(0) if self.doubtful == Doubtful::default() => Message::new(basis),
                _ => Message::new("exposure-basis-at-least").with("basis", Message::new(basis)),
            };
            fact(lo, hidden.map(|hidden| hi + hidden), code, said, &as_of)
        };
        let persons = self.people.persons;
        Counts {
            records: known(
                self.records,
                self.records + self.doubtful.records,
                "records",
                "exposure-basis-records",
            ),
            persons: known(
                persons.lo,
                persons.hi + self.further(),
                "merged_by_identifiers",
                "exposure-basis-persons",
            ),
            customers: match &self.register {
                None => unknown("no_register", Message::new("exposure-no-register")),
                // None of them can be found in it: how many are customers is not known, and not zero.
                Some(register) if register.customers == 0 => {
                    let message = Message::new("exposure-register-without-customers");
                    unknown("register_without_customers", message.with("path", &register.file.path))
                }
                Some(register) => self.customers(register, hidden, &as_of),
            },
            by_class: by_class(&self.people, self.further(), &self.values_by_class()),
            by_combination: by_combination(&self.people, self.further()),
        }
    }

    /// How many values of each class, in the order of [`Class::ALL`].
    fn values_by_class(&self) -> Vec<u64> {
        let of = |class: Class| match Class::BY_COLUMN.iter().position(|one| *one == class) {
            Some(place) => self.by_column[place],
            None => {
                let kinds = Kind::all().filter(|kind| kind.class() == class);
                kinds.filter_map(|kind| self.told.identifiers.get(kind.id())).map(|count| count.values).sum()
            }
        };
        Class::ALL.map(of).into()
    }

    /// Customers, and who may be one: no more than persons that found them, and no more than rows of the register.
    fn found(&self) -> (u64, u64) {
        let (people, rows) = (&self.people, self.customers);
        (people.exact.min(rows.exact), (people.near + people.open).min(rows.near))
    }

    fn customers(&self, register: &Register, hidden: Option<u64>, as_of: &str) -> Count {
        let whole = register.file.status == Status::Read;
        let (exact, near) = self.found();
        let (code, basis) = if whole {
            ("found_in_register", "exposure-basis-customers")
        } else {
            ("register_partly_read", "exposure-basis-customers-partial")
        };
        // Whom records of customers may be of are near already.
        let further = self.further() - self.people.open;
        let most = |hidden: u64| (exact + near + further + hidden).min(register.customers);
        let hi = hidden.filter(|_| whole).map(most);
        fact(self.customers.certain, hi, code, Message::new(basis), as_of)
    }
}

fn unknown(code: &'static str, said: Message) -> Count {
    Count::Unknown { unknown: said.in_language(Language::English), code, said }
}

fn fact(lo: u64, hi: Option<u64>, code: &'static str, said: Message, as_of: &str) -> Count {
    Count::Known { lo, hi, basis: said.in_language(Language::English), code, said, as_of: as_of.to_owned() }
}

/// Each of `further` people may have a value of any class that is there. `values` is in the order of [`Class::ALL`].
fn by_class(people: &People, further: u64, values: &[u64]) -> BTreeMap<&'static str, ClassTotal> {
    let total = |(class, values): (&Class, &u64)| {
        let has = |classes: &u16| classes & class_bit(*class) != 0;
        let records = people.record_combinations.iter().filter(|(classes, _)| has(classes));
        let mut total =
            ClassTotal { values: *values, records: records.map(|(_, n)| n).sum(), ..ClassTotal::default() };
        let certain = people.by_class.iter().enumerate();
        total.persons_lo = certain.filter(|(place, _)| has(&(1 << place))).map(|(_, certain)| certain).sum();
        let persons = people.combinations.iter().filter(|(classes, _)| has(classes));
        total.persons_hi = persons.map(|(_, range)| range.hi).sum();
        if total.records > 0 {
            total.persons_hi += further;
        }
        (class.id(), total)
    };
    Class::ALL.iter().zip(values).map(total).collect()
}

/// Each of `further` people may have values of exactly the classes of any record that is there.
fn by_combination(people: &People, further: u64) -> Vec<Combination> {
    let mut all: BTreeMap<u16, ClassCount> = BTreeMap::new();
    for (classes, records) in &people.record_combinations {
        all.entry(*classes).or_default().records = *records;
    }
    for (classes, range) in &people.combinations {
        let count = all.entry(*classes).or_default();
        (count.persons_lo, count.persons_hi) = (range.lo, range.hi);
    }
    all.values_mut().for_each(|count| count.persons_hi += further);
    all.into_iter().map(|(classes, count)| Combination { classes: class_words(classes), count }).collect()
}

fn unattributed(people: &People, schema: &crate::schema::Schema) -> Vec<Unattributed> {
    let mut list: Vec<Unattributed> = people
        .unattributed
        .iter()
        .map(|((table, code), records)| Unattributed {
            table: schema.get(*table).name.clone(),
            reason: Reason::new(code, Message::new(unattributed_key(code))),
            records: *records,
        })
        .collect();
    list.sort_by(|left, right| (&left.table, left.reason.code).cmp(&(&right.table, right.reason.code)));
    list
}

fn unattributed_key(code: &str) -> &'static str {
    match code {
        "key_points_at_no_person" => "exposure-key-points-at-no-person",
        "key_points_at_several" => "exposure-key-points-at-several",
        "name_alone" => "exposure-name-alone",
        _ => "exposure-no-identifier-and-no-name",
    }
}
