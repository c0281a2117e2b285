# What the room `desk` says.
desk-no-right = { $role } may not do this: it lacks the right to { $right }. Roles of this plan that have it: { $held }.
desk-right-of-nobody = { $role } may not do this: it lacks the right to { $right }, and no role of this plan has it. Give it to a role in the plan, and have the case adopt that.
desk-unknown-role = This plan has no role “{ $role }”. Nearest: { $known }.
desk-unknown-case = There is no case “{ $given }” in this data folder, or the abbreviated id fits several. Give its number, or its id.
desk-folder-is-a-drill = This data folder holds a drill. A drill has its own folder; a real case needs another.
desk-folder-is-real = This data folder holds the organisation's own log. A drill needs a folder of its own.
desk-damaged = What is stored contradicts itself: { $what } { $place ->
    [doctor] Restore the newest backup.
   *[elsewhere] Run `stanch doctor` on the folder and restore from a backup.
}
desk-not-a-checkpoint = What was given is no checkpoint of this log: { $why } Give the checkpoint of a backup of this log.
desk-no-customers = No leak of this case was held against a register of customers yet, so nobody knows whose data it is. Count a leak with --register REGISTER.csv, or serve with one.
desk-customer-list-damaged = the list of customers is not in its form, and nothing of it is used.
desk-customer-list-damaged-after = the list of customers is not in its form after the customer { $after }, and nothing of it is used.
desk-customer-too-long = A customer of the register takes more than a mebibyte: this is no register of customers. Look at its columns, and count the leak again.
desk-look-needs-reason = Whoever looks at evidence says why: give a reason. It is journalled, and stays when the case is destroyed, so put no personal data into it.
desk-evidence-held-elsewhere = Of { $evidence } (“{ $name }”) only digest and size were taken in: its bytes are held elsewhere. Ask whoever holds it, or take the file in again without `--digest-only`.
desk-evidence-differs = The sealed bytes of { $evidence } are not the ones that were taken in. Nothing was given out. Run `stanch doctor`, and restore the newest backup.
desk-evidence-missing = The sealed file { $blob } of { $evidence } in { $stream } cannot be read: { $why } Bring it back from a backup.
desk-evidence-altered = The sealed file { $blob } of { $evidence } in { $stream } does not hold the bytes that were taken in. Bring it back from a backup.
desk-evidence-unreferenced = The sealed file { $blob } lies in the folder and no entry speaks of it.
desk-evidence-not-sealed = An act names a sealed file that was not sealed for it. This is a defect of the program.
desk-unread = The file to take in could not be read: { $cause }. Nothing was taken in.
desk-keys-know-other-log = The keys were last written when the log had another root at { $size } entries: this is not the log they belong to, or it was rewritten.
desk-log-behind-checkpoint = The log has { $size } entries, the checkpoint given covers { $witnessed }: acts that were witnessed are gone. Look for a newer copy of the folder, and do not go on with this one.
desk-log-not-of-checkpoint = Within its first { $size } entries the log differs from the checkpoint given: it was rewritten, or the checkpoint is of another copy that went its own way.
desk-nothing-put-back = Nothing was put back to { $target }: { $why }
desk-no-such-versions = The case has no such events: { $given }. Its events are 1 to { $last } (`stanch case show`).
desk-no-such-size = The log holds { $size } entries and never had a checkpoint of { $given }. The size stands in the second line of the checkpoint.
desk-backup-incomplete = The backup lacks { $path }. Give the folder that `stanch backup` wrote, and with `--keys` the one with its keys.
desk-busy = Others kept changing the same case. Nothing was written; try again.
desk-behind-checkpoint = The restored log has { $size } entries, the checkpoint covers { $witnessed }. This backup is older than what was witnessed; look for a newer one.
desk-unsound = This log is damaged and must not be used; faults found: { $findings }. The first: { $first } Run `stanch doctor` on the folder to see all of them, and restore from another backup.
desk-file = The file { $path } could not be read or written: { $cause }.
desk-not-yet = { $given } has not come yet; it is { $now }. Give an earlier time.
desk-newer = The entry at position { $position } (kind { $kind }, shape { $shape }) was written by a newer version of stanch. This case can be read and acted on with that version; other cases are not affected.
desk-no-reason = Destroying a case cannot be undone: give a reason.
desk-entry-damaged = The entry at position { $position } does not agree with its hash.
desk-time-out-of-range = A time or a number lies outside what the log can hold.
desk-no-randomness = The system gives no random numbers, so nothing can be sealed.
desk-log-has-no-beginning = The log does not begin with its own opening.
desk-plan-not-stored = The plan with digest { $digest } is not stored in this log.
desk-stored-plan-unreadable = A stored plan cannot be read: { $why }
desk-stream-broken = The entry at position { $position } does not follow the one before it in the stream { $stream }.
desk-stream-ends = The stream { $stream } ends at version { $found }, and its own row says { $head }: an entry was taken out at its end, or put in.
desk-log-short = The log says it has { $size } entries, and { $found } are there.
desk-tree-differs = The tree of { $size } entries does not agree with the entries themselves.
desk-checkpoint-differs = The checkpoint of { $size } entries does not agree with the tree.
desk-tiles-differ = Tiles of the tree that do not follow from the entries: { $count }; the first is “{ $first }”. Proofs made from them would be false.
desk-rows-differ = Board and due times of case { $case } do not stand as its events make them: it could be missing on the list, or a clock could pass unnoticed.
desk-number-differs = Case { $case } stands on the board as number { $found }, but by the order in which the cases were opened it is number { $number }: who names it by its number would reach another one.
desk-last-number-differs = The log says that the newest case is number { $found }, but { $number } cases were opened: the next one would get a wrong number, or none.
desk-number-in-doubt = number { $number } of the board (case { $case }) does not follow the order in which the cases were opened: another hand changed `log.db`, and the number may mean another case. Name the case by its id. `stanch doctor --rebuild` numbers them anew.
desk-rows-of-nothing = On the board or among the due times stands “{ $case }”, of which the log knows nothing.
desk-restored-differs = The restored log differs from the checkpoint within its first { $size } entries.
desk-body-unreadable = The body of the entry at position { $position } cannot be read: { $why }
desk-body-differs = The body of the entry at position { $position } is of another kind or shape than its entry says.
desk-drill-without-opening = A drill begins by opening a case: its first step must be `open`.
desk-drill-never-rests = Time alone keeps changing this case without end; a recurring obligation of the plan has no term.
desk-expected-accepted = the step is accepted
desk-expected-refused = the step is refused
desk-expected-met = { $obligation } is met in time
desk-expected-missed = { $obligation } is missed
desk-expected-due = { $obligation } falls due at { $due }
desk-expected-level = { $scale } at { $at }: certain { $certain }, possible { $possible }
desk-expected-state = at { $at } the case is in the state “{ $state }”
desk-found-accepted = it was accepted
desk-found-refused = refused: { $why }
desk-found-met = { $count ->
    [one] met in time
   *[other] met in time, { $count } times
}
desk-found-late = { $count ->
    [one] late once
   *[other] late { $count } times
}
desk-found-not-met = not met
desk-found-missed = { $count ->
    [one] missed once
   *[other] missed { $count } times
}
desk-found-not-missed = not missed
desk-found-due = due at { $due }
desk-found-no-clock = no clock ever ran
desk-found-no-level = no level was computed
desk-found-level = certain { $certain }, possible { $possible }
desk-found-states = in { $states }
desk-people-not-keeper = Only somebody who keeps the list of people may change it. Ask one of them, or whoever runs the machine.
desk-people-login = “{ $given }” cannot be a login. Use 1 to 64 letters a–z, digits and . - _ @, as in “li.wei”.
desk-people-login-taken = The login “{ $given }” is taken, or belonged to somebody who has left. Logins are given once, so that old acts keep their author. Choose another.
desk-people-no-name = A person needs a name, so that others know whom they work with. Give one.
desk-people-unknown = Nobody goes by “{ $given }” (or they have left). Look at the list of people.
desk-people-last-keeper = Nobody would keep the list of people any more. Let somebody else keep it first.
desk-people-unreadable = An entry “{ $kind }” in the organisation's own stream cannot be read. { $place ->
    [doctor] Restore the newest backup, or read it with the version that wrote it.
   *[elsewhere] Run `stanch doctor`.
}

desk-no-such-wave = There is no wave of letters “{ $given }”. The notices of a case list its waves.
desk-wave-under-way = Letters of this notice are on their way already (wave { $wave }). Send them to the end or withdraw them before you begin another wave.
# restore into a folder
desk-target-not-empty = Nothing was put back to { $target }: it holds what is no part of a data folder: { $found }{ $more ->
    [0] .
   *[other] {" "}and { $more } more.
} Name a new or empty folder (it may hold keys/master.key).
