//! Builds a [`Record`] from a workbook and its analysis: the only place where
//! what is printed is worked out.

use std::collections::BTreeSet;

use super::load;
use super::model::{
    ActionLine, BallotLines, ContradictionLine, CriterionLine, FindingLine, People, Provenance,
    Record, RecordOptions, RequirementLine, SignOffLine, SourceLine,
};
use super::numbers::document_with;
use super::options::option_sections;
use super::outcome::{self, Judged};
use super::text::{clause, list, one_line, sentence, title};
use crate::analysis::{
    Analysis, CrossChecks, Diagnostic, ProfileResult, ValueBasis, all_ways, contradictions_on,
    cost_value, cross_checks, default_axes, elicitation_reports, listed, number, ordinal, percent,
    performance, profile_path, rank_flow, sensitive_weights,
};
use crate::figure::{self, Figure};
use crate::workbook::{
    CriterionId, FindingKind, GateVerdict, Judgement, Requirement, RequirementKind, Role, Scale,
    Severity, Status, Tone, Tree, Workbook,
};

/// Criteria named as drivers.
const MOST_DRIVERS: usize = 6;
/// Scores printed one by one; more are left to the attached workbook.
const MOST_BALLOT_ROWS: usize = 600;
/// Options on the first page.
pub(super) const FRONT_ROWS: usize = 5;
/// Contradictions printed.
const MOST_CONTRADICTIONS: usize = 8;

impl Record {
    /// The record of a workbook under the profile that `analysis` holds for.
    pub fn build(workbook: &Workbook, analysis: &Analysis, options: RecordOptions) -> Self {
        let decision = &workbook.decision;
        let frame = &workbook.frame;
        let sections = option_sections(workbook, analysis);
        let judged = Judged::of(workbook, analysis, &sections);
        let checks = cross_checks(workbook, analysis).ok();
        let outcome = outcome::outcome(workbook, analysis, &sections, &judged);
        let (ballots, ballots_note) = ballots(workbook);
        let number = options.number.or(frame.number);
        let ways = all_ways(workbook, analysis);
        // The two longest parts, neither of which knows the other.
        let (charts, method) = rayon::join(
            || figures(workbook, analysis, &judged, checks.as_ref()),
            || method(workbook, analysis, checks.as_ref()),
        );
        let mut record = Self {
            number,
            title: record_title(workbook, &outcome, &sections),
            status: decision.status,
            status_text: status_text(decision.status, &decision.superseded_by),
            date: decision.decided.or(options.generated).or(frame.raised),
            review_by: decision.review_by,
            organisation: one_line(&frame.organisation),
            story: one_line(&frame.story),
            tags: frame
                .tags
                .iter()
                .map(|tag| one_line(tag))
                .filter(|tag| !tag.is_empty())
                .collect(),
            reach: reach(workbook),
            question: sentence(if frame.question.trim().is_empty() {
                &frame.title
            } else {
                &frame.question
            }),
            context: frame.context.clone(),
            non_goals: lines(&frame.non_goals),
            ask: ask(workbook),
            people: people(workbook),
            profile: profile_line(workbook, analysis),
            drivers: drivers(workbook, analysis),
            requirements: requirements(workbook, analysis),
            criteria: criteria(workbook, analysis),
            reasons: outcome::reasons(workbook, analysis, &judged),
            downsides: outcome::downsides(workbook, analysis, &judged),
            consequences: outcome::consequences(workbook, analysis, &judged),
            conditions: lines(&decision.conditions),
            confirmation: decision.confirmation.clone(),
            actions: actions(workbook),
            switching: outcome::switching(workbook, analysis),
            flips: outcome::flip_lines(workbook, analysis, &ways),
            findings: findings(workbook),
            dissent: dissent(workbook),
            open_questions: open_questions(workbook),
            unknown: unknown(workbook, analysis),
            caveats: caveats(workbook, analysis),
            contradictions: contradictions(workbook, analysis),
            revisit: outcome::revisit(workbook, analysis),
            sign_offs: sign_offs(workbook),
            sources: sources(workbook),
            measurements: load::lines(workbook),
            load: load::findings(&charts),
            ballots,
            ballots_note,
            method,
            supersedes: decision.supersedes.clone(),
            front: (!analysis.options.is_empty())
                .then(|| figure::ranking_top(workbook, analysis, FRONT_ROWS)),
            figures: charts,
            numbers: document_with(workbook, analysis, &ways),
            verdict: outcome::verdict(workbook, analysis, &judged),
            outcome,
            options: sections,
            provenance: Provenance {
                workbook_file: one_line(&options.workbook_file),
                workbook_text: options.workbook_text,
                sha256: options.sha256,
                generated: options.generated,
                app_version: options.app_version,
            },
        };
        if record.question.is_empty() {
            record.question = sentence(&record.title);
        }
        record
    }
}

