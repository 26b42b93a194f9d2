//! The panel that tells why a number is what it is: its formula with the
//! figures put in, step by step down to scores, reasons and claims.

use eframe::egui::{
    self, Align, Button, Key, Label, Layout, Modifiers, RichText, Role, ScrollArea, Ui, WidgetInfo,
};

use super::action::{Action, Actions};
use super::context::Context;
use super::theme::{self, icons, tokens};
use super::widgets::{self, Column, TableRow, Tone, text_cell};
use crate::analysis::why::{
    EvidenceKind, Explanation, Part, Target, WhyAsked, WhyEvidence, explain,
};
use crate::analysis::{Analysis, analyse};
use crate::workbook::{Kind, ProfileId};

/// Width of the panel in a window with room for it.
const WIDTH: f32 = 780.0;
/// Parts listed before all are asked for.
const FIRST_PARTS: usize = 40;
/// Pieces of evidence listed before all are asked for.
const FIRST_EVIDENCE: usize = 30;
/// Width of a column of factors.
const FACTOR: f32 = 104.0;
/// Width of the column of figures.
const FIGURE: f32 = 136.0;
/// Length of a name in the trail, in letters.
const CRUMB: usize = 34;

/// The panel, with the trail that was taken.
#[derive(Debug)]
pub struct WhyPanel {
    trail: Vec<WhyAsked>,
    told: Option<Told>,
    /// The analysis under another profile than the one in force.
    other: Option<(u64, ProfileId, Box<Analysis>)>,
    all: bool,
    /// The focus goes to the first thing that can be asked on.
    arrive: bool,
}

/// What was worked out of the number asked.
#[derive(Debug)]
struct Told {
    revision: u64,
    asked: WhyAsked,
    explanation: Option<Explanation>,
    titles: Vec<String>,
}

/// What comes of a frame of the panel.
enum Step {
    On(WhyAsked),
    Back(usize),
    Leave,
}

impl WhyPanel {
    /// A panel that asks a number why.
    pub fn new(asked: WhyAsked) -> Self {
        Self { trail: vec![asked], told: None, other: None, all: false, arrive: true }
    }

    /// Works out what is to be told, unless it is there already.
    fn tend(&mut self, context: Context<'_>) {
        let Some(asked) = self.trail.last().cloned() else { return };
        let revision = context.derived.revision;
        if self.told.as_ref().is_some_and(|it| it.revision == revision && it.asked == asked) {
            return;
        }
        let in_force = context.profile_id();
        let wanted = asked.profile.as_ref().filter(|id| Some(*id) != in_force);
        if let Some(id) = wanted
            && self.other.as_ref().is_none_or(|(at, of, _)| *at != revision || of != id)
        {
            let found = analyse(context.workbook, Some(id));
            self.other = Some((revision, id.clone(), Box::new(found)));
        }
        let tell = |asked: &WhyAsked| {
            let analysis = match (&asked.profile, &self.other) {
                (Some(id), Some((_, of, other))) if id == of => other,
                _ => context.analysis(),
            };
            explain(context.workbook, context.tree(), analysis, &asked.subject)
        };
        let titles = self
            .trail
            .iter()
            .map(|asked| tell(asked).map_or_else(|| "Gone".to_owned(), |it| it.title))
            .collect();
        let explanation = tell(&asked);
        self.told = Some(Told { revision, asked, explanation, titles });
        self.all = false;
    }

    /// Shows the panel over everything. Returns whether it stays.
    pub fn show(&mut self, ui: &Ui, context: Context<'_>, out: &mut Actions) -> bool {
        self.tend(context);
        let Some(told) = &self.told else { return false };
        let space = ui.content_rect().size();
        let mut step = None;
        let back = ui.input_mut(|input| {
            input.consume_key(Modifiers::ALT, Key::ArrowLeft)
                || input.consume_key(Modifiers::NONE, Key::Backspace)
        });
        if back && self.trail.len() > 1 {
            step = Some(Step::Back(self.trail.len() - 1));
        }
        let mut page =
            Page { context, out, arrive: &mut self.arrive, all: &mut self.all, step: &mut step };
        let modal = widgets::modal(ui, "Why").show(ui, |ui| {
            ui.set_width(WIDTH.min(space.x - 4.0 * theme::SPACE_L));
            page.head(ui, told);
            let height = space.y - 12.0 * theme::SPACE_L;
            ScrollArea::vertical()
                .id_salt(("why", told.titles.len()))
                .max_height(height.max(180.0))
                .auto_shrink([false, true])
                .show(ui, |ui| match &told.explanation {
                    Some(explanation) => page.body(ui, &told.asked, explanation),
                    None => {
                        widgets::muted(ui, "The workbook no longer holds what this was about.");
                    }
                });
            page.foot(ui, told);
        });
        match step {
            Some(Step::On(asked)) => {
                self.trail.push(asked);
                self.arrive = true;
                ui.request_repaint();
            }
            Some(Step::Back(length)) => {
                self.trail.truncate(length.max(1));
                self.arrive = true;
                ui.request_repaint();
            }
            Some(Step::Leave) => return false,
            None => {}
        }
        !modal.should_close()
    }
}

