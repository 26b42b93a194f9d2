//! Leads, gates, and what would change the result: ends of stability, flips,
//! the verdict.

use super::cell::claim_evidence;
use super::{
    Amount, End, EvidenceKind, Explanation, On, Part, Rule, Subject, Target, WhyEvidence, fine,
    fine_percent, summed,
};
use crate::analysis::{
    FlipChange, GateBasis, Reach, VerdictKind, compare, number, performance, points, stability,
};
use crate::workbook::{ItemRef, Kind, RequirementId, Weighting};

/// The lead of one option over another: the weighted differences.
pub(super) fn lead(
    on: On<'_>,
    subject: &Subject,
    first: usize,
    second: usize,
) -> Option<Explanation> {
    let (a, b) = (on.option_name(first), on.option_name(second));
    let mut told = Explanation::new(subject, format!("Lead of {a} over {b}"));
    if !on.analysis.weights.is_set() {
        told.printed = "not known".to_owned();
        told.notes.push("No weights are set, so nothing can be compared yet.".to_owned());
        return Some(told);
    }
    told.words =
        "The sum, over all criteria, of weight times the difference of the values.".to_owned();
    told.rule = Rule::Sum;
    let (mut low, mut high) = (0.0, 0.0);
    for difference in compare(on.analysis, first, second) {
        low += difference.low;
        high += difference.high;
        let node = on.analysis.leaves[difference.leaf];
        let amount = Amount::between(difference.low, difference.high);
        let ends = |option: usize| {
            let cell = on.analysis.cell(option, difference.leaf);
            fine(Amount::between(cell.value_low, cell.value_high))
        };
        told.parts.push(
            Part::new(on.node_name(node), amount, fine(amount))
                .factor("Weight", fine_percent(on.analysis.leaf_weight(difference.leaf)))
                .factor("First", ends(first))
                .factor("Second", ends(second))
                .asks(Subject::Difference(
                    on.option_id(first),
                    on.option_id(second),
                    on.node_id(node),
                )),
        );
    }
    let amount = Amount::between(low, high);
    told.result = Some(amount);
    told.printed = fine(amount);
    told.formula = format!(
        "Σ W (v₁ \u{2212} v₂) = {} = {}",
        summed(told.parts.iter().map(|part| part.printed.as_str())),
        told.printed
    );
    if !amount.is_known() {
        let middle = f64::midpoint(low, high);
        told.notes
            .push(format!("Unknown scores leave a range; its middle is {}.", number(middle, 2)));
    }
    Some(told)
}

/// What one criterion adds to the lead.
pub(super) fn difference(
    on: On<'_>,
    subject: &Subject,
    first: usize,
    second: usize,
    leaf: usize,
) -> Option<Explanation> {
    let node = *on.analysis.leaves.get(leaf)?;
    let (a, b, what) = (on.option_name(first), on.option_name(second), on.node_name(node));
    let mut told =
        Explanation::new(subject, format!("What {what} adds to the lead of {a} over {b}"));
    let weight = on.analysis.leaf_weight(leaf);
    let value = |option: usize| {
        let cell = on.analysis.cell(option, leaf);
        Amount::between(cell.value_low, cell.value_high)
    };
    let (one, other) = (value(first), value(second));
    let amount = Amount::between(weight * (one.low - other.high), weight * (one.high - other.low));
    told.result = Some(amount);
    told.printed = fine(amount);
    told.words = "Weight times the difference of the two values.".to_owned();
    told.rule = Rule::WeightedDifference;
    let id = on.node_id(node);
    told.parts = vec![
        Part::new(format!("Weight of {what}"), Amount::known(weight), fine_percent(weight))
            .asks(Subject::Weight(id.clone())),
        Part::new(format!("Value of {a}"), one, fine(one))
            .asks(Subject::Value(on.option_id(first), id.clone())),
        Part::new(format!("Value of {b}"), other, fine(other))
            .asks(Subject::Value(on.option_id(second), id.clone())),
    ];
    told.formula = format!(
        "W (v₁ \u{2212} v₂) = {} · ({} \u{2212} {}) = {}",
        fine_percent(weight),
        fine(one),
        fine(other),
        told.printed
    );
    told.target = Some(Target::Item(ItemRef::new(Kind::Criterion, id.as_str())));
    Some(told)
}

