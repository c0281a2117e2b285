use std::borrow::Cow;
use std::ops::Range;

use super::digits::Digits;
use super::groups::{self, Dull, Front, Group, Joint, Measured, Run};
use super::judge::{Context, Judged, Place, RECOGNISERS};
use super::{
    Canonical, Confidence, Finding, Kind, KindSet, Region, bare, email, iban, label, percent, phone,
    thousands, told,
};
use crate::meaning::{ColumnMeaning, Role};

/// How many bytes before and after a piece [`scan_piece`] must see, so that no value is cut.
pub const OVERLAP: usize = 512;

/// Finds the identifiers in a cell (or any text) and appends them to `out`, in order of their place.
///
/// `region_hint` is the region of the row (its country column), for phone numbers written without one. Values of
/// a row's columns taken together (name, address, birth date) come from [`crate::read_row`] instead.
/// `out` keeps what it held; a finding of up to 38 bytes allocates nothing.
pub fn scan_cell(text: &str, meaning: &ColumnMeaning, region_hint: Option<Region>, out: &mut Vec<Finding>) {
    let first = out.len();
    let joined = thousands::ungrouped(text, meaning);
    scan_text(&joined, meaning, region_hint, out);
    if let Cow::Owned(_) = joined {
        out[first..].iter_mut().for_each(|finding| finding.span = 0..text.len());
    }
    if out.len() == first {
        out.extend(told::find(text, meaning));
    }
}

/// Finds what has a form of its own.
fn scan_text(text: &str, meaning: &ColumnMeaning, region_hint: Option<Region>, out: &mut Vec<Finding>) {
    let numbers = !matches!(meaning.role, Role::NotPersonal | Role::Key);
    let least = if meaning.kinds.contains(Kind::Phone) { 5 } else { 7 };
    if text.len() <= groups::GLANCED {
        let glance = groups::glance(text.as_bytes());
        // A sign may stand before and a check letter behind.
        if glance.digits + 2 >= text.len()
            && let Some(number) = bare::number(text)
        {
            if numbers && (least..=MOST_DIGITS).contains(&number.count) {
                out.extend(judge(&number.context(meaning, region_hint), 0..text.len()));
            }
            return;
        }
        if !glance.at_or_wide && (glance.digits < least || !numbers) {
            return;
        }
    }
    let plain = percent::unescaped(text);
    let text = plain.as_deref().unwrap_or(text);
    let first = out.len();
    email::find(text, meaning, out);
    let all = |email: &Finding| email.span == (0..text.len());
    if !numbers || !groups::has_digits(text, least) || out.get(first).is_some_and(all) {
        return;
    }
    scan_numbers(text, meaning, region_hint, first, dull(meaning, region_hint), out);
}

/// What is dull even behind a word for a telephone.
const DULL_BEHIND_A_LABEL: Dull =
    Dull { fewer: phone::LEAST_IN_TEXT, fewer_alone: phone::LEAST_IN_TEXT, unless: Front::Home };

/// Whether the text says that the run which begins at `start` is a telephone number: then it is one however it is written.
/// `has_words` keeps, once asked, whether such a word stands anywhere in the text.
fn is_labelled(text: &str, start: usize, run: &Measured, has_words: &mut Option<bool>) -> bool {
    *has_words != Some(false)
        && !run.is_dull(DULL_BEHIND_A_LABEL)
        && *has_words.get_or_insert_with(|| label::has_word(text))
        && label::stands_before(text, start)
}

/// The runs of digits of which no recogniser makes a number in such a column, whatever stands around them.
fn dull(meaning: &ColumnMeaning, hint: Option<Region>) -> Dull {
    let fewest = *phone::LENGTHS.start();
    if meaning.kinds.contains(Kind::Phone) {
        return Dull { fewer: fewest, fewer_alone: fewest, unless: Front::Nothing };
    }
    // Elsewhere a phone number of fewer than seven digits has a prefix. One of a single group has a prefix too, or
    // is a mobile number of eleven digits; the prefix of home means something only where home is known.
    let home = hint.is_some() || meaning.region.is_some();
    Dull { fewer: 7, fewer_alone: 11, unless: if home { Front::Home } else { Front::Abroad } }
}

