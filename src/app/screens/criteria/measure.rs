//! How a leaf is measured: scale, anchors, value function, and what happens
//! where it does not apply.

use eframe::egui::Ui;

use crate::analysis::{number, range_factor, rescaled_weights, starting_knots, with_anchors};
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, NumberField, TextField, Tone};
use crate::workbook::{
    Anchors, Criterion, CriterionId, Edit, Measure, NotApplicableRule, Profile, Scale, ScaleLevel,
    ValueFunction, new_levels,
};

use super::{chart, feed, inspector, rows};

/// The anchors of a criterion before its ends were moved, until its weight has
/// been rescaled or left.
pub type Stretched = Option<(CriterionId, Anchors)>;

/// Shows the measure; gives it changed. A change that speaks of weights goes to
/// `out` by itself.
pub fn show(
    ui: &mut Ui,
    context: Context<'_>,
    node: usize,
    measure: &Measure,
    moved: &mut Stretched,
    out: &mut Actions,
) -> Option<Measure> {
    let criterion = &context.workbook.criteria[node];
    let mut changed = measure.clone();
    widgets::form_section(ui, "Value");
    let leaf = context.analysis().leaves.iter().position(|&leaf| leaf == node);
    chart::show(ui, context, criterion, measure, leaf, moved, out);
    rescale_offer(ui, context, criterion, measure, moved, out);
    ui.scope(|ui| performances(ui, context, measure, leaf));
    value_function(ui, criterion, measure, &mut changed);
    anchors(ui, criterion, measure, &mut changed);
    if changed.anchors != measure.anchors && moved.is_none() {
        *moved = Some((criterion.id.clone(), measure.anchors.clone()));
    }
    scale(ui, context, criterion, measure, &mut changed);
    not_applicable(ui, measure, &mut changed);
    feed::show(ui, context, criterion, measure, leaf, &mut changed);
    (changed != *measure).then_some(changed)
}

fn scale(
    ui: &mut Ui,
    context: Context<'_>,
    criterion: &Criterion,
    measure: &Measure,
    changed: &mut Measure,
) {
    widgets::form_section(ui, "Scale");
    let levels = matches!(measure.scale, Scale::Levels(_));
    let scores = inspector::scores_on(context, &criterion.id);
    ui.horizontal(|ui| {
        if widgets::chip(ui, !levels, "Natural, with a unit").clicked() && levels {
            *changed = natural_from_levels(measure);
        }
        if widgets::chip(ui, levels, "Levels in words").clicked() && !levels {
            let words = new_levels();
            *changed = Measure { not_applicable: measure.not_applicable, ..words };
        }
    });
    if scores > 0 {
        let text = "Scores stay as they are: look at them again after a change of the scale.";
        widgets::small(ui, text);
    }
    match &measure.scale {
        Scale::Natural { unit, decimals } => natural(ui, criterion, unit, *decimals, changed),
        Scale::Levels(levels) => level_rows(ui, criterion, levels, changed),
    }
}

/// A natural scale that values every level's number as the level was valued.
fn natural_from_levels(measure: &Measure) -> Measure {
    let mut changed = measure.clone();
    if let Scale::Levels(levels) = &measure.scale
        && measure.value_function == ValueFunction::Levels
    {
        let knots: Vec<(f64, f64)> =
            levels.iter().enumerate().map(|(at, level)| ((at + 1) as f64, level.value)).collect();
        let rising = knots.windows(2).all(|pair| pair[0].1 <= pair[1].1);
        changed.value_function =
            if rising { ValueFunction::Piecewise(knots) } else { ValueFunction::Linear };
    }
    changed.scale = Scale::Natural { unit: String::new(), decimals: None };
    changed
}

