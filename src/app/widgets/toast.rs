//! Short messages of what was done, which leave by themselves, and what can be
//! read of them afterwards.

use std::collections::VecDeque;
use std::time::Duration;

use eframe::egui::{
    self, Align2, Area, Frame, Id, Label, Order, Response, RichText, Role, Ui, WidgetInfo,
    accesskit, vec2,
};

use super::{empty_state, rule, small};
use crate::app::theme::{self, icons, tokens};

/// Seconds that a message stays, and stays on after it was looked at.
const STAYS: f64 = 6.0;
/// Messages shown at once.
const MOST: usize = 3;
/// Messages that can be read again.
const KEPT: usize = 100;
/// Room for the buttons of a message.
const BUTTONS: f32 = 100.0;
/// How far above the window's bottom edge they are, clear of the strip.
const ABOVE: f32 = 52.0;

#[derive(Debug, Clone)]
struct Toast {
    text: String,
    undo: bool,
    until: Option<f64>,
}

/// A message as it is kept.
#[derive(Debug, Clone)]
struct Said {
    text: String,
    /// When it was shown first, in seconds of the window's own clock.
    at: Option<f64>,
}

/// The messages that are up, and those gone by.
#[derive(Debug, Default)]
pub struct Toasts {
    up: Vec<Toast>,
    said: VecDeque<Said>,
}

impl Toasts {
    /// Says something; `undo` offers to take back what it tells.
    pub fn say(&mut self, text: impl Into<String>, undo: bool) {
        let text = text.into();
        self.said.push_front(Said { text: text.clone(), at: None });
        self.said.truncate(KEPT);
        self.up.push(Toast { text, undo, until: None });
        if self.up.len() > MOST {
            self.up.remove(0);
        }
    }

    /// The newest message, while it is up.
    pub fn newest(&self) -> Option<&str> {
        self.up.last().map(|toast| toast.text.as_str())
    }

    /// Shows the messages above the bottom edge. Returns whether undo was asked.
    pub fn show(&mut self, ui: &Ui) -> bool {
        let now = ui.input(|input| input.time);
        for said in self.said.iter_mut().take_while(|said| said.at.is_none()) {
            said.at = Some(now);
        }
        for toast in &mut self.up {
            toast.until.get_or_insert(now + STAYS);
        }
        self.up.retain(|toast| toast.until.is_none_or(|until| until > now));
        let Some(next) = self.up.iter().filter_map(|toast| toast.until).reduce(f64::min) else {
            return false;
        };
        // One more frame, when the next message has to leave.
        ui.request_repaint_after(Duration::from_secs_f64((next - now).max(0.0)));
        let mut undo = false;
        let mut closed = None;
        let mut focused = false;
        let shown = Area::new(Id::unique("toasts"))
            .order(Order::Foreground)
            .anchor(Align2::CENTER_BOTTOM, vec2(0.0, -ABOVE))
            .show(ui, |ui| {
                for (at, toast) in self.up.iter().enumerate() {
                    let said = message(ui, toast);
                    focused |= said.focused;
                    undo |= said.undo;
                    if said.undo || said.close {
                        closed = Some(at);
                    }
                }
            });
        // Whoever reads it or is about to press its button has time to.
        if focused || shown.response.contains_pointer() {
            for toast in &mut self.up {
                toast.until = Some(now + STAYS);
            }
        }
        if let Some(at) = closed {
            self.up.remove(at);
        }
        undo
    }

    /// The messages so far, newest first.
    pub fn past_ui(&self, ui: &mut Ui) {
        if self.said.is_empty() {
            let text = "What the program says in passing can be read again here.";
            empty_state(ui, "No messages yet", text, None);
            return;
        }
        let now = ui.input(|input| input.time);
        for (at, said) in self.said.iter().enumerate() {
            if at > 0 {
                rule(ui);
            }
            ui.add(Label::new(&said.text).wrap());
            small(ui, ago(now - said.at.unwrap_or(now)));
        }
    }
}

/// What was done to a message.
#[derive(Default)]
struct Answer {
    undo: bool,
    close: bool,
    focused: bool,
}

fn message(ui: &mut Ui, toast: &Toast) -> Answer {
    let tokens = tokens(ui);
    let mut answer = Answer::default();
    let frame = Frame::popup(ui.style()).fill(tokens.text).inner_margin(theme::SPACE_S);
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            let text = RichText::new(&toast.text).color(tokens.card);
            // A long message leaves room for its buttons.
            let widest = (ui.available_width() - BUTTONS).clamp(BUTTONS, theme::PROMPT_WIDTH);
            let label = ui
                .scope(|ui| {
                    ui.set_max_width(widest);
                    ui.add(Label::new(text).selectable(false).wrap())
                })
                .inner;
            announce(ui, &label, &toast.text);
            let button = |ui: &mut Ui, text: &str| {
                let text = RichText::new(text).text_style(theme::strong()).color(tokens.card);
                ui.add(egui::Button::new(text).frame(false))
            };
            if toast.undo {
                let undo = button(ui, "Undo").accessible_name("Undo what was just done");
                answer.undo = undo.clicked();
                answer.focused |= undo.has_focus();
            }
            let close = button(ui, icons::X).accessible_name("Close message");
            answer.close = close.clicked();
            answer.focused |= close.has_focus();
        });
    });
    answer
}

/// A message as it looks, for the gallery.
#[cfg(debug_assertions)]
pub fn toast_sample(ui: &mut Ui, text: &str, undo: bool) {
    message(ui, &Toast { text: text.to_owned(), undo, until: None });
}

/// Has screen readers read a text out when it appears, once they have said what
/// they were saying.
fn announce(ui: &Ui, response: &Response, text: &str) {
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, text));
    ui.accesskit_node_builder(response.id, |node| node.set_live(accesskit::Live::Polite));
}

/// How long ago something was, in words.
fn ago(seconds: f64) -> String {
    let minutes = (seconds / 60.0).max(0.0) as u64;
    match (minutes / 60, minutes) {
        (0, 0) => "less than a minute ago".to_owned(),
        (0, 1) => "1 minute ago".to_owned(),
        (0, minutes) => format!("{minutes} minutes ago"),
        (1, _) => "1 hour ago".to_owned(),
        (hours, _) => format!("{hours} hours ago"),
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, Toasts, ago};

    #[test]
    fn messages_are_kept_up_to_a_bound_newest_first() {
        let mut toasts = Toasts::default();
        for number in 0..KEPT + 20 {
            toasts.say(number.to_string(), false);
        }
        assert_eq!(toasts.said.len(), KEPT);
        assert_eq!(toasts.said.front().map(|said| said.text.as_str()), Some("119"));
    }

    #[test]
    fn time_gone_by_is_told_in_words() {
        for (seconds, words) in [
            (-1.0, "less than a minute ago"),
            (59.0, "less than a minute ago"),
            (60.0, "1 minute ago"),
            (3599.0, "59 minutes ago"),
            (3600.0, "1 hour ago"),
            (7200.0, "2 hours ago"),
        ] {
            assert_eq!(ago(seconds), words);
        }
    }
}
