//! What the product says, in every language it is complete in.
//!
//! A [`Message`] is a key with arguments; the words stand in `texts/LANGUAGE/ROOM.ftl` (Fluent syntax), the
//! complete languages in `languages.txt`. Rooms return messages, never sentences; the reader's language is
//! chosen at the edge, where a message is shown.
//!
//! ```
//! use messages::{Language, Message};
//! let fault = Message::new("messages-unknown-language").with("given", "tlh").with("known", "en, zh-Hans");
//! assert!(fault.in_language(Language::English).contains("tlh"));
//! ```
#![forbid(unsafe_code)]

mod catalogue;
mod cause;
mod label;
mod language;
mod line;
mod message;

pub use catalogue::keys;
pub use cause::{JsonFault, io_cause, json_cause, outside_words};
pub use label::Label;
pub use language::{Language, UnknownLanguage};
pub use line::{lines, one_line};
pub use message::{Arg, Message};
