# What the room `documents` says.
