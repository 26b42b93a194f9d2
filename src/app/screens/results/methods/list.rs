//! The methods one by one: what each says, and its numbers when it is opened.

use std::collections::BTreeSet;

use eframe::egui::{Button, Label, RichText, Role, Ui, WidgetInfo};

use crate::analysis::{CrossCheck, CrossChecks, CrossMethod, number};
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, Column, TableRow, Tone, text_cell};

/// Options of which a method's numbers are listed.
const LISTED: usize = 24;
/// Widths of the columns.
const METHOD: f32 = 200.0;
const GAP: f32 = 4.0;
const FIRST: f32 = 170.0;
const AGREEMENT: f32 = 90.0;

/// The card of the methods.
pub(super) fn show(
    ui: &mut Ui,
    context: Context<'_>,
    checks: &CrossChecks,
    opened: &mut BTreeSet<CrossMethod>,
) {
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "What each method says, and why");
        widgets::small(
            ui,
            "The additive total decides; a method that disagrees is a reason to look, not a vote.",
        );
        ui.set_max_width(theme::TABLE_WIDTH.min(ui.available_width()));
        let columns = [
            Column::left("Method", METHOD),
            Column::left("First", FIRST),
            Column::right("Agreement τ", AGREEMENT),
            Column::left("", GAP),
            Column::left("Against the additive ranking", 0.0),
        ];
        widgets::head_row(ui, &columns);
        ui.spacing_mut().item_spacing.y = theme::SPACE_XXS;
        for check in checks.methods.iter().filter(|one| one.method != CrossMethod::Additive) {
            ui.push_id(check.method.code(), |ui| {
                method(ui, context, checks, check, &columns, opened);
            });
        }
    });
}

fn method(
    ui: &mut Ui,
    context: Context<'_>,
    checks: &CrossChecks,
    check: &CrossCheck,
    columns: &[Column<'_>],
    opened: &mut BTreeSet<CrossMethod>,
) {
    let open = opened.contains(&check.method);
    let mut row = TableRow::new(ui, columns, theme::ROW_HEIGHT);
    row.cell(|ui| {
        let icon = if open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
        let icon = RichText::new(icon).text_style(theme::icon());
        let name = RichText::new(check.method.name()).text_style(theme::strong());
        let response = ui.add(Button::new((icon, name)).frame(false).truncate());
        let verb = if open { "Close" } else { "Open" };
        let words = format!("{verb} {}", check.method.name());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, &words));
        if response.clicked() && !opened.remove(&check.method) {
            opened.insert(check.method);
        }
    });
    row.cell(|ui| first(ui, context, checks, check));
    row.cell(|ui| {
        let text = match check.agreement {
            Some(tau) => number(tau, 2),
            None => "–".to_owned(),
        };
        text_cell(ui, text)
    });
    row.cell(|_| {});
    row.cell(|ui| {
        if !open && check.same_winner {
            let colour = tokens(ui).text_muted;
            text_cell(ui, RichText::new(&check.explanation).color(colour));
        }
    });
    row.end(!open && check.same_winner);
    if !open && check.same_winner {
        return;
    }
    // A disagreement is told whether the method is opened or not.
    ui.indent("said", |ui| {
        ui.scope(|ui| {
            ui.set_max_width(theme::PROSE_WIDTH.min(ui.available_width()));
            if check.same_winner {
                ui.add(Label::new(&check.explanation).wrap());
            } else {
                widgets::finding_line(ui, Tone::Warning, icons::WARNING, &check.explanation);
            }
            if open {
                more(ui, check);
            }
        });
        if open {
            numbers(ui, context, checks, check);
        }
        ui.add_space(theme::SPACE_XS);
    });
    widgets::rule(ui);
}

/// What a method found beside its ranking, and how it was run.
fn more(ui: &mut Ui, check: &CrossCheck) {
    for finding in &check.findings {
        ui.add(Label::new(finding).wrap());
    }
    for caveat in &check.caveats {
        widgets::muted(ui, caveat);
    }
    widgets::small(ui, format!("{} {}.", check.method.normalisation(), check.method.source()));
}

/// Who is first; for ELECTRE I who stands in the kernel.
fn first(ui: &mut Ui, context: Context<'_>, checks: &CrossChecks, check: &CrossCheck) {
    let analysis = context.analysis();
    let firsts: Vec<usize> = checks
        .options
        .iter()
        .zip(&check.ranks)
        .filter(|(_, rank)| **rank == Some(1))
        .map(|(&option, _)| option)
        .collect();
    match firsts.as_slice() {
        [] => {
            let words = if check.error.is_some() { "cannot be run" } else { "none" };
            let colour = tokens(ui).text_muted;
            text_cell(ui, RichText::new(words).color(colour));
        }
        [one] => {
            widgets::option_label(ui, *one, RichText::new(&analysis.options[*one].name));
        }
        several => {
            let names: Vec<&str> =
                several.iter().map(|&at| analysis.options[at].name.as_str()).collect();
            text_cell(ui, names.join(", "));
        }
    }
}

/// The numbers that the ranks follow from.
fn numbers(ui: &mut Ui, context: Context<'_>, checks: &CrossChecks, check: &CrossCheck) {
    if check.columns.is_empty() {
        return;
    }
    let analysis = context.analysis();
    let mut columns = vec![Column::left("Option", 200.0), Column::right("Rank", 64.0)];
    columns.extend(check.columns.iter().map(|(name, _)| Column::right(name, 120.0)));
    ui.add_space(theme::SPACE_XS);
    widgets::head_row(ui, &columns);
    let mut rows: Vec<usize> = (0..checks.options.len()).collect();
    rows.sort_by_key(|&row| (check.ranks[row].unwrap_or(usize::MAX), row));
    for &at in rows.iter().take(LISTED) {
        let option = checks.options[at];
        let mut row = TableRow::new(ui, &columns, theme::ROW_HEIGHT);
        row.cell(|ui| {
            widgets::option_label(ui, option, RichText::new(&analysis.options[option].name))
        });
        let rank = match check.ranks[at] {
            Some(_) if !check.method.ranks() => "kernel".to_owned(),
            Some(rank) => rank.to_string(),
            None => "–".to_owned(),
        };
        row.cell(|ui| text_cell(ui, rank));
        for (name, of) in &check.columns {
            let whole = name.starts_with("Class");
            row.cell(|ui| text_cell(ui, number(of[at], if whole { 0 } else { 3 })));
        }
        row.end(true);
    }
    if rows.len() > LISTED {
        let more = rows.len() - LISTED;
        widgets::small(ui, format!("{more} more options; the chart's numbers list all."));
    }
}
