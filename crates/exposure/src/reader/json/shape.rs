//! What of a JSON text is a row, by its beginning.

use std::collections::BTreeSet;

/// What PHPMyAdmin writes before its tables, each an object around the list of its rows.
const PHPMYADMIN: &str = "export to json plugin for phpmyadmin";
/// In how much of a text that is looked for, in bytes.
const PREFACE: usize = 256;
/// Values in a row under which a list that does not end is no column.
const LONG_COLUMN: usize = 200;

/// Where the rows of a JSON text are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    /// How many objects and arrays stand around a row.
    pub(crate) depth: usize,
    /// Whether what stands around a row is an array; else an object, whose keys are data.
    pub(crate) list: bool,
    /// Whether every line is one value.
    pub(crate) lines: bool,
    /// Whether the text goes by columns: what belongs to one row stands in as many places as there are columns.
    pub(crate) columns: bool,
}

impl Shape {
    /// Rows at this depth.
    pub(crate) fn of(depth: usize, list: bool) -> Shape {
        Shape { depth, list, lines: false, columns: false }
    }
}

/// What the first value of a text is made of, as far as it is at hand.
#[derive(Debug, Default)]
struct Skeleton {
    /// After its last byte.
    end: Option<usize>,
    /// The first array that holds objects, or texts in arrays of one length.
    list: Option<Place>,
    /// The outermost object that is a list, its keys data.
    map: Option<Place>,
    /// Whether it goes by columns.
    columns: bool,
    /// What stands right in it.
    objects: usize,
    scalars: usize,
}

/// What may stand around rows.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Where it begins, and where it ends if that is at hand.
    from: usize,
    to: usize,
    /// How many objects and arrays its rows stand in.
    depth: usize,
    rows: usize,
}

impl Place {
    fn holds(&self, other: &Place) -> bool {
        self.from < other.from && other.from < self.to
    }
}

/// An object or an array, as far as it was walked over.
#[derive(Debug, Default)]
struct Node<'t> {
    array: bool,
    from: usize,
    objects: usize,
    arrays: usize,
    scalars: usize,
    texts: usize,
    keys: BTreeSet<&'t str>,
    /// The keys of the first object that ended in it, or the length of the first array.
    model: (BTreeSet<&'t str>, usize),
    /// How many are like the first one, hold nothing but values, are maps themselves.
    alike: usize,
    flat: usize,
    maps: usize,
}

impl<'t> Node<'t> {
    fn takes(&mut self, ended: &Node<'t>) {
        let first = self.objects + self.arrays == 1;
        if first {
            self.model = (ended.keys.clone(), ended.scalars);
        }
        let (keys, length) = (&self.model.0, self.model.1);
        let shared = keys.intersection(&ended.keys).count();
        let alike = match ended.array {
            true => length == ended.scalars && length >= 2 && ended.texts > 0,
            false => shared > 0 && shared * 2 >= keys.len().min(ended.keys.len()),
        };
        self.alike += usize::from(alike);
        self.flat += usize::from(ended.objects + ended.arrays == 0);
        self.maps += usize::from(ended.is_map());
    }

    /// An object of nothing but objects that have keys in common: its own keys are data, `{"1000": {…}, "1001": {…}}`. One whose objects
    /// are such lists all of them is what stands around lists.
    fn is_map(&self) -> bool {
        let only_objects = !self.array && self.objects >= 2 && self.scalars + self.arrays == 0;
        only_objects && self.alike == self.objects && self.maps < self.objects
    }

    fn is_list_of_arrays(&self) -> bool {
        self.array
            && self.arrays >= 2
            && self.alike == self.arrays
            && self.flat == self.arrays
            && self.objects == 0
    }

    /// An object of columns: one list of values for each, or one object whose keys are the numbers of rows.
    fn is_of_columns(&self) -> bool {
        let numbered = self.model.0.len() >= 2 && self.model.0.iter().all(|key| is_number(key));
        let lists = self.objects == 0 && self.arrays >= 2 && self.alike == self.arrays;
        let flat = self.flat == self.objects + self.arrays;
        !self.array && self.scalars == 0 && flat && (lists || self.is_map() && numbered)
    }

    /// The first of such columns, so long that it does not end here.
    fn is_column(&self) -> bool {
        let only_values = self.objects + self.arrays == 0 && self.scalars >= LONG_COLUMN;
        only_values && self.keys.iter().all(|key| is_number(key))
    }
}

fn is_number(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit())
}

/// The shape of a text; `None` where its beginning is no JSON. `whole`: nothing follows `head`.
pub(crate) fn shape(head: &str, whole: bool) -> Option<Shape> {
    let text = head.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}');
    let inside = text.get(1..)?.trim_start();
    let lines = |lines| Shape { lines, ..Shape::of(0, true) };
    match text.as_bytes().first()? {
        b'[' if inside.starts_with(['{', '[', '"', ']']) => {
            let first = skeleton(text)?;
            // One array to a line, or one array of all.
            let follows = first.end.is_some_and(|end| text[end..].trim_start().starts_with(['[', '{']));
            Some(if follows {
                lines(true)
            } else if is_phpmyadmin(text) {
                Shape::of(3, true)
            } else {
                Shape::of(1, true)
            })
        }
        b'{' if inside.starts_with(['"', '}']) => {
            let first = skeleton(text)?;
            let rest = first.end.map(|end| text[end..].trim_start_matches([',', ' ', '\t', '\r', '\n']));
            if let (Some(end), Some(rest)) = (first.end, rest)
                && (!rest.is_empty() || !whole)
            {
                let by_line = !text[..end].contains('\n');
                return (by_line || rest.starts_with(['{', '/'])).then(|| lines(by_line));
            }
            Some(of_one_object(&first))
        }
        _ => None,
    }
}

