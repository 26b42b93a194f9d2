//! Random small workbooks, sound ones, for tests of laws.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use weighbridge::workbook::{
    Action, Alternative, AlternativeId, Anchors, Answer, Ballot, Band, Choice, ChoiceId, Claim,
    ClaimId, ClaimKind, ClaimStrength, ClaimVerdict, Composition, Confidence, Consequence,
    CostFigure, Costing, Costs, Counts, Criterion, CriterionId, CriterionKind, Date, Decision,
    Effect, Elicitation, Feed, Finding, FindingId, FindingKind, Frame, Gate, GateVerdict,
    GridPlace, Judged, JudgedRange, Judgement, LatencyBudget, LoadPlan, LoadPoint, Measure,
    Measurement, MeasurementId, NodeType, PairJudgement, PairwiseMethod, PartRule, Person,
    PersonId, Profile, ProfileId, Question, QuestionId, RankFormula, RawFile, Requirement,
    RequirementId, RequirementKind, RevisitTrigger, Role, Scenario, Score, SignOff, SignOffVerdict,
    Source, SourceId, Spread, StartWeights, Status, Strength, Subject, Threshold, Tone, Treatment,
    Uncertainty, ValueFunction, WeighingScope, WeightFreedom, Weighting, Workbook,
};

/// Text as people and machines write it: quotes, backslashes, several lines,
/// lines like conflict markers, signs that nobody sees.
pub fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Za-z ,.äß€…\"'\\\\#()\\[\\]{}:-]{0,24}",
        1 => "[a-z\"#\\\\]{0,6}\n\n?[a-z \t]{0,6}\r?\n?",
        1 => Just("before\n<<<<<<< HEAD\n=======\n>>>>>>> theirs".to_owned()),
        1 => any::<String>().prop_map(|text| text.chars().take(12).collect()),
    ]
}

/// A number of any size, in the range that a weight may have.
pub fn any_amount() -> impl Strategy<Value = f64> {
    prop_oneof![
        (0_u32..10).prop_map(f64::from),
        0.0..10.0_f64,
        Just(0.1 + 0.2),
        Just(1e21),
        Just(f64::MIN_POSITIVE),
    ]
}

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![(-5_i32..10).prop_map(f64::from), -1e6..1e6_f64, Just(0.0), Just(1e300)]
}

/// A cost, with or without the ends of its range.
fn any_cost() -> impl Strategy<Value = CostFigure> {
    (any_amount(), any_amount(), any_amount(), any::<(bool, bool)>()).prop_map(
        |(a, b, c, (has_low, has_high))| {
            let mut three = [a, b, c];
            three.sort_by(f64::total_cmp);
            let [low, likely, high] = three;
            CostFigure { low: has_low.then_some(low), likely, high: has_high.then_some(high) }
        },
    )
}

fn any_date() -> impl Strategy<Value = Option<Date>> {
    proptest::option::of((1_u16..=9999, 1_u8..=12, 1_u8..=28).prop_map(|(year, month, day)| {
        Date::new(year, month, day).expect("every month has 28 days")
    }))
}

fn ids(pool: &'static [&'static str], most: usize) -> impl Strategy<Value = Vec<&'static str>> {
    subsequence(pool, 0..=most.min(pool.len())).prop_shuffle()
}

/// Ids of everything in a workbook: references are drawn from these.
#[derive(Debug, Clone)]
struct Roster {
    people: Vec<PersonId>,
    alternatives: Vec<AlternativeId>,
    groups: Vec<CriterionId>,
    leaves: Vec<CriterionId>,
    claims: Vec<ClaimId>,
    sources: Vec<SourceId>,
    profiles: Vec<ProfileId>,
    questions: Vec<QuestionId>,
    requirements: Vec<RequirementId>,
    measurements: Vec<MeasurementId>,
    findings: Vec<FindingId>,
}

