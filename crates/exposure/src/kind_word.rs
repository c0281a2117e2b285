//! Kinds of personal values, their classes and what customers are matched by, in words: the same in reports, on pages and in
//! sheets.

use messages::Message;

/// What the kind with this id (`identifiers.<kind>` of a report) is called; `None` where there is no word yet, and the id
/// has to stand.
pub fn kind_word(kind: &str) -> Option<Message> {
    let key = match kind {
        "cn_id" => "exposure-kind-cn-id",
        "phone" => "exposure-kind-phone",
        "email" => "exposure-kind-email",
        "card" => "exposure-kind-card",
        "address" => "exposure-kind-address",
        "name" => "exposure-kind-name",
        "birth_date" => "exposure-kind-birth-date",
        "national_id" => "exposure-kind-national-id",
        "passport" => "exposure-kind-passport",
        "driver_licence" => "exposure-kind-driver-licence",
        "tax_number" => "exposure-kind-tax-number",
        "account" => "exposure-kind-account",
        // Classes that have no kinds: columns are named for them.
        "credential" => "exposure-kind-credential",
        "health" => "exposure-kind-health",
        "biometric" => "exposure-kind-biometric",
        _ => return None,
    };
    Some(Message::new(key))
}

/// What the class with this id (`counts.by_class`) is called; `None` where there is no word yet.
pub fn class_word(class: &str) -> Option<Message> {
    let key = match class {
        "identity" => "exposure-class-identity",
        "contact" => "exposure-class-contact",
        "payment" => "exposure-class-payment",
        "location" => "exposure-class-location",
        "credential" | "health" | "biometric" => return kind_word(class),
        _ => return None,
    };
    Some(Message::new(key))
}

/// What a customer was matched by, or what speaks against it ([`crate::Customer::reasons`]); `None` where there is no word yet.
pub fn reason_word(reason: &str) -> Option<Message> {
    let key = match reason {
        "name_or_birth_differs" => "exposure-match-differs",
        "several_customers" => "exposure-match-several",
        "name_and_birth" => "exposure-match-name-and-birth",
        "name_and_address" => "exposure-match-name-and-address",
        kind => return kind_word(kind),
    };
    Some(Message::new(key))
}
