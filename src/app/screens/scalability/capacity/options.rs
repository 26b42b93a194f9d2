//! What the plan comes to, option by option.

use eframe::egui::{RichText, ScrollArea, Ui};

use super::with;
use crate::analysis::number;
use crate::analysis::scalability::{NoCapacity, OptionOutlook, Outlook, node_type_of};
use crate::app::context::Context;
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, Align, Column, TableRow, Tone, text_cell};
use crate::workbook::{LoadPlan, Workbook};

/// Narrower than this the table is moved sideways.
const WIDTH: f32 = 1120.0;

/// Room between numbers and the words that follow them.
const GAP: Column<'static> = Column { head: "", width: 1.0, align: Align::Left };

/// The table of the options. Gives the plan after a change to what one runs on.
pub(super) fn table(ui: &mut Ui, context: Context<'_>, found: &Outlook) -> Option<LoadPlan> {
    let workbook = context.workbook;
    let mut changed = None;
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "What the load takes, option by option");
        ScrollArea::horizontal().id_salt("capacity of options").auto_shrink([false, true]).show(
            ui,
            |ui| {
                ui.set_min_width(WIDTH.max(ui.available_width()));
                changed = rows(ui, workbook, found);
            },
        );
        ui.add_space(theme::SPACE_XS);
        for note in notes(workbook, found) {
            widgets::finding_line(ui, Tone::Warning, icons::WARNING, &note);
        }
        widgets::small(ui, HOW);
    });
    changed
}

const HOW: &str = "One node carries what was measured on it, scaled to the cores of its type by the contention among cores. Nodes: the fewest that together, less the contention among them, carry the load within the use planned for. Per million: the price of a month of 730 hours by the requests of that month at the load to carry.";

fn rows(ui: &mut Ui, workbook: &Workbook, found: &Outlook) -> Option<LoadPlan> {
    let plan = &workbook.load_plan;
    let currency = &plan.currency;
    let unit = |text: &str| {
        if currency.is_empty() { text.to_owned() } else { format!("{text}, {currency}") }
    };
    let (month, million) = (unit("Month"), unit("Per million"));
    let columns = [
        Column::left("Option", 136.0),
        Column::right("One node, requests/s", 136.0),
        GAP,
        Column::left("Limited by", 0.0),
        Column::left("Runs on", 168.0),
        Column::right("Nodes", 80.0),
        Column::right(&month, 84.0),
        Column::right(&million, 104.0),
        GAP,
        Column::left("One larger node", 0.0),
        Column::left("Full in", 72.0),
    ];
    let mut changed = None;
    widgets::head_row(ui, &columns);
    for option in &found.options {
        ui.push_id(&option.id, |ui| {
            let name = &workbook.alternatives[option.option].name;
            let mut row = TableRow::new(ui, &columns, theme::ROW_HEIGHT + theme::SPACE_XS);
            row.cell(|ui| {
                let text = RichText::new(name).text_style(theme::strong());
                widgets::option_label(ui, option.option, text).on_hover_text(name);
            });
            match &option.fleet {
                Ok(fleet) => {
                    let range = fleet.node_range;
                    let text = number(fleet.node_rps, decimals(fleet.node_rps));
                    row.cell(|ui| {
                        let cell = text_cell(ui, text);
                        if range.0 < range.1 {
                            cell.on_hover_text(format!(
                                "{} to {} over its {} runs; the median counts",
                                number(range.0, decimals(range.0)),
                                number(range.1, decimals(range.1)),
                                fleet.capacity.runs.len() + fleet.capacity.failing.len()
                            ));
                        }
                    });
                    row.cell(|_| {});
                    let limit = fleet.capacity.typical().map(|run| run.limit.words());
                    row.cell(|ui| text_cell(ui, limit.unwrap_or_default()));
                }
                Err(why) => {
                    row.cell(|_| {});
                    row.cell(|_| {});
                    row.cell(|ui| missing(ui, why));
                }
            }
            row.cell(|ui| {
                if plan.node_types.is_empty() {
                    text_cell(ui, "as measured");
                    return;
                }
                let choices: Vec<(String, String)> =
                    plan.node_types.iter().map(|it| (it.name.clone(), it.name.clone())).collect();
                let now = node_type_of(workbook, &option.id).map_or("", |node| &node.name);
                let label = format!("Node type of {name}");
                let chosen =
                    widgets::choose(ui, "runs on", &label, &now.to_owned(), 160.0, &choices);
                if let Some(chosen) = chosen {
                    changed = Some(with(plan, |plan| {
                        plan.runs_on.insert(option.id.clone(), chosen);
                    }));
                }
            });
            numbers(&mut row, option);
            row.end(true);
        });
    }
    changed
}

/// A load or a rate below ten is told to two decimals.
fn decimals(rate: f64) -> usize {
    if rate < 10.0 { 2 } else { 0 }
}

