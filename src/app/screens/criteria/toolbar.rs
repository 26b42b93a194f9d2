//! What can be done to the tree as a whole, in one row that stays one row.

use eframe::egui::{self, Button, Key, Modifiers, RichText, Ui};

use super::menu::{self, STEPS};
use super::outline::OutlineEvent;
use crate::app::context::Context;
use crate::app::theme::{self, icons};
use crate::app::widgets;
use crate::workbook::{NewPlace, step_criterion};

/// What the toolbar asks for.
pub enum ToolbarEvent {
    /// As if done to the selected row.
    Row(OutlineEvent),
    /// Folds every group, or unfolds all.
    FoldAll(bool),
    /// What is looked for has changed.
    Find,
    /// On to the first that is found.
    FirstFound,
}

/// Width from which the arrows have room beside the rest.
const ROOMY: f32 = 800.0;
const FIND: &str = "Find a criterion";

/// Shows the toolbar. `selected` is the node selected, `find` what is looked for.
pub fn show(
    ui: &mut Ui,
    context: Context<'_>,
    selected: Option<usize>,
    find: &mut String,
) -> Vec<ToolbarEvent> {
    let mut events = Vec::new();
    let roomy = ui.available_width() >= ROOMY;
    ui.horizontal(|ui| {
        let wanted = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::F));
        let width = if roomy { 180.0 } else { 128.0 };
        let response = widgets::find_field(ui, FIND, find, width);
        if wanted {
            response.request_focus();
        }
        if response.changed() {
            events.push(ToolbarEvent::Find);
        }
        let key = |key| ui.input(|input| input.key_pressed(key));
        if response.lost_focus() && key(Key::Enter) && !find.is_empty() {
            events.push(ToolbarEvent::FirstFound);
        }
        if response.lost_focus() && key(Key::Escape) {
            find.clear();
            events.push(ToolbarEvent::Find);
        }
        if !find.is_empty() && widgets::icon_button(ui, icons::X, "Show all criteria").clicked() {
            find.clear();
            events.push(ToolbarEvent::Find);
        }
        if widgets::button(ui, "Add criterion").clicked() {
            events.push(ToolbarEvent::Row(OutlineEvent::Add(NewPlace::Inside, false)));
        }
        if widgets::button(ui, "Add group").clicked() {
            events.push(ToolbarEvent::Row(OutlineEvent::Add(NewPlace::Inside, true)));
        }
        if roomy {
            arrows(ui, context, selected, &mut events);
        }
        more(ui, context, selected, &mut events);
    });
    events
}

fn arrows(
    ui: &mut Ui,
    context: Context<'_>,
    selected: Option<usize>,
    events: &mut Vec<ToolbarEvent>,
) {
    let icons = [icons::ARROW_UP, icons::ARROW_DOWN, icons::ARROW_LEFT, icons::ARROW_RIGHT];
    for ((step, _, name), icon) in STEPS.into_iter().zip(icons) {
        let possible = selected.is_some_and(|node| {
            step_criterion(context.workbook, context.tree(), node, step).is_some()
        });
        let button = ui.add_enabled_ui(possible, |ui| widgets::icon_button(ui, icon, name)).inner;
        if button.clicked() {
            events.push(ToolbarEvent::Row(OutlineEvent::Step(step)));
        }
    }
    let remove = ui.add_enabled_ui(selected.is_some(), |ui| {
        widgets::icon_button(ui, icons::TRASH, "Remove criterion")
    });
    if remove.inner.clicked() {
        events.push(ToolbarEvent::Row(OutlineEvent::Remove));
    }
}

fn more(
    ui: &mut Ui,
    context: Context<'_>,
    selected: Option<usize>,
    events: &mut Vec<ToolbarEvent>,
) {
    const NAME: &str = "More to do with the tree";
    let icon = RichText::new(icons::DOTS_THREE).text_style(theme::icon());
    let menu = egui::containers::menu::MenuButton::from_button(
        Button::new(icon).frame_when_inactive(false),
    );
    let (response, _) = menu.ui(ui, |ui| {
        if ui.button("Fold all").clicked() {
            events.push(ToolbarEvent::FoldAll(true));
        }
        if ui.button("Unfold all").clicked() {
            events.push(ToolbarEvent::FoldAll(false));
        }
        if let Some(node) = selected {
            ui.separator();
            events.extend(menu::verbs(ui, context, node).map(ToolbarEvent::Row));
        }
    });
    response
        .on_hover_text(NAME)
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, NAME));
}
