//! Fields that hold a draft while they are edited and give it back once, when
//! it is committed. Showing a value never changes it.

use eframe::egui::{
    self, Color32, Id, Key, Response, RichText, TextEdit, Ui, WidgetText, accesskit, vec2,
};

use crate::app::theme::{self, icons, tokens};
use crate::workbook::Date;

pub use crate::import::parse_number;

/// What became of a field's draft in this frame.
enum Draft {
    /// It is not edited, or goes on being edited.
    Nothing,
    /// It is done.
    Done(String),
}

/// Shows a text field with a draft of its own while it has the focus.
fn draft_field(
    ui: &mut Ui,
    id: Id,
    stored: &str,
    field: impl FnOnce(&mut String) -> TextEdit<'_>,
    multiline: bool,
    name: &str,
) -> (Response, Draft) {
    let mut draft: String =
        ui.data(|data| data.get_temp::<String>(id)).unwrap_or_else(|| stored.to_owned());
    let response = ui.add(field(&mut draft).id(id));
    let response = response.accessible_name(name);
    let focused = response.has_focus();
    // The focus may be gone by then: Escape takes it before anything is drawn.
    let escaped = is_escaped(ui, &response);
    let entered =
        !multiline && response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if escaped {
        ui.data_mut(|data| data.remove_temp::<String>(id));
        response.surrender_focus();
        return (response, Draft::Nothing);
    }
    if response.lost_focus() || entered {
        let had = ui.data_mut(|data| data.remove_temp::<String>(id)).is_some();
        // Losing the focus is told twice; the draft is there only once.
        if had && draft != stored {
            return (response, Draft::Done(draft));
        }
        return (response, Draft::Nothing);
    }
    if focused || response.changed() {
        ui.data_mut(|data| data.insert_temp(id, draft));
    }
    (response, Draft::Nothing)
}

/// Whether the field was left by Escape, which puts back what stood there.
fn is_escaped(ui: &Ui, response: &Response) -> bool {
    (response.has_focus() || response.lost_focus())
        && ui.input(|input| input.key_pressed(Key::Escape))
}

/// The sign in a field whose text was not taken: it is not told by colour alone.
fn refusal(colour: Color32) -> RichText {
    RichText::new(icons::WARNING_CIRCLE).text_style(theme::icon()).color(colour)
}

/// Says why a field's text was not taken: under the pointer, while it has the
/// focus, and to screen readers.
fn tell_refusal(ui: &Ui, response: &Response, message: &str) {
    ui.accesskit_node_builder(response.id, |node| {
        node.set_invalid(accesskit::Invalid::True);
        node.set_description(message);
    });
    if response.has_focus() {
        response.show_tooltip_text(message);
    } else {
        response.clone().on_hover_text(message);
    }
}

/// A field for a number that may also be left empty.
#[must_use = "a field does nothing until it is shown"]
pub struct NumberField<'a> {
    id: Id,
    name: &'a str,
    value: Option<f64>,
    width: f32,
    hint: &'a str,
    minimum: f64,
    maximum: f64,
    unit: &'a str,
}

/// What stands for a number where room is made for one.
const SOME_DIGITS: &str = "00000";

impl<'a> NumberField<'a> {
    /// A field called `name`, which is how it is found and read out, for a
    /// value that may be missing. `id` must be stable for what it stands for.
    pub fn new(
        id: impl std::hash::Hash + std::fmt::Debug,
        name: &'a str,
        value: Option<f64>,
    ) -> Self {
        Self {
            id: Id::unique(("number", id)),
            name,
            value,
            width: 72.0,
            hint: "",
            minimum: f64::NEG_INFINITY,
            maximum: f64::INFINITY,
            unit: "",
        }
    }

    /// Its width in points.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// What stands in it while it is empty.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// The numbers that it takes.
    pub fn bounds(mut self, minimum: f64, maximum: f64) -> Self {
        self.minimum = minimum;
        self.maximum = maximum;
        self
    }

    /// The unit shown behind it.
    pub fn unit(mut self, unit: &'a str) -> Self {
        self.unit = unit;
        self
    }

