//! Every verb of the window, once: menus, keys, tool tips and tests read it.

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use super::screens::Screen;

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
    /// Show or hide the inspector.
    ToggleInspector,
    /// Light, dark, or as the system has it.
    SwitchTheme,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// As it comes.
    ZoomReset,
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
        all.extend([
            Self::PreviousScreen,
            Self::NextScreen,
            Self::ToggleInspector,
            Self::SwitchTheme,
            Self::ZoomIn,
            Self::ZoomOut,
            Self::ZoomReset,
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
            Self::ToggleInspector => "Show or hide the inspector".to_owned(),
            Self::SwitchTheme => "Switch between light and dark".to_owned(),
            Self::ZoomIn => "Larger".to_owned(),
            Self::ZoomOut => "Smaller".to_owned(),
            Self::ZoomReset => "Normal size".to_owned(),
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
            Self::ToggleInspector => (Modifiers::COMMAND, Key::I),
            // The window's own: see `Options::quit_shortcuts` and `zoom_with_keyboard`.
            Self::Quit | Self::ZoomIn | Self::ZoomOut | Self::ZoomReset | Self::SwitchTheme => {
                return None;
            }
        };
        Some(KeyboardShortcut::new(modifiers, key))
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
            | Self::ToggleInspector => true,
            Self::New
            | Self::Open
            | Self::Quit
            | Self::SwitchTheme
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ZoomReset => false,
        }
    }

    /// Whether a focused text field keeps the keys for itself.
    pub fn yields_to_text(self) -> bool {
        matches!(self, Self::Undo | Self::Redo)
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
