//! Writes values as RON text in the layout of a workbook file.
//!
//! ron's own pretty printer knows one depth for the whole document; a workbook
//! wants criteria over several lines and scores on one, at the same depth. So
//! the layout is decided here, by the name of the type: the types in
//! [`ONE_LINE`] stand on one line, everything else is a block, one field,
//! element or entry a line. ron reads all of it back.
//!
//! Not here: which fields a file has ([`super::form`]).

use std::fmt::{self, Display, Write};

use serde::ser::{self, Serialize};

/// Types that stand on one line, with all that they hold.
const ONE_LINE: &[&str] = &[
    "Answer",
    "Band",
    "Consequence",
    "Dropped",
    "Gate",
    "GridPlace",
    "JudgedRange",
    "LatencyBudget",
    "LoadPoint",
    "NodeType",
    "PairJudgement",
    "RawFile",
    "ScaleLevel",
    "Score",
    "Threshold",
];

/// What one level of blocks is indented by.
const INDENT: &str = "  ";

/// A value that has no form in the file. No workbook holds one; it takes a
/// programming error to bring it about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the workbook cannot be written as text: {0}")]
pub struct WriteError(String);

impl ser::Error for WriteError {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl From<fmt::Error> for WriteError {
    fn from(error: fmt::Error) -> Self {
        Self(error.to_string())
    }
}

/// The value as RON, without a final newline.
///
/// # Errors
/// When the value has no form in the file.
pub(super) fn to_ron<T: Serialize>(value: &T) -> Result<String, WriteError> {
    let mut writer = Writer { out: String::new(), depth: 0, flat: 0 };
    value.serialize(&mut writer)?;
    Ok(writer.out)
}

struct Writer {
    out: String,
    /// Blocks that are open.
    depth: usize,
    /// One-line values that are open; within them nothing breaks the line.
    flat: usize,
}

impl Writer {
    fn line(&mut self) {
        self.out.push('\n');
        for _ in 0..self.depth {
            self.out.push_str(INDENT);
        }
    }

    fn number(&mut self, number: impl Display) -> Result<(), WriteError> {
        Ok(write!(self.out, "{number}")?)
    }

    fn string(&mut self, text: &str) -> Result<(), WriteError> {
        self.out.push('"');
        // Most of a text stands as it is: it is taken over in stretches.
        let is_plain = |c: char| !matches!(c, '"' | '\\' | '\n' | '\t' | '\r') && !is_unseen(c);
        let mut left = text;
        loop {
            let plain = left.find(|c| !is_plain(c)).unwrap_or(left.len());
            self.out.push_str(&left[..plain]);
            let mut rest = left[plain..].chars();
            let Some(c) = rest.next() else { break };
            match c {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                // Prose stays prose, so that a diff shows the line that
                // changed; but a line of a text must not pass for the marker
                // of a merge conflict.
                '\n' if self.flat == 0 && !super::conflict::begins_marker(rest.as_str()) => {
                    self.out.push('\n');
                }
                '\n' => self.out.push_str("\\n"),
                '\t' => self.out.push_str("\\t"),
                '\r' => self.out.push_str("\\r"),
                c => write!(self.out, "\\u{{{:x}}}", u32::from(c))?,
            }
            left = rest.as_str();
        }
        self.out.push('"');
        Ok(())
    }

    fn open(&mut self, bracket: char, one_line: bool) -> Group<'_> {
        self.out.push(bracket);
        let flat = one_line || self.flat > 0;
        if flat {
            self.flat += 1;
        } else {
            self.depth += 1;
        }
        let close = match bracket {
            '(' => ')',
            '[' => ']',
            _ => '}',
        };
        Group { writer: self, flat, close, empty: true }
    }
}

/// Characters that nobody sees, or that reorder what one sees, and would make
/// the text on screen differ from the text in the file.
fn is_unseen(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A struct, list or map that is being written.
struct Group<'a> {
    writer: &'a mut Writer,
    flat: bool,
    close: char,
    empty: bool,
}