/// The decision as a title. Without one, what is chosen; never empty.
fn record_title(
    workbook: &Workbook,
    outcome: &super::Outcome,
    sections: &[super::OptionSection],
) -> String {
    let own = title(&workbook.frame.title);
    if !own.is_empty() {
        return own;
    }
    match outcome.option.and_then(|at| sections.get(at)) {
        Some(section) => format!("Use {}", section.title),
        None => "Decision without a title".to_owned(),
    }
}

/// The status as the record formats know it. A superseded record that names no
/// successor is deprecated in their terms.
fn status_text(status: Status, superseded_by: &[u32]) -> String {
    if status != Status::Superseded {
        return status.name().to_owned();
    }
    if superseded_by.is_empty() {
        return Status::Deprecated.name().to_owned();
    }
    let numbers: Vec<String> =
        superseded_by.iter().map(|number| format!("ADR-{number:04}")).collect();
    format!("superseded by {}", numbers.join(", "))
}

fn lines(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| one_line(text)).filter(|text| !text.is_empty()).collect()
}

fn reach(workbook: &Workbook) -> Vec<String> {
    let level = workbook.frame.level.map(|level| format!("Reach: {}", level.name().to_lowercase()));
    let back = workbook.frame.reversibility.map(|back| back.name().to_owned());
    level.into_iter().chain(back).collect()
}

fn names(workbook: &Workbook, roles: &[Role]) -> Vec<String> {
    roles
        .iter()
        .flat_map(|role| workbook.people.iter().filter(move |person| person.role == *role))
        .map(|person| one_line(&person.name))
        .filter(|name| !name.is_empty())
        .collect()
}

fn people(workbook: &Workbook) -> People {
    People {
        decision_makers: names(workbook, &[Role::Approver, Role::Driver]),
        consulted: names(workbook, &[Role::Contributor, Role::Consulted]),
        informed: names(workbook, &[Role::Informed]),
        roster: workbook
            .people
            .iter()
            .map(|person| (one_line(&person.name), person.role.name().to_owned(), person.reviewer))
            .collect(),
    }
}

fn ask(workbook: &Workbook) -> String {
    let approvers = list(&names(workbook, &[Role::Approver]));
    let by = |verb: &str| {
        if approvers.is_empty() { format!("{verb}.") } else { format!("{verb} by {approvers}.") }
    };
    match workbook.decision.status {
        Status::Draft => by("For discussion; to be decided"),
        Status::Proposed => by("For approval"),
        Status::Accepted => match workbook.decision.decided {
            Some(date) => by(&format!("To note: decided on {date}")),
            None => by("To note: decided"),
        },
        Status::Rejected => by("To note: turned down"),
        Status::Deprecated => "To note: no longer to be followed.".to_owned(),
        Status::Superseded => "To note: replaced by a later decision.".to_owned(),
    }
}

fn profile_line(workbook: &Workbook, analysis: &Analysis) -> String {
    match analysis.profile.as_ref().and_then(|id| workbook.profile(id)) {
        Some(profile) => format!(
            "{} (weights: {})",
            one_line(&profile.name),
            profile.weighting.name().to_lowercase()
        ),
        None => "none, so the criteria have no weights".to_owned(),
    }
}

