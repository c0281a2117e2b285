//! Leaks that cannot be read: a bomb, a picture, something locked. The page says so in words; nothing of it is called clean.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::driver::{Driver, Script};
use super::served::Served;
use super::visitor::Visitor;

/// What a bomb swells to, MiB.
const SWELLS: usize = 256;

/// Zeros, packed by a tool of another hand into a thousandth of their size.
fn bomb(path: &Path) {
    let packed = std::fs::File::create(path).unwrap();
    let mut gzip = Command::new("gzip").arg("-9").stdin(Stdio::piped()).stdout(packed).spawn().unwrap();
    let mut into = gzip.stdin.take().unwrap();
    for _ in 0..SWELLS {
        into.write_all(&[b'0'; 1 << 20]).unwrap();
    }
    drop(into);
    assert!(gzip.wait().unwrap().success());
}

/// A picture of one pixel (the smallest PNG there is has 67 bytes).
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\0\0\0\nIDAT\x78\x9c\x63\x60\0\0\0\x02\0\x01\x48\xaf\xa4\x71\0\0\0\0IEND\xae\x42\x60\x82";

/// What can be read in it is a signature; the rest is locked.
fn locked() -> Vec<u8> {
    [b"7z\xbc\xaf\x27\x1c\x00\x04".as_slice(), &[0x5a; 4096]].concat()
}

#[tokio::test]
async fn a_bomb_a_picture_and_a_locked_archive_say_that_nobody_knows_who_is_in_them() {
    let Some(driver) = Driver::started() else { return };
    let served = Served::with(&[]);
    let visitor = Visitor::enters(&driver, Script::On, &served.address, &served.first_link).await;
    visitor.goes("/cases/new").await;
    visitor.types("form#open", "title", "A parcel from a stranger").await;
    visitor.presses("form#open button.primary").await;
    let at = |name: &str| served.folder.path().join(name);
    bomb(&at("orders.csv.gz"));
    std::fs::write(at("scan.png"), PICTURE).unwrap();
    std::fs::write(at("backup.7z"), locked()).unwrap();
    for (name, kind) in [("orders.csv.gz", "gzip"), ("scan.png", "png"), ("backup.7z", "7z")] {
        visitor.goes("/cases/1/exposure").await;
        visitor.types("form#upload", "leak", at(name).to_str().unwrap()).await;
        visitor.sends("form#upload").await;
        visitor.sees(&format!("▲ {name}: This version does not read files of the kind “{kind}”")).await;
        // The newest leak stands below what all of them tell together.
        let card = visitor.says("#together ~ .card").await;
        assert!(card.contains(name), "{card}");
        // Records, persons and customers: each of them is unknown, and none is nothing.
        assert_eq!(card.lines().filter(|line| line.trim() == "unknown").count(), 3, "{card}");
        assert!(!card.lines().any(|line| line.trim().ends_with('0') && line.len() < 5), "no zero: {card}");
    }
    let together = visitor.says("#together").await;
    assert_eq!(together.lines().filter(|line| line.trim() == "unknown").count(), 3, "{together}");
    visitor.goes("/cases/1").await;
    let known = visitor.says("#known .figures").await;
    assert_eq!(known.lines().filter(|line| line.trim() == "unknown").count(), 4, "the four counts: {known}");
    visitor.leaves().await;
}
