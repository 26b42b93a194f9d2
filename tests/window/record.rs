//! The record: the page as it will print, what is said of it, and its files.

use std::path::Path;
use std::time::Duration;

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use weighbridge::app::action::Action;
use weighbridge::app::screens::Screen;
use weighbridge::record::Format;
use weighbridge::workbook::{AlternativeId, Date, Edit, Status};

use super::stage::Stage;

/// The record of the flagship, once its pages are set.
fn record() -> Stage {
    let mut stage = Stage::flagship();
    stage.command(Key::Num9);
    assert_eq!(stage.harness.state().screen(), Screen::Record);
    pages(&mut stage);
    stage
}

fn pages(stage: &mut Stage) {
    stage.until("the pages", |stage| stage.shows("as it prints"));
}

/// A field by its name, which stands above it too.
fn field<'a>(stage: &'a Stage, name: &'a str) -> egui_kittest::Node<'a> {
    let role = |role| stage.harness.query_by_role_and_label(role, name);
    role(Role::MultilineTextInput).or_else(|| role(Role::TextInput)).expect(name)
}

/// The number and count of pages that the bar tells.
fn place(stage: &Stage) -> (usize, usize) {
    let node = stage.harness.query_all(by().label_contains(" of ")).find_map(|node| {
        let text = node.accesskit_node().value().or(node.accesskit_node().label())?;
        let (page, count) = text.strip_prefix("Page ")?.split_once(" of ")?;
        Some((page.parse().ok()?, count.parse().ok()?))
    });
    node.expect("a page is told")
}

#[test]
fn the_page_can_be_read_without_seeing_it() {
    let stage = record();
    for words in [
        "Which runtime carries our new back end",
        "Smallest change that flips it",
        // The chart is told in words too.
        "Ranking and what each group of criteria adds",
    ] {
        assert!(stage.shows(words), "{words}");
    }
}

#[test]
fn pages_are_turned_by_buttons_and_by_keys() {
    let mut stage = record();
    let (page, count) = place(&stage);
    assert_eq!(page, 1);
    assert!(count > 5, "{count}");
    stage.click("Next page");
    stage.settle();
    assert_eq!(place(&stage).0, 2);
    stage.click("Previous page");
    stage.settle();
    assert_eq!(place(&stage).0, 1);
    stage.focus("Pages of the record");
    stage.key(Key::End);
    stage.settle();
    assert_eq!(place(&stage), (count, count));
    stage.key(Key::ArrowLeft);
    stage.settle();
    assert_eq!(place(&stage).0, count - 1);
    stage.key(Key::Home);
    stage.settle();
    assert_eq!(place(&stage).0, 1);
    stage.key(Key::PageDown);
    stage.key(Key::PageDown);
    stage.settle();
    assert!(place(&stage).0 > 1);
}

#[test]
fn the_whole_page_fits_where_the_width_does_not() {
    let mut stage = record();
    let height = |stage: &Stage| {
        let mut pages = stage.harness.query_all_by_label_contains("as it prints");
        pages.next().expect("a page").rect().height()
    };
    let room = stage.harness.get_by_label("Pages of the record").rect().height();
    assert!(height(&stage) > room);
    stage.click("Whole page");
    assert!(height(&stage) <= room);
    let whole = height(&stage);
    stage.click("Show the page larger");
    assert!(height(&stage) > whole);
}

/// Without a choice, its reason is not part of the record.
fn choose_python(stage: &mut Stage) {
    let mut decision = stage.workbook().decision.clone();
    decision.chosen = AlternativeId::new("python").ok();
    stage.harness.state_mut().ask(Action::Edit(Edit::SetDecision(Box::new(decision))));
    stage.settle();
    assert!(stage.workbook().decision.chosen.is_some());
}

