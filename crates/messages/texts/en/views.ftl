# What the room `views` says.
