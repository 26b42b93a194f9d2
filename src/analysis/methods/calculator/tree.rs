//! `ahp_hierarchy`: weights of a whole tree, and options weighed by them.
//!
//! Two shapes are read: `tree` with `comparisons` (NODE.1, NODE.2, ... are the
//! upper triangle, row by row, of the comparisons of the children of NODE), and
//! `criteria_matrix` with one matrix of the alternatives for each criterion.

use std::collections::BTreeMap;

use serde_json::Value;

use super::inputs::number_at;
use super::pairs::{comparisons, random_index, told};
use super::{ComputeError, Inputs, Method, Outputs, Variant};
use crate::analysis::methods::NumbersError;
use crate::analysis::methods::ahp::{
    self, Comparisons, consistency_index, consistency_ratio, row_ratios, weights_column_mean,
    weights_eigenvector,
};
use crate::analysis::methods::hierarchy::global_weights;
use crate::analysis::methods::ratings::shares;
use crate::analysis::methods::{SynthesisMode, Table, synthesis};

pub(super) const HIERARCHY: Method = Method {
    name: "ahp_hierarchy",
    about: "AHP: local and global weights of a hierarchy, and priorities of alternatives",
    inputs: "tree and comparisons; or criteria_matrix and alternative_matrices, [criteria, \
             NAME_subcriteria, NAME_matrix, random_index, weights_by]",
    outputs: "leaf_weights, alternative_weights; or global_weights, criteria_weights, lambda_max, \
              ci, cr, row_ratios, and NAME_weights and NAME_cr of each matrix",
    variants: &[
        Variant {
            name: "distributive",
            about: "priorities on each leaf sum to 1",
            told_by: &["distributive"],
        },
        Variant {
            name: "ideal",
            about: "the best on each leaf counts 1, so that a copy of an option changes nothing",
            told_by: &["ideal"],
        },
    ],
    run,
};

/// The most nodes that a tree may have, and the most levels.
const MAX_NODES: usize = 2000;
const MAX_LEVELS: usize = 40;

fn run(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    if inputs.has("tree") { of_tree(inputs) } else { of_matrices(inputs) }
}

/// Priorities of the alternatives, summing to 1, from those on each leaf.
fn synthesised(
    inputs: &Inputs<'_>,
    leaf_weights: &[f64],
    priorities: &[Vec<f64>],
    place: String,
) -> Result<Vec<f64>, ComputeError> {
    let mode = if inputs.variant() == "ideal" {
        SynthesisMode::Ideal
    } else {
        SynthesisMode::Distributive
    };
    let alternatives = priorities.first().map_or(0, Vec::len);
    if priorities.iter().any(|leaf| leaf.len() != alternatives) {
        return Err(ComputeError::undefined(
            place,
            "the lowest criteria compare different numbers of alternatives",
            "Compare all alternatives on each of them.",
        ));
    }
    let rows = (0..alternatives).map(|at| priorities.iter().map(|leaf| leaf[at]).collect());
    let table = Table::of_values(rows.collect(), leaf_weights.to_vec());
    let found = synthesis(&table, mode).map_err(|error| {
        ComputeError::at(place.clone(), &error, "Check the comparisons on the lowest criteria.")
    })?;
    shares(&found.scores).map_err(|error| undefined(place, &error))
}

fn undefined(place: String, error: &NumbersError) -> ComputeError {
    ComputeError::at(place, error, error.hint())
}

/// Nodes of a tree as they are met from the top, each before its children.
#[derive(Default)]
struct Walked<'a> {
    names: Vec<&'a str>,
    parents: Vec<Option<usize>>,
    locals: Vec<f64>,
    /// Positions of the lowest criteria, in the order of the tree.
    leaves: Vec<usize>,
    /// Priorities of the alternatives on each leaf; empty in a tree without.
    priorities: Vec<Vec<f64>>,
}

type Children<'a> = BTreeMap<&'a str, Vec<&'a str>>;

