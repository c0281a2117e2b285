use messages::Message;

/// A due time that no calendar reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The term leads beyond the years that can be counted (−9999 to 9999).
    OutOfRange {
        /// Seconds of the term.
        seconds: i64,
        /// Civil months of the term.
        months: i64,
    },
}

impl Fault {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            Fault::OutOfRange { seconds, months } => {
                Message::new("clocks-out-of-range").with("seconds", *seconds).with("months", *months)
            }
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for Fault {}
