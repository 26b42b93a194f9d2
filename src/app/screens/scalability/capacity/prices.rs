//! The node types of the plan and their prices.

use eframe::egui::Ui;

use super::with;
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, Column, NumberField, TableRow, TextField, icon_button};
use crate::workbook::{LoadPlan, NodeType, Workbook};

/// A node type that is being put together.
#[derive(Debug, Default)]
pub(super) struct Draft {
    name: String,
    cores: Option<f64>,
    memory_gb: Option<f64>,
    per_month: Option<f64>,
}

impl Draft {
    /// The node type, once all that it needs is given.
    fn complete(&self) -> Result<NodeType, String> {
        let mut missing = Vec::new();
        if self.name.is_empty() {
            missing.push("a name");
        }
        if self.cores.is_none() {
            missing.push("its cores");
        }
        if self.per_month.is_none() {
            missing.push("its price a month");
        }
        match (self.cores, self.per_month) {
            (Some(cores), Some(per_month)) if missing.is_empty() => {
                let memory_gb = self.memory_gb;
                Ok(NodeType { name: self.name.clone(), cores, memory_gb, per_month })
            }
            _ => Err(format!("Give {}", missing.join(", "))),
        }
    }
}

const CORES: (f64, f64) = (0.001, 1e6);
const PRICE: (f64, f64) = (0.0, 1e12);

/// The table of node types. Gives the plan after a change.
pub(super) fn editor(ui: &mut Ui, workbook: &Workbook, draft: &mut Draft) -> Option<LoadPlan> {
    let plan = &workbook.load_plan;
    let mut changed = None;
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "Node types and their prices");
        if plan.node_types.is_empty() {
            widgets::muted(
                ui,
                "Without node types, a node is a machine like the one measured, and nothing is said of money. Add the nodes that you can have, by rising size, with the price that you pay: take it from your provider's list or from your own books.",
            );
        }
        let month = if plan.currency.is_empty() {
            "Price a month".to_owned()
        } else {
            format!("{} a month", plan.currency)
        };
        let columns = [
            Column::left("Node type", 0.0),
            Column::right("Cores", 72.0),
            Column::right("Memory, GB", 84.0),
            Column::right(&month, 100.0),
            Column::left("", 112.0),
        ];
        widgets::head_row(ui, &columns);
        for (at, node) in plan.node_types.iter().enumerate() {
            ui.push_id(("node type", &node.name), |ui| {
                let row = node_row(ui, &columns, plan, at, node);
                changed = changed.take().or(row);
            });
        }
        let added = draft_row(ui, &columns, plan, draft);
        changed = changed.take().or(added);
    });
    changed
}