fn roster() -> impl Strategy<Value = Roster> {
    (
        ids(&["ada", "ben", "cho", "dee"], 3),
        ids(&["deno", "go", "java", "nodejs", "rust"], 4),
        ids(&["people", "running", "speed"], 2),
        ids(&["cost", "hiring", "p99", "peak", "safety"], 4),
        ids(&["s1-c1", "s1-c2", "s2-c1"], 3),
        ids(&["s1", "s2"], 2),
        ids(&["batch", "public-api", "small"], 3),
        ids(&["q-load", "q-team"], 2),
        (ids(&["r-1", "r-2", "r-10"], 3), ids(&["run-1", "run-2"], 2), ids(&["f-1", "f-2"], 2)),
    )
        .prop_map(
            |(people, alternatives, groups, leaves, claims, sources, profiles, questions, rest)| {
                let (requirements, measurements, findings) = rest;
                macro_rules! named {
                    ($type:ident, $ids:expr) => {
                        $ids.iter().map(|id| $type::new(id).expect("an id")).collect::<Vec<_>>()
                    };
                }
                let sources = named!(SourceId, sources);
                let alternatives = named!(AlternativeId, alternatives);
                Roster {
                    people: named!(PersonId, people),
                    groups: named!(CriterionId, groups),
                    leaves: named!(CriterionId, leaves),
                    claims: if sources.is_empty() { vec![] } else { named!(ClaimId, claims) },
                    profiles: named!(ProfileId, profiles),
                    questions: named!(QuestionId, questions),
                    requirements: named!(RequirementId, requirements),
                    measurements: if alternatives.is_empty() {
                        vec![]
                    } else {
                        named!(MeasurementId, measurements)
                    },
                    findings: named!(FindingId, findings),
                    sources,
                    alternatives,
                }
            },
        )
}

fn some_of<T: Clone + std::fmt::Debug + 'static>(all: &[T]) -> BoxedStrategy<Vec<T>> {
    subsequence(all.to_vec(), 0..=all.len()).boxed()
}

fn maybe_one<T: Clone + std::fmt::Debug + 'static>(all: &[T]) -> BoxedStrategy<Option<T>> {
    if all.is_empty() {
        Just(None).boxed()
    } else {
        proptest::option::of(select(all.to_vec())).boxed()
    }
}

fn map_of<K, V>(
    keys: &[K],
    value: impl Strategy<Value = V> + 'static,
) -> BoxedStrategy<BTreeMap<K, V>>
where
    K: Clone + Ord + std::fmt::Debug + 'static,
    V: Clone + std::fmt::Debug + 'static,
{
    let length = keys.len();
    (some_of(keys), proptest::collection::vec(value, length))
        .prop_map(|(keys, values)| keys.into_iter().zip(values).collect())
        .boxed()
}

fn each<K, V: std::fmt::Debug + 'static>(
    keys: &[K],
    make: impl Fn(&K) -> BoxedStrategy<V>,
) -> BoxedStrategy<Arc<Vec<V>>> {
    keys.iter().map(make).collect::<Vec<_>>().prop_map(Arc::new).boxed()
}

fn measure() -> impl Strategy<Value = CriterionKind> {
    let natural = (any_text(), -100.0..100.0_f64, 1.0..50.0_f64, any::<bool>()).prop_map(
        |(unit, worst, span, less)| {
            let best = if less { worst - span } else { worst + span };
            Measure {
                anchors: Anchors { target: Some(worst), ..Anchors::new(worst, best) },
                ..Measure::natural(&unit, worst, best)
            }
        },
    );
    let bent = prop_oneof![
        Just((ValueFunction::Linear, None)),
        (-5.0..5.0_f64)
            .prop_map(|bend| (ValueFunction::Exponential(bend), Some(Feed::PeakThroughput))),
        Just((
            ValueFunction::Piecewise(vec![(0.0, 0.0), (3.5, 80.0), (5.0, 100.0)]),
            Some(Feed::LatencyAt { percentile: 99.0, concurrency: 500.0 })
        )),
        Just((ValueFunction::Linear, Some(Feed::NodesFor(2500.0)))),
        Just((ValueFunction::Linear, Some(Feed::Contention))),
    ];
    prop_oneof![
        Just(CriterionKind::Context),
        Just(CriterionKind::Scored(Measure::levels(["poor", "fair", "good \"enough\""]))),
        (natural, bent).prop_map(|(measure, (value_function, feed))| CriterionKind::Scored(
            Measure { value_function, feed_scenario: measure.unit().to_owned(), feed, ..measure }
        )),
    ]
}

