//! The table of routes: every address with its method, the right it needs and the function that answers. Nothing is
//! reachable that does not stand here, and the table itself checks who may.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{ConnectInfo, DefaultBodyLimit, RawPathParams, State};
use axum::http::{HeaderValue, Method, Request, Response, StatusCode, header};
use axum::routing::{MethodFilter, on};
use plan::Right;

use crate::ask::{Ask, Fields};
use crate::house::{House, SIGN_IN_PAUSE_S};
use crate::kept::{KEPT, Typed, page_of};
use crate::once::{self, Alone};
use crate::pace::Whence;
use crate::pages;
use crate::reply::{Refusal, Reply, response};
use crate::security::{harden, is_from_us};
use crate::visitor::Visitor;

/// Who may ask for a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody: signing in, style sheets.
    Anyone,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever has a role that holds this right in the plan of new cases; a page of a case asks again with the case's own
    /// plan.
    Holding(Right),
    /// Whoever keeps the list of people.
    Keeper,
    /// Whoever is signed in to a demonstration; elsewhere there is no such page.
    Demo,
}

/// How a route is answered.
#[derive(Clone, Copy)]
pub(crate) enum Answer {
    /// By a function that may wait for the disk.
    Page(fn(&House, &Ask) -> Result<Reply, Refusal>),
    /// As [`Answer::Page`], after waiting for one of two places: passwords are hashed there.
    Hashing(fn(&House, &Ask) -> Result<Reply, Refusal>),
    /// By a function that reads or writes for as long as it takes.
    Streaming(pages::Streaming),
}

/// A route.
#[derive(Clone, Copy)]
pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) access: Access,
    pub(crate) answer: Answer,
    /// A form that is sent here a second time is not done a second time (`once`).
    pub(crate) once: bool,
}

/// The most a form may hold, bytes. Uploads have their own door.
const FORM_MAX: usize = 256 * 1024;
/// The same for signing in: with it comes back what was typed before the session ended, sealed.
const SIGN_IN_MAX: usize = 2 * FORM_MAX;

/// Every route as `(method, path, access)`, for tests and documentation.
pub fn routes() -> Vec<(&'static str, &'static str, Access)> {
    pages::ROUTES.iter().map(|route| (route.method, route.path, route.access)).collect()
}

/// Forms that are done as often as they are sent, as their addresses: each time is meant, or changes nothing that lasts.
pub fn repeatable() -> Vec<&'static str> {
    let posts = pages::ROUTES.iter().filter(|route| route.method == "POST" && !route.once);
    posts.map(|route| route.path).collect()
}

/// The router over all routes.
pub fn router(house: Arc<House>) -> Router {
    let mut router = Router::new();
    for route in pages::ROUTES {
        let answer = move |State(house): State<Arc<House>>,
                           ConnectInfo(from): ConnectInfo<SocketAddr>,
                           path: Result<RawPathParams, RawPathParamsRejection>,
                           request: Request<Body>| async move {
            // A part of the path that is no text names nothing.
            let Ok(path) = path else { return nowhere(State(house), request).await };
            let path = path.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            answered(house, *route, from, path, request).await
        };
        let method = if route.method == "GET" { MethodFilter::GET } else { MethodFilter::POST };
        router = router.route(route.path, on(method, answer));
    }
    // Files are read as they come, whatever their size; what is read whole has limits of its own.
    let router = router.layer(DefaultBodyLimit::disable());
    router.fallback(nowhere).method_not_allowed_fallback(wrong_method).with_state(house)
}

async fn nowhere(State(house): State<Arc<House>>, request: Request<Body>) -> Response<Body> {
    let visitor = Visitor::of(request.headers(), &house, house.now()).ok();
    finished(&house, visitor.as_ref(), Err(Refusal::NotFound), "/")
}

/// A page asked for by a method it does not have. Outside a demonstration its pages are not there by any.
async fn wrong_method(State(house): State<Arc<House>>, request: Request<Body>) -> Response<Body> {
    if house.config.demo.is_none() && request.uri().path().starts_with("/demo") {
        return nowhere(State(house), request).await;
    }
    let visitor = Visitor::of(request.headers(), &house, house.now()).ok();
    finished(&house, visitor.as_ref(), Err(Refusal::WrongMethod), "/")
}

