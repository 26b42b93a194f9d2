//! The selected claim: all of it, to be changed, and everything that uses it.

use eframe::egui::{RichText, Ui};

use crate::analysis::{ClaimFilter, ClaimUses, claim_uses};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, TextField, Tone};
use crate::workbook::{
    AlternativeId, Claim, ClaimId, ClaimKind, ClaimStrength, ClaimVerdict, CriterionId,
    CriterionKind, Edit, Item, ItemRef, Kind, SourceId, Treatment, Workbook,
};

use super::Wish;

/// What the editor remembers.
#[derive(Debug, Default)]
pub struct Editor {
    /// The text field takes the keys once it is drawn.
    write: bool,
    /// What uses the claim, and the claim and revision that it was found for.
    uses: Option<(ClaimId, u64, ClaimUses)>,
}

impl Editor {
    /// Lets the user write the claim's text straight away.
    pub fn write(&mut self) {
        self.write = true;
    }

    /// Shows the claim.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        claim: &Claim,
        out: &mut Actions,
    ) -> Vec<Wish> {
        let mut wishes = Vec::new();
        let mut changed = claim.clone();
        standing(ui, claim, &mut changed);
        let id = claim.id.as_str();
        let text = widgets::labelled(ui, "What is claimed", |ui| {
            let field = TextField::new(("claim", id), "What is claimed", &claim.text)
                .rows(4)
                .hint("restated in one sentence, right or wrong");
            let (response, text) = field.show_with_response(ui);
            if std::mem::take(&mut self.write) {
                response.request_focus();
            }
            text
        });
        if let Some(text) = text {
            changed.text = text;
        }
        judgement(ui, claim, &mut changed);
        bearing(ui, context.workbook, claim, &mut changed);
        origin(ui, context.workbook, claim, &mut changed);
        if changed != *claim {
            out.edit(Edit::Put(Item::from(changed)));
        }
        let revision = context.derived.revision;
        let fresh =
            self.uses.as_ref().is_some_and(|(of, at, _)| *of == claim.id && *at == revision);
        if !fresh {
            self.uses = Some((claim.id.clone(), revision, claim_uses(context.workbook, claim)));
        }
        if let Some((_, _, uses)) = &self.uses {
            links(ui, context.workbook, claim, uses, out, &mut wishes);
        }
        ui.add_space(theme::SPACE_M);
        if widgets::danger_button(ui, "Remove claim").clicked() {
            out.edit(Edit::Remove(ItemRef::new(Kind::Claim, id)));
        }
        ui.add_space(theme::SPACE_M);
        wishes
    }
}

/// Whether it counts, in words, first of all.
fn standing(ui: &mut Ui, claim: &Claim, changed: &mut Claim) {
    widgets::section_title(ui, &format!("Claim {}", claim.id.as_str().to_uppercase()));
    let (tone, icon, text) = match (claim.treatment, claim.verdict) {
        (Treatment::Count | Treatment::CountWithCaveat, ClaimVerdict::Wrong) => {
            (Tone::Bad, icons::WARNING, "It is wrong and counts all the same.")
        }
        (Treatment::Count, _) => (Tone::Good, icons::CHECK_CIRCLE, "It counts as evidence."),
        (Treatment::CountWithCaveat, _) => {
            (Tone::Good, icons::CHECK_CIRCLE, "It counts, with its caveat shown.")
        }
        (Treatment::ShowNotCount, _) => {
            (Tone::Warning, icons::PROHIBIT, "Not counted. It is shown with what is known instead.")
        }
        (Treatment::ContextOnly, _) => {
            (Tone::Plain, icons::PROHIBIT, "Not counted. It is background only.")
        }
    };
    widgets::finding_line(ui, tone, icon, text);
    if claim.counts()
        && claim.verdict == ClaimVerdict::Wrong
        && widgets::button(ui, "Do not count it").clicked()
    {
        changed.treatment = Treatment::ShowNotCount;
    }
}

fn pairs<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<(T, String)> {
    all.iter().map(|item| (*item, name(*item).to_owned())).collect()
}

/// Chooses one of a list under a label; `label` is the accessible name too.
fn field<T: PartialEq + Clone>(
    ui: &mut Ui,
    label: &str,
    width: f32,
    value: &T,
    choices: &[(T, String)],
) -> Option<T> {
    widgets::labelled(ui, label, |ui| widgets::choose(ui, label, label, value, width, choices))
}

