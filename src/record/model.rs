//! What a record holds: words and printed numbers, ready to be written. No
//! writer computes a number or judges; all of that is done when it is built.

use serde::Serialize;

use super::numbers::AnalysisDocument;
use crate::figure::Figure;
use crate::store::{WriteError, sha256_hex, to_text};
use crate::workbook::{Date, Status, Tone, Workbook};

/// What the caller knows and the workbook does not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordOptions {
    /// Number of the record in its folder; without one the workbook's own.
    pub number: Option<u32>,
    /// Name of the workbook's file, without folders.
    pub workbook_file: String,
    /// The workbook's canonical text, which is attached to the PDF.
    pub workbook_text: String,
    /// SHA-256 of that text in hexadecimal.
    pub sha256: String,
    /// Day on which the record is made, if it is to be printed. Pass a fixed
    /// one (`SOURCE_DATE_EPOCH`, the day of the decision) for equal bytes.
    pub generated: Option<Date>,
    /// Version of the program.
    pub app_version: String,
}

impl RecordOptions {
    /// What a caller usually passes: the workbook's canonical text and its
    /// hash, the name of its file, and the day on which the record is made, if
    /// it is to be printed.
    ///
    /// # Errors
    /// When the workbook has no form as text.
    pub fn of(
        workbook: &Workbook,
        workbook_file: &str,
        generated: Option<Date>,
    ) -> Result<Self, WriteError> {
        let workbook_text = to_text(workbook)?;
        Ok(Self {
            number: None,
            workbook_file: workbook_file.to_owned(),
            sha256: sha256_hex(&workbook_text),
            workbook_text,
            generated,
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }
}

/// A decision record.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Number in the folder of decisions, where known.
    pub number: Option<u32>,
    /// The decision as a title, one line.
    pub title: String,
    /// Where the decision stands.
    pub status: Status,
    /// The status as formats want it, such as `superseded by ADR-0012`.
    pub status_text: String,
    /// Day of the decision, or else of the record, or else of the question.
    pub date: Option<Date>,
    /// Day by which it is looked at again.
    pub review_by: Option<Date>,
    /// Organisation or team.
    pub organisation: String,
    /// Key or link of the story behind it.
    pub story: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Reach and reversibility, in words.
    pub reach: Vec<String>,
    /// The question, one sentence.
    pub question: String,
    /// Situation and forces: paragraphs as the user wrote them.
    pub context: String,
    /// What is not decided here.
    pub non_goals: Vec<String>,
    /// What is asked of the reader, a sentence.
    pub ask: String,
    /// Who had a part.
    pub people: People,
    /// The profile whose weights were used, in words.
    pub profile: String,
    /// What the decision hangs on, one line each.
    pub drivers: Vec<String>,
    /// The requirements.
    pub requirements: Vec<RequirementLine>,
    /// The scored criteria, in tree order.
    pub criteria: Vec<CriterionLine>,
    /// The options: ranked ones first, best first, then those that are out.
    pub options: Vec<OptionSection>,
    /// What was chosen, or is proposed.
    pub outcome: Outcome,
    /// How firm the result is.
    pub verdict: VerdictLines,
    /// Reasons for the outcome, strongest first; at most three.
    pub reasons: Vec<String>,
    /// Accepted downsides; at most two.
    pub downsides: Vec<String>,
    /// What follows from it.
    pub consequences: Vec<(Tone, String)>,
    /// What must hold for it to stand.
    pub conditions: Vec<String>,
    /// How it will be confirmed; empty where nothing was written.
    pub confirmation: String,
    /// What is to be done.
    pub actions: Vec<ActionLine>,
    /// Weights at which the order changes, tightest first.
    pub switching: Vec<SwitchLine>,
    /// What would have to be true for each losing option to lead.
    pub flips: Vec<FlipLines>,
    /// What the load runs show, a sentence each; empty without a run.
    pub load: Vec<String>,
    /// What the review found.
    pub findings: Vec<FindingLine>,
    /// Dissent in a sentence each; empty where none was recorded.
    pub dissent: Vec<String>,
    /// Open questions, unanswered.
    pub open_questions: Vec<String>,
    /// Scores that count and are unknown.
    pub unknown: Vec<String>,
    /// Further caveats of the analysis.
    pub caveats: Vec<String>,
    /// Contradictions in the evidence that touch what counts, gravest first.
    pub contradictions: Vec<ContradictionLine>,
    /// When to look at the decision again.
    pub revisit: Vec<String>,
    /// Who signed.
    pub sign_offs: Vec<SignOffLine>,
    /// Where claims come from.
    pub sources: Vec<SourceLine>,
    /// Load runs.
    pub measurements: Vec<MeasurementLine>,
    /// Each reviewer's scores, where there are few enough to print.
    pub ballots: Vec<BallotLines>,
    /// Said in place of ballots that are too many to print.
    pub ballots_note: String,
    /// How the numbers come about, and their limits.
    pub method: Vec<String>,
    /// Numbers of the records that this one supersedes.
    pub supersedes: Vec<u32>,
    /// The ranking in few rows, for a first page.
    pub front: Option<Figure>,
    /// The charts.
    pub figures: Vec<Figure>,
    /// The analysis in full, for machines.
    pub numbers: AnalysisDocument,
    /// Where the record comes from.
    pub provenance: Provenance,
}

impl Record {
    /// The number used in file names and front matter: 1 where none is known.
    pub fn file_number(&self) -> u32 {
        self.number.unwrap_or(1)
    }

