//! What is careless about the numbers: one list of what the checks, the caveats
//! of the analysis and a look at weights, scores and evidence find, each with
//! the places to go to.

use std::collections::{BTreeMap, BTreeSet};

use super::base::Base;
use super::joined;
use crate::analysis::cost_value::is_cost;
use crate::analysis::methods::ranks;
use crate::analysis::{
    Analysis, CellOrigin, CellState, Diagnostic, TOLERANCE, WeighingWarningKind, matrix, percent,
    scores_given, weighing_warnings,
};
use crate::workbook::{
    AlternativeId, CheckLevel, ClaimId, Criterion, CriterionId, ItemRef, Kind, Scale, Score, Tree,
    Workbook, check, find_score,
};

/// From this share on, a weight is heavy.
const HEAVY: f64 = 0.05;
/// Below this share it hardly counts.
const LIGHT: f64 = 0.01;
/// From so many criteria on, one claim backs too much.
const MANY: usize = 3;
/// Beyond so many items of one kind they are told as one.
const MOST_ALIKE: usize = 5;
/// Up to so many options the same order on two criteria means nothing.
const FEW_OPTIONS: usize = 3;

/// One thing to look at.
#[derive(Debug, Clone, PartialEq)]
pub struct HygieneItem {
    /// How much it matters.
    pub level: CheckLevel,
    /// Short stable name of the rule, for scripts.
    pub code: &'static str,
    /// What was found, a sentence.
    pub message: String,
    /// What to do, a sentence; may be empty.
    pub hint: String,
    /// Where to go, the most telling place first.
    pub jumps: Vec<Jump>,
}

/// A place to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Jump {
    /// A cell of the matrix.
    Cell(AlternativeId, CriterionId),
    /// An item on the screen where it is worked on.
    Item(ItemRef),
}

impl Jump {
    fn criterion(id: &CriterionId) -> Self {
        Self::Item(ItemRef::new(Kind::Criterion, id.as_str()))
    }

    /// Where it leads, in words.
    pub fn name(&self, workbook: &Workbook) -> String {
        match self {
            Self::Cell(option, criterion) => format!(
                "{} on {}",
                workbook.alternative_name(option),
                workbook.criterion_name(criterion)
            ),
            Self::Item(item) => item.name(workbook),
        }
    }
}

/// Everything worth mending or knowing about the numbers, the grave first.
pub fn hygiene(workbook: &Workbook, analysis: &Analysis) -> Vec<HygieneItem> {
    let out: Vec<HygieneItem> = check(workbook)
        .into_iter()
        .map(|finding| HygieneItem {
            level: finding.level,
            code: finding.code,
            message: finding.message,
            hint: finding.hint,
            jumps: finding.item.into_iter().map(Jump::Item).collect(),
        })
        .collect();
    let mut out = merged(out);
    let known: BTreeSet<&str> = out.iter().map(|item| item.code).collect();
    let caveats: Vec<HygieneItem> = analysis
        .diagnostics
        .iter()
        .filter(|diagnostic| !known.contains(diagnostic.code()))
        .map(|diagnostic| caveat(workbook, diagnostic))
        .collect();
    out.extend(merged(caveats));
    if analysis.weights.is_set() && !analysis.order.is_empty() {
        let base = Base::of(workbook, analysis);
        let found = Found { workbook, analysis, base: &base };
        found.look_alikes(&mut out);
        found.light_weights(&mut out);
        found.ends_missing(&mut out);
        found.cost_twice(&mut out);
        found.bare_scores(&mut out);
    }
    overused_claims(workbook, &mut out);
    weights_spread(workbook, analysis, &mut out);
    out.sort_by_key(|item| item.level);
    out
}

/// Items of one kind as one, where there are many of them.
fn merged(items: Vec<HygieneItem>) -> Vec<HygieneItem> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for item in &items {
        *counts.entry(item.code).or_default() += 1;
    }
    let mut out: Vec<HygieneItem> = Vec::with_capacity(items.len());
    for item in items {
        let count = counts.get(item.code).copied().unwrap_or(1);
        match out.iter_mut().find(|one| one.code == item.code) {
            Some(one) if count > MOST_ALIKE => one.jumps.extend(item.jumps),
            _ => out.push(item),
        }
    }
    for one in &mut out {
        let count = counts.get(one.code).copied().unwrap_or(1);
        if count > MOST_ALIKE {
            one.message = format!("{} The same holds in {} more places.", one.message, count - 1);
        }
    }
    out
}

