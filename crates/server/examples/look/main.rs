//! Writes the page of states and the mocks of whole pages as files, so that they can be looked at without a server:
//! `cargo run -p server --example look -- FOLDER`.
#![forbid(unsafe_code)]

mod mock;

use std::path::Path;

use maud::Markup;
use messages::Language;
use server::look::page::Theme;
use server::look::{assets, states_page};

/// A page by name, in a language and a theme.
type Page = (&'static str, fn(Language, Theme) -> Markup);

const PAGES: [Page; 5] = [
    ("states", |language, theme| states_page(language, theme, "")),
    ("room", mock::room::room),
    ("exposure", mock::exposure::exposure),
    ("open", mock::open::open),
    ("plan", mock::plan::plan),
];

fn main() -> std::io::Result<()> {
    let folder = std::env::args_os().nth(1).unwrap_or_else(|| "look-pages".into());
    write_all(Path::new(&folder))
}

fn write_all(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder.join("assets"))?;
    for asset in assets::all() {
        std::fs::write(folder.join(asset.path.trim_start_matches('/')), asset.bytes)?;
    }
    for language in Language::ALL {
        for theme in [Theme::Light, Theme::Dark] {
            for (page, make) in PAGES {
                let name = format!("{page}.{}.{}.html", language.tag(), theme.word().unwrap_or("system"));
                std::fs::write(folder.join(name), make(language, theme).into_string())?;
            }
        }
    }
    Ok(())
}