fn natural(
    ui: &mut Ui,
    criterion: &Criterion,
    unit: &str,
    decimals: Option<u8>,
    changed: &mut Measure,
) {
    let id = criterion.id.as_str();
    ui.horizontal(|ui| {
        let new_unit = widgets::labelled(ui, "Unit", |ui| {
            TextField::new((id, "unit"), "Unit", unit).width(140.0).hint("such as ms").show(ui)
        });
        let new_decimals = widgets::labelled(ui, "Decimals shown", |ui| {
            NumberField::new((id, "decimals"), "Decimals shown", decimals.map(f64::from))
                .hint("any")
                .bounds(0.0, 9.0)
                .show(ui)
        });
        if let Scale::Natural { unit, decimals } = &mut changed.scale {
            if let Some(new) = new_unit {
                *unit = new;
            }
            if let Some(new) = new_decimals {
                *decimals = new.map(|new| new.round().clamp(0.0, 9.0) as u8);
            }
        }
    });
}

fn level_rows(ui: &mut Ui, criterion: &Criterion, levels: &[ScaleLevel], changed: &mut Measure) {
    let id = criterion.id.as_str();
    let mut new = levels.to_vec();
    widgets::small(
        ui,
        "Worst first. Each level has words that can be checked, and a value of 0 to 100.",
    );
    for (at, level) in levels.iter().enumerate() {
        let number = at + 1;
        ui.push_id(("level", at), |ui| {
            let words = format!("Words of level {number}");
            let text = TextField::new((id, "level", at), &words, &level.text)
                .rows(2)
                .hint("what can be seen at this level")
                .show(ui);
            if let Some(text) = text {
                new[at].text = text;
            }
            ui.horizontal(|ui| {
                widgets::small(ui, format!("Level {number}, value"));
                let name = format!("Value of level {number}");
                let value = NumberField::new((id, "level-value", at), &name, Some(level.value))
                    .width(52.0)
                    .bounds(0.0, 100.0)
                    .show(ui);
                if let Some(Some(value)) = value {
                    new[at].value = value;
                }
                // Values belong to the rungs, so only the words change places.
                let up = ui.add_enabled_ui(at > 0, |ui| {
                    widgets::icon_button(
                        ui,
                        icons::ARROW_UP,
                        &format!("Words of level {number} one level down in value"),
                    )
                });
                if up.inner.clicked() && at > 0 {
                    swap_words(&mut new, at, at - 1);
                }
                let last = at + 1 == levels.len();
                let down = ui.add_enabled_ui(!last, |ui| {
                    widgets::icon_button(
                        ui,
                        icons::ARROW_DOWN,
                        &format!("Words of level {number} one level up in value"),
                    )
                });
                if down.inner.clicked() && !last {
                    swap_words(&mut new, at, at + 1);
                }
                let remove = ui.add_enabled_ui(levels.len() > 2, |ui| {
                    widgets::icon_button(ui, icons::TRASH, &format!("Remove level {number}"))
                });
                if remove.inner.clicked() && new.len() > 2 {
                    new.remove(at);
                }
            });
        });
    }
    if widgets::button(ui, "Add level").clicked() {
        new.push(ScaleLevel { text: String::new(), value: 100.0 });
    }
    if new != *levels {
        if new.len() != levels.len() {
            changed.anchors.worst = 1.0;
            changed.anchors.best = new.len() as f64;
        }
        changed.scale = Scale::Levels(new);
    }
}

fn swap_words(levels: &mut [ScaleLevel], a: usize, b: usize) {
    let words = levels[a].text.clone();
    levels[a].text = std::mem::replace(&mut levels[b].text, words);
}

