//! Single requests as they come, cut into levels of users.
//!
//! A *stretch* is the time between the first and the last sign that so many
//! users were at work, with no sign of another number in between; a request
//! counts to it when signs of the same number stand before and after it. A
//! level is all stretches of one number of users that each lasted
//! [`SHORTEST_STRETCH_MS`] or more. It makes a point when its stretches last
//! [`SHORTEST_LEVEL_MS`] together and hold [`FEWEST_REQUESTS`]. What was asked
//! while the number changed belongs to no level.
//!
//! Where no level held, the whole makes one point. Its concurrency is known
//! only when users were within a tenth of their highest number for nine tenths
//! of the time.

use std::collections::BTreeMap;

use super::results::ReadPoint;
use super::sample::{MOST_EXACT, Sample};
use crate::workbook::LoadPoint;

/// Shortest stretch that counts, in milliseconds.
pub(super) const SHORTEST_STRETCH_MS: f64 = 1_000.0;

/// Shortest time that a level must have held, in milliseconds.
pub(super) const SHORTEST_LEVEL_MS: f64 = 5_000.0;

/// Fewest requests of a level.
pub(super) const FEWEST_REQUESTS: u64 = 30;

/// Most levels that are told apart.
const MOST_LEVELS: usize = 200;

/// Most kinds of failures that are told apart.
const MOST_KINDS: usize = 50;

/// Most numbers of users of which the time is kept.
const MOST_USER_COUNTS: usize = 65_536;

/// Most requests that wait for the next sign of the number of users.
const MOST_PENDING: usize = 1_000_000;

/// How far back in time a row may lie before the file counts as unordered.
const MOST_DISORDER_MS: f64 = 5_000.0;

/// Times and failures of requests.
#[derive(Debug, Default)]
struct Tally {
    sample: Sample,
    errors: u64,
    kinds: BTreeMap<String, u64>,
}

impl Tally {
    fn fail(&mut self, kind: &str) {
        self.errors += 1;
        count_kind(&mut self.kinds, kind, 1);
    }

    fn merge(&mut self, other: &Self) {
        self.sample.merge(&other.sample);
        self.errors += other.errors;
        for (kind, &count) in &other.kinds {
            count_kind(&mut self.kinds, kind, count);
        }
    }

    fn point(&mut self, errors_known: bool) -> ReadPoint {
        let mut point = ReadPoint {
            point: LoadPoint {
                requests: Some(self.sample.count()),
                errors: errors_known.then_some(self.errors),
                mean_ms: self.sample.mean(),
                stddev_ms: self.sample.stddev(),
                percentiles_ms: self.sample.percentiles(),
                max_ms: self.sample.longest(),
                ..LoadPoint::default()
            },
            error_detail: self.kinds.clone(),
            ..ReadPoint::default()
        };
        if !self.sample.is_exact() {
            point.warnings.push(format!(
                "More than {MOST_EXACT} times: percentiles are told to 4 significant digits."
            ));
        }
        point
    }
}

/// Counts a kind of failure; those beyond the first few dozen as others.
pub(super) fn count_kind(kinds: &mut BTreeMap<String, u64>, kind: &str, by: u64) {
    if let Some(count) = kinds.get_mut(kind) {
        *count += by;
        return;
    }
    let kind = if kinds.len() < MOST_KINDS { kind } else { "other" };
    let short: String = kind.chars().take(120).collect();
    *kinds.entry(short).or_default() += by;
}

/// A number of users and what was asked while it held.
struct Stretch {
    users: u32,
    from_ms: f64,
    to_ms: f64,
    tally: Tally,
    pending_ms: Vec<f64>,
    pending_failures: Vec<String>,
}

#[derive(Default)]
struct Level {
    held_ms: f64,
    tally: Tally,
}

/// Takes requests and signs of the number of users in the order of the file.
#[derive(Default)]
pub(super) struct Levels {
    whole: Tally,
    first_ms: Option<f64>,
    last_ms: f64,
    stretch: Option<Stretch>,
    levels: BTreeMap<u32, Level>,
    held_by_users: BTreeMap<u32, f64>,
    errors_unknown: bool,
    unordered: bool,
    too_many: bool,
}

