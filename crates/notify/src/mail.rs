//! A paper becomes a message: UTF-8, text and HTML, with our own Message-ID. Same paper, same bytes.

use documents::Paper;
use jiff::Timestamp;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use crate::smtp::is_address;

/// What every message of a wave has.
#[derive(Debug, Clone)]
pub struct Head<'a> {
    /// The sender's address.
    pub from: &'a str,
    /// Who writes, as readers see it.
    pub sender: Option<&'a str>,
    /// When it says that it was written.
    pub date: Timestamp,
}

/// The message, with lines that end in CR LF; `None` where an address cannot be used.
pub fn mail(paper: &Paper, head: &Head<'_>, to: &str, message_id: &str) -> Option<Vec<u8>> {
    let part = |kind, text: String| SinglePart::builder().header(kind).body(text);
    // Made from the Message-ID, which no text knows.
    let boundary: String = message_id.chars().filter(char::is_ascii_alphanumeric).take(60).collect();
    let body = MultiPart::alternative()
        .boundary(boundary)
        .singlepart(part(ContentType::TEXT_PLAIN, documents::plain(paper)))
        .singlepart(part(ContentType::TEXT_HTML, documents::html(paper)));
    let auto = HeaderName::new_from_ascii_str("Auto-Submitted");
    let message = Message::builder()
        .from(Mailbox::new(head.sender.map(one_line), address(head.from)?))
        .to(Mailbox::new(None, address(to)?))
        .subject(one_line(&paper.title))
        .date(std::time::SystemTime::from(head.date))
        .message_id(Some(message_id.to_owned()))
        // Answering machines keep silent (RFC 3834).
        .raw_header(HeaderValue::new(auto, "auto-generated".to_owned()))
        .multipart(body)
        .ok()?;
    Some(message.formatted())
}

fn address(text: &str) -> Option<Address> {
    text.parse().ok().filter(|_| is_address(text))
}

/// Without anything that could end a header.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// The domain of an address, for Message-IDs; ours if there is none.
pub fn domain(address: &str) -> &str {
    address.rsplit_once('@').map_or("localhost", |(_, domain)| domain)
}
