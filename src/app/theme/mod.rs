//! How the window looks: colours, sizes, fonts and icons, in one place.
//!
//! Screens name tokens and styles only: no colour, width of a line, roundness,
//! margin, space, size of type or glyph stands outside of this folder and of the
//! widgets, and a test holds screens to it. How wide a screen makes a column or
//! a field is its own affair.

mod focus;
mod fonts;
pub mod icons;
mod tokens;

use eframe::egui::{
    self, CornerRadius, FontFamily, FontId, Margin, Stroke, TextStyle, Theme, Vec2, Visuals,
};

pub use focus::{FOCUS_WIDTH, focus_ring};
pub use fonts::SEMIBOLD;
pub use tokens::{PAPER, PAPER_TEXT, Tokens, contrast, tokens};

/// Space between what is to be read as one, such as a tag and its edge, in
/// points.
pub const SPACE_XXS: f32 = 2.0;
/// Space between things that belong together closely.
pub const SPACE_XS: f32 = 4.0;
/// Space between things of one group.
pub const SPACE_S: f32 = 8.0;
/// Space inside cards.
pub const SPACE_M: f32 = 16.0;
/// Space between groups.
pub const SPACE_L: f32 = 24.0;
/// Height of a row in a table.
pub const ROW_HEIGHT: f32 = 30.0;
/// Height of a button or field.
pub const CONTROL_HEIGHT: f32 = 30.0;
/// Width of the rail on the left.
pub const RAIL_WIDTH: f32 = 196.0;
/// Width of the rail when it shows icons only.
pub const NARROW_RAIL_WIDTH: f32 = 52.0;
/// A window narrower than this shows the rail with icons only, unless told
/// otherwise.
pub const ROOMY_WIDTH: f32 = 1200.0;
/// A window narrower than this, in points of its zoom, shows a screen or its
/// inspector, not both.
pub const SMALL_WIDTH: f32 = 840.0;
/// How much larger all is while it is shown to a room.
pub const PRESENT_ZOOM: f32 = 1.5;
/// Width of the inspector on the right, to begin with.
pub const INSPECTOR_WIDTH: f32 = 320.0;
/// Widest a column of prose gets.
pub const PROSE_WIDTH: f32 = 720.0;
/// Width of something asked or told over the window.
pub const PROMPT_WIDTH: f32 = 420.0;
/// Widest a table gets of which one row is read at a time.
pub const TABLE_WIDTH: f32 = 1180.0;
/// Size of body text, in points.
pub const BODY_SIZE: f32 = 14.0;
/// Width of lines between things and around them.
pub const LINE: f32 = 1.0;
/// Width of lines that carry a meaning: a mark, a range, what is chosen.
pub const LINE_STRONG: f32 = 2.0;
/// Width of the outline of a mark.
pub const LINE_MARK: f32 = 1.5;
/// How long something takes that moves by itself, in seconds.
const MOVES: f32 = 0.12;
/// How much of what cannot be used is seen, 0 to 1.
const DISABLED: f32 = 0.66;
/// Roundness of cards.
pub const CARD_RADIUS: u8 = 8;
/// Roundness of buttons and fields.
pub const CONTROL_RADIUS: u8 = 6;
/// Roundness of tags.
pub const TAG_RADIUS: u8 = 4;
/// Roundness of bars.
pub const BAR_RADIUS: u8 = 3;
/// Roundness of marks in charts and tables.
pub const MARK_RADIUS: u8 = 2;
/// Room inside a row of a list.
pub const ROW_MARGIN: Margin = Margin::symmetric(8, 4);
/// Room around a list.
pub const LIST_MARGIN: Margin = Margin::same(8);
/// Room inside a box that stands in a card.
pub const BOX_MARGIN: Margin = Margin::symmetric(12, 8);
/// Room inside a card.
pub const CARD_MARGIN: Margin = Margin::symmetric(16, 14);
/// Room inside the bar on top.
pub const BAR_MARGIN: Margin = Margin::symmetric(12, 6);
/// Room inside the strip, in line with what stands above it.
pub const STRIP_MARGIN: Margin = Margin::symmetric(16, 6);
/// Room around a screen.
pub const SCREEN_MARGIN: Margin = Margin::symmetric(20, 16);

/// Title of a screen.
pub fn title() -> TextStyle {
    TextStyle::Name("title".into())
}

/// Title of a card or section.
pub fn section() -> TextStyle {
    TextStyle::Name("section".into())
}

/// Body text in semibold.
pub fn strong() -> TextStyle {
    TextStyle::Name("strong".into())
}

/// Small text in semibold: column heads and the rail's groups.
pub fn small_strong() -> TextStyle {
    TextStyle::Name("small-strong".into())
}

/// Large figures.
pub fn figure() -> TextStyle {
    TextStyle::Name("figure".into())
}

/// Icons as large as body text.
pub fn icon() -> TextStyle {
    TextStyle::Name("icon".into())
}

