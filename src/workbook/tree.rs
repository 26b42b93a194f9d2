//! The value tree as a tree: children, leaves and depth of each node.

use std::collections::BTreeMap;

use super::{Criterion, CriterionKind, Measure, Workbook};

/// The criteria of a workbook, linked. Positions are indices into
/// [`Workbook::criteria`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// Nodes without a parent, in display order.
    pub roots: Vec<usize>,
    /// Children of each node, in display order.
    pub children: Vec<Vec<usize>>,
    /// Parent of each node.
    pub parent: Vec<Option<usize>>,
    /// All nodes from the top down, each before its children.
    pub order: Vec<usize>,
    /// Steps from the root, 0 for a root; one for each node.
    pub depth: Vec<usize>,
}

impl Tree {
    /// Links the criteria of `workbook`. A node whose parent is missing counts
    /// as a root; nodes in a circle (which no sound workbook has) are left out
    /// of `order`.
    pub fn of(workbook: &Workbook) -> Self {
        let criteria = &workbook.criteria;
        let at: BTreeMap<&str, usize> = criteria
            .iter()
            .enumerate()
            .map(|(at, criterion)| (criterion.id.as_str(), at))
            .collect();
        let parent: Vec<Option<usize>> = criteria
            .iter()
            .map(|criterion| criterion.parent.as_ref().and_then(|id| at.get(id.as_str()).copied()))
            .collect();
        let mut children = vec![Vec::new(); criteria.len()];
        let mut roots = Vec::new();
        for (node, above) in parent.iter().enumerate() {
            match above {
                Some(above) => children[*above].push(node),
                None => roots.push(node),
            }
        }
        let mut order = Vec::with_capacity(criteria.len());
        let mut depth = vec![0; criteria.len()];
        let mut open: Vec<usize> = roots.iter().rev().copied().collect();
        while let Some(node) = open.pop() {
            order.push(node);
            for &child in children[node].iter().rev() {
                depth[child] = depth[node] + 1;
                open.push(child);
            }
        }
        Self { roots, children, parent, order, depth }
    }

    /// The nodes from `node` up to its root, `node` first.
    pub fn path_up(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        // A circle of parents would never end; no path is longer than the tree.
        std::iter::successors(Some(node), |&at| self.parent[at]).take(self.parent.len())
    }

    /// The top node above `node`, or itself.
    pub fn root_of(&self, node: usize) -> usize {
        self.path_up(node).last().unwrap_or(node)
    }

    /// Scored leaves at or below `node`, in display order.
    pub fn leaves_below(&self, workbook: &Workbook, node: usize) -> Vec<usize> {
        let mut leaves = Vec::new();
        let mut open = vec![node];
        while let Some(at) = open.pop() {
            if workbook.criteria[at].measure().is_some() {
                leaves.push(at);
            }
            open.extend(self.children[at].iter().rev());
        }
        leaves
    }

    /// All scored leaves, in display order.
    pub fn leaves(&self, workbook: &Workbook) -> Vec<usize> {
        self.order.iter().copied().filter(|&at| workbook.criteria[at].measure().is_some()).collect()
    }
}

impl Criterion {
    /// The measure of a scored leaf.
    pub fn measure(&self) -> Option<&Measure> {
        match &self.kind {
            CriterionKind::Scored(measure) => Some(measure),
            CriterionKind::Group | CriterionKind::Context => None,
        }
    }
}
