//! What a criterion is there for and what is known about it: the requirements
//! that it shows to be met, and the claims made about it. Links are made and
//! undone from here too.

use eframe::egui::containers::menu::{MenuButton, MenuConfig};
use eframe::egui::{Id, PopupCloseBehavior, RichText, ScrollArea, Ui};

use crate::analysis::{EvidenceTally, claims_on, contradictions_on, name_rank, query_words};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, Tone};
use crate::workbook::{
    Claim, Criterion, CriterionId, Edit, Item, ItemRef, Kind, Requirement, RequirementKind,
    Strength,
};

/// Claims listed before the rest is only counted.
const MOST_CLAIMS: usize = 12;
/// Hits shown while a claim to be linked is looked for.
const MOST_HITS: usize = 6;

/// The requirements that bear on the criterion, with how strongly.
pub fn requirements(ui: &mut Ui, context: Context<'_>, criterion: &Criterion, out: &mut Actions) {
    widgets::form_section(ui, "Why it matters");
    let workbook = context.workbook;
    let mut linked = 0;
    for requirement in workbook.requirements.iter() {
        if let Some(strength) = requirement.links.get(&criterion.id) {
            linked += 1;
            ui.push_id(&requirement.id, |ui| {
                requirement_row(ui, criterion, requirement, *strength, out);
            });
        }
        let bound = requirement.threshold.as_ref();
        if bound.is_some_and(|bound| bound.criterion == criterion.id) {
            linked += 1;
            let text = format!("Bound of the must \"{}\"", requirement.text);
            if link(ui, icons::LOCK_SIMPLE, Tone::Plain, &text) {
                let item = ItemRef::new(Kind::Requirement, requirement.id.as_str());
                out.push(Action::Reveal(item));
            }
        }
    }
    if linked == 0 {
        widgets::muted(
            ui,
            "No requirement bears on it. A link says which need it shows to be met, and lets \
             weights come from requirements.",
        );
    }
    if workbook.requirements.iter().any(|other| !other.links.contains_key(&criterion.id)) {
        ui.menu_button("Link a requirement…", |ui| {
            ui.set_max_width(420.0);
            ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                for other in workbook.requirements.iter() {
                    if !other.links.contains_key(&criterion.id) && ui.button(&other.text).clicked()
                    {
                        let strength = Some(Strength::Medium);
                        out.edit(linking(other, criterion, strength));
                    }
                }
            });
        });
    }
}

fn requirement_row(
    ui: &mut Ui,
    criterion: &Criterion,
    requirement: &Requirement,
    strength: Strength,
    out: &mut Actions,
) {
    let text = if requirement.kind == RequirementKind::Must {
        format!("{} (must)", requirement.text)
    } else {
        requirement.text.clone()
    };
    if link(ui, icons::LIST_CHECKS, Tone::Plain, &text) {
        out.push(Action::Reveal(ItemRef::new(Kind::Requirement, requirement.id.as_str())));
    }
    ui.horizontal(|ui| {
        ui.add_space(theme::SPACE_L);
        let choices = Strength::ALL.map(|it| (it, format!("{}, {}", it.name(), it.factor())));
        let name = format!("Strength of the link to {}", requirement.text);
        if let Some(chosen) = widgets::choose(ui, "strength", &name, &strength, 120.0, &choices) {
            out.edit(linking(requirement, criterion, Some(chosen)));
        }
        let name = format!("Undo the link to {}", requirement.text);
        if widgets::icon_button(ui, icons::X, &name).clicked() {
            out.edit(linking(requirement, criterion, None));
        }
    });
}

/// The edit that links a requirement to the criterion, or undoes the link.
fn linking(requirement: &Requirement, criterion: &Criterion, strength: Option<Strength>) -> Edit {
    let mut changed = requirement.clone();
    match strength {
        Some(strength) => changed.links.insert(criterion.id.clone(), strength),
        None => changed.links.remove(&criterion.id),
    };
    Edit::All {
        label: format!("link of {} to a requirement", criterion.name),
        edits: vec![Edit::Put(Item::from(changed))],
    }
}

/// The evidence on the criterion.
pub fn evidence(
    ui: &mut Ui,
    context: Context<'_>,
    criterion: &Criterion,
    tally: Option<&EvidenceTally>,
    out: &mut Actions,
) {
    let workbook = context.workbook;
    widgets::form_section(ui, "Evidence");
    match tally.filter(|tally| tally.claims > 0) {
        Some(tally) => tallied(ui, context, criterion, tally, out),
        None => {
            widgets::muted(ui, "No claim speaks of it yet.");
        }
    }
    if workbook.claims.len() > tally.map_or(0, |tally| tally.claims) {
        more_claims(ui, context, criterion, out);
    }
}

