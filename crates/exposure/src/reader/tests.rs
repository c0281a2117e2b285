use super::csv::CsvReader;
use super::json::{JsonReader, Shape};
use super::sql::SqlReader;
use super::*;
use crate::row::Row;
use crate::schema::{Link, Schema, Table, TableId};
use proptest::prelude::*;

#[derive(Default)]
struct Collect {
    schema: Schema,
    rows: Vec<Vec<Option<String>>>,
}

impl Rows for Collect {
    fn schema(&mut self) -> &mut Schema {
        &mut self.schema
    }

    fn row(&mut self, _: TableId, row: &mut Row) -> Result<(), Error> {
        self.rows.push((0..row.len()).map(|index| row.get(index).map(str::to_owned)).collect());
        Ok(())
    }

    fn part(&mut self, _: TableId, _: &mut Row) -> Result<(), Error> {
        Ok(())
    }
}

fn csv(rows: &mut Collect) -> Box<dyn Reader> {
    let table = rows.schema.add(Table::default());
    Box::new(CsvReader::new(table, Some(b','), b'\n'))
}

fn sql(_: &mut Collect) -> Box<dyn Reader> {
    Box::new(SqlReader::new())
}

fn json_lines(_: &mut Collect) -> Box<dyn Reader> {
    Box::new(JsonReader::new(Shape { lines: true, ..Shape::of(0, true) }, None))
}

fn json_list(_: &mut Collect) -> Box<dyn Reader> {
    Box::new(JsonReader::new(Shape::of(1, true), None))
}

fn read(make: fn(&mut Collect) -> Box<dyn Reader>, pieces: &[&str]) -> (Collect, Ending) {
    let mut rows = Collect::default();
    let mut reader = make(&mut rows);
    for piece in pieces {
        reader.feed(piece, &mut rows).unwrap();
    }
    let ending = reader.end(&mut rows).unwrap();
    (rows, ending)
}

fn cells(collected: &Collect) -> Vec<Vec<&str>> {
    collected
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.as_deref().unwrap_or("NULL")).collect())
        .collect()
}

const DUMP: &str = r#"-- a dump
/*!40101 SET NAMES utf8 */;
CREATE TABLE IF NOT EXISTS `shop`.`us``er` (
  `id` int(11) NOT NULL AUTO_INCREMENT COMMENT 'the, (key)', name varchar(20) DEFAULT 'x;y', `at` decimal(10,2),
  PRIMARY KEY (`id`), KEY `n` (`name`), CONSTRAINT c FOREIGN KEY (`at`) REFERENCES `t` (`id`)) ENGINE=InnoDB;
/*!40000 ALTER TABLE `us``er` DISABLE KEYS */;
INSERT INTO `us``er` VALUES (1,'O\'Brien; said ''so''',NULL),
(2,N'王伟',-1.5e3) , (3,x'4142',0x6869),(4,CAST('a' AS CHAR),NOW()), (5, _utf8mb4'q', '') -- end
;
REPLACE INTO shop.`us``er` (name, id) VALUES ('z', 6) ON DUPLICATE KEY UPDATE name = 'no row';
UPDATE t SET a = 'loose text' WHERE b = "c"; # done
"#;

#[test]
fn a_dump_gives_its_rows_whatever_its_manner() {
    let (found, ending) = read(sql, &[DUMP]);
    let expected = vec![
        vec!["1", "O'Brien; said 'so'", "NULL"],
        vec!["2", "王伟", "-1.5e3"],
        vec!["3", "AB", "hi"],
        vec!["4", "a", "NOW "],
        vec!["5", "q", ""],
        vec!["z", "6"],
        vec!["loose text", "c"],
    ];
    assert_eq!(cells(&found), expected);
    assert_eq!(ending, Ending::default());
    let table = found.schema.get(0);
    assert_eq!(table.columns.as_deref().unwrap(), ["id", "name", "at"]);
    assert_eq!(table.types, ["int(11)", "varchar(20)", "decimal(10,2)"]);
    assert_eq!(table.primary, ["id"]);
    assert_eq!(table.foreign.len(), 1);
}

#[test]
fn a_dump_that_breaks_off_gives_what_came_before() {
    let text = "INSERT INTO t VALUES (1,'a'),(2,'b";
    let (found, ending) = read(sql, &[text]);
    assert_eq!(cells(&found), vec![vec!["1", "a"]]);
    assert_eq!(ending.unread_from, Some(29));
    assert_eq!(&text[29..], "(2,'b");
}

#[test]
fn a_stray_quote_does_not_swallow_the_rows_behind_it() {
    let (found, ending) = read(csv, &["a,b\n1,\"x\n2,y\n3,z\n"]);
    assert_eq!(cells(&found), vec![vec!["a", "b"], vec!["1", "\"x"], vec!["2", "y"], vec!["3", "z"]]);
    assert_eq!(ending, Ending::default());
}

