//! Laws that hold for every workbook: nothing is infinite, sums add up, ranks
//! follow totals, an added option reverses nothing, and what stability and
//! flips promise happens when it is done.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use weighbridge::analysis::{Analysis, CellState, FlipChange, Reach, TOLERANCE, analyse};
use weighbridge::workbook::{
    Alternative, AlternativeId, Ballot, CriterionId, Judgement, PersonId, Score, Weighting,
    Workbook, put_score,
};

use crate::build::{Bench, option_id, plain, with_leaf_weights};
use crate::random_bench::any_bench;

/// The fields of an analysis that are no numbers, in its debug text: whatever
/// field is added later is walked too.
fn odd_numbers(analysis: &Analysis) -> Vec<String> {
    let text = format!("{analysis:?}");
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| matches!(*word, "NaN" | "inf"))
        .map(str::to_owned)
        .collect()
}

/// Weights of the leaves when those in `inside` have `to` together.
fn moved(analysis: &Analysis, inside: &[bool], to: f64) -> Vec<f64> {
    let counts = |leaf: usize| {
        analysis
            .order
            .first()
            .is_some_and(|&at| analysis.cell(at, leaf).state != CellState::Dropped)
    };
    let side = |which: bool| -> (f64, f64) {
        let leaves = (0..inside.len()).filter(|&leaf| inside[leaf] == which && counts(leaf));
        leaves
            .fold((0.0, 0.0), |(sum, count), leaf| (sum + analysis.leaf_weight(leaf), count + 1.0))
    };
    (0..inside.len())
        .map(|leaf| {
            let share = if inside[leaf] { to } else { 1.0 - to };
            match side(inside[leaf]) {
                _ if !counts(leaf) => 0.0,
                (sum, _) if sum > 0.0 => share * analysis.leaf_weight(leaf) / sum,
                (_, count) => share / count,
            }
        })
        .collect()
}

/// How far an option is ahead of the best other ranked one (negative: behind).
fn lead(analysis: &Analysis, option: usize) -> f64 {
    let best = analysis
        .order
        .iter()
        .filter(|&&at| at != option)
        .map(|&at| analysis.options[at].middle())
        .fold(f64::NEG_INFINITY, f64::max);
    analysis.options[option].middle() - best
}

fn by_id(analysis: &Analysis) -> BTreeMap<AlternativeId, (usize, usize, u64, u64)> {
    analysis
        .options
        .iter()
        .map(|one| {
            let bits = (one.low.to_bits(), one.high.to_bits());
            (one.id.clone(), (one.best_rank, one.worst_rank, bits.0, bits.1))
        })
        .collect()
}

