//! Cards, titles, buttons, tags, bars, empty states.

use eframe::egui::{
    self, Align, Button, Color32, CornerRadius, Frame, InnerResponse, Label, Layout, Margin, Modal,
    Response, RichText, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo, vec2,
};

use crate::app::theme::{self, tokens};

/// What a tag or line says beyond its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing.
    Plain,
    /// It is about what is selected or in force.
    Accent,
    /// Good.
    Good,
    /// To be looked at.
    Warning,
    /// Bad.
    Bad,
}

impl Tone {
    /// The colour of text in this tone, and of the ground of a tag.
    pub fn colours(self, ui: &Ui) -> (Color32, Color32) {
        let tokens = tokens(ui);
        match self {
            Self::Plain => (tokens.text_muted, tokens.stripe),
            Self::Accent => (tokens.accent, tokens.accent_soft),
            Self::Good => (tokens.good, tokens.good_soft),
            Self::Warning => (tokens.warning, tokens.warning_soft),
            Self::Bad => (tokens.bad, tokens.bad_soft),
        }
    }

    /// The colour of text in this tone.
    pub fn text(self, ui: &Ui) -> Color32 {
        match self {
            Self::Plain => tokens(ui).text,
            _ => self.colours(ui).0,
        }
    }
}

/// The head of a screen: its title, which is the finding where there is one,
/// and what it rests on in a quiet line.
pub fn page_header(ui: &mut Ui, title: &str, line: &str) {
    let response = ui.add(Label::new(RichText::new(title).text_style(theme::title())).wrap());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
    if !line.is_empty() {
        ui.add(Label::new(RichText::new(line).color(tokens(ui).text_muted)).wrap());
    }
    ui.add_space(theme::SPACE_XS);
}

/// A card: a raised ground with room inside, as wide as there is space.
pub fn card<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    Frame::new()
        .fill(tokens(ui).card)
        .corner_radius(CornerRadius::same(theme::CARD_RADIUS))
        .inner_margin(theme::CARD_MARGIN)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui)
        })
}

/// Something laid over the window that has to be dealt with first.
pub fn modal(ui: &Ui, name: &str) -> Modal {
    let frame = Frame::popup(ui.style())
        .corner_radius(CornerRadius::same(theme::CARD_RADIUS))
        .inner_margin(Margin::same(theme::SPACE_M as i8));
    let id = egui::Id::unique(name);
    let area = Modal::default_area(id).accessible_name(name);
    Modal::new(id).area(area).frame(frame)
}

/// The title of a card or of a part of one.
pub fn section_title(ui: &mut Ui, text: &str) -> Response {
    let response = ui.add(Label::new(RichText::new(text).text_style(theme::section())).wrap());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
    response
}

/// A part of the window that screen readers can jump to.
pub fn landmark<R>(ui: &mut Ui, role: Role, name: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let builder = UiBuilder::new().accessibility_role(role).accessibility_label(name);
    ui.scope_builder(builder, contents).inner
}

/// Text of lesser weight.
pub fn muted(ui: &mut Ui, text: impl Into<String>) -> Response {
    let colour = tokens(ui).text_muted;
    ui.add(Label::new(RichText::new(text).color(colour)).wrap())
}

/// Small text of lesser weight.
pub fn small(ui: &mut Ui, text: impl Into<String>) -> Response {
    let colour = tokens(ui).text_muted;
    ui.add(Label::new(RichText::new(text).small().color(colour)).wrap())
}

/// A paragraph, no wider than reads well.
pub fn prose(ui: &mut Ui, text: &str) {
    ui.scope(|ui| {
        ui.set_max_width(theme::PROSE_WIDTH.min(ui.available_width()));
        for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
            ui.add(Label::new(paragraph.trim()).wrap());
        }
    });
}

/// A line with an icon that says how something stands.
pub fn finding_line(ui: &mut Ui, tone: Tone, icon: &str, text: &str) -> Response {
    ui.horizontal_top(|ui| {
        ui.label(RichText::new(icon).text_style(theme::icon()).color(tone.text(ui)));
        ui.add(Label::new(RichText::new(text).color(tone.text(ui))).wrap())
    })
    .inner
}

/// The one main button of a screen.
pub fn primary_button(ui: &mut Ui, text: &str) -> Response {
    let tokens = tokens(ui);
    let before = std::sync::Arc::clone(ui.style());
    let states = &mut ui.visuals_mut().widgets;
    for state in [&mut states.inactive, &mut states.hovered, &mut states.active] {
        state.weak_bg_fill = tokens.accent_hover;
        state.bg_stroke = Stroke::NONE;
    }
    states.inactive.weak_bg_fill = tokens.accent;
    let response = ui.add(
        Button::new(RichText::new(text).text_style(theme::strong()).color(tokens.on_accent))
            .min_size(vec2(0.0, theme::CONTROL_HEIGHT)),
    );
    ui.set_style(before);
    response
}

/// The edge of a button: quieter than that of a field, since a button's words
/// tell what it is.
fn edge(ui: &Ui) -> Stroke {
    Stroke::new(theme::LINE, tokens(ui).line)
}

