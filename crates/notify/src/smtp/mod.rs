//! Our own SMTP client: several connections, several messages on each, commands in groups (RFC 2920), and for every message
//! one of five outcomes — above all whether it is *certain* that it was not accepted.
//!
//! Blocking sockets on threads of their own: a handful of connections needs no runtime, and an outcome is returned, not
//! raced for. Sources: RFC 5321 (commands, replies, timeouts), RFC 2920 (what may be grouped), RFC 6152 (8BITMIME),
//! RFC 1870 (SIZE), RFC 5891 (domains beyond ASCII), RFC 6531 (SMTPUTF8), RFC 4954 (AUTH), RFC 3207 (STARTTLS), RFC 8314 (TLS from the first byte).

mod line;
mod pool;
mod relay;
mod reply;
mod session;
#[cfg(feature = "smtp-tls")]
mod tls;
mod wire;

pub use pool::{Delivered, Pool};
pub use relay::{Login, Relay, RelayFault, Tls};
pub use reply::{Replies, Reply, ReplyFault};
pub use wire::{as_data, as_sent, is_address};

/// Whether this build speaks TLS.
pub const HAS_TLS: bool = cfg!(feature = "smtp-tls");

/// A message ready to go.
#[derive(Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Whom it goes to: one address.
    pub to: String,
    /// The message itself, headers and all.
    pub text: Vec<u8>,
}

impl std::fmt::Debug for Envelope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Envelope({} bytes)", self.text.len())
    }
}

/// The figure kept where an address needs SMTPUTF8 and the relay does not offer it: it was not asked (RFC 6531 §3.5, RFC 3463).
pub const NO_UTF8: &str = "5.6.7";

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The relay answers for it.
    Accepted {
        /// Its answer in figures.
        code: String,
    },
    /// Certainly not accepted, and not worth trying at this address again.
    Refused {
        /// The answer in figures; [`NO_UTF8`] where the relay could not be asked; none where the address cannot be used at all.
        code: Option<String>,
    },
    /// Certainly not accepted, and worth trying again later.
    Deferred {
        /// The answer in figures; none where the connection broke.
        code: Option<String>,
    },
    /// Its text went out whole and no answer came: nobody knows.
    Uncertain,
    /// Not begun: nothing about this message was said that counts.
    Unsent,
}
