//! Claims, contradictions and sources, by the names that a user sees. Counts
//! are those of the digest from which the flagship workbook was made.

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use weighbridge::app::screens::Screen;
use weighbridge::workbook::{ClaimId, Treatment};

use crate::stage::Stage;

fn evidence() -> Stage {
    let mut stage = Stage::flagship();
    stage.command(Key::Num5);
    assert_eq!(stage.harness.state().screen(), Screen::Evidence);
    stage
}

fn find(stage: &mut Stage, words: &str) {
    stage.focus("Find in claims");
    stage.command(Key::A);
    stage.text(words);
}

fn click(stage: &mut Stage, words: &str) {
    let row = by().role(Role::ListBoxOption).label_contains(words);
    stage.harness.get(row).click();
    stage.settle();
}

/// Does what a click does, for what may stand below the edge of the inspector.
fn push(stage: &mut Stage, button: &str) {
    stage.focus(button);
    stage.key(Key::Space);
}

#[test]
fn all_claims_are_there_and_few_are_drawn() {
    let stage = evidence();
    assert!(stage.shows("All 518 claims"));
    let drawn = stage.harness.query_all(by().role(Role::ListBoxOption)).count();
    assert!(drawn > 5 && drawn < 40, "{drawn} rows are drawn");
}

#[test]
fn a_wrong_claim_is_found_with_its_correction_and_told_not_to_count() {
    let mut stage = evidence();
    find(&mut stage, "PEP 703 multithreading");
    let row = "C027 Python is claimed to have no multithreading at all.";
    assert!(stage.shows(row));
    assert!(stage.shows("wrong, shown, not counted. CPython has OS threads"));
    click(&mut stage, row);
    assert!(stage.shows("Not counted. It is shown with what is known instead."));
    stage.click("Clear filters");
    assert!(stage.shows("All 518 claims"));
}

#[test]
fn a_filter_of_the_verdict_counts_what_it_shows() {
    let mut stage = evidence();
    stage.click("Verdict on claims");
    stage.click("wrong");
    // The digest calls 19 claims wrong, and none of them counts.
    assert!(stage.shows("19 of 518 claims, 0 counted"));
}

#[test]
fn a_verdict_is_corrected_and_taken_back() {
    let mut stage = evidence();
    let id = ClaimId::new("c027").unwrap();
    find(&mut stage, "c027");
    click(&mut stage, "C027 Python is claimed");
    // The label above a field has the same words.
    let note = by().role(Role::MultilineTextInput).label("What is known instead");
    stage.harness.get(note).focus();
    stage.settle();
    stage.command(Key::A);
    stage.text("Threads exist.");
    stage.key(Key::Tab);
    assert_eq!(stage.workbook().claim(&id).unwrap().verdict_note, "Threads exist.");
    stage.harness.get(by().role(Role::ComboBox).label("Treatment")).focus();
    stage.settle();
    stage.key(Key::Space);
    stage.click("counts");
    assert_eq!(stage.workbook().claim(&id).unwrap().treatment, Treatment::Count);
    assert!(stage.shows("It is wrong and counts all the same."));
    push(&mut stage, "Do not count it");
    assert_eq!(stage.workbook().claim(&id).unwrap().treatment, Treatment::ShowNotCount);
}

#[test]
fn arrows_walk_through_the_claims() {
    let mut stage = evidence();
    click(&mut stage, "C001 ");
    stage.key(Key::ArrowDown);
    assert!(stage.shows("Claim C002"));
    stage.key(Key::End);
    assert!(stage.shows("Claim C518"));
    let row = by().role(Role::ListBoxOption).label_contains("C518 ");
    assert!(stage.harness.query(row).is_some(), "it is scrolled into sight");
}

#[test]
fn a_contradiction_unfolds_with_its_claims_side_by_side() {
    let mut stage = evidence();
    let chip = format!("Contradictions · {}", stage.workbook().contradictions.len());
    stage.click(&chip);
    click(&mut stage, "X03 Does Python have threads?");
    assert!(stage.shows("S1 is right. CPython has OS threads"));
    // The claims that the digest names under X03.
    for claim in ["C027", "C074", "C207", "C227", "C228", "C239", "C396", "C419"] {
        assert!(stage.shows(&format!("Go to claim {claim}")), "{claim}");
    }
    assert!(stage.shows("S0 and S4 share an origin and count as one voice."));
    push(&mut stage, "Go to claim C027");
    assert!(stage.shows("Claim C027"));
}

#[test]
fn sources_say_how_much_of_them_holds() {
    let mut stage = evidence();
    stage.click("Sources · 5");
    // Digest: S0 has 54 claims, 12 of them disputed, outdated or wrong: 22 %.
    assert!(stage.shows("54 claims, 40 counted, 22.2 % doubtful"));
    click(&mut stage, "Source S0 ");
    push(&mut stage, "Show its 54 claims");
    assert!(stage.shows("54 of 518 claims"));
}

