# `store` 室的文字。
store-append-conflict = “{ $stream }”已有新记录：原以为最新版本是 { $expected }，实际为 { $actual }。请先查看新增内容，再重新决定。
store-append-clock-behind = 本机时钟比最后一条记录慢 { $behind } 秒，未保存任何内容。请校准时钟；校准前请采用最后一条记录的时间。
store-append-key-exists = “{ $owner }”已有同名密钥，或同名密钥已被销毁。密钥不会被覆盖，也不会恢复。请使用新密钥。
store-board-log-moved = 看板依据 { $folded } 条记录生成，而日志现有 { $size } 条。请重新生成。
store-tree-moved = 已有其他检查点抢先写入：树现有 { $size } 个叶子。请读取后重新计算。
store-tree-impossible = 要求的树有 { $size } 个叶子，而日志有 { $log } 条记录，且树不会缩小。请重新读取树和日志。
store-sweep-log-behind-keys = 日志有 { $log } 条记录，但密钥是为至少 { $keys } 条记录的日志写入的。该日志可能是旧副本，未删除任何密钥。请换用较新的日志，或与本日志配套的密钥。
store-unavailable = 无法读写“{ $path }”：{ $cause }。请确认磁盘有空间且当前用户有写入权限，然后重试。
store-not-plain = “{ $path }”不是普通文件，而是链接、管道、目录或设备。未打开它，否则放置者可以左右读到的内容。请把文件本身放回该处；如不属于此处，请移走。
store-clock-moved = 日志记载的最后记录时间为 { $said }，而最后一条记录的时间为 { $entry }：`log.db` 曾被他人改动。可照常读取，但不再写入，否则新的记录时间会出错。请运行 `stanch doctor`；由记录推得的内容可用 `--rebuild` 重新生成。
store-corrupt = “{ $path }”已损坏，或不是本产品的文件（{ $what }）。未作任何更改。{ $place ->
    [doctor] 请恢复最新备份。
   *[elsewhere] 请运行“stanch doctor”，或恢复最新备份。
}
store-stopped = 先前磁盘出错，已停止写入。已确认的内容是安全的。请检查磁盘后重新启动。
store-only-reading = 另一进程正在使用该文件夹，此处只能读取，不能写入。请等该进程结束后再操作，或在该进程中操作。
store-newer-schema = 此数据目录的格式版本为 { $found }，本程序最高支持 { $known }。可以读取，但不会写入。请使用较新的程序。
store-folder-held = 数据目录“{ $path }”正被进程 { $pid } 使用（“{ $command }”，自 { $since } 起）。请等待其结束，或将其停止。
store-folder-held-unnamed = 数据目录“{ $path }”正被另一进程使用，该进程尚未登记名称。请等待其结束。
store-folder-absent = “{ $path }”处没有数据目录。请指定正确位置，或明确新建一个。
store-folder-incomplete = 缺少“{ $missing }”，而数据目录的其余部分仍在。为避免丢失，未作任何更改。请放回该文件或恢复备份。
store-backup-exists = “{ $path }”已存在，备份不会覆盖任何文件。请指定一个空的位置。
store-backup-same-place = 日志和密钥都要写到“{ $path }”。请指定两个位置，以免丢失其一就泄露另一处的内容。
store-backup-nested = “{ $inner }”位于“{ $outer }”之内。日志备份、密钥备份和数据目录须各自存放，以免其一丢失或被取走时连带其他。请指定互不包含的位置，最好在不同的磁盘上。
store-damage-file = { $file }：数据库自检发现不一致：{ $what }。请恢复最新备份。
store-damage-positions = 日志声明有 { $head } 条记录，实际找到 { $counted } 条，末尾位置为 { $end }。请恢复最新备份。
store-damage-stream = 流“{ $stream }”声明版本为 { $head }，与之相符的记录有 { $counted } 条。请恢复最新备份。
store-damage-keys-missing = 日志提到、但既不存在也从未销毁的密钥：{ $count } 个。由其加密的内容无法读取。请恢复最新的密钥副本。
store-damage-keys-revived = 已销毁的密钥重新出现：{ $count } 个。这些密钥来自旧副本。请在任何人读取之前清除。
store-log-behind-keys = 日志有 { $log } 条记录，但密钥是为至少 { $keys } 条记录的日志写入的：日志末尾已丢失，或该日志是旧副本。未写入任何内容。{ $place ->
    [doctor] 请恢复最新的备份。
   *[elsewhere] 请恢复最新的备份；“stanch doctor”可给出更多信息。
}
store-damage-log-behind-keys = 日志有 { $log } 条记录，但密钥是为至少 { $keys } 条记录的日志写入的：日志末尾已丢失，或该日志是旧副本。请恢复最新的备份。
store-keys-in-use = 有其他读取正在进行，无法覆盖已删除的密钥；请重试
store-folder-empty-file = “{ $path }”存在，但其中没有内容，可能是复制时遗漏了同名的“-wal”文件。未作任何更改。请一并放回该文件，或恢复备份。

store-outbox-moved = 批次 { $wave } 的信函状态与预期不符：可能已有他人先行处理，或其中有客户已有信函。未作任何更改。请先查看该批次，再重新决定。
store-append-done-before = 此操作先前已完成；这是重复请求，未重复执行。

# 无法写入的数据目录。
store-folder-not-writable = 数据目录“{ $path }”无法写入：{ $cause }。仍可原样读取：`stanch case show`、`list`、`as-of`、`notice`、`report`、`customers`、`looks`，`stanch doctor`，不含正文的 `stanch journal export`，以及 `stanch backup`。其他操作请以该目录的所有者身份运行，或先把整个目录复制到可写的位置。
store-not-writable = 数据目录“{ $path }”无法写入，而此操作需要写入。未作任何更改。请以该目录的所有者身份运行，或把整个目录复制到可写的位置后再操作。
store-folder-no-lock = 缺少“{ $path }”，而该处无法写入。没有这个文件，就无法防止有人在读取期间改动数据目录。未读取任何内容。请把整个目录复制到可写的位置后再读取。
store-folder-unfolded = 最新的操作存放在“{ $path }”中，但缺少“{ $index }”，只有在可写的位置才能读到这些操作。为避免遗漏，未读取任何内容。请把整个目录复制到可写的位置后再读取。