fn scores(roster: &Roster, scored: &[CriterionId]) -> BoxedStrategy<Vec<Score>> {
    let cells: Vec<(CriterionId, AlternativeId)> = scored
        .iter()
        .flat_map(|criterion| {
            roster.alternatives.iter().map(|option| (criterion.clone(), option.clone()))
        })
        .collect();
    let length = cells.len();
    let judgement = (
        prop_oneof![
            3 => any_number().prop_map(Judgement::Value),
            1 => Just(Judgement::Unknown),
            1 => Just(Judgement::NotApplicable),
        ],
        any::<bool>(),
        proptest::option::of(select(Confidence::ALL.to_vec())),
        any_text(),
        some_of(&roster.claims),
        some_of(&roster.measurements),
    );
    (some_of(&cells), proptest::collection::vec(judgement, length))
        .prop_map(|(cells, judgements)| {
            let mut scores: Vec<Score> = cells
                .into_iter()
                .zip(judgements)
                .map(|((criterion, option), (is, ranged, confidence, reason, claims, runs))| {
                    let mut score = Score::new(criterion, option, is);
                    if let (Judgement::Value(value), true) = (is, ranged) {
                        score.low = Some(value - 1.0);
                        score.high = Some(value + 1.0);
                        score.spread = Spread::ALL[value.abs() as usize % 4];
                    }
                    score.confidence = confidence;
                    score.reason = reason;
                    score.claims = claims;
                    score.measurements = runs;
                    score
                })
                .collect();
            scores.sort_by(|a, b| a.cell().cmp(&b.cell()));
            scores
        })
        .boxed()
}

fn criteria(roster: &Roster) -> BoxedStrategy<Vec<Criterion>> {
    let groups = roster.groups.iter().map(|id| {
        let id = id.clone();
        any_text().prop_map(move |name| Criterion {
            id: id.clone(),
            parent: None,
            name,
            definition: String::new(),
            measure: String::new(),
            note: String::new(),
            kind: CriterionKind::Group,
        })
    });
    let leaves = roster.leaves.iter().map(|id| {
        let id = id.clone();
        (maybe_one(&roster.groups), any_text(), any_text(), measure()).prop_map(
            move |(parent, name, definition, kind)| Criterion {
                id: id.clone(),
                parent,
                name,
                definition,
                measure: String::new(),
                note: String::new(),
                kind,
            },
        )
    });
    (groups.collect::<Vec<_>>(), leaves.collect::<Vec<_>>())
        .prop_map(|(groups, leaves)| groups.into_iter().chain(leaves).collect::<Vec<_>>())
        .prop_shuffle()
        .boxed()
}

fn questions(roster: &Roster, scored: &[CriterionId]) -> BoxedStrategy<Arc<Vec<Question>>> {
    let mut effects = vec![Effect::Note("for the \"record\"".to_owned())];
    effects.extend(scored.iter().map(|id| Effect::Minimum(id.clone(), 4.0)));
    effects.extend(roster.requirements.iter().map(|id| Effect::Screen(id.clone())));
    effects.extend(roster.profiles.iter().map(|id| Effect::StartFrom(id.clone())));
    for (criterion, alternative) in scored.iter().zip(&roster.alternatives) {
        effects.push(Effect::Score {
            criterion: criterion.clone(),
            alternative: alternative.clone(),
            value: 2.0,
            low: None,
            high: Some(2.5),
        });
    }
    let claims = roster.claims.clone();
    each(&roster.questions, move |id| {
        let id = id.clone();
        (any_text(), any_text(), some_of(&effects), some_of(&claims))
            .prop_map(move |(text, label, effects, claims)| Question {
                id: id.clone(),
                group: "Load".to_owned(),
                text,
                hint: String::new(),
                why: label.clone(),
                several: false,
                unit: "users".to_owned(),
                choices: vec![
                    Choice {
                        id: ChoiceId::new("few").expect("an id"),
                        label,
                        band: Some(Band { from: None, to: Some(100.0) }),
                        effects,
                    },
                    Choice {
                        id: ChoiceId::new("many").expect("an id"),
                        label: "Many".to_owned(),
                        band: Some(Band { from: Some(100.0), to: None }),
                        effects: vec![],
                    },
                ],
                claims,
            })
            .boxed()
    })
}

