use std::fmt;
use std::io;
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::path::PathBuf;
use std::time::Duration;

use messages::Message;

use super::is_address;

/// Where letters are handed in, and how long it is waited for.
#[derive(Debug, Clone)]
pub struct Relay {
    /// `host:port`.
    pub address: String,
    /// What we call ourselves in EHLO: a domain, or an address in brackets.
    pub name: String,
    /// The envelope's sender, where bounces come back to.
    pub from: String,
    /// Name and password, where the relay wants them.
    pub login: Option<Login>,
    /// The operator said that letters may cross the network in clear.
    pub in_clear: bool,
    /// Whether and from when on the line is secret.
    pub tls: Tls,
    /// Certificates of the authorities that are trusted (PEM); else those of the system.
    pub trusted: Option<PathBuf>,
    /// Until a connection stands.
    pub connect_within: Duration,
    /// Until a command is answered (RFC 5321 §4.5.3.2: five minutes).
    pub answer_within: Duration,
    /// Until a text is answered for (RFC 5321 §4.5.3.2.6: ten minutes).
    pub accept_within: Duration,
}

/// Whether the line to a relay is secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// To a relay on this machine it is not; to any other as [`Tls::StartTls`], unless it was said that letters may cross the
    /// network in clear.
    Beyond,
    /// It is not. A relay on another machine then needs [`Relay::in_clear`].
    Off,
    /// From the command STARTTLS on; a relay that does not offer it gets nothing.
    StartTls,
    /// From the first byte on.
    Implicit,
}

/// What we sign in at a relay with.
#[derive(Clone)]
pub struct Login {
    /// Name.
    pub user: String,
    /// Password.
    pub password: String,
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Login({}, <hidden>)", self.user)
    }
}

impl Relay {
    /// A relay with the waiting times of the standard.
    pub fn new(address: impl Into<String>, name: impl Into<String>, from: impl Into<String>) -> Relay {
        Relay {
            address: address.into(),
            name: name.into(),
            from: from.into(),
            login: None,
            in_clear: false,
            tls: Tls::Beyond,
            trusted: None,
            connect_within: Duration::from_secs(30),
            answer_within: Duration::from_mins(5),
            accept_within: Duration::from_mins(10),
        }
    }

    /// Whether what was typed can be a relay and a sender at all, before anybody is asked.
    ///
    /// # Errors
    /// [`RelayFault::Address`], [`RelayFault::Name`].
    pub fn check(&self) -> Result<(), RelayFault> {
        let parts = self.address.rsplit_once(':');
        let port = parts.filter(|(host, _)| !host.is_empty()).and_then(|(_, port)| port.parse::<u16>().ok());
        if port.is_none_or(|port| port == 0) {
            return Err(RelayFault::Address { given: self.address.clone() });
        }
        if !is_address(&self.from) {
            return Err(RelayFault::Name { given: self.from.clone() });
        }
        Ok(())
    }

    /// From when on the line is secret, to a relay that is on this machine or not; never [`Tls::Beyond`].
    pub(super) fn tls(&self, here: bool) -> Tls {
        match self.tls {
            Tls::Beyond if here || self.in_clear => Tls::Off,
            Tls::Beyond => Tls::StartTls,
            tls => tls,
        }
    }

    /// A connection, small packets sent at once: without `TCP_NODELAY` each message waits for a delayed acknowledgement.
    pub(super) fn connect(&self) -> Result<(TcpStream, bool), RelayFault> {
        let unreachable = |error: &io::Error| RelayFault::Unreachable {
            address: self.address.clone(),
            cause: messages::io_cause(error),
        };
        let found = self.address.to_socket_addrs().map_err(|error| unreachable(&error))?;
        let found: Vec<SocketAddr> = found.collect();
        let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
        for address in found {
            let here = address.ip().is_loopback();
            let tls = self.tls(here);
            if !here && !self.in_clear && tls == Tls::Off {
                return Err(RelayFault::WouldBeClear { address: self.address.clone() });
            }
            if tls != Tls::Off && !super::HAS_TLS {
                return Err(RelayFault::NotBuilt);
            }
            match TcpStream::connect_timeout(&address, self.connect_within) {
                Ok(stream) => {
                    stream.set_nodelay(true).map_err(|error| unreachable(&error))?;
                    return Ok((stream, here));
                }
                Err(error) => last = error,
            }
        }
        Err(unreachable(&last))
    }
}

