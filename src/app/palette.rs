//! The palette: one field that finds every action, and everything in the
//! workbook. Nothing here does anything; the choice comes back as an action.

use eframe::egui::{
    Align2, Area, Frame, Id, Key, Margin, Modal, Modifiers, Rect, RichText, Role, ScrollArea,
    Sense, TextEdit, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::action::Action;
use super::charts::Chart;
use super::chrome;
use super::command::Command;
use super::document::Document;
use super::screens::{ResultSection, Screen};
use super::settings::Recent;
use super::theme::{self, icons, tokens};
use super::widgets;
use crate::analysis::{Found, name_rank, query_words, search};
use crate::record::Format;
use crate::store::TEMPLATES;
use crate::workbook::{Edit, Kind, ProfileId};

/// Width of the palette.
const WIDTH: f32 = 640.0;
/// Height of one offer.
const OFFER_HEIGHT: f32 = 34.0;
/// Height of an offer with a line below its name.
const TALL_OFFER_HEIGHT: f32 = 50.0;
/// Most items and scores shown.
const MOST_FOUND: usize = 60;
/// Width of the icons' column.
const ICON_COLUMN: f32 = 26.0;

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq)]
struct Offer {
    icon: &'static str,
    name: String,
    /// A line below the name.
    detail: Option<String>,
    /// What sort of thing it is, or the keys that do it, at the right.
    aside: String,
    action: Action,
}

/// What became of the palette in a frame.
pub enum PaletteAnswer {
    /// It is still open.
    Waiting,
    /// It was left.
    Left,
    /// This is to be done.
    Chosen(Box<Action>),
}

/// The open palette.
#[derive(Debug, Default)]
pub struct Palette {
    query: String,
    chosen: usize,
    offers: Vec<Offer>,
    /// How many items and scores were found but not offered.
    unshown: usize,
    /// The query and revision that the offers are for.
    made_for: Option<(String, Option<u64>)>,
    reveal: bool,
    begun: bool,
}

