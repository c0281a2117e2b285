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
cli-journal-says-of-itself = What the file says of itself, not shown: log { $origin }, stream { $stream }, { $entries } entries. Its checkpoint is not genuine under this key, so the size of the log is unknown.
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
cli-help-plan = Check a plan pack, and list what can be typed
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
    Plan { $id }, version { $version }: { $clauses ->
        [one] 1 clause
       *[other] { $clauses } clauses
    }, { $obligations ->
        [one] 1 obligation
       *[other] { $obligations } obligations
    }, { $gates ->
        [one] 1 gate
       *[other] { $gates } gates
    }, { $playbooks ->
        [one] 1 playbook
       *[other] { $playbooks } playbooks
    }, { $drills ->
        [one] 1 drill
       *[other] { $drills } drills
    }.
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
cli-progress-looking = Looking at entry { $done } of { $total }, { $rate }/s, { $left } left
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
cli-assess-not-looked-for = Not looked for
cli-assess-none-of = None found: { $kinds }.
cli-assess-classes = By class, and exactly these together (one person)
cli-assess-left-over = Looked at closely
cli-assess-attributed-by-key = attributed to a person by a key of the data
cli-assess-unattributed = attributed to nobody{ $place }: { $reason }
cli-assess-shared = values stand under many names; they merged nobody
cli-assess-conflicting = values stand under two or three names; each name stayed a person
cli-assess-undecided = values whose kind neither a checksum nor a column decided; counted under the likeliest
cli-assess-files = Files
cli-assess-register = Register: { $customers } customers
cli-assess-read = read
cli-assess-partly-read = partly read
cli-assess-not-read = not read
cli-assess-empty = empty
cli-assess-why = ▲ { $path }: { $why }
cli-assess-not-read-why = ▲ { $path }: { $why } { $bytes } unknown, first at byte { $from }.
cli-assess-more-files = … and { $more } more files; the JSON names all.
cli-level-default = no rule of this scale holds for certain
cli-level-of-people = people set this level; no count and no fact computes it
cli-level-certain = Plan { $plan } · { $scale }: { $certain }
cli-level-unknown = Plan { $plan } · { $scale }: unknown
cli-level-certain-possible = Plan { $plan } · { $scale }: at least { $certain }, may become { $possible }
cli-level-stands = {"  "}{ $level } stands: { $text }
cli-level-holds = {"  "}{ $level } holds: { $text }
cli-level-may-hold = {"  "}{ $level } may hold: { $text }
cli-level-if = {"      "}if { $needs }
cli-level-ask = {"  "}Would settle it:
cli-level-choice = {" "}(choice: { $choice })
cli-next = What next
cli-next-unread = Look into what was not read: unpack, decrypt or convert it, then assess everything together.
cli-next-register = Give --register to learn how many of them are customers; until then that is unknown, not zero.
cli-next-plan = Give --plan to see which level the counts alone reach.
cli-next-facts = Ask the people named for the facts that are not known; an assessment never answers judgements.

# demo
cli-help-demo = A bad night at a made-up company: in the browser, or told in the terminal
cli-example-demo =
    stanch demo                    prints an address and a link that is good once
    stanch demo --terminal         leak, clocks, drill and proof, told here
cli-arg-demo-listen = Where the pages listen, address and port; default: a free port of this machine alone
cli-arg-demo-terminal = Tell it in the terminal, with the plan's own drill, instead of in the browser
cli-arg-demo-data = A new folder for what is made up, kept at the end; in the browser it is deleted if not given
cli-arg-demo-members = Members of the made-up shop, 60 to 5,000,000; default 200,000, in the terminal 120,000
cli-arg-demo-rows = Rows of the made-up leak, members and orders together, 120 to 50,000,000; default 1,000,000
cli-demo-listens = The demonstration is at { $address }. Nothing outside this machine is contacted. Stop with Ctrl+C.
cli-demo-link = Open this link; it is good once: { $link }
cli-demo-deleted = Everything in it is made up, and deleted when it stops.
cli-demo-kept = Everything in it is made up, and kept in its folder.
cli-demo-company = 1 · A company that does not exist
cli-demo-made-up =
    {"  "}A shop with { $members } members; its register of customers: { $register }
    {"  "}Three files of it have turned up outside: a database dump, an export in an old Chinese charset,
    {"  "}and an archive that nobody can look into: { $leak }
    {"  "}Nobody is meant: the identity numbers carry a code no county has, the cards are of test ranges.
cli-demo-leak = 2 · Who is in the leak?
cli-demo-differs = What was counted differs from what was made up (records / persons / customers: made up { $made }, counted { $found }). This is a defect of Stanch: please report it.
cli-demo-same = ✓ Made up to the last person, and counted the same: { $records } records, { $persons } persons, { $customers } customers. The archive could not be read, so the counts say “at least”.
cli-demo-drill = 3 · Does the plan hold? It is rehearsed in virtual time
cli-demo-no-drill = The pack in this program has no drill. This is a defect of Stanch: please report it.
cli-demo-proof = 4 · Can what was done be proved?
cli-demo-flipped = Now one bit is changed, at byte { $place }:
cli-demo-end = What is left of it, and what to try next
cli-demo-try =
    {"  "}Everything lies in { $folder } (only you can read it; delete the folder when done).
    {"  "}→ stanch assess { $leak } --json | less          the same as data
    {"  "}→ stanch journal verify { $folder }/drill.bundle --key { $folder }/drill.bundle.vkey
    {"  "}→ stanch plan check plans/cn-b2c                 what a reviewer would ask about the plan
    {"  "}→ stanch help                                    everything else

