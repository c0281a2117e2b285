//! The customers of the register that persons of the leak are, with what leaked of them. What is kept between counting and telling
//! are numbers of rows; names and ways to reach somebody are read from the register when they are told, and nothing of them
//! is written anywhere here.

use std::path::Path;

use crate::Error;
use crate::column::{RowValues, read_row};
use crate::identifier::{Class, Finding, Kind, KindSet, scan_cell};
use crate::keyed::Keyed;
use crate::meaning::{ColumnMeaning, NamePart, Role};
use crate::persons::{Follow, Person, components};
use crate::register::{self, CONFLICT, EXACT, Entry, is_exact, is_open, reason_words};
use crate::source::Source;
use crate::spill::{Merge, Sorted, Sorter, Space};
use crate::tuple::class_bit;

/// A customer found in the leak, in the register's own words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Customer {
    /// The register's key, if [`Customer::own_key`]; else `row N`, the first customer being row 1.
    pub key: String,
    /// Whether the register has a key for each of its customers, and none twice.
    pub own_key: bool,
    /// As the register writes it.
    pub name: Option<String>,
    /// Addresses in the register, as written there.
    pub email: Vec<String>,
    /// Numbers in the register, in canonical form.
    pub phone: Vec<String>,
    /// Kinds of data of theirs that stand in the leak.
    pub leaked: KindSet,
    /// Classes of data of theirs that are known by the names of columns: they have no kind.
    pub by_column: Vec<Class>,
    /// Whether an identifier found them and nothing contradicts it.
    pub exact: bool,
    /// The stable words of what they were found by.
    pub reasons: Vec<&'static str>,
    /// Whether a person that found them is certainly one of its own.
    pub certain: bool,
    /// How many persons found them besides another customer of a smaller row.
    pub doubles: u64,
}

impl Customer {
    /// The words of the kinds that leaked, of a class without kinds its own word; and of their classes.
    pub fn leaked_words(&self) -> (Vec<&'static str>, Vec<&'static str>) {
        let has = |class: &Class| self.by_column.contains(class) || self.leaked.has_class(*class);
        let classes = Class::ALL.into_iter().filter(has).map(Class::id);
        let by_column = self.by_column.iter().map(|class| class.id());
        (self.leaked.iter().map(Kind::id).chain(by_column).collect(), classes.collect())
    }
}

/// Customers that were found, to be told from the same register.
#[derive(Debug)]
pub struct FoundCustomers {
    found: Sorted<4>,
    own_keys: bool,
    space: Space,
}

/// `[customer, kinds and above them classes, reasons, certain and double]` for every customer that a person is.
pub(crate) struct Matches {
    found: Sorter<4>,
    /// Both directions of every two customers that one person is.
    same: Sorter<2>,
    space: Space,
}

/// How many customers were found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CustomersFound {
    /// Whom persons of their own are certainly, customers that one person is counted once.
    pub(crate) certain: u64,
    /// Rows of the register that a person is.
    pub(crate) exact: u64,
    /// Others that a person may be.
    pub(crate) near: u64,
}

const CERTAIN: u64 = 1;
const DOUBLE: u64 = 2;
/// Kinds are in the lower half of their word.
const CLASSES_AT: u32 = 32;

impl Matches {
    pub(crate) fn new(space: &Space) -> Matches {
        let (found, same) = (Sorter::new(&space.share(8)), Sorter::new(&space.share(16)));
        Matches { found, same, space: space.clone() }
    }

    /// Takes a person. Where an identifier decides, customers who only may be meant are not meant, but by a record of which nothing
    /// tells whose it is.
    pub(crate) fn keep(&mut self, person: &Person) -> Result<(), Error> {
        let of = |reasons: u64| !person.exact || is_exact(reasons) || is_open(reasons);
        let meant: Vec<&(u64, u64)> = person.customers.iter().filter(|(_, reasons)| of(*reasons)).collect();
        let exact = meant.iter().filter(|(_, reasons)| is_exact(*reasons));
        let first = exact.map(|(customer, _)| *customer).min();
        for (customer, reasons) in meant {
            let double = is_exact(*reasons) && Some(*customer) != first;
            if let Some(first) = first.filter(|_| double) {
                self.same.push([*customer, first])?;
                self.same.push([first, *customer])?;
            }
            let standing = (u64::from(person.certain) * CERTAIN) | (u64::from(double) * DOUBLE);
            let what = u64::from(person.kinds) | u64::from(person.classes) << CLASSES_AT;
            self.found.push([*customer, what, *reasons, standing])?;
        }
        Ok(())
    }

