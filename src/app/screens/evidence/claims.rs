//! The claims as a list: dense rows of unlike height, filtered, grouped where
//! asked for. What does not count is told in words, with the correction in
//! sight.

use std::collections::BTreeSet;

use eframe::egui::{EventFilter, Key, Modifiers, Response, TextStyle, Ui};

use crate::analysis::{ClaimFilter, ClaimSummary, filter_claims};
use crate::app::context::Context;
use crate::app::theme::{self, tokens};
use crate::app::widgets::{self, RowOffsets};
use crate::workbook::{
    AlternativeId, ClaimId, ClaimVerdict, CriterionId, ItemRef, Kind, SourceId, Treatment, Workbook,
};

use super::claim_row::{GUTTER, LINE, PADDING, Words, claim_ui, head_ui, shown_text, words};
use super::{Kept, Wish};

/// How the list is looked at.
#[derive(Debug, Default)]
pub struct ClaimsView {
    filter: ClaimFilter,
    grouped: bool,
    reveal: bool,
    take_focus: bool,
    /// Where a run of claims was begun.
    anchor: Option<ClaimId>,
    list: List,
}

/// The rows that pass, made again only when the workbook, the filter or the
/// room for text changes.
#[derive(Debug, Default)]
struct List {
    made_for: Option<(u64, ClaimFilter, bool)>,
    rows: Vec<Row>,
    summary: ClaimSummary,
    measured_for: Option<(u32, u32)>,
    offsets: RowOffsets,
}

#[derive(Debug, Clone, PartialEq)]
enum Row {
    /// A heading: a criterion's name and how many claims stand under it.
    Head(String, usize),
    /// A claim, by its position in the workbook, with the words below its text.
    Claim(usize, Words),
}

/// Height below which the counts keep to the sum.
const LOW: f32 = 420.0;
const HEAD: f32 = 36.0;

impl ClaimsView {
    /// What is worth remembering between runs.
    pub fn kept(&self) -> Kept {
        Kept { filter: self.filter.clone(), grouped: self.grouped }
    }

    /// Lets go of what the filter looks for and the workbook does not hold.
    pub fn settle(&mut self, workbook: &Workbook) {
        let filter = &mut self.filter;
        filter.source.take_if(|id| workbook.source(id).is_none());
        filter.option.take_if(|id| workbook.alternative(id).is_none());
        filter.criterion.take_if(|id| workbook.criterion(id).is_none());
    }

    /// Lists the claims as remembered.
    pub fn restore(&mut self, kept: Kept) {
        (self.filter, self.grouped) = (kept.filter, kept.grouped);
    }

    /// Scrolls to the selected claim when next drawn, and lets it pass.
    pub fn reveal(&mut self) {
        self.reveal = true;
    }

    /// The filter in force.
    pub fn filter(&self) -> &ClaimFilter {
        &self.filter
    }

    /// Shows what passes `filter`.
    pub fn set_filter(&mut self, filter: ClaimFilter) {
        self.filter = filter;
    }

