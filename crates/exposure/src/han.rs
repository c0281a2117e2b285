//! Han characters that are written for one another in simplified and traditional script.

use std::sync::OnceLock;

/// The characters of the table, and those between them.
const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;

/// For each character the first of its class, as its distance from [`FIRST`] and one more; 0 for one that has no class.
fn classes() -> &'static [u16] {
    static CLASSES: OnceLock<Vec<u16>> = OnceLock::new();
    CLASSES.get_or_init(|| {
        let mut classes = vec![0; (LAST - FIRST + 1) as usize];
        let table = include_str!("../data/han_variants.txt").lines().filter(|line| !line.starts_with('#'));
        for class in table.flat_map(str::split_whitespace) {
            let first = class.chars().next().and_then(place).map_or(0, |place| place as u16 + 1);
            for place in class.chars().filter_map(place) {
                classes[place] = first;
            }
        }
        classes
    })
}

fn place(letter: char) -> Option<usize> {
    (FIRST..=LAST).contains(&u32::from(letter)).then(|| (u32::from(letter) - FIRST) as usize)
}

/// The one that stands for all characters that are written for this one.
fn one_of_its_class(letter: char, classes: &[u16]) -> char {
    let class = place(letter).map_or(0, |place| classes[place]);
    let first = (class > 0).then(|| char::from_u32(FIRST + u32::from(class) - 1)).flatten();
    first.unwrap_or(letter)
}

/// A text with one character for each class; `None` if that is the text itself.
pub(crate) fn in_one_script(text: &str) -> Option<String> {
    let classes = classes();
    let other = |letter: char| one_of_its_class(letter, classes) != letter;
    text.contains(other).then(|| text.chars().map(|letter| one_of_its_class(letter, classes)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_scripts_of_a_name_are_one_text() {
        let folded = |text: &str| in_one_script(text).unwrap_or_else(|| text.to_owned());
        for (one, other) in [("陳麗", "陈丽"), ("黃誌強", "黄志强"), ("張偉", "张伟"), ("鄭齊", "郑齐")]
        {
            assert_eq!(folded(one), folded(other), "{one}");
        }
        assert_eq!(in_one_script("陈丽"), None, "the first of a class stands for it");
        assert_eq!(in_one_script("王芳 smith"), None);
        assert_ne!(folded("陳麗"), folded("程丽"));
    }
}
