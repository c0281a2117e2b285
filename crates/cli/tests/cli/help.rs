//! Help, languages, mistakes on the command line, and pipes.

use std::process::Stdio;

use crate::ran::{finish, run, stanch};

#[test]
fn without_a_command_it_says_so_and_exits_2() {
    let ran = run::<&str>(&[]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("A command is missing"), "{}", ran.err);
}

#[test]
fn a_mistyped_command_or_option_is_named_with_the_nearest_one() {
    let ran = run(&["hepl"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("“hepl”") && ran.err.contains("help"), "{}", ran.err);
    let ran = run(&["help", "--lnag", "en"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--lnag") && ran.err.contains("--lang"), "{}", ran.err);
}

#[test]
fn the_reader_is_spoken_to_in_the_language_of_the_option_or_the_environment() {
    let asked = run(&["help", "--lang", "zh"]);
    assert_eq!(asked.code, 0);
    assert!(asked.out.contains("用法") && !asked.out.contains("Usage"), "{}", asked.out);
    let own = finish(stanch(&["help"]).env("LANG", "zh_CN.UTF-8"), None);
    assert_eq!(own.out, asked.out);
    let unknown = run(&["help", "--lang", "tlh"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("tlh"), "{}", unknown.err);
}

#[test]
fn every_exit_code_is_listed_and_documented() {
    let listed = run(&["help", "exit-codes"]).out;
    let documented = include_str!("../../../../docs/cli.md");
    let codes: Vec<&str> = listed
        .lines()
        .skip(1)
        .filter_map(|line| line.split_whitespace().next())
        .filter(|code| code.parse::<u8>().is_ok())
        .collect();
    assert!(codes.len() > 7, "{listed}");
    for code in codes {
        assert!(documented.contains(&format!("| {code} |")), "docs/cli.md has no row for exit code {code}");
    }
}

#[test]
fn a_reader_who_leaves_early_is_no_failure() {
    let mut child = stanch(&["help"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}

#[test]
fn a_result_that_cannot_be_written_is_a_failure() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ended = stanch(&["help"]).stdout(full).output().unwrap();
    assert_eq!(ended.status.code(), Some(6));
    assert!(String::from_utf8_lossy(&ended.stderr).contains("standard output"));
}
