//! The best-worst method: the two ends, then everything against them.

use eframe::egui::Ui;

use super::draft::Draft;
use super::rows::{self, Columns, ROW};
use crate::analysis::Weighed;
use crate::app::widgets::{self, NumberField, RowOffsets, virtual_list};
use crate::workbook::{CriterionId, MOST_TIMES};

const FIELD: f32 = 66.0;
const CONTROL: f32 = 2.0 * FIELD + 44.0;

/// Shows the choice of the ends and the rows.
pub fn show(ui: &mut Ui, draft: &mut Draft, weighed: Option<&Weighed>) {
    ui.horizontal_wrapped(|ui| {
        let members: Vec<(Option<CriterionId>, String)> = draft
            .members
            .iter()
            .enumerate()
            .map(|(at, id)| (Some(id.clone()), draft.name(at).to_owned()))
            .collect();
        let width = (ui.available_width() / 2.0 - 110.0).clamp(140.0, 240.0);
        for (best, label, name) in [
            (true, "Most important", "The most important"),
            (false, "Least important", "The least important"),
        ] {
            widgets::small(ui, label);
            let now = if best { draft.best.clone() } else { draft.worst.clone() };
            if let Some(chosen) = widgets::choose(ui, label, name, &now, width, &members) {
                if best {
                    draft.best = chosen;
                } else {
                    draft.worst = chosen;
                }
                draft.judged_now();
            }
        }
    });
    let columns = Columns::of(ui.available_width(), CONTROL).scaled(weighed);
    rows::heads(ui, columns, "Most : it      It : least");
    let offsets = RowOffsets::of(draft.members.iter().map(|_| ROW));
    let members = draft.members.clone();
    let (best, worst) = (draft.best.clone(), draft.worst.clone());
    let name_of = |id: &Option<CriterionId>| {
        let at = id.as_ref().and_then(|id| draft.position(id));
        at.map_or_else(String::new, |at| draft.name(at).to_owned())
    };
    let (best_name, worst_name) = (name_of(&best), name_of(&worst));
    let mut changed = None;
    virtual_list(
        ui,
        "best-worst",
        &offsets,
        None,
        |at| members.get(at).cloned(),
        |ui, at| {
            let Some(id) = members.get(at) else { return };
            let name = draft.name(at).to_owned();
            let then = weighed.and_then(|weighed| weighed.shares.get(at)).copied();
            let (is_best, is_worst) = (best.as_ref() == Some(id), worst.as_ref() == Some(id));
            let lead = match (is_best, is_worst) {
                (true, _) => "Most:",
                (_, true) => "Least:",
                _ => "",
            };
            rows::row(ui, draft, at, lead, then, columns, |ui| {
                if best.is_none() || worst.is_none() {
                    return;
                }
                let blank = eframe::egui::vec2(FIELD + 16.0, 1.0);
                for (to_best, of, map) in
                    [(true, &best_name, &draft.to_others), (false, &worst_name, &draft.to_worst)]
                {
                    // An end is not compared with itself, nor both twice.
                    if is_best || (is_worst && !to_best) {
                        ui.allocate_exact_size(blank, eframe::egui::Sense::hover());
                        continue;
                    }
                    let title = if to_best {
                        format!("{of} over {name}, times")
                    } else {
                        format!("{name} over {of}, times")
                    };
                    let key = ("best-worst", &draft.scope, id, to_best);
                    let field = NumberField::new(key, &title, map.get(id).copied())
                        .width(FIELD)
                        .hint("1 to 9")
                        .bounds(1.0, MOST_TIMES);
                    if let Some(value) = field.show(ui) {
                        changed = Some((id.clone(), to_best, value));
                    }
                }
            });
        },
    );
    if let Some((id, to_best, value)) = changed {
        let map = if to_best { &mut draft.to_others } else { &mut draft.to_worst };
        match value {
            Some(value) => map.insert(id, value),
            None => map.remove(&id),
        };
        draft.judged_now();
        ui.request_repaint();
    }
}
