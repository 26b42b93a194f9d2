//! Weights: shares of the whole, shares of a family, and where the raw weights
//! come from.

use super::{
    Amount, EvidenceKind, Explanation, Family, On, Part, Rule, Subject, Target, WhyEvidence,
    fine_percent, plain, summed,
};
use crate::analysis::requirement_parts;
use crate::workbook::{CriterionId, ItemRef, Kind, Profile, QuestionId, Weighting};

fn criterion(on: On<'_>, node: usize) -> Target {
    Target::Item(ItemRef::new(Kind::Criterion, on.workbook.criteria[node].id.as_str()))
}

/// The weight of a node as a share of the whole.
pub(super) fn weight(on: On<'_>, subject: &Subject, node: usize) -> Option<Explanation> {
    let weights = &on.analysis.weights;
    let own = weights.nodes.get(node)?;
    let name = on.node_name(node);
    let mut told = Explanation::new(subject, format!("Weight of {name}"));
    told.target = Some(criterion(on, node));
    told.result = Some(Amount::known(own.global));
    told.printed = fine_percent(own.global);
    let id = on.node_id(node);
    if weights.weighting == Some(Weighting::WithinFamily) {
        told.words =
            "The share of the whole: its share among its siblings times that of each node above."
                .to_owned();
        told.rule = Rule::Product;
        let mut path: Vec<usize> = on.tree.path_up(node).collect();
        path.reverse();
        for at in path {
            let share = weights.nodes[at].local;
            told.parts.push(
                Part::new(
                    format!("Share of {}", on.node_name(at)),
                    Amount::known(share),
                    fine_percent(share),
                )
                .asks(Subject::Share(on.node_id(at))),
            );
        }
        let terms: Vec<&str> = told.parts.iter().map(|part| part.printed.as_str()).collect();
        told.formula = format!("W = {} = {}", terms.join(" · "), told.printed);
    } else if on.leaf(node).is_some() {
        told.words =
            "The share of the whole: its raw weight over that of all criteria together.".to_owned();
        let sum = raw_leaves(on);
        ratio(&mut told, own.raw, sum, Subject::RawWeight(id), Subject::RawSum(Family::Leaves));
    } else {
        told.words = "The sum of the weights of the criteria in it.".to_owned();
        told.rule = Rule::Sum;
        told.parts = on.tree.children[node]
            .iter()
            .map(|&child| {
                let share = weights.nodes[child].global;
                Part::new(on.node_name(child), Amount::known(share), fine_percent(share))
                    .asks(Subject::Weight(on.node_id(child)))
            })
            .collect();
        told.formula = format!(
            "W = {} = {}",
            summed(told.parts.iter().map(|part| part.printed.as_str())),
            told.printed
        );
    }
    none_set(on, &mut told);
    Some(told)
}

/// The weight of a node as a share among its siblings.
pub(super) fn share(on: On<'_>, subject: &Subject, node: usize) -> Option<Explanation> {
    let weights = &on.analysis.weights;
    let own = weights.nodes.get(node)?;
    let mut told =
        Explanation::new(subject, format!("Share of {} among its siblings", on.node_name(node)));
    told.target = Some(criterion(on, node));
    told.result = Some(Amount::known(own.local));
    told.printed = fine_percent(own.local);
    let (family, siblings) = match on.tree.parent.get(node).copied().flatten() {
        Some(above) => (Family::Below(on.node_id(above)), &on.tree.children[above]),
        None => (Family::Top, &on.tree.roots),
    };
    let sum = siblings.iter().map(|&at| weights.nodes[at].raw).sum::<f64>().min(f64::MAX);
    told.words = "Its raw weight over those of its family together.".to_owned();
    ratio(&mut told, own.raw, sum, Subject::RawWeight(on.node_id(node)), Subject::RawSum(family));
    none_set(on, &mut told);
    Some(told)
}

fn ratio(told: &mut Explanation, own: f64, sum: f64, first: Subject, second: Subject) {
    told.parts = vec![
        Part::new("Its raw weight", Amount::known(own), plain(own)).asks(first),
        Part::new("All of them together", Amount::known(sum), plain(sum)).asks(second),
    ];
    if sum > 0.0 {
        told.rule = Rule::Ratio;
        told.formula = format!("W = w / Σ w = {} / {} = {}", plain(own), plain(sum), told.printed);
    }
}