fn requirements(roster: &Roster, scored: &[CriterionId]) -> BoxedStrategy<Arc<Vec<Requirement>>> {
    let roster = roster.clone();
    let scored = scored.to_vec();
    each(&roster.requirements, |id| {
        let id = id.clone();
        let gate = (select(GateVerdict::ALL.to_vec()), any_text())
            .prop_map(|(verdict, reason)| Gate { verdict, reason });
        (
            any_text(),
            select(RequirementKind::ALL.to_vec()),
            any_text(),
            proptest::option::of(1_u8..=5),
            maybe_one(&roster.people),
            map_of(&scored, select(Strength::ALL.to_vec())),
            map_of(&roster.alternatives, gate),
            maybe_one(&scored),
            some_of(&roster.claims),
        )
            .prop_map(
                move |(text, kind, stimulus, importance, owner, links, gates, bound, claims)| {
                    Requirement {
                        id: id.clone(),
                        text,
                        kind,
                        scenario: Scenario { stimulus, ..Scenario::default() },
                        importance,
                        difficulty: None,
                        owner,
                        origin: String::new(),
                        links,
                        gates,
                        threshold: bound.map(|criterion| Threshold {
                            criterion,
                            bound: 1.5,
                            margin: 0.0,
                        }),
                        when_asked: importance == Some(1),
                        claims,
                    }
                },
            )
            .boxed()
    })
}

fn alternatives(roster: &Roster, scored: &[CriterionId]) -> BoxedStrategy<Arc<Vec<Alternative>>> {
    let roster = roster.clone();
    let scored = scored.to_vec();
    // The first option may be made of the others, which are plain.
    let first = roster.alternatives.first().cloned();
    let others: Vec<AlternativeId> = roster.alternatives.iter().skip(1).cloned().collect();
    each(&roster.alternatives, |id| {
        let id = id.clone();
        let composite = first.as_ref() == Some(&id) && !others.is_empty();
        (
            any_text(),
            any_text(),
            proptest::collection::vec(any_text(), 0..3),
            any_text(),
            map_of(&others, any_amount()),
            map_of(&scored, select(PartRule::ALL.to_vec())),
            (map_of(&scored, -100.0..100.0_f64), select(Counts::ALL.to_vec()), any_text()).boxed(),
            proptest::option::of(any_cost()).boxed(),
        )
            .prop_map(move |(name, description, pros, build, parts, rules, joining, total)| {
                let (integration_cost, counts, note) = joining;
                Alternative {
                    description,
                    pros,
                    costs: Costs { build, total, ..Costs::default() },
                    composition: (composite && !parts.is_empty()).then_some(Composition {
                        parts,
                        rule: PartRule::Worst,
                        rules,
                        integration_cost,
                        counts,
                        note,
                    }),
                    ..Alternative::new(id.clone(), &name)
                }
            })
            .boxed()
    })
}

