//! Every verb of the window, once: menus, keys, tool tips and tests read it.

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use super::screens::Screen;
use crate::workbook::Kind;

/// A verb of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// A new workbook from the blank template.
    New,
    /// Another workbook.
    Open,
    /// Save to the workbook's file.
    Save,
    /// Save to another file.
    SaveAs,
    /// Leave the workbook and show the start screen.
    CloseWorkbook,
    /// Leave the program.
    Quit,
    /// Take the last step back.
    Undo,
    /// Make the last undone step again.
    Redo,
    /// Show the record, where it is exported.
    ExportRecord,
    /// Show a screen.
    Show(Screen),
    /// The screen before this one in the rail.
    PreviousScreen,
    /// The screen after this one in the rail.
    NextScreen,
    /// Begin something new of a kind, where such things are worked on.
    Add(Kind),
    /// Weigh all criteria by a method.
    Weigh,
    /// Read results of load tools from files.
    ReadResults,
    /// Read results of a load tool from the clipboard.
    PasteResults,
    /// The screen looked at before this one.
    Back,
    /// The screen left by going back.
    Forward,
    /// Look for an action or anything in the workbook.
    Palette,
    /// The part of the window after the one with the focus.
    NextPane,
    /// The part of the window before the one with the focus.
    PreviousPane,
    /// The rail with names, or with icons only.
    ToggleRail,
    /// Show or hide the inspector.
    ToggleInspector,
    /// Large type and nothing but the screen, for a room.
    Present,
    /// The whole display.
    FullScreen,
    /// Light, dark, or as the system has it.
    SwitchTheme,
    /// Let things move by themselves, or not.
    ToggleMotion,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// As it comes.
    ZoomReset,
    /// The guided tour of the flagship workbook.
    Tour,
    /// What the program said in passing.
    Messages,
    /// Every part that screens are made of, to look at.
    #[cfg(debug_assertions)]
    Gallery,
    /// Every key.
    Shortcuts,
    /// What program this is.
    About,
}

/// What can be begun from anywhere.
pub const ADDED: [Kind; 10] = [
    Kind::Alternative,
    Kind::Criterion,
    Kind::Requirement,
    Kind::Question,
    Kind::Claim,
    Kind::Source,
    Kind::Contradiction,
    Kind::Measurement,
    Kind::Person,
    Kind::Profile,
];

fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

