//! Rows come in, records go out: what is personal in a row, and which keys it holds.

mod columns;
mod definition;
mod entity;
mod own;
mod scan;

use std::rc::Rc;

use jiff::civil::Date;

use crate::Error;
use crate::column::{Composed, PersonName, RowValues};
use crate::distinct::Distinct;
use crate::header;
use crate::identifier::damage::Damage;
use crate::identifier::{Class, Confidence, Finding, Kind, OVERLAP};
use crate::keyed::Keyed;
use crate::mark::IdentityNumber;
use crate::party::{Cast, Column, Parties, Whose};
use crate::persons::Standing;
use crate::row::{Row, Rows};
use crate::schema::{Schema, Table, TableId};
use crate::section;
use crate::spill::{Log, Sorter, Space};
use crate::tuple::{Named, Record};

use columns::Columns;
use entity::Entity;

/// How many rows of a table are looked at before its columns are decided.
const SAMPLE_ROWS: usize = 256;
/// How many bytes of one table's first rows are held, and of all tables'.
const SAMPLE_BYTES: usize = 1 << 18;
const SAMPLE_BYTES_ALL: usize = 1 << 23;
/// How many files may go on with another table.
const SECTIONS: usize = 1 << 10;
/// What a name is met by again whose other values are not kept.
const NOT_KEPT: u64 = 1;
/// The longest text that is taken for a key of a database, in bytes.
const KEY_BYTES: usize = 64;

#[derive(Debug, Default)]
struct State {
    columns: Option<Rc<Columns>>,
    head: Vec<Row>,
    head_bytes: usize,
}

/// A value found in the row at hand.
#[derive(Debug, Clone, Copy)]
struct Held {
    kind: Kind,
    hash: u64,
    /// Found in a column of its kind, not somewhere in a text.
    placed: bool,
    column: Column,
}

/// Hears the ways to reach the person of each record.
pub(crate) type EachContact<'a> = dyn FnMut(u64, &[String]) -> Result<(), Error> + 'a;

/// Takes rows, keeps records.
pub(crate) struct Intake<'a> {
    /// Set at a second reading, which counts nothing and only tells contacts.
    contacts: Option<&'a mut EachContact<'a>>,
    /// Ways to reach the person of the row at hand, their columns and hashes.
    told: Vec<(Column, u64, String)>,
    keyed: &'a Keyed,
    schema: Schema,
    states: Vec<State>,
    head_bytes: usize,
    findings: Vec<Finding>,
    held: Vec<Held>,
    /// The first identity numbers of the row at hand.
    numbers: Vec<IdentityNumber>,
    /// Cells of the row at hand that may be telephone numbers of a country that nothing tells, and whether any number of the run is.
    undecided: Vec<u64>,
    bare_phones: bool,
    /// The last day on which anybody in the leak can be born, `YYYY-MM-DD`.
    born_by: String,
    overflow: Option<Log<2>>,
    composed: RowValues,
    space: Space,
    /// Counters of the run.
    pub(crate) rows: u64,
    pub(crate) rows_without: u64,
    pub(crate) ambiguous_kinds: u64,
    /// Cells that held a value once, by what happened to it.
    pub(crate) damage: [u64; Damage::COUNT],
    /// The row at hand has such a cell.
    doubt: bool,
    /// Values that are of a class by the name of their column, in the order of [`Class::BY_COLUMN`].
    pub(crate) by_column: [u64; Class::BY_COLUMN.len()],
    /// The classes of such values in the row at hand, one bit each.
    classes: u16,
    /// Rows that would be records, and records or rows that would make a person, with what such a cell held.
    doubtful: Doubtful,
    /// Tables that ended at an empty line, and those that began there.
    moved: Vec<(TableId, TableId)>,
    /// A row behind an empty line that may be the title of a table, until the next one tells of which.
    title: Option<(TableId, Row)>,
    /// `[value hash, name, mark, meta]` of identifiers.
    pub(crate) values: Sorter<4>,
    /// The values that are no identifiers, by the place of their kind.
    plain: Vec<Distinct>,
    /// Values of each kind that are of low confidence.
    low: [u64; Kind::COUNT],
    /// `[key hash, table and column, record and person]`.
    pub(crate) links: Sorter<3>,
    /// `[name, mark, record, place]` in the order of records.
    pub(crate) records: Log<4>,
    /// What tells the other writings of its name, in the same order.
    writings: Log<1>,
    /// Whether a record makes a person without an identifier of its own.
    pub(crate) alone: bool,
    /// What may stand for one more person each, beside the owners of identifiers.
    further: Distinct,
    /// The entity at hand of a table of facts, and `[entity, 1 where it makes no person, record]` of all.
    entity: Entity,
    entities: Sorter<3>,
}