    /// Shows filters and list.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        selected: Option<&ClaimId>,
        marked: &BTreeSet<ClaimId>,
    ) -> Vec<Wish> {
        let workbook = context.workbook;
        self.filters(ui, workbook);
        self.list.make(context, &self.filter, self.grouped);
        if self.reveal
            && let Some(id) = selected
            && self.list.row_of(workbook, id).is_none()
        {
            // What is to be shown is shown, whatever was filtered before.
            self.filter = ClaimFilter::default();
            self.list.make(context, &self.filter, self.grouped);
        }
        self.counts(ui, workbook);
        if self.list.rows.is_empty() {
            let text = "No claim passes these filters.";
            if widgets::empty_state(ui, "Nothing found", text, Some("Show all claims")) {
                self.filter = ClaimFilter::default();
            }
            return Vec::new();
        }
        self.rows(ui, workbook, selected, marked)
    }

    fn filters(&mut self, ui: &mut Ui, workbook: &Workbook) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
            widgets::find_field(ui, "Find in claims", &mut self.filter.text, 140.0);
            ui.add_space(theme::SPACE_XS);
            let filter = &mut self.filter;
            let mut sources: Vec<(Option<SourceId>, String)> =
                vec![(None, "Any source".to_owned())];
            sources.extend(workbook.sources.iter().map(|source| {
                let label = format!("{} {}", source.id.as_str().to_uppercase(), source.title);
                (Some(source.id.clone()), label)
            }));
            pick(ui, "Source of claims", 105.0, &mut filter.source, &sources);
            let mut options: Vec<(Option<AlternativeId>, String)> =
                vec![(None, "Any option".to_owned())];
            options.extend(
                workbook
                    .alternatives
                    .iter()
                    .map(|other| (Some(other.id.clone()), other.name.clone())),
            );
            pick(ui, "Option of claims", 110.0, &mut filter.option, &options);
            let mut criteria: Vec<(Option<CriterionId>, String)> =
                vec![(None, "Any criterion".to_owned())];
            criteria.extend(
                workbook
                    .criteria
                    .iter()
                    .filter(|criterion| criterion.kind != crate::workbook::CriterionKind::Group)
                    .map(|criterion| (Some(criterion.id.clone()), criterion.name.clone())),
            );
            pick(ui, "Criterion of claims", 130.0, &mut filter.criterion, &criteria);
            let mut verdicts: Vec<(Option<ClaimVerdict>, String)> =
                vec![(None, "Any verdict".to_owned())];
            verdicts.extend(
                ClaimVerdict::ALL.iter().map(|verdict| (Some(*verdict), verdict.name().to_owned())),
            );
            pick(ui, "Verdict on claims", 110.0, &mut filter.verdict, &verdicts);
            let mut treatments: Vec<(Option<Treatment>, String)> =
                vec![(None, "Counted or not".to_owned())];
            treatments
                .extend(Treatment::ALL.iter().map(|other| (Some(*other), other.name().to_owned())));
            pick(ui, "Treatment of claims", 128.0, &mut filter.treatment, &treatments);
        });
    }

    fn counts(&mut self, ui: &mut Ui, workbook: &Workbook) {
        let summary = &self.list.summary;
        let mut text = if self.filter.is_empty() {
            format!("All {} claims", summary.claims)
        } else {
            format!("{} of {} claims", summary.claims, workbook.claims.len())
        };
        text.push_str(&format!(", {} counted", summary.counted));
        let verdicts: Vec<String> = summary
            .verdicts
            .iter()
            .map(|(verdict, count)| format!("{count} {}", verdict.name()))
            .collect();
        // In a low window the list needs the room more.
        if !verdicts.is_empty() && ui.available_height() > LOW {
            text.push_str(". ");
            text.push_str(&verdicts.join(", "));
        }
        let mut clear = false;
        ui.horizontal_wrapped(|ui| {
            widgets::small(ui, text);
            if widgets::chip(ui, self.grouped, "By criterion").clicked() {
                self.grouped = !self.grouped;
            }
            if !self.filter.is_empty() {
                clear = widgets::link_button(ui, "Clear filters").clicked();
            }
        });
        if clear {
            self.filter = ClaimFilter::default();
        }
    }

    fn rows(
        &mut self,
        ui: &mut Ui,
        workbook: &Workbook,
        selected: Option<&ClaimId>,
        marked: &BTreeSet<ClaimId>,
    ) -> Vec<Wish> {
        let mut wishes = Vec::new();
        let mut asked = None;
        let reveal = std::mem::take(&mut self.reveal);
        let mut take_focus = std::mem::take(&mut self.take_focus);
        let mut step_from = None;
        eframe::egui::Frame::new()
            .fill(tokens(ui).card)
            .corner_radius(theme::CARD_RADIUS)
            .inner_margin(theme::LIST_MARGIN)
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                let room = ui.available_width() - ui.spacing().scroll.allocated_width();
                self.list.measure(ui, workbook, room);
                let chosen = selected.and_then(|id| self.list.row_of(workbook, id));
                let rows = &self.list.rows;
                let first = rows.iter().position(|row| matches!(row, Row::Claim(..)));
                widgets::virtual_list(
                    ui,
                    "claims",
                    &self.list.offsets,
                    chosen.filter(|_| reveal),
                    |at| match rows.get(at) {
                        Some(Row::Claim(claim, _)) => workbook.claims[*claim].id.as_str(),
                        Some(Row::Head(name, _)) => name,
                        None => "",
                    },
                    |ui, at| match rows.get(at) {
                        Some(Row::Head(name, count)) => head_ui(ui, name, *count),
                        Some(Row::Claim(claim, words)) => {
                            let claim = &workbook.claims[*claim];
                            let stop = chosen.or(first) == Some(at);
                            let on = chosen == Some(at) || marked.contains(&claim.id);
                            let response = claim_ui(ui, claim, words, on, stop);
                            if chosen == Some(at) && std::mem::take(&mut take_focus) {
                                response.request_focus();
                            }
                            if response.clicked() {
                                response.request_focus();
                                let held = ui.input(|input| input.modifiers);
                                asked = Some((at, Reach::held(held)));
                            }
                            if ui.memory(|memory| memory.has_focus(response.id)) {
                                if let Some(step) = step_asked(ui, &response) {
                                    step_from = Some((at, step));
                                }
                                if ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::A)) {
                                    wishes.push(Wish::Mark(self.list.run(workbook, 0, usize::MAX)));
                                }
                                if !marked.is_empty()
                                    && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape))
                                {
                                    wishes.push(Wish::Mark(BTreeSet::new()));
                                }
                            }
                        }
                        None => {}
                    },
                );
            });
        if let Some((at, (step, on))) = step_from
            && let Some(to) = self.list.neighbour(at, step)
        {
            asked = Some((to, if on { Reach::Run } else { Reach::One }));
            self.take_focus = true;
        }
        if let Some((at, reach)) = asked {
            self.take(workbook, at, reach, selected, marked, &mut wishes);
        }
        wishes
    }

    /// Selects a row: alone, besides others, or all from where a run began.
    fn take(
        &mut self,
        workbook: &Workbook,
        at: usize,
        reach: Reach,
        selected: Option<&ClaimId>,
        marked: &BTreeSet<ClaimId>,
        wishes: &mut Vec<Wish>,
    ) {
        let Some(id) = self.list.claim_at(workbook, at) else { return };
        let select = Wish::Select(ItemRef::new(Kind::Claim, id.as_str()));
        let marks = match reach {
            Reach::One => {
                self.anchor = Some(id.clone());
                BTreeSet::new()
            }
            Reach::Besides => {
                let mut marks = marked.clone();
                marks.extend(selected.cloned());
                if !marks.remove(id) {
                    marks.insert(id.clone());
                }
                self.anchor = Some(id.clone());
                marks
            }
            Reach::Run => {
                let anchor = self.anchor.as_ref().or(selected);
                let from = anchor.and_then(|id| self.list.row_of(workbook, id)).unwrap_or(at);
                self.list.run(workbook, from.min(at), from.max(at))
            }
        };
        wishes.push(select);
        wishes.push(Wish::Mark(marks));
    }
}

