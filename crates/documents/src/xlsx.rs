//! A list as an XLSX file; the one place that knows `rust_xlsxwriter`.
//!
//! The first sheet begins with the headings, frozen, so that it sorts and filters and other programs read it; what must
//! be known of the list stands on the last sheet. Same list, same bytes: the list's own moment is the time of creation.

use jiff::Timestamp;
use messages::Message;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::times::Times;
use crate::{List, Value, width};

/// Rows below the headings that one sheet holds (ECMA-376: 1,048,576 rows).
const ROWS_OF_A_SHEET: usize = 1_048_575;
/// Characters that a cell holds (ECMA-376: 32,767 UTF-16 units).
const UNITS_OF_A_CELL: usize = 32_767;
/// Height of a line, and how many make the highest row (409 points).
const LINE_POINTS: f64 = 15.0;
const LINES_MAX: u8 = 27;
/// Beyond this a number in a sheet is no longer exact.
const EXACT: u64 = 1 << 53;

/// A list that no sheet can hold: more than 16,384 columns, or more than the container takes.
#[derive(Debug)]
pub struct XlsxFault(XlsxError);

impl XlsxFault {
    /// What to say about it.
    pub fn message(&self) -> Message {
        Message::new("documents-file-not-written").with("cause", self.0.to_string())
    }
}

impl std::fmt::Display for XlsxFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for XlsxFault {}

/// The list as the bytes of an XLSX file. Identifiers stay text, whatever they look like; a list beyond the rows of a
/// sheet goes on in the next one; a text beyond the room of a cell is cut and says so.
///
/// # Errors
/// Where the list has more columns than a sheet.
pub fn xlsx(list: &List) -> Result<Vec<u8>, XlsxFault> {
    write(list).map_err(XlsxFault)
}

fn write(list: &List) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_timestamp(list.as_of.as_second())?;
    book.set_properties(&DocProperties::new().set_title(&list.title).set_creation_datetime(&created));
    let looks = Looks::new();
    let sheets = list.rows.len().div_ceil(ROWS_OF_A_SHEET).max(1);
    for number in 0..sheets {
        let name = Message::new("documents-sheet-list").in_language(list.language);
        let name = if number == 0 { name } else { format!("{name} {}", number + 1) };
        let rows = list.rows.iter().skip(number * ROWS_OF_A_SHEET).take(ROWS_OF_A_SHEET);
        sheet(book.add_worksheet().set_name(name)?, list, rows, &looks)?;
    }
    let name = Message::new("documents-sheet-about").in_language(list.language);
    about(book.add_worksheet().set_name(name)?, list, &looks)?;
    book.save_to_buffer()
}

/// The formats of cells.
struct Looks {
    head: Format,
    text: Format,
    guarded: Format,
    count: Format,
    day: Format,
    moment: Format,
    unknown: Format,
}

impl Looks {
    fn new() -> Looks {
        let plain = || Format::new().set_align(FormatAlign::Top);
        let text = || plain().set_num_format("@").set_text_wrap();
        Looks {
            head: plain().set_bold().set_border_bottom(FormatBorder::Thin).set_text_wrap(),
            text: text(),
            // Stays text even where somebody edits the cell or saves the sheet for a program that guesses.
            guarded: text().set_quote_prefix(),
            count: plain().set_num_format("#,##0"),
            day: plain().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            moment: plain().set_num_format("yyyy-mm-dd hh:mm").set_align(FormatAlign::Left),
            unknown: plain().set_bold(),
        }
    }
}

fn sheet<'a>(
    sheet: &mut Worksheet,
    list: &List,
    rows: impl Iterator<Item = &'a Vec<Value>>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    for (column, (title, width)) in (0u16..).zip(&list.columns) {
        sheet.set_column_width(column, f64::from(*width))?;
        sheet.write_string_with_format(0, column, title, &looks.head)?;
    }
    sheet
        .set_freeze_panes(1, 0)?
        .set_repeat_rows(0, 0)?
        .set_paper_size(9)
        .set_landscape()
        .set_print_fit_to_pages(1, 0);
    let mut last = 0;
    for (row, values) in (1u32..).zip(rows) {
        for (column, value) in (0u16..).zip(values) {
            cell(sheet, (row, column), value, list, looks)?;
        }
        let lines = lines(values, list);
        if lines > 1 {
            sheet.set_row_height(row, LINE_POINTS * f64::from(lines))?;
        }
        last = row;
    }
    let columns = u16::try_from(list.columns.len()).unwrap_or(u16::MAX);
    if columns > 0 && last > 0 {
        sheet.autofilter(0, 0, last, columns - 1)?;
    }
    Ok(())
}

