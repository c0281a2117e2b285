//! Delivers letters from the outbox: makes the message, hands it in over SMTP, brings the receipt back.
#![forbid(unsafe_code)]

pub mod smtp;
