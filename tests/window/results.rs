//! Results: charts that are read by pointer and by keys, that say what they
//! find, that give their numbers away and stand in windows of their own.

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, OutputCommand, ViewportId};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use weighbridge::app::charts::Chart;
use weighbridge::app::screens::Screen;
use weighbridge::figure::Stack;
use weighbridge::workbook::{Alternative, CriterionId, Judgement, Score, put_score};

use crate::frame_sample::{option_id, sample, stage_of};
use crate::stage::Stage;

fn results() -> Stage {
    let mut stage = Stage::of_size(1440.0, 2800.0);
    let path = stage.copy("workbooks/backend-runtime.weighbridge.ron");
    stage.open(&path);
    stage.command(Key::Num7);
    stage
}

/// What a chart says now to those who do not see it.
fn value(stage: &Stage, chart: &str) -> String {
    let node = stage.harness.get(by().role(Role::Image).label_contains(chart));
    node.accesskit_node().value().unwrap_or_default()
}

fn focus_chart(stage: &mut Stage, chart: &str) {
    stage.harness.get(by().role(Role::Image).label_contains(chart)).focus();
    stage.settle();
}

/// What is put on the clipboard by what was just asked for.
fn copied(stage: &mut Stage) -> String {
    for _ in 0..8 {
        stage.harness.step();
        let commands = stage.harness.output().platform_output.commands.clone();
        for command in commands {
            if let OutputCommand::CopyText(text) = command {
                return text;
            }
        }
    }
    String::new()
}

const RANKING: &str = "Bar chart of the total value of each option";
const DIFFERENCES: &str = "Bar chart of the weighted differences";
const PROFILES: &str = "total of each option under each profile";

#[test]
fn a_segment_read_by_keys_tells_criterion_weight_value_points_and_the_sum() {
    let mut stage = results();
    focus_chart(&mut stage, RANKING);
    assert_eq!(value(&stage, RANKING), "", "nothing is read before a key is pressed");
    stage.key(Key::ArrowRight);
    // By hand from the profile's raw weights: latency 5, concurrency 5 and
    // start-up 1 of 29; Node.js is worth 100, 100 and 75 on them:
    // (5 × 100 + 5 × 100 + 1 × 75) / 29 = 37.07, (1075 / 11) = 97.7.
    let said = value(&stage, RANKING);
    for part in ["Performance efficiency for Node.js", "Weight 37.9 %", "Value 97.7", "Points 37.1"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(said.contains("37.9 % × 97.7 = 37.1 points"), "{said}");
    assert!(stage.shows("37.9 % × 97.7 = 37.1 points"), "it is shown beside the mark too");
    // To the end of the row: the total, as the digest has it.
    for _ in 0..6 {
        stage.key(Key::ArrowRight);
    }
    assert!(value(&stage, RANKING).contains("Node.js in total; Total 85.3"));
    stage.key(Key::ArrowDown);
    assert!(value(&stage, RANKING).contains("Total 70.7"), "{}", value(&stage, RANKING));
    stage.key(Key::End);
    assert!(value(&stage, RANKING).contains("Total 64.2"), "{}", value(&stage, RANKING));
    stage.key(Key::Home);
    assert!(value(&stage, RANKING).contains("Performance efficiency for Node.js"));
}

#[test]
fn pointing_at_a_segment_says_the_same_as_walking_to_it() {
    let mut stage = results();
    focus_chart(&mut stage, RANKING);
    stage.key(Key::ArrowRight);
    let walked = value(&stage, RANKING);
    stage.key(Key::Escape);
    assert_eq!(value(&stage, RANKING), "");
    let area = stage.harness.get(by().role(Role::Image).label_contains(RANKING)).rect();
    // The first bar begins after the names, in the first of three rows.
    let at = eframe::egui::pos2(area.left() + area.width() * 0.3, area.top() + 17.0);
    stage.harness.hover_at(at);
    stage.settle();
    assert_eq!(value(&stage, RANKING), walked);
}

#[test]
fn a_difference_is_weight_times_difference_of_values_and_enter_leads_to_its_criterion() {
    let mut stage = results();
    focus_chart(&mut stage, DIFFERENCES);
    stage.key(Key::ArrowDown);
    let said = value(&stage, DIFFERENCES);
    // The largest: weight 2 of 29, Node.js 75 against 37.5: 2 / 29 × 37.5 = 2.6.
    assert!(said.contains("6.9 % × (75.0 − 37.5) = +2.6"), "{said}");
    stage.key(Key::Enter);
    assert_eq!(stage.harness.state().screen(), Screen::Criteria);
}

#[test]
fn findings_change_with_the_leader_and_one_undo_takes_a_slider_back() {
    let mut stage = results();
    assert!(stage.shows("Node.js leads Hybrid by 14.7 points, 85.3 to 70.7"));
    stage.click("Show all weights");
    stage.focus("Weight of Data science and machine learning");
    for _ in 0..14 {
        stage.press(Modifiers::SHIFT, Key::ArrowRight);
    }
    // At 70 %, by hand: Python 89.3, the hybrid 82.5.
    assert!(stage.shows("Python leads Hybrid by 6.8 points, 89.3 to 82.5"));
    assert!(stage.shows("Python is 6.8 points ahead of Hybrid"), "so does the comparison");
    stage.key(Key::Escape);
    stage.command(Key::Z);
    assert!(stage.shows("Node.js leads Hybrid by 14.7 points, 85.3 to 70.7"));
    assert!(!stage.harness.state().document().unwrap().is_dirty());
}

#[test]
fn the_numbers_of_a_chart_open_and_are_copied_for_a_spreadsheet() {
    let mut stage = results();
    stage.click("Show the numbers of the ranking");
    assert!(stage.shows("Performance efficiency (37.9 %)"));
    stage.harness.get_by_label("Copy the numbers of the ranking").click();
    let text = copied(&mut stage);
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows.len(), 4, "{text}");
    assert_eq!(rows[0][..3], ["Rank", "Option", "Total"]);
    assert_eq!(rows[1][..4], ["1", "Node.js", "85.3", "37.1"]);
    assert_eq!(rows[3][..3], ["3", "Python", "64.2"]);
    // The parts of each row add up to its total, to the rounding of a tenth each.
    for row in &rows[1..] {
        let numbers: Vec<f64> = row[2..].iter().map(|cell| cell.parse().unwrap()).collect();
        let sum: f64 = numbers[1..].iter().sum();
        assert!((sum - numbers[0]).abs() < 0.05 * numbers.len() as f64, "{row:?}");
    }
    stage.click("Hide the numbers of the ranking");
    assert!(!stage.shows("Performance efficiency (37.9 %)"));
}

