//! Value against cost: who is worth its money, what each step up buys, what a
//! budget leaves to choose from.
//!
//! Value is an interval scale: value over cost changes with where 0 lies and
//! so means nothing. What means something is a gain of value over the cost of
//! that gain, ΔV / ΔC, against the next cheaper option that none dominates.
//! Dominance and extended dominance as in Drummond et al. (2015), Methods for
//! the Economic Evaluation of Health Care Programmes, chapter 4.

use super::format::short;
use super::{Analysis, CellState, TOLERANCE, listed, points};
use crate::workbook::{AlternativeId, Costing, Criterion, CriterionId, Workbook};

/// Which criteria make up the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ValueBasis {
    /// All that have weight.
    #[default]
    All,
    /// All but those that are costs themselves, the weights of the others
    /// scaled up to a whole.
    WithoutCosts,
}

/// The options by value and cost.
#[derive(Debug, Clone, PartialEq)]
pub struct CostValue {
    /// Which criteria make up the value.
    pub basis: ValueBasis,
    /// The ranked options with a cost, by rising cost.
    pub points: Vec<CostPoint>,
    /// The Pareto line: positions in `points` of those than which none has
    /// more value for no more cost, by rising cost. Of options that coincide
    /// all are on it.
    pub line: Vec<usize>,
    /// The steps along the line.
    pub steps: Vec<CostStep>,
    /// Positions in `Analysis::options` of ranked options without a cost.
    pub without_cost: Vec<usize>,
    /// Positions in `Analysis::options` of options with a cost that are not
    /// ranked.
    pub not_ranked: Vec<usize>,
    /// Criteria with weight that are costs themselves: cost counts twice.
    pub counted_twice: Vec<CountedTwice>,
    /// What the workbook's budget leaves, where it names one.
    pub budget: Option<BudgetAnswer>,
    /// What it shows, a sentence or two.
    pub finding: String,
}

/// One option by value and cost.
#[derive(Debug, Clone, PartialEq)]
pub struct CostPoint {
    /// Position in `Analysis::options`.
    pub option: usize,
    /// The option.
    pub id: AlternativeId,
    /// Value: middle, lowest and highest plausible; 0 to 100.
    pub value: (f64, f64, f64),
    /// Cost: likely, lowest and highest plausible; 0 or more.
    pub cost: (f64, f64, f64),
    /// Where it stands.
    pub standing: CostStanding,
    /// Whether that holds wherever in their ranges values and costs lie.
    pub sure: bool,
    /// Positions in `points` of options of the same value and cost.
    pub coincides: Vec<usize>,
}

/// Where an option stands among the others. Positions are in
/// `CostValue::points`, those with the most value first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CostStanding {
    /// On the line, and best for some price of a point of value.
    OnHull,
    /// On the line, but for no price of a point the best: extendedly
    /// dominated by its neighbours. Within a budget it can still be chosen.
    BehindMix {
        /// The cheaper neighbour.
        cheaper: usize,
        /// The dearer neighbour.
        dearer: usize,
    },
    /// As dear as another that has more value.
    SameCost(Vec<usize>),
    /// Of the same value as another that is cheaper.
    SameValue(Vec<usize>),
    /// Others have more value for less cost.
    Dominated(Vec<usize>),
}

impl CostStanding {
    /// Whether it is on the Pareto line.
    pub fn is_on_line(&self) -> bool {
        matches!(self, Self::OnHull | Self::BehindMix { .. })
    }

    /// Short stable name, for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OnHull => "on-hull",
            Self::BehindMix { .. } => "extendedly-dominated",
            Self::SameCost(_) => "same-cost-less-value",
            Self::SameValue(_) => "same-value-more-cost",
            Self::Dominated(_) => "dominated",
        }
    }
}

/// A step from one option on the line to the next dearer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CostStep {
    /// Position in `points` of the cheaper one.
    pub from: usize,
    /// Position in `points` of the dearer one.
    pub to: usize,
    /// Points of value gained, ΔV, more than 0.
    pub gain: f64,
    /// What they cost, ΔC, more than 0.
    pub cost: f64,
    /// ΔV / ΔC: points for each unit of cost.
    pub ratio: f64,
    /// ΔC / ΔV: cost of one point on this step.
    pub cost_per_point: f64,
    /// Whether it is a gain for a cost wherever in their ranges the two lie.
    pub sure: bool,
}

