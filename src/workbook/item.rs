//! The items of a workbook seen as one sort of thing: what can be added,
//! changed, moved and removed, each under its id.

use std::sync::Arc;

use super::{
    Alternative, Claim, Contradiction, Criterion, Finding, Measurement, Person, Profile, Question,
    Requirement, Source, Workbook,
};

macro_rules! items {
    ($($kind:ident($list:ident), $word:literal;)+) => {
        /// An item, whole.
        #[derive(Debug, Clone, PartialEq)]
        #[allow(missing_docs, reason = "each variant is named as its type")]
        pub enum Item {
            $($kind(Box<$kind>),)+
        }

        /// What sort of item something is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each variant is named as its type")]
        pub enum Kind {
            $($kind,)+
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind,)+];

            /// Name of the list of such items, in the model and in the file.
            pub fn list(self) -> &'static str {
                match self { $(Self::$kind => stringify!($list),)+ }
            }

            /// The kind as the window calls it.
            pub fn word(self) -> &'static str {
                match self { $(Self::$kind => $word,)+ }
            }
        }

        impl Item {
            /// The item's kind and id.
            pub fn reference(&self) -> ItemRef {
                match self {
                    $(Self::$kind(item) => ItemRef { kind: Kind::$kind, id: item.id.as_str().to_owned() },)+
                }
            }

            /// Puts the item in place of the one with its id, or at the end.
            pub(super) fn put(self, workbook: &mut Workbook) {
                match self {
                    $(Self::$kind(item) => {
                        let list = Arc::make_mut(&mut workbook.$list);
                        match list.iter_mut().find(|other| other.id == item.id) {
                            Some(other) => *other = *item,
                            None => list.push(*item),
                        }
                    })+
                }
            }
        }

        impl ItemRef {
            /// The item itself.
            pub fn get(&self, workbook: &Workbook) -> Option<Item> {
                match self.kind {
                    $(Kind::$kind => workbook.$list.iter()
                        .find(|item| item.id.as_str() == self.id)
                        .map(|item| Item::$kind(Box::new(item.clone()))),)+
                }
            }

            /// Takes the item out; false when there is none.
            pub(super) fn take_out(&self, workbook: &mut Workbook) -> bool {
                match self.kind {
                    $(Kind::$kind => {
                        let Some(at) = workbook.$list.iter().position(|item| item.id.as_str() == self.id) else {
                            return false;
                        };
                        Arc::make_mut(&mut workbook.$list).remove(at);
                        true
                    })+
                }
            }

            /// Moves the item before another of its kind, or to the end; false
            /// when one of them is missing.
            pub(super) fn move_before(&self, workbook: &mut Workbook, before: Option<&str>) -> bool {
                match self.kind {
                    $(Kind::$kind => {
                        let list = Arc::make_mut(&mut workbook.$list);
                        let Some(from) = list.iter().position(|item| item.id.as_str() == self.id) else {
                            return false;
                        };
                        let item = list.remove(from);
                        let to = match before {
                            None => Some(list.len()),
                            Some(id) => list.iter().position(|item| item.id.as_str() == id),
                        };
                        list.insert(to.unwrap_or(from), item);
                        to.is_some()
                    })+
                }
            }
        }

        $(impl From<$kind> for Item {
            fn from(item: $kind) -> Self {
                Self::$kind(Box::new(item))
            }
        })+
    };
}

items! {
    Person(people), "person";
    Question(questions), "question";
    Requirement(requirements), "requirement";
    Alternative(alternatives), "option";
    Criterion(criteria), "criterion";
    Profile(profiles), "profile";
    Source(sources), "source";
    Claim(claims), "claim";
    Contradiction(contradictions), "contradiction";
    Measurement(measurements), "load run";
    Finding(findings), "finding";
}

/// An item by kind and id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemRef {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
}

impl ItemRef {
    /// A reference to the item of this kind and id.
    pub fn new(kind: Kind, id: impl AsRef<str>) -> Self {
        Self { kind, id: id.as_ref().to_owned() }
    }

    /// What a person calls the item: its name, or the start of its text, or
    /// its id where it does not exist.
    pub fn name(&self, workbook: &Workbook) -> String {
        let text = match self.get(workbook) {
            Some(Item::Person(item)) => item.name,
            Some(Item::Question(item)) => item.text,
            Some(Item::Requirement(item)) => item.text,
            Some(Item::Alternative(item)) => item.name,
            Some(Item::Criterion(item)) => item.name,
            Some(Item::Profile(item)) => item.name,
            Some(Item::Source(item)) => item.title,
            Some(Item::Claim(item)) => item.text,
            Some(Item::Contradiction(item)) => item.topic,
            Some(Item::Measurement(item)) => item.label,
            Some(Item::Finding(item)) => item.text,
            None => String::new(),
        };
        let text = if text.trim().is_empty() { self.id.clone() } else { text };
        match text.char_indices().nth(60) {
            Some((end, _)) => format!("{}…", text[..end].trim_end()),
            None => text,
        }
    }
}
