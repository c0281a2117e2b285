//! The page that shows every component in every state.

use crate::ask::Ask;
use crate::house::House;
use crate::look;
use crate::look::page::Theme;
use crate::reply::{Refusal, Reply};

/// `GET /look`.
pub(super) fn page(_: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let theme = ask.visitor.theme.map_or(Theme::System, Theme::from_word);
    let token = ask.visitor.signed_in()?.form_token();
    Ok(Reply::Page(look::states_page(ask.language(), theme, &token)))
}
