//! "Did you mean …": the known word that is fewest keystrokes away.

/// The one of `known` nearest to `given`, if it is near enough to be what was meant.
pub(crate) fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given: Vec<char> = given.to_lowercase().chars().take(64).collect();
    let tolerated = (given.len() / 3).max(1);
    known
        .into_iter()
        .map(|word| (distance(&given, &word.to_lowercase().chars().take(64).collect::<Vec<char>>()), word))
        .filter(|(distance, _)| *distance <= tolerated)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// Keystrokes from one word to the other: insert, delete, replace, exchange neighbours (optimal string alignment).
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, left) in from.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, right) in to.iter().enumerate() {
            let replaced = last[column] + usize::from(left != right);
            let mut best = replaced.min(last[column + 1] + 1).min(line[column] + 1);
            let crossed = row > 0 && column > 0 && *left == to[column - 1] && from[row - 1] == *right;
            if crossed {
                best = best.min(before[column - 1] + 1);
            }
            line.push(best);
        }
        before = std::mem::replace(&mut last, line);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_recognised_and_another_word_is_not() {
        let known = ["persons", "records", "customers"];
        assert_eq!(nearest("person", known), Some("persons"));
        assert_eq!(nearest("recrods", known), Some("records"));
        assert_eq!(nearest("evidence", known), None);
    }
}
