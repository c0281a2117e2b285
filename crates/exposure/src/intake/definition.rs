//! Rows of a dump that says nowhere what their columns are: a definition in another file is theirs only if they fit it. Two shops
//! both have a table `customers`.

use crate::column::read_columns;
use crate::identifier::Kind;
use crate::meaning::{AddressPart, ColumnMeaning, Role};
use crate::row::Row;
use crate::schema::{Table, TableId};

use super::Intake;
use super::columns::beginning;

/// How many rows are held against a definition.
const ROWS: usize = 200;

impl Intake<'_> {
    /// Takes the one definition of another file that the rows fit; where several do, what they agree in.
    pub(super) fn find_definition(&mut self, table: TableId, head: &[Row]) {
        let Some(name) = self.schema.get(table).stray.clone() else { return };
        let rows: Vec<Vec<&str>> = head.iter().take(ROWS).map(cells).collect();
        let mut fitting = self.schema.definitions(&name);
        fitting.retain(|id| fits(self.schema.get(*id), &rows));
        let columns = |id: &TableId| self.schema.get(*id).columns.clone();
        match fitting.as_slice() {
            [] => {}
            [only] => self.schema.adopt(table, *only),
            [first, others @ ..] if others.iter().all(|other| columns(other) == columns(first)) => {
                self.schema.adopt_columns(table, *first);
            }
            _ => {}
        }
    }
}

fn cells(row: &Row) -> Vec<&str> {
    (0..row.len()).map(|index| beginning(row.get(index).unwrap_or_default())).collect()
}

/// Whether rows may be those of a table: as many cells as it has columns, and in none of them something else than it says.
fn fits(table: &Table, rows: &[Vec<&str>]) -> bool {
    let Some(columns) = &table.columns else { return false };
    if rows.is_empty() || rows.iter().any(|row| row.len() != columns.len()) {
        return false;
    }
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    let types: Vec<&str> = table.types.iter().map(String::as_str).collect();
    let said = read_columns(table.name.as_deref(), Some(&names), &[], Some(&types));
    let shown = read_columns(None, None, rows, None);
    (0..columns.len()).all(|column| {
        let filled = rows.iter().map(|row| row[column].trim()).filter(|cell| !cell.is_empty());
        let filled: Vec<&str> = filled.collect();
        !contradicts(&said[column], &shown[column], &filled)
            && !types.get(column).is_some_and(|declared| is_of_no_type(declared, &filled))
    })
}

/// Whether what a column is called and what stands in it cannot both be.
fn contradicts(said: &ColumnMeaning, shown: &ColumnMeaning, filled: &[&str]) -> bool {
    let most = |is: fn(&str) -> bool| filled.iter().filter(|cell| is(cell)).count() * 2 > filled.len();
    match (said.role, shown.role) {
        (Role::Identifier(Kind::Email), _) if most(|cell| !cell.contains('@')) => true,
        (Role::Identifier(_) | Role::BirthDate, _) if most(is_worded) => true,
        (Role::Identifier(Kind::Email | Kind::Phone | Kind::CnId), Role::Identifier(kind)) => {
            said.role != Role::Identifier(kind)
        }
        (Role::Identifier(_), Role::Identifier(kind)) => kind == Kind::Email,
        (Role::Name(_) | Role::BirthDate | Role::Address(AddressPart::Line), Role::Identifier(_)) => true,
        (Role::Name(_), Role::BirthDate) => true,
        _ => false,
    }
}

/// Whether a cell holds neither a digit nor an address of mail.
fn is_worded(cell: &str) -> bool {
    !cell.contains('@') && !cell.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether most cells cannot be of a declared type.
fn is_of_no_type(declared: &str, filled: &[&str]) -> bool {
    let (word, rest) = declared.split_once('(').unwrap_or((declared, ""));
    let word = word.trim().to_lowercase();
    let most = |is: &dyn Fn(&str) -> bool| filled.iter().filter(|cell| is(cell)).count() * 2 > filled.len();
    match word.as_str() {
        "int" | "integer" | "smallint" | "mediumint" | "bigint" | "decimal" | "numeric" | "float"
        | "double" => {
            let number =
                |cell: &str| cell.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
            most(&|cell| !number(cell))
        }
        "date" | "datetime" | "timestamp" => most(&|cell| !cell.bytes().any(|byte| byte.is_ascii_digit())),
        "char" | "varchar" | "nchar" | "nvarchar" | "varchar2" | "nvarchar2" => {
            let longest = rest.trim_end_matches(')').parse::<usize>().unwrap_or(usize::MAX);
            most(&|cell| cell.chars().count() > longest)
        }
        _ => false,
    }
}
