//! What the register says of persons who are one customer, and of a record that may be of several.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

mod small;

use small::{bounds, together};

/// Persons and customers of leaks against a register.
fn found(leaks: &[&str], register: &str) -> ((u64, u64), (u64, u64)) {
    let counts = together(leaks, Some(register)).counts;
    (bounds(&counts.persons), bounds(&counts.customers))
}

const TWO_WAYS: &str = "customer_id,name,phone1,phone2,email1,email2\nC1,Anna Keller,+12125550147,+12125550157,anna@example.org,keller@example.org\nC2,Boris Stone,+12125550148,,boris@example.org,\n";

#[test]
fn persons_who_are_one_customer_count_once_at_least() {
    let (phones, addresses) = ("phone\n+12125550157\n+12125550148\n", "email\nkeller@example.org\n");
    assert_eq!(found(&[phones, addresses], TWO_WAYS), ((2, 3), (2, 2)));
    let third = "email\nanna@example.org\n";
    assert_eq!(found(&[phones, addresses, third], TWO_WAYS), ((2, 4), (2, 2)));
    let stranger = "email\nnobody@example.org\n";
    assert_eq!(found(&[phones, stranger], TWO_WAYS), ((3, 3), (2, 2)));
    // Two dates of birth are two people, whatever the register says.
    let dated = "name,dob,phone\nAnna Keller,1980-02-13,+12125550157\n";
    let other = "name,dob,email\nAnna Keller,1990-02-13,keller@example.org\n";
    assert_eq!(found(&[dated, other], TWO_WAYS), ((2, 2), (1, 1)));
}

#[test]
fn a_record_without_a_name_may_be_of_any_customer_who_has_its_telephone() {
    let register = "customer_id,name,email,phone\nC1,Anna Keller,anna@example.org,+12125550147\nC2,Boris Stone,boris@example.org,+12125550147\n";
    let leak =
        "name,email,phone\nAnna Keller,anna@example.org,+12125550147\n,cher@example.org,+12125550147\n";
    assert_eq!(found(&[leak], register), ((1, 2), (1, 2)));
    let own = leak.replace("cher@", "anna@");
    assert_eq!(found(&[&own], register), ((1, 1), (1, 1)), "its address of mail says whose it is");
    let alone = "name,email,phone\nAnna Keller,anna@example.org,+12125550147\n";
    assert_eq!(found(&[alone], register), ((1, 1), (1, 1)));
}

#[test]
fn the_same_name_with_the_same_address_is_near() {
    let register = "客户号,姓名,地址,手机\nC1,王伟,朝阳路1号,13812345678\nC2,李娜,建国路2号,13912345678\n";
    let leak = "收件人,地址\n王伟,朝阳路1号\n李娜,长安街3号\n";
    assert_eq!(found(&[leak], register), ((2, 2), (0, 1)));
    let reasons = together(&[leak], Some(register)).register.unwrap();
    assert_eq!((reasons.exact, reasons.near), (0, 1));
}

#[test]
fn numbers_that_end_alike_under_one_name_may_be_one() {
    let register = "customer_id,name,phone\nC1,Anna Keller,+4917112345678\nC2,Boris Stone,+4917112345679\n";
    let leak = "name,phone\nAnna Keller,+8617112345678\nCid Fox,+8617112345679\n";
    assert_eq!(found(&[leak], register), ((2, 2), (0, 1)));
    assert_eq!(bounds(&together(&[leak, register], None).counts.persons), (3, 4));
}

#[test]
fn a_number_of_a_state_is_the_same_without_its_zeros() {
    let (whole, robbed) = ("name,CCCD\nLê Thị Mai,049182000645\n", "name,CCCD\nLê Thị Mai,49182000645\n");
    assert_eq!(bounds(&together(&[whole, robbed], None).counts.persons), (1, 1));
    let register = "customer_id,name,CCCD\nC1,Lê Thị Mai,049182000645\n";
    assert_eq!(found(&[robbed], register), ((1, 1), (1, 1)));
}

#[test]
fn customers_by_their_name_alone_are_not_ruled_out() {
    let register = "客户号,姓名,手机\nC1,王伟,13812345678\nC2,李娜,13912345678\nC3,李娜,13712345678\n";
    let leak = "客户号,姓名,余额\nC1,王伟,0\nC2,李娜,100\nC9,张敏,100\n";
    assert_eq!(found(&[leak], register), ((0, 2), (0, 2)));
    assert_eq!(found(&["客户号,姓名,余额\nC9,张敏,100\nC8,张芳,5\n"], register), ((0, 0), (0, 0)));
}

#[test]
fn a_name_alone_says_nothing_more_of_a_customer_whom_the_leak_tells_otherwise() {
    let register = "客户号,姓名,手机\nC1,王伟,13812345678\nC2,李娜,13912345678\n";
    let told = "姓名,手机\n王伟,13812345678\n";
    assert_eq!(found(&[told, "客户号,姓名,余额\nC1,王伟,0\nC1,王伟,7\n"], register), ((1, 1), (1, 1)));
    assert_eq!(found(&[told, "客户号,姓名,余额\nC1,王伟,0\nC2,李娜,7\n"], register), ((1, 2), (1, 2)));
}
