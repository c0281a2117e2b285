# Letters on their way to customers.
notify-relay-unreachable = No connection to the mail relay { $address }: { $cause }. Nothing was sent. Check the address, and that the relay is running.
notify-relay-would-be-clear = The mail relay { $address } is on another machine, and letters would cross the network in clear. Nothing was sent. Leave out “--smtp-tls none”, so that TLS is asked for, or add --smtp-in-clear if that network is yours.
notify-relay-no-smtp = What answers at { $address } does not speak SMTP, or the connection broke again and again. Letters not begun wait; those whose outcome nobody knows are listed as uncertain. Check the relay, then send again.
notify-relay-refused = The mail relay refused { $asked }: “{ $said }”. This concerns every letter, so the rest were not sent and wait. Put it right with the relay’s operator, then send again.
notify-relay-no-sign-in = The mail relay { $address } offers no way of signing in that is known here (PLAIN and LOGIN are). Nothing was sent.
notify-relay-name = “{ $given }” cannot be used as sender or as our name towards the relay. Give an address such as notice@example.com.
notify-held = These letters may not leave: { $why }
notify-no-such-notice = The plan has no notice “{ $given }”. “stanch plan show” lists them.
notify-language = The notice has no text in “{ $given }”. It has: { $known }.
notify-broken = What is stored cannot be read: { $why }
notify-state-queued = waiting
notify-state-deferred = put off by the relay, tried again later
notify-state-sending = under way
notify-state-accepted = accepted by the relay
notify-state-refused = refused: certainly not accepted
notify-state-uncertain = uncertain: nobody knows whether it was accepted; never sent again by itself
notify-state-bounced = came back
notify-state-without-address = no letter possible: no usable address, or a person has to look first; tell them another way

# TLS to the relay.
notify-tls-not-built = TLS to the relay is needed, but this build has none. Nothing was sent. Build it with “cargo build --release -p cli --features smtp-tls”, or hand letters to a relay on this machine that speaks TLS itself.
notify-tls-not-offered = The relay “{ $address }” does not offer STARTTLS. Nothing was sent in clear; the letters wait. Ask for TLS from the first byte (--smtp-tls implicit, mostly port 465), or have the relay mended. If it used to offer it, somebody between may have taken the offer away.
notify-tls-injected = On the line to the relay “{ $address }” something stood in clear behind its yes to STARTTLS: somebody between may have put it there. Nothing was sent; the letters wait. Have the network to the relay looked at.
notify-tls-broken = TLS with the relay “{ $address }” did not come about: { $cause }. Nothing was sent; the letters wait. Look whether the port is the one for this kind of TLS (587 for starttls, 465 for implicit).
notify-tls-certificate = The certificate of the relay “{ $address }” is refused: { $why }. Nothing was sent; the letters wait.
notify-tls-expired = it has expired. Have it renewed; look at this machine's clock too
notify-tls-not-yet = it is not valid yet. Look at this machine's clock
notify-tls-other-name = it is not for “{ $name }”. Name the relay as its certificate does
notify-tls-untrusted = nobody whom this machine trusts has issued it. If it is your own authority's, name that authority's certificate with --smtp-ca FILE
notify-tls-revoked = it was revoked. Have a new one issued
notify-tls-other = { $cause }
notify-tls-trust = The file of trusted authorities “{ $path }” cannot be used: { $cause }. Nothing was sent. A PEM file with at least one certificate was expected.
notify-tls-no-certificate = it holds no certificate that can be used
notify-tls-nobody-trusted = This machine has no file of trusted authorities where systems keep it. Nothing was sent. Name one with --smtp-ca FILE.
notify-password-in-clear = The mail relay { $address } is on another machine, and name and password would cross the network in clear. Nothing was sent. Sign in under TLS: leave out --smtp-in-clear and --smtp-tls none.
notify-relay-address = “{ $given }” is no address of a relay. Give its name and port, such as relay.example:587.
