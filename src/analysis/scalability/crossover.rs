//! Over which loads which option carries most, within what was measured.

use super::{Bands, Fit, Level, Quality};

/// A lead smaller than this share of the throughput is none to speak of.
const LEVEL_LEAD: f64 = 0.05;
/// Stretches without a leader that are shorter than this share of the whole
/// range (by the logarithm) are closed by the load at which the lead changes.
const SHORT: f64 = 0.25;
/// Where a level was tried once, nothing tells its spread: this share of the
/// throughput either way is taken for it.
const ONE_TRY: f64 = 0.1;
/// Steps over the range.
const STEPS: usize = 160;

/// An option's run, as it is compared.
#[derive(Debug, Clone, Copy)]
pub struct Carrier<'a> {
    /// Its levels.
    pub levels: &'a [Level],
    /// Its fit, where there is one.
    pub fit: Option<&'a Fit>,
    /// The bands of the fit.
    pub bands: Option<&'a Bands>,
}

impl Carrier<'_> {
    /// Lowest and highest load with a throughput.
    fn range(&self) -> Option<(f64, f64)> {
        let mut loads =
            self.levels.iter().filter(|level| level.carried().is_some()).map(|level| level.load);
        let first = loads.next()?;
        Some((first, loads.next_back().unwrap_or(first)))
    }

    /// Its law, where that stands for it: one that fits well. A worse one may lie
    /// beside the points by more than the options lie apart.
    fn by_law(&self) -> Option<&Fit> {
        self.fit.filter(|fit| fit.quality() == Quality::Good)
    }

    /// Throughput at a load within its range: by its law, or else on the line
    /// between the points measured.
    pub fn at(&self, load: f64) -> Option<f64> {
        let (low, high) = self.range()?;
        if !(low..=high).contains(&load) {
            return None;
        }
        match self.by_law() {
            Some(fit) => Some(fit.usl.throughput(load)),
            None => self.between(load, |tries| tries.median),
        }
    }

    /// Lowest and highest that it may be there: the band of its law, or else the
    /// lowest and highest try; a tenth either way where there was one try.
    pub fn band(&self, load: f64) -> Option<(f64, f64)> {
        let at = self.at(load)?;
        match (self.by_law(), self.bands) {
            (Some(_), Some(bands)) => Some(bands.throughput(load)),
            (Some(_), None) => Some((at, at)),
            (None, _) => {
                let reach = |tries: super::Tries| match tries.count {
                    0 | 1 => (tries.low * (1.0 - ONE_TRY), tries.high * (1.0 + ONE_TRY)),
                    _ => (tries.low, tries.high),
                };
                let low = self.between(load, |tries| reach(tries).0)?;
                Some((low, self.between(load, |tries| reach(tries).1)?))
            }
        }
    }

    fn between(&self, load: f64, of: impl Fn(super::Tries) -> f64) -> Option<f64> {
        let told: Vec<(f64, f64)> = self
            .levels
            .iter()
            .filter_map(|level| Some((level.load, of(level.carried()?))))
            .collect();
        let after = told.iter().position(|&(at, _)| at >= load)?;
        let (to, rate) = told[after];
        if to == load {
            return Some(rate);
        }
        let (from, before) = *told.get(after.checked_sub(1)?)?;
        Some(before + (rate - before) * (load - from) / (to - from))
    }
}

/// A stretch of loads.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Its lowest load.
    pub from: f64,
    /// Its highest load.
    pub to: f64,
    /// Who carries most there, as a position among the carriers; nothing where
    /// no lead is worth speaking of: below 5 % of the throughput, or, without a
    /// law, within the spread of the tries.
    pub carrier: Option<usize>,
    /// Where nobody leads: those that carry most alike, as positions among the
    /// carriers.
    pub alike: Vec<usize>,
    /// Share of the stretch (by the logarithm) on which the leader's band lies
    /// above those of all others.
    pub apart: f64,
}

impl Region {
    /// Whether the lead is sure: bands are apart on most of the stretch.
    pub fn is_sure(&self) -> bool {
        self.carrier.is_some() && self.apart >= 0.5
    }
}

