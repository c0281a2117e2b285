//! One connection: what was written and not yet answered is known at every moment, so that its end tells what is certain.

use std::io::{self, Write};
use std::net::TcpStream;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::line::Line;
use super::relay::{Login, Relay, RelayFault, Tls};
use super::reply::{Replies, Reply, ReplyFault};
use super::wire::{as_data, as_sent, is_address};
use super::{Envelope, NO_UTF8, Outcome};

/// A connection that has greeted and signed in.
#[derive(Debug)]
pub(super) struct Session {
    stream: Line,
    replies: Replies,
    /// What waits to be written in one go.
    out: Vec<u8>,
    offers: Offers,
    mail_from: String,
    answer_within: Duration,
    accept_within: Duration,
}

/// What a relay said it can do.
#[derive(Debug, Default)]
struct Offers {
    groups: bool,
    eight_bit: bool,
    utf8: bool,
    start_tls: bool,
    /// The longest message it takes, where it says one (RFC 1870).
    most: Option<usize>,
    /// The ways of signing in, where it says any.
    signs_in: Option<Vec<String>>,
}

impl Offers {
    fn of(reply: &Reply) -> Offers {
        let mut offers = Offers::default();
        // The first line is the relay's name.
        for line in reply.lines.iter().skip(1) {
            let mut words = line.split_whitespace().map(str::to_ascii_uppercase);
            match words.next().unwrap_or_default().as_str() {
                "PIPELINING" => offers.groups = true,
                "8BITMIME" => offers.eight_bit = true,
                "SMTPUTF8" => offers.utf8 = true,
                "STARTTLS" => offers.start_tls = true,
                "SIZE" => {
                    offers.most = words.next().and_then(|most| most.parse().ok()).filter(|most| *most > 0);
                }
                "AUTH" => offers.signs_in = Some(words.collect()),
                _ => {}
            }
        }
        offers
    }

    /// Whether it can be signed in so; a relay that says nothing of it may all the same.
    fn sign_in(&self, way: &str) -> bool {
        self.signs_in.as_ref().is_none_or(|ways| ways.iter().any(|one| one == way))
    }
}

/// What the relay said to the envelope of a message.
pub(super) enum Opened {
    /// The text may follow.
    Go,
    /// This message has its outcome; whether the relay waits for a text all the same.
    No(Outcome, bool),
    /// It would take nothing from this sender: no letter's fault.
    Sender(Reply),
}

/// What became of writing a text.
pub(super) enum Written {
    /// All of it left, and more that was grouped with it.
    Whole,
    /// The connection broke before its last line left: certainly not accepted.
    Cut,
    /// The connection broke after its last line left.
    Lost,
}

