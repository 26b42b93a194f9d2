//! The card of the people: who has which part, and who scores.

use eframe::egui::{Label, RichText, Ui};

use super::OverviewView;
use crate::analysis::{attached, listed};
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, TextField, Tone};
use crate::workbook::{Edit, Item, ItemRef, Kind, Person, PersonId, Role};

impl OverviewView {
    pub(super) fn people_card(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let people = &context.workbook.people;
        if people.is_empty() && !self.editing_people {
            let text = "Name who drives the decision, who approves it and who gives scores. \
                        Reviewers each have a ballot of their own.";
            if widgets::empty_state(ui, "Who has a part in it?", text, Some("Add people")) {
                self.editing_people = true;
            }
            return;
        }
        widgets::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_S;
            let editing = self.editing_people;
            let verb = if editing { "Done" } else { "Edit" };
            if widgets::titled(ui, "People", verb, &format!("{verb} people")) {
                self.editing_people = !editing;
                self.leaving = None;
            }
            if editing {
                for person in people.iter() {
                    ui.push_id(&person.id, |ui| self.person_fields(ui, context, person, out));
                }
                let hint = "Add a person by name…";
                if let Some(name) = widgets::add_field(ui, NEW, "person", hint) {
                    out.edit(Edit::Put(Item::from(new_person(people, &name))));
                }
            } else {
                reading(ui, people);
            }
        });
    }

    fn person_fields(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        person: &Person,
        out: &mut Actions,
    ) {
        let change = |edit: &dyn Fn(&mut Person)| {
            let mut next = person.clone();
            edit(&mut next);
            Edit::Put(Item::from(next))
        };
        let item = ItemRef::new(Kind::Person, person.id.as_str());
        ui.horizontal_wrapped(|ui| {
            let name = format!("Name of {}", person.name);
            let field = TextField::new(("person", &person.id), &name, &person.name).width(170.0);
            if let Some(text) = field.show(ui).filter(|text| !text.is_empty()) {
                out.edit(change(&|person| person.name.clone_from(&text)));
            }
            let roles = Role::ALL.map(|role| (role, role.name().to_owned()));
            let name = format!("Role of {}", person.name);
            if let Some(role) = widgets::choose(ui, "role", &name, &person.role, 118.0, &roles) {
                out.edit(change(&|person| person.role = role));
            }
            let name = format!("{} gives scores", person.name);
            let chip = widgets::chip(ui, person.reviewer, "Reviewer");
            if chip.accessible_name(name).clicked() {
                out.edit(change(&|person| person.reviewer = !person.reviewer));
            }
            if widgets::remove_button(ui, &format!("Remove {}", person.name)).clicked() {
                if attached(context.workbook, &item).is_empty() {
                    out.edit(Edit::Remove(item.clone()));
                } else {
                    self.leaving = Some(person.id.clone());
                }
            }
        });
        if self.leaving.as_ref() == Some(&person.id) {
            let text = format!(
                "Removing {} also removes {}.",
                person.name,
                listed(&attached(context.workbook, &item))
            );
            let yes = format!("Remove {} and these", person.name);
            match widgets::confirm(ui, &text, &yes, &format!("Keep {}", person.name)) {
                Some(true) => {
                    out.edit(Edit::Remove(item));
                    self.leaving = None;
                }
                Some(false) => self.leaving = None,
                None => {}
            }
        }
    }
}

/// The field for somebody new.
const NEW: &str = "new-person";

impl OverviewView {
    /// Begins to name somebody; gives the field for it.
    pub fn begin_person(&mut self) -> eframe::egui::Id {
        self.editing_people = true;
        TextField::new(NEW, "", "").id()
    }
}

fn reading(ui: &mut Ui, people: &[Person]) {
    ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
    for role in Role::ALL {
        let of_role: Vec<&Person> = people.iter().filter(|person| person.role == role).collect();
        if of_role.is_empty() {
            if role == Role::Approver {
                widgets::finding_line(
                    ui,
                    Tone::Warning,
                    icons::WARNING_CIRCLE,
                    "Nobody is named as approver.",
                );
            }
            continue;
        }
        widgets::field_label(ui, role.name());
        for person in of_role {
            ui.horizontal(|ui| {
                let name = RichText::new(&person.name);
                ui.add(Label::new(name).truncate());
                if person.reviewer {
                    widgets::tag(ui, Tone::Accent, "reviewer");
                }
            });
        }
        ui.add_space(theme::SPACE_XS);
    }
}

/// A new person: the first is the driver, others give judgement; all review
/// until told otherwise.
fn new_person(people: &[Person], name: &str) -> Person {
    let taken = people.iter().map(|person| &person.id);
    Person {
        id: PersonId::fresh(name, "person", taken),
        name: name.to_owned(),
        role: if people.is_empty() { Role::Driver } else { Role::Contributor },
        reviewer: true,
    }
}
