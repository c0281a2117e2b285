//! Files one can hold in the head, functions one can see whole. The exceptions are a ratchet: they may only shrink.

use super::tree::{SourceFile, Tree};

const FILE_LINES_MAX: usize = 700;
const FUNCTION_LINES_MAX: usize = 70;

/// `(path, lines)` of files that are allowed to be longer, and no longer than this.
const LONG_FILES: &[(&str, usize)] = &[];

pub(crate) fn faults(tree: &Tree) -> Vec<String> {
    tree.files.iter().flat_map(|file| file_faults(file).into_iter().chain(function_faults(file))).collect()
}

fn file_faults(file: &SourceFile) -> Option<String> {
    let lines = file.text.lines().count();
    let allowed =
        LONG_FILES.iter().find(|(path, _)| *path == file.path).map_or(FILE_LINES_MAX, |(_, lines)| *lines);
    (lines > allowed)
        .then(|| format!("{} has {lines} lines, {allowed} are allowed: cut it by kind", file.path))
}

/// Functions are found by rustfmt's indentation: from `fn` to the closing brace in the same column.
fn function_faults(file: &SourceFile) -> Vec<String> {
    let mut faults = Vec::new();
    let mut open: Option<(usize, usize, &str)> = None;
    for (number, line) in file.product_text().lines().enumerate() {
        let column = line.len() - line.trim_start().len();
        if let Some((start, at, head)) = open
            && column == at
            && line.trim_start().starts_with('}')
        {
            if number - start >= FUNCTION_LINES_MAX {
                let long = number - start + 1;
                faults.push(format!("{}:{}: `{head}` is {long} lines", file.path, start + 1));
            }
            open = None;
        } else if open.is_none() && is_function(line) && !line.trim_end().ends_with('}') {
            open = Some((number, column, line.trim()));
        }
    }
    faults
}

fn is_function(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.by_ref().take_while(|word| *word != "fn").all(|word| {
        word.starts_with("pub") || matches!(word, "const" | "async" | "unsafe" | "extern" | "\"C\"")
    }) && line.contains("fn ")
        && line.contains('(')
}