#[test]
fn an_edit_is_on_the_page_soon_after() {
    let mut stage = record();
    choose_python(&mut stage);
    field(&stage, "Because").focus();
    stage.settle();
    stage.text("our people know it best");
    // The field gives its text back when it is left.
    stage.key(Key::Tab);
    assert_eq!(stage.workbook().decision.because, "our people know it best");
    stage.until("the page with it", |stage| stage.shows("ecause our people know it best"));
}

#[test]
fn the_decision_is_written_by_keyboard() {
    let mut stage = record();
    stage.focus("accepted");
    stage.key(Key::Space);
    assert_eq!(stage.workbook().decision.status, Status::Accepted);
    field(&stage, "Review by").focus();
    stage.settle();
    stage.press(Modifiers::COMMAND, Key::A);
    stage.text("2027-11-20");
    stage.key(Key::Enter);
    assert_eq!(stage.workbook().decision.review_by, Date::parse("2027-11-20").ok());
    stage.command(Key::Z);
    assert_eq!(stage.workbook().decision.review_by, None);
    assert_eq!(stage.workbook().decision.status, Status::Accepted);
}

/// A sign that the window's icons have and the page's fonts lack.
const UNPRINTABLE: &str = "\u{e182}";

#[test]
fn what_cannot_be_printed_is_told_on_the_page_and_after_export() {
    let mut stage = record();
    assert!(!stage.shows("fonts lack"));
    choose_python(&mut stage);
    field(&stage, "Because").focus();
    stage.settle();
    stage.text(&format!("of {UNPRINTABLE}"));
    stage.key(Key::Tab);
    stage.until("the warning", |stage| stage.shows("fonts lack 1 of the characters used"));
    stage.command(Key::E);
    stage.click("Export as PDF (tagged)");
    let target = stage.folder.path().join("decision.pdf");
    stage.answer_path(&target);
    stage.until("the export", |stage| {
        stage.harness.state().message().is_some_and(|words| words.starts_with("Exported"))
    });
    let said = stage.harness.state().message().unwrap().to_owned();
    assert!(said.contains("fonts lack 1 of the characters used"), "{said}");
    assert!(stage.shows("Exported last"));
    assert!(std::fs::read(&target).unwrap().starts_with(b"%PDF"));
}

#[test]
fn every_export_says_what_its_file_will_be_called() {
    let mut stage = record();
    stage.command(Key::E);
    for format in Format::ALL {
        let ending = match format {
            Format::Svg => "-charts".to_owned(),
            format => format!(".{}", format.extension()),
        };
        let name =
            format!("0001-choose-the-backend-runtime-node-js-python-or-a-hybrid-of-both{ending}");
        assert!(stage.shows(&name), "{name}");
        // Some are below what is in sight; the focus brings them there.
        stage.focus(&format!("Export as {}", format.label()));
        stage.key(Key::Enter);
        let path = stage.harness.get_by_label("Path").accesskit_node().value().unwrap();
        assert_eq!(Path::new(&path).file_name().unwrap().to_str().unwrap(), name);
        stage.click("Cancel");
    }
}

#[test]
fn an_export_that_takes_long_can_be_cancelled() {
    let mut stage = record();
    stage.command(Key::E);
    stage.click("Export as PDF (tagged)");
    let target = stage.folder.path().join("decision.pdf");
    // The first frame begins it. A step of the clock is a quarter of a second,
    // so that two more show the way out, which the thread may outrun: then
    // there is nothing to cancel, and the file is there.
    stage.answer_path(&target);
    let mut cancelled = false;
    for _ in 0..200 {
        stage.harness.step();
        if let Some(button) = stage.harness.query_by_label("Cancel the export") {
            button.click();
            cancelled = true;
            break;
        }
        if target.exists() {
            break;
        }
    }
    stage.until("the end", |stage| stage.harness.state().message().is_some());
    let said = stage.harness.state().message().unwrap().to_owned();
    if said.starts_with("Exported") {
        assert!(target.exists());
    } else {
        assert!(cancelled && said.starts_with("The export was cancelled"), "{said}");
        assert!(!target.exists());
    }
}

