//! What the review found: risks, sensitivity and trade-off points, assumptions,
//! open questions, advice, dissent.

use eframe::egui::Ui;

use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::{self, icons};
use crate::app::widgets::{self, TextField};
use crate::workbook::{
    AlternativeId, CriterionId, Edit, Finding, FindingId, FindingKind, Item, ItemRef, Kind,
    PersonId,
};

/// Draws the list, to add to and change.
pub(super) fn show(ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
    let workbook = context.workbook;
    widgets::card(ui, |ui| {
        widgets::section_title(ui, "Add a finding");
        widgets::muted(
            ui,
            "Findings go into the record: what is risky, what the result hangs on, who would have decided otherwise.",
        );
        for kind in FindingKind::ALL {
            let label = format!("New {}", kind.name().to_lowercase());
            if let Some(text) =
                TextField::new(("new finding", kind.name()), &label, "").hint(kind.name()).show(ui)
            {
                let id = FindingId::fresh(
                    &text,
                    "finding",
                    workbook.findings.iter().map(|finding| &finding.id),
                );
                let finding = Finding {
                    id,
                    kind,
                    text,
                    alternative: None,
                    criterion: None,
                    owner: None,
                    answer: String::new(),
                };
                out.edit(Edit::Put(Item::from(finding)));
            }
        }
    });
    let kinds: Vec<(FindingKind, String)> =
        FindingKind::ALL.map(|kind| (kind, kind.name().to_owned())).to_vec();
    let options = with_none(
        workbook.alternatives.iter().map(|item| (item.id.clone(), item.name.clone())),
        "no option",
    );
    let criteria = with_none(
        workbook.criteria.iter().map(|item| (item.id.clone(), item.name.clone())),
        "no criterion",
    );
    let people = with_none(
        workbook.people.iter().map(|item| (item.id.clone(), item.name.clone())),
        "nobody",
    );
    for finding in workbook.findings.iter() {
        ui.add_space(theme::SPACE_XS);
        ui.push_id(&finding.id, |ui| {
            widgets::card(ui, |ui| one(ui, finding, &kinds, &options, &criteria, &people, out));
        });
    }
}

fn with_none<T>(items: impl Iterator<Item = (T, String)>, none: &str) -> Vec<(Option<T>, String)> {
    std::iter::once((None, none.to_owned()))
        .chain(items.map(|(id, name)| (Some(id), name)))
        .collect()
}

fn one(
    ui: &mut Ui,
    finding: &Finding,
    kinds: &[(FindingKind, String)],
    options: &[(Option<AlternativeId>, String)],
    criteria: &[(Option<CriterionId>, String)],
    people: &[(Option<PersonId>, String)],
    out: &mut Actions,
) {
    let mut changed = finding.clone();
    let of = |what: &str| format!("{what} of finding {}", finding.id);
    ui.horizontal_wrapped(|ui| {
        if let Some(kind) = widgets::choose(ui, "kind", &of("Kind"), &finding.kind, 150.0, kinds) {
            changed.kind = kind;
        }
        widgets::muted(ui, "about");
        if let Some(id) =
            widgets::choose(ui, "option", &of("Option"), &finding.alternative, 150.0, options)
        {
            changed.alternative = id;
        }
        if let Some(id) =
            widgets::choose(ui, "criterion", &of("Criterion"), &finding.criterion, 200.0, criteria)
        {
            changed.criterion = id;
        }
        widgets::muted(ui, "by");
        if let Some(id) = widgets::choose(ui, "owner", &of("Owner"), &finding.owner, 150.0, people)
        {
            changed.owner = id;
        }
        let about = match (&finding.alternative, &finding.criterion) {
            (Some(option), Some(criterion)) => {
                Some(Action::RevealCell(option.clone(), criterion.clone()))
            }
            (Some(option), None) => {
                Some(Action::Reveal(ItemRef::new(Kind::Alternative, option.as_str())))
            }
            (None, Some(criterion)) => {
                Some(Action::Reveal(ItemRef::new(Kind::Criterion, criterion.as_str())))
            }
            (None, None) => None,
        };
        if let Some(about) = about
            && widgets::icon_button(ui, icons::ARROW_RIGHT, &of("Show the subject")).clicked()
        {
            out.push(about);
        }
        if widgets::icon_button(ui, icons::TRASH, &format!("Remove finding {}", finding.id))
            .clicked()
        {
            out.edit(Edit::Remove(ItemRef::new(Kind::Finding, finding.id.as_str())));
        }
    });
    let name = of("Text");
    if let Some(text) = TextField::new(("text", &finding.id), &name, &finding.text).rows(2).show(ui)
    {
        changed.text = text;
    }
    let name = of("Answer");
    let field = TextField::new(("answer", &finding.id), &name, &finding.answer);
    if let Some(answer) = field.hint("Answer, once there is one").show(ui) {
        changed.answer = answer;
    }
    if changed != *finding {
        out.edit(Edit::Put(Item::from(changed)));
    }
}
