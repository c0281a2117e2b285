//! What every answer carries, and how a form from another site is told from one of ours.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, header};

/// Nothing is loaded from anywhere else, nothing is inline, nobody frames us, forms go to us alone.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
];

/// Adds what every answer carries. What a page shows is nobody else's to keep: only assets may be cached.
pub(crate) fn harden(response: &mut Response<Body>, secure: bool) {
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        // A paper brings a policy of its own.
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    if secure {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

/// Whether a request that changes something comes from one of our own pages, as far as the browser tells: its
/// `Sec-Fetch-Site` if it sends one, else its `Origin` against our `Host`. Programs that send neither pass here and
/// still need the form's token.
pub(crate) fn is_from_us(method: &Method, headers: &HeaderMap) -> bool {
    if method.is_safe() {
        return true;
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (text("origin"), text("host")) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// Whether two tokens are equal, in a time that does not tell where they differ.
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    let differing = one.iter().zip(other).fold(0, |differing, (a, b)| differing | (a ^ b));
    one.len() == other.len() && differing == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        let line = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn a_form_of_another_site_is_told_from_ours() {
        let host = ("host", "case.example:8443");
        let asks = |lines: &[(&'static str, &'static str)]| is_from_us(&Method::POST, &headers(lines));
        assert!(asks(&[host, ("sec-fetch-site", "same-origin")]));
        assert!(!asks(&[host, ("sec-fetch-site", "cross-site")]));
        assert!(!asks(&[host, ("sec-fetch-site", "same-site"), ("origin", "https://case.example:8443")]));
        assert!(asks(&[host, ("origin", "https://case.example:8443")]));
        assert!(!asks(&[host, ("origin", "https://evil.example")]));
        assert!(!asks(&[host, ("origin", "null")]));
        assert!(asks(&[host]));
        assert!(is_from_us(&Method::GET, &headers(&[host, ("sec-fetch-site", "cross-site")])), "links may");
    }

    #[test]
    fn tokens_are_compared_whole() {
        assert!(same(b"abc", b"abc"));
        assert!(!same(b"abc", b"abd"));
        assert!(!same(b"abc", b"ab"));
        assert!(!same(b"", b"a"));
    }
}
