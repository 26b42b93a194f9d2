//! The page as it will print: the PDF's own pages, drawn for the screen. A page
//! is painted on a thread when it comes into sight, at the sharpness of the
//! display; until then the picture from before stands in its place.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use eframe::egui::emath::GuiRounding as _;
use eframe::egui::style::ScrollAnimation;
use eframe::egui::{
    Align, ColorImage, CornerRadius, EventFilter, Id, Key, Label, Modifiers, Rect, RichText, Role,
    ScrollArea, Sense, Stroke, StrokeKind, TextStyle, TextureHandle, TextureOptions, Ui, UiBuilder,
    Vec2, WidgetInfo, accesskit, pos2, vec2,
};

use super::Zoom;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets;
use crate::app::work::Work;
use crate::record::{PageText, Pages};

/// Points of the window for a point of the page where it is as large as on
/// paper: 96 to an inch against 72.
const LIFE_SIZE: f32 = 96.0 / 72.0;
/// Steps of the zoom in percent.
const STEPS: [u16; 9] = [25, 50, 75, 100, 125, 150, 200, 300, 400];
/// How far an arrow key scrolls, in points.
const LINE: f32 = 48.0;
/// Share of what is in sight that Page Down goes on by.
const SCREENFUL: f32 = 0.9;
/// Largest picture of a page, in pixels along its longer edge.
const LARGEST: f32 = 8192.0;

/// What a picture is of.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Want {
    revision: u64,
    pixels_per_point: f32,
}

/// A page that was painted.
struct Shot {
    want: Want,
    texture: TextureHandle,
}

/// How the pages are looked at.
#[derive(Default)]
pub(super) struct Paper {
    /// How large.
    pub zoom: Zoom,
    /// The page in the middle of what is in sight, from 0.
    page: usize,
    go_to: Option<usize>,
    shots: BTreeMap<usize, Shot>,
    painting: Option<(usize, Want, Work<Option<ColorImage>>)>,
}

impl fmt::Debug for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Paper").field("zoom", &self.zoom).finish_non_exhaustive()
    }
}

