//! What was chosen or is proposed, why, by how much, and what would change it.

use super::model::{FlipLines, OptionSection, Outcome, SwitchLine, VerdictLines};
use super::sureness::sure_sentence;
use super::text::{clause, one_line, sentence};
use crate::analysis::{
    Analysis, Difference, Flip, FlipChange, FlipList, Reach, Stability, Way, WayChange, Ways,
    compare, nearest_sentence, number, percent, performance, points, range, way_sentence,
};
use crate::workbook::{CriterionId, Status, Tone, Workbook};

/// The options that the outcome is about.
pub(super) struct Judged {
    /// Position in `Analysis::options` of the option chosen or proposed.
    option: Option<usize>,
    /// Whether somebody has chosen it.
    is_chosen: bool,
    /// The option to compare it with: the best ranked other one.
    rival: Option<usize>,
    /// Position of each analysed option in the record's list.
    sections: Vec<(usize, usize)>,
}

impl Judged {
    pub(super) fn of(workbook: &Workbook, analysis: &Analysis, sections: &[OptionSection]) -> Self {
        let chosen = workbook.decision.chosen.as_ref().and_then(|id| analysis.option_at(id));
        let fewest_failed = || {
            (0..analysis.options.len()).min_by_key(|&at| {
                let failed = |gate: &&crate::analysis::GateResult| {
                    gate.verdict == crate::workbook::GateVerdict::Fail
                };
                let result = &analysis.options[at];
                (
                    result.standing == crate::analysis::Standing::Dropped,
                    result.gates.iter().filter(failed).count(),
                )
            })
        };
        let option = chosen.or_else(|| analysis.order.first().copied()).or_else(fewest_failed);
        let rival = analysis.order.iter().copied().find(|&at| Some(at) != option);
        Self {
            option,
            is_chosen: chosen.is_some(),
            rival,
            sections: sections.iter().enumerate().map(|(at, s)| (s.position, at)).collect(),
        }
    }

    /// The option of the outcome and the one to compare it with, where both
    /// are ranked.
    pub(super) fn pair(&self) -> Option<(usize, usize)> {
        Some((self.option?, self.rival?))
    }

    fn section(&self, option: usize) -> Option<usize> {
        self.sections.iter().find(|(position, _)| *position == option).map(|(_, at)| *at)
    }
}

/// What was chosen, or what the ranking proposes, with the reason.
pub(super) fn outcome(
    workbook: &Workbook,
    analysis: &Analysis,
    sections: &[OptionSection],
    judged: &Judged,
) -> Outcome {
    let option = judged.option.and_then(|at| judged.section(at));
    let because = match judged.option {
        None => "there is no option yet".to_owned(),
        Some(at) if judged.is_chosen => chosen_because(workbook, analysis, judged, at),
        Some(at) => proposed_because(workbook, analysis, sections, judged, at),
    };
    Outcome { option, is_chosen: judged.is_chosen, because }
}

fn chosen_because(workbook: &Workbook, analysis: &Analysis, judged: &Judged, at: usize) -> String {
    let decision = &workbook.decision;
    let own = clause(&decision.because);
    let mut because = if own.is_empty() { standing(analysis, judged, at) } else { own };
    let leader = analysis.order.first().copied();
    if analysis.weights.is_set() && leader.is_some_and(|leader| leader != at) {
        let name = leader.map_or_else(String::new, |at| one_line(&analysis.options[at].name));
        let why = clause(&decision.override_because);
        if why.is_empty() {
            because = format!(
                "{because}; {name} is ranked first, and why it was not taken is not recorded"
            );
        } else {
            because = format!("{because}; {name} is ranked first and was not taken because {why}");
        }
    }
    match decision.status {
        Status::Draft => format!("{because}; the decision is still a draft"),
        Status::Proposed => format!("{because}; the decision is proposed and not yet taken"),
        Status::Rejected => format!("{because}; the proposal was turned down"),
        Status::Accepted | Status::Deprecated | Status::Superseded => because,
    }
}

