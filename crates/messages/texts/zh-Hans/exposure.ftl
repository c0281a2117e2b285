# What the room `exposure` says.
