//! Taking the made-up leak into a case: fed through the same door as an upload, from the file that lies at hand.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, Response};
use desk::CaseRef;
use messages::Message;
use plan::Right;

use super::demo;
use crate::ask::{Ask, Fields};
use crate::demo::Making;
use crate::house::House;
use crate::reply::{Refusal, Reply, response};
use crate::uploads::{Stage, Upload};

/// The most the form may hold, bytes.
const FORM_MAX: usize = 4096;
/// How much is fed at once, bytes.
const PIECE: usize = 1 << 20;

/// `POST /demo/cases/{case}/leak`: goes on at the exposure page while the bytes are counted behind it.
pub(in crate::pages) fn take_in(
    house: Arc<House>,
    ask: Ask,
    request: Request<Body>,
) -> Pin<Box<dyn Future<Output = Result<Response<Body>, Refusal>> + Send>> {
    Box::pin(async move {
        demo(&house)?;
        let too_large = |_| Refusal::TooLarge { most: FORM_MAX as u64 };
        let form = Fields::read(&to_bytes(request.into_body(), FORM_MAX).await.map_err(too_large)?);
        if !ask.visitor.signed_in()?.sent(form.typed("csrf")) {
            return Err(Refusal::ForeignForm);
        }
        let number = tokio::task::spawn_blocking(move || begin(&house, &ask)).await;
        let number = number.map_err(|error| Refusal::Broken(error.to_string()))??;
        Ok(response(Reply::SeeOther(format!("/cases/{number}/exposure")), None))
    })
}

fn begin(house: &Arc<House>, ask: &Ask) -> Result<u64, Refusal> {
    let demo = demo(house)?;
    if demo.making() != Making::Done {
        return Err(Refusal::Unreadable(Message::new("demo-leak-not-made")));
    }
    let Ok(case) = ask.part("case").parse::<CaseRef>();
    let id = house.desk.find(&case)?;
    let file = house.desk.case(&id)?;
    let who = ask.visitor.signed_in()?.acting(Right::StateFact, &file.plan)?;
    let under_way = house.uploads.of(&id).iter().any(|(_, upload)| matches!(upload.stage(), Stage::Running));
    if !under_way && file.state.evidence.is_empty() {
        let broken = |error: std::io::Error| Refusal::Broken(error.to_string());
        let size = std::fs::metadata(demo.leak()).map_err(broken)?.len();
        let name = demo.leak().file_name().unwrap_or_default().to_string_lossy().into_owned();
        let begun = house.uploads.begin(id, &name, Some(size), (who, ask.now));
        let (id, upload) = begun.map_err(|why| Refusal::Broken(format!("{why:?}")))?;
        let feeding = Arc::clone(house);
        let (path, runtime) = (demo.leak().to_owned(), tokio::runtime::Handle::current());
        // On a thread of its own: the file is read while the page is already shown.
        tokio::task::spawn_blocking(move || feed(&path, (&id, &upload), &feeding, &runtime));
    }
    Ok(file.number)
}

fn feed(
    path: &Path,
    (id, upload): (&str, &Arc<Upload>),
    house: &Arc<House>,
    runtime: &tokio::runtime::Handle,
) {
    let Ok(mut file) = File::open(path) else { return upload.cut(house.now()) };
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        match file.by_ref().take(PIECE as u64).read_to_end(&mut piece) {
            Ok(0) => {
                if runtime.block_on(upload.end(id, house)).is_err() {
                    upload.cut(house.now());
                }
                return;
            }
            Ok(_)
                if runtime
                    .block_on(upload.take(upload.received(), Bytes::from(piece), (id, house)))
                    .is_ok() => {}
            _ => return upload.cut(house.now()),
        }
    }
}
