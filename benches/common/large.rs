//! The large workbook: 60 options, 400 criteria in a tree, 40 reviewers who
//! scored every cell, 960,000 scores in all. Invented, and the same on every
//! machine.

use std::collections::BTreeMap;
use std::sync::Arc;

use weighbridge::workbook::{
    Alternative, AlternativeId, Ballot, Criterion, CriterionId, CriterionKind, Frame, Judgement,
    Measure, Person, PersonId, Profile, ProfileId, Role, Score, Weighting, Workbook,
};

/// Options in it.
pub const OPTIONS: usize = 60;
/// Criteria in it that are scored.
pub const CRITERIA: usize = 400;
/// Reviewers in it.
pub const REVIEWERS: usize = 40;
/// Criteria in each group.
const IN_GROUP: usize = 10;
/// Groups in each group of groups.
const GROUPS: usize = 5;

/// Numbers without a pattern, the same in each run: SplitMix64 (Steele, Lea
/// and Flood, 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }
}

fn criterion(id: &str, parent: Option<&str>, name: String, kind: CriterionKind) -> Criterion {
    Criterion {
        id: CriterionId::new(id).expect("an id"),
        parent: parent.map(|parent| CriterionId::new(parent).expect("an id")),
        name,
        definition: "How well the option does here, as the team has agreed to read it.".to_owned(),
        measure: String::new(),
        note: String::new(),
        kind,
    }
}

/// The large workbook.
pub fn large_workbook() -> Workbook {
    workbook(OPTIONS, CRITERIA, REVIEWERS)
}

/// One like it, with so many options, criteria and reviewers.
pub fn workbook(options: usize, leaves: usize, reviewers: usize) -> Workbook {
    let mut dice = Dice(2026);
    let mut criteria = Vec::new();
    let mut weights = BTreeMap::new();
    for leaf in 0..leaves {
        let (group, above) = (leaf / IN_GROUP, leaf / IN_GROUP / GROUPS);
        let (group_id, above_id) = (format!("group-{group:02}"), format!("area-{above}"));
        if leaf % (IN_GROUP * GROUPS) == 0 {
            let name = format!("Area {}", above + 1);
            criteria.push(criterion(&above_id, None, name, CriterionKind::Group));
        }
        if leaf % IN_GROUP == 0 {
            let name = format!("Group {}", group + 1);
            criteria.push(criterion(&group_id, Some(&above_id), name, CriterionKind::Group));
        }
        let measure = match leaf % 3 {
            0 => Measure::natural("ms", 500.0, 5.0),
            1 => Measure::natural("requests/s", 0.0, 20_000.0),
            _ => Measure::levels(["poor", "weak", "fair", "good", "excellent"]),
        };
        let id = format!("criterion-{leaf:03}");
        let name = format!("Criterion {} of the large workbook", leaf + 1);
        weights.insert(CriterionId::new(&id).expect("an id"), (1 + dice.roll(9)) as f64);
        criteria.push(criterion(&id, Some(&group_id), name, CriterionKind::Scored(measure)));
    }
    let alternatives: Vec<Alternative> = (0..options)
        .map(|at| {
            let id = AlternativeId::new(&format!("option-{at:02}")).expect("an id");
            Alternative::new(id, &format!("Option {}", at + 1))
        })
        .collect();
    let people: Vec<Person> = (0..reviewers)
        .map(|at| Person {
            id: PersonId::new(&format!("reviewer-{at:02}")).expect("an id"),
            name: format!("Reviewer {}", at + 1),
            role: Role::Contributor,
            reviewer: true,
        })
        .collect();
    let ballots = people.iter().map(|person| {
        let mut ballot = Ballot::new(person.id.clone(), 1);
        let leaves = criteria.iter().filter_map(|item| item.measure().map(|it| (&item.id, it)));
        for (leaf, (id, measure)) in leaves.enumerate() {
            for option in &alternatives {
                let is = match (dice.roll(50), leaf % 3) {
                    (0, _) => Judgement::Unknown,
                    (_, 2) => Judgement::Value((1 + dice.roll(5)) as f64),
                    _ => {
                        let (low, high) = measure.anchors.range();
                        Judgement::Value(
                            (low + (high - low) * dice.roll(1000) as f64 / 999.0).round(),
                        )
                    }
                };
                ballot.scores.push(Score::new(id.clone(), option.id.clone(), is));
            }
        }
        ballot.scores.sort_by(|a, b| a.cell().cmp(&b.cell()));
        Arc::new(ballot)
    });
    let ballots = ballots.collect();
    let mut profile = Profile::new(ProfileId::new("today").expect("an id"), "Today");
    profile.weighting = Weighting::AcrossTree;
    profile.weights = weights;
    Workbook {
        frame: Frame {
            title: "The large workbook".to_owned(),
            question: "Which of sixty options carries all of it?".to_owned(),
            ..Frame::default()
        },
        people: Arc::new(people),
        alternatives: Arc::new(alternatives),
        criteria: Arc::new(criteria),
        active_profile: Some(profile.id.clone()),
        profiles: Arc::new(vec![profile]),
        ballots,
        ..Workbook::default()
    }
}