/// A caveat of the analysis as an item of the list.
fn caveat(workbook: &Workbook, diagnostic: &Diagnostic) -> HygieneItem {
    let cell = |criterion: &CriterionId, option: &AlternativeId| {
        Jump::Cell(option.clone(), criterion.clone())
    };
    let item = |kind: Kind, id: &str| Jump::Item(ItemRef::new(kind, id));
    let (level, hint, jumps) = match diagnostic {
        Diagnostic::NoCriteria => (CheckLevel::Warning, "Add criteria with a scale.", Vec::new()),
        Diagnostic::WeightsUnset { family } => (
            CheckLevel::Warning,
            "Set weights under Criteria.",
            family.iter().map(Jump::criterion).collect(),
        ),
        Diagnostic::Unknown { cells } => (
            CheckLevel::Warning,
            "Find out, or give the range that is plausible.",
            cells.iter().map(|(criterion, option)| cell(criterion, option)).collect(),
        ),
        Diagnostic::NotApplicable { criterion, alternative } => (
            CheckLevel::Note,
            "Say under Criteria what \"not applicable\" means there.",
            vec![Jump::criterion(criterion), cell(criterion, alternative)],
        ),
        Diagnostic::OutOfRange { criterion, alternative } => (
            CheckLevel::Warning,
            "Correct the score, or move the anchor and ask for the weight again.",
            vec![cell(criterion, alternative)],
        ),
        Diagnostic::ConstantCriterion { criterion } => (
            CheckLevel::Note,
            "Its weight changes no order here; look whether it should count.",
            vec![Jump::criterion(criterion)],
        ),
        Diagnostic::Tie { alternatives } => (
            CheckLevel::Note,
            "Look for what tells them apart and is not yet a criterion.",
            alternatives.iter().map(|id| item(Kind::Alternative, id.as_str())).collect(),
        ),
        Diagnostic::SingleOption => {
            (CheckLevel::Note, "Add a second option; \"do nothing\" is one too.", Vec::new())
        }
        Diagnostic::NarrowPass { requirement, .. } => (
            CheckLevel::Note,
            "See what would make it fail.",
            vec![item(Kind::Requirement, requirement.as_str())],
        ),
        Diagnostic::OpenGate { requirement, .. } => (
            CheckLevel::Warning,
            "Judge it under Requirements.",
            vec![item(Kind::Requirement, requirement.as_str())],
        ),
        #[allow(
            unreachable_patterns,
            reason = "caveats that come later have no place of their own"
        )]
        _ => (CheckLevel::Note, "", Vec::new()),
    };
    HygieneItem {
        level,
        code: diagnostic.code(),
        message: diagnostic.sentence(workbook),
        hint: hint.to_owned(),
        jumps,
    }
}

struct Found<'a> {
    workbook: &'a Workbook,
    analysis: &'a Analysis,
    base: &'a Base,
}

