//! The weights as sliders, each over the range in which the leader stays first.

use eframe::egui::{Id, RichText, Sense, Ui, vec2};

use crate::analysis::why::{End, Subject};
use crate::analysis::{self, Stability, raw_weight_for_share};
use crate::app::action::{Action, Actions};
use crate::app::charts::{self, Chart};
use crate::app::context::Context;
use crate::app::theme::{self, tokens};
use crate::app::widgets::{self, Column, TableRow, WeightSlider, WeightSliderChange, text_cell};
use crate::figure::Figure;
use crate::workbook::{CriterionId, Edit, Weighting};

/// Weights listed before "show all".
const FIRST_WEIGHTS: usize = 12;
/// Beyond this many, weights out of sight are not drawn.
const MANY_WEIGHTS: usize = 120;

/// The card of the weights; `all` tells whether all of them are listed.
pub(super) fn weights(
    ui: &mut Ui,
    context: Context<'_>,
    figure: Option<&Figure>,
    all: &mut bool,
    out: &mut Actions,
) {
    let analysis = context.analysis();
    let direct =
        matches!(analysis.weights.weighting, Some(Weighting::AcrossTree | Weighting::WithinFamily));
    widgets::card(ui, |ui| {
        match figure {
            Some(figure) => charts::chart_head(ui, &Chart::Weights, figure, out),
            None => {
                widgets::section_title(ui, "Weights, and how far each can move");
            }
        }
        let leader = analysis.leader().map_or("", |leader| leader.name.as_str());
        let family = analysis.weights.weighting == Some(Weighting::WithinFamily);
        let share = if family { "Shares of each family. " } else { "" };
        widgets::small(
            ui,
            format!("{share}Green is where {leader} stays first, the other weights in proportion."),
        );
        if !direct {
            widgets::small(
                ui,
                "These weights come from the answers or requirements; change them there, or give the profile direct weights under Criteria.",
            );
        }
        let rows = in_order(ui, context);
        let most = if *all { usize::MAX } else { FIRST_WEIGHTS };
        let hidden = rows.len().saturating_sub(most);
        // Hundreds are drawn only where they are in sight.
        let many = rows.len() > MANY_WEIGHTS;
        for row in rows.into_iter().take(most) {
            if many {
                row_or_room(ui, context, row, direct, out);
            } else {
                weight_row(ui, context, row, direct, out);
            }
        }
        if hidden > 0 || *all {
            let text = if *all { "Show fewer".to_owned() } else { format!("Show {hidden} more") };
            let name = if *all { "Show fewer weights" } else { "Show all weights" };
            if widgets::link_button(ui, text).accessible_name(name).clicked() {
                *all = !*all;
            }
        }
        if let Some(figure) = figure {
            charts::numbers(ui, &Chart::Weights, figure);
        }
    });
}

/// The scored criteria, heaviest first. While a slider is in use they do not
/// change places.
fn in_order<'a>(ui: &Ui, context: Context<'a>) -> Vec<&'a Stability> {
    let criteria = &context.workbook.criteria;
    let mut rows: Vec<&Stability> = context
        .analysis()
        .stability
        .iter()
        .filter(|row| criteria[row.node].measure().is_some())
        .collect();
    rows.sort_by(|a, b| {
        let id = |row: &Stability| &criteria[row.node].id;
        b.weight.total_cmp(&a.weight).then_with(|| id(a).cmp(id(b)))
    });
    let order_id = ui.make_persistent_id("weight order");
    let focused = ui.memory(|memory| memory.focused());
    let used = rows.iter().any(|row| {
        let id = slider_id(&criteria[row.node].id);
        focused == Some(id) || ui.is_being_dragged(id)
    });
    let kept: Option<Vec<usize>> = ui.data(|data| data.get_temp(order_id));
    match kept.filter(|_| used) {
        Some(kept) => {
            let mut place = vec![usize::MAX; criteria.len()];
            for (at, &node) in kept.iter().enumerate() {
                if let Some(place) = place.get_mut(node) {
                    *place = at;
                }
            }
            rows.sort_by_key(|row| place.get(row.node).copied().unwrap_or(usize::MAX));
        }
        None => {
            let order: Vec<usize> = rows.iter().map(|row| row.node).collect();
            ui.data_mut(|data| data.insert_temp(order_id, order));
        }
    }
    rows
}