/// The raw weights of which shares are taken.
pub(super) fn raw_sum(on: On<'_>, subject: &Subject, family: &Family) -> Option<Explanation> {
    let (title, nodes): (String, Vec<usize>) = match family {
        Family::Leaves => {
            ("Raw weights of all criteria together".to_owned(), on.analysis.leaves.clone())
        }
        Family::Top => ("Raw weights at the top together".to_owned(), on.tree.roots.clone()),
        Family::Below(id) => {
            let node = on.node(id)?;
            let title = format!("Raw weights in {} together", on.node_name(node));
            (title, on.tree.children[node].clone())
        }
    };
    let raw = |node: usize| on.analysis.weights.nodes[node].raw;
    let sum = nodes.iter().map(|&node| raw(node)).sum::<f64>().min(f64::MAX);
    let mut told = Explanation::new(subject, title);
    told.words = "The sum of the raw weights.".to_owned();
    told.result = Some(Amount::known(sum));
    told.printed = plain(sum);
    told.rule = Rule::Sum;
    let mut nodes: Vec<usize> = nodes.into_iter().filter(|&node| raw(node) > 0.0).collect();
    nodes.sort_by(|&a, &b| raw(b).total_cmp(&raw(a)));
    told.parts = nodes
        .into_iter()
        .map(|node| {
            Part::new(on.node_name(node), Amount::known(raw(node)), plain(raw(node)))
                .asks(Subject::RawWeight(on.node_id(node)))
        })
        .collect();
    told.formula = format!(
        "Σ w = {} = {}",
        summed(told.parts.iter().map(|part| part.printed.as_str())),
        told.printed
    );
    Some(told)
}

fn raw_leaves(on: On<'_>) -> f64 {
    let raw = on.analysis.leaves.iter().map(|&node| on.analysis.weights.nodes[node].raw);
    raw.sum::<f64>().min(f64::MAX)
}

fn none_set(on: On<'_>, told: &mut Explanation) {
    if !on.analysis.weights.is_set() {
        told.notes.push(
            "Somewhere in the tree no weight is set, which is not the same as equal weights."
                .to_owned(),
        );
    }
}

/// The raw weight of a node, from where the profile has it.
pub(super) fn raw(on: On<'_>, subject: &Subject, node: usize) -> Option<Explanation> {
    let weights = &on.analysis.weights;
    let own = weights.nodes.get(node)?.raw;
    let criterion_id = on.node_id(node);
    let mut told = Explanation::new(subject, format!("Raw weight of {}", on.node_name(node)));
    told.target = Some(criterion(on, node));
    told.result = Some(Amount::known(own));
    told.printed = plain(own);
    let group = on.leaf(node).is_none();
    let profile = on.analysis.profile.as_ref().and_then(|id| on.workbook.profile(id));
    let of = profile.map_or_else(String::new, |it| format!(" in the profile \"{}\"", it.name));
    if group && weights.weighting != Some(Weighting::WithinFamily) {
        told.words = "A group's is the sum of those in it.".to_owned();
        told.rule = Rule::Sum;
        told.parts = on.tree.children[node]
            .iter()
            .map(|&child| {
                let raw = weights.nodes[child].raw;
                Part::new(on.node_name(child), Amount::known(raw), plain(raw))
                    .asks(Subject::RawWeight(on.node_id(child)))
            })
            .collect();
        return Some(told);
    }
    let given = match weights.weighting {
        None => 0.0,
        Some(Weighting::Questionnaire) => {
            on.analysis.questionnaire.weights.get(&criterion_id).copied().unwrap_or(0.0)
        }
        Some(Weighting::Requirements) => {
            requirement_parts(on.workbook, &criterion_id).iter().map(|part| part.weight).sum()
        }
        Some(_) => profile.and_then(|it| it.weights.get(&criterion_id)).copied().unwrap_or(0.0),
    };
    if given != own {
        // A criterion that applies to nobody keeps none of its weight.
        told.words = "It does not apply to every option, so it counts for none.".to_owned();
        told.parts.push(Part::new(format!("Given{of}"), Amount::known(given), plain(given)));
        return Some(told);
    }
    if matches!(weights.weighting, Some(Weighting::AcrossTree | Weighting::WithinFamily)) {
        elicited(&mut told, profile, &criterion_id);
    }
    match weights.weighting {
        None => told.words = "Without a profile there are no weights.".to_owned(),
        Some(Weighting::AcrossTree) => {
            told.words = format!("Given{of}, compared across the whole tree.");
        }
        Some(Weighting::WithinFamily) => {
            told.words = format!("Given{of}, compared with its siblings.");
        }
        Some(Weighting::Questionnaire) => answers(on, &mut told, node, own),
        Some(Weighting::Requirements) => requirements(on, &mut told, node),
    }
    Some(told)
}

