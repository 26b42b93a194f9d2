//! The irrelevant-option audit: would an option that is taken out, copied or
//! beaten by another change the order of the rest?

use super::base::Base;
use super::method::{CrossMethod, run};
use super::{NoCrossChecks, base_of, joined};
use crate::analysis::Analysis;
use crate::analysis::methods::Direction;
use crate::workbook::Workbook;

/// Options that are taken out and copied in turn; those ranked first.
const MOST: usize = 24;
/// Comparisons of two options on a criterion that all trials of one method may
/// take; beyond it fewer options are taken out, but never fewer than three.
const BUDGET: usize = 40_000_000;
const LEAST: usize = 3;
/// Reversals kept for each method.
const KEPT: usize = 12;
/// By how many points the option made up is worse than the one that it is made
/// after.
const WORSE: f64 = 10.0;

/// What was done to the set of options. Options are positions in
/// `Analysis::options`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditChange {
    /// The option is taken out.
    Removed(usize),
    /// A copy of the option is added.
    Copied(usize),
    /// An option is added that is 10 points worse on everything.
    Dominated(usize),
}

/// Two options that change places although nothing about them changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reversal {
    /// What was done.
    pub change: AuditChange,
    /// The option that was ahead.
    pub before: usize,
    /// The option that then is.
    pub after: usize,
    /// Whether the first place changes hands.
    pub winner: bool,
}

/// One method under all changes.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditedMethod {
    /// The method.
    pub method: CrossMethod,
    /// Changes tried.
    pub tried: usize,
    /// Changes under which some pair changed places.
    pub turned: usize,
    /// Changes under which the first place changed hands.
    pub new_winner: usize,
    /// For each change under which a pair changed places the one nearest to the
    /// top; twelve at most, changes of the first place before others.
    pub reversals: Vec<Reversal>,
}

/// The audit of every method that ranks.
#[derive(Debug, Clone, PartialEq)]
pub struct Audit {
    /// One entry per method, the additive model first.
    pub methods: Vec<AuditedMethod>,
    /// Options that were taken out and copied, where not all were: those ranked
    /// first.
    pub limited_to: Option<usize>,
}

/// Takes each option out, adds a copy of it, and adds one that it beats on
/// everything, and ranks the others anew with every method that ranks.
///
/// # Errors
///
/// There is nothing to rank.
pub fn audit(workbook: &Workbook, analysis: &Analysis) -> Result<Audit, NoCrossChecks> {
    let base = base_of(workbook, analysis)?;
    let one = base.options.len().pow(2).saturating_mul(base.leaves.len()).max(1);
    let rows = base.options.len().min(MOST).min((BUDGET / (3 * one)).max(LEAST));
    let methods = CrossMethod::ALL
        .into_iter()
        .filter(|method| method.ranks())
        .map(|method| audited(method, &base, rows))
        .collect();
    Ok(Audit { methods, limited_to: (rows < base.options.len()).then_some(rows) })
}

fn audited(method: CrossMethod, base: &Base, rows: usize) -> AuditedMethod {
    let mut out =
        AuditedMethod { method, tried: 0, turned: 0, new_winner: 0, reversals: Vec::new() };
    let Ok(before) = run(method, base) else { return out };
    for row in 0..rows {
        let option = base.options[row];
        let all: Vec<usize> = (0..base.options.len()).collect();
        let kept: Vec<usize> = all.iter().copied().filter(|&at| at != row).collect();
        let (values, performances) = worse(base, row);
        let trials = [
            (AuditChange::Removed(option), base.without(row), kept),
            (
                AuditChange::Copied(option),
                base.with(base.values[row].clone(), base.performances[row].clone()),
                all.clone(),
            ),
            (AuditChange::Dominated(option), base.with(values, performances), all),
        ];
        for (change, changed, kept) in trials {
            if kept.len() < 2 {
                continue;
            }
            let Ok(after) = run(method, &changed) else { continue };
            out.tried += 1;
            let old: Vec<usize> = kept.iter().filter_map(|&at| before.ranks[at]).collect();
            let new: Vec<usize> = (0..kept.len()).filter_map(|at| after.ranks[at]).collect();
            if let Some((a, b)) = turned(&old, &new) {
                let top = |of: &[usize]| of.iter().copied().min().unwrap_or(0);
                // The first among those that stay on both sides.
                let winner = old[a] == top(&old) && new[b] == top(&new);
                out.turned += 1;
                out.new_winner += usize::from(winner);
                out.reversals.push(Reversal {
                    change,
                    before: base.options[kept[a]],
                    after: base.options[kept[b]],
                    winner,
                });
            }
        }
    }
    out.reversals.sort_by_key(|reversal| !reversal.winner);
    out.reversals.truncate(KEPT);
    out
}