/// What cells that held a value once may have made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Doubtful {
    pub(crate) records: u64,
    pub(crate) persons: u64,
}

/// What the intake leaves behind.
pub(crate) struct Taken {
    pub(crate) schema: Schema,
    pub(crate) rows: u64,
    pub(crate) rows_without: u64,
    pub(crate) ambiguous_kinds: u64,
    pub(crate) values: Sorter<4>,
    /// The values that are no identifiers, by the place of their kind.
    pub(crate) plain: Vec<Distinct>,
    /// Values of each kind that are of low confidence.
    pub(crate) low: [u64; Kind::COUNT],
    pub(crate) links: Sorter<3>,
    pub(crate) records: Log<4>,
    /// What tells the other writings of the name of each record.
    pub(crate) writings: Log<1>,
    /// Whether a record makes a person without an identifier of its own.
    pub(crate) alone: bool,
    /// What may stand for one more person each, beside the owners of identifiers.
    pub(crate) further: Distinct,
    /// `[entity, 1 where it makes no person, record]` of tables of facts.
    pub(crate) entities: Sorter<3>,
    /// Whether any telephone number is of a country that nothing tells.
    pub(crate) bare_phones: bool,
    pub(crate) doubtful: Doubtful,
    /// Values that are of a class by the name of their column, in the order of [`Class::BY_COLUMN`].
    pub(crate) by_column: [u64; Class::BY_COLUMN.len()],
}

impl<'a> Intake<'a> {
    /// `born_by`: the last day on which anybody in the leak can be born.
    pub(crate) fn new(keyed: &'a Keyed, space: &Space, born_by: Date) -> Intake<'a> {
        Intake {
            contacts: None,
            told: Vec::new(),
            keyed,
            schema: Schema::default(),
            states: Vec::new(),
            head_bytes: 0,
            findings: Vec::new(),
            held: Vec::new(),
            numbers: Vec::new(),
            undecided: Vec::new(),
            bare_phones: false,
            born_by: born_by.to_string(),
            overflow: None,
            composed: RowValues::default(),
            space: space.share(16),
            rows: 0,
            rows_without: 0,
            ambiguous_kinds: 0,
            damage: [0; Damage::COUNT],
            doubt: false,
            by_column: [0; Class::BY_COLUMN.len()],
            classes: 0,
            doubtful: Doubtful::default(),
            moved: Vec::new(),
            title: None,
            values: Sorter::of_hashes(&space.share(2)),
            plain: (0..Kind::COUNT).map(|_| Distinct::new(&space.share(24))).collect(),
            low: [0; Kind::COUNT],
            links: Sorter::of_hashes(&space.share(8)),
            records: Log::new(&space.share(16)),
            writings: Log::new(&space.share(32)),
            alone: false,
            further: Distinct::new(&space.share(24)),
            entity: Entity::default(),
            entities: Sorter::of_hashes(&space.share(24)),
        }
    }

    /// The same rows again, for their contacts alone.
    pub(crate) fn for_contacts(
        keyed: &'a Keyed,
        space: &Space,
        born_by: Date,
        each: &'a mut EachContact<'a>,
    ) -> Intake<'a> {
        Intake { contacts: Some(each), ..Intake::new(keyed, space, born_by) }
    }

    /// The table that took the place of this one.
    fn moved(&self, table: TableId) -> TableId {
        self.moved.iter().rev().find(|(from, _)| *from == table).map_or(table, |(_, to)| *to)
    }

    /// The table a row belongs to: behind an empty line another may begin.
    fn section(&mut self, table: TableId, row: &Row) -> TableId {
        let here = self.moved(table);
        let begins = row.after_blank || self.title.is_some();
        if !begins || !self.schema.get(here).may_have_header || self.moved.len() >= SECTIONS {
            return here;
        }
        let known = self.schema.get(here).columns.clone().or_else(|| {
            let head = &self.state(here).head;
            header::header(&head[header::titles(head)..])
        });
        if !known.is_some_and(|names| section::begins_another(row, &names)) {
            return here;
        }
        let name = self.schema.get(here).name.clone();
        let next = self.schema.add(Table { name, may_have_header: true, ..Table::default() });
        self.moved.retain(|(from, _)| *from != table);
        self.moved.push((table, next));
        next
    }

