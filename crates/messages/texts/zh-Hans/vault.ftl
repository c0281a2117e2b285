# `vault` 室的文字。
vault-thing-body = 记录正文
vault-thing-body-key = 正文密钥
vault-thing-owner-key = 案件密钥
vault-thing-signing-seed = 日志签名种子
vault-thing-blob-header = 加密文件头部
vault-not-authentic = 无法解开{ $what }：内容已被改动，或当前主密钥不是加密时所用的主密钥。未从中读取任何内容。{ $place ->
    [doctor] 请从最新备份恢复。
   *[elsewhere] 请运行“stanch doctor”，或从备份恢复。
}
vault-chunk-not-authentic = 加密文件的第 { $chunk } 块已被改动，或不属于该位置。自该块起的内容均未读取。请从备份恢复该文件。
vault-blob-truncated = 加密文件只有 { $chunks } 个完整的块，缺少末块。已读取的只是开头部分，并非全部。请从备份恢复该文件。
vault-too-large = 内容超出单个加密文件的容量。请拆分后再保存。
vault-key-destroyed = “{ $owner }”的这项内容已连同密钥按要求销毁，无法恢复。
vault-key-missing = 缺少“{ $owner }”的一个密钥，而该密钥从未销毁：密钥库比日志旧。请恢复最新的密钥副本。
vault-key-unknown = 从未以此密钥为“{ $owner }”加密过任何内容。请核对名称。
vault-master-key-absent = “{ $path }”处没有主密钥。请放回该文件；没有主密钥，任何加密内容都无法打开。
vault-master-key-exists = “{ $path }”处已有主密钥。主密钥不会被覆盖，否则用其加密的内容将全部丢失。
vault-master-key-open-to-others = 其他用户可以读取主密钥“{ $path }”（权限 { $mode }），因此未使用。请将权限设为 0600，并查明谁可能读过。
vault-master-key-malformed = “{ $path }”不是主密钥文件：第 { $line } 行有误。请放回由本产品写入的文件。
vault-passphrase-not-needed = 给出了口令，但主密钥“{ $path }”并未用口令封装：拿到该文件的人就拿到了密钥。如属本意，请不要给出口令。
vault-passphrase-needed = 主密钥“{ $path }”受口令保护。请输入口令。
vault-passphrase-wrong = 口令无法打开主密钥“{ $path }”，或该文件已被改动。请重试；注意区分大小写和空格。
vault-passphrase-too-short = 口令太短，至少需要 { $needed } 个字符；建议使用四五个随机词语。
vault-passphrase-cost-refused = 口令的计算参数超出允许范围（内存：每条通道至少 8 KiB，最多 1 GiB；轮数 1 至 16；通道数 1 至 16）。请放回由本产品写入的文件。
vault-no-randomness = 操作系统无法提供随机数：{ $cause }。未加密任何内容。请重试；若持续如此，本机不可使用。
vault-io = 无法读写“{ $path }”：{ $cause }。请确认文件存在、磁盘有空间且当前用户有权限。
vault-password-short = 密码太短，至少需要 { $least } 个字符；可以用四五个互不相干的词。
vault-password-long = 密码超过 { $most } 字节，请换一个较短的。
vault-password-monotonous = 密码中不同的字符太少，至少需要五种；可以用四五个互不相干的词。
