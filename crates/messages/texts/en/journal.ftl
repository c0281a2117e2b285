# What the room `journal` says.