/// How an option stands at a must.
pub(super) fn gate(
    on: On<'_>,
    subject: &Subject,
    option: usize,
    must: &RequirementId,
) -> Option<Explanation> {
    let gate = on.analysis.options[option].gates.iter().find(|gate| gate.requirement == *must)?;
    let requirement = on.workbook.requirement(must)?;
    let name = on.option_name(option);
    let mut told = Explanation::new(subject, format!("{name} and \"{}\"", requirement.text));
    let item = ItemRef::new(Kind::Requirement, must.as_str());
    told.target = Some(Target::Item(item.clone()));
    told.printed = gate.verdict.name().to_owned();
    match (gate.basis, &requirement.threshold) {
        (GateBasis::Judged, _) => {
            told.words = "Somebody judged it.".to_owned();
            if !gate.reason.trim().is_empty() {
                told.evidence.push(WhyEvidence {
                    kind: EvidenceKind::Reason,
                    item: Some(item.clone()),
                    source: String::new(),
                    text: gate.reason.trim().to_owned(),
                    standing: String::new(),
                    cited: true,
                    counts: true,
                });
            }
        }
        (GateBasis::Compared, Some(threshold)) => {
            told.words = "The performance against the bound of the must; within the margin it \
                          just meets it."
                .to_owned();
            told.formula.clone_from(&gate.reason);
            let found = on.workbook.criterion(&threshold.criterion);
            if let Some((criterion, measure)) = found.and_then(|it| Some((it, it.measure()?))) {
                let node = on.node(&criterion.id)?;
                let cell = on.analysis.cell(option, on.leaf(node)?);
                let kept = || Target::Item(item.clone());
                if let Some(x) = cell.performance {
                    told.parts.push(
                        Part::new(
                            format!("{} of {name}", criterion.name),
                            Amount::known(x),
                            performance(measure, x),
                        )
                        .asks(Subject::Performance(on.option_id(option), criterion.id.clone())),
                    );
                }
                let bound = threshold.bound;
                told.parts.push(
                    Part::new("Bound", Amount::known(bound), performance(measure, bound))
                        .kept_at(kept()),
                );
                let margin = threshold.margin;
                told.parts.push(
                    Part::new("Margin", Amount::known(margin), performance(measure, margin))
                        .kept_at(kept()),
                );
            }
        }
        _ => told.words = "Nobody has judged it yet, so the option stays in.".to_owned(),
    }
    told.evidence.push(WhyEvidence {
        kind: EvidenceKind::Requirement,
        item: Some(item),
        source: requirement.origin.clone(),
        text: requirement.text.clone(),
        standing: String::new(),
        cited: true,
        counts: true,
    });
    for claim in on.workbook.claims.iter().filter(|claim| requirement.claims.contains(&claim.id)) {
        told.evidence.push(claim_evidence(on, claim, true));
    }
    Some(told)
}

/// An end of the range of a weight in which the leader stays first.
pub(super) fn stability(
    on: On<'_>,
    subject: &Subject,
    node: usize,
    end: End,
) -> Option<Explanation> {
    let row = on.analysis.stability.iter().find(|row| row.node == node)?;
    let leader = *on.analysis.order.first()?;
    let within = on.analysis.weights.weighting == Some(Weighting::WithinFamily);
    let span = row.span(on.analysis.weights.weighting)?;
    let what = on.node_name(node);
    let kind = if within { "share" } else { "weight" };
    let (word, at, rival) = match end {
        End::Low => ("Lowest", span.low, span.below),
        End::High => ("Highest", span.high, span.above),
    };
    let title = format!("{word} {kind} of {what} at which {} leads", on.option_name(leader));
    let mut told = Explanation::new(subject, title);
    told.result = Some(Amount::known(at));
    told.printed = fine_percent(at);
    told.target = Some(Target::Item(ItemRef::new(Kind::Criterion, on.node_id(node).as_str())));
    let others = if within { "its siblings" } else { "the other weights" };
    let Some(rival) = rival else {
        let way = if end == End::Low { "low" } else { "high" };
        told.words = format!(
            "No {kind} is so {way} that another option leads, {others} kept in proportion."
        );
        return Some(told);
    };
    told.words = format!(
        "As the {kind} moves and {others} keep their proportions, the lead over {} goes in a \
         straight line from R, without the criterion, to d, on it alone. Where it is used up {} \
         takes the lead.",
        on.option_name(rival),
        on.option_name(rival)
    );
    let (rest, own) = stability::lead_without_and_alone(
        on.workbook,
        on.tree,
        on.analysis,
        node,
        (leader, rival),
        within,
    )?;
    crossing(&mut told, rest, own, &format!("{what} alone"), kind);
    let now =
        Part::new(format!("The {kind} now"), Amount::known(span.weight), fine_percent(span.weight))
            .asks(if within {
                Subject::Share(on.node_id(node))
            } else {
                Subject::Weight(on.node_id(node))
            });
    told.parts.push(now);
    if row.assumes_equal {
        told.notes.push(
            "Criteria without weight have no proportions; they are taken to count alike."
                .to_owned(),
        );
    }
    Some(told)
}

