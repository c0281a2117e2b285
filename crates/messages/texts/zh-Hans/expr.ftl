# What the room `expr` says.
