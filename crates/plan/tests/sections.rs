//! A slip in the name of a section, or a second document in a file, hides nothing of what the rest of the pack says.

mod support;

use plan::Fault;

fn told(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("{fault}\n")).collect()
}

#[test]
fn a_section_by_another_name_and_a_second_document_hide_nothing() {
    let roles = |text: &str| text.replace("doer: technical_lead", "doer: technikal_lead");
    let spoiled = || {
        let mut files = support::cn_b2c();
        let text = String::from_utf8(files["obligations.yaml"].clone()).unwrap();
        assert_ne!(roles(&text), text);
        files.insert("obligations.yaml".to_owned(), roles(&text).into_bytes());
        files
    };
    let alone = support::errors(spoiled());
    assert!(
        alone.iter().any(|fault| fault.message.to_string().contains("technikal_lead")),
        "{}",
        told(&alone)
    );
    for (more, code) in [
        ("obligatons: {}\n", "plan-unknown-section"),
        ("obligatons:\n  zz: {to: command}\n", "plan-unknown-section"),
        ("remarks: {nothing: of the kind}\n", "plan-unknown-section"),
        ("remarks: words\n", "plan-unknown-section"),
        ("choices: {}\n---\nchoices: {}\n", "plan-second-document"),
        ("choices: {}\n---\n", "plan-second-document"),
    ] {
        let mut files = spoiled();
        files.insert("zz.yaml".to_owned(), more.as_bytes().to_vec());
        let errors = support::errors(files);
        let found = |fault: &&plan::Fault| fault.message.key() == code && fault.file == "zz.yaml";
        assert_eq!(errors.iter().filter(found).count(), 1, "{more}:\n{}", told(&errors));
        for fault in &alone {
            assert!(
                errors.iter().any(|one| one.message == fault.message),
                "{more} hides:\n{}",
                told(&errors)
            );
        }
    }
    // What is meant is read as what it is: one fault, no unknown names, nothing missing.
    let mut files = support::cn_b2c();
    for (file, section) in
        [("obligations.yaml", "obligations:"), ("plan.yaml", "plan:"), ("roles.yaml", "roles:")]
    {
        let Some(bytes) = files.get(file) else { continue };
        let text = String::from_utf8(bytes.clone()).unwrap();
        let slip = section.replacen('l', "ll", 1);
        files.insert(file.to_owned(), text.replacen(section, &slip, 1).into_bytes());
        let errors = support::errors(files.clone());
        assert_eq!(errors.len(), 1, "{file}:\n{}", told(&errors));
        files.insert(file.to_owned(), text.into_bytes());
    }
    // Under a word that is no section at all, names may be declared; only those.
    let mut files = spoiled();
    files.insert("zz.yaml".to_owned(), b"remarks: {technikal_lead: {}}\n".to_vec());
    let errors = support::errors(files);
    assert_eq!(errors.len(), 1, "{}", told(&errors));
}
