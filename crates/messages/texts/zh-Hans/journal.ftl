# `journal` 室的文字。

# 名称。
journal-name-stream = “{ $given }”不是流名：应为 `org`，或 `case/`、`access/`、`signal/`、`wave/` 后接编号（1 至 64 个字符，限小写字母、数字和“-”）。
journal-name-kind = “{ $given }”不是事件类型：应为以点号连接的小写单词，如 fact.stated，最长 64 个字符。
journal-name-origin = “{ $given }”不能作为日志来源名：应为 1 至 200 字节，不含空格、加号和控制字符，如 company.example/journal。

# 条目。
journal-entry-magic = 这些字节不是日志条目：开头五个字节应为 STEN 和格式版本 1。
journal-entry-later-format = 该条目的格式版本为 { $found }，本程序只能读取版本 1。请使用更新的程序。
journal-entry-short = 条目在字段 { $field } 处中断。
journal-entry-trailing = 条目最后一个字段之后多出 { $extra } 个字节。
journal-entry-version-zero = 条目的流内版本号为 0，应从 1 开始。
journal-entry-shape-zero = 条目的结构版本为 0，应从 1 开始。
journal-entry-time = 条目的 { $field } 为 { $found } 微秒，超出 1900 至 9998 年的范围。

# 密钥。
journal-key-parts = “{ $given }”不是验证公钥：应为一行“名称+标识+BASE64”。
journal-key-base64 = 验证公钥中的“{ $given }”不是 33 字节的 base64。请重新完整复制该行。
journal-key-algorithm = 该验证公钥的签名类型为 { $found }，只支持 Ed25519（类型 1）。
journal-key-point = 该验证公钥不是可用的 Ed25519 公钥。
journal-key-id = 验证公钥写明的标识为 { $given }，但由名称和公钥算得 { $computed }。请重新完整复制该行。

# 签名文书。
journal-note-too-long = 签名文书长 { $found } 字节，最多读取 { $most } 字节。
journal-note-not-utf8 = 签名文书从第 { $at } 字节起不是 UTF-8。
journal-note-control = 签名文书第 { $at } 字节处有控制字符。
journal-note-no-signatures = 签名文书中没有空行及其后完整的签名行。请完整复制文件，包括末尾换行。
journal-note-too-many = 签名文书有 { $found } 行签名，最多读取 { $most } 行。
journal-note-signature-line = 第 { $line } 行签名的格式不是“— 名称 BASE64”。
journal-note-unknown-signer = 没有由公钥 { $key } 作出的签名。
journal-note-false-signature = 以 { $key } 名义作出的签名无效：文字被改动，或由其他密钥签署。
journal-note-more-than-one = 证明包内的签名文书应当只有一个签名。
journal-note-line = 第 { $line } 行应为{ $expected }，实际为“{ $given }”。
journal-note-origin = 文书属于日志“{ $given }”，而公钥属于“{ $expected }”。
journal-note-empty-root = 规模为 0 的日志，其根哈希应为空树的根哈希。
journal-line-number = 0 至 18446744073709551615 之间、无前导零的数字
journal-line-positive = 1 至 18446744073709551615 之间、无前导零的数字
journal-line-hash = base64 形式的 SHA-256（44 个字符）
journal-line-stream-head = “stanch stream head v1”
journal-line-seal = “stanch bundle seal v1”
journal-line-not-empty = 非空行
journal-line-nothing = 不存在（正文应已结束）

# 哈希块。
journal-tile-source = 读取哈希块失败：{ $fault }
journal-tile-missing = 缺少哈希块 { $tile }。
journal-tile-length = 哈希块 { $tile } 有 { $found } 字节，应为整数个哈希且不少于 { $expected } 字节。
journal-tile-beyond = 位置 { $position } 超出规模为 { $size } 的日志。

