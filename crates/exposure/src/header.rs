use crate::column::read_columns;
use crate::meaning::Role;
use crate::row::Row;

/// The names of the columns, if the first of these rows holds names and no values.
///
/// It does if none of its cells looks like a value, and either some column below looks like values where the
/// first row does not, or its words are known names of columns.
pub(crate) fn header(head: &[Row]) -> Option<Vec<String>> {
    let first = head.first()?;
    let names: Vec<&str> =
        (0..first.len()).map(|index| first.get(index).unwrap_or_default().trim()).collect();
    let filled = names.iter().filter(|name| !name.is_empty()).count();
    if filled == 0 || filled * 2 < names.len() || names.iter().any(|name| is_value(name)) {
        return None;
    }
    let differs = (0..names.len()).any(|index| {
        let below =
            head.iter().skip(1).take(50).filter_map(|row| row.get(index)).filter(|cell| !cell.is_empty());
        let (values, all) =
            below.fold((0, 0), |(values, all), cell| (values + usize::from(is_value(cell)), all + 1));
        all > 0 && values * 2 > all
    });
    let known = || {
        let meanings = read_columns(None, Some(&names), &[], None);
        meanings.iter().any(|meaning| !matches!(meaning.role, Role::Unknown | Role::FreeText))
    };
    (differs || known()).then(|| names.iter().map(|name| (*name).to_owned()).collect())
}

/// Digits make up much of it, or an address sign stands in it, or it is too long for a name.
fn is_value(cell: &str) -> bool {
    let digits = cell.chars().filter(|c| c.is_numeric()).count();
    let all = cell.chars().count();
    cell.contains('@') || all > 80 || digits >= 4 && digits * 2 > all || digits > 0 && digits == all
}
