//! Published and collected cases, each with its source in the file, computed
//! by our analysis and held to the tolerance that the file states.

use std::path::Path;

use serde_json::Value;
use weighbridge::analysis::{Analysis, frontier_steps, pareto_front, value};
use weighbridge::workbook::{Measure, ValueFunction};

use crate::build::{Bench, close, order};

fn case(path: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/reference").join(path);
    let text = std::fs::read_to_string(&file).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn rows(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(numbers).collect()
}

fn words(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect()
}

fn column(matrix: &[Vec<f64>], at: usize) -> Vec<f64> {
    matrix.iter().map(|row| row[at]).collect()
}

fn least(numbers: &[f64]) -> f64 {
    numbers.iter().copied().fold(f64::INFINITY, f64::min)
}

fn most(numbers: &[f64]) -> f64 {
    numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

/// What the performances of a column are worth, 0 to 1, as a value function
/// with a knot at each.
fn knots(performances: &[f64], worth: impl Fn(f64) -> f64) -> Measure {
    let mut knots: Vec<(f64, f64)> = performances.iter().map(|&x| (x, 100.0 * worth(x))).collect();
    knots.sort_by(|a, b| a.0.total_cmp(&b.0));
    knots.dedup();
    Measure {
        value_function: ValueFunction::Piecewise(knots),
        ..Measure::natural("", least(performances), most(performances))
    }
}

/// A column as a source normalises it, in fixed anchors or knots.
fn measure(rule: &str, performances: &[f64], more_is_better: bool) -> Measure {
    let (low, high) = (least(performances), most(performances));
    match (rule, more_is_better) {
        ("min-max", true) => Measure::natural("", low, high),
        ("min-max", false) => Measure::natural("", high, low),
        ("ratio", true) => Measure::natural("", 0.0, high),
        ("ratio", false) => knots(performances, |x| low / x),
        ("sum", true) => Measure::natural("", 0.0, performances.iter().sum()),
        ("sum", false) => {
            let sum: f64 = performances.iter().map(|x| 1.0 / x).sum();
            knots(performances, |x| 1.0 / x / sum)
        }
        // Figures as they are, none above 10.
        ("none", _) => Measure::natural("", 0.0, 10.0),
        _ => panic!("unknown rule {rule}"),
    }
}

fn bench(inputs: &Value, rule: &str, weights: &[f64]) -> Bench {
    let matrix = rows(&inputs["matrix"]);
    let directions = words(&inputs["directions"]);
    let mut bench = Bench::new();
    for (at, direction) in directions.iter().enumerate() {
        let measure = measure(rule, &column(&matrix, at), *direction == "max");
        bench = bench.leaf(&format!("c{}", at + 1), measure, weights[at]);
    }
    for (at, row) in matrix.iter().enumerate() {
        let option = format!("a{}", at + 1);
        bench = bench.option(&option).row(&option, row);
    }
    bench
}

fn totals(analysis: &Analysis) -> Vec<f64> {
    analysis.options.iter().map(|option| option.total.unwrap()).collect()
}

fn tolerance(case: &Value, output: &str) -> f64 {
    let given = &case["tolerance"];
    given.as_f64().or_else(|| given[output].as_f64()).or_else(|| given["*"].as_f64()).unwrap()
}

#[track_caller]
fn all_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        close(*found, *expected, tolerance);
    }
}