# 证明包：格式。
journal-bundle-magic = 这不是证明包：第一行应为“stanch bundle v1”。
journal-bundle-header = 证明包在第 { $offset } 字节处损坏：此处应为标题行“{ $section } 长度”。
journal-bundle-short = { $section } 部分声明有 { $declared } 字节，但文件只剩 { $left } 字节。请重新获取完整文件。
journal-bundle-trailing = 证明包结尾之后还有多余字节，从第 { $offset } 字节起。
journal-bundle-not-utf8 = { $section } 部分从第 { $offset } 字节起不是 UTF-8。
journal-bundle-manifest = 证明包的清单（自第 { $offset } 字节起）无法读取：{ $reason }。请重新索取证明包。
journal-manifest-syntax = 自第 { $offset } 字节起不是合规的 JSON
journal-manifest-ends = 其 JSON 在第 { $offset } 字节处中断
journal-manifest-no-object = 第 { $offset } 字节处应为一个 JSON 对象
journal-manifest-twice = 成员“{ $member }”重复出现
journal-manifest-unknown = 清单没有成员“{ $member }”，应为 { $known }
journal-manifest-missing = 缺少成员“{ $member }”
journal-manifest-value = 成员“{ $member }”为“{ $given }”，应为{ $expected }
journal-expected-origin = 日志来源名（1 至 200 字节，不含空格、加号和控制字符）
journal-expected-stream = 流名，如 `case/` 后接编号
journal-expected-number = 0 至 18446744073709551615 的整数，不得带小数或指数
journal-expected-sizes = 整数列表，如 [1,257]
journal-expected-runs = 由各段首、末版本组成的列表，如 [[1,1],[3,5]]
journal-bundle-record = { $section } 部分的第 { $number } 条记录（第 { $offset } 字节处）损坏或不完整。
journal-bundle-not-canonical = 证明包不是唯一的规范编码：第 { $offset } 字节不同。
journal-bundle-refused = 未写出证明包，因为它无法通过验证：{ $fault }

# 证明包：问题。
journal-fault-other-key = 证明包由 { $found } 签署，不是您信任的公钥 { $pinned }。
journal-fault-note = { $document }不予采信：{ $reason }
journal-fault-seal = 封印本身真实，但对应的是其他内容：证明包在加封后被改动。
journal-fault-manifest = 清单中的“{ $member }”为 { $says }，而证明包实际为 { $holds }。
journal-fault-manifest-size = 清单的“consistent_from”列有大小 { $size }，应为 1 至 { $most } 之间逐个递增的大小。
journal-fault-head-size = 流头对应的日志规模为 { $head }，检查点为 { $checkpoint }。
journal-fault-entry-changed = 日志第 { $index } 号条目 被改动：其内容与日志中的叶哈希不符。
journal-fault-leaf-changed = 日志第 { $index } 号条目 旁所列的叶哈希被改动；条目本身与日志一致。
journal-fault-not-in-tile = 日志第 { $index } 号条目 与所列叶哈希一致，但哈希块 { $tile } 中为另一值：条目与哈希被一并改动，或哈希块被改动。
journal-fault-unproved = 证明包中没有内容能证明日志第 { $index } 号条目：缺少其哈希块，或日志中无此序号。
journal-fault-entry-unreadable = 日志第 { $index } 号条目 与日志一致，但无法读取：{ $reason }
journal-fault-index-order = 日志第 { $index } 号条目 未按日志顺序排列。
journal-fault-other-stream = 日志第 { $index } 号条目 属于另一个流 { $stream }。
journal-fault-missing = 流中缺少条目：版本 { $first } 至 { $last }。
journal-fault-missing-one = 流中缺少一个条目：版本 { $first }。
journal-fault-missing-one-at = 流中缺少一个条目：版本 { $first }，它在日志中的位置为 { $index }。
journal-fault-missing-at = 流中缺少条目：版本 { $first } 至 { $last }；其中最后一条位于日志序号 { $index }。
journal-fault-added = 日志第 { $index } 号条目（流内版本 { $version }）为多出条目：流中没有它的位置。
journal-fault-moved = 日志第 { $index } 号条目（流内版本 { $version }）位置被移动：排在更晚的条目之后。
journal-fault-other-previous = 日志第 { $index } 号条目（流内版本 { $version }）所记的前一条目与实际的前一条目不符。
journal-fault-other-last = 日志第 { $index } 号条目（流内版本 { $version }）不是流头所记的最后一条。
journal-fault-backwards = 日志第 { $index } 号条目（流内版本 { $version }）的记录时间早于前一条目。
journal-fault-tile-missing = 证明包缺少哈希块 { $tile }。
journal-fault-tile-added = 证明包含有多余、重复或次序不对的哈希块 { $tile }。
journal-fault-tile-changed = 哈希块 { $tile } 被改动：其哈希推算不出上一层的哈希。
journal-fault-root = 由哈希块推算的根哈希与检查点不符；无法定位是哪个哈希不同。
journal-fault-body-changed = 日志第 { $index } 号条目 所披露的正文与条目的承诺值不符。
journal-fault-body-added = 为日志第 { $index } 号条目 披露的正文多余、重复或次序不对。
journal-fault-older = 证明包早于您持有的检查点（规模 { $bundle }，而检查点为 { $held }），可能缺少此后的内容。请索取新的证明包。
journal-fault-rewritten = 在规模 { $held } 处，此证明包的日志与您持有的检查点根哈希不同：历史被改写，或存在两份历史。请保留两份文件。
journal-document-checkpoint = 检查点
journal-document-stream-head = 流头
journal-document-seal = 封印
journal-document-held-checkpoint = 您持有的检查点

