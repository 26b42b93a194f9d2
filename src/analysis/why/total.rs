//! Totals, what a node adds to them, and values of groups.

use super::{Amount, Explanation, On, Part, Rule, Subject, Target, fine, fine_percent, summed};
use crate::analysis::{CellState, OptionResult, Standing, listed};
use crate::workbook::{ItemRef, Kind};

/// The total of an option: what each node at the top adds.
pub(super) fn total(on: On<'_>, subject: &Subject, option: usize) -> Option<Explanation> {
    let result = on.analysis.options.get(option)?;
    let name = &result.name;
    let mut told = Explanation::new(subject, format!("Total of {name}"));
    let item = ItemRef::new(Kind::Alternative, result.id.as_str());
    told.target = Some(Target::Item(item));
    told.words = "The sum, over all criteria, of weight times value.".to_owned();
    standing(on, result, &mut told);
    if !on.analysis.weights.is_set() {
        no_weights(&mut told);
        return Some(told);
    }
    let amount = Amount::from((result.low, result.high));
    told.result = Some(amount);
    told.printed = fine(amount);
    told.rule = Rule::Sum;
    told.parts = parts(on, option, &on.tree.roots);
    told.formula = format!(
        "V = Σ W · v = {} = {}",
        summed(told.parts.iter().map(|part| part.printed.as_str())),
        told.printed
    );
    if result.total.is_none() {
        told.notes.push(
            "Scores that count are unknown, so the total is the range that they leave.".to_owned(),
        );
    }
    weightless(on, &mut told);
    Some(told)
}

/// What a node adds to an option's total.
pub(super) fn contribution(
    on: On<'_>,
    subject: &Subject,
    option: usize,
    node: usize,
) -> Option<Explanation> {
    let (name, what) = (on.option_name(option), on.node_name(node));
    let mut told = Explanation::new(subject, format!("What {what} adds to {name}"));
    if !on.analysis.weights.is_set() {
        no_weights(&mut told);
        return Some(told);
    }
    let amount = added(on, option, node);
    told.result = Some(amount);
    told.printed = fine(amount);
    let id = on.node_id(node);
    let Some(leaf) = on.leaf(node) else {
        told.words = "The sum of what the criteria in it add.".to_owned();
        told.rule = Rule::Sum;
        told.parts = parts(on, option, &on.tree.children[node]);
        told.formula = format!(
            "{} = {}",
            summed(told.parts.iter().map(|part| part.printed.as_str())),
            told.printed
        );
        told.target = Some(Target::Item(ItemRef::new(Kind::Criterion, id.as_str())));
        return Some(told);
    };
    let weight = on.analysis.leaf_weight(leaf);
    let cell = on.analysis.cell(option, leaf);
    let value = Amount::from((cell.value_low, cell.value_high));
    told.words = "Weight times value.".to_owned();
    told.rule = Rule::Product;
    told.parts = vec![
        Part::new(format!("Weight of {what}"), Amount::known(weight), fine_percent(weight))
            .asks(Subject::Weight(id.clone())),
        Part::new(format!("Value of {name}"), value, fine(value))
            .asks(Subject::Value(on.option_id(option), id.clone())),
    ];
    told.formula = format!("W · v = {} · {} = {}", fine_percent(weight), fine(value), told.printed);
    told.target = Some(Target::Cell(on.option_id(option), id));
    Some(told)
}