#[test]
fn a_claim_is_added_and_does_not_count_until_judged() {
    let mut stage = evidence();
    stage.click("Add claim");
    assert_eq!(stage.workbook().claims.len(), 519);
    stage.text("Node.js ships a permission model.");
    stage.key(Key::Tab);
    let claim = stage.workbook().claims.last().unwrap();
    assert_eq!(claim.text, "Node.js ships a permission model.");
    assert!(!claim.counts());
    push(&mut stage, "Remove claim");
    assert_eq!(stage.workbook().claims.len(), 518);
}

#[test]
fn a_source_takes_its_claims_along_only_when_that_was_said() {
    let mut stage = evidence();
    stage.click("Sources · 5");
    click(&mut stage, "Source S1 ");
    push(&mut stage, "Remove source");
    assert_eq!(stage.workbook().sources.len(), 5, "it asks first");
    assert!(stage.shows("Its 163 claims go with it."));
    push(&mut stage, "Remove both");
    assert_eq!(stage.workbook().sources.len(), 4);
    assert_eq!(stage.workbook().claims.len(), 518 - 163);
}

#[test]
fn a_contradiction_is_begun_from_a_claim_taken_back_and_begun_empty() {
    let mut stage = evidence();
    find(&mut stage, "C027");
    click(&mut stage, "no multithreading at all");
    push(&mut stage, "Begin a contradiction with this claim");
    let id = |text: &str| ClaimId::new(text).unwrap();
    let begun = stage.workbook().contradictions.last().unwrap().clone();
    assert_eq!(begun.topic, "New contradiction");
    assert_eq!(begun.claims, [id("c027")]);
    let claim = stage.workbook().claim(&id("c027")).unwrap();
    assert!(claim.contradictions.contains(&begun.id), "each names the other");
    assert_eq!(stage.workbook().contradictions.len(), 47);
    stage.key(Key::Escape);
    stage.command(Key::Z);
    assert_eq!(stage.workbook().contradictions.len(), 46, "one step");
    stage.click("Contradictions · 46");
    stage.click("Add contradiction");
    assert_eq!(stage.workbook().contradictions.len(), 47);
    assert!(stage.shows("Remove contradiction"), "it opens for writing");
}

#[test]
fn a_claim_leads_to_the_score_that_it_speaks_about() {
    let mut stage = evidence();
    find(&mut stage, "C074");
    click(&mut stage, "real parallelism");
    let link = by().label_contains("Score of Python on");
    let name = stage.harness.query_all(link).next().unwrap();
    let name = name.accesskit_node().label().unwrap();
    push(&mut stage, &name);
    assert_eq!(stage.harness.state().screen(), Screen::Scores);
    let criterion = name.trim_start_matches("Score of Python on ").split(", by").next().unwrap();
    assert!(stage.shows(&format!("{criterion} · Python")), "{criterion}");
}

#[test]
fn several_claims_are_judged_as_one_step_by_keys() {
    let mut stage = evidence();
    find(&mut stage, "S1");
    let first = stage.harness.query_all(by().role(Role::ListBoxOption)).next().unwrap();
    first.click();
    stage.settle();
    stage.press(Modifiers::SHIFT, Key::ArrowDown);
    stage.press(Modifiers::SHIFT, Key::ArrowDown);
    assert!(stage.shows("3 claims"), "the inspector speaks of all of them");
    let before = stage.workbook().clone();
    stage.harness.get(by().role(Role::ComboBox).label("Treatment")).click();
    stage.settle();
    stage.click("context only");
    let changed: Vec<Treatment> = stage
        .workbook()
        .claims
        .iter()
        .zip(before.claims.iter())
        .filter(|(now, then)| now != then)
        .map(|(now, _)| now.treatment)
        .collect();
    assert!(!changed.is_empty() && changed.len() <= 3, "{changed:?}");
    assert!(changed.iter().all(|treatment| *treatment == Treatment::ContextOnly));
    stage.command(Key::Z);
    assert!(stage.workbook().is_same(&before), "one undo takes all of it back");
}

#[test]
fn the_next_contradiction_without_a_conclusion_is_a_button_away() {
    let mut stage = evidence();
    stage.click("Contradictions · 46");
    assert!(!stage.shows("Next without a conclusion"), "all of them are concluded");
    stage.click("Add contradiction");
    stage.click("Contradictions · 47");
    stage.click("Next without a conclusion (1)");
    let id = &stage.workbook().contradictions.last().unwrap().id;
    assert!(stage.workbook().contradiction(id).unwrap().conclusion.is_empty());
    assert!(stage.shows("What is concluded"));
}
