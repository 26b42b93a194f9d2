//! What a composite is made of: its parts with their shares, and the rule by
//! which its performance follows from theirs.

use std::collections::BTreeMap;

use eframe::egui::{Label, RichText, Ui, vec2};

use crate::analysis::number;
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets::{self, NumberField, TextField};
use crate::workbook::{
    Alternative, AlternativeId, Composition, Counts, Criterion, CriterionId, PartRule, Workbook,
};

/// Width of the names of parts and criteria, in points.
const NAME: f32 = 190.0;
/// Width of the lists to choose from, in points.
const CHOICE: f32 = 210.0;
/// Width of the list that says whether what follows counts, in points.
const COUNTS: f32 = 260.0;

/// The card. Gives the option after a change.
pub(super) fn card(
    ui: &mut Ui,
    context: Context<'_>,
    at: usize,
    option: &Alternative,
    editing: bool,
    out: &mut Actions,
) -> Option<Alternative> {
    let mut changed = None;
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_S;
        widgets::section_title(ui, "Made of other options");
        match (&option.composition, editing) {
            (Some(composition), false) => {
                shares(ui, context.workbook, composition);
                let counts = counts_field(ui, composition);
                if let Some(counts) = counts {
                    let composition = Some(Composition { counts, ..composition.clone() });
                    changed = Some(Alternative { composition, ..option.clone() });
                }
                ui.add_space(theme::SPACE_XS);
                super::by_parts::comparison(ui, context, at, option, out);
                ui.add_space(theme::SPACE_XS);
                rules(ui, context.workbook, composition);
            }
            (composition, _) => {
                let next = fields(ui, context.workbook, option, composition.as_ref());
                changed = next.map(|composition| Alternative { composition, ..option.clone() });
            }
        }
    });
    changed
}

/// What the rules are for.
const RULES: &str = "The rules say what to expect of it from its parts, so that nobody scores it \
                     by wishing.";