/// An ordinary button.
pub fn button(ui: &mut Ui, text: &str) -> Response {
    let edge = edge(ui);
    ui.add(Button::new(text).stroke(edge).min_size(vec2(0.0, theme::CONTROL_HEIGHT)))
}

/// A button that destroys something.
pub fn danger_button(ui: &mut Ui, text: &str) -> Response {
    let (colour, edge) = (tokens(ui).bad, edge(ui));
    ui.add(
        Button::new(RichText::new(text).color(colour))
            .stroke(edge)
            .min_size(vec2(0.0, theme::CONTROL_HEIGHT)),
    )
}

/// A button that looks like a link in text.
pub fn link_button(ui: &mut Ui, text: impl Into<String>) -> Response {
    let colour = tokens(ui).accent;
    let response = ui.add(Button::new(RichText::new(text).color(colour)).frame(false).wrap());
    underlined(ui, response, colour)
}

/// Draws a line below words that lead somewhere, while the pointer is on them.
pub(super) fn underlined(ui: &Ui, response: Response, colour: Color32) -> Response {
    let rect = response.rect;
    // Not where the words take several lines.
    if response.hovered() && rect.height() <= theme::CONTROL_HEIGHT {
        let y = rect.center().y + theme::BODY_SIZE / 2.0 + theme::SPACE_XXS;
        ui.painter().hline(rect.x_range(), y, Stroke::new(theme::LINE, colour));
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A button with an icon alone; `name` is what it does, for the tool tip and
/// for those who do not see it.
pub fn icon_button(ui: &mut Ui, icon: &str, name: &str) -> Response {
    let response = ui
        .add(Button::new(RichText::new(icon).text_style(theme::icon())).frame_when_inactive(false))
        .on_hover_text(name);
    let enabled = response.enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    response
}

/// A small word on a ground: a state, a source, a kind.
pub fn tag(ui: &mut Ui, tone: Tone, text: &str) -> Response {
    let (colour, ground) = tone.colours(ui);
    let font = egui::TextStyle::Small.resolve(ui.style());
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, colour);
    let size = galley.size() + vec2(12.0, 4.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(theme::TAG_RADIUS), ground);
    ui.painter().galley(rect.min + vec2(6.0, 2.0), galley, colour);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// Offers the sections of a screen; gives the one that was asked for.
pub fn choose_section<S: Copy + PartialEq>(
    ui: &mut Ui,
    sections: &[(S, &str)],
    shown: S,
) -> Option<S> {
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        for &(section, name) in sections {
            if chip(ui, section == shown, name).clicked() {
                chosen = Some(section);
            }
        }
    });
    chosen.filter(|chosen| *chosen != shown)
}

/// A choice that is on or off, drawn as a chip.
pub fn chip(ui: &mut Ui, on: bool, text: &str) -> Response {
    let tokens = tokens(ui);
    let (line, colour) =
        if on { (tokens.accent, tokens.accent) } else { (tokens.line, tokens.text) };
    let style = if on { theme::strong() } else { egui::TextStyle::Body };
    let mut button = Button::new(RichText::new(text).text_style(style).color(colour));
    if on {
        button = button.fill(tokens.accent_soft);
    }
    let response = ui.add(
        button.stroke(Stroke::new(theme::LINE, line)).min_size(vec2(0.0, theme::CONTROL_HEIGHT)),
    );
    let enabled = response.enabled();
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, on, text));
    response
}

/// A horizontal bar for a share of 0 to 1, `width` points long when full.
pub fn bar(ui: &mut Ui, share: f64, width: f32, colour: Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(width, 8.0), Sense::hover());
    let mut filled = rect;
    filled.set_width(rect.width() * share.clamp(0.0, 1.0) as f32);
    ui.painter().rect_filled(filled, CornerRadius::same(theme::BAR_RADIUS), colour);
    response
}

/// A label and its value in one row.
pub fn key_value(ui: &mut Ui, key: &str, value: &str) {
    ui.horizontal_top(|ui| {
        let colour = tokens(ui).text_muted;
        let width = 130.0;
        ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::left_to_right(Align::TOP), |ui| {
            ui.set_min_width(width);
            ui.add(Label::new(RichText::new(key).color(colour)).wrap());
        });
        ui.add(Label::new(value).wrap());
    });
}

/// What stands where nothing is yet: what the place is for, and one way on.
/// Returns whether the way was taken.
pub fn empty_state(ui: &mut Ui, title: &str, text: &str, action: Option<&str>) -> bool {
    let mut taken = false;
    card(ui, |ui| {
        ui.add_space(theme::SPACE_M);
        ui.vertical_centered(|ui| {
            section_title(ui, title);
            ui.scope(|ui| {
                ui.set_max_width(f32::min(460.0, ui.available_width()));
                muted(ui, text);
            });
            if let Some(action) = action {
                ui.add_space(theme::SPACE_S);
                taken = primary_button(ui, action).clicked();
            }
        });
        ui.add_space(theme::SPACE_M);
    });
    taken
}
