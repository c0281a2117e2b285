# What the room `desk` says.
