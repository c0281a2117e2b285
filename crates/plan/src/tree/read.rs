use std::collections::BTreeMap;

use messages::Message;
use saphyr_parser::{Event, Parser, ScanError, Span};

use super::{Entry, Node, Place, Value, syntax};
use crate::report::Report;

/// Largest file of a pack, in bytes.
pub(crate) const MAX_FILE_BYTES: usize = 1 << 20;
/// Deepest nesting of lists and mappings.
const MAX_DEPTH: usize = 24;
/// Most nodes in one file.
const MAX_NODES: usize = 100_000;

/// The tree of source number `file`. A syntax error is reported once and gives no tree; a duplicate key, an anchor, an
/// alias or a tag is reported where it stands and the rest is read.
pub(crate) fn read(report: &Report, file: usize) -> Option<Node> {
    let source = report.sources.get(file)?;
    let mut builder = Builder { report, file, open: Vec::new(), root: None, nodes: 0 };
    for event in Parser::new_from_iter(source.chars.iter().copied()) {
        let step = match event {
            Ok((event, span)) => builder.event(event, span),
            Err(error) => builder.syntax(&error),
        };
        if step.is_none() {
            report.set_incomplete();
            return None;
        }
    }
    if builder.root.is_none() {
        let place = Place { file, start: 0, line: 1, column: 1 };
        report.error(place, Message::new("plan-file-empty"));
        report.set_incomplete();
    }
    builder.root
}

/// A second document of a file, which has been told, read as if the line between them were not there.
fn joined(mut first: Node, second: Node) -> Node {
    if let (Value::Map(entries), Value::Map(more)) = (&mut first.value, second.value) {
        entries.extend(more);
    }
    first
}

/// A list or mapping that has been opened and not closed.
enum Open {
    List { place: Place, nodes: Vec<Node> },
    Map { place: Place, entries: Vec<Entry>, lines: BTreeMap<String, u32>, key: Option<Key> },
}

/// The key whose value comes next; `keep` is false for a second one of the same name.
struct Key {
    text: String,
    place: Place,
    keep: bool,
}

struct Builder<'a> {
    report: &'a Report,
    file: usize,
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
}

impl Builder<'_> {
    /// Takes one event of the parser; `None` when reading this file cannot go on (the reason has been reported).
    fn event(&mut self, event: Event<'_>, span: Span) -> Option<()> {
        let place = self.place(&span);
        match event {
            Event::Scalar(text, _, anchor, tag) => {
                self.decoration(place, anchor, tag.is_some());
                let is_value = !matches!(self.open.last(), Some(Open::Map { key: None, .. }));
                if tag.is_some() && is_value {
                    // `when: !fact`: the sign has been taken for a tag and the value with it.
                    return self.put(Node { place, value: Value::Lost });
                }
                self.scalar(place, text.into_owned())
            }
            Event::SequenceStart(anchor, tag) => {
                self.decoration(place, anchor, tag.is_some());
                self.start(Open::List { place, nodes: Vec::new() }, place)
            }
            Event::MappingStart(anchor, tag) => {
                self.decoration(place, anchor, tag.is_some());
                self.start(Open::Map { place, entries: Vec::new(), lines: BTreeMap::new(), key: None }, place)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Alias(_) => {
                let remedy = Message::new("plan-remedy-write-out");
                self.report.error_with(place, Message::new("plan-alias"), remedy);
                self.put(Node { place, value: Value::Lost })
            }
            Event::DocumentStart(_) if self.root.is_some() => {
                self.report.error(place, Message::new("plan-second-document"));
                Some(())
            }
            _ => Some(()),
        }
    }

    fn place(&self, span: &Span) -> Place {
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        Place {
            file: self.file,
            start: span.start.index(),
            line: number(span.start.line()),
            column: number(span.start.col()).saturating_add(1),
        }
    }

    /// Anchors and tags carry meaning past the reader's eye.
    fn decoration(&self, place: Place, anchor: usize, tagged: bool) {
        if anchor != 0 {
            let remedy = Message::new("plan-remedy-write-out");
            self.report.error_with(place, Message::new("plan-anchor"), remedy);
        }
        if tagged {
            self.report.error_with(place, Message::new("plan-tag"), Message::new("plan-remedy-tag"));
        }
    }

    fn scalar(&mut self, place: Place, text: String) -> Option<()> {
        let report = self.report;
        if let Some(Open::Map { lines, key: key @ None, .. }) = self.open.last_mut() {
            let first = lines.get(&text).copied();
            match first {
                Some(line) => {
                    report.error(place, Message::new("plan-key-twice").with("key", &text).with("line", line));
                }
                None => {
                    lines.insert(text.clone(), place.line);
                }
            }
            *key = Some(Key { keep: first.is_none(), text, place });
            return Some(());
        }
        self.put(Node { place, value: Value::Scalar(text) })
    }

    fn start(&mut self, open: Open, place: Place) -> Option<()> {
        if let Some(Open::Map { key: None, .. }) = self.open.last() {
            self.report.error(place, Message::new("plan-key-not-word"));
            return None;
        }
        if self.open.len() >= MAX_DEPTH {
            self.report.error(place, Message::new("plan-too-deep").with("limit", MAX_DEPTH));
            return None;
        }
        self.open.push(open);
        Some(())
    }

    fn end(&mut self) -> Option<()> {
        let node = match self.open.pop()? {
            Open::List { place, nodes } => Node { place, value: Value::List(nodes) },
            Open::Map { place, entries, .. } => Node { place, value: Value::Map(entries) },
        };
        self.put(node)
    }

    /// Puts a finished node where it belongs.
    fn put(&mut self, node: Node) -> Option<()> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.report.error(node.place, Message::new("plan-too-many-nodes").with("limit", MAX_NODES));
            return None;
        }
        match self.open.last_mut() {
            Some(Open::List { nodes, .. }) => nodes.push(node),
            Some(Open::Map { entries, key, .. }) => match key.take() {
                Some(Key { text, place, keep: true }) => entries.push(Entry { key: text, place, node }),
                Some(_) => {}
                None => {
                    self.report.error(node.place, Message::new("plan-key-not-word"));
                    return None;
                }
            },
            None => {
                self.root = Some(match self.root.take() {
                    None => node,
                    Some(first) => joined(first, node),
                });
            }
        }
        Some(())
    }

    /// One message for a file whose YAML is broken: after it the parser's idea of the rest is a guess.
    fn syntax(&self, error: &ScanError) -> Option<()> {
        let place = self.place(&Span::empty(*error.marker()));
        let source = self.report.sources.get(self.file);
        let (place, message, remedy) = syntax::told(source, place, error.info());
        self.report.error_with(place, message, Message::new(remedy));
        None
    }
}
