//! A browser of few words that keeps its connection, and comes from another address of this machine every few hundred
//! requests: the pages hold each address to its pace.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use crate::served::Server;

/// Requests before the next address.
const FROM_ONE: u32 = 400;
/// A connection that rested longer is left for a new one: the server closes those that say nothing for fifteen seconds.
const RESTED: Duration = Duration::from_secs(10);
const PASSWORD: &str = "three tired people at night";

static ADDRESSES: AtomicU32 = AtomicU32::new(1);

pub(crate) struct Client {
    server: SocketAddr,
    stream: BufReader<TcpStream>,
    sent: u32,
    asked: Instant,
    cookie: String,
    token: String,
}

fn connect(server: SocketAddr) -> BufReader<TcpStream> {
    let number = ADDRESSES.fetch_add(1, Ordering::SeqCst);
    let [_, _, high, low] = number.to_be_bytes();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let stream = runtime.block_on(async {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::from(([127, 9, high, low], 0))).unwrap();
        socket.connect(server).await.unwrap().into_std().unwrap()
    });
    stream.set_nonblocking(false).unwrap();
    stream.set_nodelay(true).unwrap();
    BufReader::new(stream)
}

impl Client {
    /// Signed in through the one-time link of a person.
    pub(crate) fn entered(server: &Server, person: usize) -> Client {
        let mut client = Client::new(server);
        let password = PASSWORD.replace(' ', "+");
        let body = format!("password={password}&repeat={password}");
        assert_eq!(client.ask("POST", &server.links[person], &body).0, 303);
        client.read_token();
        client
    }

    fn new(server: &Server) -> Client {
        let stream = connect(server.address);
        Client {
            server: server.address,
            stream,
            sent: 0,
            asked: Instant::now(),
            cookie: String::new(),
            token: String::new(),
        }
    }

    /// The same session on another connection.
    pub(crate) fn another(&self, server: &Server) -> Client {
        let mut client = Client::new(server);
        (client.cookie, client.token) = (self.cookie.clone(), self.token.clone());
        client
    }

    pub(crate) fn sign_in_again(&mut self, server: &Server, person: usize) {
        let mut client = Client::new(server);
        let body = format!("login=person{person}&password={}", PASSWORD.replace(' ', "+"));
        assert_eq!(client.ask("POST", "/sign-in", &body).0, 303);
    }

    fn read_token(&mut self) {
        let page = self.get("/");
        self.token =
            page.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    }

    pub(crate) fn get(&mut self, path: &str) -> String {
        let (status, _, page) = self.ask("GET", path, "");
        assert_eq!(status, 200, "{path}");
        page
    }

    /// Opens a case; its number.
    pub(crate) fn open_case(&mut self, number: u32) -> u64 {
        let body = format!(
            "csrf={}&title=Orders+offered+on+a+forum+{number}&known-answer=unknown&happened-answer=unknown",
            self.token
        );
        let (status, to, page) = self.ask("POST", "/cases/new", &body);
        assert_eq!(status, 303, "{page}");
        to.rsplit('/').next().unwrap().parse().unwrap()
    }

    pub(crate) fn state_fact(&mut self, case: u64) {
        let body = format!("csrf={}&fact=records&value=%3E%3D1000&source=forum", self.token);
        let (status, _, page) = self.ask("POST", &format!("/cases/{case}/acts/fact"), &body);
        assert_eq!(status, 303, "{page}");
    }

    /// Listens for news.
    pub(crate) fn listen(&mut self, path: &str) {
        self.send("GET", path, "");
        self.until("retry:");
    }

    /// Waits for the next news.
    pub(crate) fn hear(&mut self) {
        self.until("event: changed");
    }

    fn until(&mut self, begins: &str) {
        let mut line = String::new();
        while !line.starts_with(begins) {
            line.clear();
            assert!(self.stream.read_line(&mut line).unwrap() > 0, "the stream ended");
        }
    }

    fn send(&mut self, method: &str, path: &str, body: &str) {
        if self.sent >= FROM_ONE || self.asked.elapsed() > RESTED {
            (self.stream, self.sent) = (connect(self.server), 0);
        }
        self.sent += 1;
        self.asked = Instant::now();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             content-length: {}\r\n\r\n{body}",
            self.server,
            self.cookie,
            body.len()
        );
        self.stream.get_mut().write_all(head.as_bytes()).unwrap();
    }

    /// Status, where it leads, the page.
    fn ask(&mut self, method: &str, path: &str, body: &str) -> (u16, String, String) {
        self.send(method, path, body);
        let (mut status, mut to, mut length) = (0, String::new(), 0_usize);
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).unwrap();
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            match line.split_once(": ") {
                None => status = line.split(' ').nth(1).unwrap().parse().unwrap(),
                Some((name, value)) => match name.to_ascii_lowercase().as_str() {
                    "location" => to = value.to_owned(),
                    "content-length" => length = value.parse().unwrap(),
                    "set-cookie" => self.cookie = value.split(';').next().unwrap().to_owned(),
                    _ => {}
                },
            }
        }
        let mut page = vec![0; length];
        self.stream.read_exact(&mut page).unwrap();
        (status, to, String::from_utf8(page).unwrap())
    }
}
