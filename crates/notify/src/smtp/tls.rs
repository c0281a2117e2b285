//! TLS to a relay (RFC 3207, RFC 8314); the one place that knows `rustls`. The relay's certificate must be of its name and of an
//! authority that this machine or the operator trusts: else nothing is said to it.

use std::io;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use messages::Message;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{CertificateError, ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::relay::{Relay, RelayFault};

/// A line under TLS.
pub(super) type Stream = StreamOwned<ClientConnection, TcpStream>;

/// Where systems keep the authorities they trust.
const SYSTEM: [&str; 3] =
    ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"];

/// Shakes hands; nothing of ours has been said on the line when this fails.
pub(super) fn begin(relay: &Relay, mut socket: TcpStream) -> Result<Stream, RelayFault> {
    let host = host(&relay.address);
    let name = ServerName::try_from(host.to_owned())
        .map_err(|_| RelayFault::Name { given: relay.address.clone() })?;
    let config = config(relay)?;
    let fault = |error: &rustls::Error| match why(error, host) {
        Some(why) => RelayFault::Certificate { address: relay.address.clone(), why },
        None => RelayFault::NoTls { address: relay.address.clone(), cause: no_handshake(error) },
    };
    let mut connection = ClientConnection::new(Arc::new(config), name).map_err(|error| fault(&error))?;
    let timeouts = [
        socket.set_read_timeout(Some(relay.answer_within)),
        socket.set_write_timeout(Some(relay.answer_within)),
    ];
    let no_tls = |cause: &io::Error| RelayFault::NoTls {
        address: relay.address.clone(),
        cause: messages::io_cause(cause),
    };
    for set in timeouts {
        set.map_err(|error| no_tls(&error))?;
    }
    while connection.is_handshaking() {
        if let Err(error) = connection.complete_io(&mut socket) {
            let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
            return Err(inner.map_or_else(|| no_tls(&error), fault));
        }
    }
    Ok(StreamOwned::new(connection, socket))
}

fn config(relay: &Relay) -> Result<ClientConfig, RelayFault> {
    let roots = match &relay.trusted {
        Some(path) => read(path)?,
        None => {
            let found = SYSTEM.iter().map(Path::new).find(|path| path.is_file());
            read(found.ok_or(RelayFault::NobodyTrusted)?)?
        }
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder
        .map_err(|error| RelayFault::NoTls { address: relay.address.clone(), cause: no_handshake(&error) })?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

/// Every certificate of the file; a file with none, or with one that cannot be used by itself, is trusted by nobody.
fn read(path: &Path) -> Result<RootCertStore, RelayFault> {
    let unreadable = |cause: Message| RelayFault::Trust { path: PathBuf::from(path), cause };
    let bytes = std::fs::read(path).map_err(|error| unreadable(messages::io_cause(&error)))?;
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&bytes) {
        let certificate =
            certificate.map_err(|error| unreadable(messages::outside_words(&error.to_string())))?;
        // Systems keep some that no verifier takes any more: they are left out, and trust nobody.
        drop(roots.add(certificate));
    }
    if roots.is_empty() { Err(unreadable(Message::new("notify-tls-no-certificate"))) } else { Ok(roots) }
}

/// `host` of `host:port`; an address of IPv6 without its brackets.
fn host(address: &str) -> &str {
    let host = address.rsplit_once(':').map_or(address, |(host, _)| host);
    host.trim_start_matches('[').trim_end_matches(']')
}

/// Why there was no handshake, where that is not the certificate's fault.
fn no_handshake(error: &rustls::Error) -> Message {
    match error {
        // What came is none of its records: the port speaks something else.
        rustls::Error::InvalidMessage(_) => Message::new("notify-tls-none-there"),
        error => messages::outside_words(&error.to_string()),
    }
}

/// What is wrong with the certificate, in words; `None` if it is not the certificate.
fn why(error: &rustls::Error, host: &str) -> Option<Message> {
    let rustls::Error::InvalidCertificate(fault) = error else { return None };
    Some(match fault {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            Message::new("notify-tls-expired")
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            Message::new("notify-tls-not-yet")
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Message::new("notify-tls-other-name").with("name", host)
        }
        CertificateError::UnknownIssuer => Message::new("notify-tls-untrusted"),
        CertificateError::Revoked => Message::new("notify-tls-revoked"),
        // The verifier's own word, by its name: a server that shows the certificate of an authority, as those made by hand often are.
        other if format!("{other:?}").contains("CaUsedAsEndEntity") => Message::new("notify-tls-authority"),
        other => Message::new("notify-tls-other").with("cause", messages::outside_words(&other.to_string())),
    })
}
