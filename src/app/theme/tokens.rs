//! The palette: every colour of the window, light and dark.
#![expect(clippy::disallowed_methods, reason = "the one place where colours are made")]

use eframe::egui::{self, Color32, Theme};

use crate::figure::palette::{self, Ground, Rgb};

/// The colours of one theme, by what they are for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tokens {
    /// Behind everything.
    pub ground: Color32,
    /// The rail and the strip.
    pub rail: Color32,
    /// Cards, panels that hold content.
    pub card: Color32,
    /// Alternate rows, quiet areas in a card.
    pub stripe: Color32,
    /// Text fields.
    pub field: Color32,
    /// Buttons at rest.
    pub control: Color32,
    /// Buttons under the pointer.
    pub control_hover: Color32,
    /// Text.
    pub text: Color32,
    /// Text of lesser weight.
    pub text_muted: Color32,
    /// Lines between rows and panes.
    pub line: Color32,
    /// Lines that must be seen, such as the edge of a field.
    pub line_strong: Color32,
    /// The one accent.
    pub accent: Color32,
    /// The accent under the pointer.
    pub accent_hover: Color32,
    /// The accent as a ground for text.
    pub accent_soft: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Selected text.
    pub selection: Color32,
    /// Good.
    pub good: Color32,
    /// Good, as a ground.
    pub good_soft: Color32,
    /// To be looked at.
    pub warning: Color32,
    /// To be looked at, as a ground.
    pub warning_soft: Color32,
    /// Bad.
    pub bad: Color32,
    /// Bad, as a ground.
    pub bad_soft: Color32,
    /// The weak end of the heat scale.
    pub heat_low: Color32,
    /// The strong end of the heat scale.
    pub heat_high: Color32,
    dark: bool,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// Paper, which is white in both themes.
pub const PAPER: Color32 = rgb(0xFFFFFF);
/// Text of lesser weight on paper.
pub const PAPER_TEXT: Color32 = rgb(0x5A5E68);

const LIGHT: Tokens = Tokens {
    ground: rgb(0xF6F5F2),
    rail: rgb(0xEFEDE8),
    card: rgb(0xFFFFFF),
    stripe: rgb(0xF6F5F2),
    field: rgb(0xFBFAF8),
    control: rgb(0xFFFFFF),
    control_hover: rgb(0xF3F1EC),
    text: rgb(0x1D1F23),
    text_muted: rgb(0x62666E),
    line: rgb(0xE1DED7),
    line_strong: rgb(0x808289),
    accent: rgb(0x4B46C8),
    accent_hover: rgb(0x3D38AE),
    accent_soft: rgb(0xECEBFA),
    on_accent: rgb(0xFFFFFF),
    selection: rgb(0xD6D4F5),
    good: rgb(0x1B7348),
    good_soft: rgb(0xE0F0E7),
    warning: rgb(0x935400),
    warning_soft: rgb(0xF8ECD9),
    bad: rgb(0xB3261E),
    bad_soft: rgb(0xF9E3E1),
    heat_low: rgb(0xF4F8FB),
    heat_high: rgb(0x9CC8E3),
    dark: false,
};

const DARK: Tokens = Tokens {
    ground: rgb(0x17181B),
    rail: rgb(0x1D1F23),
    card: rgb(0x212327),
    stripe: rgb(0x1B1D20),
    field: rgb(0x191B1E),
    control: rgb(0x2A2D32),
    control_hover: rgb(0x33363C),
    text: rgb(0xECECEA),
    text_muted: rgb(0x9FA3AB),
    line: rgb(0x34363C),
    line_strong: rgb(0x7E828B),
    accent: rgb(0x9B97FF),
    accent_hover: rgb(0xB3B0FF),
    accent_soft: rgb(0x2B2A45),
    on_accent: rgb(0x17181B),
    selection: rgb(0x34325C),
    good: rgb(0x62C596),
    good_soft: rgb(0x1D3329),
    warning: rgb(0xE5A850),
    warning_soft: rgb(0x3A2F1C),
    bad: rgb(0xF0857D),
    bad_soft: rgb(0x432523),
    heat_low: rgb(0x24282D),
    heat_high: rgb(0x305476),
    dark: true,
};

