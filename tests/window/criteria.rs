//! The value tree, worked by the names that a user sees and by keyboard.

use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::Queryable as _;
use weighbridge::app::screens::Screen;
use weighbridge::workbook::{
    CriterionId, CriterionKind, Edit, ItemRef, Kind, Scale, ValueFunction, Workbook, apply, faults,
};

use crate::stage::Stage;

/// Raw weights of P01 in the digest add to 29; 5 of 29 is 17.24 %.
const CONCURRENCY: &str = "Concurrency model, 17.2 %";

fn criteria() -> Stage {
    let mut stage = Stage::flagship();
    stage.command(Key::Num4);
    assert_eq!(stage.harness.state().screen(), Screen::Criteria);
    stage
}

fn id(text: &str) -> CriterionId {
    CriterionId::new(text).unwrap()
}

fn weight(stage: &Stage, criterion: &str) -> Option<f64> {
    stage.workbook().current_profile().unwrap().weights.get(&id(criterion)).copied()
}

fn select(stage: &mut Stage, row: &str) {
    stage.harness.get_by_label_contains(row).click();
    stage.settle();
}

fn fill(stage: &mut Stage, field: &str, text: &str) {
    stage.focus(field);
    stage.command(Key::A);
    stage.text(text);
    stage.key(Key::Tab);
}

/// Does what a click does, for what may stand below the edge of the inspector.
fn push(stage: &mut Stage, button: &str) {
    stage.focus(button);
    stage.key(Key::Space);
}

#[test]
fn a_weight_is_typed_into_the_tree_and_the_shares_follow() {
    let mut stage = criteria();
    assert!(stage.shows(CONCURRENCY));
    fill(&mut stage, "Weight of Concurrency model", "0");
    assert_eq!(weight(&stage, "concurrency_model"), Some(0.0));
    // 5 of the 24 that are left.
    assert!(stage.shows("I/O-bound latency and throughput, 20.8 %"));
    // The next weight has the focus; Escape leaves it, so that undo is the window's.
    stage.key(Key::Escape);
    stage.command(Key::Z);
    assert_eq!(weight(&stage, "concurrency_model"), Some(5.0));
    assert!(stage.shows(CONCURRENCY));
}

#[test]
fn looking_at_the_tree_changes_nothing() {
    let mut stage = criteria();
    select(&mut stage, CONCURRENCY);
    for _ in 0..60 {
        stage.key(Key::Tab);
    }
    assert!(!stage.harness.state().document().unwrap().is_dirty());
}

