//! The swing-weight matrix: importance by how much the options can differ, two
//! keys for each criterion.

use eframe::egui::{Id, Ui};

use super::draft::Draft;
use super::rows::{self, Columns, ROW};
use crate::analysis::Weighed;
use crate::app::widgets::{ChoiceGroup, GroupChange, GroupChoice, RowOffsets, virtual_list};
use crate::workbook::CriterionId;

const CONTROL: f32 = 348.0;

/// The question that takes the keys next: criterion, and whether it is the
/// second one.
#[derive(Debug, Default)]
pub struct GridView {
    focus: Option<(CriterionId, bool)>,
}

/// Shows the rows.
pub fn show(ui: &mut Ui, draft: &mut Draft, view: &mut GridView, weighed: Option<&Weighed>) {
    let columns = Columns::of(ui.available_width(), CONTROL).scaled(weighed);
    rows::heads(ui, columns, "Importance, then how much options differ");
    let offsets = RowOffsets::of(draft.members.iter().map(|_| ROW));
    let members = draft.members.clone();
    let reveal = view.focus.as_ref().and_then(|(id, _)| draft.position(id));
    let mut next = None;
    let mut changed = None;
    virtual_list(
        ui,
        "grid",
        &offsets,
        reveal,
        |at| members.get(at).cloned(),
        |ui, at| {
            let Some(id) = members.get(at) else { return };
            let name = draft.name(at).to_owned();
            let now = draft.grid.get(id).copied().unwrap_or_default();
            let then = weighed.and_then(|weighed| weighed.shares.get(at)).copied();
            rows::row(ui, draft, at, "", then, columns, |ui| {
                for (second, step, words, title) in [
                    (false, now.0, ["High", "Mid", "Low"], "Importance of"),
                    (true, now.1, ["Big", "Some", "Small"], "Difference on"),
                ] {
                    let choices: Vec<GroupChoice<'_>> = words
                        .iter()
                        .enumerate()
                        .map(|(at, label)| GroupChoice {
                            label,
                            name: format!("{title} {name}: {label}"),
                            on: step == Some(3 - at as u8),
                            hover: String::new(),
                        })
                        .collect();
                    let focus =
                        view.focus.as_ref().is_some_and(|(of, which)| of == id && *which == second);
                    let group = ChoiceGroup {
                        id: Id::unique(("grid", &draft.scope, id, second)),
                        name: &format!("{title} {name}"),
                        choices: &choices,
                        several: false,
                        focus,
                    };
                    if focus {
                        view.focus = None;
                    }
                    match group.show(ui).1 {
                        Some(GroupChange::Toggle(choice)) => {
                            changed = Some((id.clone(), second, Some(3 - choice as u8)));
                            next = Some((at, second, 1));
                        }
                        Some(GroupChange::Move(choice)) => {
                            changed = Some((id.clone(), second, Some(3 - choice as u8)));
                        }
                        Some(GroupChange::Clear) => changed = Some((id.clone(), second, None)),
                        Some(GroupChange::Next) => next = Some((at, second, 1)),
                        Some(GroupChange::Previous) => next = Some((at, second, -1)),
                        None => {}
                    }
                }
            });
        },
    );
    if let Some((id, second, step)) = changed {
        let place = draft.grid.entry(id).or_default();
        if second {
            place.1 = step;
        } else {
            place.0 = step;
        }
        draft.judged_now();
        ui.request_repaint();
    }
    if let Some((at, second, step)) = next {
        let question = (at * 2 + usize::from(second)).saturating_add_signed(step);
        view.focus = members.get(question / 2).map(|id| (id.clone(), question % 2 == 1));
        ui.request_repaint();
    }
}
