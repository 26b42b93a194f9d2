//! Charts as data: one description of each, painted twice.
//!
//! Here: what a chart shows ([`Figure`]), the functions that build the charts
//! from a workbook and its analysis, the colours and markers ([`palette`]), and
//! the painter for SVG ([`svg`]). Not here: painting in the window (`app`), and
//! any number that `analysis` does not give.

mod differences;
mod measure;
pub mod palette;
mod ranking;
mod stability;
pub mod svg;
mod tradeoff;

pub use differences::differences;
pub use measure::text_width;
pub use palette::{Dash, Ground, Marker, OptionStyle, option_style};
pub use ranking::{Contribution, contributions, ranking, ranking_top};
pub use stability::stability;
pub use tradeoff::tradeoff;

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
    /// The same numbers as a table.
    pub table: DataTable,
}

/// A numeric axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// What is measured, with its unit.
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
}

/// How a mark is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// As an option.
    Option(OptionStyle),
    /// As a group of criteria, by its position.
    Group(usize),
    /// As anything else.
    Tone(palette::Tone),
}

impl Fill {
    /// Its colour on a ground.
    pub fn colour(self, ground: Ground) -> palette::Rgb {
        match self {
            Self::Option(style) => palette::option_colour(style, ground),
            Self::Group(position) => palette::group_colour(position, ground),
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

/// The numbers of a figure as text, for those who would rather read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DataTable {
    /// Heads of the columns.
    pub header: Vec<String>,
    /// The rows, each as long as the header.
    pub rows: Vec<Vec<String>>,
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
