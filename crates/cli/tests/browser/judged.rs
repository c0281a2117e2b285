//! What can be judged of a page without eyes: rules of accessibility (axe-core), texts that are cut, pages wider than the
//! screen.

use std::path::PathBuf;

use serde_json::Value;

use super::served::root;
use super::visitor::Visitor;

/// Where `.ci/run` puts axe-core.
fn axe() -> Option<String> {
    let path: PathBuf = root().join("target/oracles/axe/node_modules/axe-core/axe.min.js");
    let given = std::env::var_os("STANCH_AXE").map(PathBuf::from);
    match std::fs::read_to_string(given.unwrap_or(path)) {
        Ok(source) => Some(source),
        Err(fault) => {
            let required = std::env::var_os("STANCH_REQUIRE_ALL").is_some();
            assert!(!required, "axe-core is required, but cannot be read: {fault}");
            eprintln!("left out: the pages under axe-core — it is not installed here");
            None
        }
    }
}

/// The judge, read once.
pub struct Judge {
    axe: Option<String>,
}

/// Elements whose text is cut off, and elements that stick out of the screen; a table or a picture that scrolls inside
/// its own box is no fault.
const CUT: &str = r##"
    const faults = [];
    const name = (node) => node.tagName.toLowerCase() + (node.id ? "#" + node.id : "") + "." + [...node.classList].join(".");
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide > 0) faults.push(`the page is ${wide} px wider than the screen`);
    const scrolls = (node) => {
        for (let up = node; up && up !== document.body; up = up.parentElement) {
            if (["auto", "scroll"].includes(getComputedStyle(up).overflowX)) return true;
        }
        return false;
    };
    for (const node of document.querySelectorAll("main *, nav *, header *")) {
        const style = getComputedStyle(node);
        const box = node.getBoundingClientRect();
        if (box.width < 2 || box.height < 2 || style.visibility === "hidden" || node.closest("svg")) continue;
        const text = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
        if (!text || scrolls(node)) continue;
        if (style.overflowX === "hidden" && node.scrollWidth > node.clientWidth + 1) faults.push(`cut: ${name(node)} “${node.textContent.trim().slice(0, 60)}”`);
        if (box.right > innerWidth + 1) faults.push(`out of the screen: ${name(node)} “${node.textContent.trim().slice(0, 60)}”`);
    }
    return faults.slice(0, 10);
"##;

const RULES: &str = r##"
    const done = arguments[arguments.length - 1];
    axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
        .then((found) => done(found.violations.map((rule) => `${rule.id}: ${rule.help} — ${rule.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`)))
        .catch((fault) => done([`axe did not run: ${fault}`]));
"##;

impl Judge {
    pub fn called() -> Judge {
        Judge { axe: axe() }
    }

    /// Every fault of the page the visitor sees, with the page's name.
    pub async fn faults(&self, visitor: &Visitor, page: &str) -> Vec<String> {
        let cut = visitor.client.execute(CUT, Vec::new()).await.unwrap();
        let mut faults = said(&cut);
        if let Some(source) = &self.axe {
            faults.extend(judged(visitor, &format!("{source}\n{RULES}")).await);
        }
        faults.into_iter().map(|fault| format!("{page}: {fault}")).collect()
    }
}

/// A page that news made new while it was judged is judged again.
async fn judged(visitor: &Visitor, script: &str) -> Vec<String> {
    for _ in 0..3 {
        if let Ok(faults) = visitor.client.execute_async(script, Vec::new()).await {
            return said(&faults);
        }
    }
    said(&visitor.client.execute_async(script, Vec::new()).await.unwrap())
}

fn said(faults: &Value) -> Vec<String> {
    let list = faults.as_array().expect("a list of faults");
    list.iter().map(|fault| fault.as_str().unwrap_or("?").to_owned()).collect()
}