/// Finds the numbers of a text, accounts among them. `out` holds its e-mail addresses from `first` on; runs of digits that
/// are `dull` are passed over.
fn scan_numbers(
    text: &str,
    meaning: &ColumnMeaning,
    hint: Option<Region>,
    first: usize,
    dull: Dull,
    out: &mut Vec<Finding>,
) {
    let emails = out.len();
    let mut run = Run::EMPTY;
    let mut at = 0;
    let mut has_words = meaning.spoken.is_none().then_some(false);
    let accounts = iban::may_stand_in(text, meaning);
    while let Some(start) = groups::next_digit(text.as_bytes(), at) {
        if accounts && let Some(account) = iban::at(text, start) {
            at = account.span.end;
            out.push(account);
            continue;
        }
        if let Some(run) = groups::measure(text, start, dull).filter(|run| run.is_dull(dull))
            && !is_labelled(text, start, &run, &mut has_words)
        {
            at = run.end;
            continue;
        }
        groups::read_run(text, start, &mut run);
        at = run.next;
        // In a column of telephones four groups are a telephone.
        if run.groups().len() >= 4 && meaning.role != Role::Identifier(Kind::Phone) {
            run.block_internet(text);
        }
        scan_run(text, &run, meaning, hint, first..emails, out);
    }
    if emails > first && out.len() > emails {
        out[first..].sort_by_key(|finding| finding.span.start);
    }
}

/// The same for one piece of a huge cell.
///
/// `window` is the piece with up to [`OVERLAP`] bytes of the text before and after it (cut at character
/// boundaries); `owned` is the byte range of the piece inside the window. A value belongs to the piece in which
/// it starts, so each value of the cell is found exactly once, unless it is longer than [`OVERLAP`] with all its
/// separators. Spans are relative to the window.
pub fn scan_piece(
    window: &str,
    owned: Range<usize>,
    meaning: &ColumnMeaning,
    region_hint: Option<Region>,
    out: &mut Vec<Finding>,
) {
    let from = out.len();
    scan_cell(window, meaning, region_hint, out);
    let mut index = 0;
    out.retain(|finding| {
        index += 1;
        index <= from || owned.contains(&finding.span.start)
    });
}

/// Whether a cell of a column of numbers was damaged by a spreadsheet: `1.38123E+10` has lost its digits. Such a
/// value is not guessed; it is said to be damaged, so that nobody takes the column for clean.
pub fn is_damaged(text: &str, meaning: &ColumnMeaning) -> bool {
    if !matches!(meaning.role, Role::Identifier(kind) if kind != Kind::Email) {
        return false;
    }
    let Some((mantissa, exponent)) = text.trim().split_once(['E', 'e']) else { return false };
    let is_number = |part: &str| part.bytes().any(|byte| byte.is_ascii_digit());
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    is_number(mantissa)
        && plain(mantissa)
        && (1..=2).contains(&exponent.len())
        && is_number(exponent)
        && plain(exponent)
}

/// Goes over the groups of a run; at each takes the most certain number, the longest of equally certain ones.
fn scan_run(
    text: &str,
    run: &Run,
    meaning: &ColumnMeaning,
    hint: Option<Region>,
    emails: Range<usize>,
    out: &mut Vec<Finding>,
) {
    let groups = run.groups();
    let mut at = 0;
    while at < groups.len() {
        // Addresses lie in order and apart: the first that ends behind the group is the only one to ask.
        let known = &out[emails.clone()];
        let next = known.partition_point(|email| email.span.end <= groups[at].start);
        let inside = known.get(next).is_some_and(|email| email.span.start <= groups[at].start);
        if inside || !may_start(groups, at) {
            at += 1;
            continue;
        }
        match best_at(text, run, at, meaning, hint) {
            Some((finding, groups_taken)) => {
                out.push(finding);
                at += groups_taken;
            }
            None => at += 1,
        }
    }
}

