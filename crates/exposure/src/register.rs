//! The register of customers, as keyed digests, and its joining with the leak.

use std::collections::HashMap;

use messages::Message;

use crate::alike;
use crate::assessment::{FileReport, Status};
use crate::column::{RowValues, read_columns, read_row};
use crate::distinct::Distinct;
use crate::file;
use crate::header;
use crate::identifier::{Finding, Kind, scan_cell};
use crate::keyed::Keyed;
use crate::mark::{IdentityNumber, Mark};
use crate::meaning::{ColumnMeaning, Role};
use crate::party::of_group;
use crate::persons::Follow;
use crate::row::{Row, Rows};
use crate::schema::{Schema, TableId};
use crate::source::Source;
use crate::spill::{Log, Sorted, Sorter, Space};
use crate::tuple::{Meta, Record};
use crate::{Error, Reason};

/// The bits of a match's reasons for which it may be exact: one for each kind of identifier.
pub(crate) const EXACT: u64 = (1 << 48) - 1;
/// The identifier is the same, name, date of birth or identity number is another.
pub(crate) const CONFLICT: u64 = 1 << 48;
/// The identifier stands under several customers and no name decides.
pub(crate) const SEVERAL: u64 = 1 << 49;
/// Name and date of birth are the same.
pub(crate) const NAME_AND_BIRTH: u64 = 1 << 50;
/// Stands for a mark where only names are compared.
const NAME_ALONE: u64 = u64::MAX;
/// Name and address are the same.
const NAME_AND_ADDRESS: u64 = 1 << 52;

/// Set beside the last but one: nothing in the record tells which of several customers it is of, whatever others of its person say.
const OPEN: u64 = 1 << 51;

/// Whether a record of a person may be that customer's, whoever the person is.
pub(crate) fn is_open(reasons: u64) -> bool {
    reasons & OPEN != 0
}

/// Whether a person is that customer, by all reasons together: one record may lack what conflicts in another.
pub(crate) fn is_exact(reasons: u64) -> bool {
    reasons & EXACT != 0 && reasons & CONFLICT == 0
}

/// How well a customer is met by all reasons of a person together: where only so many are kept, the best are.
pub(crate) fn rank(reasons: u64) -> u8 {
    2 * u8::from(is_exact(reasons)) + u8::from(reasons & CONFLICT == 0)
}

/// A value under more customers than this is nobody's in particular who has no name.
const MANY: usize = 8;
const SAMPLE_ROWS: usize = 256;

/// What was read of the register.
pub(crate) struct Register {
    pub(crate) file: FileReport,
    pub(crate) customers: u64,
    /// Whether every customer has a key in its column of keys, and none twice.
    pub(crate) own_keys: bool,
    /// `[value hash, name, mark, kind and customer]`.
    values: Sorted<4>,
    /// `[hash of name and what both readings of a date of birth share, mark, customer]`; of name and address with the mark 0.
    births: Sorted<3>,
}

/// Takes the rows of a register.
struct Reading<'a> {
    keyed: &'a Keyed,
    schema: Schema,
    columns: Option<Vec<ColumnMeaning>>,
    /// The table of its first row.
    table: Option<TableId>,
    head: Vec<Row>,
    customers: u64,
    identified: bool,
    values: Sorter<4>,
    births: Sorter<3>,
    findings: Vec<Finding>,
    /// Identifiers of the row at hand.
    found: Vec<(Kind, u64)>,
    composed: RowValues,
    /// Set at a second reading, which keeps nothing: who hears each row.
    visit: Option<&'a mut Visit<'a>>,
    id_column: Option<usize>,
    /// Keys of customers.
    ids: Distinct,
}

/// A row of the register, or a part of a long one.
pub(crate) struct Entry<'r> {
    /// The number of its row, the first being 0.
    pub(crate) customer: u64,
    /// What stands in the column of keys.
    pub(crate) id: Option<&'r str>,
    pub(crate) columns: &'r [ColumnMeaning],
    pub(crate) row: &'r Row,
}

