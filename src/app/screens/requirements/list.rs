//! The list of requirements: musts with how each option stands, wants with
//! what they bear on.

use eframe::egui::{Align, Button, CornerRadius, Frame, RichText, ScrollArea, Ui};
use serde::{Deserialize, Serialize};

use super::RequirementsView;
use super::gates;
use crate::analysis::{Gap, listed, performance};
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme::{self, tokens};
use crate::app::widgets::{self, TextField, Tone};
use crate::workbook::{
    Edit, Item, ItemRef, Kind, Requirement, RequirementId, RequirementKind, Scenario, Strength,
    Workbook,
};

/// In which order requirements are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Sort {
    /// One kind after the other, each in the workbook's order.
    #[default]
    Kind,
    /// The most important first.
    Importance,
    /// The hardest first.
    Difficulty,
    /// By the words.
    Text,
    /// By who stands for it.
    Owner,
}

impl Sort {
    const ALL: [Self; 5] =
        [Self::Kind, Self::Importance, Self::Difficulty, Self::Text, Self::Owner];

    fn name(self) -> &'static str {
        match self {
            Self::Kind => "By kind",
            Self::Importance => "Most important first",
            Self::Difficulty => "Hardest first",
            Self::Text => "By the words",
            Self::Owner => "By who stands for it",
        }
    }
}

