//! Points: swing (the most valuable 100) and SMART (the least important 10).

use eframe::egui::{Id, Ui};

use super::draft::{Draft, Method};
use super::rows::{self, Columns, ROW};
use crate::analysis::{Weighed, number};
use crate::app::widgets::{
    self, NumberField, RowOffsets, WeightSlider, WeightSliderChange, virtual_list,
};
use crate::workbook::MOST_POINTS;

const FIELD: f32 = 64.0;
const SLIDER: f32 = 110.0;
const CHIP: f32 = 118.0;
/// Width from which there is room for the chip.
const ROOMY: f32 = 600.0;

/// Shows the rows.
pub fn show(ui: &mut Ui, draft: &mut Draft, weighed: Option<&Weighed>) {
    let swing = draft.method == Method::Swing;
    let width = ui.available_width();
    let chip = width >= ROOMY;
    let control = FIELD + SLIDER + if chip { CHIP } else { 0.0 } + 24.0;
    let columns = Columns::of(width, control).scaled(weighed);
    rows::heads(ui, columns, if swing { "Points for the swing" } else { "Points, from 10 up" });
    let offsets = RowOffsets::of(draft.members.iter().map(|_| ROW));
    let members = draft.members.clone();
    let points = if swing { &draft.swing } else { &draft.smart };
    // Multiples are read off against the least, swings against the most.
    let top = points.values().copied().fold(100.0, f64::max);
    let mut changed = None;
    virtual_list(
        ui,
        "points",
        &offsets,
        None,
        |at| members.get(at).cloned(),
        |ui, at| {
            let Some(id) = members.get(at) else { return };
            let name = draft.name(at);
            let now = points.get(id).copied();
            let then = weighed.and_then(|weighed| weighed.shares.get(at)).copied();
            rows::row(ui, draft, at, "", then, columns, |ui| {
                let title = format!("Points for {name}");
                let most = if swing { 100.0 } else { MOST_POINTS };
                let field = NumberField::new(("points", swing, &draft.scope, id), &title, now)
                    .width(FIELD)
                    .hint("open")
                    .bounds(0.0, most);
                if let Some(value) = field.show(ui) {
                    changed = Some((id.clone(), value));
                }
                let slid = format!("Slide points for {name}");
                let slider = WeightSlider {
                    id: Id::unique(("points slider", swing, &draft.scope, id)),
                    name: &slid,
                    share: now.unwrap_or(0.0) / top,
                    stable: None,
                    width: SLIDER,
                };
                if let Some(WeightSliderChange::To(share)) = slider.show(ui).1 {
                    let least = if swing { 0.0 } else { 10.0 };
                    changed = Some((id.clone(), Some((share * top).round().max(least))));
                }
                if chip {
                    let (mark, words) =
                        if swing { (100.0, "Most valuable") } else { (10.0, "Least") };
                    let on = now == Some(mark);
                    let label = match now {
                        Some(now) if !swing && !on => format!("{} times", number(now / 10.0, 1)),
                        _ => words.to_owned(),
                    };
                    let response = widgets::chip(ui, on, &label);
                    let full = format!("{words}: {name}");
                    if response.accessible_name(full).clicked() {
                        changed = Some((id.clone(), (!on).then_some(mark)));
                    }
                }
            });
        },
    );
    if let Some((id, value)) = changed {
        let points = if swing { &mut draft.swing } else { &mut draft.smart };
        match value {
            Some(value) => points.insert(id, value),
            None => points.remove(&id),
        };
        draft.judged_now();
        ui.request_repaint();
    }
}