fn node_row(
    ui: &mut Ui,
    columns: &[Column<'_>],
    plan: &LoadPlan,
    at: usize,
    node: &NodeType,
) -> Option<LoadPlan> {
    let mut changed = None;
    let set = |change: &dyn Fn(&mut NodeType)| {
        Some(with(plan, |plan| {
            if let Some(node) = plan.node_types.get_mut(at) {
                change(node);
            }
        }))
    };
    let was = &node.name;
    let mut row = TableRow::new(ui, columns, theme::CONTROL_HEIGHT + theme::SPACE_S);
    row.cell(|ui| {
        let label = format!("Name of {was}");
        let width = (ui.available_width() - theme::SPACE_M).max(80.0);
        let field = TextField::new(("node type name", was), &label, was).width(width);
        if let Some(name) = field.show(ui).filter(|name| !name.is_empty()) {
            changed = Some(with(plan, |plan| {
                if let Some(node) = plan.node_types.get_mut(at) {
                    node.name.clone_from(&name);
                }
                // What runs on it goes along with the name.
                for runs_on in plan.runs_on.values_mut().filter(|it| **it == *was) {
                    runs_on.clone_from(&name);
                }
            }));
        }
    });
    row.cell(|ui| {
        let label = format!("Cores of {was}");
        let field = NumberField::new(("cores", was), &label, Some(node.cores)).width(52.0);
        if let Some(Some(cores)) = field.bounds(CORES.0, CORES.1).show(ui) {
            changed = set(&|node| node.cores = cores);
        }
    });
    row.cell(|ui| {
        let label = format!("Memory of {was}");
        let field =
            NumberField::new(("memory", was), &label, node.memory_gb).hint("any").width(60.0);
        if let Some(memory) = field.bounds(CORES.0, CORES.1).show(ui) {
            changed = set(&|node| node.memory_gb = memory);
        }
    });
    row.cell(|ui| {
        let label = format!("Price of {was}");
        let field = NumberField::new(("price", was), &label, Some(node.per_month)).width(80.0);
        if let Some(Some(price)) = field.bounds(PRICE.0, PRICE.1).show(ui) {
            changed = set(&|node| node.per_month = price);
        }
    });
    row.cell(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let mut swap = |ui: &mut Ui, other: Option<usize>, icon: &str, label: String| {
            ui.add_enabled_ui(other.is_some(), |ui| {
                if icon_button(ui, icon, &label).clicked()
                    && let Some(other) = other
                {
                    changed = Some(with(plan, |plan| plan.node_types.swap(at, other)));
                }
            });
        };
        let next = Some(at + 1).filter(|next| *next < plan.node_types.len());
        swap(ui, at.checked_sub(1), icons::ARROW_UP, format!("Move {was} up"));
        swap(ui, next, icons::ARROW_DOWN, format!("Move {was} down"));
        if widgets::remove_button(ui, &format!("Remove {was}")).clicked() {
            changed = Some(with(plan, |plan| {
                plan.node_types.remove(at);
                plan.runs_on.retain(|_, name| name != was);
            }));
        }
    });
    row.end(true);
    changed
}

fn draft_row(
    ui: &mut Ui,
    columns: &[Column<'_>],
    plan: &LoadPlan,
    draft: &mut Draft,
) -> Option<LoadPlan> {
    let mut added = None;
    // The fields begin anew once a type was added.
    let round = plan.node_types.len();
    let mut row = TableRow::new(ui, columns, theme::CONTROL_HEIGHT + theme::SPACE_S);
    row.cell(|ui| {
        let width = (ui.available_width() - theme::SPACE_M).max(80.0);
        let field =
            TextField::new(("new node type", round), "Name of a new node type", &draft.name)
                .hint("A new node type…")
                .width(width);
        if let Some(name) = field.show(ui) {
            draft.name = name;
        }
    });
    let number =
        |row: &mut TableRow<'_, '_>, what: &str, bounds: (f64, f64), value: &mut Option<f64>| {
            row.cell(|ui| {
                let label = format!("{what} of a new node type");
                let field = NumberField::new(("new", what, round), &label, *value);
                let field = field.width(match what {
                    "Cores" => 52.0,
                    "Memory" => 60.0,
                    _ => 80.0,
                });
                if let Some(typed) = field.bounds(bounds.0, bounds.1).show(ui) {
                    *value = typed;
                }
            });
        };
    number(&mut row, "Cores", CORES, &mut draft.cores);
    number(&mut row, "Memory", CORES, &mut draft.memory_gb);
    number(&mut row, "Price", PRICE, &mut draft.per_month);
    row.cell(|ui| {
        let complete = draft.complete();
        let taken = plan.node_types.iter().any(|node| node.name == draft.name);
        let refused = match &complete {
            Ok(_) if taken => Some("There is a node type of that name".to_owned()),
            Ok(_) => None,
            Err(missing) => Some(missing.clone()),
        };
        let button = ui.add_enabled_ui(refused.is_none(), |ui| {
            widgets::button(ui, "Add").accessible_name("Add the node type")
        });
        if let Some(refused) = &refused {
            button.response.on_hover_text(refused);
        }
        if button.inner.clicked()
            && let Ok(node) = complete
        {
            added = Some(with(plan, |plan| plan.node_types.push(node)));
        }
    });
    row.end(false);
    if added.is_some() {
        *draft = Draft::default();
    }
    added
}
