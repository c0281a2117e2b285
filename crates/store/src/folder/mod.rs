//! The data folder as files: where each part lies, who holds it, and how its names become durable.

mod backup_error;
mod layout;
mod lock;
mod plain;

pub use backup_error::BackupError;
pub use layout::{DataFolder, sync_folder};
pub use lock::Holder;
pub(crate) use lock::Lock;
pub use plain::check_plain;
pub(crate) use plain::real;
