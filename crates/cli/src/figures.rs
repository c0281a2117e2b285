//! Figures as people read them.

/// A count with its thousands set apart: `318,442`.
pub fn count(count: u64) -> String {
    let digits = count.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// A size in decimal units, three figures: `590 kB`, `10.2 GB`.
pub fn bytes(bytes: u64) -> String {
    const UNITS: [&str; 6] = ["B", "kB", "MB", "GB", "TB", "PB"];
    let (mut whole, mut rest, mut unit) = (bytes, 0, 0);
    while whole >= 1000 && unit + 1 < UNITS.len() {
        rest = whole % 1000;
        whole /= 1000;
        unit += 1;
    }
    let unit = UNITS.get(unit).copied().unwrap_or("B");
    match whole {
        _ if unit == "B" => format!("{whole} B"),
        0..=9 => format!("{whole}.{:02} {unit}", rest / 10),
        10..=99 => format!("{whole}.{} {unit}", rest / 100),
        _ => format!("{whole} {unit}"),
    }
}

/// Elapsed time as `hh:mm:ss`, with a minus sign when negative.
pub fn elapsed(seconds: i64) -> String {
    let sign = if seconds < 0 { "−" } else { "" };
    let left = seconds.unsigned_abs();
    format!("{sign}{:02}:{:02}:{:02}", left / 3600, left / 60 % 60, left % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_sizes_and_times_read_like_print() {
        assert_eq!([count(0), count(999), count(1000), count(318_442)], ["0", "999", "1,000", "318,442"]);
        assert_eq!(count(u64::MAX), "18,446,744,073,709,551,615");
        assert_eq!([bytes(999), bytes(1_000), bytes(590_123)], ["999 B", "1.00 kB", "590 kB"]);
        assert_eq!([bytes(10_240_000_000), bytes(u64::MAX)], ["10.2 GB", "18446 PB"]);
        assert_eq!([elapsed(59), elapsed(-3_661), elapsed(360_000)], ["00:00:59", "−01:01:01", "100:00:00"]);
    }
}
