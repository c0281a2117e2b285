use crate::meaning::DateOrder;

/// A calendar day read from a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: u32,
    pub(super) month: u32,
    pub(super) day: u32,
}

/// The numbers of a date as written, and what stands between them.
struct Parts {
    numbers: [u32; 3],
    lengths: [usize; 3],
    dots: bool,
}

fn parts(text: &str) -> Option<Parts> {
    let text = text.trim().trim_matches(['\'', '"']);
    // A time of day may follow: it is left out.
    let text = text.split(['T', ' ']).next()?;
    let compact: Option<u32> = (text.len() == 8).then(|| text.parse().ok()).flatten();
    if let Some(number) = compact {
        let numbers = [number / 10_000, number / 100 % 100, number % 100];
        return Some(Parts { numbers, lengths: [4, 2, 2], dots: false });
    }
    let mut pieces = text.split(['-', '/', '.', '年', '月', '日']).filter(|piece| !piece.is_empty());
    let pieces = [pieces.next()?, pieces.next()?, pieces.next().filter(|_| pieces.next().is_none())?];
    let mut numbers = [0; 3];
    for (number, piece) in numbers.iter_mut().zip(pieces) {
        if !piece.bytes().all(|byte| byte.is_ascii_digit()) || piece.len() > 4 {
            return None;
        }
        *number = piece.parse().ok()?;
    }
    Some(Parts { numbers, lengths: pieces.map(str::len), dots: text.contains('.') })
}

/// Reads a date written as the column writes them; `None` if it is none or its order is not known.
pub(super) fn read(text: &str, order: DateOrder) -> Option<Day> {
    let Parts { numbers: [a, b, c], lengths, dots } = parts(text)?;
    let (year, month, day) = match (lengths, order) {
        ([4, _, _], _) => (a, b, c),
        ([_, _, 4], DateOrder::DayFirst) => (c, b, a),
        ([_, _, 4], DateOrder::MonthFirst) => (c, a, b),
        // Dots are only used with the day first; a number over twelve is no month; equal ones need no order.
        ([_, _, 4], DateOrder::YearFirst) if dots || a > 12 || a == b => (c, b, a),
        ([_, _, 4], DateOrder::YearFirst) if b > 12 => (c, a, b),
        _ => return None,
    };
    let leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    let days = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let last = *days.get(usize::try_from(month.checked_sub(1)?).ok()?)?;
    ((1..=last).contains(&day) && (1850..2100).contains(&year)).then_some(Day { year, month, day })
}

/// Year and the two numbers, as written, of a date of which nothing says which of them is the month.
pub(crate) fn undecided(text: &str) -> Option<[u32; 3]> {
    let Parts { numbers: [one, other, year], lengths: [_, _, 4], .. } = parts(text)? else { return None };
    let either = read(text, DateOrder::YearFirst).is_none() && read(text, DateOrder::DayFirst).is_some();
    either.then_some([year, one, other])
}

/// Whether the text has the shape of a date, whatever its order.
pub(super) fn is_shaped(text: &str) -> bool {
    parts(text).is_some_and(|parts| {
        let years = parts.lengths.iter().filter(|length| **length == 4).count();
        years == 1 && parts.lengths[1] <= 2
    })
}

/// The order a column's dates are written in, as far as a sample decides it.
pub(super) fn order<'a>(sample: impl Iterator<Item = &'a str>) -> DateOrder {
    let (mut day_first, mut month_first) = (0, 0);
    for text in sample {
        let Some(Parts { numbers: [a, b, _], lengths: [_, _, 4], dots }) = parts(text) else { continue };
        day_first += usize::from(a > 12 || dots);
        month_first += usize::from(b > 12);
    }
    match (day_first, month_first) {
        (0, 0) => DateOrder::YearFirst,
        (0, _) => DateOrder::MonthFirst,
        (_, 0) => DateOrder::DayFirst,
        // Both occur: nothing is assumed, only what decides itself is read.
        _ => DateOrder::YearFirst,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_their_column_writes_them() {
        let day = Some(Day { year: 1962, month: 2, day: 8 });
        for text in [
            "1962/2/8",
            "1962-02-08",
            "19620208",
            "1962年2月8日",
            "1962-02-08 00:00:00",
            "1962-02-08T00:00:00Z",
        ] {
            assert_eq!(read(text, DateOrder::YearFirst), day, "{text}");
        }
        assert_eq!(read("08.02.1962", DateOrder::YearFirst), day);
        assert_eq!(read("8/2/1962", DateOrder::DayFirst), day);
        assert_eq!(read("02/08/1962", DateOrder::MonthFirst), day);
        assert_eq!(read("02/08/1962", DateOrder::YearFirst), None, "nothing says which is the month");
        assert_eq!(read("1962-02-30", DateOrder::YearFirst), None);
    }

    #[test]
    fn one_day_above_twelve_tells_the_order_of_the_column() {
        assert_eq!(order(["01/02/1990", "25/12/1980"].into_iter()), DateOrder::DayFirst);
        assert_eq!(order(["01/02/1990", "12/25/1980"].into_iter()), DateOrder::MonthFirst);
        assert_eq!(order(["01/02/1990", "03/04/1980"].into_iter()), DateOrder::YearFirst);
    }
}
