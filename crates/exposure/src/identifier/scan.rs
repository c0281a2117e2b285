use super::{Finding, Region};
use crate::meaning::ColumnMeaning;

/// How many bytes before and after a piece [`scan_piece`] must see, so that no value is cut.
pub const OVERLAP: usize = 512;

/// Finds the identifiers in a cell (or any text) and appends them to `out`, in order of their place.
///
/// `region_hint` is the region of the row (its country column), for phone numbers written without one.
pub fn scan_cell(text: &str, meaning: &ColumnMeaning, region_hint: Option<Region>, out: &mut Vec<Finding>) {
    let _ = (text, meaning, region_hint, out);
}

/// The same for one piece of a huge cell.
///
/// `window` is the piece with up to [`OVERLAP`] bytes of the text before and after it (cut at character
/// boundaries); `owned` is the byte range of the piece inside the window. A value belongs to the piece in which
/// it starts, so each value of the cell is found exactly once. Spans are relative to the window.
pub fn scan_piece(
    window: &str,
    owned: std::ops::Range<usize>,
    meaning: &ColumnMeaning,
    region_hint: Option<Region>,
    out: &mut Vec<Finding>,
) {
    let from = out.len();
    scan_cell(window, meaning, region_hint, out);
    let mut index = 0;
    out.retain(|finding| {
        index += 1;
        index <= from || owned.contains(&finding.span.start)
    });
}