impl Palette {
    /// Shows it over everything.
    pub fn show(
        &mut self,
        ui: &Ui,
        document: Option<&Document>,
        recent: &[Recent],
    ) -> PaletteAnswer {
        self.refresh(ui, document, recent);
        let width = WIDTH.min(ui.content_rect().width() - 2.0 * theme::SPACE_L);
        let id = Id::unique("palette");
        let area: Area =
            Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, theme::SPACE_L * 2.0));
        let frame = Frame::popup(ui.style()).inner_margin(Margin::same(theme::CARD_RADIUS as i8));
        let mut answer = PaletteAnswer::Waiting;
        let modal = Modal::new(id).area(area).frame(frame).show(ui, |ui| {
            ui.set_width(width);
            // The arrows choose while the field keeps the focus.
            let by = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
            let (down, up) = (by(Key::ArrowDown), by(Key::ArrowUp));
            let (page_down, page_up) = (by(Key::PageDown), by(Key::PageUp));
            let response = ui
                .add(
                    TextEdit::singleline(&mut self.query)
                        .id(id.with("query"))
                        .desired_width(f32::INFINITY)
                        .hint_text("An action, an option, a criterion, a claim, words in a reason")
                        .prefix(RichText::new(icons::MAGNIFYING_GLASS).text_style(theme::icon()))
                        .min_size(vec2(0.0, theme::CONTROL_HEIGHT)),
                )
                .accessible_name("Search or command");
            if !std::mem::replace(&mut self.begun, true) {
                response.request_focus();
            }
            if response.changed() {
                self.chosen = 0;
                self.refresh(ui, document, recent);
            }
            self.step(down + 8 * page_down, up + 8 * page_up);
            let entered = ui.input(|input| input.key_pressed(Key::Enter));
            if let Some(clicked) = self.list(ui) {
                self.chosen = clicked;
                answer = self.taken();
            } else if entered {
                answer = self.taken();
            }
        });
        if matches!(answer, PaletteAnswer::Waiting) && modal.should_close() {
            return PaletteAnswer::Left;
        }
        answer
    }

    fn taken(&self) -> PaletteAnswer {
        match self.offers.get(self.chosen) {
            Some(offer) => PaletteAnswer::Chosen(Box::new(offer.action.clone())),
            None => PaletteAnswer::Waiting,
        }
    }

    fn step(&mut self, down: usize, up: usize) {
        if down + up > 0 {
            let last = self.offers.len().saturating_sub(1);
            self.chosen = (self.chosen + down).saturating_sub(up).min(last);
            self.reveal = true;
        }
    }

    /// The offers, those in sight only. Returns the one clicked.
    fn list(&mut self, ui: &mut Ui) -> Option<usize> {
        let count = match self.offers.len() {
            0 => "Nothing fits. Fewer or shorter words find more.".to_owned(),
            1 => "1 thing fits".to_owned(),
            count if self.unshown > 0 => {
                format!("{count} things fit, and {} more with more words", self.unshown)
            }
            count => format!("{count} things fit"),
        };
        widgets::small(ui, count);
        let heights = self.offers.iter().map(|offer| match offer.detail {
            Some(_) => TALL_OFFER_HEIGHT,
            None => OFFER_HEIGHT,
        });
        let offsets = widgets::RowOffsets::of(heights);
        let most = (ui.content_rect().height() - 220.0).clamp(160.0, 460.0);
        let reveal = std::mem::take(&mut self.reveal).then_some(self.chosen);
        let mut clicked = None;
        ui.scope_builder(
            UiBuilder::new().max_rect(Rect::from_min_size(
                ui.cursor().min,
                vec2(ui.available_width(), most.min(offsets.total())),
            )),
            |ui| {
                ScrollArea::vertical().max_height(most).show(ui, |ui| {
                    widgets::virtual_list(
                        ui,
                        "offers",
                        &offsets,
                        reveal,
                        |at| at,
                        |ui, at| {
                            if offer_ui(ui, &self.offers[at], at == self.chosen) {
                                clicked = Some(at);
                            }
                        },
                    );
                });
            },
        );
        clicked
    }

    /// Finds what is offered, where the query or the workbook has changed.
    fn refresh(&mut self, ui: &Ui, document: Option<&Document>, recent: &[Recent]) {
        let revision = document.map(|document| document.history().revision());
        let key = (self.query.clone(), revision);
        if self.made_for.as_ref() == Some(&key) {
            return;
        }
        let words = query_words(&self.query);
        let mut ranked: Vec<(u8, Offer)> = actions(ui, document, recent)
            .into_iter()
            .filter_map(|offer| Some((name_rank(&offer.name, &words)?, offer)))
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        self.offers = ranked.into_iter().map(|(_, offer)| offer).collect();
        self.unshown = 0;
        if let Some(document) = document {
            let (hits, all) = search(document.workbook(), &self.query, MOST_FOUND);
            self.unshown = all - hits.len();
            self.offers.extend(hits.into_iter().map(|hit| {
                let (icon, aside, action) = match hit.found {
                    Found::Item(item) => {
                        let screen = Screen::of(&item);
                        (screen.icon(), item.kind.word().to_owned(), reveal(item))
                    }
                    Found::Cell(option, criterion) => (
                        Screen::Scores.icon(),
                        "score".to_owned(),
                        Action::RevealCell(option, criterion),
                    ),
                };
                Offer { icon, name: hit.name, detail: hit.excerpt, aside, action }
            }));
        }
        self.made_for = Some(key);
        self.chosen = self.chosen.min(self.offers.len().saturating_sub(1));
    }
}

/// A profile is shown by putting it in force; all else where it is worked on.
fn reveal(item: crate::workbook::ItemRef) -> Action {
    match (item.kind, ProfileId::new(&item.id)) {
        (Kind::Profile, Ok(profile)) => Action::Edit(Edit::Activate(profile)),
        _ => Action::Reveal(item),
    }
}

