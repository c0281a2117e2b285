# What the room `clocks` says.
clocks-out-of-range = A term of { $months } months and { $seconds } seconds leads beyond the years that can be counted (up to 9999). Check the term in the plan and the start of the clock.