/// The musts, then the heaviest criteria with what is aimed at.
fn drivers(workbook: &Workbook, analysis: &Analysis) -> Vec<String> {
    let mut drivers: Vec<String> = workbook
        .requirements
        .iter()
        .filter(|requirement| holds(analysis, requirement))
        .map(|requirement| {
            let measure = clause(&requirement.scenario.measure);
            let text = clause(&requirement.text);
            if measure.is_empty() {
                format!("Must: {text}")
            } else {
                format!("Must: {text} ({measure})")
            }
        })
        .collect();
    let mut leaves: Vec<usize> =
        (0..analysis.leaves.len()).filter(|&leaf| analysis.leaf_weight(leaf) > 0.0).collect();
    leaves.sort_by(|&a, &b| analysis.leaf_weight(b).total_cmp(&analysis.leaf_weight(a)));
    for &leaf in leaves.iter().take(MOST_DRIVERS) {
        let node = analysis.leaves[leaf];
        let criterion = &workbook.criteria[node];
        let weight = percent(analysis.weights.nodes[node].percent / 100.0);
        let target = criterion
            .measure()
            .and_then(|measure| measure.anchors.target.map(|at| performance(measure, at)))
            .map_or_else(String::new, |target| format!(", target {target}"));
        drivers.push(format!("{} (weight {weight}{target})", one_line(&criterion.name)));
    }
    if leaves.len() > MOST_DRIVERS {
        let shown: f64 = leaves
            .iter()
            .take(MOST_DRIVERS)
            .map(|&leaf| analysis.weights.nodes[analysis.leaves[leaf]].percent)
            .sum();
        let rest = leaves.len() - MOST_DRIVERS;
        let rest_weight = percent((100.0 - shown) / 100.0);
        drivers.push(match rest {
            1 => format!("One further criterion (weight {rest_weight})"),
            _ => format!("{rest} further criteria (weight {rest_weight} together)"),
        });
    }
    drivers
}

/// Whether a requirement is a must that holds.
fn holds(analysis: &Analysis, requirement: &Requirement) -> bool {
    requirement.kind == RequirementKind::Must
        && (!requirement.when_asked || analysis.questionnaire.screens.contains_key(&requirement.id))
}

fn requirements(workbook: &Workbook, analysis: &Analysis) -> Vec<RequirementLine> {
    let mut sorted: Vec<&Requirement> = workbook.requirements.iter().collect();
    sorted.sort_by_key(|requirement| requirement.kind);
    sorted
        .into_iter()
        .map(|requirement| {
            let scenario = &requirement.scenario;
            let parts: Vec<String> = [
                ("When", &scenario.stimulus),
                ("from", &scenario.source),
                ("in", &scenario.environment),
                ("then", &scenario.response),
                ("measured by", &scenario.measure),
            ]
            .into_iter()
            .filter(|(_, text)| !text.trim().is_empty())
            .map(|(word, text)| format!("{word}: {}", clause(text)))
            .collect();
            let mut standing = Vec::new();
            for result in &analysis.options {
                let Some(gate) =
                    result.gates.iter().find(|gate| gate.requirement == requirement.id)
                else {
                    continue;
                };
                if gate.verdict == GateVerdict::Pass {
                    continue;
                }
                let reason = clause(&gate.reason);
                standing.push(if reason.is_empty() {
                    format!("{} {}", one_line(&result.name), gate.verdict.name())
                } else {
                    format!("{} {} ({reason})", one_line(&result.name), gate.verdict.name())
                });
            }
            let must = requirement.kind == RequirementKind::Must;
            RequirementLine {
                kind: requirement.kind.name().to_owned(),
                text: one_line(&requirement.text),
                scenario: match &requirement.threshold {
                    Some(threshold) if parts.is_empty() => workbook
                        .criterion(&threshold.criterion)
                        .and_then(|criterion| Some((criterion, criterion.measure()?)))
                        .map_or_else(String::new, |(criterion, measure)| {
                            format!(
                                "{}: {} or better",
                                one_line(&criterion.name),
                                performance(measure, threshold.bound)
                            )
                        }),
                    _ => parts.join("; "),
                },
                importance: requirement
                    .importance
                    .map_or_else(String::new, |importance| format!("{importance} of 5")),
                owner: requirement
                    .owner
                    .as_ref()
                    .map_or_else(String::new, |owner| one_line(workbook.person_name(owner))),
                origin: one_line(&requirement.origin),
                standing: if !must {
                    String::new()
                } else if !holds(analysis, requirement) {
                    "not asked for in this profile".to_owned()
                } else if standing.is_empty() {
                    "every option meets it".to_owned()
                } else {
                    standing.join("; ")
                },
            }
        })
        .collect()
}

