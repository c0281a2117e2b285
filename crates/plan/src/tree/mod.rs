//! YAML as a tree in which every node knows where it stands, so that a fault can point at it.
//!
//! Packs use a plain part of YAML: mappings, lists and scalars, all scalars being text until the plan's own rules give
//! them a type (`no` is never silently *false*). Anchors, aliases, tags and several documents in a file are refused:
//! each hides from a reviewer what the plan says.

mod align;
mod node;
mod read;
mod syntax;

pub(crate) use node::{Entry, Node, Place, Source, Value};
pub(crate) use read::{MAX_FILE_BYTES, read};