/// Makes a cell known, whoever spoke of it before.
fn overrule(workbook: &mut Workbook, criterion: &CriterionId, option: &AlternativeId, to: f64) {
    for ballot in &mut workbook.ballots {
        Arc::make_mut(ballot).scores.retain(|score| score.cell() != (criterion, option));
    }
    let mut ballot = Ballot::new(PersonId::new("zoe").unwrap(), 1);
    let score = Score::new(criterion.clone(), option.clone(), Judgement::Value(to));
    // Over what was measured, a score counts only with a reason.
    let score = Score { reason: "Assumed".to_owned(), ..score };
    put_score(&mut ballot.scores, score);
    workbook.ballots.push(Arc::new(ballot));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_number_is_finite_and_every_sum_adds_up(bench in any_bench(true)) {
        let workbook = bench.build();
        let analysis = analyse(&workbook, None);
        prop_assert_eq!(odd_numbers(&analysis), Vec::<String>::new());
        prop_assert_eq!(&analysis, &analyse(&workbook, None));
        let set = analysis.weights.is_set();
        if set {
            let sum: f64 = (0..analysis.leaves.len()).map(|leaf| analysis.leaf_weight(leaf)).sum();
            prop_assert!((sum - 1.0).abs() < 1e-9);
            let tenths: i64 = analysis
                .leaves
                .iter()
                .map(|&node| {
                    let tenths = analysis.weights.nodes[node].percent * 10.0;
                    assert!((tenths - tenths.round()).abs() < 1e-9);
                    tenths.round() as i64
                })
                .sum();
            prop_assert_eq!(tenths, 1000);
        }
        for cell in &analysis.cells {
            prop_assert!(0.0 <= cell.value_low && cell.value_high <= 100.0);
            prop_assert!(cell.value_low <= cell.value_high);
        }
        for one in &analysis.options {
            prop_assert!(one.low <= one.high && one.low >= 0.0 && one.high <= 100.0 + 1e-9);
            if let Some(total) = one.total {
                prop_assert!(one.low <= total && total <= one.high);
                let sum: f64 = one.contributions.iter().sum();
                prop_assert!((sum - total).abs() < 1e-9);
            }
            prop_assert_eq!(one.best_rank == 0, !(one.is_ranked() && set));
            prop_assert!(one.best_rank <= one.worst_rank);
            prop_assert!(one.worst_rank <= analysis.order.len());
        }
    }

    #[test]
    fn ranks_follow_totals(bench in any_bench(true)) {
        let analysis = bench.analyse();
        if !analysis.weights.is_set() {
            return Ok(());
        }
        for &a in &analysis.order {
            let one = &analysis.options[a];
            let others = || analysis.order.iter().filter(|&&b| b != a).map(|&b| &analysis.options[b]);
            let surely = others().filter(|other| other.low > one.high + TOLERANCE).count();
            let perhaps = others().filter(|other| other.high > one.low + TOLERANCE).count();
            prop_assert_eq!((one.best_rank, one.worst_rank), (1 + surely, 1 + perhaps));
        }
        for pair in analysis.order.windows(2) {
            let (a, b) = (&analysis.options[pair[0]], &analysis.options[pair[1]]);
            prop_assert!(a.middle() >= b.middle() - 2.0 * TOLERANCE);
        }
    }

    #[test]
    fn the_order_of_the_options_in_the_workbook_changes_no_number(
        bench in any_bench(true), turn in 0_usize..6
    ) {
        let workbook = bench.build();
        let mut turned = workbook.clone();
        let list = Arc::make_mut(&mut turned.alternatives);
        let by = turn % list.len();
        list.rotate_left(by);
        if turn % 2 == 1 {
            list.reverse();
        }
        let (before, after) = (analyse(&workbook, None), analyse(&turned, None));
        prop_assert_eq!(by_id(&before), by_id(&after));
        prop_assert_eq!(before.verdict.kind, after.verdict.kind);
        prop_assert_eq!(before.dominance.len(), after.dominance.len());
    }

    #[test]
    fn an_added_option_never_changes_the_others(
        bench in any_bench(true), values in proptest::collection::vec(0.0..100.0_f64, 12)
    ) {
        let workbook = bench.build();
        let before = analyse(&workbook, None);
        let mut larger = workbook.clone();
        let new = option_id("added");
        Arc::make_mut(&mut larger.alternatives).push(Alternative::new(new.clone(), "added"));
        for (node, value) in before.leaves.iter().zip(&values) {
            let criterion = workbook.criteria[*node].id.clone();
            let score = Score::new(criterion, new.clone(), Judgement::Value(*value));
            put_score(Arc::make_mut(&mut larger.baseline), score);
        }
        let after = analyse(&larger, None);
        for (a, b) in before.options.iter().zip(&after.options) {
            prop_assert_eq!((a.low.to_bits(), a.high.to_bits()), (b.low.to_bits(), b.high.to_bits()));
        }
        let added = after.options.len() - 1;
        let kept: Vec<usize> = after.order.iter().copied().filter(|&at| at != added).collect();
        // Without weights there is no order; ties stand in that of the workbook.
        prop_assert_eq!(&before.order, &kept);
    }

    #[test]
    fn at_the_ends_of_an_interval_the_leader_ties_and_beyond_another_leads(
        bench in any_bench(true)
    ) {
        let workbook = bench.build();
        let analysis = analyse(&workbook, None);
        let tree = weighbridge::workbook::Tree::of(&workbook);
        for stability in &analysis.stability {
            let leader = analysis.order[0];
            let below = tree.leaves_below(&workbook, stability.node);
            let inside: Vec<bool> =
                analysis.leaves.iter().map(|leaf| below.contains(leaf)).collect();
            let at = |weight: f64| {
                let weights = moved(&analysis, &inside, weight);
                analyse(&with_leaf_weights(&workbook, &analysis, &weights), None)
            };
            prop_assert!(stability.low <= stability.weight && stability.weight <= stability.high);
            prop_assert!(stability.low <= stability.order.0 && stability.order.1 <= stability.high);
            // A group without weight keeps the proportions inside of it.
            if stability.weight <= 0.0 && !stability.assumes_equal && below.len() > 1 {
                continue;
            }
            prop_assert!(lead(&at(stability.low), leader) > -1e-5);
            prop_assert!(lead(&at(stability.high), leader) > -1e-5);
            for (end, step, rival) in
                [(stability.low, -1e-3, stability.below), (stability.high, 1e-3, stability.above)]
            {
                let Some(rival) = rival else {
                    prop_assert!(end == 0.0 || end == 1.0 || end == stability.weight);
                    continue;
                };
                prop_assert!(lead(&at(end), leader).abs() < 1e-5);
                let beyond = end + step;
                if (0.0..=1.0).contains(&beyond) {
                    let there = at(beyond);
                    prop_assert!(lead(&there, leader) < 0.0);
                    // Another may have overtaken the first by then.
                    prop_assert!(there.options[rival].middle() > there.options[leader].middle());
                }
            }
            let order_kept = |weight: f64, slack: f64| {
                let there = at(weight);
                analysis.order.windows(2).all(|pair| {
                    there.options[pair[0]].middle() >= there.options[pair[1]].middle() - slack
                })
            };
            prop_assert!(order_kept(stability.order.0, 1e-5) && order_kept(stability.order.1, 1e-5));
            for beyond in [stability.order.0 - 1e-3, stability.order.1 + 1e-3] {
                if (0.0..=1.0).contains(&beyond) {
                    prop_assert!(!order_kept(beyond, 0.0));
                }
            }
        }
    }

    #[test]
    fn a_share_within_the_family_moves_as_its_interval_says(bench in any_bench(false)) {
        let workbook = bench.weighting(Weighting::WithinFamily).build();
        let analysis = analyse(&workbook, None);
        let tree = weighbridge::workbook::Tree::of(&workbook);
        for stability in &analysis.stability {
            let (Some(local), leader) = (stability.local, analysis.order[0]) else { continue };
            let family = match tree.parent[stability.node] {
                Some(parent) => &tree.children[parent],
                None => &tree.roots,
            };
            // By raw weights: the others keep theirs, the node gets t / (1 − t)
            // times their sum.
            let at = |share: f64| {
                let others: f64 = family
                    .iter()
                    .filter(|&&node| node != stability.node)
                    .map(|&node| analysis.weights.nodes[node].raw)
                    .sum();
                let mut changed = workbook.clone();
                let weights = &mut Arc::make_mut(&mut changed.profiles)[0].weights;
                let id = workbook.criteria[stability.node].id.clone();
                weights.insert(id, share / (1.0 - share) * others);
                analyse(&changed, None)
            };
            // A branch without any weight in it cannot be given some.
            let usable = |share: f64| (0.0..1.0 - 1e-9).contains(&share) && at(share).weights.is_set();
            prop_assert!(local.low <= local.weight && local.weight <= local.high);
            for (end, step, rival) in
                [(local.low, -1e-3, local.below), (local.high, 1e-3, local.above)]
            {
                if usable(end) {
                    prop_assert!(lead(&at(end), leader) > -1e-5);
                }
                if rival.is_some() && usable(end + step) {
                    prop_assert!(lead(&at(end + step), leader) < 0.0);
                }
            }
        }
    }

    #[test]
    fn a_score_flip_that_is_made_makes_the_option_level_with_the_leader(bench in any_bench(true)) {
        let workbook = bench.build();
        let analysis = analyse(&workbook, None);
        for list in &analysis.flips {
            for flip in &list.scores {
                let FlipChange::Score { alternative, to, points, .. } = &flip.change else {
                    return Err(TestCaseError::fail("not a change of a score"));
                };
                let leaf = analysis.leaf_at(&workbook, &flip.criterion).unwrap();
                prop_assert_eq!(to.is_none(), flip.reach == Reach::NotPossible);
                let Some(to) = to else {
                    // Not even the best that the scale has to give would do.
                    let measure = workbook.criteria[analysis.leaves[leaf]].measure().unwrap();
                    let best = [measure.anchors.worst, measure.anchors.best, 1.0, 1e3]
                        .map(|x| weighbridge::analysis::value(measure, x).0)
                        .into_iter()
                        .fold(0.0, f64::max);
                    let cell = analysis.cell(list.option, leaf);
                    prop_assert!(cell.middle() + points > best);
                    continue;
                };
                let mut changed = workbook.clone();
                overrule(&mut changed, &flip.criterion, alternative, *to);
                let after = analyse(&changed, None);
                prop_assert!(lead(&after, list.option).abs() < 1e-6, "{flip:?}");
            }
        }
    }

    #[test]
    fn a_weight_flip_that_is_made_makes_the_option_lead(bench in any_bench(true)) {
        let workbook = bench.build();
        let analysis = analyse(&workbook, None);
        for list in &analysis.flips {
            for flip in &list.weights {
                let FlipChange::Weight { from, to } = flip.change else {
                    return Err(TestCaseError::fail("not a change of a weight"));
                };
                let leaf = analysis.leaf_at(&workbook, &flip.criterion).unwrap();
                let inside: Vec<bool> = (0..analysis.leaves.len()).map(|at| at == leaf).collect();
                let at = |weight: f64| {
                    let weights = moved(&analysis, &inside, weight);
                    lead(&analyse(&with_leaf_weights(&workbook, &analysis, &weights), None), list.option)
                };
                match to {
                    None => {
                        for step in 0..=20 {
                            prop_assert!(at(f64::from(step) / 20.0) < 1e-6, "{flip:?}");
                        }
                    }
                    // No other leaf: nothing moves.
                    Some(_) if inside.len() == 1 => {}
                    Some(to) if (to - from).abs() > 1e-9 => {
                        prop_assert!(at(to).abs() < 1e-5, "{flip:?} {}", at(to));
                        // Nearer to where it stands it does not lead yet.
                        prop_assert!(at(to + (from - to) * 0.01) < 1e-6, "{flip:?}");
                    }
                    Some(to) => prop_assert!(at(to) > -1e-5),
                }
            }
        }
    }

    #[test]
    fn who_dominates_is_never_behind_whatever_the_weights(
        bench in any_bench(true), weights in proptest::collection::vec(0.0..10.0_f64, 12)
    ) {
        let workbook = bench.build();
        let analysis = analyse(&workbook, None);
        let weights: Vec<f64> = (0..analysis.leaves.len())
            .map(|leaf| if analysis.leaf_weight(leaf) > 0.0 { weights[leaf] } else { 0.0 })
            .collect();
        let other = analyse(&with_leaf_weights(&workbook, &analysis, &weights), None);
        for pair in &analysis.dominance {
            for analysis in [&analysis, &other] {
                if analysis.weights.is_set() {
                    let (better, worse) =
                        (&analysis.options[pair.better], &analysis.options[pair.worse]);
                    prop_assert!(better.low >= worse.high - 1e-6);
                }
            }
        }
    }
}

