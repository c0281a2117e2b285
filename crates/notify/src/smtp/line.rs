//! The line to a relay: in clear, or under TLS.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// What commands and replies travel on.
#[derive(Debug)]
pub(super) enum Line {
    /// Whoever sits between can read along.
    Clear(TcpStream),
    /// Nobody can, and the relay has shown who it is.
    #[cfg(feature = "smtp-tls")]
    Tls(Box<super::tls::Stream>),
}

impl Line {
    fn socket(&self) -> &TcpStream {
        match self {
            Line::Clear(socket) => socket,
            #[cfg(feature = "smtp-tls")]
            Line::Tls(stream) => stream.get_ref(),
        }
    }

    pub(super) fn is_secret(&self) -> bool {
        !matches!(self, Line::Clear(_))
    }

    pub(super) fn read_within(&self, within: Duration) -> io::Result<()> {
        self.socket().set_read_timeout(Some(within))
    }

    pub(super) fn write_within(&self, within: Duration) -> io::Result<()> {
        self.socket().set_write_timeout(Some(within))
    }
}

impl Read for Line {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Line::Clear(socket) => socket.read(into),
            #[cfg(feature = "smtp-tls")]
            Line::Tls(stream) => stream.read(into),
        }
    }
}

impl Write for Line {
    /// Under TLS what was taken may not have left when this fails later: it then counts as having left, which is the careful way.
    fn write(&mut self, from: &[u8]) -> io::Result<usize> {
        match self {
            Line::Clear(socket) => socket.write(from),
            #[cfg(feature = "smtp-tls")]
            Line::Tls(stream) => stream.write(from),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Line::Clear(socket) => socket.flush(),
            #[cfg(feature = "smtp-tls")]
            Line::Tls(stream) => stream.flush(),
        }
    }
}
