//! What a move to another family did to the weights, said where it happened,
//! with a way to keep the shares as they were.

use std::collections::BTreeMap;

use eframe::egui::Ui;

use crate::analysis::{analyse, percent, weights_for_shares};
use crate::app::action::Actions;
use crate::app::context::Context;
use crate::app::theme::icons;
use crate::app::widgets::{self, Tone};
use crate::workbook::{CriterionId, Edit, Item, Tree, Weighting, Workbook};

/// Room for the button that closes the note.
const CLOSE: f32 = 56.0;

/// A criterion that has just been moved into another family.
#[derive(Debug)]
pub struct Moved {
    id: CriterionId,
    /// The workbook before the first of the moves that followed each other.
    before: Workbook,
    share_before: f64,
    /// The revision that the move led to, once it has, with what is said of it.
    said: Option<(u64, String, bool)>,
}

impl Moved {
    /// Notes that the criterion at `node` is about to move. A move that follows
    /// another of the same criterion is told together with it.
    pub fn begin(earlier: Option<Self>, context: Context<'_>, node: usize) -> Self {
        let id = context.workbook.criteria[node].id.clone();
        match earlier {
            Some(earlier) if earlier.id == id && earlier.is_fresh(context) => {
                Self { said: None, ..earlier }
            }
            _ => Self {
                id,
                before: context.workbook.clone(),
                share_before: context.analysis().weights.nodes[node].global,
                said: None,
            },
        }
    }

    fn is_fresh(&self, context: Context<'_>) -> bool {
        let revision = context.derived.revision;
        self.said.as_ref().is_none_or(|(of, _, _)| *of == revision)
    }

    /// Shows what is said, as long as nothing else has changed. Gives whether
    /// it goes on being said.
    pub fn show(&mut self, ui: &mut Ui, context: Context<'_>, out: &mut Actions) -> bool {
        let parent = |workbook: &Workbook| {
            workbook.criterion(&self.id).map(|criterion| criterion.parent.clone())
        };
        if !self.is_fresh(context) || parent(context.workbook).is_none() {
            return false;
        }
        let (from, to) = (parent(&self.before), parent(context.workbook));
        if from == to {
            // Not done yet, or back where it was.
            return self.said.is_none();
        }
        let revision = context.derived.revision;
        if self.said.is_none() {
            let to = to.flatten();
            let (text, offer) = self.sentence(context, to.as_ref());
            self.said = Some((revision, text, offer));
        }
        let Some((_, text, offer)) = &self.said else { return false };
        let mut stays = true;
        ui.horizontal_top(|ui| {
            let (tone, icon) =
                if *offer { (Tone::Warning, icons::WARNING) } else { (Tone::Plain, icons::INFO) };
            let room = (ui.available_width() - CLOSE).max(120.0);
            ui.vertical(|ui| {
                ui.set_max_width(room);
                widgets::finding_line(ui, tone, icon, text);
                if *offer && widgets::button(ui, "Keep the shares as they were").clicked() {
                    out.edit(keep_shares(&self.before, context));
                    stays = false;
                }
            });
            if widgets::icon_button(ui, icons::X, "Close the note on the move").clicked() {
                stays = false;
            }
        });
        stays
    }

    /// What the move did, and whether there is something to keep.
    fn sentence(&self, context: Context<'_>, to: Option<&CriterionId>) -> (String, bool) {
        let workbook = context.workbook;
        let group = to.map_or("the top of the tree", |id| workbook.criterion_name(id));
        let name = workbook.criterion_name(&self.id);
        let weights = &context.analysis().weights;
        let now = context.node(&self.id).map_or(0.0, |node| weights.nodes[node].global);
        let (was, is) = (percent(self.share_before), percent(now));
        let others = workbook
            .profiles
            .iter()
            .filter(|profile| Some(&profile.id) != context.profile_id())
            .filter(|profile| profile.weighting == Weighting::WithinFamily)
            .count();
        let family = weights.weighting == Some(Weighting::WithinFamily);
        if family && (was != is || others > 0) {
            let text = format!(
                "{name} now stands in {group}. Its weight is compared with other siblings there, \
                 so its share of the whole went from {was} to {is}."
            );
            return (text, true);
        }
        if others > 0 {
            let text = format!(
                "{name} now stands in {group} and keeps its share of {is} here. Where weights \
                 belong to families, in {others} other {}, its share may differ.",
                if others == 1 { "profile" } else { "profiles" }
            );
            return (text, true);
        }
        let text = match weights.weighting {
            Some(_) => format!(
                "{name} now stands in {group}. It keeps its weight and its share of {is}; the \
                 groups' sums follow."
            ),
            None => format!("{name} now stands in {group}."),
        };
        (text, false)
    }
}

/// The edit after which every leaf has the share that it had before, in every
/// profile whose weights belong to families.
fn keep_shares(before: &Workbook, context: Context<'_>) -> Edit {
    let (workbook, old_tree) = (context.workbook, Tree::of(before));
    let edits = workbook
        .profiles
        .iter()
        .filter(|profile| profile.weighting == Weighting::WithinFamily)
        .map(|profile| {
            let weights = analyse(before, Some(&profile.id)).weights;
            let shares: BTreeMap<CriterionId, f64> = old_tree
                .leaves(before)
                .into_iter()
                .map(|leaf| (before.criteria[leaf].id.clone(), weights.nodes[leaf].global))
                .collect();
            let mut changed = profile.clone();
            changed.weights = weights_for_shares(workbook, context.tree(), &shares);
            Edit::Put(Item::from(changed))
        })
        .collect();
    Edit::All { label: "keep the shares after the move".to_owned(), edits }
}
