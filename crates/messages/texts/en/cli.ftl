# What the room `cli` says.

# Help pages.
cli-help = Stanch runs an organisation's emergency plan for leaked customer information, offline.
cli-help-help = Show the page of a command or a topic
cli-help-topics = Topics: `stanch help exit-codes`. In Chinese: `--lang zh`.
cli-help-unknown-topic = There is no page about “{ $given }”. `stanch help` lists the commands; the one topic is `exit-codes`.
cli-page-usage = Usage:
cli-page-commands = Commands
cli-page-command-slot = COMMAND
cli-page-arguments = Arguments
cli-page-options = Options
cli-page-options-slot = [OPTIONS]
cli-page-examples = Examples:
cli-arg-help = Show this page
cli-arg-help-topic = A command, or `exit-codes`
cli-arg-version = Show the version
cli-arg-lang = Language of what is said: en, zh-Hans. Default: LC_ALL, LC_MESSAGES, LANG
cli-arg-json = JSON alone on standard output; progress and remarks go to standard error
cli-arg-out = Write the JSON into this file too (readable by its owner only)

# Exit codes.
cli-exit-heading = Exit codes
cli-exit-done = done; a result may still be partial: it says so itself
cli-exit-negative = done, and the judgement is negative: not verified, faults in the plan, an expectation of the drill failed, refused by the plan
cli-exit-usage = the command line cannot be understood
cli-exit-not-shown = what could be checked holds, but not all could be: give --key, or a bundle with what --newer needs
cli-exit-nothing-read = none of what was given could be read as data: there is no count
cli-exit-busy = another process holds the data folder
cli-exit-io = a file or folder could not be read or written
cli-exit-unusable = the data folder is damaged, written by a newer Stanch, or does not open with this key
cli-exit-defect = a defect of Stanch: an invariant did not hold, so no result is given

# Command lines that cannot be understood.
cli-usage-unknown-argument = “{ $given }” is not known here.
cli-usage-unknown-command = There is no command “{ $given }”.
cli-usage-value-missing = { $argument } needs a value after it.
cli-usage-value-not-one-of = “{ $given }” does not fit { $argument }. Give one of: { $expected }.
cli-usage-value-wrong = “{ $given }” does not fit { $argument }.
cli-usage-argument-missing = Something is missing: { $missing }.
cli-usage-command-missing = A command is missing.
cli-usage-conflict = { $one } and { $other } exclude each other: give one of them.
cli-usage-not-text = An argument is not valid UTF-8 text.
cli-usage-other = The command line cannot be understood: { $why }
cli-usage-nearest = { $what } Did you mean { $nearest }?
cli-usage-see-help = { $what } `stanch help` and `--help` after any command show what is possible.

# Files and output.
cli-output-failed = The result could not be written to standard output ({ $why }): what was printed is not complete.
cli-file-unreadable = { $path } cannot be read: { $why }.
cli-file-unwritable = { $path } cannot be written: { $why }.
cli-io-not-found = there is no such file or folder
cli-io-permission = permission denied
cli-io-is-folder = it is a folder, a file was expected
cli-io-full = the disk is full
cli-io-other = { $why }
cli-defect-json = The result could not be put into JSON ({ $why }). This is a defect of Stanch: please report it.

# journal
cli-help-journal = Judge bundles and proofs of the journal
cli-help-journal-verify = Is this the record, whole and unchanged? Needs no server, database or private key
cli-arg-journal-verify-bundle = The bundle to judge
cli-arg-journal-verify-key = The key to trust: its text, or a file that holds it. Without it the bundle's own key is used and the exit code is 3
cli-arg-journal-verify-newer = A checkpoint of the same log that came another way: shows whether the whole bundle is older, or the log rewritten
cli-example-journal-verify =
    stanch journal verify case.bundle --key organisation.vkey
    stanch journal verify case.bundle --key organisation.vkey --newer checkpoint.txt --json
cli-journal-key-unusable = “{ $given }” is no verifier key and no file that holds one: { $why }
cli-journal-of = Log { $origin }, stream { $stream }: { $entries } entries; the log holds { $size } at the checkpoint. Bodies disclosed: { $disclosed }, withheld: { $withheld }.
cli-journal-of-drill = DRILL. Log { $origin }, stream { $stream }: { $entries } entries; the log holds { $size } at the checkpoint. Bodies disclosed: { $disclosed }, withheld: { $withheld }.
cli-journal-key = Checked with the key { $key }
cli-journal-passed = holds
cli-journal-failed = fails
cli-journal-not-checked = not checked
cli-journal-more-faults = … and { $more } more.
cli-help-journal-check = Does one proof of inclusion or consistency hold?
cli-arg-journal-check-proof = The proof as JSON (docs/formats/proof.md); `-` is standard input
cli-example-journal-check =
    stanch journal check inclusion.json
