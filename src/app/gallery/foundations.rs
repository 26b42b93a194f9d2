//! Type, colours, space and icons.

use eframe::egui::{
    Align2, Color32, CornerRadius, Rect, RichText, Sense, Stroke, TextStyle, Ui, WidgetInfo, pos2,
    vec2,
};

use crate::app::theme::{self, contrast, tokens};
use crate::app::widgets;
use crate::figure::palette::{Dash, GROUP_COLOURS, Ground, option_style};

/// Height and width of a sample of colour.
const SWATCH: (f32, f32) = (44.0, 26.0);

pub(super) fn type_scale(ui: &mut Ui) {
    for (name, style) in [
        ("title", theme::title()),
        ("figure", theme::figure()),
        ("section", theme::section()),
        ("body", TextStyle::Body),
        ("strong", theme::strong()),
        ("button", TextStyle::Button),
        ("monospace", TextStyle::Monospace),
        ("small", TextStyle::Small),
        ("small strong", theme::small_strong()),
    ] {
        let size = style.resolve(ui.style()).size;
        let text = format!("{name} {size} · Weighed 0123456789 ± ≥ 1.5");
        ui.add(eframe::egui::Label::new(RichText::new(text).text_style(style)).wrap());
    }
}

/// The grounds on which a colour of text is told its contrast.
fn figures(ui: &Ui, name: &str, colour: Color32) -> String {
    let tokens = tokens(ui);
    let grounds = tokens.all();
    let ground_of = |ground: &str| grounds.iter().find(|(other, _)| *other == ground);
    match name {
        "text" | "text_muted" | "accent" | "accent_hover" | "good" | "warning" | "bad" | "line"
        | "line_strong" => ["card", "ground", "rail", "control_hover", "accent_soft"]
            .into_iter()
            .filter_map(ground_of)
            .map(|(ground, on)| format!("{ground} {:.1}", contrast(colour, *on)))
            .collect::<Vec<_>>()
            .join(", "),
        "on_accent" => format!("accent {:.1}", contrast(colour, tokens.accent)),
        _ => format!(
            "under text {:.1}, under muted text {:.1}",
            contrast(tokens.text, colour),
            contrast(tokens.text_muted, colour)
        ),
    }
}

fn swatch(ui: &mut Ui, colour: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(SWATCH.0, SWATCH.1), Sense::hover());
    let line = Stroke::new(theme::LINE, tokens(ui).line_strong);
    let round = CornerRadius::same(theme::TAG_RADIUS);
    ui.painter().rect(rect, round, colour, line, eframe::egui::StrokeKind::Inside);
}

fn hex(colour: Color32) -> String {
    format!("#{:02X}{:02X}{:02X}", colour.r(), colour.g(), colour.b())
}

pub(super) fn colours(ui: &mut Ui) {
    for (name, colour) in tokens(ui).all() {
        ui.horizontal(|ui| {
            swatch(ui, colour);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.label(format!("{name} {}", hex(colour)));
                widgets::small(ui, figures(ui, name, colour));
            });
        });
    }
}

pub(super) fn heat(ui: &mut Ui) {
    let tokens = tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for tenth in 0..=10 {
            let value = f64::from(tenth) * 10.0;
            let size = vec2(SWATCH.0, theme::ROW_HEIGHT);
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            ui.painter().rect_filled(rect, 0.0, tokens.heat(value));
            let font = TextStyle::Body.resolve(ui.style());
            let text = value.to_string();
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, &text, font, tokens.text);
            response.on_hover_text(format!("{:.1}", contrast(tokens.text, tokens.heat(value))));
        }
    });
}

/// A line in the pattern of an option.
fn dashed(ui: &mut Ui, dash: Dash, colour: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(90.0, 14.0), Sense::hover());
    let points = [rect.left_center(), rect.right_center()];
    let stroke = Stroke::new(theme::LINE_STRONG, colour);
    let (strokes, gaps): (&[f32], &[f32]) = match dash {
        Dash::Solid => {
            ui.painter().line_segment(points, stroke);
            return;
        }
        Dash::Dashed => (&[8.0], &[5.0]),
        Dash::Dotted => (&[2.0], &[4.0]),
        Dash::DashDotted => (&[8.0, 2.0], &[4.0, 4.0]),
    };
    ui.painter()
        .extend(eframe::egui::Shape::dashed_line_with_offset(&points, stroke, strokes, gaps, 0.0));
}

