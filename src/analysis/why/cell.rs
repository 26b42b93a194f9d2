//! Values and performances: the value function with its figures, the reviewers'
//! scores, and the claims behind them.

use super::weight::{answer_evidence, question_name};
use super::{
    Amount, EvidenceKind, Explanation, On, Part, Rule, Subject, Target, WhyEvidence, both, fine,
    fine_percent, plain, summed,
};
use crate::analysis::value::ends;
use crate::analysis::{
    Cell, CellOrigin, CellState, Derivation, PartsStanding, claims_on, performance as printed,
    scores_given,
};
use crate::workbook::{
    AlternativeId, Claim, Criterion, ItemRef, Judgement, Kind, Measure, NotApplicableRule,
    PartRule, Scale, Score, ValueFunction, find_score,
};

/// The value of an option on a scored criterion.
pub(super) fn value(
    on: On<'_>,
    subject: &Subject,
    option: usize,
    leaf: usize,
) -> Option<Explanation> {
    let criterion = on.workbook.criteria.get(*on.analysis.leaves.get(leaf)?)?;
    let measure = criterion.measure()?;
    let cell = on.analysis.cell(option, leaf);
    let name = on.option_name(option);
    let mut told = Explanation::new(subject, format!("Value of {name} on {}", criterion.name));
    told.target = Some(Target::Cell(on.option_id(option), criterion.id.clone()));
    let amount = Amount::from((cell.value_low, cell.value_high));
    told.result = Some(amount);
    told.printed = fine(amount);
    match (cell.state, cell.performance) {
        (CellState::Known, Some(x)) => from_function(on, &mut told, option, criterion, measure, x),
        (CellState::Known | CellState::Unknown, _) => {
            told.words = match (cell.low, cell.high) {
                (Some(_), Some(_)) => {
                    "Not known: it lies between the values of the lowest and the highest \
                     performance given."
                }
                _ => "Not known: it lies anywhere that the scale can reach.",
            }
            .to_owned();
            told.parts.push(asked_performance(on, option, criterion, measure, cell));
        }
        (CellState::NotApplicable | CellState::Dropped, _) => {
            told.words = match measure.not_applicable {
                NotApplicableRule::Drop => {
                    "The criterion does not apply to every option, so it counts for none."
                }
                NotApplicableRule::Worst => {
                    "The criterion does not apply to it, which counts as the worst."
                }
                NotApplicableRule::Best => {
                    "The criterion does not apply to it, which counts as the best."
                }
            }
            .to_owned();
            told.parts.push(asked_performance(on, option, criterion, measure, cell));
        }
    }
    Some(told)
}

fn asked_performance(
    on: On<'_>,
    option: usize,
    criterion: &Criterion,
    measure: &Measure,
    cell: &Cell,
) -> Part {
    let subject = Subject::Performance(on.option_id(option), criterion.id.clone());
    let label = format!("Performance of {}", on.option_name(option));
    match cell.performance {
        Some(x) => Part::new(label, Amount::known(x), printed(measure, x)),
        None => Part::word(label, state_word(cell)),
    }
    .asks(subject)
}

fn state_word(cell: &Cell) -> &'static str {
    match cell.state {
        CellState::NotApplicable | CellState::Dropped => "not applicable",
        _ => "unknown",
    }
}

