//! The files that were open last, with a picture of how each stood.

use std::path::{Path, PathBuf};

use eframe::egui::{Align, Layout, Rect, Role, TextStyle, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::{Chosen, entry, picture};
use crate::app::prompt::Leaving;
use crate::app::settings::Recent;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets;

/// Height of the words about a file.
const WORDS: f32 = 58.0;
/// Room beside a file for the button that forgets it.
const FORGET: f32 = 48.0;
/// Narrowest column of files.
const COLUMN: f32 = 500.0;

/// The card of the files that were open last.
pub(super) fn recent_files(
    ui: &mut Ui,
    recent: &[Recent],
    missing: &[PathBuf],
    chosen: &mut Option<Chosen>,
) {
    widgets::card(ui, |ui| {
        ui.horizontal(|ui| {
            widgets::section_title(ui, "Recent workbooks");
            if !recent.is_empty() {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| open(ui, chosen));
            }
        });
        if recent.is_empty() {
            none_yet(ui, chosen);
            return;
        }
        let gap = theme::SPACE_M;
        let width = ui.available_width();
        let columns = (((width + gap) / (COLUMN + gap)) as usize).clamp(1, recent.len());
        let each = (width - gap * (columns - 1) as f32) / columns as f32;
        let names = names(recent);
        for (files, names) in recent.chunks(columns).zip(names.chunks(columns)) {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = gap;
                for (file, name) in files.iter().zip(names) {
                    ui.vertical(|ui| {
                        ui.set_width(each);
                        if missing.contains(&file.path) {
                            lost(ui, file, name, chosen);
                        } else {
                            found(ui, file, name, chosen);
                        }
                    });
                }
            });
        }
        ui.add_space(theme::SPACE_XS);
        widgets::small(ui, "A workbook file can also be dropped anywhere on this window.");
    });
}

fn open(ui: &mut Ui, chosen: &mut Option<Chosen>) {
    if widgets::button(ui, "Open a workbook…").clicked() {
        *chosen = Some(Chosen::Leave(Leaving::AskOpen));
    }
}

fn none_yet(ui: &mut Ui, chosen: &mut Option<Chosen>) {
    ui.add_space(theme::SPACE_M);
    ui.vertical_centered(|ui| {
        widgets::section_title(ui, "No workbook was opened yet");
        ui.scope(|ui| {
            ui.set_max_width(420.0);
            widgets::muted(
                ui,
                "Those that you open or save are listed here, each with a picture of its ranking. A workbook file can also be dropped anywhere on this window.",
            );
        });
        ui.add_space(theme::SPACE_S);
        open(ui, chosen);
    });
    ui.add_space(theme::SPACE_M);
}

/// What each file is called here: its title, and its file's name as well where
/// another one has the same title.
fn names(recent: &[Recent]) -> Vec<String> {
    recent
        .iter()
        .map(|file| {
            let same = recent.iter().filter(|other| other.title == file.title).count();
            let own = file_name(&file.path);
            match (file.title.trim(), same) {
                ("", _) => file.path.display().to_string(),
                (title, 1) => title.to_owned(),
                (title, _) if recent.iter().filter(|o| file_name(&o.path) == own).count() == 1 => {
                    format!("{title}, {own}")
                }
                (title, _) => format!("{title}, {}", file.path.display()),
            }
        })
        .collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn title(file: &Recent) -> String {
    let title = file.title.trim();
    if title.is_empty() { file_name(&file.path) } else { title.to_owned() }
}

/// A file that is where it was.
fn found(ui: &mut Ui, file: &Recent, name: &str, chosen: &mut Option<Chosen>) {
    let place = file.path.display().to_string();
    let height = (picture::height(file.ranking.len()) + theme::SPACE_S).max(WORDS);
    let width = ui.available_width();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
        let size = vec2(width - FORGET, height);
        let (rect, response) = entry::ground(ui, &place, size);
        let inside = rect.shrink2(vec2(theme::SPACE_S, theme::SPACE_XS));
        let mut words = inside;
        if !file.ranking.is_empty() {
            let share = (inside.width() * 0.46).clamp(120.0, 320.0).min(inside.width() * 0.6);
            words.set_right(inside.right() - share - theme::SPACE_M);
        }
        paint_words(ui, file, words, false);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        let response = response.on_hover_text(format!("{}\n{place}", title(file)));
        if response.clicked() {
            *chosen = Some(Chosen::Leave(Leaving::Open(file.path.clone())));
        }
        if !file.ranking.is_empty() {
            let place =
                Rect::from_min_max(pos2(words.right() + theme::SPACE_M, inside.top()), inside.max);
            picture::picture(ui, file, name, place);
        }
        forget(ui, file, name, chosen);
    });
}

fn forget(ui: &mut Ui, file: &Recent, name: &str, chosen: &mut Option<Chosen>) {
    let button = widgets::icon_button(ui, icons::X, &format!("Take {name} off this list"));
    if button.clicked() {
        *chosen = Some(Chosen::Forget(file.path.clone()));
    }
}

/// A file that is no longer where it was.
fn lost(ui: &mut Ui, file: &Recent, name: &str, chosen: &mut Option<Chosen>) {
    ui.push_id(("lost", &file.path), |ui| {
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), WORDS));
        let inside = rect.shrink2(vec2(theme::SPACE_S, theme::SPACE_XS));
        let row = UiBuilder::new()
            .max_rect(inside)
            .layout(Layout::right_to_left(Align::Center))
            .accessibility_role(Role::Group)
            .accessibility_label(format!("{name}, not found"));
        let left = ui
            .scope_builder(row, |ui| {
                if widgets::button(ui, "Forget").accessible_name(format!("Forget {name}")).clicked()
                {
                    *chosen = Some(Chosen::Forget(file.path.clone()));
                }
                let locate = widgets::button(ui, "Locate…");
                if locate.accessible_name(format!("Locate {name}…")).clicked() {
                    *chosen = Some(Chosen::Locate(file.path.clone()));
                }
                ui.min_rect().left()
            })
            .inner;
        let mut words = inside;
        words.set_right(left - theme::SPACE_M);
        paint_words(ui, file, words, true);
    });
}

/// Title, result, and place of a file.
fn paint_words(ui: &Ui, file: &Recent, place: Rect, lost: bool) {
    let tokens = tokens(ui);
    let (x, y, width) = (place.left(), place.center().y, place.width());
    let ink = if lost { tokens.text_muted } else { tokens.text };
    let folder = file.path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    let second = match (lost, file.result.is_empty()) {
        (true, _) => "Not found where it was".to_owned(),
        (false, true) => "No weights yet".to_owned(),
        (false, false) => file.result.clone(),
    };
    let third = format!("{} · {folder}", file_name(&file.path));
    widgets::paint_left(ui, &title(file), &theme::strong(), ink, x, y - 17.0, width);
    let note = if lost { tokens.warning } else { tokens.text_muted };
    widgets::paint_left(ui, &second, &TextStyle::Small, note, x, y + 1.0, width);
    widgets::paint_left(ui, &third, &TextStyle::Small, tokens.text_muted, x, y + 17.0, width);
}
