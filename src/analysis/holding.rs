//! Whether a decision still holds after its numbers changed: under each profile
//! the ranking, who leads, the verdict and the musts, before and after. Digits
//! may move, as they do from run to run; order and musts may not.

use super::{Analysis, VerdictKind, analyse};
use crate::workbook::{
    AlternativeId, CriterionId, GateVerdict, ProfileId, RequirementId, Workbook,
};

/// What became of a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Holding {
    /// One for each profile that was asked for.
    pub profiles: Vec<ProfileHolding>,
    /// Performances that moved, option by option, each told once.
    pub moved: Vec<MovedPerformance>,
}

impl Holding {
    /// Whether it holds under all profiles.
    pub fn holds(&self) -> bool {
        self.profiles.iter().all(ProfileHolding::holds)
    }
}

/// What became of it under one profile.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileHolding {
    /// The profile; nothing where the workbook has none.
    pub profile: Option<ProfileId>,
    /// Who leads now, and the verdict.
    pub leader: Option<AlternativeId>,
    /// The verdict now.
    pub verdict: VerdictKind,
    /// What no longer holds; empty where all does.
    pub changes: Vec<HoldingChange>,
}

impl ProfileHolding {
    /// Whether nothing that counts has changed.
    pub fn holds(&self) -> bool {
        self.changes.is_empty()
    }
}

/// Something that no longer holds.
#[derive(Debug, Clone, PartialEq)]
pub enum HoldingChange {
    /// Another option leads, or none, or one where none did.
    Winner {
        /// Who led.
        from: Option<AlternativeId>,
        /// Who leads.
        to: Option<AlternativeId>,
    },
    /// The options are ranked otherwise.
    Ranking {
        /// The ranked options as they were, best first.
        from: Vec<AlternativeId>,
        /// As they are.
        to: Vec<AlternativeId>,
    },
    /// The verdict is another.
    Verdict {
        /// What it was.
        from: VerdictKind,
        /// What it is.
        to: VerdictKind,
    },
    /// An option fails a must that it met, or can no longer be judged at it.
    Must {
        /// The must.
        requirement: RequirementId,
        /// The option.
        alternative: AlternativeId,
        /// How it stood.
        from: GateVerdict,
        /// How it stands.
        to: GateVerdict,
        /// Why, in words; may be empty.
        reason: String,
    },
}

/// A performance that is another than before.
#[derive(Debug, Clone, PartialEq)]
pub struct MovedPerformance {
    /// The criterion.
    pub criterion: CriterionId,
    /// The option.
    pub alternative: AlternativeId,
    /// What it was, in the unit of the scale; nothing where it was unknown.
    pub from: Option<f64>,
    /// What it is.
    pub to: Option<f64>,
}

/// Compares two states of one workbook under the profiles given; nothing among
/// them stands for the current one.
pub fn holding(before: &Workbook, after: &Workbook, profiles: &[Option<ProfileId>]) -> Holding {
    let mut found = Holding { profiles: Vec::new(), moved: Vec::new() };
    for profile in profiles {
        let was = analyse(before, profile.as_ref());
        let is = analyse(after, profile.as_ref());
        for one in moved(after, &was, &is) {
            let told = |it: &MovedPerformance| {
                it.criterion == one.criterion && it.alternative == one.alternative
            };
            if !found.moved.iter().any(told) {
                found.moved.push(one);
            }
        }
        found.profiles.push(ProfileHolding {
            profile: is.profile.clone(),
            leader: is.leader().map(|leader| leader.id.clone()),
            verdict: is.verdict.kind,
            changes: changes(&was, &is),
        });
    }
    found
}

fn changes(was: &Analysis, is: &Analysis) -> Vec<HoldingChange> {
    let mut found = Vec::new();
    let leader = |analysis: &Analysis| analysis.leader().map(|leader| leader.id.clone());
    if leader(was) != leader(is) {
        found.push(HoldingChange::Winner { from: leader(was), to: leader(is) });
    }
    let order = |analysis: &Analysis| -> Vec<AlternativeId> {
        analysis.order.iter().map(|&at| analysis.options[at].id.clone()).collect()
    };
    if order(was) != order(is) {
        found.push(HoldingChange::Ranking { from: order(was), to: order(is) });
    }
    if was.verdict.kind != is.verdict.kind {
        found.push(HoldingChange::Verdict { from: was.verdict.kind, to: is.verdict.kind });
    }
    for (old, new) in was.options.iter().zip(&is.options) {
        for (before, now) in old.gates.iter().zip(&new.gates) {
            let worse = matches!(now.verdict, GateVerdict::Fail | GateVerdict::Open);
            if worse && now.verdict != before.verdict && before.verdict != GateVerdict::Fail {
                found.push(HoldingChange::Must {
                    requirement: now.requirement.clone(),
                    alternative: new.id.clone(),
                    from: before.verdict,
                    to: now.verdict,
                    reason: now.reason.clone(),
                });
            }
        }
    }
    found
}

fn moved(workbook: &Workbook, was: &Analysis, is: &Analysis) -> Vec<MovedPerformance> {
    let mut found = Vec::new();
    for (option, result) in is.options.iter().enumerate() {
        for (leaf, &node) in is.leaves.iter().enumerate() {
            let (from, to) =
                (was.cell(option, leaf).performance, is.cell(option, leaf).performance);
            if from != to {
                found.push(MovedPerformance {
                    criterion: workbook.criteria[node].id.clone(),
                    alternative: result.id.clone(),
                    from,
                    to,
                });
            }
        }
    }
    found
}
