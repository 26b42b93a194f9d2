//! From one profile to another: where the lead changes hands on the way.
//!
//! The weights move in a straight line, W(t) = (1 − t) W_A + t W_B. Where the
//! scores are the same under both, totals are V(t) = (1 − t) V_A + t V_B,
//! linear in t, so that two options a and b are level where
//! t = (V_A(a) − V_A(b)) / ((V_A(a) − V_A(b)) − (V_B(a) − V_B(b))): exactly,
//! without a grid. Scores that the answers of a profile set move likewise: the
//! ends of each line are the results under the profiles themselves.

use super::{ProfileResult, TOLERANCE, listed, number};
use crate::workbook::{ProfileId, Workbook};

/// What happens between two profiles.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfilePath {
    /// The profile at 0.
    pub from: ProfileId,
    /// Its name.
    pub from_name: String,
    /// The profile at 1.
    pub to: ProfileId,
    /// Its name.
    pub to_name: String,
    /// The options ranked under both, in the workbook's order.
    pub lines: Vec<PathLine>,
    /// Who leads from where to where, in order; the spans cover 0 to 1.
    pub leaders: Vec<PathLeader>,
    /// Where two options draw level and change places, by rising share of the
    /// way.
    pub crossings: Vec<PathCrossing>,
    /// Positions in `Workbook::alternatives` of options ranked under one of
    /// the two only.
    pub partly: Vec<usize>,
    /// In how many cells an answer sets a score under one of the two alone, or
    /// a different one.
    pub scores_differ: usize,
}

/// An option's total on the way, a straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PathLine {
    /// Position in `Workbook::alternatives`.
    pub option: usize,
    /// Its total under the first profile; the middle of what is possible while
    /// scores are unknown.
    pub at_0: f64,
    /// Its total under the second one.
    pub at_1: f64,
}

impl PathLine {
    /// The total at a share of the way, 0 to 1.
    pub fn at(&self, share: f64) -> f64 {
        (1.0 - share) * self.at_0 + share * self.at_1
    }
}

/// Who leads on a stretch of the way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PathLeader {
    /// Position in `Workbook::alternatives`.
    pub option: usize,
    /// Where the stretch begins, 0 to 1.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

/// Two options that change places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PathCrossing {
    /// The one that is behind before, as a position in
    /// `Workbook::alternatives`.
    pub rises: usize,
    /// The one that is ahead before.
    pub falls: usize,
    /// Where on the way, 0 to 1.
    pub at: f64,
    /// The total of both there.
    pub total: f64,
    /// Whether it is the lead that changes hands.
    pub lead: bool,
}

/// What happens on the way from one profile to another, from what came out
/// under each.
pub fn profile_path(from: &ProfileResult, to: &ProfileResult) -> ProfilePath {
    let middle = |(low, high): (f64, f64)| f64::midpoint(low, high);
    let (mut lines, mut partly) = (Vec::new(), Vec::new());
    for (option, (a, b)) in from.totals.iter().zip(&to.totals).enumerate() {
        match (a, b) {
            (Some(a), Some(b)) => {
                lines.push(PathLine { option, at_0: middle(*a), at_1: middle(*b) });
            }
            (None, None) => {}
            _ => partly.push(option),
        }
    }
    let leaders = leaders(&lines);
    let mut crossings = Vec::new();
    for (at, a) in lines.iter().enumerate() {
        for b in &lines[at + 1..] {
            let (start, end) = (a.at_0 - b.at_0, a.at_1 - b.at_1);
            // They change places only where one is ahead here, the other there.
            let swaps =
                (start > TOLERANCE && end < -TOLERANCE) || (start < -TOLERANCE && end > TOLERANCE);
            if !swaps {
                continue;
            }
            let share = start / (start - end);
            let (rises, falls) = if start < 0.0 { (a, b) } else { (b, a) };
            let lead = leaders.windows(2).any(|pair| {
                pair[0].option == falls.option
                    && pair[1].option == rises.option
                    && (pair[0].to - share).abs() <= 1e-9
            });
            crossings.push(PathCrossing {
                rises: rises.option,
                falls: falls.option,
                at: share,
                total: falls.at(share),
                lead,
            });
        }
    }
    crossings
        .sort_by(|a, b| a.at.total_cmp(&b.at).then((a.falls, a.rises).cmp(&(b.falls, b.rises))));
    ProfilePath {
        from: from.profile.clone(),
        from_name: from.name.clone(),
        to: to.profile.clone(),
        to_name: to.name.clone(),
        lines,
        leaders,
        crossings,
        partly,
        scores_differ: scores_differ(from, to),
    }
}

