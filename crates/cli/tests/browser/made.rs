//! A made-up leak and the register it is held against: 12,000 people, 300 of them customers. Numbers are counted out, not
//! drawn; the check digit is computed here (GB 11643-1999), not by the engine that is under test.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

pub const ROWS: u32 = 12_000;
/// Every fortieth is a customer.
pub const CUSTOMERS: u32 = 300;

/// The numbers of those who are customers.
pub fn customers() -> impl Iterator<Item = u32> {
    (0..ROWS).step_by((ROWS / CUSTOMERS) as usize)
}

/// Where somebody is written to.
pub fn mail(n: u32) -> String {
    format!("person{n}@customers.example")
}

pub struct Made {
    pub leak: PathBuf,
    pub register: PathBuf,
}

/// A leak of so many people, as a file of its own.
pub fn leak_of(people: u32, path: &Path) {
    let mut leak = "full_name,id_card_no,mobile,email\n".to_owned();
    for n in 0..people {
        let (name, id, mobile, mail) = person(n);
        writeln!(leak, "{name},{id},{mobile},{mail}").unwrap();
    }
    std::fs::write(path, leak).unwrap();
}

pub fn in_folder(folder: &Path) -> Made {
    let made = Made { leak: folder.join("orders-export.csv"), register: folder.join("register.csv") };
    let mut leak = "full_name,id_card_no,mobile,email\n".to_owned();
    let mut register = "customer_no,name,id_card_no,mobile,email\n".to_owned();
    for n in 0..ROWS {
        let (name, id, mobile, mail) = person(n);
        writeln!(leak, "{name},{id},{mobile},{mail}").unwrap();
        if n % (ROWS / CUSTOMERS) == 0 {
            writeln!(register, "C{n:06},{name},{id},{mobile},{mail}").unwrap();
        }
    }
    std::fs::write(&made.leak, leak).unwrap();
    std::fs::write(&made.register, register).unwrap();
    made
}

fn person(n: u32) -> (String, String, String, String) {
    let family = ["Zhao", "Qian", "Sun", "Li", "Zhou", "Wu", "Zheng", "Wang"][(n % 8) as usize];
    let digits = format!("110101{}{:02}{:02}{:03}", 1950 + n % 50, 1 + n % 12, 1 + n % 28, n / 50 % 1000);
    let id = with_check_digit(&digits);
    (format!("{family} Made Up {n}"), id, format!("1380{n:07}"), mail(n))
}

/// Weights and remainders of GB 11643-1999.
fn with_check_digit(digits: &str) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = char::from(b"10X98765432"[(sum % 11) as usize]);
    format!("{digits}{check}")
}