/// How all criteria were weighed, by any of the methods, or not at all.
fn elicited(scored: &[CriterionId]) -> BoxedStrategy<BTreeMap<WeighingScope, Elicitation>> {
    if scored.len() < 2 {
        return Just(BTreeMap::new()).boxed();
    }
    let of = |one: usize| scored[one].clone();
    let (best, worst) = (of(0), of(1));
    let pair = PairJudgement { more: of(0), less: of(1), times: 3.0 };
    let scored = scored.to_vec();
    let place = (1..=3_u8, 1..=3_u8)
        .prop_map(|(importance, difference)| GridPlace { importance, difference });
    let judged = prop_oneof![
        map_of(&scored, 0.0..=100.0).prop_map(Judged::Swing),
        map_of(&scored, 10.0..=100.0).prop_map(Judged::Smart),
        map_of(&scored, place).prop_map(Judged::Grid),
        (map_of(&scored, 1..=9_u32), select(RankFormula::ALL.to_vec()))
            .prop_map(|(ranks, formula)| Judged::Ranking { ranks, formula }),
        select(PairwiseMethod::ALL.to_vec())
            .prop_map(move |method| Judged::Pairwise { pairs: vec![pair.clone()], method }),
        (map_of(&scored, 1.0..=9.0), map_of(&scored, 1.0..=9.0)).prop_map(
            move |(best_to_others, others_to_worst)| Judged::BestWorst {
                best: best.clone(),
                worst: worst.clone(),
                best_to_others,
                others_to_worst,
            }
        ),
    ];
    let range = (-1e6..=1e6, -1e6..=1e6).prop_map(|(worst, best)| JudgedRange { worst, best });
    let scope = select(vec![WeighingScope::Leaves, WeighingScope::Top]);
    let one = (scope, judged, map_of(&scored, range), any_text())
        .prop_map(|(scope, judged, ranges, note)| (scope, Elicitation { judged, ranges, note }));
    proptest::option::of(one).prop_map(|one| one.into_iter().collect()).boxed()
}

fn profiles(roster: &Roster, scored: &[CriterionId]) -> BoxedStrategy<Arc<Vec<Profile>>> {
    let roster = roster.clone();
    let scored = scored.to_vec();
    each(&roster.profiles, |id| {
        let id = id.clone();
        let answer = (
            prop_oneof![Just(vec![]), Just(vec!["few"]), Just(vec!["many"])],
            proptest::option::of(any_amount()),
            any_text(),
        )
            .prop_map(|(choices, number, detail)| Answer {
                choices: choices.into_iter().map(|id| ChoiceId::new(id).expect("an id")).collect(),
                number,
                detail,
            });
        (
            any_text(),
            select(Weighting::ALL.to_vec()),
            map_of(&scored, any_amount()),
            map_of(&roster.questions, answer),
            elicited(&scored),
        )
            .prop_map(move |(name, weighting, weights, answers, elicited)| Profile {
                weighting,
                weights,
                elicited,
                answers,
                ..Profile::new(id.clone(), &name)
            })
            .boxed()
    })
}

/// Sources, claims and load runs.
type Evidence = (Arc<Vec<Source>>, Arc<Vec<Claim>>, Arc<Vec<Measurement>>);

fn evidence(roster: &Roster, scored: &[CriterionId]) -> BoxedStrategy<Evidence> {
    let sources = each(&roster.sources, |id| {
        let id = id.clone();
        (any_text(), any_text())
            .prop_map(move |(title, covers)| Source {
                id: id.clone(),
                title,
                author: String::new(),
                date: "2024".to_owned(),
                place: String::new(),
                covers,
                problems: String::new(),
                origin: String::new(),
            })
            .boxed()
    });
    let roster = roster.clone();
    let scored = scored.to_vec();
    let claims = each(&roster.claims, |id| {
        let id = id.clone();
        (
            select(roster.sources.clone()),
            any_text(),
            some_of(&roster.alternatives),
            maybe_one(&scored),
            select(ClaimVerdict::ALL.to_vec()),
            select(Treatment::ALL.to_vec()),
            some_of(&roster.questions),
        )
            .prop_map(move |(source, text, about, criterion, verdict, treatment, questions)| {
                Claim {
                    id: id.clone(),
                    source,
                    heading: String::new(),
                    locator: "p. 3".to_owned(),
                    text,
                    about,
                    criterion,
                    favours: None,
                    strength: ClaimStrength::Moderate,
                    kind: ClaimKind::Fact,
                    quantity: String::new(),
                    unit: String::new(),
                    verdict,
                    verdict_note: String::new(),
                    treatment,
                    entities: vec!["V8".to_owned()],
                    contradictions: vec![],
                    profiles: vec![],
                    questions,
                }
            })
            .boxed()
    });
    let runs = each(&roster.measurements, |id| {
        let id = id.clone();
        let point =
            (1_u32..500, proptest::option::of(any_amount()), proptest::option::of(any::<u64>()))
                .prop_map(|(concurrency, throughput_rps, requests)| LoadPoint {
                    concurrency: requests.map(|_| f64::from(concurrency)),
                    throughput_rps,
                    requests,
                    percentiles_ms: vec![(50.0, 1.25), (99.0, 7.5)],
                    ..LoadPoint::default()
                });
        (
            select(roster.alternatives.clone()),
            any_text(),
            any_date(),
            proptest::collection::vec(point, 0..3),
            any_text(),
        )
            .prop_map(move |(alternative, label, date, points, name)| Measurement {
                tool: "wrk".to_owned(),
                date,
                cores: date.map(|_| 2.0),
                comparison_only: points.len() == 1,
                subject: if points.len() == 2 { Subject::Program } else { Subject::Requests },
                points,
                raw_file: Some(RawFile { run: label.clone(), name, sha256: "00ff".to_owned() }),
                ..Measurement::new(id.clone(), alternative, &label)
            })
            .boxed()
    });
    (sources, claims, runs).boxed()
}

