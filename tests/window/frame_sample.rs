//! A small workbook for the screens that frame a decision, with what tests
//! need: a questionnaire, musts, a composite, claims.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui;
use eframe::egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{Queryable as _, by};
use weighbridge::app::action::{Action, Actions};
use weighbridge::app::document::Document;
use weighbridge::app::screens::{Screen, Views};
use weighbridge::app::{Places, theme};
use weighbridge::workbook::{
    Alternative, AlternativeId, Band, Choice, ChoiceId, Claim, ClaimId, ClaimKind, ClaimStrength,
    ClaimVerdict, Criterion, CriterionId, CriterionKind, Effect, Frame, Judgement, Measure, Person,
    PersonId, Profile, ProfileId, Question, QuestionId, Requirement, RequirementId,
    RequirementKind, Role as Part, Scenario, Score, Source, SourceId, StartWeights, Treatment,
    Weighting, Workbook, put_score,
};

/// One screen over an open document, as the window shows it: edits are made
/// after the frame.
pub struct Stage {
    /// The open workbook.
    pub document: Document,
    /// How the screens are looked at.
    pub views: Views,
    /// The screen shown.
    pub screen: Screen,
    /// What was asked for besides edits.
    pub asked: Vec<Action>,
    /// Errors of edits that did not fit.
    pub refused: Vec<String>,
    _folder: tempfile::TempDir,
}

impl Stage {
    fn frame(&mut self, ui: &mut egui::Ui) {
        let mut out = Actions::default();
        let context = self.document.context();
        if Views::has_inspector(self.screen) {
            egui::Panel::right("inspector").exact_size(theme::INSPECTOR_WIDTH).show(ui, |ui| {
                egui::ScrollArea::vertical().show(ui, |ui| {
                    self.views.inspector_ui(ui, self.screen, context, &mut out);
                });
            });
        }
        egui::CentralPanel::default().show(ui, |ui| {
            self.views.screen_ui(ui, self.screen, context, &mut out);
        });
        for action in out.take() {
            match action {
                Action::Edit(edit) => {
                    if let Err(error) = self.document.edit(&edit) {
                        self.refused.push(error.to_string());
                    }
                }
                Action::Drag(edit, gesture) => {
                    if let Err(error) = self.document.drag(&edit, &gesture) {
                        self.refused.push(error.to_string());
                    }
                }
                Action::DragEnd => self.document.end_drag(),
                Action::Reveal(item) => {
                    self.screen = Screen::of(&item);
                    self.views.select(&item);
                    self.asked.push(Action::Reveal(item));
                }
                Action::Go(screen) => {
                    self.screen = screen;
                    self.asked.push(Action::Go(screen));
                }
                other => self.asked.push(other),
            }
            ui.request_repaint();
        }
    }

    /// The workbook as it stands.
    pub fn workbook(&self) -> &Workbook {
        self.document.workbook()
    }
}

/// A screen of a workbook, drawn and settled.
pub fn stage(workbook: Workbook, screen: Screen) -> Harness<'static, Stage> {
    stage_of(workbook, screen, [1240.0, 900.0])
}

/// The same in a window of a size.
pub fn stage_of(workbook: Workbook, screen: Screen, size: [f32; 2]) -> Harness<'static, Stage> {
    // The folder goes with the stage; nothing of a template is kept in it.
    let folder = tempfile::tempdir().unwrap();
    let places = Places::in_folder(folder.path());
    let stage = Stage {
        document: Document::template(workbook, "test.weighbridge.ron", &places),
        _folder: folder,
        views: Views::default(),
        screen,
        asked: Vec::new(),
        refused: Vec::new(),
    };
    let mut harness = Harness::builder()
        .with_size(size)
        .with_theme(egui::Theme::Light)
        .with_max_steps(20)
        .with_context_setup(theme::install)
        .build_ui_state(|ui, stage: &mut Stage| stage.frame(ui), stage);
    harness.run();
    harness
}