fn of_tree(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let tree = inputs.object("tree")?;
    let mut children = Children::new();
    for (name, _) in tree.entries() {
        children.insert(name, tree.texts(name)?);
    }
    let judged = inputs.object("comparisons")?;
    let all: Vec<&str> = children.values().flatten().copied().collect();
    if all.len() > MAX_NODES {
        let wants = format!("a tree of at most {MAX_NODES} nodes");
        return Err(ComputeError::wrong(inputs.place("tree"), wants, &Value::from(all.len())));
    }
    let tops: Vec<&str> = children.keys().copied().filter(|name| !all.contains(name)).collect();
    let [top] = tops.as_slice() else {
        return Err(ComputeError::undefined(
            inputs.place("tree"),
            format!("{} nodes stand under no other one, where one has to be the top", tops.len()),
            "Name the top once as a node, and every other node as a child.",
        ));
    };
    // Alternatives stand, without children, under more than one node.
    let times = |name: &str| all.iter().filter(|other| **other == name).count();
    let is_alternative = |name: &str| !children.contains_key(name) && times(name) > 1;
    let mut walked = Walked::default();
    walk(top, None, 0, &children, &is_alternative, &judged, &mut walked)?;
    let place = inputs.place("tree");
    let global = global_weights(&walked.parents, &walked.locals)
        .map_err(|error| undefined(place.clone(), &error))?;
    let leaf_weights: Vec<f64> = walked.leaves.iter().map(|&leaf| global[leaf]).collect();
    let mut outputs = Outputs::new();
    if walked.priorities.is_empty() {
        let named: Vec<(String, f64)> = walked
            .leaves
            .iter()
            .zip(&leaf_weights)
            .map(|(&leaf, &weight)| (walked.names[leaf].to_owned(), weight))
            .collect();
        outputs.put("leaf_weights", named)?;
    } else {
        let totals = synthesised(inputs, &leaf_weights, &walked.priorities, place)?;
        outputs.put("alternative_weights", totals)?;
        outputs.put("leaf_weights", leaf_weights)?;
    }
    let locals = walked.names.iter().zip(&walked.locals);
    outputs.put(
        "local_weights",
        locals.map(|(name, &w)| ((*name).to_owned(), w)).collect::<Vec<_>>(),
    )?;
    Ok(outputs)
}

fn walk<'a>(
    node: &'a str,
    at: Option<usize>,
    level: usize,
    children: &Children<'a>,
    is_alternative: &dyn Fn(&str) -> bool,
    judged: &Inputs<'_>,
    walked: &mut Walked<'a>,
) -> Result<(), ComputeError> {
    let Some(below) = children.get(node) else {
        if let Some(at) = at {
            walked.leaves.push(at);
        }
        return Ok(());
    };
    if level > MAX_LEVELS || walked.names.len() > MAX_NODES {
        return Err(ComputeError::undefined(
            "inputs.tree",
            format!("the tree does not end below \"{node}\""),
            "Let no node stand below itself, and nodes with children under one node only.",
        ));
    }
    let n = below.len();
    let pairs = n * (n - 1) / 2;
    let upper = (1..=pairs.min(ahp::MAX_ITEMS * ahp::MAX_ITEMS))
        .map(|pair| {
            let name = format!("{node}.{pair}");
            match judged.value(&name) {
                None | Some(Value::Null) => Ok(None),
                Some(value) => number_at(value, &judged.place(&name)).map(Some),
            }
        })
        .collect::<Result<Vec<_>, _>>()?;
    let place = judged.place(node);
    let comparisons = Comparisons::new(n, upper).map_err(|error| told(&place, &error))?;
    let weights = weights_eigenvector(&comparisons).map_err(|error| told(&place, &error))?;
    let alternatives = below.iter().filter(|name| is_alternative(name)).count();
    if alternatives == n {
        if let Some(at) = at {
            walked.leaves.push(at);
        }
        walked.priorities.push(weights);
        return Ok(());
    }
    if alternatives > 0 {
        return Err(ComputeError::undefined(
            format!("inputs.tree.{node}"),
            "alternatives and criteria stand under one node",
            "Give the node either criteria or alternatives.",
        ));
    }
    for (name, weight) in below.iter().zip(weights) {
        walked.names.push(name);
        walked.parents.push(at);
        walked.locals.push(weight);
        let child = walked.names.len() - 1;
        walk(name, Some(child), level + 1, children, is_alternative, judged, walked)?;
    }
    Ok(())
}

