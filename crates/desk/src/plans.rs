//! Plans as the log keeps them: the pack's files stand in the organisation's stream, once for each digest, so that a
//! case can always be read with the plan it runs on.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use messages::Message;
use plan::Plan;
use serde::{Deserialize, Serialize};

use crate::log::{self, Draft};
use crate::opening::lock;
use crate::{Desk, DeskError, LogKind};

/// Kind of the entry that keeps a pack.
pub(crate) const PLAN_STORED: &str = "plan.stored";

/// Body of `plan.stored` shape 1.
#[derive(Debug, Serialize, Deserialize)]
struct PlanStored {
    digest: String,
    id: String,
    version: String,
    /// Path in the pack → the file's bytes in base64.
    files: BTreeMap<String, String>,
}

/// The draft that keeps a plan's pack.
pub(crate) fn draft(plan: &Plan, now: jiff::Timestamp) -> Draft {
    let files = plan.files.iter().map(|(path, bytes)| (path.clone(), STANDARD.encode(bytes))).collect();
    let stored =
        PlanStored { digest: plan.digest.clone(), id: plan.id.clone(), version: plan.version.clone(), files };
    Draft {
        kind: PLAN_STORED.to_owned(),
        shape: 1,
        occurred_at: now,
        plaintext: serde_json::to_vec(&stored).unwrap_or_default(),
    }
}

impl<L: LogKind> Desk<L> {
    /// The plan with this digest, from the organisation's stream.
    ///
    /// # Errors
    /// [`DeskError::Damaged`] if no case ever ran on it, or it cannot be read any more.
    pub fn plan(&self, digest: &str) -> Result<Arc<Plan>, DeskError> {
        if let Some(plan) = lock(&self.plans).get(digest) {
            return Ok(Arc::clone(plan));
        }
        let plan = self
            .find_pack(digest)?
            .ok_or_else(|| DeskError::Damaged(Message::new("desk-plan-not-stored").with("digest", digest)))?;
        let plan = unpack(plan)?;
        self.plan_is_stored(digest);
        self.remember(Arc::clone(&plan));
        Ok(plan)
    }

    /// The plan that was stored last: what new cases are opened on where nobody names a pack.
    ///
    /// # Errors
    /// If the organisation's stream cannot be read.
    pub fn newest_plan(&self) -> Result<Option<Arc<Plan>>, DeskError> {
        use store::Store;
        let safe = self.org_safe()?;
        for stored in self.store.stream("org", 1)?.iter().rev() {
            if log::decode(stored)?.kind.as_str() == PLAN_STORED {
                let body: PlanStored = serde_json::from_slice(&log::open(stored, &safe)?.plaintext)
                    .map_err(|error| damaged(&error.to_string()))?;
                return unpack(body).map(Some);
            }
        }
        Ok(None)
    }

    /// Whether the pack with this digest stands in the log already.
    pub(crate) fn stores_plan(&self, digest: &str) -> Result<bool, DeskError> {
        if lock(&self.stored).contains(digest) {
            return Ok(true);
        }
        let stored = self.find_pack(digest)?.is_some();
        if stored {
            self.plan_is_stored(digest);
        }
        Ok(stored)
    }

    /// Notes that the pack with this digest is durable in the log.
    pub(crate) fn plan_is_stored(&self, digest: &str) {
        lock(&self.stored).insert(digest.to_owned());
    }

    pub(crate) fn remember(&self, plan: Arc<Plan>) {
        lock(&self.plans).insert(plan.digest.clone(), plan);
    }

    /// Newest first: a case that was opened lately runs on a pack that was stored lately.
    fn find_pack(&self, digest: &str) -> Result<Option<PlanStored>, DeskError> {
        use store::Store;
        let safe = self.org_safe()?;
        for stored in self.store.stream("org", 1)?.iter().rev() {
            if log::decode(stored)?.kind.as_str() != PLAN_STORED {
                continue;
            }
            let body: PlanStored = serde_json::from_slice(&log::open(stored, &safe)?.plaintext)
                .map_err(|error| damaged(&error.to_string()))?;
            if body.digest == digest {
                return Ok(Some(body));
            }
        }
        Ok(None)
    }
}

fn unpack(stored: PlanStored) -> Result<Arc<Plan>, DeskError> {
    let mut files = BTreeMap::new();
    for (path, text) in stored.files {
        let bytes = STANDARD.decode(text).map_err(|error| damaged(&error.to_string()))?;
        files.insert(path, bytes);
    }
    let (plan, _) = Plan::from_files(files).map_err(|faults| {
        damaged(&faults.first().map(|fault| fault.message().to_string()).unwrap_or_default())
    })?;
    if plan.digest == stored.digest { Ok(Arc::new(plan)) } else { Err(damaged(&plan.digest)) }
}

fn damaged(why: &str) -> DeskError {
    DeskError::Damaged(Message::new("desk-stored-plan-unreadable").with("why", why))
}