fn scores_differ(from: &ProfileResult, to: &ProfileResult) -> usize {
    let changed = from.answered.iter().filter(|(at, x)| to.answered.get(at) != Some(x)).count();
    changed + to.answered.keys().filter(|at| !from.answered.contains_key(at)).count()
}

/// Who leads where: the upper edge of the lines, walked from the left. Of
/// several that are level, the one that leads beyond.
fn leaders(lines: &[PathLine]) -> Vec<PathLeader> {
    let mut leaders: Vec<PathLeader> = Vec::new();
    let slope = |line: &PathLine| line.at_1 - line.at_0;
    let Some(mut now) = lines.iter().copied().reduce(|best, line| {
        let ahead = line.at_0 - best.at_0;
        let better =
            ahead > TOLERANCE || (ahead >= -TOLERANCE && slope(&line) > slope(&best) + TOLERANCE);
        if better { line } else { best }
    }) else {
        return leaders;
    };
    let mut begun = 0.0;
    loop {
        // The next to catch up: it gains, and does so first.
        let next = lines
            .iter()
            .filter(|line| {
                slope(line) > slope(&now) + TOLERANCE && line.at_1 - now.at_1 > TOLERANCE
            })
            .map(|line| {
                let (behind, ahead) = (now.at_0 - line.at_0, line.at_1 - now.at_1);
                ((behind / (behind + ahead)).clamp(begun, 1.0), line)
            })
            .min_by(|a, b| a.0.total_cmp(&b.0).then(slope(b.1).total_cmp(&slope(a.1))));
        let end = next.map_or(1.0, |(at, _)| at);
        if end > begun || next.is_none() {
            leaders.push(PathLeader { option: now.option, from: begun, to: end });
        }
        let Some((at, line)) = next else { return leaders };
        (now, begun) = (*line, at);
    }
}

impl ProfilePath {
    /// What happens to the lead on the way, a sentence.
    pub fn sentence(&self, workbook: &Workbook) -> String {
        let name = |at: usize| workbook.alternatives[at].name.as_str();
        let way = format!("From \"{}\" to \"{}\"", self.from_name, self.to_name);
        let [first, rest @ ..] = self.leaders.as_slice() else {
            return format!("{way} no option is ranked throughout.");
        };
        let mut text = match rest {
            [] if self.lines.len() == 1 => {
                format!("{way} only {} is ranked throughout.", name(first.option))
            }
            [] => format!("{way} {} leads all the way.", name(first.option)),
            [one] => {
                format!(
                    "{way} {} takes the lead at {} of the way.",
                    name(one.option),
                    share_of_way(one.from)
                )
            }
            [one, more @ ..] => {
                let more: Vec<String> = more
                    .iter()
                    .map(|it| format!("{} at {}", name(it.option), share_of_way(it.from)))
                    .collect();
                format!(
                    "{way} {} takes the lead at {} of the way, then {}.",
                    name(one.option),
                    share_of_way(one.from),
                    listed(&more)
                )
            }
        };
        if !self.partly.is_empty() {
            let names: Vec<&str> = self.partly.iter().map(|&at| name(at)).collect();
            let verb = if names.len() == 1 { "is" } else { "are" };
            text.push_str(&format!(" {} {verb} ranked under one of the two only.", listed(&names)));
        }
        text
    }
}

/// A share of the way in whole percent, with a decimal where it would read as
/// one of the ends.
pub fn share_of_way(share: f64) -> String {
    let percent = share * 100.0;
    let decimals = usize::from(!(1.0..=99.0).contains(&percent));
    format!("{} %", number(percent, decimals))
}