fn criteria(workbook: &Workbook, analysis: &Analysis) -> Vec<CriterionLine> {
    let tree = Tree::of(workbook);
    analysis
        .leaves
        .iter()
        .filter_map(|&node| {
            let criterion = &workbook.criteria[node];
            let measure = criterion.measure()?;
            let mut path: Vec<String> = tree
                .path_up(node)
                .skip(1)
                .map(|above| one_line(&workbook.criteria[above].name))
                .collect();
            path.reverse();
            let print = |x: Option<f64>| x.map_or_else(String::new, |x| performance(measure, x));
            let (scale, levels) = match &measure.scale {
                Scale::Natural { unit, .. } => (one_line(unit), Vec::new()),
                Scale::Levels(levels) => (
                    format!("{} levels", levels.len()),
                    levels
                        .iter()
                        .enumerate()
                        .map(|(at, level)| {
                            format!(
                                "{}: {} (value {})",
                                at + 1,
                                one_line(&level.text),
                                number(level.value, 0)
                            )
                        })
                        .collect(),
                ),
            };
            Some(CriterionLine {
                name: one_line(&criterion.name),
                path: path.join(" / "),
                definition: one_line(&criterion.definition),
                weight: percent(analysis.weights.nodes[node].percent / 100.0),
                counts: analysis.weights.nodes[node].global > 0.0,
                scale,
                worst: print(Some(measure.anchors.worst)),
                walk_away: print(measure.anchors.walk_away),
                target: print(measure.anchors.target),
                best: print(Some(measure.anchors.best)),
                value_function: measure.value_function.name().to_owned(),
                levels,
            })
        })
        .collect()
}

fn actions(workbook: &Workbook) -> Vec<ActionLine> {
    workbook
        .decision
        .actions
        .iter()
        .map(|action| ActionLine {
            what: one_line(&action.what),
            who: action
                .who
                .as_ref()
                .map_or_else(String::new, |who| one_line(workbook.person_name(who))),
            by: action.by.map_or_else(String::new, |by| by.to_string()),
        })
        .filter(|action| !action.what.is_empty())
        .collect()
}

fn findings(workbook: &Workbook) -> Vec<FindingLine> {
    let mut sorted: Vec<_> = workbook.findings.iter().collect();
    sorted.sort_by_key(|finding| finding.kind);
    sorted
        .into_iter()
        .map(|finding| {
            let about: Vec<String> = finding
                .alternative
                .as_ref()
                .map(|id| one_line(workbook.alternative_name(id)))
                .into_iter()
                .chain(finding.criterion.as_ref().map(|id| one_line(workbook.criterion_name(id))))
                .collect();
            FindingLine {
                kind: finding.kind.name().to_owned(),
                text: sentence(&finding.text),
                about: about.join(", "),
                owner: finding
                    .owner
                    .as_ref()
                    .map_or_else(String::new, |id| one_line(workbook.person_name(id))),
                answer: one_line(&finding.answer),
                is_risk: finding.kind == FindingKind::Risk,
            }
        })
        .filter(|finding| !finding.text.is_empty())
        .collect()
}

/// Dissent from the findings, and from sign-offs that object.
fn dissent(workbook: &Workbook) -> Vec<String> {
    let said = workbook.findings.iter().filter(|finding| finding.kind == FindingKind::Dissent).map(
        |finding| match &finding.owner {
            Some(owner) => {
                format!("{}: {}", one_line(workbook.person_name(owner)), sentence(&finding.text))
            }
            None => sentence(&finding.text),
        },
    );
    let objected = workbook
        .decision
        .sign_offs
        .iter()
        .filter(|sign_off| sign_off.verdict == crate::workbook::SignOffVerdict::Object)
        .map(|sign_off| {
            let name = one_line(workbook.person_name(&sign_off.person));
            if sign_off.comment.trim().is_empty() {
                format!("{name} objects.")
            } else {
                format!("{name} objects: {}", sentence(&sign_off.comment))
            }
        });
    said.chain(objected).filter(|line| !line.is_empty()).collect()
}

