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
cli-exit-not-shown = 能核对的都成立，但并非全部可核对：请用 --key 指定公钥，或提供含有 --newer 所需材料的证明包
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
cli-defect-json = 结果无法转成 JSON（{ $why }）。这是 Stanch 的缺陷，请报告。

# journal
cli-help-journal = 核验日志的证明包和证明
cli-help-journal-verify = 核验证明包：记录是否完整、未被改动。无需服务器、数据库或私钥
cli-arg-journal-verify-bundle = 要核验的证明包
cli-arg-journal-verify-key = 信任的公钥：公钥文本或存放它的文件。不给出时使用证明包自带的密钥，退出码为 3
cli-arg-journal-verify-newer = 另行取得的同一日志的检查点：可看出整个证明包是否过时、日志是否被改写
cli-example-journal-verify =
    stanch journal verify case.bundle --key organisation.vkey
    stanch journal verify case.bundle --key organisation.vkey --newer checkpoint.txt --json
cli-journal-key-unusable = “{ $given }”既不是验证公钥，也不是存放公钥的文件：{ $why }
cli-journal-of = 日志 { $origin }，流 { $stream }：{ $entries } 条；检查点时日志共 { $size } 条。正文已披露 { $disclosed } 份，未披露 { $withheld } 份。
cli-journal-of-drill = 演练。日志 { $origin }，流 { $stream }：{ $entries } 条；检查点时日志共 { $size } 条。正文已披露 { $disclosed } 份，未披露 { $withheld } 份。
cli-journal-says-of-itself = 以下仅为文件自述，未经证明：日志 { $origin }，流 { $stream }，{ $entries } 条。其检查点在此公钥下不可信，因此日志规模未知。
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
cli-help-plan = 检查预案包，列出可输入的标识
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
    预案 { $id }，版本 { $version }：{ $clauses } 个条款，{ $obligations } 项义务，{ $gates } 道关口，{ $playbooks } 份处置方案，{ $drills } 个演练。
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
cli-progress-looking = 正在检查第 { $done } 条，共 { $total } 条，每秒 { $rate } 条，还需 { $left }
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
cli-assess-not-looked-for = 未查找的内容
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
cli-assess-empty = 空文件
cli-assess-why = ▲ { $path }：{ $why }
cli-assess-not-read-why = ▲ { $path }：{ $why } 内容未知 { $bytes }，起于第 { $from } 字节。
cli-assess-more-files = ……另有 { $more } 个文件；JSON 中列出全部。
cli-level-default = 没有可以确定成立的更高级别规则
cli-level-of-people = 该级别由人员设定，不由数量或事实计算
cli-level-certain = 预案 { $plan } · { $scale }：{ $certain }
cli-level-unknown = 预案 { $plan } · { $scale }：未知
cli-level-certain-possible = 预案 { $plan } · { $scale }：至少 { $certain }，可能升至 { $possible }
cli-level-stands = {"  "}暂为 { $level }：{ $text }
cli-level-holds = {"  "}{ $level } 成立：{ $text }
cli-level-may-hold = {"  "}{ $level } 可能成立：{ $text }
cli-level-if = {"      "}条件：{ $needs }
cli-level-ask = {"  "}以下答复可以定级：
cli-level-choice = （取舍：{ $choice }）
cli-next = 下一步
cli-next-unread = 查清未读取的内容：解压、解密或转换后，与其余文件一起重新评估。
cli-next-register = 用 --register 给出客户名册，才能知道其中多少是客户；在此之前客户数是未知，不是零。
cli-next-plan = 用 --plan 给出预案包，可看到仅凭统计结果达到哪一级。
cli-next-facts = 请上面列出的人员答复尚不清楚的事实；评估从不代替人作判断。

# demo
cli-help-demo = 一家虚构公司的不眠之夜：在浏览器中演示，或在终端中讲述
cli-example-demo =
    stanch demo                    给出网址和一个一次性链接
    stanch demo --terminal         在终端中讲述泄露、时限、演练与证明
cli-arg-demo-listen = 网页监听的地址与端口；缺省取本机的任一空闲端口，仅本机可访问
cli-arg-demo-terminal = 不用浏览器，改在终端中讲述，并推演预案自带的演练
cli-arg-demo-data = 存放虚构数据的新目录，结束后保留；用浏览器而未给出时，结束后删除
cli-arg-demo-members = 虚构商城的会员数，60 到 5,000,000；缺省 200,000，终端中缺省 120,000
cli-arg-demo-rows = 虚构泄露的行数（会员与订单合计），120 到 50,000,000；缺省 1,000,000
cli-demo-listens = 演示网址：{ $address }。不会与本机以外的任何地方联系。按 Ctrl+C 停止。
cli-demo-link = 请打开此链接，仅可使用一次：{ $link }
cli-demo-deleted = 其中内容均为虚构，停止后全部删除。
cli-demo-kept = 其中内容均为虚构，停止后保留在目录中。
cli-demo-company = 1 · 一家不存在的公司
cli-demo-made-up =
    {"  "}一家有 { $members } 名会员的商城；其客户名册：{ $register }
    {"  "}外部出现了它的三个文件：一份数据库导出、一份旧字符集的表格、
    {"  "}一个谁也打不开的压缩包：{ $leak }
    {"  "}不涉及任何真人：身份证号使用不存在的区县代码，银行卡号取自测试号段。
