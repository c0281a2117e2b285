//! Lists without names of columns, as they are traded: signs of several characters between cells, names in parts, passwords, and
//! columns of which nobody can say what they are.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

mod small;

use exposure::Assessment;
use small::{assessed, bounds};

fn kinds(found: &Assessment, kinds: &[&str]) -> Vec<u64> {
    kinds.iter().map(|kind| found.identifiers[*kind].values).collect()
}

const NAMES: [&str; 6] = ["王伟", "李芳", "张敏", "刘洋", "陈静", "杨帆"];
const MOBILES: [&str; 6] =
    ["13812345678", "13912345679", "13712345670", "13612345671", "15012345672", "15112345673"];
const SECRETS: [&str; 6] = ["cfcd208495", "c4ca4238a0", "Hunter2!", "qwe_rty9", "a1b2c3d4e5", "zz-top77"];

#[test]
fn several_signs_part_the_cells_of_a_list() {
    for sign in ["----", "|||", "::", "||", "###", "#", "~", "=>"] {
        let row = |place: usize| {
            let cells =
                [&format!("u{place}@example.com"), SECRETS[place], NAMES[place], "", MOBILES[place], ""];
            cells.join(sign) + "\r\n"
        };
        let found = assessed(&(0..6).map(row).collect::<String>(), None);
        assert_eq!(kinds(&found, &["name", "email", "phone"]), [6, 6, 6], "{sign}");
        assert_eq!(bounds(&found.counts.persons), (6, 6), "{sign}");
        assert_eq!(found.counts.by_class["credential"].values, 6, "{sign}");
    }
}

#[test]
fn a_delimiter_that_two_pieces_of_a_file_share_is_one() {
    let rows: String = (0..9000).map(|row| format!("{row}----王伟----a{row}@example.com\n")).collect();
    let found = assessed(&rows, None);
    assert_eq!(kinds(&found, &["name", "email"]), [9000, 9000]);
    assert_eq!(bounds(&found.counts.persons), (9000, 9000));
}

const PEOPLE: [&str; 4] = [
    "201075651952:176420597277182:Mario:Hernandez:male:North Lori, Mississippi:Salem::Barnes-Allen:5/21/2019 12:00:00 AM::02/13/1992",
    "201730625353:135607376730029:Andrea:Brown:female:East Crystal, Arkansas:Troy::Hawkins and Sons:2/22/2019 12:00:00 AM::08/19/1988",
    "201313470637:166644543059426:Keith:Thomas:male:New Kyle, Connecticut:Dover::Brown, Brown and Harris:3/3/2019 12:00:00 AM::08/14/1968",
    "201708655450:103541998165162:Erin:Patterson:female:Stevens, Mississippi:Lyon::Chan, Miller and Evans:10/24/2019 12:00:00 AM::01/26/1964",
];

#[test]
fn names_in_parts_beside_the_sex_of_somebody_are_names() {
    let found = assessed(&PEOPLE.join("\n"), None);
    assert_eq!(kinds(&found, &["name", "birth_date"]), [4, 4]);
    assert_eq!(found.identifiers["name"].low_confidence, 4);
    assert_eq!(bounds(&found.counts.persons), (4, 4));
}

#[test]
fn a_table_without_names_of_columns_that_may_be_of_people_is_not_of_nobody() {
    for rows in [
        "Mario,Hernandez,x\nAndrea,Brown,y\nKeith,Thomas,x\nErin,Patterson,y\n",
        "201075651952;a\n201730625353;b\n301313470637;c\n501708655450;d\n",
    ] {
        let found = assessed(rows, None);
        assert_eq!(bounds(&found.counts.persons), (0, 4), "{rows}");
        assert_eq!(found.files[0].undecided_values.as_ref().unwrap().values, 4, "{rows}");
    }
    let things = "10,blue,1.5\n11,red,2.5\n12,green,3.5\n";
    assert_eq!(bounds(&assessed(things, None).counts.persons), (0, 0));
}