/// What a budget leaves to choose from.
#[derive(Debug, Clone, PartialEq)]
pub struct BudgetAnswer {
    /// The budget.
    pub budget: f64,
    /// One for each of `CostValue::points`.
    pub affordable: Vec<Affordable>,
    /// Positions in `points` of those with the most value among what the
    /// likely costs allow; several where they tie.
    pub best: Vec<usize>,
    /// Whether the best is so wherever in their ranges values and costs lie.
    pub sure: bool,
}

/// Whether an option fits a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Affordable {
    /// At its highest cost too.
    Yes,
    /// At its likely cost, not at its highest.
    Likely,
    /// At its lowest cost alone.
    Unlikely,
    /// At no cost in its range.
    No,
}

impl Affordable {
    /// The answer in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "within the budget",
            Self::Likely => "likely within the budget",
            Self::Unlikely => "at its lowest cost only",
            Self::No => "beyond the budget",
        }
    }

    /// Whether it fits at its likely cost.
    pub fn is_likely(self) -> bool {
        matches!(self, Self::Yes | Self::Likely)
    }

    /// Short stable name, for scripts.
    pub fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Likely => "likely",
            Self::Unlikely => "unlikely",
            Self::No => "no",
        }
    }
}

/// A criterion with weight that is itself a cost.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedTwice {
    /// The criterion.
    pub criterion: CriterionId,
    /// Position in `Analysis::leaves`.
    pub leaf: usize,
    /// Weight, 0 to 1.
    pub weight: f64,
    /// What tells that it is a cost, a clause.
    pub because: &'static str,
}

/// Likely, lowest and highest cost of an option (position in
/// `Workbook::alternatives`), where it has one.
pub fn option_cost(workbook: &Workbook, option: usize) -> Option<(f64, f64, f64)> {
    let figure = workbook.alternatives.get(option)?.costs.total?;
    let (low, high) = figure.range();
    Some((figure.likely, low, high))
}

/// A cost with its currency.
pub fn cost_text(costing: &Costing, cost: f64) -> String {
    let text = match cost.abs() {
        1e15.. => format!("{cost:.3e}"),
        100.0.. => short(cost, 0),
        _ => short(cost, 2),
    };
    let currency = costing.currency.trim();
    if currency.is_empty() { text } else { format!("{text} {currency}") }
}

/// Options named in a sentence before the rest is counted.
const NAMED: usize = 2;

/// Words in the name of a criterion that make it a cost.
const COST_WORDS: [&str; 17] = [
    "budget",
    "capex",
    "cost",
    "costs",
    "expenditure",
    "expense",
    "expenses",
    "fee",
    "fees",
    "opex",
    "price",
    "prices",
    "pricing",
    "spend",
    "spending",
    "tariff",
    "tco",
];
/// Units of money; a symbol anywhere in the unit tells as well.
const MONEY: [&str; 22] = [
    "aud", "brl", "cad", "cent", "cents", "chf", "cny", "czk", "dkk", "dollar", "dollars", "eur",
    "euro", "euros", "gbp", "inr", "jpy", "keur", "nok", "pln", "sek", "usd",
];

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect()
}

/// Why a criterion is itself a cost; nothing where it is none.
pub(super) fn is_cost(workbook: &Workbook, criterion: &Criterion) -> Option<&'static str> {
    let measure = criterion.measure()?;
    let costing = &workbook.frame.costing;
    match costing.criteria.get(&criterion.id) {
        Some(true) => return Some("it was said to be a cost"),
        Some(false) => return None,
        None => {}
    }
    if words(&criterion.name).iter().any(|word| COST_WORDS.contains(&word.as_str())) {
        return Some("its name says so");
    }
    let unit = measure.unit();
    let currency = costing.currency.trim();
    let is_money = unit.contains(['€', '$', '£', '¥'])
        || words(unit).iter().any(|word| MONEY.contains(&word.as_str()))
        || (!currency.is_empty() && unit.eq_ignore_ascii_case(currency));
    is_money.then_some("its unit is money")
}

