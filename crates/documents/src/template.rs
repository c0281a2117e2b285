//! The body of a notice: plain lines with `{field}`s, of which some are points at a glance or steps.
//!
//! The body is cut into blocks before anything is filled in, so that no value can begin a step or a point.

/// A line of the body, as the pack writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    /// A paragraph.
    Text(&'a str),
    /// A paragraph that leads to what follows: it ends in a colon, or in the comma of a salutation.
    Lead(&'a str),
    /// `| label | text`.
    Point(&'a str, &'a str),
    /// `1. text`.
    Step(&'a str),
}

/// The parts of a body, in order; blank lines part nothing.
pub(crate) fn parts(body: &str) -> Vec<Part<'_>> {
    body.lines().map(str::trim).filter(|line| !line.is_empty()).map(part).collect()
}

fn part(line: &str) -> Part<'_> {
    if let Some((label, text)) = line.strip_prefix('|').and_then(|rest| rest.split_once('|')) {
        return Part::Point(label.trim(), text.trim());
    }
    if let Some((number, text)) = line.split_once(". ")
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Part::Step(text.trim());
    }
    if line.ends_with(['：', ':', ',', '，']) { Part::Lead(line) } else { Part::Text(line) }
}

/// The ids of the fields in a text.
pub(crate) fn fields(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(id, _)| id))
}

/// The text with every `{field}` replaced by what `value` gives; a brace that closes nothing stays. Values are not
/// looked into again.
pub(crate) fn filled(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        done.push_str(before);
        match after.split_once('}') {
            Some((id, next)) => {
                done.push_str(&value(id).unwrap_or_else(|| format!("{{{id}}}")));
                rest = if ended(&done) { next.strip_prefix(['。', '.']).unwrap_or(next) } else { next };
            }
            None => {
                done.push('{');
                rest = after;
            }
        }
    }
    done.push_str(rest);
    done
}

/// What somebody wrote as a sentence brings its own full stop: the template's would be a second one.
fn ended(text: &str) -> bool {
    text.ends_with(['。', '！', '？', '.', '!', '?'])
}

#[cfg(test)]
mod tests {
    use super::{Part, filled, parts};

    #[test]
    fn points_steps_leads_and_paragraphs_are_told_apart() {
        let body =
            "尊敬的{name}：\n\n发生了泄露。\n| 被泄露的 | {leaked}\n1. 改密码。\n10. 报警。\n3.5 亿条\n|残缺";
        let expected = [
            Part::Lead("尊敬的{name}："),
            Part::Text("发生了泄露。"),
            Part::Point("被泄露的", "{leaked}"),
            Part::Step("改密码。"),
            Part::Step("报警。"),
            Part::Text("3.5 亿条"),
            Part::Text("|残缺"),
        ];
        assert_eq!(parts(body), expected);
    }

    #[test]
    fn a_value_is_never_looked_into_again_and_a_lone_brace_stays() {
        let value = |id: &str| (id == "a").then(|| "{b} {".to_owned());
        assert_eq!(filled("1 {a} 2 {b} 3 { 4", value), "1 {b} { 2 {b} 3 { 4");
    }

    #[test]
    fn a_sentence_that_was_written_with_its_full_stop_gets_no_second_one() {
        let value = |id: &str| Some(id.to_owned());
        assert_eq!(filled("{已封堵。}。{已封堵}。", value), "已封堵。已封堵。");
        assert_eq!(filled("{It is closed.}. Call {1}.", value), "It is closed. Call 1.");
    }
}
