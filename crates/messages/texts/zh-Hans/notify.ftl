# 发往客户的信函。
notify-relay-unreachable = 无法连接邮件中继 { $address }：{ $cause }。未发出任何信函。请检查地址，并确认中继正在运行。
notify-relay-would-be-clear = 邮件中继 { $address } 位于另一台机器，信函和口令将以明文经过网络。未发出任何信函。请改用本机上的中继；如果该网络由本单位掌控，可加上 --smtp-in-clear。
notify-relay-no-smtp = { $address } 应答的并非 SMTP，或连接一再中断。尚未开始的信函继续等待；结果不明的信函列为“不确定”。请检查中继后再次发送。
notify-relay-refused = 邮件中继拒绝了 { $asked }：“{ $said }”。该问题涉及所有信函，其余信函未发出，仍在等待。请与中继管理员处理后再次发送。
notify-relay-no-sign-in = 邮件中继 { $address } 未提供可用的登录方式（支持 AUTH PLAIN）。未发出任何信函。
notify-relay-name = “{ $given }”不能用作发件地址或向中继报出的本机名称。请填写形如 notice@example.com 的地址。
notify-held = 这些信函不得发出：{ $why }
notify-no-such-notice = 预案中没有通知“{ $given }”。“stanch plan show”列出全部通知。
notify-language = 该通知没有“{ $given }”文本。现有语言：{ $known }。
notify-broken = 无法读取已保存的内容：{ $why }