fn open_questions(workbook: &Workbook) -> Vec<String> {
    workbook
        .findings
        .iter()
        .filter(|finding| {
            finding.kind == FindingKind::OpenQuestion && finding.answer.trim().is_empty()
        })
        .map(|finding| sentence(&finding.text))
        .filter(|line| !line.is_empty())
        .collect()
}

fn unknown(workbook: &Workbook, analysis: &Analysis) -> Vec<String> {
    analysis
        .diagnostics
        .iter()
        .filter_map(|diagnostic| match diagnostic {
            Diagnostic::Unknown { cells } => Some(cells),
            _ => None,
        })
        .flatten()
        .map(|(criterion, option)| {
            format!(
                "{} on {}",
                one_line(workbook.alternative_name(option)),
                one_line(workbook.criterion_name(criterion))
            )
        })
        .collect()
}

fn caveats(workbook: &Workbook, analysis: &Analysis) -> Vec<String> {
    analysis
        .diagnostics
        .iter()
        .filter(|diagnostic| !matches!(diagnostic, Diagnostic::Unknown { .. }))
        .map(|diagnostic| one_line(&diagnostic.sentence(workbook)))
        .chain(counted_twice(workbook, analysis))
        .collect()
}

/// A warning that cost counts twice, where it is set against value.
fn counted_twice(workbook: &Workbook, analysis: &Analysis) -> Option<String> {
    let found = cost_value(workbook, analysis, ValueBasis::All)?;
    let warning = found.warning(workbook).filter(|_| found.points.len() > 1)?;
    let other = cost_value(workbook, analysis, ValueBasis::WithoutCosts);
    let line = other.map_or_else(String::new, |other| {
        let names: Vec<&str> = other.line.iter().map(|&at| other.name(analysis, at)).collect();
        format!(" Without it, on the line of value against cost are {}.", listed(&names))
    });
    Some(one_line(&format!("{warning}{line}")))
}

/// Contradictions on criteria with weight, gravest first; little ones left out.
fn contradictions(workbook: &Workbook, analysis: &Analysis) -> Vec<ContradictionLine> {
    let mut found: Vec<(&crate::workbook::Contradiction, Vec<String>, f64)> = Vec::new();
    for &node in &analysis.leaves {
        let weight = analysis.weights.nodes[node].global;
        let id: &CriterionId = &workbook.criteria[node].id;
        if weight <= 0.0 {
            continue;
        }
        for contradiction in contradictions_on(workbook, id) {
            if contradiction.severity < Severity::Medium {
                continue;
            }
            let name = one_line(&workbook.criteria[node].name);
            match found.iter_mut().find(|(other, ..)| other.id == contradiction.id) {
                Some((_, names, sum)) => {
                    names.push(name);
                    *sum += weight;
                }
                None => found.push((contradiction, vec![name], weight)),
            }
        }
    }
    found.sort_by(|a, b| b.0.severity.cmp(&a.0.severity).then(b.2.total_cmp(&a.2)));
    found
        .into_iter()
        .take(MOST_CONTRADICTIONS)
        .map(|(contradiction, names, _)| ContradictionLine {
            topic: one_line(&contradiction.topic),
            severity: contradiction.severity.name().to_owned(),
            criteria: list(&names),
            conclusion: sentence(if contradiction.conclusion.trim().is_empty() {
                &contradiction.said
            } else {
                &contradiction.conclusion
            }),
        })
        .collect()
}

/// Sign-offs given, then approvers and drivers who have yet to sign.
fn sign_offs(workbook: &Workbook) -> Vec<SignOffLine> {
    let given = &workbook.decision.sign_offs;
    let mut lines: Vec<SignOffLine> = given
        .iter()
        .map(|sign_off| SignOffLine {
            name: one_line(workbook.person_name(&sign_off.person)),
            role: workbook
                .person(&sign_off.person)
                .map_or_else(String::new, |person| person.role.name().to_owned()),
            verdict: sign_off.verdict.name().to_owned(),
            comment: one_line(&sign_off.comment),
            date: sign_off.date.map_or_else(String::new, |date| date.to_string()),
            hash: sign_off.hash.get(..12).unwrap_or(&sign_off.hash).to_owned(),
        })
        .collect();
    for role in [Role::Approver, Role::Driver] {
        for person in workbook.people.iter().filter(|person| person.role == role) {
            if !given.iter().any(|sign_off| sign_off.person == person.id) {
                lines.push(SignOffLine {
                    name: one_line(&person.name),
                    role: role.name().to_owned(),
                    verdict: String::new(),
                    comment: String::new(),
                    date: String::new(),
                    hash: String::new(),
                });
            }
        }
    }
    lines
}