impl Group<'_> {
    fn next(&mut self) {
        if self.flat {
            if !self.empty {
                self.writer.out.push_str(", ");
            }
        } else {
            self.writer.line();
        }
        self.empty = false;
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        self.next();
        value.serialize(&mut *self.writer)?;
        self.finish_element();
        Ok(())
    }

    fn finish_element(&mut self) {
        if !self.flat {
            self.writer.out.push(',');
        }
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), WriteError> {
        self.next();
        self.writer.out.push_str(name);
        self.writer.out.push_str(": ");
        value.serialize(&mut *self.writer)?;
        self.finish_element();
        Ok(())
    }

    fn finish(self) -> Result<(), WriteError> {
        if self.flat {
            self.writer.flat -= 1;
        } else {
            self.writer.depth -= 1;
            if !self.empty {
                self.writer.line();
            }
        }
        self.writer.out.push(self.close);
        Ok(())
    }
}

macro_rules! integers {
    ($($name:ident($type:ty)),+) => {$(
        fn $name(self, number: $type) -> Result<(), WriteError> {
            self.number(number)
        }
    )+};
}

impl<'a> ser::Serializer for &'a mut Writer {
    type Ok = ();
    type Error = WriteError;
    type SerializeSeq = Group<'a>;
    type SerializeTuple = Group<'a>;
    type SerializeTupleStruct = Group<'a>;
    type SerializeTupleVariant = Group<'a>;
    type SerializeMap = Group<'a>;
    type SerializeStruct = Group<'a>;
    type SerializeStructVariant = Group<'a>;

    integers!(
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64)
    );

    fn serialize_bool(self, value: bool) -> Result<(), WriteError> {
        self.number(value)
    }

    fn serialize_f32(self, number: f32) -> Result<(), WriteError> {
        self.serialize_f64(f64::from(number))
    }

    fn serialize_f64(self, number: f64) -> Result<(), WriteError> {
        // Negative zero is equal to zero and would only make a diff.
        let number = if number == 0.0 { 0.0 } else { number };
        // The shortest text that reads back as the same number.
        Ok(write!(self.out, "{number:?}")?)
    }

    fn serialize_char(self, c: char) -> Result<(), WriteError> {
        self.string(c.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<(), WriteError> {
        self.string(text)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), WriteError> {
        Err(ser::Error::custom("bytes have no form in it"))
    }

    fn serialize_none(self) -> Result<(), WriteError> {
        self.out.push_str("None");
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), WriteError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), WriteError> {
        self.out.push_str("()");
        Ok(())
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<(), WriteError> {
        self.out.push_str(name);
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), WriteError> {
        self.out.push_str(variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), WriteError> {
        self.serialize_newtype_variant("", 0, name, value)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), WriteError> {
        self.out.push_str(variant);
        self.out.push('(');
        value.serialize(&mut *self)?;
        self.out.push(')');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Group<'a>, WriteError> {
        Ok(self.open('[', false))
    }

    fn serialize_tuple(self, _: usize) -> Result<Group<'a>, WriteError> {
        Ok(self.open('(', true))
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Group<'a>, WriteError> {
        self.out.push_str(name);
        Ok(self.open('(', true))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Group<'a>, WriteError> {
        self.out.push_str(variant);
        Ok(self.open('(', true))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Group<'a>, WriteError> {
        Ok(self.open('{', false))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Group<'a>, WriteError> {
        self.out.push_str(name);
        Ok(self.open('(', ONE_LINE.contains(&name)))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Group<'a>, WriteError> {
        self.out.push_str(variant);
        Ok(self.open('(', true))
    }
}

macro_rules! elements {
    ($($trait:ident::$method:ident),+) => {$(
        impl ser::$trait for Group<'_> {
            type Ok = ();
            type Error = WriteError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
                self.element(value)
            }

            fn end(self) -> Result<(), WriteError> {
                self.finish()
            }
        }
    )+};
}

elements!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);

macro_rules! fields {
    ($($trait:ident),+) => {$(
        impl ser::$trait for Group<'_> {
            type Ok = ();
            type Error = WriteError;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), WriteError> {
                self.field(name, value)
            }

            fn end(self) -> Result<(), WriteError> {
                self.finish()
            }
        }
    )+};
}

fields!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Group<'_> {
    type Ok = ();
    type Error = WriteError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), WriteError> {
        self.next();
        key.serialize(&mut *self.writer)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        self.writer.out.push_str(": ");
        value.serialize(&mut *self.writer)?;
        self.finish_element();
        Ok(())
    }

    fn end(self) -> Result<(), WriteError> {
        self.finish()
    }
}
