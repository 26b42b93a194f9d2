//! What is due: the day of the decision, the day on which it is looked at
//! again, what is to be done, and what would reopen it.

use crate::workbook::{Date, Decision, PersonId, Status, Workbook};

/// Something that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// What it is.
    pub kind: DueKind,
    /// What is to be done or watched, in words.
    pub what: String,
    /// Who does it.
    pub who: Option<PersonId>,
    /// By when.
    pub by: Option<Date>,
    /// How that stands to today.
    pub state: DueState,
}

/// What sort of thing is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueKind {
    /// The decision is to be taken.
    Decision,
    /// The decision is to be looked at again.
    Review,
    /// Something is to be done.
    Action,
    /// Something is watched; if it happens, the decision is reopened.
    Trigger,
}

/// How a day stands to today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueState {
    /// So many days late.
    Overdue(u32),
    /// Due today.
    Today,
    /// Due in so many days.
    In(u32),
    /// No day is set, or none is needed.
    Undated,
}

impl DueState {
    fn of(by: Option<Date>, today: Date) -> Self {
        let Some(by) = by else { return Self::Undated };
        let days = today.days_until(by);
        let size = u32::try_from(days.unsigned_abs()).unwrap_or(u32::MAX);
        match days {
            0 => Self::Today,
            days if days > 0 => Self::In(size),
            _ => Self::Overdue(size),
        }
    }
}

impl Due {
    /// Whether its day has passed.
    pub fn is_overdue(&self) -> bool {
        matches!(self.state, DueState::Overdue(_))
    }

    /// When, in words: "overdue by 3 days, was due 2026-03-01".
    pub fn when(&self) -> String {
        let days = |count: u32| match count {
            1 => "1 day".to_owned(),
            count => format!("{count} days"),
        };
        let by = self.by.map(|by| by.to_string()).unwrap_or_default();
        match (self.state, self.kind) {
            (DueState::Overdue(late), _) => {
                format!("overdue by {}, was due {by}", days(late))
            }
            (DueState::Today, _) => format!("due today, {by}"),
            (DueState::In(left), _) => format!("by {by}, in {}", days(left)),
            (DueState::Undated, DueKind::Trigger) => "reopens the decision".to_owned(),
            (DueState::Undated, _) => "no day is set".to_owned(),
        }
    }
}

/// What is due, seen from `today`: what is late first, then by day, then what
/// has none; triggers last.
pub fn due(workbook: &Workbook, today: Date) -> Vec<Due> {
    let decision = &workbook.decision;
    let mut all = Vec::new();
    let entry = |kind, what: &str, by| Due {
        kind,
        what: what.to_owned(),
        who: None,
        by,
        state: DueState::of(by, today),
    };
    if !is_taken(decision) && (decision.decided.is_some() || decision.status == Status::Proposed) {
        all.push(entry(DueKind::Decision, "Take the decision", decision.decided));
    }
    if decision.review_by.is_some() || decision.status == Status::Accepted {
        all.push(entry(DueKind::Review, "Look at the decision again", decision.review_by));
    }
    for action in &decision.actions {
        all.push(Due {
            who: action.who.clone(),
            ..entry(DueKind::Action, &action.what, action.by)
        });
    }
    for trigger in &decision.revisit {
        let words = [trigger.metric.trim(), trigger.threshold.trim()];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        all.push(entry(DueKind::Trigger, &words.join(": "), None));
    }
    all.sort_by_key(|due| {
        (due.kind == DueKind::Trigger, due.by.is_none(), due.by, due.kind == DueKind::Action)
    });
    all
}

fn is_taken(decision: &Decision) -> bool {
    !matches!(decision.status, Status::Draft | Status::Proposed)
}