# drill
cli-help-drill = Rehearse a plan: a drill is a test of it
cli-help-drill-run = Play a drill to its end in virtual time and score it
cli-arg-drill-run-drill = The drill, a file inside its plan pack
cli-arg-drill-run-export = Write the bundle of the played case here, and the key that verifies it beside it (BUNDLE.vkey)
cli-arg-drill-run-force = Write over a bundle that is there
cli-arg-drill-run-data = A new folder for the log of the drill; without it the log is gone afterwards
cli-arg-bodies = Bodies the bundle discloses: none, all, or versions such as 1,4,9. Default: none
cli-example-drill-run =
    stanch drill run plans/cn-b2c/drills/million_rows.yaml --export drill.bundle
    stanch journal verify drill.bundle --key drill.bundle.vkey
cli-drill-not-in-a-pack = { $path } lies in no plan pack: a drill is a file below the folder with plan.yaml.
cli-drill-unknown = The pack has no drill { $given }. It has: { $known }.
cli-drill-folder-taken = { $path } is not empty. A drill begins a log of its own: give a new folder.
cli-drill-heading = DRILL · { $title } ({ $plan })
cli-drill-inject = (inject)
cli-drill-refused = refused: { $why }
cli-drill-score = What the plan promised
cli-drill-passed = ✓ { $passed } of { $rows } promises hold; { $events } events in case { $case }.
cli-drill-lacks = ▲ { $why } Steps refused for it: { $steps }.
cli-drill-follows = ▲ Besides, most likely because of it: { $steps } more steps refused, { $promises } promises not kept. Mend the right first and play again; --json lists each.
cli-drill-failed = ▲ { $passed } of { $rows } promises hold; { $events } events in case { $case }. The plan, or the drill, is to be mended.
cli-drill-bundle = Bundle: { $bundle }. Check it: stanch journal verify { $bundle } --key { $bundle }.vkey
cli-help-journal-export = Write the record of a case with its proof, to hand to others
cli-arg-journal-export-out = Where the bundle goes
cli-arg-journal-export-since = Size of a checkpoint handed out before: the bundle shows that the log only grew since; may be repeated
cli-example-journal-export =
    stanch journal export 7 --data ./data --out case-7.bundle --bodies none
    stanch journal export 7 --data ./data --out case-7-opened.bundle --bodies all --as legal_lead --reason "asked for by the supervisor"
cli-journal-exported = Bundle: { $path }. The key that verifies it: { $key } (also in { $keyfile })
cli-journal-export-exists = { $path } is there already and was not written over. Give another name, or --force.
cli-arg-journal-export-force = Write over a bundle that is there
cli-arg-journal-export-looks = The record of who looked at the case, instead of the case's own
cli-arg-journal-export-role = The role that discloses bodies; it needs the right “export”. Only with --bodies
cli-arg-journal-export-reason = Why bodies are disclosed; it is journalled, and stays when the case is destroyed: no personal data
cli-journal-export-asks = A bundle with bodies says what happened: who gives it out, and why, is journalled first. Add --as ROLE (with the right “export”) and --reason TEXT; or leave out --bodies for a bundle that proves the record and says nothing.
cli-journal-export-look-noted = That bodies were disclosed is journalled: stanch case looks CASE
cli-case-looks-bodies = { $bodies ->
    [one] { $bodies } body of { $record ->
        [looks] the record of looks
       *[case] the case
    }
   *[other] { $bodies } bodies of { $record ->
        [looks] the record of looks
       *[case] the case
    }
}

# case
cli-time-unreadable = “{ $given }” is no moment. Give 2026-03-01T09:00+08:00, or 2026-03-01 09:00 in the zone of the plan ({ $zone }).
cli-case-as-of-later = { $time } has not come yet (it is { $now }): shown is what is on record now.
cli-arg-data = The data folder
cli-arg-master-key = The master key's file; default: keys/master.key in the data folder, made with it (mode 0600)
cli-arg-passphrase-file = A file whose first line is the passphrase of the master key
cli-arg-role = The role one acts in; it is bound to your account here and journalled
cli-arg-at = When it happened, if not now; without an offset in the zone of the plan. What an opening, a warning, the response, an answer, a playbook, a task, a duty, a report or a notice starts or ends counts from it; everything else counts from when it is recorded
cli-arg-case = The case: its number or id
cli-arg-reason = Why; it is journalled
cli-arg-evidence = Evidence ids, e.g. E-1,E-2
cli-help-case = Open and run a case by hand
cli-help-case-open = Open a case on a plan; its clocks start
cli-arg-case-open-title = What people call it
cli-arg-case-open-plan = The plan pack it runs on
cli-arg-case-open-happened = When it happened, if that is known
cli-arg-case-open-known = When it was known
cli-example-case-open =
    stanch case open --data ./data --plan plans/cn-b2c --as duty_manager --title "Customer data on a forum"
    stanch case fact 1 records ">=120000" --data ./data --as technical_lead --source "dump.sql"
    stanch case show 1 --data ./data
cli-help-case-fact = Say what is known of a fact
cli-arg-case-fact-fact = The fact, e.g. records, classes, known
cli-arg-case-fact-value = What is known: 120000, ">=120000", 10000..50000, unknown, never, yes, identity,payment+, a time
cli-arg-case-fact-source = Where it comes from
cli-help-case-strike = Strike a stored act as wrong; it stays readable
cli-arg-case-strike-event = Its number in the timeline
cli-help-case-evidence = Take evidence in: the bytes of files are sealed into the data folder, their digests and sizes journalled
cli-arg-case-evidence-files = The files
cli-arg-case-evidence-name = What it is called; default: the file's name. For one file only
cli-arg-case-evidence-digest-only = Journal digest and size alone; the bytes stay where they are held
cli-example-case-evidence =
    stanch case evidence 7 forum.zip mail.eml --data ./data --as technical_lead
    stanch case evidence 7 disk7.img --digest-only --held-by legal_lead --data ./data --as technical_lead