/// Every action that can be done now.
fn actions(ui: &Ui, document: Option<&Document>, recent: &[Recent]) -> Vec<Offer> {
    let mut offers = Vec::new();
    for command in Command::all() {
        if command == Command::Palette || !chrome::is_enabled(command, document) {
            continue;
        }
        let (icon, name) = match command {
            Command::Show(screen) => (screen.icon(), format!("Show {}", screen.name())),
            _ => (icons::CARET_RIGHT, chrome::command_text(command, document)),
        };
        let aside = command.shown_shortcut().map(|keys| ui.format_shortcut(&keys));
        offers.push(Offer {
            icon,
            name,
            detail: None,
            aside: aside.unwrap_or_default(),
            action: Action::Run(command),
        });
    }
    if let Some(document) = document {
        for format in Format::ALL {
            offers.push(Offer {
                icon: icons::EXPORT,
                name: format!("Export the record as {}", format.label()),
                detail: None,
                aside: "export".to_owned(),
                action: Action::Export(format),
            });
        }
        let context = document.context();
        for profile in context.workbook.profiles.iter() {
            if context.profile_id() != Some(&profile.id) {
                offers.push(Offer {
                    icon: icons::SCALES,
                    name: format!("Weigh as {}", profile.name),
                    detail: None,
                    aside: "profile".to_owned(),
                    action: Action::Edit(Edit::Activate(profile.id.clone())),
                });
            }
        }
        for section in ResultSection::ALL {
            offers.push(Offer {
                icon: Screen::Results.icon(),
                name: format!("Show {} under Results", section.name()),
                detail: None,
                aside: "section".to_owned(),
                action: Action::ShowSection(section),
            });
        }
        for chart in Chart::at_hand(context) {
            offers.push(Offer {
                icon: icons::PROJECTOR_SCREEN,
                name: format!("Open {} in its own window", chart.noun()),
                detail: None,
                aside: "chart".to_owned(),
                action: Action::OpenChart(chart),
            });
        }
        for person in context.workbook.people.iter().filter(|person| person.reviewer) {
            if context.reviewer != Some(&person.id) {
                offers.push(Offer {
                    icon: icons::GRID_NINE,
                    name: format!("Score as {}", person.name),
                    detail: None,
                    aside: "reviewer".to_owned(),
                    action: Action::ScoreAs(person.id.clone()),
                });
            }
        }
    }
    for template in TEMPLATES {
        offers.push(Offer {
            icon: icons::FILE_PLUS,
            name: format!("New from template {}", template.name),
            detail: Some(template.about.to_owned()),
            aside: "template".to_owned(),
            action: Action::OpenTemplate(template.name),
        });
    }
    for file in recent {
        let name = file.path.file_name().map(|name| name.to_string_lossy().into_owned());
        offers.push(Offer {
            icon: icons::FILES,
            name: format!("Open {}", name.unwrap_or_else(|| file.path.display().to_string())),
            detail: Some(file.path.display().to_string()),
            aside: "recent file".to_owned(),
            action: Action::Open(file.path.clone()),
        });
    }
    offers
}

fn offer_ui(ui: &mut Ui, offer: &Offer, chosen: bool) -> bool {
    let tokens = tokens(ui);
    let rect = ui.max_rect();
    let response = ui.interact(rect, ui.scope_id().with("offer"), Sense::click());
    let label = match &offer.detail {
        Some(detail) => format!("{}, {}, {detail}", offer.name, offer.aside),
        None if offer.aside.is_empty() => offer.name.clone(),
        None => format!("{}, {}", offer.name, offer.aside),
    };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &label));
    let fill = match (chosen, response.hovered() || response.has_focus()) {
        (true, _) => Some(tokens.accent_soft),
        (false, true) => Some(tokens.control_hover),
        (false, false) => None,
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, theme::CONTROL_RADIUS, fill);
    }
    let inner = rect.shrink2(vec2(theme::SPACE_S, theme::SPACE_XS));
    let small = eframe::egui::TextStyle::Small;
    let middle = inner.center().y;
    let aside = widgets::one_line(ui, &offer.aside, &small, tokens.text_muted, inner.width());
    let aside_left = inner.right() - aside.size().x;
    let place = pos2(aside_left, middle - aside.size().y / 2.0);
    ui.painter().galley(place, aside, tokens.text_muted);
    let colour = if chosen { tokens.accent } else { tokens.text_muted };
    let icon_width = ICON_COLUMN;
    widgets::paint_left(ui, offer.icon, &theme::icon(), colour, inner.left(), middle, icon_width);
    let left = inner.left() + icon_width;
    let room = aside_left - left - theme::SPACE_M;
    let style = if chosen { theme::strong() } else { eframe::egui::TextStyle::Body };
    match &offer.detail {
        None => {
            widgets::paint_left(ui, &offer.name, &style, tokens.text, left, middle, room);
        }
        Some(detail) => {
            let apart = inner.height() / 4.0;
            let (above, below) = (middle - apart, middle + apart);
            widgets::paint_left(ui, &offer.name, &style, tokens.text, left, above, room);
            widgets::paint_left(ui, detail, &small, tokens.text_muted, left, below, room);
        }
    }
    response.clicked()
}