fn judgement(ui: &mut Ui, claim: &Claim, changed: &mut Claim) {
    widgets::form_section(ui, "Judgement");
    let width = ui.available_width();
    let verdicts = pairs(&ClaimVerdict::ALL, ClaimVerdict::name);
    if let Some(verdict) = field(ui, "Verdict", width, &claim.verdict, &verdicts) {
        changed.verdict = verdict;
    }
    let label = if claim.verdict.is_doubtful() { "What is known instead" } else { "Why" };
    let id = (claim.id.as_str(), "note");
    if let Some(note) = widgets::labelled_text(ui, id, label, &claim.verdict_note, 3) {
        changed.verdict_note = note;
    }
    let treatments = pairs(&Treatment::ALL, Treatment::name);
    if let Some(treatment) = field(ui, "Treatment", width, &claim.treatment, &treatments) {
        changed.treatment = treatment;
    }
    let half = (width - ui.spacing().item_spacing.x) / 2.0;
    ui.horizontal(|ui| {
        let strengths = pairs(&ClaimStrength::ALL, ClaimStrength::name);
        if let Some(strength) = field(ui, "Put how firmly", half, &claim.strength, &strengths) {
            changed.strength = strength;
        }
        let kinds = pairs(&ClaimKind::ALL, ClaimKind::name);
        if let Some(kind) = field(ui, "Sort of statement", half, &claim.kind, &kinds) {
            changed.kind = kind;
        }
    });
}

/// What it bears on: criterion, options, whom it favours.
fn bearing(ui: &mut Ui, workbook: &Workbook, claim: &Claim, changed: &mut Claim) {
    widgets::form_section(ui, "Bears on");
    let width = ui.available_width();
    let mut criteria: Vec<(Option<CriterionId>, String)> = vec![(None, "No criterion".to_owned())];
    criteria.extend(
        workbook
            .criteria
            .iter()
            .filter(|criterion| criterion.kind != CriterionKind::Group)
            .map(|criterion| (Some(criterion.id.clone()), criterion.name.clone())),
    );
    if let Some(criterion) = field(ui, "Criterion", width, &claim.criterion, &criteria) {
        changed.criterion = criterion;
    }
    widgets::labelled(ui, "Speaks about", |ui| {
        ui.horizontal_wrapped(|ui| {
            for option in workbook.alternatives.iter() {
                let on = claim.about.contains(&option.id);
                let name = format!("Speaks about {}", option.name);
                if widgets::chip(ui, on, &option.name).accessible_name(name).clicked() {
                    if on {
                        changed.about.retain(|other| *other != option.id);
                    } else {
                        changed.about.push(option.id.clone());
                    }
                }
            }
        });
    });
    let mut options: Vec<(Option<AlternativeId>, String)> = vec![(None, "Nobody".to_owned())];
    options.extend(
        workbook.alternatives.iter().map(|option| (Some(option.id.clone()), option.name.clone())),
    );
    if let Some(favours) = field(ui, "Favours, if believed", width, &claim.favours, &options) {
        changed.favours = favours;
    }
    let id = claim.id.as_str();
    let half = (width - ui.spacing().item_spacing.x) / 2.0;
    ui.horizontal(|ui| {
        for (label, stored, new) in [
            ("Quantity", &claim.quantity, &mut changed.quantity),
            ("Unit of the quantity", &claim.unit, &mut changed.unit),
        ] {
            let text = widgets::labelled(ui, label, |ui| {
                TextField::new((id, label), label, stored).width(half - 8.0).show(ui)
            });
            if let Some(text) = text {
                *new = text;
            }
        }
    });
}

/// Where it comes from.
fn origin(ui: &mut Ui, workbook: &Workbook, claim: &Claim, changed: &mut Claim) {
    widgets::form_section(ui, "Comes from");
    let width = ui.available_width();
    let sources: Vec<(SourceId, String)> = workbook
        .sources
        .iter()
        .map(|source| {
            (source.id.clone(), format!("{} {}", source.id.as_str().to_uppercase(), source.title))
        })
        .collect();
    if let Some(source) = field(ui, "Source", width, &claim.source, &sources) {
        changed.source = source;
    }
    let id = claim.id.as_str();
    if let Some(heading) =
        widgets::labelled_text(ui, (id, "heading"), "Heading in the source", &claim.heading, 1)
    {
        changed.heading = heading;
    }
    if let Some(locator) =
        widgets::labelled_text(ui, (id, "locator"), "Line and sentence", &claim.locator, 1)
    {
        changed.locator = locator;
    }
    if !claim.entities.is_empty() {
        widgets::small(ui, format!("Names {}", claim.entities.join(", ")));
    }
}

