//! The claims as a list: dense rows of unlike height, filtered, grouped where
//! asked for. What does not count is told in words, with the correction in
//! sight.

use eframe::egui::{
    EventFilter, Key, Modifiers, Rect, Response, Role, Sense, Stroke, TextStyle, Ui, WidgetInfo,
    pos2,
};

use crate::analysis::{ClaimFilter, ClaimSummary, filter_claims};
use crate::app::context::Context;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, RowOffsets, Tone};
use crate::workbook::{
    AlternativeId, Claim, ClaimId, ClaimVerdict, CriterionId, ItemRef, Kind, SourceId, Treatment,
    Workbook,
};

use super::{Kept, Wish};

/// How the list is looked at.
#[derive(Debug, Default)]
pub struct ClaimsView {
    filter: ClaimFilter,
    grouped: bool,
    reveal: bool,
    take_focus: bool,
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

/// The words below a claim's text, joined once.
#[derive(Debug, Clone, PartialEq, Default)]
struct Words {
    /// Id, source, place, options and criterion.
    place: String,
    /// What is known instead, where the claim is doubtful or does not count.
    note: String,
    /// The row read out.
    spoken: String,
}

/// Height below which the counts keep to the sum.
const LOW: f32 = 420.0;
const PADDING: f32 = theme::SPACE_S;
const LINE: f32 = 24.0;
const HEAD: f32 = 36.0;
/// Left of the text, where the icon stands.
const GUTTER: f32 = 28.0;

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
        self.rows(ui, workbook, selected)
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

    fn rows(&mut self, ui: &mut Ui, workbook: &Workbook, selected: Option<&ClaimId>) -> Vec<Wish> {
        let mut wishes = Vec::new();
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
                            let response = claim_ui(ui, claim, words, chosen == Some(at), stop);
                            if chosen == Some(at) && std::mem::take(&mut take_focus) {
                                response.request_focus();
                            }
                            if response.clicked() {
                                response.request_focus();
                                let item = ItemRef::new(Kind::Claim, claim.id.as_str());
                                wishes.push(Wish::Select(item));
                            }
                            if response.has_focus()
                                && let Some(step) = step_asked(ui, &response)
                            {
                                step_from = Some((at, step));
                            }
                        }
                        None => {}
                    },
                );
            });
        if let Some((at, step)) = step_from
            && let Some(id) = self.list.neighbour(workbook, at, step)
        {
            wishes.push(Wish::Select(ItemRef::new(Kind::Claim, id.as_str())));
            self.take_focus = true;
        }
        wishes
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

/// Up or down by a row or a page, as the keys ask.
fn step_asked(ui: &Ui, response: &Response) -> Option<isize> {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, 8),
        (Key::PageUp, -8),
        (Key::Home, isize::MIN),
        (Key::End, isize::MAX),
    ]
    .into_iter()
    .find_map(|(key, step)| pressed(key).then_some(step))
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

    /// The claim some rows away, the last one at the ends.
    fn neighbour<'a>(
        &self,
        workbook: &'a Workbook,
        from: usize,
        step: isize,
    ) -> Option<&'a ClaimId> {
        let claims: Vec<(usize, usize)> = self
            .rows
            .iter()
            .enumerate()
            .filter_map(|(row, kind)| match kind {
                Row::Claim(claim, _) => Some((row, *claim)),
                Row::Head(..) => None,
            })
            .collect();
        let at = claims.iter().position(|(row, _)| *row == from)?;
        let to = at.saturating_add_signed(step).min(claims.len().saturating_sub(1));
        claims.get(to).and_then(|(_, claim)| workbook.claims.get(*claim)).map(|claim| &claim.id)
    }
}

fn shown_text(claim: &Claim) -> &str {
    if claim.text.is_empty() { "Not written yet" } else { &claim.text }
}

fn words(workbook: &Workbook, claim: &Claim) -> Words {
    let mut place = vec![claim.id.as_str().to_uppercase()];
    let source = claim.source.as_str().to_uppercase();
    place.push(if claim.locator.is_empty() {
        source.clone()
    } else {
        format!("{source} {}", claim.locator)
    });
    let about: Vec<&str> = claim.about.iter().map(|id| workbook.alternative_name(id)).collect();
    if !about.is_empty() {
        place.push(about.join(", "));
    }
    if let Some(criterion) = &claim.criterion {
        place.push(workbook.criterion_name(criterion).to_owned());
    }
    if let Some(favours) = &claim.favours {
        place.push(format!("favours {}", workbook.alternative_name(favours)));
    }
    let corrected = claim.verdict.is_doubtful()
        || claim.verdict == ClaimVerdict::PartlyTrue
        || claim.treatment == Treatment::ShowNotCount;
    let note = if corrected { claim.verdict_note.clone() } else { String::new() };
    let mut spoken = format!(
        "{} {}. {}. {}, {}",
        claim.id.as_str().to_uppercase(),
        shown_text(claim),
        place[1..].join(", "),
        claim.verdict.name(),
        claim.treatment.name()
    );
    if !note.is_empty() {
        spoken.push_str(". ");
        spoken.push_str(&note);
    }
    Words { place: place.join(" · "), note, spoken }
}

