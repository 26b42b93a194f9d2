//! `kendall_tau`, `kendall_w` and `borda_condorcet`: how rankings agree, and one
//! order from several.

use serde_json::{Map, Value, json};

use super::inputs::list_at;
use super::{ComputeError, Inputs, Method, Outputs};
use crate::analysis::methods::NumbersError;
use crate::analysis::methods::rank_correlation::{
    concordance, kendall_tau_b, spearman, weighted_spearman, ws_similarity,
};
use crate::analysis::methods::voting::{self, Ballot, Tally, tally};

pub(super) const TAU: Method = Method {
    name: "kendall_tau",
    about: "Agreement of two rankings: Kendall's tau-b, Spearman, weighted Spearman, WS",
    inputs: "x and y; or R and Q; or pairs, a list of objects with x and y",
    outputs: "tau and tau_b, spearman, weighted_spearman, WS; lists of them for pairs",
    variants: &[],
    run: run_tau,
};

pub(super) const CONCORDANCE: Method = Method {
    name: "kendall_w",
    about: "Agreement of several judges: Kendall's W with ties, Friedman's test",
    inputs: "judges (a row for each judge); or treatments (a row for each item)",
    outputs: "W, S, rank_sums, chi2, df, p",
    variants: &[],
    run: run_concordance,
};

pub(super) const VOTES: Method = Method {
    name: "borda_condorcet",
    about: "One order from several: Borda, Condorcet, Copeland, Schulze, plurality",
    inputs: "ranks (a row for each alternative, a column for each voter); or ballots with order \
             and count, [candidates]",
    outputs: "borda, borda_winner, pairwise, condorcet_winner, copeland, schulze_wins, plurality; \
              for ranks also rank_sums, order, classes",
    variants: &[],
    run: run_votes,
};

/// The longest lists that are compared pair by pair.
const MAX_LENGTH: usize = 5000;

fn at(place: String, error: &NumbersError) -> ComputeError {
    ComputeError::at(place, error, error.hint())
}

fn list(inputs: &Inputs<'_>, name: &str) -> Result<Vec<f64>, ComputeError> {
    let numbers = inputs.numbers(name)?;
    if numbers.len() > MAX_LENGTH {
        let wants = format!("a list of at most {MAX_LENGTH}");
        return Err(ComputeError::wrong(inputs.place(name), wants, &Value::from(numbers.len())));
    }
    Ok(numbers)
}

fn run_tau(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let mut outputs = Outputs::new();
    if inputs.has("pairs") {
        let mut taus = Vec::new();
        let mut rhos = Vec::new();
        for pair in inputs.objects("pairs")? {
            let (x, y) = (list(&pair, "x")?, list(&pair, "y")?);
            let failed = |error: NumbersError| at(pair.place("y"), &error);
            taus.push(kendall_tau_b(&x, &y).map_err(failed)?);
            rhos.push(spearman(&x, &y).map_err(failed)?);
        }
        outputs.put("tau", taus.clone())?;
        outputs.put("tau_b", taus)?;
        outputs.put("spearman", rhos)?;
        return Ok(outputs);
    }
    let names = if inputs.has("R") || inputs.has("Q") { ("R", "Q") } else { ("x", "y") };
    let (x, y) = (list(inputs, names.0)?, list(inputs, names.1)?);
    let failed = |error: NumbersError| at(inputs.place(names.1), &error);
    let tau = kendall_tau_b(&x, &y).map_err(failed)?;
    outputs.put("tau", tau)?;
    outputs.put("tau_b", tau)?;
    outputs.put("spearman", spearman(&x, &y).map_err(failed)?)?;
    // Only rankings, with 1 for the best, have a top to look at.
    if names.0 == "R" {
        let n = x.len() as f64;
        if let Some(bad) = x.iter().chain(&y).find(|rank| !(1.0..=n).contains(*rank)) {
            let wants = format!("ranks from 1 to {n}");
            return Err(ComputeError::wrong(inputs.place("R"), wants, &Value::from(*bad)));
        }
        outputs.put("weighted_spearman", weighted_spearman(&x, &y).map_err(failed)?)?;
        outputs.put("WS", ws_similarity(&x, &y).map_err(failed)?)?;
    }
    Ok(outputs)
}

fn run_concordance(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let (name, judges) = if inputs.has("treatments") {
        let items = inputs.matrix("treatments")?;
        let judges = (0..items[0].len()).map(|at| items.iter().map(|row| row[at]).collect());
        ("treatments", judges.collect())
    } else {
        ("judges", inputs.matrix("judges")?)
    };
    let found = concordance(&judges).map_err(|error| at(inputs.place(name), &error))?;
    let mut outputs = Outputs::new();
    outputs.put("W", found.w)?;
    outputs.put("S", found.s)?;
    outputs.put("rank_sums", found.rank_sums)?;
    outputs.put("chi2", found.chi_squared)?;
    outputs.put("df", found.degrees)?;
    outputs.put("p", found.p)?;
    Ok(outputs)
}

fn run_votes(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    if inputs.has("ballots") { of_ballots(inputs) } else { of_ranks(inputs) }
}

fn counted(ballots: &[Ballot], place: String) -> Result<Tally, ComputeError> {
    tally(ballots).map_err(|error| at(place, &error))
}