fn sources(workbook: &Workbook) -> Vec<SourceLine> {
    workbook
        .sources
        .iter()
        .map(|source| {
            let claims = workbook.claims.iter().filter(|claim| claim.source == source.id);
            let (all, counted) = claims.fold((0_usize, 0_usize), |(all, counted), claim| {
                (all + 1, counted + usize::from(claim.counts()))
            });
            let by: Vec<String> = [&source.author, &source.date]
                .into_iter()
                .map(|text| one_line(text))
                .filter(|text| !text.is_empty())
                .collect();
            SourceLine {
                title: one_line(&source.title),
                by: by.join(", "),
                place: one_line(&source.place),
                claims: format!("{all} claims, {counted} counted"),
                problems: one_line(&source.problems),
            }
        })
        .collect()
}

fn ballots(workbook: &Workbook) -> (Vec<BallotLines>, String) {
    let rows: usize = workbook.ballots.iter().map(|ballot| ballot.scores.len()).sum();
    let voters: BTreeSet<_> = workbook
        .ballots
        .iter()
        .filter(|ballot| !ballot.scores.is_empty())
        .map(|ballot| &ballot.reviewer)
        .collect();
    if rows > MOST_BALLOT_ROWS {
        return (
            Vec::new(),
            format!(
                "{} reviewers gave {rows} scores; they are in the attached workbook.",
                voters.len()
            ),
        );
    }
    let lines = workbook
        .ballots
        .iter()
        .filter(|ballot| !ballot.scores.is_empty())
        .map(|ballot| BallotLines {
            reviewer: one_line(workbook.person_name(&ballot.reviewer)),
            round: ballot.round,
            rows: ballot
                .scores
                .iter()
                .map(|score| {
                    let measure = workbook
                        .criterion(&score.criterion)
                        .and_then(|criterion| criterion.measure());
                    let print = |x: f64| {
                        measure.map_or_else(|| number(x, 2), |measure| performance(measure, x))
                    };
                    let said = match score.is {
                        Judgement::Value(x) => print(x),
                        Judgement::Unknown => "unknown".to_owned(),
                        Judgement::NotApplicable => "not applicable".to_owned(),
                    };
                    let range = match (score.low, score.high) {
                        (None, None) => String::new(),
                        (low, high) => format!(
                            " ({} to {})",
                            low.map_or("?".to_owned(), print),
                            high.map_or("?".to_owned(), print)
                        ),
                    };
                    [
                        one_line(workbook.criterion_name(&score.criterion)),
                        one_line(workbook.alternative_name(&score.alternative)),
                        format!("{said}{range}"),
                        one_line(&score.reason),
                    ]
                })
                .collect(),
        })
        .collect();
    (lines, String::new())
}