/// The value function with its figures put in.
fn from_function(
    on: On<'_>,
    told: &mut Explanation,
    option: usize,
    criterion: &Criterion,
    measure: &Measure,
    x: f64,
) {
    let cell_subject = Subject::Performance(on.option_id(option), criterion.id.clone());
    let (low, high) = ends(measure);
    let counted = x.clamp(low, high);
    let mut performance = Part::new(
        format!("Performance x of {}", on.option_name(option)),
        Amount::known(counted),
        printed(measure, counted),
    )
    .asks(cell_subject);
    if counted != x {
        performance = performance.factor("Given", printed(measure, x));
        told.notes.push("It lies beyond the scale and counts as the end of it.".to_owned());
    }
    let kept = || Target::Item(ItemRef::new(Kind::Criterion, criterion.id.as_str()));
    let anchors = &measure.anchors;
    let anchor = |label: &str, at: f64| {
        Part::new(label, Amount::known(at), printed(measure, at)).kept_at(kept())
    };
    let (p, w, b) = (
        printed(measure, counted),
        printed(measure, anchors.worst),
        printed(measure, anchors.best),
    );
    let straight = format!("({p} \u{2212} {w}) / ({b} \u{2212} {w})");
    told.parts.push(performance);
    let knots: Vec<(f64, f64)> = match (&measure.value_function, &measure.scale) {
        (ValueFunction::Piecewise(knots), _) => knots.clone(),
        (ValueFunction::Levels, Scale::Levels(levels)) => {
            levels.iter().enumerate().map(|(at, level)| ((at + 1) as f64, level.value)).collect()
        }
        _ => Vec::new(),
    };
    match &measure.value_function {
        ValueFunction::Exponential(bend) if bend.abs() >= 1e-6 => {
            told.rule = Rule::Exponential(*bend);
            told.words = format!(
                "Exponential between worst (0) and best (100), with a bend ρ of {}.",
                plain(*bend)
            );
            told.formula = format!(
                "z = {straight}; v = 100 (1 \u{2212} exp(\u{2212}ρz)) / (1 \u{2212} exp(\u{2212}ρ)) = {}",
                told.printed
            );
        }
        ValueFunction::Linear | ValueFunction::Exponential(_) => {
            told.rule = Rule::Linear;
            told.words = "In a straight line from worst (0) to best (100).".to_owned();
            told.formula = format!(
                "v = 100 (x \u{2212} worst) / (best \u{2212} worst) = 100 · {straight} = {}",
                told.printed
            );
        }
        ValueFunction::Logarithmic => {
            told.rule = Rule::Logarithmic;
            told.words =
                "In the logarithm of the performance, from worst (0) to best (100).".to_owned();
            told.formula = format!("v = 100 ln({p} / {w}) / ln({b} / {w}) = {}", told.printed);
        }
        ValueFunction::Piecewise(_) | ValueFunction::Levels => {
            on_knots(told, measure, &knots, counted, &kept());
            return;
        }
    }
    told.parts.push(anchor("Worst, worth 0", anchors.worst));
    told.parts.push(anchor("Best, worth 100", anchors.best));
}

/// On the line between two knots, or at one.
fn on_knots(
    told: &mut Explanation,
    measure: &Measure,
    knots: &[(f64, f64)],
    x: f64,
    kept: &Target,
) {
    let levels = match &measure.scale {
        Scale::Levels(levels) if measure.value_function == ValueFunction::Levels => Some(levels),
        _ => None,
    };
    let label = |(at, worth): (f64, f64)| {
        let text = levels
            .and_then(|levels| levels.get((at - 1.0) as usize))
            .map(|level| format!(" ({})", level.text));
        format!("Worth of {}{}: {}", printed(measure, at), text.unwrap_or_default(), plain(worth))
    };
    let worth = |knot: (f64, f64)| {
        Part::new(label(knot), Amount::known(knot.1), plain(knot.1)).kept_at(kept.clone())
    };
    let place = |knot: (f64, f64)| {
        Part::new("Performance there", Amount::known(knot.0), printed(measure, knot.0))
            .kept_at(kept.clone())
    };
    if let Some(&exact) = knots.iter().find(|knot| knot.0 == x) {
        told.words = match levels {
            Some(_) => "What the level is worth.".to_owned(),
            None => "What that performance is worth: a knot of the value function.".to_owned(),
        };
        told.parts.push(worth(exact));
        told.rule = Rule::Picked(1);
        told.formula = format!("v = {}", told.printed);
        return;
    }
    let Some(pair) = knots.windows(2).find(|pair| pair[0].0 < x && x < pair[1].0) else { return };
    let (a, b) = (pair[0], pair[1]);
    told.words = match levels {
        Some(_) => "On the line between what the two levels around it are worth.".to_owned(),
        None => "On the line between the two knots around it.".to_owned(),
    };
    told.rule = Rule::BetweenKnots;
    told.parts.extend([place(a), worth(a), place(b), worth(b)]);
    let show = |x: f64| printed(measure, x);
    told.formula = format!(
        "v = {} + ({} \u{2212} {}) · ({} \u{2212} {}) / ({} \u{2212} {}) = {}",
        plain(a.1),
        plain(b.1),
        plain(a.1),
        show(x),
        show(a.0),
        show(b.0),
        show(a.0),
        told.printed
    );
}

