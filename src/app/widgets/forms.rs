//! Parts of forms: labels above fields, lists of short texts, a scale of five,
//! a question before something goes, a field that finds.

use eframe::egui::{self, Label, Response, RichText, Stroke, TextEdit, Ui, vec2};

use super::basics::underlined;
use super::{TextField, Tone, button, chip, danger_button, finding_line, icon_button};
use crate::app::theme::{self, icons, tokens};
use crate::workbook::Date;

/// The day of the computer's clock, in UTC.
pub fn today() -> Date {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    Date::from_unix_seconds(since.map_or(0, |time| time.as_secs()))
}

/// A quiet label over a field or a piece of text.
pub fn field_label(ui: &mut Ui, text: &str) -> Response {
    let colour = tokens(ui).text_muted;
    ui.add(Label::new(RichText::new(text).text_style(theme::small_strong()).color(colour)).wrap())
}

/// Contents under their label, close together.
pub fn labelled<R>(ui: &mut Ui, label: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
        field_label(ui, label);
        contents(ui)
    })
    .inner
}

/// The title of a card with a button at its right end. `name` is what the
/// button does, in full. Returns whether it was clicked.
pub fn titled(ui: &mut Ui, title: &str, verb: &str, name: &str) -> bool {
    let mut clicked = false;
    ui.horizontal(|ui| {
        // The button first: a long title takes what is left, not its room.
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            clicked = button(ui, verb).accessible_name(name).clicked();
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(Label::new(RichText::new(title).text_style(theme::section())).truncate());
            });
        });
    });
    clicked
}

/// A line between the parts of a card.
pub fn rule(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), egui::Sense::hover());
    let colour = tokens(ui).line;
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(theme::LINE, colour));
}

/// Short texts, one below the other, each with a dot.
pub fn bullets(ui: &mut Ui, items: &[String]) {
    for item in items {
        ui.horizontal_top(|ui| {
            let colour = tokens(ui).text_muted;
            ui.add(Label::new(RichText::new("•").color(colour)).selectable(false));
            ui.add(Label::new(item).wrap());
        });
    }
}

/// A list of short texts that is added to, changed, put in order and cut.
/// `noun` is what one of them is, in the singular; it names the fields. Gives
/// the new list when it differs.
pub fn text_list(
    ui: &mut Ui,
    id: impl std::hash::Hash + std::fmt::Debug,
    noun: &str,
    items: &[String],
) -> Option<Vec<String>> {
    let id = egui::Id::unique(("list", id));
    let mut changed: Option<Vec<String>> = None;
    let mut change = |edit: &dyn Fn(&mut Vec<String>)| {
        let mut list = items.to_vec();
        edit(&mut list);
        changed = Some(list);
    };
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
        for (at, item) in items.iter().enumerate() {
            let number = at + 1;
            // The text is part of the id: a half-typed text must not jump to
            // its neighbour when the list is put in another order.
            ui.push_id((id, at, item), |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    let width = (ui.available_width() - 3.0 * BUTTON - theme::SPACE_M).max(80.0);
                    let name = format!("{noun} {number}");
                    let field = TextField::new((id, at, item), &name, item).width(width);
                    if let Some(text) = field.show(ui) {
                        change(&|list| {
                            if text.is_empty() {
                                list.remove(at);
                            } else if let Some(item) = list.get_mut(at) {
                                item.clone_from(&text);
                            }
                        });
                    }
                    ui.add_enabled_ui(at > 0, |ui| {
                        let name = format!("Move {noun} {number} up");
                        if icon_button(ui, icons::ARROW_UP, &name).clicked() {
                            change(&|list| list.swap(at, at - 1));
                        }
                    });
                    ui.add_enabled_ui(number < items.len(), |ui| {
                        let name = format!("Move {noun} {number} down");
                        if icon_button(ui, icons::ARROW_DOWN, &name).clicked() {
                            change(&|list| list.swap(at, at + 1));
                        }
                    });
                    if icon_button(ui, icons::X, &format!("Remove {noun} {number}")).clicked() {
                        change(&|list| {
                            list.remove(at);
                        });
                    }
                });
            });
        }
        if let Some(text) = add_field(ui, (id, "new"), noun, &format!("Add a {noun}…")) {
            change(&|list| list.push(text.clone()));
        }
    });
    changed
}

