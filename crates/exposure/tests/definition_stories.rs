//! Dumps that do not say what their columns are, beside others that do; statements that speak of rows again; dumps that end in a word.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

mod small;

use exposure::{Assessment, Status};
use small::{assessed, bounds, together};

fn values(found: &Assessment, kind: &str) -> u64 {
    found.identifiers[kind].values
}

const DEFINED: &str = "CREATE TABLE customers (id int, name varchar(20), email varchar(40));\nINSERT INTO customers VALUES (1,'Anna Keller','anna@example.org');\n";
const PHONES: &str = "INSERT INTO customers VALUES (1,'+12125550147','Anna Keller');\nINSERT INTO customers VALUES (2,'+12125550148','Boris Stone');\n";

#[test]
fn a_definition_of_another_file_holds_only_where_the_cells_fit_it() {
    for leaks in [[DEFINED, PHONES], [PHONES, DEFINED]] {
        let found = together(&leaks, None);
        assert_eq!((values(&found, "name"), values(&found, "phone")), (3, 2));
        // Who differ in every identifier are different people, under one name too.
        assert_eq!(bounds(&found.counts.persons), (3, 3));
    }
    let more = "INSERT INTO customers VALUES (2,'Boris Stone','boris@example.org');\n";
    let found = together(&[DEFINED, more], None);
    assert_eq!((values(&found, "name"), bounds(&found.counts.persons)), (2, (2, 2)));
}

#[test]
fn of_two_definitions_none_is_taken_unless_one_alone_fits() {
    let other = "CREATE TABLE customers (id int, phone varchar(20), name varchar(40));\n";
    let found = together(&[DEFINED, other, PHONES], None);
    assert_eq!((values(&found, "name"), values(&found, "phone")), (3, 2));
    // Nothing tells which of two columns is the maiden name: neither definition is taken, and nobody is missed.
    let one = "CREATE TABLE people (id int, phone varchar(20), name varchar(40), city varchar(20));\n";
    let two = "CREATE TABLE people (id int, phone varchar(20), city varchar(20), name varchar(40));\n";
    let rows = "INSERT INTO people VALUES (1,'+12125550147','Austin Lee','Boston Gray');\n";
    let found = together(&[one, two, rows], None);
    assert_eq!((values(&found, "phone"), bounds(&found.counts.persons)), (1, (1, 1)));
    assert_eq!(values(&found, "address"), 0);
}

#[test]
fn keys_of_a_definition_in_another_file_join_its_rows() {
    let keys = "CREATE TABLE customers (id int PRIMARY KEY, name varchar(20), email varchar(40));\nCREATE TABLE orders (id int PRIMARY KEY, customer_id int, street varchar(60), FOREIGN KEY (customer_id) REFERENCES customers (id));\n";
    let customers = "INSERT INTO customers VALUES (1,'Anna Keller','anna@example.org'),(2,'Boris Stone','boris@example.org');\n";
    let orders =
        "INSERT INTO orders VALUES (7,1,'12 Oak Street'),(8,2,'14 Elm Street'),(9,2,'14 Elm Street');\n";
    for leaks in [[keys, customers, orders], [orders, keys, customers]] {
        let found = together(&leaks, None);
        assert_eq!(values(&found, "address"), 3);
        assert_eq!(bounds(&found.counts.persons), (2, 2));
        assert!(found.unattributed.is_empty(), "{:?}", found.unattributed);
    }
}

#[test]
fn rows_before_their_definition_in_one_file_are_read_by_it() {
    let rows = "INSERT INTO c VALUES (1,'Anna','Keller','anna@example.org');\n";
    let after =
        "CREATE TABLE c (id int, first_name varchar(20), last_name varchar(20), email varchar(40));\n";
    assert_eq!(values(&assessed(&format!("{rows}{after}"), None), "name"), 1);
    let of_database =
        "CREATE TABLE shop.c (id int, first_name varchar(20), last_name varchar(20), email varchar(40));\n";
    assert_eq!(values(&assessed(&format!("{rows}{of_database}"), None), "name"), 1);
}

#[test]
fn a_statement_that_changes_or_deletes_rows_is_no_further_person_for_certain() {
    let rows = "CREATE TABLE users (id int, name varchar(50), email varchar(50));\nINSERT INTO users VALUES (1,'Anna Keller','anna@example.org');\n";
    for statement in [
        "UPDATE users SET email='keller@example.org' WHERE id=1;\n",
        "DELETE FROM users WHERE email='keller@example.org';\n",
        "INSERT INTO users VALUES (1,'Anna Keller','anna@example.org') ON DUPLICATE KEY UPDATE email='keller@example.org';\n",
    ] {
        let found = assessed(&format!("{rows}{statement}"), None);
        assert_eq!(bounds(&found.counts.persons), (1, 2), "{statement}");
        assert_eq!(found.identifiers["email"].distinct, 2, "{statement}");
    }
    let known = assessed(&format!("{rows}UPDATE users SET email='anna@example.org' WHERE id=1;\n"), None);
    assert_eq!(bounds(&known.counts.persons), (1, 1));
}

#[test]
fn a_dump_that_ends_in_a_word_is_cut_off() {
    let rows =
        "CREATE TABLE users (id int, email varchar(50));\nINSERT INTO users VALUES (1,'anna@example.org');\n";
    for end in ["I", "IN", "INSERT", "UNLO", "CREATE"] {
        let found = assessed(&format!("{rows}{end}"), None);
        assert_eq!(found.files[0].status, Status::PartlyRead, "{end}");
        assert_eq!(found.files[0].bytes_not_read, end.len() as u64, "{end}");
    }
    for end in ["COMMIT", "GO\n", "EXIT", "UNLOCK TABLES", "-- done"] {
        let found = assessed(&format!("{rows}{end}"), None);
        assert_eq!(found.files[0].status, Status::Read, "{end}");
    }
}
