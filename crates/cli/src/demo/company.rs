//! The company's register and three files that turned up outside: a database dump, an export in an old charset, and
//! an archive that nobody can look into.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::people::Person;

/// What was made up, and how much of it: the assessment must find the same.
pub struct Company {
    /// The register of customers.
    pub register: PathBuf,
    /// Folder of the leaked files.
    pub leak: PathBuf,
    /// The leaked files.
    pub files: Vec<PathBuf>,
    /// Humans in what can be read.
    pub persons: u64,
    /// Of those, in the register.
    pub customers: u64,
    /// Rows with a personal value.
    pub records: u64,
}

/// How often it is told how many rows were written.
const TOLD_EVERY: u64 = 10_000;

/// Writes register and leak under `folder`: a dump of `members` members and a smaller export.
pub fn make_up(folder: &Path, members: u64) -> io::Result<Company> {
    let leak = folder.join("leak");
    std::fs::create_dir_all(&leak)?;
    let register = folder.join("register.csv");
    // One in sixty members never became a customer; as many customers never were members of the leaked shop.
    let strangers = members / 60;
    let exported = members / 24;
    let newcomers = exported / 5;
    write_register(&register, strangers..members + strangers)?;
    let files = ["backup.7z", "orders_export.csv", "shop_members.sql"].map(|name| leak.join(name));
    let [backup, export, dump] = &files;
    let orders = members - members / 4;
    write_dump(dump, members, orders, &mut |_| true)?;
    let shown = members.saturating_sub(exported - newcomers)..members;
    write_export(export, shown, members + strangers..members + strangers + newcomers)?;
    // The signature of an encrypted 7z archive and noise: what cannot be read must never be called clean.
    std::fs::write(backup, [b"7z\xbc\xaf\x27\x1c\x00\x04".as_slice(), &[0x5a; 4096]].concat())?;
    Ok(Company {
        register,
        leak,
        files: files.to_vec(),
        persons: members + newcomers,
        customers: members.saturating_sub(strangers),
        records: members + orders + exported,
    })
}

/// Writes the register of the people with these numbers.
pub fn write_register(path: &Path, numbers: std::ops::Range<u64>) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "客户编号,姓名,身份证号码,手机,电子邮箱")?;
    for number in numbers {
        let person = Person::new(number);
        let (name, identity) = (person.name(), person.identity_number());
        writeln!(file, "C{number:07},{name},{identity},{},{}", person.mobile(), person.email())?;
    }
    file.into_inner()?.sync_all()
}

/// Writes a dump of the members and what they ordered, as many rows as both together. `told` hears of the rows written now
/// and then, and says whether to go on; a dump that was stopped is not whole.
pub fn write_dump(
    path: &Path,
    members: u64,
    orders: u64,
    told: &mut dyn FnMut(u64) -> bool,
) -> io::Result<()> {
    let mut go_on = |rows: u64| match rows.is_multiple_of(TOLD_EVERY) && !told(rows) {
        true => Err(io::Error::from(io::ErrorKind::Interrupted)),
        false => Ok(()),
    };
    let mut file = BufWriter::new(File::create(path)?);
    file.write_all(DUMP_HEAD.as_bytes())?;
    for number in 0..members {
        go_on(number)?;
        let person = Person::new(number);
        rows(&mut file, number, "members")?;
        let (name, identity, mobile) = (person.name(), person.identity_number(), person.mobile());
        // One member in ten never stored a card.
        let card = if number % 10 == 9 { "NULL".to_owned() } else { format!("'{}'", person.card()) };
        write!(file, "({number},'{name}','{identity}','{mobile}','{}',{card})", person.email())?;
    }
    file.write_all(b";\n")?;
    for number in 0..orders {
        go_on(members + number)?;
        rows(&mut file, number, "orders")?;
        let member = number % members;
        let (address, cents) = (Person::new(member).address(), 1_999 + number % 50_000);
        write!(file, "({number},{member},'{address}',{}.{:02})", cents / 100, cents % 100)?;
    }
    file.write_all(b";\n")?;
    file.into_inner()?.sync_all()
}

/// What stands before a row: an `INSERT` for every five hundred, else a comma.
fn rows(file: &mut impl Write, number: u64, table: &str) -> io::Result<()> {
    const ROWS_PER_INSERT: u64 = 500;
    match (number, number % ROWS_PER_INSERT) {
        (0, _) => writeln!(file, "INSERT INTO `{table}` VALUES"),
        (_, 0) => writeln!(file, ";\nINSERT INTO `{table}` VALUES"),
        _ => file.write_all(b",\n"),
    }
}

const DUMP_HEAD: &str = "\
-- MySQL dump of a shop that does not exist
CREATE TABLE `members` (
  `id` int NOT NULL, `full_name` varchar(40), `id_card_no` char(18), `mobile` varchar(20),
  `email` varchar(80), `bank_card_no` varchar(19),
  PRIMARY KEY (`id`)
);
CREATE TABLE `orders` (
  `id` int NOT NULL, `member_id` int NOT NULL, `shipping_address` varchar(120), `total` decimal(10,2),
  PRIMARY KEY (`id`), CONSTRAINT `order_of` FOREIGN KEY (`member_id`) REFERENCES `members` (`id`)
);
";

fn write_export(path: &Path, known: std::ops::Range<u64>, new: std::ops::Range<u64>) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    let mut line = |text: String| file.write_all(&encoding_rs::GB18030.encode(&text).0);
    line("客户姓名,手机,收货地址,订单号\n".to_owned())?;
    for number in known.chain(new) {
        let person = Person::new(number);
        let (name, mobile, address) = (person.name(), person.mobile(), person.address());
        line(format!("{name},{mobile},{address},DD2025{number:09}\n"))?;
    }
    file.into_inner()?.sync_all()
}
