//! Value against cost: the Pareto line, what each step up buys, what a budget
//! leaves, and the costs themselves.

use eframe::egui::{Label, Layout, RichText, Ui, vec2};

use crate::analysis::{
    Affordable, CostValue, ValueBasis, cost_text, cost_value, number, percent, points, range,
};
use crate::app::action::{Action, Actions};
use crate::app::charts::{self, Chart, Shelf, chart_card};
use crate::app::context::Context;
use crate::app::screens::options::{costing_fields, figure_fields};
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, NumberField, Tone};
use crate::app::widgets::{Column, TableRow, head_row, text_cell};
use crate::workbook::{CriterionId, Edit, Frame, Item, ItemRef, Kind};

/// Up to so many options have their cost fields shown unasked.
const FEW: usize = 6;
/// Below this width a table leaves out what the chart tells as well.
const NARROW: f32 = 760.0;
/// Room between a column of numbers and one of words, in points.
const GAP: f32 = 4.0;

/// How value against cost is looked at.
#[derive(Debug, Default)]
pub(super) struct CostView {
    basis: ValueBasis,
    editing: bool,
    kept: Option<Kept>,
}

/// What was found for one revision, on one basis.
#[derive(Debug)]
struct Kept {
    revision: u64,
    basis: ValueBasis,
    found: Option<CostValue>,
    /// Values on the other basis, by position in `CostValue::points`.
    other: Vec<Option<f64>>,
}

impl Kept {
    fn of(context: Context<'_>, basis: ValueBasis) -> Self {
        let (workbook, analysis) = (context.workbook, context.analysis());
        let found = cost_value(workbook, analysis, basis);
        let twice = found.as_ref().is_some_and(|found| !found.counted_twice.is_empty());
        let against = match basis {
            ValueBasis::All => ValueBasis::WithoutCosts,
            ValueBasis::WithoutCosts => ValueBasis::All,
        };
        let other = twice.then(|| cost_value(workbook, analysis, against)).flatten();
        let values = found.as_ref().zip(other.as_ref()).map(|(found, other)| {
            let value = |option: usize| {
                other.points.iter().find(|it| it.option == option).map(|it| it.value.0)
            };
            found.points.iter().map(|point| value(point.option)).collect()
        });
        Self { revision: context.derived.revision, basis, found, other: values.unwrap_or_default() }
    }
}

