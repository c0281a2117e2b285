# What the room `messages` says.
messages-unknown-language = “{ $given }” is not a language this product speaks. Give one of: { $known }.