fn tallied(
    ui: &mut Ui,
    context: Context<'_>,
    criterion: &Criterion,
    tally: &EvidenceTally,
    out: &mut Actions,
) {
    let workbook = context.workbook;
    widgets::muted(ui, tally_sentence(tally));
    for (option, (claims, voices)) in &tally.favours {
        let position = workbook.alternatives.iter().position(|other| other.id == *option);
        let text = format!(
            "{}, {claims} in favour from {voices} {}",
            workbook.alternative_name(option),
            if *voices == 1 { "voice" } else { "voices" }
        );
        widgets::option_label(ui, position.unwrap_or(0), RichText::new(text).small());
    }
    for contradiction in contradictions_on(workbook, &criterion.id) {
        let text = format!("{}, severity {}", contradiction.topic, contradiction.severity.name());
        if link(ui, icons::WARNING, super::tone_of(contradiction.severity), &text) {
            let item = ItemRef::new(Kind::Contradiction, contradiction.id.as_str());
            out.push(Action::Reveal(item));
        }
    }
    for claim in claims_on(workbook, &criterion.id).take(MOST_CLAIMS) {
        ui.push_id(&claim.id, |ui| claim_row(ui, claim, out));
    }
    if tally.claims > MOST_CLAIMS {
        widgets::small(
            ui,
            format!("and {} more on the Evidence screen", tally.claims - MOST_CLAIMS),
        );
    }
}

fn claim_row(ui: &mut Ui, claim: &Claim, out: &mut Actions) {
    let (icon, tone) =
        if claim.counts() { (icons::CHECK, Tone::Good) } else { (icons::PROHIBIT, Tone::Plain) };
    ui.horizontal_top(|ui| {
        let room = (ui.available_width() - 48.0).max(80.0);
        ui.vertical(|ui| {
            ui.set_max_width(room);
            if link(ui, icon, tone, &claim_words(claim)) {
                out.push(Action::Reveal(ItemRef::new(Kind::Claim, claim.id.as_str())));
            }
            if !claim.counts() {
                widgets::small(ui, format!("{}, {}", claim.verdict.name(), claim.treatment.name()));
            }
        });
        let name = format!("Undo the link to {}", claim.id.as_str().to_uppercase());
        if widgets::icon_button(ui, icons::X, &name).clicked() {
            out.edit(claiming(claim, None));
        }
    });
}

fn claim_words(claim: &Claim) -> String {
    format!("{} {}", claim.id.as_str().to_uppercase(), claim.text)
}

/// The edit that gives a claim another criterion, or none.
fn claiming(claim: &Claim, criterion: Option<&CriterionId>) -> Edit {
    let changed = Claim { criterion: criterion.cloned(), ..claim.clone() };
    Edit::All {
        label: format!("criterion of claim {}", claim.id.as_str().to_uppercase()),
        edits: vec![Edit::Put(Item::from(changed))],
    }
}

/// Finds a claim that speaks of something else, or of nothing, and links it.
fn more_claims(ui: &mut Ui, context: Context<'_>, criterion: &Criterion, out: &mut Actions) {
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    MenuButton::new("Link a claim…").config(config).ui(ui, |ui| {
        ui.set_width(380.0);
        let id = Id::unique(("claim to link", &criterion.id));
        let mut find: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        if widgets::find_field(ui, "Find a claim to link", &mut find, 340.0).changed() {
            ui.data_mut(|data| data.insert_temp(id, find.clone()));
        }
        let words = query_words(&find);
        let workbook = context.workbook;
        let hits = workbook
            .claims
            .iter()
            .filter(|claim| claim.criterion.as_ref() != Some(&criterion.id))
            .filter(|claim| name_rank(&claim_words(claim), &words).is_some())
            .take(MOST_HITS);
        let mut none = true;
        for claim in hits {
            none = false;
            if widgets::link_button(ui, claim_words(claim)).clicked() {
                out.edit(claiming(claim, Some(&criterion.id)));
                ui.data_mut(|data| data.remove::<String>(id));
                ui.close();
            }
            if let Some(other) = &claim.criterion {
                let text = format!("Speaks of {} so far", workbook.criterion_name(other));
                widgets::small(ui, text);
            }
        }
        if none {
            widgets::muted(ui, "No claim has these words.");
        }
    });
}

/// An icon and a link beside it.
fn link(ui: &mut Ui, icon: &str, tone: Tone, text: &str) -> bool {
    ui.horizontal_top(|ui| {
        let colour = match tone {
            Tone::Plain => tokens(ui).text_muted,
            _ => tone.text(ui),
        };
        ui.label(RichText::new(icon).text_style(theme::icon()).color(colour));
        widgets::link_button(ui, text).clicked()
    })
    .inner
}

fn tally_sentence(tally: &EvidenceTally) -> String {
    let mut text = format!(
        "{} of {} claims count, from {} independent {}.",
        tally.counted,
        tally.claims,
        tally.voices,
        if tally.voices == 1 { "voice" } else { "voices" }
    );
    if tally.doubtful > 0 {
        text.push_str(&format!(" {} are disputed, outdated or wrong.", tally.doubtful));
    }
    text
}
