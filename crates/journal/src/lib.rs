//! Tamper-evident log over opaque bytes: entries, Merkle tree, checkpoints, proofs, bundles and their verifier.
#![forbid(unsafe_code)]
