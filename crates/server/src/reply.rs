//! What a page function answers, and what it says when it cannot.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use desk::DeskError;
use incident::Actor;
use maud::Markup;
use messages::Message;
use plan::Right;

use crate::once::stamped;
use crate::visitor::SignedIn;

/// An answer.
#[derive(Debug)]
pub(crate) enum Reply {
    /// A page.
    Page(Markup),
    /// A page that says what was wrong with what was sent, with all that was typed.
    Again(StatusCode, Markup),
    /// Done; the browser goes on there.
    SeeOther(String),
    /// As [`Reply::SeeOther`], with a cookie.
    SignedIn {
        /// Where to go on.
        to: String,
        /// The cookie's line.
        cookie: String,
    },
    /// A file to keep.
    File {
        /// The name it is offered under.
        name: String,
        /// Its media type.
        kind: &'static str,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// Something to show in place, such as a picture or a style sheet, good for ever under its address.
    Asset {
        /// Its media type.
        kind: &'static str,
        /// Its bytes.
        bytes: &'static [u8],
    },
    /// Data for our script.
    Json(serde_json::Value),
    /// A paper: a page of its own, with its own styles.
    Paper {
        /// The page.
        html: String,
        /// The content policy that allows its styles and nothing else.
        policy: String,
    },
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// Nobody is signed in.
    SignIn,
    /// The person has no role that may.
    NoRight(Right),
    /// The person does not keep the list of people.
    NotKeeper,
    /// There is no such page, or none that this person may know of.
    NotFound,
    /// The page is there, but not for this method.
    WrongMethod,
    /// The upload was begun by somebody else, whose login this is: nobody else sends its bytes.
    OthersUpload(String),
    /// The form was not sent from one of our pages, or from a session that has ended.
    ForeignForm,
    /// Too much at once.
    Pace,
    /// More than is taken at once.
    TooLarge {
        /// The limit, bytes.
        most: u64,
    },
    /// As much of it is under way as is taken at once.
    Full(Message),
    /// What was sent could not be read.
    Unreadable(Message),
    /// The desk said no.
    Desk(Box<DeskError>),
    /// Something of ours broke; the log of the process says what.
    Broken(String),
}

impl From<DeskError> for Refusal {
    fn from(error: DeskError) -> Refusal {
        match error {
            DeskError::UnknownCase { .. } => Refusal::NotFound,
            error => Refusal::Desk(Box::new(error)),
        }
    }
}

impl From<store::StoreError> for Refusal {
    fn from(error: store::StoreError) -> Refusal {
        Refusal::Desk(Box::new(DeskError::Store(error)))
    }
}

impl Refusal {
    /// The status that machines read.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Refusal::SignIn => StatusCode::SEE_OTHER,
            Refusal::NoRight(_) | Refusal::NotKeeper | Refusal::ForeignForm | Refusal::OthersUpload(_) => {
                StatusCode::FORBIDDEN
            }
            Refusal::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Refusal::NotFound => StatusCode::NOT_FOUND,
            Refusal::Pace => StatusCode::TOO_MANY_REQUESTS,
            Refusal::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::Full(_) => StatusCode::TOO_MANY_REQUESTS,
            Refusal::Unreadable(_) => StatusCode::BAD_REQUEST,
            Refusal::Desk(error) => desk_status(error),
            Refusal::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What to say about it.
    pub(crate) fn message(&self) -> Message {
        match self {
            Refusal::SignIn => Message::new("server-sign-in-first"),
            Refusal::NoRight(right) => Message::new("server-no-right").with("right", right_words(*right)),
            Refusal::NotKeeper => Message::new("desk-people-not-keeper"),
            Refusal::NotFound => Message::new("server-not-found"),
            Refusal::WrongMethod => Message::new("server-wrong-method"),
            Refusal::OthersUpload(user) => {
                Message::new("server-upload-of-another").with("user", user.as_str())
            }
            Refusal::ForeignForm => Message::new("server-foreign-form"),
            Refusal::Pace => Message::new("server-pace"),
            Refusal::TooLarge { most } => Message::new("server-too-large").with("most", *most / 1024),
            Refusal::Full(message) | Refusal::Unreadable(message) => message.clone(),
            Refusal::Desk(error) => error.message(),
            Refusal::Broken(_) => Message::new("server-broken"),
        }
    }
}

/// What a right allows, in words.
pub(crate) fn right_words(right: Right) -> Message {
    Message::new(match right {
        Right::Read => "server-right-read",
        Right::Open => "server-right-open",
        Right::StateFact => "server-right-state-fact",
        Right::Decide => "server-right-decide",
        Right::DecideLevel => "server-right-decide-level",
        Right::DoTask => "server-right-do-task",
        Right::File => "server-right-file",
        Right::PassText => "server-right-pass-text",
        Right::Send => "server-right-send",
        Right::ProposeGate => "server-right-propose-gate",
        Right::ReviewGate => "server-right-review-gate",
        Right::ApproveGate => "server-right-approve-gate",
        Right::AdoptPlan => "server-right-adopt-plan",
        Right::ReadPersonal => "server-right-read-personal",
        Right::Export => "server-right-export",
    })
}

fn desk_status(error: &DeskError) -> StatusCode {
    match error {
        DeskError::NoRight { .. } | DeskError::UnknownRole { .. } => StatusCode::FORBIDDEN,
        DeskError::UnknownCase { .. } => StatusCode::NOT_FOUND,
        DeskError::Refused(_)
        | DeskError::NotYet { .. }
        | DeskError::NoReason
        | DeskError::LookNeedsReason
        | DeskError::HeldElsewhere { .. }
        | DeskError::People(_) => StatusCode::UNPROCESSABLE_ENTITY,
        DeskError::Busy | DeskError::Append(_) => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// A reply as it goes over the wire to its reader.
pub(crate) fn response(reply: Reply, reader: Option<&SignedIn>) -> Response<Body> {
    match reply {
        Reply::Page(page) => html(StatusCode::OK, page, reader),
        Reply::Again(status, page) => html(status, page, reader),
        Reply::Paper { html, policy } => {
            let mut response = Response::new(Body::from(html));
            set(&mut response, header::CONTENT_TYPE, "text/html; charset=utf-8");
            set(&mut response, header::CONTENT_SECURITY_POLICY, &policy);
            response
        }
        Reply::SeeOther(to) => see_other(&to),
        Reply::SignedIn { to, cookie } => {
            let mut response = see_other(&to);
            set(&mut response, header::SET_COOKIE, &cookie);
            response
        }
        Reply::File { name, kind, bytes } => {
            let mut response = Response::new(Body::from(bytes));
            set(&mut response, header::CONTENT_TYPE, kind);
            set(&mut response, header::CONTENT_DISPOSITION, &offered_as(&name));
            response
        }
        Reply::Json(value) => {
            let mut response = Response::new(Body::from(value.to_string()));
            set(&mut response, header::CONTENT_TYPE, "application/json");
            response
        }
        Reply::Asset { kind, bytes } => {
            let mut response = Response::new(Body::from(bytes));
            set(&mut response, header::CONTENT_TYPE, kind);
            set(&mut response, header::CACHE_CONTROL, "public, max-age=31536000, immutable");
            response
        }
    }
}

/// The one way by which a page leaves: each of its forms is stamped here.
pub(crate) fn html(status: StatusCode, page: Markup, reader: Option<&SignedIn>) -> Response<Body> {
    let mut response = Response::new(Body::from(stamped(page.into_string(), reader)));
    *response.status_mut() = status;
    set(&mut response, header::CONTENT_TYPE, "text/html; charset=utf-8");
    response
}

fn see_other(to: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    // Only ever a path of ours: a target from outside was checked when it was read.
    set(&mut response, header::LOCATION, to);
    response
}

fn set(response: &mut Response<Body>, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// `attachment` with the name twice: in ASCII for old readers, in UTF-8 for the others (RFC 6266, RFC 8187).
pub(crate) fn offered_as(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' }).collect();
    let mut full = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            full.push(char::from(byte));
        } else {
            full.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{full}")
}

/// Who acts on a case: the role that the act needs, and the person's login.
pub(crate) fn actor(role: &str, login: &str) -> Actor {
    Actor { role: role.to_owned(), user: login.to_owned() }
}