/// Contrast of two colours, 1 to 21 (WCAG 2.2).
pub fn contrast(a: Color32, b: Color32) -> f64 {
    let rgb = |colour: Color32| Rgb(colour.r(), colour.g(), colour.b());
    rgb(a).contrast(rgb(b))
}

/// The colours of the theme that `ui` draws in.
pub fn tokens(ui: &egui::Ui) -> &'static Tokens {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

impl Tokens {
    /// The colours of a theme.
    pub fn of(theme: Theme) -> &'static Self {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
        }
    }

    /// Every colour with its name.
    pub fn all(&self) -> [(&'static str, Color32); 24] {
        [
            ("ground", self.ground),
            ("rail", self.rail),
            ("card", self.card),
            ("stripe", self.stripe),
            ("field", self.field),
            ("control", self.control),
            ("control_hover", self.control_hover),
            ("text", self.text),
            ("text_muted", self.text_muted),
            ("line", self.line),
            ("line_strong", self.line_strong),
            ("accent", self.accent),
            ("accent_hover", self.accent_hover),
            ("accent_soft", self.accent_soft),
            ("on_accent", self.on_accent),
            ("selection", self.selection),
            ("good", self.good),
            ("good_soft", self.good_soft),
            ("warning", self.warning),
            ("warning_soft", self.warning_soft),
            ("bad", self.bad),
            ("bad_soft", self.bad_soft),
            ("heat_low", self.heat_low),
            ("heat_high", self.heat_high),
        ]
    }

    /// The colour of an option by its position in the workbook.
    pub fn option(&self, position: usize) -> Color32 {
        self.of_figure(palette::option_colour(palette::option_style(position), self.ground_kind()))
    }

    /// A colour of the figures' palette.
    pub fn of_figure(&self, colour: Rgb) -> Color32 {
        Color32::from_rgb(colour.0, colour.1, colour.2)
    }

    /// What figures are painted on.
    pub fn ground_kind(&self) -> Ground {
        if self.dark { Ground::Dark } else { Ground::Light }
    }

    /// The ground of a cell by its value, 0 to 100.
    pub fn heat(&self, value: f64) -> Color32 {
        self.heat_low.lerp_to_gamma(self.heat_high, (value / 100.0).clamp(0.0, 1.0) as f32)
    }

    /// Laid over what is not spoken about, so that the rest stands out.
    pub fn curtain(&self) -> Color32 {
        Color32::from_black_alpha(if self.dark { 130 } else { 90 })
    }

    /// The same colour, mostly transparent, for areas behind lines.
    pub fn veil(&self, colour: Color32) -> Color32 {
        colour.gamma_multiply(0.15)
    }

    /// The same colour, paler: what is possible beside what is so, what was
    /// beside what is.
    pub fn pale(&self, colour: Color32) -> Color32 {
        colour.gamma_multiply(0.4)
    }

    /// The same colour as a band around a line, between veil and pale.
    pub fn band(&self, colour: Color32) -> Color32 {
        colour.gamma_multiply(0.24)
    }

    /// The same colour, hardly there: a stretch of the ground.
    pub fn breath(&self, colour: Color32) -> Color32 {
        colour.gamma_multiply(0.06)
    }

    /// The same colour, mostly opaque: what is read on it is read, and what lies
    /// below is still sensed.
    pub fn cloud(&self, colour: Color32) -> Color32 {
        colour.gamma_multiply(0.85)
    }

    /// The colour as it is seen in a control that cannot be used, on a ground.
    pub fn disabled(&self, colour: Color32, ground: Color32) -> Color32 {
        ground.lerp_to_gamma(colour, super::DISABLED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance and contrast after WCAG 2.2, apart from what the
    /// figures compute.
    fn contrast(a: Color32, b: Color32) -> f64 {
        let luminance = |c: Color32| {
            let channel = |x: u8| {
                let x = f64::from(x) / 255.0;
                if x <= 0.04045 { x / 12.92 } else { ((x + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * channel(c.r()) + 0.7152 * channel(c.g()) + 0.0722 * channel(c.b())
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn stands_out(least: f64, what: &str, colour: Color32, on: &str, ground: Color32) {
        let contrast = contrast(colour, ground);
        assert!(contrast >= least, "{what} {colour:?} on {on} {ground:?}: {contrast:.2}");
    }

    const BOTH: [&Tokens; 2] = [&LIGHT, &DARK];

    fn of<const N: usize>(tokens: &Tokens, names: [&str; N]) -> [(&'static str, Color32); N] {
        names.map(|name| *tokens.all().iter().find(|(other, _)| *other == name).unwrap())
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let (white, black) = (Color32::WHITE, Color32::BLACK);
        assert!((super::contrast(white, black) - 21.0).abs() < 1e-9);
        assert!((contrast(white, black) - 21.0).abs() < 1e-9);
        // Published examples: #767676 is the lightest grey that reads on white.
        assert!(super::contrast(rgb(0x0076_7676), white) >= 4.5);
        assert!(super::contrast(rgb(0x0077_7777), white) < 4.5);
    }

    /// Words on everything that lies under words: panels, cards, table rows,
    /// fields, buttons at rest and under the pointer, rows that are chosen, and
    /// the grounds of tags and of what is asked in place.
    #[test]
    fn text_reads_on_every_ground() {
        for tokens in BOTH {
            let grounds = [
                "ground",
                "rail",
                "card",
                "stripe",
                "field",
                "control",
                "control_hover",
                "accent_soft",
            ];
            let words = ["text", "text_muted", "accent", "good", "warning", "bad"];
            for (on, ground) in of(tokens, grounds) {
                for (what, colour) in of(tokens, words) {
                    stands_out(4.5, what, colour, on, ground);
                }
            }
            for (on, ground) in of(tokens, ["good_soft", "warning_soft", "bad_soft"]) {
                for (what, colour) in
                    of(tokens, ["text", "text_muted", "accent", "good", "warning", "bad"])
                {
                    stands_out(4.5, what, colour, on, ground);
                }
            }
            for (what, colour) in of(tokens, ["text", "accent"]) {
                stands_out(4.5, what, colour, "selection", tokens.selection);
            }
            for (on, ground) in of(tokens, ["accent", "accent_hover"]) {
                stands_out(4.5, "on_accent", tokens.on_accent, on, ground);
            }
            // Messages in passing are the other way round.
            stands_out(4.5, "card", tokens.card, "text", tokens.text);
        }
    }

    #[test]
    fn figures_read_on_heat() {
        for tokens in BOTH {
            for value in [0.0, 25.0, 50.0, 75.0, 100.0] {
                stands_out(4.5, "text", tokens.text, "heat", tokens.heat(value));
            }
        }
    }

    /// Guidelines ask nothing of what cannot be used; it is to be read anyway.
    #[test]
    fn what_cannot_be_used_can_be_read() {
        for tokens in BOTH {
            for (on, ground) in of(tokens, ["ground", "rail", "card", "field", "control"]) {
                for (what, colour) in of(tokens, ["text", "accent", "bad"]) {
                    stands_out(3.0, what, tokens.disabled(colour, ground), on, ground);
                }
            }
        }
    }

    /// The focus ring, edges of fields, icons and marks.
    #[test]
    fn marks_stand_out_from_every_ground() {
        for tokens in BOTH {
            let grounds = ["ground", "rail", "card", "stripe", "field", "control", "control_hover"];
            for (on, ground) in of(tokens, grounds) {
                for (what, colour) in
                    of(tokens, ["accent", "line_strong", "good", "warning", "bad", "text_muted"])
                {
                    stands_out(3.0, what, colour, on, ground);
                }
            }
            for (on, ground) in of(
                tokens,
                ["accent_soft", "selection", "good_soft", "warning_soft", "bad_soft", "heat_low"],
            ) {
                stands_out(3.0, "accent", tokens.accent, on, ground);
            }
        }
    }

    #[test]
    fn options_stand_out_from_what_they_are_drawn_on() {
        for tokens in BOTH {
            for position in 0..8 {
                for (on, ground) in of(tokens, ["card", "ground", "rail", "stripe"]) {
                    let least = if on == "card" { 3.0 } else { 2.5 };
                    stands_out(least, "option", tokens.option(position), on, ground);
                }
            }
        }
    }

    #[test]
    fn no_colour_goes_without_a_name() {
        for tokens in BOTH {
            let mut names = tokens.all().map(|(name, _)| name).to_vec();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), tokens.all().len());
        }
    }
}