/// The performance of an option on a scored criterion.
pub(super) fn performance(
    on: On<'_>,
    subject: &Subject,
    option: usize,
    leaf: usize,
) -> Option<Explanation> {
    let criterion = on.workbook.criteria.get(*on.analysis.leaves.get(leaf)?)?;
    let measure = criterion.measure()?;
    let cell = on.analysis.cell(option, leaf);
    let alternative = on.option_id(option);
    let title = format!("Performance of {} on {}", on.option_name(option), criterion.name);
    let mut told = Explanation::new(subject, title);
    told.target = Some(Target::Cell(alternative.clone(), criterion.id.clone()));
    told.result = cell.performance.map(Amount::known);
    told.printed =
        cell.performance.map_or_else(|| state_word(cell).to_owned(), |x| printed(measure, x));
    let mut scores: Vec<&Score> = Vec::new();
    let fed = on.analysis.fed(option, leaf);
    match &cell.origin {
        CellOrigin::Reviewers(_) => {
            let reasoned = fed.is_some_and(|it| it.overridden);
            scores = reviewers(on, &mut told, criterion, measure, &alternative, reasoned);
        }
        CellOrigin::Answer(question) => {
            told.words = format!("Set by the answer to \"{}\".", question_name(on, question));
            answer_evidence(on, &mut told, question);
        }
        CellOrigin::Baseline => {
            told.words = "As read from the sources; no reviewer has scored it.".to_owned();
            scores.extend(find_score(&on.workbook.baseline, &criterion.id, &alternative));
        }
        CellOrigin::Nobody => told.words = "Nobody has scored it.".to_owned(),
        CellOrigin::Measured(_) => {
            if let Some(fed) = fed {
                super::fed::measured(on, &mut told, measure, fed);
            }
        }
        CellOrigin::Parts => {
            if let Some(derivation) = on.analysis.derivation(option, leaf) {
                from_parts(on, &mut told, criterion, measure, derivation);
            }
        }
    }
    if cell.performance.is_some() && (cell.low.is_some() || cell.high.is_some()) {
        let own = cell.performance.unwrap_or_default();
        let range = Amount::between(cell.low.unwrap_or(own), cell.high.unwrap_or(own));
        told.notes.push(format!("Plausibly {}.", both(range, |x| printed(measure, x))));
    }
    if let Some(fed) = fed.filter(|_| cell.origin != CellOrigin::Parts) {
        super::fed::beside(on, &mut told, measure, fed);
    }
    evidence(on, &mut told, criterion, &alternative, &scores);
    super::fed::runs(on, &mut told, &alternative, fed, &scores);
    Some(told)
}

/// The mean of what the reviewers gave, or of what was given with a reason; who
/// does not know is left out.
fn reviewers<'a>(
    on: On<'a>,
    told: &mut Explanation,
    criterion: &Criterion,
    measure: &Measure,
    alternative: &AlternativeId,
    reasoned: bool,
) -> Vec<&'a Score> {
    let mut given = scores_given(on.workbook, &criterion.id, alternative);
    given.retain(|one| !reasoned || one.score.is_reasoned());
    let target = || Target::Cell(alternative.clone(), criterion.id.clone());
    let rounds = given.iter().any(|one| one.round != 1);
    for one in &given {
        let name = on.workbook.person_name(one.reviewer);
        let label = if rounds { format!("{name}, round {}", one.round) } else { name.to_owned() };
        let mut part = match one.score.is {
            Judgement::Value(x) => Part::new(label, Amount::known(x), printed(measure, x)),
            Judgement::Unknown => Part::word(label, "does not know"),
            Judgement::NotApplicable => Part::word(label, "not applicable"),
        };
        if let (Some(low), Some(high)) = (one.score.low, one.score.high) {
            let range = both(Amount::between(low, high), |x| printed(measure, x));
            part = part.factor("Range", range);
        }
        if let Some(confidence) = one.score.confidence {
            part = part.factor("Confidence", confidence.name().to_owned());
        }
        told.parts.push(part.kept_at(target()));
    }
    let counted: Vec<&str> =
        told.parts.iter().filter(|part| part.counts).map(|part| part.printed.as_str()).collect();
    match counted.as_slice() {
        [] => told.words = "No reviewer gave a score.".to_owned(),
        [_] => {
            told.words = "The score of the one reviewer who gave one.".to_owned();
            told.rule = Rule::Mean;
        }
        several => {
            told.words = "The mean of the reviewers' scores.".to_owned();
            told.rule = Rule::Mean;
            let sum = summed(several.iter().copied());
            told.formula = format!("x = ({sum}) / {} = {}", several.len(), told.printed);
        }
    }
    if counted.len() < given.len() && !counted.is_empty() {
        told.notes
            .push("Who does not know is left out of the mean, never counted as 0.".to_owned());
    }
    given.into_iter().map(|one| one.score).collect()
}