/// How much a click or a step takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// This claim alone.
    One,
    /// This claim besides what is selected, or no longer.
    Besides,
    /// All from where the run began to this one.
    Run,
}

impl Reach {
    fn held(keys: Modifiers) -> Self {
        match keys {
            _ if keys.shift => Self::Run,
            _ if keys.command => Self::Besides,
            _ => Self::One,
        }
    }
}

/// A list to choose a filter from.
fn pick<T: PartialEq + Clone>(
    ui: &mut Ui,
    name: &str,
    width: f32,
    value: &mut T,
    choices: &[(T, String)],
) {
    if let Some(chosen) = widgets::choose(ui, name, name, value, width, choices) {
        *value = chosen;
    }
}

/// Up or down by a row or a page, as the keys ask, and whether a run is drawn
/// out.
fn step_asked(ui: &Ui, response: &Response) -> Option<(isize, bool)> {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key| {
        let held = |held| ui.input_mut(|input| input.consume_key(held, key));
        // Looser matching would take Shift for no key held.
        if held(Modifiers::SHIFT) { Some(true) } else { held(Modifiers::NONE).then_some(false) }
    };
    [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, 8),
        (Key::PageUp, -8),
        (Key::Home, isize::MIN),
        (Key::End, isize::MAX),
    ]
    .into_iter()
    .find_map(|(key, step)| pressed(key).map(|on| (step, on)))
}

