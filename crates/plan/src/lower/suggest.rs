use messages::Message;

/// "Did you mean …", where a known word is near enough to what was given.
pub(super) fn did_you_mean<'w>(given: &str, known: impl IntoIterator<Item = &'w str>) -> Option<Message> {
    nearest(given, known).map(|word| Message::new("plan-did-you-mean").with("word", word))
}

/// The known word nearest to `given`, if at most a third of its letters differ; the first of equally near ones.
pub(crate) fn nearest<'w>(given: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let given: Vec<char> = given.chars().take(64).collect();
    let most = (given.len() / 3).max(1);
    let measured = known.into_iter().map(|word| (edits(&given, word), word));
    measured.filter(|(far, _)| *far <= most).min_by_key(|(far, _)| *far).map(|(_, word)| word)
}

/// Edits from what was given to a known word; of what was given only the first letters count.
pub(crate) fn distance(given: &str, word: &str) -> usize {
    edits(&given.chars().take(64).collect::<Vec<char>>(), word)
}

/// Edits from one word to the other: a letter more, less or different, or two neighbours swapped (optimal string
/// alignment: Damerau's edits, none of them touching the same letter twice).
fn edits(given: &[char], word: &str) -> usize {
    let word: Vec<char> = word.chars().take(64).collect();
    let mut above: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=word.len()).collect();
    for (i, a) in given.iter().enumerate() {
        let mut next = vec![i + 1; word.len() + 1];
        for (j, b) in word.iter().enumerate() {
            let swapped = i > 0 && j > 0 && *a == word[j - 1] && given[i - 1] == *b;
            let swap = if swapped { above[j - 1] + 1 } else { usize::MAX };
            next[j + 1] = (row[j] + usize::from(a != b)).min(row[j + 1] + 1).min(next[j] + 1).min(swap);
        }
        above = std::mem::replace(&mut row, next);
    }
    row[word.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_hand_finds_its_word_and_another_word_does_not() {
        let known = ["commander", "legal_lead", "technical_lead"];
        assert_eq!(nearest("comander", known), Some("commander"));
        assert_eq!(nearest("legal_laed", known), Some("legal_lead"));
        assert_eq!(nearest("press", known), None);
        assert_eq!(nearest("valeu", ["value", "fact"]), Some("value"));
    }
}