    pub(crate) fn found(self, own_keys: bool) -> Result<(FoundCustomers, CustomersFound), Error> {
        let Matches { found, same, space } = self;
        let found = found.sorted()?;
        let counted = counted(&found, &components(same, &space)?, &space)?;
        Ok((FoundCustomers { found, own_keys, space }, counted))
    }
}

/// Counts customers, not the persons that found them: two persons may have found one.
fn counted(found: &Sorted<4>, same: &Sorted<2>, space: &Space) -> Result<CustomersFound, Error> {
    let mut counted = CustomersFound::default();
    let mut certain = Sorter::<1>::new(&space.share(16));
    let mut same = Follow::new(same)?;
    let mut tuples = found.iter()?;
    let mut next = tuples.next()?;
    while let Some([customer, ..]) = next {
        let (mut exact, mut sure) = (false, false);
        while let Some([_, _, reasons, standing]) = next.filter(|[at, ..]| *at == customer) {
            exact |= is_exact(reasons);
            sure |= is_exact(reasons) && standing & CERTAIN != 0;
            next = tuples.next()?;
        }
        counted.exact += u64::from(exact);
        counted.near += u64::from(!exact);
        if sure {
            certain.push([same.of(customer)?.map_or(customer, |[_, one]| one)])?;
        }
    }
    let certain = certain.sorted()?;
    let (mut tuples, mut last) = (certain.iter()?, None);
    while let Some(one) = tuples.next()? {
        counted.certain += u64::from(last != Some(one));
        last = Some(one);
    }
    Ok(counted)
}

impl FoundCustomers {
    /// Whether every customer has a key of its own in the register.
    pub fn own_keys(&self) -> bool {
        self.own_keys
    }

    /// Reads the register again and tells every customer that was found, in the order of its rows. The register must be the file
    /// that was counted with: rows are known by their number.
    ///
    /// # Errors
    /// If the register cannot be read, or `each` says so.
    pub fn tell(
        &self,
        register: &Path,
        each: &mut dyn FnMut(Customer) -> std::io::Result<()>,
    ) -> Result<(), Error> {
        let mut merge = self.found.iter()?;
        let next = merge.next()?;
        let mut told = |customer| {
            let unwritable = |cause| Error::List { path: register.display().to_string(), cause };
            each(customer).map_err(unwritable)
        };
        let mut telling = Telling {
            merge,
            next,
            own_keys: self.own_keys,
            open: None,
            composed: RowValues::default(),
            findings: Vec::new(),
            each: &mut told,
        };
        register::visit(&Source::path(register.to_owned()), &Keyed::new(), &self.space, &mut |entry| {
            telling.entry(entry)
        })?;
        telling.close()
    }
}

/// Joins the rows of the register with what was found.
struct Telling<'a> {
    merge: Merge<'a, 4>,
    next: Option<[u64; 4]>,
    own_keys: bool,
    /// The customer whose row is being read: a long row comes in parts.
    open: Option<(u64, Customer)>,
    composed: RowValues,
    findings: Vec<Finding>,
    each: &'a mut dyn FnMut(Customer) -> Result<(), Error>,
}