impl List {
    fn make(&mut self, context: Context<'_>, filter: &ClaimFilter, grouped: bool) {
        let key = (context.derived.revision, filter.clone(), grouped);
        if self.made_for.as_ref() == Some(&key) {
            return;
        }
        let workbook = context.workbook;
        let passing = filter_claims(workbook, filter);
        self.summary = ClaimSummary::of(passing.iter().map(|&at| &workbook.claims[at]));
        let row = |at: usize| Row::Claim(at, words(workbook, &workbook.claims[at]));
        self.rows = if grouped {
            let mut rows = Vec::with_capacity(passing.len());
            let order = context.tree().order.iter().map(|&node| Some(&workbook.criteria[node]));
            for criterion in order.chain(std::iter::once(None)) {
                let id = criterion.map(|criterion| &criterion.id);
                let under: Vec<usize> = passing
                    .iter()
                    .copied()
                    .filter(|&at| workbook.claims[at].criterion.as_ref() == id)
                    .collect();
                if under.is_empty() {
                    continue;
                }
                let name = criterion.map_or("No criterion", |criterion| &criterion.name);
                rows.push(Row::Head(name.to_owned(), under.len()));
                rows.extend(under.into_iter().map(row));
            }
            rows
        } else {
            passing.into_iter().map(row).collect()
        };
        self.made_for = Some(key);
        self.measured_for = None;
    }

    /// Where each row begins when text has `width` points.
    fn measure(&mut self, ui: &Ui, workbook: &Workbook, width: f32) {
        let key = (width.round() as u32, (ui.pixels_per_point() * 100.0) as u32);
        if self.measured_for == Some(key) {
            return;
        }
        let text_width = width - GUTTER - PADDING;
        let colour = tokens(ui).text;
        self.offsets = RowOffsets::of(self.rows.iter().map(|row| match row {
            Row::Head(..) => HEAD,
            Row::Claim(at, words) => {
                let text = shown_text(&workbook.claims[*at]);
                let body = TextStyle::Body;
                let mut height = 2.0 * PADDING + LINE;
                height += widgets::wrapped(ui, text, &body, colour, text_width).size().y;
                if !words.note.is_empty() {
                    let small = TextStyle::Small;
                    height +=
                        widgets::wrapped(ui, &words.note, &small, colour, text_width).size().y;
                }
                height.ceil()
            }
        }));
        self.measured_for = Some(key);
    }

    fn row_of(&self, workbook: &Workbook, id: &ClaimId) -> Option<usize> {
        self.rows.iter().position(
            |row| matches!(row, Row::Claim(at, _) if workbook.claims.get(*at).is_some_and(|claim| claim.id == *id)),
        )
    }

    fn claim_at<'a>(&self, workbook: &'a Workbook, row: usize) -> Option<&'a ClaimId> {
        match self.rows.get(row) {
            Some(Row::Claim(claim, _)) => workbook.claims.get(*claim).map(|claim| &claim.id),
            _ => None,
        }
    }

    /// The claims from one row to another.
    fn run(&self, workbook: &Workbook, from: usize, to: usize) -> BTreeSet<ClaimId> {
        let to = to.min(self.rows.len().saturating_sub(1));
        (from..=to).filter_map(|row| self.claim_at(workbook, row)).cloned().collect()
    }

    /// The row of the claim some rows away, the last one at the ends.
    fn neighbour(&self, from: usize, step: isize) -> Option<usize> {
        let claims: Vec<usize> = self
            .rows
            .iter()
            .enumerate()
            .filter_map(|(row, kind)| matches!(kind, Row::Claim(..)).then_some(row))
            .collect();
        let at = claims.iter().position(|row| *row == from)?;
        let to = at.saturating_add_signed(step).min(claims.len().saturating_sub(1));
        claims.get(to).copied()
    }
}