impl CostView {
    /// Draws the section.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        shelf: &mut Shelf,
        out: &mut Actions,
    ) {
        let kept = match self.kept.take() {
            Some(kept) if kept.revision == context.derived.revision && kept.basis == self.basis => {
                kept
            }
            _ => Kept::of(context, self.basis),
        };
        if let Some(found) = &kept.found {
            self.warning(ui, context, found, out);
            self.chart(ui, context, found, shelf, out);
            ui.add_space(theme::SPACE_XS);
            budget(ui, context, found, out);
            ui.add_space(theme::SPACE_XS);
            steps(ui, context, found);
            standings(ui, context, found, &kept);
            left_out(ui, context, found);
        } else if self.basis == ValueBasis::WithoutCosts {
            widgets::card(ui, |ui| {
                widgets::muted(ui, "No criterion but costs has weight, or no option has a cost.");
                if widgets::button(ui, "Value of everything").clicked() {
                    self.basis = ValueBasis::All;
                }
            });
        } else {
            teaching(ui);
        }
        ui.add_space(theme::SPACE_XS);
        self.costs(ui, context, kept.found.is_none(), out);
        self.kept = Some(kept);
    }

    /// Says that cost counts twice, and offers the value without it.
    fn warning(&mut self, ui: &mut Ui, context: Context<'_>, found: &CostValue, out: &mut Actions) {
        let Some(text) = found.warning(context.workbook) else {
            self.basis = ValueBasis::All;
            return;
        };
        widgets::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_S;
            widgets::finding_line(ui, Tone::Warning, icons::WARNING, &text);
            ui.horizontal_wrapped(|ui| {
                for (basis, name) in [
                    (ValueBasis::All, "Value of everything"),
                    (ValueBasis::WithoutCosts, "Value without these criteria"),
                ] {
                    if widgets::chip(ui, self.basis == basis, name).clicked() {
                        self.basis = basis;
                    }
                }
            });
            for twice in &found.counted_twice {
                let name = context.workbook.criterion_name(&twice.criterion);
                ui.push_id(&twice.criterion, |ui| {
                    ui.horizontal_wrapped(|ui| {
                        widgets::small(
                            ui,
                            format!("{name}, weight {}: {}", percent(twice.weight), twice.because),
                        );
                        if widgets::link_button(ui, format!("Open {name}")).clicked() {
                            let id = twice.criterion.as_str();
                            out.push(Action::Reveal(ItemRef::new(Kind::Criterion, id)));
                        }
                        if widgets::link_button(ui, format!("{name} is no cost")).clicked() {
                            out.edit(said(context, &twice.criterion, Some(false)));
                        }
                    });
                });
            }
        });
        ui.add_space(theme::SPACE_XS);
    }

    fn chart(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        found: &CostValue,
        shelf: &mut Shelf,
        out: &mut Actions,
    ) {
        let chart = Chart::CostValue(self.basis);
        match shelf.figure(ui, context, &chart) {
            Some(figure) => chart_card(ui, &chart, &figure, out, |_| {}),
            None => {
                widgets::card(ui, |ui| {
                    widgets::section_title(ui, found.finding.trim_end_matches('.'));
                    charts::nothing_to_show(ui, &chart);
                });
            }
        }
    }

    /// The costs, and what they are counted in.
    fn costs(&mut self, ui: &mut Ui, context: Context<'_>, empty: bool, out: &mut Actions) {
        let workbook = context.workbook;
        let ranked = &context.analysis().order;
        widgets::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_S;
            let unasked = empty || ranked.len() <= FEW;
            if unasked {
                widgets::section_title(ui, "What each option costs");
            } else {
                let verb = if self.editing { "Done" } else { "Edit" };
                let name = format!("{verb} what each option costs");
                if widgets::titled(ui, "What each option costs", verb, &name) {
                    self.editing = !self.editing;
                }
            }
            if !unasked && !self.editing {
                widgets::muted(ui, summary(&workbook.frame));
                return;
            }
            if let Some(frame) = costing_fields(ui, &workbook.frame) {
                out.edit(Edit::SetFrame(Box::new(frame)));
            }
            for &at in ranked {
                let Some(option) = workbook.alternatives.get(at) else { continue };
                ui.push_id(&option.id, |ui| {
                    ui.horizontal(|ui| {
                        let layout = Layout::left_to_right(eframe::egui::Align::Center);
                        let room = vec2(180.0, theme::CONTROL_HEIGHT);
                        ui.allocate_ui_with_layout(room, layout, |ui| {
                            ui.set_width(180.0);
                            widgets::option_label(ui, at, RichText::new(&option.name));
                        });
                        if let Some(option) = figure_fields(ui, option) {
                            out.edit(Edit::Put(Item::from(option)));
                        }
                    });
                });
            }
            widgets::small(
                ui,
                "The likely cost, then the lowest and the highest where they are known. A comma or \
                 a point sets off decimals.",
            );
            marks(ui, context, out);
        });
    }
}

fn summary(frame: &Frame) -> String {
    let costing = &frame.costing;
    let mut parts = vec![if costing.currency.trim().is_empty() {
        "No currency is named".to_owned()
    } else {
        format!("In {}", costing.currency.trim())
    }];
    if !costing.horizon.trim().is_empty() {
        parts.push(costing.horizon.trim().to_owned());
    }
    if let Some(day) = costing.priced {
        parts.push(format!("prices of {day}"));
    }
    parts.join(", ")
}

