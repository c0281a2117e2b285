//! The page that shows every component in every state.

use crate::ask::Ask;
use crate::house::House;
use crate::look;
use crate::reply::{Refusal, Reply};

/// `GET /look`.
pub(super) fn page(_: &House, ask: &Ask) -> Result<Reply, Refusal> {
    Ok(Reply::Page(look::states_page(ask.language())))
}