/// How the weight was elicited, where it was; it may have been changed since.
fn elicited(told: &mut Explanation, profile: Option<&Profile>, id: &CriterionId) {
    let found = profile
        .and_then(|profile| profile.elicited.values().find(|it| it.judged.criteria().contains(id)));
    let Some(found) = found else { return };
    told.notes.push(format!(
        "Elicited by {}; what counts is the weight as it stands, which may have been changed since.",
        found.judged.name()
    ));
    if !found.note.trim().is_empty() {
        told.evidence.push(WhyEvidence {
            kind: EvidenceKind::Reason,
            item: None,
            source: found.judged.name().to_owned(),
            text: found.note.trim().to_owned(),
            standing: String::new(),
            cited: true,
            counts: true,
        });
    }
}

/// The weight that the answers leave: where it starts, and each step.
fn answers(on: On<'_>, told: &mut Explanation, node: usize, own: f64) {
    let id = on.node_id(node);
    let effects = &on.analysis.questionnaire;
    let start = effects.start.get(&id).copied().unwrap_or(0.0);
    told.words =
        "The start weight, lowered by answers that ask for at most so much, then raised by those \
         that ask for at least so much."
            .to_owned();
    told.parts.push(Part::new("Start weight", Amount::known(start), plain(start)));
    let steps = effects.steps.get(&id).map_or(&[][..], Vec::as_slice);
    let mut formula = plain(start);
    for step in steps {
        let word = if step.cap { "at most" } else { "at least" };
        let question = question_name(on, &step.question);
        told.parts.push(
            Part::new(format!("{question}: {word}"), Amount::known(step.bound), plain(step.bound))
                .kept_at(Target::Item(ItemRef::new(Kind::Question, step.question.as_str()))),
        );
        formula.push_str(&format!(", {word} {}", plain(step.bound)));
        answer_evidence(on, told, &step.question);
    }
    told.rule = Rule::Bounds(steps.iter().filter(|step| step.cap).count());
    told.formula = format!("w = {formula} = {}", plain(own));
    if steps.is_empty() {
        told.notes.push("No answer changes it.".to_owned());
    }
}

pub(super) fn question_name(on: On<'_>, id: &QuestionId) -> String {
    ItemRef::new(Kind::Question, id.as_str()).name(on.workbook)
}

/// What the profile answers to a question, as evidence.
pub(super) fn answer_evidence(on: On<'_>, told: &mut Explanation, question: &QuestionId) {
    let item = ItemRef::new(Kind::Question, question.as_str());
    if told.evidence.iter().any(|it| it.item.as_ref() == Some(&item)) {
        return;
    }
    let profile = on.analysis.profile.as_ref().and_then(|id| on.workbook.profile(id));
    let answer = profile.and_then(|profile| profile.answers.get(question));
    let (Some(answer), Some(asked)) = (answer, on.workbook.question(question)) else { return };
    let chosen: Vec<&str> = asked
        .choices
        .iter()
        .filter(|choice| answer.choices.contains(&choice.id))
        .map(|choice| choice.label.as_str())
        .collect();
    told.evidence.push(WhyEvidence {
        kind: EvidenceKind::Answer,
        item: Some(item),
        source: asked.text.clone(),
        text: chosen.join("; "),
        standing: String::new(),
        cited: true,
        counts: true,
    });
}

/// The weight that the requirements give: importance times 9, 3 or 1.
fn requirements(on: On<'_>, told: &mut Explanation, node: usize) {
    told.words =
        "The sum, over the requirements linked to it, of importance (1 to 5) times the strength \
         of the link (9, 3 or 1)."
            .to_owned();
    told.rule = Rule::Sum;
    for part in requirement_parts(on.workbook, &on.workbook.criteria[node].id) {
        let requirement = &on.workbook.requirements[part.requirement];
        told.parts.push(
            Part::new(&requirement.text, Amount::known(part.weight), plain(part.weight))
                .factor("Importance", part.importance.to_string())
                .factor("Strength", plain(part.factor))
                .kept_at(Target::Item(ItemRef::new(Kind::Requirement, requirement.id.as_str()))),
        );
    }
    told.formula = format!(
        "w = {} = {}",
        summed(told.parts.iter().map(|part| part.printed.as_str())),
        told.printed
    );
    if told.parts.is_empty() {
        told.formula = String::new();
        told.notes.push("No requirement that weighs is linked to it.".to_owned());
    }
}
