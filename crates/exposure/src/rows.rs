use crate::Error;
use crate::assessment::FileReport;
use crate::file;
use crate::row::{Row, Rows};
use crate::schema::{Schema, TableId};
use crate::source::Source;

/// Hears the name of a table and the cells of one of its rows.
pub type EachRow<'a> = dyn FnMut(Option<&str>, &[Option<&str>]) + 'a;

/// Hands every row of a file on, cells as text and `None` for NULL, without judging any of it; the names of
/// columns are the first row where a file has them as one. A row too long to hold comes in parts.
///
/// # Errors
/// None of its own; what cannot be read stands in the report.
pub fn rows(source: &Source, each: &mut EachRow) -> Result<FileReport, Error> {
    match file::open(source) {
        Err(report) => Ok(*report),
        Ok(opened) => opened.read(&mut Handing { schema: Schema::default(), each }, &mut |_| {}),
    }
}

struct Handing<'a> {
    schema: Schema,
    each: &'a mut EachRow<'a>,
}

impl Rows for Handing<'_> {
    fn schema(&mut self) -> &mut Schema {
        &mut self.schema
    }

    fn row(&mut self, table: TableId, row: &mut Row) -> Result<(), Error> {
        let cells: Vec<Option<&str>> = (row.first()..row.len()).map(|index| row.get(index)).collect();
        (self.each)(self.schema.get(table).name.as_deref(), &cells);
        Ok(())
    }

    fn part(&mut self, table: TableId, row: &mut Row) -> Result<(), Error> {
        self.row(table, row)?;
        row.forget(row.open().len());
        Ok(())
    }
}