    fn read(&self, text: &str) -> Result<Option<f64>, String> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let number =
            parse_number(text).ok_or_else(|| format!("\"{}\" is no number", text.trim()))?;
        if number < self.minimum {
            return Err(format!("{} or more", self.minimum));
        }
        if number > self.maximum {
            return Err(format!("{} at most", self.maximum));
        }
        Ok(Some(number))
    }

    /// Has the field hold a text that it does not take, for the gallery.
    #[cfg(debug_assertions)]
    pub fn refuse(self, ui: &Ui, text: &str, message: &str) {
        let problem = (text.to_owned(), message.to_owned());
        ui.data_mut(|data| data.insert_temp(self.id.with("problem"), problem));
    }

    /// Shows the field; gives the new value when it is committed and differs.
    pub fn show(self, ui: &mut Ui) -> Option<Option<f64>> {
        let stored = self.value.map(|value| format!("{value}")).unwrap_or_default();
        let problem_id = self.id.with("problem");
        let problem: Option<(String, String)> = ui.data(|data| data.get_temp(problem_id));
        let shown = problem.as_ref().map_or(stored.as_str(), |(text, _)| text.as_str()).to_owned();
        let colour = problem.as_ref().map(|_| tokens(ui).bad);
        let (hint, unit) = (self.hint, self.unit);
        let muted = tokens(ui).text_muted;
        let width = self.width.max(room_for_unit(ui, unit));
        let (response, draft) = draft_field(
            ui,
            self.id,
            &shown,
            |text| {
                let mut field = TextEdit::singleline(text)
                    .desired_width(width)
                    .hint_text(WidgetText::from(hint))
                    .align(egui::Align2::RIGHT_CENTER);
                let unit = (!unit.is_empty()).then(|| RichText::new(unit).color(muted));
                match (colour, unit) {
                    (Some(colour), Some(unit)) => {
                        field = field.text_color(colour).suffix((unit, refusal(colour)));
                    }
                    (Some(colour), None) => {
                        field = field.text_color(colour).suffix(refusal(colour));
                    }
                    (None, Some(unit)) => field = field.suffix(unit),
                    (None, None) => {}
                }
                field
            },
            false,
            self.name,
        );
        let escaped = is_escaped(ui, &response);
        if let Some((_, message)) = &problem {
            tell_refusal(ui, &response, message);
            if escaped || (response.has_focus() && response.changed()) {
                ui.data_mut(|data| data.remove_temp::<(String, String)>(problem_id));
            }
        }
        let Draft::Done(text) = draft else { return None };
        match self.read(&text) {
            Ok(value) => {
                ui.data_mut(|data| data.remove_temp::<(String, String)>(problem_id));
                (value != self.value).then_some(value)
            }
            Err(message) => {
                // What was typed stays in the field, marked, until it is mended.
                ui.data_mut(|data| data.insert_temp(problem_id, (text, message)));
                None
            }
        }
    }
}

/// The width at which a number of some digits can be read before its unit.
fn room_for_unit(ui: &Ui, unit: &str) -> f32 {
    if unit.is_empty() {
        return 0.0;
    }
    let font = egui::TextStyle::Body.resolve(ui.style());
    let sample = format!("{SOME_DIGITS} {unit}");
    let words = ui.painter().layout_no_wrap(sample, font, tokens(ui).text);
    words.size().x + 2.0 * ui.spacing().button_padding.x
}

/// A field for text, on one line or several.
#[must_use = "a field does nothing until it is shown"]
pub struct TextField<'a> {
    id: Id,
    name: &'a str,
    value: &'a str,
    hint: &'a str,
    rows: usize,
    width: f32,
}

impl<'a> TextField<'a> {
    /// A field called `name` for a text. `id` must be stable for what it
    /// stands for.
    pub fn new(id: impl std::hash::Hash + std::fmt::Debug, name: &'a str, value: &'a str) -> Self {
        Self { id: Id::unique(("text", id)), name, value, hint: "", rows: 1, width: f32::INFINITY }
    }

    /// What it is known by, to give it the focus before it is shown.
    pub fn id(&self) -> Id {
        self.id
    }

    /// What stands in it while it is empty.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// Several lines, this many to begin with.
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// Its width in points.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Shows the field; gives the new text when it is committed and differs.
    pub fn show(self, ui: &mut Ui) -> Option<String> {
        self.show_with_response(ui).1
    }

