use std::collections::HashMap;
use std::sync::OnceLock;

use crate::identifier::Region;

/// The region a country column names: by ISO code or by name in any of our languages; `None` if we do not know it.
pub(super) fn region(text: &str) -> Option<Region> {
    static NAMES: OnceLock<HashMap<String, Region>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let mut names = HashMap::new();
        for (code, list) in super::header::lines(include_str!("../../data/countries.tsv")) {
            let Some(region) = Region::from_code(code) else { continue };
            names.insert(code.to_lowercase(), region);
            names.extend(list.split('|').map(|name| (name.to_owned(), region)));
        }
        names
    });
    let text = text.trim();
    (!text.is_empty() && text.len() <= 80).then(|| names.get(&text.to_lowercase()).copied())?
}