/// Hears every row of a register.
pub(crate) type Visit<'a> = dyn FnMut(&Entry<'_>) -> Result<(), Error> + 'a;

/// Reads the register once.
pub(crate) fn read(source: &Source, keyed: &Keyed, space: &Space) -> Result<Register, Error> {
    let mut reading = Reading::new(keyed, space, None);
    let file = reading.run(source)?;
    if !reading.identified && reading.customers > 0 {
        return Err(Error::RegisterWithoutIdentifier { path: source.name().to_owned() });
    }
    let (ids, distinct) = reading.ids.count()?;
    Ok(Register {
        file,
        customers: reading.customers,
        own_keys: ids == reading.customers && ids == distinct,
        values: reading.values.sorted()?,
        births: reading.births.sorted()?,
    })
}

/// The register's own words for these customers: its column of ids, or the number of the row.
pub(crate) fn names(
    source: &Source,
    mut wanted: HashMap<u64, String>,
    keyed: &Keyed,
    space: &Space,
) -> Result<HashMap<u64, String>, Error> {
    visit(source, keyed, space, &mut |entry| {
        if let Some(name) = wanted.get_mut(&entry.customer) {
            *name = entry.id.map_or_else(|| format!("row {}", entry.customer + 1), str::to_owned);
        }
        Ok(())
    })?;
    Ok(wanted)
}

/// Reads the register again and tells every row.
pub(crate) fn visit(
    source: &Source,
    keyed: &Keyed,
    space: &Space,
    each: &mut Visit<'_>,
) -> Result<(), Error> {
    // A visitor of a shorter life than the key's: the reading borrows both for the same time.
    let mut heard = |entry: &Entry<'_>| each(entry);
    Reading::new(keyed, space, Some(&mut heard)).run(source).map(|_| ())
}

