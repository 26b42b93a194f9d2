//! Edits of the tree's shape: add, move among siblings, into and out of groups.
//! Siblings stand in the order of the workbook's list, so every move is a move
//! in that list, with the whole branch, and perhaps another parent.

use crate::workbook::{
    Criterion, CriterionId, CriterionKind, Edit, Item, ItemRef, Kind, Measure, Tree, Workbook,
};

/// A step of a criterion in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Before the sibling above it.
    Up,
    /// After the sibling below it.
    Down,
    /// Out of its group, to stand after it.
    Out,
    /// Into the group above it, at the end.
    Into,
}

/// The words of a new scale of levels.
const NEW_LEVELS: [&str; 5] = ["Fails", "Weak", "Acceptable", "Good", "Excellent"];

fn siblings(tree: &Tree, parent: Option<usize>) -> &[usize] {
    match parent {
        Some(parent) => tree.children.get(parent).map_or(&[], Vec::as_slice),
        None => &tree.roots,
    }
}

fn branch(tree: &Tree, node: usize) -> Vec<usize> {
    let mut branch = Vec::new();
    let mut open = vec![node];
    while let Some(at) = open.pop() {
        branch.push(at);
        open.extend(tree.children[at].iter().rev());
    }
    branch
}

/// The node before which something has to stand in the list to come right
/// after `anchor`'s branch, as the next child of `parent`; nothing for the end
/// of the list. Nodes in `moved` do not count.
fn place_after(
    tree: &Tree,
    parent: Option<usize>,
    anchor: usize,
    moved: &[usize],
) -> Option<usize> {
    let family = siblings(tree, parent);
    if let Some(at) = family.iter().position(|&node| node == anchor)
        && let Some(&next) = family[at + 1..].iter().find(|node| !moved.contains(node))
    {
        return Some(next);
    }
    // The last of its family: any later node will do that stands behind all of
    // the family in the list; in display order that is the next one.
    let own = branch(tree, anchor);
    let end = tree.order.iter().rposition(|node| own.contains(node))?;
    let last = family.iter().copied().filter(|node| !moved.contains(node)).max().unwrap_or(anchor);
    tree.order[end + 1..].iter().copied().find(|node| !moved.contains(node) && *node > last)
}

fn moves(workbook: &Workbook, moved: &[usize], before: Option<usize>) -> Vec<Edit> {
    let before = before.map(|at| workbook.criteria[at].id.as_str().to_owned());
    moved
        .iter()
        .map(|&node| Edit::Move {
            item: ItemRef::new(Kind::Criterion, workbook.criteria[node].id.as_str()),
            before: before.clone(),
        })
        .collect()
}

/// The edit that takes a node one step; nothing where the step leads nowhere.
pub fn step(workbook: &Workbook, tree: &Tree, node: usize, step: Step) -> Option<Edit> {
    let criterion = workbook.criteria.get(node)?;
    let parent = tree.parent[node];
    let family = siblings(tree, parent);
    let at = family.iter().position(|&other| other == node)?;
    let moved = branch(tree, node);
    let put = |parent: Option<usize>| {
        let mut changed = criterion.clone();
        changed.parent = parent.map(|at| workbook.criteria[at].id.clone());
        Edit::Put(Item::from(changed))
    };
    let mut edits = Vec::new();
    match step {
        Step::Up => {
            let before = *family.get(at.checked_sub(1)?)?;
            edits.extend(moves(workbook, &moved, Some(before)));
        }
        Step::Down => {
            let after = *family.get(at + 1)?;
            edits.extend(moves(workbook, &moved, place_after(tree, parent, after, &moved)));
        }
        Step::Out => {
            let above = parent?;
            let target = tree.parent[above];
            edits.push(put(target));
            edits.extend(moves(workbook, &moved, place_after(tree, target, above, &moved)));
        }
        Step::Into => {
            let group = *family.get(at.checked_sub(1)?)?;
            if workbook.criteria[group].kind != CriterionKind::Group {
                return None;
            }
            edits.push(put(Some(group)));
            let anchor = tree.children[group].last().copied().unwrap_or(group);
            let target = if anchor == group { parent } else { Some(group) };
            edits.extend(moves(workbook, &moved, place_after(tree, target, anchor, &moved)));
        }
    }
    Some(Edit::All { label: format!("move criterion {}", criterion.name), edits })
}

/// A new leaf or group below the selected group, or after the selected leaf, or
/// at the end.
pub fn add(
    workbook: &Workbook,
    tree: &Tree,
    selected: Option<usize>,
    group: bool,
) -> (CriterionId, Edit) {
    let name = fresh_name(workbook, if group { "New group" } else { "New criterion" });
    let id =
        CriterionId::fresh(&name, "criterion", workbook.criteria.iter().map(|other| &other.id));
    let (parent, anchor) = match selected {
        Some(node) if workbook.criteria[node].kind == CriterionKind::Group => {
            (Some(node), tree.children[node].last().copied())
        }
        Some(node) => (tree.parent[node], Some(node)),
        None => (None, None),
    };
    let criterion = Criterion {
        id: id.clone(),
        parent: parent.map(|at| workbook.criteria[at].id.clone()),
        name: name.clone(),
        definition: String::new(),
        measure: String::new(),
        note: String::new(),
        kind: if group {
            CriterionKind::Group
        } else {
            CriterionKind::Scored(Measure::levels(NEW_LEVELS))
        },
    };
    let mut edits = vec![Edit::Put(Item::from(criterion))];
    if let Some(anchor) = anchor
        && let Some(before) = place_after(tree, parent, anchor, &[])
    {
        edits.push(Edit::Move {
            item: ItemRef::new(Kind::Criterion, id.as_str()),
            before: Some(workbook.criteria[before].id.as_str().to_owned()),
        });
    }
    (id, Edit::All { label: format!("add criterion {name}"), edits })
}

/// A copy of the words that a new scale of levels begins with.
pub fn new_levels() -> Measure {
    Measure::levels(NEW_LEVELS)
}

fn fresh_name(workbook: &Workbook, base: &str) -> String {
    let taken = |name: &str| workbook.criteria.iter().any(|other| other.name == name);
    if !taken(base) {
        return base.to_owned();
    }
    (2..).map(|number| format!("{base} {number}")).find(|name| !taken(name)).unwrap_or_default()
}

/// Groups that can take a node in: all outside of its own branch.
pub fn possible_parents(workbook: &Workbook, tree: &Tree, node: usize) -> Vec<usize> {
    let own = branch(tree, node);
    tree.order
        .iter()
        .copied()
        .filter(|at| workbook.criteria[*at].kind == CriterionKind::Group && !own.contains(at))
        .collect()
}
