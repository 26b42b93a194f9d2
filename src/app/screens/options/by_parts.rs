//! A composite by its own scores and by its parts: both totals, and where they
//! differ, the largest weighted difference first.

use eframe::egui::{Label, RichText, Ui};

use crate::analysis::{self, PartsComparison, PartsDifference, compare_parts, number, range};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, Tone};
use crate::workbook::Alternative;

/// Differences listed before the rest is asked for.
const LISTED: usize = 5;

/// The comparison; nothing while there are no weights.
pub(super) fn comparison(
    ui: &mut Ui,
    context: Context<'_>,
    at: usize,
    option: &Alternative,
    out: &mut Actions,
) {
    let analysis = context.analysis();
    let Some(found) = compare_parts(analysis).into_iter().find(|it| it.option == at) else {
        return;
    };
    widgets::section_title(ui, "Its own scores against its parts");
    ui.add(Label::new(found.sentence(analysis)).wrap());
    widgets::key_value(ui, "By its own scores", &range(found.own.0, found.own.1));
    widgets::key_value(ui, "By its parts", &range(found.from_parts.0, found.from_parts.1));
    refused(ui, context, &found);
    if found.differences.is_empty() {
        return;
    }
    let id = ui.make_persistent_id(("all differences", &option.id));
    let all = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let count = found.differences.len();
    let shown = if all { count } else { count.min(LISTED) };
    ui.add_space(theme::SPACE_XS);
    widgets::field_label(ui, "Where the two differ, in points of the total");
    for difference in &found.differences[..shown] {
        row(ui, context, at, option, difference, out);
    }
    if count > LISTED {
        let text =
            if all { "Show fewer differences" } else { &format!("Show all {count} differences") };
        if widgets::link_button(ui, text).clicked() {
            ui.data_mut(|data| data.insert_temp(id, !all));
        }
    }
    let agreed = match found.agreed {
        0 => "They agree on no criterion that counts.".to_owned(),
        1 => "They agree on 1 criterion that counts.".to_owned(),
        count => format!("They agree on {count} criteria that count."),
    };
    widgets::small(ui, agreed);
}

fn refused(ui: &mut Ui, context: Context<'_>, found: &PartsComparison) {
    let analysis = context.analysis();
    for &leaf in &found.refused {
        let Some(derivation) = analysis.derivation(found.option, leaf) else { continue };
        let Err(refusal) = &derivation.derived else { continue };
        let criterion = &context.workbook.criteria[analysis.leaves[leaf]].name;
        let text = format!("{criterion}: {}", refusal.sentence());
        widgets::finding_line(ui, Tone::Warning, icons::WARNING, &text);
    }
}

fn row(
    ui: &mut Ui,
    context: Context<'_>,
    at: usize,
    option: &Alternative,
    difference: &PartsDifference,
    out: &mut Actions,
) {
    let analysis = context.analysis();
    let criterion = &context.workbook.criteria[analysis.leaves[difference.leaf]];
    ui.push_id(("difference", &criterion.id), |ui| {
        ui.horizontal_wrapped(|ui| {
            let sign = if difference.points > 0.0 { "+" } else { "" };
            let text = format!("{sign}{}", number(difference.points, 2));
            ui.label(RichText::new(&text).text_style(theme::strong()));
            let link = widgets::link_button(ui, criterion.name.as_str());
            let name = format!("{}: its parts give {text} points", criterion.name);
            if link.accessible_name(name).clicked() {
                out.push(Action::RevealCell(option.id.clone(), criterion.id.clone()));
            }
        });
        let how = analysis
            .derivation(at, difference.leaf)
            .map_or_else(String::new, |derivation| derivation.in_words(context.workbook));
        let words = format!(
            "{} by its own score, {} by its parts: {how}. Weight {}.",
            range(difference.own.0, difference.own.1),
            range(difference.from_parts.0, difference.from_parts.1),
            analysis::percent(difference.weight)
        );
        ui.add(Label::new(RichText::new(words).small().color(tokens(ui).text_muted)).wrap());
    });
}