/// Who carries most over the loads that at least two were measured at.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Crossover {
    /// The stretches by rising load, without gaps.
    pub regions: Vec<Region>,
}

impl Crossover {
    /// The loads at which the lead changes.
    pub fn changes(&self) -> impl Iterator<Item = f64> + '_ {
        self.regions.windows(2).map(|pair| pair[0].to)
    }
}

/// Over which loads which carrier carries most. Empty where fewer than two
/// share a range.
pub fn crossover(carriers: &[Carrier<'_>]) -> Crossover {
    let ranges: Vec<(f64, f64)> = carriers.iter().filter_map(Carrier::range).collect();
    let positive = |range: &&(f64, f64)| range.0 > 0.0 && range.1 > range.0;
    if ranges.iter().filter(positive).count() < 2 {
        return Crossover::default();
    }
    // From the second lowest start to the second highest end, two are there.
    let mut starts: Vec<f64> = ranges.iter().map(|range| range.0).collect();
    let mut ends: Vec<f64> = ranges.iter().map(|range| range.1).collect();
    starts.sort_by(f64::total_cmp);
    ends.sort_by(|a, b| b.total_cmp(a));
    let (low, high) = (starts[1].max(f64::MIN_POSITIVE), ends[1]);
    if high <= low {
        return Crossover::default();
    }
    let ratio = libm::log(high / low);
    let loads: Vec<f64> = (0..=STEPS)
        .map(|step| match step {
            0 => low,
            STEPS => high,
            step => low * libm::exp(ratio * step as f64 / STEPS as f64),
        })
        .collect();
    let standings: Vec<Standing> = loads.iter().map(|&load| standing(carriers, load)).collect();
    let mut regions = stretches(&standings);
    close_short(&mut regions, &standings);
    let mut borders = vec![low];
    for pair in regions.windows(2) {
        let (left, right) = (loads[pair[0].1], loads[pair[1].0]);
        borders.push(border(carriers, (left, right), (pair[0].2, pair[1].2)));
    }
    borders.push(high);
    let regions = regions
        .iter()
        .zip(borders.windows(2))
        .map(|(&(from, to, carrier), ends)| {
            let inside = &standings[from..=to];
            let alike = |at: &usize| {
                let with = inside.iter().filter(|standing| standing.alike.contains(at)).count();
                carrier.is_none() && 2 * with >= inside.len()
            };
            let apart = inside.iter().filter(|standing| standing.apart).count() as f64
                / inside.len() as f64;
            Region {
                from: ends[0],
                to: ends[1],
                carrier,
                alike: (0..carriers.len()).filter(alike).collect(),
                apart: if carrier.is_some() { apart } else { 0.0 },
            }
        })
        .collect();
    Crossover { regions }
}

/// Who is ahead at one load.
#[derive(Debug, Clone, Default)]
struct Standing {
    leader: Option<usize>,
    /// By more than can be overlooked.
    leads: bool,
    /// The leader's band lies above those of all others.
    apart: bool,
    /// The leader and those whose throughput is next to its, or within reach.
    alike: Vec<usize>,
}

fn standing(carriers: &[Carrier<'_>], load: f64) -> Standing {
    let rates: Vec<(usize, f64)> = carriers
        .iter()
        .enumerate()
        .filter_map(|(at, carrier)| Some((at, carrier.at(load)?)))
        .collect();
    let best = rates.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best });
    let Some((leader, rate)) = best else {
        return Standing::default();
    };
    let floor = carriers[leader].band(load).map_or(rate, |band| band.0);
    let by_law = carriers[leader].by_law().is_some();
    let mut standing =
        Standing { leader: Some(leader), leads: true, apart: true, alike: vec![leader] };
    for &(at, other) in rates.iter().filter(|(at, _)| *at != leader) {
        let apart = floor > carriers[at].band(load).map_or(other, |band| band.1);
        let next_to = rate - other <= LEVEL_LEAD * rate;
        standing.apart &= apart;
        // A law averages over its points; a single point may lead by chance.
        if next_to || !(apart || by_law && carriers[at].by_law().is_some()) {
            standing.leads = false;
            standing.alike.push(at);
        }
    }
    standing
}