fn anchors(ui: &mut Ui, criterion: &Criterion, measure: &Measure, changed: &mut Measure) {
    widgets::form_section(ui, "Anchors");
    let anchors = &measure.anchors;
    let levels = matches!(measure.scale, Scale::Levels(_));
    let less = anchors.best < anchors.worst;
    let direction = match (levels, less) {
        (true, _) => "The first level is the worst, the last the best.".to_owned(),
        (false, true) => format!(
            "Less is better: {} is worth 100, {} is worth 0.",
            rows::short(anchors.best),
            rows::short(anchors.worst)
        ),
        (false, false) => format!(
            "More is better: {} is worth 100, {} is worth 0.",
            rows::short(anchors.best),
            rows::short(anchors.worst)
        ),
    };
    widgets::muted(ui, direction);
    let id = criterion.id.as_str();
    let unit = measure.unit();
    let field = |ui: &mut Ui, name: &str, note: &str, stored: Option<f64>| {
        ui.horizontal(|ui| {
            let label = format!("{name} anchor");
            let value = NumberField::new((id, "anchor", name), &label, stored)
                .width(96.0)
                .unit(unit)
                .hint("none")
                .show(ui);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.label(name);
                widgets::small(ui, note);
            });
            value
        })
        .inner
    };
    let mut new = anchors.clone();
    if !levels
        && let Some(Some(worst)) = field(ui, "Worst", "worth 0", Some(anchors.worst))
        && worst != anchors.best
    {
        new.worst = worst;
    }
    if let Some(walk_away) = field(ui, "Walk-away", "not taken below this", anchors.walk_away) {
        new.walk_away = walk_away;
    }
    if let Some(current) = field(ui, "Current", "as it is today", anchors.current) {
        new.current = current;
    }
    if let Some(target) = field(ui, "Target", "aimed at", anchors.target) {
        new.target = target;
    }
    if !levels
        && let Some(Some(best)) = field(ui, "Best", "worth 100", Some(anchors.best))
        && best != anchors.worst
    {
        new.best = best;
    }
    if new != *anchors {
        let moved = with_anchors(measure, new);
        changed.value_function = moved.value_function;
        changed.anchors = moved.anchors;
    }
}

/// Weights belong to ranges: after a move of the ends, offers to let the
/// weight follow.
fn rescale_offer(
    ui: &mut Ui,
    context: Context<'_>,
    criterion: &Criterion,
    measure: &Measure,
    moved: &mut Stretched,
    out: &mut Actions,
) {
    let Some(before) = moved.as_ref().filter(|(id, _)| *id == criterion.id).map(|(_, b)| b) else {
        return;
    };
    if !matches!(measure.scale, Scale::Natural { .. }) {
        return;
    }
    let turned =
        (before.best - before.worst) * (measure.anchors.best - measure.anchors.worst) < 0.0;
    if turned {
        let text = "The direction was turned round. The weight was given for another swing: ask \
                    for it again.";
        widgets::finding_line(ui, Tone::Warning, icons::WARNING, text);
        return;
    }
    let Some(factor) = range_factor(before, &measure.anchors) else { return };
    let (workbook, tree) = (context.workbook, context.tree());
    let rescaled =
        |profile: &Profile| rescaled_weights(workbook, tree, profile, &criterion.id, factor);
    let current = context.profile().map(rescaled).unwrap_or_default();
    let swing = |anchors: &Anchors| {
        format!("{} → {}", rows::short(anchors.worst), rows::short(anchors.best))
    };
    let said = format!(
        "Weights belong to ranges. The swing was {}, it is now {}, {} times as long.",
        swing(before),
        format!("{} {}", swing(&measure.anchors), measure.unit()).trim_end(),
        rows::short(factor)
    );
    widgets::finding_line(ui, Tone::Warning, icons::WARNING, &said);
    let Some((_, weight)) = current.first() else {
        widgets::small(
            ui,
            "The weight is not given directly in this profile. Check what it comes from.",
        );
        if widgets::button(ui, "Leave the weight").clicked() {
            *moved = None;
        }
        return;
    };
    let old = context
        .profile()
        .and_then(|profile| profile.weights.get(&criterion.id).copied())
        .unwrap_or(0.0);
    let bent = measure.value_function != ValueFunction::Linear;
    widgets::muted(
        ui,
        format!(
            "To say the same as before, the raw weight goes from {} to {}{}.",
            rows::short(old),
            rows::short(*weight),
            if bent { ", roughly, since the value function is bent" } else { "" }
        ),
    );
    let weighted: Vec<(&Profile, Vec<(CriterionId, f64)>)> = workbook
        .profiles
        .iter()
        .map(|profile| (profile, rescaled(profile)))
        .filter(|(_, weights)| !weights.is_empty())
        .collect();
    let edit = |profiles: &[(&Profile, Vec<(CriterionId, f64)>)]| Edit::All {
        label: format!("rescale weight of {}", criterion.name),
        edits: profiles
            .iter()
            .flat_map(|(profile, weights)| {
                weights.iter().map(|(criterion, weight)| Edit::SetWeight {
                    profile: profile.id.clone(),
                    criterion: criterion.clone(),
                    weight: Some(*weight),
                })
            })
            .collect(),
    };
    let mut done = false;
    ui.horizontal_wrapped(|ui| {
        if widgets::button(ui, "Rescale the weight").clicked()
            && let Some(profile) = context.profile()
        {
            out.edit(edit(&[(profile, current.clone())]));
            done = true;
        }
        if weighted.len() > 1 {
            let words = format!("Rescale in {} profiles", weighted.len());
            if widgets::button(ui, &words).clicked() {
                out.edit(edit(&weighted));
                done = true;
            }
        }
        done |= widgets::button(ui, "Leave the weight").clicked();
    });
    if done {
        *moved = None;
    }
}

