//! Writes the page of states and the mocks of whole pages as files, so that they can be looked at without a server:
//! `cargo run -p server --example look -- FOLDER`.
#![forbid(unsafe_code)]

use std::path::Path;

use messages::Language;
use server::look::page::Theme;
use server::look::{assets, states_page};

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
            let name = format!("states.{}.{}.html", language.tag(), theme.word().unwrap_or("system"));
            std::fs::write(folder.join(name), states_page(language, theme).into_string())?;
        }
    }
    Ok(())
}
