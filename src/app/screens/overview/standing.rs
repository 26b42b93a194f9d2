//! How it stands: the verdict with the ranking in short, and how far the
//! decision has come.

use eframe::egui::{Align, Label, Layout, RichText, Ui, vec2};

use crate::analysis::why::Subject;
use crate::analysis::{
    Count, OptionResult, Progress, Standing, VerdictKind, headline, number, points, range,
};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::theme::{self, tokens};
use crate::app::tour::{self, Sight};
use crate::app::widgets::{self, Tone};
use crate::workbook::{ItemRef, Kind};

/// The verdict with its reason, and the ranking in short.
pub(super) fn result_card(ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
    let analysis = context.analysis();
    let card = widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_S;
        let decision = &context.workbook.decision;
        if let Some(chosen) = &decision.chosen {
            let name = context.workbook.alternative_name(chosen);
            widgets::section_title(ui, &format!("Chosen: {name}"));
            if !decision.because.trim().is_empty() {
                widgets::muted(ui, format!("Because {}.", decision.because.trim()));
            }
            widgets::rule(ui);
        }
        let verdict = &analysis.verdict;
        let tone = match verdict.kind {
            VerdictKind::Robust => Tone::Good,
            _ => Tone::Warning,
        };
        // Where nothing leads, the headline is the reason already.
        let withheld = verdict.leader.is_none();
        let title = if withheld { "No verdict yet".to_owned() } else { headline(analysis) };
        widgets::section_title(ui, &title);
        ui.horizontal_wrapped(|ui| {
            widgets::tag(ui, tone, verdict.kind.name());
            widgets::muted(ui, sentence(&verdict.reason));
        });
        ui.add_space(theme::SPACE_XS);
        for &at in &analysis.order {
            if let Some(option) = analysis.options.get(at) {
                option_row(ui, context, at, option, out);
            }
        }
        for (at, option) in analysis.options.iter().enumerate() {
            if !option.is_ranked() {
                option_row(ui, context, at, option, out);
            }
        }
        if widgets::link_button(ui, "See why under Results").clicked() {
            out.push(Action::Go(Screen::Results));
        }
    });
    tour::sight(ui, Sight::Verdict, card.response.rect);
}

/// A clause as a sentence.
fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    match letters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
        None => String::new(),
    }
}

/// How far an option lies behind the leader, in words. Nothing for the leader
/// and where one of the two totals is a range.
fn behind(context: Context<'_>, option: &OptionResult) -> Option<String> {
    let leader = context.analysis().leader()?;
    if leader.id == option.id || !option.is_ranked() {
        return None;
    }
    let points = leader.total? - option.total?;
    Some(format!("{} behind", number(points, 1)))
}

/// Width of an option's row from which its distance is written out, in points.
const MARGIN_FROM: f32 = 420.0;
/// Room for that distance, in points.
const MARGIN: f32 = 86.0;