/// A family of value functions, for the list to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Linear,
    Piecewise,
    Exponential,
    Logarithmic,
    Levels,
}

fn shape(function: &ValueFunction) -> Shape {
    match function {
        ValueFunction::Linear => Shape::Linear,
        ValueFunction::Piecewise(_) => Shape::Piecewise,
        ValueFunction::Exponential(_) => Shape::Exponential,
        ValueFunction::Logarithmic => Shape::Logarithmic,
        ValueFunction::Levels => Shape::Levels,
    }
}

fn value_function(ui: &mut Ui, criterion: &Criterion, measure: &Measure, changed: &mut Measure) {
    ui.add_space(theme::SPACE_XS);
    let levels = matches!(measure.scale, Scale::Levels(_));
    let (low, _) = measure.anchors.range();
    let mut shapes: Vec<(Shape, String)> = Vec::new();
    if levels {
        shapes.push((Shape::Levels, ValueFunction::Levels.name().to_owned()));
    }
    shapes.push((Shape::Linear, ValueFunction::Linear.name().to_owned()));
    shapes.push((Shape::Piecewise, ValueFunction::Piecewise(Vec::new()).name().to_owned()));
    shapes.push((Shape::Exponential, ValueFunction::Exponential(0.0).name().to_owned()));
    if low > 0.0 {
        shapes.push((Shape::Logarithmic, ValueFunction::Logarithmic.name().to_owned()));
    }
    let width = ui.available_width();
    let now = shape(&measure.value_function);
    let chosen = widgets::labelled(ui, "Value function", |ui| {
        widgets::choose(ui, "value-function", "Value function", &now, width, &shapes)
    });
    if let Some(chosen) = chosen {
        changed.value_function = match chosen {
            Shape::Linear => ValueFunction::Linear,
            Shape::Piecewise => ValueFunction::Piecewise(starting_knots(measure)),
            Shape::Exponential => ValueFunction::Exponential(2.0),
            Shape::Logarithmic => ValueFunction::Logarithmic,
            Shape::Levels => ValueFunction::Levels,
        };
    }
    if !levels && low <= 0.0 {
        widgets::small(ui, "A logarithmic one needs anchors above 0.");
    }
    match &measure.value_function {
        ValueFunction::Exponential(bend) => {
            let bend = ui.horizontal(|ui| {
                let new = NumberField::new((criterion.id.as_str(), "bend"), "Bend", Some(*bend))
                    .bounds(-50.0, 50.0)
                    .show(ui);
                widgets::small(ui, "Bend. Above 0 rises early, below 0 late.");
                new
            });
            if let Some(Some(bend)) = bend.inner {
                changed.value_function = ValueFunction::Exponential(bend);
            }
        }
        ValueFunction::Piecewise(knots) => {
            if let Some(knots) = knots_ui(ui, criterion, measure.unit(), knots) {
                changed.value_function = ValueFunction::Piecewise(knots);
            }
        }
        ValueFunction::Linear | ValueFunction::Logarithmic | ValueFunction::Levels => {}
    }
}

