# What the room `journal` says.

# Names.
journal-name-stream = “{ $given }” is not a stream: expected `org`, or `case/`, `access/`, `signal/` or `wave/` and an id of 1 to 64 characters out of a-z, 0-9 and “-”.
journal-name-kind = “{ $given }” is not a kind of event: expected lower-case words joined by dots, such as fact.stated, at most 64 characters.
journal-name-origin = “{ $given }” cannot name a log: expected 1 to 200 bytes without spaces, plus signs or control characters, such as company.example/journal.

# Entries.
journal-entry-magic = These bytes are not an entry of the journal: the first five must be STEN and the format version 1.
journal-entry-later-format = The entry has format version { $found }; this program reads version 1. Use a newer program.
journal-entry-short = The entry ends inside its field { $field }.
journal-entry-trailing = The entry has { $extra ->
    [one] one byte
   *[other] { $extra } bytes
 } after its last field.
journal-entry-version-zero = The entry has stream version 0; the first is 1.
journal-entry-shape-zero = The entry has shape 0; the first is 1.
journal-entry-time = The entry’s { $field } is { $found } microseconds, outside the years 1900 to 9998.

# Keys.
journal-key-parts = “{ $given }” is not a verifier key: expected NAME+ID+BASE64 on one line.
journal-key-base64 = “{ $given }” in the verifier key is not the base64 of 33 bytes. Copy the whole line again.
journal-key-algorithm = The verifier key is of signature type { $found }; only Ed25519 (type 1) is read.
journal-key-point = The verifier key is not a usable Ed25519 key.
journal-key-id = The verifier key says its id is { $given }, but name and key give { $computed }. Copy the whole line again.

# Signed notes.
journal-note-too-long = The signed note has { $found } bytes; at most { $most } are read.
journal-note-not-utf8 = The signed note is not UTF-8 from byte { $at } on.
journal-note-control = The signed note has a control character at byte { $at }.
journal-note-no-signatures = The signed note has no blank line followed by complete signature lines. Copy the whole file, its last line break included.
journal-note-too-many = The signed note has { $found } signature lines; at most { $most } are read.
journal-note-signature-line = Signature line { $line } is not “— NAME BASE64”.
journal-note-unknown-signer = No signature is by the key { $key }.
journal-note-false-signature = The signature in the name of { $key } is false: the text was changed, or another key signed it.
journal-note-more-than-one = A signed note inside a bundle has exactly one signature.
journal-note-line = Line { $line } must be { $expected }; it is “{ $given }”.
journal-note-origin = The text is of the log “{ $given }”, the key of “{ $expected }”.
journal-note-empty-root = A log of size 0 must have the root of the empty tree.
journal-line-number = a number from 0 to 18446744073709551615 without leading zeros
journal-line-positive = a number from 1 to 18446744073709551615 without leading zeros
journal-line-hash = a SHA-256 in base64 (44 characters)
journal-line-stream-head = “stanch stream head v1”
journal-line-seal = “stanch bundle seal v1”
journal-line-not-empty = not empty
journal-line-nothing = absent

# Tiles.
journal-tile-source = A tile could not be read: { $fault }
journal-tile-missing = The tile { $tile } is missing.
journal-tile-length = The tile { $tile } has { $found } bytes; at least { $expected } in whole hashes are expected.
journal-tile-beyond = Position { $position } is beyond a log of size { $size }.