impl Paper {
    /// Draws the pages with what turns and sizes them.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        pages: &Arc<Pages>,
        texts: &[Vec<PageText>],
        revision: u64,
    ) {
        self.page = self.page.min(pages.len().saturating_sub(1));
        let room = {
            // The bar above takes its height first.
            let bar = theme::CONTROL_HEIGHT + ui.spacing().item_spacing.y;
            let all = ui.available_rect_before_wrap();
            Rect::from_min_max(pos2(all.min.x, all.min.y + bar), all.max)
        };
        let scale = self.scale(pages, room.size());
        self.bar(ui, pages.len(), scale);
        let keys = self.keys(ui, room, pages.len());
        let pixels_per_point = ui.pixels_per_point();
        let sharpest = ui.input(|input| input.max_texture_side) as f32;
        let longest = largest(pages).max_elem().max(1.0);
        let want = Want {
            revision,
            pixels_per_point: (scale * pixels_per_point).min(sharpest.min(LARGEST) / longest),
        };
        self.take_in(ui);
        let tops = tops(pages, scale);
        let width = largest(pages).x * scale;
        let mut visible = self.page..self.page;
        let mut child = ui.new_child(UiBuilder::new().max_rect(room));
        // Paper stays white up to the edge.
        child.spacing_mut().scroll.fade.strength = 0.0;
        ScrollArea::both().id_salt("paper").auto_shrink([false, false]).show_viewport(
            &mut child,
            |ui, viewport| {
                let total = tops.last().copied().unwrap_or(0.0);
                let size = vec2(width.max(viewport.width()), total.max(viewport.height()));
                let (all, _) = ui.allocate_exact_size(size, Sense::hover());
                let place = |at: usize| {
                    let (w, h) = pages.size(at)?;
                    let left = all.center().x - w * scale / 2.0;
                    let top = all.top() + tops.get(at)?;
                    let rect = Rect::from_min_size(pos2(left, top), vec2(w, h) * scale);
                    Some(rect.round_to_pixels(pixels_per_point))
                };
                let seen = viewport.translate(all.min.to_vec2());
                let on_page = |y: f32| {
                    tops.partition_point(|top| all.top() + top <= y)
                        .saturating_sub(1)
                        .min(pages.len().saturating_sub(1))
                };
                visible = on_page(seen.top())..on_page(seen.bottom()) + 1;
                self.page = on_page(seen.top() + seen.height() * 0.4);
                for at in visible.clone() {
                    if let Some(rect) = place(at) {
                        let words = texts.get(at).map_or(&[][..], Vec::as_slice);
                        self.sheet(ui, at, pages.len(), rect, words, scale);
                    }
                }
                if keys != Vec2::ZERO {
                    let by = vec2(keys.x, keys.y * viewport.height().max(LINE));
                    let by = if keys.y.abs() >= 1.0 { by * SCREENFUL } else { keys * LINE * 10.0 };
                    ui.scroll_with_delta_animation(by, ScrollAnimation::none());
                }
                if let Some(rect) = self.go_to.take().and_then(place) {
                    ui.scroll_to_rect_animation(rect, Some(Align::TOP), ScrollAnimation::none());
                    ui.request_repaint();
                }
            },
        );
        self.paint_next(ui, pages, want, &visible);
        ui.advance_cursor_after_rect(room);
    }

    /// Points of the window for a point of the page.
    fn scale(&self, pages: &Pages, room: Vec2) -> f32 {
        let page = largest(pages).max(Vec2::splat(1.0));
        let inside = room - Vec2::splat(2.0 * theme::SPACE_S) - vec2(theme::SPACE_S, 0.0);
        let scale = match self.zoom {
            Zoom::Width => inside.x / page.x,
            Zoom::Whole => (inside.x / page.x).min(inside.y / page.y),
            Zoom::Percent(percent) => f32::from(percent) / 100.0 * LIFE_SIZE,
        };
        scale.max(0.1)
    }

    fn bar(&mut self, ui: &mut Ui, count: usize, scale: f32) {
        let percent = scale / LIFE_SIZE * 100.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
            ui.add_enabled_ui(self.page > 0, |ui| {
                if widgets::icon_button(ui, icons::ARROW_UP, "Previous page").clicked() {
                    self.go_to = Some(self.page.saturating_sub(1));
                }
            });
            ui.add_enabled_ui(self.page + 1 < count, |ui| {
                if widgets::icon_button(ui, icons::ARROW_DOWN, "Next page").clicked() {
                    self.go_to = Some(self.page + 1);
                }
            });
            ui.add(Label::new(format!("Page {} of {count}", self.page + 1)).extend());
            ui.add_space(theme::SPACE_S);
            let smaller = STEPS.iter().rev().find(|step| f32::from(**step) < percent - 0.5);
            ui.add_enabled_ui(smaller.is_some(), |ui| {
                let name = "Show the page smaller";
                if widgets::icon_button(ui, icons::MAGNIFYING_GLASS_MINUS, name).clicked()
                    && let Some(step) = smaller
                {
                    self.set_zoom(Zoom::Percent(*step));
                }
            });
            let larger = STEPS.iter().find(|step| f32::from(**step) > percent + 0.5);
            ui.add_enabled_ui(larger.is_some(), |ui| {
                let name = "Show the page larger";
                if widgets::icon_button(ui, icons::MAGNIFYING_GLASS_PLUS, name).clicked()
                    && let Some(step) = larger
                {
                    self.set_zoom(Zoom::Percent(*step));
                }
            });
            ui.add(Label::new(RichText::new(format!("{percent:.0} %")).small()).extend());
            ui.add_space(theme::SPACE_S);
            for (zoom, text) in [(Zoom::Width, "Page width"), (Zoom::Whole, "Whole page")] {
                if widgets::chip(ui, self.zoom == zoom, text).clicked() {
                    self.set_zoom(zoom);
                }
            }
        });
    }

    /// Another size, with the same page in sight.
    fn set_zoom(&mut self, zoom: Zoom) {
        self.zoom = zoom;
        self.go_to = Some(self.page);
    }

    /// The pages take the focus and are scrolled by keys; gives how far, in
    /// tenths of an arrow key's step or in screenfuls.
    fn keys(&mut self, ui: &Ui, room: Rect, count: usize) -> Vec2 {
        let id = Id::unique("pages of the record");
        let response = ui.interact(room, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Document, true, "Pages of the record"));
        if response.clicked() {
            response.request_focus();
        }
        let ground = tokens(ui).stripe;
        let edge = Stroke::new(theme::LINE, tokens(ui).line);
        let round = CornerRadius::same(theme::CARD_RADIUS);
        ui.painter().rect(room, round, ground, edge, StrokeKind::Inside);
        if !response.has_focus() {
            return Vec2::ZERO;
        }
        let filter =
            EventFilter { vertical_arrows: true, horizontal_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let mut by = Vec2::ZERO;
        for (key, step) in [
            (Key::ArrowDown, -0.1),
            (Key::ArrowUp, 0.1),
            (Key::PageDown, -1.0),
            (Key::PageUp, 1.0),
            (Key::Space, -1.0),
        ] {
            if pressed(key) {
                by.y = step;
            }
        }
        for (key, page) in [
            (Key::ArrowRight, (self.page + 1).min(count.saturating_sub(1))),
            (Key::ArrowLeft, self.page.saturating_sub(1)),
            (Key::Home, 0),
            (Key::End, count.saturating_sub(1)),
        ] {
            if pressed(key) {
                self.go_to = Some(page);
            }
        }
        by
    }

    /// One page: its picture, and its words for those who do not see it.
    fn sheet(
        &self,
        ui: &mut Ui,
        at: usize,
        count: usize,
        rect: Rect,
        words: &[PageText],
        scale: f32,
    ) {
        let painter = ui.painter();
        painter.rect_filled(rect, CornerRadius::ZERO, theme::PAPER);
        match self.shots.get(&at) {
            Some(shot) => {
                let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
                painter.image(shot.texture.id(), rect, whole, theme::PAPER);
            }
            None => {
                let font = TextStyle::Body.resolve(ui.style());
                let text = format!("Page {}", at + 1);
                painter.text(
                    rect.center(),
                    eframe::egui::Align2::CENTER_CENTER,
                    text,
                    font,
                    theme::PAPER_TEXT,
                );
            }
        }
        let edge = Stroke::new(theme::LINE, tokens(ui).line);
        painter.rect_stroke(rect, CornerRadius::ZERO, edge, StrokeKind::Outside);
        let builder = UiBuilder::new()
            .scope_id(Id::unique(("page of the record", at)))
            .max_rect(rect)
            .accessibility_role(Role::Group)
            .accessibility_label(format!("Page {} of {count} as it prints", at + 1));
        let child = ui.new_child(builder);
        ui.accesskit_node_builder(child.unique_id(), |node| {
            let [x0, x1] = [rect.left(), rect.right()].map(f64::from);
            let [y0, y1] = [rect.top(), rect.bottom()].map(f64::from);
            node.set_bounds(accesskit::Rect { x0, y0, x1, y1 });
        });
        for (nth, text) in words.iter().enumerate() {
            let place = Rect::from_min_max(
                rect.min + vec2(text.left, text.top) * scale,
                rect.min + vec2(text.right, text.bottom) * scale,
            );
            let id = Id::unique(("text of the record", at, nth));
            let response = child.interact(place, id, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text.text));
        }
    }

    /// Takes in the page that was painted.
    fn take_in(&mut self, ui: &Ui) {
        let Some(result) = self.painting.as_ref().and_then(|(_, _, work)| work.poll()) else {
            return;
        };
        let Some((page, want, _)) = self.painting.take() else { return };
        if let Ok(Some(image)) = result {
            let name = format!("record page {page}");
            let texture = ui.load_texture(name, image, TextureOptions::LINEAR);
            self.shots.insert(page, Shot { want, texture });
        }
    }

    /// Begins to paint the next page that is in sight, or else next to it, and
    /// forgets those far off.
    fn paint_next(&mut self, ui: &Ui, pages: &Arc<Pages>, want: Want, visible: &Range<usize>) {
        let near = visible.start.saturating_sub(1)..(visible.end + 1).min(pages.len());
        self.shots.retain(|page, _| near.contains(page));
        if self.painting.is_some() {
            return;
        }
        let is_due = |page: &usize| self.shots.get(page).is_none_or(|shot| shot.want != want);
        let next = visible.clone().find(|page| is_due(page));
        let Some(page) = next.or_else(|| near.clone().find(|page| is_due(page))) else { return };
        let pages = Arc::clone(pages);
        let work = Work::begin("page", ui, move || {
            let picture = pages.picture(page, want.pixels_per_point)?;
            let size = [picture.width, picture.height];
            Some(ColorImage::from_rgba_premultiplied(size, &picture.rgba))
        });
        self.painting = Some((page, want, work));
    }
}

/// Width of the widest page and height of the tallest.
fn largest(pages: &Pages) -> Vec2 {
    (0..pages.len())
        .filter_map(|page| pages.size(page))
        .fold(Vec2::ZERO, |most, (w, h)| most.max(vec2(w, h)))
}

/// The upper edge of each page, one below the other, and the lower end.
fn tops(pages: &Pages, scale: f32) -> Vec<f32> {
    let mut tops = vec![theme::SPACE_S];
    let mut at = theme::SPACE_S;
    for page in 0..pages.len() {
        at += pages.size(page).map_or(0.0, |(_, height)| height * scale) + theme::SPACE_M;
        tops.push(at);
    }
    tops
}