fn knots_ui(
    ui: &mut Ui,
    criterion: &Criterion,
    unit: &str,
    knots: &[(f64, f64)],
) -> Option<Vec<(f64, f64)>> {
    let id = criterion.id.as_str();
    let mut new = knots.to_vec();
    for (at, (x, value)) in knots.iter().enumerate() {
        let number = at + 1;
        ui.horizontal(|ui| {
            let name = format!("Performance at knot {number}");
            let field = NumberField::new((id, "knot", at), &name, Some(*x)).width(96.0).unit(unit);
            if let Some(Some(x)) = field.show(ui) {
                new[at].0 = x;
            }
            widgets::small(ui, "is worth");
            let name = format!("Value at knot {number}");
            let field = NumberField::new((id, "knot-value", at), &name, Some(*value))
                .width(52.0)
                .bounds(0.0, 100.0);
            if let Some(Some(value)) = field.show(ui) {
                new[at].1 = value;
            }
            let remove = ui.add_enabled_ui(knots.len() > 2, |ui| {
                widgets::icon_button(ui, icons::TRASH, &format!("Remove knot {number}"))
            });
            if remove.inner.clicked() && new.len() > 2 {
                new.remove(at);
            }
        });
    }
    if widgets::button(ui, "Add knot").clicked() {
        // In the widest gap, on the line: the function stays the same.
        let widest =
            knots.windows(2).max_by(|a, b| (a[1].0 - a[0].0).total_cmp(&(b[1].0 - b[0].0)));
        if let Some(&[a, b]) = widest {
            new.push((f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1)));
        }
    }
    new.sort_by(|a, b| a.0.total_cmp(&b.0));
    (new != *knots).then_some(new)
}

/// The options' performances in words, for those who cannot read the chart.
fn performances(ui: &mut Ui, context: Context<'_>, measure: &Measure, leaf: Option<usize>) {
    let Some(leaf) = leaf else { return };
    let analysis = context.analysis();
    // Lines of text, not controls: they stand closer.
    ui.spacing_mut().interact_size.y = theme::SPACE_M;
    for (option, result) in analysis.options.iter().enumerate() {
        let cell = analysis.cell(option, leaf);
        let said = match (cell.performance, cell.value) {
            (Some(performance), Some(value)) => format!(
                "{} {}, worth {}",
                result.name,
                crate::analysis::performance(measure, performance),
                number(value, 0)
            ),
            _ => format!("{} unknown", result.name),
        };
        widgets::option_label(ui, option, eframe::egui::RichText::new(said).small());
    }
}

fn not_applicable(ui: &mut Ui, measure: &Measure, changed: &mut Measure) {
    ui.add_space(theme::SPACE_XS);
    let rules = [
        (NotApplicableRule::Drop, "The criterion counts for no option".to_owned()),
        (NotApplicableRule::Worst, "The option counts as worst".to_owned()),
        (NotApplicableRule::Best, "The option counts as best".to_owned()),
    ];
    let width = ui.available_width();
    let chosen = widgets::labelled(ui, "Where an option is \"not applicable\"", |ui| {
        let now = measure.not_applicable;
        widgets::choose(ui, "not-applicable", "Rule for not applicable", &now, width, &rules)
    });
    if let Some(rule) = chosen {
        changed.not_applicable = rule;
    }
}
