//! Who is in the leak: leak files and a register become identifiers, records, persons, matches and counts.

