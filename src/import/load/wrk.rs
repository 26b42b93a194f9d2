//! wrk and wrk2: text, any number of runs in a file with the commands between
//! them.

use super::agree::{self, CLOSED_LOOP, RATE, contradiction, kinds, short};
use super::results::{Body, ReadPoint, ReadRun};
use super::source::Source;
use super::text::{
    CUT_SHORT, Length, count, figure, length, lines, number_with_suffix, path_of, plain_text,
};
use super::{LoadError, ReadSettings};
use crate::workbook::{LoadPoint, Subject};

/// Reads what wrk printed.
pub(super) fn wrk(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let mut body = read(source, false)?;
    body.limits = vec![
        CLOSED_LOOP.to_owned(),
        "wrk corrects latencies beyond twice the expected interval, so one stall can lift p99 of a run with few connections.".to_owned(),
        "Answers of any status are counted in the throughput; timeouts are not, and their times are missing.".to_owned(),
        "There is no p95; percentiles are there only with --latency.".to_owned(),
    ];
    Ok(body)
}

/// Reads what wrk2 printed.
pub(super) fn wrk2(source: &mut Source<'_>, _: &ReadSettings) -> Result<Body, LoadError> {
    let mut body = read(source, true)?;
    body.limits = vec![
        "Open loop: requests are due at a fixed rate and latency counts from then, so queueing is in it.".to_owned(),
        "Concurrency is not known: connections are only the most that can be under way.".to_owned(),
        "The rate asked for stands in the command alone, and is known only where that was kept.".to_owned(),
        "Latencies leave out the first ten seconds, during which wrk2 calibrates itself.".to_owned(),
    ];
    Ok(body)
}

/// A run as far as it was read.
struct Block {
    line: u64,
    url: String,
    nominal: Length,
    offered_rps: Option<f64>,
    connections: Option<u64>,
    latency: Option<(u64, [f64; 3])>,
    percentiles: Vec<(f64, f64)>,
    mean_and_deviation: Option<(f64, f64)>,
    max_ms: Option<f64>,
    requests: Option<(u64, u64, Length)>,
    bad_status: u64,
    socket: [u64; 4],
    part: Part,
}

/// Which part of wrk2's report a line is in.
#[derive(PartialEq, Eq)]
enum Part {
    Figures,
    Spectrum,
    /// Latencies without the wait before a request was sent, which no other
    /// tool tells apart.
    Uncorrected,
}

fn read(source: &mut Source<'_>, fixed_rate: bool) -> Result<Body, LoadError> {
    let text = plain_text(source)?;
    let mut runs: Vec<ReadRun> = Vec::new();
    let mut block: Option<Block> = None;
    let mut offered = None;
    let mut last_line = 1;
    for (number, line) in lines(&text) {
        last_line = number;
        if let Some((nominal, url)) = announcement(line) {
            if let Some(open) = &block {
                return Err(cut(open, number));
            }
            block = Some(Block {
                line: number,
                url: url.to_owned(),
                nominal: length(number, "the duration", nominal)?,
                offered_rps: offered.take(),
                connections: None,
                latency: None,
                percentiles: Vec::new(),
                mean_and_deviation: None,
                max_ms: None,
                requests: None,
                bad_status: 0,
                socket: [0; 4],
                part: Part::Figures,
            });
            continue;
        }
        let Some(open) = &mut block else {
            if fixed_rate {
                offered = rate_in_command(line).or(offered);
            }
            continue;
        };
        if let Some(rate) = line.strip_prefix("Requests/sec:") {
            let rate = figure(number, "Requests/sec", rate)?;
            if let Some(open) = block.take() {
                keep(&mut runs, open.finish(number, rate, fixed_rate)?);
            }
        } else {
            open.take_in(number, line, fixed_rate)?;
        }
    }
    if let Some(open) = &block {
        return Err(cut(open, last_line));
    }
    if runs.is_empty() {
        return Err(LoadError::new("no run is in the file", CUT_SHORT));
    }
    for run in &mut runs {
        let key = |read: &ReadPoint| {
            let point = &read.point;
            point.concurrency.or(point.offered_rps).unwrap_or(f64::MAX)
        };
        run.points.sort_by(|a, b| key(a).total_cmp(&key(b)));
    }
    Ok(Body { runs, ..Body::default() })
}

/// Runs against one address are points of one run.
fn keep(runs: &mut Vec<ReadRun>, (url, point): (String, ReadPoint)) {
    match runs.iter_mut().find(|run| run.name == url) {
        Some(run) => run.points.push(point),
        None => runs.push(ReadRun {
            scenario: path_of(&url),
            name: url,
            date: None,
            subject: Subject::Requests,
            points: vec![point],
        }),
    }
}