#[test]
fn a_check_leads_to_where_it_is_mended() {
    let mut stage = Stage::empty();
    stage.harness.state_mut().open_template("blank");
    stage.settle();
    stage.command(Key::Num9);
    pages(&mut stage);
    stage.harness.get_by_label_contains("Checks (").click();
    stage.settle();
    let first = stage.harness.query_all_by_label_contains("Go to: ").next().expect("a point");
    first.click();
    stage.settle();
    assert_ne!(stage.harness.state().screen(), Screen::Record);
}

#[test]
fn an_open_question_leads_to_the_findings() {
    let mut stage = record();
    stage.harness.get_by_label_contains("Checks (").click();
    stage.settle();
    let question = stage.harness.query_all_by_label_contains("Go to: ").next().expect("a point");
    question.click();
    stage.settle();
    assert!(stage.shows("Add a finding"));
}

#[test]
fn the_source_is_there_to_be_copied() {
    let mut stage = record();
    stage.click("Markdown");
    let source = stage.harness.get_by_label("Markdown source");
    let text = source.accesskit_node().value().unwrap();
    assert!(text.starts_with("---\n") && text.contains("\n## Considered Options\n"), "{text}");
    stage.click("Copy the Markdown");
    assert_eq!(stage.harness.state().message(), Some("Copied the Markdown"));
}

#[test]
fn a_narrow_window_shows_the_page_in_place_of_the_form() {
    let mut stage = Stage::of_size(1024.0, 640.0);
    let path = stage.copy("workbooks/backend-runtime.weighbridge.ron");
    stage.open(&path);
    stage.command(Key::Num9);
    stage.settle();
    assert!(stage.shows("Chosen option") && !stage.shows("as it prints"));
    stage.click("Page");
    pages(&mut stage);
    assert!(!stage.shows("Chosen option"));
}

#[test]
fn the_repository_tells_shape_number_and_place() {
    let mut stage = Stage::empty();
    let folder = stage.folder.path().join("doc/adr");
    std::fs::create_dir_all(&folder).unwrap();
    let text =
        "# 4. Use queues\n\n## Status\n\nAccepted\n\n## Context\n\nA.\n\n## Decision\n\nB.\n";
    std::fs::write(folder.join("0004-use-queues.md"), text).unwrap();
    let path = stage.copy("workbooks/backend-runtime.weighbridge.ron");
    stage.open(&path);
    stage.command(Key::E);
    pages(&mut stage);
    assert!(stage.shows("holds 1 record, written in Nygard's sections"));
    assert!(stage.shows("fits the repository"));
    stage.click("Give it the number 0005");
    assert_eq!(stage.workbook().frame.number, Some(5));
    stage.until("the number", |stage| stage.shows("This record has the number 0005"));
    stage.until("the name", |stage| stage.shows("0005-choose-the-backend-runtime"));
    stage.click("Export as Markdown (Nygard)");
    let offered = stage.harness.get_by_label("Path").accesskit_node().value().unwrap();
    assert_eq!(Path::new(&offered).parent(), Some(folder.as_path()));
    stage.key(Key::Enter);
    stage.until("the export", |stage| {
        stage.harness.state().message().is_some_and(|words| words.starts_with("Exported"))
    });
    let text = std::fs::read_to_string(offered).unwrap();
    assert!(text.starts_with("# 5. Choose the backend runtime"), "{text}");
}

#[test]
fn the_page_rests_once_it_is_painted() {
    let mut stage = record();
    let delay = |stage: &Stage| {
        let windows = &stage.harness.output().viewport_output;
        windows[&eframe::egui::ViewportId::ROOT].repaint_delay
    };
    // The threads wake the window for the page in sight and for the next one.
    stage.until("rest", |stage| delay(stage) == Duration::MAX && stage.shows("as it prints"));
}
