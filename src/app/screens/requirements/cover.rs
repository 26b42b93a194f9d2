//! Coverage: the matrix under its finding, and in the inspector the link under
//! the cursor with everything that does not fit together.

use eframe::egui::{Id, Label, RichText, Ui};

use super::{Part, RequirementsView, matrix};
use crate::analysis::Gap;
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, ChoiceGroup, GroupChange, GroupChoice, Tone};
use crate::workbook::{ItemRef, Kind, Strength};

/// Gaps listed before the rest is counted.
const LISTED: usize = 12;
/// Height of a line of a gap, in points.
const LINE: f32 = 20.0;

impl RequirementsView {
    pub(super) fn coverage(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        if context.workbook.requirements.is_empty() {
            let text = "Here requirements meet criteria: does something measure each requirement, \
                        and does somebody ask for each criterion? Write the requirements first.";
            let way = Some("Write requirements");
            if widgets::empty_state(ui, "Nothing to cover yet", text, way) {
                self.part = Part::Requirements;
            }
            return;
        }
        if context.analysis().leaves.is_empty() {
            let text = "Here requirements meet criteria: does something measure each requirement, \
                        and does somebody ask for each criterion? Add criteria with a scale first.";
            if widgets::empty_state(ui, "No criteria yet", text, Some("Go to Criteria")) {
                out.push(Action::Go(Screen::Criteria));
            }
            return;
        }
        let Some(counted) = &self.counted else { return };
        let coverage = &counted.coverage;
        ui.horizontal_wrapped(|ui| {
            let (tone, icon) = if coverage.gaps.is_empty() {
                (Tone::Good, icons::CHECK_CIRCLE)
            } else {
                (Tone::Warning, icons::WARNING)
            };
            let icon = RichText::new(icon).text_style(theme::icon()).color(tone.text(ui));
            ui.add(Label::new(icon).selectable(false));
            let text = RichText::new(coverage.sentence()).text_style(theme::strong());
            ui.add(Label::new(text).wrap());
        });
        ui.horizontal_wrapped(|ui| {
            let chip = widgets::chip(ui, self.matrix.gaps_only, "Only with gaps");
            if chip.clicked() {
                self.matrix.gaps_only = !self.matrix.gaps_only;
            }
            matrix::legend(ui);
        });
        widgets::small(
            ui,
            "Arrows move, 0 to 3 sets no, a weak, a medium or a strong link, Space steps through \
             them, Enter opens the requirement.",
        );
        ui.add_space(theme::SPACE_XS);
        self.matrix.show(ui, context, coverage, out);
    }

    pub(super) fn coverage_inspector(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        out: &mut Actions,
    ) {
        if context.workbook.requirements.is_empty() {
            widgets::section_title(ui, "Coverage");
            widgets::muted(ui, "What lacks a link or a gate is listed here.");
            return;
        }
        let Some(counted) = self.counted.take() else { return };
        self.link(ui, context, out);
        let gaps = &counted.coverage.gaps;
        if gaps.is_empty() {
            if counted.coverage.requirements.of > 0 {
                widgets::finding_line(
                    ui,
                    Tone::Good,
                    icons::CHECK_CIRCLE,
                    "Nothing lacks a link or a gate.",
                );
            }
        } else {
            let title = match gaps.len() {
                1 => "One gap".to_owned(),
                count => format!("{count} gaps"),
            };
            widgets::section_title(ui, &title);
            let shown = if self.matrix.all_gaps { gaps.len() } else { LISTED };
            for gap in gaps.iter().take(shown) {
                self.gap(ui, context, gap, out);
            }
            if gaps.len() > LISTED {
                let text = if self.matrix.all_gaps {
                    "Show fewer".to_owned()
                } else {
                    format!("Show {} more", gaps.len() - LISTED)
                };
                let name = format!("{text} gaps");
                if widgets::link_button(ui, text).accessible_name(name).clicked() {
                    self.matrix.all_gaps = !self.matrix.all_gaps;
                }
            }
        }
        self.counted = Some(counted);
    }