fn links(
    ui: &mut Ui,
    workbook: &Workbook,
    claim: &Claim,
    uses: &ClaimUses,
    out: &mut Actions,
    wishes: &mut Vec<Wish>,
) {
    widgets::form_section(ui, "Linked with");
    let mut reveal = |ui: &mut Ui, icon: &str, kind: Kind, id: &str, text: &str| {
        if link(ui, icon, text) {
            out.push(Action::Reveal(ItemRef::new(kind, id)));
        }
    };
    if let Some(criterion) = &claim.criterion {
        let name = format!("Criterion {}", workbook.criterion_name(criterion));
        reveal(ui, icons::TREE_STRUCTURE, Kind::Criterion, criterion.as_str(), &name);
    }
    for id in &uses.contradictions {
        let topic = workbook.contradiction(id).map_or(id.as_str(), |other| &other.topic);
        let text = format!("Contradiction {topic}");
        reveal(ui, icons::ARROWS_LEFT_RIGHT, Kind::Contradiction, id.as_str(), &text);
    }
    for id in &uses.profiles {
        let name = workbook.profile(id).map_or(id.as_str(), |other| &other.name);
        reveal(ui, icons::SCALES, Kind::Profile, id.as_str(), &format!("Profile {name}"));
    }
    for id in &uses.questions {
        let name = ItemRef::new(Kind::Question, id.as_str()).name(workbook);
        reveal(ui, icons::QUESTION, Kind::Question, id.as_str(), &format!("Question {name}"));
    }
    for id in &uses.requirements {
        let name = ItemRef::new(Kind::Requirement, id.as_str()).name(workbook);
        let text = format!("Requirement {name}");
        reveal(ui, icons::LIST_CHECKS, Kind::Requirement, id.as_str(), &text);
    }
    let text = "Begin a contradiction with this claim";
    if link(ui, icons::PLUS, text) {
        wishes.push(Wish::AddContradiction(Some(claim.id.clone())));
    }
    ui.add_space(theme::SPACE_XS);
    widgets::form_section(ui, "Scores that it bears on");
    if uses.cells.is_empty() {
        widgets::small(ui, "No score cites it.");
    }
    for cell in &uses.cells {
        let mut who = Vec::new();
        if cell.baseline {
            who.push("the reading of the sources".to_owned());
        }
        match cell.reviewers {
            0 => {}
            1 => who.push("one reviewer".to_owned()),
            count => who.push(format!("{count} reviewers")),
        }
        let text = format!(
            "Score of {} on {}, by {}",
            workbook.alternative_name(&cell.alternative),
            workbook.criterion_name(&cell.criterion),
            who.join(" and ")
        );
        if link(ui, icons::GRID_NINE, &text) {
            out.push(Action::RevealCell(cell.alternative.clone(), cell.criterion.clone()));
        }
    }
    // The scores that it speaks about, though none names it as its reason.
    let scored = claim
        .criterion
        .as_ref()
        .filter(|id| workbook.criterion(id).is_some_and(|criterion| criterion.measure().is_some()));
    for option in scored.iter().flat_map(|_| &claim.about) {
        let Some(criterion) = scored else { break };
        let cited = uses
            .cells
            .iter()
            .any(|cell| cell.alternative == *option && cell.criterion == *criterion);
        if cited {
            continue;
        }
        let (name, on) = (workbook.alternative_name(option), workbook.criterion_name(criterion));
        if link(ui, icons::GRID_NINE, &format!("Score of {name} on {on}")) {
            out.push(Action::RevealCell(option.clone(), criterion.clone()));
        }
    }
    ui.add_space(theme::SPACE_XS);
    if let Some(criterion) = &claim.criterion {
        let text = format!("All claims on {}", workbook.criterion_name(criterion));
        if link(ui, icons::MAGNIFYING_GLASS, &text) {
            let criterion = Some(criterion.clone());
            wishes
                .push(Wish::Filter(Box::new(ClaimFilter { criterion, ..ClaimFilter::default() })));
        }
    }
    let text = format!("All claims of {}", claim.source.as_str().to_uppercase());
    if link(ui, icons::MAGNIFYING_GLASS, &text) {
        let source = Some(claim.source.clone());
        wishes.push(Wish::Filter(Box::new(ClaimFilter { source, ..ClaimFilter::default() })));
    }
}

/// An icon and a link beside it.
pub(super) fn link(ui: &mut Ui, icon: &str, text: &str) -> bool {
    ui.horizontal_top(|ui| {
        let colour = tokens(ui).text_muted;
        ui.label(RichText::new(icon).text_style(theme::icon()).color(colour));
        widgets::link_button(ui, text).clicked()
    })
    .inner
}