fn proposed_because(
    workbook: &Workbook,
    analysis: &Analysis,
    sections: &[OptionSection],
    judged: &Judged,
    at: usize,
) -> String {
    let because = if analysis.order.is_empty() {
        if sections.iter().any(|section| section.out.starts_with("it fails")) {
            "it fails the fewest musts, while no option passes them all".to_owned()
        } else {
            "it stands first in the list, while every option has been taken out".to_owned()
        }
    } else if !analysis.weights.is_set() {
        "it stands first in the list, while nothing has been weighed yet".to_owned()
    } else {
        standing(analysis, judged, at)
    };
    let state = match workbook.decision.status {
        Status::Draft => "the decision is still a draft",
        Status::Proposed => "the decision is proposed and not yet taken",
        Status::Rejected => "the proposal was turned down",
        Status::Accepted | Status::Deprecated | Status::Superseded => {
            "which option was chosen has not been entered, so this is what the ranking proposes"
        }
    };
    format!("{because}; {state}")
}

/// How an option stands against the best other one, as a clause.
fn standing(analysis: &Analysis, judged: &Judged, at: usize) -> String {
    let own = &analysis.options[at];
    if !own.is_ranked() {
        return "it was preferred although it is not ranked".to_owned();
    }
    if !analysis.weights.is_set() {
        return "it was preferred before anything had been weighed".to_owned();
    }
    let total = range(own.low, own.high);
    let musts = if own.gates.is_empty() { "" } else { "passes every must and " };
    let musts = if own.open_gates().next().is_some() { "fails no must and " } else { musts };
    let Some(rival) = judged.rival.map(|rival| &analysis.options[rival]) else {
        return format!("it {musts}is the only option that is ranked, with {total} points");
    };
    let lead = own.middle() - rival.middle();
    let verb = if number(lead, 1) == "0.0" {
        format!("is level at {total} points with")
    } else if lead > 0.0 {
        format!("leads with {total} points against {} for", range(rival.low, rival.high))
    } else {
        format!("has {total} points against {} for", range(rival.low, rival.high))
    };
    format!("it {musts}{verb} {}", one_line(&rival.name))
}

fn difference_line(workbook: &Workbook, analysis: &Analysis, difference: &Difference) -> String {
    let name = one_line(&workbook.criteria[analysis.leaves[difference.leaf]].name);
    let value = |value: Option<f64>| value.map_or("unknown".to_owned(), points);
    format!("{name} ({} against {} of 100", value(difference.first), value(difference.second))
}

/// The criteria that speak most for the outcome, as sentences; at most three.
pub(super) fn reasons(workbook: &Workbook, analysis: &Analysis, judged: &Judged) -> Vec<String> {
    differences(analysis, judged)
        .iter()
        .filter(|difference| difference.middle() > 0.05)
        .take(3)
        .map(|difference| {
            format!(
                "{}; {} points of the total).",
                difference_line(workbook, analysis, difference),
                signed(difference.middle())
            )
        })
        .collect()
}

/// What is accepted with the outcome: downsides that were recorded, then the
/// criteria that speak most against it; at most two.
pub(super) fn downsides(workbook: &Workbook, analysis: &Analysis, judged: &Judged) -> Vec<String> {
    let recorded = workbook
        .decision
        .consequences
        .iter()
        .filter(|consequence| consequence.tone == Tone::Bad)
        .map(|consequence| sentence(&clause(&consequence.text)));
    let computed: Vec<String> = differences(analysis, judged)
        .iter()
        .filter(|difference| difference.middle() < -0.05)
        .map(|difference| {
            format!(
                "{}; {} points of the total).",
                difference_line(workbook, analysis, difference),
                signed(difference.middle())
            )
        })
        .collect();
    recorded.chain(computed).filter(|line| !line.is_empty()).take(2).collect()
}

fn differences(analysis: &Analysis, judged: &Judged) -> Vec<Difference> {
    match judged.pair() {
        Some((first, second)) if analysis.weights.is_set() => compare(analysis, first, second),
        _ => Vec::new(),
    }
}

fn signed(x: f64) -> String {
    if x > 0.0 { format!("+{}", points(x)) } else { points(x) }
}

