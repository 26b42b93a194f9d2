//! Why a number is what it is: the formula in words and symbols with the
//! figures put in, and what each figure rests on, down to scores, reasons and
//! claims.
//!
//! Nothing is computed anew: every figure is that of the [`Analysis`], and
//! [`Explanation::evaluate`] lets anyone check that the parts give the result.
//! An explanation is built for the one number asked for.

mod cell;
mod change;
mod fed;
mod total;
mod weight;

use super::{Analysis, number};
use crate::workbook::{
    AlternativeId, CriterionId, ItemRef, ProfileId, RequirementId, Tree, Workbook,
};

/// A number, or a verdict, that can be asked why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The total of an option.
    Total(AlternativeId),
    /// What a node of the tree adds to an option's total.
    Contribution(AlternativeId, CriterionId),
    /// The value of an option on a node of the tree, 0 to 100.
    Value(AlternativeId, CriterionId),
    /// The performance of an option on a scored criterion, in its units.
    Performance(AlternativeId, CriterionId),
    /// The weight of a node, as a share of the whole.
    Weight(CriterionId),
    /// The weight of a node, as a share among its siblings.
    Share(CriterionId),
    /// The weight of a node on the profile's own scale.
    RawWeight(CriterionId),
    /// All raw weights that the shares are taken of: those in the family below
    /// a node or at the top, or, across the tree, those of all leaves.
    RawSum(Family),
    /// The lead of the first option over the second.
    Lead(AlternativeId, AlternativeId),
    /// What one criterion adds to the lead of the first option over the second.
    Difference(AlternativeId, AlternativeId, CriterionId),
    /// How an option stands at a must.
    Gate(AlternativeId, RequirementId),
    /// The end of the range in which the leader stays first as the weight of a
    /// node moves: the lower or the upper one.
    Stability(CriterionId, End),
    /// The score that an option would need on a criterion to draw level with
    /// the leader.
    ScoreFlip(AlternativeId, CriterionId),
    /// The weight of a criterion at which an option would lead.
    WeightFlip(AlternativeId, CriterionId),
    /// The verdict on the result as a whole.
    Verdict,
}

/// Weights of which shares are taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Family {
    /// Every leaf of the tree.
    Leaves,
    /// The nodes at the top.
    Top,
    /// The nodes right below one.
    Below(CriterionId),
}

/// An end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The lower one.
    Low,
    /// The upper one.
    High,
}

/// A number asked why, with the profile under which it holds; without one,
/// the profile in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyAsked {
    /// The profile.
    pub profile: Option<ProfileId>,
    /// The number.
    pub subject: Subject,
}

impl From<Subject> for WhyAsked {
    fn from(subject: Subject) -> Self {
        Self { profile: None, subject }
    }
}

/// A figure; while something it hangs on is unknown, the lowest and highest
/// that it can be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// Lowest.
    pub low: f64,
    /// Highest; the same where it is known.
    pub high: f64,
}

impl Amount {
    /// A figure that is known.
    pub fn known(x: f64) -> Self {
        Self { low: x, high: x }
    }

    fn between(low: f64, high: f64) -> Self {
        Self { low, high }
    }

    /// Whether it is known.
    pub fn is_known(self) -> bool {
        self.low == self.high
    }
}

impl From<(f64, f64)> for Amount {
    fn from((low, high): (f64, f64)) -> Self {
        Self { low, high }
    }
}

/// How a result comes from the parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rule {
    /// It does not: it was given, or is a judgement in words.
    Given,
    /// The sum of the parts that count.
    Sum,
    /// The product of the parts.
    Product,
    /// The mean of the parts that count.
    Mean,
    /// The first over the second.
    Ratio,
    /// The part at this position.
    Picked(usize),
    /// The first, then at most each of so many, then at least each of the rest.
    Bounds(usize),
    /// The first times the difference of the second and the third.
    WeightedDifference,
    /// 100 (x − worst) / (best − worst), of x, worst, best.
    Linear,
    /// 100 (1 − e^(−ρz)) / (1 − e^(−ρ)) with z = (x − worst) / (best − worst),
    /// of x, worst, best; the bend is ρ (Kirkwood 1997).
    Exponential(f64),
    /// 100 ln(x / worst) / ln(best / worst), of x, worst, best.
    Logarithmic,
    /// On the line through two knots, of x, x₀, v₀, x₁, v₁.
    BetweenKnots,
    /// Where a lead that goes in a straight line from R, without the
    /// criterion, to d, on it alone, is used up: R / (R − d), of R and d.
    Crossing,
    /// The value now and the gap over the weight, of value, gap, weight.
    Needed,
}

