//! From our types to stored ones and back, field by field.

use jiff::Timestamp;

/// A type with a stored form.
pub(super) trait Wire: Sized {
    /// The stored form.
    type Stored;
    /// As it is stored.
    fn store(&self) -> Self::Stored;
    /// As it was stored.
    fn load(stored: Self::Stored) -> Self;
}

macro_rules! as_it_is {
    ($($type:ty),*) => {$(
        impl Wire for $type {
            type Stored = $type;
            fn store(&self) -> $type {
                self.clone()
            }
            fn load(stored: $type) -> $type {
                stored
            }
        }
    )*};
}
// `plan::State` is stored by its word, which plans use too and never change.
as_it_is!(String, bool, u8, u32, u64, i64, Timestamp, plan::State, (String, String));

impl<T: Wire> Wire for Vec<T> {
    type Stored = Vec<T::Stored>;
    fn store(&self) -> Self::Stored {
        self.iter().map(Wire::store).collect()
    }
    fn load(stored: Self::Stored) -> Self {
        stored.into_iter().map(T::load).collect()
    }
}

impl<T: Wire> Wire for Option<T> {
    type Stored = Option<T::Stored>;
    fn store(&self) -> Self::Stored {
        self.as_ref().map(Wire::store)
    }
    fn load(stored: Self::Stored) -> Self {
        stored.map(T::load)
    }
}

/// A stored struct with the fields of one of ours, in the order they are written.
macro_rules! stored {
    ($name:ident = $of:path { $($field:ident: $type:ty),* $(,)? }) => {
        #[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(in crate::stored) struct $name {
            $(pub(in crate::stored) $field: <$type as crate::stored::wire::Wire>::Stored),*
        }
        impl crate::stored::wire::Wire for $of {
            type Stored = $name;
            fn store(&self) -> $name {
                $name { $($field: crate::stored::wire::Wire::store(&self.$field)),* }
            }
            fn load(stored: $name) -> $of {
                $of { $($field: <$type as crate::stored::wire::Wire>::load(stored.$field)),* }
            }
        }
    };
}

/// A stored word for each case of one of our enums.
macro_rules! words {
    ($name:ident = $of:path { $($case:ident),* $(,)? }) => {
        #[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub(in crate::stored) enum $name { $($case),* }
        impl crate::stored::wire::Wire for $of {
            type Stored = $name;
            fn store(&self) -> $name {
                use $of as Of;
                match self { $(Of::$case => $name::$case),* }
            }
            fn load(stored: $name) -> $of {
                use $of as Of;
                match stored { $($name::$case => Of::$case),* }
            }
        }
    };
}
pub(super) use {stored, words};
