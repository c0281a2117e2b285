//! Pages: what people see and do in a browser, translated to and from `desk` and `views`.
//!
//! One table ([`route`]) names every route with the right it needs; a request is turned into an [`ask::Ask`], answered by
//! a plain function on a thread that may wait, and leaves as a [`reply::Reply`]. HTML is written only in `pages` and
//! `look`. Everything works with script off; script adds ticking clocks, live regions and uploads that resume.
#![forbid(unsafe_code)]

mod ask;
mod demo;
mod house;
mod hub;
mod kept;
pub mod leaks;
mod listen;
mod lister;
pub mod look;
mod once;
mod pace;
mod pages;
pub mod papers;
mod post;
mod proxy;
mod reply;
mod route;
mod security;
mod shared;
mod twin;
mod uploads;
mod visitor;
mod worker;

pub use demo::{CaughtLetter, Demo, Making};
pub use house::{Config, House, HouseError, one_time_link};
pub use listen::{Listening, listen};
pub use proxy::{Proxy, ProxyHeader};
pub use route::{Access, repeatable, router, routes};
