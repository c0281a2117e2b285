//! Which elements of a text are its records.

use std::collections::HashMap;

use super::token::{Tag, Token, next};

/// Names of elements that are records wherever they stand.
const ROWS: [&str; 4] = ["row", "record", "rec", "tr"];
/// Names of elements whose name says nothing: an attribute, or their place, says what they hold.
const CELLS: [&str; 8] = ["cell", "field", "column", "col", "td", "th", "c", "value"];

/// Where the records of a text stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    /// How many elements are around a record.
    pub(super) depth: usize,
    /// The places of its elements say what they are.
    pub(super) by_place: bool,
}

/// Whether an element is a cell that does not say by its name what it holds.
pub(super) fn is_cell(name: &str) -> bool {
    CELLS.iter().any(|cell| name.eq_ignore_ascii_case(cell))
}

/// What an attribute says a cell is.
pub(super) fn name_of_cell<'t>(tag: &Tag<'t>) -> Option<&'t str> {
    let says = |name: &str| ["name", "field", "key"].iter().any(|word| name.eq_ignore_ascii_case(word));
    tag.attributes().find(|(name, value)| says(name) && !value.trim().is_empty()).map(|(_, value)| value)
}

/// Finds the elements that come again beside each other: those that are called rows, else those with the least around them.
pub(crate) fn shape(head: &str) -> Option<Shape> {
    let (mut at, mut depth, mut path) = (0, 0usize, Vec::<(String, HashMap<String, usize>)>::new());
    let (mut rows, mut siblings, mut cells, mut any) = (None, None, 0, false);
    while let Some((token, len)) = next(&head[at..], false) {
        at += len;
        let Token::Tag(inner) = token else { continue };
        let tag = Tag::of(inner);
        if tag.closes {
            depth = depth.saturating_sub(1);
            path.truncate(depth);
            continue;
        }
        any = true;
        if ROWS.iter().any(|row| tag.name.eq_ignore_ascii_case(row)) {
            rows.get_or_insert(depth);
        }
        cells += usize::from(is_cell(tag.name) && name_of_cell(&tag).is_none());
        if let Some((_, children)) = path.last_mut() {
            let count = children.entry(tag.name.to_owned()).or_insert(0);
            *count += 1;
            if *count == 2 && siblings.is_none_or(|least| depth < least) {
                siblings = Some(depth);
            }
        }
        if !tag.empty && depth < super::DEEPEST {
            path.push((tag.name.to_owned(), HashMap::new()));
            depth += 1;
        }
    }
    let depth = rows.or(siblings).unwrap_or(0);
    any.then_some(Shape { depth, by_place: rows.is_some() && cells > 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_what_comes_again() {
        for (text, depth, by_place) in [
            ("<customers><customer><a>1</a></customer><customer/></customers>", 1, false),
            ("<x><meta/><list><c><p>1</p><p>2</p></c><c/></list></x>", 2, false),
            ("<dump><table><row><field name='a'>1</field></row></table><table/></dump>", 2, false),
            ("<Workbook><Table><Row><Cell><Data>a</Data></Cell></Row></Table></Workbook>", 2, true),
            ("<person><name>Ann</name></person>", 0, false),
        ] {
            assert_eq!(shape(text), Some(Shape { depth, by_place }), "{text}");
        }
        assert_eq!(shape("no <"), None);
    }
}