cli-demo-leak = 2 · 泄露涉及谁？
cli-demo-differs = 统计结果与虚构数据不一致（记录 / 自然人 / 客户：虚构 { $made }，统计 { $found }）。这是 Stanch 的缺陷，请报告。
cli-demo-same = ✓ 虚构时精确到每一个人，统计结果一致：记录 { $records } 条，自然人 { $persons } 名，客户 { $customers } 名。压缩包未能读取，因此以上均为下限。
cli-demo-drill = 3 · 预案经得起检验吗？在虚拟时间中演练
cli-demo-no-drill = 本程序内置的预案包没有演练。这是 Stanch 的缺陷，请报告。
cli-demo-proof = 4 · 所做的一切能够证明吗？
cli-demo-flipped = 现在在第 { $place } 字节处改动一位：
cli-demo-end = 留下了什么，接下来可以试什么
cli-demo-try =
    {"  "}全部文件在 { $folder }（仅您可读，用完可整个删除）。
    {"  "}→ stanch assess { $leak } --json | less          以数据形式查看
    {"  "}→ stanch journal verify { $folder }/drill.bundle --key { $folder }/drill.bundle.vkey
    {"  "}→ stanch plan check plans/cn-b2c                 审阅者会就预案追问什么
    {"  "}→ stanch help                                    其他命令

# drill
cli-help-drill = 演练预案：演练就是对预案的测试
cli-help-drill-run = 在虚拟时间中把演练推进到底并评分
cli-arg-drill-run-drill = 演练文件，位于预案包内
cli-arg-drill-run-export = 把演练事件的证明包写入此文件，验证公钥写在旁边（BUNDLE.vkey）
cli-arg-drill-run-force = 覆盖已有的证明包
cli-arg-drill-run-data = 存放演练日志的新目录；不给出则演练后不保留
cli-arg-bodies = 证明包披露哪些正文：none、all 或版本号如 1,4,9。缺省 none
cli-example-drill-run =
    stanch drill run plans/cn-b2c/drills/million_rows.yaml --export drill.bundle
    stanch journal verify drill.bundle --key drill.bundle.vkey
cli-drill-not-in-a-pack = { $path } 不在任何预案包内：演练文件应在 plan.yaml 所在目录之下。
cli-drill-unknown = 该预案包没有演练 { $given }。现有：{ $known }。
cli-drill-folder-taken = { $path } 不是空目录。每次演练使用自己的日志：请给出新目录。
cli-drill-heading = 演练 · { $title }（{ $plan }）
cli-drill-inject = （情况注入）
cli-drill-refused = 被拒绝：{ $why }
cli-drill-score = 预案的承诺
cli-drill-passed = ✓ { $rows } 项承诺中 { $passed } 项成立；事件 { $case } 共 { $events } 条记录。
cli-drill-lacks = ▲ { $why }因此被拒绝的步骤：{ $steps } 步。
cli-drill-follows = ▲ 此外很可能由此连带：另有 { $steps } 步被拒绝，{ $promises } 项承诺未兑现。请先补上该权限再演练；逐项见 --json。
cli-drill-failed = ▲ { $rows } 项承诺中 { $passed } 项成立；事件 { $case } 共 { $events } 条记录。预案或演练需要修改。
cli-drill-bundle = 证明包：{ $bundle }。核验：stanch journal verify { $bundle } --key { $bundle }.vkey
cli-help-journal-export = 导出一个事件的记录及其证明，供他人核验
cli-arg-journal-export-out = 证明包写到何处
cli-arg-journal-export-since = 以前交出的检查点的大小：证明包可证明此后日志只增不改；可重复
cli-example-journal-export =
    stanch journal export 7 --data ./data --out case-7.bundle --bodies none
    stanch journal export 7 --data ./data --out case-7-opened.bundle --bodies all --as legal_lead --reason "监管部门要求"
cli-journal-exported = 证明包：{ $path }。验证公钥：{ $key }（同时写入 { $keyfile }）
cli-journal-export-exists = { $path } 已存在，未予覆盖。请另给文件名，或使用 --force。
cli-arg-journal-export-force = 覆盖已有的证明包
cli-arg-journal-export-looks = 导出查阅记录，而非事件自身的记录
cli-arg-journal-export-role = 披露正文的角色，须有“export”权限；仅与 --bodies 同用
cli-arg-journal-export-reason = 披露正文的理由；记入日志，事件销毁后仍保留：不得含个人信息
cli-journal-export-asks = 带正文的证明包会说明发生了什么，须先记下由谁、为何给出。请加 --as 角色（须有“export”权限）和 --reason 理由；或不用 --bodies，只给出可验证而不透露内容的证明包。
cli-journal-export-look-noted = 披露正文一事已记入日志，可查：stanch case looks 事件
cli-case-looks-bodies = { $record ->
    [looks] 查阅记录
   *[case] 事件
}的 { $bodies } 条正文

# case
cli-time-unreadable = “{ $given }”不是时刻。请写成 2026-03-01T09:00+08:00，或按预案所在时区（{ $zone }）写 2026-03-01 09:00。
cli-case-as-of-later = { $time } 还没有到（现在是 { $now }）：显示的是目前的记录。
cli-arg-data = 数据目录
cli-arg-master-key = 主密钥文件；缺省为数据目录中的 keys/master.key，首次使用时生成（权限 0600）
cli-arg-passphrase-file = 首行为主密钥口令的文件
cli-arg-role = 以何角色行事；与本机账户绑定并记入日志
cli-arg-at = 发生时间（若非现在）；不带时差时按预案所在时区。立案、预警、启动响应、答复建议、预案任务、履行义务、报告和告知由其起算或终止的事项以该时间为准；其余操作一律自记录时起计
cli-arg-case = 事件编号或标识
cli-arg-reason = 理由，记入日志
cli-arg-evidence = 证据编号，例如 E-1,E-2
cli-help-case = 手工立案和推进事件
cli-help-case-open = 按预案立案，时限开始计时
cli-arg-case-open-title = 事件名称
cli-arg-case-open-plan = 所依据的预案包
cli-arg-case-open-happened = 发生时间（如已知）
cli-arg-case-open-known = 知悉时间
cli-example-case-open =
    stanch case open --data ./data --plan plans/cn-b2c --as duty_manager --title "论坛出现客户数据"
    stanch case fact 1 records ">=120000" --data ./data --as technical_lead --source "dump.sql"
    stanch case show 1 --data ./data