    /// The number as printed, such as `ADR-0012`; nothing where none is known.
    pub fn identifier(&self) -> Option<String> {
        self.number.map(|number| format!("ADR-{number:04}"))
    }

    /// The option that was chosen or is proposed.
    pub fn chosen(&self) -> Option<&OptionSection> {
        self.options.get(self.outcome.option?)
    }
}

/// Who had a part in a decision.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct People {
    /// Approvers, then drivers.
    pub decision_makers: Vec<String>,
    /// Contributors and those asked.
    pub consulted: Vec<String>,
    /// Those told.
    pub informed: Vec<String>,
    /// Everybody: name, role, and whether they gave scores.
    pub roster: Vec<(String, String, bool)>,
}

/// One requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequirementLine {
    /// Must, want, constraint or assumption.
    pub kind: String,
    /// The requirement.
    pub text: String,
    /// The scenario in a line, or the bound.
    pub scenario: String,
    /// Importance of 5, where given.
    pub importance: String,
    /// Who answers for it.
    pub owner: String,
    /// Where it comes from.
    pub origin: String,
    /// For a must that holds: options that do not plainly meet it, with reasons.
    pub standing: String,
}

/// One scored criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CriterionLine {
    /// Its name.
    pub name: String,
    /// The groups above it, from the top.
    pub path: String,
    /// What it means.
    pub definition: String,
    /// Weight in percent, as printed.
    pub weight: String,
    /// Whether it has weight.
    pub counts: bool,
    /// The unit or the levels' count.
    pub scale: String,
    /// Performance worth 0.
    pub worst: String,
    /// Performance below which an option would not be taken.
    pub walk_away: String,
    /// Performance aimed at.
    pub target: String,
    /// Performance worth 100.
    pub best: String,
    /// Kind of value function.
    pub value_function: String,
    /// Words of each level, worst first.
    pub levels: Vec<String>,
}

/// One option.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionSection {
    /// Its title, cleaned and different from all others.
    pub title: String,
    /// The idea in a line.
    pub idea: String,
    /// Paragraphs as the user wrote them.
    pub description: String,
    /// Rank as printed, "–" where it is not ranked.
    pub rank: String,
    /// Total as printed, with its interval while scores are unknown.
    pub total: String,
    /// Why it is not ranked; empty where it is.
    pub out: String,
    /// Musts met, such as "3 of 3", with the names of those failed.
    pub musts: String,
    /// Build, run and exit cost.
    pub costs: [String; 3],
    /// The main risk.
    pub top_risk: String,
    /// Arguments with their tone, to stand after "because".
    pub arguments: Vec<(Tone, String)>,
    /// One row per criterion with weight, heaviest first; none for an option
    /// that is out and that nobody scored.
    pub rows: Vec<CellLine>,
    /// Criteria beyond those that Markdown prints, in a sentence; may be empty.
    pub rest: String,
    /// Its position in the analysis.
    pub position: usize,
}

/// One cell of the matrix as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CellLine {
    /// The criterion.
    pub criterion: String,
    /// Its weight in percent.
    pub weight: String,
    /// Performance with unit, "unknown" or "not applicable".
    pub performance: String,
    /// Lowest to highest plausible performance; empty where not given.
    pub range: String,
    /// Value of 100.
    pub value: String,
    /// Whose word it is.
    pub origin: String,
    /// Why.
    pub reason: String,
}

