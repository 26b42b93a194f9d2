//! The ranking of a workbook in small: a bar for each option that leads.

use eframe::egui::{Color32, CornerRadius, Rect, Response, Role, Sense, TextStyle, Ui, WidgetInfo};
use eframe::egui::{pos2, vec2};

use crate::analysis;
use crate::app::settings::{Ranked, Recent};
use crate::app::theme::{self, tokens};
use crate::app::widgets;
use crate::figure::palette::option_style;

/// Height of an option's row.
const ROW: f32 = 16.0;
/// Height of an option's bar.
const BAR: f32 = 8.0;
/// Room for a marker.
const MARKER: f32 = 16.0;
/// A bar shorter than this says less than the number in its place.
const SHORTEST_BAR: f32 = 24.0;

/// Height of the picture of so many options.
pub(super) fn height(options: usize) -> f32 {
    ROW * options as f32
}

/// What the picture shows, in words.
pub(super) fn words(file: &Recent) -> String {
    let options = file
        .ranking
        .iter()
        .map(|option| format!("{} {}", option.name, analysis::range(option.low, option.high)));
    let mut words = options.collect::<Vec<_>>().join(", ");
    if file.more > 0 {
        words.push_str(&format!(", and {} more", file.more));
    }
    words
}

/// Paints the ranking of a file into a place. `title` is what it is called on
/// the screen.
pub(super) fn picture(ui: &Ui, file: &Recent, title: &str, rect: Rect) -> Response {
    let numbers: Vec<String> =
        file.ranking.iter().map(|option| analysis::range(option.low, option.high)).collect();
    let style = TextStyle::Small;
    let muted = tokens(ui).text_muted;
    let width = |text: &str, most: f32| {
        widgets::one_line(ui, text, &style, muted, most).size().x + theme::SPACE_XS
    };
    let inner = rect.width() - MARKER;
    let number = numbers.iter().map(|text| width(text, inner * 0.5)).fold(0.0, f32::max);
    let most = (inner - number - SHORTEST_BAR).max(0.0).min(inner * 0.45);
    let name = file.ranking.iter().map(|option| width(&option.name, most)).fold(0.0, f32::max);
    let name = name.min(most);
    let mut y = rect.center().y - height(file.ranking.len()) / 2.0 + ROW / 2.0;
    for (option, text) in file.ranking.iter().zip(&numbers) {
        let colour = tokens(ui).option(option.position);
        let shape = option_style(option.position).marker;
        widgets::marker(ui.painter(), pos2(rect.left() + 6.0, y), 4.0, shape, colour);
        let left = rect.left() + MARKER;
        widgets::paint_left(ui, &option.name, &style, tokens(ui).text, left, y, name);
        widgets::paint_right(ui, text, &style, muted, rect.right(), y, number);
        let bar = Rect::from_min_max(
            pos2(left + name + theme::SPACE_XS, y - BAR / 2.0),
            pos2(rect.right() - number - theme::SPACE_XS, y + BAR / 2.0),
        );
        if bar.width() >= SHORTEST_BAR / 2.0 {
            paint_bar(ui, option, bar, colour);
        }
        y += ROW;
    }
    let response =
        ui.interact(rect, ui.make_persistent_id(("picture", &file.path)), Sense::hover());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Image, true, format!("Ranking of {title}: {}", words(file)))
    });
    response
}

/// A bar up to the lowest total, and a veil up to the highest.
fn paint_bar(ui: &Ui, option: &Ranked, bar: Rect, colour: Color32) {
    let round = CornerRadius::same(theme::MARK_RADIUS);
    let painter = ui.painter();
    painter.rect_filled(bar, round, tokens(ui).stripe);
    let share = |total: f64| (total / 100.0).clamp(0.0, 1.0) as f32 * bar.width();
    let to = |total: f64| Rect::from_min_size(bar.min, vec2(share(total), bar.height()));
    painter.rect_filled(to(option.high), round, tokens(ui).pale(colour));
    painter.rect_filled(to(option.low), round, colour);
}
