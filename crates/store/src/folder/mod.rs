//! The data folder as files: where each part lies, who holds it, and how its names become durable.

mod backup_error;
mod layout;
mod lock;

pub use backup_error::BackupError;
pub use layout::{DataFolder, sync_folder};
pub use lock::Holder;
pub(crate) use lock::Lock;
