//! Places that the tour points at. A screen says where one is while it draws;
//! without a tour that costs a look into a map and nothing more.

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{Align, Id, Rect, Ui};

use super::Step;
use crate::app::screens::Screen;

/// A place in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sight {
    /// Who leads, and the verdict, on the overview.
    Verdict,
    /// What is known about the chosen cell of the matrix.
    Evidence,
    /// The weights of the criteria.
    Weights,
    /// What would have to be true for another option to lead.
    Flips,
    /// Where the record is read or exported.
    Record,
    /// A screen's entry in the rail, for a place that is not on the screen.
    Rail(Screen),
}

/// What is looked for in a frame, and where it was seen.
#[derive(Debug, Clone, Copy)]
struct Search {
    wanted: Sight,
    otherwise: Sight,
    scroll: bool,
    found: Option<Rect>,
    beside: Option<Rect>,
}

fn key() -> Id {
    Id::unique("tour sight")
}

/// Says where a place is. Several places under one name are taken together.
pub fn sight(ui: &Ui, which: Sight, rect: Rect) {
    let Some(search) = ui.data(|data| data.get_temp::<Search>(key())) else { return };
    if which != search.wanted && which != search.otherwise {
        return;
    }
    let seen = rect.intersect(ui.clip_rect());
    if which == search.wanted && search.scroll && search.found.is_none() && seen != rect {
        let tall = rect.height() > ui.clip_rect().height();
        let align = if tall { Align::Min } else { Align::Center };
        ui.scroll_to_rect_animation(rect, Some(align), ScrollAnimation::none());
    }
    if !seen.is_positive() {
        return;
    }
    ui.data_mut(|data| {
        let search = data.get_temp_mut_or_insert_with(key(), || search);
        let place = if which == search.wanted { &mut search.found } else { &mut search.beside };
        *place = Some(place.map_or(seen, |before| before.union(seen)));
    });
}

/// Begins to look for the place of a step; with `scroll` it is brought into
/// sight.
pub(super) fn look_for(ui: &Ui, step: &Step, scroll: bool) {
    let search = Search {
        wanted: step.sight,
        otherwise: Sight::Rail(step.screen),
        scroll,
        found: None,
        beside: None,
    };
    ui.data_mut(|data| data.insert_temp(key(), search));
}

/// Where the place was seen in this frame, or else the entry in the rail; and
/// whether it was the place itself.
pub(super) fn found(ui: &Ui) -> (Option<Rect>, bool) {
    let search = ui.data(|data| data.get_temp::<Search>(key()));
    let found = search.and_then(|search| search.found);
    (found.or(search.and_then(|search| search.beside)), found.is_some())
}

/// The tour is over: nothing is looked for.
pub(super) fn forget(ui: &Ui) {
    ui.data_mut(|data| data.remove::<Search>(key()));
}
