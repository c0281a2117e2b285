# `clocks` 室的文字。
clocks-out-of-range = 时限（{ $months } 个月加 { $seconds } 秒）超出可计算的年份（最晚 9999 年）。检查预案中的时限和计时起点。