impl Found<'_> {
    fn criterion(&self, column: usize) -> &Criterion {
        &self.workbook.criteria[self.analysis.leaves[self.base.leaves[column]]]
    }

    /// Names and places of columns, the heaviest first.
    fn told(&self, columns: &[usize]) -> (String, Vec<Jump>) {
        let mut columns = columns.to_vec();
        columns.sort_by(|&a, &b| {
            self.base.weights[b].total_cmp(&self.base.weights[a]).then(a.cmp(&b))
        });
        let names: Vec<&str> =
            columns.iter().map(|&column| self.criterion(column).name.as_str()).collect();
        let jumps =
            columns.iter().map(|&column| Jump::criterion(&self.criterion(column).id)).collect();
        (joined(&names), jumps)
    }

    fn weight(&self, columns: &[usize]) -> f64 {
        columns.iter().map(|&column| self.base.weights[column]).sum()
    }

    /// Criteria on which the options stand alike.
    fn look_alikes(&self, out: &mut Vec<HygieneItem>) {
        let count = self.base.values.len();
        if count < 2 {
            return;
        }
        let unknown: BTreeSet<usize> =
            self.base.unknown.iter().map(|(_, column)| *column).collect();
        let mut same: BTreeMap<Vec<i64>, Vec<usize>> = BTreeMap::new();
        let mut order: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
        for column in (0..self.base.weights.len()).filter(|column| !unknown.contains(column)) {
            let own: Vec<f64> = self.base.values.iter().map(|row| row[column]).collect();
            if own.iter().all(|value| (value - own[0]).abs() <= TOLERANCE) {
                continue;
            }
            same.entry(own.iter().map(|value| (value * 1e6).round() as i64).collect())
                .or_default()
                .push(column);
            let ranks = ranks(&own, true, TOLERANCE);
            let distinct: BTreeSet<usize> = ranks.iter().copied().collect();
            if count > FEW_OPTIONS && distinct.len() > FEW_OPTIONS {
                order.entry(ranks).or_default().push(column);
            }
        }
        let mut told: BTreeSet<usize> = BTreeSet::new();
        for columns in same.values().filter(|columns| columns.len() > 1) {
            told.extend(columns);
            let (names, jumps) = self.told(columns);
            out.push(HygieneItem {
                level: CheckLevel::Note,
                code: "look-alike",
                message: format!(
                    "{names} give every option the same value; together they weigh {}.",
                    percent(self.weight(columns))
                ),
                hint: "See whether they ask the same question twice.".to_owned(),
                jumps,
            });
        }
        for columns in order.values() {
            let columns: Vec<usize> =
                columns.iter().copied().filter(|column| !told.contains(column)).collect();
            if columns.len() > 1 {
                let (names, jumps) = self.told(&columns);
                out.push(HygieneItem {
                    level: CheckLevel::Note,
                    code: "look-alike-order",
                    message: format!(
                        "{names} put the options in the same order; together they weigh {}.",
                        percent(self.weight(&columns))
                    ),
                    hint: "See whether they ask the same question twice.".to_owned(),
                    jumps,
                });
            }
        }
    }

    fn light_weights(&self, out: &mut Vec<HygieneItem>) {
        let light: Vec<usize> = (0..self.base.weights.len())
            .filter(|&column| self.base.weights[column] < LIGHT)
            .collect();
        if light.is_empty() {
            return;
        }
        let (names, jumps) = self.told(&light);
        let (verb, sum) = match light.len() {
            1 => ("weighs", String::new()),
            _ => ("weigh", format!(", together {}", percent(self.weight(&light)))),
        };
        out.push(HygieneItem {
            level: CheckLevel::Note,
            code: "light-weight",
            message: format!("{names} {verb} less than 1 %{sum}."),
            hint: "Scoring them costs time and can hardly change the result.".to_owned(),
            jumps,
        });
    }

    /// Heavy quantities without a target or a walk-away point.
    fn ends_missing(&self, out: &mut Vec<HygieneItem>) {
        let bare: Vec<usize> = (0..self.base.weights.len())
            .filter(|&column| self.base.weights[column] >= HEAVY)
            .filter(|&column| {
                self.criterion(column).measure().is_some_and(|measure| {
                    matches!(measure.scale, Scale::Natural { .. })
                        && measure.anchors.target.is_none()
                        && measure.anchors.walk_away.is_none()
                })
            })
            .collect();
        if bare.is_empty() {
            return;
        }
        let (names, jumps) = self.told(&bare);
        let verb = if bare.len() == 1 { "has" } else { "have" };
        out.push(HygieneItem {
            level: CheckLevel::Note,
            code: "no-target",
            message: format!("{names} {verb} neither a target nor a walk-away point."),
            hint: "Say what is aimed at and what would be too little, so that the anchors can be \
                   judged."
                .to_owned(),
            jumps,
        });
    }

    /// Cost under more than one name.
    fn cost_twice(&self, out: &mut Vec<HygieneItem>) {
        let costs: Vec<usize> = (0..self.base.weights.len())
            .filter(|&column| is_cost(self.workbook, self.criterion(column)).is_some())
            .collect();
        if costs.len() < 2 {
            return;
        }
        let (names, jumps) = self.told(&costs);
        out.push(HygieneItem {
            level: CheckLevel::Note,
            code: "cost-twice",
            message: format!(
                "Money counts {} times: {names}, together {} of the weight.",
                costs.len(),
                percent(self.weight(&costs))
            ),
            hint: "Make sure that no expense is in two of them.".to_owned(),
            jumps,
        });
    }

    /// Scores on heavy criteria that nothing speaks for.
    fn bare_scores(&self, out: &mut Vec<HygieneItem>) {
        let tree = Tree::of(self.workbook);
        let marks = matrix(self.workbook, &tree, self.analysis);
        let mut found: Vec<(usize, Vec<Jump>, Vec<&str>)> = Vec::new();
        for (column, &leaf) in self.base.leaves.iter().enumerate() {
            if self.base.weights[column] < HEAVY {
                continue;
            }
            let criterion = self.criterion(column);
            let (mut jumps, mut names) = (Vec::new(), Vec::new());
            for &option in &self.base.options {
                let cell = self.analysis.cell(option, leaf);
                let judged = matches!(cell.origin, CellOrigin::Baseline | CellOrigin::Reviewers(_));
                if cell.state != CellState::Known || !judged {
                    continue;
                }
                let result = &self.analysis.options[option];
                let given = scores_given(self.workbook, &criterion.id, &result.id);
                let scores: Vec<&Score> = if given.is_empty() {
                    find_score(&self.workbook.baseline, &criterion.id, &result.id)
                        .into_iter()
                        .collect()
                } else {
                    given.iter().map(|given| given.score).collect()
                };
                let spoken = scores.iter().any(|score| {
                    !score.reason.trim().is_empty()
                        || !score.claims.is_empty()
                        || !score.measurements.is_empty()
                });
                if !spoken && marks.marks(option, leaf).counted == 0 {
                    jumps.push(Jump::Cell(result.id.clone(), criterion.id.clone()));
                    names.push(result.name.as_str());
                }
            }
            if !jumps.is_empty() {
                found.push((column, jumps, names));
            }
        }
        found.sort_by(|a, b| {
            self.base.weights[b.0].total_cmp(&self.base.weights[a.0]).then(a.0.cmp(&b.0))
        });
        for (column, jumps, names) in found {
            let (on, weight) = (&self.criterion(column).name, percent(self.base.weights[column]));
            let what = match names.as_slice() {
                [one] => format!("The score of {one} on {on} ({weight} of the weight) has"),
                [one, other] => {
                    format!("The scores of {one} and {other} on {on} ({weight} of the weight) have")
                }
                many => format!("{} scores on {on} ({weight} of the weight) have", many.len()),
            };
            out.push(HygieneItem {
                level: CheckLevel::Warning,
                code: "score-without-ground",
                message: format!("{what} neither a reason nor evidence."),
                hint: "Write down why, or cite a claim or a load run.".to_owned(),
                jumps,
            });
        }
    }
}

