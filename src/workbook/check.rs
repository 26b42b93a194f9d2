//! Checks of a sound workbook: what is missing, odd or still open. Each
//! finding says what, where and how to mend it.

use super::{
    ClaimVerdict, CriterionKind, ItemRef, Kind, RequirementKind, Scale, Status, Treatment, Tree,
    Weighting, Workbook,
};

/// Something that a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckFinding {
    /// How much it matters.
    pub level: CheckLevel,
    /// Short stable name of the rule, for scripts.
    pub code: &'static str,
    /// The item that it is about; nothing for the workbook as a whole.
    pub item: Option<ItemRef>,
    /// What was found, a sentence.
    pub message: String,
    /// How to mend it, a sentence.
    pub hint: String,
}

/// How much a finding of a check matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckLevel {
    /// The workbook cannot serve its purpose so: `check` fails.
    Error,
    /// The result may mislead: worth mending.
    Warning,
    /// Still open, or good to know.
    Note,
}

impl CheckLevel {
    /// The level in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

struct Findings(Vec<CheckFinding>);

impl Findings {
    fn add(
        &mut self,
        level: CheckLevel,
        code: &'static str,
        item: Option<ItemRef>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.0.push(CheckFinding { level, code, item, message: message.into(), hint: hint.into() });
    }
}

/// What the checks find, the grave first, then in the order of the screens.
pub fn check(workbook: &Workbook) -> Vec<CheckFinding> {
    let mut found = Findings(Vec::new());
    check_frame(workbook, &mut found);
    check_requirements(workbook, &mut found);
    check_alternatives(workbook, &mut found);
    check_criteria(workbook, &mut found);
    check_evidence(workbook, &mut found);
    check_profiles(workbook, &mut found);
    check_decision(workbook, &mut found);
    found.0.sort_by_key(|finding| finding.level);
    found.0
}

fn check_frame(workbook: &Workbook, found: &mut Findings) {
    if workbook.frame.question.trim().is_empty() {
        found.add(
            CheckLevel::Warning,
            "no-question",
            None,
            "The decision question is not written down.",
            "Write it on the Overview, as one sentence that ends with a question mark.",
        );
    }
    if !workbook.people.iter().any(|person| person.role == super::Role::Approver) {
        found.add(
            CheckLevel::Note,
            "no-approver",
            None,
            "Nobody is named as approver.",
            "Name on the Overview who decides, before scores are given.",
        );
    }
}

fn check_requirements(workbook: &Workbook, found: &mut Findings) {
    for question in workbook.questions.iter() {
        if let Some(problem) = super::question_problems(workbook, question).into_iter().next() {
            let item = ItemRef::new(Kind::Question, question.id.as_str());
            found.add(
                CheckLevel::Note,
                "question-to-mend",
                Some(item.clone()),
                format!("The question \"{}\" has something to mend.", item.name(workbook)),
                problem.message,
            );
        }
    }
    for requirement in workbook.requirements.iter() {
        let item = || Some(ItemRef::new(Kind::Requirement, requirement.id.as_str()));
        let untestable = requirement.kind == RequirementKind::Must
            && requirement.scenario.measure.trim().is_empty()
            && requirement.threshold.is_none();
        if untestable && !requirement.when_asked {
            found.add(
                CheckLevel::Note,
                "must-without-measure",
                item(),
                format!("The must \"{}\" does not say how it is measured.", requirement.text),
                "Add a response measure with a figure.",
            );
        }
        if requirement.kind == RequirementKind::Want && requirement.links.is_empty() {
            found.add(
                CheckLevel::Warning,
                "want-without-criterion",
                item(),
                format!("The want \"{}\" bears on no criterion.", requirement.text),
                "Link it to the criteria that show whether it is met.",
            );
        }
    }
}

fn check_alternatives(workbook: &Workbook, found: &mut Findings) {
    let live =
        workbook.alternatives.iter().filter(|alternative| alternative.dropped.is_none()).count();
    if live < 2 {
        found.add(
            CheckLevel::Warning,
            "few-options",
            None,
            format!(
                "There {} to choose between.",
                match live {
                    0 => "is no option",
                    _ => "is only one option",
                }
            ),
            "Add at least a second option; \"do nothing\" is one too.",
        );
    }
    let mut names = std::collections::BTreeSet::new();
    for alternative in workbook.alternatives.iter() {
        let item = || Some(ItemRef::new(Kind::Alternative, alternative.id.as_str()));
        if alternative.name.trim().is_empty() {
            found.add(
                CheckLevel::Warning,
                "option-without-name",
                item(),
                format!("The option \"{}\" has no name.", alternative.id),
                "Give it a name.",
            );
        } else if !names.insert(alternative.name.trim().to_lowercase()) {
            found.add(
                CheckLevel::Warning,
                "same-name",
                item(),
                format!("Two options are called \"{}\".", alternative.name),
                "Give one of them another name; the record refers to options by name.",
            );
        }
    }
}

fn check_criteria(workbook: &Workbook, found: &mut Findings) {
    let tree = Tree::of(workbook);
    if tree.leaves(workbook).is_empty() {
        found.add(
            CheckLevel::Warning,
            "no-criteria",
            None,
            "There is no criterion to score on.",
            "Add criteria with a scale.",
        );
    }
    for (at, criterion) in workbook.criteria.iter().enumerate() {
        let item = || Some(ItemRef::new(Kind::Criterion, criterion.id.as_str()));
        match &criterion.kind {
            CriterionKind::Group if tree.children[at].is_empty() => {
                found.add(
                    CheckLevel::Note,
                    "empty-group",
                    item(),
                    format!("The group \"{}\" holds no criteria.", criterion.name),
                    "Add criteria to it, or remove it.",
                );
            }
            CriterionKind::Group | CriterionKind::Context => {}
            CriterionKind::Scored(measure) => {
                if let Scale::Levels(levels) = &measure.scale
                    && levels.iter().any(|level| level.text.trim().is_empty())
                {
                    found.add(
                        CheckLevel::Note,
                        "level-without-words",
                        item(),
                        format!("A level of \"{}\" is not described.", criterion.name),
                        "Say in words what each level means, so that reviewers mean the same.",
                    );
                }
            }
        }
    }
}

fn check_evidence(workbook: &Workbook, found: &mut Findings) {
    for claim in workbook.claims.iter() {
        if claim.verdict == ClaimVerdict::Wrong && claim.counts() {
            found.add(
                CheckLevel::Error,
                "wrong-claim-counts",
                Some(ItemRef::new(Kind::Claim, claim.id.as_str())),
                format!("The claim \"{}\" is marked wrong and counts all the same.", claim.text),
                "Set its treatment to \"shown, not counted\", or correct the verdict.",
            );
        }
        if claim.treatment == Treatment::ShowNotCount
            && claim.verdict.is_doubtful()
            && claim.verdict_note.trim().is_empty()
        {
            found.add(
                CheckLevel::Note,
                "verdict-without-reason",
                Some(ItemRef::new(Kind::Claim, claim.id.as_str())),
                format!(
                    "The claim \"{}\" is called {} without a reason.",
                    claim.text,
                    claim.verdict.name()
                ),
                "Say what is known instead.",
            );
        }
    }
}

fn check_profiles(workbook: &Workbook, found: &mut Findings) {
    if workbook.profiles.is_empty() {
        found.add(
            CheckLevel::Warning,
            "no-profile",
            None,
            "There is no profile, so nothing is weighted.",
            "Add a profile with weights.",
        );
    }
    for profile in workbook.profiles.iter() {
        let direct = matches!(profile.weighting, Weighting::AcrossTree | Weighting::WithinFamily);
        if direct && profile.weights.values().all(|weight| *weight == 0.0) {
            found.add(
                CheckLevel::Warning,
                "weights-unset",
                Some(ItemRef::new(Kind::Profile, profile.id.as_str())),
                format!("The profile \"{}\" gives no criterion a weight.", profile.name),
                "Set weights under Criteria, or offer equal weights there.",
            );
        }
    }
}

fn check_decision(workbook: &Workbook, found: &mut Findings) {
    let decision = &workbook.decision;
    if decision.status == Status::Accepted {
        if decision.chosen.is_none() {
            found.add(
                CheckLevel::Error,
                "accepted-without-choice",
                None,
                "The decision is accepted, but no option is chosen.",
                "Choose the option on the Record screen, or set the status back.",
            );
        }
        if decision.because.trim().is_empty() {
            found.add(
                CheckLevel::Warning,
                "no-reason",
                None,
                "The decision is accepted without a reason.",
                "Say why on the Record screen.",
            );
        }
        if decision.review_by.is_none() && decision.revisit.is_empty() {
            found.add(
                CheckLevel::Note,
                "no-review",
                None,
                "Nothing says when the decision is looked at again.",
                "Set a date or a trigger on the Record screen.",
            );
        }
    }
    if decision.status == Status::Superseded && decision.superseded_by.is_empty() {
        found.add(
            CheckLevel::Warning,
            "superseded-by-none",
            None,
            "The decision is superseded, but by no record.",
            "Give the number of the record that replaces it.",
        );
    }
}