/// One option: marker and name, a bar for its total, the total. A range of
/// totals is drawn as its sure part and, paler, what is possible beyond.
fn option_row(
    ui: &mut Ui,
    context: Context<'_>,
    at: usize,
    option: &OptionResult,
    out: &mut Actions,
) {
    let tokens = tokens(ui);
    let why_not = match &option.standing {
        Standing::Ranked => None,
        Standing::Dropped => Some("dropped"),
        Standing::Excluded(_) => Some("fails a must"),
    };
    let figure = match why_not {
        Some(word) => word.to_owned(),
        None => match option.total {
            Some(total) => points(total),
            None => range(option.low, option.high),
        },
    };
    ui.push_id(&option.id, |ui| {
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), theme::ROW_HEIGHT),
            Layout::left_to_right(Align::Center),
            |ui| {
                let width = ui.available_width();
                let name = (width * 0.36).clamp(90.0, 200.0);
                let number = 76.0;
                ui.allocate_ui_with_layout(
                    vec2(name, theme::ROW_HEIGHT),
                    Layout::left_to_right(Align::Center),
                    |ui| {
                        ui.set_width(name);
                        let text = RichText::new(&option.name).text_style(theme::strong());
                        let text =
                            if why_not.is_some() { text.color(tokens.text_muted) } else { text };
                        widgets::option_label(ui, at, text);
                    },
                );
                let behind = behind(context, option);
                let margin = if width >= MARGIN_FROM { MARGIN } else { 0.0 };
                let length = (width - name - number - margin - 3.0 * theme::SPACE_S).max(24.0);
                if why_not.is_none() {
                    let colour = tokens.option(at);
                    let reach = widgets::bar(ui, option.high / 100.0, length, tokens.pale(colour));
                    let mut sure = reach.rect;
                    sure.set_width(length * (option.low / 100.0).clamp(0.0, 1.0) as f32);
                    ui.painter().rect_filled(sure, theme::BAR_RADIUS, colour);
                } else {
                    ui.add_space(length + theme::SPACE_S);
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if why_not.is_some() {
                        let name = format!("{}: {figure}", option.name);
                        let link = widgets::link_button(ui, figure.clone());
                        if link.accessible_name(name).clicked() {
                            out.push(Action::Reveal(ItemRef::new(
                                Kind::Alternative,
                                option.id.as_str(),
                            )));
                        }
                    } else {
                        let text = RichText::new(figure.clone()).text_style(theme::strong());
                        let name = format!("Why {} has {figure}", option.name);
                        let shown = widgets::asked(ui, text, &name);
                        if shown.clicked() {
                            out.ask_why(Subject::Total(option.id.clone()));
                        }
                        if let Some(behind) = behind {
                            if margin > 0.0 {
                                let text = RichText::new(behind).small().color(tokens.text_muted);
                                ui.add(Label::new(text).truncate());
                            } else {
                                shown.on_hover_text(behind);
                            }
                        }
                    }
                });
            },
        );
    });
}

/// How far the decision has come.
pub(super) fn progress_card(
    ui: &mut Ui,
    context: Context<'_>,
    progress: &Progress,
    out: &mut Actions,
) {
    let rows = [
        ("Questions answered", progress.questions, Screen::Requirements),
        ("Musts judged", progress.musts, Screen::Requirements),
        ("Criteria weighted", progress.weights, Screen::Criteria),
        ("Scores known", progress.scores, Screen::Scores),
        ("Criteria with evidence", progress.evidence, Screen::Evidence),
    ];
    if rows.iter().all(|(_, count, _)| count.of == 0) {
        return;
    }
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_S;
        widgets::section_title(ui, "How far it is");
        for (label, count, screen) in rows.into_iter().filter(|(_, count, _)| count.of > 0) {
            count_row(ui, label, count, screen, out);
        }
        let reviewers = context.workbook.people.iter().filter(|person| person.reviewer).count();
        if progress.scores.of > 0 && reviewers > 0 {
            widgets::small(
                ui,
                match progress.reviewed {
                    0 if context.workbook.baseline.is_empty() => {
                        "No reviewer has scored yet.".to_owned()
                    }
                    0 => "No reviewer has scored yet; the scores are read from the sources."
                        .to_owned(),
                    reviewed => format!(
                        "{reviewed} of the {} scores come from reviewers.",
                        progress.scores.of
                    ),
                },
            );
        }
    });
}

fn count_row(ui: &mut Ui, label: &str, count: Count, screen: Screen, out: &mut Actions) {
    let tokens = tokens(ui);
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), theme::ROW_HEIGHT),
        Layout::left_to_right(Align::Center),
        |ui| {
            let width = ui.available_width();
            let name = (width * 0.42).clamp(120.0, 190.0);
            ui.allocate_ui_with_layout(
                vec2(name, theme::ROW_HEIGHT),
                Layout::left_to_right(Align::Center),
                |ui| {
                    ui.set_width(name);
                    let text = format!("{label}: {} of {}", count.done, count.of);
                    let link = widgets::link_button(ui, label);
                    if link.accessible_name(text).clicked() {
                        out.push(Action::Go(screen));
                    }
                },
            );
            let length = (width - name - 96.0 - 3.0 * theme::SPACE_S).max(24.0);
            let colour = if count.is_complete() { tokens.good } else { tokens.accent };
            let track = widgets::bar(ui, 1.0, length, tokens.line);
            let mut done = track.rect;
            done.set_width(length * count.share().unwrap_or(0.0) as f32);
            ui.painter().rect_filled(done, theme::BAR_RADIUS, colour);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(format!("{} of {}", count.done, count.of));
            });
        },
    );
}
