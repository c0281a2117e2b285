//! A line between browsers and the server, which can be cut and mended.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// What goes over it is handed on as it comes.
pub struct Line {
    /// Where browsers reach the server over it: `http://127.0.0.1:…`.
    pub address: String,
    state: Arc<State>,
}

struct State {
    /// Host and port of the server.
    to: Mutex<String>,
    is_cut: AtomicBool,
    /// Bytes that still pass from browsers to the server before it is cut.
    left: AtomicU64,
    open: Mutex<Vec<TcpStream>>,
}

impl Line {
    pub fn to(server: &str) -> Line {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(State {
            to: Mutex::new(host(server)),
            is_cut: AtomicBool::new(false),
            left: AtomicU64::new(u64::MAX),
            open: Mutex::default(),
        });
        let ours = Arc::clone(&state);
        std::thread::spawn(move || {
            for browser in listener.incoming().map_while(Result::ok) {
                if let Some(server) = ours.connected() {
                    ours.join(browser, server);
                }
            }
        });
        Line { address, state }
    }

    /// The same link, over this line.
    pub fn over(&self, server: &str, link: &str) -> String {
        link.replacen(server, &self.address, 1)
    }

    /// Everything is cut off, and nothing comes through any more.
    pub fn cut(&self) {
        self.state.cut();
    }

    /// Cuts it by itself once so many more bytes went to the server.
    pub fn cut_after(&self, bytes: u64) {
        self.state.left.store(bytes, Ordering::SeqCst);
    }

    pub fn is_cut(&self) -> bool {
        self.state.is_cut.load(Ordering::SeqCst)
    }

    /// It leads to the server again, wherever that is now.
    pub fn mended(&self, server: &str) {
        *self.state.to.lock().unwrap() = host(server);
        self.state.left.store(u64::MAX, Ordering::SeqCst);
        self.state.is_cut.store(false, Ordering::SeqCst);
    }
}

fn host(server: &str) -> String {
    server.trim_start_matches("http://").to_owned()
}

impl State {
    fn connected(&self) -> Option<TcpStream> {
        if self.is_cut.load(Ordering::SeqCst) {
            return None;
        }
        TcpStream::connect(self.to.lock().unwrap().as_str()).ok()
    }

    fn join(self: &Arc<State>, browser: TcpStream, server: TcpStream) {
        let mut open = self.open.lock().unwrap();
        open.extend([browser.try_clone().unwrap(), server.try_clone().unwrap()]);
        drop(open);
        let (up, down) = (Arc::clone(self), Arc::clone(self));
        let (from_browser, to_server) = (browser.try_clone().unwrap(), server.try_clone().unwrap());
        std::thread::spawn(move || up.hand_on(from_browser, to_server, true));
        std::thread::spawn(move || down.hand_on(server, browser, false));
    }

    fn hand_on(&self, mut from: TcpStream, mut to: TcpStream, counts: bool) {
        let mut piece = vec![0; 1 << 14];
        while let Ok(read @ 1..) = from.read(&mut piece) {
            let bytes = read as u64;
            if counts && self.left.fetch_sub(bytes, Ordering::SeqCst) < bytes {
                self.cut();
            }
            if self.is_cut.load(Ordering::SeqCst) || to.write_all(&piece[..read]).is_err() {
                break;
            }
        }
        for stream in [from, to] {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    fn cut(&self) {
        self.is_cut.store(true, Ordering::SeqCst);
        for stream in self.open.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}
