//! The profile in force: which, where its weights come from, what the sources
//! expect of it, and its upkeep.

use eframe::egui::containers::menu::MenuButton;
use eframe::egui::{Button, Label, RichText, Role, TextStyle, Ui, WidgetInfo};

use super::comparing::Comparing;
use crate::analysis::{carried_weights, equal_weights, expectation_sentence};
use crate::app::action::{Action, Actions};
use crate::app::context::Context;
use crate::app::screens::Screen;
use crate::app::theme::{self, icons, tokens};
use crate::app::widgets::{self, TextField, Tone};
use crate::workbook::{
    AlternativeId, Edit, Expected, Item, ItemRef, Kind, Profile, ProfileId, Support, Weighting,
    Workbook,
};

/// Height below which the bar keeps to what is worked with.
const LOW: f32 = 540.0;

const MORE: &str = "More to do with profiles";

/// What is open beside the bar.
#[derive(Debug, Default)]
pub struct ProfileBar {
    /// Whether the profile's words are open for change.
    details: bool,
    /// Weighing was asked for.
    pub weigh: bool,
    comparing: Option<Comparing>,
}

/// Shows the bar.
pub fn show(ui: &mut Ui, context: Context<'_>, state: &mut ProfileBar, out: &mut Actions) {
    let workbook = context.workbook;
    let Some(profile) = context.profile() else {
        let text = "A profile is a named set of weights, such as \"public API\" or \"data \
                    pipeline\". Without one nothing is weighted.";
        if widgets::empty_state(ui, "No profile yet", text, Some("Add profile")) {
            out.edit(add(workbook));
        }
        return;
    };
    let low = ui.available_height() < LOW;
    ui.horizontal(|ui| {
        choosers(ui, context, profile, out);
        upkeep(ui, context, profile, state, out);
    });
    if state.comparing.as_mut().is_some_and(|comparing| !comparing.show(ui, context)) {
        state.comparing = None;
    }
    if state.details {
        widgets::card(ui, |ui| details_ui(ui, workbook, profile, out));
    }
    // In a low window the tree needs the room more.
    let expectation = expectation_sentence(workbook, profile, context.analysis());
    if !state.details && !low && (!profile.story.is_empty() || expectation.is_some()) {
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_XS;
            if !profile.story.is_empty() {
                widgets::muted(ui, &profile.story);
            }
            if let Some(sentence) = expectation {
                widgets::small(ui, sentence);
            }
        });
    }
    origin_line(ui, context, profile, out);
}

fn choosers(ui: &mut Ui, context: Context<'_>, profile: &Profile, out: &mut Actions) {
    let workbook = context.workbook;
    let profiles: Vec<(ProfileId, String)> =
        workbook.profiles.iter().map(|other| (other.id.clone(), other.name.clone())).collect();
    if let Some(id) = widgets::choose(ui, "profile", "Profile", &profile.id, 240.0, &profiles) {
        out.edit(Edit::Activate(id));
    }
    let kinds: Vec<(Weighting, String)> =
        Weighting::ALL.iter().map(|kind| (*kind, kind.name().to_owned())).collect();
    let chosen =
        widgets::choose(ui, "weighting", "Source of weights", &profile.weighting, 190.0, &kinds);
    if let Some(weighting) = chosen {
        let weights = &context.analysis().weights;
        let mut changed = profile.clone();
        if let Some(carried) =
            carried_weights(workbook, context.tree(), profile, weights, weighting)
        {
            changed.weights = carried;
        }
        changed.weighting = weighting;
        out.edit(Edit::Put(Item::from(changed)));
    }
}

