//! Giving the list to somebody who may see it: the look is on record before the first customer leaves.

use incident::Actor;
use jiff::Timestamp;
use plan::Right;

use super::Customers;
use crate::act::check_holds;
use crate::{CaseId, Desk, DeskError, LogKind, Look, LookedAt};

/// Customers that are given out, with the look as it was recorded.
#[derive(Debug)]
pub struct CustomersOut {
    /// The look.
    pub look: Look,
    /// The customers.
    pub customers: Customers,
}

impl<L: LogKind> Desk<L> {
    /// The customers of the case for a person, after the look is durable in the stream `access/ID`.
    ///
    /// # Errors
    /// [`DeskError::NoRight`] without the right `read_personal`; [`DeskError::LookNeedsReason`];
    /// [`DeskError::NoCustomers`]; if a list is gone or altered. An error after the look leaves the look: it was asked for.
    pub fn take_customers_out(
        &self,
        case: &CaseId,
        reason: &str,
        who: &Actor,
        now: Timestamp,
    ) -> Result<CustomersOut, DeskError> {
        let reason = &*messages::lines(reason.trim());
        let customers = {
            let on_desk = self.load(case)?;
            let file = &on_desk.folded.file;
            check_holds(&file.plan, who, Right::ReadPersonal)?;
            if reason.is_empty() {
                return Err(DeskError::LookNeedsReason);
            }
            self.customers_of(file)?
        };
        let what =
            LookedAt::Customers { lists: customers.lists().to_vec(), customers: customers.tally().customers };
        let look = self.note_look(case, what, reason, who, now)?;
        Ok(CustomersOut { look, customers })
    }
}
