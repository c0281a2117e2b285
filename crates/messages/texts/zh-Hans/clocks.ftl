# What the room `clocks` says.
