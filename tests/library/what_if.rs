//! What would have to be true beyond one score or one weight, against published
//! closed forms, brute force, and the analysis of the changed workbook.

use std::sync::Arc;

use proptest::prelude::*;
use weighbridge::analysis::{
    Analysis, FlipChange, Reach, TornadoSubject, WayChange, analyse, keeps_trigger,
    nearest_weights, offered_triggers, pair_flips, sensitive_weights, tornado, trigger_of,
    two_weights, way_parts, way_sentence, ways, weight_swap,
};
use weighbridge::workbook::{Composition, Counts, Judgement, Measure, PartRule, Score, put_score};

use crate::build::{Bench, close, criterion_id, option_id, plain, with_leaf_weights};
use crate::random_bench::any_bench;

const WEIGHTS: [f64; 5] = [0.30, 0.25, 0.20, 0.15, 0.10];
const ROWS: [(&str, &[f64]); 3] = [
    ("one", &[80.0, 40.0, 55.0, 90.0, 30.0]),
    ("two", &[60.0, 75.0, 70.0, 40.0, 60.0]),
    ("three", &[50.0, 60.0, 90.0, 60.0, 50.0]),
];

/// Totals 61.5, 62.75 and 62.0.
fn bench() -> Bench {
    Bench::table(&WEIGHTS, &ROWS)
}

/// The lead of an option over the best of the others, unknown cells in the middle.
fn lead(analysis: &Analysis, option: usize) -> f64 {
    let others = analysis.order.iter().filter(|&&other| other != option);
    let best =
        others.map(|&other| analysis.options[other].middle()).fold(f64::NEG_INFINITY, f64::max);
    analysis.options[option].middle() - best
}

#[test]
fn the_nearest_weights_are_those_of_the_closed_form() {
    // numerics: w' = w - (w.d / |d~|^2) d~, d~ = d - mean(d), for two and three.
    let analysis = bench().analyse();
    let nearest = nearest_weights(&analysis, 2);
    let level = nearest.level.unwrap();
    for (found, expected) in level.weights.iter().zip([0.2932, 0.2402, 0.2117, 0.1617, 0.0932]) {
        close(*found, expected, 5e-5);
    }
    close(level.weights.iter().sum::<f64>(), 1.0, 1e-12);
    // There the first is not ahead of both: these are the weights to lead.
    assert_eq!(level.weights, nearest.lead.unwrap().weights);
}

#[test]
fn an_option_that_a_mixture_beats_everywhere_leads_at_no_weights() {
    // Half of one and half of two is worth 50 on both; three is worth 45.
    let rows: [(&str, &[f64]); 3] =
        [("one", &[100.0, 0.0]), ("two", &[0.0, 100.0]), ("three", &[45.0, 45.0])];
    let analysis = Bench::table(&[0.6, 0.4], &rows).analyse();
    let nearest = nearest_weights(&analysis, 2);
    assert!(nearest.lead.is_none());
    // Level with the leader alone it can be: 0.45 of the first weight.
    close(nearest.level.unwrap().weights[0], 0.45, 1e-9);
    let options: Vec<usize> = nearest.dominated_by.iter().map(|(option, _)| *option).collect();
    assert_eq!(options, [0, 1]);
    close(nearest.dominated_by.iter().map(|(_, share)| share).sum(), 1.0, 1e-9);
    // One that is worse everywhere names who is better.
    let rows: [(&str, &[f64]); 2] = [("one", &[80.0, 60.0]), ("two", &[70.0, 50.0])];
    let analysis = Bench::table(&[0.6, 0.4], &rows).analyse();
    assert_eq!(nearest_weights(&analysis, 1).dominated_by, [(0, 1.0)]);
    assert!(weight_swap(&analysis, 1).is_none());
}

#[test]
fn weights_that_would_fall_below_nothing_stay_at_nothing() {
    // The closed form would give the second weight -0.108. Without it the first
    // two level off at 60 w1 = 30 w3: a third and two thirds.
    let rows: [(&str, &[f64]); 2] = [("a", &[90.0, 90.0, 40.0]), ("b", &[30.0, 30.0, 70.0])];
    let analysis = Bench::table(&[0.6, 0.05, 0.35], &rows).analyse();
    let found = nearest_weights(&analysis, 1).lead.unwrap();
    for (found, expected) in found.weights.iter().zip([1.0 / 3.0, 0.0, 2.0 / 3.0]) {
        close(*found, expected, 1e-9);
    }
    let mut best = (f64::INFINITY, [0.0; 3]);
    let steps = 1000;
    for i in 0..=steps {
        for j in 0..=steps - i {
            let w = [i, j, steps - i - j].map(|n| f64::from(n) / f64::from(steps));
            if 60.0 * w[0] + 60.0 * w[1] - 30.0 * w[2] <= 1e-9 {
                let away: f64 =
                    w.iter().zip([0.6, 0.05, 0.35]).map(|(a, b)| (a - b) * (a - b)).sum();
                if away < best.0 {
                    best = (away, w);
                }
            }
        }
    }
    close(found.distance, best.0.sqrt(), 2e-3);
    for (found, expected) in found.weights.iter().zip(best.1) {
        close(*found, expected, 3e-3);
    }
}

