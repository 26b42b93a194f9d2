//! Evidence: what the sources claim, where they disagree, and who they are.

use std::collections::BTreeSet;

use eframe::egui::Ui;
use serde::{Deserialize, Serialize};

use crate::analysis::{ClaimFilter, ClaimSummary};
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme;
use crate::app::widgets;
use crate::workbook::{
    AlternativeId, Claim, ClaimId, ClaimKind, ClaimStrength, ClaimVerdict, ContradictionId, Edit,
    Item, ItemRef, Kind, Source, SourceId, Treatment, Workbook,
};

mod claim_editor;
mod claim_row;
mod claims;
mod contradiction_editor;
mod contradictions;
mod several;
mod sources;

use claims::ClaimsView;
use contradictions::ContradictionsView;
use sources::SourcesView;

/// What of the evidence is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    #[default]
    Claims,
    Contradictions,
    Sources,
}

/// What is selected.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Selected {
    Claim(ClaimId),
    Contradiction(ContradictionId),
    Source(SourceId),
}

/// What is remembered of how the claims were looked at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// Which claims are listed.
    pub filter: ClaimFilter,
    /// Whether they stand under their criteria.
    pub grouped: bool,
}

/// How the screen is looked at.
#[derive(Debug, Default)]
pub struct EvidenceView {
    part: Part,
    selected: Option<Selected>,
    /// The claims selected together, two or more, the selected one usually
    /// among them; empty otherwise.
    marked: BTreeSet<ClaimId>,
    claims: ClaimsView,
    contradictions: ContradictionsView,
    sources: SourcesView,
    editor: claim_editor::Editor,
    /// The line under the title, and the revision that it holds for.
    headline: Option<(u64, String)>,
}

/// What a part of the screen asks of the whole.
#[derive(Debug, Clone, PartialEq)]
enum Wish {
    /// Select an item and show it.
    Select(ItemRef),
    /// Select these claims together.
    Mark(BTreeSet<ClaimId>),
    /// Select nothing.
    Unselect,
    /// Show the claims that pass a filter.
    Filter(Box<ClaimFilter>),
    /// Add a claim, from a source where one is given.
    AddClaim(Option<SourceId>),
    /// Add a source.
    AddSource,
    /// Add a contradiction, with a claim in it where one is given.
    AddContradiction(Option<ClaimId>),
}

impl EvidenceView {
    /// What is worth remembering between runs.
    pub fn kept(&self) -> Kept {
        self.claims.kept()
    }

    /// Looks at the claims as remembered.
    pub fn restore(&mut self, kept: Kept) {
        self.claims.restore(kept);
    }

