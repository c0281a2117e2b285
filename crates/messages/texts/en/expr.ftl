# What the room `expr` says: faults of expressions in plans and laws. What was given, what was expected, what to do.

# Types, inside other sentences.
expr-type-bool = yes or no
expr-type-int = a number
expr-type-enum = one word of “{ $name }”
expr-type-set = a set of words of “{ $name }”
expr-type-instant = a moment
expr-type-elapsed = a length of time
expr-type-word = a word in quotes
expr-type-list = a list

# The text itself.
expr-too-long = The expression has { $given } bytes; at most { $most } are allowed. Split it into several conditions.
expr-too-deep = Parentheses, calls and signs stand more than { $most } deep inside one another. Take some of them out.
expr-too-many-parts = The expression makes more than { $most } comparisons. Split it into several conditions.
expr-empty = There is no expression here. Write a condition such as persons > 100_000; write true for “always”.
expr-strange-character = The character “{ $given }” ({ $code }) means nothing in an expression. Remove it.
expr-other-spelling = “{ $given }” is not written so in this language. Write { $write } instead.
expr-not-in-language = “{ $given }” does not exist in this language: there is no division, multiplication, fraction, “if … then … else”, null, index or field of a value. Say it with comparisons joined by && and ||.
expr-unclosed-text = The quote opened here is never closed. Put the same quote behind the word.
expr-escape-in-text = Words in quotes cannot hold a backslash or a control character. Write the word as it stands in its list.
expr-bad-number = “{ $given }” is not a whole number as it is written here. Write digits, with single _ between groups if you like: 100_000.
expr-number-too-large = “{ $given }” is beyond the largest number. Write a smaller one.
expr-unknown-unit = “{ $given }” is no unit of time. Write s, min, h or d right behind the number: 30min, 72h, 5d; for “1 h 30 min” write 90min.
expr-unfinished = The expression ends where a value is expected. Finish it.
expr-not-a-value = A value is expected here, and “{ $given }” is none. Put a fact, number, word in quotes or condition before it, or remove it.
expr-missing-operator = Two values follow each other: something is missing before “{ $given }”. Put && (and), || (or) or a comparison between them.
expr-unclosed = “{ $opened }” is opened here and never closed. Close it where it ends.
expr-unopened = “{ $given }” closes something that was not opened. Remove it, or open it where it begins.
expr-chained = Comparisons cannot be chained. Write both and join them: 1 < n && n < 5.
expr-level-needs-at-least = What level is asked for is missing. Write: level(scale) at least x.

# What it means.
expr-unknown-name = There is no fact “{ $given }”. Use a fact of the catalogue, or declare this one there.
expr-unknown-name-near = There is no fact “{ $given }”. Did you mean “{ $nearest }”?
expr-quote-the-word = “{ $given }” is a word of a list, not a fact. Put it in quotes: "{ $given }".
expr-unknown-scale = There is no scale “{ $given }”. The scales are: { $known }.
expr-unknown-level = The scale “{ $scale }” has no level “{ $given }”. Its levels, mildest first: { $known }.
expr-unknown-word = “{ $given }” is not in the list “{ $list }”. Meant may be: { $known }.
expr-unknown-call = There is no call “{ $given }”. The calls are at_least, since, level … at least, complete and known.
expr-unknown-call-near = There is no call “{ $given }”. Did you mean “{ $nearest }”? The calls are at_least, since, level … at least, complete and known.
expr-bad-arguments = This call is not written like that. Write: { $form }.
expr-bad-at-least = at_least needs a number from 1 to { $conditions }, the count of the conditions behind it; “{ $given }” is none.
expr-not-a-condition = A condition is expected here, and this is { $given }. Compare it with something.
expr-cannot-compare = These cannot be compared: on the left { $left }, on the right { $right }. Compare things of the same kind.
expr-no-order = There is no before and after, less or more between the values of { $given }. Use ==, != or in.
expr-cannot-add = These cannot be added or subtracted: { $left } and { $right }.
expr-two-choices = Two facts with words cannot be compared with each other. Compare each with words in quotes.
expr-bad-in = “in” asks whether a word is in a set ("identity" in classes), or whether a fact is one of a list (cause in ["intrusion", "insider"]). Write it like one of these.
expr-no-fact = No fact takes part here, so that the words mean nothing. Put a fact on one side.
expr-bad-list = A list stands only behind “in”, and must not be empty: cause in ["intrusion", "insider"].
expr-counted-twice = The fact “{ $fact }” stands twice in one sum. Use each fact once in a comparison.
expr-long-sum = More than { $most } facts are added up. Take some out, or declare a fact for their total.
expr-always-true = This comparison is always true: by their declared ranges, the facts give { $least } to { $greatest }. Correct the number, or the range in the catalogue.
expr-always-false = This comparison is never true: by their declared ranges, the facts give { $least } to { $greatest }. Correct the number, or the range in the catalogue.
expr-constant-true = This comparison is always true, whatever the facts are. Correct it, or write true.
expr-constant-false = This comparison is never true, whatever the facts are. Correct it, or write false.

# Declarations of facts and scales.
expr-schema-bad-name = “{ $name }” cannot name a fact or scale. Use letters a–z, digits, _ and dots, beginning with a letter, and no word of the language itself.
expr-schema-declared-twice = “{ $name }” is declared twice. Rename one of the two.
expr-schema-empty-range = The fact “{ $name }” could have no value: its least, { $min }, is above its greatest, { $max }. Exchange them.
expr-schema-word-count = “{ $name }” has { $given } words; it needs 1 to { $most }.
expr-schema-bad-word = “{ $word }” cannot be a word of “{ $name }”: it is empty, stands there twice, or holds a quote, backslash or control character. Choose another.
expr-schema-too-many-facts = { $given } facts are declared; at most { $most } are possible.

# Checks over all facts.
expr-too-many-cells = Not checked: after { $budget } combinations of values there were still more. Use fewer different facts in one expression.
expr-part-of-sum = Not checked: the fact is added to or subtracted from others, so that its effect cannot be looked at alone.
