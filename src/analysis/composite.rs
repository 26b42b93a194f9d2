//! Composites: what an option that is made of others is worth by its parts,
//! and how that differs from what is said of it.
//!
//! On each criterion the composite's performance follows from its parts by a
//! rule: that of the part with the highest or the lowest value, the mean by
//! share, or the sum. What joining the parts costs is taken off in points of
//! value. While a part is unknown, what follows from it is an interval.

use super::cells::{Cell, CellOrigin, CellState};
use super::feeds::FedCriterion;
use super::value::{ends, value_range};
use super::{
    Analysis, Diagnostic, TOLERANCE, invert, listed, percent, points, range, reachable,
    scores_given,
};
use crate::workbook::{
    AlternativeId, Composition, Counts, Criterion, Measure, NotApplicableRule, PartRule, Scale,
    Spread, Workbook, find_score,
};

/// What follows for one composite from its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct FromParts {
    /// Position of the composite in `Workbook::alternatives`.
    pub option: usize,
    /// Whether it counts.
    pub counts: Counts,
    /// One for each leaf, in the order of `Analysis::leaves`.
    pub leaves: Vec<Derivation>,
}

/// What follows on one criterion, and from what.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivation {
    /// The rule.
    pub rule: PartRule,
    /// What joining the parts costs, in points of value; a gain below 0.
    pub cost: f64,
    /// The parts.
    pub parts: Vec<PartTrace>,
    /// The cell that follows, or why none does.
    pub derived: Result<Cell, Refusal>,
    /// What is said of the composite itself.
    pub own: Cell,
    /// Which of the two counts.
    pub standing: PartsStanding,
}

/// One part of a composite on one criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct PartTrace {
    /// Position of the part in `Workbook::alternatives`.
    pub option: usize,
    /// Its share, 0 to 1; the shares of all parts add to 1.
    pub share: f64,
    /// Its performance in the criterion's units, where known.
    pub performance: Option<f64>,
    /// Lowest and highest value that it can have, 0 to 100.
    pub value: (f64, f64),
    /// Whether the criterion applies to it. Where it does not, the part has no
    /// say, unless the criterion's rule counts it as worst or best.
    pub applies: bool,
    /// Whether the result is its: it is the best or worst part, or one of
    /// those that the mean or sum is made of.
    pub decides: bool,
}

/// Why nothing follows from the parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Levels cannot be added: two "fair" do not make one "excellent".
    SumOfLevels,
    /// No part has a share, so that there is no mean.
    NoShares,
}

impl Refusal {
    /// The reason, a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::SumOfLevels => {
                "Levels cannot be added: choose another rule, or a scale with a unit."
            }
            Self::NoShares => "No part has a share, so that there is no mean by share.",
        }
    }

    /// Short stable name, for scripts.
    pub fn code(self) -> &'static str {
        match self {
            Self::SumOfLevels => "sum-of-levels",
            Self::NoShares => "no-shares",
        }
    }
}

/// Which counts: what follows from the parts, or what is said of the composite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartsStanding {
    /// What is said of it; what follows stands beside.
    Beside,
    /// What follows.
    InForce,
    /// What is said of it, over what would follow.
    Overridden,
    /// What was measured of it, over what would follow.
    Measured,
    /// What is said of it, as nothing follows.
    Refused,
}

