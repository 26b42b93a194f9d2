//! Analysing the same workbook again and again as it changes gives what a
//! first analysis of each state would give.

use proptest::prelude::*;
use weighbridge::analysis::{Analyser, analyse};
use weighbridge::workbook::{
    Answer, Composition, Counts, CriterionKind, Edit, Feed, History, Item, ItemRef, Judgement,
    Kind, LoadPoint, Measure, Measurement, MeasurementId, Merge, PartRule, PersonId, Score,
    Workbook,
};

use crate::build::{Bench, plain};

/// A bench of four criteria, three options, three reviewers in two rounds, a
/// question that sets a score, and a baseline.
fn bench() -> Workbook {
    use weighbridge::workbook::Effect;
    let mut bench = Bench::new().options(&["a", "b", "c"]);
    for (leaf, weight) in [("c1", 3.0), ("c2", 2.0), ("c3", 1.0), ("c4", 0.0)] {
        bench = bench.leaf(leaf, plain(), weight).score(leaf, "a", 40.0).score(leaf, "b", 55.0);
    }
    let effect = Effect::Score {
        criterion: crate::build::criterion_id("c2"),
        alternative: crate::build::option_id("c"),
        value: 80.0,
        low: None,
        high: None,
    };
    bench = bench.question("q", &[("yes", vec![effect]), ("no", vec![])]);
    let mut bench = feed(bench);
    for (reviewer, round, value) in
        [("ann", 1, 30.0), ("ann", 2, 35.0), ("bob", 1, 60.0), ("cid", 2, 90.0)]
    {
        bench = bench.ballot(reviewer, round, "c1", "a", Judgement::Value(value));
    }
    bench.build()
}

/// The fourth criterion fed by the contention of a run of the first option.
fn feed(mut bench: Bench) -> Bench {
    let criteria = std::sync::Arc::make_mut(&mut bench.workbook.criteria);
    criteria[3].kind = CriterionKind::Scored(Measure {
        feed: Some(Feed::Contention),
        ..Measure::natural("%", 100.0, 0.0)
    });
    bench.workbook.measurements = std::sync::Arc::new(vec![load_run(0.05)]);
    bench
}

/// A run by the scalability law with this contention.
fn load_run(sigma: f64) -> Measurement {
    let point = |load: f64| LoadPoint {
        concurrency: Some(load),
        throughput_rps: Some(100.0 * load / (1.0 + sigma * (load - 1.0))),
        ..LoadPoint::default()
    };
    Measurement {
        points: [1.0, 2.0, 4.0, 8.0, 16.0, 32.0].map(point).to_vec(),
        ..Measurement::new(MeasurementId::new("run").unwrap(), crate::build::option_id("a"), "run")
    }
}