/// The pair nearest to the top whose strict order turns around.
fn turned(old: &[usize], new: &[usize]) -> Option<(usize, usize)> {
    let count = old.len().min(new.len());
    (0..count)
        .flat_map(|a| (0..count).map(move |b| (a, b)))
        .filter(|&(a, b)| old[a] < old[b] && new[a] > new[b])
        .min_by_key(|&(a, b)| (old[a], new[b], a, b))
}

/// An option that another beats, or ties at the end of a scale, on everything.
fn worse(base: &Base, row: usize) -> (Vec<f64>, Vec<f64>) {
    let values = base.values[row].iter().map(|value| (value - WORSE).max(0.0)).collect();
    let performances = base.performances[row]
        .iter()
        .enumerate()
        .map(|(column, own)| {
            let of = || base.performances.iter().map(|other| other[column]);
            let span = of().fold(f64::NEG_INFINITY, f64::max) - of().fold(f64::INFINITY, f64::min);
            let step = span * WORSE / 100.0;
            match base.directions[column] {
                Direction::Max => own - step,
                Direction::Min => own + step,
            }
        })
        .collect();
    (values, performances)
}

impl Audit {
    /// What the audit found, a sentence or two.
    pub fn sentence(&self, analysis: &Analysis) -> String {
        let own = self.methods.iter().find(|one| one.method == CrossMethod::Additive);
        let part = self
            .limited_to
            .map_or_else(String::new, |rows| format!(" (tried with the first {rows} options)"));
        let mut words = match own {
            Some(own) if own.turned == 0 => format!(
                "No option that is taken out, copied or beaten changes the additive order of the \
                 others: it held in all {} trials{part}, since the anchors are fixed.",
                own.tried
            ),
            Some(own) => {
                format!("The additive order changed in {} of {} trials.", own.turned, own.tried)
            }
            None => String::new(),
        };
        let unstable: Vec<&AuditedMethod> = self
            .methods
            .iter()
            .filter(|one| one.method != CrossMethod::Additive && one.turned > 0)
            .collect();
        if unstable.is_empty() {
            words.push_str(" Nor did any other method change it here.");
            return words;
        }
        let names: Vec<String> = unstable
            .iter()
            .map(|one| format!("{} ({} of {})", one.method.name(), one.turned, one.tried))
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        words.push_str(&format!(" It does change under {}.", joined(&names)));
        if let Some(reversal) = unstable
            .iter()
            .flat_map(|one| one.reversals.iter().map(move |reversal| (one.method, reversal)))
            .min_by_key(|(_, reversal)| !reversal.winner)
        {
            words.push_str(&format!(
                " {} for example: {}.",
                reversal.0.name(),
                reversal.1.words(analysis)
            ));
        }
        words
    }
}

impl Reversal {
    /// What happens, in words: "without Bun, Go passes Rust".
    pub fn words(&self, analysis: &Analysis) -> String {
        let name = |at: usize| analysis.options[at].name.as_str();
        let change = match self.change {
            AuditChange::Removed(option) => format!("without {}", name(option)),
            AuditChange::Copied(option) => format!("with a copy of {}", name(option)),
            AuditChange::Dominated(option) => {
                format!("with an option that {} beats on everything", name(option))
            }
        };
        let place = if self.winner { " and is first" } else { "" };
        format!("{change}, {} passes {}{place}", name(self.after), name(self.before))
    }
}