/// Criteria with weight that are costs themselves.
pub fn criteria_that_are_costs(workbook: &Workbook, analysis: &Analysis) -> Vec<CountedTwice> {
    (0..analysis.leaves.len())
        .filter_map(|leaf| {
            let weight = analysis.leaf_weight(leaf);
            let criterion = &workbook.criteria[analysis.leaves[leaf]];
            let because = is_cost(workbook, criterion).filter(|_| weight > 0.0)?;
            Some(CountedTwice { criterion: criterion.id.clone(), leaf, weight, because })
        })
        .collect()
}

/// The options by value and cost. Nothing without weights, or where no ranked
/// option has a cost, or where nothing but costs has weight and these are to
/// be left out.
pub fn cost_value(
    workbook: &Workbook,
    analysis: &Analysis,
    basis: ValueBasis,
) -> Option<CostValue> {
    if !analysis.weights.is_set() {
        return None;
    }
    let counted_twice = criteria_that_are_costs(workbook, analysis);
    let left_out: Vec<usize> = match basis {
        ValueBasis::All => Vec::new(),
        ValueBasis::WithoutCosts => counted_twice.iter().map(|it| it.leaf).collect(),
    };
    let mut points = Vec::new();
    let (mut without_cost, mut not_ranked) = (Vec::new(), Vec::new());
    for (option, result) in analysis.options.iter().enumerate() {
        match (option_cost(workbook, option), result.is_ranked()) {
            (Some(cost), true) => points.push(CostPoint {
                option,
                id: result.id.clone(),
                value: option_value(workbook, analysis, option, &left_out)?,
                cost,
                standing: CostStanding::OnHull,
                sure: true,
                coincides: Vec::new(),
            }),
            (None, true) => without_cost.push(option),
            (Some(_), false) => not_ranked.push(option),
            (None, false) => {}
        }
    }
    if points.is_empty() {
        return None;
    }
    points.sort_by(|a, b| {
        a.cost
            .0
            .total_cmp(&b.cost.0)
            .then(b.value.0.total_cmp(&a.value.0))
            .then(a.option.cmp(&b.option))
    });
    let line = place(&mut points);
    let steps = steps(&points, &line);
    let budget = workbook.frame.costing.budget.map(|budget| answer(&points, budget));
    let mut found = CostValue {
        basis,
        points,
        line,
        steps,
        without_cost,
        not_ranked,
        counted_twice,
        budget,
        finding: String::new(),
    };
    found.finding = finding(workbook, analysis, &found);
    Some(found)
}

/// Middle, lowest and highest plausible value of an option, without some
/// leaves; nothing where no weight is left. The ends are those at which all
/// scores lie at the same end of their ranges.
fn option_value(
    workbook: &Workbook,
    analysis: &Analysis,
    option: usize,
    left_out: &[usize],
) -> Option<(f64, f64, f64)> {
    let (mut low, mut high, mut worst, mut best, mut kept) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for leaf in 0..analysis.leaves.len() {
        let weight = analysis.leaf_weight(leaf);
        let cell = analysis.cell(option, leaf);
        let Some(measure) = workbook.criteria[analysis.leaves[leaf]].measure() else { continue };
        if weight == 0.0 || left_out.contains(&leaf) || cell.state == CellState::Dropped {
            continue;
        }
        let (from, to) = cell.plausible_values(measure);
        low += weight * cell.value_low;
        high += weight * cell.value_high;
        worst += weight * from;
        best += weight * to;
        kept += weight;
    }
    if kept <= TOLERANCE {
        return None;
    }
    // With nothing left out it is the total itself, to the last digit.
    let whole = if left_out.is_empty() { 1.0 } else { kept };
    let middle = f64::midpoint(low, high) / whole;
    Some((middle, (worst / whole).min(middle), (best / whole).max(middle)))
}

/// Costs closer than this share of the largest count as equal.
fn cost_tolerance(points: &[CostPoint]) -> f64 {
    1e-9 * points.iter().map(|point| point.cost.0).fold(0.0, f64::max)
}

