//! Ranks from profile to profile, where options change places between two, and
//! that a profile can stand for a scenario.

use std::sync::Arc;

use weighbridge::analysis::{
    ProfileResult, Standing, analyse, profile_path, rank_flow, share_of_way,
};
use weighbridge::figure::{self, Mark, Vertical, svg};
use weighbridge::workbook::{Effect, Profile, Workbook};

use crate::build::{Bench, close, criterion_id, option_id, profile_id, requirement_id};

fn with_profile(bench: &Bench, name: &str, weights: &[(&str, f64)]) -> Workbook {
    let mut workbook = bench.workbook.clone();
    let mut profile = Profile::new(profile_id(name), name);
    for (criterion, weight) in weights {
        profile.weights.insert(criterion_id(criterion), *weight);
    }
    Arc::make_mut(&mut workbook.profiles).push(profile);
    workbook
}

fn results(workbook: &Workbook) -> Vec<ProfileResult> {
    let profiles = workbook.profiles.iter();
    profiles.map(|profile| ProfileResult::compute(workbook, &profile.id)).collect()
}

/// All weight on c1 under "main", on c2 under "far".
fn two() -> Workbook {
    let bench = Bench::table(
        &[1.0, 0.0],
        &[("a", &[60.0, 40.0]), ("b", &[50.0, 70.0]), ("c", &[55.0, 45.0])],
    );
    with_profile(&bench, "far", &[("c1", 0.0), ("c2", 1.0)])
}

#[test]
fn crossings_lie_where_the_lines_meet() {
    let workbook = two();
    let results = results(&workbook);
    let path = profile_path(&results[0], &results[1]);
    // b gains 20 on the way and a loses 20: 10 behind, so a quarter of it; there
    // both have 55. b passes c at 5/30, c passes a at 5/10.
    let found: Vec<(usize, usize, bool)> =
        path.crossings.iter().map(|it| (it.rises, it.falls, it.lead)).collect();
    assert_eq!(found, [(1, 2, false), (1, 0, true), (2, 0, false)]);
    for (it, (at, total)) in
        path.crossings.iter().zip([(5.0 / 30.0, 160.0 / 3.0), (0.25, 55.0), (0.5, 50.0)])
    {
        close(it.at, at, 1e-12);
        close(it.total, total, 1e-9);
    }
    assert_eq!(
        path.sentence(&workbook),
        "From \"main\" to \"far\" b takes the lead at 25 % of the way."
    );
    // Mixed weights, analysed: a leads just before, b just after.
    for (share, leader) in [(0.249, "a"), (0.251, "b")] {
        let mixed = with_profile(
            &Bench { workbook: workbook.clone() },
            "mixed",
            &[("c1", 1.0 - share), ("c2", share)],
        );
        let found = analyse(&mixed, Some(&profile_id("mixed")));
        assert_eq!(found.leader().unwrap().id, option_id(leader));
    }
}

#[test]
fn the_lead_is_followed_all_the_way() {
    // Upper edge by hand: a from 60 to 0, b level at 50, c from 0 to 60: b
    // passes a at 1/6, c passes b at 5/6.
    let bench = Bench::table(
        &[1.0, 0.0],
        &[("a", &[60.0, 0.0]), ("b", &[50.0, 50.0]), ("c", &[0.0, 60.0])],
    );
    let workbook = with_profile(&bench, "far", &[("c2", 1.0)]);
    let results = results(&workbook);
    let path = profile_path(&results[0], &results[1]);
    let leaders: Vec<usize> = path.leaders.iter().map(|it| it.option).collect();
    assert_eq!(leaders, [0, 1, 2]);
    close(path.leaders[1].from, 1.0 / 6.0, 1e-12);
    close(path.leaders[1].to, 5.0 / 6.0, 1e-12);
    assert_eq!(
        path.sentence(&workbook),
        "From \"main\" to \"far\" b takes the lead at 17 % of the way, then c at 83 %."
    );
    // Back again it is the same the other way round.
    let back = profile_path(&results[1], &results[0]);
    let leaders: Vec<usize> = back.leaders.iter().map(|it| it.option).collect();
    assert_eq!(leaders, [2, 1, 0]);
    close(back.leaders[1].from, 1.0 / 6.0, 1e-12);
}

#[test]
fn shares_near_the_ends_do_not_read_as_the_ends() {
    assert_eq!(share_of_way(0.38), "38 %");
    assert_eq!(share_of_way(0.004), "0.4 %");
    assert_eq!(share_of_way(0.996), "99.6 %");
}

