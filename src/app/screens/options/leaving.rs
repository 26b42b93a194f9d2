//! An option leaves: dropped with a reason, so that it stays in sight, or
//! removed with all that hangs on it.

use eframe::egui::Ui;

use super::{Leaving, OptionsView};
use crate::analysis::{attached, listed};
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets::{self, DateField, TextField};
use crate::workbook::{Alternative, Dropped, Edit, Item, ItemRef, Kind};

impl OptionsView {
    pub(super) fn ways_out(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        option: &Alternative,
        out: &mut Actions,
    ) {
        let put = |dropped: Option<Dropped>| {
            Edit::Put(Item::from(Alternative { dropped, ..option.clone() }))
        };
        match &mut self.leaving {
            Leaving::No => {
                ui.horizontal_wrapped(|ui| {
                    if option.dropped.is_some() {
                        if widgets::button(ui, "Take back into the ranking").clicked() {
                            out.edit(put(None));
                        }
                    } else if widgets::button(ui, "Drop…").clicked() {
                        let date = Some(widgets::today());
                        self.leaving = Leaving::Dropping { reason: String::new(), date };
                        let why = TextField::new((&option.id, "dropped"), "", "").id();
                        ui.memory_mut(|memory| memory.request_focus(why));
                    }
                    if widgets::danger_button(ui, "Remove…").clicked() {
                        self.leaving = Leaving::Removing;
                    }
                });
            }
            Leaving::Dropping { reason, date } => {
                let mut done = false;
                let mut stay = false;
                widgets::card(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = theme::SPACE_S;
                    widgets::section_title(ui, &format!("Drop {}", option.name));
                    widgets::muted(
                        ui,
                        "A dropped option stays in the list and in the record with its reason; \
                         it is not ranked. You can take it back.",
                    );
                    widgets::labelled(ui, "Why", |ui| {
                        let key = (&option.id, "dropped");
                        let field = TextField::new(key, "Reason for dropping", reason)
                            .hint("Because…")
                            .rows(2);
                        let (response, text) = field.show_with_response(ui);
                        if response.gained_focus() {
                            response.scroll_to_me(None);
                        }
                        if let Some(text) = text {
                            *reason = text;
                        }
                    });
                    widgets::labelled(ui, "When", |ui| {
                        let key = (&option.id, "dropped");
                        if let Some(day) = DateField::new(key, "Day of dropping", *date).show(ui) {
                            *date = day;
                        }
                    });
                    ui.horizontal(|ui| {
                        let ready = !reason.trim().is_empty();
                        ui.add_enabled_ui(ready, |ui| {
                            let button = widgets::primary_button(ui, "Drop option");
                            done = button
                                .on_disabled_hover_text("Say why first; the record prints it.")
                                .clicked();
                        });
                        stay = widgets::button(ui, "Keep it in").clicked();
                    });
                });
                if done {
                    out.edit(put(Some(Dropped { reason: reason.clone(), date: *date })));
                }
                if done || stay {
                    self.leaving = Leaving::No;
                }
            }
            Leaving::Removing => {
                let item = ItemRef::new(Kind::Alternative, option.id.as_str());
                let hanging = attached(context.workbook, &item);
                let text = if hanging.is_empty() {
                    format!("Remove {} for good? Nothing else hangs on it.", option.name)
                } else {
                    format!(
                        "Removing {} also removes {}. To keep them, drop it instead.",
                        option.name,
                        listed(&hanging)
                    )
                };
                match widgets::confirm(ui, &text, "Remove option", "Keep option") {
                    Some(true) => {
                        self.leaving = Leaving::No;
                        self.selected = None;
                        out.edit(Edit::Remove(item));
                    }
                    Some(false) => self.leaving = Leaving::No,
                    None => {}
                }
            }
        }
    }
}
