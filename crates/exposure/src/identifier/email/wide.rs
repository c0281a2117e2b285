//! Addresses in full-width letters, as input methods of East Asia write them: `ｚｈａｎｇ＠ｑｑ．ｃｏｍ`. Full-width letters before an
//! `@` of ASCII are no address.

use crate::identifier::Finding;
use crate::meaning::ColumnMeaning;

/// Whether a full-width letter or digit stands just before the `＠` that begins at `at`, or just behind it.
pub(super) fn stands_around(text: &[u8], at: usize, after: usize) -> bool {
    let is_wide = |sign: Option<&[u8]>| {
        matches!(sign, Some([0xEF, 0xBC, 0x90..=0x99 | 0xA1..=0xBA] | [0xEF, 0xBD, 0x81..=0x9A]))
    };
    is_wide(text.get(after..after + 3)) || at.checked_sub(3).is_some_and(|start| is_wide(text.get(start..at)))
}

/// Searches the text with its letters, digits and the signs of addresses in their ASCII forms; what is found stands where it
/// was written.
pub(super) fn search(text: &str, meaning: &ColumnMeaning, out: &mut Vec<Finding>) {
    let mut narrow = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len() + 1);
    for (place, sign) in text.char_indices() {
        narrow.push(narrowed(sign));
        places.resize(narrow.len(), place);
    }
    places.push(text.len());
    let first = out.len();
    super::search(&narrow, meaning, out);
    for finding in &mut out[first..] {
        finding.span = places[finding.span.start]..places[finding.span.end];
    }
}

/// Full-width letters, digits, `＠`, `．`, `＿`, `＋` and `－` as their ASCII ones. Other signs stay: between Han they part words.
fn narrowed(sign: char) -> char {
    match sign {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '＠' | '．' | '＿' | '＋' | '－' => {
            char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign)
        }
        _ => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, &str)> {
        let mut found = Vec::new();
        super::super::find(text, &ColumnMeaning::UNKNOWN, &mut found);
        found.iter().map(|one| (one.canonical.to_string(), &text[one.span.clone()])).collect()
    }

    #[test]
    fn an_address_in_full_width_letters_is_the_same_in_ascii_ones() {
        let wide = "ｚｈａｎｇ＿８８＠ｑｑ．ｃｏｍ";
        assert_eq!(found(wide), [("zhang_88@qq.com".to_owned(), wide)]);
        let text = "邮箱：Ｗａｎｇ＠１６３．ｃｏｍ，备用 li@example.com；电话";
        let both = found(text);
        assert_eq!(both[0], ("wang@163.com".to_owned(), "Ｗａｎｇ＠１６３．ｃｏｍ"));
        assert_eq!(both[1], ("li@example.com".to_owned(), "li@example.com"));
        assert_eq!(both.len(), 2);
    }

    #[test]
    fn what_is_written_in_full_width_and_is_no_address_is_none() {
        assert_eq!(found("Ａ＠Ｂ"), []);
        assert_eq!(found("价格＠１００元"), []);
    }
}
