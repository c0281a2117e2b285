//! Where a table was written, as far as its letters tell: the hint for phone numbers without a calling code.

use std::sync::OnceLock;

use crate::identifier::Region;

/// Letters only one of the two Chinese orthographies has, common in headers, names and addresses.
const SIMPLIFIED: &str = "号电话户证银订单创时间码姓国县区东张陈刘杨赵黄吴孙马罗郑谢许邓冯萧叶苏吕卢钟谭陆贾韦万钱汤龙贺顾龚严门庆华兰广云辽宁济长阳乡镇楼栋";
const TRADITIONAL: &str = "號電話戶證銀訂單創時間碼國縣區東張陳劉楊趙黃吳孫馬羅鄭謝許鄧馮蕭葉蘇呂盧鍾譚陸賈韋萬錢湯龍賀顧龔嚴門慶華蘭廣雲遼寧濟長陽鄉鎮樓棟";

/// Whose letter it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Orthography {
    Simplified,
    Traditional,
}

/// The orthography of a letter that stands in only one of the two lists.
fn orthography(letter: char) -> Option<Orthography> {
    const FIRST: usize = 0x4E00;
    static TABLE: OnceLock<Vec<Option<Orthography>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = vec![None; 0x5200];
        let only = |list: &str, other: &str, which| {
            let letters: Vec<char> = list.chars().filter(|letter| !other.contains(*letter)).collect();
            letters.into_iter().map(move |letter| (letter, which))
        };
        let simplified = only(SIMPLIFIED, TRADITIONAL, Orthography::Simplified);
        for (letter, which) in simplified.chain(only(TRADITIONAL, SIMPLIFIED, Orthography::Traditional)) {
            if let Some(place) = (letter as usize).checked_sub(FIRST).and_then(|at| table.get_mut(at)) {
                *place = Some(which);
            }
        }
        table
    });
    (letter as usize).checked_sub(FIRST).and_then(|at| table.get(at).copied().flatten())
}

/// Letters by what they tell.
#[derive(Debug, Default)]
struct Letters {
    latin: usize,
    cyrillic: usize,
    vietnamese: usize,
    simplified: usize,
    traditional: usize,
    han: usize,
    kana: usize,
    hangul: usize,
}

impl Letters {
    fn count(&mut self, text: &str) {
        for letter in text.chars().take(400) {
            match letter {
                'a'..='z' | 'A'..='Z' => self.latin += 1,
                '\u{0400}'..='\u{04FF}' => self.cyrillic += 1,
                '\u{1EA0}'..='\u{1EF9}' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | 'ă' | 'Ă' => {
                    self.vietnamese += 1
                }
                '\u{3040}'..='\u{30FF}' => self.kana += 1,
                '\u{AC00}'..='\u{D7AF}' => self.hangul += 1,
                '\u{4E00}'..='\u{9FFF}' => {
                    self.han += 1;
                    match orthography(letter) {
                        Some(Orthography::Simplified) => self.simplified += 1,
                        Some(Orthography::Traditional) => self.traditional += 1,
                        None => {}
                    }
                }
                _ => {}
            }
        }
    }

    /// The regions of the languages present (3 letters in 100), the one with most letters first.
    fn regions(&self) -> Vec<&'static str> {
        let han = if self.traditional > self.simplified { ["TW", "CN"] } else { ["CN", "TW"] };
        // Vietnamese shares most letters with English; its own are about one in five.
        let vietnamese = (self.vietnamese * 5).min(self.latin + self.vietnamese);
        let both = self.simplified.min(self.traditional) * 10 >= self.simplified.max(self.traditional);
        let second_han = if both { self.han / 2 } else { 0 };
        let latin = (self.latin + self.vietnamese).saturating_sub(vietnamese);
        let mut present = vec![
            (self.cyrillic, "RU"),
            (self.hangul, "KR"),
            (self.kana, "JP"),
            (self.han, han[0]),
            (second_han, han[1]),
            (vietnamese, "VN"),
            (latin, "US"),
        ];
        let all: usize = self.cyrillic + self.hangul + self.kana + self.han + self.latin + self.vietnamese;
        present.retain(|(count, _)| *count > 0 && count * 100 >= all * 3);
        present.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        present.into_iter().map(|(_, code)| code).collect()
    }

    /// The region of the one language a short text is in.
    fn region(&self) -> Option<&'static str> {
        let words = self.latin + self.cyrillic + self.han + self.kana + self.hangul;
        let much = |count: usize| count * 10 >= words && count > 0;
        match () {
            () if much(self.cyrillic) => Some("RU"),
            () if much(self.hangul) => Some("KR"),
            () if much(self.kana) => Some("JP"),
            () if much(self.han) && self.traditional > self.simplified => Some("TW"),
            // Letters of both orthographies tell nothing: the table's stand.
            () if much(self.han) => (self.simplified > 0).then_some("CN"),
            () if self.vietnamese * 50 >= words && self.vietnamese > 0 => Some("VN"),
            () => None,
        }
    }
}

/// The regions whose languages the header and cells are written in; English is taken for the United States.
pub(super) fn regions(header: Option<&[&str]>, rows: &[Vec<&str>]) -> Vec<Region> {
    let mut letters = Letters::default();
    for text in header.unwrap_or_default() {
        letters.count(text);
    }
    for cell in rows.iter().take(50).flatten() {
        // E-mail addresses, hashes and numbers are Latin in every country.
        if !cell.contains('@') && !cell.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            letters.count(cell);
        }
    }
    letters.regions().into_iter().filter_map(Region::from_code).collect()
}

/// The region whose language one row is written in; `None` for plain Latin letters, which every country uses.
pub(super) fn region_of_row<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Region> {
    let mut letters = Letters::default();
    for cell in cells.filter(|cell| !cell.is_ascii()) {
        letters.count(cell);
    }
    letters.region().and_then(Region::from_code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_a_table_tell_where_it_was_written() {
        let of = |text: &str| regions(Some(&[text]), &[]).first().map(|region| region.code().to_owned());
        assert_eq!(of("姓名，电话号码，张三"), Some("CN".to_owned()));
        assert_eq!(of("姓名，電話號碼，陳美玲"), Some("TW".to_owned()));
        assert_eq!(of("ФИО телефон"), Some("RU".to_owned()));
        assert_eq!(of("Họ và tên, số điện thoại"), Some("VN".to_owned()));
        assert_eq!(of("full_name mobile"), Some("US".to_owned()));
        assert_eq!(of("123"), None);
    }
}