impl Levels {
    /// A request that began and ended so, in milliseconds since 1970, and took
    /// so long.
    pub(super) fn request(&mut self, began_ms: f64, ended_ms: f64, took_ms: f64) {
        self.first_ms = Some(self.first_ms.map_or(began_ms, |first| first.min(began_ms)));
        self.last_ms = self.last_ms.max(ended_ms);
        self.whole.sample.push(took_ms);
        if let Some(stretch) = &mut self.stretch {
            if stretch.pending_ms.len() < MOST_PENDING {
                stretch.pending_ms.push(took_ms);
            } else {
                self.stretch = None;
            }
        }
    }

    /// A request that was taken in failed so.
    pub(super) fn failure(&mut self, kind: &str) {
        self.whole.fail(kind);
        if let Some(stretch) = &mut self.stretch {
            if stretch.pending_failures.len() < MOST_PENDING {
                let short = kind.chars().take(120).collect();
                stretch.pending_failures.push(short);
            } else {
                self.stretch = None;
            }
        }
    }

    /// The file does not tell which requests failed.
    pub(super) fn errors_are_unknown(&mut self) {
        self.errors_unknown = true;
    }

    /// Users followed the load in place of making it: their number says nothing.
    pub(super) fn users_are_no_load(&mut self) {
        self.stretch = None;
        self.levels.clear();
        self.held_by_users.clear();
    }

    /// So many users were at work at a moment.
    pub(super) fn users(&mut self, at_ms: f64, users: u32) {
        if let Some(stretch) = &mut self.stretch {
            let since = at_ms - stretch.to_ms;
            if since < -MOST_DISORDER_MS {
                self.unordered = true;
            }
            if self.held_by_users.len() < MOST_USER_COUNTS
                || self.held_by_users.contains_key(&stretch.users)
            {
                *self.held_by_users.entry(stretch.users).or_default() += since.max(0.0);
            }
            if stretch.users == users {
                stretch.to_ms = stretch.to_ms.max(at_ms);
                stretch.pending_ms.drain(..).for_each(|ms| stretch.tally.sample.push(ms));
                for kind in stretch.pending_failures.drain(..) {
                    stretch.tally.fail(&kind);
                }
                return;
            }
        }
        self.close();
        self.held_by_users.entry(users).or_default();
        self.stretch = Some(Stretch {
            users,
            from_ms: at_ms,
            to_ms: at_ms,
            tally: Tally::default(),
            pending_ms: Vec::new(),
            pending_failures: Vec::new(),
        });
    }

    fn close(&mut self) {
        let Some(stretch) = self.stretch.take() else { return };
        let held_ms = stretch.to_ms - stretch.from_ms;
        if held_ms < SHORTEST_STRETCH_MS || stretch.users == 0 || self.too_many {
            return;
        }
        if self.levels.len() >= MOST_LEVELS && !self.levels.contains_key(&stretch.users) {
            self.too_many = true;
            self.levels.clear();
            return;
        }
        let level = self.levels.entry(stretch.users).or_default();
        level.held_ms += held_ms;
        level.tally.merge(&stretch.tally);
    }

    /// Requests taken in.
    pub(super) fn requests(&self) -> u64 {
        self.whole.sample.count()
    }

    /// When the first request began, in milliseconds since 1970.
    pub(super) fn first_ms(&self) -> Option<f64> {
        self.first_ms
    }

