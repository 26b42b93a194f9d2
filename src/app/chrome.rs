//! What frames every screen: the bar on top, the rail on the left, the strip
//! at the bottom.

use eframe::egui::{
    Align, Button, CornerRadius, Frame, Label, Layout, Panel, Popup, PopupCloseBehavior, Rect,
    RichText, Role, ScrollArea, Sense, Sides, Stroke, Ui, WidgetInfo, vec2,
};

use eframe::egui::containers::menu::MenuButton;

use super::action::{Action, Actions};
use super::command::{self, Command};
use super::context::Context;
use super::document::Document;
use super::screens::Screen;
use super::settings::Recent;
use super::theme::{self, icons, tokens};
use super::tour;
use super::widgets::{self, Tone};
use crate::analysis::why::Subject;
use crate::analysis::{self, CellState, VerdictKind};
use crate::workbook::{CheckLevel, Edit, Status};

/// Least room in which status and title say anything.
const TITLE_WIDTH: f32 = 120.0;

/// The bar on top: menus, title, status, profile, undo and redo, export.
pub fn top_bar(
    ui: &mut Ui,
    document: Option<&Document>,
    recent: &[Recent],
    out: &mut Actions,
) -> Rect {
    let fill = tokens(ui).rail;
    let frame = Frame::new().fill(fill).inner_margin(theme::BAR_MARGIN);
    let bar = Panel::top("top").resizable(false).frame(frame).show(ui, |ui| {
        ui.set_min_height(theme::CONTROL_HEIGHT);
        ui.horizontal(|ui| {
            menus(ui, document, recent, out);
            let Some(document) = document else { return };
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                right_side(ui, document, out);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| title(ui, document));
            });
        });
    });
    bar.response.rect
}

fn menus(ui: &mut Ui, document: Option<&Document>, recent: &[Recent], out: &mut Actions) {
    menu(ui, "File", |ui| {
        for command in [Command::New, Command::Open] {
            entry(ui, command, document, out);
        }
        ui.menu_button("Open recent", |ui| {
            if recent.is_empty() {
                widgets::muted(ui, "No workbook was opened yet");
            }
            for file in recent {
                let text = file.path.file_name().map_or_else(
                    || file.path.display().to_string(),
                    |name| name.to_string_lossy().into_owned(),
                );
                let hover = file.path.display().to_string();
                if ui.button(text).on_hover_text(hover).clicked() {
                    out.push(Action::Open(file.path.clone()));
                }
            }
        });
        ui.separator();
        for command in [Command::Save, Command::SaveAs, Command::ExportRecord] {
            entry(ui, command, document, out);
        }
        ui.separator();
        for command in [Command::ReadResults, Command::PasteResults] {
            entry(ui, command, document, out);
        }
        ui.separator();
        for command in [Command::CloseWorkbook, Command::Quit] {
            entry(ui, command, document, out);
        }
    });
    menu(ui, "Edit", |ui| {
        for command in [Command::Undo, Command::Redo] {
            entry(ui, command, document, out);
        }
        ui.separator();
        ui.add_enabled_ui(document.is_some(), |ui| {
            ui.menu_button("Add", |ui| {
                for kind in command::ADDED {
                    entry(ui, Command::Add(kind), document, out);
                }
            });
        });
        ui.separator();
        entry(ui, Command::Palette, document, out);
    });
    menu(ui, "View", |ui| {
        for screen in Screen::ALL {
            entry(ui, Command::Show(screen), document, out);
        }
        ui.separator();
        for command in [Command::Back, Command::Forward] {
            entry(ui, command, document, out);
        }
        ui.separator();
        for command in [
            Command::ToggleRail,
            Command::ToggleInspector,
            Command::Present,
            Command::FullScreen,
            Command::SwitchTheme,
            Command::ToggleMotion,
            Command::ZoomIn,
            Command::ZoomOut,
            Command::ZoomReset,
        ] {
            entry(ui, command, document, out);
        }
    });
    menu(ui, "Help", |ui| {
        for command in [Command::Tour, Command::Shortcuts, Command::Messages, Command::About] {
            entry(ui, command, document, out);
        }
        #[cfg(debug_assertions)]
        entry(ui, Command::Gallery, document, out);
    });
}

fn menu(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui)) {
    let button = Button::new(name).frame_when_inactive(false);
    MenuButton::from_button(button).ui(ui, contents);
}

/// What an undo or redo would do, as the menu says it.
pub fn command_text(command: Command, document: Option<&Document>) -> String {
    let history = document.map(Document::history);
    let step = match command {
        Command::Undo => history.and_then(|history| history.undo_label()),
        Command::Redo => history.and_then(|history| history.redo_label()),
        _ => None,
    };
    match step {
        Some(step) => format!("{} {step}", command.text()),
        None => command.text(),
    }
}

