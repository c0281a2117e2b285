//! Which of Taiwan, Hong Kong and Macao a table names: telephone numbers of all three have eight digits, and their letters are the same.

use std::sync::OnceLock;

use super::header::lines;
use crate::identifier::Region;

/// The place that the header names, or half of the rows do; `None` if there is none, or more than one.
pub(super) fn named(header: Option<&[&str]>, rows: &[Vec<&str>]) -> Option<Region> {
    static PLACES: OnceLock<Vec<(Region, Vec<&'static str>)>> = OnceLock::new();
    let places = PLACES.get_or_init(|| {
        let table = lines(include_str!("../../data/chinese_places.tsv"));
        table
            .filter_map(|(code, words)| Some((Region::from_code(code)?, words.split('|').collect())))
            .collect()
    });
    let names = |words: &[&str], text: &str| {
        let text = text.to_lowercase();
        words.iter().any(|word| text.contains(word))
    };
    let named = |words: &[&str]| {
        let in_row = |row: &&Vec<&str>| row.iter().any(|cell| names(words, cell));
        header.unwrap_or_default().iter().any(|name| names(words, name))
            || !rows.is_empty() && rows.iter().filter(in_row).count() * 2 >= rows.len()
    };
    let mut found = places.iter().filter(|(_, words)| named(words)).map(|(region, _)| *region);
    found.next().filter(|_| found.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_in_the_header_or_in_half_of_the_rows_is_where_a_table_is() {
        let of = |header: &[&str], rows: &[&str]| {
            let rows: Vec<Vec<&str>> = rows.iter().map(|cell| vec!["陳大文", *cell]).collect();
            named(Some(header), &rows).map(|region| region.code().to_owned())
        };
        assert_eq!(of(&["姓名", "香港電話"], &[]).as_deref(), Some("HK"));
        assert_eq!(
            of(&["姓名", "地址"], &["九龍彌敦道1號", "Nathan Road, Kowloon", "—", "—"]).as_deref(),
            Some("HK")
        );
        assert_eq!(of(&["姓名", "地址"], &["澳門新馬路1號", "—", "—"]), None, "one of three");
        assert_eq!(of(&["香港電話", "澳門電話"], &[]), None);
        assert_eq!(of(&["姓名", "電話"], &[]), None);
    }
}
