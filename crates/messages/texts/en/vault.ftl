# What the room `vault` says.