/// What follows: as recorded; a tone that nobody recorded is taken from the
/// largest difference of that sign.
pub(super) fn consequences(
    workbook: &Workbook,
    analysis: &Analysis,
    judged: &Judged,
) -> Vec<(Tone, String)> {
    let mut list: Vec<(Tone, String)> = workbook
        .decision
        .consequences
        .iter()
        .map(|consequence| (consequence.tone, clause(&consequence.text)))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let all = differences(analysis, judged);
    let rival = judged.rival.map_or_else(String::new, |at| one_line(&analysis.options[at].name));
    for (tone, word) in [(Tone::Good, "ahead of"), (Tone::Bad, "behind")] {
        if list.iter().any(|(other, _)| *other == tone) {
            continue;
        }
        let found = all.iter().find(|difference| match tone {
            Tone::Good => difference.middle() > 0.05,
            Tone::Neutral | Tone::Bad => difference.middle() < -0.05,
        });
        if let Some(difference) = found {
            let line = difference_line(workbook, analysis, difference);
            list.push((tone, format!("it is {word} {rival} on {line})")));
        }
    }
    list.sort_by_key(|(tone, _)| *tone);
    list
}

/// How firm the result is, in sentences.
pub(super) fn verdict(workbook: &Workbook, analysis: &Analysis, judged: &Judged) -> VerdictLines {
    let name = |at: usize| one_line(&analysis.options[at].name);
    let leader = analysis.order.first().copied().filter(|_| analysis.weights.is_set());
    let (margin, margin_points) = match judged.pair() {
        Some((own, rival)) if analysis.weights.is_set() && analysis.options[own].is_ranked() => {
            let lead = analysis.options[own].middle() - analysis.options[rival].middle();
            let total = range(analysis.options[rival].low, analysis.options[rival].high);
            let line = if number(lead, 1) == "0.0" {
                format!("Runner-up is {} with {total} points, level with it.", name(rival))
            } else if lead > 0.0 {
                format!(
                    "Runner-up is {} with {total} points, {} points behind.",
                    name(rival),
                    points(lead)
                )
            } else {
                format!(
                    "{} is ranked first with {total} points, {} points ahead of the choice.",
                    name(rival),
                    points(-lead)
                )
            };
            (line, signed(lead))
        }
        Some((_, rival)) if analysis.weights.is_set() => (
            format!("Best of the ranked options is {}; the choice is not ranked.", name(rival)),
            String::new(),
        ),
        Some((_, rival)) => {
            (format!("Next in the list is {}; no margin is known yet.", name(rival)), String::new())
        }
        None => ("There is no runner-up: no other option is ranked.".to_owned(), String::new()),
    };
    VerdictLines {
        kind: analysis.verdict.kind.name().to_owned(),
        reason: sentence(&analysis.verdict.reason),
        leader: leader.map_or_else(String::new, name),
        runner_up: judged.rival.map_or_else(String::new, name),
        margin,
        margin_points,
        flip: flip_sentence(workbook, analysis),
        sure: sure_sentence(workbook, analysis),
    }
}

/// The smallest change of a weight, and of a score, that alters who leads.
fn flip_sentence(workbook: &Workbook, analysis: &Analysis) -> String {
    if !analysis.weights.is_set() || analysis.order.is_empty() {
        return "No flip point is known, since nothing is ranked yet.".to_owned();
    }
    if analysis.order.len() < 2 {
        return "No weight change can alter the order, since only one option is ranked.".to_owned();
    }
    if let Some(level) = analysis.flips.iter().find(|flips| flips.is_level()) {
        let name = one_line(&analysis.options[level.option].name);
        return format!("{name} is level with the leader, so any change can alter who leads.");
    }
    let weight = smallest_weight_change(workbook, analysis);
    let score = analysis
        .flips
        .iter()
        .filter_map(|flips| Some((flips.option, flips.best_score()?)))
        .min_by(|a, b| score_points(a.1).total_cmp(&score_points(b.1)))
        .map(|(option, flip)| flip_words(workbook, analysis, option, flip));
    match (weight, score) {
        (Some(weight), Some(score)) => format!("{weight}. As to scores, {score}."),
        (Some(weight), None) => format!("{weight}. No single score can alter the order."),
        (None, Some(score)) => format!("No weight change can alter the order. {score}."),
        (None, None) => "No weight change can alter the order, and no single score can.".to_owned(),
    }
}

