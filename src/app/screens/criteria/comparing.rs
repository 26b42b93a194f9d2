//! Two profiles side by side, laid over the window.

use eframe::egui::{Role, Sense, Stroke, TextStyle, Ui, WidgetInfo, vec2};

use crate::analysis::{ProfileComparison, ShareDifference, compare_profiles, number, range};
use crate::app::context::Context;
use crate::app::theme::{self, tokens};
use crate::app::widgets::{self, RowOffsets};
use crate::workbook::{Profile, ProfileId};

/// Width of a column of figures.
const FIGURES: f32 = 108.0;
const WIDTH: f32 = 660.0;

/// The comparison that is open.
#[derive(Debug)]
pub struct Comparing {
    with: ProfileId,
    found: Option<(u64, ProfileId, ProfileComparison)>,
}

impl Comparing {
    /// Begins with the profile after the one in force; nothing where there is
    /// no other.
    pub fn begin(context: Context<'_>) -> Option<Self> {
        let profiles = &context.workbook.profiles;
        let at = profiles.iter().position(|other| Some(&other.id) == context.profile_id())?;
        let with = profiles.iter().cycle().nth(at + 1).filter(|_| profiles.len() > 1)?;
        Some(Self { with: with.id.clone(), found: None })
    }

    /// Shows the comparison. Gives whether it stays.
    pub fn show(&mut self, ui: &Ui, context: Context<'_>) -> bool {
        let workbook = context.workbook;
        let (Some(first), Some(second)) = (context.profile(), workbook.profile(&self.with)) else {
            return false;
        };
        let key = (context.derived.revision, &first.id);
        if self.found.as_ref().is_none_or(|(revision, of, _)| (*revision, of) != key) {
            let found = compare_profiles(workbook, &first.id, &second.id);
            self.found = Some((context.derived.revision, first.id.clone(), found));
        }
        let mut chosen = None;
        let mut closed = false;
        let shown = widgets::modal(ui, "Compare profiles").show(ui, |ui| {
            ui.set_width(WIDTH.min(ui.content_rect().width() - 80.0));
            widgets::section_title(ui, "Compare profiles");
            let others: Vec<(ProfileId, String)> = workbook
                .profiles
                .iter()
                .filter(|other| other.id != first.id)
                .map(|other| (other.id.clone(), other.name.clone()))
                .collect();
            ui.horizontal_wrapped(|ui| {
                ui.label(format!("{} with", first.name));
                let name = "Profile to compare with";
                chosen = widgets::choose(ui, "with", name, &second.id, 260.0, &others);
            });
            if let Some((_, _, found)) = &self.found {
                leaders(ui, found, [first, second]);
                shares(ui, context, found, [first, second]);
            }
            ui.add_space(theme::SPACE_S);
            closed = widgets::button(ui, "Close comparison").clicked();
        });
        if let Some(chosen) = chosen {
            self.with = chosen;
            self.found = None;
            ui.request_repaint();
        }
        !closed && !shown.should_close()
    }
}

fn leaders(ui: &mut Ui, found: &ProfileComparison, profiles: [&Profile; 2]) {
    for (at, profile) in profiles.into_iter().enumerate() {
        let said = match &found.leaders[at] {
            Some((name, low, high)) => format!(
                "{}: {name} leads with {}, {}.",
                profile.name,
                range(*low, *high),
                found.verdicts[at].name()
            ),
            None => format!("{}: nobody is ranked.", profile.name),
        };
        ui.label(said);
    }
}

fn shares(ui: &mut Ui, context: Context<'_>, found: &ProfileComparison, profiles: [&Profile; 2]) {
    ui.add_space(theme::SPACE_S);
    let tokens = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    let style = theme::small_strong();
    let y = rect.center().y;
    let columns = [2.0, 1.0, 0.0].map(|back| rect.right() - theme::SPACE_M - back * FIGURES);
    let room = columns[0] - FIGURES - rect.left();
    widgets::paint_left(ui, "Share of", &style, tokens.text_muted, rect.left(), y, room);
    let heads = [profiles[0].name.as_str(), profiles[1].name.as_str(), "Difference"];
    for (x, head) in columns.into_iter().zip(heads) {
        widgets::paint_right(ui, head, &style, tokens.text_muted, x, y, FIGURES - theme::SPACE_M);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(theme::LINE, tokens.line));
    let height = (ui.content_rect().height() * 0.5).min(420.0);
    ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
        ui.set_height(height);
        let offsets = RowOffsets::of(found.shares.iter().map(|_| ROW));
        widgets::virtual_list(
            ui,
            "shares compared",
            &offsets,
            None,
            |at| found.shares.get(at).map(|row| row.node),
            |ui, at| {
                if let Some(row) = found.shares.get(at) {
                    share_row(ui, context, row, columns);
                }
            },
        );
    });
}

const ROW: f32 = 24.0;

fn share_row(ui: &mut Ui, context: Context<'_>, row: &ShareDifference, columns: [f32; 3]) {
    let tokens = tokens(ui);
    let rect = ui.max_rect();
    let name = &context.workbook.criteria[row.node].name;
    let points = row.points();
    let sign = if points > 0.0 { "+" } else { "" };
    let difference = if points.abs() < 0.05 {
        "same".to_owned()
    } else {
        format!("{sign}{} points", number(points, 1))
    };
    let [first, second] = row.percents.map(|share| format!("{} %", number(share, 1)));
    let spoken = format!("{name}, {first}, {second}, {difference}");
    ui.interact(rect, ui.scope_id().with("share"), Sense::hover())
        .widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &spoken));
    let y = rect.center().y;
    let room = columns[0] - FIGURES - rect.left();
    widgets::paint_left(ui, name, &TextStyle::Body, tokens.text, rect.left(), y, room);
    let same = difference == "same";
    let colour = if same { tokens.text_muted } else { tokens.text };
    for (x, text) in columns.into_iter().zip([first, second, difference]) {
        let room = FIGURES - theme::SPACE_S;
        widgets::paint_right(ui, &text, &TextStyle::Body, colour, x, y, room);
    }
}
