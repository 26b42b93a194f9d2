//! What is selected in the matrix: blocks of cells, the last of which holds the
//! cursor.

/// A place in the matrix: a criterion and an option, by position in the
/// workbook's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    /// The criterion, or a group of criteria.
    pub node: usize,
    /// The option.
    pub option: usize,
}

/// A block as rows and options shown, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    /// First and last row.
    pub rows: (usize, usize),
    /// First and last option.
    pub options: (usize, usize),
}

impl Area {
    /// Whether a cell lies in it.
    pub fn contains(&self, row: usize, option: usize) -> bool {
        (self.rows.0..=self.rows.1).contains(&row)
            && (self.options.0..=self.options.1).contains(&option)
    }
}

/// Blocks, each from where it was begun to where it was drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Selection {
    blocks: Vec<(Spot, Spot)>,
}

impl Selection {
    /// Where the cursor is.
    pub fn cursor(&self) -> Option<Spot> {
        self.blocks.last().map(|block| block.1)
    }

    /// Puts the cursor on a cell and selects nothing else.
    pub fn set(&mut self, spot: Spot) {
        self.blocks = vec![(spot, spot)];
    }

    /// Draws the last block out to a cell.
    pub fn extend(&mut self, to: Spot) {
        match self.blocks.last_mut() {
            Some(block) => block.1 = to,
            None => self.set(to),
        }
    }

    /// Selects a block with the cursor on its second end; with `add` besides
    /// what is selected already.
    pub fn span(&mut self, from: Spot, to: Spot, add: bool) {
        if !add {
            self.blocks.clear();
        }
        self.blocks.push((from, to));
    }

    /// Leaves the cursor alone selected.
    pub fn collapse(&mut self) {
        if let Some(cursor) = self.cursor() {
            self.set(cursor);
        }
    }

    /// Selects nothing.
    pub fn clear(&mut self) {
        self.blocks.clear();
    }

    /// Whether no more than the cell with the cursor is selected.
    pub fn is_single(&self) -> bool {
        match self.blocks.as_slice() {
            [] => true,
            [(from, to)] => from == to,
            _ => false,
        }
    }

    /// The blocks as they are shown, the one with the cursor last. `row_of`
    /// gives the row of each criterion; a block whose beginning is hidden is
    /// its other end alone.
    pub fn areas(&self, row_of: &[Option<usize>]) -> Vec<Area> {
        let row = |spot: Spot| row_of.get(spot.node).copied().flatten();
        let ordered = |a: usize, b: usize| (a.min(b), a.max(b));
        self.blocks
            .iter()
            .filter_map(|&(from, to)| {
                let end = row(to)?;
                Some(match row(from) {
                    Some(start) => {
                        Area { rows: ordered(start, end), options: ordered(from.option, to.option) }
                    }
                    None => Area { rows: (end, end), options: (to.option, to.option) },
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(node: usize, option: usize) -> Spot {
        Spot { node, option }
    }

    #[test]
    fn a_block_is_the_same_whichever_way_it_is_drawn() {
        // The criterion 0 is shown in the row 2, the criterion 2 in the row 0.
        let row_of = [Some(2), Some(1), Some(0)];
        let mut drawn_up = Selection::default();
        drawn_up.set(spot(0, 3));
        drawn_up.extend(spot(2, 1));
        let mut drawn_down = Selection::default();
        drawn_down.set(spot(2, 1));
        drawn_down.extend(spot(0, 3));
        let block = Area { rows: (0, 2), options: (1, 3) };
        assert_eq!(drawn_up.areas(&row_of), [block]);
        assert_eq!(drawn_down.areas(&row_of), [block]);
        assert!(block.contains(1, 2) && !block.contains(1, 0) && !block.contains(3, 2));
        assert_eq!(drawn_up.cursor(), Some(spot(2, 1)));
    }

    #[test]
    fn a_block_that_begins_in_a_folded_group_is_the_cell_with_the_cursor() {
        let mut selection = Selection::default();
        selection.set(spot(0, 0));
        selection.extend(spot(1, 2));
        let areas = selection.areas(&[None, Some(4)]);
        assert_eq!(areas, [Area { rows: (4, 4), options: (2, 2) }]);
        assert!(selection.areas(&[Some(0), None]).is_empty(), "the cursor itself is hidden");
    }

    #[test]
    fn blocks_add_up_until_one_cell_is_chosen() {
        let mut selection = Selection::default();
        assert!(selection.is_single());
        selection.span(spot(0, 2), spot(0, 0), false);
        selection.span(spot(1, 2), spot(1, 0), true);
        assert_eq!(selection.areas(&[Some(0), Some(1)]).len(), 2);
        assert!(!selection.is_single());
        selection.collapse();
        assert_eq!(selection.cursor(), Some(spot(1, 0)));
        assert!(selection.is_single());
    }
}
