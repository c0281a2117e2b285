//! Dates of birth in other calendars and other words.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

mod small;

use small::{bounds, together};

#[test]
fn a_year_of_the_republic_is_a_date_of_birth_in_taiwan() {
    for dates in [
        ["48/12/13", "102/1/5"],
        ["0481213", "1020105"],
        ["民國48年12月13日", "民國102年1月5日"],
        ["48-12-13", "70-01-05"],
    ] {
        for head in ["出生日期", "民國出生年月日"] {
            let [one, other] = dates;
            let leak = format!(
                "身分證字號,姓名,{head},手機\nK160181599,楊志明,{one},0986881341\nR146281944,徐美惠,{other},0964048395\n"
            );
            let found = together(&[&leak, "姓名,生日,手機\n楊志明,1959-12-13,0986881341\n"], None);
            assert_eq!(found.identifiers["birth_date"].values, 3, "{leak}");
            assert_eq!(found.identifiers["birth_date"].distinct, 2, "{leak}");
            assert_eq!(bounds(&found.counts.persons), (2, 2), "{leak}");
        }
    }
    let mainland =
        together(&["姓名,出生日期,手机\n张伟,80/04/07,13812345678\n李娜,91/07/12,13912345678\n"], None);
    assert_eq!(mainland.identifiers["birth_date"].distinct, 2);
    let same = "姓名,出生日期,手机\n张伟,1980-04-07,13812345678\n李娜,1991-07-12,13912345678\n";
    let both =
        together(&["姓名,出生日期,手机\n张伟,80/04/07,13812345678\n李娜,91/07/12,13912345678\n", same], None);
    assert_eq!(bounds(&both.counts.persons), (2, 2), "two digits that can be nothing else");
}

#[test]
fn months_in_words_and_years_of_two_digits_are_read_or_left_open() {
    let days = "name,dob,email\nAnn Lee,1980-03-13,ann@example.org\n";
    for date in ["13-Mar-1980", "\"March 13, 1980\"", "13 марта 1980 г.", "13/03/80"] {
        let found = together(&[days, &format!("name,dob,email\nAnn Lee,{date},ann@example.org\n")], None);
        assert_eq!(found.identifiers["birth_date"].values, 2, "{date}");
        assert_eq!(bounds(&found.counts.persons), (1, 1), "{date}");
    }
    // Which century, or which of the numbers is the year, nothing says: it may be the same human.
    for date in ["13/03/05", "05-03-13", "04/03/80"] {
        let found = together(&[days, &format!("name,dob,email\nAnn Lee,{date},ann@example.org\n")], None);
        assert_eq!(found.identifiers["birth_date"].low_confidence, 1, "{date}");
        assert_eq!(bounds(&found.counts.persons), (1, 2), "{date}");
    }
    let none = together(
        &["name,dob,email\nAnn Lee,5.3 kg,ann@example.org\nBob Ray,99/99/99,bob@example.org\n"],
        None,
    );
    assert_eq!(none.identifiers["birth_date"].values, 0);
}