/// Icons as large as small text.
pub fn small_icon() -> TextStyle {
    TextStyle::Name("small-icon".into())
}

/// Lets things move, or has everything change at once: panels, menus, tool
/// tips, scrolling by keys, the cursor in a field.
pub fn set_motion(ctx: &egui::Context, moves: bool) {
    ctx.all_styles_mut(|style| {
        style.animation_time = if moves { MOVES } else { 0.0 };
        style.visuals.text_cursor.blink = moves;
        style.scroll_animation = if moves {
            egui::style::ScrollAnimation::default()
        } else {
            egui::style::ScrollAnimation::none()
        };
    });
}

/// Installs fonts, both themes and the focus ring.
pub fn install(ctx: &egui::Context) {
    fonts::install(ctx);
    focus::install(ctx);
    ctx.options_mut(|options| {
        options.fallback_theme = Theme::Light;
        options.zoom_with_keyboard = true;
    });
    ctx.all_styles_mut(|style| {
        let semibold = || FontFamily::Name(SEMIBOLD.into());
        style.text_styles = [
            (TextStyle::Small, FontId::proportional(12.0)),
            (TextStyle::Body, FontId::proportional(BODY_SIZE)),
            (TextStyle::Button, FontId::proportional(14.0)),
            (TextStyle::Monospace, FontId::monospace(13.0)),
            (TextStyle::Heading, FontId::new(21.0, semibold())),
            (title(), FontId::new(21.0, semibold())),
            (section(), FontId::new(15.0, semibold())),
            (strong(), FontId::new(14.0, semibold())),
            (small_strong(), FontId::new(12.0, semibold())),
            (figure(), FontId::new(19.0, semibold())),
            (icon(), FontId::new(16.0, FontFamily::Name(fonts::ICONS.into()))),
            (small_icon(), FontId::new(13.0, FontFamily::Name(fonts::ICONS.into()))),
        ]
        .into();
        let spacing = &mut style.spacing;
        spacing.item_spacing = Vec2::new(SPACE_S, SPACE_S);
        spacing.button_padding = Vec2::new(12.0, 5.0);
        spacing.interact_size = Vec2::new(CONTROL_HEIGHT, CONTROL_HEIGHT);
        spacing.menu_margin = Margin::same(6);
        spacing.window_margin = Margin::same(16);
        spacing.text_edit_width = 240.0;
        spacing.tooltip_width = 380.0;
        spacing.icon_width = 18.0;
        spacing.icon_width_inner = 10.0;
        spacing.scroll = egui::style::ScrollStyle::thin();
        style.interaction.tooltip_delay = 0.4;
        style.animation_time = MOVES;
    });
    for theme in [Theme::Light, Theme::Dark] {
        ctx.style_mut_of(theme, |style| style.visuals = visuals(theme));
    }
}

/// The colours of a theme, as stock widgets take them.
pub fn visuals(theme: Theme) -> Visuals {
    let tokens = Tokens::of(theme);
    let mut visuals = match theme {
        Theme::Light => Visuals::light(),
        Theme::Dark => Visuals::dark(),
    };
    visuals.panel_fill = tokens.ground;
    visuals.window_fill = tokens.card;
    visuals.window_stroke = Stroke::new(LINE, tokens.line);
    visuals.window_corner_radius = CornerRadius::same(CARD_RADIUS);
    visuals.menu_corner_radius = CornerRadius::same(CONTROL_RADIUS);
    visuals.faint_bg_color = tokens.stripe;
    visuals.extreme_bg_color = tokens.field;
    visuals.text_edit_bg_color = Some(tokens.field);
    visuals.code_bg_color = tokens.stripe;
    visuals.warn_fg_color = tokens.warning;
    visuals.error_fg_color = tokens.bad;
    visuals.hyperlink_color = tokens.accent;
    visuals.weak_text_color = Some(tokens.text_muted);
    visuals.selection.bg_fill = tokens.selection;
    visuals.selection.stroke = Stroke::new(LINE, tokens.accent);
    visuals.disabled_alpha = DISABLED;
    visuals.striped = false;
    visuals.slider_trailing_fill = true;
    let states = &mut visuals.widgets;
    for (state, fill, line, text) in [
        (&mut states.noninteractive, tokens.card, tokens.line, tokens.text),
        (&mut states.inactive, tokens.control, tokens.line_strong, tokens.text),
        (&mut states.hovered, tokens.control_hover, tokens.text_muted, tokens.text),
        (&mut states.active, tokens.accent_soft, tokens.accent, tokens.text),
        (&mut states.open, tokens.accent_soft, tokens.accent, tokens.text),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(LINE, line);
        state.fg_stroke = Stroke::new(LINE, text);
        state.corner_radius = CornerRadius::same(CONTROL_RADIUS);
        state.expansion = 0.0;
    }
    visuals
}
