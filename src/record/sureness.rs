//! How sure the result is, in two sentences for the record.

use super::text::one_line;
use crate::analysis::Analysis;
use crate::analysis::uncertainty::{RECORD_DRAWS, draw_ranks, drawn_text, share_headline};
use crate::workbook::Workbook;

/// Who leads how often, then what was drawn and from which seed; empty where
/// there is nothing to draw over. A record makes no more draws than are done
/// in a moment, whatever the window is asked for.
pub(super) fn sure_sentence(workbook: &Workbook, analysis: &Analysis) -> String {
    match draw_ranks(workbook, analysis, RECORD_DRAWS) {
        Ok(found) => one_line(&format!(
            "{}. {}",
            share_headline(analysis, &found),
            drawn_text(workbook, &found)
        )),
        Err(_) => String::new(),
    }
}