/// One frame of the panel.
struct Page<'a, 'b> {
    context: Context<'a>,
    out: &'b mut Actions,
    arrive: &'b mut bool,
    all: &'b mut bool,
    step: &'b mut Option<Step>,
}

impl Page<'_, '_> {
    /// The trail, what is asked, and its answer.
    fn head(&mut self, ui: &mut Ui, told: &Told) {
        let length = told.titles.len();
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let close = widgets::icon_button(ui, icons::X, "Close");
                if close.clicked() {
                    *self.step = Some(Step::Leave);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
                    if length > 1 {
                        let back = widgets::icon_button(ui, icons::ARROW_LEFT, "Back (Alt+Left)");
                        if back.clicked() {
                            *self.step = Some(Step::Back(length - 1));
                        }
                    }
                    if length > 1 {
                        self.crumbs(ui, told);
                    } else if let Some(it) = &told.explanation {
                        widgets::section_title(ui, &it.title);
                    }
                });
            });
        });
        let Some(it) = &told.explanation else { return };
        if length > 1 {
            widgets::section_title(ui, &it.title);
        }
        let profile = told.asked.profile.as_ref().or(self.context.profile_id());
        ui.horizontal_wrapped(|ui| {
            let printed = RichText::new(&it.printed).text_style(theme::figure());
            ui.add(Label::new(printed).wrap());
            if let Some(profile) = profile.and_then(|id| self.context.workbook.profile(id)) {
                widgets::small(ui, format!("under \"{}\"", profile.name));
            }
        });
    }

    /// The way taken, each step of which can be gone back to; of a long one the
    /// last few.
    fn crumbs(&mut self, ui: &mut Ui, told: &Told) {
        let before = &told.titles[..told.titles.len().saturating_sub(1)];
        let hidden = before.len().saturating_sub(3);
        if hidden > 0 {
            widgets::small(ui, "…");
        }
        for (at, title) in before.iter().enumerate().skip(hidden) {
            ui.push_id(("crumb", at), |ui| {
                let name = format!("Back to {title}");
                let text = RichText::new(shortened(title)).small().color(tokens(ui).accent);
                let link = ui.add(Button::new(text).frame(false));
                link.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
                if link.clicked() {
                    *self.step = Some(Step::Back(at + 1));
                }
            });
            let muted = tokens(ui).text_muted;
            ui.label(
                RichText::new(icons::CARET_RIGHT).text_style(theme::small_icon()).color(muted),
            );
        }
    }

    fn body(&mut self, ui: &mut Ui, asked: &WhyAsked, it: &Explanation) {
        if !it.words.is_empty() {
            ui.add(Label::new(&it.words).wrap());
        }
        if !it.formula.is_empty() {
            ui.add_space(theme::SPACE_XS);
            egui::Frame::new()
                .fill(tokens(ui).stripe)
                .corner_radius(theme::CONTROL_RADIUS)
                .inner_margin(theme::BOX_MARGIN)
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.add(Label::new(&it.formula).wrap());
                });
        }
        if !it.parts.is_empty() {
            ui.add_space(theme::SPACE_S);
            self.parts(ui, asked, it);
        }
        for note in &it.notes {
            widgets::finding_line(ui, Tone::Plain, icons::INFO, note);
        }
        if !it.evidence.is_empty() {
            let cited = it.evidence.iter().filter(|one| one.cited).count();
            let title = if cited == it.evidence.len() {
                "What it rests on".to_owned()
            } else {
                format!("What it rests on · {cited} of {} named by its score", it.evidence.len())
            };
            widgets::form_section(ui, &title);
            let most = if *self.all { usize::MAX } else { FIRST_EVIDENCE };
            for (at, one) in it.evidence.iter().take(most).enumerate() {
                ui.push_id(("evidence", at), |ui| self.evidence(ui, one));
            }
        }
        let hidden = it.parts.len().saturating_sub(FIRST_PARTS)
            + it.evidence.len().saturating_sub(FIRST_EVIDENCE);
        if hidden > 0
            && !*self.all
            && widgets::link_button(ui, format!("Show {hidden} more")).clicked()
        {
            *self.all = true;
        }
    }

    /// The parts as a table: what each is, what it is made of, its figure.
    fn parts(&mut self, ui: &mut Ui, asked: &WhyAsked, it: &Explanation) {
        let mut heads: Vec<&'static str> = Vec::new();
        for factor in it.parts.iter().flat_map(|part| &part.factors) {
            if !heads.contains(&factor.name) {
                heads.push(factor.name);
            }
        }
        let most = if *self.all { usize::MAX } else { FIRST_PARTS };
        let mut columns = vec![Column::left("", 0.0)];
        columns.extend(heads.iter().map(|head| Column::right(head, FACTOR)));
        columns.push(Column::right(if heads.is_empty() { "" } else { "Figure" }, FIGURE));
        // Without columns between, the figure stays near what it is of.
        let wide = if heads.is_empty() { 0.8 } else { 1.0 };
        ui.scope(|ui| {
            ui.set_max_width(ui.available_width() * wide);
            if !heads.is_empty() {
                widgets::head_row(ui, &columns);
            }
            for (at, part) in it.parts.iter().take(most).enumerate() {
                ui.push_id(("part", at), |ui| {
                    let mut row = TableRow::new(ui, &columns, theme::ROW_HEIGHT);
                    row.cell(|ui| self.label(ui, asked, part));
                    for head in &heads {
                        let text = part.factors.iter().find(|factor| factor.name == *head);
                        row.cell(|ui| {
                            text_cell(ui, text.map_or("", |factor| factor.printed.as_str()))
                        });
                    }
                    let strong = RichText::new(&part.printed).text_style(theme::strong());
                    let counts = part.counts || part.amount.is_none();
                    row.cell(|ui| {
                        let muted = tokens(ui).text_muted;
                        text_cell(ui, if counts { strong } else { strong.color(muted) })
                    });
                    row.end(true);
                });
            }
        });
    }

    /// What a part is: asked why where it can be, or else a way to where it is
    /// kept.
    fn label(&mut self, ui: &mut Ui, asked: &WhyAsked, part: &Part) {
        if part.subject.is_none() && part.target.is_none() {
            ui.add(Label::new(&part.label).wrap());
            return;
        }
        let text = RichText::new(&part.label).color(tokens(ui).accent);
        let button = ui.add(Button::new(text).frame(false).wrap());
        let name = if part.subject.is_some() {
            format!("Why {} for {}", part.printed, part.label)
        } else {
            format!("Show {}", part.label)
        };
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if std::mem::take(self.arrive) {
            button.request_focus();
        }
        if !button.clicked() {
            return;
        }
        match (&part.subject, &part.target) {
            (Some(subject), _) => {
                let profile = asked.profile.clone();
                *self.step = Some(Step::On(WhyAsked { profile, subject: subject.clone() }));
            }
            (None, Some(target)) => self.go(target),
            (None, None) => {}
        }
    }

    fn evidence(&mut self, ui: &mut Ui, one: &WhyEvidence) {
        let tokens = tokens(ui);
        let colour = if one.counts { tokens.text } else { tokens.text_muted };
        ui.add(Label::new(RichText::new(&one.text).color(colour)).wrap());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
            let tone = if one.cited { Tone::Accent } else { Tone::Plain };
            widgets::tag(ui, tone, one.kind.name());
            if !one.standing.is_empty() {
                widgets::tag(ui, Tone::Plain, &one.standing);
            }
            if !one.source.is_empty() {
                widgets::small(ui, &one.source);
            }
            let Some(item) = &one.item else { return };
            let text = match one.kind {
                EvidenceKind::Claim => format!("Show claim {}", item.id),
                EvidenceKind::Measurement => format!("Show load run {}", item.id),
                EvidenceKind::Answer => format!("Show question {}", item.id),
                EvidenceKind::Reason | EvidenceKind::Requirement => {
                    format!("Show the {}", item.kind.word())
                }
            };
            let link = widgets::link_button(ui, text);
            if std::mem::take(self.arrive) {
                link.request_focus();
            }
            if link.clicked() {
                self.go(&Target::Item(item.clone()));
            }
        });
        ui.add_space(theme::SPACE_XS);
    }

    fn foot(&mut self, ui: &mut Ui, told: &Told) {
        ui.add_space(theme::SPACE_S);
        ui.horizontal_wrapped(|ui| {
            let Some(it) = &told.explanation else { return };
            let copy = widgets::button(ui, "Copy as text");
            if std::mem::take(self.arrive) {
                copy.request_focus();
            }
            if copy.clicked() {
                self.out.push(Action::Copy(it.text()));
                self.out.push(Action::Say("The explanation is on the clipboard".to_owned()));
            }
            if let Some(target) = &it.target {
                let text = match target {
                    Target::Cell(..) => "Show its cell in Scores".to_owned(),
                    Target::Item(item) => {
                        format!("Show the {}", item.kind.word())
                    }
                };
                if widgets::link_button(ui, text).clicked() {
                    self.go(target);
                }
            }
        });
    }

    fn go(&mut self, target: &Target) {
        self.out.push(match target {
            Target::Item(item) if item.kind == Kind::Measurement => {
                Action::Go(super::screens::Screen::Scalability)
            }
            Target::Item(item) => Action::Reveal(item.clone()),
            Target::Cell(option, criterion) => {
                Action::RevealCell(option.clone(), criterion.clone())
            }
        });
        *self.step = Some(Step::Leave);
    }
}

/// A title short enough for the trail.
fn shortened(title: &str) -> String {
    if title.chars().count() <= CRUMB {
        return title.to_owned();
    }
    let cut: String = title.chars().take(CRUMB - 1).collect();
    format!("{}…", cut.trim_end())
}
