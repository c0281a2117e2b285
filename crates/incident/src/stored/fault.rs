use messages::Message;

/// A record that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Written by a newer version: go read-only.
    Newer {
        /// Kind of event.
        kind: String,
        /// Its shape.
        shape: u32,
    },
    /// Not what the format says.
    Malformed {
        /// Kind of event.
        kind: String,
        /// What is wrong.
        fault: String,
    },
}

impl Fault {
    pub(crate) fn malformed(kind: &str, fault: &dyn std::fmt::Display) -> Fault {
        Fault::Malformed { kind: kind.to_owned(), fault: fault.to_string() }
    }

    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            Fault::Newer { kind, shape } => {
                Message::new("incident-newer-shape").with("kind", kind).with("shape", shape.to_string())
            }
            Fault::Malformed { kind, fault } => {
                Message::new("incident-malformed").with("kind", kind).with("fault", fault)
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
