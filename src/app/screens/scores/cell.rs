//! The inspector of a cell: what is asked, what is given, what it could
//! change, and what is known.

use eframe::egui::{Label, Rect, RichText, Ui};

use super::edits;
use super::from_parts;
use super::judge;
use super::measured;
use super::paint::{claims_in_words, icon_of};
use super::select::Spot;
use crate::analysis::why::Subject;
use crate::analysis::{self, CellMarks, CellOrigin, claims_on, contradictions_on};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::tour::{self, Sight};
use crate::app::widgets::{self, Tone};
use crate::import::Reading;
use crate::workbook::{
    Claim, ClaimVerdict, Contradiction, Criterion, ItemRef, Kind, Measure, Scale, Severity,
};

/// Most claims that are listed at once.
const LISTED: usize = 40;

/// The cell that is inspected.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellAt {
    /// Its criterion and option.
    pub spot: Spot,
    /// The leaf that the criterion is.
    pub leaf: usize,
    /// What stands behind it.
    pub marks: CellMarks,
    /// What others gave is hidden until one's own score is there.
    pub blind: bool,
    /// A reason is asked for above: the one below is another.
    pub waits: bool,
}

/// Draws the inspector of a cell. Gives back scores over what was measured that
/// wait for their reason.
pub(super) fn inspect(
    ui: &mut Ui,
    context: Context<'_>,
    at: &CellAt,
    focus_reason: bool,
    out: &mut Actions,
) -> Vec<(Spot, Reading)> {
    let (Some(criterion), Some(alternative)) = (
        context.workbook.criteria.get(at.spot.node),
        context.workbook.alternatives.get(at.spot.option),
    ) else {
        return Vec::new();
    };
    let mut waiting = Vec::new();
    let Some(measure) = criterion.measure() else { return waiting };
    ui.push_id((&criterion.id, &alternative.id), |ui| {
        widgets::small(ui, format!("{} · {}", criterion.name, alternative.name));
        headline(ui, context, measure, at);
        if !criterion.definition.is_empty() {
            ui.add(Label::new(&criterion.definition).wrap());
        }
        scale(ui, context, measure, at);
        ui.horizontal_wrapped(|ui| {
            if !at.blind || edits::own(context, at.spot).is_some() {
                let text = RichText::new("Why (Alt+Enter)").color(tokens(ui).accent);
                let name = format!("Why this number: {} of {}", criterion.name, alternative.name);
                if widgets::asked(ui, text, &name).clicked() {
                    out.ask_why(why(context, at));
                }
            }
            if widgets::link_button(ui, "Open criterion").clicked() {
                out.push(Action::Reveal(ItemRef::new(Kind::Criterion, criterion.id.as_str())));
            }
            if widgets::link_button(ui, "Open option").clicked() {
                out.push(Action::Reveal(ItemRef::new(Kind::Alternative, alternative.id.as_str())));
            }
        });
        if !at.blind || edits::own(context, at.spot).is_some() {
            from_parts::show(ui, context, criterion, measure, at, out);
        }
        measured::show(ui, context, measure, at, out);
        waiting = judge::judgement(ui, context, at, measure, focus_reason, out);
        judge::others(ui, context, at, measure);
        judge::effect(ui, context, at);
        evidence(ui, context, criterion, at, out);
    });
    waiting
}

/// What is asked of a cell: what it adds to the total where it counts, else
/// its value.
pub(super) fn why(context: Context<'_>, at: &CellAt) -> Subject {
    let option = context.workbook.alternatives[at.spot.option].id.clone();
    let criterion = context.workbook.criteria[at.spot.node].id.clone();
    let analysis = context.analysis();
    if analysis.weights.is_set() && analysis.leaf_weight(at.leaf) > 0.0 {
        Subject::Contribution(option, criterion)
    } else {
        Subject::Value(option, criterion)
    }
}