/// Width that an icon button takes in a row of a list.
const BUTTON: f32 = 36.0;

/// Keeps the next button of a row that wraps in one piece: it goes to the next
/// line where it does not fit, and its text breaks only when it is longer than
/// a whole line.
pub fn whole_words(ui: &mut Ui, text: &str) {
    let font = theme::strong().resolve(ui.style());
    let colour = tokens(ui).text;
    let width = ui.painter().layout_no_wrap(text.to_owned(), font, colour).size().x
        + 2.0 * ui.spacing().button_padding.x
        + 2.0;
    let mode = if width < ui.max_rect().width() {
        egui::TextWrapMode::Extend
    } else {
        egui::TextWrapMode::Wrap
    };
    ui.style_mut().wrap_mode = Some(mode);
}

/// A field and a button to add something by its name or text. Gives the text
/// when it is committed.
pub fn add_field(
    ui: &mut Ui,
    id: impl std::hash::Hash + std::fmt::Debug,
    noun: &str,
    hint: &str,
) -> Option<String> {
    let mut added = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
        let width = (ui.available_width() - BUTTON - theme::SPACE_M).max(80.0);
        let name = format!("New {noun}");
        let field = TextField::new(id, &name, "").hint(hint).width(width);
        let (response, text) = field.show_with_response(ui);
        added = text.filter(|text| !text.is_empty());
        // A click on the button takes the focus from the field, which commits
        // what was typed; with nothing typed it leads into the field.
        if icon_button(ui, icons::PLUS, &format!("Add {noun}")).clicked() && added.is_none() {
            response.request_focus();
        }
    });
    added
}

/// A scale of one to five, where a click on the chosen number clears it.
/// `name` is what is rated. Gives the new value when it differs.
pub fn five(ui: &mut Ui, name: &str, value: Option<u8>) -> Option<Option<u8>> {
    let mut chosen = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
        for step in 1..=5_u8 {
            let on = value == Some(step);
            let response = chip(ui, on, &step.to_string());
            if response.accessible_name(format!("{name} {step}")).clicked() {
                chosen = Some((!on).then_some(step));
            }
        }
    });
    chosen
}

/// Asks in place, before something goes that took work. Gives the answer.
pub fn confirm(ui: &mut Ui, text: &str, yes: &str, no: &str) -> Option<bool> {
    let mut answer = None;
    egui::Frame::new()
        .fill(tokens(ui).bad_soft)
        .corner_radius(egui::CornerRadius::same(theme::CONTROL_RADIUS))
        .inner_margin(egui::Margin::symmetric(12, 10))
        .show(ui, |ui| {
            finding_line(ui, Tone::Bad, icons::WARNING, text);
            ui.horizontal(|ui| {
                if danger_button(ui, yes).clicked() {
                    answer = Some(true);
                }
                if button(ui, no).clicked() {
                    answer = Some(false);
                }
            });
        });
    answer
}

/// A field that finds: it changes what is shown with every letter, and nothing
/// in the workbook.
pub fn find_field(ui: &mut Ui, name: &str, text: &mut String, width: f32) -> Response {
    let colour = tokens(ui).text_muted;
    let icon = RichText::new(icons::MAGNIFYING_GLASS).text_style(theme::icon()).color(colour);
    ui.add(
        TextEdit::singleline(text)
            .id_salt(("find", name))
            .desired_width(width)
            .hint_text(name)
            .prefix(icon)
            .min_size(vec2(0.0, theme::CONTROL_HEIGHT)),
    )
    .accessible_name(name)
}

/// A name that leads to what it names, in the colour of text; cut short where
/// it does not fit.
pub fn name_button(ui: &mut Ui, text: &str) -> Response {
    let response = ui.add(egui::Button::new(text).frame(false).truncate());
    underlined(ui, response, tokens(ui).text)
}

/// Cuts a row off a list: an ordinary button with a bin, named in full.
pub fn remove_button(ui: &mut Ui, name: &str) -> Response {
    icon_button(ui, icons::TRASH, name)
}
