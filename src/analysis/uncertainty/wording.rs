//! What the draws say, in words.

use super::{CellInformation, Outcome, half_width};
use crate::analysis::{Analysis, TOLERANCE, number, percent};
use crate::workbook::Workbook;

/// From so many draws on, shares are told to a tenth of a percent.
const TENTHS: u64 = 100_000;
/// Criteria named that make the weights of an option's friends others than
/// those stated.
const NAMED: usize = 3;
/// Weights that differ by less, as shares, count as alike.
const ALIKE: f64 = 0.005;

fn decimals(draws: u64) -> usize {
    usize::from(draws >= TENTHS)
}

/// A share that was counted in so many draws, as exactly as they allow: whole
/// percents, or tenths from 100,000 draws on. What is not quite all or nothing
/// is never told as such.
pub fn share_text(share: f64, draws: u64) -> String {
    let decimals = decimals(draws);
    let unit = if decimals == 0 { 1.0 } else { 0.1 };
    let percent = 100.0 * share;
    if share > 0.0 && percent < unit / 2.0 {
        return format!("under {} %", number(unit, decimals));
    }
    if share < 1.0 && percent > 100.0 - unit / 2.0 {
        return format!("over {} %", number(100.0 - unit, decimals));
    }
    format!("{} %", number(percent, if share == 1.0 || share == 0.0 { 0 } else { decimals }))
}

/// How exact such a share is: half the width of its 95 % interval in percent,
/// at least one of the last figure.
pub fn margin_text(share: f64, draws: u64) -> String {
    let decimals = decimals(draws);
    let unit = if decimals == 0 { 1.0 } else { 0.1 };
    format!("± {}", number((100.0 * half_width(share, draws)).max(unit), decimals))
}

/// A number of draws.
pub fn draws_text(draws: u64) -> String {
    match draws {
        1 => "1 draw".to_owned(),
        draws => format!("{} draws", number(draws as f64, 0)),
    }
}

/// Who leads how often, a sentence without its full stop.
pub fn share_headline(analysis: &Analysis, outcome: &Outcome) -> String {
    let draws = outcome.shares.draws;
    let favourite = outcome.favourite();
    let Some(option) = outcome.options.get(favourite).and_then(|&at| analysis.options.get(at))
    else {
        return String::new();
    };
    let share = outcome.first(favourite);
    if share >= 1.0 {
        return format!("{} leads in all {}", option.name, draws_text(draws));
    }
    if let Some(text) = level_headline(analysis, outcome, favourite) {
        return text;
    }
    let said = share_text(share, draws);
    let mut text = format!("{} leads in {said} of {}", option.name, draws_text(draws));
    // What is next to all is told as a bound, which has no margin.
    if !said.starts_with("over") {
        text.push_str(&format!(" ({})", margin_text(share, draws)));
    }
    let leader = analysis.order.first().and_then(|&leader| analysis.options.get(leader));
    // One that is level with the leader is no other leader.
    if let Some(leader) = leader.filter(|leader| leader.middle() - option.middle() > TOLERANCE) {
        text.push_str(&format!("; as things are stated, {} leads", leader.name));
    }
    text
}

/// Two options of which the draws do not say which comes first more often: 1.96
/// standard errors of the difference of two shares of the same draws,
/// √((p + q − (p − q)²) / K).
fn level_headline(analysis: &Analysis, outcome: &Outcome, favourite: usize) -> Option<String> {
    let draws = outcome.shares.draws;
    let p = outcome.first(favourite);
    let other = (0..outcome.options.len())
        .filter(|&at| at != favourite)
        .rev()
        .max_by(|a, b| outcome.first(*a).total_cmp(&outcome.first(*b)))?;
    let q = outcome.first(other);
    let error = ((p + q - (p - q) * (p - q)) / draws.max(1) as f64).sqrt();
    if p - q > 1.96 * error {
        return None;
    }
    let (a, b) = (favourite.min(other), favourite.max(other));
    let name = |at: usize| analysis.options[outcome.options[at]].name.as_str();
    let said = |at: usize| share_text(outcome.first(at), draws);
    let shares = match said(a) == said(b) {
        true => format!("{} each", said(a)),
        false => format!("{} and {}", said(a), said(b)),
    };
    let draws = draws_text(draws);
    Some(format!("{} and {} lead about as often, in {shares} of {draws}", name(a), name(b)))
}

/// What was drawn, a sentence.
pub fn drawn_text(workbook: &Workbook, outcome: &Outcome) -> String {
    let scores = match outcome.varying {
        0 => "no score has a range".to_owned(),
        1 => "1 score from its range".to_owned(),
        count => format!("{count} scores from their ranges"),
    };
    format!(
        "{}, seed {}: weights {}, {scores}.",
        draws_text(outcome.shares.draws),
        outcome.seed,
        workbook.uncertainty.weights.words()
    )
}