impl RequirementsView {
    /// What is listed, and in which order.
    fn list_bar(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            for kind in RequirementKind::ALL {
                let on = self.kinds.contains(&kind);
                let text = heading(kind);
                if widgets::chip(ui, on, text)
                    .accessible_name(format!("List {}", text.to_lowercase()))
                    .clicked()
                {
                    if on {
                        self.kinds.retain(|other| *other != kind);
                    } else {
                        self.kinds.push(kind);
                    }
                }
            }
            ui.add_space(theme::SPACE_S);
            let orders = Sort::ALL.map(|sort| (sort, sort.name().to_owned()));
            let name = "Order of the requirements";
            if let Some(sort) = widgets::choose(ui, "sort", name, &self.sort, 170.0, &orders) {
                self.sort = sort;
            }
        });
        ui.add_space(theme::SPACE_XS);
    }

    /// The requirements to list, in the order chosen.
    fn listed<'a>(&self, context: Context<'a>) -> Vec<&'a Requirement> {
        let workbook = context.workbook;
        let mut shown: Vec<&Requirement> = workbook
            .requirements
            .iter()
            .filter(|requirement| self.shows(context, requirement))
            .collect();
        let owner = |it: &Requirement| {
            it.owner.as_ref().map(|owner| workbook.person_name(owner).to_lowercase())
        };
        match self.sort {
            Sort::Kind => shown.sort_by_key(|it| it.kind),
            Sort::Importance => shown.sort_by_key(|it| std::cmp::Reverse(it.importance)),
            Sort::Difficulty => shown.sort_by_key(|it| std::cmp::Reverse(it.difficulty)),
            Sort::Text => shown.sort_by_cached_key(|it| it.text.to_lowercase()),
            Sort::Owner => shown.sort_by_cached_key(|it| (owner(it).is_none(), owner(it))),
        }
        shown
    }

    pub(super) fn list(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let requirements = &context.workbook.requirements;
        if !requirements.is_empty() {
            self.list_bar(ui);
        }
        ScrollArea::vertical().id_salt("requirements").auto_shrink([false, false]).show(ui, |ui| {
            if requirements.is_empty() {
                widgets::card(ui, |ui| {
                    widgets::section_title(ui, "No requirements yet");
                    widgets::muted(
                        ui,
                        "A must is a gate: an option that fails it is out, whatever else it \
                         offers. A want weighs through the criteria that it bears on. Write the \
                         first one below, as a sentence that can be checked.",
                    );
                    self.add(ui, context, out);
                });
                return;
            }
            let shown = self.listed(context);
            widgets::card(ui, |ui| {
                if shown.is_empty() {
                    widgets::section_title(ui, "Nothing to list");
                    widgets::muted(
                        ui,
                        "No requirement is of these kinds, open, or has these words in it.",
                    );
                    if widgets::button(ui, "Show all requirements").clicked() {
                        self.open_only = false;
                        self.kinds.clear();
                        self.find.clear();
                    }
                }
                let mut rows = std::mem::take(&mut self.rows);
                rows.begin(ui, context.derived.revision);
                ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
                let mut kind = None;
                for requirement in shown {
                    let heads = self.sort == Sort::Kind && kind != Some(requirement.kind);
                    kind = Some(requirement.kind);
                    let key = ("requirement", requirement.id.as_str(), heads);
                    let room = rows.row(ui, key, |ui| {
                        if heads {
                            widgets::field_label(ui, heading(requirement.kind));
                        }
                        self.row(ui, context, requirement);
                    });
                    let item = ItemRef::new(Kind::Requirement, requirement.id.as_str());
                    if self.wanted.as_ref() == Some(&item) {
                        ui.scroll_to_rect(room, Some(Align::Center));
                        self.wanted = None;
                    }
                }
                self.rows = rows;
                ui.add_space(theme::SPACE_XS);
                self.add(ui, context, out);
            });
        });
    }

    fn shows(&self, context: Context<'_>, requirement: &Requirement) -> bool {
        let Scenario { source, stimulus, environment, response, measure } = &requirement.scenario;
        let id = requirement.id.as_str();
        let texts = [id, &requirement.text, source, stimulus, environment, response, measure];
        let owner = requirement.owner.as_ref().map(|owner| context.workbook.person_name(owner));
        let texts = texts.into_iter().chain([requirement.origin.as_str()]).chain(owner);
        let of_kind = self.kinds.is_empty() || self.kinds.contains(&requirement.kind);
        of_kind && (!self.open_only || gates::is_open(context, requirement)) && self.finds(texts)
    }

    fn row(&mut self, ui: &mut Ui, context: Context<'_>, requirement: &Requirement) {
        let tokens = tokens(ui);
        let selected = self.selected.as_ref() == Some(&requirement.id);
        let ground = if selected { tokens.accent_soft } else { tokens.card };
        Frame::new()
            .fill(ground)
            .corner_radius(CornerRadius::same(theme::CONTROL_RADIUS))
            .inner_margin(theme::ROW_MARGIN)
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
                let text = match requirement.text.trim() {
                    "" => requirement.id.as_str(),
                    text => text,
                };
                let style = if selected { theme::strong() } else { eframe::egui::TextStyle::Body };
                let button =
                    ui.add(Button::new(RichText::new(text).text_style(style)).frame(false).wrap());
                let name = format!("{}: {text}", requirement.kind.name());
                if button.accessible_name(name).clicked() {
                    self.selected = Some(requirement.id.clone());
                    self.removing = false;
                }
                if !requirement.scenario.measure.is_empty() {
                    widgets::small(ui, requirement.scenario.measure.as_str());
                }
                ui.horizontal_wrapped(|ui| self.facts(ui, context, requirement));
            });
        widgets::rule(ui);
    }

    fn facts(&self, ui: &mut Ui, context: Context<'_>, requirement: &Requirement) {
        let workbook = context.workbook;
        if self.sort != Sort::Kind {
            widgets::tag(ui, Tone::Plain, requirement.kind.name());
        }
        if requirement.kind == RequirementKind::Must {
            if gates::holds(context, requirement) {
                for (at, result) in gates::results(context, requirement) {
                    gates::verdict_mark(ui, at, result);
                }
            } else {
                widgets::tag(ui, Tone::Plain, "waits for an answer");
            }
        }
        let gap = self.counted.as_ref().and_then(|counted| {
            let gaps = &counted.coverage.gaps;
            gaps.iter().find(|gap| gap.requirement() == Some(&requirement.id))
        });
        if let Some(gap) = gap {
            let word = match gap {
                Gap::NoGate(_) => "no gate",
                _ => "not measured",
            };
            widgets::tag(ui, Tone::Warning, word).on_hover_text(gap.hint());
        }
        let mut words = Vec::new();
        if let Some(importance) = requirement.importance {
            words.push(format!("importance {importance} of 5"));
        }
        if let Some(difficulty) = requirement.difficulty {
            words.push(format!("difficulty {difficulty} of 5"));
        }
        if let Some(owner) = &requirement.owner {
            words.push(workbook.person_name(owner).to_owned());
        }
        if !requirement.origin.trim().is_empty() {
            words.push(requirement.origin.clone());
        }
        if let Some(bound) = bound_in_words(workbook, requirement) {
            words.push(bound);
        }
        let mut links: Vec<(Strength, &str)> = requirement
            .links
            .iter()
            .map(|(criterion, strength)| (*strength, workbook.criterion_name(criterion)))
            .collect();
        links.sort_by_key(|(strength, _)| std::cmp::Reverse(*strength));
        if !links.is_empty() {
            let names: Vec<&str> = links.iter().map(|(_, name)| *name).collect();
            words.push(format!("→ {}", listed(&names)));
        }
        if !words.is_empty() {
            widgets::small(ui, words.join(" · "));
        }
    }

    fn add(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let hint = "Add a requirement, as a sentence…";
        if let Some(text) = widgets::add_field(ui, NEW, "requirement", hint) {
            // Requirements come several in a row.
            let field = TextField::new(NEW, "", "").id();
            ui.memory_mut(|memory| memory.request_focus(field));
            let taken = context.workbook.requirements.iter().map(|it| &it.id);
            let requirement = Requirement {
                id: RequirementId::fresh(&text, "requirement", taken),
                text,
                kind: RequirementKind::Must,
                scenario: Scenario::default(),
                importance: None,
                difficulty: None,
                owner: None,
                origin: String::new(),
                links: std::collections::BTreeMap::new(),
                gates: std::collections::BTreeMap::new(),
                threshold: None,
                when_asked: false,
                claims: Vec::new(),
            };
            self.selected = Some(requirement.id.clone());
            self.removing = false;
            self.open_only = false;
            self.kinds.clear();
            self.find.clear();
            out.edit(Edit::Put(Item::from(requirement)));
        }
    }
}

/// Key of the field for a new requirement.
pub(super) const NEW: &str = "new-requirement";

fn heading(kind: RequirementKind) -> &'static str {
    match kind {
        RequirementKind::Must => "Musts",
        RequirementKind::Want => "Wants",
        RequirementKind::Constraint => "Constraints",
        RequirementKind::Assumption => "Assumptions",
    }
}

/// The bound that judges a must by itself: "Start-up time at most 2 s".
fn bound_in_words(workbook: &Workbook, requirement: &Requirement) -> Option<String> {
    let threshold =
        requirement.threshold.as_ref().filter(|_| requirement.kind == RequirementKind::Must)?;
    let measure = workbook.criterion(&threshold.criterion)?.measure()?;
    let rising = measure.anchors.best >= measure.anchors.worst;
    Some(format!(
        "{} {} {}",
        workbook.criterion_name(&threshold.criterion),
        if rising { "at least" } else { "at most" },
        performance(measure, threshold.bound)
    ))
}
