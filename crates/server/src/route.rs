//! The table of routes: every address with its method, the right it needs and the function that answers. Nothing is
//! reachable that does not stand here, and the table itself checks who may.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, RawPathParams, State};
use axum::http::{Method, Request, Response};
use axum::routing::{MethodFilter, on};
use plan::Right;

use crate::ask::{Ask, Fields};
use crate::house::House;
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
}

/// The most a form may hold, bytes. Uploads have their own door.
const FORM_MAX: usize = 256 * 1024;

/// Every route as `(method, path, access)`, for tests and documentation.
pub fn routes() -> Vec<(&'static str, &'static str, Access)> {
    pages::ROUTES.iter().map(|route| (route.method, route.path, route.access)).collect()
}

/// The router over all routes.
pub fn router(house: Arc<House>) -> Router {
    let mut router = Router::new();
    for route in pages::ROUTES {
        let answer = move |State(house): State<Arc<House>>,
                           ConnectInfo(from): ConnectInfo<SocketAddr>,
                           path: RawPathParams,
                           request: Request<Body>| async move {
            let path = path.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            answered(house, *route, from, path, request).await
        };
        let method = if route.method == "GET" { MethodFilter::GET } else { MethodFilter::POST };
        router = router.route(route.path, on(method, answer));
    }
    router.fallback(nowhere).method_not_allowed_fallback(nowhere).with_state(house)
}

async fn nowhere(State(house): State<Arc<House>>, request: Request<Body>) -> Response<Body> {
    let visitor = Visitor::of(request.headers(), &house, house.now()).ok();
    finished(&house, visitor.as_ref(), Err(Refusal::NotFound), request.uri().path())
}

async fn answered(
    house: Arc<House>,
    route: Route,
    from: SocketAddr,
    path: BTreeMap<String, String>,
    request: Request<Body>,
) -> Response<Body> {
    let now = house.now();
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str()).to_owned();
    if !house.requests.allows(from.ip(), now) {
        let stranger = Visitor::stranger(request.headers());
        return finished(&house, Some(&stranger), Err(Refusal::Pace), &target);
    }
    let visitor = match Visitor::of(request.headers(), &house, now) {
        Ok(visitor) => visitor,
        Err(refusal) => return finished(&house, None, Err(refusal), &target),
    };
    if let Err(refusal) = admitted(&house, route, &visitor, request.method(), request.headers()) {
        return finished(&house, Some(&visitor), Err(refusal), &target);
    }
    let query = Fields::read(request.uri().query().unwrap_or_default().as_bytes());
    let (host, form) = (host(request.headers()), Fields::default());
    let mut ask = Ask { visitor, path, target: target.clone(), query, form, host, from: from.ip(), now };
    if let Answer::Streaming(answer) = route.answer {
        let shown = ask.visitor.clone();
        return match answer(Arc::clone(&house), ask, request).await {
            Ok(mut response) => {
                harden(&mut response, house.config.secure);
                response
            }
            Err(refusal) => finished(&house, Some(&shown), Err(refusal), &target),
        };
    }
    if request.method() == Method::POST {
        match to_bytes(request.into_body(), FORM_MAX).await {
            Ok(bytes) => ask.form = Fields::read(&bytes),
            Err(_) => {
                let refusal = Refusal::TooLarge { most: FORM_MAX as u64 };
                return finished(&house, Some(&ask.visitor), Err(refusal), &target);
            }
        }
        let token_is_ours =
            ask.visitor.signed_in.as_ref().is_none_or(|signed_in| signed_in.sent(ask.form.typed("csrf")));
        if !token_is_ours {
            return finished(&house, Some(&ask.visitor), Err(Refusal::ForeignForm), &target);
        }
    }
    waited_for(house, route.answer, ask).await
}

/// The name and port under which the browser reached us; nothing that could be anything else on a page.
fn host(headers: &axum::http::HeaderMap) -> Option<String> {
    let host = headers.get(axum::http::header::HOST)?.to_str().ok()?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    (!host.is_empty() && host.len() <= 255 && host.bytes().all(is_name)).then(|| host.to_owned())
}

/// Runs a page function on a thread that may wait.
async fn waited_for(house: Arc<House>, answer: Answer, ask: Ask) -> Response<Body> {
    let (visitor, target) = (ask.visitor.clone(), ask.target.clone());
    let (Answer::Page(function) | Answer::Hashing(function)) = answer else {
        return finished(&house, Some(&visitor), Err(Refusal::NotFound), &target);
    };
    let places = if matches!(answer, Answer::Hashing(_)) { &house.hashing } else { &house.pages };
    let place = places.acquire().await.ok();
    let worker = Arc::clone(&house);
    let done = tokio::task::spawn_blocking(move || function(&worker, &ask)).await;
    drop(place);
    let outcome = done.unwrap_or_else(|error| Err(Refusal::Broken(error.to_string())));
    finished(&house, Some(&visitor), outcome, &target)
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
    target: &str,
) -> Response<Body> {
    let mut response = match outcome {
        Ok(reply) => response(reply),
        Err(refusal) => {
            if let Refusal::Broken(why) = &refusal {
                (house.config.complain)(why);
            }
            pages::refusal::answer(&refusal, visitor, target, &house.config.plan)
        }
    };
    harden(&mut response, house.config.secure);
    response
}