impl Session {
    pub(super) fn open(relay: &Relay) -> Result<Session, RelayFault> {
        if !is_address(&relay.from) {
            return Err(RelayFault::Name { given: relay.from.clone() });
        }
        if relay.name.is_empty() || !relay.name.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(RelayFault::Name { given: relay.name.clone() });
        }
        let (socket, here) = relay.connect()?;
        let tls = relay.tls(here);
        let mut session = Session {
            stream: if tls == Tls::Implicit { secret(relay, socket)? } else { Line::Clear(socket) },
            replies: Replies::default(),
            out: Vec::new(),
            offers: Offers::default(),
            mail_from: as_sent(&relay.from),
            answer_within: relay.answer_within,
            accept_within: relay.accept_within,
        };
        session.welcome(relay)?;
        session.greet(relay)?;
        if tls == Tls::StartTls {
            session = session.start_tls(relay)?;
        }
        if let Some(login) = &relay.login {
            session.sign_in(relay, login, here)?;
        }
        Ok(session)
    }

    /// What a relay says before anything is asked of it.
    fn welcome(&mut self, relay: &Relay) -> Result<(), RelayFault> {
        let address = || relay.address.clone();
        let reply = self.reply(self.answer_within).map_err(|_| RelayFault::NoSmtp { address: address() })?;
        if reply.is_yes() {
            Ok(())
        } else {
            Err(RelayFault::TurnedAway { address: address(), said: reply.said() })
        }
    }

    /// A relay that does not know EHLO is greeted as of old, and offers nothing (RFC 5321 §3.2).
    fn greet(&mut self, relay: &Relay) -> Result<(), RelayFault> {
        match self.must(relay, "EHLO", &format!("EHLO {}\r\n", relay.name)) {
            Ok(reply) => self.offers = Offers::of(&reply),
            Err(RelayFault::Refused { said, .. }) if is_unknown_command(&said) => {
                self.must(relay, "HELO", &format!("HELO {}\r\n", relay.name))?;
                self.offers = Offers::default();
            }
            Err(fault) => return Err(fault),
        }
        Ok(())
    }

    /// What was said before the line is secret counts for nothing after it (RFC 3207 §4.2), and whatever stands behind the yes
    /// was put there by somebody between: the relay itself waits for the handshake.
    fn start_tls(mut self, relay: &Relay) -> Result<Session, RelayFault> {
        if !self.offers.start_tls {
            return Err(RelayFault::NoStartTls { address: relay.address.clone() });
        }
        self.must(relay, "STARTTLS", "STARTTLS\r\n")?;
        if !self.replies.is_empty() {
            return Err(RelayFault::Injected { address: relay.address.clone() });
        }
        let socket = match self.stream {
            Line::Clear(socket) => socket,
            #[cfg(feature = "smtp-tls")]
            Line::Tls(_) => return Err(RelayFault::NoSmtp { address: relay.address.clone() }),
        };
        let stream = secret(relay, socket)?;
        let mut session = Session { stream, replies: Replies::default(), offers: Offers::default(), ..self };
        session.greet(relay)?;
        Ok(session)
    }

    /// Over a network a name and a password are said under TLS or not at all.
    fn sign_in(&mut self, relay: &Relay, login: &Login, here: bool) -> Result<(), RelayFault> {
        if !here && !self.stream.is_secret() {
            return Err(RelayFault::PasswordInClear { address: relay.address.clone() });
        }
        if self.offers.sign_in("PLAIN") {
            let plain = STANDARD.encode(format!("\0{}\0{}", login.user, login.password));
            self.must(relay, "AUTH", &format!("AUTH PLAIN {plain}\r\n"))?;
        } else if self.offers.sign_in("LOGIN") {
            for line in ["AUTH LOGIN".to_owned(), STANDARD.encode(&login.user)] {
                self.goes_on(relay, &line)?;
            }
            self.must(relay, "AUTH", &format!("{}\r\n", STANDARD.encode(&login.password)))?;
        } else {
            return Err(RelayFault::NoSignIn { address: relay.address.clone() });
        }
        Ok(())
    }

    /// Says a line of a sign-in that is asked for more (334).
    fn goes_on(&mut self, relay: &Relay, line: &str) -> Result<(), RelayFault> {
        let no_smtp = || RelayFault::NoSmtp { address: relay.address.clone() };
        self.stream.write_all(format!("{line}\r\n").as_bytes()).map_err(|_| no_smtp())?;
        let reply = self.reply(self.answer_within).map_err(|_| no_smtp())?;
        if reply.code == 334 {
            Ok(())
        } else {
            Err(RelayFault::Refused { asked: "AUTH", said: reply.said() })
        }
    }

    /// Says something whose refusal concerns every letter.
    fn must(&mut self, relay: &Relay, asked: &'static str, command: &str) -> Result<Reply, RelayFault> {
        let no_smtp = || RelayFault::NoSmtp { address: relay.address.clone() };
        self.stream.write_all(command.as_bytes()).map_err(|_| no_smtp())?;
        let reply = self.reply(self.answer_within).map_err(|_| no_smtp())?;
        if reply.is_yes() { Ok(reply) } else { Err(RelayFault::Refused { asked, said: reply.said() }) }
    }

    /// Whether the next envelope may be written together with a text.
    pub(super) fn groups(&self) -> bool {
        self.offers.groups
    }

    /// The outcome of a message to an address this relay cannot take.
    pub(super) fn cannot_take(&self, envelope: &Envelope) -> Option<Outcome> {
        if !is_address(&envelope.to) {
            return Some(Outcome::Refused { code: None });
        }
        let told = !envelope.to.is_ascii() && !self.offers.utf8;
        told.then(|| Outcome::Refused { code: Some(NO_UTF8.to_owned()) })
    }

    /// A message longer than the relay takes; letters of a wave are all about as long.
    pub(super) fn check_size(&self, relay: &Relay, envelope: &Envelope) -> Result<(), RelayFault> {
        let size = envelope.text.len();
        match self.offers.most.filter(|most| *most < size) {
            Some(most) => Err(RelayFault::TooLong { address: relay.address.clone(), most, size }),
            None => Ok(()),
        }
    }

    /// Puts the envelope of a message behind what waits to be written.
    pub(super) fn queue_envelope(&mut self, envelope: &Envelope) {
        let Session { out, mail_from, offers, .. } = self;
        out.extend_from_slice(format!("MAIL FROM:<{mail_from}>").as_bytes());
        if offers.eight_bit {
            out.extend_from_slice(b" BODY=8BITMIME");
        }
        if !envelope.to.is_ascii() || !mail_from.is_ascii() {
            out.extend_from_slice(b" SMTPUTF8");
        }
        out.extend_from_slice(format!("\r\nRCPT TO:<{}>\r\nDATA\r\n", envelope.to).as_bytes());
    }

    /// Writes the envelope of a message alone.
    pub(super) fn write_envelope(&mut self, envelope: &Envelope) -> io::Result<()> {
        self.queue_envelope(envelope);
        if self.offers.groups {
            return self.flush(0).map_err(|(error, _)| error);
        }
        Ok(())
    }

    /// Reads what the relay says to an envelope; where it takes no groups, says its lines one by one. A reply out of turn ends the
    /// connection.
    pub(super) fn read_envelope(&mut self) -> Result<Opened, ReplyFault> {
        let mail = self.asked()?;
        let to = if self.offers.groups || mail.is_yes() { Some(self.asked()?) } else { None };
        let taken = to.as_ref().is_some_and(Reply::is_yes);
        let data = if self.offers.groups || taken { Some(self.asked()?) } else { None };
        let go = data.as_ref().is_some_and(|data| data.code == 354);
        let told = |reply: &Reply| failed(reply).map(|outcome| Opened::No(outcome, go)).ok_or_else(gone);
        let opened = match (&mail, &to, &data) {
            (mail, _, _) if mail.code == 421 => Err(gone()),
            (mail, _, _) if !mail.is_yes() && !mail.is_later() => Ok(Opened::Sender(mail.clone())),
            // It wants us to sign in: no letter's fault either.
            (_, Some(to), _) if to.code == 530 => Ok(Opened::Sender(to.clone())),
            (mail, _, _) if !mail.is_yes() => told(mail),
            (_, Some(to), _) if !to.is_yes() => told(to),
            (_, _, Some(data)) if data.code == 354 => return Ok(Opened::Go),
            (_, _, Some(data)) => told(data),
            _ => Err(gone()),
        }?;
        self.out.clear();
        Ok(opened)
    }

    /// The reply to the next line of an envelope. Without groups that line is said only now.
    fn asked(&mut self) -> Result<Reply, ReplyFault> {
        if !self.offers.groups {
            let end = self.out.iter().position(|byte| *byte == b'\n').map_or(self.out.len(), |end| end + 1);
            let line: Vec<u8> = self.out.drain(..end).collect();
            self.stream.write_all(&line).map_err(ReplyFault::Lost)?;
        }
        self.reply(self.answer_within)
    }

    /// After a refused envelope: a text that the relay waits for all the same is ended without a line, which RFC 2920 §3.1
    /// asks for and which has no recipient to go to; then everything is as at the beginning.
    pub(super) fn set_back(&mut self, waits_for_text: bool) -> Result<(), ReplyFault> {
        if waits_for_text {
            self.stream.write_all(b".\r\n").map_err(ReplyFault::Lost)?;
            self.reply(self.answer_within)?;
        }
        self.stream.write_all(b"RSET\r\n").map_err(ReplyFault::Lost)?;
        if self.reply(self.answer_within)?.is_yes() { Ok(()) } else { Err(gone()) }
    }

    /// Writes a text, with the envelope of the message after it where the relay takes groups.
    pub(super) fn write_text(&mut self, envelope: &Envelope, next: Option<&Envelope>) -> Written {
        self.out = as_data(&envelope.text);
        let end = self.out.len();
        if let Some(next) = next {
            self.queue_envelope(next);
        }
        match self.flush(end) {
            Ok(()) => Written::Whole,
            Err((_, true)) => Written::Lost,
            Err((_, false)) => Written::Cut,
        }
    }

    /// The outcome of a text that went out whole.
    pub(super) fn read_accepted(&mut self) -> Result<Outcome, ReplyFault> {
        let reply = self.reply(self.accept_within)?;
        if reply.is_yes() {
            return Ok(Outcome::Accepted { code: reply.figures() });
        }
        // Neither yes nor no: nobody knows what became of the text.
        failed(&reply).ok_or(ReplyFault::NoReply)
    }

    /// Says good-bye; nobody waits for the answer.
    pub(super) fn quit(mut self) {
        drop(self.stream.write_all(b"QUIT\r\n"));
    }

    /// Writes what waits. On failure, whether the system took more than the first `end` bytes less one: then the last of
    /// them may have left.
    fn flush(&mut self, end: usize) -> Result<(), (io::Error, bool)> {
        let out = std::mem::take(&mut self.out);
        let mut left = 0;
        self.stream.write_within(self.answer_within).map_err(|error| (error, false))?;
        while let Some(rest) = out.get(left..).filter(|rest| !rest.is_empty()) {
            match self.stream.write(rest) {
                Ok(0) => return Err((io::ErrorKind::WriteZero.into(), left >= end)),
                Ok(written) => left += written,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err((error, left >= end)),
            }
        }
        Ok(())
    }

    fn reply(&mut self, within: Duration) -> Result<Reply, ReplyFault> {
        let mut stream = Deadline::new(&mut self.stream, within);
        self.replies.next(&mut stream)
    }
}