/// Claims that back scores on many criteria.
fn overused_claims(workbook: &Workbook, out: &mut Vec<HygieneItem>) {
    let mut used: BTreeMap<&ClaimId, BTreeSet<&CriterionId>> = BTreeMap::new();
    let given = workbook.ballots.iter().flat_map(|ballot| ballot.scores.iter());
    for score in workbook.baseline.iter().chain(given) {
        for claim in &score.claims {
            used.entry(claim).or_default().insert(&score.criterion);
        }
    }
    for (claim, criteria) in used.into_iter().filter(|(_, criteria)| criteria.len() >= MANY) {
        let names: Vec<&str> = criteria.iter().map(|id| workbook.criterion_name(id)).collect();
        let mut jumps = vec![Jump::Item(ItemRef::new(Kind::Claim, claim.as_str()))];
        jumps.extend(criteria.iter().map(|id| Jump::criterion(id)));
        out.push(HygieneItem {
            level: CheckLevel::Note,
            code: "claim-on-many",
            message: format!(
                "One claim backs scores on {} criteria: {}.",
                criteria.len(),
                joined(&names)
            ),
            hint: "If it falls, all of them do; look for a second source.".to_owned(),
            jumps,
        });
    }
}

/// What is careless about how weights are spread, as far as nothing above has
/// said it.
fn weights_spread(workbook: &Workbook, analysis: &Analysis, out: &mut Vec<HygieneItem>) {
    let told: Vec<BTreeSet<String>> = out
        .iter()
        .filter(|item| item.code.starts_with("look-alike"))
        .map(|item| {
            let criterion = |jump: &Jump| match jump {
                Jump::Item(item) => Some(item.id.clone()),
                Jump::Cell(..) => None,
            };
            item.jumps.iter().filter_map(criterion).collect()
        })
        .collect();
    for warning in weighing_warnings(workbook, analysis) {
        let known = match warning.kind {
            WeighingWarningKind::Alike => true,
            WeighingWarningKind::Overlap => {
                told.iter().any(|ids| warning.criteria.iter().all(|id| ids.contains(id.as_str())))
            }
            _ => false,
        };
        if known {
            continue;
        }
        let grave = matches!(
            warning.kind,
            WeighingWarningKind::Stale
                | WeighingWarningKind::Inconsistent
                | WeighingWarningKind::Splitting
        );
        out.push(HygieneItem {
            level: if grave { CheckLevel::Warning } else { CheckLevel::Note },
            code: warning.kind.code(),
            message: warning.message,
            hint: warning.hint.to_owned(),
            jumps: warning.criteria.iter().map(Jump::criterion).collect(),
        });
    }
}