#[test]
fn weighted_sums_agree() {
    let cases = [
        ("wsum-jmcdm-4x4-linear-ratio", "ratio", "scores"),
        ("wsum-podvezko-2011", "ratio", "scores_ratio"),
        ("wsum-podvezko-2011", "sum", "scores_sum_normalised"),
        ("wsum-pymcdm-selfcheck", "sum", "scores"),
        ("wsum-raw-2x3-zero", "none", "scores"),
        ("wsum-raw-3x2", "none", "scores"),
        ("wsum-skc-quickstart", "sum", "scores"),
        ("wsum-zero-weight-3x5", "none", "scores"),
    ];
    for (id, rule, output) in cases {
        let case = case(&format!("weighted_sum/{id}.json"));
        let weights = numbers(&case["inputs"]["weights"]);
        let analysis = bench(&case["inputs"], rule, &weights).analyse();
        // Our weights add to 1 and our values go to 100; the source's do not.
        let scale = if rule == "none" { 10.0 } else { 1.0 };
        let factor = weights.iter().sum::<f64>() * scale / 100.0;
        let found: Vec<f64> = totals(&analysis).iter().map(|total| total * factor).collect();
        all_close(&found, &numbers(&case["expected"][output]), tolerance(&case, output).max(1e-12));
        if let Some(ranking) = case["expected"].get("ranking") {
            let ranks: Vec<f64> =
                analysis.options.iter().map(|option| option.rank().unwrap() as f64).collect();
            assert_eq!(ranks, numbers(ranking), "{id}");
        }
    }
}

#[test]
fn direct_ratings_become_weights() {
    let case = case("weights_direct/weights-direct-rating-fuel.json");
    let ratings = numbers(&case["inputs"]["ratings"]);
    let bench = Bench::table(&ratings, &[("a", &[0.0; 4])]);
    let analysis = bench.analyse();
    let found: Vec<f64> = (0..4).map(|leaf| analysis.leaf_weight(leaf)).collect();
    all_close(&found, &numbers(&case["expected"]["weights"]), tolerance(&case, "weights"));
}

#[test]
fn the_office_of_goodwin_and_wright() {
    let case = case("mavt_linear/mavt-goodwin-wright-office.json");
    let swings = numbers(&case["inputs"]["swing_ratings"]);
    let offices = ["A", "C", "G", "E"];
    let bench = |weights: &[f64]| {
        offices.iter().fold(Bench::table(weights, &[]), |bench, office| {
            let id = office.to_lowercase();
            bench.option(&id).row(&id, &numbers(&case["inputs"]["value_scores"][office]))
        })
    };
    let analysis = bench(&swings).analyse();
    let percents: Vec<f64> = (0..6).map(|leaf| 100.0 * analysis.leaf_weight(leaf)).collect();
    let expected = numbers(&case["expected"]["weights_from_swings"]);
    all_close(&percents, &expected, tolerance(&case, "weights_from_swings"));
    let whole: Vec<f64> = percents.iter().map(|percent| percent.round()).collect();
    assert_eq!(whole, expected);
    // The book multiplies by the rounded weights.
    let analysis = bench(&numbers(&case["inputs"]["weights_rounded_percent"])).analyse();
    for (at, office) in offices.iter().enumerate() {
        let output = format!("aggregate_{office}");
        let Some(expected) = case["expected"][&output].as_f64() else { continue };
        close(totals(&analysis)[at], expected, tolerance(&case, &output));
    }
    close(totals(&analysis)[3], 64.8, 1e-9);
}

#[test]
fn values_of_the_hydropower_projects_under_four_sets_of_weights() {
    let case = case("mavt_linear/mavt-minmax-opricovic-2007.json");
    for (set, weights) in case["inputs"]["weight_sets"].as_object().unwrap() {
        let analysis = bench(&case["inputs"], "min-max", &numbers(weights)).analyse();
        let found: Vec<f64> = totals(&analysis).iter().map(|total| total / 100.0).collect();
        let expected = numbers(&case["expected"]["values"][set]);
        all_close(&found, &expected, tolerance(&case, "values"));
    }
}

#[test]
fn linear_values_agree() {
    let case = case("mavt_linear/value-function-minmax-6x3.json");
    let matrix = rows(&case["inputs"]["matrix"]);
    let directions = words(&case["inputs"]["directions"]);
    for (row, expected) in matrix.iter().zip(rows(&case["expected"]["values"])) {
        for (at, x) in row.iter().enumerate() {
            let measure = measure("min-max", &column(&matrix, at), directions[at] == "max");
            close(value(&measure, *x).0 / 100.0, expected[at], tolerance(&case, "values"));
        }
    }
}

