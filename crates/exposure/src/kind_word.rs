//! Kinds of personal values in words: the same in reports, on pages and in sheets.

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
