//! What a visitor sees when there is no answer: what happened, and what to do.

use axum::body::Body;
use axum::http::{HeaderValue, Response, header};
use maud::html;
use messages::Language;

use super::frame::{bare, say};
use crate::look::button::{Rank, link};
use crate::reply::{Refusal, html as html_response};
use crate::visitor::Visitor;

/// The answer for a refusal; who is not signed in is led to the door and back again.
pub(crate) fn answer(refusal: &Refusal, visitor: Option<&Visitor>, target: &str) -> Response<Body> {
    if matches!(refusal, Refusal::SignIn) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = refusal.status();
        let back: String = form_urlencoded::byte_serialize(target.as_bytes()).collect();
        let to = format!("/sign-in?back={back}");
        if let Ok(to) = HeaderValue::from_str(&to) {
            response.headers_mut().insert(header::LOCATION, to);
        }
        return response;
    }
    let stranger = Visitor { language: Language::English, theme: None, signed_in: None };
    let visitor = visitor.unwrap_or(&stranger);
    let language = visitor.language;
    let title = say(language, "server-refused-title");
    let main = html! {
        div.refused {
            h1 { (title) }
            div.error role="alert" { p { span aria-hidden="true" { "▲ " } (refusal.message().in_language(language)) } }
            p { (link(&say(language, "server-back-to-cases"), Rank::Primary, "/")) }
        }
    };
    html_response(refusal.status(), bare(visitor, target, &title, jiff::Timestamp::UNIX_EPOCH, &main))
}