/// A number may not start inside `12-34-56`, only at its beginning.
fn may_start(groups: &[Group], at: usize) -> bool {
    !groups[at].blocked && groups[at].before != Joint::Tight
}

/// Groups a number is written in at most, and the characters it has at most.
const MOST_GROUPS: usize = 10;
const MOST_DIGITS: usize = 20;

fn best_at(
    text: &str,
    run: &Run,
    at: usize,
    meaning: &ColumnMeaning,
    hint: Option<Region>,
) -> Option<(Finding, usize)> {
    let groups = run.groups();
    let mut best: Option<(Finding, usize)> = None;
    for last in (at..groups.len().min(at + MOST_GROUPS)).rev() {
        let next_is_tight = groups.get(last + 1).is_some_and(|next| next.before == Joint::Tight);
        let taken = &groups[at..=last];
        let digits: usize = taken.iter().map(|group| group.digits).sum();
        if next_is_tight || digits > MOST_DIGITS || taken.iter().any(|group| group.blocked) {
            continue;
        }
        let Some(context) = context(text, run, at..last + 1, meaning, hint) else { continue };
        let start = if context.plus { run.plus.unwrap_or(taken[0].start) } else { taken[0].start };
        if let Some(finding) = judge(&context, start..groups[last].end)
            && best.as_ref().is_none_or(|(known, _)| finding.confidence > known.confidence)
        {
            best = Some((finding, taken.len()));
        }
        if best.as_ref().is_some_and(|(known, _)| known.confidence == Confidence::High) {
            break;
        }
    }
    best
}

fn context<'a>(
    text: &'a str,
    run: &Run,
    range: Range<usize>,
    meaning: &'a ColumnMeaning,
    hint: Option<Region>,
) -> Option<Context<'a>> {
    let taken = &run.groups()[range.clone()];
    let (first, last) = (taken.first()?, taken.last()?);
    if taken[..taken.len() - 1].iter().any(|group| group.letter) {
        return None;
    }
    let mut digits = Digits::EMPTY;
    groups::digits_of(&text[first.start..last.end], |digit| digits.push(digit)).then_some(())?;
    if last.letter && !digits.push(b'X') {
        return None;
    }
    let mut shape = [0; 8];
    for (place, group) in shape.iter_mut().zip(taken) {
        *place = group.digits.min(255) as u8;
    }
    let plus = range.start == 0 && run.plus.is_some();
    let start = if plus { run.plus.unwrap_or(first.start) } else { first.start };
    let place = Place { text, span: start..last.end };
    Some(Context { digits, plus, groups: taken.len(), shape, place: Some(place), meaning, hint })
}

/// Asks every recogniser; those that are equally certain share the finding.
fn judge(context: &Context<'_>, span: Range<usize>) -> Option<Finding> {
    let length = context.digits.as_bytes().len();
    let letter = context.digits.as_bytes().last() == Some(&b'X');
    let mut best: Option<(KindSet, Judged)> = None;
    for recogniser in &RECOGNISERS {
        if !recogniser.lengths.contains(&length) || letter && recogniser.kind != Kind::CnId {
            continue;
        }
        let Some(judged) = (recogniser.judge)(context) else { continue };
        match &mut best {
            Some((_, known)) if known.confidence > judged.confidence => {}
            Some((kinds, known)) if known.confidence == judged.confidence => {
                *kinds = kinds.with(recogniser.kind);
            }
            _ => best = Some((KindSet::of(recogniser.kind), judged)),
        }
    }
    let (kinds, judged) = best?;
    Some(Finding {
        kinds: decided_by_column(kinds, context),
        canonical: Canonical::of_digits(judged.digits, judged.plus),
        span,
        confidence: judged.confidence,
        region: judged.region,
    })
}