/// Sets each point's standing; gives the line.
fn place(points: &mut [CostPoint]) -> Vec<usize> {
    let tolerance = cost_tolerance(points);
    let all: Vec<(f64, f64)> = points.iter().map(|point| (point.value.0, point.cost.0)).collect();
    let more = |a: usize, b: usize| all[a].0 > all[b].0 + TOLERANCE;
    let cheaper = |a: usize, b: usize| all[a].1 < all[b].1 - tolerance;
    let level = |a: usize, b: usize| !more(a, b) && !more(b, a);
    let as_dear = |a: usize, b: usize| !cheaper(a, b) && !cheaper(b, a);
    let mut line = Vec::new();
    for (at, point) in points.iter_mut().enumerate() {
        let those = |holds: &dyn Fn(usize) -> bool| {
            let mut list: Vec<usize> =
                (0..all.len()).filter(|&other| other != at && holds(other)).collect();
            list.sort_by(|&a, &b| all[b].0.total_cmp(&all[a].0).then(a.cmp(&b)));
            list
        };
        let beaten = those(&|other| more(other, at) && cheaper(other, at));
        let same_cost = those(&|other| more(other, at) && as_dear(other, at));
        let same_value = those(&|other| level(other, at) && cheaper(other, at));
        point.coincides = those(&|other| level(other, at) && as_dear(other, at));
        point.standing = if !beaten.is_empty() {
            CostStanding::Dominated(beaten)
        } else if !same_cost.is_empty() {
            CostStanding::SameCost(same_cost)
        } else if !same_value.is_empty() {
            CostStanding::SameValue(same_value)
        } else {
            line.push(at);
            CostStanding::OnHull
        };
    }
    hull(points, &line);
    let sure: Vec<bool> = (0..all.len()).map(|at| is_sure(points, at)).collect();
    for (point, sure) in points.iter_mut().zip(sure) {
        point.sure = sure;
    }
    line
}

/// Of the line, one point for each place, by rising cost.
fn places(points: &[CostPoint], line: &[usize]) -> Vec<usize> {
    let mut places: Vec<usize> = Vec::new();
    for &at in line {
        if !places.iter().any(|kept| points[at].coincides.contains(kept)) {
            places.push(at);
        }
    }
    places
}

/// Marks the points of the line that lie below the straight line between two
/// others: the upper hull, by the walk of Andrew (1979).
fn hull(points: &mut [CostPoint], line: &[usize]) {
    let places = places(points, line);
    let slope = |a: usize, b: usize| {
        let (gain, cost) =
            (points[b].value.0 - points[a].value.0, points[b].cost.0 - points[a].cost.0);
        gain / cost
    };
    let mut kept: Vec<usize> = Vec::new();
    for &at in &places {
        while let [.., before, last] = kept[..] {
            let (first, second) = (slope(before, last), slope(last, at));
            // Points on the straight line itself stay.
            if first < second - 1e-9 * second.abs() {
                kept.pop();
            } else {
                break;
            }
        }
        kept.push(at);
    }
    for &at in line {
        let place =
            places.iter().copied().find(|&it| it == at || points[it].coincides.contains(&at));
        let Some(place) = place.filter(|place| !kept.contains(place)) else { continue };
        let cheaper = kept.iter().copied().rfind(|&it| points[it].cost.0 < points[place].cost.0);
        let dearer = kept.iter().copied().find(|&it| points[it].cost.0 > points[place].cost.0);
        if let (Some(cheaper), Some(dearer)) = (cheaper, dearer) {
            points[at].standing = CostStanding::BehindMix { cheaper, dearer };
        }
    }
}

