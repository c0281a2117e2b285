use crate::bundle::BundleError;
use crate::{Origin, StreamName};

/// First and last stream version of a run.
pub type VersionRange = (u64, u64);

/// What a bundle says about itself. Encoded as JSON without spaces, members in this order.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Manifest {
    /// Whose log.
    pub origin: Origin,
    /// Which stream.
    pub stream: StreamName,
    /// Size of the log at the checkpoint.
    pub log_size: u64,
    /// Number of entries.
    pub entries: u64,
    /// Stream versions whose bodies are disclosed, as runs.
    pub disclosed: Vec<VersionRange>,
    /// Stream versions whose bodies are withheld, as runs.
    pub withheld: Vec<VersionRange>,
    /// Older sizes of the log from which the tiles show that it only grew.
    pub consistent_from: Vec<u64>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    origin: String,
    stream: String,
    log_size: u64,
    entries: u64,
    disclosed: Vec<VersionRange>,
    withheld: Vec<VersionRange>,
    consistent_from: Vec<u64>,
}

impl Manifest {
    /// The canonical JSON.
    pub(crate) fn encode(&self) -> String {
        // Plain numbers and strings cannot fail to serialize.
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Manifest, BundleError> {
        let fault = |reason: String| BundleError::Manifest { reason };
        let raw: Raw = serde_json::from_slice(bytes).map_err(|reason| fault(reason.to_string()))?;
        Ok(Manifest {
            origin: Origin::parse(&raw.origin).map_err(|reason| fault(reason.to_string()))?,
            stream: StreamName::parse(&raw.stream).map_err(|reason| fault(reason.to_string()))?,
            log_size: raw.log_size,
            entries: raw.entries,
            disclosed: raw.disclosed,
            withheld: raw.withheld,
            consistent_from: raw.consistent_from,
        })
    }
}

/// Ascending versions as maximal runs.
pub(crate) fn ranges(versions: impl IntoIterator<Item = u64>) -> Vec<VersionRange> {
    let mut runs: Vec<VersionRange> = Vec::new();
    for version in versions {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(version) => *last = version,
            _ => runs.push((version, version)),
        }
    }
    runs
}
