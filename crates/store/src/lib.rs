//! Streams and bytes in SQLite behind one small interface: append, read, board and due rows, wrapped keys.
#![forbid(unsafe_code)]