cli-case-evidence-one-name = --name is for one file. Take several in one after the other, or let them keep their own names.
cli-help-case-evidence-out = Give sealed evidence back into a new file (mode 0600); the look is journalled first
cli-arg-case-evidence-out-evidence = The evidence, e.g. E-1
cli-arg-case-evidence-out-out = A new file for the bytes
cli-arg-case-evidence-out-reason = Why one looks; it is journalled, and stays when the case is destroyed: no personal data
cli-example-case-evidence-out =
    stanch case evidence-out 7 E-1 --out forum.zip --reason "compare with the register" --data ./data --as legal_lead
cli-case-evidence-out = { $evidence } (“{ $name }”, { $bytes }) is in { $path }. SHA-256, as it was taken in: { $sha256 }. The look is journalled.
cli-help-case-looks = List who looked at the evidence of a case, when and why
cli-case-looks-none = Nobody has looked at sealed evidence or customers of this case.
cli-case-looks-customers = { $customers ->
    [one] { $customers } customer
   *[other] { $customers } customers
}
cli-progress-sealing = Sealing: { $done } of { $total }, { $rate }/s, { $left } left
cli-arg-case-evidence-held-by = The role that holds it; default: the acting one
cli-help-case-custody = Pass evidence into other hands
cli-arg-case-custody-evidence = The evidence, e.g. E-1
cli-arg-case-custody-to = The role that takes it
cli-help-case-level = Decide a level
cli-arg-case-level-scale = The scale, e.g. response
cli-arg-case-level-level = The level
cli-help-case-warn = Open a warning
cli-arg-case-warn-grade = Its grade on the plan's warning scale
cli-help-case-renew = Renew the warning for another term
cli-help-case-watch = Turn to watching
cli-help-case-declare = Declare the response
cli-arg-case-declare-level = The level declared
cli-help-case-accept = Accept a proposal, or what the plan started by itself
cli-arg-proposal = The proposal or its trigger; may be left out where only one waits
cli-help-case-answer = Accept or reject a proposal
cli-arg-case-answer-answer = accept or reject
cli-help-case-playbook = Lay out a playbook
cli-arg-case-playbook-playbook = The playbook
cli-help-case-task = Move a task on
cli-arg-case-task-task = The task
cli-arg-case-task-to = take, do, block or done
cli-arg-case-task-note = What there is to say
cli-help-case-met = Say that an obligation is met
cli-arg-obligation = The obligation, or one clock of it (hourly_report#3)
cli-help-case-file = Say that a report was filed
cli-arg-case-file-form = The form
cli-help-case-pass = Pass a text to customers or the public
cli-arg-notice = The notice
cli-arg-digest = SHA-256 of the text with its fields filled in
cli-help-case-sent = Say that a notice was sent
cli-arg-case-sent-ways = In which of its ways: app, sms, email, push, letter, web, media; default: all of the notice's. Its clocks run until it went in every one
cli-duty-told = told { $told }; still open: { $open }
cli-duty-fewer = told to { $told } of at least { $known } ({ $fact })
cli-duty-met-in-part = met by its ways
cli-arg-case-sent-count = To how many
cli-help-case-gate = Propose, review or approve a gate, or waive a condition of it
cli-help-case-gate-propose = Propose that a gate be passed
cli-help-case-gate-review = Review a proposed gate
cli-help-case-gate-approve = Approve a reviewed gate
cli-help-case-gate-waive = Declare a condition not applicable
cli-arg-gate = The gate
cli-arg-case-gate-waive-condition = The condition
cli-help-case-moot = Say that an obligation is no longer owed
cli-help-case-adopt = Move the case to another plan, on purpose
cli-arg-case-adopt-plan = The plan pack to move to
cli-help-case-tick = Let time pass: warn, miss and lay out what has fallen due
cli-help-case-close = Close the case
cli-help-case-reopen = Open a closed case again
cli-help-case-show = Show a case: what next, clocks, levels, tasks, facts, gates, evidence, events
cli-help-case-as-of = Show a case as it was recorded at a past moment
cli-arg-case-as-of-time = The moment, e.g. "2026-03-01 09:00" or with an offset
cli-help-case-list = List the cases
cli-case-none = No case yet: `stanch case open` opens one.
cli-case-not-yet = At { $time } nothing of this case had been recorded.
cli-case-done = ✓ Case { $number } ({ $id }): { $count ->
    [one] one event
   *[other] { $count } events
} recorded.
cli-case-nothing-to-do = Case { $number } ({ $id }): there was nothing to do.
cli-case-heading = Case { $number } · { $title } · { $states }
cli-case-head = {"  "}{ $id } · { $plan } · { $events } events · as of { $as_of } ({ $zone })
cli-case-unconfirmed = ▲ Started by the plan and not yet accepted: nothing may leave the house.
cli-case-duties = Clocks
cli-case-duties-over = {"  "}{ $count } more are met, moot or not owed.
cli-duty-running = running
cli-duty-soon = soon
cli-duty-late = late
cli-duty-undetermined = undetermined
cli-duty-missed = missed
cli-duty-met-late = met late
cli-case-levels = Levels
cli-case-level = {"  "}{ $scale }: { $level }
cli-case-facts = Known
cli-case-facts-unknown = {"  "}{ $count } facts are unknown.
cli-case-gates = Gates
cli-gate-approved = ✓ approved { $at }
cli-gate-lacking = – lacking first: { $lacking }
cli-gate-open = all conditions hold
cli-case-timeline = Events
cli-case-earlier = {"  "}… { $count } earlier ones; the JSON has all.

# backup, restore, doctor
cli-help-backup = Copy a data folder: log and blobs to one place, wrapped keys to another
cli-arg-backup-target = A new folder for log and blobs
cli-arg-backup-keys = A new folder for the wrapped keys; default: TARGET-keys
cli-backup-done =
    ✓ { $entries } entries and { $blobs } blobs ({ $bytes }) copied to { $target }, the wrapped keys to { $keys }.
    Keep the two apart, and the master key elsewhere again: it is not copied. Newest checkpoint: { $checkpoint }; give a copy to somebody you trust.
cli-help-restore = Put a backup back into a new data folder and hold it against a checkpoint
cli-arg-restore-target = The folder with log and blobs
cli-arg-restore-keys = The folder with the wrapped keys; default: TARGET-keys
cli-arg-restore-checkpoint = The newest checkpoint you have: shows whether the backup is older than that
cli-restore-reaches = ✓ Restored: { $entries } entries; it holds everything the checkpoint of { $witnessed } entries covers, unchanged.
cli-restore-not-compared = ▲ Restored: { $entries } entries. No checkpoint was given (--checkpoint), so it could not be compared: whether this is the newest state cannot be told.
cli-help-doctor = Look at everything in a data folder and say what is wrong; mends nothing unasked
cli-arg-doctor-checkpoint = A checkpoint kept elsewhere: shows whether the log lost acts that were witnessed, or was rewritten
cli-doctor-evidence = Sealed evidence: { $count } files, { $bytes }, each as it was taken in.
cli-doctor-swept = { $count ->
    [one] One sealed file
   *[other] { $count } sealed files
} of interrupted work, of which no entry speaks, had been left behind and was removed at the opening.
cli-lost-end = ▲ What is shown lacks the newest acts. { $loss }
cli-doctor-still = Nothing can be written to this folder. It is looked at as it stands: what an interrupted process left behind is neither finished nor removed.
cli-doctor-witnessed = ✓ The log holds everything the checkpoint of { $size } entries covers, unchanged.
cli-doctor-looked =
    { $entries } entries in { $streams } streams; { $opened } bodies opened, { $destroyed } destroyed on purpose.
    Key of this log: { $key }
cli-doctor-clock-step = ▲ The machine's clock once stepped back, from { $from } to { $to }; recorded time did not.
cli-doctor-open = Others than the owner may enter or read { $path } (mode { $mode }): chmod go= it.
cli-doctor-well = ✓ Nothing is wrong.
cli-doctor-mendable = ▲ { $count ->
    [one] One finding
   *[other] { $count } findings
}. The record itself is sound: what is wrong only follows from it. “stanch doctor --rebuild” makes it anew from the entries.
cli-doctor-rebuilt = ✓ Made anew from the entries: damaged tiles { $tiles }; board and due times of cases { $cases }. Run “stanch doctor” once more to see that nothing is left.
cli-arg-doctor-rebuild = Make anew what only follows from the entries: tiles of the tree, rows of the board, due times. Nothing is changed if anything else is wrong
cli-doctor-ill = ▲ { $count ->
    [one] One finding
   *[other] { $count } findings
}: keep this folder as it is, and restore from a backup.

cli-event-case-opened = case opened
cli-event-state-entered = state entered
cli-event-state-left = state left
cli-event-case-reopened = case reopened
cli-event-fact-stated = fact stated
cli-event-act-struck = act struck as wrong
cli-event-evidence-added = evidence taken in
cli-event-leak-counted = leak counted
cli-event-custody-passed = evidence passed on
cli-event-level-computed = level computed
cli-event-level-decided = level decided
cli-event-level-decision-lapsed = level decision overtaken
cli-event-proposal-made = proposal made
cli-event-proposal-answered = proposal answered
cli-event-trigger-ceased = trigger no longer holds
cli-event-warning-opened = warning opened
cli-event-warning-decided = warning decided
cli-event-response-declared = response declared
cli-event-start-confirmed = start accepted
cli-event-obligation-started = clock started
cli-event-obligation-undetermined = clock not yet determined
cli-event-obligation-not-owed = turned out not owed
cli-event-obligation-rescheduled = due time moved
cli-event-obligation-warned = soon due
cli-event-obligation-missed = missed
cli-event-obligation-met = met
cli-event-obligation-moot = no longer owed
cli-event-obligation-questioned = owed no more? to be decided
cli-event-role-paged = called
cli-event-playbook-started = playbook laid out
cli-event-task-laid-out = task laid out
cli-event-task-moved = task moved on
cli-event-gate-condition-changed = condition changed
cli-event-gate-condition-waived = condition waived
cli-event-gate-proposed = gate proposed
cli-event-gate-reviewed = gate reviewed
cli-event-gate-approved = gate approved
cli-event-gate-lapsed = proposal lapsed
cli-event-form-filed = report filed
cli-event-notice-passed = text passed
cli-event-notice-pass-lapsed = passing lapsed
cli-event-notice-sent = notice sent
cli-event-plan-adopted = plan adopted
cli-act-open = opens the case
cli-act-fact = states
cli-act-strike = strikes
cli-act-evidence = takes in evidence
cli-act-custody = passes on evidence
cli-act-decide-level = decides the level
cli-act-warn = opens a warning
cli-act-renew = renews the warning
cli-act-watch = turns to watching
cli-act-declare = declares the response
cli-act-accept = accepts
cli-act-answer = answers
cli-act-playbook = lays out
cli-act-task = moves a task on
cli-act-met = meets
cli-act-file = files
cli-act-pass = passes the text
cli-act-notice-sent = sends
cli-act-gate-propose = proposes
cli-act-gate-review = reviews
cli-act-gate-approve = approves
cli-act-waive = waives a condition
cli-act-moot = calls off
cli-act-adopt = adopts the plan
cli-act-tick = time passes
cli-act-close = closes the case
cli-act-reopen = reopens the case

cli-help-case-assess = Assess a leak into a case: its files as evidence, its counts as facts, in one act
cli-arg-case-assess-leaks = Files and folders of the leak
cli-arg-case-assess-register = The register of customers
cli-arg-case-assess-keep = Seal the files of the leak into the data folder as evidence; else digest and size alone are journalled
cli-case-assess-changed = { $path } changed while it was assessed: what was counted and what would be sealed are not the same. Nothing was written; keep the file still and try again.
cli-case-assess-needs-files = A leak that goes into a case must be files: a pipe leaves nothing behind that could be evidence. Save it to a file first.

cli-file-over-input = { $target } would be written over { $input }, which is read. Give another place for the result.
cli-assess-unknown-of = Not among what was read: { $kinds }. Whether what was not read holds them is unknown.

cli-case-waiting = ▲ Waiting for a decision ({ $proposal }): { $what }. Accept: stanch case accept { $number } { $proposal } --reason … --as { $role }
cli-case-waiting-unknown = Whether the facts still say so is not known: what it rested on was taken back or corrected.
cli-case-waiting-false = The facts no longer say so: what it rested on was taken back or corrected.

cli-zone-unknown = The environment variable TZ is “{ $given }”, which names no time zone. Set it to one such as Asia/Shanghai, or unset it.
cli-case-next = What next
cli-next-late =
    ▲ Late, due { $due } ({ $left }) · { $doer }: { $what }
    {"  "}→ { $command }
cli-next-soon =
    ▲ Soon due, { $due } ({ $left } left) · { $doer }: { $what }
    {"  "}→ { $command }
cli-next-due =
    · Due { $due } ({ $left } left) · { $doer }: { $what }
    {"  "}→ { $command }
cli-next-tell =
    ▲ Told to { $told } of at least { $known }, tell the others: { $what }
    {"  "}→ { $command }
cli-next-set-aside =
    ▲ To confirm or correct: “{ $fact }” { $role } says { $given } (event { $event }); what counts is { $known }, until it is said by one of: { $who }
    {"  "}→ { $command }
cli-next-beyond =
    ▲ One of the two is wrong: “{ $fact }” { $known }, but “{ $other }” { $most }; the first are counted among the second and cannot be more. Levels and clocks go by both as stated
    {"  "}→ { $command } ({ $who })
    {"  "}→ { $correct } ({ $others })
cli-next-later =
    ▲ One of the two is wrong: “{ $fact }” { $known }, but “{ $other }” { $most }; whoever has noticed, knows. Clocks go by the first as stated; either is corrected with evidence
    {"  "}→ { $command } --evidence E-1 ({ $who })
    {"  "}→ { $correct } --evidence E-1 ({ $others })
cli-clock-behind = ▲ The clock of this machine shows { $now }, but the newest record of this case was made at { $recorded }. What is left is counted from that record. Set the clock right, then look again.
cli-told-fewer = ▲ Told: { $told } of at least { $known } ({ $fact }). What the notice meets goes by its ways, not by its count. If others are still to be told, tell them and say so (stanch case sent); if the number is wrong, strike this word and say it anew.
cli-checkpoint-none = The file { $file } is no checkpoint of this log, and nothing was held against it: { $why } Give the file “checkpoint” of a backup of this log; nothing was changed, and nothing is said here about the data itself.
cli-case-later-than = ▲ later than “{ $other }” ({ $known }), which cannot be: one of the two is wrong
cli-case-earlier-than = ▲ earlier than “{ $other }” ({ $known }), which cannot be: one of the two is wrong
cli-later = ▲ Recorded, but it cannot hold beside what is known: “{ $fact }” { $known }, “{ $other }” { $most }; whoever has noticed, knows. One of the two is wrong: “stanch case show” says who can correct which.
cli-case-more-than = ▲ more than “{ $other }” ({ $known }), which cannot be: one of the two is wrong
cli-case-less-than = ▲ less than “{ $other }” ({ $known }), which cannot be: one of the two is wrong
cli-beyond = ▲ Recorded, but it cannot hold beside what is known: “{ $fact }” { $known }, “{ $other }” { $most }; the first are counted among the second. One of the two is wrong: “stanch case show” says who can correct which.
cli-next-ask = ? Ask { $who }: { $question } ({ $fact })
cli-level-decided = { $level }, decided by { $role } (computed: { $computed })
cli-level-computed = { $level }, computed; not decided
cli-level-open = at least { $level }, may become { $possible }; not decided
cli-level-unset = unknown: people set it, and nobody has yet ({ $who } can)
cli-level-set = { $level }, set by { $role }
cli-level-unset-short = unknown
cli-case-contradicted = ▲ contradicted, does not count: { $role } says { $given } (event { $event })
cli-case-evidence = Evidence
cli-case-evidence-none = {"  "}None yet. Take a file in: stanch case evidence { $number } FILE --as ROLE
cli-case-evidence-held = held by { $role } since { $from }
cli-case-tasks = Tasks
cli-task-until = until { $due }
cli-stage-open = · open
cli-stage-taken = · taken
cli-stage-doing = · doing
cli-stage-blocked = ▲ blocked
cli-stage-done = ✓ done
cli-duty-settled-by = ? to settle: { $questions }
cli-gate-to-review = proposed; to be reviewed by: { $roles }
cli-gate-to-approve = proposed and reviewed; { $role } approves
cli-role-clock = (time)
cli-set-aside = ▲ Recorded, but it does not count: “{ $fact }” has been answered otherwise by somebody who can answer it. What counts: { $known }. Ask: { $who }
cli-fact-contradicts = ▲ “{ $fact }”: { $given } counts from now on. It contradicts what { $role } said (event { $event }): { $older }. Find out which is right, and record that with evidence.
cli-fact-after-known = ▲ Recorded, but “{ $fact }” { $given } is later than it was known (event { $event }), and nobody knows of a thing before it happens. No clock gains from it; correct the one that is wrong, with evidence.
cli-fact-later = ▲ Recorded, but “{ $fact }” stays { $known }: of such times the earliest word counts (event { $event }). If that one is wrong, whoever said it takes it back with evidence, or it is struck (stanch case strike … --evidence E-1).
cli-fact-weaker = ▲ Recorded, but it changes nothing: “{ $fact }” stays { $known }; { $given } says no more than that.
cli-help-plan-show = List what a plan has, with the ids that commands take
cli-arg-plan-show-pack = Folder of the pack, e.g. plans/cn-b2c
cli-arg-plan-show-what = roles, facts, scales, triggers, obligations, gates, playbooks (with their tasks), forms, notices, drills or choices; without it: how many of each
cli-example-plan-show =
    stanch plan show plans/cn-b2c roles
    stanch plan show plans/cn-b2c facts --lang zh
cli-arg-plan-check-choices = List the stated choices that the plan's owner has not confirmed yet
cli-plan-heading = { $title } ({ $id }), version { $version }, zone { $zone }
cli-plan-roles = Roles (--as ROLE), with what they may do
cli-plan-facts = Facts, who can answer, and what may be said of them
cli-plan-scales = Scales and their levels
cli-plan-triggers = Triggers
cli-plan-obligations = Obligations: doer, term, clause
cli-plan-gates = Gates (who proposes, reviews, approves) and their conditions
cli-plan-playbooks = Playbooks and their tasks: doer, time limit
cli-plan-forms = Forms of reports
cli-plan-notices = Notices, and who passes their text
cli-plan-drills = Drills
cli-plan-choices = Stated choices: where the written plan is silent, contradicts itself or is damaged
cli-choice-confirmed = confirmed
cli-choice-open = ▲ to be confirmed
cli-plan-choices-counted = ▲ { $count } stated choices wait for the plan's owner: `stanch plan check { $pack } --choices` lists them.
cli-plan-choices-listed = ▲ { $count } stated choices wait for the plan's owner. To confirm one, write `confirmed: yes` beside it in choices.yaml.
cli-unit-records = records
cli-unit-identifiers = identifiers
cli-unit-persons = persons
cli-unit-customers = customers
cli-unit-percent = percent

cli-report-gaps = ▲ In “{ $form }”, { $count } required { $count ->
    [one] field is
   *[other] fields are
} missing or unknown. It says so and may leave with them; supply them as soon as somebody can answer:
cli-report-gap = {"  "}? { $label }: { $who }
cli-report-next = Drafted: “{ $form }” ({ $id }), the report that is due next ({ $due }).{ $rest ->
    [0] {""}
   *[other] {" "}Others, with --form: { $others }
}
cli-report-none-due = No report is due. Drafted: “{ $form }” ({ $id }).{ $rest ->
    [0] {""}
   *[other] {" "}Others, with --form: { $others }
}
cli-report-written = Report: { $path }
cli-notice-written = Text: { $path }
cli-report-needs-out = A DOCX file is not for the terminal: say where it goes, --out report.docx.
cli-help-case-report = Draw up a report to an authority from what the case knows
cli-arg-case-report-form = The form; default: the report that is due next (stanch plan show PACK forms)
cli-arg-case-report-role = The role that reports; default: the one whose duty it is
cli-arg-case-report-format = text, html or docx; default: by the ending of --out, else text
cli-arg-case-report-out = Write it into this file (readable by its owner only)
cli-arg-case-report-filed = Give back the paper of a filing, 1 being the first of this form, and say whether it is the one that left (exit 0), is not (1), or nobody can tell (3)
cli-report-not-filed = “{ $form }” was filed { $count } times in this case; there is no filing { $given }. Number them from 1.
cli-report-filed-gone = The paper of filing { $given } of “{ $form }” cannot be drawn up any more: the plan of then has no such form. Take the copy that was sent.
cli-example-case-report =
    stanch case report 1 --data ./data
    stanch case report 1 --data ./data --form first_report_regulator --out report.docx
cli-help-serve = Serves the pages of a data folder until told to stop.
cli-example-serve =
    stanch serve --data ./data --plan plans/cn-b2c --listen 127.0.0.1:8080
cli-arg-serve-listen = Where to listen, address and port; port 0 takes any free one. Beyond this machine only behind a server that speaks TLS.
cli-arg-serve-plan = The plan pack that new cases are opened on; the pack stored last if not given.
cli-arg-serve-behind-tls = Browsers reach these pages over TLS: cookies are for TLS alone.
cli-arg-serve-proxy-header = The header in which the server in front of this one says whom it speaks for. Without it, everybody who comes through that server counts as one address.
cli-arg-serve-proxy = The address from which that server connects; without it, any address of this machine. The header is believed from nobody else.
cli-serve-listens = The pages are at { $address }. Stop with Ctrl+C.
cli-serve-first-link = Nobody is enrolled yet. Open this link once, within a day, and choose a password (login “keeper”): { $link }
cli-serve-first-keeper = Keeper of the list of people
cli-serve-no-plan = No plan is stored in this data folder yet. Name a pack: --plan plans/cn-b2c.
cli-serve-cannot-listen = { $address } cannot be listened on: { $why }. Give another address with --listen, or stop what listens there.
cli-serve-no-signals = The system gives no signals: { $why }. The pages were stopped.
cli-help-people = Keeps the list of people who sign in.
cli-help-people-add = Enrols somebody and prints their one-time link.
cli-help-people-list = Lists who is enrolled.
cli-help-people-link = Prints a new one-time link for somebody.
cli-example-people =
    stanch people add li.wei --name 李伟 --role legal_lead --data ./data
    stanch people list --data ./data
cli-arg-login = What they type to sign in: letters a–z, digits and . - _ @
cli-arg-people-add-name = Their name.
cli-arg-people-add-role = A role of the plan they may act in; may be given several times.
cli-arg-people-add-keeper = They keep the list of people.
cli-people-link = One-time link for { $name }, good for one day; put it behind the server's address: { $link }
cli-people-line = { $login } · { $name } · { $roles }{ $keeper ->
    [yes] {" · keeps the list"}
   *[no] {""}
}{ $retired ->
    [yes] {" · has left"}
   *[no] {""}
}
cli-people-none = Nobody is enrolled yet. Enrol the first with `stanch people add`, or start `stanch serve`.
cli-people-unknown = Nobody signs in as “{ $given }”. Look at `stanch people list`.
cli-arg-serve-register = The register of customers (CSV) that uploaded leaks are held against.
cli-case-destroyed = destroyed: its key is gone for good
# Customers found in leaks
cli-help-case-customers = Say how many customers of the register the leaks hold, and give the list out (mode 0600); the look is journalled first
cli-arg-case-customers-out = A file for the list: a sheet if it ends in .xlsx, CSV if in .csv, else JSON Lines
cli-arg-case-customers-reason = Why one looks; it is journalled, and stays when the case is destroyed: no personal data
cli-example-case-customers =
    stanch case customers 7 --data /srv/stanch --out customers.jsonl --reason "letters are posted" --as customer_lead
cli-case-customers = { $customers } customers of the register are in the leaks of this case: { $exact } exact, { $near } near. At least { $least } different people.
cli-case-customers-out = The list is in { $path }, readable by you alone. The look is journalled.
cli-case-assess-no-list = The register came from a pipe and is gone: customers are counted, but no list of them was kept. Give the register as a file to have one.
# Fields written by hand, and filings
cli-event-field-written = field written
cli-act-write = writes a field
cli-help-case-write = Write a field of a report or a notice that only a person can write
cli-arg-case-write-paper = form or notice
cli-arg-case-write-of = The form or the notice, e.g. customer_notice
cli-arg-case-write-field = The field, e.g. hotline
cli-arg-case-write-text = The text; empty takes back what was written
cli-example-case-write =
    stanch case write 7 notice customer_notice hotline "400 800 0000, day and night" --as customer_lead --data /srv/stanch
cli-arg-case-file-channel = The way it went: portal, mail, messenger
cli-arg-case-file-receipt = Number or time of the receipt
# Letters to customers.
cli-help-case-letters = Send letters to customers by e-mail, and show how they stand
cli-arg-case-letters-notice = Send the letters of this notice (its text passed by legal) to the customers of the case's leaks
cli-arg-smtp = The mail relay, as its certificate names it; beyond this machine under TLS, see --smtp-tls
cli-arg-from = The sender's address; bounces come back to it
cli-arg-case-letters-connections = Connections at once (1 to 32; default 4)
cli-arg-smtp-tls = TLS to the relay: starttls (mostly port 587), implicit (mostly 465) or none; default: none to this machine, starttls to any other. The certificate is checked, and nothing is said in clear instead
cli-arg-smtp-ca = Certificates of the authorities that are trusted (PEM); default: those of this machine
cli-arg-smtp-user = The name to sign in at the relay with; beyond this machine only under TLS
cli-arg-smtp-password-file = A file whose first line is the password for it; nobody else may read it (mode 0600)
cli-password-file-open = Others may read the password's file { $path } (mode { $mode }). Make it yours alone: chmod 600 { $path }
cli-password-file-empty = The password's file { $path } has no password in its first line.
cli-arg-smtp-in-clear = Letters may cross the network to the relay unencrypted
cli-arg-case-letters-sender = Who writes, as readers see it
cli-arg-case-letters-tongue = Language of the letters, a tag (zh-Hans, en); default: the notice's first
cli-arg-case-letters-field = Text of a field that is written by hand; may be given several times
cli-arg-case-letters-completes = The notice counts as sent when these letters are: its other ways are done, or not needed, for this reason
cli-arg-case-letters-again = Try those again whose letter certainly failed in an earlier wave
cli-arg-case-letters-bounce = Note the letter that this mail brings back; may be given several times
cli-arg-case-letters-settle = Note what was found out about uncertain letters: accepted or not-sent
cli-arg-case-letters-number = Number of an uncertain letter of the newest wave that has any; default: all of them
cli-arg-case-letters-withdraw = Give up what waits; these customers can have another letter
cli-arg-case-letters-reason = Why; recorded
cli-example-case-letters =
    stanch case letters 1 --data ./data
    stanch case letters 1 --data ./data --notice customer_notice --smtp 127.0.0.1:25 --from notice@example.com --field hotline=400-000-0000 --as customer_lead
    stanch case letters 1 --data ./data --settle accepted --reason "stands in the relay's log" --as customer_lead
cli-letters-field = “{ $given }” is no field and text. Write FIELD=TEXT, for example hotline=400-000-0000.
cli-letters-listed = { $letters } letters to send; { $without } customers without a usable address or to be looked at first; { $already } left out because they have a letter or may have; { $failed } left out because theirs failed before (--again tries them).
cli-letters-progress = { $done } of { $letters } letters done, { $accepted } accepted, { $refused } refused
cli-letters-put-off = { $n ->
    [one] One letter was put off by the relay; it may be tried at { $at }.
   *[other] { $count } letters were put off by the relay; the next may be tried at { $at }.
} Give the same command again then.
cli-letters-bounced = { $n ->
    [one] One letter noted as come back,
   *[other] { $noted } letters noted as come back,
} { $over ->
    [one] one mail passed over.
   *[other] { $passed } mails passed over.
}
cli-letters-bounce-before = “{ $path }” names a letter that is not accepted, or came back before.
cli-letters-bounce-none = “{ $path }” tells of no letter of this folder that came back for good.
cli-letters-settled = { $n ->
    [one] One uncertain letter settled.
   *[other] { $count } uncertain letters settled.
}
cli-letters-not-uncertain = No letter of this case with the number { $numbers } is uncertain. “stanch case letters CASE” lists those that are.
cli-letters-withdrawn = { $n ->
    [one] One letter withdrawn.
   *[other] { $count } letters withdrawn.
}
cli-letters-none = No letters were sent in this case.
cli-letters-customer = Customer
cli-letters-number = Letter
cli-letters-code = Answer
cli-letters-message-id = Message-ID
cli-letters-wave = { $notice }, { $state } (wave { $wave })
cli-letters-listing = listing cut off
cli-letters-released = under way
cli-letters-ended = ended
cli-letters-more = … and { $count } more: --json lists them all
cli-level-evidence = {" "}({ $evidence })

# Acts that are told to have been earlier, and a notice as legal reads it.
cli-told-not-counted = ▲ That it was done at { $told } stands in the record. What it starts or ends counts from when it was recorded ({ $recorded }).
cli-act-clock-behind = ▲ Recorded at { $recorded }: the record has come that far, while this machine's clock shows { $now }. Check the clock. If the record's time is the wrong one, an earlier act was done under a wrong clock: `case show` says when.
cli-fact-takes-away = ▲ “{ $other }” { $known } lies before that, so it is not known any more: who can answer it says it anew. Ask: { $who }
cli-help-case-notice = Read a text to customers or the public as it stands, what it lacks, and the digest to pass it by
cli-arg-case-notice-notice = The notice; without it all of them are listed
cli-arg-case-notice-tongue = Only the text in this language; default: in every language it goes out in, since a pass covers them all
cli-arg-case-notice-format = text, html or docx; default: by the ending of --out, else text. html and docx are of one language: that of --tongue, else the reader's
cli-arg-case-notice-out = Write it into this file (readable by its owner only)
cli-example-case-notice =
    stanch case notice 1 --data DIR
    stanch case notice 1 customer_notice --data DIR
    stanch case pass 1 customer_notice --digest … --data DIR --as legal_lead
cli-notice-passed = passed
cli-notice-not-passed = not passed
cli-case-texts = Texts to customers and the public
cli-text-told = told
cli-text-told-ways = { $at }, to { $count }: { $ways }
cli-text-told-all-ways = { $at }, to { $count }, in all of its ways
cli-notice-language = { $title } · { $language }
cli-notice-gaps = ▲ { $count } required { $count ->
        [one] field is
       *[other] fields are
    } empty:
cli-notice-gap = {"  "}? { $label } ({ $field }): { $how }
cli-notice-ask = ask { $who }
cli-notice-write = stanch case write { $number } notice { $notice } { $field } TEXT --as ROLE
cli-notice-digest = Digest of the text as it stands: { $digest }
cli-notice-pass = { $role } passes it: stanch case pass { $number } { $notice } --digest { $digest } --as { $id }
cli-notice-is-passed = This text is passed.
cli-notice-no-language = The notice has no text in “{ $given }”. It goes out in: { $known }.
cli-pass-read = { $why } To read it: stanch case notice { $number } { $notice }

# A folder that a drill was played in.
cli-drill-shown = This folder holds a drill, played in virtual time: shown is how it ended ({ $end }). Nothing runs on in it.
cli-drill-listed = This folder holds a drill, played in virtual time.

# An option that is a switch.
cli-usage-takes-no-value = “{ $argument }” takes no value, and “{ $given }” is given. Write it alone.
cli-case-time-moved = { $count ->
    [one] Time alone has brought one change
   *[other] Time alone has brought { $count } changes
} since the last act: shown below, and recorded by the next act or “stanch case tick { $number } --as ROLE”.
cli-case-time-unknown = So much time has passed since the last act that what it changed is not shown. Record it first: “stanch case tick { $number } --as ROLE”.
