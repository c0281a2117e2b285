//! The source tree as the rules read it.

use std::path::{Path, PathBuf};

use crate::shell::root;

/// A source file of the workspace.
pub(crate) struct SourceFile {
    /// Path from the root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl SourceFile {
    /// The room it stands in, e.g. `journal`, `xtask`.
    pub(crate) fn room(&self) -> &str {
        let path = self.path.strip_prefix("crates/").unwrap_or(&self.path);
        path.split('/').next().unwrap_or_default()
    }

    /// Whether it is product code: neither a test, an example, nor the workshop.
    pub(crate) fn is_product(&self) -> bool {
        self.path.starts_with("crates/") && self.path.contains("/src/") && self.room() != "testkit"
    }

    /// The text before its inline tests.
    pub(crate) fn product_text(&self) -> &str {
        self.text.split("#[cfg(test)]").next().unwrap_or_default()
    }
}

/// All Rust files and manifests of the workspace.
pub(crate) struct Tree {
    pub(crate) files: Vec<SourceFile>,
    pub(crate) manifests: Vec<SourceFile>,
}

impl Tree {
    pub(crate) fn read() -> Result<Tree, String> {
        let mut tree = Tree { files: Vec::new(), manifests: Vec::new() };
        for top in ["crates", "xtask"] {
            tree.walk(&root().join(top))?;
        }
        tree.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(tree)
    }

    fn walk(&mut self, folder: &Path) -> Result<(), String> {
        let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for entry in entries {
            let path = entry.map_err(|error| error.to_string())?.path();
            if path.is_dir() && !path.ends_with("target") {
                self.walk(&path)?;
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                self.files.push(source(path)?);
            } else if path.ends_with("Cargo.toml") {
                self.manifests.push(source(path)?);
            }
        }
        Ok(())
    }
}

fn source(path: PathBuf) -> Result<SourceFile, String> {
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let short = path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().replace('\\', "/");
    Ok(SourceFile { path: short, text })
}
