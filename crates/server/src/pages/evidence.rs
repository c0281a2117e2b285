//! Evidence that is no leak, in and out: its bytes are sealed while they arrive, and given out again only after the look is
//! on record. Neither way anything lies in clear, and neither way a file is held in memory.

use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::multipart::Field as Part;
use axum::extract::{FromRequest, Multipart};
use axum::http::{Request, Response, StatusCode, header};
use desk::{Act, CaseId, CaseRef, DeskError, OpenEvidence};
use futures_util::stream;
use incident::Actor;
use messages::Message;
use plan::Right;
use tokio::sync::mpsc;

use super::refusal::on_pages;
use super::room::{
    self,
    evidence::{called, is_kind},
};
use crate::ask::{Ask, Fields};
use crate::house::House;
use crate::once::{self, Alone};
use crate::reply::{Refusal, Reply, html, offered_as, response};

/// Pieces that wait between the network and the sealing.
const PIECES_WAITING: usize = 8;
/// Bytes given out at a time.
const PIECE: usize = 1 << 16;
/// The most a text of the form may hold, bytes; the most the form that takes out may hold.
const TEXT_MAX: usize = 16 * 1024;

type Answered = Pin<Box<dyn Future<Output = Result<Response<Body>, Refusal>> + Send>>;

/// `POST /cases/{case}/evidence/add`: `csrf`, `place`, `kind`, `title`, then the file `file`.
pub(super) fn add(house: Arc<House>, mut ask: Ask, request: Request<Body>) -> Answered {
    Box::pin(async move {
        let (case, who) = entered(&house, &ask, Right::StateFact).await?;
        let unreadable = |_| Refusal::Unreadable(Message::new("server-upload-unreadable"));
        let mut parts = Multipart::from_request(request, &()).await.map_err(unreadable)?;
        let mut told: Vec<(String, String)> = Vec::new();
        let mut token = String::new();
        while let Some(mut part) = parts.next_field().await.map_err(|_| cut_off())? {
            let name = part.name().unwrap_or_default().to_owned();
            match name.as_str() {
                "csrf" => token = part.text().await.map_err(|_| cut_off())?,
                _ if !ask.visitor.signed_in()?.sent(&token) => return Err(Refusal::ForeignForm),
                "file" => {
                    let file = part.file_name().unwrap_or_default().to_owned();
                    if file.is_empty() {
                        break;
                    }
                    let kind = field(&told, "kind");
                    if !is_kind(kind) {
                        drain(&mut part).await;
                        ask.form = Fields::of(told);
                        return again(house, ask, Message::new("server-evidence-which-kind")).await;
                    }
                    let name = called(field(&told, "title"), kind, &file, ask.language());
                    ask.form = Fields::of(told);
                    let Some(first) = first_piece(&mut part).await? else {
                        return again(house, ask, Message::new("server-evidence-empty")).await;
                    };
                    let given = (case.clone(), who, name);
                    let reply = take_in(&house, given, (&ask, &token), (first, &mut part)).await?;
                    house.hub.tell(case.as_str());
                    return Ok(response(reply, None));
                }
                _ => {
                    let text = part.text().await.map_err(|_| cut_off())?;
                    told.push((name, text.chars().take(TEXT_MAX).collect()));
                }
            }
        }
        ask.form = Fields::of(told);
        again(house, ask, Message::new("server-evidence-no-file")).await
    })
}

/// The first bytes of a file; `None` if it has none.
async fn first_piece(part: &mut Part<'_>) -> Result<Option<Bytes>, Refusal> {
    while let Some(piece) = part.chunk().await.map_err(|_| cut_off())? {
        if !piece.is_empty() {
            return Ok(Some(piece));
        }
    }
    Ok(None)
}

/// Lets what arrives go by, so that its sender hears the answer.
async fn drain(part: &mut Part<'_>) {
    while let Ok(Some(_)) = part.chunk().await {}
}

/// Seals the file while it arrives; cut off, nothing of it is kept. The same form sent again leads to what it led to before.
async fn take_in(
    house: &Arc<House>,
    (case, who, name): (CaseId, Actor, String),
    (ask, token): (&Ask, &str),
    (first, part): (Bytes, &mut Part<'_>),
) -> Result<Reply, Refusal> {
    // Known before the file has arrived, so by its name alone.
    let said = Fields::of(vec![("name".to_owned(), name.clone())]);
    let alone = match once::key(token, ask.target_path(), &said) {
        Some(key) => Some(Alone::with(house, key).await),
        None => None,
    };
    let (feed, taken) = mpsc::channel(PIECES_WAITING);
    let (keeper, asked) = (Arc::clone(house), ask.clone());
    let kept = tokio::task::spawn_blocking(move || {
        let keep = || {
            keep(&keeper, &case, &who, &name, taken)?;
            Ok(Reply::SeeOther(asked.page.clone()))
        };
        match alone {
            Some(alone) => alone.act(&asked, keep),
            None => keep(),
        }
    });
    let mut listens = feed.send(Some(first)).await.is_ok();
    let whole = loop {
        match part.chunk().await {
            // Nobody listening means that the sealing has ended by itself, with its reason: the rest is let go by, so that the sender
            // hears it.
            Ok(Some(piece)) => listens = listens && feed.send(Some(piece)).await.is_ok(),
            Ok(None) => break !listens || feed.send(None).await.is_ok() || feed.is_closed(),
            Err(_) => break false,
        }
    };
    drop(feed);
    let kept = kept.await.map_err(|error| Refusal::Broken(error.to_string()))?;
    if whole { kept } else { Err(cut_off()) }
}

fn field<'a>(told: &'a [(String, String)], name: &str) -> &'a str {
    told.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text.trim())
}

