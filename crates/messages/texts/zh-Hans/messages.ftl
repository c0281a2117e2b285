# `messages` 室的文字。
messages-unknown-language = “{ $given }”不是本产品支持的语言。可选：{ $known }。