async fn answered(
    house: Arc<House>,
    route: Route,
    peer: SocketAddr,
    path: BTreeMap<String, String>,
    request: Request<Body>,
) -> Response<Body> {
    let now = house.now();
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str()).to_owned();
    let is_form = request.method() == Method::POST;
    let page = if is_form { page_of(request.uri().path(), None) } else { target.clone() };
    let from = house.config.client(peer.ip(), request.headers());
    if !house.requests.allows(&Whence::from(from), now) {
        let stranger = Visitor::stranger(request.headers());
        return finished(&house, Some(&stranger), Err(Refusal::Pace), &page);
    }
    let visitor = match Visitor::of(request.headers(), &house, now) {
        Ok(visitor) => visitor,
        Err(refusal) => return finished(&house, None, Err(refusal), &page),
    };
    let query = Fields::read(request.uri().query().unwrap_or_default().as_bytes());
    let host = host(request.headers());
    let form = Fields::default();
    let mut ask = Ask { visitor, path, target, page, query, form, kept: false, host, from, now };
    if let Err(refusal) = admitted(&house, route, &ask.visitor, request.method(), request.headers()) {
        return turned_away(&house, route, ask, request, refusal).await;
    }
    if let Answer::Streaming(answer) = route.answer {
        let (shown, page) = (ask.visitor.clone(), ask.page.clone());
        return match answer(Arc::clone(&house), ask, request).await {
            Ok(mut response) => {
                harden(&mut response, house.config.secure);
                response
            }
            Err(refusal) => finished(&house, Some(&shown), Err(refusal), &page),
        };
    }
    if is_form {
        match read_form(route, request).await {
            Ok(form) => ask.form = form,
            Err(refusal) => return finished(&house, Some(&ask.visitor), Err(refusal), &ask.page),
        }
        ask.page = page_of(ask.target_path(), ask.form.get("back"));
        if ask.visitor.signed_in.as_ref().is_some_and(|signed_in| !signed_in.sent(ask.form.typed("csrf"))) {
            return foreign(&house, &ask);
        }
    } else {
        take_up(&house, &mut ask);
    }
    waited_for(house, route, ask).await
}

/// Reads what a form sent.
async fn read_form(route: Route, request: Request<Body>) -> Result<Fields, Refusal> {
    let most = if route.path == "/sign-in" { SIGN_IN_MAX } else { FORM_MAX };
    let bytes =
        to_bytes(request.into_body(), most).await.map_err(|_| Refusal::TooLarge { most: most as u64 })?;
    Ok(Fields::read(&bytes))
}

/// Who may not: led to the door if nobody is signed in, with what they had typed.
async fn turned_away(
    house: &House,
    route: Route,
    mut ask: Ask,
    request: Request<Body>,
    refusal: Refusal,
) -> Response<Body> {
    let typed = matches!((&refusal, route.method, route.answer), (Refusal::SignIn, "POST", Answer::Page(_)));
    if typed && let Ok(form) = read_form(route, request).await {
        ask.page = page_of(ask.target_path(), form.get("back"));
        if let Some(typed) = Typed::of(&form, &ask.page) {
            return finished(house, Some(&ask.visitor), pages::session_over(house, &ask, &typed), &ask.page);
        }
    }
    finished(house, Some(&ask.visitor), Err(refusal), &ask.page)
}

/// A form that does not carry the token of its sender's session. If it stood on a page of theirs, of a session that has ended, nothing
/// is done, and the page comes again with what was typed.
fn foreign(house: &House, ask: &Ask) -> Response<Body> {
    let theirs = ask.visitor.signed_in.as_ref().and_then(|signed_in| {
        house.kept.give(Typed::of(&ask.form, &ask.page)?, &signed_in.person.id, ask.now)
    });
    let outcome = theirs.map(Reply::SeeOther).ok_or(Refusal::ForeignForm);
    finished(house, Some(&ask.visitor), outcome, &ask.page)
}

