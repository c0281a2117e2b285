//! `stanch plan check` and plans beside an assessment.

use std::fs;
use std::path::Path;

use crate::ran::run;

/// The pack that comes with the product.
fn pack() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/cn-b2c").to_str().unwrap().to_owned()
}

#[test]
fn the_pack_of_the_product_has_no_errors() {
    let ran = run(&["plan", "check", &pack(), "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    let json = ran.json();
    assert_eq!((&json["errors"], &json["plan"]["id"]), (&0.into(), &"cn-b2c".into()));
    assert_eq!(json["plan"]["digest"].as_str().map(str::len), Some(64));
}

#[test]
fn a_fault_is_shown_with_its_place_the_line_and_a_caret() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plan.yaml"), "plan:\n  id: x\n  zone: Asia/Shangai\n").unwrap();
    let pack = folder.path().to_str().unwrap();
    let ran = run(&["plan", "check", pack]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.out.contains("plan.yaml:3:"), "{}", ran.out);
    let shown =
        ran.out.lines().position(|line| line.contains("│   zone: Asia/Shangai")).expect("the line is shown");
    let caret = ran.out.lines().nth(shown + 1).unwrap();
    assert_eq!(
        caret.chars().position(|letter| letter == '^'),
        Some("  3 │   zone: ".chars().count()),
        "{}",
        ran.out
    );
    let json = run(&["plan", "check", pack, "--json"]).json();
    assert!(json["faults"].as_array().unwrap().iter().any(|fault| fault["line"] == 3), "{json}");
    assert!(json["plan"].is_null());
    let chinese = run(&["plan", "check", pack, "--lang", "zh"]);
    assert!(chinese.out.contains("错误"), "{}", chinese.out);
}

#[test]
fn a_folder_without_a_plan_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run(&["plan", "check", folder.path().to_str().unwrap()]);
    assert_eq!(ran.code, 6);
    assert!(ran.err.contains("plan.yaml"), "{}", ran.err);
}

#[test]
fn an_assessment_with_a_plan_gives_certain_and_possible_levels_and_what_to_ask() {
    let folder = tempfile::tempdir().unwrap();
    let leak = folder.path().join("leak.csv");
    fs::write(&leak, "full_name,email\nAnn Lee,ann.lee@example.com\n").unwrap();
    let ran = run(&["assess", leak.to_str().unwrap(), "--plan", &pack(), "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let level = &ran.json()["levels"]["response"];
    assert_eq!((&level["certain"], &level["possible"]), (&"1".into(), &"3".into()));
    let asked = level["what_would_change"].as_array().unwrap();
    assert!(asked.iter().any(|change| change["needs"][0]["fact"] == "public_effect"), "{level}");
    let text = run(&["assess", leak.to_str().unwrap(), "--plan", &pack(), "--lang", "zh"]);
    assert!(text.out.contains("响应级别：至少 1级（一般级），可能升至 3级（重大级）"), "{}", text.out);
    assert!(text.out.contains("技术处置组组长"), "{}", text.out);
}

#[test]
fn a_step_of_a_drill_that_cannot_be_played_is_told_beside_every_other_fault_of_the_pack() {
    let folder = tempfile::tempdir().unwrap();
    let copied = std::process::Command::new("cp").arg("-r").arg(pack()).arg(folder.path()).status().unwrap();
    assert!(copied.success());
    let root = folder.path().join("cn-b2c");
    let change = |file: &str, right: &str, wrong: &str| {
        let path = root.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches(right).count(), 1, "{file}: {right}");
        fs::write(&path, text.replace(right, wrong)).unwrap();
    };
    let codes = || {
        let json = run(&["plan", "check", root.to_str().unwrap(), "--json"]).json();
        let faults = json["faults"].as_array().unwrap().clone();
        let errors = faults.into_iter().filter(|fault| fault["severity"] == "error");
        let mut codes: Vec<String> = errors.map(|fault| fault["code"].as_str().unwrap().to_owned()).collect();
        codes.sort();
        codes
    };
    let drill = "drills/unusual_access.yaml";
    // A value nobody can read, and a role that may not do the step.
    change(
        drill,
        "{fact: cn_b2c.possible_reach, value: 24000}",
        "{fact: cn_b2c.possible_reach, value: many}",
    );
    change(drill, "{at: 20min, as: legal_lead, do: file,", "{at: 20min, as: finance_lead, do: file,");
    assert_eq!(codes(), ["plan-drill-step", "plan-drill-step"]);
    // Beside faults of the head, of a notice, of a fact that the drill names, and of the drill itself.
    change("plan.yaml", "version: \"1\"", "version: [1]");
    change("notices/public.yaml", "channels: [app, web, media]", "channels: [app, web, medai]");
    change(drill, "do: renew,", "do: renw,");
    change(drill, "{refused: too_early,", "{refused: to_early,");
    assert_eq!(
        codes(),
        [
            "plan-drill-step",
            "plan-drill-step",
            "plan-expected-word",
            "plan-unknown-command",
            "plan-unknown-id",
            "plan-unknown-word"
        ]
    );
    // A fact that could not be read has no values to judge by: its own fault is told, and no other for it.
    change(
        "facts.yaml",
        "  cn_b2c.possible_reach:\n    type: int",
        "  cn_b2c.possible_reach:\n    type: integer",
    );
    assert_eq!(codes().iter().filter(|code| *code == "plan-drill-step").count(), 1);
}

/// The pack of the product in a folder of its own, with a scale that people set.
fn with_a_scale_of_people(to: &Path) -> String {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            let target = to.join(path.file_name().unwrap());
            match path.is_dir() {
                true => copy(&path, &target),
                false => assert!(fs::copy(&path, &target).is_ok()),
            }
        }
    }
    copy(Path::new(&pack()), to);
    let scale = "scales:\n  gravity: {kind: severity, set_by: people, order: [plain, grave]}\n";
    fs::write(to.join("gravity.yaml"), scale).unwrap();
    for (language, title) in [("zh-Hans", "严重程度"), ("en", "Gravity")] {
        let path = to.join(format!("texts/{language}.yaml"));
        let texts = fs::read_to_string(&path).unwrap();
        let ours = format!("\nscale.gravity: {{title: {title}, level: {{plain: plain, grave: grave}}}}\n");
        fs::write(path, texts + &ours).unwrap();
    }
    to.to_str().unwrap().to_owned()
}

