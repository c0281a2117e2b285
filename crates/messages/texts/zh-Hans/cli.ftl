# `cli` 室的文字。

# 帮助页。
cli-help = Stanch：离线运行组织的客户信息泄露应急预案。
cli-help-help = 显示某个命令或主题的说明
cli-help-topics = 主题：`stanch help exit-codes`（退出码）。英文界面：`--lang en`。
cli-help-unknown-topic = 没有关于“{ $given }”的说明。`stanch help` 列出全部命令；可查的主题是 `exit-codes`。
cli-page-usage = 用法：
cli-page-commands = 命令
cli-page-command-slot = 命令
cli-page-arguments = 参数
cli-page-options = 选项
cli-page-options-slot = [选项]
cli-page-examples = 示例：
cli-arg-help = 显示本页
cli-arg-help-topic = 命令名称，或 `exit-codes`
cli-arg-version = 显示版本
cli-arg-lang = 界面语言：en、zh-Hans。缺省取 LC_ALL、LC_MESSAGES、LANG
cli-arg-json = 标准输出只含 JSON；进度和提示写到标准错误
cli-arg-out = 同时把 JSON 写入该文件（仅所有者可读）

# 退出码。
cli-exit-heading = 退出码
cli-exit-done = 已完成；结果可能不完整，不完整时结果中会写明
cli-exit-negative = 已完成，但结论是否定的：验证未通过、预案有错误、演练预期未达到、被预案拒绝
cli-exit-usage = 无法理解命令行
cli-exit-not-shown = 能核对的都成立，但并非全部可核对：请用 --key 指定公钥，或提供含有 --newer 所需材料的证据包
cli-exit-nothing-read = 给出的内容都无法作为数据读取：没有统计结果
cli-exit-busy = 数据目录正被另一个进程占用
cli-exit-io = 文件或目录无法读取或写入
cli-exit-unusable = 数据目录已损坏、由更新版本的 Stanch 写入，或用此密钥打不开
cli-exit-defect = Stanch 自身缺陷：内部校验不成立，因此不给出结果

# 无法理解的命令行。
cli-usage-unknown-argument = 此处没有“{ $given }”这个参数。
cli-usage-unknown-command = 没有“{ $given }”这个命令。
cli-usage-value-missing = { $argument } 后面需要一个值。
cli-usage-value-not-one-of = “{ $given }”不适用于 { $argument }。可选：{ $expected }。
cli-usage-value-wrong = “{ $given }”不适用于 { $argument }。
cli-usage-argument-missing = 缺少：{ $missing }。
cli-usage-command-missing = 缺少命令。
cli-usage-conflict = { $one } 与 { $other } 不能同时使用：只留一个。
cli-usage-not-text = 有参数不是有效的 UTF-8 文本。
cli-usage-other = 无法理解命令行：{ $why }
cli-usage-nearest = { $what }是否想输入 { $nearest }？
cli-usage-see-help = { $what }`stanch help` 或在命令后加 `--help` 可查看用法。

# 文件与输出。
cli-output-failed = 结果无法写到标准输出（{ $why }）：已输出的内容不完整。
cli-file-unreadable = 无法读取 { $path }：{ $why }。
cli-file-unwritable = 无法写入 { $path }：{ $why }。
cli-io-not-found = 文件或目录不存在
cli-io-permission = 没有权限
cli-io-is-folder = 这是目录，此处需要文件
cli-io-full = 磁盘已满
cli-io-other = { $why }
cli-defect-json = 结果无法转成 JSON（{ $why }）。这是 Stanch 的缺陷，请报告。

# journal
cli-help-journal = 核验日志的证据包和证明
cli-help-journal-verify = 核验证据包：记录是否完整、未被改动。无需服务器、数据库或私钥
cli-arg-journal-verify-bundle = 要核验的证据包
cli-arg-journal-verify-key = 信任的公钥：公钥文本或存放它的文件。不给出时使用证据包自带的密钥，退出码为 3
cli-arg-journal-verify-newer = 另行取得的同一日志的检查点：可看出整个证据包是否过时、日志是否被改写
cli-example-journal-verify =
    stanch journal verify case.bundle --key organisation.vkey
    stanch journal verify case.bundle --key organisation.vkey --newer checkpoint.txt --json
cli-journal-key-unusable = “{ $given }”既不是验证公钥，也不是存放公钥的文件：{ $why }
cli-journal-of = 日志 { $origin }，流 { $stream }：{ $entries } 条；检查点时日志共 { $size } 条。正文已披露 { $disclosed } 份，未披露 { $withheld } 份。
cli-journal-of-drill = 演练。日志 { $origin }，流 { $stream }：{ $entries } 条；检查点时日志共 { $size } 条。正文已披露 { $disclosed } 份，未披露 { $withheld } 份。
cli-journal-key = 所用公钥：{ $key }
cli-journal-passed = 成立
cli-journal-failed = 不成立
cli-journal-not-checked = 未核对
cli-journal-more-faults = ……另有 { $more } 处。
cli-help-journal-check = 核验单个包含证明或一致性证明
cli-arg-journal-check-proof = JSON 格式的证明（docs/formats/proof.md）；`-` 表示标准输入
cli-example-journal-check =
    stanch journal check inclusion.json
