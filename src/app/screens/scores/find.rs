//! Looking for a criterion or an option by its name.

use eframe::egui::{Key, Modifiers, Ui};

use super::ScoresView;
use super::select::Spot;
use crate::analysis::{name_rank, query_words};
use crate::app::context::Context;
use crate::app::theme::icons;
use crate::app::widgets;

/// What is found: a row or a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    /// A criterion or group, by position in the workbook.
    Row(usize),
    /// An option.
    Column(usize),
}

/// The search, while its field is open.
#[derive(Debug, Default)]
pub(super) struct Find {
    text: String,
    /// Where it is looked for: the text, and the rows' stamp.
    key: (String, u64),
    /// Options first, then criteria from above.
    pub matches: Vec<Match>,
    at: usize,
    /// Criteria of that name that the filters hide.
    hidden: usize,
    focus: bool,
    /// Nothing was chosen yet: the first step goes to the first match.
    fresh: bool,
}

impl Find {
    /// The match that the cursor was last taken to.
    pub fn current(&self) -> Option<Match> {
        if self.fresh { None } else { self.matches.get(self.at).copied() }
    }

    fn refresh(&mut self, context: Context<'_>, passing: &[usize], stamp: u64) {
        if self.key.0 == self.text && self.key.1 == stamp {
            return;
        }
        self.fresh |= self.key.0 != self.text;
        self.key = (self.text.clone(), stamp);
        self.matches.clear();
        self.hidden = 0;
        let words = query_words(&self.text);
        if words.is_empty() {
            return;
        }
        let fits = |name: &str| name_rank(name, &words).is_some();
        let options = context.workbook.alternatives.iter().enumerate();
        self.matches.extend(
            options.filter(|(_, option)| fits(&option.name)).map(|(at, _)| Match::Column(at)),
        );
        let found = |&node: &usize| fits(&context.workbook.criteria[node].name);
        self.matches.extend(passing.iter().copied().filter(found).map(Match::Row));
        let all = context.tree().order.iter().filter(|node| found(node)).count();
        let shown = self.matches.iter().filter(|one| matches!(one, Match::Row(_))).count();
        self.hidden = all.saturating_sub(shown);
        self.at = self.at.min(self.matches.len().saturating_sub(1));
    }

    fn step(&mut self, forward: bool) {
        let count = self.matches.len();
        if count == 0 {
            return;
        }
        if std::mem::take(&mut self.fresh) {
            self.at = if forward { 0 } else { count - 1 };
        } else {
            self.at = if forward { self.at + 1 } else { self.at + count - 1 } % count;
        }
    }

    fn words(&self) -> String {
        match (self.matches.len(), self.hidden) {
            _ if self.text.trim().is_empty() => "Enter goes to the next match".to_owned(),
            (0, 0) => "No criterion or option is called so".to_owned(),
            (0, 1) => "None here; the filters hide one".to_owned(),
            (0, hidden) => format!("None here; the filters hide {hidden}"),
            (count, _) if self.fresh => format!("{count} found"),
            (count, _) => format!("{} of {count}", self.at + 1),
        }
    }
}

const FIELD: &str = "Find a criterion or option";

impl ScoresView {
    /// Opens the search field, or goes back to it.
    pub(super) fn open_find(&mut self) {
        let find = self.find.get_or_insert_default();
        find.focus = true;
        find.fresh = true;
    }

    /// The search field and what it found.
    pub(super) fn find_ui(&mut self, ui: &mut Ui, context: Context<'_>) {
        let Some(find) = &mut self.find else { return };
        find.refresh(context, &self.rows.passing, self.rows.stamp);
        let mut step = None;
        let mut close = false;
        ui.horizontal(|ui| {
            // Taken before the field sees it, which would give up the focus.
            if self.find_focused {
                ui.input_mut(|input| {
                    if input.consume_key(Modifiers::SHIFT, Key::Enter) {
                        step = Some(false);
                    } else if input.consume_key(Modifiers::NONE, Key::Enter) {
                        step = Some(true);
                    }
                });
            }
            let response = widgets::find_field(ui, FIELD, &mut find.text, 240.0);
            self.find_focused = ui.memory(|memory| memory.has_focus(response.id));
            if std::mem::take(&mut find.focus) {
                response.request_focus();
            }
            // A field gives up the focus by itself at Esc.
            close = (self.find_focused || response.lost_focus())
                && ui.input(|input| input.key_pressed(Key::Escape));
            let enabled = !find.matches.is_empty();
            ui.add_enabled_ui(enabled, |ui| {
                if widgets::icon_button(ui, icons::ARROW_UP, "Previous match").clicked() {
                    step = Some(false);
                }
                if widgets::icon_button(ui, icons::ARROW_DOWN, "Next match").clicked() {
                    step = Some(true);
                }
            });
            widgets::muted(ui, find.words());
            close |= widgets::icon_button(ui, icons::X, "Close the search").clicked();
        });
        find.refresh(context, &self.rows.passing, self.rows.stamp);
        if let Some(forward) = step {
            find.step(forward);
            if let Some(found) = find.current() {
                self.go_to(context, found);
            }
        }
        if close {
            self.find = None;
            self.focus_cursor = true;
        }
    }

    fn go_to(&mut self, context: Context<'_>, found: Match) {
        let cursor = self.selection.cursor();
        let spot = match found {
            Match::Row(node) => Spot { node, option: cursor.map_or(0, |cursor| cursor.option) },
            Match::Column(option) => {
                let first = self.rows.leaves.first().map(|&row| self.rows.all[row].node);
                let Some(node) = cursor.map(|cursor| cursor.node).or(first) else { return };
                Spot { node, option }
            }
        };
        self.unfold_to(context, spot.node);
        self.selection.set(spot);
        self.reveal = true;
    }
}
