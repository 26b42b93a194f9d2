//! Short messages of what was done, which leave by themselves.

use eframe::egui::{self, Align2, Area, Frame, Id, Order, Ui, vec2};

use crate::app::theme::{self, icons, tokens};

/// Seconds that a message stays.
const STAYS: f64 = 6.0;
/// Messages shown at once.
const MOST: usize = 3;

#[derive(Debug, Clone)]
struct Toast {
    text: String,
    undo: bool,
    until: Option<f64>,
}

/// The messages that are up.
#[derive(Debug, Default)]
pub struct Toasts {
    up: Vec<Toast>,
}

impl Toasts {
    /// Says something; `undo` offers to take back what it tells.
    pub fn say(&mut self, text: impl Into<String>, undo: bool) {
        self.up.push(Toast { text: text.into(), undo, until: None });
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
        for toast in &mut self.up {
            toast.until.get_or_insert(now + STAYS);
        }
        self.up.retain(|toast| toast.until.is_none_or(|until| until > now));
        let Some(next) = self.up.iter().filter_map(|toast| toast.until).reduce(f64::min) else {
            return false;
        };
        // One more frame, when the next message has to leave.
        ui.request_repaint_after(std::time::Duration::from_secs_f64((next - now).max(0.0)));
        let mut undo = false;
        let mut closed = None;
        Area::new(Id::unique("toasts"))
            .order(Order::Foreground)
            .anchor(Align2::CENTER_BOTTOM, vec2(0.0, -52.0))
            .show(ui, |ui| {
                for (at, toast) in self.up.iter().enumerate() {
                    let tokens = tokens(ui);
                    Frame::popup(ui.style()).fill(tokens.text).inner_margin(8.0).show(ui, |ui| {
                        ui.horizontal(|ui| {
                            let text = egui::RichText::new(&toast.text).color(tokens.card);
                            ui.add(egui::Label::new(text).selectable(false).wrap());
                            let button = |ui: &mut Ui, text: &str| {
                                let text = egui::RichText::new(text)
                                    .text_style(theme::strong())
                                    .color(tokens.card);
                                ui.add(egui::Button::new(text).frame(false))
                            };
                            if toast.undo
                                && button(ui, "Undo")
                                    .accessible_name("Undo what was just done")
                                    .clicked()
                            {
                                undo = true;
                                closed = Some(at);
                            }
                            if button(ui, icons::X).accessible_name("Close message").clicked() {
                                closed = Some(at);
                            }
                        });
                    });
                }
            });
        if let Some(at) = closed {
            self.up.remove(at);
        }
        undo
    }
}