fn cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: &Value,
    list: &List,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let text = |sheet: &mut Worksheet, text: &str| {
        let look = if looks_like_more(text) { &looks.guarded } else { &looks.text };
        sheet.write_string_with_format(row, column, fitted(text, list), look).map(|_| ())
    };
    match value {
        Value::Text(words) => text(sheet, words),
        Value::Count(count) if *count > EXACT => text(sheet, &count.to_string()),
        #[expect(clippy::cast_precision_loss, reason = "counts up to 2^53 are exact")]
        Value::Count(count) => {
            sheet.write_number_with_format(row, column, *count as f64, &looks.count).map(|_| ())
        }
        Value::Day(day) => match date(*day) {
            Some(date) => sheet.write_datetime_with_format(row, column, &date, &looks.day).map(|_| ()),
            None => text(sheet, &day.to_string()),
        },
        Value::Moment(moment) => match local(*moment, list) {
            Some(local) => sheet.write_datetime_with_format(row, column, &local, &looks.moment).map(|_| ()),
            None => text(sheet, &moment.to_string()),
        },
        Value::Unknown => {
            let unknown = Message::new("documents-unknown").in_language(list.language);
            sheet.write_string_with_format(row, column, unknown, &looks.unknown).map(|_| ())
        }
    }
}

/// Lines that the tallest text of a row takes in its column, as far as a row can be high: programs do not agree on
/// whether they make a row fit its text.
fn lines(values: &[Value], list: &List) -> u8 {
    let taken = values.iter().zip(&list.columns).map(|(value, (_, width))| match value {
        Value::Text(text) => text
            .split('\n')
            .map(|line| width::columns(line).div_ceil(usize::from(*width).max(1)).max(1))
            .sum(),
        _ => 1,
    });
    u8::try_from(taken.max().unwrap_or(1)).unwrap_or(u8::MAX).min(LINES_MAX)
}

/// Begins as a formula does in some program that reads sheets.
fn looks_like_more(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// The text as far as a cell holds it; what is cut is said in the cell.
fn fitted(text: &str, list: &List) -> String {
    let units = text.encode_utf16().count();
    if units <= UNITS_OF_A_CELL {
        return text.to_owned();
    }
    let note = Message::new("documents-cell-cut").with("characters", text.chars().count());
    let note = note.in_language(list.language);
    let mut room = UNITS_OF_A_CELL.saturating_sub(note.encode_utf16().count());
    let head = text.chars().take_while(|c| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        fits
    });
    head.collect::<String>() + &note
}

/// A day that a sheet can hold as one (1900 to 9999).
fn date(day: jiff::civil::Date) -> Option<ExcelDateTime> {
    let (month, of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    ExcelDateTime::from_ymd(u16::try_from(day.year()).ok()?, month, of_month).ok()
}

/// A moment on the clocks of the list's zone.
fn local(moment: Timestamp, list: &List) -> Option<ExcelDateTime> {
    let local = moment.to_zoned(list.zone.clone());
    let (hour, minute) = (u16::try_from(local.hour()).ok()?, u8::try_from(local.minute()).ok()?);
    date(local.date())?.and_hms(hour, minute, f64::from(local.second())).ok()
}

/// Title, moment, zone, number of rows, notes: one to a row.
fn about(sheet: &mut Worksheet, list: &List, looks: &Looks) -> Result<(), XlsxError> {
    let times = Times::new(&list.zone, list.as_of, list.language);
    let say = |message: Message| message.in_language(list.language);
    let mut lines = vec![
        list.title.clone(),
        say(Message::new("documents-as-of").with("moment", times.full(list.as_of))),
        say(Message::new("documents-zone").with("value", times.zone(list.as_of))),
        say(Message::new("documents-rows").with("rows", list.rows.len())),
    ];
    lines.extend(list.notes.iter().cloned());
    sheet.set_column_width(0, 100.0)?;
    for (row, line) in (0u32..).zip(&lines) {
        let look = if looks_like_more(line) { &looks.guarded } else { &looks.text };
        sheet.write_string_with_format(row, 0, fitted(line, list), look)?;
    }
    Ok(())
}