/// A weight with which an option tends to be first, against the stated one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lean {
    /// Position in `Analysis::leaves`.
    pub leaf: usize,
    /// Mean share of the whole over the draws that the option won, 0 to 1.
    pub central: f64,
    /// The stated share, 0 to 1.
    pub stated: f64,
}

/// Who would choose an option: with what weights it is first, and how surely.
#[derive(Debug, Clone, PartialEq)]
pub struct Chooser {
    /// Position in `Analysis::options`.
    pub option: usize,
    /// Share of draws in which it was first.
    pub share: f64,
    /// The weights that differ most from those stated, the most first.
    pub leans: Vec<Lean>,
    /// The weights in a sentence.
    pub weights: String,
    /// How sure it is first with these weights, in a sentence; empty for an
    /// option that was never first.
    pub confidence: String,
}

/// Who would choose each option, in the order of `Outcome::options`.
pub fn choosers(workbook: &Workbook, analysis: &Analysis, outcome: &Outcome) -> Vec<Chooser> {
    (0..outcome.options.len()).map(|at| chooser(workbook, analysis, outcome, at)).collect()
}

fn chooser(workbook: &Workbook, analysis: &Analysis, outcome: &Outcome, at: usize) -> Chooser {
    let (option, share) = (outcome.options[at], outcome.first(at));
    let name = &analysis.options[option].name;
    let central = outcome.shares.central.get(at).and_then(Option::as_ref);
    let Some(central) = central else {
        let weights = format!("Nobody in these draws: {name} is never first.");
        return Chooser { option, share, leans: Vec::new(), weights, confidence: String::new() };
    };
    let mut leans: Vec<Lean> = outcome
        .leaves
        .iter()
        .zip(central)
        .map(|(&leaf, &central)| Lean { leaf, central, stated: analysis.leaf_weight(leaf) })
        .filter(|lean| (lean.central - lean.stated).abs() >= ALIKE)
        .collect();
    let far = |lean: &Lean| (lean.central - lean.stated).abs();
    leans.sort_by(|a, b| far(b).total_cmp(&far(a)).then(a.leaf.cmp(&b.leaf)));
    leans.truncate(NAMED);
    let words: Vec<String> = leans.iter().map(|lean| lean.words(workbook, analysis)).collect();
    let weights = match words.split_last() {
        None => "Those who weigh about as stated.".to_owned(),
        Some((one, [])) => format!("Those who weigh {one}."),
        Some((last, others)) => format!("Those who weigh {} and {last}.", others.join(", ")),
    };
    let confidence = outcome.shares.confidence.get(at).copied().flatten();
    let confidence = confidence
        .map_or_else(String::new, |confidence| confidence_text(name, confidence, outcome));
    Chooser { option, share, leans, weights, confidence }
}

impl Lean {
    /// "Cost more (30.1 % instead of 20.0 %)".
    pub fn words(&self, workbook: &Workbook, analysis: &Analysis) -> String {
        let name = &workbook.criteria[analysis.leaves[self.leaf]].name;
        let way = if self.central > self.stated { "more" } else { "less" };
        format!("{name} {way} ({} instead of {})", percent(self.central), percent(self.stated))
    }
}

fn confidence_text(name: &str, confidence: f64, outcome: &Outcome) -> String {
    if outcome.varying == 0 {
        return match confidence > 0.0 {
            true => format!("With just these weights {name} is first."),
            false => format!("With the mean of these weights {name} is not first."),
        };
    }
    if confidence >= 1.0 {
        return "With just these weights it is first in every draw over the scores.".to_owned();
    }
    let sure = match confidence {
        c if c >= 0.95 => "all but certain",
        c if c >= 0.8 => "very likely",
        c if c >= 0.5 => "more likely than not",
        c if c >= 0.2 => "less likely than not",
        _ => "unlikely",
    };
    let share = share_text(confidence, outcome.shares.draws.min(20_000));
    format!(
        "With just these weights it is {sure} to be first: in {share} of draws over the scores."
    )
}

impl CellInformation {
    /// What knowing the score could do, a sentence without its full stop.
    pub fn sentence(&self) -> String {
        format!(
            "{} that another option leads once it is known; worth {} points on average",
            chance_text(self.chance),
            match self.worth {
                worth if worth < 0.005 => "under 0.01".to_owned(),
                worth => number(worth, 2),
            }
        )
    }
}

/// A chance in percent, never told as nothing where there is one.
pub fn chance_text(chance: f64) -> String {
    match chance {
        c if c > 0.0 && c < 0.005 => "Under 1 %".to_owned(),
        c if c < 1.0 && c > 0.995 => "Over 99 %".to_owned(),
        c => format!("{} %", number(100.0 * c, 0)),
    }
}
