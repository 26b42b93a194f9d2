//! What is open, each with a way there.

use eframe::egui::{Label, RichText, Ui};

use crate::app::action::{Action, Actions};
use crate::app::screens::Screen;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, Tone};
use crate::workbook::{CheckFinding, CheckLevel};

/// Open points listed before the rest is folded away.
const FIRST: usize = 5;

/// Height of a line of a point, in points.
const LINE: f32 = 20.0;

/// Something that is mended on this screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mend {
    /// The question is missing.
    Question,
    /// A person is missing.
    People,
}

/// The card of what is open. Gives what is to be mended here.
pub(super) fn open_card(
    ui: &mut Ui,
    points: &[CheckFinding],
    all: &mut bool,
    out: &mut Actions,
) -> Option<Mend> {
    let mut mend = None;
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_S;
        if points.is_empty() {
            widgets::section_title(ui, "Nothing is open");
            widgets::finding_line(
                ui,
                Tone::Good,
                icons::CHECK_CIRCLE,
                "The checks find nothing to mend.",
            );
            return;
        }
        widgets::section_title(
            ui,
            &match points.len() {
                1 => "One point is open".to_owned(),
                count => format!("{count} points are open"),
            },
        );
        let shown = if *all { points.len() } else { points.len().min(FIRST) };
        for (at, point) in points.iter().take(shown).enumerate() {
            ui.push_id((point.code, &point.item, at), |ui| {
                if let Some(here) = point_row(ui, point, out) {
                    mend = Some(here);
                }
            });
        }
        if points.len() > FIRST {
            let text = if *all {
                "Show fewer".to_owned()
            } else {
                format!("Show {} more", points.len() - FIRST)
            };
            let name = format!("{text} open points");
            if widgets::link_button(ui, text).accessible_name(name).clicked() {
                *all = !*all;
            }
        }
    });
    mend
}

fn point_row(ui: &mut Ui, point: &CheckFinding, out: &mut Actions) -> Option<Mend> {
    let (tone, icon) = match point.level {
        CheckLevel::Error => (Tone::Bad, icons::X_CIRCLE),
        CheckLevel::Warning => (Tone::Warning, icons::WARNING),
        CheckLevel::Note => (Tone::Plain, icons::INFO),
    };
    let mut mend = None;
    ui.horizontal_top(|ui| {
        let colour = match tone {
            Tone::Plain => tokens(ui).text_muted,
            tone => tone.text(ui),
        };
        let icon = RichText::new(icon).text_style(theme::icon()).color(colour);
        ui.add(Label::new(icon).selectable(false)).on_hover_text(point.level.name());
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.spacing_mut().interact_size.y = LINE;
            let link = widgets::link_button(ui, point.message.as_str());
            let link = link.accessible_name(format!("Go to: {}", point.message));
            widgets::small(ui, point.hint.as_str());
            if link.clicked() {
                match (&point.item, point.code) {
                    (Some(item), _) => out.push(Action::Reveal(item.clone())),
                    (None, "no-question") => mend = Some(Mend::Question),
                    (None, "no-approver") => mend = Some(Mend::People),
                    (None, code) => out.push(Action::Go(screen_of(code))),
                }
            }
        });
    });
    mend
}

/// The screen on which a point without an item of its own is mended.
fn screen_of(code: &str) -> Screen {
    match code {
        "few-options" | "single-option" => Screen::Options,
        "no-criteria" | "no-profile" | "weights-unset" => Screen::Criteria,
        "unknown" | "not-applicable" | "out-of-range" => Screen::Scores,
        "tie" | "constant-criterion" => Screen::Results,
        _ => Screen::Record,
    }
}