fn score_points(flip: &Flip) -> f64 {
    match flip.change {
        FlipChange::Score { points, .. } => points.abs(),
        FlipChange::Weight { .. } => f64::INFINITY,
    }
}

/// The scored criteria with weight, those nearest to an edge first.
fn by_room(workbook: &Workbook, analysis: &Analysis) -> Vec<(f64, Stability)> {
    let mut entries: Vec<(f64, Stability)> = analysis
        .stability
        .iter()
        .filter(|entry| workbook.criteria[entry.node].measure().is_some())
        .map(|entry| {
            let down = entry.below.map_or(f64::INFINITY, |_| entry.weight - entry.low);
            let up = entry.above.map_or(f64::INFINITY, |_| entry.high - entry.weight);
            (down.min(up), entry.clone())
        })
        .collect();
    entries.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.weight.total_cmp(&a.1.weight)));
    entries
}

fn smallest_weight_change(workbook: &Workbook, analysis: &Analysis) -> Option<String> {
    let entries = by_room(workbook, analysis);
    let (room, entry) = entries.first().filter(|(room, _)| room.is_finite())?;
    let falls = entry.below.is_some() && (entry.weight - entry.low - room).abs() < 1e-12;
    let (verb, to, rival) = if falls {
        ("falls", entry.low, entry.below?)
    } else {
        ("rises", entry.high, entry.above?)
    };
    Some(format!(
        "{} leads if the weight of {} {verb} from {} to {}",
        one_line(&analysis.options[rival].name),
        one_line(&workbook.criteria[entry.node].name),
        percent(entry.weight),
        percent(to)
    ))
}

/// The weights at which another option leads, for each criterion that has
/// weight or would decide if it had.
pub(super) fn switching(workbook: &Workbook, analysis: &Analysis) -> Vec<SwitchLine> {
    if analysis.order.len() < 2 {
        return Vec::new();
    }
    let reach = |rival: Option<usize>, at: f64| {
        rival.map_or("not reachable".to_owned(), |rival| {
            format!("{}: {}", percent(at), one_line(&analysis.options[rival].name))
        })
    };
    by_room(workbook, analysis)
        .into_iter()
        .filter(|(room, entry)| entry.weight > 0.0 || room.is_finite())
        .map(|(room, entry)| SwitchLine {
            reachable: room.is_finite(),
            criterion: one_line(&workbook.criteria[entry.node].name),
            now: percent(analysis.weights.nodes[entry.node].percent / 100.0),
            below: reach(entry.below, entry.low),
            above: reach(entry.above, entry.high),
        })
        .collect()
}

fn print_performance(workbook: &Workbook, criterion: &CriterionId, x: f64) -> String {
    workbook
        .criterion(criterion)
        .and_then(|criterion| criterion.measure())
        .map_or_else(|| number(x, 2), |measure| performance(measure, x))
}

/// A flip as a clause with its figures.
fn flip_words(workbook: &Workbook, analysis: &Analysis, option: usize, flip: &Flip) -> String {
    let name = one_line(&analysis.options[option].name);
    let criterion = one_line(workbook.criterion_name(&flip.criterion));
    match &flip.change {
        FlipChange::Score { from, to: Some(to), .. } => {
            let now = from.map_or("unknown".to_owned(), |from| {
                print_performance(workbook, &flip.criterion, from)
            });
            format!(
                "{name} leads if its {criterion} reaches {} (now {now})",
                print_performance(workbook, &flip.criterion, *to)
            )
        }
        FlipChange::Weight { from, to: Some(to) } => format!(
            "{name} leads if the weight of {criterion} {} from {} to {}",
            if to < from { "falls" } else { "rises" },
            percent(*from),
            percent(*to)
        ),
        FlipChange::Score { to: None, .. } => {
            format!("no score of {name} on {criterion} makes it lead")
        }
        FlipChange::Weight { to: None, .. } => {
            format!("no weight of {criterion} makes {name} lead")
        }
    }
}

