# Letters on their way to customers.
notify-relay-unreachable = No connection to the mail relay { $address }: { $cause }. Nothing was sent. Check the address, and that the relay is running.
notify-relay-would-be-clear = The mail relay { $address } is on another machine, and letters and passwords would cross the network unencrypted. Nothing was sent. Use a relay on this machine, or add --smtp-in-clear if that network is yours.
notify-relay-no-smtp = What answers at { $address } does not speak SMTP, or the connection broke again and again. Letters not begun wait; those whose outcome nobody knows are listed as uncertain. Check the relay, then send again.
notify-relay-refused = The mail relay refused { $asked }: “{ $said }”. This concerns every letter, so the rest were not sent and wait. Put it right with the relay’s operator, then send again.
notify-relay-no-sign-in = The mail relay { $address } offers no way of signing in that is known here (AUTH PLAIN is). Nothing was sent.
notify-relay-name = “{ $given }” cannot be used as sender or as our name towards the relay. Give an address such as notice@example.com.
notify-held = These letters may not leave: { $why }
notify-no-such-notice = The plan has no notice “{ $given }”. “stanch plan show” lists them.
notify-language = The notice has no text in “{ $given }”. It has: { $known }.
notify-broken = What is stored cannot be read: { $why }
