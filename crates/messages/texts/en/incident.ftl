# What the room `incident` says.
incident-already-open = The case is open already. To open another one, give it its own number.
incident-not-open = There is no such case yet. Open it first, with a title.
incident-closed = The case is closed. Reopen it with a reason before anything is added.
incident-not-closed = The case is not closed, so there is nothing to reopen.
incident-other-plan = The case runs on the plan with digest { $pinned }, but the plan given has { $given }. Use the pinned plan, or adopt the new one on purpose.
incident-same-plan = The case runs on this plan already. Give the folder of the plan to adopt.
incident-no-reason = A reason is needed here and none was given. Say in a few words why.
incident-unconfirmed = The case was started by the plan itself and nobody has accepted it yet: no report and no customer text leaves meanwhile. Accept or reject the proposal first.
incident-no-such = There is no { $kind } “{ $given }” here. Known: { $known }.
incident-missing-argument = “{ $command }” needs “{ $argument }”. Give it as { $argument }=….
incident-unknown-argument = “{ $command }” does not take “{ $given }”. It takes: { $known }.
incident-unreadable = “{ $given }” cannot be read as { $argument }. Expected: { $expected }
incident-bad-value = “{ $given }” is no value of the fact { $fact }. Expected: { $expected }
incident-in-future = { $what } is given as { $given }, which is later than now ({ $now }). Give a moment that has passed; check date and zone.
incident-before-start = { $given } is given, but { $what } runs from { $from } ({ $start }): nothing can have been done for it before. Check date and zone; if the start itself is wrong, correct that first, with evidence.
incident-correction-needs-evidence = { $fact } has been stated as { $stands } (event { $position }), and every clock hangs on it. Correct it with evidence: add the evidence first, then name it (evidence=E-1).
incident-cannot-strike = Event { $position } is no statement, no met duty and no finished task that stands. Only those can be struck; the timeline shows their numbers.
incident-other-role = The role { $role } may not do this. It is for: { $allowed }.
incident-wrong-state = “{ $command }” is for a case in: { $needs }. This one is in: { $holds }.
incident-which-proposal = Name the proposal to answer. Waiting: { $waiting }.
incident-already-answered = Proposal { $proposal } has been answered already. Decide anew instead (warn, declare, watch).
incident-already-laid-out = The playbook { $playbook } is laid out already. Go on with its tasks.
incident-task-done = Task { $task } is done. Lay out further work as another task.
incident-task-waits = Task { $task } comes after { $first }, which is not done. Finish that one first.
incident-not-running = Nothing of { $obligation } is running. The list of duties shows what is owed.
incident-met-otherwise = { $obligation } is not met by a word but by an act: { $how }.
incident-gate-not-met = The gate { $gate } cannot be passed: { $condition } is not met. It hangs on: { $facts }.
incident-gate-unknown = The gate { $gate } cannot be passed: whether { $condition } is met is unknown. Facts that would settle it: { $facts }.
incident-not-proposed = Nothing is proposed at the gate { $gate }, or what was proposed has changed since. Propose it (again) first.
incident-already-reviewed = { $role } has reviewed the gate { $gate } already. Each role reviews once.
incident-review-missing = The gate { $gate } lacks the review of { $role }.
incident-not-waivable = The plan lets nobody waive { $condition } of the gate { $gate }. It has to be met.
incident-close-by-gate = This plan closes a case through the gate { $gate }. Propose it there.
incident-not-passed = The text { $notice } has not been passed, or has changed since. { $role } passes it first.
incident-still-owed = { $clock } is still owed. Meet it or declare it moot, then close the case.
incident-chases-itself = The plan never comes to rest here: { $items } keep changing each other's answer. Nothing was changed. Correct these rules of the plan (plan check), then adopt it.
incident-too-many = Counted from { $from }, { $obligation } has come due more than { $most } times up to now. If that date is wrong, give the right one; if so much time has really passed, let time catch up first (tick, as often as it goes on), then repeat this.
incident-expected-digest = a SHA-256 digest, 64 hexadecimal digits.
incident-expected-number = a whole number that is not negative.
incident-expected-answer = accept or reject.
incident-expected-stage = take, do, block or done.
incident-expected-bool = yes, no or unknown.
incident-expected-int = a number from { $min } to { $max }, as 120000, >=120000, <=500, 10000..50000 or unknown.
incident-expected-elapsed = a length of time, as 15min, 72h, 5d, >=72h or unknown.
incident-expected-instant = a moment, as 2026-03-01T09:00+08:00, 2026-03-01T09:00 (in the zone of the plan), never or unknown.
incident-expected-enum = one of { $words }, several that are possible with commas, or unknown.
incident-expected-set = words out of { $words }, with commas; + at the end for “at least these”, !word for “surely not this”, none or unknown.
incident-newer-shape = This record was written by a newer version: { $kind }, shape { $shape }. Read-only from here on; update the program to go on.
incident-malformed = The record of kind { $kind } cannot be read: { $fault }. Nothing was changed; check the data folder.