/// Clicks what has this name, and settles.
pub fn click(harness: &mut Harness<'_, Stage>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

/// The field of this name; a label may stand over it with the same words.
fn field<'h>(harness: &'h Harness<'_, Stage>, name: &'h str) -> egui_kittest::Node<'h> {
    let named = || by().label(name);
    harness
        .query_all(named().role(Role::TextInput))
        .chain(harness.query_all(named().role(Role::MultilineTextInput)))
        .next()
        .unwrap_or_else(|| panic!("no field {name}"))
}

/// Types into the field of this name and commits it with Enter.
pub fn enter(harness: &mut Harness<'_, Stage>, name: &str, text: &str) {
    field(harness, name).focus();
    harness.run();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    harness.run();
    field(harness, name).type_text(text);
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
}

/// An id of an option.
pub fn option_id(id: &str) -> AlternativeId {
    AlternativeId::new(id).unwrap()
}

/// An id of a question.
pub fn question_id(id: &str) -> QuestionId {
    QuestionId::new(id).unwrap()
}

/// An id of a requirement.
pub fn requirement_id(id: &str) -> RequirementId {
    RequirementId::new(id).unwrap()
}

fn criterion_id(id: &str) -> CriterionId {
    CriterionId::new(id).unwrap()
}

fn choice(id: &str, label: &str, band: Option<Band>, effects: Vec<Effect>) -> Choice {
    Choice { id: ChoiceId::new(id).unwrap(), label: label.to_owned(), band, effects }
}

fn question(id: &str, group: &str, text: &str, choices: Vec<Choice>) -> Question {
    Question {
        id: question_id(id),
        group: group.to_owned(),
        text: text.to_owned(),
        hint: String::new(),
        why: String::new(),
        several: false,
        unit: String::new(),
        choices,
        claims: Vec::new(),
    }
}

/// A requirement of a kind with a text.
pub fn requirement(id: &str, kind: RequirementKind, text: &str) -> Requirement {
    Requirement {
        id: requirement_id(id),
        text: text.to_owned(),
        kind,
        scenario: Scenario::default(),
        importance: None,
        difficulty: None,
        owner: None,
        origin: String::new(),
        links: BTreeMap::new(),
        gates: BTreeMap::new(),
        threshold: None,
        when_asked: false,
        claims: Vec::new(),
    }
}