/// Whether a point is on the line, or is not, wherever in their ranges values
/// and costs lie.
fn is_sure(points: &[CostPoint], at: usize) -> bool {
    let own = &points[at];
    let mut others = points.iter().enumerate().filter(|(other, _)| *other != at);
    if own.standing.is_on_line() {
        // No other could be at least as good on both and better on one.
        !others.any(|(other, it)| {
            let (value, cost) = (it.value.2 - own.value.1, it.cost.1 - own.cost.2);
            let is_fixed = value.abs() <= TOLERANCE && cost == 0.0;
            value >= -TOLERANCE && cost <= 0.0 && !is_fixed && !own.coincides.contains(&other)
        })
    } else {
        others.any(|(_, it)| {
            let (value, cost) = (it.value.1 - own.value.2, it.cost.2 - own.cost.1);
            value >= -TOLERANCE && cost <= 0.0 && (value > TOLERANCE || cost < 0.0)
        })
    }
}

fn steps(points: &[CostPoint], line: &[usize]) -> Vec<CostStep> {
    places(points, line)
        .windows(2)
        .map(|pair| {
            let (from, to) = (pair[0], pair[1]);
            let (less, more) = (&points[from], &points[to]);
            let gain = more.value.0 - less.value.0;
            let cost = more.cost.0 - less.cost.0;
            CostStep {
                from,
                to,
                gain,
                cost,
                ratio: (gain / cost).min(f64::MAX),
                cost_per_point: (cost / gain).min(f64::MAX),
                sure: more.value.1 > less.value.2 && more.cost.1 > less.cost.2,
            }
        })
        .collect()
}

fn answer(points: &[CostPoint], budget: f64) -> BudgetAnswer {
    let affordable: Vec<Affordable> = points
        .iter()
        .map(|point| match point.cost {
            (_, _, high) if high <= budget => Affordable::Yes,
            (likely, _, _) if likely <= budget => Affordable::Likely,
            (_, low, _) if low <= budget => Affordable::Unlikely,
            _ => Affordable::No,
        })
        .collect();
    let fits = |at: &usize| affordable[*at].is_likely();
    let top = (0..points.len())
        .filter(fits)
        .map(|at| points[at].value.0)
        .fold(f64::NEG_INFINITY, f64::max);
    let best: Vec<usize> =
        (0..points.len()).filter(|at| fits(at) && points[*at].value.0 >= top - TOLERANCE).collect();
    let sure = match best.as_slice() {
        [only] => {
            affordable[*only] == Affordable::Yes
                && (0..points.len()).filter(|at| at != only).all(|at| {
                    affordable[at] == Affordable::No
                        || points[at].value.2 < points[*only].value.1 - TOLERANCE
                })
        }
        _ => false,
    };
    BudgetAnswer { budget, affordable, best, sure }
}

