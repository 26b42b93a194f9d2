//! Importance against difficulty: which requirements to look at first.

use super::listed;
use crate::workbook::{Requirement, RequirementId, Workbook};

/// From this step of 1 to 5 a requirement counts as important, or as hard.
pub const PORTFOLIO_HIGH: u8 = 4;

/// Requirements by how much they matter and how hard they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Portfolio {
    /// Those that have both an importance and a difficulty, in list order.
    pub placed: Vec<RequirementId>,
    /// Those that lack one of the two, in list order.
    pub unplaced: Vec<RequirementId>,
    /// Important and hard, the most important first, of these the hardest.
    pub first: Vec<RequirementId>,
    /// Important and not hard, the most important first.
    pub soon: Vec<RequirementId>,
}

/// Puts the requirements in order.
pub fn portfolio(requirements: &[Requirement]) -> Portfolio {
    let mut portfolio = Portfolio::default();
    let mut first: Vec<(u8, u8, &RequirementId)> = Vec::new();
    let mut soon = Vec::new();
    for requirement in requirements {
        let id = &requirement.id;
        let (Some(importance), Some(difficulty)) = (requirement.importance, requirement.difficulty)
        else {
            portfolio.unplaced.push(id.clone());
            continue;
        };
        portfolio.placed.push(id.clone());
        if importance >= PORTFOLIO_HIGH {
            let list = if difficulty >= PORTFOLIO_HIGH { &mut first } else { &mut soon };
            list.push((importance, difficulty, id));
        }
    }
    first.sort_by_key(|&(importance, difficulty, _)| std::cmp::Reverse((importance, difficulty)));
    soon.sort_by_key(|&(importance, difficulty, _)| (std::cmp::Reverse(importance), difficulty));
    portfolio.first = first.into_iter().map(|(_, _, id)| id.clone()).collect();
    portfolio.soon = soon.into_iter().map(|(_, _, id)| id.clone()).collect();
    portfolio
}

/// Requirements named in the sentence before the rest is counted.
const NAMED: usize = 3;

impl Portfolio {
    /// The finding in a sentence or two. Empty where nothing is placed.
    pub fn sentence(&self, workbook: &Workbook) -> String {
        if self.placed.is_empty() {
            return String::new();
        }
        let names = |ids: &[RequirementId]| {
            let mut names: Vec<String> = ids
                .iter()
                .take(NAMED)
                .map(|id| {
                    let item = crate::workbook::ItemRef::new(
                        crate::workbook::Kind::Requirement,
                        id.as_str(),
                    );
                    format!("\"{}\"", item.name(workbook))
                })
                .collect();
            if ids.len() > NAMED {
                names.push(format!("{} more", ids.len() - NAMED));
            }
            listed(&names)
        };
        let placed = self.placed.len();
        let mut text = match (self.first.len(), self.soon.len()) {
            (0, 0) => format!("None of the {placed} placed here is important."),
            (0, _) => format!("Nothing important is hard: {} can be met soon.", names(&self.soon)),
            (1, _) => {
                format!("Important and hard is {}: look at it first.", names(&self.first))
            }
            (count, _) => format!(
                "{count} of {placed} are important and hard: {}. Look at these first.",
                names(&self.first)
            ),
        };
        match self.unplaced.len() {
            0 => {}
            1 => text.push_str(" One is not placed yet."),
            more => text.push_str(&format!(" {more} are not placed yet.")),
        }
        text
    }
}