fn of_ranks(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let ranks = inputs.matrix("ranks")?;
    let place = inputs.place("ranks");
    let ballots: Vec<Ballot> = (0..ranks[0].len())
        .map(|voter| Ballot {
            ranks: ranks.iter().map(|row| Some(row[voter])).collect(),
            count: 1.0,
        })
        .collect();
    let found = counted(&ballots, place)?;
    let sums: Vec<f64> = ranks.iter().map(|row| row.iter().sum()).collect();
    let mut order: Vec<usize> = (0..sums.len()).collect();
    order.sort_by(|&a, &b| sums[a].total_cmp(&sums[b]).then(a.cmp(&b)));
    let mut classes: Vec<Vec<usize>> = Vec::new();
    for &item in &order {
        match classes.last_mut() {
            Some(class) if sums[class[0] - 1] == sums[item] => class.push(item + 1),
            _ => classes.push(vec![item + 1]),
        }
    }
    let mut outputs = Outputs::new();
    outputs.put("rank_sums", sums)?;
    outputs.put("order", order.iter().map(|item| item + 1).collect::<Vec<_>>())?;
    outputs.put("classes", classes)?;
    outputs.put("borda_winner", winner(&found.borda).map(|item| item + 1))?;
    outputs.put("borda", found.borda)?;
    outputs.put("pairwise", found.pairwise)?;
    outputs.put("condorcet_winner", found.condorcet_winner.map(|item| item + 1))?;
    outputs.put("copeland", Value::from(found.copeland))?;
    outputs.put("schulze_wins", found.schulze_wins)?;
    outputs.put("plurality", found.plurality)?;
    Ok(outputs)
}

/// The one with the most points, where no other one has as many.
fn winner(points: &[f64]) -> Option<usize> {
    let most = points.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut first = points.iter().enumerate().filter(|(_, number)| **number == most);
    let (at, _) = first.next()?;
    first.next().is_none().then_some(at)
}

fn of_ballots(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let ballots = inputs.objects("ballots")?;
    let mut names: Vec<&str> = match inputs.value("candidates") {
        Some(Value::Object(named)) => named.keys().map(String::as_str).collect(),
        Some(_) => inputs.texts("candidates")?,
        None => Vec::new(),
    };
    let named = !names.is_empty();
    let mut read: Vec<(Vec<Vec<&str>>, f64)> = Vec::new();
    for ballot in &ballots {
        let mut places = Vec::new();
        let place = ballot.place("order");
        for (at, item) in
            ballot.list("order", "a list of candidates, best first")?.iter().enumerate()
        {
            let place = format!("{place}[{at}]");
            let wants = "a candidate, or a list of those that are alike";
            // A list inside the order holds those that are alike.
            let alike = match item {
                Value::String(name) => vec![name.as_str()],
                other => list_at(other, &place, wants)?
                    .iter()
                    .map(|name| {
                        name.as_str().ok_or_else(|| ComputeError::wrong(&place, wants, name))
                    })
                    .collect::<Result<Vec<_>, _>>()?,
            };
            for name in &alike {
                if !names.contains(name) {
                    if named {
                        let wants = "one of the candidates";
                        return Err(ComputeError::wrong(place, wants, &Value::from(*name)));
                    }
                    names.push(name);
                }
                if names.len() > voting::MAX_CANDIDATES {
                    let wants = format!("one of at most {} candidates", voting::MAX_CANDIDATES);
                    return Err(ComputeError::wrong(place, wants, &Value::from(*name)));
                }
                if places.iter().flatten().any(|other: &&str| other == name) {
                    return Err(ComputeError::undefined(
                        place,
                        format!("\"{name}\" stands twice in the order"),
                        "Name each candidate once.",
                    ));
                }
            }
            places.push(alike);
        }
        read.push((places, ballot.number_or("count", 1.0)?));
    }
    let counted_ballots: Vec<Ballot> = read
        .iter()
        .map(|(places, count)| Ballot {
            ranks: names
                .iter()
                .map(|name| {
                    places.iter().position(|alike| alike.contains(name)).map(|at| at as f64)
                })
                .collect(),
            count: *count,
        })
        .collect();
    let found = counted(&counted_ballots, inputs.place("ballots"))?;
    let by_name = |numbers: &[f64]| {
        let pairs = names.iter().zip(numbers);
        pairs.map(|(name, number)| ((*name).to_owned(), *number)).collect::<Vec<_>>()
    };
    let mut outputs = Outputs::new();
    outputs.put("borda", by_name(&found.borda))?;
    outputs.put("borda_winner", winner(&found.borda).map(|item| names[item]))?;
    outputs.put("condorcet_winner", found.condorcet_winner.map(|item| names[item]))?;
    let pairwise: Map<String, Value> = names
        .iter()
        .enumerate()
        .map(|(i, name)| {
            let others = names.iter().enumerate().filter(|(j, _)| *j != i);
            let row: Map<String, Value> = others
                .map(|(j, other)| ((*other).to_owned(), json!(found.pairwise[i][j])))
                .collect();
            ((*name).to_owned(), Value::Object(row))
        })
        .collect();
    outputs.put("pairwise", Value::Object(pairwise))?;
    let copeland: Vec<f64> = found.copeland.iter().map(|&wins| wins as f64).collect();
    outputs.put("copeland", by_name(&copeland))?;
    let schulze: Vec<f64> = found.schulze_wins.iter().map(|&wins| wins as f64).collect();
    outputs.put("schulze_wins", by_name(&schulze))?;
    outputs.put("plurality", by_name(&found.plurality))?;
    Ok(outputs)
}