impl Command {
    /// Every command. Longer chords stand before shorter ones that they hold,
    /// since keys are matched in this order.
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::SaveAs,
            Self::Redo,
            Self::New,
            Self::Open,
            Self::Save,
            Self::CloseWorkbook,
            Self::Undo,
            Self::ExportRecord,
        ];
        all.extend(Screen::ALL.map(Self::Show));
        all.extend(ADDED.map(Self::Add));
        all.extend([
            Self::Weigh,
            Self::ReadResults,
            Self::PasteResults,
            Self::PreviousScreen,
            Self::NextScreen,
            Self::Back,
            Self::Forward,
            Self::Palette,
            Self::PreviousPane,
            Self::NextPane,
            Self::ToggleRail,
            Self::ToggleInspector,
            Self::Present,
            Self::FullScreen,
            Self::SwitchTheme,
            Self::ToggleMotion,
            Self::ZoomIn,
            Self::ZoomOut,
            Self::ZoomReset,
            Self::Tour,
            Self::Messages,
            Self::Shortcuts,
            Self::About,
            #[cfg(debug_assertions)]
            Self::Gallery,
            Self::Quit,
        ]);
        all
    }

    /// What it does, as a menu says it.
    pub fn text(self) -> String {
        match self {
            Self::New => "New workbook".to_owned(),
            Self::Open => "Open…".to_owned(),
            Self::Save => "Save".to_owned(),
            Self::SaveAs => "Save as…".to_owned(),
            Self::CloseWorkbook => "Close workbook".to_owned(),
            Self::Quit => "Quit".to_owned(),
            Self::Undo => "Undo".to_owned(),
            Self::Redo => "Redo".to_owned(),
            Self::ExportRecord => "Export record…".to_owned(),
            Self::Show(screen) => screen.name().to_owned(),
            Self::PreviousScreen => "Previous screen".to_owned(),
            Self::NextScreen => "Next screen".to_owned(),
            Self::Add(kind) => format!("Add {}…", with_article(kind.word())),
            Self::Weigh => "Weigh the criteria…".to_owned(),
            Self::ReadResults => "Read result files…".to_owned(),
            Self::PasteResults => "Paste results".to_owned(),
            Self::Back => "Back".to_owned(),
            Self::Forward => "Forward".to_owned(),
            Self::Palette => "Search or command…".to_owned(),
            Self::NextPane => "Next part of the window".to_owned(),
            Self::PreviousPane => "Previous part of the window".to_owned(),
            Self::ToggleRail => "Widen or narrow the rail".to_owned(),
            Self::ToggleInspector => "Show or hide the inspector".to_owned(),
            Self::Present => "Present to a room".to_owned(),
            Self::FullScreen => "Full screen".to_owned(),
            Self::SwitchTheme => "Switch between light and dark".to_owned(),
            Self::ToggleMotion => "Turn motion off or on".to_owned(),
            Self::ZoomIn => "Larger".to_owned(),
            Self::ZoomOut => "Smaller".to_owned(),
            Self::ZoomReset => "Normal size".to_owned(),
            Self::Tour => "Guided tour".to_owned(),
            Self::Messages => "Messages so far".to_owned(),
            #[cfg(debug_assertions)]
            Self::Gallery => "Gallery of parts".to_owned(),
            Self::Shortcuts => "Keyboard shortcuts".to_owned(),
            Self::About => "About Weighbridge".to_owned(),
        }
    }

    /// The keys that do it.
    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        let (modifiers, key) = match self {
            Self::New => (Modifiers::COMMAND, Key::N),
            Self::Open => (Modifiers::COMMAND, Key::O),
            Self::Save => (Modifiers::COMMAND, Key::S),
            Self::SaveAs => (CTRL_SHIFT, Key::S),
            Self::CloseWorkbook => (Modifiers::COMMAND, Key::W),
            Self::Undo => (Modifiers::COMMAND, Key::Z),
            Self::Redo => (CTRL_SHIFT, Key::Z),
            Self::ExportRecord => (Modifiers::COMMAND, Key::E),
            Self::Show(screen) => (Modifiers::COMMAND, screen.key()?),
            Self::PreviousScreen => (Modifiers::COMMAND, Key::PageUp),
            Self::NextScreen => (Modifiers::COMMAND, Key::PageDown),
            Self::Back => (Modifiers::ALT, Key::ArrowLeft),
            Self::Forward => (Modifiers::ALT, Key::ArrowRight),
            Self::Palette => (Modifiers::COMMAND, Key::K),
            Self::NextPane => (Modifiers::NONE, Key::F6),
            Self::PreviousPane => (Modifiers::SHIFT, Key::F6),
            Self::ToggleRail => (Modifiers::COMMAND, Key::B),
            Self::ToggleInspector => (Modifiers::COMMAND, Key::I),
            Self::Present => (Modifiers::NONE, Key::F5),
            Self::FullScreen => (Modifiers::NONE, Key::F11),
            Self::Messages => (CTRL_SHIFT, Key::M),
            Self::Shortcuts => (Modifiers::NONE, Key::F1),
            Self::Quit
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ZoomReset
            | Self::SwitchTheme
            | Self::ToggleMotion
            | Self::Tour
            | Self::About
            | Self::Weigh
            | Self::ReadResults
            | Self::PasteResults
            | Self::Add(_) => return None,
            #[cfg(debug_assertions)]
            Self::Gallery => return None,
        };
        Some(KeyboardShortcut::new(modifiers, key))
    }

    /// The keys as a menu shows them, those too that the window's library
    /// heeds by itself (`Options::quit_shortcuts` and `zoom_with_keyboard`).
    pub fn shown_shortcut(self) -> Option<KeyboardShortcut> {
        let key = match self {
            Self::Quit => Key::Q,
            Self::ZoomIn => Key::Plus,
            Self::ZoomOut => Key::Minus,
            Self::ZoomReset => Key::Num0,
            _ => return self.shortcut(),
        };
        Some(KeyboardShortcut::new(Modifiers::COMMAND, key))
    }

    /// Whether what is shown may use the keys for itself first, such as a tree
    /// in which Alt and an arrow move a row.
    pub fn yields_to_screen(self) -> bool {
        matches!(self, Self::Back | Self::Forward)
    }

    /// Whether it makes sense only with a workbook open.
    pub fn needs_workbook(self) -> bool {
        match self {
            Self::Save
            | Self::SaveAs
            | Self::CloseWorkbook
            | Self::Undo
            | Self::Redo
            | Self::ExportRecord
            | Self::Show(_)
            | Self::PreviousScreen
            | Self::NextScreen
            | Self::Add(_)
            | Self::Weigh
            | Self::ReadResults
            | Self::PasteResults
            | Self::Back
            | Self::Forward
            | Self::ToggleRail
            | Self::ToggleInspector
            | Self::Present => true,
            Self::New
            | Self::Open
            | Self::Quit
            | Self::Palette
            | Self::NextPane
            | Self::PreviousPane
            | Self::FullScreen
            | Self::SwitchTheme
            | Self::ToggleMotion
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ZoomReset
            | Self::Tour
            | Self::Messages
            | Self::Shortcuts
            | Self::About => false,
            #[cfg(debug_assertions)]
            Self::Gallery => false,
        }
    }

    /// Whether it gives the focus to another control, so that a field gives
    /// its draft back by losing it.
    pub fn moves_focus(self) -> bool {
        matches!(self, Self::NextPane | Self::PreviousPane)
    }

    /// Whether a focused text field keeps the keys for itself.
    pub fn yields_to_text(self) -> bool {
        matches!(self, Self::Undo | Self::Redo | Self::Back | Self::Forward)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_given_once() {
        let mut seen = Vec::new();
        for command in Command::all() {
            assert!(!command.text().is_empty());
            if let Some(shortcut) = command.shortcut() {
                assert!(!seen.contains(&shortcut), "{command:?}");
                seen.push(shortcut);
            }
        }
    }
}
