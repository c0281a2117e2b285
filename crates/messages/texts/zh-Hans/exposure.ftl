# What the room `exposure` says.
exposure-no-leak = 未指定泄露文件。请至少给出一个文件，或用“-”表示标准输入。
exposure-register-unreadable = 无法读取客户名册“{ $path }”。{ $cause }请提供客户名册的 CSV 文件。
exposure-register-without-identifier = 客户名册“{ $path }”中没有可指向个人的列。请提供至少含有手机号、电子邮箱、身份证号、银行卡号之一，或同时含有姓名与出生日期的 CSV 文件。
exposure-temp-unusable = 临时文件目录不可用：{ $cause }。请释放空间或另行指定目录。
exposure-list-unwritable = 无法写入名单“{ $path }”：{ $cause }。请指定有写入权限的目录中的文件。
exposure-invariant-broken = 本次评估的校验和不符（{ $what }：应为 { $expected }，实为 { $found }），因此不给出任何数字。请连同程序版本报告此问题。
exposure-file-unreadable = 文件未能读完：{ $cause }。
exposure-kind-not-read = 本版本不读取“{ $kind }”类型的文件。请先解压或转换为 CSV、SQL 转储或文本，再进行评估。
exposure-charset-not-read = 本版本不读取 { $charset } 编码的文本。请先转换为 UTF-8，再进行评估。
exposure-undecodable-bytes = 有 { $bytes } 个字节不是该文件字符集中的字符，其原意不明。
exposure-truncated = 文件在一条语句中间结束，说明文件不完整。此前的完整行均已计入；断开的一行未计入，缺失部分的内容未知。请索取完整的导出文件。
exposure-file-empty = 文件为空（0 字节）。如为导出、复制或下载所得，请重新操作。
exposure-dump-not-completed = 该转储由导出程序生成，正常应以“Dump completed”一行结尾，但未见此行，文件很可能已被截断。现有内容已计入；请取得完整的转储文件。
exposure-unclosed-quote = 有一个引号未闭合。其后的值已找到，但各行的边界无法确定。
exposure-statement-too-long = 有一条非 INSERT 语句过长，未能完整读取。
exposure-no-register = 未提供客户名册。
exposure-register-without-customers = 未能从客户名册“{ $path }”读出任何客户，因此泄露涉及多少客户未知。请提供每行一位客户的 CSV 文件。
exposure-basis-records = 至少含有一个个人信息值的行。
exposure-basis-persons = 按共有标识合并记录得出；可能同属一人的记录，下限合计一人，上限逐条计入；上限另计可能属于他人的记录和标识。
exposure-basis-customers = 泄露数据中出现的名册客户（每名只计一次）：下限为按标识确切匹配者，上限另计近似匹配者。
exposure-basis-customers-partial = 在客户名册中找到的客户（名册仅部分可读）：下限为按标识确切匹配者。
exposure-basis-at-least = 因并非所有字节和数值都能读取，此数为下限。{ $basis }
exposure-key-points-at-no-person = 其键在泄露数据中不指向任何人。
exposure-key-points-at-several = 其键指向多人。
exposure-name-alone = 只有姓名，没有其他个人信息。
exposure-no-identifier-and-no-name = 既无标识也无姓名，且没有键指向任何人。
exposure-damaged-values = 号码列中有 { $values } 个单元格是 1.38E+10 这类科学计数形式：文件泄露之前，表格软件已丢掉部分数字。这些值不作猜测，也不计入。请查找更早的文件副本。

# Kinds of personal values
exposure-kind-cn-id = 居民身份证号
exposure-kind-phone = 电话、传真
exposure-kind-email = 电子邮箱
exposure-kind-card = 银行卡号
exposure-kind-address = 地址
exposure-kind-name = 姓名
exposure-kind-birth-date = 出生日期
exposure-kind-national-id = 其他身份证件或社会保障号码
exposure-kind-passport = 护照号码
exposure-kind-driver-licence = 驾驶证号码
exposure-kind-tax-number = 个人税号
exposure-kind-account = 银行账号

