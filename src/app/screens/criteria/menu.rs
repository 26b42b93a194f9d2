//! The verbs of the tree, for the menu of a row and that of the toolbar.

use eframe::egui::{Button, Key, KeyboardShortcut, Modifiers, RichText, Ui};

use super::outline::OutlineEvent;
use crate::app::context::Context;
use crate::app::theme::tokens;
use crate::workbook::{NewPlace, TreeStep, step_criterion};

const NEW: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter);
const NEW_GROUP: KeyboardShortcut =
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Enter);

/// The steps of a criterion in the tree, each with what it is called.
pub const STEPS: [(TreeStep, Key, &str); 4] = [
    (TreeStep::Up, Key::ArrowUp, "Move up"),
    (TreeStep::Down, Key::ArrowDown, "Move down"),
    (TreeStep::Out, Key::ArrowLeft, "Move out of the group"),
    (TreeStep::Into, Key::ArrowRight, "Move into the group above"),
];

fn entry(ui: &mut Ui, enabled: bool, text: &str, keys: Option<KeyboardShortcut>) -> bool {
    let mut button = Button::new(text);
    if let Some(keys) = keys {
        button = button.shortcut_text(ui.format_shortcut(&keys));
    }
    ui.add_enabled(enabled, button).clicked()
}

/// What can be done to the criterion at `node`; gives what was chosen.
pub fn verbs(ui: &mut Ui, context: Context<'_>, node: usize) -> Option<OutlineEvent> {
    let plain = |key| Some(KeyboardShortcut::new(Modifiers::NONE, key));
    let mut chosen = None;
    if entry(ui, true, "Rename", plain(Key::F2)) {
        chosen = Some(OutlineEvent::Rename);
    }
    ui.separator();
    if entry(ui, true, "New criterion beside it", Some(NEW)) {
        chosen = Some(OutlineEvent::Add(NewPlace::Beside, false));
    }
    if entry(ui, true, "New group beside it", Some(NEW_GROUP)) {
        chosen = Some(OutlineEvent::Add(NewPlace::Beside, true));
    }
    ui.separator();
    for (step, key, words) in STEPS {
        let possible = step_criterion(context.workbook, context.tree(), node, step).is_some();
        if entry(ui, possible, words, Some(KeyboardShortcut::new(Modifiers::ALT, key))) {
            chosen = Some(OutlineEvent::Step(step));
        }
    }
    ui.separator();
    let group = !context.tree().children[node].is_empty();
    let words = if group { "Weigh what is in it…" } else { "Weigh it and its siblings…" };
    if entry(ui, context.profile().is_some(), words, None) {
        chosen = Some(OutlineEvent::Weigh);
    }
    ui.separator();
    let remove = RichText::new("Remove").color(tokens(ui).bad);
    let keys = ui.format_shortcut(&KeyboardShortcut::new(Modifiers::NONE, Key::Delete));
    if ui.add(Button::new(remove).shortcut_text(keys)).clicked() {
        chosen = Some(OutlineEvent::Remove);
    }
    chosen
}

/// The key presses that do the same on a row with the focus; gives what was
/// asked for.
pub fn pressed(ui: &Ui) -> Option<OutlineEvent> {
    let pressed =
        |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    for (step, key, _) in STEPS {
        if pressed(Modifiers::ALT, key) {
            return Some(OutlineEvent::Step(step));
        }
    }
    // The longer chord first: a shorter one would heed it too.
    if ui.input_mut(|input| input.consume_shortcut(&NEW_GROUP)) {
        return Some(OutlineEvent::Add(NewPlace::Beside, true));
    }
    if ui.input_mut(|input| input.consume_shortcut(&NEW)) {
        return Some(OutlineEvent::Add(NewPlace::Beside, false));
    }
    if pressed(Modifiers::NONE, Key::Insert) {
        return Some(OutlineEvent::Add(NewPlace::Inside, false));
    }
    if pressed(Modifiers::NONE, Key::Delete) {
        return Some(OutlineEvent::Remove);
    }
    if pressed(Modifiers::NONE, Key::F2) || pressed(Modifiers::NONE, Key::Enter) {
        return Some(OutlineEvent::Rename);
    }
    None
}