/// Works out what follows from the parts of every composite, and puts it into
/// the cells where it counts.
pub(super) fn derive(
    workbook: &Workbook,
    leaves: &[usize],
    cells: &mut [Cell],
    fed: &[FedCriterion],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<FromParts> {
    let mut all = Vec::new();
    for (option, alternative) in workbook.alternatives.iter().enumerate() {
        let Some(composition) = &alternative.composition else { continue };
        let parts = parts(workbook, composition);
        let mut found = Vec::with_capacity(leaves.len());
        for (leaf, &node) in leaves.iter().enumerate() {
            let criterion = &workbook.criteria[node];
            let Some(measure) = criterion.measure() else { continue };
            let cell_of = |option: usize| &cells[option * leaves.len() + leaf];
            let own = cell_of(option).clone();
            let given: Vec<(usize, f64, &Cell)> =
                parts.iter().map(|&(part, share)| (part, share, cell_of(part))).collect();
            let mut derivation = derivation(composition, criterion, measure, &given, own);
            let measured = fed
                .iter()
                .filter(|it| it.leaf == leaf)
                .any(|it| it.cells.get(option).is_some_and(|cell| cell.reading.is_ok()));
            derivation.standing = standing(composition.counts, &derivation, measured);
            match (derivation.standing, &derivation.derived) {
                (PartsStanding::InForce, Ok(cell)) => {
                    cells[option * leaves.len() + leaf] = cell.clone();
                }
                (PartsStanding::Refused, _) if composition.counts != Counts::Never => {
                    diagnostics.push(Diagnostic::PartsRefused {
                        criterion: criterion.id.clone(),
                        alternative: alternative.id.clone(),
                    });
                }
                _ => {}
            }
            found.push(derivation);
        }
        all.push(FromParts { option, counts: composition.counts, leaves: found });
    }
    all
}

/// Which of the two counts. A composite that was measured itself, or scored
/// over that with a reason, needs none of its parts.
fn standing(counts: Counts, derivation: &Derivation, measured: bool) -> PartsStanding {
    let unscored = derivation.own.origin == CellOrigin::Nobody;
    match (&derivation.derived, counts) {
        (Err(_), _) => PartsStanding::Refused,
        (Ok(_), Counts::Never) => PartsStanding::Beside,
        (Ok(_), _) if measured => PartsStanding::Measured,
        (Ok(_), Counts::Always) => PartsStanding::InForce,
        (Ok(_), Counts::WhereUnscored) if unscored => PartsStanding::InForce,
        (Ok(_), Counts::WhereUnscored) => PartsStanding::Overridden,
    }
}

/// Positions of the parts, with shares that add to 1, or are 0 throughout.
fn parts(workbook: &Workbook, composition: &Composition) -> Vec<(usize, f64)> {
    let largest = composition.parts.values().copied().fold(0.0, f64::max);
    let scaled = |share: f64| if largest > 0.0 { share / largest } else { 0.0 };
    let sum: f64 = composition.parts.values().map(|&share| scaled(share)).sum();
    composition
        .parts
        .iter()
        .filter_map(|(id, &share)| {
            let at = workbook.alternatives.iter().position(|other| other.id == *id)?;
            Some((at, if sum > 0.0 { scaled(share) / sum } else { 0.0 }))
        })
        .collect()
}

fn derivation(
    composition: &Composition,
    criterion: &Criterion,
    measure: &Measure,
    given: &[(usize, f64, &Cell)],
    own: Cell,
) -> Derivation {
    let (rule, cost) = (composition.rule_on(&criterion.id), composition.cost_on(&criterion.id));
    let mut parts: Vec<PartTrace> = given
        .iter()
        .map(|&(option, share, cell)| PartTrace {
            option,
            share,
            performance: cell.performance,
            value: (cell.value_low, cell.value_high),
            applies: applies(cell),
            decides: false,
        })
        .collect();
    // Where the criterion counts for none to which it does not apply, such a
    // part has no say.
    let heard: Vec<usize> = (0..given.len())
        .filter(|&at| applies(given[at].2) || measure.not_applicable != NotApplicableRule::Drop)
        .collect();
    let voices: Vec<Voice> = heard.iter().map(|&at| Voice::of(measure, given[at])).collect();
    let derived = if rule == PartRule::Sum && matches!(measure.scale, Scale::Levels(_)) {
        Err(Refusal::SumOfLevels)
    } else if given.iter().all(|(_, _, cell)| !applies(cell)) {
        Ok(Cell::not_applicable(CellOrigin::Parts, measure))
    } else {
        let made = match rule {
            PartRule::Best | PartRule::Worst => Ok(picked(&voices, rule, measure)),
            PartRule::Mean => mean(&voices, measure),
            PartRule::Sum => Ok(sum(&voices, measure)),
        };
        made.map(|made| charged(made, cost, measure))
    };
    if let Ok(cell) = &derived
        && applies(cell)
    {
        let extreme = voices.iter().map(|voice| voice.middle());
        let extreme = match rule {
            PartRule::Best => extreme.fold(f64::NEG_INFINITY, f64::max),
            _ => extreme.fold(f64::INFINITY, f64::min),
        };
        for (&at, voice) in heard.iter().zip(&voices) {
            parts[at].decides = match rule {
                PartRule::Best | PartRule::Worst => (voice.middle() - extreme).abs() <= TOLERANCE,
                PartRule::Mean => voice.share > 0.0,
                PartRule::Sum => true,
            };
        }
    }
    Derivation { rule, cost, parts, derived, own, standing: PartsStanding::Beside }
}

/// Whether a cell says more than that the criterion does not apply.
fn applies(cell: &Cell) -> bool {
    cell.state == CellState::Known || cell.state == CellState::Unknown
}

/// What a part brings: numbers where it is known, or the ends of what is
/// possible.
struct Voice {
    share: f64,
    known: bool,
    /// Performance: plausible or possible low, the one given, high.
    performance: (f64, f64, f64),
    ranged: bool,
    /// Lowest and highest value.
    value: (f64, f64),
    out_of_range: bool,
}

impl Voice {
    fn of(measure: &Measure, (_, share, cell): (usize, f64, &Cell)) -> Self {
        let value = (cell.value_low, cell.value_high);
        let (known, ranged, performance) = match (cell.state, cell.performance) {
            (CellState::Known, Some(own)) => {
                let (low, high) = (cell.low.unwrap_or(own), cell.high.unwrap_or(own));
                let ranged = cell.low.is_some() || cell.high.is_some();
                (true, ranged, (low.min(own), own, high.max(own)))
            }
            // Counted as the worst or best of the scale.
            (CellState::NotApplicable | CellState::Dropped, _) => {
                let at = invert(measure, cell.middle());
                (true, false, (at, at, at))
            }
            _ => {
                let (low, high) = match (cell.low, cell.high) {
                    (Some(low), Some(high)) => (low, high),
                    _ => ends(measure),
                };
                (false, true, (low, f64::midpoint(low, high), high))
            }
        };
        Self { share, known, performance, ranged, value, out_of_range: cell.out_of_range }
    }

    fn middle(&self) -> f64 {
        f64::midpoint(self.value.0, self.value.1)
    }

    fn plausible(&self, measure: &Measure) -> (f64, f64) {
        if self.known && !self.ranged {
            self.value
        } else {
            value_range(measure, self.performance.0, self.performance.2)
        }
    }
}

/// The cell of the best or worst part, by value.
fn picked(voices: &[Voice], rule: PartRule, measure: &Measure) -> Cell {
    let best = rule == PartRule::Best;
    let pick = |a: f64, b: f64| if best { a.max(b) } else { a.min(b) };
    let start = if best { f64::NEG_INFINITY } else { f64::INFINITY };
    let low = voices.iter().map(|voice| voice.value.0).fold(start, pick);
    let high = voices.iter().map(|voice| voice.value.1).fold(start, pick);
    if high - low > TOLERANCE {
        return unknown(measure, low, high);
    }
    let decides = |voice: &&Voice| (voice.middle() - low).abs() <= TOLERANCE && voice.known;
    let chosen = voices.iter().find(decides);
    let performance = chosen.map_or_else(|| invert(measure, low), |voice| voice.performance.1);
    // One part alone keeps its own range, to the last digit.
    let (least, most) = match voices {
        [only] if only.ranged => (Some(only.performance.0), Some(only.performance.2)),
        _ if voices.iter().any(|voice| voice.ranged) => {
            let plausible: Vec<(f64, f64)> =
                voices.iter().map(|voice| voice.plausible(measure)).collect();
            let low = plausible.iter().map(|ends| ends.0).fold(start, pick);
            let high = plausible.iter().map(|ends| ends.1).fold(start, pick);
            let (a, b) = (invert(measure, low), invert(measure, high));
            (Some(a.min(b).min(performance)), Some(a.max(b).max(performance)))
        }
        _ => (None, None),
    };
    let mut cell = Cell::known(CellOrigin::Parts, performance, least, most, measure);
    cell.out_of_range = chosen.is_some_and(|voice| voice.out_of_range);
    cell
}

fn mean(voices: &[Voice], measure: &Measure) -> Result<Cell, Refusal> {
    let shares: f64 = voices.iter().map(|voice| voice.share).sum();
    if shares <= 0.0 {
        return Err(Refusal::NoShares);
    }
    Ok(combined(voices.iter().filter(|voice| voice.share > 0.0), measure, |parts| {
        let sum: f64 = parts.iter().map(|(share, x)| share / shares * x).sum();
        // Rounding must not carry a mean past the numbers that it is of.
        let low = parts.iter().map(|(_, x)| *x).fold(f64::INFINITY, f64::min);
        let high = parts.iter().map(|(_, x)| *x).fold(f64::NEG_INFINITY, f64::max);
        sum.clamp(low, high)
    }))
}

fn sum(voices: &[Voice], measure: &Measure) -> Cell {
    combined(voices.iter(), measure, |parts| {
        let sum: f64 = parts.iter().map(|(_, x)| x).sum();
        sum.clamp(f64::MIN, f64::MAX)
    })
}

/// The cell whose performance is made of those of the parts by a rule that
/// rises with each of them.
fn combined<'a>(
    voices: impl Iterator<Item = &'a Voice>,
    measure: &Measure,
    make: impl Fn(&[(f64, f64)]) -> f64,
) -> Cell {
    let voices: Vec<&Voice> = voices.collect();
    let of = |end: fn(&Voice) -> f64| {
        make(&voices.iter().map(|voice| (voice.share, end(voice))).collect::<Vec<_>>())
    };
    let (low, own, high) =
        (of(|voice| voice.performance.0), of(|v| v.performance.1), of(|v| v.performance.2));
    if voices.iter().any(|voice| !voice.known) {
        let (least, most) = value_range(measure, low, high);
        return unknown(measure, least, most);
    }
    let ranged = voices.iter().any(|voice| voice.ranged);
    let range = |end: f64| ranged.then_some(end);
    Cell::known(CellOrigin::Parts, own, range(low), range(high), measure)
}