/// For each losing option the cheapest change of a score and of a weight.
pub(super) fn flip_lines(
    workbook: &Workbook,
    analysis: &Analysis,
    ways: &[Ways],
) -> Vec<FlipLines> {
    let line = |option: usize, flip: Option<&Flip>, none: &str| {
        flip.map_or(none.to_owned(), |flip| {
            let reach = match flip.reach {
                Reach::Near => "within reach",
                Reach::Far => "possible, not near",
                Reach::NotPossible => "not possible",
            };
            format!("{}; {reach}.", capital(&flip_words(workbook, analysis, option, flip)))
        })
    };
    analysis
        .flips
        .iter()
        .map(|flips| {
            let (score, weight) = if flips.is_level() {
                ("Any gain makes it lead.", "Level with the leader.")
            } else {
                ("No single score makes it lead.", "No single weight makes it lead.")
            };
            let found = ways.iter().find(|found| found.option == flips.option);
            let told = |way: &Way| one_line(&way_sentence(workbook, analysis, flips.option, way));
            let of = |sort: fn(&WayChange) -> bool| {
                found.iter().flat_map(|found| &found.ways).find(|way| sort(&way.change)).map(told)
            };
            let pair = of(|change| matches!(change, WayChange::Scores(_)));
            let weights = of(|change| matches!(change, WayChange::Weights(_)));
            let least = found.iter().flat_map(|found| &found.ways).next().map(told);
            let no_weights = || match found {
                Some(found) if !found.is_level() => {
                    one_line(&nearest_sentence(analysis, flips.option, &found.nearest))
                }
                _ => weight.to_owned(),
            };
            FlipLines {
                pair: pair.unwrap_or_else(|| {
                    let none = "No two scores make it lead with less than one alone.";
                    if flips.is_level() { score } else { none }.to_owned()
                }),
                weights: weights.unwrap_or_else(no_weights),
                least: least.unwrap_or_else(|| {
                    let name = one_line(&analysis.options[flips.option].name);
                    if flips.is_level() {
                        format!("{name} is level with the leader: any gain makes it lead.")
                    } else {
                        no_weights()
                    }
                }),
                option: one_line(&analysis.options[flips.option].name),
                gap: points(flips.gap),
                score: line(flips.option, flips.best_score(), score),
                weight: line(flips.option, flips.best_weight(), weight),
            }
        })
        .collect()
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// When to look again: the triggers recorded, the day of review; without
/// either, the flip that is nearest.
pub(super) fn revisit(workbook: &Workbook, analysis: &Analysis) -> Vec<String> {
    let decision = &workbook.decision;
    let mut lines: Vec<String> = decision
        .revisit
        .iter()
        .filter_map(|trigger| {
            let metric = clause(&trigger.metric);
            let threshold = clause(&trigger.threshold);
            let source = clause(&trigger.source);
            let what = match (metric.is_empty(), threshold.is_empty()) {
                (true, true) => return None,
                (false, true) => metric,
                (true, false) => threshold,
                (false, false) => format!("{metric}: {threshold}"),
            };
            Some(if source.is_empty() {
                format!("{what}.")
            } else {
                format!("{what} (read in {source}).")
            })
        })
        .collect();
    if let Some(date) = decision.review_by {
        lines.push(format!("At the latest on {date}."));
    }
    if lines.is_empty() {
        let nearest = analysis
            .flips
            .iter()
            .filter_map(|flips| Some((flips.option, flips.best_score()?)))
            .min_by(|a, b| score_points(a.1).total_cmp(&score_points(b.1)));
        if analysis.flips.iter().any(FlipList::is_level) {
            // Whatever comes in decides between options that are level.
        } else if let Some((option, flip)) = nearest {
            let words = flip_words(workbook, analysis, option, flip);
            lines.push(format!("{}.", capital(&words)));
        } else if let Some(words) = smallest_weight_change(workbook, analysis) {
            lines.push(format!("{words}."));
        }
    }
    lines
}