# Bundles: the form.
journal-bundle-magic = This is not a bundle: its first line must be “stanch bundle v1”.
journal-bundle-header = The bundle is damaged at byte { $offset }: the header line “{ $section } LENGTH” must stand there.
journal-bundle-short = The section { $section } says it has { $declared } bytes, but only { $left } are left. Get the whole file again.
journal-bundle-trailing = The bundle has bytes after its end, from byte { $offset } on.
journal-bundle-not-utf8 = The section { $section } is not UTF-8 from byte { $offset } on.
journal-bundle-manifest = The bundle’s manifest, which begins at byte { $offset }, cannot be read: { $reason }. Ask for the bundle again.
journal-manifest-syntax = from byte { $offset } on it is not well-formed JSON
journal-manifest-ends = its JSON ends in the middle, at byte { $offset }
journal-manifest-no-object = at byte { $offset } one JSON object was expected
journal-manifest-twice = the member “{ $member }” occurs twice
journal-manifest-unknown = there is no member “{ $member }”; expected are { $known }
journal-manifest-missing = the member “{ $member }” is missing
journal-manifest-value = the member “{ $member }” is “{ $given }”; expected was { $expected }
journal-expected-origin = the name of a log: 1 to 200 bytes without spaces, “+” or control characters
journal-expected-stream = the name of a stream, such as `case/` and an id
journal-expected-number = an integer from 0 to 18446744073709551615 without fraction or exponent
journal-expected-sizes = a list of integers, such as [1,257]
journal-expected-runs = a list of runs, first and last version of each, such as [[1,1],[3,5]]
journal-bundle-record = Record { $number } of the section { $section }, at byte { $offset }, is damaged or cut off.
journal-bundle-not-canonical = The bundle is not in its one encoding: byte { $offset } differs.
journal-bundle-refused = The bundle was not written, because it would not verify: { $fault }

# Bundles: what is wrong.
journal-fault-other-key = The bundle is signed by { $found }, not by the key you trust, { $pinned }.
journal-fault-note = The { $document } is not accepted: { $reason }
journal-fault-seal = The seal is genuine, but of other bytes: the bundle was changed after it was sealed.
journal-fault-manifest = The manifest says “{ $member }” is { $says }; the bundle holds { $holds }.
journal-fault-manifest-size = The manifest’s “consistent_from” names the size { $size }; expected are rising sizes from 1 to { $most }.
journal-fault-head-size = The stream head is of a log of size { $head }, the checkpoint of size { $checkpoint }.
journal-fault-entry-changed = Entry { $index } of the log was changed: its bytes do not have the leaf hash the log holds.
journal-fault-leaf-changed = The leaf hash written beside entry { $index } of the log was changed; the entry itself is what the log holds.
journal-fault-not-in-tile = Entry { $index } of the log agrees with the leaf hash beside it, but the tile { $tile } holds another: either entry and hash were changed together, or the tile was.
journal-fault-unproved = Nothing in the bundle proves entry { $index } of the log: its tile is missing, or the log has no such index.
journal-fault-entry-unreadable = Entry { $index } of the log is what the log holds, but cannot be read: { $reason }
journal-fault-index-order = Entry { $index } of the log does not stand in the order of the log.
journal-fault-other-stream = Entry { $index } of the log belongs to another stream, { $stream }.
journal-fault-missing = Entries of the stream are missing: versions { $first } to { $last }.
journal-fault-missing-one = An entry of the stream is missing: version { $first }.
journal-fault-missing-one-at = An entry of the stream is missing: version { $first }, which stands at index { $index } of the log.
journal-fault-missing-at = Entries of the stream are missing: versions { $first } to { $last }; the last of them stands at index { $index } of the log.
journal-fault-added = Entry { $index } of the log (stream version { $version }) was added: the stream has no place for it.
journal-fault-moved = Entry { $index } of the log (stream version { $version }) was moved: it stands after a later one.
journal-fault-other-previous = Entry { $index } of the log (stream version { $version }) names another entry before it than the one that stands there.
journal-fault-other-last = Entry { $index } of the log (stream version { $version }) is not the last entry the stream head names.
journal-fault-backwards = Entry { $index } of the log (stream version { $version }) was recorded earlier than the one before it.
journal-fault-tile-missing = The bundle lacks the tile { $tile }.
journal-fault-tile-added = The bundle holds the tile { $tile }, which it does not need, or twice, or out of order.
journal-fault-tile-changed = The tile { $tile } was changed: its hashes do not lead to the hash above it.
journal-fault-root = The tiles lead to another root than the checkpoint’s; which hash differs cannot be located.
journal-fault-body-changed = The body disclosed for entry { $index } of the log is not the one the entry is committed to.
journal-fault-body-added = A body is disclosed for entry { $index } of the log, which the bundle does not hold, or twice, or out of order.
journal-fault-older = The bundle is older than the checkpoint you hold (size { $bundle } before { $held }): it may omit what came later. Ask for a new bundle.
journal-fault-rewritten = At size { $held } the log of this bundle has another root than the checkpoint you hold: its history was rewritten, or there are two histories. Keep both files.
journal-document-checkpoint = checkpoint
journal-document-stream-head = stream head
journal-document-seal = seal
journal-document-held-checkpoint = checkpoint you hold