#[test]
fn two_scores_share_the_effort_alike() {
    // Nothing has a range: all lies beyond what is plausible, in proportion to
    // the room left. Three is 0.75 behind two and 0.5 ahead of one.
    let bench = bench();
    let (workbook, analysis) = (bench.build(), bench.analyse());
    let pairs = pair_flips(&workbook, &analysis, 2);
    let best = &pairs[0];
    // Gains at the end of the scale: own c1 15, c2 10, c3 2, c4 6, c5 5; the
    // leader's c1 18, c2 18.75, c3 14, c4 6, c5 6. The leader's c1 and c2 need
    // e - 1 = 0.75 / 36.75 of their room: 60 and 75 points.
    let share = 0.75 / 36.75;
    close(best.effort, 1.0 + share, 1e-12);
    assert_eq!(best.reach, Reach::Far);
    let moved: Vec<(&str, &str, f64)> = best
        .changes
        .iter()
        .map(|one| (one.alternative.as_str(), one.criterion.as_str(), one.points))
        .collect();
    assert_eq!((moved[0].0, moved[0].1), ("two", "c1"));
    assert_eq!((moved[1].0, moved[1].1), ("two", "c2"));
    close(moved[0].2, -60.0 * share, 1e-9);
    close(moved[1].2, -75.0 * share, 1e-9);
    // Its own two: c1 and c2, 50 and 40 points of room.
    let own = pairs.iter().find(|pair| pair.changes.iter().all(|one| one.points > 0.0)).unwrap();
    close(own.effort, 1.0 + 0.75 / 25.0, 1e-12);
}

#[test]
fn a_pair_within_both_ranges_is_within_reach_where_no_single_score_is() {
    // b is 10 points behind; each of its scores may rise by 12, which gives 6.
    let bench = Bench::new()
        .options(&["a", "b"])
        .leaf("p99", Measure::natural("ms", 500.0, 100.0), 1.0)
        .leaf("docs", plain(), 1.0)
        .row("a", &[220.0, 70.0])
        .ranged("p99", "b", Judgement::Value(300.0), 252.0, 348.0)
        .ranged("docs", "b", Judgement::Value(70.0), 60.0, 82.0);
    let (workbook, analysis) = (bench.build(), bench.analyse());
    close(analysis.flips[0].gap, 10.0, 1e-9);
    assert_eq!(analysis.flips[0].scores[0].reach, Reach::Far);
    let pair = &pair_flips(&workbook, &analysis, 1)[0];
    assert_eq!(pair.reach, Reach::Near);
    close(pair.effort, 10.0 / 12.0, 1e-12);
    // 10 points of value each: 40 ms less, 10 points of docs more.
    close(pair.changes[0].to, 260.0, 1e-9);
    close(pair.changes[1].to, 80.0, 1e-9);
    // So it stands first among the ways, and reads in units.
    let ways = ways(&workbook, &analysis, 1).unwrap();
    assert!(matches!(ways.ways[0].change, WayChange::Scores(_)));
    assert_eq!(
        way_sentence(&workbook, &analysis, 1, &ways.ways[0]),
        "b leads if p99 of b goes from 300 ms to 260 ms and docs of b goes from 70 points to 80 \
         points; within reach."
    );
    let trigger = trigger_of(&workbook, &analysis, 1, &ways.ways[0]);
    assert_eq!(trigger.metric, "p99 of b and docs of b");
    assert_eq!(trigger.threshold, "260 ms or less and 80 points or more, together (b then leads)");
}