    /// Draws the screen.
    pub fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        self.settle(context.workbook);
        let line = self.headline(context);
        widgets::page_header(ui, "Evidence", &line);
        let workbook = context.workbook;
        if workbook.sources.is_empty() && workbook.claims.is_empty() {
            let text = "Evidence is what articles, reports and people say about the options. Add \
                        a source, then what it claims, and say how far each claim holds.";
            if widgets::empty_state(ui, "No evidence yet", text, Some("Add source")) {
                self.grant(Wish::AddSource, context, out);
            }
            return;
        }
        ui.horizontal_wrapped(|ui| {
            for (part, name, count) in [
                (Part::Claims, "Claims", workbook.claims.len()),
                (Part::Contradictions, "Contradictions", workbook.contradictions.len()),
                (Part::Sources, "Sources", workbook.sources.len()),
            ] {
                let text = format!("{name} · {count}");
                if widgets::chip(ui, self.part == part, &text).clicked() {
                    self.part = part;
                    self.marked.clear();
                }
            }
            ui.add_space(theme::SPACE_S);
            if widgets::button(ui, "Add claim").clicked() {
                let source = self.source_at_hand(workbook);
                self.grant(Wish::AddClaim(source), context, out);
            }
            if widgets::button(ui, "Add source").clicked() {
                self.grant(Wish::AddSource, context, out);
            }
            if widgets::button(ui, "Add contradiction").clicked() {
                let claim = match &self.selected {
                    Some(Selected::Claim(id)) => Some(id.clone()),
                    _ => None,
                };
                self.grant(Wish::AddContradiction(claim), context, out);
            }
        });
        let wishes = match self.part {
            Part::Claims => {
                let selected = match &self.selected {
                    Some(Selected::Claim(id)) => Some(id),
                    _ => None,
                };
                self.claims.show(ui, context, selected, &self.marked)
            }
            Part::Contradictions => {
                let selected = match &self.selected {
                    Some(Selected::Contradiction(id)) => Some(id.clone()),
                    _ => None,
                };
                self.contradictions.show(ui, context, selected.as_ref())
            }
            Part::Sources => {
                let selected = match &self.selected {
                    Some(Selected::Source(id)) => Some(id.clone()),
                    _ => None,
                };
                self.sources.show(ui, context, selected.as_ref())
            }
        };
        if !wishes.is_empty() {
            // The inspector may have been drawn before.
            ui.request_repaint();
        }
        for wish in wishes {
            self.grant(wish, context, out);
        }
    }

    /// Draws what the inspector says.
    pub fn inspect(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) {
        let workbook = context.workbook;
        let wishes = match &self.selected {
            _ if self.marked.len() > 1 => several::show(ui, workbook, &self.marked, out),
            Some(Selected::Claim(id)) => match workbook.claim(id) {
                Some(claim) => self.editor.show(ui, context, claim, out),
                None => Vec::new(),
            },
            Some(Selected::Contradiction(id)) => match workbook.contradiction(id) {
                Some(contradiction) => contradiction_editor::show(ui, context, contradiction, out),
                None => Vec::new(),
            },
            Some(Selected::Source(id)) => match workbook.source(id) {
                Some(source) => self.sources.inspect(ui, context, source, out),
                None => Vec::new(),
            },
            None => {
                widgets::section_title(ui, "Evidence");
                widgets::muted(
                    ui,
                    "Select a claim, a contradiction or a source to see all of it and to change it.",
                );
                Vec::new()
            }
        };
        if !wishes.is_empty() {
            ui.request_repaint();
        }
        for wish in wishes {
            self.grant(wish, context, out);
        }
    }

    /// Selects an item.
    pub fn select(&mut self, item: &ItemRef) {
        let selected = match item.kind {
            Kind::Claim => ClaimId::new(&item.id).ok().map(Selected::Claim),
            Kind::Contradiction => ContradictionId::new(&item.id).ok().map(Selected::Contradiction),
            Kind::Source => SourceId::new(&item.id).ok().map(Selected::Source),
            _ => None,
        };
        let Some(selected) = selected else { return };
        self.part = match &selected {
            Selected::Claim(_) => {
                self.claims.reveal();
                Part::Claims
            }
            Selected::Contradiction(_) => {
                self.contradictions.reveal();
                Part::Contradictions
            }
            Selected::Source(_) => Part::Sources,
        };
        self.selected = Some(selected);
        self.marked.clear();
    }

    /// Forgets a selection that is gone, as after undo.
    fn settle(&mut self, workbook: &Workbook) {
        self.claims.settle(workbook);
        let there = match &self.selected {
            Some(Selected::Claim(id)) => workbook.claim(id).is_some(),
            Some(Selected::Contradiction(id)) => workbook.contradiction(id).is_some(),
            Some(Selected::Source(id)) => workbook.source(id).is_some(),
            None => true,
        };
        if !there {
            self.selected = None;
        }
        self.marked.retain(|id| workbook.claim(id).is_some());
    }

    fn headline(&mut self, context: Context<'_>) -> String {
        let revision = context.derived.revision;
        if let Some((of, line)) = &self.headline
            && *of == revision
        {
            return line.clone();
        }
        let workbook = context.workbook;
        let summary = ClaimSummary::of(workbook.claims.iter());
        let line = if summary.claims == 0 {
            String::new()
        } else {
            format!(
                "{} of {} claims count. {} are disputed, outdated or wrong.",
                summary.counted, summary.claims, summary.doubtful
            )
        };
        self.headline = Some((revision, line.clone()));
        line
    }

    /// The source that a new claim most likely comes from.
    fn source_at_hand(&self, workbook: &Workbook) -> Option<SourceId> {
        match &self.selected {
            Some(Selected::Source(id)) => Some(id.clone()),
            Some(Selected::Claim(id)) => workbook.claim(id).map(|claim| claim.source.clone()),
            _ => None,
        }
    }

    /// Begins a claim.
    pub fn begin_claim(&mut self, context: Context<'_>, out: &mut Actions) {
        self.grant(Wish::AddClaim(None), context, out);
    }

    /// Begins a contradiction.
    pub fn begin_contradiction(&mut self, context: Context<'_>, out: &mut Actions) {
        self.grant(Wish::AddContradiction(None), context, out);
    }

    /// Begins a source.
    pub fn begin_source(&mut self, context: Context<'_>, out: &mut Actions) {
        self.grant(Wish::AddSource, context, out);
    }

    fn grant(&mut self, wish: Wish, context: Context<'_>, out: &mut Actions) {
        let workbook = context.workbook;
        match wish {
            Wish::Select(item) => self.select(&item),
            Wish::Mark(marked) => {
                self.marked = marked;
                if self.marked.len() < 2 {
                    if let Some(id) = self.marked.pop_first() {
                        self.selected = Some(Selected::Claim(id));
                    }
                    self.marked.clear();
                }
            }
            Wish::Unselect => self.selected = None,
            Wish::Filter(filter) => {
                self.part = Part::Claims;
                self.claims.set_filter(*filter);
            }
            Wish::AddClaim(source) => {
                let source =
                    source.or_else(|| workbook.sources.first().map(|source| source.id.clone()));
                match source {
                    Some(source) => {
                        let claim = new_claim(workbook, source, self.claims.filter());
                        let item = ItemRef::new(Kind::Claim, claim.id.as_str());
                        out.edit(Edit::Put(Item::from(claim)));
                        self.select(&item);
                        self.editor.write();
                    }
                    None => self.grant(Wish::AddSource, context, out),
                }
            }
            Wish::AddContradiction(claim) => {
                let claim = claim.and_then(|id| workbook.claim(&id));
                let (id, edit) = contradiction_editor::begin(workbook, claim);
                out.edit(edit);
                self.select(&ItemRef::new(Kind::Contradiction, id.as_str()));
            }
            Wish::AddSource => {
                let source = new_source(workbook);
                let item = ItemRef::new(Kind::Source, source.id.as_str());
                out.edit(Edit::Put(Item::from(source)));
                self.select(&item);
                self.sources.write();
            }
        }
    }
}