/// What follows for a composite from its parts.
fn from_parts(
    on: On<'_>,
    told: &mut Explanation,
    criterion: &Criterion,
    measure: &Measure,
    derivation: &Derivation,
) {
    if derivation.standing != PartsStanding::InForce {
        return;
    }
    let shares: f64 = derivation.parts.iter().filter(|it| it.decides).map(|it| it.share).sum();
    let known = derivation.parts.iter().all(|it| it.performance.is_some());
    let mean = derivation.rule == PartRule::Mean;
    for part in &derivation.parts {
        let name = on.option_name(part.option);
        let mut line = match part.performance {
            Some(x) if mean && shares > 0.0 => {
                let share = if part.decides { part.share / shares } else { 0.0 };
                Part::new(name, Amount::known(share * x), printed(measure, share * x))
                    .factor("Share", fine_percent(share))
                    .factor("Performance", printed(measure, x))
            }
            Some(x) => Part::new(name, Amount::known(x), printed(measure, x)),
            None => Part::word(name, if part.applies { "unknown" } else { "not applicable" }),
        };
        line.counts &= part.decides;
        told.parts
            .push(line.asks(Subject::Performance(on.option_id(part.option), criterion.id.clone())));
    }
    told.words = match derivation.rule {
        PartRule::Best => "From its parts: that of the part which is best.",
        PartRule::Worst => "From its parts: that of the part which is worst.",
        PartRule::Mean => "From its parts: the mean by their shares.",
        PartRule::Sum => "From its parts: the sum.",
    }
    .to_owned();
    if derivation.cost != 0.0 {
        told.notes.push(format!(
            "Joining the parts costs {} points of value, taken off before it is turned back into \
             a performance.",
            plain(derivation.cost)
        ));
    } else if known && told.result.is_some() {
        let decides = derivation.parts.iter().position(|it| it.decides);
        told.rule = match (derivation.rule, decides) {
            (PartRule::Best | PartRule::Worst, Some(at)) => Rule::Picked(at),
            (PartRule::Mean | PartRule::Sum, Some(_)) => Rule::Sum,
            (_, None) => Rule::Given,
        };
    }
}

/// Reasons and claims behind a cell: first what its scores name, then the claims
/// that bear on it otherwise.
fn evidence(
    on: On<'_>,
    told: &mut Explanation,
    criterion: &Criterion,
    alternative: &AlternativeId,
    scores: &[&Score],
) {
    let given = scores_given(on.workbook, &criterion.id, alternative);
    for score in scores {
        let source = given
            .iter()
            .find(|one| std::ptr::eq(one.score, *score))
            .map_or("the sources", |one| on.workbook.person_name(one.reviewer));
        if !score.reason.trim().is_empty() {
            told.evidence.push(WhyEvidence {
                kind: EvidenceKind::Reason,
                item: None,
                source: source.to_owned(),
                text: score.reason.trim().to_owned(),
                standing: String::new(),
                cited: true,
                counts: true,
            });
        }
    }
    let cited = |claim: &&Claim| scores.iter().any(|score| score.claims.contains(&claim.id));
    let bears = |claim: &&Claim| {
        claim.about.is_empty() || claim.about.iter().any(|about| about == alternative)
    };
    for claim in on.workbook.claims.iter().filter(cited) {
        told.evidence.push(claim_evidence(on, claim, true));
    }
    for claim in claims_on(on.workbook, &criterion.id).filter(bears) {
        if !cited(&claim) {
            told.evidence.push(claim_evidence(on, claim, false));
        }
    }
}

/// A claim as evidence.
pub(super) fn claim_evidence(on: On<'_>, claim: &Claim, cited: bool) -> WhyEvidence {
    let source = on.workbook.source(&claim.source);
    let title = source.map_or(claim.source.as_str(), |source| source.title.as_str());
    let source = if claim.locator.is_empty() {
        title.to_owned()
    } else {
        format!("{title}, {}", claim.locator)
    };
    let counts = claim.counts();
    let standing = if counts {
        claim.verdict.name().to_owned()
    } else {
        format!("{}; not counted", claim.verdict.name())
    };
    WhyEvidence {
        kind: EvidenceKind::Claim,
        item: Some(ItemRef::new(Kind::Claim, claim.id.as_str())),
        source,
        text: claim.text.clone(),
        standing,
        cited,
        counts,
    }
}
