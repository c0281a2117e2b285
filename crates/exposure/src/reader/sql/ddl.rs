use crate::schema::{ForeignKey, Schema, Table, TableName};

use super::lexer::Token;

/// `INSERT INTO table (columns)`.
pub(crate) struct Head {
    pub(crate) table: TableName,
    pub(crate) columns: Option<Vec<String>>,
}

/// Walks over the tokens of a statement.
struct Walk<'a> {
    tokens: &'a [Token],
}

impl<'a> Walk<'a> {
    fn next(&mut self) -> Option<&'a Token> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    fn word(&mut self, word: &str) -> bool {
        let there = self.tokens.first().is_some_and(|token| token.is_word(word));
        if there {
            self.next();
        }
        there
    }

    fn words(&mut self, words: &[&str]) {
        while words.iter().any(|word| self.word(word)) {}
    }

    fn mark(&mut self, mark: char) -> bool {
        let there = self.tokens.first() == Some(&Token::Mark(mark));
        if there {
            self.next();
        }
        there
    }

    /// A name, bare or quoted; of `schema.table` the table.
    fn name(&mut self) -> Option<String> {
        let mut name = self.part()?;
        while self.mark('.') {
            name = self.part()?;
        }
        Some(name)
    }

    /// The name of a table; of `server.database.table` the last two.
    fn table(&mut self) -> Option<TableName> {
        let mut name = TableName { database: None, table: self.part()? };
        while self.mark('.') {
            name = TableName { database: Some(name.table), table: self.part()? };
        }
        Some(name)
    }

    fn part(&mut self) -> Option<String> {
        match self.next()? {
            Token::Word(text) | Token::Name(text) | Token::Text { text, open: false } => Some(text.clone()),
            _ => None,
        }
    }

    /// `(a, b(10), c DESC)`: the names.
    fn list(&mut self) -> Option<Vec<String>> {
        if !self.mark('(') {
            return None;
        }
        let mut names = Vec::new();
        let mut depth = 1;
        let mut fresh = true;
        while depth > 0 {
            match self.next()? {
                Token::Mark('(') => depth += 1,
                Token::Mark(')') => depth -= 1,
                Token::Mark(',') if depth == 1 => fresh = true,
                Token::Word(text) | Token::Name(text) | Token::Text { text, open: false }
                    if fresh && depth == 1 =>
                {
                    names.push(text.clone());
                    fresh = false;
                }
                _ => {}
            }
        }
        Some(names)
    }
}