#[test]
fn the_ways_stand_in_the_order_of_effort() {
    let bench = bench();
    let (workbook, analysis) = (bench.build(), bench.analyse());
    for option in [0, 2] {
        let found = ways(&workbook, &analysis, option).unwrap();
        let keys: Vec<(Reach, f64)> =
            found.ways.iter().map(|way| (way.reach, way.effort)).collect();
        assert!(keys.windows(2).all(|two| two[0].partial_cmp(&two[1]).unwrap().is_le()));
        assert_eq!(found.ways.len(), 5);
        for way in &found.ways {
            assert!(!way_parts(&workbook, &analysis, way).0.is_empty());
        }
    }
    assert!(ways(&workbook, &analysis, 1).is_none());
}

#[test]
fn the_map_of_two_weights_is_exact() {
    // c1 across, c3 upwards; by hand the three corners of the triangle are the
    // values on c1, on c3 and the mean of the rest (c2, c4, c5: .25 .15 .10).
    let analysis = bench().analyse();
    let map = two_weights(&analysis, 0, 2).unwrap();
    assert_eq!(map.today, (0.3, 0.2));
    let at = |corner: (f64, f64)| {
        let holds = |cell: &&weighbridge::analysis::WeightCell| {
            cell.corners.iter().any(|c| (c.0 - corner.0).hypot(c.1 - corner.1) < 1e-9)
        };
        map.cells.iter().find(holds).unwrap().option
    };
    assert_eq!(at((1.0, 0.0)), 0);
    assert_eq!(at((0.0, 1.0)), 2);
    assert_eq!(at((0.0, 0.0)), 1);
    close(map.cells.iter().map(|cell| cell.share).sum(), 1.0, 1e-12);
    // On the lower edge one overtakes two at t with 80 t + 53 (1 - t) =
    // 60 t + 61.5 (1 - t): t = 8.5 / 28.5.
    let two = map.cells.iter().find(|cell| cell.option == 1).unwrap();
    assert!(two.corners.iter().any(|c| c.1 == 0.0 && (c.0 - 8.5 / 28.5).abs() < 1e-9));
    // The default pair: the two with least room, c4 (.0207) and c2 (.0278).
    let workbook = bench().build();
    assert_eq!(sensitive_weights(&workbook, &analysis), Some((3, 1)));
}

#[test]
fn the_tornado_tells_the_margin_at_both_ends() {
    let bench = bench().ranged("c1", "three", Judgement::Value(50.0), 40.0, 60.0).ranged(
        "c2",
        "two",
        Judgement::Value(75.0),
        71.0,
        79.0,
    );
    let (workbook, analysis) = (bench.build(), bench.analyse());
    let found = tornado(&workbook, &analysis).unwrap();
    assert_eq!(found.leader, 1);
    close(found.margin, 0.75, 1e-9);
    let entry = |subject: TornadoSubject| {
        *found.entries.iter().find(|entry| entry.subject == subject).unwrap()
    };
    // Three between 59 and 65, so one is the strongest rival at its low end.
    let three = entry(TornadoSubject::Score { option: 2, leaf: 0 });
    assert_eq!((three.low.at, three.high.at), (40.0, 60.0));
    close(three.low.margin, 1.25, 1e-9);
    close(three.high.margin, -2.25, 1e-9);
    assert_eq!((three.low.first, three.high.first), (1, 2));
    let two = entry(TornadoSubject::Score { option: 1, leaf: 1 });
    close(two.low.margin, -0.25, 1e-9);
    close(two.high.margin, 1.75, 1e-9);
    // c1 halved: .15 / .85; totals then (61.5 - .3 * 80) / .7 and so on.
    let weight = entry(TornadoSubject::Weight { leaf: 0 });
    let t = 0.15 / 0.85;
    let total = |own: f64, all: f64| t * own + (1.0 - t) * (all - 0.3 * own) / 0.7;
    let rival = total(80.0, 61.5).max(total(50.0, 62.0));
    close(weight.low.margin, total(60.0, 62.75) - rival, 1e-9);
    let widths: Vec<f64> = found
        .entries
        .iter()
        .map(|entry| entry.span(found.margin).1 - entry.span(found.margin).0)
        .collect();
    assert!(widths.windows(2).all(|two| two[0] >= two[1]));
}