/// Where a figure is kept and can be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An item of the workbook.
    Item(ItemRef),
    /// A cell of the matrix.
    Cell(AlternativeId, CriterionId),
}

/// A figure beside a part, such as the weight and the value of a product.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    /// What it is.
    pub name: &'static str,
    /// How it is printed.
    pub printed: String,
}

/// A figure that the result is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// What it is.
    pub label: String,
    /// What it is made of in turn, where that fits into the line.
    pub factors: Vec<Factor>,
    /// The figure; nothing where it is a word.
    pub amount: Option<Amount>,
    /// How it is printed.
    pub printed: String,
    /// Whether it is part of the sum or mean.
    pub counts: bool,
    /// What to ask to go on.
    pub subject: Option<Subject>,
    /// Where it is kept.
    pub target: Option<Target>,
}

impl Part {
    fn new(label: impl Into<String>, amount: Amount, printed: String) -> Self {
        Self {
            label: label.into(),
            factors: Vec::new(),
            amount: Some(amount),
            printed,
            counts: true,
            subject: None,
            target: None,
        }
    }

    fn word(label: impl Into<String>, printed: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            factors: Vec::new(),
            amount: None,
            printed: printed.into(),
            counts: false,
            subject: None,
            target: None,
        }
    }

    fn factor(mut self, name: &'static str, printed: String) -> Self {
        self.factors.push(Factor { name, printed });
        self
    }

    fn asks(mut self, subject: Subject) -> Self {
        self.subject = Some(subject);
        self
    }

    fn kept_at(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }
}

/// What sort of evidence something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceKind {
    /// What somebody gave as the reason.
    Reason,
    /// A claim of a source.
    Claim,
    /// A load run.
    Measurement,
    /// An answer to the questionnaire.
    Answer,
    /// A requirement.
    Requirement,
}

impl EvidenceKind {
    /// The kind in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reason => "Reason",
            Self::Claim => "Claim",
            Self::Measurement => "Load run",
            Self::Answer => "Answer",
            Self::Requirement => "Requirement",
        }
    }
}

/// What stands behind a figure that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyEvidence {
    /// What sort it is.
    pub kind: EvidenceKind,
    /// The item, where it is one.
    pub item: Option<ItemRef>,
    /// Whose word it is, or where it stands.
    pub source: String,
    /// What it says.
    pub text: String,
    /// How far it can be relied on; may be empty.
    pub standing: String,
    /// Whether a score names it as its ground.
    pub cited: bool,
    /// Whether it counts as evidence.
    pub counts: bool,
}

/// Why a number is what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The number.
    pub subject: Subject,
    /// What it is, without a full stop.
    pub title: String,
    /// It; nothing where it is a word, or cannot be computed.
    pub result: Option<Amount>,
    /// It, printed.
    pub printed: String,
    /// How it comes about, a sentence.
    pub words: String,
    /// The formula with the figures put in; empty where there is none.
    pub formula: String,
    /// How it comes from the parts.
    pub rule: Rule,
    /// The parts.
    pub parts: Vec<Part>,
    /// What to bear in mind, sentences.
    pub notes: Vec<String>,
    /// What stands behind it, where it was given.
    pub evidence: Vec<WhyEvidence>,
    /// Where it is kept.
    pub target: Option<Target>,
}

impl Explanation {
    fn new(subject: &Subject, title: String) -> Self {
        Self {
            subject: subject.clone(),
            title,
            result: None,
            printed: String::new(),
            words: String::new(),
            formula: String::new(),
            rule: Rule::Given,
            parts: Vec::new(),
            notes: Vec::new(),
            evidence: Vec::new(),
            target: None,
        }
    }

