//! Writes a made-up leak to standard output: `make_leak ROWS [csv|sql|line]`. The same arguments give the same
//! bytes. Every tenth row repeats a person of an earlier row; nobody in it exists.
#![allow(clippy::print_stderr, reason = "an example speaks on its streams")]

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same everywhere.
fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ z >> 31
}

const FAMILY: [&str; 12] = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙"];
const GIVEN: [&str; 12] = ["伟", "芳", "秀英", "敏", "静", "丽", "强", "磊", "洋", "艳", "勇", "军"];
const CITY: [&str; 6] =
    ["北京市朝阳区", "上海市浦东新区", "广州市天河区", "深圳市南山区", "成都市武侯区", "武汉市洪山区"];
/// GB 11643 annex: weights and check characters of MOD 11-2.
const WEIGHTS: [u64; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

fn identity(seed: u64) -> String {
    let body = format!(
        "{}{}{:02}{:02}{:03}",
        [110105, 310115, 440106, 510107][(seed % 4) as usize],
        1950 + seed / 4 % 55,
        1 + seed / 300 % 12,
        1 + seed / 4000 % 28,
        seed / 120_000 % 1000
    );
    let sum: u64 = body.bytes().zip(WEIGHTS).map(|(digit, weight)| u64::from(digit - b'0') * weight).sum();
    format!("{body}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize])
}

fn card(seed: u64) -> String {
    let body = format!("622202{:012}", seed % 1_000_000_000_000);
    let sum: u64 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u64::from(digit - b'0');
            let doubled = digit * 2;
            if place % 2 == 0 { doubled / 10 + doubled % 10 } else { digit }
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// `[number, name, identity, phone, e-mail, card, address, created]` of a row.
fn cells(row: u64) -> [String; 8] {
    let person = if row % 10 == 9 { mixed(row) % row } else { row };
    let person = if person % 10 == 9 { person - 1 } else { person };
    let seed = mixed(person);
    [
        (row + 1).to_string(),
        format!("{}{}", FAMILY[(seed % 12) as usize], GIVEN[(seed / 12 % 12) as usize]),
        identity(mixed(seed)),
        format!("13{:09}", 100_000_000 + person % 900_000_000),
        format!("user{person}@example.com"),
        card(mixed(seed + 1)),
        format!(
            "{}{}路{}号",
            CITY[(seed / 144 % 6) as usize],
            ["人民", "解放", "中山"][(seed / 900 % 3) as usize],
            seed / 3000 % 999
        ),
        format!("2024-{:02}-{:02} 08:{:02}:00", 1 + seed % 12, 1 + seed % 28, seed % 60),
    ]
}

fn write(rows: u64, shape: &str, out: &mut impl Write) -> io::Result<()> {
    let names = ["id", "客户姓名", "身份证号码", "手机", "电子邮箱", "银行卡号", "住址", "created"];
    match shape {
        "csv" => writeln!(out, "{}", names.join(","))?,
        _ => write!(
            out,
            "CREATE TABLE `t` (`id` INT PRIMARY KEY, `name` VARCHAR(20), `id_no` CHAR(18), `mobile` VARCHAR(20), `email` VARCHAR(60), `card_no` VARCHAR(20), `address` VARCHAR(99), `created` DATETIME);\nINSERT INTO `t` VALUES "
        )?,
    }
    for row in 0..rows {
        let cells = cells(row);
        match shape {
            "csv" => writeln!(out, "{}", cells.join(","))?,
            "sql" if row % 1000 == 999 => {
                write!(out, ",('{}');\nINSERT INTO `t` VALUES ", cells.join("','"))?
            }
            _ if row == 0 || shape == "sql" && row % 1000 == 0 => write!(out, "('{}')", cells.join("','"))?,
            _ => write!(out, ",('{}')", cells.join("','"))?,
        }
    }
    if shape == "csv" { Ok(()) } else { writeln!(out, ";") }
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    let rows = args.get(1).and_then(|rows| rows.parse().ok());
    let shape = args.get(2).map_or("csv", String::as_str);
    let (Some(rows), true) = (rows, ["csv", "sql", "line"].contains(&shape)) else {
        eprintln!("make_leak ROWS [csv|sql|line]");
        return ExitCode::FAILURE;
    };
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match write(rows, shape, &mut out).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
