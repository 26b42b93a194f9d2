//! Colours, markers and dashes as plain data, for every painter.
//!
//! One colour and one marker per option everywhere, by the option's position in
//! the workbook; colour never speaks alone. Option colours begin with Okabe and
//! Ito's (2008) and are tuned to a contrast of 3 to 1 or more against the
//! ground (WCAG 2.2, success criterion 1.4.11).

/// A colour in sRGB, 0 to 255 each: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(
    /// Red.
    pub u8,
    /// Green.
    pub u8,
    /// Blue.
    pub u8,
);

impl Rgb {
    /// The colour as `#RRGGBB`.
    pub fn hex(self) -> String {
        format!("#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }

    /// Relative luminance, 0 for black to 1 for white (WCAG 2.2).
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast with another colour, 1 to 21 (WCAG 2.2).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

/// Light or dark ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Dark ink on white.
    Light,
    /// Light ink on near black.
    Dark,
}

/// Shape of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// A disc.
    Circle,
    /// A square on its side.
    Square,
    /// A square on its corner.
    Diamond,
    /// A triangle that points up.
    TriangleUp,
    /// A diagonal cross.
    Cross,
    /// A star of five points.
    Star,
    /// A triangle that points down.
    TriangleDown,
}

/// Pattern of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dash {
    /// Unbroken.
    Solid,
    /// Long strokes.
    Dashed,
    /// Dots.
    Dotted,
    /// Strokes and dots in turn.
    DashDotted,
}

/// What one option looks like wherever it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OptionStyle {
    /// Position in [`OPTION_COLOURS`].
    pub colour: usize,
    /// Its marker.
    pub marker: Marker,
    /// Its line pattern.
    pub dash: Dash,
}

const MARKERS: [Marker; 7] = [
    Marker::Circle,
    Marker::Square,
    Marker::Diamond,
    Marker::TriangleUp,
    Marker::Cross,
    Marker::Star,
    Marker::TriangleDown,
];
const DASHES: [Dash; 4] = [Dash::Solid, Dash::Dashed, Dash::Dotted, Dash::DashDotted];

/// Option colours on light and on dark ground.
pub const OPTION_COLOURS: [(Rgb, Rgb); 8] = [
    (Rgb(0x00, 0x72, 0xB2), Rgb(0x56, 0xA8, 0xE0)),
    (Rgb(0xD6, 0x80, 0x00), Rgb(0xF0, 0xB0, 0x40)),
    (Rgb(0x00, 0x8A, 0x63), Rgb(0x3C, 0xC7, 0x9B)),
    (Rgb(0xC2, 0x45, 0x1A), Rgb(0xF2, 0x84, 0x5C)),
    (Rgb(0xA8, 0x50, 0x8A), Rgb(0xDE, 0x96, 0xC4)),
    (Rgb(0x30, 0x8C, 0xBE), Rgb(0x9C, 0xD3, 0xF5)),
    (Rgb(0x7A, 0x6C, 0x00), Rgb(0xE8, 0xDE, 0x5A)),
    (Rgb(0x55, 0x5B, 0x66), Rgb(0xB9, 0xBE, 0xC8)),
];

/// Colours of the groups in a stacked bar on light and on dark ground: tints
/// of the accent, then greys, so that they do not compete with the options'.
pub const GROUP_COLOURS: [(Rgb, Rgb); 10] = [
    (Rgb(0x3C, 0x38, 0x9C), Rgb(0x8D, 0x89, 0xF2)),
    (Rgb(0x6B, 0x66, 0xD0), Rgb(0x6B, 0x66, 0xD0)),
    (Rgb(0x9E, 0x9A, 0xE2), Rgb(0xB9, 0xB6, 0xF5)),
    (Rgb(0x7A, 0x7E, 0x88), Rgb(0x8F, 0x93, 0x9C)),
    (Rgb(0xB3, 0xB7, 0xBF), Rgb(0x6B, 0x6F, 0x79)),
    (Rgb(0xD5, 0xD7, 0xDC), Rgb(0xB3, 0xB7, 0xBF)),
    (Rgb(0x5A, 0x5E, 0x68), Rgb(0xD5, 0xD7, 0xDC)),
    (Rgb(0x83, 0x7F, 0xD8), Rgb(0x57, 0x53, 0xB8)),
    (Rgb(0xC6, 0xC3, 0xEE), Rgb(0xA4, 0xA0, 0xEA)),
    (Rgb(0x2A, 0x27, 0x70), Rgb(0x4C, 0x50, 0x59)),
];