#[test]
fn a_trigger_for_which_several_options_wait_is_offered_once() {
    // No score of b or of c is enough; c leads from 8 / 17 of the third weight
    // on, b from two thirds on.
    let rows: [(&str, &[f64]); 3] =
        [("a", &[100.0, 100.0, 0.0]), ("b", &[0.0, 0.0, 100.0]), ("c", &[20.0, 20.0, 90.0])];
    let bench = Bench::table(&[0.45, 0.45, 0.1], &rows);
    let (mut workbook, analysis) = (bench.build(), bench.analyse());
    assert!(analysis.flips.iter().all(|list| list.best_score().is_none()));
    let offered = offered_triggers(&workbook, &analysis);
    let words: Vec<(&str, &str)> =
        offered.iter().map(|one| (one.metric.as_str(), one.threshold.as_str())).collect();
    assert_eq!(words, [("Weight of c3", "47.1 % or more (c then leads)")]);
    // What is kept is not offered again, whatever its threshold.
    let mut kept = offered[0].clone();
    kept.threshold = kept.threshold.replace("47", "45");
    workbook.decision.revisit.push(kept);
    assert!(keeps_trigger(&workbook.decision, &offered[0]));
    assert!(offered_triggers(&workbook, &analysis).is_empty());
    // The other direction is another trigger.
    let mut other = offered[0].clone();
    other.threshold = "5 % or less".to_owned();
    assert!(!keeps_trigger(&workbook.decision, &other));
}

/// Plain criteria with random weights and values, some with ranges.
fn plain_bench() -> impl Strategy<Value = Bench> {
    (2_usize..=5, 2_usize..=5).prop_flat_map(|(leaves, options)| {
        let weights = prop::collection::vec(1.0_f64..50.0, leaves);
        let cell = (0_u8..=100, prop::option::of((0_u8..30, 0_u8..30)));
        let cells = prop::collection::vec(cell, leaves * options);
        (weights, cells).prop_map(move |(weights, cells)| {
            let mut bench = Bench::new();
            for (at, weight) in weights.iter().enumerate() {
                bench = bench.leaf(&format!("c{}", at + 1), plain(), *weight);
            }
            for option in 0..options {
                bench = bench.option(&format!("o{option}"));
            }
            for (at, (value, range)) in cells.into_iter().enumerate() {
                let (option, leaf) = (format!("o{}", at / leaves), format!("c{}", at % leaves + 1));
                let own = f64::from(value);
                let is = Judgement::Value(own);
                bench = match range {
                    Some((down, up)) => {
                        let low = (own - f64::from(down)).max(0.0);
                        bench.ranged(&leaf, &option, is, low, (own + f64::from(up)).min(100.0))
                    }
                    None => bench.judge(&leaf, &option, is),
                };
            }
            bench
        })
    })
}

/// Effort of a score by the definition: 1 at the end of the range, 2 at that of
/// the scale.
fn gain_at(effort: f64, plausible: f64, most: f64) -> f64 {
    if effort <= 1.0 { effort * plausible } else { plausible + (effort - 1.0) * (most - plausible) }
}

