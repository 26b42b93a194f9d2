//! Edits of the tree's shape: add, move among siblings, into and out of groups.
//! Siblings stand in the order of the workbook's list, so every move is a move
//! in that list, with the whole branch, and perhaps another parent.

use super::{
    Criterion, CriterionId, CriterionKind, Edit, Item, ItemRef, Kind, Measure, Tree, Workbook,
};

/// A step of a criterion in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TreeStep {
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

/// A node and all below it, from the top down.
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

/// The edit that puts a node, with its branch, into a group (or at the top of
/// the tree) before one of the group's other children, or at its end. Nothing
/// where it stands there already, or where it cannot stand: in its own branch
/// or below a leaf.
pub fn place_criterion(
    workbook: &Workbook,
    tree: &Tree,
    node: usize,
    parent: Option<usize>,
    before: Option<usize>,
) -> Option<Edit> {
    let criterion = workbook.criteria.get(node)?;
    let moved = branch(tree, node);
    if let Some(parent) = parent
        && (moved.contains(&parent) || workbook.criteria.get(parent)?.kind != CriterionKind::Group)
    {
        return None;
    }
    let family = siblings(tree, parent);
    let stays = tree.parent[node] == parent;
    let own = family.iter().position(|&other| other == node);
    // Before itself is where it stands.
    let before = match own {
        Some(at) if before == Some(node) => family.get(at + 1).copied(),
        _ => before,
    };
    if let Some(before) = before
        && tree.parent.get(before).copied()? != parent
    {
        return None;
    }
    if stays && own.is_some_and(|at| family.get(at + 1).copied() == before) {
        return None;
    }
    let mut edits = Vec::new();
    if !stays {
        let mut changed = criterion.clone();
        changed.parent = parent.map(|at| workbook.criteria[at].id.clone());
        edits.push(Edit::Put(Item::from(changed)));
    }
    let before = before.or_else(|| {
        let last = family.iter().copied().rfind(|other| *other != node);
        match (last, parent) {
            (Some(last), _) => place_after(tree, parent, last, &moved),
            (None, Some(group)) => place_after(tree, tree.parent[group], group, &moved),
            (None, None) => None,
        }
    });
    edits.extend(moves(workbook, &moved, before));
    Some(Edit::All { label: format!("move criterion {}", criterion.name), edits })
}

/// The edit that takes a node one step; nothing where the step leads nowhere.
pub fn step_criterion(
    workbook: &Workbook,
    tree: &Tree,
    node: usize,
    step: TreeStep,
) -> Option<Edit> {
    let parent = *tree.parent.get(node)?;
    let family = siblings(tree, parent);
    let at = family.iter().position(|&other| other == node)?;
    match step {
        TreeStep::Up => {
            let before = *family.get(at.checked_sub(1)?)?;
            place_criterion(workbook, tree, node, parent, Some(before))
        }
        TreeStep::Down => {
            family.get(at + 1)?;
            place_criterion(workbook, tree, node, parent, family.get(at + 2).copied())
        }
        TreeStep::Out => {
            let above = parent?;
            let target = tree.parent[above];
            let around = siblings(tree, target);
            let place = around.iter().position(|&other| other == above)?;
            place_criterion(workbook, tree, node, target, around.get(place + 1).copied())
        }
        TreeStep::Into => {
            let group = *family.get(at.checked_sub(1)?)?;
            place_criterion(workbook, tree, node, Some(group), None)
        }
    }
}

/// Where a new criterion goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewPlace {
    /// At the end of the group, where a group is selected, else after what is.
    Inside,
    /// After what is selected, beside it.
    Beside,
}

/// A new leaf or group, placed by what is selected; at the end of the tree where
/// nothing is. Gives its id too.
pub fn add_criterion(
    workbook: &Workbook,
    tree: &Tree,
    selected: Option<usize>,
    place: NewPlace,
    group: bool,
) -> (CriterionId, Edit) {
    let name = fresh_name(workbook, if group { "New group" } else { "New criterion" });
    let id =
        CriterionId::fresh(&name, "criterion", workbook.criteria.iter().map(|other| &other.id));
    let (parent, anchor) = match selected {
        Some(node)
            if place == NewPlace::Inside
                && workbook.criteria[node].kind == CriterionKind::Group =>
        {
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
        kind: if group { CriterionKind::Group } else { CriterionKind::Scored(new_levels()) },
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
    (
        id,
        Edit::All {
            label: format!("add {} {name}", if group { "group" } else { "criterion" }),
            edits,
        },
    )
}

/// The scale of levels that a new criterion begins with.
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
