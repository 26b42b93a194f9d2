//! Options: what is decided between. A list of them, and the one selected in
//! full: what it is, what speaks for and against it, and how it stands.

use eframe::egui::{
    Button, CornerRadius, EventFilter, Frame, Id, Key, Label, Modifiers, Rect, RichText,
    ScrollArea, Sense, Ui, UiBuilder, vec2,
};

use crate::analysis::{OptionResult, Standing, points, range};
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme::{self, tokens};
use crate::app::widgets::{self, Tone};
use crate::figure::option_style;
use crate::workbook::{Alternative, AlternativeId, Date, Edit, Item, ItemRef, Kind};

mod by_parts;
mod composite;
mod contrast;
mod detail;
mod leaving;
mod money;
mod standing;

pub(super) use money::{costing_fields, figure_fields};

/// How the screen is looked at.
#[derive(Debug, Default)]
pub struct OptionsView {
    /// The option shown in full.
    selected: Option<AlternativeId>,
    /// Whether it is shown as fields.
    editing: bool,
    /// The option whose name in the list is to take the focus.
    focus: Option<AlternativeId>,
    /// What is about to happen to it.
    leaving: Leaving,
    /// An option to bring into sight in the list.
    wanted: Option<AlternativeId>,
}

/// Whether the option shown is about to be taken out or removed.
#[derive(Debug, Default)]
enum Leaving {
    /// Neither.
    #[default]
    No,
    /// Taken out of the ranking, with a reason and a day.
    Dropping {
        /// Why.
        reason: String,
        /// When.
        date: Option<Date>,
    },
    /// Removed with all that hangs on it.
    Removing,
}

/// Width of the list, in points: a share of the screen within bounds.
fn list_width(width: f32) -> f32 {
    (width * 0.28).clamp(190.0, 300.0)
}

impl OptionsView {
    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let options = &context.workbook.alternatives;
        widgets::page_header(ui, "Options", &summary(context));
        if options.is_empty() {
            widgets::card(ui, |ui| {
                widgets::section_title(ui, "What is decided between?");
                widgets::muted(
                    ui,
                    "Name at least two options; doing nothing is one of them. An option can also \
                     be made of others, such as a hybrid of two. Options that fail a must or are \
                     dropped stay in sight with the reason.",
                );
                ui.add_space(theme::SPACE_XS);
                self.add(ui, context, out);
            });
            return;
        }
        if self.selected.as_ref().is_none_or(|id| context.workbook.alternative(id).is_none()) {
            self.pick(options.first().map(|option| option.id.clone()));
        }
        let room = ui.available_rect_before_wrap();
        let width = list_width(room.width());
        let left = Rect::from_min_size(room.min, vec2(width, room.height()));
        let right = Rect::from_min_max(room.min + vec2(width + theme::SPACE_M, 0.0), room.max);
        ui.scope_builder(UiBuilder::new().id_salt("list").max_rect(left), |ui| {
            ScrollArea::vertical().id_salt("options").auto_shrink([false, false]).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
                let mut names = Vec::with_capacity(options.len());
                for (at, option) in options.iter().enumerate() {
                    let name =
                        ui.push_id(&option.id, |ui| self.list_row(ui, context, at, option)).inner;
                    names.push(name);
                }
                self.list_keys(ui, options, &names, out);
                ui.add_space(theme::SPACE_S);
                self.add(ui, context, out);
            });
        });
        ui.scope_builder(UiBuilder::new().id_salt("detail").max_rect(right), |ui| {
            let Some(at) = self
                .selected
                .as_ref()
                .and_then(|id| options.iter().position(|option| option.id == *id))
            else {
                return;
            };
            let Some(option) = options.get(at) else { return };
            ScrollArea::vertical()
                .id_salt(("option", &option.id))
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    ui.push_id(&option.id, |ui| self.detail(ui, context, at, option, out));
                });
        });
    }

    /// Selects an item.
    pub fn select(&mut self, id: &str) {
        self.pick(AlternativeId::new(id).ok());
        self.wanted.clone_from(&self.selected);
    }

    fn pick(&mut self, id: Option<AlternativeId>) {
        if self.selected != id {
            self.selected = id;
            self.editing = false;
            self.leaving = Leaving::No;
        }
    }

    /// The keys of the list while a name in it has the focus: arrows walk and
    /// select, with Alt they move the option; F2 renames it.
    fn list_keys(&mut self, ui: &Ui, options: &[Alternative], names: &[Id], out: &mut Actions) {
        let Some(at) = names.iter().position(|&id| ui.memory(|memory| memory.has_focus(id))) else {
            return;
        };
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(names[at], filter));
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        let item = |at: usize| ItemRef::new(Kind::Alternative, options[at].id.as_str());
        if pressed(Modifiers::ALT, Key::ArrowUp) && at > 0 {
            let before = Some(options[at - 1].id.to_string());
            out.edit(Edit::Move { item: item(at), before });
            self.focus = Some(options[at].id.clone());
        } else if pressed(Modifiers::ALT, Key::ArrowDown) && at + 1 < options.len() {
            let before = options.get(at + 2).map(|other| other.id.to_string());
            out.edit(Edit::Move { item: item(at), before });
            self.focus = Some(options[at].id.clone());
        } else if pressed(Modifiers::NONE, Key::F2) {
            self.pick(Some(options[at].id.clone()));
            self.editing = true;
            let field = detail::name_field(options[at].id.as_str());
            ui.memory_mut(|memory| memory.request_focus(field));
        } else {
            let to = if pressed(Modifiers::NONE, Key::ArrowUp) {
                at.checked_sub(1)
            } else if pressed(Modifiers::NONE, Key::ArrowDown) {
                Some(at + 1).filter(|&to| to < names.len())
            } else {
                None
            };
            if let Some(to) = to {
                self.pick(Some(options[to].id.clone()));
                self.wanted.clone_from(&self.selected);
                self.focus.clone_from(&self.selected);
            }
        }
    }

    /// Gives the id of the name in the row.
    fn list_row(
        &mut self,
        ui: &mut Ui,
        context: Context<'_>,
        at: usize,
        option: &Alternative,
    ) -> Id {
        let tokens = tokens(ui);
        let selected = self.selected.as_ref() == Some(&option.id);
        let (fill, text) = match (selected, option.dropped.is_some()) {
            (true, _) => (tokens.accent_soft, tokens.text),
            (false, true) => (tokens.card, tokens.text_muted),
            (false, false) => (tokens.card, tokens.text),
        };
        let row = Frame::new()
            .fill(fill)
            .corner_radius(CornerRadius::same(theme::CARD_RADIUS))
            .inner_margin(theme::BOX_MARGIN)
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = theme::SPACE_XXS;
                let id = ui.horizontal(|ui| {
                    let (room, _) = ui.allocate_exact_size(vec2(12.0, 14.0), Sense::hover());
                    let colour = tokens.option(at);
                    let colour =
                        if option.dropped.is_some() { tokens.pale(colour) } else { colour };
                    widgets::marker(
                        ui.painter(),
                        room.center(),
                        5.0,
                        option_style(at).marker,
                        colour,
                    );
                    let name =
                        RichText::new(shown_name(option)).text_style(theme::strong()).color(text);
                    let button = ui.add(Button::new(name).frame(false).truncate());
                    let id = button.id;
                    if self.focus.as_ref() == Some(&option.id) {
                        button.request_focus();
                        self.focus = None;
                    }
                    if button.accessible_name(format!("Option {}", shown_name(option))).clicked() {
                        self.pick(Some(option.id.clone()));
                    }
                    id
                });
                let id = id.inner;
                if !option.idea.is_empty() {
                    let idea = RichText::new(&option.idea).small().color(tokens.text_muted);
                    ui.add(Label::new(idea).truncate());
                }
                if let Some(result) = context.analysis().options.get(at) {
                    ui.horizontal(|ui| {
                        let (tone, words) = brief(context, result);
                        widgets::tag(ui, tone, &words);
                        if result.is_ranked() {
                            widgets::small(ui, figure(result));
                        }
                    });
                }
                id
            });
        // The whole row takes the pointer; the name in it takes the keyboard.
        let click = ui.interact(row.response.rect, ui.scope_id().with("row"), Sense::hover());
        if click.hovered() && ui.input(|input| input.pointer.primary_clicked()) {
            self.pick(Some(option.id.clone()));
        }
        if self.wanted.as_ref() == Some(&option.id) {
            row.response.scroll_to_me(None);
            self.wanted = None;
        }
        row.inner
    }

    /// Begins to name an option; gives the field for it.
    pub fn begin(&mut self) -> Id {
        widgets::TextField::new(NEW, "", "").id()
    }

    fn add(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        if let Some(name) = widgets::add_field(ui, NEW, "option", "Add an option…") {
            let taken = context.workbook.alternatives.iter().map(|option| &option.id);
            let id = AlternativeId::fresh(&name, "option", taken);
            self.pick(Some(id.clone()));
            self.wanted = Some(id.clone());
            self.editing = true;
            out.edit(Edit::Put(Item::from(Alternative::new(id, &name))));
        }
    }
}

