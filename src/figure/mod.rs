//! Charts as data: one description of each, painted twice.
//!
//! Here: what a chart shows ([`Figure`]), the functions that build the charts
//! from a workbook and its analysis, the colours and markers ([`palette`]), and
//! the painter for SVG ([`svg`]). Not here: painting in the window (`app`), and
//! any number that `analysis` does not give.

mod acceptability;
mod agreement;
mod bands;
mod cost_value;
mod crossing;
mod differences;
mod headroom;
mod latency;
mod load_axis;
mod measure;
mod node_efficiency;
mod notches;
mod outlay;
mod pairs;
pub mod palette;
mod profiles;
mod rank_flow;
mod ranking;
mod reading;
mod stability;
pub mod svg;
mod table;
mod throughput;
mod tornado;
mod tradeoff;
mod two_weights;
mod winning;

pub use acceptability::acceptability;
pub use agreement::{agreement, agreement_of};
pub use bands::bands;
pub use cost_value::cost_value_figure;
pub use crossing::crossing;
pub use differences::differences;
pub use headroom::headroom_figure;
pub use latency::latency;
pub use measure::text_width;
pub use node_efficiency::node_efficiency_figure;
pub use notches::{Named, Room, ToName, name_notches};
pub use outlay::{OutlayChart, outlay_figure};
pub use pairs::pairs;
pub use palette::{Dash, Ground, Marker, OptionStyle, option_style};
pub use profiles::profiles;
pub use rank_flow::rank_flow_figure;
pub use ranking::{Contribution, Stack, contributions, ranking, ranking_by, ranking_top};
pub use reading::{About, Reading, Step, step};
pub use stability::stability;
pub use table::DataTable;
pub use throughput::{small_percent, throughput};
pub use tornado::tornado;
pub use tradeoff::tradeoff;
pub use two_weights::{centre, hatching, two_weights};
pub use winning::winning;

/// One chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Short stable name, fit for a file name.
    pub id: &'static str,
    /// What it is, without a full stop.
    pub title: String,
    /// What it shows, a sentence.
    pub finding: String,
    /// What somebody who cannot see it has to know.
    pub alt: String,
    /// The horizontal axis.
    pub x: Scale,
    /// The vertical axis: rows from the top, or a scale upwards.
    pub y: Vertical,
    /// What is drawn, from the back to the front.
    pub marks: Vec<Mark>,
    /// What the fills and markers mean.
    pub legend: Vec<LegendEntry>,
    /// What the marks say one by one, in the order in which they are walked:
    /// row by row, in each from the left.
    pub readings: Vec<Reading>,
    /// The same numbers as a table.
    pub table: DataTable,
}

/// A numeric axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// What is measured, with its unit; empty where the ticks are the names of
    /// things, one beside the other.
    pub title: String,
    /// Number at the lower end.
    pub low: f64,
    /// Number at the upper end.
    pub high: f64,
    /// Where the grid stands, with the text to print there.
    pub ticks: Vec<(f64, String)>,
}

/// The vertical axis.
#[derive(Debug, Clone, PartialEq)]
pub enum Vertical {
    /// One row for each thing, from the top.
    Rows(Vec<Row>),
    /// A numeric axis, low at the bottom.
    Scale(Scale),
    /// Rows from the top and columns from the left, with a cell where they
    /// meet. The horizontal axis says no more than what the columns are.
    Matrix {
        /// The rows.
        rows: Vec<Row>,
        /// The columns.
        columns: Vec<Row>,
    },
}

/// A row of a chart in rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Name in full.
    pub name: String,
    /// What stands before the name, such as a rank.
    pub lead: String,
    /// Said in place of marks, such as why an option is not ranked.
    pub note: String,
    /// The option's look, where the row is an option.
    pub style: Option<OptionStyle>,
}

