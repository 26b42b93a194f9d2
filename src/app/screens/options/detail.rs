//! One option in full: read first, fields on request.

use eframe::egui::{Id, Label, RichText, Sense, Ui, vec2};

use super::OptionsView;
use crate::analysis::cost_text;
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, TextField};
use crate::figure::option_style;
use crate::workbook::{Alternative, AlternativeId, CostFigure, Costing, Edit, Item, ItemRef, Kind};

/// Below this width, in points, what speaks for and against stands in one
/// column.
pub(super) const TWO_COLUMNS: f32 = 520.0;

impl OptionsView {
    pub(super) fn detail(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        at: usize,
        option: &Alternative,
        out: &mut Actions,
    ) {
        ui.spacing_mut().item_spacing.y = theme::SPACE_M;
        let mut changed = None;
        widgets::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_S;
            self.head(ui, context, at, option, out);
            if self.editing {
                changed = what_it_is(ui, option);
            } else {
                reading(ui, option);
            }
        });
        super::standing::card(ui, context, at, option, out);
        super::contrast::card(ui, context, at, option, out);
        changed = arguments(ui, option, self.editing).or(changed);
        changed = conditions(ui, context, option, self.editing, out).or(changed);
        if self.editing || option.composition.is_some() {
            let next = super::composite::card(ui, context, at, option, self.editing, out);
            changed = next.or(changed);
        }
        if let Some(option) = changed {
            out.edit(Edit::Put(Item::from(option)));
        }
        self.ways_out(ui, context, option, out);
        ui.add_space(theme::SPACE_M);
    }

    /// Marker, name, and what can be done with the option as a whole.
    fn head(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        at: usize,
        option: &Alternative,
        out: &mut Actions,
    ) {
        let options = &context.workbook.alternatives;
        let item = ItemRef::new(Kind::Alternative, option.id.as_str());
        ui.horizontal(|ui| {
            let (room, _) = ui.allocate_exact_size(vec2(18.0, 24.0), Sense::hover());
            let colour = tokens(ui).option(at);
            widgets::marker(ui.painter(), room.center(), 8.0, option_style(at).marker, colour);
            let right = eframe::egui::Layout::right_to_left(eframe::egui::Align::Center);
            ui.with_layout(right, |ui| {
                let verb = if self.editing { "Done" } else { "Edit" };
                if widgets::button(ui, verb)
                    .accessible_name(format!("{verb} {}", option.name))
                    .clicked()
                {
                    self.editing = !self.editing;
                }
                let copy = format!("Duplicate {}", option.name);
                if widgets::icon_button(ui, icons::COPY, &copy).clicked() {
                    let (id, edit) = duplicate(options, at, option);
                    out.edit(edit);
                    self.select(id.as_str());
                }
                ui.add_enabled_ui(at + 1 < options.len(), |ui| {
                    let name = format!("Move {} down", option.name);
                    if widgets::icon_button(ui, icons::ARROW_DOWN, &name).clicked() {
                        let before = options.get(at + 2).map(|other| other.id.to_string());
                        out.edit(Edit::Move { item: item.clone(), before });
                    }
                });
                ui.add_enabled_ui(at > 0, |ui| {
                    let name = format!("Move {} up", option.name);
                    if widgets::icon_button(ui, icons::ARROW_UP, &name).clicked() {
                        let before = at.checked_sub(1).and_then(|above| options.get(above));
                        let before = before.map(|other| other.id.to_string());
                        out.edit(Edit::Move { item: item.clone(), before });
                    }
                });
                let left = eframe::egui::Layout::left_to_right(eframe::egui::Align::Center);
                ui.with_layout(left, |ui| {
                    let name = RichText::new(super::shown_name(option)).text_style(theme::title());
                    ui.add(Label::new(name).truncate());
                });
            });
        });
    }
}

