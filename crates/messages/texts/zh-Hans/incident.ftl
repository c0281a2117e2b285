# `incident` 室的文字。
incident-already-open = 该事件已经打开。如需另开事件，使用新的编号。
incident-not-open = 尚无此事件。先给出标题，打开事件。
incident-closed = 事件已关闭。如需补充，先说明理由并重新打开。
incident-not-closed = 事件未关闭，无需重新打开。
incident-other-plan = 事件锁定的预案摘要是 { $pinned }，给出的预案摘要是 { $given }。使用锁定的预案，或明确采用新预案。
incident-same-plan = 事件已在使用这份预案。给出要采用的预案文件夹。
incident-no-reason = 此处需要理由，但没有给出。用几句话说明原因。
incident-unconfirmed = 事件由预案自动启动，尚无人确认：在此期间不得上报，也不得向客户发出任何文字。先接受或驳回该建议。
incident-no-such = 此处没有 { $kind }“{ $given }”。可用：{ $known }。
incident-missing-argument = “{ $command }”缺少“{ $argument }”。以 { $argument }=… 的形式给出。
incident-unknown-argument = “{ $command }”不接受“{ $given }”。可用：{ $known }。
incident-unreadable = 无法将“{ $given }”读作 { $argument }。应为：{ $expected }
incident-bad-value = “{ $given }”不是事实 { $fact } 的有效值。应为：{ $expected }
incident-in-future = { $what } 给出的时间 { $given } 晚于当前时间（{ $now }）。给出已经过去的时刻，并核对日期和时区。
incident-before-start = 给出的时间是 { $given }，而 { $what } 自 { $from }（{ $start }）起算，不可能在此之前办理。核对日期和时区；如果起算时间有误，先附证据更正。
incident-correction-needs-evidence = { $fact } 已记为 { $stands }（第 { $position } 条），所有时限都以它为据。更正须附证据：先登记证据，再写明编号（evidence=E-1）。
incident-cannot-strike = 第 { $position } 条不是有效的事实陈述、履行记录或任务完成记录，不能划除。编号见时间线。
incident-other-role = 角色 { $role } 无权执行此操作。有权的角色：{ $allowed }。
incident-wrong-state = “{ $command }”适用于处于以下状态的事件：{ $needs }。当前状态：{ $holds }。
incident-which-proposal = 写明要答复的建议。待答复：{ $waiting }。
incident-already-answered = 建议 { $proposal } 已有答复。如需改变，另行决定（warn、declare、watch）。
incident-already-laid-out = 处置手册 { $playbook } 已展开。继续执行其任务。
incident-task-done = 任务 { $task } 已完成。后续工作另立任务。
incident-task-waits = 任务 { $task } 须在 { $first } 之后进行，后者尚未完成。先完成前一项。
incident-not-running = { $obligation } 当前没有在计的时限。应办事项见义务清单。
incident-met-otherwise = { $obligation } 不能仅凭声明履行，须通过以下操作：{ $how }。
incident-gate-not-met = 关口 { $gate } 不能通过：条件 { $condition } 未满足。相关事实：{ $facts }。
incident-gate-unknown = 关口 { $gate } 不能通过：条件 { $condition } 是否满足尚不清楚。需要查明的事实：{ $facts }。
incident-not-proposed = 关口 { $gate } 没有待审的建议，或所提内容已经变化。先（重新）提出。
incident-already-reviewed = { $role } 已复核关口 { $gate }。每个角色只复核一次。
incident-review-missing = 关口 { $gate } 尚缺 { $role } 的复核。
incident-not-waivable = 预案不允许免除关口 { $gate } 的条件 { $condition }，必须满足。
incident-close-by-gate = 本预案通过关口 { $gate } 关闭事件。在该关口提出。
incident-not-passed = 文本 { $notice } 未经审核通过，或审核后已有改动。先由 { $role } 审核通过。
incident-still-owed = { $clock } 尚未履行。先履行或说明不再需要，再关闭事件。
incident-chases-itself = 预案在此处无法得出稳定结果：{ $items } 互相改变对方的判定。未作任何更改。请修正预案中的这些规则（plan check），再切换到修正后的预案。
incident-too-many = 从 { $from } 起算，{ $obligation } 至今到期已超过 { $most } 次。如果时间填错，请更正；如果确实过了这么久，请先让时间推进到当前（tick，反复执行至不再有变化），再重做本操作。
incident-expected-digest = SHA-256 摘要，64 位十六进制数字。
incident-expected-number = 非负整数。
incident-expected-answer = accept（接受）或 reject（驳回）。
incident-expected-stage = take（领取）、do（进行）、block（受阻）或 done（完成）。
incident-expected-bool = yes（是）、no（否）或 unknown（未知）。
incident-expected-int = { $min } 至 { $max } 之间的数，如 120000、>=120000、<=500、10000..50000，或 unknown（未知）。
incident-expected-elapsed = 时长，如 15min、72h、5d、>=72h，或 unknown（未知）。
incident-expected-instant = 时刻，如 2026-03-01T09:00+08:00、2026-03-01T09:00（按预案时区）、never（从未）或 unknown（未知）。
incident-expected-enum = 以下之一：{ $words }；可能有几种时以逗号分隔；或 unknown（未知）。
incident-expected-set = 从 { $words } 中选取，以逗号分隔；末尾加 + 表示“至少这些”，!词 表示“确定不含”，none（无）或 unknown（未知）。
incident-newer-shape = 此记录由更新的版本写入：{ $kind }，形态 { $shape }。现转为只读，升级程序后方可继续。
incident-malformed = 无法读取类型为 { $kind } 的记录：{ $fault }。未作任何改动；检查数据文件夹。
