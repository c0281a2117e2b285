//! Making a decided act durable: sealed, and appended with everything that must stand with it.

use std::sync::Arc;

use jiff::Timestamp;
use journal::{Hash, StreamName};
use plan::Plan;
use store::{Append, NewEntry, Store, StreamHead, WrappedKey};
use vault::Safe;

use crate::act::Decided;
use crate::cases::{Folded, Growth};
use crate::log::{Draft, Written};
use crate::opening::ORG;
use crate::steps::Step;
use crate::wave::Beside;
use crate::{CaseFile, CaseId, Desk, DeskError, Done, LogKind, body, log, plans, rows};

/// Where an act is written: the stream's end and the safe of its bodies.
pub(crate) struct Target {
    pub(crate) case: CaseId,
    pub(crate) head: Option<StreamHead>,
    pub(crate) safe: Safe,
    /// Keys to store with the act beside those of its bodies: of a safe that is new, of sealed files it names.
    pub(crate) keys: Vec<WrappedKey>,
    /// What is appended with it in another stream and the outbox.
    pub(crate) beside: Beside,
}

impl<L: LogKind> Desk<L> {
    /// Seals and appends a decided act with everything that must become durable with it.
    pub(crate) fn write(
        &self,
        mut target: Target,
        decided: Decided,
        stepped: Option<Step>,
    ) -> Result<Done, DeskError> {
        let recorded_at = decided.recorded_at;
        let drafts = decided.events.iter().map(body::draft).collect::<Result<Vec<Draft>, _>>()?;
        let written = log::write(&target.case.stream(), target.head, &drafts, recorded_at, &mut target.safe)?;
        let ends = written.entries.iter().map(|entry| (entry.version, entry.leaf));
        let ends: Vec<(u64, [u8; 32])> = ends.collect();
        let (org_entries, org_keys) = self.org_entries(&decided.plans, recorded_at, stepped)?;
        let before = u64::try_from(org_entries.len()).unwrap_or(u64::MAX);
        let beside = std::mem::take(&mut target.beside.entries);
        let beside_keys = std::mem::take(&mut target.beside.keys);
        let written_beside = beside.len();
        let appended = self.append(Append {
            entries: org_entries.into_iter().chain(written.entries).chain(beside).collect(),
            keys: std::mem::take(&mut target.keys)
                .into_iter()
                .chain(org_keys)
                .chain(written.keys)
                .chain(beside_keys)
                .collect(),
            board: vec![rows::board(&target.case, &decided.state, &decided.plan, recorded_at)],
            due: rows::due(&target.case, &decided.state, &decided.plan),
            outbox: std::mem::take(&mut target.beside.outbox),
            recorded_us: recorded_at.as_microsecond(),
            ..Append::default()
        })?;
        decided.plans.iter().for_each(|plan| self.plan_is_stored(&plan.digest));
        self.appended(ends.len() + written_beside, recorded_at)?;
        let number = appended.numbers.first().copied().unwrap_or_default();
        Ok(self.done(target, decided, number, appended.first_position + before, &ends))
    }

    /// Takes what is durable now into the kept case.
    fn done(
        &self,
        target: Target,
        decided: Decided,
        number: u64,
        first_position: u64,
        ends: &[(u64, [u8; 32])],
    ) -> Done {
        let Decided { events, state, plan, .. } = decided;
        let (events, state) = (Arc::new(events), Arc::new(state));
        let done = Done {
            case: target.case.clone(),
            number,
            events: Arc::clone(&events),
            state: Arc::clone(&state),
        };
        let Some((version, leaf)) = ends.last().copied() else { return done };
        let head = StreamHead { version, leaf };
        let leaves = ends.iter().map(|(_, leaf)| Hash::from_bytes(*leaf)).collect();
        let growth = Growth { events, leaves, first_position, state, plan: Arc::clone(&plan), head };
        match target.head {
            Some(from) => self.cases.grow(&target.case, from, growth),
            None => {
                let file = CaseFile {
                    id: target.case,
                    number,
                    events: Arc::default(),
                    leaves: Arc::default(),
                    positions: Arc::default(),
                    state: Arc::default(),
                    plan,
                };
                let mut folded = Folded { file, head };
                folded.grow(growth);
                self.cases.keep(Arc::new(folded));
            }
        }
        done
    }

    /// What the organisation's own stream gets with an act: the packs of plans that are new to the log, and a step of
    /// the machine's clock.
    fn org_entries(
        &self,
        needed: &[Arc<Plan>],
        recorded_at: Timestamp,
        stepped: Option<Step>,
    ) -> Result<(Vec<NewEntry>, Vec<WrappedKey>), DeskError> {
        let mut drafts = Vec::new();
        for (place, plan) in needed.iter().enumerate() {
            let again = needed.iter().take(place).any(|earlier| earlier.digest == plan.digest);
            if !again && !self.stores_plan(&plan.digest)? {
                drafts.push(plans::draft(plan, recorded_at));
            }
        }
        drafts.extend(stepped.map(|step| step.draft(recorded_at)));
        if drafts.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let written = self.org_write(&drafts, recorded_at)?;
        Ok((written.entries, written.keys))
    }

    /// Seals drafts as the next entries of the organisation's stream.
    pub(crate) fn org_write(&self, drafts: &[Draft], recorded_at: Timestamp) -> Result<Written, DeskError> {
        let head = self.store.stream_head(ORG)?;
        let mut safe = self.vault.open_safe_for(&self.store, ORG, &[])?;
        log::write(&StreamName::Org, head, drafts, recorded_at, &mut safe)
    }
}
