# `expr` 室的文字：预案与法规中表达式的错误。说明写了什么、应该是什么、怎么改。

# 类型，嵌在其他句子里。
expr-type-bool = 是否
expr-type-int = 数字
expr-type-enum = “{ $name }”中的一项
expr-type-set = “{ $name }”中若干项的集合
expr-type-instant = 时刻
expr-type-elapsed = 时长
expr-type-word = 引号中的词
expr-type-list = 列表

# 文字本身。
expr-too-long = 表达式有 { $given } 字节，最多允许 { $most } 字节。请拆成几个条件。
expr-too-deep = 括号、函数和符号嵌套超过 { $most } 层。请减少嵌套。
expr-too-many-parts = 表达式中的比较超过 { $most } 个。请拆成几个条件。
expr-empty = 这里没有表达式。请写一个条件，例如 persons > 100_000；若要“始终成立”，请写 true。
expr-strange-character = 字符“{ $given }”（{ $code }）在表达式中没有意义，请删除。
expr-other-spelling = “{ $given }”在这里应写作 { $write }，请改为 { $write }。
expr-not-in-language = 本语言中没有“{ $given }”：没有乘除、小数、条件选择、null、下标和取字段。请用 && 和 || 连接比较来表达。
expr-unclosed-text = 此处的引号没有闭合。请在词后补上同样的引号。
expr-escape-in-text = 引号中的词不能含反斜杠或控制字符。请照列表中的原样书写。
expr-bad-number = “{ $given }”不是这里可用的整数写法。请写数字，可用单个 _ 分组：100_000。
expr-number-too-large = “{ $given }”超出最大的数。请写小一些的数。
expr-unknown-unit = “{ $given }”不是时间单位。请在数字后紧接 s、min、h 或 d：30min、72h、5d；1 小时 30 分请写 90min。
expr-unfinished = 表达式在应有值的地方结束了。请写完整。
expr-not-a-value = 此处应为一个值，而“{ $given }”不是。请在它前面补上事实、数字、引号中的词或条件，或将其删除。
expr-missing-operator = 两个值相连，“{ $given }”前缺少内容。请在中间写 &&（并且）、||（或者）或比较符号。
expr-unclosed = 此处的“{ $opened }”没有闭合。请在结尾处补上。
expr-unopened = “{ $given }”没有对应的开头。请删除，或在开头处补上。
expr-chained = 比较不能连写。请分开写再连接：1 < n && n < 5。
expr-level-needs-at-least = 没有写明是哪一级。请写：level(scale) at least x。

# 含义。
expr-unknown-name = 没有名为“{ $given }”的事实。请使用事实目录中的名称，或先在目录中声明。
expr-unknown-name-near = 没有名为“{ $given }”的事实。是否想写“{ $nearest }”？
expr-quote-the-word = “{ $given }”是列表中的词，不是事实。请加引号："{ $given }"。
expr-unknown-scale = 没有名为“{ $given }”的级别体系。现有：{ $known }。
expr-unknown-level = 级别体系“{ $scale }”中没有“{ $given }”级。各级由轻到重：{ $known }。
expr-unknown-word = 列表“{ $list }”中没有“{ $given }”。可能想写：{ $known }。
expr-unknown-call = 没有函数“{ $given }”。可用的有 at_least、since、level … at least、complete 和 known。
expr-unknown-call-near = 没有函数“{ $given }”。是否想写“{ $nearest }”？可用的有 at_least、since、level … at least、complete 和 known。
expr-bad-arguments = 该函数不是这样写的。请写：{ $form }。
expr-bad-at-least = at_least 的第一个值须为 1 到 { $conditions } 之间的数（其后条件的个数），而不是“{ $given }”。
expr-not-a-condition = 此处应为条件，而这里是{ $given }。请将它与某个值比较。
expr-cannot-compare = 两者无法比较：左边是{ $left }，右边是{ $right }。请比较同类的内容。
expr-no-order = { $given }的值之间没有先后或大小。请用 ==、!= 或 in。
expr-cannot-add = { $left }与{ $right }不能相加减。
expr-two-choices = 两个取词的事实不能互相比较。请分别与引号中的词比较。
expr-bad-in = “in”用于判断某词是否在集合中（"identity" in classes），或某事实是否为列表中的一项（cause in ["intrusion", "insider"]）。请照此书写。
expr-no-fact = 这里没有事实参与，引号中的词没有意义。请在一边写上事实。
expr-bad-list = 列表只能写在“in”之后，且不能为空：cause in ["intrusion", "insider"]。
expr-counted-twice = 事实“{ $fact }”在一个加减式中出现了两次。一个比较中每个事实只用一次。
expr-long-sum = 相加减的事实超过 { $most } 个。请减少，或为其合计声明一个事实。
expr-always-true = 该比较永远成立：按声明的范围，其值在 { $least } 到 { $greatest } 之间。请更正数字，或更正目录中的范围。
expr-always-false = 该比较永远不成立：按声明的范围，其值在 { $least } 到 { $greatest } 之间。请更正数字，或更正目录中的范围。
expr-constant-true = 无论事实如何，该比较都成立。请更正，或直接写 true。
expr-constant-false = 无论事实如何，该比较都不成立。请更正，或直接写 false。

# 事实与级别体系的声明。
expr-schema-bad-name = “{ $name }”不能作为事实或级别体系的名称。请用字母 a–z、数字、_ 和点，以字母开头，且不得是本语言的保留词。
expr-schema-declared-twice = “{ $name }”声明了两次。请给其中一个改名。
expr-schema-empty-range = 事实“{ $name }”无值可取：最小值 { $min } 大于最大值 { $max }。请对调。
expr-schema-word-count = “{ $name }”有 { $given } 个词，应为 1 到 { $most } 个。
expr-schema-bad-word = “{ $word }”不能作为“{ $name }”中的词：它为空、重复，或含引号、反斜杠、控制字符。请换一个。
expr-schema-too-many-facts = 声明了 { $given } 个事实，最多 { $most } 个。

# 对全部事实的检查。
expr-too-many-cells = 未检查：看过 { $budget } 种取值组合后仍有剩余。请减少一个表达式中不同事实的数量。
expr-part-of-sum = 未检查：该事实与其他事实相加减，无法单独看它的作用。
