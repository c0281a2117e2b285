//! A case moves to another plan, on purpose.

use super::PlanPin;

/// The case runs on another plan from here on; what becomes of each item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adopted {
    /// The plan it ran on.
    pub from: PlanPin,
    /// The plan it runs on.
    pub to: PlanPin,
    /// Items in both: `obligation first_report`, `gate end_response`, ….
    pub kept: Vec<String>,
    /// Items only in the new plan.
    pub added: Vec<String>,
    /// Items only in the old plan; their running clocks become moot with this event as the reason.
    pub moot: Vec<String>,
    /// Why.
    pub reason: String,
}
