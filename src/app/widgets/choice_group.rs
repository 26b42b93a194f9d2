//! Answers to choose from, as chips that take one stop of the Tab key together:
//! arrows and digits choose, Enter goes on, Delete takes back.

use eframe::egui::{
    self, Button, EventFilter, Id, Key, Modifiers, Rect, Response, RichText, Role, Sense, Stroke,
    Ui, WidgetInfo, vec2,
};

use super::whole_words;
use crate::app::theme::{self, tokens};

/// One answer on offer.
#[derive(Debug, Clone)]
pub struct GroupChoice<'a> {
    /// The words on the chip.
    pub label: &'a str,
    /// The same in full, for those who do not see what stands around it.
    pub name: String,
    /// Whether it is chosen.
    pub on: bool,
    /// What is told while the pointer rests on it; may be empty.
    pub hover: String,
}

/// What was done to a group of answers in this frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupChange {
    /// This answer was taken or, if it was taken, given back.
    Toggle(usize),
    /// An arrow moved on to this answer; more may follow in one go.
    Move(usize),
    /// Everything chosen is to be given back.
    Clear,
    /// On to what stands below.
    Next,
    /// Back to what stands above.
    Previous,
}

/// A group of answers.
#[must_use = "a group does nothing until it is shown"]
pub struct ChoiceGroup<'a> {
    /// What it is known by, wherever it is drawn.
    pub id: Id,
    /// What it is called.
    pub name: &'a str,
    /// The answers.
    pub choices: &'a [GroupChoice<'a>],
    /// Whether several may be chosen at once.
    pub several: bool,
    /// Whether it is to take the focus now.
    pub focus: bool,
}

const DIGITS: [Key; 9] = [
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
];

impl ChoiceGroup<'_> {
    /// Shows the group; its response has the focus while the group has it.
    pub fn show(self, ui: &mut Ui) -> (Response, Option<GroupChange>) {
        let mut change = None;
        let focused = ui.memory(|memory| memory.has_focus(self.id));
        let cursor = self.cursor(ui);
        let mut around = Rect::NOTHING;
        ui.horizontal_wrapped(|ui| {
            for (at, choice) in self.choices.iter().enumerate() {
                let here = focused && self.several && at == cursor;
                let response = self.chip(ui, choice, here);
                around |= response.rect;
                if response.clicked() {
                    change = Some(GroupChange::Toggle(at));
                    self.keep_cursor(ui, at);
                }
            }
            if self.several {
                around |= super::small(ui, "several may hold").rect;
            }
        });
        if !around.is_positive() {
            around = Rect::from_min_size(ui.cursor().min, vec2(1.0, 1.0));
        }
        let room = around.expand(theme::SPACE_XXS);
        let response = ui.interact(room, self.id, Sense::FOCUSABLE);
        let chosen: Vec<&str> =
            self.choices.iter().filter(|choice| choice.on).map(|choice| choice.label).collect();
        let role = if self.several { Role::Group } else { Role::RadioGroup };
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(chosen.join(", ")),
            ..WidgetInfo::labeled(role, true, self.name)
        });
        // The key that led here is not meant for the answers.
        if self.focus || change.is_some() {
            response.request_focus();
        } else if focused {
            change = self.keys(ui, cursor);
        }
        (response, change)
    }

    fn chip(&self, ui: &mut Ui, choice: &GroupChoice<'_>, here: bool) -> Response {
        let tokens = tokens(ui);
        let (fill, line, colour) = if choice.on {
            (tokens.accent_soft, tokens.accent, tokens.accent)
        } else {
            (tokens.control, tokens.line, tokens.text)
        };
        let line = if here {
            Stroke::new(theme::LINE_STRONG, tokens.accent)
        } else {
            Stroke::new(theme::LINE, line)
        };
        let style = if choice.on { theme::strong() } else { egui::TextStyle::Body };
        whole_words(ui, choice.label);
        let response = ui.add(
            Button::new(RichText::new(choice.label).text_style(style).color(colour))
                .fill(fill)
                .stroke(line)
                .sense(Sense::CLICK)
                .min_size(vec2(0.0, theme::CONTROL_HEIGHT)),
        );
        let role = if self.several { Role::CheckBox } else { Role::RadioButton };
        response.widget_info(|| WidgetInfo::selected(role, true, choice.on, &choice.name));
        if choice.hover.is_empty() { response } else { response.on_hover_text(&choice.hover) }
    }

    /// The answer that the keys speak of: the chosen one, or the one last moved
    /// to where several may be chosen.
    fn cursor(&self, ui: &Ui) -> usize {
        let last = self.choices.len().saturating_sub(1);
        if self.several {
            ui.data(|data| data.get_temp::<usize>(self.id)).unwrap_or(0).min(last)
        } else {
            self.choices.iter().position(|choice| choice.on).unwrap_or(0)
        }
    }

    fn keep_cursor(&self, ui: &Ui, at: usize) {
        if self.several {
            ui.data_mut(|data| data.insert_temp(self.id, at));
        }
    }

    fn keys(&self, ui: &Ui, cursor: usize) -> Option<GroupChange> {
        ui.memory_mut(|memory| {
            memory.set_focus_lock_filter(
                self.id,
                EventFilter {
                    horizontal_arrows: true,
                    vertical_arrows: true,
                    ..EventFilter::default()
                },
            );
        });
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let count = self.choices.len();
        for (at, key) in DIGITS.into_iter().enumerate().take(count) {
            if pressed(key) {
                self.keep_cursor(ui, at);
                let taken = self.choices.get(at).is_some_and(|choice| choice.on);
                return (self.several || !taken).then_some(GroupChange::Toggle(at));
            }
        }
        let forward = pressed(Key::ArrowRight) || pressed(Key::ArrowDown);
        let back = pressed(Key::ArrowLeft) || pressed(Key::ArrowUp);
        if (forward || back) && count > 0 {
            let none = !self.several && !self.choices.iter().any(|choice| choice.on);
            let to = match (forward, none) {
                (true, true) => 0,
                (false, true) => count - 1,
                (true, false) => (cursor + 1).min(count - 1),
                (false, false) => cursor.saturating_sub(1),
            };
            self.keep_cursor(ui, to);
            if self.several {
                ui.request_repaint();
                return None;
            }
            return (none || to != cursor).then_some(GroupChange::Move(to));
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Enter)) {
            return Some(GroupChange::Previous);
        }
        if pressed(Key::Enter) {
            return Some(GroupChange::Next);
        }
        if self.several && pressed(Key::Space) {
            return (count > 0).then_some(GroupChange::Toggle(cursor));
        }
        (pressed(Key::Delete) || pressed(Key::Backspace)).then_some(GroupChange::Clear)
    }
}
