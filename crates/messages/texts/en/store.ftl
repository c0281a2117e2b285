# What the room `store` says.
