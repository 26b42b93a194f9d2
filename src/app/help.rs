//! What can be read up in the window: every key, the messages gone by, and what
//! program this is.

use eframe::egui::{Align, Label, Layout, RichText, ScrollArea, Ui, vec2};

use super::command::Command;
use super::files::Places;
use super::screens::Screen;
use super::theme::{self, icons, tokens};
use super::widgets;

/// A page that can be read up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HelpPage {
    /// Every key.
    Shortcuts,
    /// What program this is.
    About,
    /// What the program said in passing.
    Messages,
    /// Every part that screens are made of.
    #[cfg(debug_assertions)]
    Gallery,
}

impl HelpPage {
    /// Shows the page over everything. Returns whether it stays.
    pub fn show(self, ui: &Ui, places: &Places, toasts: &widgets::Toasts) -> bool {
        let space = ui.content_rect().size();
        let mut stays = true;
        let modal = widgets::modal(ui, "help").show(ui, |ui| {
            let width = match self {
                Self::Shortcuts => 860.0,
                Self::About | Self::Messages => 520.0,
                #[cfg(debug_assertions)]
                Self::Gallery => f32::INFINITY,
            };
            ui.set_width(f32::min(width, space.x - 4.0 * theme::SPACE_L));
            ui.horizontal(|ui| {
                widgets::section_title(ui, &self.command().text());
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let close = widgets::icon_button(ui, icons::X, "Close");
                    let nothing_focused = ui.memory(|memory| memory.focused()).is_none();
                    if nothing_focused {
                        close.request_focus();
                    }
                    stays = !close.clicked();
                });
            });
            let height = space.y - 160.0;
            let scroll = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
            scroll.show(ui, |ui| match self {
                Self::Shortcuts => shortcuts(ui),
                Self::About => about(ui, places),
                Self::Messages => toasts.past_ui(ui),
                #[cfg(debug_assertions)]
                Self::Gallery => super::gallery::show(ui),
            });
        });
        stays && !modal.should_close()
    }

    fn command(self) -> Command {
        match self {
            Self::Shortcuts => Command::Shortcuts,
            Self::About => Command::About,
            Self::Messages => Command::Messages,
            #[cfg(debug_assertions)]
            Self::Gallery => Command::Gallery,
        }
    }
}

/// Width of the column of keys.
const KEYS_WIDTH: f32 = 150.0;

/// Keys and what they do.
type Keys = &'static [(&'static str, &'static str)];

/// What the keys do that no command stands for, by where they do it.
const PLACES: &[(&str, Keys)] = &[
    (
        "Everywhere",
        &[
            ("Tab, Shift+Tab", "The next or the previous control"),
            ("Space, Enter", "Press the button with the focus"),
            ("Esc", "Leave a field as it was; close what lies on top"),
            ("Enter on a number", "Why it is what it is; Alt+Left or Backspace goes back"),
            ("Alt+Enter, ?", "Why the mark read in a chart is what it is"),
        ],
    ),
    (
        "Matrix of scores",
        &[
            ("Arrows, Tab", "Walk; with Ctrl to the edges, with Shift select"),
            ("4, 2,5 or 2-4", "Score the cell, or give a range"),
            ("?, n, Delete", "Unknown; not applicable; no score of mine"),
            ("Enter, F2", "The reason; change the number"),
            ("Alt+Enter", "Why the number in the cell is what it is"),
            ("Ctrl+Enter, Ctrl+D, Ctrl+R", "Fill the selection, down, to the right"),
            ("Ctrl+C, Ctrl+V", "To and from a spreadsheet"),
            ("Ctrl+F", "Find a criterion or an option"),
        ],
    ),
    (
        "Questionnaire",
        &[
            ("Arrows, digits", "Choose an answer"),
            ("Enter, Shift+Enter", "The next question, the one before"),
            ("Delete", "Take the answer back"),
        ],
    ),
    (
        "List of claims",
        &[
            ("Arrows, Page keys", "Walk; with Shift select"),
            ("Ctrl+A, Esc", "Select all that pass; one again"),
        ],
    ),
    ("List of options", &[("Up, Down", "Walk; with Alt move the option"), ("F2", "Rename")]),
    (
        "Tree of criteria",
        &[
            ("Arrows", "Walk; fold and unfold"),
            ("Alt+arrows", "Move up, down, out of the group, into the one above"),
            ("F2, Enter", "Rename in place"),
            ("Ctrl+Enter", "New criterion beside it; with Shift a group"),
            ("Insert", "New criterion in the group"),
            ("Delete", "Remove"),
            ("Ctrl+F", "Find by name"),
        ],
    ),
    (
        "Value function",
        &[
            ("Arrows", "Move the knot, anchor, bend or level; with Shift ten steps"),
            ("Insert, Delete", "Add a knot after it, remove it"),
        ],
    ),
    (
        "Text and numbers",
        &[
            ("Enter", "Take what was typed"),
            ("Esc", "Put back what stood there"),
            ("1,5 or 1.5", "Comma and point are the same"),
        ],
    ),
    (
        "Charts",
        &[
            ("Arrows, Home, End", "Read mark by mark"),
            ("Enter", "Show what the mark is about"),
            ("Ctrl+C", "Copy the numbers for a spreadsheet"),
            ("F11", "Full screen, in a chart's own window"),
            ("Esc", "Close a chart's own window"),
        ],
    ),
];

