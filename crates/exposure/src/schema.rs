use std::collections::BTreeMap;

/// The place of a table in its [`Schema`].
pub(crate) type TableId = usize;

/// The tables of all leak files: what dumps declare and what readers find.
#[derive(Debug, Default)]
pub(crate) struct Schema {
    tables: Vec<Table>,
    by_name: BTreeMap<(u32, TableName), TableId>,
    /// Other orders of a table's columns, by the table and the names in lower case.
    views: BTreeMap<(TableId, String), TableId>,
    /// The database that names without one mean: what `USE` said last in this file.
    database: Option<String>,
    /// A dump that declares a table anew is another database: its keys mean other rows.
    scope: u32,
    /// The number of the dump at hand.
    file: u32,
    /// Tables of rows in a file that does not say what their columns are, by the file and the name.
    strays: BTreeMap<(u32, TableName), TableId>,
}

/// What a statement calls a table. Compared in lower case, as most servers do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TableName {
    /// Of `database.table` the first part.
    pub(crate) database: Option<String>,
    pub(crate) table: String,
}

impl TableName {
    fn lower(&self, database: Option<&String>) -> TableName {
        let database = self.database.as_ref().or(database);
        TableName { database: database.map(|name| name.to_lowercase()), table: self.table.to_lowercase() }
    }
}

/// A foreign key both of whose ends are known: columns of one table, and as many of another, by their places.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Link {
    pub(crate) from: Vec<(TableId, usize)>,
    pub(crate) to: Vec<(TableId, usize)>,
}

/// What is known about a table.
#[derive(Debug, Default, Clone)]
pub(crate) struct Table {
    /// As first written; `None` for text without tables.
    pub(crate) name: Option<String>,
    /// Declared or read column names.
    pub(crate) columns: Option<Vec<String>>,
    /// Declared types, in the order of `columns`.
    pub(crate) types: Vec<String>,
    /// Names of the columns of a declared primary key.
    pub(crate) primary: Vec<String>,
    /// Declared foreign keys.
    pub(crate) foreign: Vec<ForeignKey>,
    /// Whether its rows come from a database, whose keys mean something.
    pub(crate) keyed: bool,
    /// Whether a first row may hold the names of columns.
    pub(crate) may_have_header: bool,
    /// The table of which this one is a list of columns in another order.
    pub(crate) base: Option<TableId>,
    /// Tables of one scope belong together.
    pub(crate) scope: u32,
    /// The database it belongs to, where a statement said so.
    pub(crate) database: Option<String>,
    /// Its rows are values without columns: what stands first in one has nothing to do with what stands first in the next.
    pub(crate) loose: bool,
    /// Columns whose values may be of somebody else than the row is about.
    pub(crate) others: Vec<usize>,
    /// Its rows are statements that change or delete rows of other tables, or members of a row's person: what stands in one may be
    /// a row's that is known.
    pub(crate) again: bool,
    /// Its rows are lines of running text: what has no form of its own (names, dates of birth, addresses) is not looked for there.
    pub(crate) running: bool,
    /// A statement filled it without naming columns: what a later one names is its own.
    pub(crate) unnamed: bool,
    /// The dump that defined it, or met it first.
    pub(crate) file: u32,
    /// A statement defined it.
    pub(crate) declared: bool,
    /// Its rows name no columns, and their file does not either: another file may define them.
    pub(crate) stray: Option<TableName>,
}

/// `columns` of this table point at `target_columns` of `target`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ForeignKey {
    pub(crate) columns: Vec<String>,
    pub(crate) target: TableName,
    pub(crate) target_columns: Vec<String>,
}

impl Schema {
    /// A file begins: what an earlier one said by `USE` no longer holds.
    pub(crate) fn begin_file(&mut self) {
        self.database = None;
        self.file += 1;
    }

    /// `USE database`.
    pub(crate) fn use_database(&mut self, database: String) {
        self.database = Some(database);
    }

    /// The table of this name, made if it is new.
    pub(crate) fn table(&mut self, name: &TableName) -> TableId {
        let key = name.lower(self.database.as_ref());
        match self.find(&key, self.scope) {
            Some(id) => id,
            None => self.new_table(key, name.table.clone()),
        }
    }

