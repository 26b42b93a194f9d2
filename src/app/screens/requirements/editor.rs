//! Everything about one requirement, as fields, in the inspector.

use eframe::egui::{RichText, Ui};

use super::RequirementsView;
use super::gates;
use crate::analysis::{attached, listed};
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets::{self, NumberField, TextField};
use crate::workbook::{
    CriterionId, Edit, Gate, GateVerdict, Item, ItemRef, Kind, Requirement, RequirementKind,
    Strength, Threshold, Workbook,
};

impl RequirementsView {
    pub(super) fn editor(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let workbook = context.workbook;
        let Some(requirement) = self.selected.as_ref().and_then(|id| workbook.requirement(id))
        else {
            widgets::section_title(ui, "Requirement");
            widgets::muted(
                ui,
                "Select a requirement to work on it. A must is a gate; a want weighs through the \
                 criteria that it bears on; constraints and assumptions are kept for the record.",
            );
            return;
        };
        ui.push_id(&requirement.id, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_S;
            if let Some(changed) = fields(ui, context, requirement, out) {
                out.edit(Edit::Put(Item::from(changed)));
            }
            self.ways_out(ui, context, requirement, out);
        });
    }

    /// Put in another place, or removed.
    fn ways_out(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        requirement: &Requirement,
        out: &mut Actions,
    ) {
        let workbook = context.workbook;
        let item = ItemRef::new(Kind::Requirement, requirement.id.as_str());
        widgets::rule(ui);
        if self.removing {
            let hanging = attached(workbook, &item);
            let text = if hanging.is_empty() {
                "Remove this requirement?".to_owned()
            } else {
                format!("Removing this requirement also removes {}.", listed(&hanging))
            };
            match widgets::confirm(ui, &text, "Remove requirement", "Keep requirement") {
                Some(true) => {
                    self.removing = false;
                    self.selected = None;
                    out.edit(Edit::Remove(item));
                }
                Some(false) => self.removing = false,
                None => {}
            }
            return;
        }
        ui.horizontal_wrapped(|ui| {
            // The list shows one kind after the other, so that is the order
            // in which a requirement moves.
            let alike: Vec<&Requirement> =
                workbook.requirements.iter().filter(|it| it.kind == requirement.kind).collect();
            let at = alike.iter().position(|it| it.id == requirement.id).unwrap_or(0);
            ui.add_enabled_ui(at > 0, |ui| {
                if widgets::button(ui, "Move up").clicked() {
                    let before = alike.get(at.saturating_sub(1)).map(|it| it.id.to_string());
                    out.edit(Edit::Move { item: item.clone(), before });
                }
            });
            ui.add_enabled_ui(at + 1 < alike.len(), |ui| {
                if widgets::button(ui, "Move down").clicked() {
                    let before = alike.get(at + 2).map(|it| it.id.to_string());
                    out.edit(Edit::Move { item: item.clone(), before });
                }
            });
            if widgets::danger_button(ui, "Remove…").clicked() {
                self.removing = true;
            }
        });
    }
}

/// Draws the fields; gives the requirement after a change.
fn fields(
    ui: &mut Ui,
    context: Context<'_>,
    requirement: &Requirement,
    out: &mut Actions,
) -> Option<Requirement> {
    let workbook = context.workbook;
    let id = requirement.id.as_str();
    let mut changed: Option<Requirement> = None;
    let mut change = |edit: &dyn Fn(&mut Requirement)| {
        let mut next = requirement.clone();
        edit(&mut next);
        changed = Some(next);
    };
    widgets::section_title(ui, requirement.kind.name());
    let field = TextField::new((id, "text"), "Requirement in a sentence", &requirement.text);
    if let Some(text) = field.rows(3).show(ui) {
        change(&|it| it.text.clone_from(&text));
    }
    ui.horizontal_wrapped(|ui| {
        for kind in RequirementKind::ALL {
            let chip = widgets::chip(ui, requirement.kind == kind, kind.name());
            if chip.accessible_name(format!("It is a {}", kind.name().to_lowercase())).clicked() {
                change(&|it| it.kind = kind);
            }
        }
    });
    if requirement.kind == RequirementKind::Must {
        let text = "Holds only when an answer asks for it";
        if widgets::chip(ui, requirement.when_asked, text).clicked() {
            change(&|it| it.when_asked = !it.when_asked);
        }
        widgets::rule(ui);
        gate_fields(ui, context, requirement, out);
        if let Some(threshold) = threshold_fields(ui, workbook, requirement) {
            change(&|it| it.threshold.clone_from(&threshold));
        }
    }
    widgets::rule(ui);
    widgets::labelled(ui, "Importance", |ui| {
        if let Some(value) = widgets::five(ui, "Importance", requirement.importance) {
            change(&|it| it.importance = value);
        }
    });
    widgets::labelled(ui, "Difficulty", |ui| {
        if let Some(value) = widgets::five(ui, "Difficulty", requirement.difficulty) {
            change(&|it| it.difficulty = value);
        }
    });
    widgets::labelled(ui, "Owner", |ui| {
        let people: Vec<_> = std::iter::once((None, "Nobody".to_owned()))
            .chain(workbook.people.iter().map(|it| (Some(it.id.clone()), it.name.clone())))
            .collect();
        if let Some(owner) =
            widgets::choose(ui, "owner", "Owner", &requirement.owner, WIDE, &people)
        {
            change(&|it| it.owner.clone_from(&owner));
        }
    });
    widgets::labelled(ui, "Where it comes from", |ui| {
        let field = TextField::new((id, "origin"), "Where it comes from", &requirement.origin)
            .hint("A law, a contract, a person, a ticket");
        if let Some(text) = field.show(ui) {
            change(&|it| it.origin.clone_from(&text));
        }
    });
    widgets::rule(ui);
    if let Some(links) = link_fields(ui, workbook, requirement) {
        change(&|it| it.links.clone_from(&links));
    }
    widgets::rule(ui);
    if let Some(scenario) = scenario_fields(ui, requirement) {
        change(&|it| it.scenario.clone_from(&scenario));
    }
    if !requirement.claims.is_empty() {
        widgets::rule(ui);
        widgets::field_label(ui, "Claims behind it");
        super::questionnaire::claims(ui, workbook, &requirement.claims, id, out);
    }
    changed
}

