//! The three files a page fetches, compiled in. Their address carries their digest, so that a browser may keep them for
//! ever and never shows an old look with new pages.

use std::sync::OnceLock;

use sha2::{Digest, Sha256};

/// A file served beside the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Path from the root of the server, with the first 16 hex digits of the SHA-256 of its bytes.
    pub path: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
}

/// Tokens and components, light, dark and on paper.
pub fn style() -> &'static Asset {
    static STYLE: OnceLock<Asset> = OnceLock::new();
    const BYTES: &[u8] = include_bytes!("../../assets/stanch.css");
    STYLE.get_or_init(|| asset("css", "text/css; charset=utf-8", BYTES))
}

/// Ticking clocks, live regions, forms that lose no typing, uploads in pieces, the switch of the theme: one file for each
/// task, fetched as one. What they declare is theirs alone, inside one block.
pub fn script() -> &'static Asset {
    static SCRIPT: OnceLock<Asset> = OnceLock::new();
    const TEXT: &str = concat!(
        "\"use strict\";\n{\n",
        include_str!("../../assets/script/clocks.js"),
        include_str!("../../assets/script/news.js"),
        include_str!("../../assets/script/forms.js"),
        include_str!("../../assets/script/uploads.js"),
        include_str!("../../assets/script/page.js"),
        "}\n",
    );
    SCRIPT.get_or_init(|| asset("js", "text/javascript; charset=utf-8", TEXT.as_bytes()))
}

/// The mark that a browser shows on the tab.
pub fn icon() -> &'static Asset {
    static ICON: OnceLock<Asset> = OnceLock::new();
    const BYTES: &[u8] = include_bytes!("../../assets/icon.svg");
    ICON.get_or_init(|| asset("svg", "image/svg+xml", BYTES))
}

/// Every asset, for the route that serves them.
pub fn all() -> [&'static Asset; 3] {
    [style(), script(), icon()]
}