/// Where the column expects one of several possible kinds, it is that one.
fn decided_by_column(kinds: KindSet, context: &Context<'_>) -> KindSet {
    if kinds.len() < 2 {
        return kinds;
    }
    kinds.iter().find(|kind| context.expects(*kind)).map_or(kinds, KindSet::of)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOTHING_IS_DULL: Dull = Dull { fewer: 0, fewer_alone: 0, unless: Front::Abroad };

    /// Snippets that numbers are made of, and what stands around them.
    fn text() -> impl Strategy<Value = String> {
        const SEPARATORS: [&str; 13] =
            [" ", "-", ".", "(", ")", "/", ", ", "  ", ": ", "\n", "--", "：", "，"];
        const FRONTS: [&str; 12] =
            ["+", "＋", "00", "0", "+86 ", "8 (495) ", "转", " ext. ", "x", "X", "#", "доб. "];
        const OTHERS: [&str; 12] =
            ["note", "é", "тел", "号", "０", "１３８", "\u{a0}", "–", "\u{3000}", "_", "$", "e"];
        const WORDS: [&str; 6] = [" call ", " тел. ", "电话", " Tel: ", " gọi ", "telephone"];
        const VALUES: [&str; 4] = ["a@b.com", "11010519491231002X", "4111111111111111", "1234567@mail.ru"];
        let of = |list: &[&'static str]| prop::sample::select(list.to_vec()).prop_map(str::to_owned);
        let snippet = prop_oneof![
            6 => "[0-9]{1,6}",
            2 => "[0-9]{7,20}",
            1 => "1[3-9][0-9]{9}",
            1 => "0?0?(86|7|84|886|1)?[1-9][0-9]{4,9}",
            6 => of(&SEPARATORS),
            2 => of(&FRONTS),
            2 => of(&OTHERS),
            2 => of(&WORDS),
            1 => of(&VALUES),
        ];
        prop::collection::vec(snippet, 1..14).prop_map(|snippets| snippets.concat())
    }

    fn meaning() -> impl Strategy<Value = ColumnMeaning> {
        let kinds = [Kind::Phone, Kind::Card, Kind::CnId, Kind::Email].map(Role::Identifier);
        let others = [Role::Unknown, Role::FreeText, Role::Company, Role::BirthDate];
        let (home, spoken) = (prop::option::of(region()), prop::option::of(region()));
        (prop::sample::select([&kinds[..], &others].concat()), home, spoken, any::<bool>()).prop_map(
            |(role, region, spoken, regular)| ColumnMeaning {
                region,
                spoken: spoken.filter(|_| matches!(role, Role::Unknown | Role::FreeText)),
                regular,
                ..ColumnMeaning::of(role, Confidence::Medium)
            },
        )
    }

    fn region() -> impl Strategy<Value = Region> {
        prop::sample::select(vec!["CN", "RU", "VN", "TW", "US", "DE", "AT", "NU"])
            .prop_filter_map("a code", Region::from_code)
    }

    #[test]
    fn a_handful_of_digits_behind_a_word_for_a_telephone_is_no_number() {
        let german = ColumnMeaning {
            spoken: Region::from_code("DE"),
            ..ColumnMeaning::of(Role::FreeText, Confidence::Medium)
        };
        let found = |text: &str| {
            let mut found = Vec::new();
            scan_numbers(text, &german, None, 0, NOTHING_IS_DULL, &mut found);
            found.len()
        };
        assert_eq!((found("please call 30000 customers"), found("please call 30000123 today")), (0, 1));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn passing_over_dull_digits_finds_what_examining_all_of_them_finds(
            text in text(), meaning in meaning(), hint in prop::option::of(region())
        ) {
            let (mut quick, mut whole) = (Vec::new(), Vec::new());
            scan_numbers(&text, &meaning, hint, 0, dull(&meaning, hint), &mut quick);
            scan_numbers(&text, &meaning, hint, 0, NOTHING_IS_DULL, &mut whole);
            prop_assert_eq!(quick, whole);
        }
    }
}