/// Draws a row, or leaves its room where it is out of sight.
fn row_or_room(
    ui: &mut Ui,
    context: Context<'_>,
    row: &Stability,
    direct: bool,
    out: &mut Actions,
) {
    let size = vec2(ui.available_width(), theme::ROW_HEIGHT);
    let room = eframe::egui::Rect::from_min_size(ui.cursor().min, size);
    let id = slider_id(&context.workbook.criteria[row.node].id);
    let focused = ui.memory(|memory| memory.focused()) == Some(id);
    // A row beyond the edge is drawn, so that the keyboard finds it.
    let near = room.expand2(vec2(0.0, 4.0 * theme::ROW_HEIGHT));
    if ui.is_rect_visible(near) || focused {
        weight_row(ui, context, row, direct, out);
    } else {
        ui.allocate_exact_size(size, Sense::hover());
        ui.add_space(-ui.spacing().item_spacing.y);
    }
}

fn weight_row(ui: &mut Ui, context: Context<'_>, row: &Stability, direct: bool, out: &mut Actions) {
    let workbook = context.workbook;
    let analysis = context.analysis();
    let criterion = &workbook.criteria[row.node];
    let columns = [
        Column::left("", 0.0),
        Column::left("", (ui.available_width() * 0.3).clamp(110.0, 420.0)),
        Column::right("", 58.0),
        Column::left("", 108.0),
    ];
    let span = row.span(analysis.weights.weighting);
    let share = span.map_or(row.weight, |span| span.weight);
    // Shares of the whole are printed so that they add to 100.
    let printed = if analysis.weights.weighting == Some(Weighting::WithinFamily) {
        analysis::percent(share)
    } else {
        format!("{} %", analysis::number(analysis.weights.nodes[row.node].percent, 1))
    };
    ui.push_id(&criterion.id, |ui| {
        let mut table = TableRow::new(ui, &columns, theme::ROW_HEIGHT);
        table.cell(|ui| text_cell(ui, &criterion.name));
        let mut change = None;
        table.cell(|ui| {
            ui.add_enabled_ui(direct, |ui| {
                let name = format!("Weight of {}", criterion.name);
                let slider = WeightSlider {
                    id: slider_id(&criterion.id),
                    name: &name,
                    share,
                    stable: span.map(|span| (span.low, span.high)),
                    width: ui.available_width(),
                };
                change = slider.show(ui).1;
            });
        });
        table.cell(|ui| {
            let name = format!("Why {printed} for {}", criterion.name);
            if widgets::asked(ui, printed.as_str(), &name).clicked() {
                let family = analysis.weights.weighting == Some(Weighting::WithinFamily);
                let id = criterion.id.clone();
                out.ask_why(if family { Subject::Share(id) } else { Subject::Weight(id) });
            }
        });
        table.cell(|ui| {
            let colour = tokens(ui).text_muted;
            let Some(span) = span else { return };
            let words = span.words();
            let text = RichText::new(&words).small().color(colour);
            let name = format!("Why {words} for {}", criterion.name);
            if widgets::asked(ui, text, &name).clicked() {
                let end = if span.above.is_some() { End::High } else { End::Low };
                out.ask_why(Subject::Stability(criterion.id.clone(), end));
            }
        });
        table.end(false);
        match change {
            Some(WeightSliderChange::To(share)) => {
                let weight =
                    raw_weight_for_share(context.tree(), &analysis.weights, row.node, share);
                if let (Some(weight), Some(profile)) = (weight, context.profile_id()) {
                    let edit = Edit::SetWeight {
                        profile: profile.clone(),
                        criterion: criterion.id.clone(),
                        weight: Some(weight),
                    };
                    out.push(Action::Drag(edit, format!("weight of {}", criterion.id)));
                }
            }
            Some(WeightSliderChange::Done) => out.push(Action::DragEnd),
            None => {}
        }
    });
}

fn slider_id(criterion: &CriterionId) -> Id {
    Id::unique(("weight slider", criterion))
}