/// Whether a command can be given now.
pub fn is_enabled(command: Command, document: Option<&Document>) -> bool {
    match (command, document) {
        (Command::Undo, Some(document)) => document.history().undo_label().is_some(),
        (Command::Redo, Some(document)) => document.history().redo_label().is_some(),
        (command, document) => document.is_some() || !command.needs_workbook(),
    }
}

fn entry(ui: &mut Ui, command: Command, document: Option<&Document>, out: &mut Actions) {
    let mut button = Button::new(command_text(command, document)).min_size(vec2(220.0, 0.0));
    if let Some(shortcut) = command.shown_shortcut() {
        button = button.shortcut_text(ui.format_shortcut(&shortcut));
    }
    let response = ui.add_enabled(is_enabled(command, document), button);
    if response.clicked() {
        out.push(Action::Run(command));
    }
}

fn title(ui: &mut Ui, document: &Document) {
    // In a window that is shown large, the buttons take all the room.
    if ui.available_width() < TITLE_WIDTH {
        return;
    }
    let workbook = document.workbook();
    ui.add_space(theme::SPACE_XS);
    let status = workbook.decision.status;
    let tone = match status {
        Status::Accepted => Tone::Good,
        Status::Rejected | Status::Deprecated | Status::Superseded => Tone::Warning,
        Status::Draft | Status::Proposed => Tone::Accent,
    };
    widgets::tag(ui, tone, status.name());
    let name = if workbook.frame.title.trim().is_empty() {
        document.file_name()
    } else {
        workbook.frame.title.clone()
    };
    let colour = tokens(ui).text_muted;
    ui.add(Label::new(RichText::new(&name).color(colour)).truncate());
}

fn right_side(ui: &mut Ui, document: &Document, out: &mut Actions) {
    if widgets::primary_button(ui, "Export record").clicked() {
        out.push(Action::Run(Command::ExportRecord));
    }
    for (command, icon) in
        [(Command::Redo, icons::ARROW_CLOCKWISE), (Command::Undo, icons::ARROW_COUNTER_CLOCKWISE)]
    {
        let text = with_keys(ui, command, &command_text(command, Some(document)));
        ui.add_enabled_ui(is_enabled(command, Some(document)), |ui| {
            let button = Button::new(RichText::new(icon).text_style(theme::icon()));
            let response = ui.add(button).on_hover_text(&text);
            let enabled = response.enabled();
            response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, command.text()));
            if response.clicked() {
                out.push(Action::Run(command));
            }
        });
    }
    profile_switch(ui, document.context(), out);
    search_button(ui, out);
}

/// What opens the palette; words where there is room for them.
fn search_button(ui: &mut Ui, out: &mut Actions) {
    let tokens = tokens(ui);
    let icon = RichText::new(icons::MAGNIFYING_GLASS).text_style(theme::icon());
    let keys = Command::Palette.shortcut().map(|keys| ui.format_shortcut(&keys));
    let roomy = ui.content_rect().width() >= theme::ROOMY_WIDTH;
    let button = if roomy {
        let words = RichText::new("Search or command").color(tokens.text_muted);
        Button::new((icon.color(tokens.text_muted), words))
            .shortcut_text(keys.unwrap_or_default())
            .min_size(vec2(0.0, theme::CONTROL_HEIGHT))
    } else {
        Button::new(icon)
    };
    let text = with_keys(ui, Command::Palette, "Look for an action or anything in the workbook");
    let response = ui.add(button).on_hover_text(text);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, Command::Palette.text()));
    if response.clicked() {
        out.push(Action::Run(Command::Palette));
    }
}

/// A tool tip with the keys that do the same.
fn with_keys(ui: &Ui, command: Command, text: &str) -> String {
    match command.shown_shortcut() {
        Some(keys) => format!("{text} ({})", ui.format_shortcut(&keys)),
        None => text.to_owned(),
    }
}

/// The profile in force, and the list to choose another from.
fn profile_switch(ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
    let Some(profile) = context.profile() else { return };
    let roomy = ui.content_rect().width() >= theme::ROOMY_WIDTH;
    let name = shortened(&profile.name, if roomy { 34 } else { 22 });
    let response = ui
        .add(
            Button::new((name, RichText::new(icons::CARET_DOWN).text_style(theme::icon())))
                .min_size(vec2(0.0, theme::CONTROL_HEIGHT)),
        )
        .on_hover_text(format!("Profile in force: {}", profile.name));
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(profile.name.clone()),
        ..WidgetInfo::labeled(Role::Button, true, "Profile")
    });
    Popup::menu(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .accessible_name("Profiles")
        .show(|ui| {
            ui.set_min_width(300.0);
            ScrollArea::vertical().max_height(460.0).show(ui, |ui| {
                for other in context.workbook.profiles.iter() {
                    let text = match &other.expected {
                        Some(expected) => {
                            format!("{} · {} support", other.name, expected.support.name())
                        }
                        None => other.name.clone(),
                    };
                    let chosen = other.id == profile.id;
                    if ui.add(Button::selectable(chosen, text)).clicked() && !chosen {
                        out.edit(Edit::Activate(other.id.clone()));
                    }
                }
            });
        });
    if roomy {
        let colour = tokens(ui).text_muted;
        ui.add(Label::new(RichText::new("Profile").color(colour)).extend());
    }
}

fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// The rail: the steps of a decision, with what is open at each where there is
/// room for it.
pub fn rail(
    ui: &mut Ui,
    screen: Screen,
    context: Context<'_>,
    wide: bool,
    out: &mut Actions,
) -> Rect {
    let fill = tokens(ui).rail;
    let frame = Frame::new().fill(fill).inner_margin(theme::LIST_MARGIN);
    let width = if wide { theme::RAIL_WIDTH } else { theme::NARROW_RAIL_WIDTH };
    let rail = Panel::left("rail").exact_size(width).resizable(false).frame(frame).show(ui, |ui| {
        let scroll = ScrollArea::vertical().id_salt("rail").auto_shrink([false, false]);
        scroll.show(ui, |ui| {
            widgets::landmark(ui, Role::TabList, "Steps", |ui| {
                steps(ui, screen, context, wide, out);
            });
        });
    });
    rail.response.rect
}

fn steps(ui: &mut Ui, screen: Screen, context: Context<'_>, wide: bool, out: &mut Actions) {
    ui.spacing_mut().item_spacing.y = theme::SPACE_XXS;
    for step in Screen::ALL {
        if let Some(group) = step.group() {
            if step != Screen::Overview {
                if wide {
                    ui.add_space(theme::SPACE_S);
                } else {
                    ui.separator();
                }
            }
            if wide {
                let colour = tokens(ui).text_muted;
                let text = RichText::new(group).text_style(theme::small_strong()).color(colour);
                ui.horizontal(|ui| {
                    ui.add_space(theme::SPACE_S);
                    ui.label(text);
                });
            }
        }
        if rail_entry(ui, step, step == screen, &badge(step, context), wide) {
            out.push(Action::Go(step));
        }
    }
}

fn rail_entry(ui: &mut Ui, step: Screen, here: bool, badge: &str, wide: bool) -> bool {
    let tokens = tokens(ui);
    let (fill, colour) =
        if here { (tokens.card, tokens.accent) } else { (tokens.rail, tokens.text) };
    let style = if here { theme::strong() } else { eframe::egui::TextStyle::Body };
    let response = ui
        .scope(|ui| {
            let widgets = &mut ui.visuals_mut().widgets;
            for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
                state.bg_stroke = Stroke::NONE;
            }
            widgets.inactive.weak_bg_fill = fill;
            let icon = RichText::new(step.icon()).text_style(theme::icon()).color(colour);
            let button = if wide {
                let name = RichText::new(step.name()).text_style(style).color(colour);
                Button::new((icon, name))
                    .right_text(RichText::new(badge).small().color(tokens.text_muted))
            } else {
                ui.spacing_mut().button_padding.x = theme::SPACE_S;
                Button::new(icon)
            };
            ui.add(
                button
                    .corner_radius(CornerRadius::same(theme::CONTROL_RADIUS))
                    .min_size(vec2(ui.available_width(), 32.0)),
            )
        })
        .inner;
    let tip = match badge {
        "" => step.name().to_owned(),
        badge => format!("{}, {badge}", step.name()),
    };
    let tip = with_keys(ui, Command::Show(step), &tip);
    let response = response.on_hover_text(tip);
    tour::sight(ui, tour::Sight::Rail(step), response.rect);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, here, step.name()));
    response.clicked()
}

/// What stands behind a step's name: how much of it there is, or is open.
fn badge(step: Screen, context: Context<'_>) -> String {
    let workbook = context.workbook;
    let count = |count: usize| if count == 0 { String::new() } else { count.to_string() };
    match step {
        Screen::Overview => String::new(),
        Screen::Requirements if workbook.questions.is_empty() => count(workbook.requirements.len()),
        Screen::Requirements => {
            let all = workbook.questions.len();
            format!("{}/{all}", all - context.analysis().questionnaire.open.len())
        }
        Screen::Options => count(workbook.alternatives.len()),
        Screen::Criteria => count(context.analysis().leaves.len()),
        Screen::Evidence => count(workbook.claims.len()),
        Screen::Scores => {
            let cells = &context.analysis().cells;
            if cells.is_empty() {
                return String::new();
            }
            let known = cells.iter().filter(|cell| cell.state != CellState::Unknown).count();
            // Rounded down, so that 100 % means all.
            format!("{} %", known * 100 / cells.len())
        }
        Screen::Results => context.analysis().verdict.kind.name().to_owned(),
        Screen::Scalability => match workbook.measurements.len() {
            0 => String::new(),
            1 => "1 run".to_owned(),
            runs => format!("{runs} runs"),
        },
        Screen::Record => workbook.decision.status.name().to_owned(),
    }
}

