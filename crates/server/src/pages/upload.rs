//! Uploading a leak: as one form with script off, in pieces that resume with script on. Either way the bytes are sealed and
//! counted while they arrive.

use std::pin::Pin;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Multipart};
use axum::http::{Request, Response};
use desk::{CaseId, CaseRef};
use incident::Actor;
use messages::Message;
use plan::{Plan, Right};
use serde_json::json;

use crate::ask::Ask;
use crate::house::House;
use crate::reply::{Refusal, Reply, response};
use crate::uploads::{NotBegun, NotTaken, Stage, Upload};
use crate::visitor::SignedIn;

/// The most a piece may hold, bytes.
const PIECE_MAX: usize = 8 << 20;
/// The field of the form that holds files.
const LEAK: &str = "leak";

type Answered = Pin<Box<dyn Future<Output = Result<Response<Body>, Refusal>> + Send>>;

/// `POST /cases/{case}/leaks`: `csrf`, then any number of files `leak`.
pub(super) fn form(house: Arc<House>, ask: Ask, request: Request<Body>) -> Answered {
    Box::pin(async move {
        let (case, who) = entered(&house, &ask).await?;
        let unreadable = |_| Refusal::Unreadable(Message::new("server-upload-unreadable"));
        let mut parts = Multipart::from_request(request, &()).await.map_err(unreadable)?;
        let (mut is_ours, mut under_way) = (false, None::<Arc<Upload>>);
        while let Some(mut part) = parts.next_field().await.map_err(|_| cut_off())? {
            match part.name() {
                Some("csrf") => {
                    let token = part.text().await.map_err(|_| cut_off())?;
                    is_ours = ask.visitor.signed_in()?.sent(&token);
                }
                Some(LEAK) if is_ours => {
                    let name = part.file_name().unwrap_or_default().to_owned();
                    if name.is_empty() {
                        continue;
                    }
                    // One is counted at a time: each may take memory of its own.
                    if let Some(before) = under_way.take() {
                        before.settled().await;
                    }
                    let (id, upload) = begun(&house, case.clone(), &name, None, who.clone())?;
                    loop {
                        match part.chunk().await {
                            Ok(Some(piece)) => {
                                match upload.take(upload.received(), piece, (&id, &house)).await {
                                    Ok(()) => {}
                                    Err(_) => break,
                                }
                            }
                            Ok(None) => break,
                            Err(_) => {
                                upload.cut(house.now());
                                return Err(cut_off());
                            }
                        }
                    }
                    upload.end(&id, &house).await?;
                    // The page goes on while it is counted behind it, and shows how far it is.
                    under_way = Some(upload);
                }
                _ if !is_ours => return Err(Refusal::ForeignForm),
                _ => {}
            }
        }
        Ok(response(Reply::SeeOther(format!("/cases/{}/exposure", ask.part("case"))), None))
    })
}

/// `POST /cases/{case}/uploads`: begins an upload of the file `name`, of `size` bytes where the sender knows; answers with its
/// `upload` id.
pub(super) fn begin(house: Arc<House>, ask: Ask, request: Request<Body>) -> Answered {
    Box::pin(async move {
        ours(&ask, &request)?;
        let (case, who) = entered(&house, &ask).await?;
        let unreadable = || Refusal::Unreadable(Message::new("server-upload-unnamed"));
        let name = ask.query.get("name").filter(|name| !name.trim().is_empty()).ok_or_else(unreadable)?;
        let size = ask.query.get("size").map(str::parse).transpose().map_err(|_| unreadable())?;
        let (id, _) = begun(&house, case, name, size, who)?;
        Ok(response(Reply::Json(json!({ "upload": id, "received": 0 })), None))
    })
}

/// `POST /cases/{case}/uploads/{upload}`: the piece that begins at byte `at`; without `at`, the word that all has been sent; by whoever
/// began it, in any of their sessions. Answers
/// how many bytes were received: where a piece that came twice or too early should go on. Where the size was told, fewer bytes are
/// no whole leak and more are none either: that is refused, and what came so far waits for the rest.
pub(super) fn piece(house: Arc<House>, ask: Ask, request: Request<Body>) -> Answered {
    Box::pin(async move {
        ours(&ask, &request)?;
        let (case, who) = entered(&house, &ask).await?;
        let upload = known(&house, &ask, &case)?;
        if upload.who.user != who.user {
            return Err(Refusal::OthersUpload(upload.who.user.clone()));
        }
        match ask.query.get("at").map(str::parse) {
            None => upload.end(ask.part("upload"), &house).await?,
            Some(Err(_)) => return Err(Refusal::Unreadable(Message::new("server-upload-unreadable"))),
            Some(Ok(at)) => {
                let piece = to_bytes(request.into_body(), PIECE_MAX).await.map_err(|_| cut_off())?;
                upload.fits(at, piece.len() as u64)?;
                match upload.take(at, piece, (ask.part("upload"), &house)).await {
                    Ok(()) | Err(NotTaken::ExpectedAt(_) | NotTaken::Over) => {}
                }
            }
        }
        Ok(response(Reply::Json(state(&upload)), None))
    })
}