#[test]
fn keys_declared_after_the_rows_are_kept() {
    let text = "CREATE TABLE a (id int, b_id int); INSERT INTO a VALUES (1,2);
        CREATE TABLE b (id int); ALTER TABLE `b` ADD PRIMARY KEY (`id`);
        ALTER TABLE `a` ADD PRIMARY KEY (`id`),
          ADD CONSTRAINT `x` FOREIGN KEY (`b_id`) REFERENCES `b` (`id`) ON DELETE CASCADE;";
    let (found, _) = read(sql, &[text]);
    assert_eq!(found.schema.links(), vec![Link { from: vec![(0, 1)], to: vec![(1, 0)] }]);
}

#[test]
fn statements_inside_a_trigger_are_no_rows() {
    let text = "DELIMITER ;;\nCREATE TRIGGER x BEGIN INSERT INTO t VALUES (new.a, 'b'); END ;;\nDELIMITER ;\n
        INSERT INTO t VALUES (1, 'c');";
    let (found, ending) = read(sql, &[text]);
    assert_eq!(cells(&found), vec![vec!["1", "c"]]);
    assert_eq!(ending, Ending::default());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn where_a_piece_of_a_dump_ends_changes_nothing(cuts in prop::collection::vec(0usize..DUMP.len(), 0..12)) {
        pieces_equal_the_whole(sql, DUMP, cuts)?;
    }

    #[test]
    fn where_a_piece_of_any_statement_ends_changes_nothing(
        text in r#"(INSERT INTO t VALUES |\(1,|'a\\'|''|'|"|`|\),|;|/\*!|\*/|/\*|--|-- |#|\n|DELIMITER |x|é|NULL|0x41){0,30}"#,
        cuts in prop::collection::vec(0usize..200, 0..12)
    ) {
        pieces_equal_the_whole(sql, &text, cuts)?;
    }

    #[test]
    fn cells_taken_at_once_are_those_of_the_tokens(
        text in r#"INSERT INTO t VALUES (\(|\)|,|'a'|'b\\'c'|'d''e'|NULL|default|-1\.5|0x41|0x4|0X41|7|-|\.| |\n|N'f'|`g`|"h"|x'41'|\(1,'i'\),|\(2,3\)|;|ROW|-- j\n|/\* k \*/|\*/|#|é|--){0,40}"#,
        cuts in prop::collection::vec(0usize..200, 0..6)
    ) {
        let pieces = pieces(&text, cuts);
        let (quick, ending) = read(sql, &pieces);
        let (slow, other) = read(|_| Box::new(SqlReader::by_tokens()), &pieces);
        prop_assert_eq!(quick.rows, slow.rows);
        prop_assert_eq!(ending, other);
    }

    #[test]
    fn where_a_piece_of_json_ends_changes_nothing(
        text in r#"(\[|\]|\{|\}|"a":|"b":|,|"x@y\.org"|"\\u00e9\\ud83d\\ude00"|"|\\|/\* c \*/|/|\*|null|12|N\("1"\)|\n| |é){0,40}"#,
        cuts in prop::collection::vec(0usize..160, 0..12)
    ) {
        pieces_equal_the_whole(json_lines, &text, cuts.clone())?;
        pieces_equal_the_whole(json_list, &text, cuts)?;
    }

    #[test]
    fn where_a_piece_of_rows_ends_changes_nothing(
        text in "(a|,|\"|\"\"|\n|\r\n|\r|é| ){0,40}", cuts in prop::collection::vec(0usize..80, 0..12)
    ) {
        pieces_equal_the_whole(csv, &text, cuts)?;
    }

    #[test]
    fn rows_written_as_rfc_4180_says_are_read_back(
        rows in prop::collection::vec(prop::collection::vec("[a-z,\"\n\r é]{0,6}", 2..5), 0..8)
    ) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let lines: Vec<String> =
            rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",")).collect();
        let (found, _) = read(csv, &[&lines.join("\r\n")]);
        let given: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        prop_assert_eq!(cells(&found), given);
    }
}

fn pieces_equal_the_whole(
    make: fn(&mut Collect) -> Box<dyn Reader>,
    text: &str,
    cuts: Vec<usize>,
) -> Result<(), TestCaseError> {
    let pieces = pieces(text, cuts);
    let (whole, ending) = read(make, &[text]);
    let (parts, other) = read(make, &pieces);
    prop_assert_eq!(cells(&whole), cells(&parts));
    prop_assert_eq!(ending, other);
    Ok(())
}

fn pieces(text: &str, cuts: Vec<usize>) -> Vec<&str> {
    let mut cuts: Vec<usize> =
        cuts.into_iter().filter(|cut| *cut < text.len() && text.is_char_boundary(*cut)).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}

#[test]
fn rows_of_a_postgresql_dump_are_read() {
    let text = "CREATE TABLE public.u (id integer, name text, note text);
COPY public.u (id, name, note) FROM stdin;
1\tAnn\\tLee\t\\N
2\tBo\ta\\\\b
\\.
SELECT 1;
";
    for pieces in [vec![text], text.split_inclusive(['\\', '\t']).collect()] {
        let (found, ending) = read(sql, &pieces);
        assert_eq!(cells(&found), vec![vec!["1", "Ann\tLee", "NULL"], vec!["2", "Bo", "a\\b"]]);
        assert_eq!(ending, Ending::default());
    }
    let (found, ending) = read(sql, &[&text[..text.find("Bo").unwrap_or_default()]]);
    assert_eq!((found.rows.len(), ending.reason), (1, Some("truncated")));
}
