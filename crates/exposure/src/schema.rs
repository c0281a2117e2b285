use std::collections::BTreeMap;

/// The place of a table in its [`Schema`].
pub(crate) type TableId = usize;

/// The tables of all leak files: what dumps declare and what readers find.
#[derive(Debug, Default)]
pub(crate) struct Schema {
    tables: Vec<Table>,
    by_name: BTreeMap<(u32, String), TableId>,
    /// A dump that declares a table anew is another database: its keys mean other rows.
    scope: u32,
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
    /// The database it belongs to.
    pub(crate) scope: u32,
}

/// `columns` of this table point at `target_columns` of `target`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ForeignKey {
    pub(crate) columns: Vec<String>,
    pub(crate) target: String,
    pub(crate) target_columns: Vec<String>,
}

impl Schema {
    /// The table of this name (case does not count, as on most servers), made if it is new.
    pub(crate) fn table(&mut self, name: &str) -> TableId {
        if let Some(id) = self.find(name, self.scope) {
            return id;
        }
        let id = self.add(Table { name: Some(name.to_owned()), keyed: true, ..Table::default() });
        self.by_name.insert((self.scope, name.to_lowercase()), id);
        id
    }

    /// Takes a declaration.
    pub(crate) fn declare(&mut self, mut table: Table) {
        let Some(name) = table.name.clone() else { return };
        if self.find(&name, self.scope).is_some_and(|id| self.tables[id].columns.is_some()) {
            self.scope += 1;
        }
        let id = self.table(&name);
        table.scope = self.scope;
        table.foreign.append(&mut self.tables[id].foreign);
        self.tables[id] = table;
    }

    /// The table for rows whose statement lists these columns: the table itself, or another view of it.
    pub(crate) fn with_columns(&mut self, name: &str, columns: Option<Vec<String>>) -> TableId {
        let id = self.table(name);
        let Some(columns) = columns else { return id };
        let table = &mut self.tables[id];
        match &table.columns {
            None => table.columns = Some(columns),
            Some(known) if *known == columns => {}
            Some(_) => return self.view(id, name, columns),
        }
        id
    }

    fn view(&mut self, base: TableId, name: &str, columns: Vec<String>) -> TableId {
        let key = (self.scope, format!("{}\0{}", name.to_lowercase(), columns.join("\0").to_lowercase()));
        if let Some(id) = self.by_name.get(&key) {
            return *id;
        }
        let original = self.tables[base].clone();
        let type_of =
            |column: &String| original.column(column).and_then(|place| original.types.get(place).cloned());
        let types = columns.iter().map(|column| type_of(column).unwrap_or_default()).collect();
        let id = self.add(Table { columns: Some(columns), types, base: Some(base), ..original.clone() });
        self.by_name.insert(key, id);
        id
    }

    fn find(&self, name: &str, scope: u32) -> Option<TableId> {
        self.by_name.get(&(scope, name.to_lowercase())).copied()
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
        table.scope = self.scope;
        self.tables.push(table);
        self.tables.len() - 1
    }

    pub(crate) fn get(&self, id: TableId) -> &Table {
        &self.tables[id]
    }

    pub(crate) fn get_mut(&mut self, id: TableId) -> &mut Table {
        &mut self.tables[id]
    }

    /// The foreign keys of one column each, as `((table, column), (target, column))`.
    pub(crate) fn links(&self) -> Vec<((TableId, usize), (TableId, usize))> {
        let mut links = Vec::new();
        for (id, table) in self.tables.iter().enumerate().filter(|(_, table)| table.base.is_none()) {
            for key in &table.foreign {
                let Some(target) = self.find(&key.target, table.scope) else { continue };
                let there = match key.target_columns.as_slice() {
                    [] => self.tables[target].primary.clone(),
                    named => named.to_vec(),
                };
                let ([from], [to]) = (key.columns.as_slice(), there.as_slice()) else { continue };
                if let (Some(from), Some(to)) = (table.column(from), self.tables[target].column(to)) {
                    links.push(((id, from), (target, to)));
                }
            }
        }
        links.sort_unstable();
        links.dedup();
        links
    }
}

impl Table {
    /// The place of the column of this name; case does not count.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        let name = name.to_lowercase();
        self.columns.as_ref()?.iter().position(|column| column.to_lowercase() == name)
    }
}
