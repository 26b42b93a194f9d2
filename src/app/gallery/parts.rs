//! The parts that screens share.

use eframe::egui::{Id, RichText, Ui};

use super::{OWN_STATES, STATES, in_states};
use crate::app::theme::{icons, tokens};
use crate::app::widgets::{self, Column, GroupChoice, TableRow, Tone};
use crate::workbook::Date;

/// Tells the same part in the two columns apart.
fn key(ui: &Ui, name: &str) -> (String, bool) {
    (name.to_owned(), ui.visuals().dark_mode)
}

const LONG: &str = "A name as long as people give them, with all that it is about, in one row";

pub(super) fn buttons(ui: &mut Ui) {
    in_states(ui, "primary_button", OWN_STATES, |ui| widgets::primary_button(ui, "Export record"));
    in_states(ui, "button", STATES, |ui| widgets::button(ui, "Compare"));
    in_states(ui, "danger_button", STATES, |ui| widgets::danger_button(ui, "Remove"));
    in_states(ui, "link_button", STATES, |ui| widgets::link_button(ui, "Show all"));
    in_states(ui, "name_button", STATES, |ui| widgets::name_button(ui, "Node.js"));
    in_states(ui, "icon_button", STATES, |ui| widgets::icon_button(ui, icons::COPY, "Copy"));
    in_states(ui, "remove_button", STATES, |ui| widgets::remove_button(ui, "Remove this row"));
    in_states(ui, "chip, off", STATES, |ui| widgets::chip(ui, false, "Python"));
    in_states(ui, "chip, on", STATES, |ui| widgets::chip(ui, true, "Python"));
    widgets::field_label(ui, "titled");
    widgets::titled(ui, "A card with a verb", "Add", "Add one");
    widgets::titled(ui, LONG, "Add", "Add another");
}

pub(super) fn words(ui: &mut Ui) {
    widgets::page_header(ui, "Node.js leads, closely", "page_header: what it rests on");
    widgets::section_title(ui, "section_title");
    widgets::prose(ui, "prose: A paragraph.\n\nAnother paragraph, no wider than reads well.");
    widgets::muted(ui, "muted");
    widgets::small(ui, "small");
    widgets::field_label(ui, "field_label");
    widgets::key_value(ui, "key_value", LONG);
    widgets::bullets(ui, &["bullets".to_owned(), LONG.to_owned()]);
    widgets::rule(ui);
    let tones = [
        (Tone::Plain, "Plain", icons::INFO),
        (Tone::Accent, "Accent", icons::FLAG),
        (Tone::Good, "Good", icons::CHECK_CIRCLE),
        (Tone::Warning, "Stale", icons::WARNING),
        (Tone::Bad, "Failed", icons::X_CIRCLE),
    ];
    ui.horizontal_wrapped(|ui| {
        for (tone, name, _) in tones {
            widgets::tag(ui, tone, name);
        }
        let (rect, _) = ui.allocate_exact_size(
            eframe::egui::vec2(120.0, widgets::TAG_HEIGHT),
            eframe::egui::Sense::hover(),
        );
        let y = rect.center().y;
        widgets::paint_tag(ui, Tone::Plain, "painted tag", rect.left(), y, rect.width());
    });
    for (tone, name, icon) in tones {
        widgets::finding_line(ui, tone, icon, &format!("{name}: a finding_line that says so"));
    }
    for (position, share) in [0.0, 0.3, 1.0].into_iter().enumerate() {
        ui.horizontal(|ui| {
            let colour = tokens(ui).option(position);
            widgets::bar(ui, share, 160.0, tokens(ui).pale(colour));
            widgets::bar(ui, share, 160.0, colour);
        });
    }
    widgets::option_label(ui, 0, RichText::new("option_label"));
    widgets::option_label(ui, 1, RichText::new(LONG));
}