/// Why nothing more can be handed in at this relay now: it concerns every letter, so none of them failed by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RelayFault {
    /// No connection.
    Unreachable {
        /// As given.
        address: String,
        /// What the system said.
        cause: Message,
    },
    /// The relay is on another machine, and nobody said that letters may cross the network in clear.
    WouldBeClear {
        /// As given.
        address: String,
    },
    /// What answers does not speak SMTP, or the connection broke before it did.
    NoSmtp {
        /// As given.
        address: String,
    },
    /// It takes no connection now.
    TurnedAway {
        /// As given.
        address: String,
        /// What it said.
        said: String,
    },
    /// It takes no message as long as a letter is.
    TooLong {
        /// As given.
        address: String,
        /// Bytes it takes at most.
        most: usize,
        /// Bytes of the letter.
        size: usize,
    },
    /// It would not have us: greeting, sign-in, or sender were refused.
    Refused {
        /// What was asked, in a word: `EHLO`, `AUTH`, `MAIL FROM`.
        asked: &'static str,
        /// What it said.
        said: String,
    },
    /// TLS was asked for, and this build has none.
    NotBuilt,
    /// It offers no STARTTLS, though it was asked for.
    NoStartTls {
        /// As given.
        address: String,
    },
    /// Something stood on the line in clear behind its yes to STARTTLS: somebody between may have put it there.
    Injected {
        /// As given.
        address: String,
    },
    /// The handshake broke off.
    NoTls {
        /// As given.
        address: String,
        /// What the system said.
        cause: Message,
    },
    /// Its certificate is not what it must be.
    Certificate {
        /// As given.
        address: String,
        /// What is wrong with it.
        why: Message,
    },
    /// The file of trusted authorities cannot be used.
    Trust {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: Message,
    },
    /// No file of trusted authorities was named, and the system has none where systems have them.
    NobodyTrusted,
    /// A name and a password would cross the network in clear.
    PasswordInClear {
        /// As given.
        address: String,
    },
    /// It offers no way of signing in that we know.
    NoSignIn {
        /// As given.
        address: String,
    },
    /// The relay's address is none.
    Address {
        /// As given.
        given: String,
    },
    /// The sender's address or our own name cannot be used.
    Name {
        /// As given.
        given: String,
    },
}

impl RelayFault {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            RelayFault::Unreachable { address, cause } => {
                Message::new("notify-relay-unreachable").with("address", address).with("cause", cause.clone())
            }
            RelayFault::WouldBeClear { address } => {
                Message::new("notify-relay-would-be-clear").with("address", address)
            }
            RelayFault::NoSmtp { address } => Message::new("notify-relay-no-smtp").with("address", address),
            RelayFault::TurnedAway { address, said } => {
                Message::new("notify-relay-turned-away").with("address", address).with("said", said)
            }
            RelayFault::TooLong { address, most, size } => Message::new("notify-relay-too-long")
                .with("address", address)
                .with("most", most.to_string())
                .with("size", size.to_string()),
            RelayFault::Refused { asked, said } => {
                Message::new("notify-relay-refused").with("asked", *asked).with("said", said)
            }
            RelayFault::NoSignIn { address } => {
                Message::new("notify-relay-no-sign-in").with("address", address)
            }
            RelayFault::NotBuilt => Message::new("notify-tls-not-built"),
            RelayFault::NoStartTls { address } => {
                Message::new("notify-tls-not-offered").with("address", address)
            }
            RelayFault::Injected { address } => Message::new("notify-tls-injected").with("address", address),
            RelayFault::NoTls { address, cause } => {
                Message::new("notify-tls-broken").with("address", address).with("cause", cause.clone())
            }
            RelayFault::Certificate { address, why } => {
                Message::new("notify-tls-certificate").with("address", address).with("why", why.clone())
            }
            RelayFault::Trust { path, cause } => Message::new("notify-tls-trust")
                .with("path", path.display().to_string())
                .with("cause", cause.clone()),
            RelayFault::NobodyTrusted => Message::new("notify-tls-nobody-trusted"),
            RelayFault::PasswordInClear { address } => {
                Message::new("notify-password-in-clear").with("address", address)
            }
            RelayFault::Address { given } => Message::new("notify-relay-address").with("given", given),
            RelayFault::Name { given } => Message::new("notify-relay-name").with("given", given),
        }
    }
}