/// Weights of one matrix and how consistent it is, as `prefix_weights` and
/// `prefix_cr`.
fn weighed(
    inputs: &Inputs<'_>,
    value: &Value,
    place: &str,
    prefix: &str,
    outputs: &mut Outputs,
) -> Result<Vec<f64>, ComputeError> {
    let judged = comparisons(value, place)?;
    let by_columns =
        inputs.has("weights_by") && inputs.text("weights_by")?.contains("mean of the columns");
    let weights =
        if by_columns { weights_column_mean(&judged) } else { weights_eigenvector(&judged) }
            .map_err(|error| told(place, &error))?;
    let ratios = row_ratios(&judged, &weights);
    let lambda = ratios.iter().sum::<f64>() / ratios.len() as f64;
    let cr = consistency_ratio(&judged, lambda, random_index(inputs, judged.n())?);
    outputs.put(&format!("{prefix}_weights"), weights.as_slice())?;
    outputs.put(&format!("{prefix}_cr"), cr)?;
    if prefix == "criteria" {
        outputs.put("lambda_max", lambda)?;
        outputs.put("ci", consistency_index(lambda, judged.n()))?;
        outputs.put("cr", cr)?;
        outputs.put("row_ratios", ratios)?;
    }
    Ok(weights)
}

fn of_matrices(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let mut outputs = Outputs::new();
    let wants = "a square matrix of the criteria";
    let matrix = inputs.required("criteria_matrix", wants)?;
    let top = weighed(inputs, matrix, &inputs.place("criteria_matrix"), "criteria", &mut outputs)?;
    let names = if inputs.has("criteria") {
        inputs.texts("criteria")?.into_iter().map(str::to_owned).collect()
    } else {
        (1..=top.len()).map(|at| format!("C{at}")).collect::<Vec<_>>()
    };
    if names.len() != top.len() {
        let wants = format!("a list of {}, one name for each criterion", top.len());
        let found = Value::from(names);
        return Err(ComputeError::wrong(inputs.place("criteria"), wants, &found));
    }
    // The lowest criteria: those below a criterion where it has some, else itself.
    let mut leaves: Vec<(String, f64)> = Vec::new();
    for (name, weight) in names.into_iter().zip(top) {
        let key = name.to_lowercase();
        let below = format!("{key}_subcriteria");
        if !inputs.has(&below) {
            leaves.push((name, weight));
            continue;
        }
        let matrix_name = format!("{key}_matrix");
        let matrix = inputs.required(&matrix_name, "a square matrix of the criteria below it")?;
        let place = inputs.place(&matrix_name);
        let locals = weighed(inputs, matrix, &place, &key, &mut outputs)?;
        let children = inputs.texts(&below)?;
        if children.len() != locals.len() {
            let wants = format!("a list of {}, as the matrix has rows", locals.len());
            let found = Value::from(children);
            return Err(ComputeError::wrong(inputs.place(&below), wants, &found));
        }
        for (child, local) in children.into_iter().zip(locals) {
            leaves.push((child.to_owned(), weight * local));
        }
    }
    if !inputs.has("alternative_matrices") {
        outputs.put("leaf_weights", leaves)?;
        return Ok(outputs);
    }
    let place = inputs.place("alternative_matrices");
    let matrices = inputs.required("alternative_matrices", "a matrix for each lowest criterion")?;
    let mut priorities = Vec::new();
    for (at, (name, _)) in leaves.iter().enumerate() {
        let (matrix, place) = match matrices {
            Value::Array(list) => (list.get(at), format!("{place}[{at}]")),
            other => (other.get(name), format!("{place}.{name}")),
        };
        let matrix = matrix
            .ok_or_else(|| ComputeError::missing(&place, "a square matrix of the alternatives"))?;
        priorities.push(weighed(inputs, matrix, &place, &name.to_lowercase(), &mut outputs)?);
    }
    let weights: Vec<f64> = leaves.iter().map(|(_, weight)| *weight).collect();
    let totals = synthesised(inputs, &weights, &priorities, place)?;
    outputs.put("global_weights", totals.as_slice())?;
    outputs.put("global_weights_4", totals)?;
    outputs.put("leaf_weights", leaves)?;
    Ok(outputs)
}