/// The least effort of any two scores, and of any one, by trial: bisected.
fn least_pair_by_trial(bench: &Bench, analysis: &Analysis, option: usize) -> (f64, f64) {
    let leader = analysis.order[0];
    let workbook = bench.build();
    let mut moves = Vec::new();
    for (who, up) in [(option, true), (leader, false)] {
        for leaf in 0..analysis.leaves.len() {
            let cell = analysis.cell(who, leaf);
            let own = cell.value.unwrap();
            let measure = workbook.criteria[analysis.leaves[leaf]].measure().unwrap();
            let (low, high) = cell.plausible_values(measure);
            let room = if up { (high - own, 100.0 - own) } else { (own - low, own) };
            moves.push((who, up, analysis.leaf_weight(leaf), room));
        }
    }
    let behind =
        |rival: usize| analysis.options[rival].middle() - analysis.options[option].middle();
    let does =
        |a: usize, b: usize, effort: f64| {
            let (mut own, mut fall) = (0.0, 0.0);
            let both = if a == b { &[a][..] } else { &[a, b][..] };
            for &at in both {
                let (_, up, weight, (plausible, most)) = moves[at];
                let gain = weight * gain_at(effort, plausible, most);
                if up { own += gain } else { fall += gain }
            }
            analysis.order.iter().filter(|&&rival| rival != option).all(|&rival| {
                behind(rival) <= own + if rival == leader { fall } else { 0.0 } + 1e-9
            })
        };
    let (mut least, mut single) = (f64::INFINITY, f64::INFINITY);
    for a in 0..moves.len() {
        for b in a..moves.len() {
            if !does(a, b, 2.0) {
                continue;
            }
            let (mut low, mut high) = (0.0, 2.0);
            for _ in 0..60 {
                let middle = f64::midpoint(low, high);
                if does(a, b, middle) { high = middle } else { low = middle }
            }
            let found = if a == b { &mut single } else { &mut least };
            *found = found.min(high);
        }
    }
    (least, single)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn two_scores_done_make_the_option_level_and_none_do_for_less(bench in plain_bench()) {
        let (workbook, analysis) = (bench.build(), bench.analyse());
        for list in &analysis.flips {
            let pairs = pair_flips(&workbook, &analysis, list.option);
            for pair in &pairs {
                let mut changed = workbook.clone();
                for change in &pair.changes {
                    let score = Score::new(
                        change.criterion.clone(),
                        change.alternative.clone(),
                        Judgement::Value(change.to),
                    );
                    put_score(Arc::make_mut(&mut changed.baseline), score);
                }
                let after = analyse(&changed, None);
                prop_assert!(lead(&after, list.option).abs() < 1e-6, "{pair:?}");
            }
            if list.is_level() {
                continue;
            }
            let (least, single) = least_pair_by_trial(&bench, &analysis, list.option);
            match pairs.first() {
                Some(best) => prop_assert!((best.effort - least).abs() < 1e-6, "{least}"),
                None => prop_assert!(least >= single.min(9.0) - 1e-6, "{least} {single}"),
            }
        }
    }

    /// What is promised holds with all that a composite takes over from its parts.
    #[test]
    fn changes_of_parts_count_with_what_composites_make_of_them(
        bench in plain_bench(),
        rule in prop::sample::select(vec![PartRule::Best, PartRule::Worst, PartRule::Mean]),
        share in 0.1_f64..0.9,
    ) {
        let mut workbook = bench.option("mix").build();
        let parts = [("o0", share), ("o1", 1.0 - share)];
        let parts = parts.map(|(id, share)| (option_id(id), share)).into_iter().collect();
        let mix = Arc::make_mut(&mut workbook.alternatives).last_mut().unwrap();
        mix.composition =
            Some(Composition { counts: Counts::Always, ..Composition::new(parts, rule) });
        let analysis = analyse(&workbook, None);
        let done = |moves: Vec<(_, _, f64)>| {
            let mut changed = workbook.clone();
            for (criterion, option, value) in moves {
                let score = Score::new(criterion, option, Judgement::Value(value));
                put_score(Arc::make_mut(&mut changed.baseline), score);
            }
            analyse(&changed, None)
        };
        for list in &analysis.flips {
            for flip in &list.scores {
                if let FlipChange::Score { alternative, to: Some(to), .. } = &flip.change {
                    let moves = vec![(flip.criterion.clone(), alternative.clone(), *to)];
                    let after = done(moves);
                    prop_assert!(lead(&after, list.option).abs() < 1e-6, "{flip:?}");
                }
            }
            for pair in pair_flips(&workbook, &analysis, list.option) {
                let moves = pair
                    .changes
                    .iter()
                    .map(|one| (one.criterion.clone(), one.alternative.clone(), one.to))
                    .collect();
                prop_assert!(lead(&done(moves), list.option).abs() < 1e-5, "{pair:?}");
            }
        }
        for entry in tornado(&workbook, &analysis).map(|it| it.entries).unwrap_or_default() {
            let TornadoSubject::Score { option, leaf } = entry.subject else { continue };
            for end in [entry.low, entry.high] {
                let criterion = workbook.criteria[analysis.leaves[leaf]].id.clone();
                let moves = vec![(criterion, analysis.options[option].id.clone(), end.at)];
                let after = done(moves);
                prop_assert!((lead(&after, analysis.order[0]) - end.margin).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn weight_moved_and_the_nearest_weights_make_the_option_level(bench in any_bench(true)) {
        let (workbook, analysis) = (bench.build(), bench.analyse());
        for list in analysis.flips.iter().filter(|list| !list.is_level()) {
            let today: Vec<f64> =
                (0..analysis.leaves.len()).map(|leaf| analysis.leaf_weight(leaf)).collect();
            if let Some(swap) = weight_swap(&analysis, list.option) {
                let mut weights = today.clone();
                weights[swap.giver] = (weights[swap.giver] - swap.moved).max(0.0);
                weights[swap.taker] += swap.moved;
                let after = analyse(&with_leaf_weights(&workbook, &analysis, &weights), None);
                prop_assert!(lead(&after, list.option).abs() < 1e-6, "{swap:?}");
            }
            let nearest = nearest_weights(&analysis, list.option);
            if let Some(found) = &nearest.lead {
                let after = analyse(&with_leaf_weights(&workbook, &analysis, &found.weights), None);
                prop_assert!(lead(&after, list.option).abs() < 1e-6, "{found:?}");
                // No way over one weight or two is shorter.
                if let Some(swap) = weight_swap(&analysis, list.option) {
                    let away = swap.moved * std::f64::consts::SQRT_2;
                    prop_assert!(found.distance <= away + 1e-9);
                }
            } else {
                prop_assert!(!nearest.dominated_by.is_empty());
                prop_assert!(weight_swap(&analysis, list.option).is_none());
            }
        }
    }

    #[test]
    fn the_map_fills_its_triangle_and_agrees_with_the_analysis(
        bench in any_bench(true),
        points in prop::collection::vec((0.01_f64..0.99, 0.01_f64..0.99), 6),
    ) {
        let (workbook, analysis) = (bench.build(), bench.analyse());
        let Some((x, y)) = sensitive_weights(&workbook, &analysis) else { return Ok(()) };
        let Some(map) = two_weights(&analysis, x, y) else { return Ok(()) };
        prop_assert!((map.cells.iter().map(|cell| cell.share).sum::<f64>() - 1.0).abs() < 1e-6);
        let today: Vec<f64> =
            (0..analysis.leaves.len()).map(|leaf| analysis.leaf_weight(leaf)).collect();
        let left = 1.0 - today[x] - today[y];
        if left < 1e-6 {
            return Ok(());
        }
        for (a, b) in points {
            let (t1, t2) = if a + b < 1.0 { (a, b) } else { (1.0 - a, 1.0 - b) };
            let weights: Vec<f64> = (0..today.len())
                .map(|leaf| match leaf {
                    _ if leaf == x => t1,
                    _ if leaf == y => t2,
                    _ => (1.0 - t1 - t2) * today[leaf] / left,
                })
                .collect();
            let after = analyse(&with_leaf_weights(&workbook, &analysis, &weights), None);
            let inside = |corners: &[(f64, f64)]| {
                let edges = corners.iter().zip(corners.iter().cycle().skip(1));
                edges.fold((true, true), |(left, right), (p, q)| {
                    let turn = (q.0 - p.0) * (t2 - p.1) - (q.1 - p.1) * (t1 - p.0);
                    (left && turn >= -1e-12, right && turn <= 1e-12)
                })
            };
            for cell in &map.cells {
                let (left, right) = inside(&cell.corners);
                if left || right {
                    prop_assert!(lead(&after, cell.option) > -1e-6, "{cell:?} {t1} {t2}");
                }
            }
        }
    }

    #[test]
    fn the_ends_of_the_tornado_are_what_the_analysis_finds_there(bench in plain_bench()) {
        let (workbook, analysis) = (bench.build(), bench.analyse());
        let Some(found) = tornado(&workbook, &analysis) else { return Ok(()) };
        for entry in &found.entries {
            for end in [entry.low, entry.high] {
                let changed = match entry.subject {
                    TornadoSubject::Score { option, leaf } => {
                        let mut changed = workbook.clone();
                        let criterion = workbook.criteria[analysis.leaves[leaf]].id.clone();
                        let option = analysis.options[option].id.clone();
                        let score = Score::new(criterion, option, Judgement::Value(end.at));
                        put_score(Arc::make_mut(&mut changed.baseline), score);
                        changed
                    }
                    TornadoSubject::Weight { leaf } => {
                        let weights: Vec<f64> = (0..analysis.leaves.len())
                            .map(|other| {
                                let now = analysis.leaf_weight(other);
                                let own = analysis.leaf_weight(leaf);
                                if other == leaf {
                                    end.at
                                } else {
                                    (1.0 - end.at) * now / (1.0 - own)
                                }
                            })
                            .collect();
                        with_leaf_weights(&workbook, &analysis, &weights)
                    }
                };
                let after = analyse(&changed, None);
                prop_assert!((lead(&after, found.leader) - end.margin).abs() < 1e-6);
            }
        }
    }
}

#[test]
fn a_criterion_is_told_by_its_id() {
    // The part that changes leads to its criterion and, for a score, its option.
    let bench = bench();
    let (workbook, analysis) = (bench.build(), bench.analyse());
    let found = ways(&workbook, &analysis, 2).unwrap();
    let score = found.ways.iter().find(|way| matches!(way.change, WayChange::Score(_))).unwrap();
    let (parts, more) = way_parts(&workbook, &analysis, score);
    assert_eq!(more, 0);
    assert_eq!(parts[0].alternative.as_ref().unwrap().as_str(), "three");
    assert!(parts[0].criterion == criterion_id("c3") || !parts[0].falls);
}