/// A variant of an option, after it: all that is written about it, and no score.
fn duplicate(options: &[Alternative], at: usize, option: &Alternative) -> (AlternativeId, Edit) {
    let taken = |name: &str| options.iter().any(|other| other.name == name);
    let mut name = format!("{} (copy)", option.name);
    let mut number = 2;
    while taken(&name) {
        name = format!("{} (copy {number})", option.name);
        number += 1;
    }
    let id = AlternativeId::fresh(&name, "option", options.iter().map(|other| &other.id));
    let copy = Alternative { id: id.clone(), name: name.clone(), dropped: None, ..option.clone() };
    let item = ItemRef::new(Kind::Alternative, id.as_str());
    let mut edits = vec![Edit::Put(Item::from(copy))];
    if let Some(next) = options.get(at + 1) {
        edits.push(Edit::Move { item, before: Some(next.id.to_string()) });
    }
    (id, Edit::All { label: format!("duplicate option {}", option.name), edits })
}

fn reading(ui: &mut Ui, option: &Alternative) {
    if !option.idea.is_empty() {
        widgets::muted(ui, option.idea.as_str());
    }
    if !option.description.is_empty() {
        widgets::prose(ui, &option.description);
    }
    if option.idea.is_empty() && option.description.is_empty() {
        widgets::muted(ui, "What this option is has not been written down yet.");
    }
}

/// A copy of the option with something changed.
fn with(option: &Alternative, change: impl FnOnce(&mut Alternative)) -> Option<Alternative> {
    let mut next = option.clone();
    change(&mut next);
    Some(next)
}

fn name_key(option: &str) -> (&str, &'static str) {
    (option, "name")
}

/// The field for the name of an option.
pub(super) fn name_field(option: &str) -> Id {
    TextField::new(name_key(option), "", "").id()
}

fn what_it_is(ui: &mut Ui, option: &Alternative) -> Option<Alternative> {
    let mut changed = None;
    let id = option.id.as_str();
    widgets::labelled(ui, "Name", |ui| {
        let field = TextField::new(name_key(id), "Name of the option", &option.name);
        if let Some(text) = field.show(ui).filter(|text| !text.is_empty()) {
            changed = with(option, |option| option.name = text);
        }
    });
    widgets::labelled(ui, "Idea", |ui| {
        let field =
            TextField::new((id, "idea"), "Idea of the option", &option.idea).hint("In one line");
        if let Some(text) = field.show(ui) {
            changed = with(option, |option| option.idea = text);
        }
    });
    widgets::labelled(ui, "Description", |ui| {
        let field =
            TextField::new((id, "description"), "Description of the option", &option.description)
                .hint("What it is, in paragraphs")
                .rows(5);
        if let Some(text) = field.show(ui) {
            changed = with(option, |option| option.description = text);
        }
    });
    changed
}

/// What speaks for it and against it.
fn arguments(ui: &mut Ui, option: &Alternative, editing: bool) -> Option<Alternative> {
    if !editing && option.pros.is_empty() && option.cons.is_empty() {
        return None;
    }
    let mut changed = None;
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_S;
        let sides = [
            ("What speaks for it", "pro", &option.pros),
            ("What speaks against it", "con", &option.cons),
        ];
        let mut side = |ui: &mut Ui, (title, noun, items): (&str, &str, &Vec<String>)| {
            ui.vertical(|ui| {
                widgets::section_title(ui, title);
                if editing {
                    if let Some(list) = widgets::text_list(ui, (&option.id, noun), noun, items) {
                        changed = with(option, |option| match noun {
                            "pro" => option.pros = list,
                            _ => option.cons = list,
                        });
                    }
                } else if items.is_empty() {
                    widgets::muted(ui, "Nothing is written down.");
                } else {
                    widgets::bullets(ui, items);
                }
            });
        };
        if ui.available_width() < TWO_COLUMNS {
            sides.into_iter().for_each(|it| side(ui, it));
        } else {
            ui.columns_const(|columns: &mut [Ui; 2]| {
                for (column, it) in columns.iter_mut().zip(sides) {
                    side(column, it);
                }
            });
        }
    });
    changed
}