#[test]
fn hidden_files_are_no_part_of_a_pack() {
    let folder = tempfile::tempdir().unwrap();
    let pack = with_a_scale_of_people(folder.path());
    let digest = |pack: &str| {
        let ran = run(&["plan", "check", pack, "--json"]);
        assert_eq!(ran.code, 0, "{}", ran.out);
        ran.json()["plan"]["digest"].as_str().unwrap().to_owned()
    };
    let before = digest(&pack);
    fs::write(folder.path().join(".plan.yaml.swp"), "plan: {").unwrap();
    fs::write(folder.path().join("texts/.DS_Store"), [0, 255]).unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::write(folder.path().join(".git/config.yaml"), "nothing: [").unwrap();
    assert_eq!(digest(&pack), before);
    fs::write(folder.path().join("notes.txt"), "seen").unwrap();
    assert_ne!(digest(&pack), before, "any other file is a part of it");
}

#[test]
fn a_scale_that_people_set_is_unknown_until_somebody_sets_it() {
    let folder = tempfile::tempdir().unwrap();
    let (pack, data) = (with_a_scale_of_people(&folder.path().join("pack")), folder.path().join("data"));
    let data = data.to_str().unwrap();
    let checked = run(&["plan", "check", &pack]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    let leak = folder.path().join("leak.csv");
    fs::write(&leak, "full_name,email\nAnn Lee,ann.lee@example.com\n").unwrap();
    let assessed = run(&["assess", leak.to_str().unwrap(), "--plan", &pack, "--lang", "en"]);
    assert!(assessed.out.contains("Gravity: unknown"), "{}", assessed.out);
    let open = ["case", "open", "--data", data, "--plan", &pack, "--as", "duty_manager", "--title", "x"];
    assert_eq!(run(&open).code, 0);
    let show = |more: &[&str]| {
        let ran = run(&[&["case", "show", "1", "--data", data, "--lang", "en"][..], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran
    };
    let shown = show(&[]).out;
    assert!(shown.contains("Gravity: unknown: people set it, and nobody has yet"), "{shown}");
    assert_eq!(show(&["--json"]).json()["levels"]["gravity"]["unset"], true);
    let listed = run(&["case", "list", "--data", data, "--lang", "en"]);
    assert!(listed.out.contains("Gravity unknown"), "{}", listed.out);
    let set = ["case", "level", "1", "gravity", "grave", "--reason", "seen", "--as", "commander"];
    let set = run(&[&set[..], &["--data", data]].concat());
    assert_eq!(set.code, 0, "{}", set.err);
    let shown = show(&[]).out;
    assert!(shown.contains("Gravity: grave, set by"), "{shown}");
    assert!(show(&["--json"]).json()["levels"]["gravity"]["unset"].is_null());
}