/// What is painted, apart from options and groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// The ground itself.
    Ground,
    /// Text.
    Ink,
    /// Text of less weight.
    Muted,
    /// Grid lines and axes.
    Grid,
    /// A band in which something holds.
    Band,
    /// A mark that carries the message.
    Accent,
    /// A mark that warns.
    Warning,
}

/// A colour on a ground.
pub fn tone(tone: Tone, ground: Ground) -> Rgb {
    let (light, dark) = match tone {
        Tone::Ground => (Rgb(0xFF, 0xFF, 0xFF), Rgb(0x17, 0x18, 0x1C)),
        Tone::Ink => (Rgb(0x1B, 0x1D, 0x22), Rgb(0xE8, 0xE9, 0xED)),
        Tone::Muted => (Rgb(0x5A, 0x5E, 0x68), Rgb(0xA9, 0xAD, 0xB7)),
        Tone::Grid => (Rgb(0xE3, 0xE5, 0xE9), Rgb(0x33, 0x36, 0x3D)),
        Tone::Band => (Rgb(0xD9, 0xD8, 0xF3), Rgb(0x3A, 0x38, 0x66)),
        Tone::Accent => (Rgb(0x3C, 0x38, 0x9C), Rgb(0x8D, 0x89, 0xF2)),
        Tone::Warning => (Rgb(0xB4, 0x3A, 0x12), Rgb(0xF2, 0x84, 0x5C)),
    };
    on(light, dark, ground)
}

/// The ink, black or white, that stands out more from a filled area: at least
/// 4.5 to 1 on any colour.
pub fn ink_on(fill: Rgb) -> Rgb {
    let (black, white) = (Rgb(0, 0, 0), Rgb(0xFF, 0xFF, 0xFF));
    if fill.contrast(white) >= fill.contrast(black) { white } else { black }
}

/// The colour of a matrix cell filled with a strength of 0 to 1.
pub fn heat(strength: f64, ground: Ground) -> Rgb {
    let (low, high) = match ground {
        Ground::Light => (Rgb(0xF4, 0xF8, 0xFB), Rgb(0x9C, 0xC8, 0xE3)),
        Ground::Dark => (Rgb(0x24, 0x28, 0x2D), Rgb(0x33, 0x58, 0x7A)),
    };
    let share = if strength.is_finite() { strength.clamp(0.0, 1.0) } else { 0.0 };
    let mix = |a: u8, b: u8| (f64::from(a) + share * (f64::from(b) - f64::from(a))).round() as u8;
    Rgb(mix(low.0, high.0), mix(low.1, high.1), mix(low.2, high.2))
}

/// The ground of a rank: the first the strongest, the last next to none.
pub fn rank_colour(at: u16, of: u16, ground: Ground) -> Rgb {
    let (first, last) = match ground {
        Ground::Light => (Rgb(0x2B, 0x6C, 0x9B), Rgb(0xF1, 0xF5, 0xF8)),
        Ground::Dark => (Rgb(0x8C, 0xC4, 0xEC), Rgb(0x2A, 0x2E, 0x34)),
    };
    let share = f64::from(at) / f64::from(of.saturating_sub(1).max(1));
    // The square root sets the first ranks well apart from each other.
    let share = share.clamp(0.0, 1.0).sqrt();
    let mix = |a: u8, b: u8| (f64::from(a) + share * (f64::from(b) - f64::from(a))).round() as u8;
    Rgb(mix(first.0, last.0), mix(first.1, last.1), mix(first.2, last.2))
}

/// The look of the option at a position in the workbook. Colours and markers
/// repeat at different lengths, so that the pair is the same again only after
/// 56 options.
pub fn option_style(position: usize) -> OptionStyle {
    OptionStyle {
        colour: position % OPTION_COLOURS.len(),
        marker: MARKERS[position % MARKERS.len()],
        dash: DASHES[position % DASHES.len()],
    }
}

/// The colour of an option.
pub fn option_colour(style: OptionStyle, ground: Ground) -> Rgb {
    let (light, dark) = OPTION_COLOURS[style.colour % OPTION_COLOURS.len()];
    on(light, dark, ground)
}

/// The colour of the group at a position.
pub fn group_colour(position: usize, ground: Ground) -> Rgb {
    let (light, dark) = GROUP_COLOURS[position % GROUP_COLOURS.len()];
    on(light, dark, ground)
}

fn on(light: Rgb, dark: Rgb, ground: Ground) -> Rgb {
    match ground {
        Ground::Light => light,
        Ground::Dark => dark,
    }
}