#[test]
fn the_copy_key_copies_the_numbers_of_the_chart_with_the_focus() {
    let mut stage = results();
    focus_chart(&mut stage, DIFFERENCES);
    stage.harness.event(eframe::egui::Event::Copy);
    let text = copied(&mut stage);
    assert!(text.starts_with("Criterion\tWeight\tValue of Node.js\tValue of Hybrid"), "{text}");
    assert!(text.contains("\t2.6\n"), "points are numbers for a spreadsheet: {text}");
}

#[test]
fn a_picture_is_copied_as_svg() {
    let mut stage = results();
    stage.click("More for the ranking");
    stage.harness.get_by_label("Copy as a picture (SVG)").click();
    let text = copied(&mut stage);
    assert!(text.starts_with("<svg ") && text.contains("Node.js leads Hybrid"), "{text}");
}

#[test]
fn a_chart_window_opens_and_closes_by_keyboard_and_goes_with_the_workbook() {
    let mut stage = results();
    stage.focus("Open the ranking in its own window");
    stage.key(Key::Enter);
    let open = |stage: &Stage| stage.harness.state().chart_windows().cloned().collect::<Vec<_>>();
    assert_eq!(open(&stage), [Chart::Ranking(Stack::Groups)]);
    assert!(stage.shows("Close the window of the ranking"));
    // It has the focus: its marks can be walked at once.
    stage.key(Key::ArrowRight);
    assert!(stage.shows("37.9 % × 97.7 = 37.1 points"));
    stage.key(Key::Escape);
    assert!(open(&stage).is_empty(), "Esc closes it");
    assert!(
        stage.harness.get_by_label("Open the ranking in its own window").is_focused(),
        "and gives the focus back"
    );
    // It stays while the workbook changes and goes when it is closed.
    stage.key(Key::Enter);
    stage.click("Open the comparison in its own window");
    assert_eq!(open(&stage).len(), 2);
    stage.key(Key::Escape);
    assert_eq!(open(&stage), [Chart::Ranking(Stack::Groups)], "the newest goes first");
    stage.command(Key::W);
    assert!(stage.harness.state().document().is_none());
    assert!(open(&stage).is_empty());
}

