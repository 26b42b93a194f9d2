//! Fields for what an option costs as a number, and for what all costs are
//! counted in. Shown with the option, and with value against cost.

use eframe::egui::Ui;

use crate::app::widgets::{self, DateField, NumberField, TextField};
use crate::workbook::{Alternative, CostFigure, Costing, Frame};

/// Width of a field of a cost, in points.
const FIELD: f32 = 92.0;

/// The three numbers of an option's cost. Gives the option after a change; to
/// clear the likely cost clears them all.
pub fn figure_fields(ui: &mut Ui, option: &Alternative) -> Option<Alternative> {
    let total = option.costs.total;
    let ends = [
        ("likely", total.map(|total| total.likely)),
        ("lowest", total.and_then(|total| total.low)),
        ("highest", total.and_then(|total| total.high)),
    ];
    let mut changed = None;
    for (which, value) in ends {
        let name = format!("{} cost of {}", capital(which), option.name);
        let mut field = NumberField::new((&option.id, "cost", which), &name, value).width(FIELD);
        // What would not be in order is refused where it is typed.
        field = match (which, total) {
            ("likely", Some(total)) => {
                field.bounds(total.low.unwrap_or(0.0), total.high.unwrap_or(f64::MAX))
            }
            ("lowest", Some(total)) => field.bounds(0.0, total.likely),
            ("highest", Some(total)) => field.bounds(total.likely, f64::MAX),
            _ => field.bounds(0.0, f64::MAX),
        };
        let Some(typed) = field.hint(which).show(ui) else { continue };
        let next = match (which, typed, total) {
            ("likely", None, _) => None,
            ("likely", Some(likely), Some(total)) => Some(CostFigure { likely, ..total }),
            (_, low, Some(total)) if which == "lowest" => Some(CostFigure { low, ..total }),
            (_, high, Some(total)) => Some(CostFigure { high, ..total }),
            // An end that comes first is the likely cost until that is given.
            (_, Some(only), None) => Some(CostFigure::of(only)),
            (_, None, None) => None,
        };
        let mut option = option.clone();
        option.costs.total = next;
        changed = Some(option);
    }
    changed
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// The fields of what all costs are counted in. Gives the frame after a change.
pub fn costing_fields(ui: &mut Ui, frame: &Frame) -> Option<Frame> {
    let costing = &frame.costing;
    let mut changed: Option<Costing> = None;
    ui.horizontal_wrapped(|ui| {
        ui.vertical(|ui| {
            let done = widgets::labelled(ui, "Currency", |ui| {
                let field = TextField::new("costing currency", "Currency", &costing.currency);
                field.hint("EUR").width(130.0).show(ui)
            });
            if let Some(currency) = done {
                changed = Some(Costing { currency, ..costing.clone() });
            }
        });
        ui.vertical(|ui| {
            let done = widgets::labelled(ui, "What the costs cover", |ui| {
                let name = "What the costs cover";
                let field = TextField::new("costing horizon", name, &costing.horizon);
                field.hint("building and three years of running").width(280.0).show(ui)
            });
            if let Some(horizon) = done {
                changed = Some(Costing { horizon, ..costing.clone() });
            }
        });
        ui.vertical(|ui| {
            let done = widgets::labelled(ui, "Day of the prices", |ui| {
                DateField::new("costing day", "Day of the prices", costing.priced).show(ui)
            });
            if let Some(priced) = done {
                changed = Some(Costing { priced, ..costing.clone() });
            }
        });
    });
    changed.map(|costing| Frame { costing, ..frame.clone() })
}