impl<'a> Reading<'a> {
    fn new(keyed: &'a Keyed, space: &Space, visit: Option<&'a mut Visit<'a>>) -> Reading<'a> {
        Reading {
            keyed,
            schema: Schema::default(),
            columns: None,
            table: None,
            head: Vec::new(),
            customers: 0,
            identified: false,
            values: Sorter::of_hashes(&space.share(4)),
            births: Sorter::of_hashes(&space.share(16)),
            findings: Vec::new(),
            found: Vec::new(),
            composed: RowValues::default(),
            visit,
            id_column: None,
            ids: Distinct::new(&space.share(32)),
        }
    }

    fn run(&mut self, source: &Source) -> Result<FileReport, Error> {
        let unreadable = |file: &FileReport| Error::Register {
            path: source.name().to_owned(),
            cause: file.reason.as_ref().map_or_else(|| Message::new("exposure-file-empty"), Reason::message),
        };
        let opened = file::open(source).map_err(|file| unreadable(&file))?;
        let mut file = opened.read(self, &mut |_| {})?;
        self.decide()?;
        if file.status == Status::NotRead {
            return Err(unreadable(&file));
        }
        file.rows = self.customers;
        Ok(file)
    }

    fn decide(&mut self) -> Result<(), Error> {
        if self.columns.is_some() {
            return Ok(());
        }
        let mut head = std::mem::take(&mut self.head);
        // Objects have keys, tables of a dump declared columns; of other files the first row may tell.
        let mut names = self.table.and_then(|table| self.schema.get(table).columns.clone());
        if names.is_none() {
            head.drain(..header::titles(&head));
            names = header::header(&head);
            head.drain(..usize::from(names.is_some()));
        }
        let sample: Vec<Vec<&str>> = head
            .iter()
            .map(|row| (0..row.len()).map(|index| row.get(index).unwrap_or_default()).collect())
            .collect();
        let words: Option<Vec<&str>> = names.as_ref().map(|list| list.iter().map(String::as_str).collect());
        let columns = read_columns(None, words.as_deref(), &sample, None);
        self.id_column = id_column(words.as_deref(), &columns);
        self.columns = Some(columns);
        head.iter().try_for_each(|row| self.take(row))
    }

    fn take(&mut self, row: &Row) -> Result<(), Error> {
        let customer = self.customers;
        self.customers += 1;
        let id = self.id_column.and_then(|column| row.get(column)).filter(|id| !id.is_empty());
        let Some(columns) = self.columns.take() else { return Ok(()) };
        if let Some(visit) = &mut self.visit {
            let heard = visit(&Entry { customer, id, columns: &columns, row });
            self.columns = Some(columns);
            return heard;
        }
        if let Some(id) = id {
            self.ids.push(self.keyed.key(id))?;
        }
        let done = self.values_of(&columns, row, customer);
        self.columns = Some(columns);
        done
    }

    fn values_of(&mut self, columns: &[ColumnMeaning], row: &Row, customer: u64) -> Result<(), Error> {
        read_row(columns, |index| row.get(index).unwrap_or_default(), &mut self.composed);
        let name = self
            .composed
            .names
            .iter()
            .min_by_key(|name| of_group(name.group))
            .map_or(0, |name| self.keyed.value(Kind::Name, &name.compared));
        let birth = &self.composed.birth_date;
        let mut birth = birth.as_ref().map_or(0, |date| self.keyed.birth(&date.canonical));
        let mut number = 0;
        // Whom to call in an emergency is no customer.
        let is_own = |meaning: &ColumnMeaning| {
            matches!(meaning.role, Role::Identifier(_)) && of_group(meaning.group) == 0
        };
        let has_own = columns.iter().any(is_own);
        self.found.clear();
        for (index, meaning) in columns.iter().enumerate() {
            if has_own && of_group(meaning.group) > 2 {
                continue;
            }
            let Some(text) = row.get(index).filter(|text| !text.is_empty()) else { continue };
            self.findings.clear();
            scan_cell(text, meaning, self.composed.region, &mut self.findings);
            for finding in &self.findings {
                let Some(kind) = finding.kinds.first().filter(|kind| kind.is_identifier()) else { continue };
                let hash = self.keyed.identifier(kind, &finding.canonical);
                self.found.push((kind, hash));
                let identity = Some(meaning).filter(|meaning| kind == Kind::CnId && is_own(meaning));
                let identity =
                    identity.and_then(|_| IdentityNumber::read(self.keyed, hash, finding.canonical.as_ref()));
                if let Some(identity) = identity {
                    number = identity.number;
                    let may_be = !Mark::new(birth, 0).are_two(Mark::new(identity.birth, 0));
                    birth = if may_be { identity.birth } else { birth };
                }
            }
        }
        let mark = Mark::new(birth, number);
        for (kind, hash) in self.found.drain(..) {
            self.identified = true;
            let meta =
                Meta { kind, own: true, refers: false, perhaps: false, silent: false, record: customer };
            self.values.push([hash, name, mark.word(), meta.packed()])?;
        }
        if name != 0 {
            self.births.push([self.keyed.together([name, 0, 2]), NAME_ALONE, customer])?;
        }
        for place in self.composed.addresses.iter().filter(|_| name != 0) {
            let place = self.keyed.value(Kind::Address, &place.canonical);
            self.births.push([self.keyed.together([name, place, 1]), 0, customer])?;
        }
        if name != 0 && birth != 0 {
            self.identified = true;
            self.births.push([self.keyed.together([name, mark.readings(), 0]), mark.word(), customer])?;
        }
        Ok(())
    }
}

/// The column that holds the customer's own number: named so, or the first column of keys.
fn id_column(names: Option<&[&str]>, columns: &[ColumnMeaning]) -> Option<usize> {
    const WORDS: [&str; 12] = [
        "customerid",
        "custid",
        "clientid",
        "userid",
        "uid",
        "id",
        "customerno",
        "客户号",
        "客户编号",
        "客户id",
        "会员号",
        "用户id",
    ];
    let plain = |name: &str| name.to_lowercase().replace(['_', ' ', '-', '.'], "");
    let named = names
        .and_then(|names| WORDS.iter().find_map(|word| names.iter().position(|name| plain(name) == *word)));
    named.or_else(|| columns.iter().position(|meaning| meaning.role == Role::Key))
}

impl Rows for Reading<'_> {
    fn schema(&mut self) -> &mut Schema {
        &mut self.schema
    }