    /// The points, by rising users, and what is odd about them.
    pub(super) fn finish(mut self) -> (Vec<ReadPoint>, Vec<String>) {
        self.close();
        let mut warnings = Vec::new();
        // Before the first user came and after the last one went is no load.
        self.held_by_users.remove(&0);
        let counts: Vec<u32> = self.held_by_users.keys().copied().collect();
        let highest = counts.last().copied().unwrap_or(0);
        let lowest = counts.first().copied().unwrap_or(0);
        if highest == lowest {
            let users = (highest > 0).then(|| f64::from(highest));
            return (vec![self.whole_point(users)], warnings);
        }
        if self.unordered {
            warnings.push(
                "Rows go back in time, as of several files joined: it is not cut into levels of users."
                    .to_owned(),
            );
        } else if self.too_many {
            warnings.push(format!(
                "The number of users held at more than {MOST_LEVELS} values: it is not cut into levels."
            ));
        } else {
            let known = !self.errors_unknown;
            let mut points = Vec::new();
            for (users, mut level) in std::mem::take(&mut self.levels) {
                if level.held_ms < SHORTEST_LEVEL_MS || level.tally.sample.count() < FEWEST_REQUESTS
                {
                    continue;
                }
                let mut read = level.tally.point(known);
                read.point.concurrency = Some(f64::from(users));
                read.point.duration_s = Some(level.held_ms / 1000.0);
                read.point.throughput_rps =
                    Some(level.tally.sample.count() as f64 / (level.held_ms / 1000.0));
                points.push(read);
            }
            if !points.is_empty() {
                let kept: u64 = points.iter().filter_map(|read| read.point.requests).sum();
                let left = self.requests().saturating_sub(kept);
                warnings.push(format!(
                    "The number of users went from {lowest} to {highest}: a point for each number that held 5 s and {FEWEST_REQUESTS} requests; {left} of {} requests, made while it changed, are in none.",
                    self.requests()
                ));
                return (points, warnings);
            }
        }
        let total: f64 = self.held_by_users.values().sum();
        let near = self.held_by_users.iter();
        let near = near.filter(|(users, _)| f64::from(**users) >= 0.9 * f64::from(highest));
        let near: f64 = near.map(|(_, held)| held).sum();
        if total > 0.0 && near >= 0.9 * total {
            warnings.push(format!(
                "The number of users went from {lowest} to {highest}; it was close to {highest} for nine tenths of the time, and the whole stands for that."
            ));
            return (vec![self.whole_point(Some(f64::from(highest)))], warnings);
        }
        warnings.push(format!(
            "The number of users went from {lowest} to {highest} and none held for 5 s and {FEWEST_REQUESTS} requests: one point for the whole, of no known concurrency."
        ));
        (vec![self.whole_point(None)], warnings)
    }

    fn whole_point(&mut self, users: Option<f64>) -> ReadPoint {
        let mut read = self.whole.point(!self.errors_unknown);
        let seconds = self.first_ms.map(|first| (self.last_ms - first) / 1000.0);
        let seconds = seconds.filter(|&seconds| seconds > 0.0);
        read.point.concurrency = users;
        read.point.duration_s = seconds;
        read.point.throughput_rps =
            seconds.map(|seconds| self.whole.sample.count() as f64 / seconds);
        read
    }
}

/// The one name that all rows bear.
#[derive(Default)]
pub(super) struct OneName {
    name: Option<String>,
    several: bool,
}

impl OneName {
    /// Takes in the name of a row.
    pub(super) fn see(&mut self, name: &[u8]) {
        if self.several || name.is_empty() {
            return;
        }
        match &self.name {
            None => self.name = Some(String::from_utf8_lossy(name).chars().take(200).collect()),
            Some(known) if known.as_bytes() == name => {}
            Some(known) => {
                let name = String::from_utf8_lossy(name);
                self.several = !name.chars().take(200).eq(known.chars());
            }
        }
    }

    /// The name, or that there are several.
    pub(super) fn tell(self) -> String {
        self.name.filter(|_| !self.several).unwrap_or_else(|| ALL.to_owned())
    }
}

/// Name of a run that holds requests of several kinds.
pub(super) const ALL: &str = "All requests";

/// What holds of every tool whose users wait for an answer before they ask
/// again.
pub(super) const CLOSED_LOOP: &str = "Closed loop: a user who waits sends nothing, so latency under overload is understated (coordinated omission).";

/// What holds of every tool that counts users.
pub(super) const USERS: &str =
    "Concurrency counts users; users who pause between requests have fewer requests under way.";