#[derive(Debug, Clone)]
enum Step {
    Score(usize, u32, usize, usize, Judgement),
    Clear(usize, u32, usize, usize),
    Weight(usize, f64),
    Answer(Option<&'static str>),
    RemoveOption(usize),
    /// Another contention in the run that feeds a criterion.
    Measure(f64),
    /// Makes an option one of the others, or a plain one again.
    Compose(usize, Option<(Counts, PartRule, f64)>),
    Undo,
    Redo,
}

fn any_step() -> impl Strategy<Value = Step> {
    let judgement = prop_oneof![
        5 => (-20.0..120.0_f64).prop_map(Judgement::Value),
        1 => Just(Judgement::Unknown),
        1 => Just(Judgement::NotApplicable),
    ];
    prop_oneof![
        6 => (0..3_usize, 1..3_u32, 0..4_usize, 0..3_usize, judgement)
            .prop_map(|(who, round, leaf, option, is)| Step::Score(who, round, leaf, option, is)),
        2 => (0..3_usize, 1..3_u32, 0..4_usize, 0..3_usize)
            .prop_map(|(who, round, leaf, option)| Step::Clear(who, round, leaf, option)),
        1 => (0..4_usize, 0.0..5.0_f64).prop_map(|(leaf, weight)| Step::Weight(leaf, weight)),
        1 => prop::sample::select(vec![Some("yes"), Some("no"), None]).prop_map(Step::Answer),
        1 => (0..3_usize).prop_map(Step::RemoveOption),
        1 => (0.0..0.5_f64).prop_map(Step::Measure),
        3 => (0..3_usize, prop::option::of((
                prop::sample::select(Counts::ALL.to_vec()),
                prop::sample::select(PartRule::ALL.to_vec()),
                -20.0..40.0_f64,
            ))).prop_map(|(option, how)| Step::Compose(option, how)),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ]
}

const PEOPLE: [&str; 3] = ["ann", "bob", "cid"];
const LEAVES: [&str; 4] = ["c1", "c2", "c3", "c4"];
const OPTIONS: [&str; 3] = ["a", "b", "c"];

fn edit(workbook: &Workbook, step: &Step) -> Option<Edit> {
    use crate::build::{criterion_id, option_id, question_id};
    let reviewer = |who: usize| PersonId::new(PEOPLE[who]).unwrap();
    Some(match step {
        Step::Score(who, round, leaf, option, is) => Edit::SetScore {
            reviewer: reviewer(*who),
            round: *round,
            score: Score::new(criterion_id(LEAVES[*leaf]), option_id(OPTIONS[*option]), *is),
        },
        Step::Clear(who, round, leaf, option) => Edit::ClearScore {
            reviewer: reviewer(*who),
            round: *round,
            criterion: criterion_id(LEAVES[*leaf]),
            alternative: option_id(OPTIONS[*option]),
        },
        Step::Weight(leaf, weight) => Edit::SetWeight {
            profile: workbook.profiles[0].id.clone(),
            criterion: criterion_id(LEAVES[*leaf]),
            weight: Some(*weight),
        },
        Step::Answer(choice) => Edit::SetAnswer {
            profile: workbook.profiles[0].id.clone(),
            question: question_id("q"),
            answer: choice.map(|choice| Answer {
                choices: workbook.questions[0]
                    .choices
                    .iter()
                    .filter(|other| other.id.as_str() == choice)
                    .map(|other| other.id.clone())
                    .collect(),
                ..Answer::default()
            }),
        },
        Step::RemoveOption(option) => {
            Edit::Remove(ItemRef::new(Kind::Alternative, OPTIONS[*option]))
        }
        Step::Measure(sigma) => Edit::Put(Item::from(load_run(*sigma))),
        Step::Compose(option, how) => {
            let mut option = workbook.alternative(&option_id(OPTIONS[*option]))?.clone();
            option.composition = how.map(|(counts, rule, cost)| {
                let parts = workbook.alternatives.iter().filter(|it| it.id != option.id);
                let mut made =
                    Composition::new(parts.map(|it| (it.id.clone(), 1.0)).collect(), rule);
                made.counts = counts;
                made.integration_cost.insert(criterion_id(LEAVES[0]), cost);
                made
            });
            Edit::Put(Item::from(option))
        }
        Step::Undo | Step::Redo => return None,
    })
}

proptest! {
    #[test]
    fn what_is_remembered_changes_no_bit(steps in prop::collection::vec(any_step(), 1..40)) {
        let mut history = History::saved(bench());
        let mut analyser = Analyser::default();
        prop_assert_eq!(analyser.analyse(history.workbook(), None), analyse(history.workbook(), None));
        for step in steps {
            match edit(history.workbook(), &step) {
                // An edit of an option that has gone is refused, and that is well.
                Some(edit) => drop(history.apply(&edit, Merge::Never)),
                None if !matches!(step, Step::Undo | Step::Redo) => {}
                None if matches!(step, Step::Undo) => drop(history.undo()),
                None => drop(history.redo()),
            }
            let again = analyser.analyse(history.workbook(), None);
            prop_assert_eq!(again, analyse(history.workbook(), None), "{:?}", step);
        }
    }
}
