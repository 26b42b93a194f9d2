//! Parts that screens are made of. None of them knows the workbook.

mod basics;
mod fields;
mod marks;
mod table;
mod toast;
mod weight_slider;

pub use basics::{
    Tone, bar, button, card, chip, danger_button, empty_state, finding_line, icon_button,
    key_value, link_button, muted, page_header, primary_button, prose, section_title, small, tag,
};
pub use fields::{DateField, NumberField, TextField, choose, parse_number};
pub use marks::{marker, option_label};
pub use table::{Align, Column, TableRow, head_row, text_cell};
pub use toast::Toasts;
pub use weight_slider::{WeightSlider, WeightSliderChange};