/// The head of a statement that puts rows into a table, given all before `VALUES`.
pub(crate) fn insert_head(statement: &[Token]) -> Option<Head> {
    let mut walk = Walk { tokens: statement };
    // `INSERT ALL INTO a VALUES (…) INTO b VALUES (…)` of Oracle goes on with the second INTO.
    let first = walk.next()?;
    if !["INSERT", "REPLACE", "INTO"].iter().any(|word| first.is_word(word)) {
        return None;
    }
    walk.words(&["LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "OVERWRITE", "ALL", "FIRST"]);
    if walk.word("OR") {
        walk.next();
    }
    walk.words(&["IGNORE", "INTO", "TABLE"]);
    let table = walk.table()?;
    let columns = walk.list().filter(|names| !names.is_empty());
    Some(Head { table, columns })
}

/// Whether a statement stands at `OVERRIDING SYSTEM` of PostgreSQL, behind which the word VALUE begins no rows.
pub(crate) fn is_overriding(statement: &[Token]) -> bool {
    let [.., overriding, of] = statement else { return false };
    overriding.is_word("OVERRIDING") && (of.is_word("SYSTEM") || of.is_word("USER"))
}

/// The head of `COPY table (columns) FROM stdin`.
pub(crate) fn copy_head(statement: &[Token]) -> Option<Head> {
    let mut walk = Walk { tokens: statement };
    if !walk.word("COPY") {
        return None;
    }
    let table = walk.table()?;
    let columns = walk.list().filter(|names| !names.is_empty());
    (walk.word("FROM") && walk.word("STDIN")).then_some(Head { table, columns })
}

/// Whether strings of a statement may be data: what defines or locks tables has none, all else may.
pub(crate) fn may_hold_values(statement: &[Token]) -> bool {
    const NONE: [&str; 18] = [
        "CREATE",
        "ALTER",
        "DROP",
        "USE",
        "LOCK",
        "UNLOCK",
        "COMMIT",
        "BEGIN",
        "START",
        "GRANT",
        "REVOKE",
        "RENAME",
        "TRUNCATE",
        "FLUSH",
        "ANALYZE",
        "DELIMITER",
        "ON",
        "RETURNING",
    ];
    statement.first().is_some_and(|first| !NONE.iter().any(|word| first.is_word(word)))
}

/// Whether a statement sets the mode in which a backslash escapes nothing; `None` if it sets no mode. SQLite, which
/// alone writes PRAGMA, knows no other.
pub(crate) fn plain_backslash(statement: &[Token]) -> Option<bool> {
    let first = statement.first()?;
    if first.is_word("PRAGMA") {
        return Some(true);
    }
    if first.is_word("SET") && statement.iter().any(|token| token.is_word("standard_conforming_strings")) {
        let on = |token: &Token| match token {
            Token::Word(text) | Token::Text { text, .. } => {
                ["on", "true", "yes", "1"].iter().any(|word| text.eq_ignore_ascii_case(word))
            }
            _ => false,
        };
        return Some(statement.last().is_some_and(on));
    }
    let sets = statement.first()?.is_word("SET")
        && statement.iter().any(|token| token.is_word("sql_mode") || token.is_word("@@sql_mode"));
    let says = |token: &Token| match token {
        Token::Word(text) | Token::Text { text, .. } => {
            text.to_ascii_uppercase().contains("NO_BACKSLASH_ESCAPES")
        }
        _ => false,
    };
    sets.then(|| statement.iter().any(says))
}

/// Whether a statement defines code or rights: an INSERT at the beginning of a line of it begins no statement.
pub(crate) fn holds_code(statement: &[Token]) -> bool {
    const FIRST: [&str; 5] = ["GRANT", "REVOKE", "DENY", "EXPLAIN", "WITH"];
    const CODE: [&str; 7] = ["PROCEDURE", "PROC", "FUNCTION", "TRIGGER", "RULE", "EVENT", "PACKAGE"];
    let Some(first) = statement.first() else { return false };
    let of_code = |token: &Token| CODE.iter().any(|word| token.is_word(word));
    FIRST.iter().any(|word| first.is_word(word))
        || (first.is_word("CREATE") || first.is_word("ALTER")) && statement.iter().take(12).any(of_code)
}

/// Whether the rows of a statement stand in another file: `LOAD DATA INFILE`, `BULK INSERT`, `COPY … FROM 'path'`.
pub(crate) fn rows_elsewhere(statement: &[Token]) -> bool {
    let begins = |first: &str, second: &str| {
        statement.first().is_some_and(|token| token.is_word(first))
            && statement.get(1).is_some_and(|token| token.is_word(second))
    };
    let from_file = || {
        let from = statement.iter().position(|token| token.is_word("FROM"));
        from.is_some_and(|at| matches!(statement.get(at + 1), Some(Token::Text { .. })))
    };
    let copy = statement.first().is_some_and(|first| first.is_word("COPY"));
    begins("LOAD", "DATA") || begins("LOAD", "XML") || begins("BULK", "INSERT") || copy && from_file()
}

/// Whether it puts rows into a table, or holds such a statement.
pub(crate) fn has_insert(statement: &[Token]) -> bool {
    let pairs = statement.windows(2);
    let follows = |pair: &[Token]| pair[0].is_word("INSERT") && !matches!(pair[1], Token::Mark(_));
    !holds_code(statement) && pairs.into_iter().any(follows)
}

/// Whether a statement at the end of a dump was to put rows into a table and broke off before them.
pub(crate) fn is_begun_insert(statement: &[Token]) -> bool {
    let Some(first) = statement.first() else { return false };
    ["INSERT", "REPLACE", "INTO"].iter().any(|word| first.is_word(word))
}

/// Whether a statement at the end of a dump is nothing but the beginning of one: a word, or a part of it, that says nothing alone.
pub(crate) fn is_begun(statement: &[Token]) -> bool {
    const VERBS: [&str; 14] = [
        "INSERT", "REPLACE", "INTO", "CREATE", "ALTER", "UPDATE", "DELETE", "SELECT", "COPY", "DROP",
        "UNLOCK", "LOCK", "SET", "COMMENT",
    ];
    const ALONE: [&str; 3] = ["COMMIT", "ROLLBACK", "BEGIN"];
    let [Token::Word(word)] = statement else { return false };
    let begins = |verb: &&str| verb.len() >= word.len() && verb[..word.len()].eq_ignore_ascii_case(word);
    !ALONE.iter().any(|verb| verb.eq_ignore_ascii_case(word)) && VERBS.iter().chain(&ALONE).any(begins)
}

/// Whether a statement changes or deletes rows, or is the end of one that does so with rows that are there already.
pub(crate) fn changes_rows(statement: &[Token]) -> bool {
    let first =
        |words: &[&str]| statement.first().is_some_and(|token| words.iter().any(|word| token.is_word(word)));
    first(&["UPDATE", "DELETE", "MERGE", "ON"])
}

/// Whether a parenthesis of it never closed.
pub(crate) fn is_open(statement: &[Token]) -> bool {
    let count = |mark| statement.iter().filter(|token| **token == Token::Mark(mark)).count();
    count('(') > count(')')
}

/// Takes what a statement says about tables into the schema; `false` if it says nothing.
pub(crate) fn apply(statement: &[Token], schema: &mut Schema) -> bool {
    let mut walk = Walk { tokens: statement };
    if walk.word("CREATE") {
        walk.words(&["TEMPORARY", "GLOBAL", "UNLOGGED"]);
        return walk.word("TABLE") && create(&mut walk, schema).is_some();
    }
    if walk.word("USE") {
        return walk.part().map(|database| schema.use_database(database)).is_some();
    }
    if walk.word("ALTER") && walk.word("TABLE") {
        walk.words(&["IF", "EXISTS", "ONLY"]);
        return alter(&mut walk, schema).is_some();
    }
    false
}

fn create(walk: &mut Walk, schema: &mut Schema) -> Option<()> {
    walk.words(&["IF", "NOT", "EXISTS"]);
    let name = walk.table()?;
    if !walk.mark('(') {
        return None;
    }
    let mut table = Table { keyed: true, ..Table::default() };
    let mut columns = Vec::new();
    for definition in definitions(walk.tokens) {
        define(definition, &mut table, &mut columns);
    }
    table.columns = Some(columns);
    schema.declare(&name, table);
    Some(())
}

/// The parts between commas, up to the closing parenthesis.
fn definitions(tokens: &[Token]) -> Vec<&[Token]> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0usize, 0);
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Mark('(') => depth += 1,
            Token::Mark(')') if depth == 0 => {
                parts.push(&tokens[start..index]);
                return parts;
            }
            Token::Mark(')') => depth -= 1,
            Token::Mark(',') if depth == 0 => {
                parts.push(&tokens[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.push(&tokens[start..]);
    parts
}

fn define(definition: &[Token], table: &mut Table, columns: &mut Vec<String>) {
    let mut walk = Walk { tokens: definition };
    const CONSTRAINTS: [&str; 9] =
        ["CONSTRAINT", "PRIMARY", "FOREIGN", "KEY", "INDEX", "UNIQUE", "FULLTEXT", "SPATIAL", "CHECK"];
    if definition.first().is_none_or(|first| CONSTRAINTS.iter().any(|word| first.is_word(word))) {
        constraint(&mut walk, table);
        return;
    }
    let Some(name) = walk.name() else { return };
    table.types.push(type_of(walk.tokens));
    inline_keys(walk.tokens, &name, table);
    columns.push(name);
}

/// `VARCHAR(40)` out of the tokens after a column's name.
fn type_of(tokens: &[Token]) -> String {
    let mut text = String::new();
    for token in tokens.iter().take(6) {
        match token {
            Token::Word(word) if text.is_empty() || text.ends_with('(') || text.ends_with(',') => {
                text.push_str(word)
            }
            Token::Mark(mark @ ('(' | ',' | ')')) if !text.is_empty() => {
                text.push(*mark);
                if *mark == ')' {
                    break;
                }
            }
            _ => break,
        }
    }
    text
}

fn inline_keys(tokens: &[Token], column: &str, table: &mut Table) {
    let mut walk = Walk { tokens };
    while !walk.tokens.is_empty() {
        if walk.word("PRIMARY") {
            table.primary = vec![column.to_owned()];
        } else if walk.word("REFERENCES") {
            let Some(target) = walk.table() else { return };
            let target_columns = walk.list().unwrap_or_default();
            table.foreign.push(ForeignKey { columns: vec![column.to_owned()], target, target_columns });
        } else {
            walk.next();
        }
    }
}

fn constraint(walk: &mut Walk, table: &mut Table) -> Option<()> {
    if walk.word("CONSTRAINT")
        && !walk.tokens.first().is_some_and(|next| next.is_word("FOREIGN") || next.is_word("PRIMARY"))
    {
        walk.name()?;
    }
    if walk.word("PRIMARY") {
        while !walk.tokens.is_empty() && walk.tokens.first() != Some(&Token::Mark('(')) {
            walk.next();
        }
        table.primary = walk.list()?;
    } else if walk.word("FOREIGN") {
        while !walk.tokens.is_empty() && walk.tokens.first() != Some(&Token::Mark('(')) {
            walk.next();
        }
        let columns = walk.list()?;
        if walk.word("REFERENCES") {
            let target = walk.table()?;
            let target_columns = walk.list().unwrap_or_default();
            let key = ForeignKey { columns, target, target_columns };
            if !table.foreign.contains(&key) {
                table.foreign.push(key);
            }
        }
    }
    Some(())
}

fn alter(walk: &mut Walk, schema: &mut Schema) -> Option<()> {
    let id = schema.table(&walk.table()?);
    for part in definitions(walk.tokens) {
        let mut part = Walk { tokens: part };
        if part.word("ADD") {
            constraint(&mut part, schema.get_mut(id));
        }
    }
    Some(())
}
