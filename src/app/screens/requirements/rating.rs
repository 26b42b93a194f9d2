//! The list in which importance and difficulty are set quickly; it is also the
//! chart's table.

use eframe::egui::{Id, Label, RichText, Ui};

use super::RequirementsView;
use super::matrix::shown_text;
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme::{self, tokens};
use crate::app::widgets::{self, ChoiceGroup, GroupChange, GroupChoice};
use crate::workbook::{Edit, Item, Requirement};

/// What is rated from 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    /// How much it matters.
    Importance,
    /// How hard it is to meet.
    Difficulty,
}

impl Scale {
    const ALL: [Self; 2] = [Self::Importance, Self::Difficulty];

    fn word(self) -> &'static str {
        match self {
            Self::Importance => "importance",
            Self::Difficulty => "difficulty",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Importance => "Importance",
            Self::Difficulty => "Difficulty",
        }
    }

    fn of(self, requirement: &Requirement) -> Option<u8> {
        match self {
            Self::Importance => requirement.importance,
            Self::Difficulty => requirement.difficulty,
        }
    }

    fn set(self, requirement: &Requirement, value: Option<u8>) -> Edit {
        let mut changed = requirement.clone();
        match self {
            Self::Importance => changed.importance = value,
            Self::Difficulty => changed.difficulty = value,
        }
        Edit::Put(Item::from(changed))
    }
}

const LABELS: [&str; 5] = ["1", "2", "3", "4", "5"];

impl RequirementsView {
    /// Draws the list.
    pub(super) fn rating(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let requirements = &context.workbook.requirements;
        let mut rows = std::mem::take(&mut self.rows);
        rows.begin(ui, context.derived.revision);
        let mut next = None;
        for (at, requirement) in requirements.iter().enumerate() {
            let wanted = self.rate.as_ref().is_some_and(|(id, _)| *id == requirement.id);
            let room = rows.row(ui, ("rating", requirement.id.as_str()), |ui| {
                if let Some(scale) = self.rating_row(ui, at + 1, requirement, out) {
                    next = Some((at, scale));
                }
                widgets::rule(ui);
            });
            if wanted {
                ui.scroll_to_rect(room, None);
                ui.request_repaint();
            }
        }
        self.rows = rows;
        if let Some((at, scale)) = next {
            // From importance on to difficulty, then to the next requirement.
            self.rate = match scale {
                Scale::Importance => {
                    requirements.get(at).map(|it| (it.id.clone(), Scale::Difficulty))
                }
                Scale::Difficulty => {
                    requirements.get(at + 1).map(|it| (it.id.clone(), Scale::Importance))
                }
            };
            ui.request_repaint();
        }
    }

    /// Draws a row; gives the scale from which the keyboard goes on.
    fn rating_row(
        &mut self,
        ui: &mut Ui,
        number: usize,
        requirement: &Requirement,
        out: &mut Actions,
    ) -> Option<Scale> {
        let mut next = None;
        let selected = self.selected.as_ref() == Some(&requirement.id);
        ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
        ui.horizontal(|ui| {
            let colour = tokens(ui).text_muted;
            ui.scope(|ui| {
                ui.set_width(NUMBER);
                ui.add(Label::new(RichText::new(number.to_string()).color(colour)));
            });
            let text = shown_text(requirement);
            let style = if selected { theme::strong() } else { eframe::egui::TextStyle::Body };
            let button = ui.add(
                eframe::egui::Button::new(RichText::new(text).text_style(style))
                    .frame(false)
                    .truncate(),
            );
            let name = format!("Requirement {number}: {text}");
            if button.accessible_name(name).on_hover_text(text).clicked() {
                self.chosen(requirement.id.clone());
            }
        });
        ui.horizontal_wrapped(|ui| {
            ui.add_space(NUMBER);
            for scale in Scale::ALL {
                ui.horizontal(|ui| {
                    if self.rating_group(ui, number, requirement, scale, out) {
                        next = Some(scale);
                    }
                });
            }
        });
        next
    }

    fn rating_group(
        &mut self,
        ui: &mut Ui,
        number: usize,
        requirement: &Requirement,
        scale: Scale,
        out: &mut Actions,
    ) -> bool {
        ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
        ui.spacing_mut().button_padding.x = theme::SPACE_S;
        let word = scale.word();
        widgets::small(ui, scale.title());
        let value = scale.of(requirement);
        let choices: Vec<GroupChoice<'_>> = LABELS
            .iter()
            .zip(1..)
            .map(|(label, step)| GroupChoice {
                label,
                name: format!("Requirement {number} {word} {label}"),
                on: value == Some(step),
                hover: String::new(),
            })
            .collect();
        let key = (requirement.id.clone(), scale);
        let group = ChoiceGroup {
            id: Id::unique(("rate", &requirement.id, word)),
            name: &format!("Requirement {number} {word}"),
            choices: &choices,
            several: false,
            focus: self.rate.as_ref() == Some(&key),
        };
        if group.focus {
            self.rate = None;
        }
        let (_, change) = group.show(ui);
        let mut set = |value| out.edit(scale.set(requirement, value));
        let step = |at: usize| u8::try_from(at + 1).ok();
        match change {
            Some(GroupChange::Toggle(at)) => set(step(at).filter(|step| value != Some(*step))),
            Some(GroupChange::Move(at)) => set(step(at)),
            Some(GroupChange::Clear) if value.is_some() => set(None),
            Some(GroupChange::Next) => return true,
            Some(GroupChange::Clear | GroupChange::Previous) | None => {}
        }
        false
    }
}

/// Room for a requirement's number, in points.
const NUMBER: f32 = 26.0;