    fn new_table(&mut self, key: TableName, name: String) -> TableId {
        let database = key.database.clone();
        let id = self.add(Table { name: Some(name), keyed: true, database, ..Table::default() });
        self.by_name.insert((self.scope, key), id);
        id
    }

    /// Takes a declaration.
    pub(crate) fn declare(&mut self, name: &TableName, mut table: Table) {
        let key = name.lower(self.database.as_ref());
        let exact = |schema: &Schema| schema.by_name.get(&(schema.scope, key.clone())).copied();
        if exact(self).is_some_and(|id| self.tables[id].columns.is_some()) {
            self.scope += 1;
        }
        // Rows that came before named it without its database.
        let waiting = || self.find(&key, self.scope).filter(|id| self.tables[*id].columns.is_none());
        let id = match self.stray_of(&key).or_else(|| exact(self)).or_else(waiting) {
            Some(id) => id,
            None => self.new_table(key.clone(), name.table.clone()),
        };
        self.by_name.insert((self.scope, key.clone()), id);
        (table.file, table.declared) = (self.file, true);
        table.scope = self.scope;
        table.name = Some(name.table.clone());
        table.database = key.database;
        table.foreign.append(&mut self.tables[id].foreign);
        self.tables[id] = table;
    }

    /// The table for rows whose statement lists these columns: the table itself, or another view of it.
    pub(crate) fn with_columns(&mut self, name: &TableName, columns: Option<Vec<String>>) -> TableId {
        let key = name.lower(self.database.as_ref());
        let known = self.find(&key, self.scope);
        if columns.is_none() && known.is_none_or(|id| self.tables[id].file != self.file) {
            return self.stray(key, name);
        }
        let id = self.table(name);
        let table = &mut self.tables[id];
        let Some(columns) = columns else {
            table.unnamed |= table.columns.is_none();
            return id;
        };
        match &table.columns {
            None if !table.unnamed => table.columns = Some(columns),
            Some(known) if *known == columns => {}
            _ => return self.view(id, columns),
        }
        id
    }

    /// The rows of this file that wait for what defines them.
    fn stray_of(&self, key: &TableName) -> Option<TableId> {
        let here = self.strays.iter().filter(|((file, other), _)| *file == self.file && fits(key, other));
        let mut waiting = here.map(|(_, id)| *id).filter(|id| self.tables[*id].stray.is_some());
        waiting.next().filter(|_| waiting.next().is_none())
    }

    /// The table of rows of which this file does not say what their columns are.
    fn stray(&mut self, key: TableName, name: &TableName) -> TableId {
        if let Some(id) = self.strays.get(&(self.file, key.clone())) {
            return *id;
        }
        let (database, stray) = (key.database.clone(), Some(key.clone()));
        let name = Some(name.table.clone());
        let id = self.add(Table { name, keyed: true, database, unnamed: true, stray, ..Table::default() });
        self.strays.insert((self.file, key), id);
        id
    }

    /// The tables of this name that statements define.
    pub(crate) fn definitions(&self, name: &TableName) -> Vec<TableId> {
        let of_name = |own: &String, table: &Table| {
            let own = TableName { database: table.database.clone(), table: own.clone() }.lower(None);
            own == *name || fits(&own, name)
        };
        let defines = |table: &Table| {
            table.declared
                && table.base.is_none()
                && table.name.as_ref().is_some_and(|own| of_name(own, table))
        };
        (0..self.tables.len()).filter(|id| defines(&self.tables[*id])).collect()
    }

    /// The rows of one table are those that another defines.
    pub(crate) fn adopt(&mut self, id: TableId, definition: TableId) {
        let adopted = Table { base: Some(definition), stray: None, ..self.tables[definition].clone() };
        self.tables[id] = adopted;
    }

    /// The rows of one table have the columns that others define, and nobody can say which of them they are of.
    pub(crate) fn adopt_columns(&mut self, id: TableId, definition: TableId) {
        let Table { columns, types, .. } = self.tables[definition].clone();
        let table = &mut self.tables[id];
        (table.columns, table.types, table.stray) = (columns, types, None);
    }

