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

# plan check
cli-help-plan = 检查预案包
cli-help-plan-check = 找出预案包中的全部问题，指明位置和改法
cli-arg-plan-check-pack = 预案包目录，例如 plans/cn-b2c
cli-example-plan-check =
    stanch plan check plans/cn-b2c
    stanch plan check plans/cn-b2c --json | jq '.faults[] | .file, .line, .message'
cli-pack-empty = { $path } 中没有文件：请给出预案包目录，即 plan.yaml 所在的目录。
cli-pack-too-large = { $path } 超出预案包的上限（2,000 个文件，每个 16 MiB）：请给出 plan.yaml 所在的目录。
cli-plan-unusable = { $pack } 还不能作为预案运行，有 { $errors } 个错误：`stanch plan check { $pack }` 会全部列出。第一个：{ $first }
cli-plan-error = 错误
cli-plan-warning = 警告
cli-plan-summary =
    预案 { $id }，版本 { $version }：{ $clauses } 个条款，{ $obligations } 项义务，{ $gates } 道关口，{ $playbooks } 份处置手册，{ $drills } 个演练；待确认的取舍 { $choices } 项。
    摘要值 { $digest }
cli-plan-no-faults = ✓ 0 个错误，0 个警告。
cli-plan-only-warnings = ✓ 0 个错误，{ $warnings } 个警告。预案可以运行；每个警告都是审阅者会追问的地方。
cli-plan-has-errors = ▲ { $errors } 个错误，{ $warnings } 个警告。有错误的预案包不能作为预案运行：请先改正上面列出的全部错误。

# assess
cli-help-assess = 统计泄露涉及谁：记录、标识、自然人、客户
cli-arg-assess-leaks = 泄露的文件和目录；`-` 表示标准输入
cli-arg-assess-register = CSV 格式的客户名册：不给出则客户数为未知
cli-arg-assess-plan = 预案包：显示仅凭统计结果所达的级别，以及什么会改变它
cli-arg-assess-list = 把人员清单写入此文件（仅所有者可读）
cli-example-assess =
    stanch assess dump.sql export.csv --register customers.csv --plan plans/cn-b2c
    stanch assess leak/ --json --out assessment.json
    zcat dump.sql.gz | stanch assess - --json