    fn row(&mut self, table: TableId, row: &mut Row) -> Result<(), Error> {
        self.table.get_or_insert(table);
        if self.columns.is_some() {
            return self.take(row);
        }
        self.head.push(row.clone());
        if self.head.len() >= SAMPLE_ROWS { self.decide() } else { Ok(()) }
    }

    fn part(&mut self, table: TableId, row: &mut Row) -> Result<(), Error> {
        // A customer of a megabyte: its cells so far count as one customer's.
        self.row(table, row)?;
        self.customers = self.customers.saturating_sub(1);
        row.forget(row.open().len());
        Ok(())
    }
}

/// What leak and register have in common.
pub(crate) struct Matches {
    /// `[record, customer, reasons]`.
    pub(crate) found: Sorted<3>,
    /// How many customers at most, whom nothing else finds, records are of that make no person, by their name alone.
    pub(crate) named: u64,
}

/// `[record, customer, reasons]` of every record that shares a value with a customer.
pub(crate) fn matches(
    register: Option<&Register>,
    values: &Sorted<4>,
    records: &Log<4>,
    keyed: &Keyed,
    space: &Space,
) -> Result<Matches, Error> {
    let (mut found, mut named) = (Sorter::new(&space.share(4)), None);
    if let Some(register) = register {
        by_value(register, values, &mut found)?;
        by_end_of_phone(register, values, &mut found)?;
        named = Some(by_name_and_more(register, records, keyed, space, &mut found)?);
    }
    let found = with_open(&found.sorted()?, space)?;
    let named = named.map_or(Ok(0), |named| further_by_name(&named, &found, space))?;
    Ok(Matches { found, named })
}

/// Of several customers under one value each may be meant by a record of which no other value tells whose it is.
fn with_open(found: &Sorted<3>, space: &Space) -> Result<Sorted<3>, Error> {
    let mut out = Sorter::new(&space.share(4));
    let (mut tuples, mut behind) = (found.iter()?, found.iter()?);
    let mut next = tuples.next()?;
    while let Some([record, ..]) = next {
        let (mut size, mut decided) = (0u64, false);
        while let Some([_, _, reasons]) = next.filter(|[at, ..]| *at == record) {
            (size, decided) = (size + 1, decided || reasons & EXACT != 0);
            next = tuples.next()?;
        }
        for _ in 0..size {
            let Some([record, customer, reasons]) = behind.next()? else { break };
            let open = reasons & SEVERAL != 0 && !decided;
            out.push([record, customer, reasons | if open { OPEN } else { 0 }])?;
        }
    }
    out.sorted()
}

/// Both sides stand in the order of values and, under one value, of names: whoever has a name meets every customer of a like one, however
/// many have the value; of the others the first few.
fn by_value(register: &Register, values: &Sorted<4>, found: &mut Sorter<3>) -> Result<(), Error> {
    let (mut leak, mut known) = (values.iter()?, register.values.iter()?);
    let (mut tuple, mut customer) = (leak.next()?, known.next()?);
    let (mut first, mut namesakes): (Vec<[u64; 4]>, Vec<[u64; 4]>) = (Vec::new(), Vec::new());
    let add = |under: &mut Vec<[u64; 4]>, one: [u64; 4]| {
        if under.last().is_none_or(|last| last[3] != one[3]) {
            under.push(one);
        }
    };
    while let (Some(here), Some([value, ..])) = (tuple, customer) {
        if here[0] < value {
            tuple = leak.next()?;
            continue;
        }
        first.clear();
        while let Some(one) = customer.filter(|one| one[0] == value && first.len() <= MANY) {
            add(&mut first, one);
            customer = known.next()?;
        }
        let mut of = None;
        while let Some(one) = tuple.filter(|one| one[0] <= value) {
            let name = alike::shared(one[1]);
            if one[0] == value && of != Some(name) {
                of = Some(name);
                namesakes.clear();
                while let Some(next) =
                    customer.filter(|next| next[0] == value && alike::shared(next[1]) <= name)
                {
                    if alike::shared(next[1]) == name && one[1] != 0 {
                        add(&mut namesakes, next);
                    }
                    customer = known.next()?;
                }
            }
            if one[0] == value {
                meet(one, &first, first.len() == 1, found)?;
                meet(one, &namesakes, false, found)?;
            }
            tuple = leak.next()?;
        }
        while customer.is_some_and(|one| one[0] == value) {
            customer = known.next()?;
        }
    }
    Ok(())
}