/// Two runtimes, three criteria, three questions, one must that an answer asks
/// for and one that always holds.
pub fn sample() -> Workbook {
    let criterion = |id: &str, name: &str| Criterion {
        id: criterion_id(id),
        parent: None,
        name: name.to_owned(),
        definition: String::new(),
        measure: String::new(),
        note: String::new(),
        kind: CriterionKind::Scored(Measure::levels(["poor", "weak", "fair", "good", "excellent"])),
    };
    let mut baseline = Vec::new();
    for (on, of, level) in [
        ("io", "node", 5.0),
        ("io", "python", 3.0),
        ("cpu", "node", 2.0),
        ("cpu", "python", 4.0),
        ("ops", "node", 4.0),
        ("ops", "python", 4.0),
    ] {
        let score = Score::new(criterion_id(on), option_id(of), Judgement::Value(level));
        put_score(&mut baseline, score);
    }
    let io = || criterion_id("io");
    let cpu = || criterion_id("cpu");
    let mut workload = question(
        "q01",
        "Workload",
        "What fills the time of a typical request?",
        vec![
            choice(
                "waiting",
                "waiting for I/O",
                None,
                vec![Effect::Minimum(io(), 4.0), Effect::Cap(cpu(), 0.5)],
            ),
            choice("computing", "computing", None, vec![Effect::Minimum(cpu(), 5.0)]),
        ],
    );
    workload.claims = vec![ClaimId::new("c040").unwrap()];
    let mut latency = question(
        "q02",
        "Workload",
        "What is the latency budget at the 95th percentile?",
        vec![
            choice(
                "tight",
                "under 100 ms",
                Some(Band { from: None, to: Some(100.0) }),
                vec![
                    Effect::Minimum(io(), 5.0),
                    Effect::Screen(requirement_id("p95")),
                    Effect::Suggest(ProfileId::new("direct").unwrap()),
                ],
            ),
            choice("loose", "100 ms or more", Some(Band { from: Some(100.0), to: None }), vec![]),
        ],
    );
    latency.unit = "ms".to_owned();
    let mut data = question(
        "q03",
        "Team",
        "What does the team master today?",
        vec![
            choice(
                "js",
                "JavaScript",
                None,
                vec![Effect::Score {
                    criterion: criterion_id("ops"),
                    alternative: option_id("python"),
                    value: 2.0,
                    low: None,
                    high: None,
                }],
            ),
            choice("py", "Python", None, vec![Effect::Note("train for operations".to_owned())]),
        ],
    );
    data.several = true;
    let profile = |id: &str, name: &str, weighting| Profile {
        weighting,
        ..Profile::new(ProfileId::new(id).unwrap(), name)
    };
    let mut direct = profile("direct", "Given weights", Weighting::AcrossTree);
    direct.weights.insert(io(), 3.0);
    direct.weights.insert(cpu(), 1.0);
    let mut p95 = requirement("p95", RequirementKind::Must, "Measured p95 within the budget");
    p95.when_asked = true;
    let owner = Person {
        id: PersonId::new("anna").unwrap(),
        name: "Anna".to_owned(),
        role: Part::Driver,
        reviewer: true,
    };
    Workbook {
        frame: Frame {
            title: "Backend runtime".to_owned(),
            question: "Which runtime carries the order platform?".to_owned(),
            context: "Peak load grows tenfold within the year.".to_owned(),
            close_call: 5.0,
            ..Frame::default()
        },
        people: Arc::new(vec![owner]),
        questions: Arc::new(vec![workload, latency, data]),
        start_weights: StartWeights::default(),
        requirements: Arc::new(vec![
            requirement("platform", RequirementKind::Must, "Runs in our container platform"),
            p95,
        ]),
        alternatives: Arc::new(vec![
            Alternative::new(option_id("node"), "Node.js"),
            Alternative::new(option_id("python"), "Python"),
        ]),
        criteria: Arc::new(vec![
            criterion("io", "I/O latency"),
            criterion("cpu", "CPU-bound work"),
            criterion("ops", "Operations"),
        ]),
        profiles: Arc::new(vec![
            profile("answers", "From answers", Weighting::Questionnaire),
            direct,
        ]),
        sources: Arc::new(vec![Source {
            id: SourceId::new("s0").unwrap(),
            title: "A comparison of two runtimes".to_owned(),
            author: String::new(),
            date: String::new(),
            place: String::new(),
            covers: String::new(),
            problems: String::new(),
            origin: String::new(),
        }]),
        claims: Arc::new(vec![Claim {
            id: ClaimId::new("c040").unwrap(),
            source: SourceId::new("s0").unwrap(),
            heading: String::new(),
            locator: String::new(),
            text: "An event loop suits requests that wait.".to_owned(),
            about: Vec::new(),
            criterion: Some(io()),
            favours: None,
            strength: ClaimStrength::Moderate,
            kind: ClaimKind::Fact,
            quantity: String::new(),
            unit: String::new(),
            verdict: ClaimVerdict::True,
            verdict_note: String::new(),
            treatment: Treatment::Count,
            entities: Vec::new(),
            contradictions: Vec::new(),
            profiles: Vec::new(),
            questions: Vec::new(),
        }]),
        baseline: Arc::new(baseline),
        ..Workbook::default()
    }
}

/// Types into a field of several lines, where Enter is a letter, and commits
/// by leaving it.
pub fn note(harness: &mut Harness<'_, Stage>, name: &str, text: &str) {
    field(harness, name).focus();
    harness.run();
    field(harness, name).type_text(text);
    harness.run();
    harness.key_press(egui::Key::Tab);
    harness.run();
}
