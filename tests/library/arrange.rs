//! Moves in the value tree keep it sound, lose nothing and put things where
//! they were to go.

use proptest::prelude::*;
use weighbridge::analysis::attached;
use weighbridge::workbook::{
    Criterion, CriterionId, CriterionKind, Edit, Item, ItemRef, Kind, Measure, NewPlace, Tree,
    TreeStep, Workbook, add_criterion, apply, faults, place_criterion, step_criterion,
};

fn put(name: &str, parent: Option<&str>, group: bool) -> Edit {
    let id = |text: &str| CriterionId::new(text).unwrap();
    Edit::Put(Item::from(Criterion {
        id: id(name),
        parent: parent.map(id),
        name: name.to_owned(),
        definition: String::new(),
        measure: String::new(),
        note: String::new(),
        kind: if group {
            CriterionKind::Group
        } else {
            CriterionKind::Scored(Measure::levels(["bad", "good"]))
        },
    }))
}

/// g holds a, b and the group h, which holds c; i is an empty group.
fn workbook() -> Workbook {
    let edits = vec![
        put("g", None, true),
        put("a", Some("g"), false),
        put("b", Some("g"), false),
        put("h", Some("g"), true),
        put("c", Some("h"), false),
        put("i", None, true),
    ];
    apply(&Workbook::default(), &Edit::All { label: String::new(), edits }).unwrap()
}

fn node(workbook: &Workbook, name: &str) -> usize {
    workbook.criteria.iter().position(|other| other.id.as_str() == name).unwrap()
}

/// The tree in a line: "g(a b h(c)) i()".
fn drawn(workbook: &Workbook) -> String {
    fn family(workbook: &Workbook, tree: &Tree, of: &[usize]) -> String {
        let each: Vec<String> = of
            .iter()
            .map(|&node| {
                let criterion = &workbook.criteria[node];
                match criterion.kind {
                    CriterionKind::Group => {
                        format!(
                            "{}({})",
                            criterion.id,
                            family(workbook, tree, &tree.children[node])
                        )
                    }
                    _ => criterion.id.to_string(),
                }
            })
            .collect();
        each.join(" ")
    }
    let tree = Tree::of(workbook);
    family(workbook, &tree, &tree.roots)
}

fn placed(workbook: &Workbook, what: &str, into: Option<&str>, before: Option<&str>) -> String {
    let tree = Tree::of(workbook);
    let at = |name: &str| node(workbook, name);
    match place_criterion(workbook, &tree, at(what), into.map(at), before.map(at)) {
        Some(edit) => drawn(&apply(workbook, &edit).unwrap()),
        None => "nothing".to_owned(),
    }
}

#[test]
fn a_criterion_is_put_anywhere_it_can_stand() {
    let book = workbook();
    assert_eq!(drawn(&book), "g(a b h(c)) i()");
    assert_eq!(placed(&book, "c", Some("g"), Some("a")), "g(c a b h()) i()");
    assert_eq!(placed(&book, "a", Some("i"), None), "g(b h(c)) i(a)");
    assert_eq!(placed(&book, "h", None, Some("g")), "h(c) g(a b) i()");
    assert_eq!(placed(&book, "g", Some("i"), None), "i(g(a b h(c)))");
    assert_eq!(placed(&book, "a", Some("g"), None), "g(b h(c) a) i()");
    assert_eq!(placed(&book, "b", Some("g"), Some("a")), "g(b a h(c)) i()");
}

#[test]
fn it_is_not_put_into_itself_below_a_leaf_or_where_it_stands() {
    let book = workbook();
    for (what, into, before) in [
        ("g", Some("h"), None),
        ("g", Some("g"), None),
        ("a", Some("b"), None),
        ("a", Some("g"), Some("a")),
        ("a", Some("g"), Some("b")),
        ("h", Some("g"), None),
        ("a", Some("i"), Some("b")),
    ] {
        assert_eq!(placed(&book, what, into, before), "nothing", "{what} into {into:?}");
    }
}

#[test]
fn a_new_one_goes_inside_or_beside() {
    let book = workbook();
    let tree = Tree::of(&book);
    let added = |place| {
        let (id, edit) = add_criterion(&book, &tree, Some(node(&book, "h")), place, false);
        drawn(&apply(&book, &edit).unwrap()).replace(id.as_str(), "new")
    };
    assert_eq!(added(NewPlace::Inside), "g(a b h(c new)) i()");
    assert_eq!(added(NewPlace::Beside), "g(a b h(c) new) i()");
}

#[test]
fn what_goes_with_a_group_is_counted() {
    let item = ItemRef::new(Kind::Criterion, "g");
    assert_eq!(attached(&workbook(), &item), ["4 criteria in it"]);
    assert!(attached(&workbook(), &ItemRef::new(Kind::Criterion, "a")).is_empty());
}

proptest! {
    #[test]
    fn steps_keep_the_tree_sound_and_whole(
        steps in prop::collection::vec((0_usize..6, 0_usize..4), 1..40),
    ) {
        let mut book = workbook();
        for (which, step) in steps {
            let step = [TreeStep::Up, TreeStep::Down, TreeStep::Out, TreeStep::Into][step];
            let tree = Tree::of(&book);
            let id = book.criteria[which].id.clone();
            let Some(edit) = step_criterion(&book, &tree, which, step) else { continue };
            let moved = apply(&book, &edit).unwrap();
            prop_assert!(faults(&moved).is_empty());
            prop_assert_eq!(Tree::of(&moved).order.len(), 6);
            // Up and down undo each other.
            let back = match step {
                TreeStep::Up => Some(TreeStep::Down),
                TreeStep::Down => Some(TreeStep::Up),
                _ => None,
            };
            if let Some(back) = back {
                let at = node(&moved, id.as_str());
                let edit = step_criterion(&moved, &Tree::of(&moved), at, back).unwrap();
                prop_assert_eq!(drawn(&apply(&moved, &edit).unwrap()), drawn(&book));
            }
            book = moved;
        }
    }
}
