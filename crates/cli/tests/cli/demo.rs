//! `stanch demo` with a small shop: told in the terminal, and played in the browser by its forms alone.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::ran::run;

#[test]
fn the_demo_counts_what_it_made_up_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    for (language, expected) in [("en", "counted the same"), ("zh", "统计结果一致")] {
        let place = folder.path().join(language);
        let place = place.to_str().unwrap();
        let ran = run(&["demo", "--terminal", "--members", "1200", "--data", place, "--lang", language]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        assert!(ran.out.contains(expected), "{}", ran.out);
        // Twelve hundred members and the ten newcomers of the export.
        assert!(ran.out.contains("1,210"), "{}", ran.out);
        let bundle = format!("{place}/drill.bundle");
        assert_eq!(run(&["journal", "verify", &bundle, "--key", &format!("{bundle}.vkey")]).code, 0);
        assert_eq!(fs::metadata(place).unwrap().permissions().mode() & 0o777, 0o700);
    }
}

#[test]
fn the_demo_never_writes_into_a_folder_that_is_already_there() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run(&["demo", "--terminal", "--members", "60", "--data", folder.path().to_str().unwrap()]);
    assert_eq!(ran.code, 6, "{}", ran.err);
}

/// A demonstration that runs, and a visitor with script off.
struct Visited {
    process: Child,
    address: String,
    cookies: BTreeMap<String, String>,
}

impl Visited {
    fn begin(temp: &std::path::Path, words: &[&str]) -> (Visited, String) {
        let mut process = Command::new(env!("CARGO_BIN_EXE_stanch"))
            .arg("demo")
            .args(words)
            .env("TMPDIR", temp)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut link = || {
            let line = lines.next().unwrap().unwrap();
            line.split_whitespace().find_map(|word| Some(word[word.find("http://")? + 7..].to_owned()))
        };
        link().expect("the first line names the address");
        let link = link().expect("the second line has the link");
        let (address, path) = link.split_once('/').unwrap();
        let path = format!("/{path}");
        (Visited { process, address: address.to_owned(), cookies: BTreeMap::new() }, path)
    }

    /// Status, where it leads, the page.
    fn ask(&mut self, method: &str, path: &str, fields: &[(&str, &str)]) -> (u16, String, String) {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let body = body.join("&");
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncookie: {}\r\ncontent-length: {}\r\n\
             content-type: application/x-www-form-urlencoded\r\n\r\n{body}",
            self.address,
            cookies.join("; "),
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, page) = answer.split_once("\r\n\r\n").unwrap();
        let mut to = String::new();
        for line in head.lines().skip(1) {
            let (name, value) = line.split_once(": ").unwrap();
            match name.to_ascii_lowercase().as_str() {
                "location" => to = value.to_owned(),
                "set-cookie" => {
                    let (name, value) = value.split(';').next().unwrap().split_once('=').unwrap();
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
                _ => {}
            }
        }
        (head.split(' ').nth(1).unwrap().parse().unwrap(), to, page.to_owned())
    }

    fn get(&mut self, path: &str) -> String {
        let (status, _, page) = self.ask("GET", path, &[]);
        assert_eq!(status, 200, "{path}: {page}");
        page
    }

    /// Sends a form of a page with its token; where it leads.
    fn fill(&mut self, page: &str, path: &str, fields: &[(&str, &str)]) -> String {
        let page = self.get(page);
        let token = between(&page, "name=\"csrf\" value=\"", "\"").to_owned();
        let mut fields = fields.to_vec();
        fields.push(("csrf", &token));
        let (status, to, page) = self.ask("POST", path, &fields);
        assert_eq!(status, 303, "{path}: {page}");
        to
    }

    /// Asks for a page until it says something.
    #[expect(clippy::disallowed_methods, reason = "another process is at work, and says nothing by itself")]
    fn until(&mut self, path: &str, said: &str) -> String {
        for _ in 0..300 {
            let page = self.get(path);
            if page.contains(said) {
                return page;
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        panic!("`{said}` never stood on {path}: {}", self.get(path));
    }
}

impl Drop for Visited {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let from = text.find(before).unwrap_or_else(|| panic!("no `{before}` in {text}")) + before.len();
    text[from..].split(after).next().unwrap()
}

#[test]
fn a_visitor_is_walked_from_a_message_to_the_counted_leak_and_nothing_is_left_behind() {
    let temp = tempfile::tempdir().unwrap();
    let words = ["--members", "600", "--rows", "3000", "--lang", "en"];
    let (mut visit, link) = Visited::begin(temp.path(), &words);
    assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1, "it lies in one folder");
    assert!(visit.get(&link).contains("Lin Xiao"));
    let (status, to, _) = visit.ask("POST", &link, &[]);
    assert_eq!((status, to.as_str()), (303, "/demo/inbox"));
    let mine = std::mem::take(&mut visit.cookies);
    let (again, _, _) = visit.ask("POST", &link, &[]);
    assert_eq!(again, 400, "the link is good once");
    visit.cookies = mine;
    let inbox = visit.get("/demo/inbox");
    assert!(inbox.contains("Step 1 of 8"));
    let offers = inbox.split("href=\"/cases/new?").skip(1).map(|rest| rest.split('"').next().unwrap());
    let opening = offers.map(|offer| offer.replace("&amp;", "&")).find(|offer| offer.contains("Orders"));
    let opening = opening.expect("the message about the orders database is there");
    let form = visit.get(&format!("/cases/new?{opening}"));
    assert!(form.contains("value=\"Orders database read out"), "the title stands in its field");
    let opening: Vec<(&str, &str)> = opening.split('&').map(|pair| pair.split_once('=').unwrap()).collect();
    assert_eq!(visit.fill("/demo/inbox", "/cases/new", &opening), "/cases/1");
    // Whose place it is to take the leak in, the line says; the duty manager may.
    visit.until("/cases/1", "Take in shop_members.sql");
    assert_eq!(visit.fill("/cases/1", "/demo/cases/1/leak", &[]), "/cases/1/exposure");
    // As a link: the token of the live news may end in anything.
    let counted = visit.until("/cases/1", ">E-1<");
    assert!(counted.contains("3,000") && counted.contains("600"), "made up and counted the same: {counted}");
    // Any entry of the record is proved to the command line.
    let proof = temp.path().join("entry.proof.json");
    fs::write(&proof, visit.get("/cases/1/entries/2/proof")).unwrap();
    assert_eq!(run(&["journal", "check", proof.to_str().unwrap()]).code, 0);
    fs::remove_file(&proof).unwrap();
    // The next step is another's: taking their place leads on as them.
    visit.fill("/cases/1", &format!("/demo/people/{}", person(&counted)), &[("back", "/cases/1")]);
    let page = visit.get("/demo/people");
    assert!(!page.contains("You are Lin Xiao"), "the place was changed");
    let stopped = Command::new("kill").arg(visit.process.id().to_string()).status().unwrap();
    assert!(stopped.success() && visit.process.wait().unwrap().success());
    assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 0, "what was made up is gone");
}

/// The person whose place the guide offers, or any other's of the page.
fn person(page: &str) -> String {
    between(page, "action=\"/demo/people/", "\"").to_owned()
}