    fn gap(&mut self, ui: &mut Ui, context: Context<'_>, gap: &Gap, out: &mut Actions) {
        let key = (gap.requirement().map(|it| it.as_str()), gap.criterion().map(|it| it.as_str()));
        ui.push_id(("gap", key), |ui| {
            ui.horizontal_top(|ui| {
                let tone = matrix::tone(gap);
                let colour = match tone {
                    Tone::Plain => tokens(ui).text_muted,
                    tone => tone.text(ui),
                };
                let icon = RichText::new(icons::WARNING).text_style(theme::icon()).color(colour);
                ui.add(Label::new(icon).selectable(false));
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = theme::SPACE_XXS;
                    ui.spacing_mut().interact_size.y = LINE;
                    let sentence = gap.sentence(context.workbook);
                    let link = widgets::link_button(ui, sentence.as_str());
                    let link = link.accessible_name(format!("Mend: {sentence}"));
                    widgets::small(ui, gap.hint());
                    if link.clicked() {
                        self.mend(context, gap, out);
                    }
                });
            });
        });
    }

    /// Goes where a gap is mended: a must to its gate, the others to the
    /// matrix.
    fn mend(&mut self, context: Context<'_>, gap: &Gap, out: &mut Actions) {
        let first = || self.matrix.first(context);
        match gap {
            Gap::NoGate(id) => {
                out.push(Action::Reveal(ItemRef::new(Kind::Requirement, id.as_str())));
            }
            Gap::Unmeasured(id) => {
                if let Some((_, criterion)) = self.matrix.cursor.clone().or_else(first) {
                    self.matrix.go(id.clone(), criterion);
                }
            }
            Gap::Unasked { criterion, .. } => {
                if let Some((requirement, _)) = self.matrix.cursor.clone().or_else(first) {
                    self.matrix.go(requirement, criterion.clone());
                }
            }
        }
    }

    /// The link under the cursor.
    fn link(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let found = self.matrix.cursor.as_ref().and_then(|(requirement, criterion)| {
            let requirement = context.workbook.requirement(requirement)?;
            Some((requirement, context.workbook.criterion(criterion)?))
        });
        let Some((requirement, criterion)) = found else {
            widgets::section_title(ui, "No link selected");
            widgets::muted(
                ui,
                "Select a cell to say how strongly the requirement bears on the criterion.",
            );
            ui.add_space(theme::SPACE_S);
            widgets::rule(ui);
            return;
        };
        widgets::field_label(ui, requirement.kind.name());
        let link = widgets::link_button(ui, matrix::shown_text(requirement));
        if link.accessible_name("Work on this requirement").clicked() {
            let item = ItemRef::new(Kind::Requirement, requirement.id.as_str());
            out.push(Action::Reveal(item));
        }
        widgets::field_label(ui, "bears on");
        let link = widgets::link_button(ui, criterion.name.as_str());
        if link.accessible_name("Work on this criterion").clicked() {
            out.push(Action::Reveal(ItemRef::new(Kind::Criterion, criterion.id.as_str())));
        }
        let now = requirement.links.get(&criterion.id).copied();
        let strengths: Vec<Option<Strength>> =
            std::iter::once(None).chain(Strength::ALL.map(Some)).collect();
        let choices: Vec<GroupChoice<'_>> = strengths
            .iter()
            .map(|strength| {
                let label = strength.map_or("not", Strength::name);
                GroupChoice {
                    label,
                    name: format!("Bears on it: {label}"),
                    on: now == *strength,
                    hover: String::new(),
                }
            })
            .collect();
        let group = ChoiceGroup {
            id: Id::unique(("strength", &requirement.id, &criterion.id)),
            name: "How strongly",
            choices: &choices,
            several: false,
            focus: false,
        };
        if let (_, Some(GroupChange::Toggle(at) | GroupChange::Move(at))) = group.show(ui)
            && let Some(strength) = strengths.get(at)
        {
            matrix::set_link(requirement, criterion, *strength, out);
        }
        if requirement.threshold.as_ref().is_some_and(|it| it.criterion == criterion.id) {
            widgets::small(ui, "The must also sets a bound on this criterion.");
        }
        ui.add_space(theme::SPACE_S);
        widgets::rule(ui);
    }
}