/// Seals what arrives and takes it in, in one act.
fn keep(
    house: &House,
    case: &CaseId,
    who: &Actor,
    name: &str,
    taken: mpsc::Receiver<Option<Bytes>>,
) -> Result<(), DeskError> {
    let mut arriving = Arriving { taken, piece: Bytes::new(), ended: false };
    let sealed = house.desk.seal(case, who, &mut arriving, &mut |_| {})?;
    let act =
        || Act { command: sealed.command(name, None), who: who.clone(), occurred_at: None, now: house.now() };
    house.desk.act_upon_sealed(case, std::slice::from_ref(&sealed), &|_| Ok(vec![act()])).map(|_| ())
}

/// Reads what arrives; an end without the word that it is the end is a line that was cut.
struct Arriving {
    taken: mpsc::Receiver<Option<Bytes>>,
    piece: Bytes,
    ended: bool,
}

impl Read for Arriving {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() && !self.ended {
            match self.taken.blocking_recv() {
                Some(Some(piece)) => self.piece = piece,
                Some(None) => self.ended = true,
                None => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
        }
        let taken = self.piece.split_to(self.piece.len().min(into.len()));
        if let Some(into) = into.get_mut(..taken.len()) {
            into.copy_from_slice(&taken);
        }
        Ok(taken.len())
    }
}

/// `POST /cases/{case}/evidence/{evidence}/out`: `csrf`, `reason`; answers with the bytes.
pub(super) fn out(house: Arc<House>, mut ask: Ask, request: Request<Body>) -> Answered {
    Box::pin(async move {
        let (case, who) = entered(&house, &ask, Right::ReadPersonal).await?;
        let bytes = to_bytes(request.into_body(), TEXT_MAX).await;
        ask.form = Fields::read(&bytes.map_err(|_| Refusal::TooLarge { most: TEXT_MAX as u64 })?);
        if !ask.visitor.signed_in()?.sent(ask.form.typed("csrf")) {
            return Err(Refusal::ForeignForm);
        }
        let (keeper, evidence) = (Arc::clone(&house), ask.part("evidence").to_owned());
        let (reason, now) = (ask.form.typed("reason").to_owned(), ask.now);
        let opened = tokio::task::spawn_blocking(move || {
            keeper.desk.open_evidence(&case, &evidence, &reason, &who, now)
        });
        match opened.await.map_err(|error| Refusal::Broken(error.to_string()))? {
            Ok(opened) => Ok(given_out(opened)),
            Err(error @ (DeskError::LookNeedsReason | DeskError::HeldElsewhere { .. })) => {
                again(house, ask, on_pages(error.message())).await
            }
            Err(error) => Err(error.into()),
        }
    })
}

/// The bytes as a file to keep, a piece at a time as fast as they are taken.
fn given_out(opened: OpenEvidence) -> Response<Body> {
    let (name, size) = (opened.name.clone(), opened.size);
    let pieces = stream::unfold(Some(opened), |opened| async move {
        let mut opened = opened?;
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = vec![0; PIECE];
            let read = opened.read(&mut piece)?;
            piece.truncate(read);
            Ok::<_, io::Error>((piece, opened))
        });
        match read.await.unwrap_or_else(|error| Err(io::Error::other(error))) {
            Ok((piece, _)) if piece.is_empty() => None,
            Ok((piece, opened)) => Some((Ok(Bytes::from(piece)), Some(opened))),
            // The line is cut: a file that ends too early is not taken for whole.
            Err(error) => Some((Err(error), None)),
        }
    });
    let mut response = Response::new(Body::from_stream(pieces));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_LENGTH, header::HeaderValue::from(size));
    if let Ok(offered) = header::HeaderValue::from_str(&offered_as(&name)) {
        headers.insert(header::CONTENT_DISPOSITION, offered);
    }
    response
}

/// The page again, with what was wrong and what was typed.
async fn again(house: Arc<House>, ask: Ask, fault: Message) -> Result<Response<Body>, Refusal> {
    let reader = ask.visitor.signed_in()?.clone();
    let page = tokio::task::spawn_blocking(move || room::page(&house, &ask, "evidence", Some(&fault)));
    let page = page.await.map_err(|error| Refusal::Broken(error.to_string()))??;
    Ok(html(StatusCode::UNPROCESSABLE_ENTITY, page, Some(&reader)))
}

/// The case, and who acts on it with this right in its own plan.
async fn entered(house: &Arc<House>, ask: &Ask, right: Right) -> Result<(CaseId, Actor), Refusal> {
    let Ok(case) = ask.part("case").parse::<CaseRef>();
    let (finder, visitor) = (Arc::clone(house), ask.visitor.clone());
    let found = tokio::task::spawn_blocking(move || {
        let id = finder.desk.find(&case)?;
        let plan = finder.desk.case(&id)?.plan;
        let who = visitor.signed_in()?.acting(right, &plan)?;
        Ok::<_, Refusal>((id, who))
    });
    found.await.map_err(|error| Refusal::Broken(error.to_string()))?
}

fn cut_off() -> Refusal {
    Refusal::Unreadable(Message::new("server-upload-cut-off"))
}