cli-help-case-fact = 陈述一项事实
cli-arg-case-fact-fact = 事实名称，例如 records、classes、known
cli-arg-case-fact-value = 已知内容：120000、">=120000"、10000..50000、unknown、never、yes、identity,payment+、时刻
cli-arg-case-fact-source = 来源
cli-help-case-strike = 划去一条有误的记录；原文仍可查看
cli-arg-case-strike-event = 该记录在时间线中的序号
cli-help-case-evidence = 收存证据：文件内容封存到数据目录，摘要值和大小记入日志
cli-arg-case-evidence-files = 证据文件
cli-arg-case-evidence-name = 证据名称；缺省用文件名。仅用于单个文件
cli-arg-case-evidence-digest-only = 只登记摘要值和大小；原件留在保管处
cli-example-case-evidence =
    stanch case evidence 7 forum.zip mail.eml --data ./data --as technical_lead
    stanch case evidence 7 disk7.img --digest-only --held-by legal_lead --data ./data --as technical_lead
cli-case-evidence-one-name = --name 只能用于单个文件。请逐个收存，或使用文件各自的名称。
cli-help-case-evidence-out = 将封存的证据取出到新文件（权限 0600）；查看行为先记入日志
cli-arg-case-evidence-out-evidence = 证据编号，例如 E-1
cli-arg-case-evidence-out-out = 写入内容的新文件
cli-arg-case-evidence-out-reason = 查看理由；将记入日志，事件销毁后仍保留，请勿写入个人信息
cli-example-case-evidence-out =
    stanch case evidence-out 7 E-1 --out forum.zip --reason "与名册比对" --data ./data --as legal_lead
cli-case-evidence-out = { $evidence }（“{ $name }”，{ $bytes }）已取出至 { $path }。SHA-256 与收存时一致：{ $sha256 }。查看行为已记入日志。
cli-help-case-looks = 列出何人何时因何查看过该事件的证据
cli-case-looks-none = 还没有人查阅过本事件封存的证据或客户清单。
cli-case-looks-customers = { $customers } 名客户
cli-progress-sealing = 正在封存：{ $done } / { $total }，每秒 { $rate }，剩余 { $left }
cli-arg-case-evidence-held-by = 保管角色；缺省为当前角色
cli-help-case-custody = 移交证据
cli-arg-case-custody-evidence = 证据编号，例如 E-1
cli-arg-case-custody-to = 接收角色
cli-help-case-level = 决定级别
cli-arg-case-level-scale = 等级体系，例如 response
cli-arg-case-level-level = 级别
cli-help-case-warn = 发布预警
cli-arg-case-warn-grade = 预警等级
cli-help-case-renew = 预警续期
cli-help-case-watch = 转为重点监控
cli-help-case-declare = 启动应急响应
cli-arg-case-declare-level = 启动的级别
cli-help-case-accept = 接受建议，或确认预案自动启动的事项
cli-arg-proposal = 建议或其触发条件；只有一项待答复时可省略
cli-help-case-answer = 接受或否决建议
cli-arg-case-answer-answer = accept（接受）或 reject（否决）
cli-help-case-playbook = 展开处置方案
cli-arg-case-playbook-playbook = 处置方案
cli-help-case-task = 推进任务
cli-arg-case-task-task = 任务
cli-arg-case-task-to = take（领取）、do（进行）、block（受阻）或 done（完成）
cli-arg-case-task-note = 说明
cli-help-case-met = 说明一项义务已完成
cli-arg-obligation = 义务，或其中一个时限（hourly_report#3）
cli-help-case-file = 说明已上报
cli-arg-case-file-form = 报告表单
cli-help-case-pass = 审定给客户或公众的文本
cli-arg-notice = 告知文本
cli-arg-digest = 填妥字段后文本的 SHA-256
cli-help-case-sent = 说明告知已发出
cli-arg-case-sent-ways = 通过哪些渠道，如 app、sms、email；缺省为全部。全部告知之前，时限照走
cli-duty-told = 已告知：{ $told }；尚缺：{ $open }
cli-duty-fewer = 已告知 { $told }，而至少有 { $known }（{ $fact }）
cli-duty-met-in-part = 各渠道均已发出
cli-arg-case-sent-count = 发给多少人
cli-help-case-gate = 提出、复核、批准关口申请，或认定其中的条件不适用
cli-help-case-gate-propose = 提出关口申请
cli-help-case-gate-review = 复核已提出的关口申请
cli-help-case-gate-approve = 批准已复核的关口申请
cli-help-case-gate-waive = 认定某条件不适用
cli-arg-gate = 关口
cli-arg-case-gate-waive-condition = 条件
cli-help-case-moot = 说明一项义务不再适用
cli-help-case-adopt = 将事件改按另一份预案执行
cli-arg-case-adopt-plan = 要采用的预案包
cli-help-case-tick = 推进时间：提醒、记超时、安排到期事项
cli-help-case-close = 结案
cli-help-case-reopen = 重新立案
cli-help-case-show = 显示事件：下一步、时限、级别、任务、事实、关口、证据、记录
cli-help-case-as-of = 显示事件在过去某一时刻的记录状态
cli-arg-case-as-of-time = 时刻，例如 "2026-03-01 09:00"，或带时差
cli-help-case-list = 列出事件
cli-case-none = 还没有事件：用 `stanch case open` 立案。
cli-case-not-yet = 在 { $time } 时该事件尚无记录。
cli-case-done = ✓ 事件 { $number }（{ $id }）：已记录 { $count } 条。
cli-case-nothing-to-do = 事件 { $number }（{ $id }）：无事可做。
cli-case-heading = 事件 { $number } · { $title } · { $states }
cli-case-head = {"  "}{ $id } · { $plan } · { $events } 条记录 · 截至 { $as_of }（{ $zone }）
cli-case-unconfirmed = ▲ 由预案自动启动，尚未确认：任何内容不得对外发出。
cli-case-duties = 时限
cli-case-duties-over = {"  "}另有 { $count } 项已完成、不再适用或确认无此义务。
cli-duty-running = 进行中
cli-duty-soon = 将到期
cli-duty-late = 已超时
cli-duty-undetermined = 待定
cli-duty-missed = 超时未完成
cli-duty-met-late = 超时完成
cli-case-levels = 级别
cli-case-level = {"  "}{ $scale }：{ $level }
cli-case-facts = 已知事实
cli-case-facts-unknown = {"  "}另有 { $count } 项事实未知。
cli-case-gates = 关口
cli-gate-approved = ✓ 已批准 { $at }
cli-gate-lacking = – 首先缺少：{ $lacking }
cli-gate-open = 条件均已满足
cli-case-timeline = 记录
cli-case-earlier = {"  "}……此前还有 { $count } 条；JSON 中列出全部。

