//! What the claims say about the criteria that count most.

use std::sync::Arc;

use eframe::egui::{RichText, Role, Ui, WidgetInfo};

use crate::analysis::{self, EvidenceTally, tally};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::theme::{self, tokens};
use crate::app::widgets::{self, Column, TableRow, Tone, text_cell};
use crate::workbook::{Claim, Contradiction, Criterion, ItemRef, Kind, Severity, Source};

/// Criteria listed, the heaviest first.
const LISTED: usize = 10;

/// The claims on each criterion added up, kept while nothing of what they are
/// added up from changes.
#[derive(Debug, Default)]
pub(super) struct Base {
    of: Option<From>,
    tallies: Vec<EvidenceTally>,
}

#[derive(Debug)]
struct From {
    criteria: Arc<Vec<Criterion>>,
    claims: Arc<Vec<Claim>>,
    sources: Arc<Vec<Source>>,
    contradictions: Arc<Vec<Contradiction>>,
}

impl Base {
    fn refresh(&mut self, context: Context<'_>) {
        let workbook = context.workbook;
        let holds = self.of.as_ref().is_some_and(|of| {
            Arc::ptr_eq(&of.criteria, &workbook.criteria)
                && Arc::ptr_eq(&of.claims, &workbook.claims)
                && Arc::ptr_eq(&of.sources, &workbook.sources)
                && Arc::ptr_eq(&of.contradictions, &workbook.contradictions)
        });
        if holds {
            return;
        }
        self.of = Some(From {
            criteria: Arc::clone(&workbook.criteria),
            claims: Arc::clone(&workbook.claims),
            sources: Arc::clone(&workbook.sources),
            contradictions: Arc::clone(&workbook.contradictions),
        });
        self.tallies =
            workbook.criteria.iter().map(|criterion| tally(workbook, &criterion.id)).collect();
    }
}

/// The card of the evidence.
pub(super) fn evidence(ui: &mut Ui, context: Context<'_>, base: &mut Base, out: &mut Actions) {
    base.refresh(context);
    let (workbook, analysis) = (context.workbook, context.analysis());
    widgets::card(ui, |ui| {
        if workbook.claims.is_empty() {
            widgets::section_title(ui, "The scores rest on no recorded evidence");
            widgets::muted(
                ui,
                "Claims from sources, tied to criteria, show here how much of the weight stands on evidence, and where sources disagree.",
            );
            if widgets::button(ui, "Go to Evidence").clicked() {
                out.push(Action::Go(Screen::Evidence));
            }
            return;
        }
        let backing = analysis::backing(analysis, &base.tallies);
        widgets::section_title(ui, backing.sentence().trim_end_matches('.'));
        widgets::small(ui, "The evidence behind the heaviest criteria");
        let columns = [
            Column::left("Criterion", 0.0),
            Column::right("Weight", 70.0),
            Column::right("Claims", 70.0),
            Column::right("Voices", 70.0),
            Column::right("Doubtful", 76.0),
            Column::left("", 4.0),
            Column::left("Most claims favour", 170.0),
            Column::left("Sources disagree", 130.0),
        ];
        ui.set_max_width(theme::TABLE_WIDTH.min(ui.available_width()));
        widgets::head_row(ui, &columns);
        let mut leaves: Vec<usize> =
            (0..analysis.leaves.len()).filter(|&leaf| analysis.leaf_weight(leaf) > 0.0).collect();
        leaves.sort_by(|&a, &b| {
            analysis.leaf_weight(b).total_cmp(&analysis.leaf_weight(a)).then(a.cmp(&b))
        });
        for leaf in leaves.into_iter().take(LISTED) {
            let node = analysis.leaves[leaf];
            if let Some(tally) = base.tallies.get(node) {
                evidence_row(ui, context, &columns, node, tally, out);
            }
        }
    });
}

fn evidence_row(
    ui: &mut Ui,
    context: Context<'_>,
    columns: &[Column<'_>],
    node: usize,
    tally: &EvidenceTally,
    out: &mut Actions,
) {
    let analysis = context.analysis();
    let criterion = &context.workbook.criteria[node];
    ui.push_id(&criterion.id, |ui| {
        let muted = tokens(ui).text_muted;
        let mut row = TableRow::new(ui, columns, theme::ROW_HEIGHT);
        row.cell(|ui| {
            let button = widgets::name_button(ui, &criterion.name);
            let name = format!("Evidence on {}", criterion.name);
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            if button.clicked() {
                out.push(Action::Reveal(ItemRef::new(Kind::Criterion, criterion.id.as_str())));
            }
        });
        let weight = analysis::percent(analysis.weights.nodes[node].percent / 100.0);
        row.cell(|ui| text_cell(ui, weight));
        for (count, warns) in [(tally.counted, true), (tally.voices, true), (tally.doubtful, false)]
        {
            let colour = if warns && count == 0 { Tone::Warning } else { Tone::Plain };
            row.cell(|ui| {
                let colour = if colour == Tone::Plain { tokens(ui).text } else { colour.text(ui) };
                text_cell(ui, RichText::new(count.to_string()).color(colour))
            });
        }
        row.cell(|_| {});
        row.cell(|ui| {
            let most = tally.favours.iter().max_by_key(|(_, (claims, _))| *claims);
            match most.and_then(|(id, counts)| Some((analysis.option_at(id)?, counts.0))) {
                Some((option, claims)) => {
                    let text = format!("{} ({claims})", analysis.options[option].name);
                    widgets::option_label(ui, option, RichText::new(text));
                }
                None => {
                    text_cell(ui, RichText::new("none").color(muted));
                }
            }
        });
        row.cell(|ui| match tally.conflict {
            None => text_cell(ui, RichText::new("no").color(muted)),
            Some(severity) => {
                let tone = if severity == Severity::Low { Tone::Plain } else { Tone::Warning };
                let words = format!("yes, {} weight", severity.name());
                text_cell(ui, RichText::new(words).color(tone.text(ui)))
            }
        });
        row.end(true);
    });
}