fn shortcuts(ui: &mut Ui) {
    let groups: [(&str, Vec<Command>); 4] = [
        (
            "Workbook",
            vec![
                Command::New,
                Command::Open,
                Command::Save,
                Command::SaveAs,
                Command::CloseWorkbook,
                Command::ExportRecord,
                Command::Undo,
                Command::Redo,
                Command::Quit,
            ],
        ),
        (
            "Getting about",
            vec![
                Command::Palette,
                Command::Back,
                Command::Forward,
                Command::PreviousScreen,
                Command::NextScreen,
                Command::NextPane,
                Command::PreviousPane,
                Command::Messages,
                Command::Shortcuts,
            ],
        ),
        ("Screens", Screen::ALL.map(Command::Show).to_vec()),
        (
            "How it is shown",
            vec![
                Command::ToggleRail,
                Command::ToggleInspector,
                Command::Present,
                Command::FullScreen,
                Command::ZoomIn,
                Command::ZoomOut,
                Command::ZoomReset,
            ],
        ),
    ];
    let commands = groups.into_iter().map(|(title, commands)| {
        let rows: Vec<(String, String)> = commands
            .into_iter()
            .filter_map(|command| {
                let keys = ui.format_shortcut(&command.shown_shortcut()?);
                Some((keys, command.text().trim_end_matches('…').to_owned()))
            })
            .collect();
        (title, rows)
    });
    let places = PLACES.iter().map(|(title, keys)| {
        let rows = keys.iter().map(|(keys, what)| ((*keys).to_owned(), (*what).to_owned()));
        (*title, rows.collect())
    });
    let groups: Vec<(&str, Vec<(String, String)>)> = commands.chain(places).collect();
    let columns = if ui.available_width() > 640.0 { 2 } else { 1 };
    ui.columns(columns, |columns| {
        // Each group goes where there is most room so far.
        let mut heights = vec![0; columns.len()];
        for (title, rows) in &groups {
            let Some(at) = (0..heights.len()).min_by_key(|&at| heights[at]) else { return };
            heights[at] += rows.len() + 2;
            group(&mut columns[at], title, rows);
        }
    });
}

fn group(ui: &mut Ui, title: &str, rows: &[(String, String)]) {
    ui.add_space(theme::SPACE_S);
    let muted = tokens(ui).text_muted;
    ui.label(RichText::new(title).text_style(theme::small_strong()).color(muted));
    for (keys, what) in rows {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().interact_size.y = 0.0;
            let keys = RichText::new(keys).text_style(theme::strong());
            let column = vec2(KEYS_WIDTH, 0.0);
            ui.allocate_ui_with_layout(column, Layout::top_down(Align::LEFT), |ui| {
                ui.set_width(KEYS_WIDTH);
                ui.add(Label::new(keys).selectable(false).wrap());
            });
            ui.add(Label::new(what).wrap());
        });
    }
}

fn about(ui: &mut Ui, places: &Places) {
    ui.label(
        RichText::new(format!("Weighbridge {}", env!("CARGO_PKG_VERSION")))
            .text_style(theme::figure()),
    );
    widgets::prose(
        ui,
        "A decision workbook for architecture reviews: requirements, criteria, scores, evidence \
         and load tests in; a ranking that answers why, and a decision record, out.",
    );
    ui.add_space(theme::SPACE_S);
    widgets::key_value(ui, "Licence", env!("CARGO_PKG_LICENSE"));
    widgets::key_value(ui, "Fonts", "IBM Plex Sans (OFL 1.1), Phosphor Icons (MIT)");
    widgets::key_value(ui, "Settings", &places.settings.display().to_string());
    widgets::key_value(
        ui,
        "Versions kept, and unsaved work",
        &places.state.path().display().to_string(),
    );
    ui.add_space(theme::SPACE_S);
    widgets::muted(ui, "Nothing leaves this computer: the program opens no connection.");
}