    /// The result worked out from the parts by the rule: nothing where it was
    /// given. It is the result itself, but for rounding.
    pub fn evaluate(&self) -> Option<Amount> {
        let part = |at: usize| self.parts.get(at).and_then(|part| part.amount);
        let counted = || self.parts.iter().filter(|it| it.counts).filter_map(|it| it.amount);
        let three = || Some((part(0)?, part(1)?, part(2)?));
        let known = |x: f64| x.is_finite().then(|| Amount::known(x));
        match self.rule {
            Rule::Given => None,
            Rule::Sum => Some(counted().fold(Amount::known(0.0), |sum, it| {
                Amount::between(sum.low + it.low, sum.high + it.high)
            })),
            Rule::Product => Some(counted().fold(Amount::known(1.0), |product, it| {
                Amount::between(product.low * it.low, product.high * it.high)
            })),
            Rule::Mean => {
                let count = counted().count() as f64;
                let mean = |end: fn(Amount) -> f64| counted().map(|it| end(it) / count).sum();
                (count > 0.0).then(|| Amount::between(mean(|it| it.low), mean(|it| it.high)))
            }
            Rule::Ratio => known(part(0)?.low / part(1)?.low),
            Rule::Picked(at) => part(at),
            Rule::Bounds(caps) => {
                let mut at = part(0)?.low;
                for (step, bound) in self.parts.iter().skip(1).enumerate() {
                    let bound = bound.amount?.low;
                    at = if step < caps { at.min(bound) } else { at.max(bound) };
                }
                known(at)
            }
            Rule::WeightedDifference => {
                let (weight, a, b) = three()?;
                Some(Amount::between(weight.low * (a.low - b.high), weight.low * (a.high - b.low)))
            }
            Rule::Linear => {
                let (x, worst, best) = three()?;
                known(100.0 * (x.low - worst.low) / (best.low - worst.low))
            }
            Rule::Exponential(bend) => {
                let (x, worst, best) = three()?;
                let z = (x.low - worst.low) / (best.low - worst.low);
                known(100.0 * (1.0 - (-bend * z).exp()) / (1.0 - (-bend).exp()))
            }
            Rule::Logarithmic => {
                let (x, worst, best) = three()?;
                known(100.0 * (x.low / worst.low).ln() / (best.low / worst.low).ln())
            }
            Rule::BetweenKnots => {
                let (x, x0, v0) = three()?;
                let (x1, v1) = (part(3)?, part(4)?);
                let share = (x.low - x0.low) / (x1.low - x0.low);
                known(v0.low + (v1.low - v0.low) * share)
            }
            Rule::Crossing => {
                let (rest, own) = (part(0)?.low, part(1)?.low);
                known(rest / (rest - own))
            }
            Rule::Needed => {
                let (now, gap, weight) = three()?;
                known(now.low + gap.low / weight.low)
            }
        }
    }

    /// All of it as plain text, to be pasted somewhere.
    pub fn text(&self) -> String {
        let mut lines = vec![format!("{}: {}", self.title, self.printed), self.words.clone()];
        lines.push(self.formula.clone());
        for part in &self.parts {
            let factors: Vec<String> =
                part.factors.iter().map(|it| format!("{} {}", it.name, it.printed)).collect();
            let of = if factors.is_empty() {
                String::new()
            } else {
                format!(" ({})", factors.join(" × "))
            };
            lines.push(format!("- {}: {}{of}", part.label, part.printed));
        }
        lines.extend(self.notes.iter().cloned());
        for it in &self.evidence {
            let mut line = format!("- {}", it.kind.name());
            if !it.source.is_empty() {
                line = format!("{line}, {}", it.source);
            }
            line = format!("{line}: {}", it.text);
            if !it.standing.is_empty() {
                line = format!("{line} ({})", it.standing);
            }
            lines.push(line);
        }
        lines.retain(|line| !line.trim().is_empty());
        lines.join("\n")
    }
}