impl Telling<'_> {
    fn entry(&mut self, entry: &Entry<'_>) -> Result<(), Error> {
        if self.open.as_ref().is_none_or(|(customer, _)| *customer != entry.customer) {
            self.close()?;
            let Some(found) = self.found(entry)? else { return Ok(()) };
            self.open = Some((entry.customer, found));
        }
        let Some((_, mut customer)) = self.open.take() else { return Ok(()) };
        self.reach(entry, &mut customer);
        self.open = Some((entry.customer, customer));
        Ok(())
    }

    /// What was found of the customer in this row.
    fn found(&mut self, entry: &Entry<'_>) -> Result<Option<Customer>, Error> {
        while self.next.is_some_and(|[customer, ..]| customer < entry.customer) {
            self.next = self.merge.next()?;
        }
        let mut found: Option<Customer> = None;
        let (mut exact, mut near) = (0, 0);
        while let Some([_, kinds, reasons, standing]) =
            self.next.filter(|[customer, ..]| *customer == entry.customer)
        {
            let customer = found.get_or_insert_default();
            for kind in Kind::all().filter(|kind| kinds & 1 << kind.index() != 0) {
                customer.leaked = customer.leaked.with(kind);
            }
            let of = |class: &Class| kinds >> CLASSES_AT & u64::from(class_bit(*class)) != 0;
            for class in Class::BY_COLUMN.into_iter().filter(of) {
                if !customer.by_column.contains(&class) {
                    customer.by_column.push(class);
                }
            }
            if is_exact(reasons) {
                exact |= reasons & EXACT;
            } else {
                near |= if reasons & CONFLICT != 0 { reasons & !EXACT } else { reasons };
            }
            customer.certain |= standing & CERTAIN != 0;
            customer.doubles += u64::from(standing & DOUBLE != 0);
            self.next = self.merge.next()?;
        }
        Ok(found.map(|mut customer| {
            customer.exact = exact != 0;
            customer.reasons = reason_words(if exact != 0 { exact } else { near });
            customer.own_key = self.own_keys;
            customer.key = match entry.id.filter(|_| self.own_keys) {
                Some(id) => id.to_owned(),
                None => format!("row {}", entry.customer + 1),
            };
            customer
        }))
    }

    /// Name and ways to reach the customer, out of columns made for them.
    fn reach(&mut self, entry: &Entry<'_>, customer: &mut Customer) {
        let cell = |index: usize| entry.row.get(index).unwrap_or_default();
        read_row(entry.columns, cell, &mut self.composed);
        if customer.name.is_none() {
            customer.name = name(entry.columns, cell);
        }
        for (index, meaning) in entry.columns.iter().enumerate() {
            let text = cell(index);
            if text.is_empty() || !matches!(meaning.role, Role::Identifier(Kind::Email | Kind::Phone)) {
                continue;
            }
            self.findings.clear();
            scan_cell(text, meaning, self.composed.region, &mut self.findings);
            for finding in &self.findings {
                let (ways, way) = match finding.kinds.first() {
                    Some(Kind::Email) => {
                        (&mut customer.email, text.get(finding.span.clone()).unwrap_or_default().to_owned())
                    }
                    Some(Kind::Phone) => (&mut customer.phone, finding.canonical.to_string()),
                    _ => continue,
                };
                if !ways.contains(&way) {
                    ways.push(way);
                }
            }
        }
    }

    fn close(&mut self) -> Result<(), Error> {
        self.open.take().map_or(Ok(()), |(_, customer)| (self.each)(customer))
    }
}

/// The name of the row's first set of names: the whole one, or put together of its parts as its script does.
fn name<'a>(columns: &[ColumnMeaning], cell: impl Fn(usize) -> &'a str) -> Option<String> {
    let first =
        columns.iter().filter(|meaning| matches!(meaning.role, Role::Name(_))).map(|one| one.group).min()?;
    let of = |part: NamePart| -> Vec<&str> {
        let columns = columns.iter().enumerate();
        let ours = columns.filter(|(_, meaning)| meaning.group == first && meaning.role == Role::Name(part));
        ours.map(|(index, _)| cell(index).trim()).filter(|text| !text.is_empty()).collect()
    };
    let full = of(NamePart::Full);
    if let Some(name) = full.first() {
        return Some((*name).to_owned());
    }
    let (given, family) = (of(NamePart::Given), of(NamePart::Family));
    let is_han = |text: &&str| text.chars().any(|letter| ('\u{4E00}'..='\u{9FFF}').contains(&letter));
    let name = if given.iter().chain(&family).any(is_han) {
        [family, given].concat().concat()
    } else {
        [given, family].concat().join(" ")
    };
    (!name.is_empty()).then_some(name)
}
