//! Weights in a tree, as in the analytic hierarchy process. Priorities of
//! options on its leaves are joined by [`super::synthesis`].

use super::error::{NumbersError, checked_list};

/// Global weights of nodes from local ones: the product along the path from the
/// root. `parents` names the node above each, nothing for those at the top, and
/// stands before its children.
///
/// # Errors
///
/// Lists of different length, a parent that does not stand before its child, or
/// a weight that is negative or not finite.
pub fn global_weights(parents: &[Option<usize>], locals: &[f64]) -> Result<Vec<f64>, NumbersError> {
    checked_list(locals, "weights", 1)?;
    if parents.len() != locals.len() {
        let found = parents.len();
        return Err(NumbersError::Length { what: "parents", found, needs: locals.len() });
    }
    let mut global: Vec<f64> = Vec::with_capacity(locals.len());
    for (at, (parent, local)) in parents.iter().zip(locals).enumerate() {
        if *local < 0.0 {
            return Err(NumbersError::Negative { row: 0, column: at, value: *local });
        }
        let above = match parent {
            None => 1.0,
            Some(parent) => *global.get(*parent).ok_or(NumbersError::NotUnique)?,
        };
        global.push(above * local);
    }
    Ok(global)
}