# backup, restore, doctor
cli-help-backup = 备份数据目录：日志和附件放一处，封装密钥放另一处
cli-arg-backup-target = 存放日志和附件的新目录
cli-arg-backup-keys = 存放封装密钥的新目录；缺省为 TARGET-keys
cli-backup-done =
    ✓ 已把 { $entries } 条记录和 { $blobs } 个附件（{ $bytes }）备份到 { $target }，封装密钥备份到 { $keys }。
    两处应分开保管，主密钥另行保管：它不在备份中。最新检查点：{ $checkpoint }；请交一份给可信的人。
cli-help-restore = 把备份恢复到新的数据目录，并与检查点比对
cli-arg-restore-target = 存放日志和附件的目录
cli-arg-restore-keys = 存放封装密钥的目录；缺省为 TARGET-keys
cli-arg-restore-checkpoint = 手中最新的检查点：可看出备份是否比它更旧
cli-restore-reaches = ✓ 已恢复 { $entries } 条记录；检查点所含的 { $witnessed } 条齐全且未改动。
cli-restore-not-compared = ▲ 已恢复 { $entries } 条记录。未给出检查点（--checkpoint），无法比对：不能判断这是否为最新状态。
cli-help-doctor = 检查数据目录的全部内容并指出问题；未经要求不作修复
cli-arg-doctor-checkpoint = 另行保存的检查点：可看出日志是否丢失了已见证的操作，或被改写
cli-doctor-evidence = 封存证据：{ $count } 个文件，{ $bytes }，均与收存时一致。
cli-doctor-swept = 打开目录时清除了中断操作遗留的 { $count } 个封存文件，没有任何条目提及它们。
cli-lost-end = ▲ 以下内容缺少最新的操作。{ $loss }
cli-doctor-still = 此目录无法写入，以下按其现状检查：中断操作遗留的内容既不补完，也不清除。
cli-doctor-witnessed = ✓ 日志包含该检查点覆盖的全部 { $size } 条，且未改动。
cli-doctor-looked =
    { $streams } 个流共 { $entries } 条记录；打开正文 { $opened } 份，有意销毁 { $destroyed } 份。
    本日志的公钥：{ $key }
cli-doctor-clock-step = ▲ 本机时钟曾从 { $from } 倒退到 { $to }；记录时间没有倒退。
cli-doctor-open = 所有者以外的人可以进入或读取 { $path }（权限 { $mode }）：请执行 chmod go= 收回。
cli-doctor-well = ✓ 未发现问题。
cli-doctor-mendable = ▲ 发现 { $count } 处问题。记录本身完好，出错的只是由记录推算出来的内容。请运行 “stanch doctor --rebuild”，按条目重新生成。
cli-doctor-rebuilt = ✓ 已按条目重新生成：损坏的哈希树分块 { $tiles } 个；{ $cases } 个案件的看板与到期时间。请再运行一次 “stanch doctor”，确认没有遗留问题。
cli-arg-doctor-rebuild = 重新生成由条目推算出来的内容：哈希树分块、看板、到期时间。若另有问题，则不作任何改动
cli-doctor-ill = ▲ 发现 { $count } 处问题：请保持目录原样，并从备份恢复。

cli-event-case-opened = 立案
cli-event-state-entered = 进入状态
cli-event-state-left = 离开状态
cli-event-case-reopened = 重新立案
cli-event-fact-stated = 陈述事实
cli-event-act-struck = 划去有误记录
cli-event-evidence-added = 收存证据
cli-event-leak-counted = 清点泄露数据
cli-event-custody-passed = 移交证据
cli-event-level-computed = 研判级别
cli-event-level-decided = 决定级别
cli-event-level-decision-lapsed = 级别决定失效
cli-event-proposal-made = 提出建议
cli-event-proposal-answered = 答复建议
cli-event-trigger-ceased = 触发条件消失
cli-event-warning-opened = 启动预警
cli-event-warning-decided = 决定预警去向
cli-event-response-declared = 启动应急响应
cli-event-start-confirmed = 确认启动
cli-event-obligation-started = 时限起算
cli-event-obligation-undetermined = 时限待定
cli-event-obligation-not-owed = 确认无此义务
cli-event-obligation-rescheduled = 时限变更
cli-event-obligation-warned = 即将到期
cli-event-obligation-missed = 已超时
cli-event-obligation-met = 已完成
cli-event-obligation-moot = 不再适用
cli-event-obligation-questioned = 是否仍需履行，待定
cli-event-role-paged = 呼叫
cli-event-playbook-started = 展开处置方案
cli-event-task-laid-out = 下达任务
cli-event-task-moved = 任务进展
cli-event-gate-condition-changed = 条件变化
cli-event-gate-condition-waived = 条件不适用
cli-event-gate-proposed = 提出申请
cli-event-gate-reviewed = 复核申请
cli-event-gate-approved = 批准申请
cli-event-gate-lapsed = 申请失效
cli-event-form-filed = 已上报
cli-event-notice-passed = 文本审定
cli-event-notice-pass-lapsed = 文本审定失效
cli-event-notice-sent = 已告知
cli-event-plan-adopted = 采用预案
cli-act-open = 立案
cli-act-fact = 陈述事实
cli-act-strike = 划去有误记录
cli-act-evidence = 收存证据
cli-act-custody = 移交证据
cli-act-decide-level = 决定级别
cli-act-warn = 启动预警
cli-act-renew = 预警续期
cli-act-watch = 转入重点监控
cli-act-declare = 启动应急响应
cli-act-accept = 接受
cli-act-answer = 答复
cli-act-playbook = 展开处置方案
cli-act-task = 任务进展
cli-act-met = 完成
cli-act-file = 上报
cli-act-pass = 审定文本
cli-act-notice-sent = 发送
cli-act-gate-propose = 提出
cli-act-gate-review = 复核
cli-act-gate-approve = 批准
cli-act-waive = 认定条件不适用
cli-act-moot = 认定不再适用
cli-act-adopt = 采用预案
cli-act-tick = 时间推移
cli-act-close = 结案
cli-act-reopen = 重新立案

