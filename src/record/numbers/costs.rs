//! Value against cost for machines.

use serde::Serialize;

use crate::analysis::{Analysis, CostStanding, CostValue, ValueBasis, cost_value};
use crate::workbook::Workbook;

/// Value against cost.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CostValueDocument {
    /// Currency of all costs; may be empty.
    pub currency: String,
    /// What the costs cover; may be empty.
    pub horizon: String,
    /// Day of the prices.
    pub priced: Option<String>,
    /// The ranked options with a cost, by rising cost.
    pub points: Vec<CostPointDocument>,
    /// Ids of the options on the Pareto line, by rising cost.
    pub line: Vec<String>,
    /// The steps along the line.
    pub steps: Vec<CostStepDocument>,
    /// Ids of ranked options without a cost.
    pub without_cost: Vec<String>,
    /// Ids of options with a cost that are not ranked.
    pub not_ranked: Vec<String>,
    /// Criteria with weight that are costs themselves.
    pub counted_twice: Vec<CountedTwiceDocument>,
    /// Ids of the options on the line of value without those criteria; null
    /// where there are none, or where nothing else has weight.
    pub line_without_costs: Option<Vec<String>>,
    /// What the budget leaves; null without one.
    pub budget: Option<BudgetDocument>,
    /// What it shows.
    pub finding: String,
}

/// One option by value and cost.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CostPointDocument {
    /// Id of the option.
    pub option: String,
    /// Value, 0 to 100; the middle while scores are unknown.
    pub value: f64,
    /// Lowest plausible value.
    pub value_low: f64,
    /// Highest plausible value.
    pub value_high: f64,
    /// Value without the criteria that are costs; null where there are none.
    pub value_without_costs: Option<f64>,
    /// Likely cost.
    pub cost: f64,
    /// Lowest plausible cost.
    pub cost_low: f64,
    /// Highest plausible cost.
    pub cost_high: f64,
    /// `on-hull`, `extendedly-dominated`, `same-cost-less-value`,
    /// `same-value-more-cost` or `dominated`.
    pub standing: &'static str,
    /// Ids of the options that put it there.
    pub by: Vec<String>,
    /// Whether that holds wherever in their ranges values and costs lie.
    pub sure: bool,
}

/// A step along the line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CostStepDocument {
    /// Id of the cheaper option.
    pub from: String,
    /// Id of the dearer option.
    pub to: String,
    /// Points of value gained.
    pub gain: f64,
    /// What they cost.
    pub cost: f64,
    /// Points for each unit of cost.
    pub ratio: f64,
    /// Cost of one point.
    pub cost_per_point: f64,
    /// Whether it is a gain for a cost wherever in their ranges the two lie.
    pub sure: bool,
}

/// A criterion that is itself a cost.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CountedTwiceDocument {
    /// Id of the criterion.
    pub criterion: String,
    /// Its weight, 0 to 1.
    pub weight: f64,
    /// What tells that it is a cost.
    pub because: &'static str,
}

/// What a budget leaves.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BudgetDocument {
    /// The budget.
    pub budget: f64,
    /// Ids of the options that it pays for at their likely cost.
    pub affordable: Vec<String>,
    /// Ids of the best of them; several where they tie.
    pub best: Vec<String>,
    /// Whether the best is so wherever in their ranges values and costs lie.
    pub sure: bool,
}

pub(super) fn cost_value_document(
    workbook: &Workbook,
    analysis: &Analysis,
) -> Option<CostValueDocument> {
    let found = cost_value(workbook, analysis, ValueBasis::All)?;
    let other = (!found.counted_twice.is_empty())
        .then(|| cost_value(workbook, analysis, ValueBasis::WithoutCosts))
        .flatten();
    let costing = &workbook.frame.costing;
    let id = |point: usize| found.points[point].id.to_string();
    let ids = |points: &[usize]| points.iter().map(|&at| id(at)).collect::<Vec<_>>();
    let options = |options: &[usize]| {
        options.iter().map(|&at| analysis.options[at].id.to_string()).collect::<Vec<_>>()
    };
    Some(CostValueDocument {
        currency: costing.currency.clone(),
        horizon: costing.horizon.clone(),
        priced: costing.priced.map(|date| date.to_string()),
        points: found
            .points
            .iter()
            .map(|point| point_document(&found, other.as_ref(), point))
            .collect(),
        line: ids(&found.line),
        steps: found
            .steps
            .iter()
            .map(|step| CostStepDocument {
                from: id(step.from),
                to: id(step.to),
                gain: step.gain,
                cost: step.cost,
                ratio: step.ratio,
                cost_per_point: step.cost_per_point,
                sure: step.sure,
            })
            .collect(),
        without_cost: options(&found.without_cost),
        not_ranked: options(&found.not_ranked),
        counted_twice: found
            .counted_twice
            .iter()
            .map(|it| CountedTwiceDocument {
                criterion: it.criterion.to_string(),
                weight: it.weight,
                because: it.because,
            })
            .collect(),
        line_without_costs: other
            .as_ref()
            .map(|other| other.line.iter().map(|&at| other.points[at].id.to_string()).collect()),
        budget: found.budget.as_ref().map(|answer| BudgetDocument {
            budget: answer.budget,
            affordable: (0..found.points.len())
                .filter(|&at| answer.affordable[at].is_likely())
                .map(id)
                .collect(),
            best: ids(&answer.best),
            sure: answer.sure,
        }),
        finding: found.finding.clone(),
    })
}

fn point_document(
    found: &CostValue,
    other: Option<&CostValue>,
    point: &crate::analysis::CostPoint,
) -> CostPointDocument {
    let id = |at: &usize| found.points[*at].id.to_string();
    CostPointDocument {
        option: point.id.to_string(),
        value: point.value.0,
        value_low: point.value.1,
        value_high: point.value.2,
        value_without_costs: other
            .and_then(|other| other.points.iter().find(|it| it.option == point.option))
            .map(|it| it.value.0),
        cost: point.cost.0,
        cost_low: point.cost.1,
        cost_high: point.cost.2,
        standing: point.standing.code(),
        by: match &point.standing {
            CostStanding::OnHull => Vec::new(),
            CostStanding::BehindMix { cheaper, dearer } => vec![id(cheaper), id(dearer)],
            CostStanding::SameCost(by)
            | CostStanding::SameValue(by)
            | CostStanding::Dominated(by) => by.iter().map(id).collect(),
        },
        sure: point.sure,
    }
}