/// A cell that is known to lie between two values.
fn unknown(measure: &Measure, low: f64, high: f64) -> Cell {
    let (a, b) = (invert(measure, low), invert(measure, high));
    Cell {
        state: CellState::Unknown,
        origin: CellOrigin::Parts,
        performance: None,
        low: Some(a.min(b)),
        high: Some(a.max(b)),
        spread: Spread::default(),
        value: None,
        value_low: low,
        value_high: high,
        out_of_range: false,
    }
}

/// The cell less what joining the parts costs, in points of value; it does not
/// leave the scale.
fn charged(cell: Cell, cost: f64, measure: &Measure) -> Cell {
    if cost == 0.0 {
        return cell;
    }
    let (worst, best) = reachable(measure);
    let less = |value: f64| (value - cost).clamp(worst, best) + 0.0;
    let (low, high) = (less(cell.value_low), less(cell.value_high));
    let Some(own) = cell.value else { return unknown(measure, low, high) };
    let after = less(own);
    let performance = invert(measure, after);
    let range = (cell.low.is_some() || cell.high.is_some()).then(|| {
        let (least, most) = cell.plausible_values(measure);
        let (a, b) = (invert(measure, less(least)), invert(measure, less(most)));
        (a.min(b).min(performance), a.max(b).max(performance))
    });
    Cell {
        performance: Some(performance),
        low: range.map(|range| range.0),
        high: range.map(|range| range.1),
        value: Some(after),
        value_low: after,
        value_high: after,
        ..cell
    }
}