cli-help-case-assess = 将泄露数据的分析结果记入事件：文件作为证据，计数作为事实，一次写入
cli-arg-case-assess-leaks = 泄露数据的文件或目录
cli-arg-case-assess-register = 客户名册
cli-arg-case-assess-keep = 将泄露数据的文件作为证据封存到数据目录；否则只登记摘要值和大小
cli-case-assess-changed = { $path } 在分析期间发生了变化：所计数的与将封存的内容不一致。未写入任何内容；请保持文件不变后重试。
cli-case-assess-needs-files = 记入事件的泄露数据必须是文件：管道读过即逝，无法作为证据。请先保存为文件。

cli-file-over-input = { $target } 会覆盖要读取的 { $input }。请为结果另选位置。
cli-assess-unknown-of = 已读部分中没有：{ $kinds }。未读部分是否含有，未知。

cli-case-waiting = ▲ 待决定（{ $proposal }）：{ $what }。接受：stanch case accept { $number } { $proposal } --reason … --as { $role }
cli-case-waiting-unknown = 其所依据的事实已被撤回或更正，条件现在是否成立尚不清楚。
cli-case-waiting-false = 其所依据的事实已被撤回或更正，条件现已不成立。

cli-zone-unknown = 环境变量 TZ 的值“{ $given }”不是任何时区。请设为 Asia/Shanghai 之类的时区名，或取消该变量。
cli-case-next = 下一步
cli-next-late =
    ▲ 已超时，应于 { $due } 完成（{ $left }）· { $doer }：{ $what }
    {"  "}→ { $command }
cli-next-soon =
    ▲ 将到期 { $due }（剩余 { $left }）· { $doer }：{ $what }
    {"  "}→ { $command }
cli-next-due =
    · { $due } 到期（剩余 { $left }）· { $doer }：{ $what }
    {"  "}→ { $command }
cli-next-tell =
    ▲ 至少 { $known }，已告知 { $told }，其余仍须告知：{ $what }
    {"  "}→ { $command }
cli-next-set-aside =
    ▲ 待确认或更正：“{ $fact }”{ $role }称 { $given }（第 { $event } 条）；在以下角色答复之前仍以 { $known } 为准：{ $who }
    {"  "}→ { $command }
cli-next-beyond =
    ▲ 二者必有一误：“{ $fact }”为 { $known }，而“{ $other }”为 { $most }；前者是后者的一部分，不可能更多。等级和时限仍分别以各自陈述为准
    {"  "}→ { $command }（{ $who }）
    {"  "}→ { $correct }（{ $others }）
cli-next-later =
    ▲ 二者必有一误：“{ $fact }”为 { $known }，而“{ $other }”为 { $most }；发现即为知悉。时限仍以前者的陈述为准；更正任何一项均须附证据
    {"  "}→ { $command } --evidence E-1（{ $who }）
    {"  "}→ { $correct } --evidence E-1（{ $others }）