cli-assess-empty-folder = { $path } 中没有文件：没有可评估的内容。
cli-assess-left-aside = { $path } 不是普通文件（管道或指向目录的链接），未处理。如属于泄露内容，请在命令行中直接写出。
cli-assess-list-written = 人员清单：{ $path }（权限 0600）。清单含个人信息，只应让必须查看的人接触。
cli-progress-register = 正在读取客户名册……
cli-progress-reading-of = 已读 { $done }，共 { $total }（{ $share } %），{ $rows } 行，{ $rate }/秒，剩余 { $left }
cli-progress-reading = 已读 { $done }，{ $rows } 行，{ $rate }/秒
cli-progress-merging = 正在把记录归并到自然人……
cli-progress-counting = 正在统计……
cli-unknown = 未知
cli-comma = 、
cli-assess-heading = 泄露涉及谁
cli-assess-records = 记录
cli-assess-persons = 自然人
cli-assess-customers = 客户
cli-assess-rows-without = 其他行
cli-assess-records-are = 至少含一个个人信息值的行
cli-assess-persons-are = 每人只计一次
cli-assess-customers-are = 在客户名册中找到的自然人；上限含近似匹配
cli-assess-customers-no-register = 未提供客户名册（--register）
cli-assess-rows-without-are = 不含个人信息的行
cli-assess-at-least = ▲ 以上为下限：有内容未能读取，其中可能还有更多。
cli-assess-identifiers = 个人信息值
cli-assess-values = 出现次数
cli-assess-distinct = 去重后
cli-assess-none-of = 未发现：{ $kinds }。
cli-assess-classes = 按类别，以及同一人恰好同时泄露的组合
cli-assess-left-over = 需要留意
cli-assess-attributed-by-key = 条记录通过数据中的键归属到自然人
cli-assess-unattributed = 条记录无法归属到任何人{ $place }：{ $reason }
cli-assess-shared = 个值对应许多姓名，未据此归并任何人
cli-assess-conflicting = 个值对应两三个姓名，每个姓名各计一人
cli-assess-undecided = 个值既无校验位也无列名可判定种类，按最可能的种类计入
cli-assess-files = 文件
cli-assess-register = 客户名册：{ $customers } 名客户
cli-assess-read = 已读取
cli-assess-partly-read = 部分读取
cli-assess-not-read = 未读取
cli-assess-not-read-why = ▲ { $path }：{ $why } 内容未知 { $bytes }，起于第 { $from } 字节。
cli-assess-more-files = ……另有 { $more } 个文件；JSON 中列出全部。
cli-level-default = 没有可以确定成立的更高级别规则
cli-level-certain = 预案 { $plan }，等级体系 { $scale }：{ $certain } 级
cli-level-certain-possible = 预案 { $plan }，等级体系 { $scale }：确定 { $certain } 级，可能 { $possible } 级
cli-level-stands = {"  "}暂为 { $level } 级：{ $text }
cli-level-holds = {"  "}{ $level } 级成立：{ $text }
cli-level-may-hold = {"  "}{ $level } 级可能成立：{ $text }
cli-level-if = {"      "}条件：{ $needs }
cli-level-ask = {"  "}以下答复可以定级：
cli-level-choice = （取舍：{ $choice }）
cli-next = 下一步
cli-next-unread = 查清未读取的内容：解压、解密或转换后，与其余文件一起重新评估。
cli-next-register = 用 --register 给出客户名册，才能知道其中多少是客户；在此之前客户数是未知，不是零。
cli-next-plan = 用 --plan 给出预案包，可看到仅凭统计结果达到哪一级。
cli-next-facts = 请上面列出的人员答复尚不清楚的事实；评估从不代替人作判断。
cli-kind-cn-id = 居民身份证号
cli-kind-phone = 电话、传真
cli-kind-email = 电子邮箱
cli-kind-card = 银行卡号
cli-kind-address = 地址
cli-kind-name = 姓名
cli-kind-birth-date = 出生日期
cli-class-identity = 身份信息
cli-class-contact = 联系方式
cli-class-payment = 支付凭证
cli-class-location = 住址

# demo
cli-help-demo = 在终端中演示一家虚构公司的虚构泄露事件
cli-arg-demo-dir = 存放虚构数据的新目录；缺省在临时目录下新建
cli-arg-demo-members = 虚构商城的会员数，60 到 5,000,000；缺省 120,000
cli-demo-company = 1 · 一家不存在的公司
cli-demo-made-up =
    {"  "}一家有 { $members } 名会员的商城；其客户名册：{ $register }
    {"  "}外部出现了它的三个文件：一份数据库导出、一份旧字符集的表格、
    {"  "}一个谁也打不开的压缩包：{ $leak }
    {"  "}不涉及任何真人：身份证号使用不存在的区县代码，银行卡号取自测试号段。
cli-demo-leak = 2 · 泄露涉及谁？
cli-demo-differs = 统计结果与虚构数据不一致（记录 / 自然人 / 客户：虚构 { $made }，统计 { $found }）。这是 Stanch 的缺陷，请报告。
cli-demo-same = ✓ 虚构时精确到每一个人，统计结果一致：记录 { $records } 条，自然人 { $persons } 名，客户 { $customers } 名。压缩包未能读取，因此以上均为下限。
cli-demo-end = 留下了什么，接下来可以试什么
cli-demo-try =
    {"  "}全部文件在 { $folder }（仅您可读，用完可整个删除）。
    {"  "}→ stanch assess { $leak } --json | less          以数据形式查看
    {"  "}→ stanch plan check plans/cn-b2c                 审阅者会就预案追问什么
    {"  "}→ stanch help                                    其他命令