#[test]
fn piecewise_values_agree_and_are_clipped() {
    let case = case("mavt_linear/value-function-piecewise-smaa.json");
    let functions = case["inputs"]["functions"].as_array().unwrap();
    let mut outside = 0;
    for (function, expected) in functions.iter().zip(rows(&case["expected"]["values"])) {
        // Extrapolated values are not ours: what lies outside counts as the end.
        if function["outside"] == "extrapolate" {
            continue;
        }
        let (cutoffs, values) = (numbers(&function["cutoffs"]), numbers(&function["values"]));
        let measure = Measure {
            value_function: ValueFunction::Piecewise(
                cutoffs.iter().zip(&values).map(|(x, value)| (*x, 100.0 * value)).collect(),
            ),
            ..Measure::natural("", least(&cutoffs), most(&cutoffs))
        };
        for (x, expected) in numbers(&function["x"]).into_iter().zip(expected) {
            let (found, beyond) = value(&measure, x);
            close(found / 100.0, expected, tolerance(&case, "values"));
            outside += usize::from(beyond);
        }
    }
    assert_eq!(outside, 4);
}

/// A bench of columns over their own range, for dominance.
fn dominance_of(matrix: &[Vec<f64>], directions: &[&str]) -> (Vec<Vec<bool>>, Vec<Vec<bool>>) {
    let size = matrix.len();
    let mut bench = Bench::new();
    for (at, direction) in directions.iter().enumerate() {
        let column = column(matrix, at);
        let (low, high) = (least(&column) - 1.0, most(&column) + 1.0);
        let (worst, best) = if *direction == "max" { (low, high) } else { (high, low) };
        bench = bench.leaf(&format!("c{at}"), Measure::natural("", worst, best), 1.0);
    }
    for (at, row) in matrix.iter().enumerate() {
        bench = bench.option(&format!("a{at}")).row(&format!("a{at}"), row);
    }
    let (mut plain, mut strict) = (vec![vec![false; size]; size], vec![vec![false; size]; size]);
    for pair in bench.analyse().dominance {
        plain[pair.better][pair.worse] = true;
        strict[pair.better][pair.worse] = pair.strict;
    }
    (plain, strict)
}

fn table(value: &Value) -> Vec<Vec<bool>> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row.as_array().unwrap().iter().map(|cell| cell.as_bool().unwrap()).collect())
        .collect()
}

#[test]
fn dominance_among_stocks() {
    let case = case("dominance/dominance-stocks-5x3.json");
    let names = words(&case["inputs"]["alternatives"]);
    let (plain, strict) =
        dominance_of(&rows(&case["inputs"]["matrix"]), &words(&case["inputs"]["directions"]));
    assert_eq!(strict, table(&case["expected"]["strictly_dominates"]));
    let dominated: Vec<&str> = (0..names.len())
        .filter(|&at| plain.iter().any(|row| row[at]))
        .map(|at| names[at])
        .collect();
    assert_eq!(dominated, words(&case["expected"]["dominated"]));
    let fx = names.iter().position(|name| *name == "FX").unwrap();
    let over = |table: &[Vec<bool>]| -> Vec<&str> {
        (0..names.len()).filter(|&at| table[at][fx]).map(|at| names[at]).collect()
    };
    assert_eq!(over(&plain), words(&case["expected"]["dominators_of_FX"]));
    assert_eq!(over(&strict), words(&case["expected"]["strict_dominators_of_FX"]));
}

#[test]
fn dominance_between_two_with_ties() {
    let case = case("dominance/dominance-two-alternatives.json");
    let directions = words(&case["inputs"]["directions"]);
    for (at, pair) in case["inputs"]["pairs"].as_array().unwrap().iter().enumerate() {
        let (plain, strict) = dominance_of(&rows(pair), &directions);
        assert_eq!(plain, table(&case["expected"]["dominates"][at]));
        assert_eq!(strict, table(&case["expected"]["strict"][at]));
    }
}