# Values that were values once, and what is not looked for
exposure-masked-values = 有 { $values } 个单元格已脱敏（如 138****1234）：泄露前其中一部分已被隐去。脱敏值不单独计为一个值，也不用于合并人员；人数上限已计入。
exposure-failing-values = 号码列或邮箱列中有 { $values } 个单元格无法读出有效值：未通过校验、写法无法识别、录入错误、编造，或被表格软件舍入（常以 0000 结尾）。不计为有效值；人数上限已计入。
exposure-same-file = 与“{ $path }”内容完全相同，只计一次。
exposure-not-looked-for-text = 不在正文中查找姓名、出生日期和地址，只在列和键中查找。
exposure-not-looked-for-classes = 密码、健康信息和生物特征只在列名或键名写明时才计数；不查找交易记录，也不判断是否为未成年人：没有计数不等于没有。
exposure-not-looked-for-numbers = 护照、驾驶证、税号、其他国家或地区的证件号，以及 IBAN 以外的银行账号，只在列名写明时才能识别。

# 读取时未能识别为行的内容
exposure-rows-not-understood = 此转储中有语句以无法识别的方式写入数据。其中的文本已检索，但哪些值属于同一条记录无从得知。请将相关表导出为 CSV，或导出为普通的 INSERT … VALUES 语句后重新评估。
exposure-rows-elsewhere = 此文件中的语句从另一个文件载入数据（LOAD DATA INFILE、BULK INSERT 或 COPY FROM），数据行不在本文件内。请找到该文件并一并评估。
exposure-mixed-charsets = 有 { $bytes } 字节所用字符编码与文件其余部分不同，其中的姓名和地址已被误读。请将文件统一转换为一种编码后重新评估。
exposure-encoded-parts = 此文件中的邮件带有附件，或有无法解码的部分（base64 或 quoted-printable），其内容未知。请将附件另存为文件、将邮件导出为纯文本，再对其重新评估。
exposure-file-blank = 文件中只有空白字符。如为导出、复制或下载所得，请重新操作。
exposure-json-cut = 文件在一个对象中间结束，说明文件不完整。现有内容已计入，缺失部分的内容未知。请索取完整的文件。
exposure-json-broken = 此文件有部分内容不是有效的 JSON。其中的值已找到，但哪些值属于同一条记录无从得知。请重新导出，或修复后重新评估。
exposure-xml-broken = 文件中有些部分不是有效的 XML，或其含义取决于文件内的定义（程序不解析此类定义）。其中的值已找到，但无法判断哪些属于同一条记录。请重新导出，或修复后重新评估。
exposure-json-columns = 此 JSON 按列存放（每列一个列表），而不是每条记录一个对象。其中的值已找到，但哪些值属于同一条记录无从得知。请导出为记录列表后重新评估。
# 按列名识别的类别
exposure-kind-credential = 密码与登录信息
exposure-kind-health = 健康信息
exposure-kind-biometric = 生物识别信息

# 人员清单
exposure-class-identity = 身份信息
exposure-class-contact = 联系方式
exposure-class-payment = 支付凭证
exposure-class-location = 住址
exposure-match-exact = 确认
exposure-match-near = 疑似
exposure-match-differs = 姓名或出生日期不符
exposure-match-several = 可能对应多名客户
exposure-match-name-and-birth = 姓名和出生日期
exposure-match-name-and-address = 姓名和地址
exposure-list-certain = 是
exposure-list-not-certain = 否

# 没有列名的列
exposure-undecided-values = 没有列名的列中有 { $values } 个单元格可能是看不出国家或地区的电话号码，也可能是姓名或个人号码。不计为有效值；人数上限已计入。请为各列加上列名（如“姓名”“电话”“出生日期”）后重新评估。