# 证明包：报告。
journal-verdict-verified = 验证通过。
journal-verdict-not-pinned = 未发现问题，但证明包由其自带公钥签署，未与可信公钥比对。请提供您信任的公钥以确认签署者。
journal-verdict-incomplete = 未发现问题，但无法证明自您持有的检查点以来日志只增不改。请索取包含该规模证明的证明包。
journal-verdict-failed = 验证不通过：存在问题。
journal-check-layout = 文件是完整的证明包
journal-check-key = 由您信任的公钥签署
journal-check-seal = 与加封时一致
journal-check-checkpoint = 检查点有签名
journal-check-stream-head = 流头有签名且与检查点对应
journal-check-manifest = 清单与内容相符
journal-check-entries = 每个条目与其旁的哈希相符
journal-check-stream = 流中条目无缺失、多余或移动
journal-check-tree = 哈希可推算至检查点
journal-check-inclusion = 每个条目都在日志中
journal-check-bodies = 披露的正文与记录一致
journal-check-freshness = 证明包不早于您持有的检查点
journal-check-consistency = 自该检查点以来日志只增不改
journal-because-no-pinned-key = 未提供可比对的公钥
journal-because-no-checkpoint-given = 未提供检查点；若整个证明包过时，将无从发现
journal-because-nothing-disclosed = 证明包未披露任何正文
journal-because-nothing-to-check-against = 所需内容无法读取或不可信
journal-because-no-tiles-for-that-size = 证明包没有能展示该规模日志的哈希块：请用 --since 加该检查点第二行的大小重新导出
journal-because-bundle-is-older = 证明包早于所给检查点

# 单个证明。
journal-proof-valid = 证明有效。
journal-proof-index-beyond = 证明无效：规模为 { $size } 的树没有第 { $index } 号叶。
journal-proof-shrunk = 证明无效：旧树（{ $first }）大于新树（{ $second }）。
journal-proof-from-empty = 证明无效：任何树都是空树的延续，从规模 0 出发不能证明任何事。
journal-proof-count = 证明无效：含 { $given } 个哈希，而这些规模需要 { $needed } 个。
journal-proof-root = 证明无效：推算的根哈希为 { $computed }，而非 { $claimed }。
journal-proof-first-root = 证明无效：旧树推算的根哈希为 { $computed }，而非 { $claimed }。
journal-proof-second-root = 证明无效：新树推算的根哈希为 { $computed }，而非 { $claimed }。
journal-json-too-long = 证明文件长 { $found } 字节，最多读取 { $most } 字节。
journal-json-broken = 证明文件不是一个 JSON 对象：{ $reason }
journal-json-twice = 成员“{ $member }”重复出现。
journal-json-unknown = 此处没有成员“{ $member }”。请删除。
journal-json-missing = 缺少成员“{ $member }”。
journal-json-type = 类型为“{ $given }”，应为“inclusion”或“consistency”。
journal-json-integer = “{ $member }”为 { $given }，应为 0 至 18446744073709551615 的整数，不得带小数或指数。
journal-json-hash = “{ $member }”为“{ $given }”，应为 SHA-256：64 位小写十六进制，或 44 个字符的 base64。
journal-json-not-a-list = “hashes”应为列表。
journal-json-entry = “entry”应为条目内容的 base64。
journal-json-leaf-or-entry = “leaf_hash”与“entry”应当且只应给出一个。