#[test]
fn a_chart_window_is_live_and_lets_the_program_rest() {
    let mut stage = results();
    stage.click("Open the profiles in its own window");
    // Eleven by the digest, and the one that weighs what was measured.
    assert!(stage.shows("It depends on the profile: Node.js leads under 12 of 21"));
    let root = ViewportId::ROOT;
    let delay = stage.harness.output().viewport_output[&root].repaint_delay;
    assert_eq!(delay, std::time::Duration::MAX, "nothing is drawn without a cause");
    // On another screen only the window shows the ranking.
    stage.key(Key::Escape);
    stage.click("Open the ranking in its own window");
    stage.command(Key::Num6);
    assert!(stage.shows("Node.js leads Hybrid by 14.7 points, 85.3 to 70.7"));
    stage.command(Key::K);
    stage.text("weigh as data pipeline");
    stage.key(Key::Enter);
    // The digest has 79.3 for Python and 64.4 for the hybrid under this profile.
    assert!(stage.shows("79.3 to 64.4"), "the window shows the other profile");
}

#[test]
fn the_table_of_profiles_holds_the_totals_of_the_digest_and_enter_puts_one_in_force() {
    let mut stage = results();
    focus_chart(&mut stage, PROFILES);
    stage.key(Key::ArrowDown);
    assert!(value(&stage, PROFILES).contains("Total 85.3"), "{}", value(&stage, PROFILES));
    stage.key(Key::End);
    let said = value(&stage, PROFILES);
    assert!(said.contains("under Your answers"), "{said}");
    stage.key(Key::Enter);
    let profile = stage.workbook().current_profile().unwrap().name.clone();
    assert_eq!(profile, "Your answers");
    stage.command(Key::Z);
    assert_eq!(
        stage.workbook().current_profile().unwrap().name,
        "Public API under high concurrency"
    );
}

#[test]
fn two_options_can_be_chosen_and_swapped() {
    let mut stage = results();
    stage.click("Swap the two options");
    assert!(stage.shows("Hybrid is 14.7 points behind Node.js"));
    stage.click("By criterion");
    assert!(stage.shows("Ranking and what each criterion adds"));
}

#[test]
fn a_chart_window_opens_from_any_screen_by_its_name() {
    let mut stage = Stage::flagship();
    stage.command(Key::K);
    stage.text("profiles in its own");
    stage.key(Key::Enter);
    let open: Vec<Chart> = stage.harness.state().chart_windows().cloned().collect();
    assert_eq!(open, [Chart::Profiles]);
    assert!(stage.shows("It depends on the profile"));
    stage.key(Key::Escape);
    assert_eq!(stage.harness.state().chart_windows().count(), 0);
}

#[test]
fn twelve_options_with_long_names_and_gaps_fit_every_size() {
    let mut workbook = sample();
    let names: Vec<String> = (0..12)
        .map(|at| format!("Option number {at} under a name that no column of a table can hold"))
        .collect();
    let id = |at: usize| option_id(&format!("o{at}"));
    let option = |at: usize| Alternative::new(id(at), &names[at]);
    workbook.alternatives = Arc::new((0..12).map(option).collect());
    let mut baseline = Vec::new();
    for (at, on) in (0..12).flat_map(|at| ["io", "cpu", "ops"].map(|on| (at, on))) {
        let on = CriterionId::new(on).unwrap();
        let judged = if at % 5 == 4 && on.as_str() == "cpu" {
            Judgement::Unknown
        } else {
            Judgement::Value(1.0 + ((at * 7 + on.as_str().len()) % 5) as f64)
        };
        put_score(&mut baseline, Score::new(on, id(at), judged));
    }
    workbook.baseline = Arc::new(baseline);
    for size in [[860.0, 2400.0], [1024.0, 640.0], [2560.0, 1440.0]] {
        for screen in [Screen::Results, Screen::Scalability] {
            let harness = stage_of(workbook.clone(), screen, size);
            let chart = harness.get_all_by_role(Role::Image).next().unwrap();
            assert!(chart.rect().width() <= size[0] && chart.rect().width() > 200.0);
            // Wherever a name is cut short, a legend or the chart's words have it.
            let words = chart.accesskit_node().label().unwrap();
            assert!(names.iter().any(|name| words.contains(name)), "{words}");
            let delay = harness.output().viewport_output[&ViewportId::ROOT].repaint_delay;
            assert_eq!(delay, std::time::Duration::MAX, "{} never rests", screen.name());
        }
    }
}