/// The value of an option on a group: the mean of what lies right below it.
pub(super) fn group_value(
    on: On<'_>,
    subject: &Subject,
    option: usize,
    node: usize,
) -> Option<Explanation> {
    let (name, what) = (on.option_name(option), on.node_name(node));
    let value = on.analysis.node_value(on.workbook, on.tree, node, option)?;
    let mut told = Explanation::new(subject, format!("Value of {name} on {what}"));
    let amount = Amount::from(value);
    told.result = Some(amount);
    told.printed = fine(amount);
    told.words = "The mean of the values below it, by weight.".to_owned();
    told.rule = Rule::Sum;
    let id = on.node_id(node);
    told.target = Some(Target::Item(ItemRef::new(Kind::Criterion, id.as_str())));
    let whole: f64 = on
        .tree
        .leaves_below(on.workbook, node)
        .iter()
        .map(|&leaf| on.analysis.weights.nodes[leaf].global)
        .sum();
    let alike = whole <= 0.0;
    // The weight of the leaves below a node that have a value.
    let weight = |node: usize| -> f64 {
        on.tree
            .leaves_below(on.workbook, node)
            .iter()
            .filter(|&&at| {
                let leaf = on.leaf(at);
                leaf.is_some_and(|leaf| on.analysis.cell(option, leaf).state != CellState::Dropped)
            })
            .map(|&at| if alike { 1.0 } else { on.analysis.weights.nodes[at].global })
            .sum()
    };
    let children = &on.tree.children[node];
    let sum: f64 = children.iter().map(|&child| weight(child)).sum();
    for &child in children {
        let share = if sum > 0.0 { weight(child) / sum } else { 0.0 };
        let Some((low, high)) =
            on.analysis.node_value(on.workbook, on.tree, child, option).filter(|_| share > 0.0)
        else {
            continue;
        };
        let amount = Amount::between(share * low, share * high);
        let part = Part::new(on.node_name(child), amount, fine(amount))
            .factor("Share", fine_percent(share))
            .factor("Value", fine(Amount::between(low, high)))
            .asks(Subject::Value(on.option_id(option), on.node_id(child)));
        told.parts.push(part);
    }
    told.formula = format!(
        "v = Σ share · v = {} = {}",
        summed(told.parts.iter().map(|part| part.printed.as_str())),
        told.printed
    );
    if alike {
        told.notes.push("Nothing below it has weight, so its criteria count alike.".to_owned());
    }
    Some(told)
}

/// What each of some nodes adds to an option's total; those without weight are
/// left out.
fn parts(on: On<'_>, option: usize, nodes: &[usize]) -> Vec<Part> {
    let id = on.option_id(option);
    nodes
        .iter()
        .filter(|&&node| weight_of(on, node) > 0.0)
        .map(|&node| {
            let (amount, weight) = (added(on, option, node), weight_of(on, node));
            let value = on.analysis.node_value(on.workbook, on.tree, node, option);
            let mut part = Part::new(on.node_name(node), amount, fine(amount))
                .factor("Weight", fine_percent(weight));
            if let Some(value) = value {
                part = part.factor("Value", fine(Amount::from(value)));
            }
            part.asks(Subject::Contribution(id.clone(), on.node_id(node)))
        })
        .collect()
}

fn weight_of(on: On<'_>, node: usize) -> f64 {
    let below = on.tree.leaves_below(on.workbook, node);
    below.iter().map(|&leaf| on.analysis.weights.nodes[leaf].global).sum()
}

/// Points that the leaves at or below a node add, from lowest to highest.
fn added(on: On<'_>, option: usize, node: usize) -> Amount {
    let below = on.tree.leaves_below(on.workbook, node);
    let (mut low, mut high) = (0.0, 0.0);
    for leaf in below.iter().filter_map(|&at| on.leaf(at)) {
        let (weight, cell) = (on.analysis.leaf_weight(leaf), on.analysis.cell(option, leaf));
        if weight > 0.0 {
            low += weight * cell.value_low;
            high += weight * cell.value_high;
        }
    }
    Amount::between(low, high)
}

fn standing(on: On<'_>, result: &OptionResult, told: &mut Explanation) {
    let name = &result.name;
    match &result.standing {
        Standing::Ranked => {}
        Standing::Dropped => told.notes.push(format!("{name} was taken out and is not ranked.")),
        Standing::Excluded(musts) => {
            let texts: Vec<&str> = musts
                .iter()
                .map(|id| on.workbook.requirement(id).map_or(id.as_str(), |it| it.text.as_str()))
                .collect();
            told.notes.push(format!("{name} fails a must and is not ranked: {}.", listed(&texts)));
        }
    }
}

fn no_weights(told: &mut Explanation) {
    told.printed = "not known".to_owned();
    told.notes.push("No weights are set, so nothing can be added up yet.".to_owned());
}

fn weightless(on: On<'_>, told: &mut Explanation) {
    let count =
        (0..on.analysis.leaves.len()).filter(|&at| on.analysis.leaf_weight(at) <= 0.0).count();
    match count {
        0 => {}
        1 => told.notes.push("One criterion has no weight and adds nothing.".to_owned()),
        count => told.notes.push(format!("{count} criteria have no weight and add nothing.")),
    }
}
