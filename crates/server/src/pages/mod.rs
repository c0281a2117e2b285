//! The pages: one folder or file each, the same words in the address. `cases.rs` is the exemplar: an [`Ask`] comes in, the
//! desk is asked, what it says is worded and handed to `look`.

mod act;
mod acting;
mod answers;
mod asked;
mod assets;
mod cases;
mod cause;
mod demo;
mod evidence;
mod frame;
mod happening;
mod journal;
mod live;
mod meanwhile;
mod names;
mod open;
mod people;
mod plan;
pub(crate) mod refusal;
mod room;
mod settings;
mod sign_in;
mod states;
mod upload;
mod welcome;

use std::pin::Pin;
use std::sync::Arc;

use ::plan::Right;
use axum::body::Body;
use axum::http::{Request, Response};

use crate::ask::Ask;
use crate::house::House;
use crate::reply::Refusal;
use crate::route::{Access, Answer, Route};

pub(crate) use sign_in::session_over;

/// Answers that read or write for as long as it takes.
pub(crate) type Streaming = fn(
    Arc<House>,
    Ask,
    Request<Body>,
) -> Pin<Box<dyn Future<Output = Result<Response<Body>, Refusal>> + Send>>;

const fn get(path: &'static str, access: Access, answer: Answer) -> Route {
    Route { method: "GET", path, access, answer, once: false }
}

/// A form that is done as often as it is sent: it changes nothing that lasts, or gives something out, and each time counts.
const fn post(path: &'static str, access: Access, answer: Answer) -> Route {
    Route { method: "POST", path, access, answer, once: false }
}

/// A form that acts: sent twice, it is done once.
const fn act(path: &'static str, access: Access, answer: Answer) -> Route {
    Route { once: true, ..post(path, access, answer) }
}

/// The table of routes.
pub(crate) const ROUTES: &[Route] = {
    use Access::{Anyone, Demo, Holding, Keeper, SignedIn};
    use Answer::{Hashing, Page, Streaming};
    &[
        get("/", Holding(Right::Read), Page(cases::list)),
        get("/assets/{name}", Anyone, Page(assets::asset)),
        get("/favicon.ico", Anyone, Page(assets::icon)),
        get("/look", SignedIn, Page(states::page)),
        get("/sign-in", Anyone, Page(sign_in::form)),
        post("/sign-in", Anyone, Hashing(sign_in::sign_in)),
        post("/sign-out", SignedIn, Page(sign_in::sign_out)),
        post("/settings", Anyone, Page(settings::change)),
        get("/welcome/{token}", Anyone, Page(welcome::form)),
        post("/welcome/{token}", Anyone, Hashing(welcome::choose)),
        get("/demo/enter/{token}", Anyone, Page(demo::door)),
        post("/demo/enter/{token}", Anyone, Page(demo::enter)),
        get("/demo/inbox", Demo, Page(demo::inbox)),
        get("/demo/people", Demo, Page(demo::people)),
        post("/demo/people/{person}", Demo, Page(demo::become_person)),
        post("/demo/cases/{case}/leak", Demo, Streaming(demo::take_in)),
        get("/plan", Holding(Right::Read), Page(plan::page)),
        get("/journal", Holding(Right::Read), Page(journal::page)),
        post("/journal/verify", Holding(Right::Read), Page(journal::verify)),
        post("/journal/consistency", Holding(Right::Read), Page(journal::consistency)),
        get("/journal/consistency/{size}", Holding(Right::Read), Page(journal::growth)),
        get("/cases/{case}/entries/{entry}", Holding(Right::Read), Page(journal::entry)),
        get("/cases/{case}/entries/{entry}/proof", Holding(Right::Read), Page(journal::entry_proof)),
        get("/journal/key", SignedIn, Page(room::record::key)),
        get("/people", Keeper, Page(people::list)),
        act("/people", Keeper, Page(people::enrol)),
        get("/people/{person}", Keeper, Page(people::one)),
        act("/people/{person}", Keeper, Page(people::change)),
        post("/people/{person}/link", Keeper, Page(people::link)),
        act("/people/{person}/retire", Keeper, Page(people::retire)),
        get("/cases/new", Holding(Right::Open), Page(open::form)),
        act("/cases/new", Holding(Right::Open), Page(open::open)),
        get("/cases/{case}", Holding(Right::Read), Page(room::show)),
        get("/cases/{case}/{part}", Holding(Right::Read), Page(room::show)),
        get("/cases/{case}/{part}/{paper}/{format}", Holding(Right::Read), Page(room::paper)),
        get("/cases/{case}/bundle", Holding(Right::Export), Page(room::record::bundle)),
        post("/cases/{case}/bundle", Holding(Right::Export), Page(room::record::disclose)),
        get("/cases/{case}/live", Holding(Right::Read), Streaming(live::stream)),
        post("/cases/{case}/leaks", Holding(Right::StateFact), Streaming(upload::form)),
        act("/cases/{case}/evidence/add", Holding(Right::StateFact), Streaming(evidence::add)),
        post("/cases/{case}/evidence/{evidence}/out", Holding(Right::ReadPersonal), Streaming(evidence::out)),
        post("/cases/{case}/customers/out", Holding(Right::ReadPersonal), Page(room::customers::out)),
        post("/cases/{case}/uploads", Holding(Right::StateFact), Streaming(upload::begin)),
        get("/cases/{case}/uploads/{upload}", Holding(Right::StateFact), Streaming(upload::stand)),
        post("/cases/{case}/uploads/{upload}", Holding(Right::StateFact), Streaming(upload::piece)),
        post("/cases/{case}/uploads/{upload}/cancel", Holding(Right::Read), Page(upload::cancel)),
        act("/cases/{case}/letters", Holding(Right::Send), Page(room::letters::send)),
        act("/cases/{case}/letters/settle", Holding(Right::Send), Page(room::letters::settle)),
        act("/cases/{case}/acts/{act}", SignedIn, Page(act::act)),
    ]
};