#[test]
fn the_efficient_offices_and_what_a_point_of_benefit_costs() {
    let office = case("dominance/pareto-goodwin-wright-office.json");
    let names = words(&office["inputs"]["alternatives"]);
    let benefit = numbers(&office["inputs"]["benefit"]);
    let cost = numbers(&office["inputs"]["cost"]);
    let points: Vec<(f64, f64)> = benefit.iter().zip(&cost).map(|(b, c)| (*b, -c)).collect();
    let front: Vec<&str> = pareto_front(&points).into_iter().map(|at| names[at]).collect();
    assert_eq!(front, words(&office["expected"]["frontier"]));

    let case = case("mavt_linear/tradeoff-goodwin-wright-office.json");
    let benefit = |name: &str| case["inputs"]["benefit"][name].as_f64().unwrap();
    let extra = |step: &str| case["inputs"]["extra_cost"][step].as_f64().unwrap();
    let points = [
        (benefit("A"), extra("C_to_G") + extra("G_to_A")),
        (benefit("C"), 0.0),
        (benefit("G"), extra("C_to_G")),
    ];
    let steps = frontier_steps(&points);
    assert_eq!(steps.iter().map(|step| (step.from, step.to)).collect::<Vec<_>>(), [(1, 2), (2, 0)]);
    for (step, output) in
        steps.iter().zip(["cost_per_value_point_C_to_G", "cost_per_value_point_G_to_A"])
    {
        let expected = case["expected"][output].as_f64().unwrap();
        close(step.cost_per_point, expected, tolerance(&case, output));
    }
}

#[test]
fn weight_stability_intervals_agree() {
    for (id, rule) in
        [("weight-stability-hydropower", "min-max"), ("weight-stability-linear-ratio-4x4", "ratio")]
    {
        let case = case(&format!("sensitivity/{id}.json"));
        let weights = numbers(&case["inputs"]["weights"]);
        let analysis = bench(&case["inputs"], rule, &weights).analyse();
        let best = case["expected"]["best"].as_u64().unwrap();
        assert_eq!(order(&analysis)[0], format!("a{best}"));
        let expected = rows(&case["expected"]["intervals"]);
        assert_eq!(analysis.stability.len(), expected.len());
        for (found, expected) in analysis.stability.iter().zip(expected) {
            all_close(&[found.low, found.high], &expected, tolerance(&case, "intervals"));
        }
    }
}

/// The smallest change of one raw weight that dethrones the leader, in percent
/// of that weight.
#[test]
fn the_most_critical_weight_of_triantaphyllou_and_sanchez() {
    let case = case("sensitivity/wsm-weight-criticality-triantaphyllou-1997.json");
    let weights = numbers(&case["inputs"]["weights"]);
    let rows = rows(&case["inputs"]["matrix"]);
    let mut bench = Bench::new();
    for (at, weight) in weights.iter().enumerate() {
        bench = bench.leaf(&format!("c{at}"), Measure::natural("", 0.0, 1.0), *weight);
    }
    for (at, row) in rows.iter().enumerate() {
        bench = bench.option(&format!("a{}", at + 1)).row(&format!("a{}", at + 1), row);
    }
    let analysis = bench.analyse();
    let found: Vec<f64> = [0, 1, 3].iter().map(|&at| totals(&analysis)[at] / 100.0).collect();
    let expected = numbers(&case["expected"]["P_A1_A2_A4"]);
    all_close(&found, &expected, tolerance(&case, "P_A1_A2_A4"));
    let sum: f64 = weights.iter().sum();
    let (criterion, percent) = analysis
        .stability
        .iter()
        .enumerate()
        .flat_map(|(at, one)| [(at, one.low, one.below), (at, one.high, one.above)])
        .filter(|(_, _, rival)| rival.is_some())
        .map(|(at, share, _)| {
            // The raw weight that gives the share, the others as they are.
            let raw = share / (1.0 - share) * (sum - weights[at]);
            (at, 100.0 * ((raw - weights[at]) / weights[at]).abs())
        })
        .reduce(|best, next| if next.1 < best.1 { next } else { best })
        .unwrap();
    assert_eq!(criterion as u64 + 1, case["expected"]["percent_top_criterion"].as_u64().unwrap());
    close(
        percent,
        case["expected"]["percent_top"].as_f64().unwrap(),
        tolerance(&case, "percent_top"),
    );
}