/// Stretches of one leader, or of the same ones alike; of the latter, short ones
/// are joined to the longer neighbour without a leader.
fn stretches(standings: &[Standing]) -> Vec<(usize, usize, Option<usize>)> {
    let most = (SHORT * STEPS as f64) as usize;
    let mut runs: Vec<(usize, usize, Option<usize>, &[usize])> = Vec::new();
    for (at, standing) in standings.iter().enumerate() {
        let owner = standing.leader.filter(|_| standing.leads);
        let alike: &[usize] = if owner.is_none() { &standing.alike } else { &[] };
        match runs.last_mut() {
            Some(last) if last.2 == owner && last.3 == alike => last.1 = at,
            _ => runs.push((at, at, owner, alike)),
        }
    }
    let length = |run: &(usize, usize, Option<usize>, &[usize])| run.1 - run.0;
    let open = |run: Option<&(usize, usize, Option<usize>, &[usize])>| {
        run.filter(|run| run.2.is_none()).map(length)
    };
    loop {
        // The shortest first, so that long ones keep their ends.
        let short = (0..runs.len())
            .filter(|&at| runs[at].2.is_none() && length(&runs[at]) < most)
            .filter(|&at| {
                let before = at.checked_sub(1).and_then(|before| runs.get(before));
                open(before).is_some() || open(runs.get(at + 1)).is_some()
            })
            .min_by_key(|&at| length(&runs[at]));
        let Some(at) = short else { break };
        let before = at.checked_sub(1).and_then(|before| open(runs.get(before)));
        if before >= open(runs.get(at + 1)) {
            runs[at - 1].1 = runs[at].1;
        } else {
            runs[at + 1].0 = runs[at].0;
        }
        runs.remove(at);
        let mut joined: Vec<(usize, usize, Option<usize>, &[usize])> = Vec::new();
        for run in runs {
            match joined.last_mut() {
                Some(last) if last.2 == run.2 && last.3 == run.3 => last.1 = run.1,
                _ => joined.push(run),
            }
        }
        runs = joined;
    }
    runs.into_iter().map(|(from, to, owner, _)| (from, to, owner)).collect()
}

/// Gives short stretches without a leader to those around them.
fn close_short(regions: &mut Vec<(usize, usize, Option<usize>)>, standings: &[Standing]) {
    let most = (SHORT * STEPS as f64) as usize;
    let mut closed: Vec<(usize, usize, Option<usize>)> = Vec::new();
    for (at, &(from, to, owner)) in regions.iter().enumerate() {
        let short = owner.is_none() && to - from < most;
        let before = closed.last().and_then(|last| last.2);
        let after = regions.get(at + 1).and_then(|next| next.2);
        if !short || (before.is_none() && after.is_none()) {
            match closed.last_mut() {
                Some(last) if last.2 == owner && owner.is_some() => last.1 = to,
                _ => closed.push((from, to, owner)),
            }
            continue;
        }
        // The one before keeps it until another is ahead.
        let kept = (from..=to)
            .take_while(|&step| before.is_some() && standings[step].leader == before)
            .last();
        let kept = match (before, after) {
            (Some(_), None) => Some(to),
            (None, _) => None,
            (Some(a), Some(b)) if a == b => Some(to),
            _ => kept,
        };
        if let (Some(kept), Some(last)) = (kept, closed.last_mut()) {
            last.1 = kept;
        }
        let rest = kept.map_or(from, |kept| kept + 1);
        if rest <= to {
            match closed.last_mut() {
                Some(last) if last.2 == after => last.1 = to,
                _ => closed.push((rest, to, after)),
            }
        }
    }
    *regions = closed;
}

/// The load between two at which the lead goes from one carrier to the other.
fn border(
    carriers: &[Carrier<'_>],
    (mut low, mut high): (f64, f64),
    owners: (Option<usize>, Option<usize>),
) -> f64 {
    let (Some(a), Some(b)) = owners else {
        return f64::midpoint(low, high);
    };
    let ahead = |load: f64| match (carriers[a].at(load), carriers[b].at(load)) {
        (Some(first), Some(second)) => first > second,
        (first, _) => first.is_some(),
    };
    if ahead(low) == ahead(high) {
        return f64::midpoint(low, high);
    }
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if ahead(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}
