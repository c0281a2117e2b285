//! A house on a real data folder, listening on a free port, with people of the pack's roles; and a browser of few words.
#![allow(dead_code, reason = "each test file uses its part of the browser")]

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use desk::{By, Desk, Enrolment, Opening, Person, RealLog};
use jiff::Timestamp;
use plan::Plan;
use server::{Config, House, Listening, listen};
use store::DataFolder;

pub(crate) const PASSWORD: &str = "three tired people at night";

/// Microseconds since 1970 of the clock of all houses in this process: it stands still unless a test moves it.
static NOW_US: AtomicI64 = AtomicI64::new(1_772_326_800_000_000);

pub(crate) fn now() -> Timestamp {
    Timestamp::from_microsecond(NOW_US.load(Ordering::SeqCst)).unwrap()
}

pub(crate) fn pass(seconds: i64) {
    NOW_US.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
}

pub(crate) struct Served {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) house: Arc<House>,
    pub(crate) plan: Arc<Plan>,
    pub(crate) address: SocketAddr,
    desk: Arc<Desk<RealLog>>,
    _listening: Listening,
}

pub(crate) fn served() -> Served {
    served_with(None)
}

/// With this register of customers, a CSV text.
pub(crate) fn served_with(register: Option<&str>) -> Served {
    served_by(register, None)
}

/// With a register, and with a relay for letters.
pub(crate) fn served_by(register: Option<&str>, relay: Option<notify::smtp::Relay>) -> Served {
    served_for(testkit::pack("cn-b2c"), register, relay)
}

/// On a plan of one's own.
pub(crate) fn served_on(plan: Plan) -> Served {
    served_for(plan, None, None)
}

fn served_for(plan: Plan, register: Option<&str>, relay: Option<notify::smtp::Relay>) -> Served {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.csv");
    register.iter().for_each(|text| std::fs::write(&path, text).unwrap());
    let opening = Opening {
        origin: Some("example.com/incidents".to_owned()),
        ..Opening::at(folder.path(), "test", now())
    };
    let desk: Desk<RealLog> = Desk::open(&opening).unwrap();
    let plan = Arc::new(plan);
    let register = register.map(|_| path);
    serve(folder, Arc::new(desk), plan, register, relay)
}

/// Behind a server that says in `X-Forwarded-For` whom it speaks for.
pub(crate) fn served_behind(header: server::ProxyHeader) -> Served {
    let served = served();
    let Served { folder, desk, plan, .. } = served;
    let proxy = Some(server::Proxy { header, address: None });
    serve_as(folder, desk, plan, Around { proxy, ..Around::default() })
}

/// As a demonstration, whose leak is never made.
pub(crate) fn served_as_demo() -> Served {
    let Served { folder, desk, plan, .. } = served();
    let demo = server::Demo::new(folder.path().join("leak.sql"), now(), None);
    serve_as(folder, desk, plan, Around { demo: Some(Arc::new(demo)), ..Around::default() })
}

/// What a house may have around it.
#[derive(Default)]
struct Around {
    register: Option<std::path::PathBuf>,
    relay: Option<notify::smtp::Relay>,
    proxy: Option<server::Proxy>,
    demo: Option<Arc<server::Demo>>,
}

fn serve(
    folder: tempfile::TempDir,
    desk: Arc<Desk<RealLog>>,
    plan: Arc<Plan>,
    register: Option<std::path::PathBuf>,
    relay: Option<notify::smtp::Relay>,
) -> Served {
    serve_as(folder, desk, plan, Around { register, relay, ..Around::default() })
}

fn serve_as(folder: tempfile::TempDir, desk: Arc<Desk<RealLog>>, plan: Arc<Plan>, around: Around) -> Served {
    let Around { register, relay, proxy, demo } = around;
    let complain = |line: &str| panic!("something of ours broke: {line}");
    let config =
        Config { plan: Arc::clone(&plan), now, secure: false, proxy, register, demo, relay, complain };
    let house = House::new(Arc::clone(&desk), &DataFolder::at(folder.path()), config).unwrap();
    let listening = listen(Arc::clone(&house), "127.0.0.1:0".parse().unwrap()).unwrap();
    Served { folder, house, plan, address: listening.address, desk, _listening: listening }
}

impl Served {
    /// The same folder served anew: what stood in memory alone is gone.
    pub(crate) fn restarted(self) -> Served {
        self.restarted_by(None)
    }

    /// The same with a relay.
    pub(crate) fn restarted_by(self, relay: Option<notify::smtp::Relay>) -> Served {
        let Served { folder, desk, plan, .. } = self;
        serve(folder, desk, plan, None, relay)
    }

    pub(crate) fn enrol(&self, login: &str, roles: &[&str], keeper: bool) -> Person {
        let roles = roles.iter().map(|role| (*role).to_owned()).collect();
        let what = Enrolment { login: login.to_owned(), name: format!("Name of {login}"), roles, keeper };
        self.house.desk().enrol(&what, &By::Machine("test".to_owned()), now()).unwrap()
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser { address: self.address, cookies: BTreeMap::new(), headers: Vec::new() }
    }

    /// Somebody in this role acts on a case by the words of the command line.
    pub(crate) fn say(&self, case: &desk::CaseId, role: &str, name: &str, words: &[(&str, &str)]) {
        let words: Vec<(String, String)> =
            words.iter().map(|(word, value)| ((*word).to_owned(), (*value).to_owned())).collect();
        let command = incident::Command::from_words(name, &words, &self.plan, &self.plan.zone).unwrap();
        let who = incident::Actor { role: role.to_owned(), user: "test".to_owned() };
        self.house.desk().act(case, &desk::Act { command, who, occurred_at: None, now: now() }).unwrap();
    }

