//! The words of enums and sets in the core catalogue of facts.

use messages::Message;

/// What a word of the catalogue is called; `None` for words of a pack's own facts.
pub(crate) fn word(id: &str) -> Option<Message> {
    let key = match id {
        "identity" => "documents-word-identity",
        "contact" => "documents-word-contact",
        "location" => "documents-word-location",
        "payment" => "documents-word-payment",
        "credential" => "documents-word-credential",
        "transaction" => "documents-word-transaction",
        "health" => "documents-word-health",
        "biometric" => "documents-word-biometric",
        "minor" => "documents-word-minor",
        "other" => "documents-word-other",
        "intrusion" => "documents-word-intrusion",
        "injection" => "documents-word-injection",
        "insider" => "documents-word-insider",
        "vendor" => "documents-word-vendor",
        "mistake" => "documents-word-mistake",
        "lost_device" => "documents-word-lost-device",
        "credential_stuffing" => "documents-word-credential-stuffing",
        "none" => "documents-word-none",
        "yes" => "documents-word-yes",
        "no" => "documents-word-no",
        "never" => "documents-word-never",
        "unknown" => "documents-unknown",
        "limited" => "documents-word-limited",
        "major" => "documents-word-major",
        "national" => "documents-word-national",
        "falling" => "documents-word-falling",
        "level" => "documents-word-level",
        "rising" => "documents-word-rising",
        "not_asked" => "documents-word-not-asked",
        "asked" => "documents-word-asked",
        "announced" => "documents-word-announced",
        "passed" => "documents-word-passed",
        "failed" => "documents-word-failed",
        "waived" => "documents-word-waived",
        _ => return None,
    };
    Some(Message::new(key))
}