fn method(workbook: &Workbook, analysis: &Analysis, checks: Option<&CrossChecks>) -> Vec<String> {
    let mut notes = vec![
        "Musts are gates: an option that fails one is not ranked, whatever its scores.".to_owned(),
        "Each score becomes a value from 0 at the worst anchor to 100 at the best; a total is the \
         sum of weight times value. The anchors are fixed, so adding an option cannot reverse the \
         order of the others."
            .to_owned(),
        "Unknown is not zero: while a score that counts is unknown, totals are intervals, and the \
         verdict is withheld where they overlap."
            .to_owned(),
        "Where several reviewers scored, the mean of their scores counts; who does not know is \
         left out of the mean."
            .to_owned(),
        "A weight is moved alone, while the others keep their proportions. Weights print to a \
         tenth of a percent and add to 100 %."
            .to_owned(),
        format!(
            "Robust: no single weight halved or doubled and no single score within its range \
             changes who leads. Fragile: one does. Close: the lead is below the margin of {}.",
            number(
                workbook.frame.close_call,
                usize::from(workbook.frame.close_call.fract() != 0.0)
            )
        ),
        "The model adds values up, so it cannot show that one quality is worth more where another \
         is high, and it is no better than its scores."
            .to_owned(),
    ];
    if let Some(weighting) = analysis.weights.weighting {
        notes.push(format!("Weights: {}.", weighting.name().to_lowercase()));
    }
    let profile = analysis.profile.as_ref().and_then(|id| workbook.profile(id));
    if let Some(profile) = profile {
        let tree = Tree::of(workbook);
        for report in elicitation_reports(workbook, &tree, profile).iter().filter(|it| it.direct) {
            let mut words = vec![report.sentence()];
            words.extend(report.consistency().map(|consistency| consistency.sentence()));
            words.extend(report.staleness(workbook));
            words.extend(profile.elicited.get(&report.scope).map(|it| it.note.clone()));
            notes.push(one_line(words.join(" ").trim()));
        }
    }
    notes.extend(second_opinion(workbook, analysis, checks));
    notes.extend(other_profiles(workbook, analysis));
    notes
}

/// Beyond so many cells over all profiles a record does without the others.
const MOST_CELLS: usize = 100_000;

/// How the ranks change from profile to profile, and where the lead changes
/// hands on the way to the first under which another option leads.
fn other_profiles(workbook: &Workbook, analysis: &Analysis) -> Option<String> {
    let here = analysis.profile.as_ref()?;
    let count = workbook.profiles.len();
    if count < 2 || analysis.order.is_empty() || count * analysis.cells.len() > MOST_CELLS {
        return None;
    }
    let results = ProfileResult::all(workbook, analysis);
    let mut words = format!(
        "Under the workbook's {count} profiles: {}",
        rank_flow(&results).sentence(workbook)
    );
    let own = results.iter().find(|result| result.profile == *here)?;
    let turned = |other: &&ProfileResult| other.leader.is_some() && other.leader != own.leader;
    if let Some(other) = results.iter().find(turned) {
        words.push(' ');
        words.push_str(&profile_path(own, other).sentence(workbook));
    }
    Some(one_line(&words))
}

/// What other methods and other readings of labels say, in one paragraph.
fn second_opinion(
    workbook: &Workbook,
    analysis: &Analysis,
    checks: Option<&CrossChecks>,
) -> Option<String> {
    let checks = checks?;
    let mut words = format!("Other methods on the same numbers: {}", checks.sentence(analysis));
    for check in checks.others().filter(|check| !check.same_winner) {
        words.push(' ');
        words.push_str(&check.explanation);
    }
    if let Ok(labels) = ordinal(workbook, analysis)
        && !labels.scales.is_empty()
    {
        words.push(' ');
        words.push_str(&labels.sentence(analysis));
    }
    Some(one_line(&words))
}

fn figures(
    workbook: &Workbook,
    analysis: &Analysis,
    judged: &Judged,
    checks: Option<&CrossChecks>,
) -> Vec<Figure> {
    let mut figures = Vec::new();
    if !analysis.options.is_empty() {
        figures.push(figure::ranking(workbook, analysis));
    }
    if let Some((first, second)) = judged.pair() {
        figures.extend(figure::differences(workbook, analysis, first, second));
    }
    if let Some((x, y)) = default_axes(workbook) {
        figures.extend(figure::tradeoff(workbook, analysis, &x, &y));
    }
    figures.extend(figure::stability(workbook, analysis));
    figures.extend(checks.map(|checks| figure::agreement_of(analysis, checks)));
    figures.extend(figure::tornado(workbook, analysis));
    if let Some((x, y)) = sensitive_weights(workbook, analysis) {
        figures.extend(figure::two_weights(workbook, analysis, x, y));
    }
    figures.extend(figure::cost_value_figure(workbook, analysis, ValueBasis::All));
    figures.extend(load::figures(workbook));
    figures
}

/// The tone in which arguments are listed: good ones first.
pub(super) const TONES: [Tone; 3] = [Tone::Good, Tone::Neutral, Tone::Bad];