impl CostValue {
    /// Name of the option at a point.
    pub fn name<'a>(&self, analysis: &'a Analysis, point: usize) -> &'a str {
        &analysis.options[self.points[point].option].name
    }

    /// Where an option stands, in words that follow its name.
    pub fn standing_in_words(&self, analysis: &Analysis, point: usize) -> String {
        let name = |at: &usize| self.name(analysis, *at).to_owned();
        let names = |list: &[usize]| {
            let mut names: Vec<String> = list.iter().take(NAMED).map(name).collect();
            if list.len() > NAMED {
                names.push(format!("{} more", list.len() - NAMED));
            }
            listed(&names)
        };
        let it = &self.points[point];
        let mut text = match &it.standing {
            CostStanding::OnHull => "on the line".to_owned(),
            CostStanding::BehindMix { cheaper, dearer } => format!(
                "on the line, but below the straight way from {} to {}: for no price of a point \
                 the best",
                name(cheaper),
                name(dearer)
            ),
            CostStanding::SameCost(by) => format!("as dear as {}, with less value", names(by)),
            CostStanding::SameValue(by) => format!("worth as much as {}, and dearer", names(by)),
            CostStanding::Dominated(by) => {
                format!("dominated by {}: more value for less cost", names(by))
            }
        };
        if !it.coincides.is_empty() {
            text.push_str(&format!("; level with {}", names(&it.coincides)));
        }
        if !it.sure {
            text.push_str("; the ranges leave it open");
        }
        text
    }

    /// The standing in one or two words.
    pub fn standing_in_short(&self, point: usize) -> &'static str {
        match &self.points[point].standing {
            CostStanding::OnHull => "on the line",
            CostStanding::BehindMix { .. } => "below the straight way",
            CostStanding::SameCost(_) => "same cost, less value",
            CostStanding::SameValue(_) => "same value, dearer",
            CostStanding::Dominated(_) => "dominated",
        }
    }

    /// What the budget leaves, a sentence or two; nothing without one.
    pub fn budget_in_words(&self, workbook: &Workbook, analysis: &Analysis) -> Option<String> {
        let answer = self.budget.as_ref()?;
        let budget = cost_text(&workbook.frame.costing, answer.budget);
        let names: Vec<&str> = answer.best.iter().map(|&at| self.name(analysis, at)).collect();
        let mut text = match answer.best.as_slice() {
            [] => format!("No option with a cost fits a budget of {budget}."),
            [only] => format!(
                "With {budget}, {} is the best: {} points for {}.",
                names[0],
                points(self.points[*only].value.0),
                cost_text(&workbook.frame.costing, self.points[*only].cost.0)
            ),
            _ => format!("With {budget}, {} are level as the best.", listed(&names)),
        };
        if answer.best.len() == 1 && !answer.sure {
            text.push_str(" The ranges leave it open.");
        }
        let beyond: Vec<&str> = (0..self.points.len())
            .filter(|&at| !answer.affordable[at].is_likely())
            .map(|at| self.name(analysis, at))
            .collect();
        match beyond.as_slice() {
            [] => {}
            [one] => text.push_str(&format!(" {one} is beyond it.")),
            many => text.push_str(&format!(" {} are beyond it.", some(many))),
        }
        Some(text)
    }

    /// A warning that cost counts twice; nothing where it does not.
    pub fn warning(&self, workbook: &Workbook) -> Option<String> {
        if self.counted_twice.is_empty() {
            return None;
        }
        let names: Vec<&str> =
            self.counted_twice.iter().map(|it| workbook.criterion_name(&it.criterion)).collect();
        let weight: f64 = self.counted_twice.iter().map(|it| it.weight).sum();
        let (verb, self_, has) = match names.len() {
            1 => ("is", "a cost", "has"),
            _ => ("are", "costs", "have"),
        };
        Some(format!(
            "Cost counts twice: {} {verb} {self_} and {has} {} of the weight, while cost stands on \
             the other axis.",
            listed(&names),
            super::percent(weight)
        ))
    }
}

/// The names of few options; of many, how many there are.
fn some(names: &[&str]) -> String {
    match names {
        few if few.len() <= NAMED => listed(few),
        many => format!("{} options", many.len()),
    }
}

fn finding(workbook: &Workbook, analysis: &Analysis, found: &CostValue) -> String {
    let costing = &workbook.frame.costing;
    let name = |at: usize| found.name(analysis, at);
    if let [only] = found.points.as_slice() {
        return format!(
            "Only {} has a cost: {} points for {}.",
            name(0),
            points(only.value.0),
            cost_text(costing, only.cost.0)
        );
    }
    let (Some(&first), Some(step)) = (found.line.first(), found.steps.last()) else {
        let names: Vec<&str> = found.line.iter().map(|&at| name(at)).collect();
        let verb = if names.len() == 1 { "costs least and has" } else { "cost least and have" };
        return format!("{} {verb} the most value.", listed(&names));
    };
    let mut text = match found.steps.len() {
        1 => format!(
            "{} has {} points more than {} and costs {} more: {} a point.",
            name(step.to),
            points(step.gain),
            name(step.from),
            cost_text(costing, step.cost),
            cost_text(costing, step.cost_per_point)
        ),
        count => format!(
            "{} is the cheapest; {count} steps lead up to {}, the last at {} a point.",
            name(first),
            name(step.to),
            cost_text(costing, step.cost_per_point)
        ),
    };
    let beaten: Vec<&str> = (0..found.points.len())
        .filter(|&at| !found.points[at].standing.is_on_line())
        .map(name)
        .collect();
    match beaten.as_slice() {
        [] => {}
        [one] => text.push_str(&format!(" {one} is behind the line.")),
        many => text.push_str(&format!(" {} are behind the line.", some(many))),
    }
    text
}