fn headline(ui: &mut Ui, context: Context<'_>, measure: &Measure, at: &CellAt) {
    if at.blind && edits::own(context, at.spot).is_none() {
        ui.label(RichText::new("Not scored by you").text_style(theme::title()));
        return;
    }
    let cell = context.analysis().cell(at.spot.option, at.leaf);
    let text = match cell.performance {
        Some(performance) => analysis::performance(measure, performance),
        None if cell.value.is_some() => "Not applicable".to_owned(),
        None => "Unknown".to_owned(),
    };
    ui.label(RichText::new(text).text_style(theme::title()));
    let origin = match &cell.origin {
        CellOrigin::Nobody => "Nobody has scored it".to_owned(),
        CellOrigin::Baseline => "As read from the sources; your score replaces it".to_owned(),
        CellOrigin::Answer(question) => {
            let name = ItemRef::new(Kind::Question, question.as_str()).name(context.workbook);
            format!("Set by the answer to \"{name}\"")
        }
        CellOrigin::Reviewers(1) => "Scored by one reviewer".to_owned(),
        CellOrigin::Reviewers(count) => format!("Mean of {count} reviewers"),
        CellOrigin::Parts => "From its parts".to_owned(),
        CellOrigin::Measured(runs) if runs.len() == 1 => "From a load run".to_owned(),
        CellOrigin::Measured(runs) => format!("From {} load runs", runs.len()),
    };
    widgets::small(ui, origin);
    if let Some(value) = cell.value {
        let weight = context.analysis().leaf_weight(at.leaf);
        widgets::small(
            ui,
            format!(
                "Value {} × weight {} = {} points",
                analysis::points(value),
                analysis::percent(weight),
                analysis::number(value * weight, 2)
            ),
        );
    }
    ui.horizontal_wrapped(|ui| {
        if let Some(ground) = at.marks.ground(cell) {
            let (_, tone) = icon_of(ground);
            widgets::tag(ui, tone, ground.name()).on_hover_text(ground.meaning());
        }
        let mut rests = claims_in_words(&at.marks);
        let scored = !matches!(cell.origin, CellOrigin::Parts | CellOrigin::Measured(_));
        if let Some(confidence) = at.marks.confidence.filter(|_| scored) {
            let text = format!("confidence {}", confidence.name());
            rests = if rests.is_empty() { text } else { format!("{text}; {rests}") };
        }
        if !rests.is_empty() {
            widgets::small(ui, rests);
        }
    });
    if cell.out_of_range {
        widgets::finding_line(
            ui,
            Tone::Warning,
            icons::WARNING,
            "Beyond the scale; it counts as its end.",
        );
    }
}

fn scale(ui: &mut Ui, context: Context<'_>, measure: &Measure, at: &CellAt) {
    match &measure.scale {
        Scale::Levels(levels) => {
            let performance = context.analysis().cell(at.spot.option, at.leaf).performance;
            let hidden = at.blind && edits::own(context, at.spot).is_none();
            // The levels that the score lies at or between are told in full weight.
            let near = |level: f64| {
                !hidden && performance.is_some_and(|performance| (performance - level).abs() < 1.0)
            };
            for (position, level) in levels.iter().enumerate() {
                let number = position as f64 + 1.0;
                let colours = tokens(ui);
                let colour = if near(number) { colours.text } else { colours.text_muted };
                ui.horizontal_top(|ui| {
                    let text = RichText::new(format!("{number}")).text_style(theme::strong());
                    ui.label(text.color(colour));
                    ui.add(Label::new(RichText::new(&level.text).color(colour)).wrap());
                });
            }
        }
        Scale::Natural { .. } => {
            let anchors = &measure.anchors;
            widgets::muted(
                ui,
                format!(
                    "From {} (worth 0) to {} (worth 100)",
                    analysis::performance(measure, anchors.worst),
                    analysis::performance(measure, anchors.best)
                ),
            );
        }
    }
}