# Bundles: the report.
journal-verdict-verified = Verified.
journal-verdict-not-pinned = Nothing is wrong, but the bundle is signed by its own key, not pinned. Give the key you trust to be sure who signed.
journal-verdict-incomplete = Nothing is wrong, but it could not be shown that the log only grew since the checkpoint you hold. Ask for a bundle with proof from that size.
journal-verdict-failed = Not accepted: something is wrong.
journal-check-layout = The file is a whole bundle
journal-check-key = It is signed by the key you trust
journal-check-seal = It is as it was sealed
journal-check-checkpoint = The checkpoint is signed
journal-check-stream-head = The stream head is signed and belongs to the checkpoint
journal-check-manifest = The manifest says what the bundle holds
journal-check-entries = Every entry agrees with the hash beside it
journal-check-stream = No entry of the stream is missing, added or moved
journal-check-tree = The hashes lead to the checkpoint
journal-check-inclusion = Every entry stands in the log
journal-check-bodies = The disclosed bodies are the recorded ones
journal-check-freshness = The bundle is as new as the checkpoint you hold
journal-check-consistency = Since that checkpoint the log only grew
journal-because-no-pinned-key = no key was given to compare with
journal-because-no-checkpoint-given = no checkpoint was given; a bundle that is older as a whole would not show
journal-because-nothing-disclosed = the bundle discloses no body
journal-because-nothing-to-check-against = what it needs could not be read or is not genuine
journal-because-no-tiles-for-that-size = the bundle holds no tiles that show the log at that size: have it exported again with --since and the size in the second line of that checkpoint
journal-because-bundle-is-older = the bundle is older than the checkpoint given

# Single proofs.
journal-proof-valid = The proof is valid.
journal-proof-index-beyond = The proof is invalid: a tree of size { $size } has no leaf { $index }.
journal-proof-shrunk = The proof is invalid: the older tree ({ $first }) is larger than the newer ({ $second }).
journal-proof-from-empty = The proof is invalid: every tree extends the empty one, so nothing is shown from size 0.
journal-proof-count = The proof is invalid: it has { $given ->
    [one] one hash
   *[other] { $given } hashes
 }, these sizes need { $needed }.
journal-proof-root = The proof is invalid: it leads to the root { $computed }, not { $claimed }.
journal-proof-first-root = The proof is invalid: for the older tree it leads to the root { $computed }, not { $claimed }.
journal-proof-second-root = The proof is invalid: for the newer tree it leads to the root { $computed }, not { $claimed }.
journal-json-too-long = The proof has { $found } bytes; at most { $most } are read.
journal-json-broken = The proof is not one JSON object: { $reason }
journal-json-twice = The member “{ $member }” occurs twice.
journal-json-unknown = The member “{ $member }” is not known here. Remove it.
journal-json-missing = The member “{ $member }” is missing.
journal-json-type = The type is “{ $given }”; expected “inclusion” or “consistency”.
journal-json-integer = “{ $member }” is { $given }; expected an integer from 0 to 18446744073709551615 without fraction or exponent.
journal-json-hash = “{ $member }” is “{ $given }”; expected a SHA-256 as 64 lower-case hexadecimal digits or 44 characters of base64.
journal-json-not-a-list = “hashes” must be a list.
journal-json-entry = “entry” must be the entry’s bytes in base64.
journal-json-leaf-or-entry = Expected exactly one of “leaf_hash” and “entry”.