    /// Decides what is still open and gives all records.
    pub(crate) fn finish(mut self) -> Result<Taken, Error> {
        self.settle()?;
        Ok(Taken {
            schema: self.schema,
            rows: self.rows,
            rows_without: self.rows_without,
            ambiguous_kinds: self.ambiguous_kinds,
            values: self.values,
            plain: self.plain,
            low: self.low,
            links: self.links,
            records: self.records,
            writings: self.writings,
            alone: self.alone,
            further: self.further,
            entities: self.entities,
            bare_phones: self.bare_phones,
            doubtful: self.doubtful,
            by_column: self.by_column,
        })
    }

    /// Whether a row waits for the next one: it may be the title of another table.
    fn waits(&mut self, table: TableId, row: &Row) -> bool {
        if !section::is_title(row) || self.title.is_some() || !self.schema.get(table).may_have_header {
            return false;
        }
        let here = self.moved(table);
        let wide = |row: &Row| row.len() > 1;
        let names = self.schema.get(here).columns.as_ref().map_or(0, Vec::len);
        let title = names > 1 || self.state(here).head.iter().any(wide);
        if title {
            self.title = Some((table, row.clone()));
        }
        title
    }

    /// Takes the row that waited: the title of the table of this row, or one of the table before.
    fn take_title(&mut self, here: TableId) -> Result<(), Error> {
        match self.title.take() {
            Some((_, mut title)) => self.keep(here, &mut title),
            None => Ok(()),
        }
    }

    /// Takes a row of a table, or lets it wait until the columns of the table are decided.
    fn keep(&mut self, table: TableId, row: &mut Row) -> Result<(), Error> {
        if let Some(columns) = self.state(table).columns.clone() {
            return self.take(table, &columns, row);
        }
        let size = row.size() + 64;
        let state = self.state(table);
        state.head.push(row.clone());
        state.head_bytes += size;
        let full = state.head.len() >= SAMPLE_ROWS || state.head_bytes >= SAMPLE_BYTES;
        self.head_bytes += size;
        if full {
            self.release(table, None)?;
        } else if self.head_bytes >= SAMPLE_BYTES_ALL {
            self.settle()?;
        }
        Ok(())
    }

    /// Decides the columns of every table whose rows are waiting.
    pub(crate) fn settle(&mut self) -> Result<(), Error> {
        if let Some((table, _)) = self.title {
            self.take_title(self.moved(table))?;
        }
        (0..self.states.len()).try_for_each(|table| self.release(table, None).map(|_| ()))
    }

    fn state(&mut self, table: TableId) -> &mut State {
        if self.states.len() <= table {
            self.states.resize_with(table + 1, State::default);
        }
        &mut self.states[table]
    }

    /// Decides a table's columns by the rows waiting, and by `open`, and takes the rows in.
    fn release(&mut self, table: TableId, open: Option<&Row>) -> Result<Option<Rc<Columns>>, Error> {
        let state = self.state(table);
        if state.columns.is_some() {
            return Ok(state.columns.clone());
        }
        if state.head.is_empty() && open.is_none() {
            return Ok(None);
        }
        let mut head = std::mem::take(&mut state.head);
        self.head_bytes -= std::mem::take(&mut self.state(table).head_bytes);
        self.find_definition(table, &head);
        let mut titles = Vec::new();
        if self.schema.get(table).may_have_header {
            titles.extend(head.drain(..header::titles(&head)));
            if let Some(names) = header::header(&head) {
                head.remove(0);
                // Groups above names, names in two languages, types below names.
                let second = head.first().filter(|row| section::is_second_head(row));
                let below = second.and_then(|_| header::header(&head));
                if second.is_some() {
                    self.rows += 1;
                    self.rows_without += 1;
                }
                let filled = |names: &[String]| names.iter().filter(|name| !name.is_empty()).count();
                let better = below.filter(|below| filled(below) > filled(&names));
                if second.is_some() {
                    head.remove(0);
                }
                self.schema.get_mut(table).columns = Some(better.unwrap_or(names));
            }
        }
        let columns = Rc::new(self.decide(table, &head, open));
        self.state(table).columns = Some(Rc::clone(&columns));
        // What stands above the table is text: its cells mean nothing by the columns they stand in.
        for row in &mut titles {
            self.take(table, &Columns::LOOSE, row)?;
        }
        for row in &mut head {
            self.take(table, &columns, row)?;
        }
        Ok(Some(columns))
    }