/// `POST /cases/{case}/uploads/{upload}/cancel`: gives up an upload whose bytes are still to come; by whoever sends it, or who decides in
/// the case. What is over already stays as it is.
pub(super) fn cancel(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let Ok(case) = ask.part("case").parse::<CaseRef>();
    let id = house.desk.find(&case)?;
    let plan = house.desk.case(&id)?.plan;
    let upload = known(house, ask, &id)?;
    let visitor = ask.visitor.signed_in()?;
    if upload.who.user != visitor.person.login {
        visitor.acting(Right::Decide, &plan)?;
    }
    if upload.is_arriving() {
        let said = Message::new("server-upload-cancelled").with("user", visitor.person.login.as_str());
        upload.give_up(said, ask.now);
        house.hub.tell(id.as_str());
    }
    Ok(Reply::SeeOther(ask.page.clone()))
}

/// `GET /cases/{case}/uploads/{upload}`: how many bytes were received, and where it stands.
pub(super) fn stand(house: Arc<House>, ask: Ask, _: Request<Body>) -> Answered {
    Box::pin(async move {
        let (case, _) = entered(&house, &ask).await?;
        Ok(response(Reply::Json(state(&*known(&house, &ask, &case)?)), None))
    })
}

fn state(upload: &Upload) -> serde_json::Value {
    let stage = match upload.stage() {
        Stage::Running => "running",
        Stage::Done => "done",
        Stage::Failed(_) => "failed",
    };
    json!({ "received": upload.received(), "stage": stage })
}

fn begun(
    house: &Arc<House>,
    case: CaseId,
    name: &str,
    size: Option<u64>,
    who: Actor,
) -> Result<(String, Arc<Upload>), Refusal> {
    house.uploads.begin(case, name, size, (who, house.now())).map_err(|why| match why {
        NotBegun::TooManyOfOne(most) => {
            Refusal::Full(Message::new("server-upload-too-many-yours").with("most", most))
        }
        NotBegun::TooMany(most) => Refusal::Full(Message::new("server-upload-too-many").with("most", most)),
        NotBegun::Broken(why) => Refusal::Broken(why),
    })
}

fn known(house: &House, ask: &Ask, case: &CaseId) -> Result<Arc<Upload>, Refusal> {
    let upload = house.uploads.get(ask.part("upload")).filter(|upload| upload.case == *case);
    upload.ok_or(Refusal::NotFound)
}

/// Scripts send the session's token as a header: other sites cannot.
fn ours(ask: &Ask, request: &Request<Body>) -> Result<(), Refusal> {
    let token = request.headers().get("x-stanch-token").and_then(|token| token.to_str().ok());
    let is_ours = ask.visitor.signed_in()?.sent(token.unwrap_or_default());
    if is_ours { Ok(()) } else { Err(Refusal::ForeignForm) }
}

/// The case, and who acts on it with the right to state facts in its own plan.
async fn entered(house: &Arc<House>, ask: &Ask) -> Result<(CaseId, Actor), Refusal> {
    let Ok(case) = ask.part("case").parse::<CaseRef>();
    let (finder, visitor) = (Arc::clone(house), ask.visitor.clone());
    let found = tokio::task::spawn_blocking(move || {
        let id = finder.desk.find(&case)?;
        let plan = finder.desk.case(&id)?.plan;
        let who = counting(visitor.signed_in()?, &plan)?;
        Ok::<_, Refusal>((id, who))
    });
    found.await.map_err(|error| Refusal::Broken(error.to_string()))?
}

/// Who tells what was counted: in a role whose word on how many records there are counts, if the person has one.
fn counting(visitor: &SignedIn, plan: &Plan) -> Result<Actor, Refusal> {
    let records = plan.catalogue.facts.iter().find(|fact| fact.id == "records");
    let answers = |role: &&str| records.is_some_and(|fact| fact.can_answer(role));
    match visitor.roles_with(Right::StateFact, plan).find(answers) {
        Some(role) => Ok(crate::reply::actor(role, &visitor.person.login)),
        None => visitor.acting(Right::StateFact, plan),
    }
}

fn cut_off() -> Refusal {
    Refusal::Unreadable(Message::new("server-upload-cut-off"))
}
