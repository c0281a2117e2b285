# What the room `vault` says.
vault-thing-body = the body of an entry
vault-thing-body-key = the key of a body
vault-thing-owner-key = the key of a case
vault-thing-signing-seed = the log's signing seed
vault-thing-blob-header = the beginning of a sealed file
vault-not-authentic = It does not open: { $what }. Either it was altered, or this is not the master key it was sealed with. Nothing was read from it. { $place ->
    [doctor] Restore it from the newest backup.
   *[elsewhere] Run “stanch doctor”, or restore it from a backup.
}
vault-chunk-not-authentic = Chunk { $chunk } of the sealed file was altered or does not belong there. Nothing from it on was read. Restore the file from a backup.
vault-blob-truncated = The sealed file ends after { $chunks } whole chunks, before its last one. What was read is its beginning, not the whole. Restore the file from a backup.
vault-too-large = This is more than one sealed file can hold. Split it.
vault-key-destroyed = What is asked for of “{ $owner }” was destroyed on purpose, with its key. It cannot be brought back.
vault-key-missing = A key of “{ $owner }” is not there, though it was never destroyed: the keys are older than the log. Bring back the newest copy of the keys.
vault-key-unknown = Nothing was ever sealed for “{ $owner }” under this key. Check the name.
vault-master-key-absent = There is no master key at “{ $path }”. Put the file back; without it nothing sealed can be opened.
vault-master-key-exists = There is a master key at “{ $path }” already. It is never overwritten, since everything sealed with it would be lost.
vault-master-key-open-to-others = Others may read the master key “{ $path }” (mode { $mode }). It was not used. Set its mode to 0600, and find out who could have read it.
vault-master-key-malformed = “{ $path }” is not a master key: line { $line } is wrong. Put back the file this product wrote.
vault-passphrase-not-needed = A passphrase was given, but the master key “{ $path }” is not sealed under one: whoever has the file has the key. Leave the passphrase out if that is meant.
vault-passphrase-needed = The master key “{ $path }” is sealed under a passphrase. Give it.
vault-passphrase-wrong = This passphrase does not open the master key “{ $path }”, or the file was altered. Try again; capital letters and spaces count.
vault-passphrase-too-short = The passphrase is too short. It needs { $needed } characters or more; four or five random words are good.
vault-passphrase-cost-refused = The cost figures of the passphrase lie outside what is accepted (8 KiB for each lane up to 1 GiB, 1 to 16 passes, 1 to 16 lanes). Put back the file this product wrote.
vault-no-randomness = The operating system gives no random bytes: { $cause }. Nothing was sealed. Try again; if it stays so, this machine cannot be used.
vault-io = “{ $path }” could not be read or written: { $cause }. Check that it is there, that the disk has room and that this user may use it.
vault-password-short = The password is too short. It needs { $least } characters or more; four or five random words are good.
vault-password-long = The password is longer than { $most } bytes. Choose a shorter one.
vault-password-monotonous = The password repeats too few letters. Use at least five different ones; four or five random words are good.
