//! The two files a page fetches, compiled in. Their address carries their digest, so that a browser may keep them for
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

/// Ticking clocks, live regions, forms that lose no typing, the switch of the theme.
pub fn script() -> &'static Asset {
    static SCRIPT: OnceLock<Asset> = OnceLock::new();
    const BYTES: &[u8] = include_bytes!("../../assets/stanch.js");
    SCRIPT.get_or_init(|| asset("js", "text/javascript; charset=utf-8", BYTES))
}

/// Every asset, for the route that serves them.
pub fn all() -> [&'static Asset; 2] {
    [style(), script()]
}

fn asset(extension: &str, media_type: &'static str, bytes: &'static [u8]) -> Asset {
    let digest: String = Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    Asset { path: format!("/assets/stanch.{digest}.{extension}"), media_type, bytes }
}
