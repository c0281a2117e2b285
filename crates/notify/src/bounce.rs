//! A letter that came back: the delivery status notification (RFC 3464) in the mail that brings it.
//!
//! The mail is foreign. Three things are taken from it, and only together: that delivery failed, with which status, and
//! which of our letters it was — named by a Message-ID nobody can make up who has not seen the letter.

use desk::{Desk, RealLog};
use incident::Actor;
use jiff::Timestamp;

use crate::NotifyError;
use crate::letter_id::LetterId;

/// Most bytes of a mail that are looked at: status and returned headers stand near its beginning.
const LOOKED_AT: usize = 1 << 20;

/// A letter that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounce {
    /// Which one.
    pub letter: LetterId,
    /// With which status, `5.1.1`.
    pub status: String,
}

/// What became of a mail that was read for a bounce.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    /// The letter stands as bounced from now on.
    Bounced,
    /// It stands so that it cannot have come back: refused, waiting, or bounced before.
    NotAccepted,
    /// The Message-ID is not one of ours after all.
    NotOurs,
}

/// Reads a mail. `None` if it tells of no failed delivery, or of no letter of ours.
pub fn read_bounce(mail: &[u8]) -> Option<Bounce> {
    let mail = String::from_utf8_lossy(mail.get(..LOOKED_AT).unwrap_or(mail));
    let report = find(&mail, "message/delivery-status")?;
    let (_, after) = mail.split_at_checked(report)?;
    let mut failed = None;
    // Groups of fields, one for each recipient: a failed action and its status stand in one group.
    let (mut action, mut status) = (None, None);
    for line in after.lines() {
        if line.trim().is_empty() {
            (action, status) = (None, None);
            continue;
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        match name.trim().to_ascii_lowercase().as_str() {
            "action" => action = Some(value.trim().eq_ignore_ascii_case("failed")),
            "status" => status = figures(value),
            _ => {}
        }
        if let (Some(true), Some(status), None) = (action, &status, &failed) {
            failed = Some(status.clone());
        }
    }
    let letter = LetterId::find(after).or_else(|| LetterId::find(&mail))?;
    Some(Bounce { letter, status: failed? })
}

/// Where a media type is named, whatever its case.
fn find(mail: &str, kind: &str) -> Option<usize> {
    let bytes = mail.as_bytes();
    let place = bytes.windows(kind.len()).position(|window| window.eq_ignore_ascii_case(kind.as_bytes()))?;
    Some(place + kind.len())
}

/// A status of failure: `5.x.y`, in figures alone.
fn figures(value: &str) -> Option<String> {
    let word = value.split_whitespace().next()?;
    let figures: Vec<&str> = word.split('.').collect();
    let sound =
        |figure: &&str| (1..=3).contains(&figure.len()) && figure.bytes().all(|byte| byte.is_ascii_digit());
    (figures.len() == 3 && figures.iter().all(sound) && figures.first() == Some(&"5"))
        .then(|| word.to_owned())
}

/// Notes a bounce.
///
/// # Errors
/// If the case was destroyed, the role may not send, or the store fails.
pub fn note_bounce(
    desk: &Desk<RealLog>,
    bounce: &Bounce,
    who: &Actor,
    now: Timestamp,
) -> Result<Noted, NotifyError> {
    let wave = match desk.wave(&bounce.letter.wave) {
        Err(desk::DeskError::NoSuchWave { .. }) => return Ok(Noted::NotOurs),
        wave => wave?,
    };
    let row = desk.letter(&bounce.letter.wave, bounce.letter.number)?;
    if row.is_none_or(|row| row.person != bounce.letter.person) {
        return Ok(Noted::NotOurs);
    }
    let code = format!("550 {}", bounce.status);
    let noted = desk.letter_bounced(&wave, bounce.letter.number, &code, who, now)?;
    Ok(if noted { Noted::Bounced } else { Noted::NotAccepted })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0190a2b4-0000-7000-8000-000000000001.7.0.a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5";

    fn dsn(action: &str, status: &str, id: &str) -> String {
        format!(
            "From: MAILER-DAEMON@relay.example\r\nSubject: Undelivered\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nSorry. Status: 5.0.0 is only text here.\r\n\
             --b\r\nContent-Type: Message/Delivery-Status\r\n\r\nReporting-MTA: dns; relay.example\r\n\r\n\
             Final-Recipient: rfc822; x@customers.example\r\nAction: {action}\r\nStatus: {status}\r\n\
             Diagnostic-Code: smtp; 550 no such user\r\n\r\n\
             --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{id}@stanch.example>\r\n\r\n--b--\r\n"
        )
    }

    #[test]
    fn a_failed_delivery_names_the_letter_and_its_status() {
        let bounce = read_bounce(dsn("failed", "5.1.1", ID).as_bytes()).unwrap();
        assert_eq!((bounce.status.as_str(), bounce.letter.number), ("5.1.1", 7));
        let lower = dsn("Failed", "5.2.2 (mailbox full)", ID).replace("\r\n", "\n");
        assert_eq!(read_bounce(lower.as_bytes()).unwrap().status, "5.2.2");
    }

    #[test]
    fn what_tells_of_no_failure_or_no_letter_of_ours_is_none() {
        for mail in [
            dsn("delayed", "4.4.1", ID),
            dsn("delivered", "2.0.0", ID),
            dsn("failed", "4.4.7", ID),
            dsn("failed", "5.1", ID),
            dsn("failed", "5.1.1", "abc"),
            dsn("failed", "5.1.1", ID).replace("Delivery-Status", "Other"),
            format!(
                "Subject: out of office\r\nIn-Reply-To: <{ID}@stanch.example>\r\n\r\nBack on Monday.\r\n"
            ),
            String::new(),
        ] {
            assert_eq!(read_bounce(mail.as_bytes()), None, "{mail}");
        }
    }

    #[test]
    fn no_mail_whatever_stops_the_reader() {
        bolero::check!().for_each(|mail: &[u8]| drop(read_bounce(mail)));
        let endless = b"message/delivery-status\r\nStatus: ".repeat(1 << 17);
        assert_eq!(read_bounce(&endless), None);
    }
}
