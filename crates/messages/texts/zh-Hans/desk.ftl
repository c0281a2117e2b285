# `desk` 室的文字。
desk-no-right = { $role }无权执行此操作：缺少“{ $right }”的权限。本预案中具备该权限的角色：{ $held }。
desk-right-of-nobody = { $role }无权执行此操作：缺少“{ $right }”的权限，而本预案没有任何角色具备该权限。请在预案中把它授予某个角色，再由案件采用新预案。
desk-unknown-role = 本预案没有角色“{ $role }”。最接近的有：{ $known }。
desk-unknown-case = 该数据目录中没有事件“{ $given }”，或缩写编号对应多个事件。请给出事件序号或完整编号。
desk-folder-is-a-drill = 该数据目录存放的是演练。演练与真实事件须使用不同目录。
desk-folder-is-real = 该数据目录存放的是本单位的正式日志。演练须另用目录。
desk-damaged = 存储内容自相矛盾：{ $what } { $place ->
    [doctor] 请恢复最新备份。
   *[elsewhere] 请对该目录运行 `stanch doctor`，并从备份恢复。
}
desk-not-a-checkpoint = 给出的内容不是本日志的检查点：{ $why } 请给出本日志备份中的检查点。
desk-no-customers = 本事件还没有任何泄露数据与客户名册比对过，无从得知涉及哪些客户。请用 --register 名册.csv 清点泄露数据，或在 serve 时给出名册。
desk-customer-list-damaged = 客户清单格式有误，一概不予采用。
desk-customer-list-damaged-after = 客户清单在客户 { $after } 之后格式有误，一概不予采用。
desk-customer-too-long = 名册中某一客户超过 1 MiB，这不是客户名册。请检查名册各列后重新清点。
desk-look-needs-reason = 查看证据须说明理由。理由将记入日志，事件销毁后仍会保留，请勿写入个人信息。
desk-evidence-held-elsewhere = { $evidence }（“{ $name }”）只登记了摘要和大小，原件存放在别处。请向保管人索取，或不带 `--digest-only` 重新收存该文件。
desk-evidence-differs = { $evidence } 的封存内容与收存时不一致，未交出任何内容。请运行 `stanch doctor`，并恢复最新备份。
desk-evidence-missing = { $stream } 中 { $evidence } 的封存文件 { $blob } 无法读取：{ $why } 请从备份中找回。
desk-evidence-altered = { $stream } 中 { $evidence } 的封存文件 { $blob } 与收存时的内容不一致。请从备份中找回。
desk-evidence-unreferenced = 目录中有封存文件 { $blob }，但没有任何条目提及它。
desk-evidence-not-sealed = 某项操作提到了并非为其封存的文件。这是程序缺陷。
desk-unread = 待收存的文件无法读取：{ $cause }。未收存任何内容。
desk-keys-know-other-log = 密钥最后写入时，日志前 { $size } 条的根与现在不同：这不是这些密钥对应的日志，或日志已被改写。
desk-log-behind-checkpoint = 日志有 { $size } 条，而所给检查点覆盖 { $witnessed } 条：已见证的操作丢失了。请查找该目录更新的副本，不要继续使用此目录。
desk-log-not-of-checkpoint = 日志在前 { $size } 条之内与所给检查点不符：日志已被改写，或该检查点属于另一份各自演变的副本。
desk-nothing-put-back = 未向 { $target } 恢复任何内容：{ $why }
desk-no-such-versions = 该事件没有这些记录：{ $given }。其记录为 1 至 { $last }（见 `stanch case show`）。
desk-no-such-size = 日志共 { $size } 条，从未有过大小为 { $given } 的检查点。大小见检查点第二行。
desk-backup-incomplete = 备份缺少 { $path }。请给出 `stanch backup` 写成的目录，并用 `--keys` 给出存放其密钥的目录。
desk-busy = 他人持续修改同一事件，本次未写入任何内容，请重试。
desk-behind-checkpoint = 恢复后的日志有 { $size } 条，而检查点覆盖 { $witnessed } 条。此备份早于已见证的记录，请查找更新的备份。
desk-unsound = 此日志已损坏，不得使用；发现 { $findings } 处问题，第一处：{ $first } 请对该目录运行 `stanch doctor` 查看全部问题，并改用其他备份恢复。
desk-file = 文件 { $path } 无法读写：{ $cause }。
desk-not-yet = { $given } 尚未到来，现在是 { $now }。请给出更早的时间。
desk-newer = 第 { $position } 号条目（种类 { $kind }，版本 { $shape }）由更新版本的 stanch 写入。请用该版本查看和处理此事件；其他事件不受影响。
desk-no-reason = 销毁事件无法撤销：请说明理由。
desk-entry-damaged = 第 { $position } 号条目与其哈希不符。
desk-time-out-of-range = 时间或数字超出日志可记录的范围。
desk-no-randomness = 系统无法提供随机数，因此无法加密封存。
desk-log-has-no-beginning = 日志缺少起始条目。
desk-plan-not-stored = 摘要为 { $digest } 的预案未存入此日志。
desk-stored-plan-unreadable = 已存入的预案无法读取：{ $why }
desk-stream-broken = 第 { $position } 号条目与事件流 { $stream } 中的前一条不相衔接。
desk-stream-ends = 流 { $stream } 止于版本 { $found }，而其登记为 { $head }：末尾的条目被移除，或被添入。
desk-log-short = 日志登记有 { $size } 条，实际只有 { $found } 条。
desk-tree-differs = { $size } 条条目的哈希树与条目本身不符。
desk-checkpoint-differs = { $size } 条条目的检查点与哈希树不符。
desk-tiles-differ = 有 { $count } 个哈希树分块与条目不符，第一个是 “{ $first }”。由它们生成的证明将是错误的。
desk-rows-differ = 案件 { $case } 的看板与到期时间与其记录不符：案件可能不出现在列表中，时限到期也可能无人提醒。
desk-number-differs = 案件 { $case } 在看板上编号为 { $found }，但按立案先后应为 { $number }：按编号查找会打开另一个案件。
desk-last-number-differs = 日志记载的最新案件编号为 { $found }，而实际立案 { $number } 件：下一个案件会得到错误的编号，或者得不到编号。
desk-number-in-doubt = 看板上的编号 { $number }（案件 { $case }）与立案先后不符：`log.db` 曾被他人改动，该编号可能指另一个案件。请用案件标识指明案件。`stanch doctor --rebuild` 可重新编号。
desk-rows-of-nothing = 看板或到期时间中有 “{ $case }”，但日志中没有这个案件。
desk-restored-differs = 恢复后的日志在前 { $size } 条之内与检查点不符。
desk-body-unreadable = 第 { $position } 号条目的内容无法读取：{ $why }
desk-body-differs = 第 { $position } 号条目的内容与其封面所载的种类或版本不符。
desk-drill-without-opening = 演练须从立案开始：第一步应为 `open`。
desk-drill-never-rests = 仅时间推移就使该事件不断变化；预案中某项周期性义务没有期限。
desk-expected-accepted = 该步骤应被接受
desk-expected-refused = 该步骤应被拒绝
desk-expected-met = { $obligation } 按时完成
desk-expected-missed = { $obligation } 超时未完成
desk-expected-due = { $obligation } 的时限为 { $due }
desk-expected-level = { $at } 时 { $scale }：确定 { $certain }，可能 { $possible }
desk-expected-state = { $at } 时事件处于 { $state }
desk-found-accepted = 实际被接受
desk-found-refused = 被拒绝：{ $why }
desk-found-met = { $count ->
    [one] 按时完成
   *[other] 按时完成 { $count } 次
}
desk-found-late = 超时 { $count } 次
desk-found-not-met = 未完成
desk-found-missed = 超时未完成 { $count } 次
desk-found-not-missed = 没有超时
desk-found-due = 时限为 { $due }
desk-found-no-clock = 从未计时
desk-found-no-level = 未计算级别
desk-found-level = 确定 { $certain }，可能 { $possible }
desk-found-states = 处于 { $states }
desk-people-not-keeper = 只有人员名单的管理人可以修改名单。请联系管理人，或联系管理这台机器的人。
desk-people-login = “{ $given }”不能作为登录名。请用 1 至 64 个小写字母 a–z、数字或 . - _ @，例如“li.wei”。
desk-people-login-taken = 登录名“{ $given }”已被使用，或曾属于已离开的人。登录名只给一个人，旧的操作才始终归属原作者。请换一个。
desk-people-no-name = 人员需要姓名，同事才知道与谁共事。请填写姓名。
desk-people-unknown = 没有“{ $given }”这个人（或其已离开）。请查看人员名单。
desk-people-last-keeper = 这样就没有人管理人员名单了。请先指定另一位管理人。
desk-people-unreadable = 本单位日志流中的条目“{ $kind }”无法读取。{ $place ->
    [doctor] 请恢复最新备份，或改用写入它的版本读取。
   *[elsewhere] 请运行 `stanch doctor`。
}

desk-no-such-wave = 没有信函批次“{ $given }”。事件的告知页列出各批次。
desk-wave-under-way = 该告知的信函已在发送（批次 { $wave }）。请先发送完毕或撤回，再开始新的批次。
# 恢复到目录
desk-target-not-empty = 未向 { $target } 恢复任何内容：其中有不属于数据目录的内容：{ $found }{ $more ->
    [0] 。
   *[other] {" "}等，另有 { $more } 项。
}请给出新目录或空目录（可预先放入 keys/master.key）。
