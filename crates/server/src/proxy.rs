//! Behind a server that stands between us and the browsers, every request comes from that server's address. It says in a header whom it
//! speaks for; the header is believed from nobody else, and of what it says only the last hop, which that server added itself: what
//! stands before was sent by whoever asked, and may be anything.
//!
//! Sources: RFC 7239 (`Forwarded`); `X-Forwarded-For` and `X-Real-IP` as proxies write them.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use axum::http::HeaderMap;

/// The header in which a proxy says whom it speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProxyHeader {
    /// `X-Forwarded-For: client, proxy1`; the last is taken.
    XForwardedFor,
    /// `Forwarded: for=client, for=proxy1` (RFC 7239); the last is taken.
    Forwarded,
    /// `X-Real-IP: client`.
    XRealIp,
}

/// A server between us and the browsers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proxy {
    /// Where it says whom it speaks for.
    pub header: ProxyHeader,
    /// Its address; any address of this machine itself if not told.
    pub address: Option<IpAddr>,
}

impl ProxyHeader {
    /// Every header that is known, by its name in lower case.
    pub const NAMES: [(&'static str, ProxyHeader); 3] = [
        ("x-forwarded-for", ProxyHeader::XForwardedFor),
        ("forwarded", ProxyHeader::Forwarded),
        ("x-real-ip", ProxyHeader::XRealIp),
    ];

    fn name(self) -> &'static str {
        match self {
            ProxyHeader::XForwardedFor => "x-forwarded-for",
            ProxyHeader::Forwarded => "forwarded",
            ProxyHeader::XRealIp => "x-real-ip",
        }
    }
}

impl FromStr for ProxyHeader {
    type Err = ();

    fn from_str(name: &str) -> Result<ProxyHeader, ()> {
        let known = ProxyHeader::NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known));
        known.map(|(_, header)| *header).ok_or(())
    }
}

impl Proxy {
    /// Who asks, where the connection comes from `peer`: whom the proxy speaks for, if `peer` is the proxy and says so in words that can be
    /// read; else `peer` itself.
    pub(crate) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        let is_proxy = self.address.map_or(peer.is_loopback(), |address| address.to_canonical() == peer);
        if is_proxy { self.told(headers).unwrap_or(peer) } else { peer }
    }

    fn told(&self, headers: &HeaderMap) -> Option<IpAddr> {
        // Several lines of one name are one list (RFC 9110, 5.3): the last element of the last line is the nearest hop.
        let line = headers.get_all(self.header.name()).iter().next_back()?.to_str().ok()?;
        let last = line.rsplit(',').next()?.trim();
        let node = match self.header {
            ProxyHeader::Forwarded => last.split(';').find_map(|pair| {
                let (name, value) = pair.split_once('=')?;
                name.trim().eq_ignore_ascii_case("for").then(|| value.trim().trim_matches('"'))
            })?,
            _ => last,
        };
        address(node)
    }
}

/// An address, with a port or without; of version 6 in brackets or without.
fn address(node: &str) -> Option<IpAddr> {
    let bracketed = || node.strip_prefix('[')?.strip_suffix(']')?.parse::<Ipv6Addr>().ok().map(IpAddr::V6);
    let bare = node.parse::<IpAddr>().ok();
    let with_port = || node.parse::<SocketAddr>().ok().map(|address| address.ip());
    bare.or_else(with_port).or_else(bracketed).map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    const PEER: [u8; 4] = [127, 0, 0, 1];

    fn asked(header: ProxyHeader, lines: &[&'static str]) -> IpAddr {
        asked_by(Proxy { header, address: None }, IpAddr::from(PEER), lines)
    }

    fn asked_by(proxy: Proxy, peer: IpAddr, lines: &[&'static str]) -> IpAddr {
        let name = HeaderName::from_static(proxy.header.name());
        let lines = lines.iter().map(|line| (name.clone(), HeaderValue::from_static(line)));
        proxy.client(peer, &lines.collect())
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn the_last_hop_is_whom_the_proxy_speaks_for_and_what_stands_before_is_anybodys() {
        let xff = ProxyHeader::XForwardedFor;
        assert_eq!(asked(xff, &["203.0.113.7"]), ip("203.0.113.7"));
        assert_eq!(asked(xff, &["10.9.9.9, 203.0.113.7"]), ip("203.0.113.7"));
        assert_eq!(asked(xff, &["10.9.9.9", "203.0.113.7"]), ip("203.0.113.7"), "two lines are one list");
        assert_eq!(asked(xff, &["203.0.113.7:4711"]), ip("203.0.113.7"));
        assert_eq!(asked(xff, &["[2001:db8::1]:4711"]), ip("2001:db8::1"));
        assert_eq!(asked(xff, &["::ffff:203.0.113.7"]), ip("203.0.113.7"));
        assert_eq!(asked(ProxyHeader::XRealIp, &["2001:db8::1"]), ip("2001:db8::1"));
        let forwarded = ProxyHeader::Forwarded;
        assert_eq!(
            asked(forwarded, &["for=10.9.9.9, For=\"[2001:db8::1]:4711\";proto=https"]),
            ip("2001:db8::1")
        );
        assert_eq!(asked(forwarded, &["proto=https;by=203.0.113.1;for=203.0.113.7"]), ip("203.0.113.7"));
    }

    #[test]
    fn what_cannot_be_read_or_is_not_told_leaves_the_proxys_own_address() {
        for wrong in ["", ",", "unknown", "203.0.113", "203.0.113.7, _hidden", "for=203.0.113.7"] {
            assert_eq!(asked(ProxyHeader::XForwardedFor, &[wrong]), IpAddr::from(PEER), "{wrong}");
        }
        for wrong in ["203.0.113.7", "for=unknown", "for=_x, by=203.0.113.7", "for", "for="] {
            assert_eq!(asked(ProxyHeader::Forwarded, &[wrong]), IpAddr::from(PEER), "{wrong}");
        }
        assert_eq!(asked(ProxyHeader::XRealIp, &[]), IpAddr::from(PEER));
    }

    #[test]
    fn the_header_of_anybody_but_the_proxy_is_not_believed() {
        let header = ProxyHeader::XForwardedFor;
        let (stranger, told) = (ip("198.51.100.9"), &["203.0.113.7"][..]);
        assert_eq!(asked_by(Proxy { header, address: None }, stranger, told), stranger);
        let elsewhere = Proxy { header, address: Some(ip("10.0.0.2")) };
        assert_eq!(asked_by(elsewhere, ip("10.0.0.2"), told), ip("203.0.113.7"));
        assert_eq!(asked_by(elsewhere, ip("::ffff:10.0.0.2"), told), ip("203.0.113.7"));
        assert_eq!(
            asked_by(elsewhere, IpAddr::from(PEER), told),
            IpAddr::from(PEER),
            "only the one that was named"
        );
    }
}
