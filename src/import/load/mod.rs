//! What load tools wrote: runs, points, and what each tool can and cannot
//! know.
//!
//! The format is recognised by content, never by the file's name. Units are
//! normalised: requests per second, milliseconds, seconds of duration. What a
//! file does not hold stays unknown; no percentile is worked out from its
//! neighbours and no concurrency is guessed. A file is read once from its
//! start, in memory that does not grow with its length.

mod ab;
mod agree;
mod autocannon;
mod check;
mod error;
mod format;
mod gatling;
mod hey;
mod hyperfine;
mod jmeter;
mod json;
mod k6;
mod k6_points;
mod levels;
mod locust;
mod moment;
mod oha;
mod plain;
pub mod propose;
mod pyperf;
mod recognise;
mod records;
mod results;
mod rows;
mod sample;
mod siege;
mod source;
mod techempower;
mod text;
mod tree;
mod vegeta;
mod wrk;

use std::io::{BufRead, Read};
use std::ops::ControlFlow;

pub use error::LoadError;
pub use format::Format;
pub use plain::{CsvColumns, columns_of};
pub use recognise::recognise;
use results::Body;
pub use results::{ColumnRole, Columns, LoadResults, ReadPoint, ReadRun};
use source::Source;

/// Bytes at the start of a file from which its format is recognised.
pub const HEAD: usize = 64 * 1024;

/// Longest file in a format that cannot be read piece by piece, in bytes.
pub const MOST_AT_ONCE: u64 = 64 * 1024 * 1024;

/// Told of the bytes read so far; says whether to go on.
pub type Watch<'a> = dyn FnMut(u64) -> ControlFlow<()> + 'a;

/// How a file is to be read, beyond what it says itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadSettings {
    /// The columns of plain CSV, where they were chosen.
    pub columns: Option<Columns>,
}

/// Reads the results of a load tool.
///
/// # Errors
///
/// When the file is in no format that is known, breaks off or contradicts
/// itself, when it cannot be read, or when `watch` said to stop.
pub fn read_load(
    mut file: impl Read,
    settings: &ReadSettings,
    watch: &mut Watch<'_>,
) -> Result<LoadResults, LoadError> {
    let mut source = Source::new(&mut file, watch);
    let result = read_body(&mut source, settings);
    // Why reading stopped is told by the source; what a reader made of the
    // shorter text is beside the point.
    if let Some(error) = source.failure() {
        return Err(error);
    }
    let (format, body) = result?;
    let sha256 = source.finish()?;
    Ok(LoadResults {
        format,
        runs: body.runs,
        limits: body.limits,
        warnings: body.warnings,
        sha256,
    })
}

fn read_body(
    source: &mut Source<'_>,
    settings: &ReadSettings,
) -> Result<(Format, Body), LoadError> {
    let head = source.fill_buf().map_err(|_| LoadError::unknown_format())?;
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        return Err(LoadError::at(
            1,
            "the text is in UTF-16",
            "Windows PowerShell writes it so: save it as UTF-8, or send the tool's output to a file with Out-File -Encoding utf8.",
        ));
    }
    let format = recognise(head).ok_or_else(LoadError::unknown_format)?;
    let body = reader(format)(source, settings)?;
    Ok((format, check::sound(body)?))
}

/// What reads a format.
type Reader = fn(&mut Source<'_>, &ReadSettings) -> Result<Body, LoadError>;

/// The reader of a format, in a file of its tool.
fn reader(format: Format) -> Reader {
    match format {
        Format::K6Summary | Format::K6StructuredSummary => k6::summary,
        Format::K6Text => k6::text,
        Format::K6Csv => k6_points::csv,
        Format::K6Json => k6_points::json,
        Format::LocustStats => locust::stats,
        Format::LocustHistory => locust::history,
        Format::LocustFailures => locust::failures,
        Format::LocustJson => locust::json,
        Format::JmeterCsv => jmeter::csv,
        Format::JmeterXml => jmeter::xml,
        Format::GatlingGlobal => gatling::global,
        Format::GatlingStats => gatling::stats,
        Format::GatlingLog => gatling::log,
        Format::TechEmpower => techempower::results,
        Format::Csv => plain::read,
        Format::Wrk => wrk::wrk,
        Format::Wrk2 => wrk::wrk2,
        Format::Hey => hey::text,
        Format::HeyCsv => hey::csv,
        Format::OhaJson => oha::json,
        Format::Oha => oha::text,
        Format::OhaCsv => oha::csv,
        Format::AutocannonJson => autocannon::json,
        Format::Autocannon => autocannon::tables,
        Format::Vegeta => vegeta::json,
        Format::Ab => ab::text,
        Format::AbPercentiles => ab::percentiles,
        Format::AbRequests => ab::requests,
        Format::SiegeJson => siege::json,
        Format::Siege => siege::text,
        Format::HyperfineJson => hyperfine::json,
        Format::HyperfineCsv => hyperfine::csv,
        Format::HyperfineMarkdown => hyperfine::markdown,
        Format::Hyperfine => hyperfine::console,
        Format::Pyperf => pyperf::json,
    }
}
