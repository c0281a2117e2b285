# 发往客户的信函。
notify-relay-unreachable = 无法连接邮件中继 { $address }：{ $cause }。未发出任何信函。请检查地址，并确认中继正在运行。
notify-relay-would-be-clear = 邮件中继 { $address } 位于另一台机器，信函将以明文经过网络。未发出任何信函。请去掉“--smtp-tls none”，改用 TLS；如果该网络由本单位掌控，可加上 --smtp-in-clear。
notify-relay-no-smtp = { $address } 应答的并非 SMTP，或连接一再中断。尚未开始的信函继续等待；结果不明的信函列为“不确定”。请检查中继后再次发送。
notify-relay-refused = 邮件中继拒绝了 { $asked }：“{ $said }”。该问题涉及所有信函，其余信函未发出，仍在等待。请与中继管理员处理后再次发送。
notify-relay-no-sign-in = 邮件中继 { $address } 未提供可用的登录方式（支持 PLAIN 和 LOGIN）。未发出任何信函。
notify-relay-name = “{ $given }”不能用作发件地址或向中继报出的本机名称。请填写形如 notice@example.com 的地址。
notify-held = 这些信函不得发出：{ $why }
notify-no-such-notice = 预案中没有告知“{ $given }”。“stanch plan show”列出全部告知。
notify-language = 该告知没有“{ $given }”文本。现有语言：{ $known }。
notify-broken = 无法读取已保存的内容：{ $why }
notify-state-queued = 等待发送
notify-state-deferred = 中继暂缓，稍后重试
notify-state-sending = 发送中
notify-state-accepted = 中继已受理
notify-state-refused = 被拒：确定未受理
notify-state-uncertain = 不确定：无法确认是否受理，不会自动重发
notify-state-bounced = 退信
notify-state-without-address = 无法发信：没有可用地址，或需人工先行核对；请以其他方式告知

# 与中继之间的 TLS。
notify-tls-not-built = 与中继之间需要 TLS，但当前版本未包含。未发出任何信函。请用“cargo build --release -p cli --features smtp-tls”构建，或把信函交给本机上自带 TLS 的中继。
notify-tls-not-offered = 中继“{ $address }”未提供 STARTTLS。未以明文发送任何内容，信函继续等待。请改用从首字节起的 TLS（--smtp-tls implicit，通常为 465 端口），或修复中继。若以往提供过，则可能有人在途中去掉了该选项。
notify-tls-injected = 中继“{ $address }”同意 STARTTLS 之后，线路上仍有明文内容，可能是有人在途中插入。未发出任何信函，信函继续等待。请检查到中继的网络。
notify-tls-broken = 未能与中继“{ $address }”建立 TLS：{ $cause }。未发出任何信函，信函继续等待。请核对端口与 TLS 方式是否对应（starttls 为 587，implicit 为 465）。
notify-tls-certificate = 拒绝中继“{ $address }”的证书：{ $why }。未发出任何信函，信函继续等待。
notify-tls-expired = 证书已过期。请更新证书，并核对本机时钟
notify-tls-not-yet = 证书尚未生效。请核对本机时钟
notify-tls-other-name = 证书不属于“{ $name }”。请按证书上的名称指定中继
notify-tls-untrusted = 签发者不受本机信任。若由本单位自建机构签发，请用 --smtp-ca 指定该机构的证书文件
notify-tls-revoked = 证书已被吊销。请重新签发
notify-tls-other = { $cause }
notify-tls-trust = 受信任机构文件“{ $path }”无法使用：{ $cause }。未发出任何信函。应为至少含一份证书的 PEM 文件。
notify-tls-no-certificate = 其中没有可用的证书
notify-tls-nobody-trusted = 在系统惯常存放之处未找到受信任机构文件。未发出任何信函。请用 --smtp-ca 指定。
notify-password-in-clear = 邮件中继 { $address } 位于另一台机器，用户名和口令将以明文经过网络。未发出任何信函。请在 TLS 下登录：去掉 --smtp-in-clear 和 --smtp-tls none。
notify-relay-address = “{ $given }”不是邮件中继的地址。请写主机名和端口，例如 relay.example:587。