/// What was chosen, or is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Position in `Record::options`; nothing where there is no option.
    pub option: Option<usize>,
    /// Whether somebody has chosen, rather than the ranking proposing.
    pub is_chosen: bool,
    /// Why, to stand after "because", without a full stop.
    pub because: String,
}

/// How firm the result is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerdictLines {
    /// Robust, close, fragile or withheld.
    pub kind: String,
    /// Why, a sentence.
    pub reason: String,
    /// The option ranked first.
    pub leader: String,
    /// The option to compare with: second, or first where another was chosen.
    pub runner_up: String,
    /// Runner-up and margin, a sentence.
    pub margin: String,
    /// Points between the chosen option and the runner-up; empty without one.
    pub margin_points: String,
    /// The smallest change that alters the order, a sentence.
    pub flip: String,
    /// How often the leader comes first over draws of weights and scores, a
    /// sentence; empty where nothing can be drawn.
    pub sure: String,
}

/// A weight at which the order changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SwitchLine {
    /// The criterion.
    pub criterion: String,
    /// Its weight now.
    pub now: String,
    /// Lowest weight at which the leader leads and who leads below; or "not reachable".
    pub below: String,
    /// Highest weight at which the leader leads and who leads above; or "not reachable".
    pub above: String,
    /// Whether any weight puts another option first.
    pub reachable: bool,
}

/// What would have to be true for an option to lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlipLines {
    /// The option.
    pub option: String,
    /// Points by which it is behind.
    pub gap: String,
    /// The cheapest change of one score, a sentence.
    pub score: String,
    /// The cheapest change of one weight, a sentence.
    pub weight: String,
    /// The cheapest change of two scores, a sentence.
    pub pair: String,
    /// The nearest weights, or why no weights do, a sentence.
    pub weights: String,
    /// The way of least effort of any sort, a sentence.
    pub least: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingLine {
    /// Risk, non-risk and so on.
    pub kind: String,
    /// The finding.
    pub text: String,
    /// Option and criterion that it is about.
    pub about: String,
    /// Who follows it up, or whose view it is.
    pub owner: String,
    /// The answer.
    pub answer: String,
    /// Whether it is a risk.
    pub is_risk: bool,
}

/// One contradiction in the evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContradictionLine {
    /// What it is about.
    pub topic: String,
    /// How much hangs on it.
    pub severity: String,
    /// Criteria that count and that it touches.
    pub criteria: String,
    /// What was concluded.
    pub conclusion: String,
}

/// Something to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionLine {
    /// What.
    pub what: String,
    /// Who.
    pub who: String,
    /// By when.
    pub by: String,
}

/// One sign-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignOffLine {
    /// Who.
    pub name: String,
    /// In which role.
    pub role: String,
    /// Their verdict; empty where still to be given.
    pub verdict: String,
    /// Their words.
    pub comment: String,
    /// The day.
    pub date: String,
    /// First twelve digits of the hash signed.
    pub hash: String,
}

/// One source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceLine {
    /// Title.
    pub title: String,
    /// Author and date.
    pub by: String,
    /// Where it can be found.
    pub place: String,
    /// Claims taken from it, and how many count.
    pub claims: String,
    /// Evident problems of quality.
    pub problems: String,
}

/// One load run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeasurementLine {
    /// The option measured.
    pub option: String,
    /// What tells it from others.
    pub label: String,
    /// What was asked of the system.
    pub scenario: String,
    /// Whether it counts, stands for comparison or was replaced.
    pub standing: String,
    /// Tool and day.
    pub tool: String,
    /// Machine and settings.
    pub environment: String,
    /// Highest throughput and where, in words.
    pub peak: String,
    /// File and first twelve digits of its hash.
    pub file: String,
}

/// One reviewer's scores in one round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BallotLines {
    /// Who.
    pub reviewer: String,
    /// Which round.
    pub round: u32,
    /// Criterion, option, score with range, reason.
    pub rows: Vec<[String; 4]>,
}

/// Where a record comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provenance {
    /// Name of the workbook's file.
    pub workbook_file: String,
    /// The workbook's canonical text.
    pub workbook_text: String,
    /// SHA-256 of it in hexadecimal.
    pub sha256: String,
    /// Day on which the record was made.
    pub generated: Option<Date>,
    /// Version of the program.
    pub app_version: String,
}

impl Provenance {
    /// The first twelve digits of the hash.
    pub fn short_hash(&self) -> &str {
        self.sha256.get(..12).unwrap_or(&self.sha256)
    }
}
