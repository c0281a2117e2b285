//! Telephone numbers of a country that nothing tells for certain: no customer is ruled out by a guess.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

mod small;

use small::{bounds, together};

const REGISTER: &str = "姓名,電話\n陳大文,+852 9123 4567\n李小明,+852 6123 4567\n黃志強,+852 5123 4567\n";

fn customers(leak: &str, register: &str) -> (u64, u64) {
    bounds(&together(&[leak], Some(register)).counts.customers)
}

#[test]
fn eight_digits_in_traditional_script_may_be_hong_kongs() {
    let leak = "姓名,電話\n陳大文,91234567\n李小明,61234567\n黃志強,51234567\n";
    assert_eq!(customers(leak, REGISTER), (0, 3));
    assert_eq!(bounds(&together(&[leak, REGISTER], None).counts.persons), (3, 6));
    assert_eq!(together(&[leak], None).identifiers["phone"].low_confidence, 3);
    // A zero before a number is Taiwan's: the column is.
    let taiwan = "姓名,電話\n陳大文,0912345678\n李小明,0922345678\n黃志強,0932345678\n";
    assert_eq!(customers(taiwan, "姓名,電話\n陳大文,+886912345678\n"), (1, 1));
}

#[test]
fn a_table_that_names_hong_kong_is_of_hong_kong() {
    let headed = "姓名,香港電話\n陳大文,9123 4567\n李小明,6123 4567\n";
    assert_eq!(customers(headed, REGISTER), (2, 2));
    let housed = "姓名,電話,地址\n陳大文,91234567,九龍彌敦道1號\n李小明,61234567,新界沙田2號\n黃志強,51234567,香港中環3號\n";
    assert_eq!(customers(housed, REGISTER), (3, 3));
    assert_eq!(bounds(&together(&[housed, REGISTER], None).counts.persons), (3, 3));
    assert_eq!(customers("姓名,澳門電話\n陳大文,66123456\n", "姓名,電話\n陳大文,+853 6612 3456\n"), (1, 1));
}
