use messages::Message;

use super::{Place, Source};

/// What the parser's reasons come down to: a part of its sentence, why, and what to do.
const REASONS: [(&str, &str, &str); 7] = [
    ("tabs disallowed", "plan-why-tab", "plan-remedy-no-tabs"),
    ("trailing content after", "plan-why-after-quotes", "plan-remedy-quote-whole"),
    ("did not find expected key", "plan-why-indentation", "plan-remedy-indentation"),
    ("mapping values are not allowed", "plan-why-second-colon", "plan-remedy-syntax"),
    ("simple key expect", "plan-why-no-colon", "plan-remedy-syntax"),
    ("simple key expected", "plan-why-no-colon", "plan-remedy-syntax"),
    ("quoted scalar", "plan-why-open-quote", "plan-remedy-syntax"),
];

/// Where a syntax error is told, what is said, and the key of the remedy. Colons that Chinese keyboards give, and colons
/// with nothing behind them, are seen by the parser only a line later: they are looked for and pointed at.
pub(super) fn told(source: Option<&Source>, place: Place, detail: &str) -> (Place, Message, &'static str) {
    for number in [place.line, place.line.saturating_sub(1)] {
        let Some(line) = source.and_then(|source| source.line(number)) else { continue };
        if let Some((index, why, remedy)) = colon(line) {
            let before: usize = source.map_or(0, |source| start_of(source, number));
            let column = u32::try_from(index + 1).unwrap_or(u32::MAX);
            let at = Place { line: number, column, start: before + index, ..place };
            return (at, Message::new("plan-syntax").with("detail", Message::new(why)), remedy);
        }
    }
    let known = REASONS.iter().find(|(part, _, _)| detail.contains(part));
    let (why, remedy) = known.map_or_else(
        || (Message::new("plan-why-yaml").with("detail", detail), "plan-remedy-syntax"),
        |(_, why, remedy)| (Message::new(why), *remedy),
    );
    (place, Message::new("plan-syntax").with("detail", why), remedy)
}

/// The index of a colon behind the line's first word that is no colon of YAML: full width, or with no blank behind it.
fn colon(line: &[char]) -> Option<(usize, &'static str, &'static str)> {
    let first = line.iter().position(|c| !(c.is_whitespace() || *c == '-'))?;
    let index = first + line.get(first..)?.iter().position(|c| matches!(c, ':' | '：' | '"' | '\'' | '#'))?;
    match (line.get(index)?, line.get(index + 1)) {
        ('：', _) => Some((index, "plan-why-wide-colon", "plan-remedy-wide-colon")),
        (':', Some(next)) if !next.is_whitespace() => {
            Some((index, "plan-why-tight-colon", "plan-remedy-tight-colon"))
        }
        _ => None,
    }
}

/// The index of the first character of a line.
fn start_of(source: &Source, number: u32) -> usize {
    let lines = source.chars.split(|c| *c == '\n');
    let above = usize::try_from(number.saturating_sub(1)).unwrap_or(0);
    lines.take(above).map(|line| line.len() + 1).sum()
}