fn upkeep(
    ui: &mut Ui,
    context: Context<'_>,
    profile: &Profile,
    state: &mut ProfileBar,
    out: &mut Actions,
) {
    let workbook = context.workbook;
    if !workbook.criteria.is_empty() && widgets::button(ui, "Weigh…").clicked() {
        state.weigh = true;
    }
    let details = &mut state.details;
    let words = if *details { "Close profile details" } else { "Rename or describe profile" };
    if widgets::icon_button(ui, icons::PENCIL_SIMPLE, words).clicked() {
        *details = !*details;
    }
    let icon = RichText::new(icons::DOTS_THREE).text_style(theme::icon());
    let menu = MenuButton::from_button(Button::new(icon).frame_when_inactive(false));
    let (response, _) = menu.ui(ui, |ui| {
        if ui.button("Add profile").clicked() {
            out.edit(add(workbook));
            *details = true;
        }
        if ui.button("Duplicate profile").clicked() {
            out.edit(duplicate(workbook, profile));
            *details = true;
        }
        let several = workbook.profiles.len() > 1;
        if ui.add_enabled(several, Button::new("Compare with another profile")).clicked() {
            state.comparing = Comparing::begin(context);
        }
        ui.separator();
        let remove = RichText::new("Remove profile").color(tokens(ui).bad);
        if ui.button(remove).clicked() {
            out.edit(Edit::Remove(ItemRef::new(Kind::Profile, profile.id.as_str())));
            *details = false;
        }
    });
    response.on_hover_text(MORE).widget_info(|| WidgetInfo::labeled(Role::Button, true, MORE));
}

/// Says where weights come from that cannot be given here, and offers equal
/// ones where none are set.
fn origin_line(ui: &mut Ui, context: Context<'_>, profile: &Profile, out: &mut Actions) {
    let workbook = context.workbook;
    match profile.weighting {
        Weighting::Questionnaire => {
            let answered = profile.answers.len();
            let text = format!(
                "Weights come from the answers, {answered} of {} given. They are changed there.",
                workbook.questions.len()
            );
            if noted(ui, Tone::Plain, icons::INFO, &text, "Go to the questions") {
                out.push(Action::Go(Screen::Requirements));
            }
        }
        Weighting::Requirements => {
            let linked =
                workbook.requirements.iter().filter(|other| !other.links.is_empty()).count();
            let text = format!(
                "Weights come from {linked} requirements: importance times strength of the \
                 link (9, 3, 1). They are changed there."
            );
            if noted(ui, Tone::Plain, icons::INFO, &text, "Go to the requirements") {
                out.push(Action::Go(Screen::Requirements));
            }
        }
        Weighting::AcrossTree | Weighting::WithinFamily => {
            let weights = &context.analysis().weights;
            let equal = equal_weights(workbook, context.tree(), profile);
            if weights.is_set() || equal.is_empty() {
                return;
            }
            let text = match weights.unset.first() {
                Some(Some(family)) => format!(
                    "The criteria in {} have no weights, so nothing is ranked.",
                    workbook.criterion_name(family)
                ),
                _ => "No criterion has a weight, so nothing is ranked.".to_owned(),
            };
            if noted(ui, Tone::Warning, icons::WARNING, &text, "Set equal weights") {
                let edits = equal
                    .into_iter()
                    .map(|(criterion, weight)| Edit::SetWeight {
                        profile: profile.id.clone(),
                        criterion,
                        weight: Some(weight),
                    })
                    .collect();
                out.edit(Edit::All { label: "equal weights".to_owned(), edits });
            }
        }
    }
}

/// A line that says something, and the way on in the same row. Gives whether
/// that was taken.
fn noted(ui: &mut Ui, tone: Tone, icon: &str, text: &str, way: &str) -> bool {
    ui.horizontal(|ui| {
        ui.label(RichText::new(icon).text_style(theme::icon()).color(tone.text(ui)));
        let font = TextStyle::Body.resolve(ui.style());
        let wide = ui.painter().layout_no_wrap(way.to_owned(), font, tone.text(ui)).size().x;
        let room = (ui.available_width() - wide - theme::SPACE_L * 2.0).max(120.0);
        ui.scope(|ui| {
            ui.set_max_width(room);
            ui.add(Label::new(RichText::new(text).color(tone.text(ui))).wrap());
        });
        widgets::button(ui, way).clicked()
    })
    .inner
}

