//! What each uncertain score and each weight does to the leader's margin: the
//! lead over whoever is the strongest of the others, not one option's total.

use super::super::composite::is_followed;
use super::super::flips::{doubled, halved};
use super::super::moved::totals_after;
use super::super::{Analysis, CellOrigin, CellState, TOLERANCE, invert, value};
use super::{Table, dot, rivals};
use crate::workbook::Workbook;

/// The margin of the leader, and what moves it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tornado {
    /// Position in `Analysis::options` of today's leader.
    pub leader: usize,
    /// Its margin today, in points.
    pub margin: f64,
    /// What moves it by more than nothing, the widest swing first.
    pub entries: Vec<TornadoEntry>,
}

/// One score or weight between its ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TornadoEntry {
    /// What varies.
    pub subject: TornadoSubject,
    /// The lower end: the worse value of the score, half the weight.
    pub low: TornadoEnd,
    /// The upper end: the better value of the score, double the weight.
    pub high: TornadoEnd,
}

impl TornadoEntry {
    /// Points by which the margins at both ends differ.
    pub fn swing(&self) -> f64 {
        (self.high.margin - self.low.margin).abs()
    }

    /// Lowest and highest margin of the two ends and today.
    pub fn span(&self, today: f64) -> (f64, f64) {
        (
            self.low.margin.min(self.high.margin).min(today),
            self.low.margin.max(self.high.margin).max(today),
        )
    }

    /// Whether somebody else leads at an end.
    pub fn flips(&self) -> bool {
        self.low.margin < -TOLERANCE || self.high.margin < -TOLERANCE
    }
}

/// What varies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TornadoSubject {
    /// The score of an option (position in `Analysis::options`) on a leaf
    /// (position in `Analysis::leaves`) over its plausible range, or over all
    /// that is possible where it is unknown.
    Score {
        /// The option.
        option: usize,
        /// The leaf.
        leaf: usize,
    },
    /// The weight of a leaf, halved and doubled, the others in proportion.
    Weight {
        /// The leaf.
        leaf: usize,
    },
}

/// One end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TornadoEnd {
    /// Performance in the criterion's units, or weight from 0 to 1.
    pub at: f64,
    /// Margin of today's leader over the strongest other there; below 0 where
    /// that one leads.
    pub margin: f64,
    /// Who is first there.
    pub first: usize,
}

/// What each range and each weight halved or doubled does to the leader's
/// margin. Nothing with fewer than two ranked options.
pub fn tornado(workbook: &Workbook, analysis: &Analysis) -> Option<Tornado> {
    let &leader = analysis.order.first()?;
    if !analysis.weights.is_set() || analysis.order.len() < 2 {
        return None;
    }
    let table = Table::of(analysis);
    let end = |at: f64, totals: &dyn Fn(usize) -> f64| {
        // Whoever stands earlier in today's order comes first among equals.
        let mut rival = (analysis.order[1], f64::NEG_INFINITY);
        for other in rivals(analysis, leader) {
            let total = totals(other);
            if total > rival.1 {
                rival = (other, total);
            }
        }
        let margin = totals(leader) - rival.1;
        TornadoEnd { at, margin, first: if margin < -TOLERANCE { rival.0 } else { leader } }
    };
    let margin = end(0.0, &|option| table.totals[option]).margin;
    let mut entries = Vec::new();
    // The strongest two of the others, so that one cell costs no look at all.
    let strongest: Vec<usize> = {
        let mut others: Vec<usize> = rivals(analysis, leader).collect();
        others.sort_by(|&a, &b| table.totals[b].total_cmp(&table.totals[a]));
        others.truncate(2);
        others
    };
    // Ranked options first, then those that have a say as parts of others alone.
    let parts = (0..analysis.options.len()).filter(|option| !analysis.order.contains(option));
    for option in analysis.order.iter().copied().chain(parts) {
        let ranked = analysis.order.contains(&option);
        for (at, &leaf) in table.leaves.iter().enumerate() {
            let followed = is_followed(analysis, option, leaf);
            if !ranked && !followed {
                continue;
            }
            let Some((low, high)) = ends(workbook, analysis, option, leaf) else { continue };
            if followed {
                let moved = |(performance, worth): (f64, f64)| {
                    let totals = totals_after(workbook, analysis, &[(option, leaf, worth)]);
                    end(performance, &|option| totals[option])
                };
                entries.push(TornadoEntry {
                    subject: TornadoSubject::Score { option, leaf },
                    low: moved(low),
                    high: moved(high),
                });
                continue;
            }
            let moved = |(performance, worth): (f64, f64)| {
                let total =
                    table.totals[option] + table.weights[at] * (worth - table.values[option][at]);
                let own = if option == leader { total } else { table.totals[leader] };
                let mut rival = strongest
                    .iter()
                    .find(|&&other| other != option)
                    .map(|&other| (other, table.totals[other]));
                if option != leader && rival.is_none_or(|(_, best)| total > best) {
                    rival = Some((option, total));
                }
                let (rival, best) = rival.unwrap_or((leader, own));
                let margin = own - best;
                let first = if margin < -TOLERANCE { rival } else { leader };
                TornadoEnd { at: performance, margin, first }
            };
            entries.push(TornadoEntry {
                subject: TornadoSubject::Score { option, leaf },
                low: moved(low),
                high: moved(high),
            });
        }
    }
    for (at, &leaf) in table.leaves.iter().enumerate() {
        let weight = table.weights[at];
        if weight >= 1.0 - TOLERANCE {
            continue;
        }
        let moved = |to: f64| {
            let total = |option: usize| {
                let own = table.values[option][at];
                let rest = (table.totals[option] - weight * own) / (1.0 - weight);
                to * own + (1.0 - to) * rest
            };
            end(to, &total)
        };
        entries.push(TornadoEntry {
            subject: TornadoSubject::Weight { leaf },
            low: moved(halved(weight)),
            high: moved(doubled(weight)),
        });
    }
    let reach = |entry: &TornadoEntry| {
        let (low, high) = entry.span(margin);
        high - low
    };
    entries.retain(|entry| reach(entry) > TOLERANCE);
    entries.sort_by(|a, b| reach(b).total_cmp(&reach(a)));
    debug_assert!((dot(&table.values[leader], &table.weights) - table.totals[leader]).abs() < 1e-9);
    Some(Tornado { leader, margin, entries })
}

/// The ends of a score as performance and value, the worse first; nothing
/// where no range is given for what is known.
fn ends(
    workbook: &Workbook,
    analysis: &Analysis,
    option: usize,
    leaf: usize,
) -> Option<((f64, f64), (f64, f64))> {
    let cell = analysis.cell(option, leaf);
    let measure = workbook.criteria[analysis.leaves[leaf]].measure()?;
    if cell.origin == CellOrigin::Parts {
        // Its parts vary, each by itself.
        return None;
    }
    let (a, b) = match cell.state {
        CellState::Known => {
            let own = cell.performance?;
            if cell.low.is_none() && cell.high.is_none() {
                return None;
            }
            let of = |performance: f64| (performance, value(measure, performance).0);
            (of(cell.low.unwrap_or(own)), of(cell.high.unwrap_or(own)))
        }
        CellState::Unknown => {
            let of = |worth: f64| (invert(measure, worth), worth);
            (of(cell.value_low), of(cell.value_high))
        }
        CellState::NotApplicable | CellState::Dropped => return None,
    };
    Some(if a.1 <= b.1 { (a, b) } else { (b, a) })
}