    /// Takes a whole row, or the end of a row in parts.
    fn take(&mut self, table: TableId, columns: &Columns, row: &mut Row) -> Result<(), Error> {
        self.rows += 1;
        if !columns.names.is_empty() && (section::is_header(row, &columns.names) || section::is_total(row)) {
            self.rows_without += 1;
            return Ok(());
        }
        let footer = columns.begins_with_names() && section::is_footer(row);
        let remark = footer || section::is_remark(row, columns.meanings.len());
        let columns = if remark { &Columns::LOOSE } else { columns };
        self.meet_entity(table, columns.facts.as_deref(), row);
        let columns = columns.facts.as_ref().and_then(|facts| facts.columns(row)).unwrap_or(columns);
        self.scan(columns, row)?;
        let doubt = u64::from(std::mem::take(&mut self.doubt) || self.perhaps_people(columns, row));
        let nothing = self.held.is_empty() && self.overflow.is_none() && self.composed.is_empty();
        if nothing && self.classes == 0 {
            self.undecided.clear();
            self.rows_without += 1;
            self.doubtful.records += doubt;
            self.doubtful.persons += doubt;
            return Ok(());
        }
        // Whoever has a name and no identifier may be one more, where the row is of somebody who may be known.
        let doubt = doubt | u64::from(columns.again && self.held.is_empty());
        // A password or a diagnosis is somebody's, though no more is known of whose.
        let doubt = doubt | u64::from(self.classes != 0);
        let makes_person = self.end_record(table, columns, row)?;
        self.doubtful.persons += doubt & u64::from(!makes_person);
        self.classes = 0;
        self.composed.clear();
        Ok(())
    }

    /// Whether a row in which no identifier was found is somebody's all the same, as far as columns without names tell.
    fn perhaps_people(&mut self, columns: &Columns, row: &Row) -> bool {
        let filled = |column: usize| row.get(column).is_some_and(|cell| !cell.trim().is_empty());
        let perhaps = self.held.is_empty() && columns.perhaps_people.is_some_and(filled);
        self.damage[Damage::Undecided as usize] += u64::from(perhaps);
        perhaps
    }

    /// Keeps the record; says whether it makes a person.
    fn end_record(&mut self, table: TableId, columns: &Columns, row: &Row) -> Result<bool, Error> {
        let number = self.records.len();
        let cast = columns.parties.map(|parties| self.cast(parties));
        if let Some(each) = &mut self.contacts {
            let own = |column, hash| cast.as_ref().is_none_or(|cast| cast.whose(column, hash) == Whose::Own);
            let told = self.told.drain(..).filter(|(column, hash, _)| own(*column, *hash));
            each(number, &told.map(|(.., text)| text).collect::<Vec<String>>())?;
            self.held.clear();
            self.numbers.clear();
            self.undecided.clear();
            self.overflow = None;
            return self.records.push([0; 4]).map(|()| true);
        }
        let mut record = Record { table, ..Record::default() };
        let mut named = self.push_composed(&mut record)?;
        if let Some(cast) = &cast {
            (named.name, named.birth) = cast.named();
            named.place = cast.place().unwrap_or(named.place);
            for [who, by] in cast.further() {
                let by = if by == u64::MAX { number } else { by };
                self.further.push(self.keyed.together([who, by, 0]))?;
            }
        }
        if !self.numbers.is_empty() {
            self.read_own_number(&mut named, cast.as_ref());
        }
        named.writing = self.writing(named.name);
        self.know_entity(columns, &mut named);
        self.push_identifiers(&mut named, number, &mut record, cast.as_ref(), columns.again)?;
        record.classes |= self.classes;
        record.decide(named);
        record.person &= !columns.again;
        if record.person && record.own == 0 {
            self.alone = true;
            // A password or a diagnosis is not kept: the same name with one is met again by any.
            let met_by_none = named.place == 0 && named.birth == 0;
            named.place = if met_by_none { NOT_KEPT } else { named.place };
        }
        self.records.push([named.name, named.mark().word(), record.packed(), named.place])?;
        self.writings.push([named.writing])?;
        self.keep_entity(number, &record)?;
        let standing = match (record.person, record.named) {
            (false, false) => Standing::NoPerson,
            (false, true) => Standing::NameAlone,
            (true, false) => Standing::Nameless,
            (true, true) => Standing::Person,
        };
        for column in &columns.keys {
            let key = row.get(*column).filter(|text| !text.is_empty() && text.len() <= KEY_BYTES);
            if let Some((key, (table, column))) = key.zip(self.schema.place(table, *column)) {
                let place = (table as u64) << 16 | column as u64;
                self.links.push([self.keyed.key(key), place, standing.with(number)])?;
            }
        }
        Ok(record.person)
    }