/// Telephone numbers that end alike, of which one side does not say the country, or which stand under one name: the customer may be
/// meant.
fn by_end_of_phone(register: &Register, values: &Sorted<4>, found: &mut Sorter<3>) -> Result<(), Error> {
    let phone = |tuple: &[u64; 4]| Meta::unpacked(tuple[3]).filter(|meta| meta.kind == Kind::Phone);
    let (mut leak, mut known) = (values.iter()?, register.values.iter()?);
    let (mut tuple, mut customer) = (leak.next()?, known.next()?);
    let mut under: Vec<[u64; 3]> = Vec::new();
    let mut end = None;
    while let Some(here) = tuple {
        let shared = alike::shared(here[0]);
        if end != Some(shared) {
            (end, _) = (Some(shared), under.clear());
        }
        while let Some(there) = customer.filter(|there| alike::shared(there[0]) <= shared) {
            let meta = phone(&there).filter(|_| alike::shared(there[0]) == shared && under.len() < MANY);
            under.extend(meta.map(|meta| [there[0], there[1], meta.record]));
            customer = known.next()?;
        }
        if let Some(meta) = phone(&here).filter(|meta| meta.own || meta.perhaps || meta.silent) {
            let may_be = |hash: u64, name: u64| {
                let by_name = name != 0 && name == here[1] && hash != here[0];
                by_name || alike::may_be_one_phone(here[0], hash) || meta.silent && here[0] == hash
            };
            for [.., customer] in under.iter().filter(|[hash, name, _]| may_be(*hash, *name)) {
                found.push([meta.record, *customer, SEVERAL])?;
            }
        }
        tuple = leak.next()?;
    }
    Ok(())
}

/// One record of the leak and customers that have the same value; `alone` if that is one customer in all.
fn meet(
    [_, name, mark, meta]: [u64; 4],
    under: &[[u64; 4]],
    alone: bool,
    found: &mut Sorter<3>,
) -> Result<(), Error> {
    let Some(meta) = Meta::unpacked(meta).filter(|meta| meta.own || meta.perhaps) else { return Ok(()) };
    let differs = |one: u64, other: u64| one != 0 && other != 0 && one != other;
    let mark = Mark::of_word(mark);
    for [_, their_name, their_mark, theirs] in under {
        let Some(customer) = Meta::unpacked(*theirs).map(|meta| meta.record) else { continue };
        let same_name = name != 0 && name == *their_name;
        let may_be_one = alike::may_be_one_name(name, *their_name);
        let same_name = same_name || name != 0 && may_be_one;
        let reasons = if differs(name, *their_name) && !may_be_one || mark.are_two(Mark::of_word(*their_mark))
        {
            CONFLICT
        } else if same_name || alone && !meta.perhaps {
            1 << meta.kind.index()
        } else {
            SEVERAL
        };
        found.push([meta.record, customer, reasons])?;
    }
    Ok(())
}