/// What each choice means, a sentence.
fn meaning(counts: Counts) -> &'static str {
    match counts {
        Counts::Never => "What follows from its parts changes no total; the two are compared.",
        Counts::WhereUnscored => {
            "Where nobody scored it, what follows from its parts counts. A score over it needs a \
             reason."
        }
        Counts::Always => "What follows from its parts counts; its own scores stay beside.",
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// The choice whether what follows counts.
fn counts_field(ui: &mut Ui, composition: &Composition) -> Option<Counts> {
    let choices = Counts::ALL.map(|counts| (counts, capitalised(counts.name())));
    let chosen = widgets::labelled(ui, "What follows from its parts", |ui| {
        let name = "What follows from its parts";
        widgets::choose(ui, "counts", name, &composition.counts, COUNTS, &choices)
    });
    widgets::small(ui, meaning(composition.counts));
    chosen
}

fn plain(x: f64) -> String {
    number(x, if x.fract() == 0.0 { 0 } else { 1 })
}

/// The parts with their shares.
fn shares(ui: &mut Ui, workbook: &Workbook, composition: &Composition) {
    let total: f64 = composition.parts.values().sum();
    for (part, share) in &composition.parts {
        let words = if total > 0.0 {
            format!("{} of the work", crate::analysis::percent(share / total))
        } else {
            "no share given".to_owned()
        };
        part_row(ui, workbook, part, |ui| {
            widgets::muted(ui, words);
        });
    }
}

/// The rules, what joining costs, and why.
fn rules(ui: &mut Ui, workbook: &Workbook, composition: &Composition) {
    widgets::section_title(ui, "How its performance follows from theirs");
    widgets::muted(ui, RULES);
    let mut by_rule: Vec<(&str, Vec<&str>)> = Vec::new();
    for (criterion, rule) in &composition.rules {
        let name = workbook.criterion_name(criterion);
        match by_rule.iter_mut().find(|(rule_name, _)| *rule_name == rule.name()) {
            Some((_, names)) => names.push(name),
            None => by_rule.push((rule.name(), vec![name])),
        }
    }
    for (rule, names) in &mut by_rule {
        names.sort_unstable();
        widgets::key_value(ui, &capitalised(rule), &names.join(", "));
    }
    widgets::key_value(ui, "On all others", composition.rule.name());
    let mut by_cost: Vec<(String, Vec<&str>)> = Vec::new();
    for (criterion, cost) in &composition.integration_cost {
        let (cost, name) = (plain(*cost), workbook.criterion_name(criterion));
        match by_cost.iter_mut().find(|(other, _)| *other == cost) {
            Some((_, names)) => names.push(name),
            None => by_cost.push((cost, vec![name])),
        }
    }
    if !by_cost.is_empty() {
        widgets::section_title(ui, "What joining the parts costs");
        for (cost, names) in &mut by_cost {
            names.sort_unstable();
            let key = match cost.strip_prefix('\u{2212}') {
                Some(gain) => format!("A gain of {gain} points"),
                None => format!("{cost} points"),
            };
            widgets::key_value(ui, &key, &names.join(", "));
        }
    }
    if !composition.note.is_empty() {
        widgets::section_title(ui, "Why these rules and costs");
        widgets::prose(ui, &composition.note);
    }
}

/// A part's marker and name, with more behind it.
fn part_row(ui: &mut Ui, workbook: &Workbook, part: &AlternativeId, rest: impl FnOnce(&mut Ui)) {
    let at = workbook.alternatives.iter().position(|other| other.id == *part).unwrap_or(0);
    ui.push_id(part, |ui| {
        ui.horizontal(|ui| {
            ui.allocate_ui_with_layout(
                vec2(NAME, theme::CONTROL_HEIGHT),
                eframe::egui::Layout::left_to_right(eframe::egui::Align::Center),
                |ui| {
                    ui.set_width(NAME);
                    widgets::option_label(ui, at, RichText::new(workbook.alternative_name(part)));
                },
            );
            rest(ui);
        });
    });
}

/// The fields. Gives the composition after a change; nothing inside stands for
/// an option that is no composite.
fn fields(
    ui: &mut Ui,
    workbook: &Workbook,
    option: &Alternative,
    composition: Option<&Composition>,
) -> Option<Option<Composition>> {
    let others: Vec<&Alternative> = workbook
        .alternatives
        .iter()
        .filter(|other| other.id != option.id && other.composition.is_none())
        .collect();
    let is_part = workbook.alternatives.iter().any(|other| {
        other.composition.as_ref().is_some_and(|it| it.parts.contains_key(&option.id))
    });
    if is_part {
        widgets::muted(
            ui,
            "It is part of another option itself. Composites are made of plain options only.",
        );
        return None;
    }
    if others.is_empty() {
        widgets::muted(ui, "There is no other plain option that it could be made of.");
        return None;
    }
    let base =
        composition.cloned().unwrap_or_else(|| Composition::new(BTreeMap::new(), PartRule::Mean));
    let mut changed = None;
    widgets::muted(ui, "Choose the parts; only the ratio of their shares counts.");
    widgets::muted(ui, RULES);
    ui.horizontal_wrapped(|ui| {
        for other in &others {
            let on = base.parts.contains_key(&other.id);
            let chip = widgets::chip(ui, on, &other.name);
            if chip.accessible_name(format!("Part: {}", other.name)).clicked() {
                let mut next = base.clone();
                if on {
                    next.parts.remove(&other.id);
                } else {
                    next.parts.insert(other.id.clone(), 1.0);
                }
                changed = Some((!next.parts.is_empty()).then_some(next));
            }
        }
    });
    if base.parts.is_empty() {
        return changed;
    }
    for (part, share) in &base.parts {
        part_row(ui, workbook, part, |ui| {
            let name = format!("Share of {}", workbook.alternative_name(part));
            let field = NumberField::new((&option.id, part, "share"), &name, Some(*share))
                .bounds(0.0, f64::MAX);
            if let Some(Some(share)) = field.show(ui) {
                let mut next = base.clone();
                next.parts.insert(part.clone(), share);
                changed = Some(Some(next));
            }
            widgets::small(ui, "share");
        });
    }
    let rules = PartRule::ALL.map(|rule| (rule, rule.name().to_owned()));
    widgets::labelled(ui, "Performance on each criterion", |ui| {
        let name = "Rule for performance";
        if let Some(rule) = widgets::choose(ui, "rule", name, &base.rule, CHOICE, &rules) {
            changed = Some(Some(Composition { rule, ..base.clone() }));
        }
    });
    if let Some(next) = rule_fields(ui, workbook, option, &base) {
        changed = Some(Some(next));
    }
    if let Some(next) = cost_fields(ui, workbook, option, &base) {
        changed = Some(Some(next));
    }
    if let Some(counts) = counts_field(ui, &base) {
        changed = Some(Some(Composition { counts, ..base.clone() }));
    }
    let why = widgets::labelled(ui, "Why these rules and costs", |ui| {
        let name = "Why these rules and costs";
        TextField::new((&option.id, "composition note"), name, &base.note)
            .hint("What the parts do for each other, and what joining them takes")
            .rows(2)
            .show(ui)
    });
    if let Some(note) = why {
        changed = Some(Some(Composition { note, ..base.clone() }));
    }
    changed
}

/// Rules that differ per criterion.
fn rule_fields(
    ui: &mut Ui,
    workbook: &Workbook,
    option: &Alternative,
    base: &Composition,
) -> Option<Composition> {
    let mut changed = None;
    let rules = PartRule::ALL.map(|rule| (rule, rule.name().to_owned()));
    widgets::field_label(ui, "Where another rule holds");
    for (criterion, rule) in &base.rules {
        let name = workbook.criterion_name(criterion);
        criterion_row(ui, &option.id, "rule", criterion, name, |ui| {
            let of = format!("Rule on {name}");
            if let Some(rule) = widgets::choose(ui, "rule", &of, rule, CHOICE, &rules) {
                let mut next = base.clone();
                next.rules.insert(criterion.clone(), rule);
                changed = Some(next);
            }
            if widgets::remove_button(ui, &format!("Remove rule on {name}")).clicked() {
                let mut next = base.clone();
                next.rules.remove(criterion);
                changed = Some(next);
            }
        });
    }
    let name = "Another rule on a criterion";
    if let Some(criterion) = other_criterion(ui, workbook, name, |id| base.rules.contains_key(id)) {
        let mut next = base.clone();
        next.rules.insert(criterion, PartRule::Worst);
        changed = Some(next);
    }
    changed
}

/// What joining the parts costs, per criterion.
fn cost_fields(
    ui: &mut Ui,
    workbook: &Workbook,
    option: &Alternative,
    base: &Composition,
) -> Option<Composition> {
    let mut changed = None;
    widgets::field_label(ui, "What joining the parts costs");
    for (criterion, cost) in &base.integration_cost {
        let name = workbook.criterion_name(criterion);
        criterion_row(ui, &option.id, "cost", criterion, name, |ui| {
            let of = format!("Integration cost on {name}");
            let key = (&option.id, criterion, "integration");
            let field = NumberField::new(key, &of, Some(*cost))
                .bounds(-100.0, 100.0)
                .width(110.0)
                .unit("points");
            if let Some(Some(cost)) = field.show(ui) {
                let mut next = base.clone();
                next.integration_cost.insert(criterion.clone(), cost);
                changed = Some(next);
            }
            let of = format!("Remove integration cost on {name}");
            if widgets::remove_button(ui, &of).clicked() {
                let mut next = base.clone();
                next.integration_cost.remove(criterion);
                changed = Some(next);
            }
        });
    }
    let name = "Integration cost on a criterion";
    if let Some(criterion) =
        other_criterion(ui, workbook, name, |id| base.integration_cost.contains_key(id))
    {
        let mut next = base.clone();
        next.integration_cost.insert(criterion, 5.0);
        changed = Some(next);
    }
    changed
}

fn criterion_row(
    ui: &mut Ui,
    option: &AlternativeId,
    what: &str,
    criterion: &CriterionId,
    name: &str,
    rest: impl FnOnce(&mut Ui),
) {
    ui.push_id((option, what, criterion), |ui| {
        ui.horizontal(|ui| {
            ui.allocate_ui_with_layout(
                vec2(NAME, theme::CONTROL_HEIGHT),
                eframe::egui::Layout::left_to_right(eframe::egui::Align::Center),
                |ui| {
                    ui.set_width(NAME);
                    ui.add(Label::new(name).truncate());
                },
            );
            rest(ui);
        });
    });
}

/// A list to choose a scored criterion from that is not taken yet.
fn other_criterion(
    ui: &mut Ui,
    workbook: &Workbook,
    name: &str,
    taken: impl Fn(&CriterionId) -> bool,
) -> Option<CriterionId> {
    let choices: Vec<(Option<CriterionId>, String)> = workbook
        .criteria
        .iter()
        .filter(|criterion: &&Criterion| criterion.measure().is_some() && !taken(&criterion.id))
        .map(|criterion| (Some(criterion.id.clone()), criterion.name.clone()))
        .collect();
    if choices.is_empty() {
        return None;
    }
    widgets::choose(ui, name, name, &None, CHOICE, &choices).flatten()
}