    fn view(&mut self, base: TableId, columns: Vec<String>) -> TableId {
        let key = (base, columns.join("\0").to_lowercase());
        if let Some(id) = self.views.get(&key) {
            return *id;
        }
        let original = self.tables[base].clone();
        let unknown = |column: &String| original.column(column).is_none();
        if original.file != self.file && columns.iter().any(unknown) {
            // Another shop's table of this name: its keys mean other rows.
            let (name, database) = (original.name, original.database);
            let id =
                self.add(Table { name, columns: Some(columns), keyed: true, database, ..Table::default() });
            self.views.insert(key, id);
            return id;
        }
        let type_of =
            |column: &String| original.column(column).and_then(|place| original.types.get(place).cloned());
        let types = columns.iter().map(|column| type_of(column).unwrap_or_default()).collect();
        let id = self.add(Table { columns: Some(columns), types, base: Some(base), ..original.clone() });
        self.views.insert(key, id);
        id
    }

    /// The table of this name; where one of the two names says no database, the only table of that name.
    fn find(&self, key: &TableName, scope: u32) -> Option<TableId> {
        if let Some(id) = self.by_name.get(&(scope, key.clone())) {
            return Some(*id);
        }
        let mut found = self.by_name.iter().filter(|((at, other), _)| *at == scope && fits(key, other));
        let (_, id) = found.next()?;
        found.next().is_none().then_some(*id)
    }

    /// Where a column stands in the table it belongs to, however the rows at hand are ordered.
    pub(crate) fn place(&self, id: TableId, column: usize) -> Option<(TableId, usize)> {
        let table = &self.tables[id];
        let Some(base) = table.base else { return Some((id, column)) };
        let name = table.columns.as_ref()?.get(column)?;
        Some((base, self.tables[base].column(name)?))
    }

    /// A table of its own: a CSV file, a text.
    pub(crate) fn add(&mut self, mut table: Table) -> TableId {
        (table.scope, table.file) = (self.scope, self.file);
        self.tables.push(table);
        self.tables.len() - 1
    }

    pub(crate) fn get(&self, id: TableId) -> &Table {
        &self.tables[id]
    }

    pub(crate) fn get_mut(&mut self, id: TableId) -> &mut Table {
        &mut self.tables[id]
    }

    /// Whether a foreign key declared so far points at this column of this table.
    pub(crate) fn is_pointed_at(&self, id: TableId, column: &str) -> bool {
        let base = self.tables[id].base.unwrap_or(id);
        self.tables.iter().any(|table| {
            table.foreign.iter().any(|key| {
                key.target_columns.iter().any(|name| name.eq_ignore_ascii_case(column))
                    && self.target(table, key) == Some(base)
            })
        })
    }

    fn target(&self, table: &Table, key: &ForeignKey) -> Option<TableId> {
        self.find(&key.target.lower(table.database.as_ref()), table.scope)
    }

    /// The foreign keys whose two ends are known, each once.
    pub(crate) fn links(&self) -> Vec<Link> {
        let mut links = Vec::new();
        for (id, table) in self.tables.iter().enumerate().filter(|(_, table)| table.base.is_none()) {
            for key in &table.foreign {
                let Some(target) = self.target(table, key) else { continue };
                let there = match key.target_columns.as_slice() {
                    [] => &self.tables[target].primary,
                    _ => &key.target_columns,
                };
                let places = |id: TableId, names: &[String]| -> Option<Vec<(TableId, usize)>> {
                    names.iter().map(|name| Some((id, self.tables[id].column(name)?))).collect()
                };
                if let (Some(from), Some(to)) = (places(id, &key.columns), places(target, there))
                    && from.len() == to.len()
                    && !from.is_empty()
                {
                    links.push(Link { from, to });
                }
            }
        }
        links.sort_unstable();
        links.dedup();
        links
    }
}

/// Whether two names may be of one table: one of them says no database.
fn fits(one: &TableName, other: &TableName) -> bool {
    one.table == other.table && (one.database.is_none() || other.database.is_none())
}

impl Table {
    /// The place of the column of this name; case does not count.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        let name = name.to_lowercase();
        self.columns.as_ref()?.iter().position(|column| column.to_lowercase() == name)
    }
}