fn numbers(row: &mut TableRow<'_, '_>, option: &OptionOutlook) {
    // Where the option has no capacity, that is said once.
    let hushed = option.fleet.is_err();
    match &option.nodes {
        Ok(needed) => {
            row.cell(|ui| {
                let text = RichText::new(number(needed.nodes as f64, 0));
                let cell = text_cell(ui, text.text_style(theme::strong()));
                if needed.least != needed.nodes || needed.most != Some(needed.nodes) {
                    let most = needed.most.map_or_else(
                        || "out of reach by the run that carries the least".to_owned(),
                        |most| number(most as f64, 0),
                    );
                    cell.on_hover_text(format!(
                        "{} to {most} over its runs",
                        number(needed.least as f64, 0)
                    ));
                }
            });
            row.cell(|ui| {
                if let Some(price) = needed.per_month {
                    text_cell(ui, number(price, money_decimals(price)));
                } else {
                    missing(ui, &NoCapacity::NoPrices);
                }
            });
        }
        Err(_) if hushed => {
            row.cell(|_| {});
            row.cell(|_| {});
        }
        Err(why) => {
            row.cell(|ui| missing(ui, why));
            row.cell(|_| {});
        }
    }
    match &option.million {
        Ok(million) => row.cell(|ui| {
            text_cell(ui, number(million.price, small_decimals(million.price)));
        }),
        Err(_) => row.cell(|_| {}),
    }
    row.cell(|_| {});
    match &option.one_node {
        Ok(Some(node)) => row.cell(|ui| {
            let price = number(node.node_type.per_month, money_decimals(node.node_type.per_month));
            text_cell(ui, &node.node_type.name).on_hover_text(format!(
                "{}: carries {} requests/s at its limit, for {price} a month",
                node.node_type.name,
                number(node.node_rps, decimals(node.node_rps)),
            ));
        }),
        Ok(None) => row.cell(|ui| {
            text_cell(ui, "none is enough");
        }),
        Err(_) => row.cell(|_| {}),
    }
    match &option.headroom {
        Ok(room) => row.cell(|ui| {
            let text = match room.full_in_month {
                Some(month) => format!("month {month}"),
                None => "not yet".to_owned(),
            };
            let spare = number(100.0 * room.spare, 0);
            text_cell(ui, text).on_hover_text(match room.over_in_month {
                Some(month) => format!(
                    "{spare} % more load fits within the use planned for; at their limit from \
                     month {month} on"
                ),
                None => format!(
                    "{spare} % more load fits within the use planned for; the limit is not \
                     reached within the months planned"
                ),
            });
        }),
        Err(_) if hushed || option.nodes.is_err() => row.cell(|_| {}),
        Err(why) => row.cell(|ui| missing(ui, why)),
    }
}

/// Prices below a hundred are told with their cents.
fn money_decimals(price: f64) -> usize {
    if price < 100.0 && price.fract() != 0.0 { 2 } else { 0 }
}

/// As many decimals as show three figures of a price.
fn small_decimals(price: f64) -> usize {
    if price > 0.0 { (2.0 - price.log10().floor()).clamp(2.0, 8.0) as usize } else { 2 }
}

fn missing(ui: &mut Ui, why: &NoCapacity) {
    let colour = theme::tokens(ui).text_muted;
    text_cell(ui, RichText::new(why.words()).color(colour)).on_hover_text(why.sentence());
}

/// What the table cannot say, and why an option is missing in it.
fn notes(workbook: &Workbook, found: &Outlook) -> Vec<String> {
    let name = |option: &OptionOutlook| workbook.alternatives[option.option].name.as_str();
    let named = |which: &dyn Fn(&OptionOutlook) -> bool| -> Option<String> {
        let names: Vec<&str> = found.options.iter().filter(|it| which(it)).map(name).collect();
        match names.as_slice() {
            [] => None,
            [rest @ .., last] if !rest.is_empty() => {
                Some(format!("{} and {last}", rest.join(", ")))
            }
            [one, ..] => Some((*one).to_owned()),
        }
    };
    let mut notes = Vec::new();
    // Options with the same reason share a line.
    let mut told: Vec<&NoCapacity> = Vec::new();
    for option in &found.options {
        let why = option.fleet.as_ref().err().or(option.nodes.as_ref().err());
        let Some(why) = why.filter(|it| !matches!(it, NoCapacity::NoTarget)) else { continue };
        if told.contains(&why) {
            continue;
        }
        told.push(why);
        let same = |other: &OptionOutlook| {
            other.fleet.as_ref().err().or(other.nodes.as_ref().err()) == Some(why)
        };
        if let Some(names) = named(&same) {
            notes.push(format!("{names}: {}", why.sentence()));
        }
    }
    let unjudged = |it: &OptionOutlook| it.capacity().is_ok_and(|found| !found.is_judged());
    if let Some(names) = named(&unjudged) {
        notes.push(format!(
            "The latency budget cannot be judged for {names}: a run does not tell its percentile. What it carries is taken without the budget."
        ));
    }
    let partly = |it: &OptionOutlook| it.capacity().is_ok_and(|found| !found.failing.is_empty());
    if let Some(names) = named(&partly) {
        notes.push(format!(
            "At least one run of {names} keeps the limits at no level; it counts as carrying nothing."
        ));
    }
    let unscaled = |it: &OptionOutlook| {
        it.fleet.as_ref().is_ok_and(|fleet| fleet.node_type.is_some() && !fleet.scaled)
    };
    if let Some(names) = named(&unscaled) {
        notes.push(format!(
            "The cores that {names} ran on are not known: a node of any type is taken to carry what was measured."
        ));
    }
    notes
}
