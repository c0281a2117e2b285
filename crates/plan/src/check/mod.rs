//! What a reviewer of a plan would find, beyond what makes it readable.

use crate::lower::Places;
use crate::model::Plan;
use crate::report::Report;

/// Reports what a reviewer would find in a plan that could be lowered.
pub(crate) fn check(_report: &Report, _plan: &Plan, _places: &Places) {}
