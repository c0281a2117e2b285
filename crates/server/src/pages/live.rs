//! News of a case for the pages that show it: server-sent events, one for each change. A page fetches itself again and
//! puts the new regions in place; the event says no more than that, so that nobody is told what they may not read.

use std::pin::Pin;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{Request, Response, header};
use desk::CaseRef;
use futures_util::stream;
use store::TokenDigest;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

use crate::ask::Ask;
use crate::house::House;
use crate::reply::Refusal;

/// How often a silent stream says that it lives, so that what stands between does not cut it.
const PULSE: std::time::Duration = std::time::Duration::from_secs(20);

/// `GET /cases/{case}/live`: an event `changed` whenever the case has changed. `since` is the mark of the page; a browser that
/// was cut off says in `Last-Event-ID` what it heard last. What was missed meanwhile is told at once.
pub(super) fn stream(
    house: Arc<House>,
    ask: Ask,
    request: Request<Body>,
) -> Pin<Box<dyn Future<Output = Result<Response<Body>, Refusal>> + Send>> {
    Box::pin(async move {
        let Ok(case) = ask.part("case").parse::<CaseRef>();
        let finder = Arc::clone(&house);
        let found = tokio::task::spawn_blocking(move || finder.desk.find(&case)).await;
        let case = found.map_err(|error| Refusal::Broken(error.to_string()))??.to_string();
        let heard = request.headers().get("last-event-id").and_then(|mark| mark.to_str().ok());
        let mark = heard.or_else(|| ask.query.get("since"));
        let session = ask.visitor.signed_in()?.token;
        // Listening begins before it is asked what was missed: a change in between is told twice, never not at all.
        let listening = house.hub.listen();
        let mut first = b"retry: 2000\n\n".to_vec();
        if mark.is_some_and(|mark| house.hub.changed_since(&case, mark)) {
            first.extend_from_slice(&changed(&house));
        }
        let begun = (listening, Some(Bytes::from(first)));
        let news = stream::unfold(begun, move |(mut listening, first)| {
            let (case, house) = (case.clone(), Arc::clone(&house));
            async move {
                if let Some(first) = first {
                    return Some((Ok::<_, std::convert::Infallible>(first), (listening, None)));
                }
                let news = next(&mut listening, (&case, &session), &house).await?;
                Some((Ok(news), (listening, None)))
            }
        });
        let mut response = Response::new(Body::from_stream(news));
        let kind = header::HeaderValue::from_static("text/event-stream");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        Ok(response)
    })
}

fn changed(house: &House) -> Bytes {
    Bytes::from(format!("id: {}\nevent: changed\ndata: {{}}\n\n", house.hub.mark()))
}

/// The next thing to send; `None` when the session has ended, or the server stops.
async fn next(
    listening: &mut tokio::sync::broadcast::Receiver<crate::hub::Changed>,
    (case, session): (&str, &TokenDigest),
    house: &House,
) -> Option<Bytes> {
    loop {
        let heard = tokio::time::timeout(PULSE, listening.recv()).await;
        // Whoever has signed out hears nothing more.
        house.accounts.session(session, house.now().as_microsecond()).ok()??;
        match heard {
            Err(_) => return Some(Bytes::from_static(b": still here\n\n")),
            Ok(Ok(news)) if news.case != case => {}
            // A page that lagged behind asks for everything, as after any change.
            Ok(Ok(_) | Err(RecvError::Lagged(_))) => {
                // What is waiting already is told with it: the mark covers it.
                while !matches!(listening.try_recv(), Err(TryRecvError::Empty | TryRecvError::Closed)) {}
                return Some(changed(house));
            }
            Ok(Err(RecvError::Closed)) => return None,
        }
    }
}