/// Width of the lists to choose from, in points.
const WIDE: f32 = 220.0;

fn scenario_fields(ui: &mut Ui, requirement: &Requirement) -> Option<crate::workbook::Scenario> {
    let scenario = &requirement.scenario;
    let mut changed = None;
    widgets::field_label(ui, "Scenario that makes it testable");
    let parts = [
        ("Source", "Who or what acts", &scenario.source),
        ("Stimulus", "What happens", &scenario.stimulus),
        ("Environment", "In which state of the system", &scenario.environment),
        ("Response", "What the system does", &scenario.response),
        ("Response measure", "How it is measured, with the figure", &scenario.measure),
    ];
    for (part, hint, value) in parts {
        widgets::labelled(ui, part, |ui| {
            let field = TextField::new((&requirement.id, part), part, value).hint(hint);
            if let Some(text) = field.show(ui) {
                let mut next = scenario.clone();
                *match part {
                    "Source" => &mut next.source,
                    "Stimulus" => &mut next.stimulus,
                    "Environment" => &mut next.environment,
                    "Response" => &mut next.response,
                    _ => &mut next.measure,
                } = text;
                changed = Some(next);
            }
        });
    }
    changed
}

type Links = std::collections::BTreeMap<CriterionId, Strength>;

fn link_fields(ui: &mut Ui, workbook: &Workbook, requirement: &Requirement) -> Option<Links> {
    let mut changed: Option<Links> = None;
    let mut change = |criterion: &CriterionId, strength: Option<Strength>| {
        let mut links = requirement.links.clone();
        match strength {
            Some(strength) => links.insert(criterion.clone(), strength),
            None => links.remove(criterion),
        };
        changed = Some(links);
    };
    widgets::field_label(ui, "Bears on");
    let strengths = Strength::ALL.map(|it| (it, it.name().to_owned()));
    for (criterion, strength) in &requirement.links {
        let name = workbook.criterion_name(criterion);
        ui.push_id(criterion, |ui| {
            ui.horizontal(|ui| {
                let of = format!("Strength of {name}");
                let width = STRENGTH;
                if let Some(strength) =
                    widgets::choose(ui, "strength", &of, strength, width, &strengths)
                {
                    change(criterion, Some(strength));
                }
                let text = (ui.available_width() - REMOVE).max(40.0);
                ui.scope(|ui| {
                    ui.set_width(text);
                    ui.add(eframe::egui::Label::new(RichText::new(name)).truncate());
                });
                if widgets::remove_button(ui, &format!("Remove link to {name}")).clicked() {
                    change(criterion, None);
                }
            });
        });
    }
    let others: Vec<(Option<CriterionId>, String)> = workbook
        .criteria
        .iter()
        .filter(|it| it.measure().is_some() && !requirement.links.contains_key(&it.id))
        .map(|it| (Some(it.id.clone()), it.name.clone()))
        .collect();
    if others.is_empty() {
        let text = match requirement.links.is_empty() {
            true => "There are no criteria to link it to yet.",
            false => "It is linked to every criterion.",
        };
        widgets::small(ui, text);
    } else if let Some(Some(criterion)) =
        widgets::choose(ui, "link", "Link a criterion", &None, WIDE, &others)
    {
        change(&criterion, Some(Strength::Medium));
    }
    changed
}

/// Room for the button that removes a link, in points.
const REMOVE: f32 = 56.0;
/// Width of the list of strengths, in points.
const STRENGTH: f32 = 92.0;