/// Explains a number of an analysis; nothing where the workbook does not hold
/// what it is about.
pub fn explain(
    workbook: &Workbook,
    tree: &Tree,
    analysis: &Analysis,
    subject: &Subject,
) -> Option<Explanation> {
    let on = On { workbook, tree, analysis };
    match subject {
        Subject::Total(option) => total::total(on, subject, on.option(option)?),
        Subject::Contribution(option, node) => {
            total::contribution(on, subject, on.option(option)?, on.node(node)?)
        }
        Subject::Value(option, node) => {
            let (option, node) = (on.option(option)?, on.node(node)?);
            match on.leaf(node) {
                Some(leaf) => cell::value(on, subject, option, leaf),
                None => total::group_value(on, subject, option, node),
            }
        }
        Subject::Performance(option, node) => {
            cell::performance(on, subject, on.option(option)?, on.leaf(on.node(node)?)?)
        }
        Subject::Weight(node) => weight::weight(on, subject, on.node(node)?),
        Subject::Share(node) => weight::share(on, subject, on.node(node)?),
        Subject::RawWeight(node) => weight::raw(on, subject, on.node(node)?),
        Subject::RawSum(family) => weight::raw_sum(on, subject, family),
        Subject::Lead(first, second) => {
            change::lead(on, subject, on.option(first)?, on.option(second)?)
        }
        Subject::Difference(first, second, node) => change::difference(
            on,
            subject,
            on.option(first)?,
            on.option(second)?,
            on.leaf(on.node(node)?)?,
        ),
        Subject::Gate(option, must) => change::gate(on, subject, on.option(option)?, must),
        Subject::Stability(node, end) => change::stability(on, subject, on.node(node)?, *end),
        Subject::ScoreFlip(option, node) => {
            change::score_flip(on, subject, on.option(option)?, on.leaf(on.node(node)?)?)
        }
        Subject::WeightFlip(option, node) => {
            change::weight_flip(on, subject, on.option(option)?, on.leaf(on.node(node)?)?)
        }
        Subject::Verdict => Some(change::verdict(on, subject)),
    }
}

/// What explanations are drawn from.
#[derive(Clone, Copy)]
struct On<'a> {
    workbook: &'a Workbook,
    tree: &'a Tree,
    analysis: &'a Analysis,
}

impl<'a> On<'a> {
    fn option(self, id: &AlternativeId) -> Option<usize> {
        self.analysis.option_at(id)
    }

    fn node(self, id: &CriterionId) -> Option<usize> {
        self.workbook.criteria.iter().position(|criterion| criterion.id == *id)
    }

    /// The leaf that a node is.
    fn leaf(self, node: usize) -> Option<usize> {
        self.analysis.leaves.iter().position(|&leaf| leaf == node)
    }

    fn option_id(self, option: usize) -> AlternativeId {
        self.analysis.options[option].id.clone()
    }

    fn option_name(self, option: usize) -> &'a str {
        &self.analysis.options[option].name
    }

    fn node_id(self, node: usize) -> CriterionId {
        self.workbook.criteria[node].id.clone()
    }

    fn node_name(self, node: usize) -> &'a str {
        &self.workbook.criteria[node].name
    }
}

/// Points of value, to a hundredth.
fn fine(amount: Amount) -> String {
    both(amount, |x| number(x, 2))
}

/// A share in percent, to a hundredth.
fn fine_percent(share: f64) -> String {
    format!("{} %", number(share * 100.0, 2))
}

/// An interval, or one number where its ends print alike.
fn both(amount: Amount, print: impl Fn(f64) -> String) -> String {
    let (low, high) = (print(amount.low), print(amount.high));
    if low == high { low } else { format!("{low} – {high}") }
}

/// A raw weight: as many decimals as it needs, four at most.
fn plain(x: f64) -> String {
    super::format::short(x, if x.abs() >= 1000.0 { 0 } else { 4 })
}

/// Most terms that a sum spells out.
const TERMS: usize = 6;

/// Numbers added up, the first few spelt out.
fn summed<'a>(terms: impl Iterator<Item = &'a str> + Clone) -> String {
    let count = terms.clone().count();
    let shown = if count > TERMS + 1 { TERMS } else { count };
    let mut text = String::new();
    for (at, term) in terms.take(shown).enumerate() {
        // A range in a sum stands in brackets, so that it is no subtraction.
        if term.contains('–') {
            text.push_str(if at == 0 { "(" } else { " + (" });
            text.push_str(term);
            text.push(')');
            continue;
        }
        let negative = term.strip_prefix('\u{2212}');
        match (at, negative) {
            (0, _) => text.push_str(term),
            (_, Some(size)) => {
                text.push_str(" \u{2212} ");
                text.push_str(size);
            }
            (_, None) => {
                text.push_str(" + ");
                text.push_str(term);
            }
        }
    }
    if shown < count {
        text.push_str(&format!(" + {} more", count - shown));
    }
    text
}