/// Whether whoever scored the composite said why: an answer is its own reason.
pub fn is_reasoned(workbook: &Workbook, criterion: &Criterion, option: &AlternativeId) -> bool {
    let given = scores_given(workbook, &criterion.id, option);
    if given.is_empty() {
        return find_score(&workbook.baseline, &criterion.id, option)
            .is_none_or(|score| !score.reason.trim().is_empty());
    }
    given.iter().any(|given| !given.score.reason.trim().is_empty())
}

impl Analysis {
    /// What follows from the parts for a cell of a composite (positions in
    /// `options` and `leaves`).
    pub fn derivation(&self, option: usize, leaf: usize) -> Option<&Derivation> {
        self.composites.iter().find(|it| it.option == option)?.leaves.get(leaf)
    }
}

/// The cells that change on one leaf when these cells (option, cell) do: what
/// follows from them in composites that their parts are in force for, and
/// themselves. A cell that its parts have in force, whatever is said of it, does
/// not change by itself.
pub(super) fn after_moves(
    workbook: &Workbook,
    analysis: &Analysis,
    leaf: usize,
    moved: &[(usize, Cell)],
) -> Vec<(usize, Cell)> {
    let mut changed: Vec<(usize, Cell)> =
        moved.iter().filter(|(option, _)| !is_bound(analysis, *option, leaf)).cloned().collect();
    let criterion = &workbook.criteria[analysis.leaves[leaf]];
    let Some(measure) = criterion.measure() else { return changed };
    for composite in &analysis.composites {
        let option = composite.option;
        let Some(known) = composite.leaves.get(leaf) else { continue };
        let said = changed.iter().any(|(other, _)| *other == option);
        let touched =
            known.parts.iter().any(|part| changed.iter().any(|(other, _)| *other == part.option));
        if known.standing != PartsStanding::InForce || said || !touched {
            continue;
        }
        let Some(composition) = &workbook.alternatives[option].composition else { continue };
        let given: Vec<(usize, f64, &Cell)> = known
            .parts
            .iter()
            .map(|part| {
                let cell = changed.iter().find(|(other, _)| *other == part.option);
                let cell = cell.map_or_else(|| analysis.cell(part.option, leaf), |(_, cell)| cell);
                (part.option, part.share, cell)
            })
            .collect();
        let found = derivation(composition, criterion, measure, &given, known.own.clone());
        if let Ok(cell) = found.derived {
            changed.push((option, cell));
        }
    }
    changed
}

