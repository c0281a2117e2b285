//! The demonstration's own pages: who one wants to be, what came in, the leak that lies at hand. They are there only in a
//! house that has a [`Demo`]; a house that serves answers as if there were no such pages.

mod guide;
mod inbox;
mod leak;
mod people;

pub(super) use guide::guide;
pub(super) use inbox::page as inbox;
pub(super) use leak::take_in;
pub(super) use people::{become_person, door, enter, page as people};

use crate::demo::Demo;
use crate::house::House;
use crate::reply::Refusal;

/// The demonstration, or the refusal of a house that has none.
fn demo(house: &House) -> Result<&Demo, Refusal> {
    house.config.demo.as_deref().ok_or(Refusal::NotFound)
}
