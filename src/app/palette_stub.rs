//! stub
#![allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    Circle,
    Square,
    Diamond,
    TriangleUp,
    TriangleDown,
    Cross,
    Plus,
    Star,
}
pub fn marker_of(position: usize) -> Marker {
    [
        Marker::Circle,
        Marker::Square,
        Marker::Diamond,
        Marker::TriangleUp,
        Marker::Cross,
        Marker::Star,
        Marker::TriangleDown,
        Marker::Plus,
    ][position % 8]
}
pub fn option_colour(position: usize, _dark: bool) -> (u8, u8, u8) {
    [(0, 0x72, 0xb2), (0xd9, 0x82, 0), (0, 0x8a, 0x63)][position % 3]
}
pub fn group_colour(position: usize, _dark: bool) -> (u8, u8, u8) {
    [(0x3c, 0x38, 0x9c), (0x6b, 0x66, 0xd0), (0x9e, 0x9a, 0xe2)][position % 3]
}
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Md,
    Html,
    Pdf,
    Csv,
    Json,
    Svg,
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp;
impl Format {
    pub fn name(self) -> &'static str {
        "x"
    }
    pub fn extension(self) -> &'static str {
        "x"
    }
}