/// What is said of criteria, whether they are costs.
fn marks(ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
    let workbook = context.workbook;
    for (id, is_cost) in &workbook.frame.costing.criteria {
        let name = workbook.criterion_name(id);
        ui.push_id(("mark", id), |ui| {
            ui.horizontal_wrapped(|ui| {
                let what = if *is_cost { "is a cost" } else { "is no cost" };
                widgets::small(ui, format!("{name} {what}, as was said here."));
                if widgets::link_button(ui, format!("Take back that {name} {what}")).clicked() {
                    out.edit(said(context, id, None));
                }
            });
        });
    }
    let free = |id: &CriterionId| !workbook.frame.costing.criteria.contains_key(id);
    let choices: Vec<(Option<CriterionId>, String)> = context
        .analysis()
        .leaves
        .iter()
        .map(|&node| &workbook.criteria[node])
        .filter(|criterion| free(&criterion.id))
        .map(|criterion| (Some(criterion.id.clone()), criterion.name.clone()))
        .collect();
    let name = "A criterion that is a cost";
    widgets::labelled(ui, name, |ui| {
        if let Some(Some(id)) = widgets::choose(ui, name, name, &None, 240.0, &choices) {
            out.edit(said(context, &id, Some(true)));
        }
    });
}

/// Says of a criterion whether it is a cost; nothing leaves it to its name.
fn said(context: Context<'_>, criterion: &CriterionId, is_cost: Option<bool>) -> Edit {
    let mut frame = context.workbook.frame.clone();
    match is_cost {
        Some(is_cost) => frame.costing.criteria.insert(criterion.clone(), is_cost),
        None => frame.costing.criteria.remove(criterion),
    };
    Edit::SetFrame(Box::new(frame))
}

fn teaching(ui: &mut Ui) {
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_S;
        widgets::section_title(ui, "Is the better option worth its price?");
        widgets::prose(
            ui,
            "Totals say which option is better, not what that costs. Give two options a cost, and \
             the chart shows which of them nothing beats on both, what each step up buys, and what \
             a budget leaves to choose from.",
        );
        widgets::prose(
            ui,
            "Keep cost out of the criteria, so that it does not count twice. Count all that the \
             options differ in over one period: to build, to run, to leave again.",
        );
    });
}

/// The budget and what it leaves.
fn budget(ui: &mut Ui, context: Context<'_>, found: &CostValue, out: &mut Actions) {
    let costing = &context.workbook.frame.costing;
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_S;
        widgets::section_title(ui, "What a budget leaves");
        ui.horizontal_wrapped(|ui| {
            widgets::field_label(ui, "Budget");
            let field = NumberField::new("budget", "Budget", costing.budget)
                .bounds(0.0, f64::MAX)
                .width(130.0)
                .unit(costing.currency.trim());
            if let Some(budget) = field.show(ui) {
                let mut frame = context.workbook.frame.clone();
                frame.costing.budget = budget;
                out.edit(Edit::SetFrame(Box::new(frame)));
            }
        });
        match found.budget_in_words(context.workbook, context.analysis()) {
            Some(text) => {
                ui.add(Label::new(text).wrap());
            }
            None => {
                widgets::muted(
                    ui,
                    "Name what may be spent, and the best option within it is told.",
                );
            }
        }
    });
}

/// What each step along the line buys.
fn steps(ui: &mut Ui, context: Context<'_>, found: &CostValue) {
    if found.steps.is_empty() {
        return;
    }
    let costing = &context.workbook.frame.costing;
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "What each step up buys");
        widgets::small(
            ui,
            "Against the next cheaper option on the line. Value over cost is not shown: it changes \
             with where 0 of the value lies.",
        );
        let wide = ui.available_width() > NARROW;
        let mut columns = vec![
            Column::left("Step", 0.0),
            Column::right("Points gained", 110.0),
            Column::right("For", 130.0),
            Column::right("Cost of a point", 130.0),
        ];
        if wide {
            columns.push(Column::right("Points for 1,000", 120.0));
            columns.push(Column::left("", GAP));
            columns.push(Column::left("Ranges", 120.0));
        }
        head_row(ui, &columns);
        let last = found.steps.len() - 1;
        for (at, step) in found.steps.iter().enumerate() {
            let (from, to) = (
                found.name(context.analysis(), step.from),
                found.name(context.analysis(), step.to),
            );
            ui.push_id(("step", at), |ui| {
                let mut row = TableRow::new(ui, &columns, 28.0);
                row.cell(|ui| text_cell(ui, format!("{from} to {to}")));
                row.cell(|ui| text_cell(ui, points(step.gain)));
                row.cell(|ui| text_cell(ui, cost_text(costing, step.cost)));
                row.cell(|ui| text_cell(ui, cost_text(costing, step.cost_per_point)));
                if wide {
                    row.cell(|ui| text_cell(ui, per_thousand(step.ratio)));
                    row.cell(|_| ());
                    let text = if step.sure { "hold throughout" } else { "leave it open" };
                    row.cell(|ui| text_cell(ui, text));
                }
                row.end(at < last);
            });
        }
    });
    ui.add_space(theme::SPACE_XS);
}

