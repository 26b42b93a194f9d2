//! Several claims at once: what is said of all of them in one step.

use std::collections::BTreeSet;

use eframe::egui::Ui;

use crate::app::action::Actions;
use crate::app::widgets;
use crate::workbook::{
    AlternativeId, Claim, ClaimId, ClaimVerdict, CriterionId, CriterionKind, Edit, Item, ItemRef,
    Kind, Treatment, Workbook,
};

use super::Wish;

/// Shows what the claims have in common, and changes all of them as one step
/// of undo.
pub(super) fn show(
    ui: &mut Ui,
    workbook: &Workbook,
    marked: &BTreeSet<ClaimId>,
    out: &mut Actions,
) -> Vec<Wish> {
    let claims: Vec<&Claim> =
        workbook.claims.iter().filter(|claim| marked.contains(&claim.id)).collect();
    let count = claims.len();
    widgets::section_title(ui, &format!("{count} claims"));
    widgets::muted(ui, "A change holds for all of them, and one undo takes it back.");
    let mut change = |what: &str, set: &dyn Fn(&mut Claim)| {
        let edits: Vec<Edit> = claims
            .iter()
            .filter_map(|claim| {
                let mut changed = (*claim).clone();
                set(&mut changed);
                (changed != **claim).then(|| Edit::Put(Item::from(changed)))
            })
            .collect();
        if !edits.is_empty() {
            out.edit(Edit::All { label: format!("set the {what} of {count} claims"), edits });
        }
    };
    widgets::form_section(ui, "Judgement");
    let verdicts = ClaimVerdict::ALL.map(|verdict| (verdict, verdict.name().to_owned()));
    if let Some(to) = common(ui, "Verdict", &claims, |claim| claim.verdict, &verdicts) {
        change("verdict", &|claim| claim.verdict = to);
    }
    let treatments = Treatment::ALL.map(|treatment| (treatment, treatment.name().to_owned()));
    if let Some(to) = common(ui, "Treatment", &claims, |claim| claim.treatment, &treatments) {
        change("treatment", &|claim| claim.treatment = to);
    }
    widgets::form_section(ui, "Bears on");
    let mut criteria: Vec<(Option<CriterionId>, String)> = vec![(None, "No criterion".to_owned())];
    criteria.extend(
        workbook
            .criteria
            .iter()
            .filter(|criterion| criterion.kind != CriterionKind::Group)
            .map(|criterion| (Some(criterion.id.clone()), criterion.name.clone())),
    );
    if let Some(to) = common(ui, "Criterion", &claims, |claim| claim.criterion.clone(), &criteria) {
        change("criterion", &|claim| claim.criterion.clone_from(&to));
    }
    let mut options: Vec<(Option<AlternativeId>, String)> = vec![(None, "Nobody".to_owned())];
    options.extend(
        workbook.alternatives.iter().map(|option| (Some(option.id.clone()), option.name.clone())),
    );
    let favours = |claim: &Claim| claim.favours.clone();
    if let Some(to) = common(ui, "Favours, if believed", &claims, favours, &options) {
        change("favoured option", &|claim| claim.favours.clone_from(&to));
    }
    widgets::form_section(ui, "All of them");
    let mut wishes = Vec::new();
    if widgets::button(ui, "Select only one again").clicked() {
        wishes.push(Wish::Mark(BTreeSet::new()));
    }
    if widgets::danger_button(ui, &format!("Remove {count} claims")).clicked() {
        let edits =
            marked.iter().map(|id| Edit::Remove(ItemRef::new(Kind::Claim, id.as_str()))).collect();
        out.edit(Edit::All { label: format!("remove {count} claims"), edits });
    }
    wishes
}

/// Chooses one value for all claims; "as each is" stands while they differ.
fn common<T: PartialEq + Clone>(
    ui: &mut Ui,
    label: &str,
    claims: &[&Claim],
    of: impl Fn(&Claim) -> T,
    choices: &[(T, String)],
) -> Option<T> {
    let mut values = claims.iter().map(|claim| of(claim));
    let first = values.next()?;
    let shared = values.all(|other| other == first).then_some(first);
    let mut all: Vec<(Option<T>, String)> = Vec::with_capacity(choices.len() + 1);
    if shared.is_none() {
        all.push((None, "as each is".to_owned()));
    }
    all.extend(choices.iter().map(|(value, name)| (Some(value.clone()), name.clone())));
    let width = ui.available_width();
    widgets::labelled(ui, label, |ui| widgets::choose(ui, label, label, &shared, width, &all))
        .flatten()
}