cli-clock-behind = ▲ 本机时钟显示 { $now }，而本事件最新一条记录写于 { $recorded }。剩余时间从该记录起算。请校准时钟后再查看。
cli-told-fewer = ▲ 已告知 { $told }，而至少有 { $known }（{ $fact }）。义务是否履行按告知方式判定，不按人数。如还有人未告知，请继续告知并记录（stanch case sent）；如人数有误，请撤销该记录后重新填写。
cli-checkpoint-none = 文件 { $file } 不是本日志的检查点，未作核对：{ $why } 请给出本日志备份中的“checkpoint”文件。未作任何更改，这也不表示数据本身有问题。
cli-case-later-than = ▲ 晚于“{ $other }”（{ $known }），不可能如此：二者必有一误
cli-case-earlier-than = ▲ 早于“{ $other }”（{ $known }），不可能如此：二者必有一误
cli-later = ▲ 已记录，但与已知情况不能同时成立：“{ $fact }”为 { $known }，“{ $other }”为 { $most }；发现即为知悉。二者必有一误：何者可由谁更正，见“stanch case show”。
cli-case-more-than = ▲ 多于“{ $other }”（{ $known }），不可能如此：二者必有一误
cli-case-less-than = ▲ 少于“{ $other }”（{ $known }），不可能如此：二者必有一误
cli-beyond = ▲ 已记录，但与已知情况不能同时成立：“{ $fact }”为 { $known }，“{ $other }”为 { $most }；前者是后者的一部分。二者必有一误：何者可由谁更正，见“stanch case show”。
cli-next-ask = ? 请{ $who }答复：{ $question }（{ $fact }）
cli-level-decided = { $level }，由{ $role }决定（计算结果：{ $computed }）
cli-level-computed = { $level }，计算结果，尚未决定
cli-level-open = 至少 { $level }，可能升至 { $possible }；尚未决定
cli-level-unset = 未知：由人员设定，尚未设定（可由{ $who }设定）
cli-level-set = { $level }，由{ $role }设定
cli-level-unset-short = 未知
cli-case-contradicted = ▲ 说法不一，不计入：{ $role }称 { $given }（第 { $event } 条）
cli-case-evidence = 证据
cli-case-evidence-none = {"  "}尚无。登记文件：stanch case evidence { $number } 文件 --as 角色
cli-case-evidence-held = { $role }保管，自 { $from } 起
cli-case-tasks = 任务
cli-task-until = { $due } 前
cli-stage-open = · 待领取
cli-stage-taken = · 已领取
cli-stage-doing = · 进行中
cli-stage-blocked = ▲ 受阻
cli-stage-done = ✓ 已完成
cli-duty-settled-by = ? 待查明：{ $questions }
cli-gate-to-review = 已提出，待复核：{ $roles }
cli-gate-to-approve = 已提出并复核，待{ $role }批准
cli-role-clock = （时间）
cli-set-aside = ▲ 已记录，但不计入：“{ $fact }”已由有权答复者作出不同答复，仍以“{ $known }”为准。请向其确认：{ $who }
cli-fact-contradicts = ▲ “{ $fact }”自此以“{ $given }”为准，与{ $role }此前所述“{ $older }”（第 { $event } 条）矛盾。请核实何者正确，并附证据记录。
cli-fact-after-known = ▲ 已记录，但“{ $fact }”{ $given } 晚于知悉时间（第 { $event } 条），而事件发生之前不可能知悉。任何时限都不因此延后；请附证据更正有误的一项。
cli-fact-later = ▲ 已记录，但“{ $fact }”仍为 { $known }：此类时间以最早的陈述为准（第 { $event } 条）。如该条有误，由陈述者附证据收回，或附证据划去（stanch case strike … --evidence E-1）。
cli-fact-weaker = ▲ 已记录，但结论不变：“{ $fact }”仍为“{ $known }”，所述“{ $given }”未增加新内容。
cli-help-plan-show = 列出预案的内容，以及命令中可用的标识
cli-arg-plan-show-pack = 预案包目录，例如 plans/cn-b2c
cli-arg-plan-show-what = roles（角色）、facts（事实）、scales（等级体系）、triggers（触发条件）、obligations（义务）、gates（关口）、playbooks（处置方案及任务）、forms（报告表单）、notices（告知文本）、drills（演练）、choices（取舍）；不给出则列出各有多少
cli-example-plan-show =
    stanch plan show plans/cn-b2c roles
    stanch plan show plans/cn-b2c facts --lang zh
cli-arg-plan-check-choices = 列出预案所有者尚未确认的取舍
cli-plan-heading = { $title }（{ $id }），版本 { $version }，时区 { $zone }
cli-plan-roles = 角色（--as 角色）及其权限
cli-plan-facts = 事实、由谁答复、可如何陈述
cli-plan-scales = 等级体系及其级别
cli-plan-triggers = 触发条件
cli-plan-obligations = 义务：承办角色、时限、条款
cli-plan-gates = 关口（由谁提出、复核、批准）及其条件
cli-plan-playbooks = 处置方案及其任务：承办角色、时限
cli-plan-forms = 报告表单
cli-plan-notices = 告知文本及审定角色
cli-plan-drills = 演练
cli-plan-choices = 取舍：原预案未写明、自相矛盾或残缺之处
cli-choice-confirmed = 已确认
cli-choice-open = ▲ 待确认
cli-plan-choices-counted = ▲ 有 { $count } 项取舍待预案所有者确认：`stanch plan check { $pack } --choices` 可逐项列出。
cli-plan-choices-listed = ▲ 有 { $count } 项取舍待预案所有者确认。确认时在 choices.yaml 中该项旁写上 `confirmed: yes`。
cli-unit-records = 条
cli-unit-identifiers = 个
cli-unit-persons = 人
cli-unit-customers = 人
cli-unit-percent = %

cli-report-gaps = ▲ “{ $form }”有 { $count } 项必填内容缺失或未知。报告中已写明，可先行报出；一经查明请尽快补报：
cli-report-gap = {"  "}? { $label }：{ $who }
cli-report-next = 已起草下一份到期的报告：“{ $form }”（{ $id }），时限 { $due }。{ $rest ->
    [0] {""}
   *[other] 其他表单请用 --form 指定：{ $others }
}
cli-report-none-due = 目前没有待报送的报告。已起草“{ $form }”（{ $id }）。{ $rest ->
    [0] {""}
   *[other] 其他表单请用 --form 指定：{ $others }
}
cli-report-written = 报告：{ $path }
cli-notice-written = 文本：{ $path }
cli-report-needs-out = DOCX 文件不能输出到终端：请指明写到何处，例如 --out report.docx。
cli-help-case-report = 根据事件已知内容起草上报材料
cli-arg-case-report-form = 报告表单；缺省为下一份到期的报告（stanch plan show 预案包 forms）
cli-arg-case-report-role = 报送角色；缺省为承办该义务的角色
cli-arg-case-report-format = text、html 或 docx；缺省按 --out 的扩展名，否则为 text
cli-arg-case-report-out = 写入该文件（仅所有者可读）
cli-arg-case-report-filed = 取回某次报送的文本并核对摘要（1 为首次）；退出码：相符 0，不符 1，无从判断 3
cli-report-not-filed = 本事件中“{ $form }”共报送 { $count } 次，没有第 { $given } 次。请从 1 起编号。
cli-report-filed-gone = “{ $form }”第 { $given } 次报送的文本已无法重新生成：当时的预案没有这份表单。请取用当时发出的留存件。
cli-example-case-report =
    stanch case report 1 --data ./data
    stanch case report 1 --data ./data --form first_report_regulator --out report.docx
cli-help-serve = 为数据目录提供网页服务，直至收到停止信号。
cli-example-serve =
    stanch serve --data ./data --plan plans/cn-b2c --listen 127.0.0.1:8080