fn crossing(told: &mut Explanation, rest: f64, own: f64, alone: &str, kind: &str) {
    told.rule = Rule::Crossing;
    told.parts = vec![
        Part::new(format!("Lead R at a {kind} of 0"), Amount::known(rest), number(rest, 2)),
        Part::new(format!("Lead d on {alone}"), Amount::known(own), number(own, 2)),
    ];
    told.formula = format!(
        "t = R / (R \u{2212} d) = {} / ({} \u{2212} ({})) = {}",
        number(rest, 2),
        number(rest, 2),
        number(own, 2),
        told.printed
    );
}

/// The score at which an option draws level with the leader.
pub(super) fn score_flip(
    on: On<'_>,
    subject: &Subject,
    option: usize,
    leaf: usize,
) -> Option<Explanation> {
    let node = *on.analysis.leaves.get(leaf)?;
    let leader = *on.analysis.order.first()?;
    let list = on.analysis.flips.iter().find(|list| list.option == option)?;
    let id = on.node_id(node);
    let flip = list.scores.iter().find(|flip| flip.criterion == id)?;
    let FlipChange::Score { to, .. } = &flip.change else { return None };
    let (name, what) = (on.option_name(option), on.node_name(node));
    let measure = on.workbook.criteria[node].measure()?;
    let title = format!("What {name} would need on {what} to draw level");
    let mut told = Explanation::new(subject, title);
    let (now, weight) = (on.analysis.cell(option, leaf).middle(), on.analysis.leaf_weight(leaf));
    let needed = now + list.gap / weight;
    // Next to no weight would need more than there are numbers for.
    told.result = needed.is_finite().then(|| Amount::known(needed));
    told.printed = match to {
        Some(to) => format!("{}, worth {}", performance(measure, *to), number(needed, 2)),
        None if needed.is_finite() => {
            format!("a value of {}, which no score has", number(needed, 2))
        }
        None => "a value that no score has".to_owned(),
    };
    told.words = format!(
        "The value now, and the points by which it is behind over the weight; {}.",
        flip.reach.name()
    );
    told.rule = Rule::Needed;
    let alternative = on.option_id(option);
    told.parts = vec![
        Part::new("Value now", Amount::known(now), number(now, 2))
            .asks(Subject::Value(alternative.clone(), id.clone())),
        Part::new(
            format!("Points behind {}", on.option_name(leader)),
            Amount::known(list.gap),
            number(list.gap, 2),
        )
        .asks(Subject::Lead(on.option_id(leader), alternative.clone())),
        Part::new(format!("Weight of {what}"), Amount::known(weight), fine_percent(weight))
            .asks(Subject::Weight(id.clone())),
    ];
    if needed.is_finite() {
        told.formula = format!(
            "v + gap / W = {} + {} / {} = {}",
            number(now, 2),
            number(list.gap, 2),
            fine_percent(weight),
            number(needed, 2)
        );
    }
    told.target = Some(Target::Cell(alternative, id));
    Some(told)
}