/// The field for a new option.
const NEW: &str = "new-option";

fn shown_name(option: &Alternative) -> &str {
    if option.name.trim().is_empty() { option.id.as_str() } else { &option.name }
}

/// How many there are, and who leads.
fn summary(context: Context<'_>) -> String {
    let options = &context.workbook.alternatives;
    let dropped = options.iter().filter(|option| option.dropped.is_some()).count();
    let failed = context
        .analysis()
        .options
        .iter()
        .filter(|option| matches!(option.standing, Standing::Excluded(_)))
        .count();
    let mut words = vec![match options.len() {
        0 => return String::new(),
        1 => "One option".to_owned(),
        count => format!("{count} options"),
    }];
    if failed > 0 {
        words.push(format!("{failed} out by a must"));
    }
    if dropped > 0 {
        words.push(format!("{dropped} dropped"));
    }
    if let Some(leader) = &context.analysis().verdict.leader {
        words.push(format!("{} leads", context.workbook.alternative_name(leader)));
    }
    words.join(" · ")
}

/// How an option stands, in few words.
fn brief(context: Context<'_>, result: &OptionResult) -> (Tone, String) {
    match &result.standing {
        Standing::Dropped => (Tone::Plain, "dropped".to_owned()),
        Standing::Excluded(musts) if musts.len() == 1 => (Tone::Bad, "fails a must".to_owned()),
        Standing::Excluded(musts) => (Tone::Bad, format!("fails {} musts", musts.len())),
        Standing::Ranked if !context.analysis().weights.is_set() => {
            (Tone::Plain, "not weighed yet".to_owned())
        }
        Standing::Ranked => match result.rank() {
            Some(1) => (Tone::Good, "first".to_owned()),
            Some(rank) => (Tone::Plain, format!("rank {rank}")),
            None => (Tone::Warning, format!("rank {} to {}", result.best_rank, result.worst_rank)),
        },
    }
}

/// The total of an option, or the range in which it lies.
fn figure(result: &OptionResult) -> String {
    result.total.map_or_else(|| range(result.low, result.high), points)
}
