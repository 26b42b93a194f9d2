//! What the checks say of the record: what could not be printed, and what is
//! open in the workbook, each with a way there.

use eframe::egui::{Label, RichText, Ui};

use super::preview::Prepared;
use crate::app::action::{Action, Actions};
use crate::app::screens::Screen;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, Tone};
use crate::workbook::{CheckFinding, CheckLevel};

/// Points listed; the rest is counted.
const MOST: usize = 60;

/// Draws the list.
pub(super) fn show(
    ui: &mut Ui,
    prepared: Option<&Prepared>,
    points: &[CheckFinding],
    out: &mut Actions,
) {
    if let Some(prepared) = prepared {
        paper(ui, prepared);
        ui.add_space(theme::SPACE_XS);
    }
    widgets::card(ui, |ui| {
        if points.is_empty() {
            widgets::section_title(ui, "Nothing is open in the workbook");
            let text = "The checks find nothing to mend.";
            widgets::finding_line(ui, Tone::Good, icons::CHECK_CIRCLE, text);
            return;
        }
        let title = match points.len() {
            1 => "One point is open in the workbook".to_owned(),
            count => format!("{count} points are open in the workbook"),
        };
        widgets::section_title(ui, &title);
        for (at, point) in points.iter().take(MOST).enumerate() {
            ui.push_id((point.code, &point.item, at), |ui| row(ui, point, out));
        }
        if let Some(more) = points.len().checked_sub(MOST).filter(|more| *more > 0) {
            widgets::muted(ui, format!("and {more} more, on the Overview"));
        }
    });
}

/// What stands between the record and its formats.
fn paper(ui: &mut Ui, prepared: &Prepared) {
    let problems: Vec<(Tone, &str)> = prepared
        .pages
        .as_ref()
        .err()
        .map(|problem| (Tone::Bad, problem.as_str()))
        .into_iter()
        .chain(prepared.markdown.as_ref().err().map(|problem| (Tone::Warning, problem.as_str())))
        .chain(
            prepared
                .pages
                .iter()
                .flat_map(|pages| pages.warnings())
                .map(|warning| (Tone::Warning, warning.as_str())),
        )
        .collect();
    widgets::card(ui, |ui| {
        if problems.is_empty() {
            widgets::section_title(ui, "Everything can be printed");
            let text = "Each character has its glyph, and every format can be written.";
            widgets::finding_line(ui, Tone::Good, icons::CHECK_CIRCLE, text);
            return;
        }
        widgets::section_title(ui, "Not everything can be written as it stands");
        for (tone, problem) in problems {
            let icon = if tone == Tone::Bad { icons::X_CIRCLE } else { icons::WARNING };
            widgets::finding_line(ui, tone, icon, problem);
        }
    });
}

fn row(ui: &mut Ui, point: &CheckFinding, out: &mut Actions) {
    let (tone, icon) = match point.level {
        CheckLevel::Error => (Tone::Bad, icons::X_CIRCLE),
        CheckLevel::Warning => (Tone::Warning, icons::WARNING),
        CheckLevel::Note => (Tone::Plain, icons::INFO),
    };
    ui.horizontal_top(|ui| {
        let colour = match tone {
            Tone::Plain => tokens(ui).text_muted,
            tone => tone.text(ui),
        };
        let icon = RichText::new(icon).text_style(theme::icon()).color(colour);
        ui.add(Label::new(icon).selectable(false)).on_hover_text(point.level.name());
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let link = widgets::link_button(ui, point.message.as_str());
            let link = link.accessible_name(format!("Go to: {}", point.message));
            widgets::small(ui, point.hint.as_str());
            if link.clicked() {
                out.push(match &point.item {
                    Some(item) => Action::Reveal(item.clone()),
                    None => Action::Go(screen_of(point.code)),
                });
            }
        });
    });
}

/// The screen on which a point without an item of its own is mended.
fn screen_of(code: &str) -> Screen {
    match code {
        "few-options" | "single-option" => Screen::Options,
        "no-criteria" | "no-profile" | "weights-unset" => Screen::Criteria,
        "unknown" | "not-applicable" | "out-of-range" => Screen::Scores,
        "tie" | "constant-criterion" => Screen::Results,
        "no-question" | "no-approver" => Screen::Overview,
        _ => Screen::Record,
    }
}
