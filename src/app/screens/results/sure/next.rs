//! What to find out next: the scores of which knowing more could change who
//! leads, the one worth most first.

use eframe::egui::{Label, RichText, Ui};

use crate::analysis::number;
use crate::analysis::uncertainty::{CellInformation, chance_text};
use crate::app::action::{Action, Actions};
use crate::app::draws::Drawn;
use crate::app::screens::Screen;
use crate::app::theme;
use crate::app::widgets::{self, Column, TableRow, head_row, text_cell};

/// Scores listed unasked.
const FEW: usize = 8;
/// Most scores listed of those that cannot change anything.
const MOST_IDLE: usize = 60;

/// How the list is looked at.
#[derive(Debug, Default)]
pub(super) struct NextView {
    all: bool,
    idle: bool,
}

impl NextView {
    /// Shows the list.
    pub(super) fn show(&mut self, ui: &mut Ui, drawn: &Drawn, out: &mut Actions) {
        let found = &drawn.information;
        widgets::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
            widgets::section_title(ui, "What to find out next");
            if found.matter.is_empty() && found.idle.is_empty() {
                teach(ui, out);
                return;
            }
            if found.matter.is_empty() {
                widgets::muted(
                    ui,
                    "No single score that is uncertain can change who leads, whatever comes out.",
                );
            } else {
                widgets::small(
                    ui,
                    "Scores that could change who leads if they alone were known for sure, with \
                     the weights as stated. Worth is what knowing gains on average, in points of \
                     the total: compare it with what a trial costs.",
                );
                let columns = columns(ui);
                head_row(ui, &columns);
                let shown = if self.all { found.matter.len() } else { found.matter.len().min(FEW) };
                for (at, cell) in found.matter.iter().take(shown).enumerate() {
                    row(ui, drawn, cell, &columns, at + 1 < shown, out);
                }
                ui.add_space(theme::SPACE_XS);
                if found.matter.len() > FEW {
                    let text = if self.all {
                        "Show fewer scores".to_owned()
                    } else {
                        format!("Show all {} scores", found.matter.len())
                    };
                    if widgets::link_button(ui, text).clicked() {
                        self.all = !self.all;
                    }
                }
            }
            self.idle(ui, drawn, out);
        });
    }

    /// Those that cannot matter, folded away.
    fn idle(&mut self, ui: &mut Ui, drawn: &Drawn, out: &mut Actions) {
        let idle = &drawn.information.idle;
        if idle.is_empty() {
            return;
        }
        let text = match idle.len() {
            1 => "1 uncertain score cannot change who leads by itself".to_owned(),
            count => format!("{count} uncertain scores cannot change who leads by themselves"),
        };
        let verb = if self.idle { "Hide" } else { "Show" };
        ui.horizontal_wrapped(|ui| {
            widgets::muted(ui, text);
            if widgets::link_button(ui, format!("{verb} scores that cannot matter")).clicked() {
                self.idle = !self.idle;
            }
        });
        if !self.idle {
            return;
        }
        for cell in idle.iter().take(MOST_IDLE) {
            ui.horizontal_wrapped(|ui| link(ui, drawn, cell, out));
        }
        if idle.len() > MOST_IDLE {
            widgets::small(ui, format!("and {} more", idle.len() - MOST_IDLE));
        }
    }
}

fn columns(ui: &Ui) -> [Column<'static>; 4] {
    let words = (ui.available_width() * 0.16).clamp(90.0, 190.0);
    [
        Column::left("Score", 0.0),
        Column::left("Today", words),
        Column::right("Another leads", 110.0),
        Column::right("Worth", 70.0),
    ]
}

fn row(
    ui: &mut Ui,
    drawn: &Drawn,
    cell: &CellInformation,
    columns: &[Column<'_>],
    line: bool,
    out: &mut Actions,
) {
    let mut row = TableRow::new(ui, columns, theme::CONTROL_HEIGHT);
    row.cell(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
        link(ui, drawn, cell, out);
    });
    row.cell(|ui| {
        text_cell(ui, if cell.unknown { "unknown" } else { "known with a range" });
    });
    row.cell(|ui| {
        ui.add(Label::new(chance_text(cell.chance)));
    });
    row.cell(|ui| {
        let worth = match cell.worth {
            worth if worth < 0.005 => "< 0.01".to_owned(),
            worth => number(worth, 2),
        };
        ui.add(Label::new(RichText::new(worth).text_style(theme::strong())));
    });
    row.end(line);
}

/// The score by name; leads to its cell.
fn link(ui: &mut Ui, drawn: &Drawn, cell: &CellInformation, out: &mut Actions) {
    let option = &drawn.analysis.options[cell.option];
    let criterion = &drawn.workbook.criteria[drawn.analysis.leaves[cell.leaf]];
    let name = format!("{} of {}", criterion.name, option.name);
    let link = widgets::link_button(ui, name);
    let link = match cell.chance > 0.0 {
        true => link.on_hover_text(format!("{}. A click shows the score", cell.sentence())),
        false => link.on_hover_text("A click shows the score"),
    };
    if link.clicked() {
        out.push(Action::RevealCell(option.id.clone(), criterion.id.clone()));
    }
}

/// How a score gets a range.
fn teach(ui: &mut Ui, out: &mut Actions) {
    widgets::prose(
        ui,
        "Every score counts as exact. Where you are not sure of one, give it a range: type 2-4 \
         into its cell, or fill in low and high beside the score. Then this list says which \
         measurement, trial or question would be worth most.",
    );
    if widgets::button(ui, "Go to the scores").clicked() {
        out.push(Action::Go(Screen::Scores));
    }
}