#[test]
fn a_criterion_is_moved_by_keyboard() {
    let mut stage = criteria();
    select(&mut stage, CONCURRENCY);
    let parent = |stage: &Stage| {
        stage.workbook().criterion(&id("concurrency_model")).unwrap().parent.clone()
    };
    assert_eq!(parent(&stage), Some(id("k1-capacity")));
    stage.press(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(parent(&stage), Some(id("k1")), "out of its group");
    stage.press(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(parent(&stage), Some(id("k1-capacity")), "into the group above");
    stage.press(Modifiers::ALT, Key::ArrowLeft);
    stage.press(Modifiers::ALT, Key::ArrowUp);
    let under: Vec<&str> = stage
        .workbook()
        .criteria
        .iter()
        .filter(|other| other.parent == Some(id("k1")))
        .map(|other| other.id.as_str())
        .collect();
    assert_eq!(
        under,
        [
            "k1-time-behaviour",
            "k1-resource-utilisation",
            "concurrency_model",
            "k1-capacity",
            "k1-measured"
        ]
    );
    assert_eq!(weight(&stage, "concurrency_model"), Some(5.0), "it keeps its weight");
}

#[test]
fn arrows_walk_and_fold_and_f2_renames() {
    let mut stage = criteria();
    select(&mut stage, CONCURRENCY);
    // To its group, fold it: the row is gone; unfold it again.
    stage.key(Key::ArrowLeft);
    stage.key(Key::ArrowLeft);
    assert!(!stage.shows(CONCURRENCY));
    stage.key(Key::ArrowRight);
    assert!(stage.shows(CONCURRENCY));
    stage.key(Key::ArrowRight);
    stage.key(Key::F2);
    stage.command(Key::A);
    stage.text("Concurrency");
    stage.key(Key::Enter);
    assert_eq!(stage.workbook().criterion(&id("concurrency_model")).unwrap().name, "Concurrency");
}

#[test]
fn a_criterion_goes_with_what_hangs_on_it_and_comes_back() {
    let mut stage = criteria();
    let before = stage.workbook().clone();
    select(&mut stage, CONCURRENCY);
    stage.key(Key::Delete);
    assert!(stage.workbook().criterion(&id("concurrency_model")).is_none());
    assert_eq!(weight(&stage, "concurrency_model"), None);
    stage.command(Key::Z);
    assert!(stage.workbook().is_same(&before));
}

#[test]
fn a_new_criterion_stands_after_the_selected_one() {
    let mut stage = criteria();
    select(&mut stage, CONCURRENCY);
    stage.click("Add criterion");
    let criteria = &stage.workbook().criteria;
    let at = criteria.iter().position(|other| other.id == id("concurrency_model")).unwrap();
    assert_eq!(criteria[at + 1].name, "New criterion");
    assert_eq!(criteria[at + 1].parent, Some(id("k1-capacity")));
    // The name is ready to be typed over.
    stage.command(Key::A);
    stage.text("Backpressure");
    stage.key(Key::Enter);
    assert_eq!(stage.workbook().criteria[at + 1].name, "Backpressure");
}

#[test]
fn a_moved_anchor_offers_to_rescale_the_weight() {
    let mut stage = criteria();
    select(&mut stage, CONCURRENCY);
    push(&mut stage, "Natural, with a unit");
    let measure = |stage: &Stage| {
        stage.workbook().criterion(&id("concurrency_model")).unwrap().measure().unwrap().clone()
    };
    assert!(matches!(measure(&stage).scale, Scale::Natural { .. }));
    assert!(
        matches!(measure(&stage).value_function, ValueFunction::Piecewise(_)),
        "the values of the levels live on as knots"
    );
    assert!(!stage.shows("Weights belong to ranges"));
    // From 1 to 5 is 4 long, from 1 to 9 twice that.
    fill(&mut stage, "Best anchor", "9");
    assert_eq!(measure(&stage).anchors.best, 9.0);
    assert!(stage.shows("Weights belong to ranges"));
    assert!(stage.shows("from 5 to 10"));
    push(&mut stage, "Rescale the weight");
    assert_eq!(weight(&stage, "concurrency_model"), Some(10.0));
    assert!(!stage.shows("Weights belong to ranges"));
}

#[test]
fn scores_go_when_a_criterion_is_no_longer_scored() {
    let mut stage = criteria();
    let on = |stage: &Stage| {
        let baseline = &stage.workbook().baseline;
        baseline.iter().filter(|score| score.criterion == id("concurrency_model")).count()
    };
    assert_eq!(on(&stage), 3, "one for each option");
    select(&mut stage, CONCURRENCY);
    push(&mut stage, "Kind of the criterion");
    stage.click("Context, never counts");
    let criterion = stage.workbook().criterion(&id("concurrency_model")).unwrap();
    assert_eq!(criterion.kind, CriterionKind::Context);
    assert_eq!(on(&stage), 0);
    assert!(faults(stage.workbook()).is_empty());
}

#[test]
fn a_profile_is_duplicated_and_becomes_the_one_in_force() {
    let mut stage = criteria();
    let profiles = stage.workbook().profiles.len();
    assert!(stage.shows("The sources put Node.js first, support strong. So does this workbook."));
    stage.click("More to do with profiles");
    stage.click("Duplicate profile");
    assert_eq!(stage.workbook().profiles.len(), profiles + 1);
    let current = stage.workbook().current_profile().unwrap();
    assert_eq!(current.name, "Public API under high concurrency (copy)");
    stage.click("More to do with profiles");
    stage.click("Remove profile");
    assert_eq!(stage.workbook().profiles.len(), profiles);
}

#[test]
fn without_weights_equal_ones_are_offered() {
    let mut stage = criteria();
    stage.click("More to do with profiles");
    stage.click("Add profile");
    assert!(stage.shows("No criterion has a weight"));
    push(&mut stage, "Set equal weights");
    let weights = &stage.workbook().current_profile().unwrap().weights;
    assert_eq!(weights.len(), 48, "the scored leaves: 43 of the digest, 5 measured");
    assert!(weights.values().all(|weight| *weight == 1.0));
    assert!(!stage.shows("No criterion has a weight"));
}

#[test]
fn a_claim_is_reached_from_its_criterion() {
    let mut stage = criteria();
    select(&mut stage, CONCURRENCY);
    let claim = "C027 Python is claimed to have no multithreading at all.";
    push(&mut stage, claim);
    assert_eq!(stage.harness.state().screen(), Screen::Evidence);
    assert!(stage.shows("Not counted. It is shown with what is known instead."));
}

#[test]
fn a_small_window_shows_the_tree_too() {
    let mut stage = Stage::of_size(1024.0, 640.0);
    let path = stage.copy("workbooks/backend-runtime.weighbridge.ron");
    stage.open(&path);
    stage.command(Key::Num4);
    assert!(stage.shows("Performance efficiency, group, unfolded"));
    assert!(stage.harness.query_by_label("Weight of Execution speed").is_some());
}

/// Names with their depth, from the top of the tree down.
fn outline(workbook: &Workbook) -> Vec<(usize, String)> {
    let tree = weighbridge::workbook::Tree::of(workbook);
    tree.order
        .iter()
        .map(|&node| (tree.depth[node], workbook.criteria[node].name.clone()))
        .collect()
}

fn lines(of: &[(usize, &str)]) -> Vec<(usize, String)> {
    of.iter().map(|(depth, name)| (*depth, (*name).to_owned())).collect()
}

/// The window on a workbook without criteria.
fn bare() -> Stage {
    let mut stage = Stage::empty();
    let path = stage.copy("workbooks/backend-runtime.weighbridge.ron");
    let mut workbook = weighbridge::store::open(&path).unwrap().workbook;
    while let Some(root) = workbook.criteria.iter().find(|node| node.parent.is_none()) {
        let item = ItemRef::new(Kind::Criterion, root.id.as_str());
        workbook = apply(&workbook, &Edit::Remove(item)).unwrap();
    }
    std::fs::write(&path, weighbridge::store::to_text(&workbook).unwrap()).unwrap();
    stage.open(&path);
    stage.command(Key::Num4);
    stage
}

#[test]
fn a_tree_is_built_by_keyboard_alone() {
    let mut stage = bare();
    let named = |stage: &mut Stage, name: &str| {
        stage.text(name);
        stage.key(Key::Enter);
    };
    push(&mut stage, "Add group");
    named(&mut stage, "Speed");
    // In the group, then beside it.
    stage.key(Key::Insert);
    named(&mut stage, "Latency");
    stage.press(Modifiers::COMMAND, Key::Enter);
    named(&mut stage, "Throughput");
    stage.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Enter);
    named(&mut stage, "People");
    stage.press(Modifiers::ALT, Key::ArrowLeft);
    stage.key(Key::Insert);
    named(&mut stage, "Hiring");
    stage.press(Modifiers::COMMAND, Key::Enter);
    named(&mut stage, "Learning");
    let built = lines(&[
        (0, "Speed"),
        (1, "Latency"),
        (1, "Throughput"),
        (0, "People"),
        (1, "Hiring"),
        (1, "Learning"),
    ]);
    assert_eq!(outline(stage.workbook()), built);
    // Move the last one up, and take that back.
    stage.press(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(outline(stage.workbook())[4..], lines(&[(1, "Learning"), (1, "Hiring")]));
    stage.command(Key::Z);
    assert_eq!(outline(stage.workbook()), built);
    // Enter renames too; Escape leaves the name.
    stage.key(Key::Enter);
    stage.text("Ease of learning");
    stage.key(Key::Enter);
    assert_eq!(outline(stage.workbook())[5].1, "Ease of learning");
    stage.key(Key::F2);
    stage.text("Nonsense");
    stage.key(Key::Escape);
    assert_eq!(outline(stage.workbook())[5].1, "Ease of learning");
    // To the top and to the end, and a group out with all that is in it.
    stage.key(Key::Home);
    stage.key(Key::Delete);
    let left = lines(&[(0, "People"), (1, "Hiring"), (1, "Ease of learning")]);
    assert_eq!(outline(stage.workbook()), left);
    let said = stage.harness.state().message().unwrap();
    assert!(said.contains("2 criteria in it"), "{said}");
}

fn pointer(stage: &mut Stage, place: Pos2, pressed: Option<bool>) {
    stage.harness.event(Event::PointerMoved(place));
    if let Some(pressed) = pressed {
        stage.harness.event(Event::PointerButton {
            pos: place,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    stage.harness.run_steps(2);
}

/// Takes hold of a row and brings it to a place, without letting go.
fn hold(stage: &mut Stage, row: &str, to: Pos2) {
    let from = stage.harness.get_by_label_contains(row).rect().left_center() + [120.0, 0.0].into();
    pointer(stage, from, Some(true));
    pointer(stage, from.lerp(to, 0.5), None);
    pointer(stage, to, None);
}

fn row_place(stage: &Stage, row: &str, share: f32) -> Pos2 {
    let rect = stage.harness.get_by_label_contains(row).rect();
    Pos2::new(rect.left() + 120.0, rect.top() + share * rect.height())
}

#[test]
fn a_criterion_is_dragged_into_another_group() {
    let mut stage = criteria();
    let before = stage.workbook().clone();
    let parent = |stage: &Stage| {
        stage.workbook().criterion(&id("concurrency_model")).unwrap().parent.clone()
    };
    // Escape leaves it where it was.
    let group = row_place(&stage, "Resource utilisation, group", 0.5);
    hold(&mut stage, CONCURRENCY, group);
    stage.key(Key::Escape);
    pointer(&mut stage, group, Some(false));
    stage.settle();
    assert!(stage.workbook().is_same(&before));

    // Onto the group.
    hold(&mut stage, CONCURRENCY, group);
    pointer(&mut stage, group, Some(false));
    stage.settle();
    assert_eq!(parent(&stage), Some(id("k1-resource-utilisation")));
    assert!(stage.shows("Concurrency model now stands in Resource utilisation."));
    stage.command(Key::Z);
    assert!(stage.workbook().is_same(&before), "one step");

    // Between two others.
    let gap = row_place(&stage, "CPU-bound throughput, 0.0 %", 0.9);
    hold(&mut stage, CONCURRENCY, gap);
    pointer(&mut stage, gap, Some(false));
    stage.settle();
    let family: Vec<&str> = stage
        .workbook()
        .criteria
        .iter()
        .filter(|other| other.parent == Some(id("k1-time-behaviour")))
        .map(|other| other.name.as_str())
        .collect();
    let at = family.iter().position(|name| *name == "Concurrency model").unwrap();
    assert_eq!(family[at - 1], "CPU-bound throughput");
    assert_eq!(family[at + 1], "Start-up time");
}

#[test]
fn a_group_does_not_go_into_itself() {
    let mut stage = criteria();
    let before = stage.workbook().clone();
    let inside = row_place(&stage, "Time behaviour, group", 0.5);
    hold(&mut stage, "Performance efficiency, group", inside);
    pointer(&mut stage, inside, Some(false));
    stage.settle();
    assert!(stage.workbook().is_same(&before));
}

#[test]
fn a_criterion_is_found_by_its_name() {
    let mut stage = criteria();
    stage.command(Key::F);
    stage.text("start-up");
    assert!(stage.shows("Start-up time, 3.5 %"));
    assert!(stage.shows("Time behaviour, group, unfolded"), "the way to it");
    assert!(!stage.shows(CONCURRENCY));
    // Enter goes on to it, Escape in the field shows all again.
    stage.key(Key::Enter);
    stage.key(Key::F2);
    stage.text("Start-up");
    stage.key(Key::Enter);
    assert_eq!(stage.workbook().criterion(&id("startup_time")).unwrap().name, "Start-up");
    stage.command(Key::F);
    stage.key(Key::Escape);
    assert!(stage.shows(CONCURRENCY));
}

#[test]
fn within_families_a_move_says_what_it_does_to_the_share() {
    let mut stage = criteria();
    push(&mut stage, "Source of weights");
    stage.click("Direct, within each family");
    let row = "Start-up time, 3.5 %";
    select(&mut stage, row);
    // 1 of 29 is 3.45 %. Beside groups of 6 and 5 it would be 1 of 12 of what
    // they share, 11 of 29: 3.16 %.
    stage.press(Modifiers::ALT, Key::ArrowLeft);
    assert!(stage.shows("Its weight is compared with other siblings there"));
    assert!(stage.shows("from 3.4 % to 3.2 %"));
    assert!(!stage.shows(row));
    push(&mut stage, "Keep the shares as they were");
    assert!(stage.shows(row));
    assert!(stage.shows("Performance efficiency, group, unfolded, 37.9 %"));
    assert!(!stage.shows("Its weight is compared"));
}

/// The concurrency model on a scale of numbers: knots at 1 to 5, worth 0 to 100.
fn with_knots() -> Stage {
    let mut stage = criteria();
    select(&mut stage, CONCURRENCY);
    push(&mut stage, "Natural, with a unit");
    stage
}

fn knots(stage: &Stage) -> Vec<(f64, f64)> {
    let criterion = stage.workbook().criterion(&id("concurrency_model")).unwrap();
    match &criterion.measure().unwrap().value_function {
        ValueFunction::Piecewise(knots) => knots.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_knot_is_moved_by_keys_as_one_step() {
    let mut stage = with_knots();
    let before = knots(&stage);
    assert_eq!(before, [(1.0, 0.0), (2.0, 25.0), (3.0, 50.0), (4.0, 75.0), (5.0, 100.0)]);
    stage.focus("Knot 3: 3 gives 50");
    stage.key(Key::ArrowUp);
    stage.key(Key::ArrowUp);
    stage.press(Modifiers::SHIFT, Key::ArrowUp);
    // From 1 to 5 a step is a hundredth.
    stage.key(Key::ArrowLeft);
    assert_eq!(knots(&stage)[2], (2.99, 62.0));
    assert!(stage.shows("Knot 3: 2.99 gives 62"));
    stage.command(Key::Z);
    assert_eq!(knots(&stage), before, "one step");
    // No further than its neighbour.
    for _ in 0..5 {
        stage.press(Modifiers::SHIFT, Key::ArrowUp);
    }
    assert_eq!(knots(&stage)[2].1, 75.0);
    // Insert adds one after it, Delete takes it away.
    stage.key(Key::Insert);
    assert_eq!(knots(&stage).len(), 6);
    stage.key(Key::Delete);
    assert_eq!(knots(&stage).len(), 5);
}

#[test]
fn a_knot_is_dragged_and_escape_puts_it_back() {
    let mut stage = with_knots();
    let before = stage.workbook().clone();
    stage.focus("Knot 3: 3 gives 50");
    let place = |stage: &Stage, knot: &str| stage.harness.get_by_label(knot).rect().center();
    let from = place(&stage, "Knot 3: 3 gives 50");
    // As high as the next knot, 75, and halfway to it.
    let next = place(&stage, "Knot 4: 4 gives 75");
    let to = Pos2::new(f32::midpoint(from.x, next.x), next.y);
    pointer(&mut stage, from, Some(true));
    pointer(&mut stage, from.lerp(to, 0.6), None);
    pointer(&mut stage, to, None);
    stage.key(Key::Escape);
    pointer(&mut stage, to, Some(false));
    stage.settle();
    assert!(stage.workbook().is_same(&before));

    pointer(&mut stage, from, Some(true));
    pointer(&mut stage, from.lerp(to, 0.6), None);
    pointer(&mut stage, to, None);
    pointer(&mut stage, to, Some(false));
    stage.settle();
    let (x, y) = knots(&stage)[2];
    assert!((x - 3.5).abs() < 0.03 && (y - 75.0).abs() <= 1.0, "{x} gives {y}");
    stage.command(Key::Z);
    assert!(stage.workbook().is_same(&before), "one step");

    // Let go of far below, it is gone.
    let off = Pos2::new(from.x, from.y + 400.0);
    pointer(&mut stage, from, Some(true));
    pointer(&mut stage, from.lerp(off, 0.6), None);
    pointer(&mut stage, off, None);
    pointer(&mut stage, off, Some(false));
    stage.settle();
    let left = [(1.0, 0.0), (2.0, 25.0), (4.0, 75.0), (5.0, 100.0)];
    assert_eq!(knots(&stage), left);
}

#[test]
fn an_anchor_is_moved_by_keys_and_the_weight_asked_for() {
    let mut stage = with_knots();
    stage.focus("Best anchor: 5");
    for _ in 0..10 {
        stage.press(Modifiers::SHIFT, Key::ArrowRight);
    }
    assert!(stage.shows("Best anchor: 6"));
    // From 1 to 6 is 5 long, it was 4; 5 times 1.25.
    assert!(stage.shows("from 5 to 6.25"));
}

#[test]
fn the_value_of_a_level_is_moved_by_keys() {
    let mut stage = criteria();
    select(&mut stage, CONCURRENCY);
    stage.focus("Level 2: gives 25");
    stage.press(Modifiers::SHIFT, Key::ArrowUp);
    let criterion = stage.workbook().criterion(&id("concurrency_model")).unwrap();
    let Scale::Levels(levels) = &criterion.measure().unwrap().scale else { panic!("no levels") };
    assert_eq!(levels[1].value, 35.0);
}

#[test]
fn a_share_is_slid_in_the_inspector() {
    let mut stage = criteria();
    select(&mut stage, CONCURRENCY);
    stage.focus("Share of Concurrency model");
    stage.key(Key::ArrowRight);
    // 17.24 % and 1 more; the others weigh 24: 0.1824 / 0.8176 × 24.
    assert_eq!(weight(&stage, "concurrency_model"), Some(5.355));
}

#[test]
fn requirements_and_claims_are_linked_from_the_criterion() {
    let mut stage = criteria();
    select(&mut stage, CONCURRENCY);
    let claims = |stage: &Stage| {
        let on = |claim: &&weighbridge::workbook::Claim| {
            claim.criterion == Some(id("concurrency_model"))
        };
        stage.workbook().claims.iter().filter(on).count()
    };
    let before = claims(&stage);
    push(&mut stage, "Undo the link to C027");
    assert_eq!(claims(&stage), before - 1);
    push(&mut stage, "Link a claim…");
    stage.focus("Find a claim to link");
    stage.text("C027");
    stage.click("C027 Python is claimed to have no multithreading at all.");
    assert_eq!(claims(&stage), before);
}

#[test]
fn two_profiles_are_compared() {
    let mut stage = criteria();
    stage.click("More to do with profiles");
    stage.click("Compare with another profile");
    // Of P01's raw weights, 29 in all, the concurrency model has 5.
    assert!(stage.shows("Concurrency model, 17.2 %, "));
    assert!(stage.shows("Public API under high concurrency: Node.js leads with 85.3, robust."));
    stage.key(Key::Escape);
    assert!(!stage.shows("Node.js leads with 85.3, robust."));
}

#[test]
fn folds_are_kept() {
    let mut stage = criteria();
    stage.click("More to do with the tree");
    stage.click("Fold all");
    assert!(!stage.shows(CONCURRENCY));
    assert!(stage.shows("Performance efficiency, group, folded"));
    stage.click("More to do with the tree");
    stage.click("Unfold all");
    assert!(stage.shows(CONCURRENCY));
}

/// Fills a field whose name stands above it too.
fn fill_field(stage: &mut Stage, field: &str, text: &str) {
    let role = eframe::egui::accesskit::Role::TextInput;
    stage.harness.get_by_role_and_label(role, field).focus();
    stage.settle();
    stage.command(Key::A);
    stage.text(text);
    stage.key(Key::Tab);
}

fn feed(stage: &Stage) -> Option<weighbridge::workbook::Feed> {
    let criterion = stage.workbook().criterion(&id("measured-waiting-latency")).unwrap();
    criterion.measure().unwrap().feed.clone()
}

#[test]
fn what_each_option_gets_from_its_runs_is_shown_where_the_feed_is_chosen() {
    let mut stage = criteria();
    select(&mut stage, "Latency while waiting, measured,");
    assert!(stage.shows("Node.js 23 ms, measured"));
    assert!(stage.shows("Python 52 ms, measured"));
    assert!(stage.shows("Measured by"));
    // A load that was not measured lies between two levels, and says so.
    fill_field(&mut stage, "Concurrent requests", "100");
    let latency = weighbridge::workbook::Feed::LatencyAt { percentile: 95.0, concurrency: 100.0 };
    assert_eq!(feed(&stage), Some(latency));
    assert!(stage.shows("between 64 and 128 concurrent"));
    // What no run tells is said, with what to do.
    fill_field(&mut stage, "Concurrent requests", "1000000");
    assert!(stage.shows("Node.js not measured"));
    assert!(stage.shows("lies outside of what was measured, 1 to 256. Choose a load"));
    stage.key(Key::Escape);
    stage.command(Key::Z);
    stage.command(Key::Z);
    assert!(stage.shows("Node.js 23 ms, measured"));
    // A unit that the figure cannot be told in has a way out.
    fill_field(&mut stage, "Unit", "MB");
    assert!(stage.shows("What is measured in ms cannot be told in MB."));
    push(&mut stage, "Use ms");
    assert!(stage.shows("Node.js 23 ms, measured"));
}