fn asset(extension: &str, media_type: &'static str, bytes: &'static [u8]) -> Asset {
    let digest: String = Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    Asset { path: format!("/assets/stanch.{digest}.{extension}"), media_type, bytes }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    type Tokens = BTreeMap<String, String>;

    fn css() -> &'static str {
        std::str::from_utf8(style().bytes).unwrap()
    }

    /// The custom properties between a selector and the next closing brace.
    fn tokens(selector: &str) -> Tokens {
        let block = css().split(&format!("{selector} {{")).nth(1).unwrap().split('}').next().unwrap();
        let pairs = block.split(';').filter_map(|line| line.split_once(':'));
        pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect()
    }

    fn light() -> Tokens {
        tokens(":root")
    }

    fn dark() -> Tokens {
        tokens(":root[data-theme=\"dark\"]")
    }

    /// Relative luminance as WCAG 2.2 defines it.
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(tokens: &Tokens, text: &str, ground: &str) -> f64 {
        let pair = [luminance(&tokens[text]), luminance(&tokens[ground])];
        (pair[0].max(pair[1]) + 0.05) / (pair[0].min(pair[1]) + 0.05)
    }

    /// The figures of the table of colours: `(text, ground, light, dark)`.
    const RATIOS: &[(&str, &str, f64, f64)] = &[
        ("--ink", "--card", 16.4, 13.5),
        ("--ink", "--paper", 15.3, 14.9),
        ("--ink2", "--card", 7.3, 8.6),
        ("--ink2", "--accent-soft", 6.2, 7.2),
        ("--ink3", "--card", 5.7, 6.2),
        ("--ink3", "--paper", 5.3, 6.8),
        ("--accent", "--card", 7.6, 7.8),
        ("--accent", "--accent-soft", 6.5, 6.6),
        ("--on-accent", "--accent", 7.6, 8.0),
        ("--fill", "--track", 5.6, 3.5),
        ("--ok", "--card", 6.3, 8.5),
        ("--ok", "--ok-soft", 5.4, 7.4),
        ("--warn", "--card", 6.4, 8.7),
        ("--warn", "--warn-soft", 5.7, 7.6),
        ("--warn-line", "--card", 3.6, 4.8),
        ("--bad", "--card", 6.5, 7.3),
        ("--bad", "--bad-soft", 5.6, 6.8),
        ("--on-bad", "--bad-fill", 6.5, 6.5),
        ("--field", "--card", 3.5, 3.5),
        ("--nav-text", "--nav", 11.0, 10.9),
        ("--nav-section", "--nav", 6.3, 6.3),
    ];

    #[test]
    fn every_colour_stands_out_from_its_ground_as_the_table_of_colours_says() {
        for (text, ground, in_light, in_dark) in RATIOS {
            for (tokens, expected) in [(light(), in_light), (dark(), in_dark)] {
                let found = contrast(&tokens, text, ground);
                assert!(
                    (found - expected).abs() < 0.11,
                    "{text} on {ground}: {found:.2}, the table says {expected}"
                );
            }
        }
    }

    #[test]
    fn text_reaches_four_and_a_half_on_every_ground_it_may_stand_on() {
        let grounds =
            ["--paper", "--card", "--sunk", "--accent-soft", "--ok-soft", "--warn-soft", "--bad-soft"];
        for tokens in [light(), dark()] {
            for text in ["--ink", "--ink2"] {
                for ground in grounds {
                    let found = contrast(&tokens, text, ground);
                    assert!(found >= 4.5, "{text} on {ground}: {found:.2}");
                }
            }
        }
    }

    #[test]
    fn dark_by_the_system_and_dark_by_choice_are_the_same() {
        assert_eq!(tokens(":root:not([data-theme=\"light\"])"), dark());
        let names = |tokens: Tokens| -> Vec<String> {
            tokens
                .into_keys()
                .filter(|name| name.starts_with("--") && !name.contains("sans") && !name.contains("mono"))
                .collect()
        };
        assert_eq!(names(light()), names(dark()), "a token has no dark twin");
    }

    #[test]
    fn nothing_is_fetched_from_anywhere_and_every_token_used_is_defined() {
        let script = std::str::from_utf8(script().bytes).unwrap();
        for text in [css(), script] {
            for fetched in ["http:", "https:", "@import", "@font-face", "url(", "//cdn"] {
                assert!(!text.contains(fetched), "{fetched}");
            }
        }
        for risky in ["innerHTML", "eval(", "document.write", "insertAdjacentHTML", ".style."] {
            assert!(!script.contains(risky), "{risky}");
        }
        let defined = light();
        for used in css().split("var(").skip(1).filter_map(|rest| rest.split([')', ',']).next()) {
            let of_component = ["--edge", "--text", "--ground"].contains(&used);
            assert!(of_component || defined.contains_key(used), "{used} is used and nowhere defined");
        }
        assert_eq!(css().matches('{').count(), css().matches('}').count());
    }

    /// A word declared twice stops every clock on every page, and no other test would see it.
    #[test]
    fn the_script_is_one_that_a_browser_reads() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stanch.js");
        std::fs::write(&path, script().bytes).unwrap();
        match std::process::Command::new("node").arg("--check").arg(&path).output() {
            Ok(read) => assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr)),
            Err(_) if std::env::var_os("STANCH_REQUIRE_ALL").is_none() => {
                println!("left out: node is not here")
            }
            Err(error) => panic!("node: {error}"),
        }
    }

    #[test]
    fn the_address_of_an_asset_changes_with_its_bytes() {
        let one = asset("css", "text/css", b"a");
        let other = asset("css", "text/css", b"b");
        assert_ne!(one.path, other.path);
        // SHA-256 of "a" as every textbook prints it.
        assert_eq!(one.path, "/assets/stanch.ca978112ca1bbdca.css");
    }
}