    /// Shows the field; gives its response too.
    pub fn show_with_response(self, ui: &mut Ui) -> (Response, Option<String>) {
        let (hint, width, rows) = (self.hint, self.width, self.rows);
        let (response, draft) = draft_field(
            ui,
            self.id,
            self.value,
            |text| {
                let field = if rows > 1 {
                    TextEdit::multiline(text).desired_rows(rows).lock_focus(false)
                } else {
                    TextEdit::singleline(text)
                };
                field
                    .desired_width(width)
                    .hint_text(WidgetText::from(hint))
                    .min_size(vec2(0.0, theme::CONTROL_HEIGHT))
            },
            rows > 1,
            self.name,
        );
        let done = match draft {
            Draft::Done(text) => Some(text.trim().to_owned()).filter(|text| text != self.value),
            Draft::Nothing => None,
        };
        (response, done)
    }
}

/// A field for a day, written year-month-day.
#[must_use = "a field does nothing until it is shown"]
pub struct DateField<'a> {
    id: Id,
    name: &'a str,
    value: Option<Date>,
}

impl<'a> DateField<'a> {
    /// A field called `name` for a day that may be missing.
    pub fn new(
        id: impl std::hash::Hash + std::fmt::Debug,
        name: &'a str,
        value: Option<Date>,
    ) -> Self {
        Self { id: Id::unique(("date", id)), name, value }
    }

    /// Shows the field; gives the new day when it is committed and differs.
    pub fn show(self, ui: &mut Ui) -> Option<Option<Date>> {
        let stored = self.value.map(|date| date.to_string()).unwrap_or_default();
        let problem_id = self.id.with("problem");
        let problem: Option<String> = ui.data(|data| data.get_temp(problem_id));
        let shown = problem.clone().unwrap_or_else(|| stored.clone());
        let colour = problem.as_ref().map(|_| tokens(ui).bad);
        let (response, draft) = draft_field(
            ui,
            self.id,
            &shown,
            |text| {
                let field = TextEdit::singleline(text).desired_width(124.0).hint_text("YYYY-MM-DD");
                match colour {
                    Some(colour) => field.text_color(colour).suffix(refusal(colour)),
                    None => field,
                }
            },
            false,
            self.name,
        );
        if problem.is_some() {
            if response.has_focus() && response.changed() {
                ui.data_mut(|data| data.remove_temp::<String>(problem_id));
            }
            let message = "Write a day as year-month-day, such as 2027-03-31";
            tell_refusal(ui, &response, message);
        }
        let Draft::Done(text) = draft else { return None };
        let day =
            if text.trim().is_empty() { Ok(None) } else { Date::parse(text.trim()).map(Some) };
        match day {
            Ok(day) => {
                ui.data_mut(|data| data.remove_temp::<String>(problem_id));
                (day != self.value).then_some(day)
            }
            Err(_) => {
                ui.data_mut(|data| data.insert_temp(problem_id, text));
                None
            }
        }
    }
}

/// A list to choose one of, folded away; gives the choice when it is made and
/// differs.
pub fn choose<T: PartialEq + Clone>(
    ui: &mut Ui,
    id: impl egui::AsIdSalt,
    name: &str,
    value: &T,
    width: f32,
    choices: &[(T, String)],
) -> Option<T> {
    let shown = choices
        .iter()
        .find(|(choice, _)| choice == value)
        .map_or("Choose…", |(_, label)| label.as_str());
    let mut chosen = None;
    let response = egui::ComboBox::from_id_salt(id)
        .selected_text(shown)
        .width(width)
        .truncate()
        .height(360.0)
        .show_ui(ui, |ui| {
            for (choice, label) in choices {
                if ui.selectable_label(choice == value, label).clicked() && choice != value {
                    chosen = Some(choice.clone());
                }
            }
        })
        .response;
    response.accessible_name(name);
    chosen
}

#[cfg(test)]
mod tests {
    use super::parse_number;

    #[test]
    fn numbers_are_read_with_comma_or_point() {
        for (text, number) in [
            ("1.5", 1.5),
            ("1,5", 1.5),
            ("1,234.5", 1234.5),
            ("1.234,5", 1234.5),
            (" 42 ", 42.0),
            ("\u{2212}3", -3.0),
            ("12 %", 12.0),
            ("1 000", 1000.0),
            ("1e3", 1000.0),
            ("1,234,567", 1_234_567.0),
        ] {
            assert_eq!(parse_number(text), Some(number), "{text}");
        }
        for text in ["", "abc", "1..", "1,2,3", "1.23.4,5", "NaN", "inf", "1e999", "--1", "%"] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }
}