/// Whether a composite takes a cell over from this option.
pub(super) fn is_followed(analysis: &Analysis, option: usize, leaf: usize) -> bool {
    analysis.composites.iter().any(|composite| {
        composite.leaves.get(leaf).is_some_and(|known| {
            known.standing == PartsStanding::InForce
                && known.parts.iter().any(|part| part.option == option)
        })
    })
}

/// Whether a cell follows from parts whatever is said of it.
pub(super) fn is_bound(analysis: &Analysis, option: usize, leaf: usize) -> bool {
    analysis.composites.iter().any(|composite| {
        composite.option == option
            && composite.counts == Counts::Always
            && composite
                .leaves
                .get(leaf)
                .is_some_and(|known| known.standing == PartsStanding::InForce)
    })
}

/// A composite by what is said of it and by its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct PartsComparison {
    /// Position of the composite in `Analysis::options`.
    pub option: usize,
    /// Whether what follows from the parts counts.
    pub counts: Counts,
    /// Lowest and highest total by its own scores alone.
    pub own: (f64, f64),
    /// Lowest and highest total by its parts alone; where nothing follows, its
    /// own score is taken.
    pub from_parts: (f64, f64),
    /// Where the two differ, the largest weighted difference first.
    pub differences: Vec<PartsDifference>,
    /// Leaves with weight on which nothing follows from the parts.
    pub refused: Vec<usize>,
    /// Leaves with weight on which the two agree.
    pub agreed: usize,
}

/// A criterion on which a composite's own score and its parts differ.
#[derive(Debug, Clone, PartialEq)]
pub struct PartsDifference {
    /// Position in `Analysis::leaves`.
    pub leaf: usize,
    /// Weight, 0 to 1.
    pub weight: f64,
    /// Lowest and highest value by its own score.
    pub own: (f64, f64),
    /// Lowest and highest value by its parts.
    pub from_parts: (f64, f64),
    /// Weight times the difference of the middles, in points of the total;
    /// above 0 where the parts promise more.
    pub points: f64,
}

/// Compares every composite by its own scores with what follows from its
/// parts. Empty without weights.
pub fn compare_parts(analysis: &Analysis) -> Vec<PartsComparison> {
    if !analysis.weights.is_set() {
        return Vec::new();
    }
    analysis.composites.iter().map(|composite| compared(analysis, composite)).collect()
}

