//! JSON objects read strictly: nothing twice, nothing lost.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

/// The members of an object in their order, doubles kept: the usual map would silently take the last.
pub(crate) struct Object(pub(crate) Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Object, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Object(members))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

/// The first member that occurs a second time.
pub(crate) fn first_twice(members: &[(String, Value)]) -> Option<&str> {
    let mut seen = BTreeSet::new();
    members.iter().map(|(name, _)| name.as_str()).find(|name| !seen.insert(*name))
}