cli-arg-serve-listen = 监听的地址与端口；端口 0 表示任一空闲端口。对外提供服务时，前面须有支持 TLS 的服务器。
cli-arg-serve-plan = 立案所用的预案包；未给出时用最近存入的预案。
cli-arg-serve-behind-tls = 浏览器经 TLS 访问：Cookie 仅用于 TLS。
cli-arg-serve-proxy-header = 前置代理服务器用来注明真实访问者地址的标头。未指定时，经该代理访问的所有人按同一地址计。
cli-arg-serve-proxy = 该代理服务器连接本服务时所用的地址；未指定时为本机任一地址。来自其他地址的该标头一律不采信。
cli-serve-listens = 网页地址：{ $address }。按 Ctrl+C 停止。
cli-serve-first-link = 尚未登记任何人员。请在一天内打开此链接一次并设定密码（登录名“keeper”）：{ $link }
cli-serve-first-keeper = 人员名单管理人
cli-serve-no-plan = 此数据目录尚未存有预案。请指定预案包：--plan plans/cn-b2c。
cli-serve-cannot-listen = 无法在 { $address } 监听：{ $why }。请用 --listen 指定其他地址，或停止占用者。
cli-serve-no-signals = 系统无法提供信号：{ $why }。网页服务已停止。
cli-help-people = 管理可登录人员的名单。
cli-help-people-add = 登记人员，并给出其一次性链接。
cli-help-people-list = 列出已登记人员。
cli-help-people-link = 给某人新的一次性链接。
cli-example-people =
    stanch people add li.wei --name 李伟 --role legal_lead --data ./data
    stanch people list --data ./data
cli-arg-login = 登录时输入的名称：字母 a–z、数字及 . - _ @
cli-arg-people-add-name = 姓名。
cli-arg-people-add-role = 可以行事的预案角色，可多次给出。
cli-arg-people-add-keeper = 管理人员名单。
cli-people-link = 给{ $name }的一次性链接，一天内有效；请接在服务器地址之后：{ $link }
cli-people-line = { $login } · { $name } · { $roles }{ $keeper ->
    [yes] {" · 名单管理人"}
   *[no] {""}
}{ $retired ->
    [yes] {" · 已离开"}
   *[no] {""}
}
cli-people-none = 尚未登记任何人员。请用 `stanch people add` 登记第一位，或启动 `stanch serve`。
cli-people-unknown = 没有登录名为“{ $given }”的人员。请查看 `stanch people list`。
cli-arg-serve-register = 客户名册（CSV），用于比对上传的泄露文件。
cli-case-destroyed = 已销毁：密钥已永久删除
# 泄露数据中的客户
cli-help-case-customers = 报告泄露数据涉及名册中的多少客户，并可导出清单（权限 0600）；查阅先行记录
cli-arg-case-customers-out = 清单文件：以 .xlsx 结尾为电子表格，以 .csv 结尾为 CSV，否则为 JSON Lines
cli-arg-case-customers-reason = 查阅原因；将被记录，事件销毁后仍保留，勿写个人信息
cli-example-case-customers =
    stanch case customers 7 --data /srv/stanch --out customers.jsonl --reason "寄送告知信" --as customer_lead
cli-case-customers = 本事件的泄露数据涉及名册客户 { $customers } 名：确认 { $exact } 名，疑似 { $near } 名。至少 { $least } 人。
cli-case-customers-out = 清单已写入 { $path }，仅您可读。查阅已记录。
cli-case-assess-no-list = 名册来自管道，读完即无：已清点客户人数，但未留存客户清单。如需清单，请以文件形式给出名册。
# Fields written by hand, and filings
cli-event-field-written = 填写栏目
cli-act-write = 填写栏目
cli-help-case-write = 填写报告或告知文本中须人工填写的栏目
cli-arg-case-write-paper = form（报告表单）或 notice（告知文本）
cli-arg-case-write-of = 表单或告知文本，如 customer_notice
cli-arg-case-write-field = 栏目，如 hotline
cli-arg-case-write-text = 内容；留空即撤回原先所写
cli-example-case-write =
    stanch case write 7 notice customer_notice hotline "400 800 0000，全天候" --as customer_lead --data /srv/stanch
cli-arg-case-file-channel = 报送渠道：平台、邮件、即时通讯等
cli-arg-case-file-receipt = 回执编号或时间
# 发往客户的信函。
cli-help-case-letters = 以电子邮件向客户发信，并显示信函状态
cli-arg-case-letters-notice = 向事件所涉客户发送该告知（文本已经法务审定）的信函
cli-arg-smtp = 邮件中继，按其证书上的名称填写；不在本机时须用 TLS，见 --smtp-tls
cli-arg-from = 发件地址；退信回到该地址
cli-arg-case-letters-connections = 同时连接数（1 至 32，默认 4）
cli-arg-smtp-tls = 与中继之间的 TLS：starttls（通常 587 端口）、implicit（通常 465 端口）或 none；缺省：本机为 none，其他机器为 starttls。将校验证书，绝不改发明文
cli-arg-smtp-ca = 受信任机构的证书（PEM）；缺省取本机所存
cli-arg-smtp-user = 登录中继的用户名；中继不在本机时仅在 TLS 下发送
cli-arg-smtp-password-file = 首行为其口令的文件；须仅本人可读（权限 0600）
cli-password-file-open = 口令文件 { $path } 可被他人读取（权限 { $mode }）。请设为仅本人可读：chmod 600 { $path }
cli-password-file-empty = 口令文件 { $path } 的首行没有口令。
cli-arg-smtp-in-clear = 允许信函以明文经网络到达中继
cli-arg-case-letters-sender = 收件人看到的发件方名称
cli-arg-case-letters-tongue = 信函语言标签（zh-Hans、en）；默认：该告知的第一种语言
cli-arg-case-letters-field = 手工填写字段的内容；可多次给出
cli-arg-case-letters-completes = 信函发送完毕即视为该告知已发出：其他方式已完成或无需采用，理由如下
cli-arg-case-letters-again = 对先前批次中确定发送失败的客户再次发送
cli-arg-case-letters-bounce = 记录该邮件所退回的信函；可多次给出
cli-arg-case-letters-settle = 记录对不确定信函的查证结果：accepted（已受理）或 not-sent（未发出）
cli-arg-case-letters-number = 不确定信函的编号（存在此类信函的最新批次）；默认：全部
cli-arg-case-letters-withdraw = 撤回等待中的信函；这些客户可另行发信
cli-arg-case-letters-reason = 理由，记入留痕
cli-example-case-letters =
    stanch case letters 1 --data ./data
    stanch case letters 1 --data ./data --notice customer_notice --smtp 127.0.0.1:25 --from notice@example.com --field hotline=400-000-0000 --as customer_lead
    stanch case letters 1 --data ./data --settle accepted --reason "见于中继日志" --as customer_lead