/// Takes up what the visitor typed before their session ended, if the address names it.
fn take_up(house: &House, ask: &mut Ask) {
    let person = ask.visitor.signed_in.as_ref().map(|signed_in| signed_in.person.id.as_str());
    let found = person.zip(ask.query.get(KEPT)).and_then(|(person, id)| house.kept.of(id, person, ask.now));
    if let Some(form) = found {
        (ask.form, ask.kept) = (form, true);
    }
}

/// The name and port under which the browser reached us; nothing that could be anything else on a page.
fn host(headers: &axum::http::HeaderMap) -> Option<String> {
    let host = headers.get(axum::http::header::HOST)?.to_str().ok()?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    (!host.is_empty() && host.len() <= 255 && host.bytes().all(is_name)).then(|| host.to_owned())
}

/// Runs a page function on a thread that may wait.
async fn waited_for(house: Arc<House>, route: Route, ask: Ask) -> Response<Body> {
    let (visitor, page) = (ask.visitor.clone(), ask.page.clone());
    let (Answer::Page(function) | Answer::Hashing(function)) = route.answer else {
        return finished(&house, Some(&visitor), Err(Refusal::NotFound), &page);
    };
    let hashes = matches!(route.answer, Answer::Hashing(_));
    if hashes {
        // Waited for here, where nobody else waits behind it.
        tokio::time::sleep(house.patience_with(ask.form.typed("login"), ask.now)).await;
    }
    let key = match route.once {
        true => once::key(ask.form.typed("csrf"), ask.target_path(), &ask.form.without("csrf")),
        false => None,
    };
    let alone = match key {
        Some(key) => Some(Alone::with(&house, key).await),
        None => None,
    };
    let place = if hashes { &house.hashing } else { &house.pages }.acquire().await.ok();
    let worker = Arc::clone(&house);
    let done = tokio::task::spawn_blocking(move || match alone {
        // Let go of when the work has ended, also if its sender went away meanwhile.
        Some(alone) => alone.act(&ask, || function(&worker, &ask)),
        None => function(&worker, &ask),
    });
    let done = done.await;
    drop(place);
    let outcome = done.unwrap_or_else(|error| Err(Refusal::Broken(error.to_string())));
    finished(&house, Some(&visitor), outcome, &page)
}

/// Whether the visitor may ask for this route at all.
fn admitted(
    house: &House,
    route: Route,
    visitor: &Visitor,
    method: &Method,
    headers: &axum::http::HeaderMap,
) -> Result<(), Refusal> {
    if !is_from_us(method, headers) {
        return Err(Refusal::ForeignForm);
    }
    match route.access {
        Access::Anyone => Ok(()),
        Access::SignedIn => visitor.signed_in().map(|_| ()),
        Access::Holding(right) => {
            let signed_in = visitor.signed_in()?;
            let role = signed_in.role_with(right, &house.config.plan);
            role.map(|_| ()).ok_or(Refusal::NoRight(right))
        }
        Access::Keeper if visitor.signed_in()?.person.keeper => Ok(()),
        Access::Keeper => Err(Refusal::NotKeeper),
        Access::Demo => {
            visitor.signed_in()?;
            house.config.demo.as_ref().map(|_| ()).ok_or(Refusal::NotFound)
        }
    }
}

fn finished(
    house: &House,
    visitor: Option<&Visitor>,
    outcome: Result<Reply, Refusal>,
    page: &str,
) -> Response<Body> {
    let reader = visitor.and_then(|visitor| visitor.signed_in.as_ref());
    // A page of ours that pauses somebody says how long; a request too many has its turn within a second.
    let pause = if outcome.is_ok() { SIGN_IN_PAUSE_S } else { 1 };
    let mut response = match outcome {
        Ok(reply) => response(reply, reader),
        Err(refusal) => {
            if let Refusal::Broken(why) = &refusal {
                (house.config.complain)(why);
            }
            pages::refusal::answer(&refusal, visitor, page, &house.config.plan)
        }
    };
    if response.status() == StatusCode::TOO_MANY_REQUESTS {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(pause));
    }
    harden(&mut response, house.config.secure);
    response
}
