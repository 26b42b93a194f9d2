//! What holds on every screen: the focus is seen, messages can be read again,
//! nothing has to move, and the parts of screens can be looked at.

use eframe::egui::{Key, Modifiers, Rect, Shape, accesskit};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use weighbridge::app::action::Action;
use weighbridge::app::command::Command;
use weighbridge::app::screens::Screen;
use weighbridge::app::theme;

use crate::stage::Stage;

/// Rings drawn in the last frame, as wide as a focus ring and in the accent.
fn rings(stage: &Stage) -> Vec<Rect> {
    fn find(shape: &Shape, colour: eframe::egui::Color32, found: &mut Vec<Rect>) {
        match shape {
            Shape::Vec(shapes) => {
                shapes.iter().for_each(|shape| find(shape, colour, found));
            }
            Shape::Rect(it)
                if it.stroke.width == theme::FOCUS_WIDTH && it.stroke.color == colour =>
            {
                found.push(it.rect);
            }
            _ => {}
        }
    }
    let colour = theme::Tokens::of(stage.harness.ctx.theme()).accent;
    let mut found = Vec::new();
    for clipped in &stage.harness.output().shapes {
        find(&clipped.shape, colour, &mut found);
    }
    found
}

fn focused(stage: &Stage) -> Option<(String, Rect)> {
    let node = stage.harness.query_all_by_label_contains("").find(|node| node.is_focused())?;
    Some((node.accesskit_node().label().unwrap_or_default(), node.rect()))
}

#[test]
fn whatever_has_the_focus_has_a_ring_around_it() {
    let mut stage = Stage::flagship();
    let window = Rect::from_min_size(Default::default(), eframe::egui::vec2(1440.0, 900.0));
    let mut seen = 0;
    for screen in Screen::ALL {
        stage.harness.state_mut().ask(Action::Go(screen));
        stage.settle();
        for _ in 0..30 {
            stage.key(Key::Tab);
            let Some((name, rect)) = focused(&stage) else { continue };
            let rect = rect.intersect(window.shrink(4.0));
            let rings = rings(&stage);
            let around = rings.iter().any(|ring| {
                ring.expand(0.5).contains_rect(rect) && rect.expand(4.0).contains_rect(*ring)
            });
            assert!(around, "{screen:?}, {name}: {rect:?}, {rings:?}");
            seen += 1;
        }
    }
    assert!(seen > 150, "{seen}");
}

#[test]
fn nothing_is_ringed_without_the_focus() {
    let mut stage = Stage::flagship();
    stage.settle();
    assert!(focused(&stage).is_none());
    assert!(rings(&stage).is_empty());
}

#[test]
fn messages_gone_by_can_be_read_again_by_keyboard() {
    let mut stage = Stage::flagship();
    let say = |text: &str| Action::Say(text.to_owned());
    stage.harness.state_mut().ask(say("The first thing"));
    stage.settle();
    stage.harness.state_mut().ask(say("The second thing"));
    stage.settle();
    stage.harness.run_steps(40);
    assert_eq!(stage.harness.state().message(), None, "they have left");
    stage.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    let top = |words: &str| stage.harness.get_by_label(words).rect().top();
    assert!(top("The second thing") < top("The first thing"), "newest first");
    assert!(stage.shows("less than a minute ago"));
    stage.key(Key::Escape);
    assert!(!stage.shows("The first thing"));
}

#[test]
fn a_message_stays_while_its_button_has_the_focus_and_screen_readers_are_told() {
    let mut stage = Stage::flagship();
    stage.harness.state_mut().ask(Action::Say("Something was done".to_owned()));
    stage.settle();
    {
        let node = stage.harness.get_by_label("Something was done");
        let node = node.accesskit_node();
        assert_eq!(node.role(), accesskit::Role::Status);
        assert_eq!(node.live(), accesskit::Live::Polite);
    }
    stage.focus("Close message");
    stage.harness.run_steps(60);
    assert_eq!(stage.harness.state().message(), Some("Something was done"));
    stage.key(Key::Enter);
    assert_eq!(stage.harness.state().message(), None);
}

#[test]
fn motion_is_turned_off_and_stays_off_at_the_next_start() {
    let mut stage = Stage::flagship();
    let time = |stage: &Stage| stage.harness.ctx.global_style().animation_time;
    stage.harness.ctx.all_styles_mut(|style| style.animation_time = 0.2);
    stage.harness.state_mut().ask(Action::Run(Command::ToggleMotion));
    stage.settle();
    assert_eq!(time(&stage), 0.0);
    assert_eq!(stage.harness.state().message(), Some("Motion is off"));
    let mut stage = stage.again();
    stage.settle();
    assert_eq!(time(&stage), 0.0);
    assert!(!stage.harness.ctx.global_style().visuals.text_cursor.blink);
    stage.harness.state_mut().ask(Action::Run(Command::ToggleMotion));
    stage.settle();
    assert!(time(&stage) > 0.0);
}

/// A number that is not taken says why, not by its colour alone.
#[test]
fn a_field_that_refuses_says_so_to_screen_readers() {
    let mut stage = Stage::flagship();
    stage.harness.state_mut().ask(Action::Run(Command::Gallery));
    stage.settle();
    let mut refused = 0;
    for node in stage.harness.query_all_by_label("NumberField, refused") {
        if node.accesskit_node().role() == accesskit::Role::TextInput {
            assert_eq!(node.accesskit_node().description().as_deref(), Some("100 at most"));
            refused += 1;
        }
    }
    assert_eq!(refused, 2, "light and dark");
}

#[test]
fn the_gallery_shows_every_part_light_and_dark() {
    let mut stage = Stage::of_size(1024.0, 640.0);
    stage.harness.state_mut().ask(Action::Run(Command::Gallery));
    stage.settle();
    let title = stage.harness.get_by_label("Gallery of parts").rect();
    assert!(title.left() > 0.0, "it is as wide as there is room: {title:?}");
    for tokens in [
        theme::Tokens::of(eframe::egui::Theme::Light),
        theme::Tokens::of(eframe::egui::Theme::Dark),
    ] {
        for (name, colour) in tokens.all() {
            let words = format!("{name} #{:02X}{:02X}{:02X}", colour.r(), colour.g(), colour.b());
            assert!(stage.shows(&words), "{words}");
        }
    }
    for state in ["at rest", "under the pointer", "pressed", "with the focus", "disabled"] {
        assert!(stage.shows(state), "{state}");
    }
    stage.key(Key::Escape);
    assert!(!stage.shows("under the pointer"));
}
