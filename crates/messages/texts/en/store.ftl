# What the room `store` says.
store-append-conflict = “{ $stream }” has moved on: version { $expected } was taken for the last, but it is at { $actual }. Look at what was added, then decide again.
store-append-clock-behind = This machine's clock is { $behind } s behind the last recorded entry. Nothing was stored. Set the clock right; until then use the time of the last entry.
store-append-key-exists = A key for “{ $owner }” has this name already, or had it before it was destroyed. Keys are never overwritten and never come back. Use a new one.
store-board-log-moved = The board was built from { $folded } entries, but the log now has { $size }. Build it again.
store-tree-moved = Another checkpoint came first: the tree now has { $size } leaves. Read it and compute the step again.
store-tree-impossible = A tree of { $size } leaves was asked for, but the log has { $log } entries and a tree never shrinks. Read the tree and the log again.
store-sweep-log-behind-keys = The log has { $log } entries, but keys were written for a log of { $keys } or more. The log looks like an old copy; no key was deleted. Bring the newer log, or the keys that belong to this one.
store-unavailable = “{ $path }” could not be read or written: { $cause }. Check that the disk has room and that this user may write there, then try again.
store-not-plain = “{ $path }” is no plain file but a link, a pipe, a folder or a device. It was not opened, because whoever put it there could choose what is read. Put the file itself there, or take it away if it does not belong there.
store-clock-moved = The log says that it was recorded last at { $said }, but its last entry says { $entry }: another hand changed `log.db`. Everything is read, nothing is added, because new acts would get wrong times. Run `stanch doctor`; what follows from the entries is made anew with `--rebuild`.
store-corrupt = “{ $path }” is damaged or not ours ({ $what }). Nothing was changed. { $place ->
    [doctor] Restore the newest backup.
   *[elsewhere] Run “stanch doctor”, or restore the newest backup.
}
store-stopped = Writing has stopped because the disk failed earlier. What was confirmed is safe. Check the disk, then start again.
store-only-reading = The folder is being read beside the process that has it, so nothing is written to it. Wait until that process has ended, or act through it.
store-newer-schema = This data folder has layout { $found }; this program knows layouts up to { $known }. It is read, but nothing is written. Use the newer program.
store-folder-held = The data folder “{ $path }” is in use by process { $pid } (“{ $command }”, since { $since }). Wait for it to end, or stop it.
store-folder-held-unnamed = The data folder “{ $path }” is in use by another process, which has not given its name yet. Wait for it to end.
store-folder-absent = There is no data folder at “{ $path }”. Give the right place, or make a new folder on purpose.
store-folder-incomplete = “{ $missing }” is missing, and the rest of the data folder is there. Nothing was changed, so that nothing is lost. Put the file back or restore a backup.
store-backup-exists = “{ $path }” exists already, and a backup overwrites nothing. Give an empty place.
store-backup-same-place = Log and keys were both to go to “{ $path }”. Give two places, so that losing one does not open what lies in the other.
store-backup-nested = “{ $inner }” lies inside “{ $outer }”. Log, keys and the data folder each need a place of their own: what is lost or taken with one of them must not take the others along. Give places beside each other, best on other disks.
store-damage-file = { $file }: the database finds itself inconsistent: { $what }. Restore the newest backup.
store-damage-positions = The log says { $head } entries; { $counted } were found, and the last place is { $end }. Restore the newest backup.
store-damage-stream = Stream “{ $stream }” says version { $head }; { $counted } entries agree with that. Restore the newest backup.
store-damage-keys-missing = Keys the log speaks of are not there and were never destroyed: { $count }. What they opened cannot be read. Bring back the newest copy of the keys.
store-damage-keys-revived = Destroyed keys are there again: { $count }. The keys come from an old copy. Sweep them before anybody reads.
store-log-behind-keys = The log has { $log } entries, but its keys were written for { $keys } or more: the end of the log was lost, or it is an old copy. Nothing was written. { $place ->
    [doctor] Restore the newest backup.
   *[elsewhere] Restore the newest backup; “stanch doctor” tells more.
}
store-damage-log-behind-keys = The log has { $log } entries, but its keys were written for { $keys } or more: the end of the log was lost, or it is an old copy. Restore the newest backup.
store-keys-in-use = deleted keys could not be overwritten while others were reading; try again
store-folder-empty-file = “{ $path }” is there but holds nothing. It was probably copied without the file of the same name ending in “-wal”. Nothing was changed. Bring that file too, or restore a backup.

store-outbox-moved = The letters of wave { $wave } do not stand as they were taken to stand: somebody else was faster, or one of these customers has a letter already. Nothing was changed. Look at the wave, then decide again.
store-append-done-before = This was done already; it was asked for a second time, and nothing was done twice.

# A folder to which nothing can be written.
store-folder-not-writable = Nothing can be written to the data folder “{ $path }”: { $cause }. As it stands it is read by `stanch case show`, `list`, `as-of`, `notice`, `report`, `customers` and `looks`, by `stanch doctor`, by `stanch journal export` without bodies, and by `stanch backup`. For all else run stanch as the user who owns the folder, or copy the whole folder to a place that can be written.
store-not-writable = Nothing can be written to the data folder “{ $path }”, and this would write there. Nothing was changed. Run stanch as the user who owns the folder, or copy the whole folder to a place that can be written and do it there.
store-folder-no-lock = “{ $path }” is missing, and nothing can be written where it would lie. Without it nobody can be kept from changing the folder while it is read. Nothing was read. Copy the whole folder to a place that can be written, and read it there.
store-folder-unfolded = The newest acts lie in “{ $path }”, and “{ $index }” is missing: then they can be read only where something can be written. Nothing was read without them. Copy the whole folder to a place that can be written, and read it there.
