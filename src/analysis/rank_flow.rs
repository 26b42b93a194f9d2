//! How the ranks of the options change from profile to profile.

use super::{ProfileResult, TOLERANCE, listed};
use crate::workbook::{ProfileId, Workbook};

/// Ranks under each of several profiles.
#[derive(Debug, Clone, PartialEq)]
pub struct RankFlow {
    /// One for each profile, in the workbook's order.
    pub columns: Vec<FlowColumn>,
    /// How many options are ranked under the profile that ranks most.
    pub most: usize,
}

/// Ranks under one profile.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowColumn {
    /// The profile.
    pub profile: ProfileId,
    /// Its name.
    pub name: String,
    /// Rank of each option by the middle of its total, in the workbook's
    /// order, from 1; options that tie share the better rank ("1, 2, 2, 4").
    /// Nothing for those that are not ranked.
    pub ranks: Vec<Option<usize>>,
    /// Place of each option, from 1: that of its rank, those that tie one after
    /// the other. No two options share one.
    pub places: Vec<Option<usize>>,
}

/// The ranks under each profile, from what came out under it.
pub fn rank_flow(results: &[ProfileResult]) -> RankFlow {
    let columns: Vec<FlowColumn> = results
        .iter()
        .map(|result| {
            let mut order: Vec<(usize, f64)> = result
                .totals
                .iter()
                .enumerate()
                .filter_map(|(at, total)| total.map(|(low, high)| (at, f64::midpoint(low, high))))
                .collect();
            order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            let mut ranks = vec![None; result.totals.len()];
            let mut places = vec![None; result.totals.len()];
            let mut from = 0;
            while from < order.len() {
                let top = order[from].1;
                let tied =
                    order[from..].iter().take_while(|(_, it)| top - it <= TOLERANCE).count().max(1);
                let mut level: Vec<usize> =
                    order[from..from + tied].iter().map(|(at, _)| *at).collect();
                level.sort_unstable();
                for (step, at) in level.into_iter().enumerate() {
                    ranks[at] = Some(from + 1);
                    places[at] = Some(from + step + 1);
                }
                from += tied;
            }
            FlowColumn { profile: result.profile.clone(), name: result.name.clone(), ranks, places }
        })
        .collect();
    let most = columns
        .iter()
        .map(|column| column.ranks.iter().flatten().count())
        .max()
        .unwrap_or_default();
    RankFlow { columns, most }
}

impl RankFlow {
    /// Best and worst rank of an option over the profiles that rank it.
    pub fn span(&self, option: usize) -> Option<(usize, usize)> {
        let ranks = || self.columns.iter().filter_map(|it| it.ranks.get(option).copied().flatten());
        Some((ranks().min()?, ranks().max()?))
    }

    /// What it comes to, a sentence: who is always first or last, and who moves
    /// most.
    pub fn sentence(&self, workbook: &Workbook) -> String {
        let options = workbook.alternatives.len();
        let name = |at: usize| workbook.alternatives[at].name.as_str();
        let spans: Vec<(usize, (usize, usize))> =
            (0..options).filter_map(|at| Some((at, self.span(at)?))).collect();
        if spans.is_empty() {
            return "No option is ranked under any profile.".to_owned();
        }
        let all = self.columns.len();
        let everywhere =
            |at: usize| self.columns.iter().all(|it| it.ranks.get(at).copied().flatten().is_some());
        let still: Vec<&str> = spans
            .iter()
            .filter(|&&(at, (best, worst))| best == worst && everywhere(at))
            .map(|&(at, _)| name(at))
            .collect();
        if still.len() == spans.len() {
            return format!("The order is the same under all {all} profiles.");
        }
        let mut sentences = Vec::new();
        if let Some(&(at, _)) =
            spans.iter().find(|&&(at, (best, worst))| (best, worst) == (1, 1) && everywhere(at))
        {
            sentences.push(format!("{} is first under all {all} profiles.", name(at)));
        } else {
            let firsts: Vec<&str> =
                spans.iter().filter(|(_, (best, _))| *best == 1).map(|&(at, _)| name(at)).collect();
            if !firsts.is_empty() {
                let verb = if firsts.len() == 1 { "is" } else { "are each" };
                sentences.push(format!("{} {verb} first under some profile.", listed(&firsts)));
            }
        }
        if let Some(&(at, (best, worst))) =
            spans.iter().max_by_key(|(at, (best, worst))| (worst - best, std::cmp::Reverse(*at)))
            && worst > best
        {
            sentences.push(format!("{} moves most, from {best} to {worst}.", name(at)));
        }
        let partly: Vec<&str> =
            spans.iter().filter(|&&(at, _)| !everywhere(at)).map(|&(at, _)| name(at)).collect();
        match partly.as_slice() {
            [] => {}
            [one] => sentences.push(format!("{one} is not ranked under every profile.")),
            several => {
                sentences.push(format!("{} are not ranked under every profile.", listed(several)));
            }
        }
        sentences.join(" ")
    }
}