/// Something drawn. In a chart in rows, a row's number is its position.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A bar in a row, between two numbers of the horizontal axis.
    Bar {
        /// The row.
        row: usize,
        /// Where it begins.
        from: f64,
        /// Where it ends.
        to: f64,
        /// How it is filled.
        fill: Fill,
        /// The letter or number that tells it from its neighbours, as in the legend;
        /// nothing where the fill need not be told.
        key: Option<&'static str>,
        /// What it stands for, with its number.
        name: String,
    },
    /// A range in a row, drawn as a whisker.
    Range {
        /// The row.
        row: usize,
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
        /// What it stands for.
        name: String,
    },
    /// A tick in a row, drawn as an upright line.
    Tick {
        /// The row.
        row: usize,
        /// Where.
        at: f64,
        /// How it is painted.
        fill: Fill,
        /// What it stands for.
        name: String,
    },
    /// Words in a row: right of `at`, or left of it where `before` is set.
    Label {
        /// The row.
        row: usize,
        /// Where.
        at: f64,
        /// Whether the words end there instead of beginning.
        before: bool,
        /// The words.
        text: String,
    },
    /// A point in a chart with two scales.
    Point {
        /// Where, across.
        x: f64,
        /// Where, upwards.
        y: f64,
        /// Lowest and highest, across.
        x_range: (f64, f64),
        /// Lowest and highest, upwards.
        y_range: (f64, f64),
        /// The option's look.
        style: OptionStyle,
        /// Whether none beats it, or it is singled out otherwise.
        marked: bool,
        /// The option's name.
        name: String,
    },
    /// A line through points of a chart with two scales.
    Line {
        /// The points, in order.
        points: Vec<(f64, f64)>,
        /// Its pattern.
        dash: Dash,
        /// How it is painted.
        fill: Fill,
        /// What it stands for.
        name: String,
    },
    /// A cell of a matrix.
    Cell {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
        /// How strongly it is filled, 0 to 1; nothing where it holds nothing.
        strength: Option<f64>,
        /// The number printed in it.
        text: String,
        /// The same where there is less room.
        short: String,
        /// Whether it is singled out: the first of its row.
        marked: bool,
        /// What it stands for, with its number.
        name: String,
    },
    /// A straight line across the whole chart at a number of an axis.
    Rule {
        /// Whether it stands upright at a number of the horizontal axis, or
        /// lies flat at one of the vertical axis.
        upright: bool,
        /// The number.
        at: f64,
        /// What it stands for; printed beside it unless empty.
        name: String,
    },
    /// An option's area in a chart with two scales: a convex polygon, tinted and
    /// hatched ([`hatching`]), with the option's marker in its midst.
    Area {
        /// The corners in order.
        corners: Vec<(f64, f64)>,
        /// The option's look.
        style: OptionStyle,
        /// Whether its name is printed where there is room.
        named: bool,
        /// Whose area it is.
        name: String,
    },
    /// An area between two numbers of each axis.
    Region {
        /// From and to, across.
        x: (f64, f64),
        /// From and to, upwards.
        y: (f64, f64),
        /// How it is filled.
        fill: Fill,
        /// What holds in it; printed inside.
        name: String,
    },
    /// The area between a lower and an upper line of a chart with two scales,
    /// such as where a curve may run.
    Band {
        /// Across, lower and upper, in order.
        points: Vec<(f64, f64, f64)>,
        /// How it is filled.
        fill: Fill,
        /// What it stands for.
        name: String,
    },
    /// A stretch of the horizontal axis in which something holds, over the whole
    /// height: a tint, a border at its lower end, and its name at the top.
    Stretch {
        /// Its lower end.
        from: f64,
        /// Its upper end.
        to: f64,
        /// The look of the option that it belongs to, if it does to one.
        style: Option<OptionStyle>,
        /// What holds in it, printed in it as far as there is room.
        name: String,
    },
    /// A short upright stroke through a line, where something of it is singled
    /// out, such as its peak; named beside it.
    Notch {
        /// Where, across.
        x: f64,
        /// Where, upwards.
        y: f64,
        /// The option's look.
        style: OptionStyle,
        /// What it is, with its number.
        name: String,
    },
}

impl Mark {
    /// A cell that holds nothing, as where an option meets itself.
    pub fn blank_cell(row: usize, column: usize) -> Self {
        Self::Cell {
            row,
            column,
            strength: None,
            text: String::new(),
            short: String::new(),
            marked: false,
            name: String::new(),
        }
    }
}

/// How a mark is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// As an option.
    Option(OptionStyle),
    /// As an option, its edge alone: told from a filled one without colours.
    Hollow(OptionStyle),
    /// As a group of criteria, by its position.
    Group(usize),
    /// As the rank at a position, 0 for the first, of so many.
    Rank {
        /// The position.
        at: u16,
        /// How many ranks there are.
        of: u16,
    },
    /// As anything else.
    Tone(palette::Tone),
}

impl Fill {
    /// Its colour on a ground.
    pub fn colour(self, ground: Ground) -> palette::Rgb {
        match self {
            Self::Option(style) | Self::Hollow(style) => palette::option_colour(style, ground),
            Self::Group(position) => palette::group_colour(position, ground),
            Self::Rank { at, of } => palette::rank_colour(at, of, ground),
            Self::Tone(tone) => palette::tone(tone, ground),
        }
    }
}

/// One entry of a legend.
#[derive(Debug, Clone, PartialEq)]
pub struct LegendEntry {
    /// What it stands for.
    pub name: String,
    /// What it looks like.
    pub sign: Sign,
    /// The letter or number that stands in what it stands for, if one does.
    pub key: Option<&'static str>,
}

impl LegendEntry {
    /// An entry without a letter.
    fn new(name: impl Into<String>, sign: Sign) -> Self {
        Self { name: name.into(), sign, key: None }
    }
}

/// What an entry of a legend looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// A filled square.
    Patch(Fill),
    /// An option's marker.
    Marker(OptionStyle),
    /// A line.
    Line(Fill, Dash),
    /// A whisker.
    Whisker,
}

/// Axis of value from 0 to 100 with a line every 20 points.
fn value_scale(title: &str) -> Scale {
    Scale {
        title: title.to_owned(),
        low: 0.0,
        high: 100.0,
        ticks: (0..=5).map(|step| (f64::from(step) * 20.0, (step * 20).to_string())).collect(),
    }
}

/// An axis from 0 that holds `reach`, with lines at round steps: 1, 2 or 5
/// times a power of ten.
fn round_scale(title: &str, reach: f64) -> Scale {
    let reach = if reach.is_finite() && reach > 0.0 { reach } else { 1.0 };
    let step = round_step(reach, 5.0);
    let steps = (reach / step).ceil().max(1.0) as i32;
    let decimals = (-step.log10().floor()).clamp(0.0, 6.0) as usize;
    Scale {
        title: title.to_owned(),
        low: 0.0,
        high: f64::from(steps) * step,
        ticks: (0..=steps)
            .map(|at| f64::from(at) * step)
            .map(|at| (at, crate::analysis::number(at, decimals)))
            .collect(),
    }
}

/// The least step of 1, 2 or 5 times a power of ten of which `most` or fewer
/// cover `reach`.
fn round_step(reach: f64, most: f64) -> f64 {
    let power = 10.0_f64.powf((reach / most).log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| reach / step <= most)
        .unwrap_or(power * 10.0)
}

/// A number of points with its sign, such as a lead.
fn signed(x: f64) -> String {
    let text = crate::analysis::points(x);
    if x > 0.0 && text != "0.0" { format!("+{text}") } else { text }
}
