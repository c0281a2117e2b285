"""A relay of another hand for the tests of TLS: aiosmtpd with STARTTLS required or TLS from the first byte, and a sign-in.

Usage: relay.py KEY CERTIFICATE starttls|implicit|clear MECHANISMS
Prints its port, then a line for each thing that happened: `signed in USER` or `took RECIPIENT over tls|clear`.
"""
import asyncio
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

key, certificate, kind, mechanisms = sys.argv[1:5]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)


def say(line):
    print(line, flush=True)


class Handler:
    async def handle_DATA(self, server, session, envelope):
        secret = session.ssl is not None or server.transport.get_extra_info("sslcontext") is not None
        for recipient in envelope.rcpt_tos:
            say(f"took {recipient} over {'tls' if secret else 'clear'}")
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"stanch", b"a long secret")
    if right:
        say(f"signed in {mechanism}")
    return AuthResult(success=right, handled=False)


def relay():
    refused = [way for way in ("PLAIN", "LOGIN") if way not in mechanisms.split(",")]
    return SMTP(
        Handler(),
        hostname="relay.test",
        tls_context=context if kind == "starttls" else None,
        require_starttls=kind == "starttls",
        authenticator=authenticate if mechanisms else None,
        auth_required=bool(mechanisms),
        auth_require_tls=kind == "starttls",
        auth_exclude_mechanism=refused,
    )


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(relay, "127.0.0.1", 0, ssl=context if kind == "implicit" else None)
    say(server.sockets[0].getsockname()[1])
    await server.serve_forever()


asyncio.run(main())