/// Customers of the same name with the same date of birth, or the same address. Gives `[customer, name, records]` of those whose name
/// records have that have nothing else, and make no person.
fn by_name_and_more(
    register: &Register,
    records: &Log<4>,
    keyed: &Keyed,
    space: &Space,
    found: &mut Sorter<3>,
) -> Result<Sorted<3>, Error> {
    let mut pairs = Sorter::<3>::of_hashes(&space.share(8));
    let (mut reader, mut number) = (records.iter(), 0);
    while let Some([name, mark, packed, place]) = reader.next()? {
        if name != 0 && !Record::unpacked(packed).person {
            pairs.push([keyed.together([name, 0, 2]), NAME_ALONE, number])?;
        }
        let readings = Mark::of_word(mark).readings();
        if name != 0 && readings != 0 {
            pairs.push([keyed.together([name, readings, 0]), mark, number])?;
        }
        if name != 0 && place != 0 {
            pairs.push([keyed.together([name, place, 1]), 0, number])?;
        }
        number += 1;
    }
    let pairs = pairs.sorted()?;
    let (mut leak, mut known) = (pairs.iter()?, register.births.iter()?);
    let (mut pair, mut customer) = (leak.next()?, known.next()?);
    let mut named = Sorter::new(&space.share(16));
    let (mut under, mut namesakes): (Vec<[u64; 2]>, Vec<u64>) = (Vec::new(), Vec::new());
    while let (Some([hash, ..]), Some([theirs, ..])) = (pair, customer) {
        if hash < theirs {
            pair = leak.next()?;
            continue;
        }
        under.clear();
        namesakes.clear();
        let mut records = 0;
        while let Some([_, mark, who]) = customer.filter(|[at, ..]| *at == theirs) {
            under.extend((under.len() < MANY).then_some([mark, who]));
            namesakes.extend((mark == NAME_ALONE).then_some(who));
            customer = known.next()?;
        }
        while let Some([at, mark, record]) = pair.filter(|[at, ..]| *at <= theirs) {
            if mark == NAME_ALONE {
                records += u64::from(at == theirs);
                pair = leak.next()?;
                continue;
            }
            // Of a date whose day and month may change places, one reading is enough.
            let same = |theirs: u64| Mark::of_word(mark).has_birth_of(Mark::of_word(theirs));
            for [_, who] in under.iter().filter(|[mark, _]| at == theirs && same(*mark)) {
                found.push([record, *who, if mark == 0 { NAME_AND_ADDRESS } else { NAME_AND_BIRTH }])?;
            }
            pair = leak.next()?;
        }
        for who in namesakes.iter().filter(|_| records > 0) {
            named.push([*who, theirs, records])?;
        }
    }
    named.sorted()
}

/// How many customers at most, whom nothing else in the leak finds, records are of that have a name and nothing else: of one name as many
/// as there are such customers, and no more than there are records. `named` is `[customer, name, records]`.
fn further_by_name(named: &Sorted<3>, found: &Sorted<3>, space: &Space) -> Result<u64, Error> {
    let mut known = Sorter::<1>::new(&space.share(16));
    let mut tuples = found.iter()?;
    while let Some([_, customer, _]) = tuples.next()? {
        known.push([customer])?;
    }
    let known = known.sorted()?;
    let mut known = Follow::new(&known)?;
    let mut left = Sorter::new(&space.share(16));
    let mut tuples = named.iter()?;
    while let Some([customer, name, records]) = tuples.next()? {
        if !known.has(customer)? {
            left.push([name, records, customer])?;
        }
    }
    let left = left.sorted()?;
    let (mut tuples, mut further) = (left.iter()?, 0);
    let mut next: Option<[u64; 3]> = tuples.next()?;
    while let Some([name, records, _]) = next {
        let mut customers = 0;
        while next.is_some_and(|[at, ..]| at == name) {
            customers += 1;
            next = tuples.next()?;
        }
        further += records.min(customers);
    }
    Ok(further)
}

/// The stable words of a match's reasons.
pub(crate) fn reason_words(reasons: u64) -> Vec<&'static str> {
    let kinds = Kind::all().filter(|kind| reasons & 1 << kind.index() != 0).map(Kind::id);
    let others = [
        (CONFLICT, "name_or_birth_differs"),
        (SEVERAL, "several_customers"),
        (NAME_AND_BIRTH, "name_and_birth"),
        (NAME_AND_ADDRESS, "name_and_address"),
    ];
    kinds.chain(others.into_iter().filter(|(bit, _)| reasons & bit != 0).map(|(_, word)| word)).collect()
}