fn head_ui(ui: &Ui, name: &str, count: usize) {
    let rect = ui.max_rect();
    let tokens = tokens(ui);
    let y = rect.bottom() - 14.0;
    let style = theme::strong();
    let (right, _) = widgets::paint_left(
        ui,
        name,
        &style,
        tokens.text,
        rect.left() + PADDING,
        y,
        rect.width() - 80.0,
    );
    let count = count.to_string();
    let style = TextStyle::Small;
    widgets::paint_left(ui, &count, &style, tokens.text_muted, right + 8.0, y, 60.0);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(theme::LINE, tokens.line));
}

/// How a verdict looks.
pub fn tone_of(verdict: ClaimVerdict) -> Tone {
    match verdict {
        ClaimVerdict::True => Tone::Good,
        ClaimVerdict::PartlyTrue | ClaimVerdict::Disputed | ClaimVerdict::Outdated => Tone::Warning,
        ClaimVerdict::Wrong => Tone::Bad,
        ClaimVerdict::Opinion | ClaimVerdict::Unverifiable => Tone::Plain,
    }
}

fn claim_ui(ui: &mut Ui, claim: &Claim, words: &Words, selected: bool, stop: bool) -> Response {
    let tokens = tokens(ui);
    let rect = ui.max_rect();
    let sense = if stop { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(rect, ui.scope_id().with("row"), sense);
    response
        .widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, &words.spoken));
    let ground = if selected {
        Some(tokens.accent_soft)
    } else if response.hovered() {
        Some(tokens.control_hover)
    } else {
        None
    };
    let painter = ui.painter();
    if let Some(ground) = ground {
        painter.rect_filled(rect, theme::TAG_RADIUS, ground);
    }
    painter.hline(rect.x_range(), rect.bottom(), Stroke::new(theme::LINE, tokens.line));

    let counts = claim.counts();
    let (icon, icon_colour) = match (counts, claim.verdict) {
        (_, ClaimVerdict::Wrong) => (icons::X_CIRCLE, tokens.bad),
        (true, verdict) if verdict.is_doubtful() => (icons::WARNING_CIRCLE, tokens.warning),
        (true, _) => (icons::CHECK_CIRCLE, tokens.good),
        (false, _) => (icons::PROHIBIT, tokens.text_muted),
    };
    let (left, right) = (rect.left() + GUTTER, rect.right() - PADDING);
    let top = rect.top() + PADDING;
    widgets::paint_left(ui, icon, &theme::icon(), icon_colour, rect.left() + 6.0, top + 9.0, 20.0);
    let colour = if counts && !claim.text.is_empty() { tokens.text } else { tokens.text_muted };
    let width = right - left;
    let text = widgets::wrapped(ui, shown_text(claim), &TextStyle::Body, colour, width);
    let mut y = top + text.size().y;
    ui.painter().galley(pos2(left, top), text, colour);
    meta(ui, claim, words, Rect::from_min_max(pos2(left, y), pos2(right, y + LINE)));
    y += LINE;
    if !words.note.is_empty() {
        let colour = tone_of(claim.verdict).text(ui);
        let note = widgets::wrapped(ui, &words.note, &TextStyle::Small, colour, width);
        ui.painter().galley(pos2(left, y), note, colour);
    }
    response
}

/// The line below the text: tags, then where the claim stands.
fn meta(ui: &Ui, claim: &Claim, words: &Words, line: Rect) {
    let y = line.center().y;
    let mut x = line.left();
    x = widgets::paint_tag(
        ui,
        tone_of(claim.verdict),
        claim.verdict.name(),
        x,
        y,
        line.right() - x,
    );
    x += 6.0;
    let tone = if claim.verdict == ClaimVerdict::Wrong && claim.counts() {
        Tone::Bad
    } else {
        Tone::Plain
    };
    if claim.treatment != Treatment::Count {
        x = widgets::paint_tag(ui, tone, claim.treatment.name(), x, y, line.right() - x);
        x += 6.0;
    }
    let muted = tokens(ui).text_muted;
    let width = line.right() - x - 2.0;
    widgets::paint_left(ui, &words.place, &TextStyle::Small, muted, x + 2.0, y, width);
}