/// The weight at which an option would lead.
pub(super) fn weight_flip(
    on: On<'_>,
    subject: &Subject,
    option: usize,
    leaf: usize,
) -> Option<Explanation> {
    let node = *on.analysis.leaves.get(leaf)?;
    let list = on.analysis.flips.iter().find(|list| list.option == option)?;
    let id = on.node_id(node);
    let flip = list.weights.iter().find(|flip| flip.criterion == id)?;
    let FlipChange::Weight { from, to } = flip.change else { return None };
    let (name, what) = (on.option_name(option), on.node_name(node));
    let title = format!("Weight of {what} at which {name} would lead");
    let mut told = Explanation::new(subject, title);
    told.target = Some(Target::Item(ItemRef::new(Kind::Criterion, id.as_str())));
    let Some(to) = to.filter(|_| flip.reach != Reach::NotPossible) else {
        told.printed = "none".to_owned();
        told.words = format!("At no weight, the others kept in proportion, does {name} lead.");
        return Some(told);
    };
    told.result = Some(Amount::known(to));
    told.printed = fine_percent(to);
    // The rival that is caught up with last.
    let lines = on.analysis.order.iter().copied().filter(|&rival| rival != option);
    let last = lines
        .filter_map(|rival| {
            let (rest, own) = stability::lead_without_and_alone(
                on.workbook,
                on.tree,
                on.analysis,
                node,
                (option, rival),
                false,
            )?;
            let at = rest / (rest - own);
            at.is_finite().then_some((rival, rest, own, (at - to).abs()))
        })
        .min_by(|a, b| a.3.total_cmp(&b.3));
    if let Some((rival, rest, own, off)) = last
        && off < 1e-9
    {
        told.words = format!(
            "As the weight moves and the others keep their proportions, the lead over {} goes in \
             a straight line from R, without the criterion, to d, on it alone. From here on {name} \
             is behind nobody; {}.",
            on.option_name(rival),
            flip.reach.name()
        );
        crossing(&mut told, rest, own, &format!("{what} alone"), "weight");
    } else {
        told.words = format!("At the end of what a weight can be; {}.", flip.reach.name());
    }
    told.parts.push(
        Part::new("The weight now", Amount::known(from), fine_percent(from))
            .asks(Subject::Weight(id)),
    );
    Some(told)
}

/// The verdict on the result as a whole.
pub(super) fn verdict(on: On<'_>, subject: &Subject) -> Explanation {
    let verdict = &on.analysis.verdict;
    let mut told = Explanation::new(subject, "The verdict".to_owned());
    told.printed = verdict.kind.name().to_owned();
    told.words = format!("{}.", verdict.sentence());
    if let (Some(leader), Some(second), Some(lead)) =
        (&verdict.leader, &verdict.runner_up, verdict.lead)
    {
        let (first, other) =
            (on.workbook.alternative_name(leader), on.workbook.alternative_name(second));
        told.parts.push(
            Part::new(format!("Lead of {first} over {other}"), Amount::known(lead), points(lead))
                .asks(Subject::Lead(leader.clone(), second.clone())),
        );
        let margin = on.workbook.frame.close_call;
        told.parts.push(Part::new(
            "Margin below which it is a close call",
            Amount::known(margin),
            points(margin),
        ));
    }
    for id in &verdict.sensitive {
        let Some(node) = on.node(id) else { continue };
        let Some(row) = on.analysis.stability.iter().find(|row| row.node == node) else {
            continue;
        };
        let Some(span) = row.span(on.analysis.weights.weighting) else { continue };
        let end = if span.above.is_some_and(|_| {
            span.below.is_none() || span.high - span.weight <= span.weight - span.low
        }) {
            End::High
        } else {
            End::Low
        };
        told.parts.push(
            Part::word(
                format!("Weight of {}: the leader stays first", on.node_name(node)),
                span.words(),
            )
            .asks(Subject::Stability(id.clone(), end)),
        );
    }
    told.notes.push(
        match verdict.kind {
            VerdictKind::Robust => {
                "Robust: no single weight halved or doubled, and no single score within its range, \
                 changes who leads."
            }
            VerdictKind::Close => "Close: the lead is below the margin.",
            VerdictKind::Fragile => {
                "Fragile: one weight halved or doubled, or one score within its range, changes who \
                 leads."
            }
            VerdictKind::Withheld => "Withheld: something that is missing could change who leads.",
        }
        .to_owned(),
    );
    told
}