/// A cost with its range and what it covers.
fn total_text(context: Context<'_>, total: CostFigure) -> String {
    let costing = &context.workbook.frame.costing;
    let mut text = cost_text(costing, total.likely);
    let (low, high) = total.range();
    if low < high {
        let (low, high) = (cost_text(costing, low), cost_text(costing, high));
        text.push_str(&format!(", plausibly {low} to {high}"));
    }
    if !costing.horizon.trim().is_empty() {
        text.push_str(&format!("; {}", costing.horizon.trim()));
    }
    text
}

/// What the numbers are counted in, and where that is said.
fn counted_in(costing: &Costing) -> String {
    let currency = costing.currency.trim();
    let what = if currency.is_empty() { "No currency is named yet" } else { currency };
    let covers = costing.horizon.trim();
    let covers = if covers.is_empty() { String::new() } else { format!(", {covers}") };
    format!("{what}{covers}. The same for all options; set under Results, Cost and value.")
}

/// Prerequisites, main risk, costs.
fn conditions(
    ui: &mut Ui,
    context: Context<'_>,
    option: &Alternative,
    editing: bool,
    out: &mut Actions,
) -> Option<Alternative> {
    let costs = &option.costs;
    let bare = option.prerequisites.is_empty() && option.top_risk.is_empty() && costs.is_empty();
    if !editing && bare {
        return None;
    }
    let mut changed = None;
    let id = option.id.as_str();
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_S;
        if editing || !option.prerequisites.is_empty() {
            widgets::section_title(ui, "What must hold first");
            let items = &option.prerequisites;
            if !editing {
                widgets::bullets(ui, items);
            } else if let Some(list) =
                widgets::text_list(ui, (id, "prerequisites"), "prerequisite", items)
            {
                changed = with(option, |option| option.prerequisites = list);
            }
            ui.add_space(theme::SPACE_XS);
        }
        if editing || !option.top_risk.is_empty() {
            widgets::section_title(ui, "Main risk");
            if editing {
                let field = TextField::new((id, "risk"), "Main risk", &option.top_risk)
                    .hint("In a sentence")
                    .rows(2);
                if let Some(text) = field.show(ui) {
                    changed = with(option, |option| option.top_risk = text);
                }
            } else {
                widgets::prose(ui, &option.top_risk);
            }
            ui.add_space(theme::SPACE_XS);
        }
        if editing || !costs.is_empty() {
            widgets::section_title(ui, "Costs");
            let rows = [
                ("To build", &costs.build, "80,000 EUR, 2026"),
                ("To run", &costs.run, "1,200 EUR a month, 2026"),
                ("To leave again", &costs.exit, "three weeks of work"),
            ];
            for (label, value, hint) in rows {
                if editing {
                    let done = widgets::labelled(ui, label, |ui| {
                        let name = format!("Costs {}", label.to_lowercase());
                        TextField::new((id, label), &name, value).hint(hint).show(ui)
                    });
                    if let Some(text) = done {
                        changed = with(option, |option| match label {
                            "To build" => option.costs.build = text,
                            "To run" => option.costs.run = text,
                            _ => option.costs.exit = text,
                        });
                    }
                } else if !value.is_empty() {
                    widgets::key_value(ui, label, value);
                }
            }
            if editing {
                let next = widgets::labelled(ui, "In all, as a number", |ui| {
                    ui.horizontal(|ui| super::figure_fields(ui, option)).inner
                });
                changed = next.or(changed.take());
                widgets::small(ui, counted_in(&context.workbook.frame.costing));
            } else if let Some(total) = option.costs.total {
                widgets::key_value(ui, "In all", &total_text(context, total));
            }
            if widgets::link_button(ui, "Cost and value, under Results").clicked() {
                out.push(Action::Go(Screen::Results));
            }
        }
    });
    changed
}