fn per_thousand(ratio: f64) -> String {
    let ratio = (1000.0 * ratio).min(f64::MAX);
    number(ratio, if ratio < 10.0 { 2 } else { 1 })
}

/// Every option with a cost, and where it stands.
fn standings(ui: &mut Ui, context: Context<'_>, found: &CostValue, kept: &Kept) {
    let analysis = context.analysis();
    let costing = &context.workbook.frame.costing;
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "Where each option stands");
        let wide = ui.available_width() > NARROW;
        let other = match kept.basis {
            ValueBasis::All => "Without cost criteria",
            ValueBasis::WithoutCosts => "With all criteria",
        };
        let mut columns = vec![Column::left("Option", 160.0), Column::right("Value", 100.0)];
        if !kept.other.is_empty() {
            columns.push(Column::right(other, 140.0));
        }
        columns.push(Column::right("Cost", 120.0));
        columns.push(Column::left("", GAP));
        if wide && found.budget.is_some() {
            columns.push(Column::left("Budget", 170.0));
        }
        columns.push(Column::left("Standing", 0.0));
        head_row(ui, &columns);
        let last = found.points.len() - 1;
        for (at, point) in found.points.iter().enumerate() {
            ui.push_id(&point.id, |ui| {
                let mut row = TableRow::new(ui, &columns, 28.0);
                row.cell(|ui| {
                    let name = RichText::new(found.name(analysis, at));
                    widgets::option_label(ui, point.option, name)
                });
                row.cell(|ui| {
                    text_cell(ui, points(point.value.0))
                        .on_hover_text(range(point.value.1, point.value.2))
                });
                if let Some(value) = kept.other.get(at) {
                    let text = value.map_or_else(|| "–".to_owned(), points);
                    row.cell(|ui| text_cell(ui, text));
                }
                row.cell(|ui| {
                    let ends = (cost_text(costing, point.cost.1), cost_text(costing, point.cost.2));
                    text_cell(ui, cost_text(costing, point.cost.0))
                        .on_hover_text(format!("{} – {}", ends.0, ends.1))
                });
                row.cell(|_| ());
                if let (true, Some(answer)) = (wide, &found.budget) {
                    let strong = answer.best.contains(&at);
                    row.cell(|ui| {
                        let text = if strong {
                            "the best within it".to_owned()
                        } else {
                            answer.affordable[at].name().to_owned()
                        };
                        let mut text = RichText::new(text);
                        if strong {
                            text = text.text_style(theme::strong());
                        } else if answer.affordable[at] == Affordable::No {
                            text = text.color(tokens(ui).text_muted);
                        }
                        text_cell(ui, text)
                    });
                }
                row.cell(|ui| {
                    let text = found.standing_in_words(analysis, at);
                    ui.add(Label::new(text).wrap())
                });
                row.end(at < last);
            });
        }
    });
    ui.add_space(theme::SPACE_XS);
}

/// Options that stand in no table, and why.
fn left_out(ui: &mut Ui, context: Context<'_>, found: &CostValue) {
    let names = |options: &[usize]| {
        let names: Vec<&str> =
            options.iter().map(|&at| context.analysis().options[at].name.as_str()).collect();
        crate::analysis::listed(&names)
    };
    if !found.without_cost.is_empty() {
        let verb = if found.without_cost.len() == 1 { "has" } else { "have" };
        let text =
            format!("{} {verb} no cost yet and so no place here.", names(&found.without_cost));
        widgets::finding_line(ui, Tone::Plain, icons::INFO, &text);
    }
    if !found.not_ranked.is_empty() {
        let verb = if found.not_ranked.len() == 1 { "is" } else { "are" };
        let text = format!("{} {verb} out of the running.", names(&found.not_ranked));
        widgets::finding_line(ui, Tone::Plain, icons::INFO, &text);
    }
}
