//! Real logs and drill logs are different types: what sends takes only a real one (invariant 12).

/// Which of the two a log is.
pub trait LogKind: Send + Sync + 'static {
    /// Whether what happens in it is rehearsed.
    const DRILL: bool;
}

/// The organisation's own log.
#[derive(Debug)]
pub enum RealLog {}

/// A log of one rehearsal, in its own folder, under its own origin.
#[derive(Debug)]
pub enum DrillLog {}

impl LogKind for RealLog {
    const DRILL: bool = false;
}

impl LogKind for DrillLog {
    const DRILL: bool = true;
}