/// Sixty options, four hundred criteria: the work must not grow with the
/// square of either.
#[test]
fn a_large_workbook_is_analysed_at_once() {
    let mut bench = Bench::new();
    for group in 0..20 {
        bench = bench.group(&format!("g{group}"));
    }
    for leaf in 0..400 {
        let group = format!("g{}", leaf % 20);
        bench = bench.leaf_in(&group, &format!("c{leaf:03}"), plain(), 1.0 + f64::from(leaf % 7));
    }
    for option in 0..60 {
        bench = bench.option(&format!("o{option:02}"));
    }
    let mut scores = Vec::new();
    for leaf in 0..400_u32 {
        for option in 0..60_u32 {
            let value = f64::from((leaf * 31 + option * 17 + leaf * option) % 101);
            let criterion = CriterionId::new(&format!("c{leaf:03}")).unwrap();
            let option = option_id(&format!("o{option:02}"));
            scores.push(Score::new(criterion, option, Judgement::Value(value)));
        }
    }
    scores.sort_by(|a, b| a.cell().cmp(&b.cell()));
    bench.workbook.baseline = Arc::new(scores);
    let workbook = bench.build();
    let started = std::time::Instant::now();
    let analysis = analyse(&workbook, None);
    let took = started.elapsed();
    assert_eq!(analysis.flips.len(), 59);
    assert_eq!(analysis.stability.len(), 420);
    // Some tenths of a second unoptimised; squared it would be minutes.
    assert!(took.as_secs() < 20, "{took:?}");
}
