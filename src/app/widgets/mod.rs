//! Parts that screens are made of. None of them knows the workbook.

mod asked;
mod basics;
mod choice_group;
mod fields;
mod forms;
mod inspector;
mod marks;
mod painted;
mod table;
mod tall_rows;
mod toast;
mod virtual_list;
mod weight_slider;

pub use asked::asked;
pub use basics::{
    Tone, bar, button, card, chip, choose_section, danger_button, empty_state, finding_line,
    icon_button, key_value, landmark, link_button, modal, muted, page_header, primary_button,
    prose, section_title, small, tag,
};
pub use choice_group::{ChoiceGroup, GroupChange, GroupChoice};
pub use fields::{DateField, NumberField, TextField, choose, parse_number};
pub use forms::{
    add_field, bullets, confirm, field_label, find_field, five, labelled, name_button,
    remove_button, rule, text_list, titled, today, whole_words,
};
pub use inspector::{form_section, labelled_text};
pub use marks::{marker, option_label, option_sign};
pub use painted::{TAG_HEIGHT, one_line, paint_left, paint_right, paint_tag, wrapped};
pub use table::{Align, Column, TableRow, head_row, text_cell};
pub use tall_rows::TallRows;
pub use toast::Toasts;
#[cfg(debug_assertions)]
pub use toast::toast_sample;
pub use virtual_list::{RowOffsets, virtual_list};
pub use weight_slider::{WeightSlider, WeightSliderChange};
