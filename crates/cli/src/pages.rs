//! Help pages: the tree of commands, dressed in the texts of the reader's language.
//!
//! The tree is the one list. A command's line is `cli-help-PATH`, an argument's is `cli-arg-PATH-ID` or, where it
//! means the same everywhere, `cli-arg-ID`; `cli-example-PATH` stands below. A test walks the tree and finds the
//! missing text.

use std::collections::BTreeSet;

use clap::{Arg, ArgAction, Command};
use messages::{Language, Message};

use crate::typed;

/// Columns of a help page that nobody's terminal makes narrower.
const WIDTH: usize = 100;

/// The tree with the texts of `language`.
pub fn dressed(language: Language) -> Command {
    let texts = Texts::new(language);
    dress(typed::tree(), "", &texts).max_term_width(WIDTH).infer_long_args(false).help_expected(false)
}

/// A rendered page with what the parser writes itself in the reader's language.
pub fn finished(page: &str, language: Language) -> String {
    let options = Texts::new(language).own("cli-page-options-slot");
    let page = page.replacen("[OPTIONS]", &options, 1);
    page.trim_end().lines().map(|line| heading(line, language)).collect::<Vec<_>>().join("\n")
}

/// The parser ends its headings with the colon of Latin letters: a Chinese one has its own.
fn heading(line: &str, language: Language) -> String {
    let wide = |name: &str| !name.is_empty() && !name.contains(' ') && !name.is_ascii();
    match line.strip_suffix(':').filter(|name| language == Language::SimplifiedChinese && wide(name)) {
        Some(name) => format!("{name}："),
        None => line.to_owned(),
    }
}

/// The page of the command at `path`, or nothing where there is no such command.
pub fn page(path: &[String], language: Language) -> Option<String> {
    let mut command = dressed(language);
    command.build();
    let mut here = &mut command;
    for name in path {
        here = here.find_subcommand_mut(name)?;
    }
    Some(finished(&here.render_help().to_string(), language))
}

struct Texts {
    language: Language,
    keys: BTreeSet<String>,
}

impl Texts {
    fn new(language: Language) -> Texts {
        Texts { language, keys: messages::keys(Language::English).into_iter().collect() }
    }

    fn own(&self, key: &'static str) -> String {
        Message::new(key).in_language(self.language)
    }

    /// The text of the first of these keys that exists.
    fn first(&self, keys: impl IntoIterator<Item = String>) -> Option<String> {
        let key = keys.into_iter().find(|key| self.keys.contains(key))?;
        // Keys of messages live as long as the program; these are made once, from a tree of a hundred arguments.
        Some(self.own(Box::leak(key.into_boxed_str())))
    }
}

fn dress(command: Command, path: &str, texts: &Texts) -> Command {
    let name = |child: &str| if path.is_empty() { child.to_owned() } else { format!("{path}-{child}") };
    let about_key = if path.is_empty() { "cli-help".to_owned() } else { format!("cli-help-{path}") };
    let mut command = command
        .disable_help_flag(true)
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help))
        .subcommand_help_heading(texts.own("cli-page-commands"))
        .subcommand_value_name(texts.own("cli-page-command-slot"))
        .help_template(template(texts))
        .long_about(None::<&str>);
    if let Some(about) = texts.first([about_key]) {
        command = command.about(about);
    }
    if let Some(example) = texts.first([format!("cli-example-{path}")]) {
        command = command.after_help(format!("{}\n{}", texts.own("cli-page-examples"), indented(&example)));
    }
    // In the order of the line above them: the parser would list them by name.
    let mut place = 0;
    command = command.mut_args(|argument| {
        let argument = dress_argument(argument, path, texts);
        if !argument.is_positional() {
            return argument;
        }
        place += 1;
        argument.display_order(place)
    });
    command.mut_subcommands(|child| {
        let path = name(child.get_name());
        dress(child, &path, texts)
    })
}

fn dress_argument(argument: Arg, path: &str, texts: &Texts) -> Arg {
    let id = argument.get_id().as_str().replace('_', "-");
    let heading = if argument.is_positional() { "cli-page-arguments" } else { "cli-page-options" };
    let valued = argument.get_action().takes_values();
    let argument =
        argument.help_heading(texts.own(heading)).hide_possible_values(valued).hide_default_value(valued);
    match texts.first([format!("cli-arg-{path}-{id}"), format!("cli-arg-{id}")]) {
        Some(text) => argument.help(text).long_help(None::<&str>),
        None => argument,
    }
}

fn template(texts: &Texts) -> String {
    format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}", texts.own("cli-page-usage"))
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(command: &Command, path: &str, seen: &mut Vec<String>) {
        let keys: BTreeSet<String> = messages::keys(Language::English).into_iter().collect();
        let about = if path.is_empty() { "cli-help".to_owned() } else { format!("cli-help-{path}") };
        if !keys.contains(&about) {
            seen.push(about);
        }
        for argument in command.get_arguments() {
            let id = argument.get_id().as_str().replace('_', "-");
            let either = [format!("cli-arg-{path}-{id}"), format!("cli-arg-{id}")];
            if !either.iter().any(|key| keys.contains(key)) {
                seen.push(either.join(" or "));
            }
        }
        for child in command.get_subcommands() {
            let name = child.get_name();
            walk(child, &if path.is_empty() { name.to_owned() } else { format!("{path}-{name}") }, seen);
        }
    }

    #[test]
    fn every_command_and_every_argument_has_its_text() {
        let mut missing = Vec::new();
        walk(&typed::tree(), "", &mut missing);
        assert_eq!(missing, Vec::<String>::new());
    }

    fn paths(command: &Command, path: &[String], all: &mut Vec<Vec<String>>) {
        all.push(path.to_vec());
        for child in command.get_subcommands() {
            paths(child, &[path, &[child.get_name().to_owned()]].concat(), all);
        }
    }

    #[test]
    fn every_help_page_looks_as_it_was_reviewed_in_both_languages() {
        let mut all = Vec::new();
        paths(&typed::tree(), &[], &mut all);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../tests/snapshots/help");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let _bound = settings.bind_to_scope();
        for path in all {
            let pages =
                Language::ALL.map(|language| page(&path, language).expect("a path of the tree has a page"));
            insta::assert_snapshot!(
                [&["stanch".to_owned()], path.as_slice()].concat().join("-"),
                pages.join("\n\n———\n\n")
            );
        }
    }

    #[test]
    fn the_tree_is_sound() {
        dressed(Language::SimplifiedChinese).debug_assert();
    }
}