    /// What tells the other writings of the name the row's person has.
    fn writing(&self, name: u64) -> u64 {
        let mut names = self.composed.names.iter().filter(|_| name != 0);
        let one = self.composed.names.len() == 1;
        let of = names.find(|of| one || self.keyed.value(Kind::Name, &of.compared) == name);
        of.map_or(0, |of| self.keyed.writing(&of.compared).word())
    }

    /// Whom the row at hand speaks of.
    fn cast(&self, parties: Parties) -> Cast {
        let mut cast = Cast::new(parties);
        let of = |group| Column { group, ..Column::default() };
        for name in &self.composed.names {
            cast.add(Kind::Name, of(name.group), self.keyed.value(Kind::Name, &name.compared));
        }
        for address in &self.composed.addresses {
            cast.add(Kind::Address, of(address.group), self.keyed.value(Kind::Address, &address.canonical));
        }
        if let Some(birth) = &self.composed.birth_date {
            cast.add(Kind::BirthDate, of(birth.group), self.keyed.birth(&birth.canonical));
        }
        for held in self.held.iter().filter(|held| held.placed && held.kind.is_identifier()) {
            cast.add(held.kind, held.column, held.hash);
        }
        cast.settle();
        cast
    }

    /// Takes the values the row composes; gives its name and date of birth.
    fn push_composed(&mut self, record: &mut Record) -> Result<Named, Error> {
        let Intake { composed, keyed, plain, low, .. } = self;
        let mut push = |kind: Kind, canonical: &str, confidence| {
            record.add(kind);
            low[kind.index()] += u64::from(confidence == Confidence::Low);
            let hash = keyed.value(kind, canonical);
            plain[kind.index()].push(hash).map(|()| hash)
        };
        let mut named = Named::default();
        for (index, PersonName { compared, confidence, .. }) in composed.names.iter().enumerate() {
            let hash = push(Kind::Name, compared, *confidence)?;
            if index == 0 {
                named.name = hash;
            }
        }
        for Composed { canonical, confidence, .. } in &composed.addresses {
            let hash = push(Kind::Address, canonical, *confidence)?;
            if named.place == 0 {
                named.place = hash;
            }
        }
        if let Some(Composed { canonical, confidence, .. }) = &composed.birth_date {
            push(Kind::BirthDate, canonical, *confidence)?;
            named.birth = keyed.birth(canonical);
        }
        Ok(named)
    }
}

impl Rows for Intake<'_> {
    fn schema(&mut self) -> &mut Schema {
        &mut self.schema
    }

    fn row(&mut self, table: TableId, row: &mut Row) -> Result<(), Error> {
        if row.after_blank && self.waits(table, row) {
            return Ok(());
        }
        if section::is_ruled(row) && self.schema.get(table).may_have_header {
            self.rows += 1;
            self.rows_without += 1;
            return Ok(());
        }
        let table = self.section(table, row);
        if self.title.is_some() {
            self.take_title(table)?;
        }
        self.keep(table, row)
    }

    fn part(&mut self, table: TableId, row: &mut Row) -> Result<(), Error> {
        let table = self.moved(table);
        self.take_title(table)?;
        let Some(columns) = self.release(table, Some(row))? else { return Ok(()) };
        self.scan(&columns, row)?;
        if row.len() > row.first() {
            // The first cell held has ended; what follows begins anew.
            row.handed = 0;
        }
        let open = row.open();
        if open.len() <= 4 * OVERLAP {
            let keep = row.handed;
            row.forget(0);
            row.handed = keep;
            return Ok(());
        }
        // A value belongs to the piece in which it starts: the last bytes wait for what follows them.
        let end = floor(open, open.len() - OVERLAP);
        let meaning = columns.meaning(row.len());
        self.scan_long(open, row.handed.min(end), end, meaning, self.composed.region)?;
        let keep_from = floor(row.open(), end.saturating_sub(OVERLAP));
        row.forget(keep_from);
        row.handed = end - keep_from;
        Ok(())
    }
}

/// The greatest character boundary not after `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|place| text.is_char_boundary(*place)).unwrap_or(0)
}
