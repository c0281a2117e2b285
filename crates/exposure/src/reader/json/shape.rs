//! What of a JSON text is a row, by its beginning.

/// Where the rows of a JSON text are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    /// How many objects and arrays stand around a row.
    pub(crate) depth: usize,
    /// Whether what stands around a row is an array; else an object, whose keys are data.
    pub(crate) list: bool,
    /// Whether every line is one value.
    pub(crate) lines: bool,
}

/// What the first value of a text is made of, as far as it is at hand.
#[derive(Debug, Default)]
struct Skeleton {
    /// After its last byte.
    end: Option<usize>,
    /// Around the elements of the first array of objects, and how many it has.
    list: Option<usize>,
    elements: usize,
    /// What stands right in it.
    objects: usize,
    scalars: usize,
}

/// The shape of a text; `None` where its beginning is no JSON. `whole`: nothing follows `head`.
pub(crate) fn shape(head: &str, whole: bool) -> Option<Shape> {
    let text = head.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}');
    let inside = text.get(1..)?.trim_start();
    let of = |depth, list| Some(Shape { depth, list, lines: false });
    match text.as_bytes().first()? {
        b'[' if inside.starts_with(['{', '[', '"', ']']) => {
            let first = skeleton(text)?;
            // One array to a line, or one array of all.
            let follows = first.end.is_some_and(|end| text[end..].trim_start().starts_with(['[', '{']));
            if follows { Some(Shape { depth: 0, list: true, lines: true }) } else { of(1, true) }
        }
        b'{' if inside.starts_with(['"', '}']) => {
            let first = skeleton(text)?;
            let rest = first.end.map(|end| text[end..].trim_start_matches([',', ' ', '\t', '\r', '\n']));
            if let (Some(end), Some(rest)) = (first.end, rest)
                && (!rest.is_empty() || !whole)
            {
                let lines = !text[..end].contains('\n');
                return (lines || rest.starts_with(['{', '/'])).then_some(Shape {
                    depth: 0,
                    list: true,
                    lines,
                });
            }
            let map = first.list.is_none() && first.objects >= 2 && first.scalars == 0;
            match first.list {
                Some(depth) if first.elements >= 2 || first.scalars == 0 => of(depth, true),
                _ if map => of(1, false),
                _ => of(0, true),
            }
        }
        _ => None,
    }
}

/// Walks over the first value; `None` where brackets close what they did not open.
fn skeleton(text: &str) -> Option<Skeleton> {
    let mut found = Skeleton::default();
    let (mut stack, mut quoted, mut escaped, mut last) = (Vec::new(), false, false, b' ');
    for (at, byte) in text.bytes().enumerate() {
        if quoted {
            if byte == b'"' && !escaped {
                (quoted, last) = (false, b'"');
            }
            escaped = byte == b'\\' && !escaped;
            continue;
        }
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => continue,
            b'{' | b'[' => {
                let in_array = stack.last() == Some(&b'[');
                if byte == b'{' && in_array && found.list.is_none_or(|depth| depth == stack.len()) {
                    found.list = Some(stack.len());
                    found.elements += 1;
                }
                found.objects += usize::from(byte == b'{' && stack.len() == 1);
                stack.push(byte);
            }
            b'}' | b']' => {
                let open = stack.pop()?;
                if (open == b'{') != (byte == b'}') {
                    return None;
                }
                if stack.is_empty() {
                    found.end = Some(at + 1);
                    return Some(found);
                }
            }
            _ => {
                found.scalars += usize::from(stack.len() == 1 && last == b':');
                quoted = byte == b'"';
            }
        }
        last = byte;
    }
    Some(found)
}
