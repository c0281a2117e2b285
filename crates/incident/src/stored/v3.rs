//! Shape 3 of the kinds that have one, and how the shapes before it are read.

use jiff::Timestamp;
use serde::Deserialize as _;
use serde_json::Value;

use super::Fault;
use super::v1::rest::FiledV1;
use super::wire::stored;
use crate::event::Event;
use crate::event::evidence::SealedFile;
use crate::event::notice::Filed;

stored!(
    FiledV3 = crate::event::notice::Filed {
        form: String,
        at: Timestamp,
        channel: Option<String>,
        receipt: Option<String>,
        digest: Option<String>,
        paper: Option<SealedFile>,
    }
);

/// A filing as it was written before its Word file was kept.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct FiledV2 {
    form: String,
    at: Timestamp,
    channel: Option<String>,
    receipt: Option<String>,
    digest: Option<String>,
}

impl FiledV2 {
    fn newest(self) -> Filed {
        let FiledV2 { form, at, channel, receipt, digest } = self;
        Filed { form, at, channel, receipt, digest, paper: None }
    }
}

/// The kinds whose newest shape is 3.
pub(super) fn has(kind: &str) -> bool {
    kind == "form.filed"
}

/// Reads shape 1 or 2 of a kind whose newest shape is 3.
pub(super) fn upcast(kind: &str, shape: u32, data: &Value) -> Result<Event, Fault> {
    let filed = match shape {
        1 => FiledV1::deserialize(data).map(FiledV1::newest),
        _ => FiledV2::deserialize(data).map(FiledV2::newest),
    };
    filed.map(Event::FormFiled).map_err(|fault| Fault::malformed(kind, &fault))
}
