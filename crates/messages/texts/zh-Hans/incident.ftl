# What the room `incident` says.
