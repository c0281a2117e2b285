//! Rows of a table that are no records of it: the header again, a total below, and another table that begins behind an
//! empty line.

use crate::column::read_columns;
use crate::identifier::Confidence;
use crate::meaning::Role;
use crate::row::Row;

/// Words that begin a row of totals, in the five languages. Source: our own collection. 2026-11.
const TOTALS: [&str; 31] = [
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sub total",
    "sum",
    "count",
    "合计",
    "合計",
    "总计",
    "總計",
    "小计",
    "小計",
    "共计",
    "共計",
    "总数",
    "總數",
    "итого",
    "всего",
    "сумма",
    "tổng",
    "tổng cộng",
    "cộng",
    "累计",
    "累計",
    "本页合计",
    "本頁合計",
    "本页小计",
    "本页累计",
    "итого по странице",
    "всего по странице",
];

/// Whether a row is the names of the columns once more: files put together of files hold it.
pub(crate) fn is_header(row: &Row, names: &[String]) -> bool {
    let same = |index: usize| row.get(index).is_some_and(|cell| cell.trim() == names[index]);
    !names.is_empty() && row.len() == names.len() && (0..names.len()).all(same)
}

/// Whether a row is a total: the word first, and behind it nothing but short numbers.
pub(crate) fn is_total(row: &Row) -> bool {
    let Some(first) = row.get(0).filter(|first| (3..=48).contains(&first.len())) else { return false };
    // Nearly every row has a word or a long number behind its first cell, and is none by that.
    let number = |cell: &str| {
        let amount = |sign: char| sign.is_ascii_digit() || " .,%-¥$€₽".contains(sign);
        cell.chars().all(amount) && {
            // Of an amount the hundredths say nothing of how long it is.
            let part = cell.rsplit_once(['.', ',']).filter(|(_, part)| part.len() == 2);
            let (whole, most) = part.map_or((cell, 7), |(whole, _)| (whole, 10));
            whole.bytes().filter(u8::is_ascii_digit).count() < most
        }
    };
    (1..row.len()).all(|index| row.get(index).is_none_or(number)) && {
        let word = first.trim().trim_end_matches([':', '：']).to_lowercase();
        TOTALS.contains(&word.as_str())
    }
}

/// Whether a row of a table is a remark in it: one cell that begins with `#`, and nothing in the others. What stands in it is
/// text, and no value of the column it stands in.
pub(crate) fn is_remark(row: &Row, width: usize) -> bool {
    width > 1
        && !row.parted
        && row.get(0).is_some_and(|first| first.starts_with('#'))
        && (1..row.len()).all(|index| row.get(index).is_none_or(|cell| cell.trim().is_empty()))
}

/// Whether a row of a table whose first column holds names is a footer: one cell, which is longer than names are, or a page's number.
pub(crate) fn is_footer(row: &Row) -> bool {
    let Some(first) = row.get(0).map(str::trim).filter(|first| first.len() >= 9 && !row.parted) else {
        return false;
    };
    let alone =
        row.len() > 1 && (1..row.len()).all(|index| row.get(index).is_none_or(|cell| cell.trim().is_empty()));
    let han = first.chars().filter(|letter| *letter >= '\u{2E80}').count();
    let page = first.starts_with('第')
        && first.contains(['页', '頁'])
        && first.contains(|sign: char| sign.is_ascii_digit());
    alone && (page || han >= 8 || han >= 4 && first.contains(['。', '：', '，']))
}

/// Whether a row right below the names of the columns is those names in another language, or the types of the columns.
pub(crate) fn is_second_head(row: &Row) -> bool {
    const TYPES: [&str; 16] = [
        "int",
        "integer",
        "bigint",
        "smallint",
        "tinyint",
        "varchar",
        "char",
        "nvarchar",
        "text",
        "string",
        "date",
        "datetime",
        "timestamp",
        "decimal",
        "float",
        "number",
    ];
    let cells: Vec<&str> = (0..row.len())
        .filter_map(|index| row.get(index))
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    let is_type = |cell: &&str| {
        let word = cell.split('(').next().unwrap_or_default().trim();
        TYPES.iter().any(|known| word.eq_ignore_ascii_case(known))
    };
    cells.len() >= 2 && (cells.iter().all(is_type) || is_each_a_name(&cells))
}

