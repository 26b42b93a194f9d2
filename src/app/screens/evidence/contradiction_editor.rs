//! The selected contradiction, to be changed.

use eframe::egui::Ui;

use crate::analysis::claims_in;
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme::{self, icons};
use crate::app::widgets;
use crate::workbook::{
    Claim, ClaimId, Contradiction, ContradictionId, ContradictionKind, Edit, Item, ItemRef, Kind,
    Severity, Workbook,
};

use super::Wish;

/// Shows the contradiction.
pub fn show(
    ui: &mut Ui,
    context: Context<'_>,
    contradiction: &Contradiction,
    out: &mut Actions,
) -> Vec<Wish> {
    let id = contradiction.id.as_str();
    let mut changed = contradiction.clone();
    widgets::section_title(ui, &format!("Contradiction {}", id.to_uppercase()));
    if let Some(topic) = widgets::labelled_text(ui, (id, "topic"), "Topic", &contradiction.topic, 2)
    {
        changed.topic = topic;
    }
    let width = ui.available_width();
    let kinds: Vec<(ContradictionKind, String)> =
        ContradictionKind::ALL.iter().map(|kind| (*kind, kind.name().to_owned())).collect();
    let kind = widgets::labelled(ui, "Between what", |ui| {
        widgets::choose(ui, "between", "Between what", &contradiction.kind, width, &kinds)
    });
    let severities: Vec<(Severity, String)> =
        Severity::ALL.iter().map(|severity| (*severity, severity.name().to_owned())).collect();
    let severity = widgets::labelled(ui, "Severity", |ui| {
        widgets::choose(ui, "severity", "Severity", &contradiction.severity, width, &severities)
    });
    changed.kind = kind.unwrap_or(contradiction.kind);
    changed.severity = severity.unwrap_or(contradiction.severity);
    for (label, stored, new) in [
        ("What is said", &contradiction.said, &mut changed.said),
        ("What is concluded", &contradiction.conclusion, &mut changed.conclusion),
        ("What follows for the workbook", &contradiction.consequence, &mut changed.consequence),
    ] {
        if let Some(text) = widgets::labelled_text(ui, (id, label), label, stored, 4) {
            *new = text;
        }
    }
    let mut edits = Vec::new();
    if changed != *contradiction {
        edits.push(Edit::Put(Item::from(changed)));
    }
    let wishes = claims(ui, context, contradiction, &mut edits);
    if !edits.is_empty() {
        out.edit(match edits.len() {
            1 => edits.remove(0),
            _ => Edit::All { label: format!("claims of {}", contradiction.topic), edits },
        });
    }
    ui.add_space(theme::SPACE_M);
    if widgets::danger_button(ui, "Remove contradiction").clicked() {
        out.edit(Edit::Remove(ItemRef::new(Kind::Contradiction, id)));
    }
    ui.add_space(theme::SPACE_M);
    wishes
}

/// The claims in it: leave out, add by id.
fn claims(
    ui: &mut Ui,
    context: Context<'_>,
    contradiction: &Contradiction,
    edits: &mut Vec<Edit>,
) -> Vec<Wish> {
    let workbook = context.workbook;
    let mut wishes = Vec::new();
    widgets::form_section(ui, "Claims in it");
    for claim in claims_in(workbook, contradiction) {
        let name = claim.id.as_str().to_uppercase();
        ui.push_id(claim.id.as_str(), |ui| {
            ui.horizontal_top(|ui| {
                let remove = format!("Take {name} out of the contradiction");
                if widgets::icon_button(ui, icons::X, &remove).clicked() {
                    take_out(contradiction, claim, edits);
                }
                let text = format!("Go to {name}: {}", claim.text);
                if widgets::link_button(ui, text).clicked() {
                    wishes.push(Wish::Select(ItemRef::new(Kind::Claim, claim.id.as_str())));
                }
            });
        });
    }
    let key = (contradiction.id.as_str(), "add-claim");
    if let Some(text) = widgets::add_field(ui, key, "claim in it", "Id of a claim, such as C042") {
        let id = ClaimId::new(&text.to_lowercase()).ok();
        match id.and_then(|id| workbook.claim(&id)) {
            Some(claim) => put_in(contradiction, claim, edits),
            None => {
                ui.data_mut(|data| data.insert_temp(missing_id(contradiction), text));
            }
        }
    }
    let missing: Option<String> = ui.data(|data| data.get_temp(missing_id(contradiction)));
    if let Some(text) = missing {
        if edits.is_empty() {
            let text = format!("There is no claim with the id \"{text}\".");
            widgets::finding_line(ui, widgets::Tone::Bad, icons::WARNING, &text);
        } else {
            ui.data_mut(|data| data.remove_temp::<String>(missing_id(contradiction)));
        }
    }
    wishes
}

fn missing_id(contradiction: &Contradiction) -> eframe::egui::Id {
    eframe::egui::Id::unique(("missing-claim", contradiction.id.as_str()))
}

/// Claim and contradiction name each other; both sides change as one.
fn take_out(contradiction: &Contradiction, claim: &Claim, edits: &mut Vec<Edit>) {
    let mut changed = contradiction.clone();
    changed.claims.retain(|id| *id != claim.id);
    let mut freed = claim.clone();
    freed.contradictions.retain(|id| *id != contradiction.id);
    edits.push(Edit::Put(Item::from(changed)));
    edits.push(Edit::Put(Item::from(freed)));
}

fn put_in(contradiction: &Contradiction, claim: &Claim, edits: &mut Vec<Edit>) {
    if contradiction.claims.contains(&claim.id) {
        return;
    }
    let mut changed = contradiction.clone();
    changed.claims.push(claim.id.clone());
    let mut bound = claim.clone();
    if !bound.contradictions.contains(&contradiction.id) {
        bound.contradictions.push(contradiction.id.clone());
    }
    edits.push(Edit::Put(Item::from(changed)));
    edits.push(Edit::Put(Item::from(bound)));
}

/// A contradiction still to be written, with a claim in it where one is given.
pub(super) fn begin(workbook: &Workbook, claim: Option<&Claim>) -> (ContradictionId, Edit) {
    let number = workbook.contradictions.len() + 1;
    let taken = workbook.contradictions.iter().map(|other| &other.id);
    let id = ContradictionId::fresh(&format!("x{number:02}"), "contradiction", taken);
    let begun = Contradiction {
        id: id.clone(),
        topic: "New contradiction".to_owned(),
        kind: ContradictionKind::BetweenSources,
        severity: Severity::Medium,
        claims: Vec::new(),
        said: String::new(),
        conclusion: String::new(),
        consequence: String::new(),
    };
    let mut edits = vec![Edit::Put(Item::from(begun.clone()))];
    if let Some(claim) = claim {
        put_in(&begun, claim, &mut edits);
    }
    (id, Edit::All { label: "add contradiction".to_owned(), edits })
}
