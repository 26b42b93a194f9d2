//! The fields of what an answer does: weights, scores, musts, profiles, notes.

use eframe::egui::Ui;

use super::authoring::tell;
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets::{self, NumberField, TextField};
use crate::workbook::{
    AlternativeId, Choice, CriterionId, Effect, ProfileId, Question, QuestionPlace,
    QuestionProblem, RequirementId, RequirementKind, Workbook,
};

/// What sort of thing an answer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Minimum,
    Cap,
    Score,
    Screen,
    StartFrom,
    Suggest,
    Note,
}

impl Sort {
    const ALL: [Self; 7] = [
        Self::Minimum,
        Self::Cap,
        Self::Score,
        Self::Screen,
        Self::StartFrom,
        Self::Suggest,
        Self::Note,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Minimum => "Weigh a criterion at least so much",
            Self::Cap => "Weigh a criterion at most so much",
            Self::Score => "Set a score",
            Self::Screen => "Ask for a must",
            Self::StartFrom => "Start from a profile's weights",
            Self::Suggest => "Suggest a profile",
            Self::Note => "Note something for the record",
        }
    }

    /// A new effect of this sort, on the first thing that it can be about.
    /// Nothing where there is no such thing yet.
    fn begin(self, workbook: &Workbook, choice: &Choice) -> Option<Effect> {
        let weighed = |id: &CriterionId| {
            choice.effects.iter().any(
                |effect| matches!(effect, Effect::Minimum(on, _) | Effect::Cap(on, _) if on == id),
            )
        };
        let scored = || workbook.criteria.iter().filter(|it| it.measure().is_some());
        let fresh = || scored().find(|it| !weighed(&it.id)).or_else(|| scored().next());
        Some(match self {
            Self::Minimum => Effect::Minimum(fresh()?.id.clone(), 3.0),
            Self::Cap => Effect::Cap(fresh()?.id.clone(), 1.0),
            Self::Score => {
                let criterion = scored().next()?;
                let value = criterion.measure()?.anchors.range().0;
                Effect::Score {
                    criterion: criterion.id.clone(),
                    alternative: workbook.alternatives.first()?.id.clone(),
                    value,
                    low: None,
                    high: None,
                }
            }
            Self::Screen => {
                let musts = || workbook.requirements.iter().filter(|it| is_must(it.kind));
                let must = musts().find(|it| it.when_asked).or_else(|| musts().next())?;
                Effect::Screen(must.id.clone())
            }
            Self::StartFrom => Effect::StartFrom(workbook.profiles.first()?.id.clone()),
            Self::Suggest => Effect::Suggest(workbook.profiles.first()?.id.clone()),
            Self::Note => Effect::Note(String::new()),
        })
    }
}

fn is_must(kind: RequirementKind) -> bool {
    kind == RequirementKind::Must
}

/// Draws the effects of an answer; gives them after a change.
pub(super) fn fields(
    ui: &mut Ui,
    context: Context<'_>,
    (question, choice): (&Question, &Choice),
    number: usize,
    problems: &[QuestionProblem],
) -> Option<Vec<Effect>> {
    let workbook = context.workbook;
    let mut changed: Option<Vec<Effect>> = None;
    for (at, effect) in choice.effects.iter().enumerate() {
        ui.push_id(("effect", at, std::mem::discriminant(effect)), |ui| {
            let mut keep = true;
            let mut next = None;
            ui.horizontal_wrapped(|ui| {
                let key = (question.id.as_str(), choice.id.as_str(), at);
                let of = format!("effect {} of answer {number}", at + 1);
                next = effect_fields(ui, workbook, key, &of, effect);
                keep = !widgets::remove_button(ui, &format!("Remove {of}")).clicked();
            });
            tell(ui, problems, &QuestionPlace::Effect(choice.id.clone(), at));
            let mut effects = choice.effects.clone();
            if !keep {
                effects.remove(at);
                changed = Some(effects);
            } else if let (Some(next), Some(effect)) = (next, effects.get_mut(at)) {
                *effect = next;
                changed = Some(effects);
            }
        });
    }
    ui.horizontal_wrapped(|ui| {
        let lead = if choice.effects.is_empty() { "Changes nothing yet" } else { "And" };
        widgets::small(ui, lead);
        let sorts: Vec<(Option<Sort>, String)> = Sort::ALL
            .into_iter()
            .filter(|sort| sort.begin(workbook, choice).is_some())
            .map(|sort| (Some(sort), sort.name().to_owned()))
            .collect();
        let name = format!("Add an effect to answer {number}");
        if let Some(Some(sort)) = widgets::choose(ui, "add", &name, &None, WIDE, &sorts)
            && let Some(effect) = sort.begin(workbook, choice)
        {
            let mut effects = choice.effects.clone();
            effects.push(effect);
            changed = Some(effects);
        }
    });
    changed
}

/// Width of the lists to choose from, in points.
const WIDE: f32 = 220.0;

type Key<'a> = (&'a str, &'a str, usize);

