use std::collections::BTreeSet;

use messages::{Language, Message};

use super::Review;
use crate::lower::Section;
use crate::model::Notice;

/// The text of a notice names its fields, all of them and no others, in every language its audience needs.
pub(super) fn check(review: &Review<'_>) {
    for notice in &review.plan.notices {
        for language in &notice.languages {
            check_language(review, notice, language);
        }
        for language in notice.languages.iter().filter(|language| !is_written(language)) {
            warn_unwritten(review, Section::Notices, (&notice.id, language));
        }
    }
    for form in review.plan.forms.iter().filter(|form| !is_written(&form.language)) {
        warn_unwritten(review, Section::Forms, (&form.id, &form.language));
    }
}

/// Whether papers can be drawn up in it.
fn is_written(language: &str) -> bool {
    language.parse::<Language>().is_ok()
}

fn warn_unwritten(review: &Review<'_>, section: Section, (id, language): (&str, &str)) {
    let key =
        if section == Section::Forms { "plan-check-form-unwritten" } else { "plan-check-notice-unwritten" };
    let known = Language::ALL.map(Language::tag).join(", ");
    let message = Message::new(key).with("id", id).with("language", language).with("known", known);
    review.report.warning(review.place(section, id), message);
}

fn check_language(review: &Review<'_>, notice: &Notice, language: &str) {
    let body = review.plan.texts.0.get(language).and_then(|texts| texts.get(&notice.body.0));
    // A text that is missing has been told as missing.
    let Some(body) = body else { return };
    let named = placeholders(body);
    let fields: BTreeSet<&str> = notice.fields.iter().map(|field| field.id.as_str()).collect();
    let place = review.place(Section::Notices, &notice.id);
    let say = |key, field: &str| {
        Message::new(key).with("id", &notice.id).with("language", language).with("field", field)
    };
    let text = review.known_place(Section::Texts, &format!("{language} {}", notice.body.0)).unwrap_or(place);
    if let Some(rest) = unclosed(body) {
        review.report.error(text, say("plan-check-placeholder-open", rest));
    }
    for field in named.difference(&fields) {
        review.report.error(text, say("plan-check-placeholder-unknown", field));
    }
    for field in fields.difference(&named) {
        review.report.warning(place, say("plan-check-placeholder-unused", field));
    }
}

/// The words in braces.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(word, _)| word)).collect()
}

/// What follows a brace that no other closes: its reader would see it as it stands. As much of it as a name could be.
fn unclosed(text: &str) -> Option<&str> {
    let rest = text.split('{').skip(1).find(|rest| !rest.contains('}'))?;
    let ends = |sign: char| !(sign.is_alphanumeric() || sign == '_');
    Some(rest.split(ends).next().unwrap_or_default())
}