/// A claim still to be written, which takes its place from what is looked at.
fn new_claim(workbook: &Workbook, source: SourceId, filter: &ClaimFilter) -> Claim {
    let number = workbook.claims.len() + 1;
    let id = ClaimId::fresh(
        &format!("c{number:03}"),
        "claim",
        workbook.claims.iter().map(|claim| &claim.id),
    );
    Claim {
        id,
        source,
        heading: String::new(),
        locator: String::new(),
        text: String::new(),
        about: filter.option.iter().cloned().collect::<Vec<AlternativeId>>(),
        criterion: filter.criterion.clone(),
        favours: None,
        strength: ClaimStrength::Moderate,
        kind: ClaimKind::Fact,
        quantity: String::new(),
        unit: String::new(),
        // Nobody has looked at it yet, so it does not count.
        verdict: ClaimVerdict::Unverifiable,
        verdict_note: String::new(),
        treatment: Treatment::ContextOnly,
        entities: Vec::new(),
        contradictions: Vec::new(),
        profiles: Vec::new(),
        questions: Vec::new(),
    }
}

fn new_source(workbook: &Workbook) -> Source {
    let title = (1..)
        .map(
            |number| {
                if number == 1 { "New source".to_owned() } else { format!("New source {number}") }
            },
        )
        .find(|title| !workbook.sources.iter().any(|source| source.title == *title))
        .unwrap_or_default();
    let id = SourceId::fresh(&title, "source", workbook.sources.iter().map(|source| &source.id));
    Source {
        id,
        title,
        author: String::new(),
        date: String::new(),
        place: String::new(),
        covers: String::new(),
        problems: String::new(),
        origin: String::new(),
    }
}