fn details_ui(ui: &mut Ui, workbook: &Workbook, profile: &Profile, out: &mut Actions) {
    let mut changed = profile.clone();
    let id = profile.id.as_str();
    ui.add_space(theme::SPACE_XS);
    let fields = [
        ("Name of the profile", "name", 1, &profile.name),
        ("Kind of project it stands for", "story", 2, &profile.story),
        ("Note on the profile", "note", 2, &profile.note),
    ];
    let mut texts = fields.map(|(label, key, rows, value)| {
        widgets::labelled(ui, label, |ui| {
            TextField::new(("profile", id, key), label, value).rows(rows).show(ui)
        })
    });
    if let Some(name) = texts[0].take().filter(|name| !name.is_empty()) {
        changed.name = name;
    }
    if let Some(story) = texts[1].take() {
        changed.story = story;
    }
    if let Some(note) = texts[2].take() {
        changed.note = note;
    }
    ui.horizontal_wrapped(|ui| expected_ui(ui, workbook, profile, &mut changed));
    if changed != *profile {
        out.edit(Edit::Put(Item::from(changed)));
    }
}

/// What the sources expect: whom they put first, and how well they carry it.
fn expected_ui(ui: &mut Ui, workbook: &Workbook, profile: &Profile, changed: &mut Profile) {
    let expected = profile.expected.as_ref();
    let mut firsts: Vec<(Option<Option<AlternativeId>>, String)> =
        vec![(None, "Nothing noted".to_owned()), (Some(None), "No clear winner".to_owned())];
    firsts.extend(
        workbook
            .alternatives
            .iter()
            .map(|other| (Some(Some(other.id.clone())), other.name.clone())),
    );
    let first = expected.map(|expected| expected.first.clone());
    let chosen = widgets::labelled(ui, "The sources put first", |ui| {
        widgets::choose(ui, "expected", "Put first by the sources", &first, 170.0, &firsts)
    });
    match chosen {
        Some(None) => changed.expected = None,
        Some(Some(first)) => {
            changed
                .expected
                .get_or_insert_with(|| Expected {
                    first: None,
                    support: Support::Moderate,
                    supporting: Vec::new(),
                    against: Vec::new(),
                })
                .first = first;
        }
        None => {}
    }
    let Some(expected) = expected else { return };
    let supports: Vec<(Support, String)> =
        Support::ALL.iter().map(|support| (*support, support.name().to_owned())).collect();
    let chosen = widgets::labelled(ui, "Support", |ui| {
        widgets::choose(
            ui,
            "support",
            "Support of the sources",
            &expected.support,
            120.0,
            &supports,
        )
    });
    if let (Some(support), Some(expected)) = (chosen, changed.expected.as_mut()) {
        expected.support = support;
    }
}

fn fresh_name(workbook: &Workbook, base: &str) -> String {
    let taken = |name: &str| workbook.profiles.iter().any(|other| other.name == name);
    if !taken(base) {
        return base.to_owned();
    }
    (2..).map(|number| format!("{base} {number}")).find(|name| !taken(name)).unwrap_or_default()
}

fn put_and_activate(label: String, profile: Profile) -> Edit {
    let id = profile.id.clone();
    Edit::All { label, edits: vec![Edit::Put(Item::from(profile)), Edit::Activate(id)] }
}

/// Begins a profile and puts it in force.
pub fn begin_profile(context: Context<'_>, out: &mut Actions) {
    out.edit(add(context.workbook));
}

fn add(workbook: &Workbook) -> Edit {
    let name = fresh_name(workbook, "New profile");
    let id = ProfileId::fresh(&name, "profile", workbook.profiles.iter().map(|other| &other.id));
    put_and_activate(format!("add profile {name}"), Profile::new(id, &name))
}

fn duplicate(workbook: &Workbook, profile: &Profile) -> Edit {
    let name = fresh_name(workbook, &format!("{} (copy)", profile.name));
    let mut copy = profile.clone();
    copy.id = ProfileId::fresh(&name, "profile", workbook.profiles.iter().map(|other| &other.id));
    copy.name = name;
    put_and_activate(format!("duplicate profile {}", profile.name), copy)
}