/// The strip: live ranking, verdict, findings, save state.
pub fn strip(
    ui: &mut Ui,
    document: &Document,
    busy: Option<&str>,
    cancel: Option<Action>,
    out: &mut Actions,
) -> Rect {
    let fill = tokens(ui).rail;
    let frame = Frame::new().fill(fill).inner_margin(theme::STRIP_MARGIN);
    let strip = Panel::bottom("strip").resizable(false).frame(frame).show(ui, |ui| {
        ui.set_min_height(24.0);
        let mut asked = Actions::default();
        Sides::new().shrink_left().show(
            ui,
            |ui| ranking(ui, document.context(), &mut asked),
            |ui| {
                if let Some(cancel) = cancel
                    && widgets::link_button(ui, "Cancel the export").clicked()
                {
                    out.push(cancel);
                }
                save_state(ui, document, busy);
                findings(ui, document.context(), out);
            },
        );
        for action in asked.take() {
            out.push(action);
        }
    });
    strip.response.rect
}

fn ranking(ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
    let analysis = context.analysis();
    let verdict = &analysis.verdict;
    let most = match ui.content_rect().width() {
        width if width < theme::SMALL_WIDTH => 1,
        width if width < theme::ROOMY_WIDTH => 3,
        _ => 4,
    };
    let shown = if analysis.weights.is_set() { analysis.order.len().min(most) } else { 0 };
    for (place, &at) in analysis.order.iter().take(shown).enumerate() {
        let option = &analysis.options[at];
        let text =
            format!("{} {}", shortened(&option.name, 22), analysis::range(option.low, option.high));
        let text = if place == 0 {
            RichText::new(text).text_style(theme::strong())
        } else {
            RichText::new(text)
        };
        let name = format!("Why {} for {}", analysis::range(option.low, option.high), option.name);
        widgets::option_sign(ui, at);
        if widgets::asked(ui, text, &name).clicked() {
            out.ask_why(Subject::Total(option.id.clone()));
        }
        ui.add_space(theme::SPACE_XS);
    }
    if analysis.order.len() > shown && shown > 0 {
        let rest = format!("and {} more", analysis.order.len() - shown);
        let colour = tokens(ui).text_muted;
        ui.add(Label::new(RichText::new(rest).color(colour)).extend());
    }
    let tone = match verdict.kind {
        VerdictKind::Robust => Tone::Good,
        VerdictKind::Close | VerdictKind::Fragile => Tone::Warning,
        VerdictKind::Withheld => Tone::Bad,
    };
    let text = RichText::new(verdict.sentence()).color(tone.text(ui));
    if widgets::asked(ui, text, &format!("Why {}", verdict.sentence())).clicked() {
        out.ask_why(Subject::Verdict);
    }
}

fn findings(ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
    let findings = &context.derived.findings;
    let grave = findings.iter().filter(|finding| finding.level <= CheckLevel::Warning).count();
    let (text, tone) = match (grave, findings.len()) {
        (0, 0) => ("No findings".to_owned(), Tone::Good),
        (0, 1) => ("1 note".to_owned(), Tone::Plain),
        (0, all) => (format!("{all} notes"), Tone::Plain),
        (1, _) => ("1 finding".to_owned(), Tone::Warning),
        (grave, _) => (format!("{grave} findings"), Tone::Warning),
    };
    let colour = if tone == Tone::Plain { tokens(ui).text_muted } else { tone.text(ui) };
    let button = Button::new(RichText::new(text).color(colour)).frame(false);
    if ui.add(button).on_hover_text("Show what the checks find").clicked() {
        out.push(Action::Go(Screen::Overview));
    }
}

fn save_state(ui: &mut Ui, document: &Document, busy: Option<&str>) {
    let tokens = tokens(ui);
    let (text, colour) = match busy {
        Some(busy) => (busy.to_owned(), tokens.accent),
        None if document.read_only => ("Read only".to_owned(), tokens.warning),
        None if document.is_dirty() => ("Not saved".to_owned(), tokens.warning),
        None if document.path.is_some() => ("Saved".to_owned(), tokens.text_muted),
        None => ("Template".to_owned(), tokens.text_muted),
    };
    let path = document
        .path
        .as_ref()
        .map_or_else(|| "Not in a file yet".to_owned(), |path| path.display().to_string());
    ui.add(Label::new(RichText::new(text).color(colour)).extend().sense(Sense::hover()))
        .on_hover_text(path);
}