    /// Somebody new in these roles, signed in through their one-time link.
    pub(crate) fn signed_in(&self, login: &str, roles: &[&str], keeper: bool) -> Browser {
        let person = self.enrol(login, roles, keeper);
        let link = self.house.one_time_link(&person).unwrap();
        let mut browser = self.browser();
        let done = browser.post(&link, &[("password", PASSWORD), ("repeat", PASSWORD)]);
        assert_eq!(done.status, 303, "{}", done.body);
        browser
    }
}

/// What a browser remembers. One connection for each request.
pub(crate) struct Browser {
    pub(crate) address: SocketAddr,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) headers: Vec<(String, String)>,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The page without the marks that keep its dates and moments in one piece.
    pub(crate) fn said(&self) -> String {
        let mut pieces = self.body.split("<span class=\"whole\">");
        let first = pieces.next().unwrap_or_default().to_owned();
        pieces.fold(first, |said, piece| said + &piece.replacen("</span>", "", 1))
    }

    /// The session's token, as the page's forms carry it.
    pub(crate) fn form_token(&self) -> String {
        let marked = "name=\"csrf\" value=\"";
        let from = self.body.find(marked).expect("a form with a token") + marked.len();
        self.body[from..].split('"').next().unwrap().to_owned()
    }
}

impl Browser {
    pub(crate) fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, None)
    }

    pub(crate) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pair = |(name, value): &(&str, &str)| format!("{}={}", encoded(name), encoded(value));
        let body: Vec<String> = fields.iter().map(pair).collect();
        self.send("POST", path, Some(body.join("&").into_bytes()))
    }

    /// By whatever method, with a form that holds the token alone.
    pub(crate) fn by(&mut self, method: &str, path: &str, token: &str) -> Answer {
        self.send(method, path, Some(format!("csrf={}", encoded(token)).into_bytes()))
    }

    /// As [`Browser::post`] from the page at `page`, with its token.
    pub(crate) fn fill(&mut self, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.get(page).form_token();
        let mut with_token = fields.to_vec();
        with_token.push(("csrf", &token));
        self.post(path, &with_token)
    }

    /// Opens a case of which nothing is known yet.
    pub(crate) fn opens(&mut self, title: &str) {
        let fields = [("title", title), ("known-answer", "unknown"), ("happened-answer", "unknown")];
        assert_eq!(self.fill("/cases/new", "/cases/new", &fields).status, 303, "{title}");
    }

    /// Bytes as they are.
    pub(crate) fn send_raw(&mut self, path: &str, bytes: &[u8]) -> Answer {
        self.send_as("POST", path, Some(bytes.to_vec()), "application/octet-stream")
    }

    /// A leak, as a form sends it with script off; on return it is counted behind the page, or came to nothing.
    pub(crate) fn upload(&mut self, path: &str, token: &str, name: &str, bytes: &[u8]) -> Answer {
        let sent = self.upload_with(path, &[("csrf", token)], Some(("leak", name, bytes)));
        let page = path.replace("/leaks", "/exposure");
        let mut looks = 0;
        while sent.status == 303 && self.get(&page).body.contains("class=\"progress\"") {
            looks += 1;
            assert!(looks < 300, "it is never counted");
            std::thread::park_timeout(std::time::Duration::from_millis(50));
        }
        sent
    }

    /// Words and a file `(field, name, bytes)`, in this order, as a form sends them with script off.
    pub(crate) fn upload_with(
        &mut self,
        path: &str,
        told: &[(&str, &str)],
        file: Option<(&str, &str, &[u8])>,
    ) -> Answer {
        let edge = "edge-of-a-part";
        let mut body = Vec::new();
        for (name, text) in told {
            let part =
                format!("--{edge}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        if let Some((field, name, bytes)) = file {
            let disposition = format!("form-data; name=\"{field}\"; filename=\"{name}\"");
            body.extend_from_slice(
                format!("--{edge}\r\ncontent-disposition: {disposition}\r\n\r\n").as_bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{edge}--\r\n").as_bytes());
        self.send_as("POST", path, Some(body), &format!("multipart/form-data; boundary={edge}"))
    }

    fn send(&mut self, method: &str, path: &str, body: Option<Vec<u8>>) -> Answer {
        self.send_as(method, path, body, "application/x-www-form-urlencoded")
    }

    fn send_as(&mut self, method: &str, path: &str, body: Option<Vec<u8>>, kind: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n", self.address);
        if !cookies.is_empty() {
            head.push_str(&format!("cookie: {}\r\n", cookies.join("; ")));
        }
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let body = body.unwrap_or_default();
        if method == "POST" {
            head.push_str(&format!("content-type: {kind}\r\ncontent-length: {}\r\n", body.len()));
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(&body).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let answer = parsed(&bytes);
        for (_, line) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }
}

fn parsed(answer: &[u8]) -> Answer {
    let edge = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let (head, bytes) = (String::from_utf8(answer[..edge].to_vec()).unwrap(), answer[edge + 4..].to_vec());
    // A file may be anything; a page is text.
    let body = String::from_utf8_lossy(&bytes).into_owned();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines.map(|line| {
        let (name, value) = line.split_once(':').unwrap();
        (name.to_ascii_lowercase(), value.trim().to_owned())
    });
    Answer { status, headers: headers.collect(), body, bytes }
}

fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