pub(super) fn fields(ui: &mut Ui) {
    widgets::labelled(ui, "TextField, empty with a hint", |ui| {
        widgets::TextField::new(key(ui, "empty"), "Empty", "").hint("What it is for").show(ui)
    });
    let focused = widgets::labelled(ui, "TextField, with the focus", |ui| {
        widgets::TextField::new(key(ui, "filled"), "Filled", "Node.js").show_with_response(ui).0
    });
    crate::app::theme::focus_ring(ui.painter(), focused.rect, tokens(ui).accent);
    widgets::labelled(ui, "TextField, disabled", |ui| {
        ui.add_enabled_ui(false, |ui| {
            widgets::TextField::new(key(ui, "disabled"), "Disabled", LONG).show(ui)
        });
    });
    widgets::labelled_text(ui, key(ui, "rows"), "labelled_text, several rows", LONG, 3);
    ui.horizontal_wrapped(|ui| {
        let number = |ui: &mut Ui, name: &'static str, value| {
            let id = key(ui, name);
            widgets::labelled(ui, name, |ui| {
                widgets::NumberField::new(id, name, value)
                    .hint("unknown")
                    .unit("ms")
                    .bounds(0.0, 100.0)
                    .width(90.0)
                    .show(ui)
            });
        };
        number(ui, "NumberField", Some(42.5));
        number(ui, "NumberField, unknown", None);
        let refused = key(ui, "NumberField, refused");
        widgets::NumberField::new(&refused, "", None).refuse(ui, "140", "100 at most");
        number(ui, "NumberField, refused", Some(42.5));
    });
    ui.horizontal_wrapped(|ui| {
        let day = Date::parse("2027-03-31").ok();
        for (name, day) in [("DateField", day), ("DateField, not set", None)] {
            let id = key(ui, name);
            widgets::labelled(ui, name, |ui| widgets::DateField::new(id, name, day).show(ui));
        }
    });
    let mut text = String::new();
    widgets::find_field(ui, "find_field", &mut text, 200.0);
    widgets::add_field(ui, key(ui, "add"), "stakeholder", "Add a stakeholder…");
    let items = ["Cost".to_owned(), "Speed".to_owned()];
    widgets::labelled(ui, "text_list", |ui| {
        widgets::text_list(ui, key(ui, "list"), "constraint", &items);
    });
}

pub(super) fn choices(ui: &mut Ui) {
    let choices = [(0, "Current".to_owned()), (1, LONG.to_owned())];
    widgets::labelled(ui, "choose", |ui| {
        widgets::choose(ui, key(ui, "choose"), "Choose one", &0, 160.0, &choices);
    });
    widgets::labelled(ui, "choose, disabled", |ui| {
        ui.add_enabled_ui(false, |ui| {
            widgets::choose(ui, key(ui, "choose not"), "Choose none", &0, 160.0, &choices);
        });
    });
    widgets::labelled(ui, "five", |ui| widgets::five(ui, "Importance", Some(3)));
    for several in [false, true] {
        let name = if several { "ChoiceGroup, several" } else { "ChoiceGroup, one" };
        let choice = |label: &'static str, on| GroupChoice {
            label,
            name: format!("{label}, {name}"),
            on,
            hover: String::new(),
        };
        widgets::labelled(ui, name, |ui| {
            let choices =
                [choice("Below 100", several), choice("Up to 1000", true), choice("More", false)];
            let group = widgets::ChoiceGroup {
                id: Id::unique(key(ui, name)),
                name,
                choices: &choices,
                several,
                focus: false,
            };
            group.show(ui).1
        });
    }
    for (name, stable) in
        [("WeightSlider", None), ("WeightSlider, with its stable range", Some((0.25, 0.6)))]
    {
        widgets::labelled(ui, name, |ui| {
            let id = Id::unique(key(ui, name));
            widgets::WeightSlider { id, name, share: 0.4, stable, width: 240.0 }.show(ui).1
        });
    }
    widgets::labelled(ui, "confirm", |ui| {
        widgets::confirm(ui, "Three scores would go with it.", "Remove it", "Keep it")
    });
}

pub(super) fn lists(ui: &mut Ui) {
    let columns =
        [Column::left("Option", 0.0), Column::left("State", 90.0), Column::right("Value", 70.0)];
    widgets::head_row(ui, &columns);
    let rows = [
        ("Node.js", Tone::Good, "Known", "71.5"),
        (LONG, Tone::Warning, "Stale", "64.0"),
        ("Python", Tone::Plain, "Unknown", "?"),
    ];
    for (at, (name, tone, state, value)) in rows.into_iter().enumerate() {
        let mut row = TableRow::new(ui, &columns, crate::app::theme::ROW_HEIGHT);
        row.cell(|ui| widgets::text_cell(ui, name));
        row.cell(|ui| widgets::tag(ui, tone, state));
        row.cell(|ui| widgets::text_cell(ui, value));
        row.end(at + 1 < rows.len());
    }
}

pub(super) fn messages(ui: &mut Ui) {
    widgets::toast_sample(ui, "Saved backend-runtime.weighbridge.ron", false);
    widgets::toast_sample(ui, LONG, true);
    let text = "empty_state: what the place is for, and one way on.";
    widgets::empty_state(ui, "No claims yet", text, Some("Add a claim"));
}