fn announcement(line: &str) -> Option<(&str, &str)> {
    let (nominal, url) = line.strip_prefix("Running ")?.split_once(" test @ ")?;
    Some((nominal, url.trim()))
}

fn cut(open: &Block, at: u64) -> LoadError {
    LoadError::at(at, format!("the run of line {} has no Requests/sec", open.line), CUT_SHORT)
}

/// The rate in a command line: `-R2000`, `-R 2k`, `--rate=2000`.
fn rate_in_command(line: &str) -> Option<f64> {
    let mut words = line.split_whitespace();
    while let Some(word) = words.next() {
        let rate = match word {
            "-R" | "--rate" => words.next()?,
            _ => match word.strip_prefix("--rate=").or_else(|| word.strip_prefix("-R")) {
                Some(rate) => rate,
                None => continue,
            },
        };
        return number_with_suffix(rate).filter(|&rate| rate > 0.0);
    }
    None
}

impl Block {
    fn take_in(&mut self, number: u64, line: &str, fixed_rate: bool) -> Result<(), LoadError> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let rounding = if fixed_rate { 1.01 } else { 1.0 };
        if let Some((before, after)) = line.split_once(" threads and ") {
            if before.bytes().all(|byte| byte.is_ascii_digit())
                && let Some(connections) = after.strip_suffix(" connections")
            {
                self.connections = Some(count(number, "the number of connections", connections)?);
            }
        } else if line.starts_with("Latency Distribution") {
            self.part =
                if line.contains("Uncorrected") { Part::Uncorrected } else { Part::Figures };
        } else if line.starts_with("Detailed Percentile spectrum") {
            if self.part == Part::Figures {
                self.part = Part::Spectrum;
            }
        } else if words.first() == Some(&"Latency") && self.latency.is_none() {
            let at = |at: usize| words.get(at).copied().unwrap_or_default();
            let ms = |what: &str, text: &str| length(number, what, text).map(|length| length.ms);
            self.latency = Some((
                number,
                [
                    ms("the mean latency", at(1))?,
                    ms("the deviation of the latency", at(2))?,
                    ms("the longest latency", at(3))?,
                ],
            ));
        } else if let [percentile, value] = words.as_slice()
            && let Some(percentile) = percentile.strip_suffix('%')
        {
            if self.part != Part::Uncorrected {
                let percentile = figure(number, "a percentile", percentile)?;
                let ms = length(number, &format!("p{percentile}"), value)?.ms;
                self.percentile(number, percentile, ms, rounding)?;
            }
        } else if let [value, share, _, _] = words.as_slice()
            && self.part == Part::Spectrum
            && fixed_rate
        {
            // The list above the spectrum has no p95 and no p97.5.
            let percentile = match *share {
                "0.950000" => 95.0,
                "0.975000" => 97.5,
                _ => return Ok(()),
            };
            let ms = figure(number, &format!("p{percentile}"), value)?;
            self.percentile(number, percentile, ms, rounding)?;
        } else if let Some(figures) = line.strip_prefix("#[Mean") {
            if self.part == Part::Spectrum && fixed_rate {
                let (mean, deviation) = two(number, figures, "StdDeviation")?;
                self.mean_and_deviation = Some((mean, deviation));
            }
        } else if let Some(figures) = line.strip_prefix("#[Max") {
            if self.part == Part::Spectrum && fixed_rate {
                self.max_ms = Some(two(number, figures, "Total count")?.0);
            }
        } else if let Some((requests, rest)) = line.split_once(" requests in ") {
            let lasted = rest.split(',').next().unwrap_or_default();
            self.requests = Some((
                number,
                count(number, "the number of requests", requests)?,
                length(number, "the duration", lasted)?,
            ));
        } else if let Some(errors) = line.strip_prefix("Socket errors:") {
            for (kind, sum) in ["connect", "read", "write", "timeout"].iter().zip(&mut self.socket)
            {
                let found = errors.split(',').find_map(|part| part.trim().strip_prefix(kind));
                let found = found.ok_or_else(|| {
                    LoadError::at(number, format!("the socket errors lack \"{kind}\""), CUT_SHORT)
                })?;
                *sum = count(number, "the number of socket errors", found)?;
            }
        } else if let Some(responses) = line.strip_prefix("Non-2xx or 3xx responses:") {
            self.bad_status = count(number, "the number of answers beyond 2xx and 3xx", responses)?;
        }
        Ok(())
    }

    fn percentile(
        &mut self,
        line: u64,
        percentile: f64,
        ms: f64,
        rounding: f64,
    ) -> Result<(), LoadError> {
        let at = self.percentiles.partition_point(|&(known, _)| known < percentile);
        if self.percentiles.get(at).is_some_and(|&(known, _)| known == percentile) {
            return Err(contradiction(line, format!("p{percentile} is there twice")));
        }
        let below = at.checked_sub(1).map(|below| self.percentiles[below]);
        let above = self.percentiles.get(at).copied();
        for (lower, upper) in [(below, Some((percentile, ms))), (Some((percentile, ms)), above)] {
            if let (Some((lower, a)), Some((upper, b))) = (lower, upper)
                && a > b * rounding
            {
                return Err(contradiction(
                    line,
                    format!("p{lower} is {} ms, but p{upper} {} ms", short(a), short(b)),
                ));
            }
        }
        self.percentiles.insert(at, (percentile, ms));
        Ok(())
    }

    fn finish(
        self,
        line: u64,
        rate: f64,
        fixed_rate: bool,
    ) -> Result<(String, ReadPoint), LoadError> {
        let missing = |what: &str| {
            LoadError::at(line, format!("the run of line {} has no {what}", self.line), CUT_SHORT)
        };
        let connections = self.connections.ok_or_else(|| missing("number of connections"))?;
        let (latency_line, [mean, deviation, max]) =
            self.latency.ok_or_else(|| missing("latency"))?;
        let (_, requests, lasted) = self.requests.ok_or_else(|| missing("number of requests"))?;
        let (seconds, rounding) = (lasted.ms / 1e3, lasted.rounding_ms / 1e3);
        let mut warnings = Vec::new();
        if !agree::rate_fits(requests, seconds, rounding, rate, RATE) {
            // Where requests and rate agree on the length asked for, the length
            // printed last is the one that is wrong.
            let nominal = (self.nominal.ms / 1e3, self.nominal.rounding_ms / 1e3);
            if !agree::rate_fits(requests, nominal.0, 0.0, rate, RATE) {
                agree::rate(line, requests, seconds, rounding, rate, RATE)?;
            }
            warnings.push(format!(
                "It says that the run took {} s, but {requests} requests at {} a second take {} s, the length asked for: one of the figures was changed.",
                short(seconds),
                short(rate),
                short(nominal.0)
            ));
        }
        let [connect, reading, writing, timeout] = self.socket;
        let (mean, deviation) = self.mean_and_deviation.unwrap_or((mean, deviation));
        let answered = requests > 0;
        let mut percentiles_ms = self.percentiles;
        percentiles_ms.retain(|&(percentile, _)| percentile < 100.0 && answered);
        let mut read = ReadPoint {
            point: LoadPoint {
                concurrency: (!fixed_rate).then_some(connections as f64),
                offered_rps: self.offered_rps,
                throughput_rps: Some(rate),
                duration_s: Some(seconds),
                requests: Some(requests),
                errors: Some(self.bad_status + connect + reading + writing + timeout),
                mean_ms: answered.then_some(mean),
                stddev_ms: answered.then_some(deviation),
                percentiles_ms,
                max_ms: answered.then(|| self.max_ms.unwrap_or(max)),
                ..LoadPoint::default()
            },
            error_detail: kinds([
                ("non-2xx", self.bad_status),
                ("connect", connect),
                ("read", reading),
                ("write", writing),
                ("timeout", timeout),
            ]),
            label: if fixed_rate { format!("{connections} connections") } else { String::new() },
            warnings,
            ..ReadPoint::default()
        };
        if self.bad_status > requests {
            return Err(contradiction(
                line,
                format!("{} answers beyond 2xx and 3xx of {requests}", self.bad_status),
            ));
        }
        // The list is rounded to three digits, the spectrum is not, so that they
        // may differ by a hair where they meet.
        let mut highest = 0.0f64;
        for (_, ms) in &mut read.point.percentiles_ms {
            highest = highest.max(*ms);
            *ms = highest;
        }
        agree::latencies(&read, latency_line, 0.01)?;
        if timeout > 0 {
            read.warnings.push(format!(
                "{timeout} requests timed out: their times are missing, and the latencies look better than they were."
            ));
        }
        if let Some(offered) = self.offered_rps
            && rate < 0.97 * offered
        {
            read.warnings.push(format!(
                "{} a second were due, {} were answered: the system fell behind.",
                short(offered),
                short(rate)
            ));
        }
        agree::warn(&mut read, (!fixed_rate).then_some(connections as f64));
        Ok((self.url, read))
    }
}

/// The two figures of a line such as `= 1.441, StdDeviation = 0.706]`.
fn two(line: u64, figures: &str, second: &str) -> Result<(f64, f64), LoadError> {
    let (a, b) = figures.split_once(second).unwrap_or((figures, ""));
    let trimmed = |text: &str| text.trim_matches(|c: char| " =,]".contains(c)).to_owned();
    Ok((
        figure(line, "a figure of the histogram", &trimmed(a))?,
        figure(line, second, &trimmed(b))?,
    ))
}
