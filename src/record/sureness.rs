//! How sure the result is, in a sentence for the record.

use super::text::one_line;
use crate::analysis::uncertainty::{LIVE_DRAWS, first_shares, half_width};
use crate::analysis::{Analysis, number};
use crate::workbook::{WeightFreedom, Workbook};

/// "In 97 % of 10,000 draws (± 0.3) Node.js comes first", with what was drawn
/// and the seed; empty where there is nothing to draw over. A record makes no
/// more draws than are done in a moment, whatever the window is asked for.
pub(super) fn sure_sentence(workbook: &Workbook, analysis: &Analysis) -> String {
    let (shares, varying) = match first_shares(workbook, analysis, LIVE_DRAWS) {
        Ok(found) => found,
        Err(_) => return String::new(),
    };
    let Some((option, share)) = shares.iter().copied().rev().max_by(|a, b| a.1.total_cmp(&b.1))
    else {
        return String::new();
    };
    let name = one_line(&analysis.options[option].name);
    let weights = match &workbook.uncertainty.weights {
        WeightFreedom::Stated => "weights as stated".to_owned(),
        WeightFreedom::Around(concentration) => {
            format!("weights around those stated (concentration {})", number(*concentration, 0))
        }
        WeightFreedom::Ordered => "any weights in the stated order".to_owned(),
        WeightFreedom::Within(_) => "any weights within their ranges".to_owned(),
        WeightFreedom::Free => "any weights at all".to_owned(),
    };
    let scores = match varying {
        0 => "no score with a range".to_owned(),
        1 => "1 score from its range".to_owned(),
        varying => format!("{varying} scores from their ranges"),
    };
    let draws = u64::from(LIVE_DRAWS);
    format!(
        "{name} comes first in {} % of 10,000 draws (± {}): {weights}, {scores}, seed {}.",
        number(100.0 * share, 0),
        number(100.0 * half_width(share, draws), 1),
        workbook.uncertainty.seed
    )
}