/// The line under TLS.
#[cfg(feature = "smtp-tls")]
fn secret(relay: &Relay, socket: TcpStream) -> Result<Line, RelayFault> {
    super::tls::begin(relay, socket).map(|stream| Line::Tls(Box::new(stream)))
}

/// This build has no TLS: nothing is said in clear instead.
#[cfg(not(feature = "smtp-tls"))]
fn secret(_: &Relay, _: TcpStream) -> Result<Line, RelayFault> {
    Err(RelayFault::NotBuilt)
}

/// What a reply that is no yes means for a message; `None` for one that says neither "later" (4yz) nor "no" (5yz).
fn failed(reply: &Reply) -> Option<Outcome> {
    let code = Some(reply.figures());
    match reply.code / 100 {
        4 => Some(Outcome::Deferred { code }),
        5 => Some(Outcome::Refused { code }),
        _ => None,
    }
}

/// Whether a relay says that it does not know a command (RFC 5321 §4.2.4), by the digits of what it said.
fn is_unknown_command(said: &str) -> bool {
    ["500", "501", "502", "504"].iter().any(|code| said.starts_with(code))
}

fn gone() -> ReplyFault {
    ReplyFault::Lost(io::ErrorKind::ConnectionAborted.into())
}

/// A stream that must have said what it has to say by a moment, however slowly it drips.
struct Deadline<'s> {
    stream: &'s mut Line,
    until: std::time::Instant,
}

impl<'s> Deadline<'s> {
    #[expect(
        clippy::disallowed_methods,
        reason = "how long a relay takes is measured; it is no time of the case"
    )]
    fn new(stream: &'s mut Line, within: Duration) -> Deadline<'s> {
        Deadline { stream, until: std::time::Instant::now() + within }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "how long a relay takes is measured; it is no time of the case"
    )]
    fn rest(&self) -> Duration {
        self.until.saturating_duration_since(std::time::Instant::now())
    }
}

impl io::Read for Deadline<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let rest = self.rest();
        if rest.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.stream.read_within(rest)?;
        self.stream.read(into)
    }
}
