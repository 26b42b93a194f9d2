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
    /// Lines that must be seen, such as a field's edge under the pointer.
    pub line_strong: Color32,
    /// The one accent.
    pub accent: Color32,
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
    line_strong: rgb(0x8E9097),
    accent: rgb(0x4B46C8),
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
    line_strong: rgb(0x757982),
    accent: rgb(0x9B97FF),
    accent_soft: rgb(0x2B2A45),
    on_accent: rgb(0x17181B),
    selection: rgb(0x3D3B69),
    good: rgb(0x62C596),
    good_soft: rgb(0x1D3329),
    warning: rgb(0xE5A850),
    warning_soft: rgb(0x3A2F1C),
    bad: rgb(0xF0857D),
    bad_soft: rgb(0x432523),
    heat_low: rgb(0x24282D),
    heat_high: rgb(0x33587A),
    dark: true,
};

/// The colours of a theme.
pub(super) fn of_theme(theme: Theme) -> &'static Tokens {
    match theme {
        Theme::Light => &LIGHT,
        Theme::Dark => &DARK,
    }
}

/// The colours of the theme that `ui` draws in.
pub fn tokens(ui: &egui::Ui) -> &'static Tokens {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

impl Tokens {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance and contrast after WCAG 2.2.
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

    #[test]
    fn text_reads_on_every_ground() {
        for tokens in [&LIGHT, &DARK] {
            let grounds = [tokens.ground, tokens.rail, tokens.card, tokens.stripe, tokens.field];
            for ground in grounds {
                for text in [
                    tokens.text,
                    tokens.text_muted,
                    tokens.accent,
                    tokens.good,
                    tokens.warning,
                    tokens.bad,
                ] {
                    assert!(
                        contrast(text, ground) >= 4.5,
                        "{text:?} on {ground:?}: {}",
                        contrast(text, ground)
                    );
                }
            }
            for value in [0.0, 50.0, 100.0] {
                assert!(contrast(tokens.text, tokens.heat(value)) >= 4.5);
            }
            for (text, ground) in [
                (tokens.on_accent, tokens.accent),
                (tokens.accent, tokens.accent_soft),
                (tokens.good, tokens.good_soft),
                (tokens.warning, tokens.warning_soft),
                (tokens.bad, tokens.bad_soft),
            ] {
                assert!(
                    contrast(text, ground) >= 4.5,
                    "{text:?} on {ground:?}: {}",
                    contrast(text, ground)
                );
            }
        }
    }

    #[test]
    fn options_stand_out_from_cards() {
        for tokens in [&LIGHT, &DARK] {
            for position in 0..8 {
                let colour = tokens.option(position);
                assert!(
                    contrast(colour, tokens.card) >= 3.0,
                    "option {position}: {}",
                    contrast(colour, tokens.card)
                );
            }
        }
    }
}
