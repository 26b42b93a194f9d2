//! Ids: short names made once, never positions.
//!
//! An id is what other items, other people's files and git refer to, so it
//! never changes when a name does. Each kind of item has its own id type; all
//! are a shared string of 1 to 64 characters from `a-z 0-9 - _`, beginning
//! with a letter or a digit.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Longest id in characters.
pub const MAX_ID_LENGTH: usize = 64;

/// Why a text is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Nothing, or only characters that an id cannot hold.
    #[error("an id needs at least one letter or digit")]
    Empty,
    /// More than [`MAX_ID_LENGTH`] characters.
    #[error("an id has at most {MAX_ID_LENGTH} characters, this one has {0}")]
    TooLong(usize),
    /// A character outside `a-z 0-9 - _`, or a sign in first place.
    #[error(
        "an id consists of a-z, 0-9, - and _ and begins with a letter or digit; {0:?} does not"
    )]
    Shape(String),
}

fn checked(text: &str) -> Result<Arc<str>, IdError> {
    if text.is_empty() {
        return Err(IdError::Empty);
    }
    let length = text.chars().count();
    if length > MAX_ID_LENGTH {
        return Err(IdError::TooLong(length));
    }
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let sound = text.chars().all(|c| plain(c) || c == '-' || c == '_') && text.starts_with(plain);
    if sound { Ok(Arc::from(text)) } else { Err(IdError::Shape(text.to_owned())) }
}

/// A slug of `name` that no id in `taken` has yet: lower case, words joined by
/// hyphens, a number added where needed. Never empty.
pub fn fresh_slug<'a>(name: &str, fallback: &str, taken: impl Iterator<Item = &'a str>) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
        if slug.len() >= MAX_ID_LENGTH - 8 {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    let slug = if slug.is_empty() { fallback } else { slug };
    let taken: std::collections::BTreeSet<&str> = taken.collect();
    if !taken.contains(slug) {
        return slug.to_owned();
    }
    let mut number = 2_usize;
    loop {
        let candidate = format!("{slug}-{number}");
        if !taken.contains(candidate.as_str()) {
            return candidate;
        }
        number += 1;
    }
}

macro_rules! id_types {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes `text` as an id.
            ///
            /// # Errors
            /// When it is empty, too long or holds other characters.
            pub fn new(text: &str) -> Result<Self, IdError> {
                checked(text).map(Self)
            }

            /// An id for a new item called `name`, unlike all in `taken`.
            pub fn fresh<'a>(name: &str, fallback: &str, taken: impl Iterator<Item = &'a Self>) -> Self {
                Self(Arc::from(fresh_slug(name, fallback, taken.map(Self::as_str))))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                Self::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0.as_ref().to_owned()
            }
        }
    )+};
}

id_types! {
    /// Id of a [`Person`](super::Person).
    PersonId;
    /// Id of a [`Question`](super::Question).
    QuestionId;
    /// Id of a [`Choice`](super::Choice), unique within its question.
    ChoiceId;
    /// Id of a [`Requirement`](super::Requirement).
    RequirementId;
    /// Id of an [`Alternative`](super::Alternative).
    AlternativeId;
    /// Id of a [`Criterion`](super::Criterion).
    CriterionId;
    /// Id of a [`Profile`](super::Profile).
    ProfileId;
    /// Id of a [`Source`](super::Source).
    SourceId;
    /// Id of a [`Claim`](super::Claim).
    ClaimId;
    /// Id of a [`Contradiction`](super::Contradiction).
    ContradictionId;
    /// Id of a [`Measurement`](super::Measurement).
    MeasurementId;
    /// Id of a [`Finding`](super::Finding).
    FindingId;
}