fn compared(analysis: &Analysis, composite: &FromParts) -> PartsComparison {
    let mut found = PartsComparison {
        option: composite.option,
        counts: composite.counts,
        own: (0.0, 0.0),
        from_parts: (0.0, 0.0),
        differences: Vec::new(),
        refused: Vec::new(),
        agreed: 0,
    };
    for (leaf, derivation) in composite.leaves.iter().enumerate() {
        let weight = analysis.leaf_weight(leaf);
        if weight == 0.0 {
            continue;
        }
        let own = (derivation.own.value_low, derivation.own.value_high);
        let derived = match &derivation.derived {
            Ok(cell) => (cell.value_low, cell.value_high),
            Err(_) => {
                found.refused.push(leaf);
                own
            }
        };
        found.own.0 += weight * own.0;
        found.own.1 += weight * own.1;
        found.from_parts.0 += weight * derived.0;
        found.from_parts.1 += weight * derived.1;
        let apart = (derived.0 - own.0).abs() > TOLERANCE || (derived.1 - own.1).abs() > TOLERANCE;
        if apart {
            let middle = |ends: (f64, f64)| f64::midpoint(ends.0, ends.1);
            let points = weight * (middle(derived) - middle(own));
            let difference = PartsDifference { leaf, weight, own, from_parts: derived, points };
            found.differences.push(difference);
        } else if derivation.derived.is_ok() {
            found.agreed += 1;
        }
    }
    found.differences.sort_by(|a, b| {
        b.points.abs().total_cmp(&a.points.abs()).then_with(|| a.leaf.cmp(&b.leaf))
    });
    found
}

impl PartsComparison {
    /// The two totals and what lies between them, a sentence.
    pub fn sentence(&self, analysis: &Analysis) -> String {
        let name = &analysis.options[self.option].name;
        let (own, derived) =
            (range(self.own.0, self.own.1), range(self.from_parts.0, self.from_parts.1));
        let middle = |ends: (f64, f64)| f64::midpoint(ends.0, ends.1);
        let apart = middle(self.from_parts) - middle(self.own);
        let which = match self.counts {
            Counts::Never => "its own scores count",
            Counts::WhereUnscored => "its parts count where nobody scored it",
            Counts::Always => "its parts count",
        };
        if self.differences.is_empty() {
            return format!(
                "{name} has {own} points by its own scores, and the same by its parts; {which}."
            );
        }
        let more = if apart >= 0.0 { "more" } else { "fewer" };
        format!(
            "{name} has {own} points by its own scores and {derived} by its parts, {} {more}; \
             {which}.",
            points(apart.abs())
        )
    }
}

impl PartsDifference {
    /// The difference in words, with how the value from the parts comes about.
    pub fn sentence(&self, workbook: &Workbook, analysis: &Analysis, option: usize) -> String {
        let sign = if self.points >= 0.0 { "+" } else { "" };
        let how = analysis
            .derivation(option, self.leaf)
            .map_or_else(String::new, |derivation| derivation.in_words(workbook));
        format!(
            "{}: {} by its own score, {} by its parts ({how}); {sign}{} points of the total",
            workbook.criteria[analysis.leaves[self.leaf]].name,
            range(self.own.0, self.own.1),
            range(self.from_parts.0, self.from_parts.1),
            super::number(self.points, 2),
        )
    }
}

impl Derivation {
    /// How the value comes about, a clause: "mean by share of Node.js 75.0
    /// (50 %) and Python 25.0 (50 %), less 12.5 for joining them".
    pub fn in_words(&self, workbook: &Workbook) -> String {
        if let Err(refusal) = &self.derived {
            return refusal.sentence().trim_end_matches('.').to_owned();
        }
        let parts: Vec<String> = self
            .parts
            .iter()
            .map(|part| {
                let name = &workbook.alternatives[part.option].name;
                if !part.applies {
                    return format!("{name}, to which it does not apply");
                }
                let value = range(part.value.0, part.value.1);
                if self.rule == PartRule::Mean {
                    format!("{name} {value} ({})", percent(part.share))
                } else {
                    format!("{name} {value}")
                }
            })
            .collect();
        let rule = match self.rule {
            PartRule::Best => "the best of",
            PartRule::Worst => "the worst of",
            PartRule::Mean => "mean by share of",
            PartRule::Sum => "sum of",
        };
        let mut text = format!("{rule} {}", listed(&parts));
        if self.cost > 0.0 {
            text.push_str(&format!(", less {} for joining them", points(self.cost)));
        } else if self.cost < 0.0 {
            text.push_str(&format!(", plus {} from joining them", points(-self.cost)));
        }
        text
    }
}
