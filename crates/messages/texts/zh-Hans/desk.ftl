# `desk` 室的文字。
desk-no-right = 岗位“{ $role }”无权执行此操作：缺少权限“{ $right }”。本预案中具备该权限的岗位：{ $held }。
desk-unknown-role = 本预案没有岗位“{ $role }”。可选：{ $known }。
desk-unknown-case = 该数据目录中没有事件“{ $given }”，或缩写编号对应多个事件。请给出事件序号或完整编号。
desk-folder-is-a-drill = 该数据目录存放的是演练。演练与真实事件须使用不同目录。
desk-folder-is-real = 该数据目录存放的是本单位的正式日志。演练须另用目录。
desk-damaged = 存储内容自相矛盾：{ $what } 请对该目录运行 `stanch doctor`，并从备份恢复。
desk-busy = 他人持续修改同一事件，本次未写入任何内容，请重试。
desk-behind-checkpoint = 恢复后的日志有 { $size } 条，而检查点覆盖 { $witnessed } 条。此备份早于已见证的记录，请查找更新的备份。
desk-file = 文件 { $path } 无法读写：{ $cause }。
desk-not-yet = { $given } 尚未到来，现在是 { $now }。请给出更早的时间。
desk-entry-damaged = 第 { $position } 号条目与其哈希不符。
desk-time-out-of-range = 时间或数字超出日志可记录的范围。
desk-no-randomness = 系统无法提供随机数，因此无法加密封存。
desk-log-has-no-beginning = 日志缺少起始条目。
desk-plan-not-stored = 摘要为 { $digest } 的预案未存入此日志。
desk-stored-plan-unreadable = 已存入的预案无法读取：{ $why }
desk-stream-broken = 第 { $position } 号条目与事件流 { $stream } 中的前一条不相衔接。
desk-tree-differs = { $size } 条条目的哈希树与条目本身不符。
desk-checkpoint-differs = { $size } 条条目的检查点与哈希树不符。
desk-restored-differs = 恢复后的日志在前 { $size } 条之内与检查点不符。
desk-body-unreadable = 第 { $position } 号条目的内容无法读取：{ $why }
desk-body-differs = 第 { $position } 号条目的内容与其封面所载的种类或版本不符。
desk-drill-without-opening = 演练须从立案开始：第一步应为 `open`。
desk-drill-never-rests = 仅时间推移就使该事件不断变化；预案中某项周期性义务没有期限。
desk-expected-accepted = 该步骤应被接受
desk-expected-refused = 该步骤应被拒绝
desk-expected-met = { $obligation } 按时完成
desk-expected-missed = { $obligation } 逾时未完成
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
desk-found-missed = 逾时 { $count } 次
desk-found-not-missed = 未逾时
desk-found-due = 时限为 { $due }
desk-found-no-clock = 从未计时
desk-found-no-level = 未计算级别
desk-found-level = 确定 { $certain }，可能 { $possible }
desk-found-states = 处于 { $states }