/// Whether each of these cells is the known name of a column and nothing else.
fn is_each_a_name(cells: &[&str]) -> bool {
    if cells.iter().any(|cell| cell.contains(|sign: char| sign.is_numeric())) {
        return false;
    }
    let known = |cell: &&str| {
        let meanings = read_columns(None, Some(&[cell]), &[], None);
        let named =
            meanings.first().is_some_and(|of| of.confidence == Confidence::High && of.role != Role::Unknown);
        named || ["name", "id", "no"].iter().any(|word| cell.eq_ignore_ascii_case(word))
    };
    cells.iter().filter(|cell| known(cell)).count() * 10 >= cells.len() * 8
}

/// Whether a line is one that clients of databases draw between names and rows: `+----+------+`, `----|:----`.
pub(crate) fn is_rule(line: &str) -> bool {
    let drawn = line.bytes().filter(|byte| matches!(byte, b'-' | b'=')).count();
    drawn >= 3 && line.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'+' | b'|' | b':' | b' '))
}

/// The same of the cells of a line.
pub(crate) fn is_ruled(row: &Row) -> bool {
    let drawn = |sign: &u8| matches!(sign, b'-' | b'=' | b'+' | b':' | b' ');
    let mut cells = (0..row.len()).filter_map(|index| row.get(index)).filter(|cell| !cell.is_empty());
    let Some(first) = cells.next().filter(|first| first.as_bytes().first().is_some_and(drawn)) else {
        return false;
    };
    !row.parted && is_rule(first) && cells.all(is_rule_of_cell)
}

fn is_rule_of_cell(cell: &str) -> bool {
    cell.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'+' | b':' | b' '))
}

/// Whether a row behind an empty line may be the title of a table that follows: one cell, which holds no value.
pub(crate) fn is_title(row: &Row) -> bool {
    let filled = |index: &usize| row.get(*index).is_some_and(|cell| !cell.trim().is_empty());
    let first = row.get(0).unwrap_or_default();
    row.after_blank
        && !row.parted
        && (0..row.len()).filter(filled).eq([0])
        && first.len() <= 200
        && !first.contains('@')
        && first.bytes().filter(u8::is_ascii_digit).count() < 9
}

/// Whether a row behind an empty line names the columns of another table.
pub(crate) fn begins_another(row: &Row, names: &[String]) -> bool {
    let cells: Vec<&str> = (0..row.len()).filter_map(|index| row.get(index)).map(str::trim).collect();
    !is_header(row, names) && are_names(&cells)
}

/// Whether cells are names of columns: half of them, two at least, are known names and nothing else.
pub(crate) fn are_names(cells: &[&str]) -> bool {
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    if filled < 2 || cells.iter().any(|cell| cell.contains(|sign: char| sign.is_numeric())) {
        return false;
    }
    let meanings = read_columns(None, Some(cells), &[], None);
    let known = meanings.iter().zip(cells).filter(|(meaning, cell)| {
        // A column `name` beside nothing personal means nothing by itself, and is the name of a column.
        let named = meaning.confidence == Confidence::High && !matches!(meaning.role, Role::Unknown);
        named || cell.eq_ignore_ascii_case("name")
    });
    known.count() * 2 >= filled.max(4) || known_all(&meanings)
}

fn known_all(meanings: &[crate::meaning::ColumnMeaning]) -> bool {
    meanings.iter().all(|meaning| meaning.confidence == Confidence::High && meaning.role != Role::Unknown)
}