fn effect_fields(
    ui: &mut Ui,
    workbook: &Workbook,
    key: Key<'_>,
    of: &str,
    effect: &Effect,
) -> Option<Effect> {
    ui.spacing_mut().item_spacing.x = theme::SPACE_XS + 2.0;
    match effect {
        Effect::Minimum(criterion, bound) => {
            widgets::small(ui, "Weigh");
            let on = criterion_choice(ui, workbook, of, criterion);
            widgets::small(ui, "at least");
            let to = weight_field(ui, key, of, *bound);
            (on.is_some() || to.is_some()).then(|| {
                Effect::Minimum(on.unwrap_or_else(|| criterion.clone()), to.unwrap_or(*bound))
            })
        }
        Effect::Cap(criterion, bound) => {
            widgets::small(ui, "Weigh");
            let on = criterion_choice(ui, workbook, of, criterion);
            widgets::small(ui, "at most");
            let to = weight_field(ui, key, of, *bound);
            (on.is_some() || to.is_some())
                .then(|| Effect::Cap(on.unwrap_or_else(|| criterion.clone()), to.unwrap_or(*bound)))
        }
        Effect::Score { .. } => score_fields(ui, workbook, key, of, effect),
        Effect::Screen(must) => {
            widgets::small(ui, "Ask for the must");
            let musts: Vec<(RequirementId, String)> = workbook
                .requirements
                .iter()
                .filter(|it| is_must(it.kind) || it.id == *must)
                .map(|it| (it.id.clone(), it.text.clone()))
                .collect();
            let name = format!("Must of {of}");
            widgets::choose(ui, "must", &name, must, WIDE, &musts).map(Effect::Screen)
        }
        Effect::StartFrom(profile) => {
            widgets::small(ui, "Start from the weights of");
            profile_choice(ui, workbook, of, profile).map(Effect::StartFrom)
        }
        Effect::Suggest(profile) => {
            widgets::small(ui, "Suggest the profile");
            profile_choice(ui, workbook, of, profile).map(Effect::Suggest)
        }
        Effect::Note(text) => {
            widgets::small(ui, "Note for the record");
            let name = format!("Note of {of}");
            let width = (ui.available_width() - REMOVE).clamp(120.0, NOTE);
            let field = TextField::new((key, "note"), &name, text).width(width);
            field.show(ui).map(Effect::Note)
        }
    }
}

/// Room for the button that removes an effect, in points.
const REMOVE: f32 = 84.0;
/// Widest field for a note, in points.
const NOTE: f32 = 460.0;

fn score_fields(
    ui: &mut Ui,
    workbook: &Workbook,
    key: Key<'_>,
    of: &str,
    effect: &Effect,
) -> Option<Effect> {
    let Effect::Score { criterion, alternative, value, low, high } = effect else { return None };
    widgets::small(ui, "Score");
    let options: Vec<(AlternativeId, String)> =
        workbook.alternatives.iter().map(|it| (it.id.clone(), it.name.clone())).collect();
    let name = format!("Option of {of}");
    let option = widgets::choose(ui, "option", &name, alternative, 130.0, &options);
    widgets::small(ui, "on");
    let on = criterion_choice(ui, workbook, of, criterion);
    widgets::small(ui, "as");
    let unit = workbook.criterion(criterion).and_then(|it| it.measure()).map_or("", |it| it.unit());
    let mut number = |part: &str, value: Option<f64>, hint: &str| {
        let name = format!("{part} of {of}");
        NumberField::new((key, part.to_owned()), &name, value)
            .hint(hint)
            .unit(unit)
            .width(if unit.is_empty() { 76.0 } else { 96.0 })
            .show(ui)
    };
    let value_now = number("Score", Some(*value), "");
    let low_now = number("Lowest", *low, "lowest");
    let high_now = number("Highest", *high, "highest");
    let touched = option.is_some()
        || on.is_some()
        || matches!(value_now, Some(Some(_)))
        || low_now.is_some()
        || high_now.is_some();
    touched.then(|| Effect::Score {
        criterion: on.unwrap_or_else(|| criterion.clone()),
        alternative: option.unwrap_or_else(|| alternative.clone()),
        value: value_now.flatten().unwrap_or(*value),
        low: low_now.unwrap_or(*low),
        high: high_now.unwrap_or(*high),
    })
}

fn criterion_choice(
    ui: &mut Ui,
    workbook: &Workbook,
    of: &str,
    criterion: &CriterionId,
) -> Option<CriterionId> {
    let criteria: Vec<(CriterionId, String)> = workbook
        .criteria
        .iter()
        .filter(|it| it.measure().is_some() || it.id == *criterion)
        .map(|it| (it.id.clone(), it.name.clone()))
        .collect();
    let name = format!("Criterion of {of}");
    widgets::choose(ui, "criterion", &name, criterion, WIDE, &criteria)
}

fn profile_choice(
    ui: &mut Ui,
    workbook: &Workbook,
    of: &str,
    profile: &ProfileId,
) -> Option<ProfileId> {
    let profiles: Vec<(ProfileId, String)> =
        workbook.profiles.iter().map(|it| (it.id.clone(), it.name.clone())).collect();
    let name = format!("Profile of {of}");
    widgets::choose(ui, "profile", &name, profile, WIDE, &profiles)
}

fn weight_field(ui: &mut Ui, key: Key<'_>, of: &str, bound: f64) -> Option<f64> {
    let name = format!("Weight of {of}");
    NumberField::new((key, "weight"), &name, Some(bound))
        .bounds(0.0, f64::MAX)
        .width(56.0)
        .show(ui)
        .flatten()
}
