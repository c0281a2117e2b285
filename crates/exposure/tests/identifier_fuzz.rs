//! Bytes of any kind: no panic, no hang, spans inside the text.

use exposure::{ColumnMeaning, Confidence, Kind, Region, Role, RowValues, read_columns, read_row, scan_cell};

#[test]
fn fuzz_scan_cell() {
    bolero::check!().for_each(|bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        let mut findings = Vec::new();
        let roles = [Role::Unknown, Role::Identifier(Kind::Phone), Role::Identifier(Kind::Card), Role::Key];
        for role in roles {
            findings.clear();
            scan_cell(
                &text,
                &ColumnMeaning::of(role, Confidence::Medium),
                Region::from_code("BR"),
                &mut findings,
            );
            assert!(findings.iter().all(|found| text.get(found.span.clone()).is_some()));
        }
    });
}

#[test]
fn fuzz_read_columns() {
    bolero::check!().for_each(|bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
        let Some((header, rows)) = rows.split_first() else { return };
        for header in [Some(header.as_slice()), None] {
            let meanings = read_columns(Some(&text), header, rows, None);
            let mut values = RowValues::default();
            for row in rows {
                read_row(&meanings, |column| row.get(column).copied().unwrap_or_default(), &mut values);
            }
        }
    });
}
