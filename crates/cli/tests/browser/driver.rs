//! Debian's chromedriver, and one browser for each visitor.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

/// The driver's process, stopped with the test.
pub struct Driver {
    process: Child,
    port: u16,
}

/// Whether pages may run their script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    On,
    Off,
}

impl Driver {
    /// The driver of this machine; `None`, said aloud, where there is none and nothing is required.
    pub fn started() -> Option<Driver> {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new("chromedriver");
        command.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
        match command.spawn() {
            Ok(process) => Some(Driver { process, port }),
            Err(fault) => {
                let required = std::env::var_os("STANCH_REQUIRE_ALL").is_some();
                assert!(!required, "chromedriver is required, but does not start: {fault}");
                eprintln!("left out: the pages in a real browser — no chromedriver here ({fault})");
                None
            }
        }
    }

    /// A browser that contacts nobody but the pages.
    pub async fn browser(&self, script: Script) -> Client {
        let mut chrome = json!({
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-background-networking", "--disable-sync", "--disable-extensions", "--hide-scrollbars",
                "--force-prefers-reduced-motion",
            ],
        });
        if script == Script::Off {
            chrome["prefs"] = json!({"profile.managed_default_content_settings.javascript": 2});
        }
        let mut wishes = Capabilities::new();
        wishes.insert("goog:chromeOptions".to_owned(), chrome);
        wishes.insert("timeouts".to_owned(), json!({"pageLoad": 120_000, "script": 120_000, "implicit": 0}));
        let address = format!("http://127.0.0.1:{}", self.port);
        for _ in 0..100 {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            if let Ok(client) = builder.capabilities(wishes.clone()).connect(&address).await {
                return client;
            }
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        panic!("the browser did not come up within a hundred tries")
    }

    /// Has every page of a browser run this before any script of its own.
    pub async fn runs_first(&self, client: &Client, source: &str) {
        let session = client.session_id().await.unwrap().expect("the browser has a session");
        let body =
            json!({"cmd": "Page.addScriptToEvaluateOnNewDocument", "params": {"source": source}}).to_string();
        let host = format!("127.0.0.1:{}", self.port);
        let mut stream = TcpStream::connect(&host).unwrap();
        write!(
            stream,
            "POST /session/{session}/goog/cdp/execute HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        // The driver keeps the connection open: what it begins with says whether it was done.
        let mut answer = [0; 12];
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200");
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Asked to end, it ends its browsers too; killed, it would leave them behind.
        let asked = Command::new("kill").arg(self.process.id().to_string()).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}
