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

# plan check
cli-help-plan = Check a plan pack
cli-help-plan-check = Find every fault of a plan pack, with its place and what to do
cli-arg-plan-check-pack = Folder of the pack, e.g. plans/cn-b2c
cli-example-plan-check =
    stanch plan check plans/cn-b2c
    stanch plan check plans/cn-b2c --json | jq '.faults[] | .file, .line, .message'
cli-pack-empty = { $path } holds no file: give the folder of a plan pack, the one with plan.yaml in it.
cli-pack-too-large = { $path } is more than a plan pack holds (2,000 files, 16 MiB each): give the folder with plan.yaml in it.
cli-plan-unusable = { $pack } is no plan yet, it has { $errors ->
    [one] one error
   *[other] { $errors } errors
}: `stanch plan check { $pack }` lists all. The first: { $first }
cli-plan-error = error
cli-plan-warning = warning
cli-plan-summary =
    Plan { $id }, version { $version }: { $clauses } clauses, { $obligations } obligations, { $gates } gates, { $playbooks } playbooks, { $drills } drills; { $choices } stated choices to confirm.
    Digest { $digest }
cli-plan-no-faults = ✓ 0 errors, 0 warnings.
cli-plan-only-warnings = ✓ 0 errors, { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}. The plan runs; each warning is something a reviewer would ask about.
cli-plan-has-errors = ▲ { $errors ->
    [one] 1 error
   *[other] { $errors } errors
}, { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}. A pack with an error is no plan: correct the errors first, they are all listed above.

# assess
cli-help-assess = Count who is in a leak: records, identifiers, persons, customers
cli-arg-assess-leaks = Files and folders of the leak; `-` is standard input
cli-arg-assess-register = The register of customers as CSV: without it the number of customers is unknown
cli-arg-assess-plan = A plan pack: shows the level the counts alone give, and what would change it
cli-arg-assess-list = Write the list of persons here (readable by its owner only)
cli-example-assess =
    stanch assess dump.sql export.csv --register customers.csv --plan plans/cn-b2c
    stanch assess leak/ --json --out assessment.json
    zcat dump.sql.gz | stanch assess - --json
cli-assess-empty-folder = { $path } holds no file: there is nothing to assess.
cli-assess-left-aside = { $path } is no file (a pipe, or a link to a folder): left aside. Name it on the line if it belongs to the leak.
cli-assess-list-written = List of persons: { $path } (mode 0600). It names people: keep it where only those who must see it do.
cli-progress-register = Reading the register …
cli-progress-reading-of = Reading { $done } of { $total } ({ $share } %), { $rows } rows, { $rate }/s, { $left } left
cli-progress-reading = Reading { $done }, { $rows } rows, { $rate }/s
cli-progress-merging = Merging records to persons …
cli-progress-counting = Counting …
cli-unknown = unknown
cli-comma = , {""}
cli-assess-heading = Who is in the leak
cli-assess-records = records
cli-assess-persons = persons
cli-assess-customers = customers
cli-assess-rows-without = other rows
cli-assess-records-are = rows with at least one personal value
cli-assess-persons-are = each human once
cli-assess-customers-are = persons found in the register; the upper bound includes near matches
cli-assess-customers-no-register = no register was given (--register)
cli-assess-rows-without-are = without a personal value
cli-assess-at-least = ▲ At least: not every byte could be read, and what was not read may hold more.
cli-assess-identifiers = Personal values
cli-assess-values = values
cli-assess-distinct = distinct
cli-assess-none-of = None found: { $kinds }.
cli-assess-classes = By class, and exactly these together (one person)
cli-assess-left-over = Looked at closely
cli-assess-attributed-by-key = records belong to a person by a key of the data
cli-assess-unattributed = records belong to nobody{ $place }: { $reason }
cli-assess-shared = values stand under many names; they merged nobody
cli-assess-conflicting = values stand under two or three names; each name stayed a person
cli-assess-undecided = values whose kind neither a checksum nor a column decided; counted under the likeliest
cli-assess-files = Files
cli-assess-register = Register: { $customers } customers
cli-assess-read = read
cli-assess-partly-read = partly read
cli-assess-not-read = not read
cli-assess-not-read-why = ▲ { $path }: { $why } { $bytes } unknown, first at byte { $from }.
cli-assess-more-files = … and { $more } more files; the JSON names all.
cli-level-default = no rule of this scale holds for certain
cli-level-certain = Plan { $plan }, scale { $scale }: level { $certain }
cli-level-certain-possible = Plan { $plan }, scale { $scale }: level { $certain } for certain, { $possible } possible
cli-level-stands = {"  "}level { $level } stands: { $text }
cli-level-holds = {"  "}level { $level } holds: { $text }
cli-level-may-hold = {"  "}level { $level } may hold: { $text }
cli-level-if = {"      "}if { $needs }
cli-level-ask = {"  "}Would settle it:
cli-level-choice = {" "}(choice: { $choice })
cli-next = What next
cli-next-unread = Look into what was not read: unpack, decrypt or convert it, then assess everything together.
cli-next-register = Give --register to learn how many of them are customers; until then that is unknown, not zero.
cli-next-plan = Give --plan to see which level the counts alone reach.
cli-next-facts = Ask the people named for the facts that are not known; an assessment never answers judgements.
cli-kind-cn-id = identity number (CN)
cli-kind-phone = phone, fax
cli-kind-email = e-mail
cli-kind-card = payment card
cli-kind-address = postal address
cli-kind-name = name
cli-kind-birth-date = date of birth
cli-class-identity = identity
cli-class-contact = contact
cli-class-payment = payment
cli-class-location = location

# demo
cli-help-demo = Play a made-up leak of a made-up company, told in the terminal
cli-arg-demo-dir = A new folder for what is made up; default: one beside other temporary files
cli-arg-demo-members = Members of the made-up shop, 60 to 5,000,000; default 120,000
cli-demo-company = 1 · A company that does not exist
cli-demo-made-up =
    {"  "}A shop with { $members } members; its register of customers: { $register }
    {"  "}Three files of it have turned up outside: a database dump, an export in an old Chinese charset,
    {"  "}and an archive that nobody can look into: { $leak }
    {"  "}Nobody is meant: the identity numbers carry a code no county has, the cards are of test ranges.
cli-demo-leak = 2 · Who is in the leak?
cli-demo-differs = What was counted differs from what was made up (records / persons / customers: made up { $made }, counted { $found }). This is a defect of Stanch: please report it.
cli-demo-same = ✓ Made up to the last person, and counted the same: { $records } records, { $persons } persons, { $customers } customers. The archive could not be read, so the counts say “at least”.
cli-demo-end = What is left of it, and what to try next
cli-demo-try =
    {"  "}Everything lies in { $folder } (only you can read it; delete the folder when done).
    {"  "}→ stanch assess { $leak } --json | less          the same as data
    {"  "}→ stanch plan check plans/cn-b2c                 what a reviewer would ask about the plan
    {"  "}→ stanch help                                    everything else