fn load_plan(roster: &Roster) -> impl Strategy<Value = LoadPlan> + use<> {
    let node = (any_text(), 1.0..64.0_f64, proptest::option::of(1.0..512.0_f64), any_amount());
    let nodes = proptest::collection::vec(node, 0..3);
    let alternatives = roster.alternatives.clone();
    (any_text(), proptest::option::of(1.0..1e6_f64), -50.0..500.0_f64, nodes).prop_map(
        move |(text, target_rps, percent, nodes)| {
            let node_types: Vec<NodeType> = nodes
                .into_iter()
                .enumerate()
                .map(|(at, (name, cores, memory_gb, per_month))| NodeType {
                    name: format!("{at} {name}"),
                    cores,
                    memory_gb,
                    per_month,
                })
                .collect();
            LoadPlan {
                scenario: text.clone(),
                target_rps,
                growth_percent: target_rps.map(|_| percent),
                latency_budget: target_rps.map(|ms| LatencyBudget { percentile: 99.0, ms }),
                currency: text,
                runs_on: alternatives
                    .iter()
                    .zip(&node_types)
                    .map(|(option, node)| (option.clone(), node.name.clone()))
                    .collect(),
                node_types,
                ..LoadPlan::default()
            }
        },
    )
}

fn decision(roster: &Roster) -> BoxedStrategy<Decision> {
    let people = roster.people.clone();
    (
        select(Status::ALL.to_vec()),
        maybe_one(&roster.alternatives),
        any_text(),
        proptest::collection::vec(any_text(), 0..2),
        any_date(),
        some_of(&people),
        any_text(),
    )
        .prop_map(|(status, chosen, because, texts, decided, signers, comment)| Decision {
            status,
            chosen,
            because,
            conditions: texts.clone(),
            consequences: texts
                .iter()
                .map(|text| Consequence { tone: Tone::Bad, text: text.clone() })
                .collect(),
            revisit: texts
                .iter()
                .map(|text| RevisitTrigger { metric: text.clone(), ..RevisitTrigger::default() })
                .collect(),
            decided,
            actions: texts
                .into_iter()
                .map(|what| Action { what, who: signers.first().cloned(), by: decided })
                .collect(),
            sign_offs: signers
                .into_iter()
                .map(|person| SignOff {
                    person,
                    verdict: SignOffVerdict::Consent,
                    comment: comment.clone(),
                    date: decided,
                    hash: String::new(),
                })
                .collect(),
            supersedes: vec![3],
            ..Decision::default()
        })
        .boxed()
}