/// How each option stands at the must: what was judged, or what follows from
/// the bound.
fn gate_fields(ui: &mut Ui, context: Context<'_>, requirement: &Requirement, out: &mut Actions) {
    let workbook = context.workbook;
    widgets::field_label(ui, "How each option stands");
    if workbook.alternatives.is_empty() {
        widgets::small(ui, "There are no options yet.");
    }
    let by_itself = if requirement.threshold.is_some() { "by the bound" } else { "not judged yet" };
    let verdicts: Vec<(Option<GateVerdict>, String)> =
        std::iter::once((None, by_itself.to_owned()))
            .chain(
                GateVerdict::ALL
                    .iter()
                    .filter(|verdict| **verdict != GateVerdict::Open)
                    .map(|verdict| (Some(*verdict), verdict.name().to_owned())),
            )
            .collect();
    for (at, option) in workbook.alternatives.iter().enumerate() {
        if option.dropped.is_some() {
            continue;
        }
        ui.push_id(&option.id, |ui| {
            let gate = requirement.gates.get(&option.id);
            let judged = gate.map(|gate| gate.verdict).filter(|it| *it != GateVerdict::Open);
            let mut set = |gate: Option<Gate>| {
                out.edit(Edit::SetGate {
                    requirement: requirement.id.clone(),
                    alternative: option.id.clone(),
                    gate,
                });
            };
            widgets::option_label(ui, at, RichText::new(&option.name).text_style(theme::strong()));
            let name = format!("{} at this must", option.name);
            if let Some(verdict) = widgets::choose(ui, "verdict", &name, &judged, WIDE, &verdicts) {
                let reason = gate.map(|gate| gate.reason.clone()).unwrap_or_default();
                set(verdict.map(|verdict| Gate { verdict, reason }));
            }
            if let Some(verdict) = judged {
                let name = format!("Reason for {}", option.name);
                let reason = gate.map_or("", |gate| gate.reason.as_str());
                let key = (&requirement.id, &option.id);
                let field = TextField::new(key, &name, reason).hint("Why").rows(2);
                if let Some(reason) = field.show(ui) {
                    set(Some(Gate { verdict, reason }));
                }
            } else if let Some((_, result)) = gates::results(context, requirement)
                .filter(|(_, result)| result.verdict != GateVerdict::Open)
                .find(|(of, _)| *of == at)
            {
                let (tone, icon) = gates::look(result.verdict);
                let words = if result.reason.is_empty() {
                    result.verdict.name().to_owned()
                } else {
                    format!("{}: {}", result.verdict.name(), result.reason)
                };
                widgets::finding_line(ui, tone, icon, &words);
            }
        });
    }
    if !gates::holds(context, requirement) {
        widgets::small(ui, "No answer asks for this must now, so it keeps no option out.");
    }
}

/// The bound that judges by itself. Gives what it is after a change; nothing
/// inside stands for no bound.
fn threshold_fields(
    ui: &mut Ui,
    workbook: &Workbook,
    requirement: &Requirement,
) -> Option<Option<Threshold>> {
    let mut changed = None;
    let of = requirement.threshold.as_ref().map(|it| it.criterion.clone());
    widgets::labelled(ui, "Bound that judges by itself", |ui| {
        let criteria: Vec<(Option<CriterionId>, String)> =
            std::iter::once((None, "No bound".to_owned()))
                .chain(
                    workbook
                        .criteria
                        .iter()
                        .filter(|it| it.measure().is_some())
                        .map(|it| (Some(it.id.clone()), it.name.clone())),
                )
                .collect();
        let name = "Criterion of the bound";
        if let Some(criterion) = widgets::choose(ui, "bound", name, &of, WIDE, &criteria) {
            changed = Some(criterion.map(|criterion| {
                // A new bound begins where an option would be walked away from.
                let bound = workbook
                    .criterion(&criterion)
                    .and_then(|criterion| criterion.measure())
                    .map_or(0.0, |it| it.anchors.walk_away.unwrap_or(it.anchors.worst));
                Threshold { criterion, bound, margin: 0.0 }
            }));
        }
    });
    let Some(threshold) = &requirement.threshold else { return changed };
    let measure = workbook.criterion(&threshold.criterion).and_then(|it| it.measure());
    let unit = measure.map_or("", |measure| measure.unit());
    let rising = measure.is_none_or(|measure| measure.anchors.best >= measure.anchors.worst);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_M;
        widgets::labelled(ui, if rising { "At least" } else { "At most" }, |ui| {
            let field =
                NumberField::new((&requirement.id, "bound"), "Bound", Some(threshold.bound))
                    .unit(unit)
                    .width(110.0);
            if let Some(Some(bound)) = field.show(ui) {
                changed = Some(Some(Threshold { bound, ..threshold.clone() }));
            }
        });
        widgets::labelled(ui, "Narrow within", |ui| {
            let field = NumberField::new(
                (&requirement.id, "margin"),
                "Narrow within",
                Some(threshold.margin),
            )
            .bounds(0.0, f64::MAX)
            .unit(unit)
            .width(110.0);
            if let Some(Some(margin)) = field.show(ui) {
                changed = Some(Some(Threshold { margin, ..threshold.clone() }));
            }
        });
    });
    changed
}
