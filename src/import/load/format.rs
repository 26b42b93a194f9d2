//! The formats that are known.

/// What wrote a result file, and in which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// wrk, text; several runs may stand in one file.
    Wrk,
    /// wrk2, text.
    Wrk2,
    /// hey, text.
    Hey,
    /// hey, CSV of single requests.
    HeyCsv,
    /// oha, JSON.
    OhaJson,
    /// oha, text.
    Oha,
    /// oha, CSV of single requests.
    OhaCsv,
    /// autocannon, JSON.
    AutocannonJson,
    /// autocannon, tables as text.
    Autocannon,
    /// k6, summary exported as flat JSON.
    K6Summary,
    /// k6, summary as structured JSON.
    K6StructuredSummary,
    /// k6, end of the console's text.
    K6Text,
    /// k6, CSV of single points.
    K6Csv,
    /// k6, JSON lines of single points.
    K6Json,
    /// vegeta, JSON report.
    Vegeta,
    /// ab, text.
    Ab,
    /// ab, CSV of percentiles (`-e`).
    AbPercentiles,
    /// ab, table of single requests (`-g`).
    AbRequests,
    /// siege, JSON.
    SiegeJson,
    /// siege, text with a line for each request.
    Siege,
    /// Locust, statistics as CSV.
    LocustStats,
    /// Locust, history as CSV.
    LocustHistory,
    /// Locust, list of failures or exceptions as CSV, which tells no speed.
    LocustFailures,
    /// Locust, JSON.
    LocustJson,
    /// JMeter, CSV of samples.
    JmeterCsv,
    /// JMeter, XML of samples.
    JmeterXml,
    /// Gatling, totals as JSON.
    GatlingGlobal,
    /// Gatling, tree of statistics as JSON.
    GatlingStats,
    /// Gatling, log of single requests.
    GatlingLog,
    /// hyperfine, JSON.
    HyperfineJson,
    /// hyperfine, CSV.
    HyperfineCsv,
    /// hyperfine, Markdown table.
    HyperfineMarkdown,
    /// hyperfine, text of the console.
    Hyperfine,
    /// pyperf, JSON.
    Pyperf,
    /// TechEmpower Framework Benchmarks, results as JSON.
    TechEmpower,
    /// A table with a line of headings.
    Csv,
}

impl Format {
    /// Name of the tool that wrote it.
    pub fn tool(self) -> &'static str {
        match self {
            Self::Wrk => "wrk",
            Self::Wrk2 => "wrk2",
            Self::Hey | Self::HeyCsv => "hey",
            Self::OhaJson | Self::Oha | Self::OhaCsv => "oha",
            Self::AutocannonJson | Self::Autocannon => "autocannon",
            Self::K6Summary
            | Self::K6StructuredSummary
            | Self::K6Text
            | Self::K6Csv
            | Self::K6Json => "k6",
            Self::Vegeta => "vegeta",
            Self::Ab | Self::AbPercentiles | Self::AbRequests => "ab",
            Self::SiegeJson | Self::Siege => "siege",
            Self::LocustStats | Self::LocustHistory | Self::LocustFailures | Self::LocustJson => {
                "Locust"
            }
            Self::JmeterCsv | Self::JmeterXml => "JMeter",
            Self::GatlingGlobal | Self::GatlingStats | Self::GatlingLog => "Gatling",
            Self::HyperfineJson
            | Self::HyperfineCsv
            | Self::HyperfineMarkdown
            | Self::Hyperfine => "hyperfine",
            Self::Pyperf => "pyperf",
            Self::TechEmpower => "TechEmpower",
            Self::Csv => "CSV",
        }
    }
}
