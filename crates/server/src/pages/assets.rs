//! The style sheet, the script and the mark.

use crate::ask::Ask;
use crate::house::House;
use crate::look;
use crate::reply::{Refusal, Reply};

/// `GET /assets/{name}`. The digest in a name is for browsers' memory; only the present one is served.
pub(super) fn asset(_: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let path = format!("/assets/{}", ask.part("name"));
    let asset = look::assets::all().into_iter().find(|asset| asset.path == path).ok_or(Refusal::NotFound)?;
    Ok(Reply::Asset { kind: asset.media_type, bytes: asset.bytes })
}

/// `GET /favicon.ico`: where browsers look by themselves from what has no head of ours, a paper or a file.
pub(super) fn icon(_: &House, _: &Ask) -> Result<Reply, Refusal> {
    Ok(Reply::SeeOther(look::assets::icon().path.clone()))
}