#[test]
fn options_that_tie_share_the_better_rank() {
    let bench = Bench::table(
        &[1.0, 0.0],
        &[("a", &[50.0, 10.0]), ("b", &[70.0, 20.0]), ("c", &[50.0, 30.0]), ("d", &[10.0, 40.0])],
    );
    let workbook = with_profile(&bench, "far", &[("c2", 1.0)]);
    let flow = rank_flow(&results(&workbook));
    assert_eq!(flow.columns[0].ranks, [Some(2), Some(1), Some(2), Some(4)]);
    // No two share a place.
    assert_eq!(flow.columns[0].places, [Some(2), Some(1), Some(3), Some(4)]);
    assert_eq!(flow.columns[1].ranks, [Some(4), Some(3), Some(2), Some(1)]);
    assert_eq!(
        flow.sentence(&workbook),
        "b and d are each first under some profile. d moves most, from 1 to 4."
    );
}

#[test]
fn a_profile_can_stand_for_a_scenario() {
    // Ten times the load: an answer that sets b's score and asks for a must
    // that a fails. Under "main" it is not given.
    let effects = vec![
        Effect::Score {
            criterion: criterion_id("c1"),
            alternative: option_id("b"),
            value: 90.0,
            low: None,
            high: None,
        },
        Effect::Screen(requirement_id("scales")),
    ];
    let bench = Bench::table(&[1.0, 1.0], &[("a", &[60.0, 60.0]), ("b", &[50.0, 40.0])])
        .must_when_asked("scales")
        .bound("scales", "c2", 30.0, 0.0)
        .question("load", &[("ten-times", effects)]);
    let mut bench = bench;
    bench.workbook.baseline = Arc::new(
        bench
            .workbook
            .baseline
            .iter()
            .filter(|score| score.cell() != (&criterion_id("c1"), &option_id("b")))
            .cloned()
            .collect(),
    );
    let bench = bench.gate("scales", "a", weighbridge::workbook::GateVerdict::Fail, "one thread");
    // The profile in force answers; the other does not.
    let answered = bench.answer("load", &["ten-times"]);
    let workbook = with_profile(&answered, "today", &[("c1", 1.0), ("c2", 1.0)]);
    let tenfold = analyse(&workbook, None);
    let today = analyse(&workbook, Some(&profile_id("today")));
    assert!(matches!(tenfold.options[0].standing, Standing::Excluded(_)));
    assert!(today.options[0].is_ranked());
    assert_eq!(tenfold.options[1].total, Some(65.0));
    assert_eq!(today.options[1].total, None, "nobody has scored it there");
    let results = results(&workbook);
    let flow = rank_flow(&results);
    assert_eq!(flow.columns[0].ranks, [None, Some(1)]);
    assert!(flow.sentence(&workbook).contains("a is not ranked under every profile."));
    let path = profile_path(&results[0], &results[1]);
    assert_eq!((path.partly.as_slice(), path.scores_differ), (&[0][..], 1));
}

#[test]
fn twelve_options_under_ten_profiles_are_drawn() {
    let rows: Vec<(String, Vec<f64>)> = (0..12)
        .map(|option| {
            let row = (0..10).map(|at| f64::from((option * 7 + at * 5) % 13) * 7.0).collect();
            (format!("option-{option}"), row)
        })
        .collect();
    let rows: Vec<(&str, &[f64])> =
        rows.iter().map(|(name, row)| (name.as_str(), row.as_slice())).collect();
    let bench = Bench::table(&[1.0; 10], &rows);
    let mut workbook = bench.workbook.clone();
    for at in 1..10 {
        let name = format!("profile-{at}");
        workbook = with_profile(&Bench { workbook }, &name, &[(&format!("c{at}"), 1.0)]);
    }
    let found = analyse(&workbook, None);
    let results = results(&workbook);
    let flow = figure::rank_flow_figure(&workbook, &found, &results).unwrap();
    let points = flow.marks.iter().filter(|mark| matches!(mark, Mark::Point { .. })).count();
    assert_eq!(points, 120);
    assert_eq!(flow.readings.len(), 120);
    assert_eq!((flow.table.header.len(), flow.table.rows.len()), (11, 12));
    assert!(matches!(&flow.y, Vertical::Scale(scale) if scale.ticks.len() == 12));
    let picture = svg::paint(
        &flow,
        svg::Look { ground: figure::Ground::Light, heading: true, narrow: false },
    );
    assert!(picture.contains("option-11") && picture.contains("profile-9"));
    let crossing = figure::crossing(&workbook, &results[1], &results[2]).unwrap();
    assert_eq!(crossing.table.rows.len(), profile_path(&results[1], &results[2]).crossings.len());
    assert!(figure::crossing(&workbook, &results[1], &results[1]).is_none());
}