fn evidence(
    ui: &mut Ui,
    context: Context<'_>,
    criterion: &Criterion,
    at: &CellAt,
    out: &mut Actions,
) {
    let top = ui.cursor().min;
    let workbook = context.workbook;
    let alternative = &workbook.alternatives[at.spot.option].id;
    let mut claims: Vec<&Claim> = claims_on(workbook, &criterion.id)
        .filter(|claim| claim.about.is_empty() || claim.about.contains(alternative))
        .collect();
    claims.sort_by_key(|claim| !claim.counts());
    let counted = claims.iter().filter(|claim| claim.counts()).count();
    if claims.is_empty() {
        widgets::form_section(ui, "Evidence");
        let cell = context.analysis().cell(at.spot.option, at.leaf);
        let words = match &cell.origin {
            CellOrigin::Measured(_) => "No claim bears on it beside what was measured.",
            _ => "No claim bears on this score. Say in the reason what it rests on.",
        };
        widgets::muted(ui, words);
        if widgets::link_button(ui, "Add evidence").clicked() {
            out.push(Action::Go(crate::app::screens::Screen::Evidence));
        }
        return;
    }
    widgets::form_section(ui, &format!("Evidence · {counted} of {} counted", claims.len()));
    let conflicts = contradictions_on(workbook, &criterion.id);
    let grave = |conflict: &&Contradiction| conflict.severity >= Severity::Medium;
    let grave: Vec<&Contradiction> = conflicts.into_iter().filter(grave).collect();
    if !grave.is_empty() {
        widgets::tag(ui, Tone::Warning, "sources disagree");
        for conflict in grave {
            ui.push_id(&conflict.id, |ui| {
                if widgets::link_button(ui, &conflict.topic)
                    .on_hover_text(&conflict.conclusion)
                    .clicked()
                {
                    let item = ItemRef::new(Kind::Contradiction, conflict.id.as_str());
                    out.push(Action::Reveal(item));
                }
            });
        }
        ui.add_space(theme::SPACE_S);
    }
    for claim in claims.iter().take(LISTED) {
        ui.push_id(&claim.id, |ui| claim_ui(ui, context, claim, out));
    }
    if claims.len() > LISTED {
        widgets::muted(ui, format!("and {} more under Evidence", claims.len() - LISTED));
    }
    tour::sight(ui, Sight::Evidence, Rect::from_min_max(top, ui.min_rect().max));
}

/// A claim in short: what it says, whose it is, whether it holds and counts.
fn claim_ui(ui: &mut Ui, context: Context<'_>, claim: &Claim, out: &mut Actions) {
    let colour = if claim.counts() { tokens(ui).text } else { tokens(ui).text_muted };
    ui.add(Label::new(RichText::new(&claim.text).color(colour)).wrap());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
        let place = format!("{} {}", claim.source.as_str().to_uppercase(), claim.locator);
        let title = context
            .workbook
            .source(&claim.source)
            .map(|source| source.title.clone())
            .unwrap_or_default();
        widgets::tag(ui, Tone::Plain, place.trim()).on_hover_text(title);
        let tone = match claim.verdict {
            ClaimVerdict::True | ClaimVerdict::PartlyTrue => Tone::Good,
            ClaimVerdict::Opinion | ClaimVerdict::Unverifiable => Tone::Plain,
            ClaimVerdict::Disputed | ClaimVerdict::Outdated => Tone::Warning,
            ClaimVerdict::Wrong => Tone::Bad,
        };
        widgets::tag(ui, tone, claim.verdict.name());
        if !claim.counts() {
            widgets::tag(ui, Tone::Plain, "not counted");
        }
        if widgets::link_button(ui, format!("Open claim {}", claim.id.as_str())).clicked() {
            out.push(Action::Reveal(ItemRef::new(Kind::Claim, claim.id.as_str())));
        }
    });
    if claim.verdict.is_doubtful() && !claim.verdict_note.is_empty() {
        widgets::small(ui, &claim.verdict_note);
    }
    ui.separator();
}
