//! Digests that approvals bind to.

use sha2::{Digest, Sha256};

use crate::{Block, Cell, Paper};

/// SHA-256 over parts, each preceded by its length (8 bytes, big endian) so that no two texts run together.
#[derive(Default)]
pub(crate) struct Parts(Sha256);

impl Parts {
    pub(crate) fn feed(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_be_bytes());
        self.0.update(text.as_bytes());
    }

    /// Begins a list of so many parts.
    pub(crate) fn count(&mut self, count: usize) {
        self.0.update((count as u64).to_be_bytes());
    }

    /// Lower-case hex.
    pub(crate) fn hex(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Over everything that the paper says to its reader; not over its state (draft, filed) nor over the list of what is
/// missing, which says again what the lines say.
pub(crate) fn of_paper(paper: &Paper) -> String {
    let mut parts = Parts::default();
    parts.feed(paper.language.tag());
    parts.feed(paper.sender.as_deref().unwrap_or_default());
    parts.feed(&paper.title);
    parts.feed(&paper.number);
    parts.feed(&paper.version.to_string());
    for texts in [&paper.frame, &paper.signed] {
        parts.count(texts.len());
        texts.iter().for_each(|text| parts.feed(text));
    }
    parts.feed(paper.remark.as_deref().unwrap_or_default());
    parts.count(paper.blocks.len());
    paper.blocks.iter().for_each(|one| block(&mut parts, one));
    parts.hex()
}

fn block(parts: &mut Parts, block: &Block) {
    match block {
        Block::Lines(lines) => {
            parts.feed("lines");
            parts.count(lines.len());
            for line in lines {
                parts.feed(&line.label);
                cell(parts, &line.cell);
                parts.feed(line.basis.as_deref().unwrap_or_default());
            }
        }
        Block::Text(text) => ["text", text].into_iter().for_each(|part| parts.feed(part)),
        Block::Lead(text) => ["lead", text].into_iter().for_each(|part| parts.feed(part)),
        Block::Points(points) => {
            parts.feed("points");
            parts.count(points.len());
            points.iter().flat_map(|(label, text)| [label, text]).for_each(|part| parts.feed(part));
        }
        Block::Steps(steps) => {
            parts.feed("steps");
            parts.count(steps.len());
            steps.iter().for_each(|step| parts.feed(step));
        }
    }
}

fn cell(parts: &mut Parts, cell: &Cell) {
    match cell {
        Cell::Known(text) => ["known", text].into_iter().for_each(|part| parts.feed(part)),
        Cell::Unknown => parts.feed("unknown"),
        Cell::ByHand => parts.feed("by hand"),
        Cell::List(entries) => {
            parts.feed("list");
            parts.count(entries.len());
            entries.iter().for_each(|entry| parts.feed(entry));
        }
    }
}
