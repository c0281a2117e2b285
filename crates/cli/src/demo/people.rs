//! Made-up people. Nobody is meant: the identity numbers carry a code that no county has, the cards are of ranges
//! kept for tests, the mail addresses end in `example.com`.

const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡";
const GIVEN: &str =
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂兰英华玉文辉玲建国斌宁峰雪琳晨宇轩子涵浩然梓萱怡佳欣悦";
const PROVINCES: [(&str, &str); 8] = [
    ("11", "北京市"),
    ("31", "上海市"),
    ("32", "江苏省南京市"),
    ("33", "浙江省杭州市"),
    ("42", "湖北省武汉市"),
    ("44", "广东省广州市"),
    ("51", "四川省成都市"),
    ("61", "陕西省西安市"),
];

/// Somebody who does not exist; the same `number` is always the same person.
pub struct Person {
    number: u64,
    dice: u64,
}

impl Person {
    /// The person with this number.
    pub fn new(number: u64) -> Person {
        Person { number, dice: scrambled(number) }
    }

    fn roll(&self, what: u64, sides: u64) -> u64 {
        scrambled(self.dice ^ what) % sides.max(1)
    }

    fn letter(&self, what: u64, letters: &str) -> char {
        let sides = u64::try_from(letters.chars().count()).unwrap_or(1);
        let place = usize::try_from(self.roll(what, sides)).unwrap_or(0);
        letters.chars().nth(place).unwrap_or('王')
    }

    fn province(&self) -> (&'static str, &'static str) {
        let place = usize::try_from(self.roll(3, 8)).unwrap_or(0);
        PROVINCES.get(place).copied().unwrap_or(("11", "北京市"))
    }

    /// Surname and given name.
    pub fn name(&self) -> String {
        let mut name = String::from(self.letter(0, SURNAMES));
        name.push(self.letter(1, GIVEN));
        if self.roll(9, 4) > 0 {
            name.push(self.letter(2, GIVEN));
        }
        name
    }

    /// A resident identity number with its check digit, of a county code that is not given out (`…0000`).
    pub fn identity_number(&self) -> String {
        let (year, month, day) = (1960 + self.roll(4, 45), 1 + self.roll(5, 12), 1 + self.roll(6, 28));
        let first = format!("{}0000{year}{month:02}{day:02}{:03}", self.province().0, self.roll(7, 1000));
        let check = check_digit(&first);
        format!("{first}{check}")
    }

    /// A mobile number; different for every person.
    pub fn mobile(&self) -> String {
        format!("199{:08}", self.number % 100_000_000)
    }

    /// A mail address; different for every person.
    pub fn email(&self) -> String {
        format!("m{:06}@mail.example.com", self.number)
    }

    /// A card number of a test range, with its check digit.
    pub fn card(&self) -> String {
        let first = format!("620000{:09}", self.number % 1_000_000_000);
        let check = luhn_digit(&first);
        format!("{first}{check}")
    }

    /// A postal address.
    pub fn address(&self) -> String {
        let (district, road) =
            (["东湖区", "南苑区", "西溪区", "北辰区"], ["云帆路", "晨光街", "竹影巷", "星河大道"]);
        let pick = |list: [&'static str; 4], what| {
            list.get(usize::try_from(self.roll(what, 4)).unwrap_or(0)).copied().unwrap_or_default()
        };
        format!(
            "{}{}{}{}号{}室",
            self.province().1,
            pick(district, 10),
            pick(road, 11),
            1 + self.roll(12, 400),
            101 + self.roll(13, 2_500)
        )
    }
}

/// SplitMix64: the same sequence on every machine, which is all a demonstration needs of chance.
fn scrambled(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// ISO 7064 MOD 11-2 over the first seventeen digits, as GB 11643 has it.
fn check_digit(digits: &str) -> char {
    let sum = digits.bytes().fold(0_u32, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    match (12 - sum) % 11 {
        10 => 'X',
        rest => char::from_digit(rest, 10).unwrap_or('0'),
    }
}

/// The digit that makes the number pass the Luhn formula (ISO/IEC 7812-1).
fn luhn_digit(digits: &str) -> u32 {
    let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let digits = digits.bytes().rev().map(|digit| u32::from(digit - b'0')).enumerate();
    let sum: u32 = digits.map(|(place, digit)| if place % 2 == 0 { doubled(digit) } else { digit }).sum();
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_agree_with_published_examples() {
        // The example number of GB 11643-1999 and the card example of ISO/IEC 7812-1.
        assert_eq!(check_digit("11010519491231002"), 'X');
        assert_eq!(luhn_digit("7992739871"), 3);
    }

    #[test]
    fn the_same_number_is_the_same_person_and_another_is_somebody_else() {
        let (one, same, other) = (Person::new(7), Person::new(7), Person::new(8));
        assert_eq!((one.name(), one.identity_number()), (same.name(), same.identity_number()));
        assert_ne!(one.mobile(), other.mobile());
        assert_eq!(one.identity_number().len(), 18);
    }
}