fn is_phpmyadmin(text: &str) -> bool {
    let preface: String = text.chars().take(PREFACE).collect();
    preface.to_ascii_lowercase().contains(PHPMYADMIN)
}

/// The shape of a text that is one object.
fn of_one_object(first: &Skeleton) -> Shape {
    if first.columns {
        return Shape { columns: true, ..Shape::of(0, true) };
    }
    let list = first.list.filter(|list| list.rows >= 2 || first.scalars == 0);
    match (list, first.map) {
        (Some(list), Some(map)) if map.holds(&list) || !list.holds(&map) && map.rows > list.rows => {
            Shape::of(map.depth, false)
        }
        (None, Some(map)) => Shape::of(map.depth, false),
        (Some(list), _) => Shape::of(list.depth, true),
        (None, None) if first.list.is_none() && first.objects >= 2 && first.scalars == 0 => {
            Shape::of(1, false)
        }
        (None, None) => Shape::of(0, true),
    }
}

/// Walks over the first value; `None` where brackets close what they did not open.
fn skeleton(text: &str) -> Option<Skeleton> {
    let mut found = Skeleton::default();
    let mut stack: Vec<Node<'_>> = Vec::new();
    let (mut quoted, mut escaped, mut word, mut last) = (None, false, "", b' ');
    for (at, byte) in text.bytes().enumerate() {
        if let Some(from) = quoted {
            if byte == b'"' && !escaped {
                (quoted, word, last) = (None, text.get(from..at).unwrap_or_default(), b'"');
            }
            escaped = byte == b'\\' && !escaped;
            continue;
        }
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => continue,
            b'{' | b'[' => {
                found.opens(&mut stack, byte == b'[');
                stack.push(Node { array: byte == b'[', from: at, ..Node::default() });
            }
            b'}' | b']' => {
                let ended = stack.pop().filter(|node| node.array == (byte == b']'))?;
                if stack.is_empty() {
                    found.ends(&ended, Some(at + 1));
                    return Some(found);
                }
                found.ends_inside(&ended, &mut stack, at);
            }
            _ => {
                if let Some(node) = stack.last_mut() {
                    node.walks(byte, last, word);
                }
                quoted = (byte == b'"').then_some(at + 1);
            }
        }
        last = byte;
    }
    let long = stack.get(1).is_some_and(Node::is_column);
    if let Some(outermost) = stack.first() {
        found.ends(outermost, None);
        found.columns |= long && outermost.scalars == 0;
    }
    Some(found)
}

impl<'t> Node<'t> {
    /// A byte that is no bracket: `last` stood before it, and `word` is the last text.
    fn walks(&mut self, byte: u8, last: u8, word: &'t str) {
        if byte == b':' && last == b'"' {
            self.keys.insert(word);
        }
        let begins = if self.array { matches!(last, b'[' | b',') } else { last == b':' };
        if begins && byte != b',' {
            self.scalars += 1;
            self.texts += usize::from(byte == b'"');
        }
    }
}

impl Skeleton {
    fn opens(&mut self, stack: &mut [Node<'_>], array: bool) {
        let depth = stack.len();
        let Some(around) = stack.last_mut() else { return };
        if array {
            around.arrays += 1;
            return;
        }
        around.objects += 1;
        if around.array {
            match &mut self.list {
                Some(list) if list.depth == depth => list.rows += 1,
                Some(_) => {}
                None => self.list = Some(Place { from: around.from, to: usize::MAX, depth, rows: 1 }),
            }
        }
    }

    /// Something ended inside of something else.
    fn ends_inside<'t>(&mut self, ended: &Node<'t>, stack: &mut [Node<'t>], at: usize) {
        for place in [&mut self.list, &mut self.map].into_iter().flatten() {
            if place.from == ended.from {
                place.to = at;
            }
        }
        // More may have come to it since it looked like one.
        if self.map.is_some_and(|map| map.from == ended.from) && !ended.is_map() {
            self.map = None;
        }
        let depth = stack.len();
        let Some(around) = stack.last_mut() else { return };
        around.takes(ended);
        let place = |rows| Place { from: around.from, to: usize::MAX, depth, rows };
        if around.is_map() && self.map.is_none_or(|map| around.from <= map.from) {
            self.map = Some(place(around.objects));
        }
        if around.is_list_of_arrays() && self.list.is_none_or(|list| list.from == around.from) {
            self.list = Some(place(around.arrays));
        }
    }

    /// The outermost one ended, or what is at hand of it.
    fn ends(&mut self, outermost: &Node<'_>, end: Option<usize>) {
        self.end = end;
        self.columns = outermost.is_of_columns();
        (self.objects, self.scalars) = (outermost.objects, outermost.scalars);
        if self.map.is_some_and(|map| map.from == outermost.from) && !outermost.is_map() {
            self.map = None;
        }
    }
}