/// A sound workbook with up to a handful of everything.
pub fn any_workbook() -> impl Strategy<Value = Workbook> {
    roster()
        .prop_flat_map(|roster| {
            let tree = criteria(&roster);
            (Just(roster), tree)
        })
        .prop_flat_map(|(roster, criteria)| {
            let scored: Vec<CriterionId> = criteria
                .iter()
                .filter(|criterion| criterion.measure().is_some())
                .map(|criterion| criterion.id.clone())
                .collect();
            let people = each(&roster.people, |id| {
                let id = id.clone();
                (any_text(), select(Role::ALL.to_vec()), any::<bool>())
                    .prop_map(move |(name, role, reviewer)| Person {
                        id: id.clone(),
                        name,
                        role,
                        reviewer,
                    })
                    .boxed()
            });
            let mut reviewers: Vec<(PersonId, u32)> = Vec::new();
            for id in &roster.people {
                reviewers.push((id.clone(), 1));
                reviewers.push((id.clone(), 2));
            }
            reviewers.sort();
            let ballots: Vec<_> = reviewers
                .into_iter()
                .map(|(reviewer, round)| {
                    (scores(&roster, &scored), map_of(&scored, any_amount())).prop_map(
                        move |(scores, weights)| {
                            Arc::new(Ballot { reviewer: reviewer.clone(), round, scores, weights })
                        },
                    )
                })
                .collect();
            let costing = (
                any_text(),
                any_text(),
                any_date(),
                proptest::option::of(any_amount()),
                map_of(&scored, any::<bool>()),
            )
                .prop_map(|(currency, horizon, priced, budget, criteria)| Costing {
                    currency,
                    horizon,
                    priced,
                    budget,
                    criteria,
                })
                .boxed();
            let frame = (any_text(), any_text(), any_text(), any_date(), 0.0..10.0_f64, costing);
            let frame = frame
                .prop_map(|(title, question, context, raised, close_call, costing)| Frame {
                    costing,
                    title,
                    question,
                    context,
                    raised,
                    tags: vec!["run-time".to_owned()],
                    number: Some(12),
                    close_call,
                    ..Frame::default()
                })
                .boxed();
            let findings = {
                let roster = roster.clone();
                each(&roster.findings.clone(), move |id| {
                    let id = id.clone();
                    (
                        select(FindingKind::ALL.to_vec()),
                        any_text(),
                        maybe_one(&roster.alternatives),
                        maybe_one(&roster.people),
                    )
                        .prop_map(move |(kind, text, alternative, owner)| Finding {
                            id: id.clone(),
                            kind,
                            text,
                            alternative,
                            criterion: None,
                            owner,
                            answer: String::new(),
                        })
                        .boxed()
                })
            };
            let start_weights = (any_amount(), map_of(&scored, any_amount()))
                .prop_map(|(default, weights)| StartWeights { default, weights });
            let freedom = prop_oneof![
                Just(WeightFreedom::Stated),
                (1.0..1000.0_f64).prop_map(WeightFreedom::Around),
                Just(WeightFreedom::Ordered),
                map_of(&scored, (0.0..0.4_f64, 0.4..1.0_f64)).prop_map(WeightFreedom::Within),
                Just(WeightFreedom::Free),
            ];
            let uncertainty = (freedom, 1_000..100_000_u32, any::<u64>())
                .prop_map(|(weights, draws, seed)| Uncertainty { weights, draws, seed });
            let start_weights = (start_weights, uncertainty, load_plan(&roster));
            (
                (frame, people, findings, start_weights, maybe_one(&roster.profiles)),
                questions(&roster, &scored),
                requirements(&roster, &scored),
                alternatives(&roster, &scored),
                profiles(&roster, &scored),
                evidence(&roster, &scored),
                scores(&roster, &scored),
                ballots,
                decision(&roster),
                Just(criteria),
            )
        })
        .prop_map(
            |(
                base,
                questions,
                requirements,
                alternatives,
                profiles,
                evidence,
                baseline,
                ballots,
                decision,
                criteria,
            )| {
                let (frame, people, findings, start_weights, active_profile) = base;
                let (sources, claims, measurements) = evidence;
                Workbook {
                    frame,
                    people,
                    questions,
                    start_weights: start_weights.0,
                    uncertainty: start_weights.1,
                    load_plan: start_weights.2,
                    requirements,
                    alternatives,
                    criteria: Arc::new(criteria),
                    profiles,
                    active_profile,
                    sources,
                    claims,
                    contradictions: Arc::default(),
                    measurements,
                    baseline: Arc::new(baseline),
                    ballots,
                    findings,
                    decision,
                }
            },
        )
}
