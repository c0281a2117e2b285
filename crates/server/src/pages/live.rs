//! News of a case for the pages that show it: server-sent events, one for each change.

use std::pin::Pin;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{Request, Response, header};
use desk::CaseRef;
use futures_util::stream;
use tokio::sync::broadcast::error::RecvError;

use crate::ask::Ask;
use crate::house::House;
use crate::reply::Refusal;

/// How often a silent stream says that it lives, so that what stands between does not cut it.
const PULSE: std::time::Duration = std::time::Duration::from_secs(20);

/// `GET /cases/{case}/live`: an event `reload` whenever the case has changed; the page then asks for itself again.
pub(super) fn stream(
    house: Arc<House>,
    ask: Ask,
    _: Request<Body>,
) -> Pin<Box<dyn Future<Output = Result<Response<Body>, Refusal>> + Send>> {
    Box::pin(async move {
        let Ok(case) = ask.part("case").parse::<CaseRef>();
        let finder = Arc::clone(&house);
        let found = tokio::task::spawn_blocking(move || finder.desk.find(&case)).await;
        let case = found.map_err(|error| Refusal::Broken(error.to_string()))??;
        let listening = house.hub.listen();
        let first = Bytes::from_static(b"retry: 2000\n\n");
        let news = stream::unfold((listening, Some(first)), move |(mut listening, first)| {
            let case = case.to_string();
            async move {
                if let Some(first) = first {
                    return Some((Ok::<_, std::convert::Infallible>(first), (listening, None)));
                }
                let news = next(&mut listening, &case).await?;
                Some((Ok(news), (listening, None)))
            }
        });
        let mut response = Response::new(Body::from_stream(news));
        let kind = header::HeaderValue::from_static("text/event-stream");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        Ok(response)
    })
}

/// The next thing to send; `None` when the server stops.
async fn next(
    listening: &mut tokio::sync::broadcast::Receiver<crate::hub::Changed>,
    case: &str,
) -> Option<Bytes> {
    loop {
        match tokio::time::timeout(PULSE, listening.recv()).await {
            Err(_) => return Some(Bytes::from_static(b": still here\n\n")),
            Ok(Ok(changed)) if changed.case != case => {}
            // A page that lagged behind asks for everything, as after any change.
            Ok(Ok(_) | Err(RecvError::Lagged(_))) => {
                return Some(Bytes::from_static(b"event: reload\ndata: {}\n\n"));
            }
            Ok(Err(RecvError::Closed)) => return None,
        }
    }
}