cli-letters-field = “{ $given }”不是“字段=内容”。请写成 FIELD=TEXT，例如 hotline=400-000-0000。
cli-letters-listed = 待发信函 { $letters } 封；无可用地址或需先核对的客户 { $without } 人；因已有或可能已有信函而略过 { $already } 人；因先前发送失败而略过 { $failed } 人（--again 可再次发送）。
cli-letters-progress = 已处理 { $done } / { $letters } 封，受理 { $accepted } 封，被拒 { $refused } 封
cli-letters-put-off = 中继暂缓 { $count } 封信函；最早可于 { $at } 重试，届时请再次执行同一命令。
cli-letters-bounced = 记录退信 { $noted } 封，略过邮件 { $passed } 封。
cli-letters-bounce-before = “{ $path }”所指信函未被受理，或已记录为退信。
cli-letters-bounce-none = “{ $path }”未说明本数据目录的任何信函被永久退回。
cli-letters-settled = 已确认不确定信函 { $count } 封。
cli-letters-not-uncertain = 本事件没有编号为 { $numbers } 的不确定信函。不确定信函见“stanch case letters CASE”。
cli-letters-withdrawn = 已撤回信函 { $count } 封。
cli-letters-none = 本事件尚未发送信函。
cli-letters-customer = 客户号
cli-letters-number = 信函序号
cli-letters-code = 应答码
cli-letters-message-id = Message-ID
cli-letters-wave = { $notice }，{ $state }（批次 { $wave }）
cli-letters-listing = 列名单时中断
cli-letters-released = 发送中
cli-letters-ended = 已结束
cli-letters-more = …… 另有 { $count } 封：--json 列出全部
cli-level-evidence = （{ $evidence }）

# 补记的操作；审定前所读的告知文本。
cli-told-not-counted = ▲ 记录中已写明该操作于 { $told } 作出。由其起算或终止的事项，仍自记录时（{ $recorded }）起计。
cli-act-clock-behind = ▲ 记录时间为 { $recorded }：记录已到该时刻，而本机时钟为 { $now }。请核对时钟。如果错的是记录的时间，说明此前有操作是在错误的时钟下完成的：何时见 `case show`。
cli-fact-takes-away = ▲ “{ $other }”{ $known } 早于该时刻，因此不再视为已知：须由有权答复者重新陈述。请询问：{ $who }
cli-help-case-notice = 阅读告知文本的现行内容、空缺栏目，以及审定时所用的摘要
cli-arg-case-notice-notice = 告知文本；不写则列出全部
cli-arg-case-notice-tongue = 只显示该语言的文本；缺省显示发出时的各语言文本，审定一并涵盖
cli-arg-case-notice-format = text、html 或 docx；缺省按 --out 的扩展名，否则为 text。html 与 docx 只含一种语言：--tongue 所指，否则为读者的语言
cli-arg-case-notice-out = 写入此文件（仅所有者可读）
cli-example-case-notice =
    stanch case notice 1 --data DIR
    stanch case notice 1 customer_notice --data DIR
    stanch case pass 1 customer_notice --digest … --data DIR --as legal_lead
cli-notice-passed = 已审定
cli-notice-not-passed = 未审定
cli-case-texts = 对客户和公众的文本
cli-text-told = 已告知
cli-text-told-ways = { $at }，{ $count } 人：{ $ways }
cli-text-told-all-ways = { $at }，{ $count } 人，全部渠道
cli-notice-language = { $title } · { $language }
cli-notice-gaps = ▲ { $count } 个必填栏目有空缺：
cli-notice-gap = {"  "}? { $label }（{ $field }）：{ $how }
cli-notice-ask = 请询问{ $who }
cli-notice-write = stanch case write { $number } notice { $notice } { $field } TEXT --as ROLE
cli-notice-digest = 现行文本的摘要：{ $digest }
cli-notice-pass = 由{ $role }审定：stanch case pass { $number } { $notice } --digest { $digest } --as { $id }
cli-notice-is-passed = 此文本已审定。
cli-notice-no-language = 该告知没有“{ $given }”文本。发出语言：{ $known }。
cli-pass-read = { $why }阅读：stanch case notice { $number } { $notice }

# 演练所用的目录。
cli-drill-shown = 此目录存放的是演练，时间为虚拟时间：所示为演练结束时（{ $end }）的情况，其后不再推进。
cli-drill-listed = 此目录存放的是演练，时间为虚拟时间。

# 只作开关的选项。
cli-usage-takes-no-value = “{ $argument }”不带值，却给出了“{ $given }”。请单独写该选项。
cli-case-time-moved = 自上次操作以来，时间本身带来了 { $count } 项变化：已显示在下方，将由下一次操作或“stanch case tick { $number } --as ROLE”写入记录。
cli-case-time-unknown = 距上次操作时间过长，其间的变化未予显示。请先写入记录：“stanch case tick { $number } --as ROLE”。