pub(super) fn options(ui: &mut Ui) {
    for position in 0..8 {
        let (colour, style) = (tokens(ui).option(position), option_style(position));
        ui.horizontal(|ui| {
            let name = format!("Option {} {}", position + 1, hex(colour));
            dashed(ui, style.dash, colour);
            widgets::option_label(ui, position, RichText::new(name));
            let figure = contrast(colour, tokens(ui).card);
            widgets::small(ui, format!("{figure:.1} on card"));
        });
    }
}

pub(super) fn groups(ui: &mut Ui) {
    let tokens = tokens(ui);
    ui.horizontal_wrapped(|ui| {
        for (light, dark) in GROUP_COLOURS {
            let colour = match tokens.ground_kind() {
                Ground::Light => light,
                Ground::Dark => dark,
            };
            swatch(ui, tokens.of_figure(colour));
        }
    });
}

pub(super) fn measures(ui: &mut Ui) {
    let accent = tokens(ui).accent;
    for (name, length) in [
        ("SPACE_XXS", theme::SPACE_XXS),
        ("SPACE_XS", theme::SPACE_XS),
        ("SPACE_S", theme::SPACE_S),
        ("SPACE_M", theme::SPACE_M),
        ("SPACE_L", theme::SPACE_L),
        ("CONTROL_HEIGHT", theme::CONTROL_HEIGHT),
        ("ROW_HEIGHT", theme::ROW_HEIGHT),
    ] {
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(SWATCH.0, 14.0), Sense::hover());
            let bar = Rect::from_min_max(rect.min, pos2(rect.left() + length, rect.bottom()));
            ui.painter().rect_filled(bar, 0.0, accent);
            ui.label(format!("{name} {length}"));
        });
    }
    for (name, width) in [
        ("LINE", theme::LINE),
        ("LINE_MARK", theme::LINE_MARK),
        ("LINE_STRONG", theme::LINE_STRONG),
        ("FOCUS", theme::FOCUS_WIDTH),
    ] {
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(SWATCH.0, 14.0), Sense::hover());
            ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(width, accent));
            ui.label(format!("{name} {width}"));
        });
    }
    for (name, radius) in [
        ("CARD_RADIUS", theme::CARD_RADIUS),
        ("CONTROL_RADIUS", theme::CONTROL_RADIUS),
        ("TAG_RADIUS", theme::TAG_RADIUS),
        ("BAR_RADIUS", theme::BAR_RADIUS),
        ("MARK_RADIUS", theme::MARK_RADIUS),
    ] {
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(SWATCH.0, SWATCH.1), Sense::hover());
            let stroke = Stroke::new(theme::LINE, accent);
            let kind = eframe::egui::StrokeKind::Inside;
            ui.painter().rect_stroke(rect, CornerRadius::same(radius), stroke, kind);
            ui.label(format!("{name} {radius}"));
        });
    }
}

/// The icons as their file lists them, so that none is missing here.
fn all_icons() -> impl Iterator<Item = (&'static str, char)> {
    include_str!("../theme/icons.rs").lines().filter_map(|line| {
        let (name, rest) = line.strip_prefix("pub const ")?.split_once(": &str = \"\\u{")?;
        let code = u32::from_str_radix(rest.strip_suffix("}\";")?, 16).ok()?;
        Some((name, char::from_u32(code)?))
    })
}

pub(super) fn icons(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        for (name, glyph) in all_icons() {
            let response = ui.label(RichText::new(glyph).text_style(theme::icon()));
            response.widget_info(|| {
                WidgetInfo::labeled(eframe::egui::Role::Image, true, name.to_lowercase())
            });
            response.on_hover_text(name.to_lowercase());
        }
    });
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_icon_is_found_in_its_file() {
        let source = include_str!("../theme/icons.rs");
        let constants = source.lines().filter(|line| line.starts_with("pub const ")).count();
        assert!(constants > 40);
        assert_eq!(super::all_icons().count(), constants);
    }
}
