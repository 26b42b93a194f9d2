//! What a method found, in words: where it differs from the additive ranking,
//! and why.

use super::base::{Base, PREFERENCE};
use super::method::{CrossDetail, CrossMethod, Run, run};
use super::{Names, joined};
use crate::analysis::methods::Caveat;
use crate::analysis::{number, points};

/// Criteria tried for the one that tells most; fewer where that would take more
/// than so many comparisons of two options on a criterion, but two at least.
const TRIED: usize = 12;
const BUDGET: usize = 6_000_000;

/// What has to be said beside a method's result.
pub(super) fn caveats(names: &Names, base: &Base, method: CrossMethod, run: &Run) -> Vec<String> {
    let mut out = Vec::new();
    if !base.unknown.is_empty() {
        let count = base.unknown.len();
        let scores = if count == 1 { "1 unknown score counts" } else { "unknown scores count" };
        let head = if count == 1 { String::new() } else { format!("{count} ") };
        let raw = if method == CrossMethod::TopsisVector { " and its performance" } else { "" };
        out.push(format!("{head}{scores} at the middle of the possible values{raw}."));
    }
    let mut constant = Vec::new();
    for caveat in &run.caveats {
        match caveat {
            Caveat::Constant { column } => constant.push(names.criteria[*column].as_str()),
            Caveat::ZeroColumn { column } => out.push(format!(
                "{} is 0 for every option and adds nothing.",
                names.criteria[*column]
            )),
            Caveat::Floored { cells } => out.push(match cells.as_slice() {
                [(row, column)] => format!(
                    "{} on {} is raised to the floor, since a 0 would wipe out all else.",
                    names.options[*row], names.criteria[*column]
                ),
                _ => format!(
                    "{} values are raised to the floor, since a 0 would wipe out all else.",
                    cells.len()
                ),
            }),
            Caveat::SingleOption => out.push("There is nothing to compare with.".to_owned()),
            Caveat::AllAlike => {
                out.push("It cannot tell some options apart; they tie.".to_owned());
            }
        }
    }
    if !constant.is_empty() && method != CrossMethod::Additive {
        let verb = if constant.len() == 1 { "tells" } else { "tell" };
        out.push(format!("{} {verb} no options apart and adds nothing.", joined(&constant)));
    }
    out
}

/// A method's own findings: conditions, partial order, kernel.
pub(super) fn findings(names: &Names, detail: &CrossDetail) -> Vec<String> {
    match detail {
        CrossDetail::Plain => Vec::new(),
        CrossDetail::Vikor(found) => {
            let met = |is: bool| if is { "met" } else { "not met" };
            vec![
                format!(
                    "Acceptable advantage is {}: the first leads the second by {} in Q, at least \
                     {} is asked for.",
                    met(found.has_advantage),
                    number(found.lead, 3),
                    number(found.needed_lead, 3)
                ),
                format!(
                    "Acceptable stability is {}: the first by Q is {}first by S or R.",
                    met(found.is_stable),
                    if found.is_stable { "also " } else { "not " }
                ),
                match found.compromise.as_slice() {
                    [one] => format!("The compromise is {} alone.", names.options[*one]),
                    several => format!("The compromise set is {}.", names.list(several)),
                },
            ]
        }
        CrossDetail::Promethee(found) => {
            let pairs = found.incomparable();
            let mut out = vec![match pairs.as_slice() {
                [] => {
                    "PROMETHEE I can compare every pair, so that its order is the same.".to_owned()
                }
                [one] => format!("PROMETHEE I leaves one pair open: {}.", pair(names, found, *one)),
                several => format!(
                    "PROMETHEE I leaves {} pairs open, such as {}.",
                    several.len(),
                    pair(names, found, several[0])
                ),
            }];
            if pairs.len() > 1 {
                let list: Vec<String> = pairs
                    .iter()
                    .take(6)
                    .map(|(a, b)| format!("{} and {}", names.options[*a], names.options[*b]))
                    .collect();
                let more = pairs.len() - list.len();
                let rest = if more > 0 { format!("; {more} more") } else { String::new() };
                out.push(format!("Not comparable: {}{rest}.", list.join("; ")));
            }
            out
        }
        CrossDetail::ElectreOne(found) => {
            let mut inside: Vec<usize> = found.kernel.iter().flatten().copied().collect();
            inside.sort_unstable();
            let circles = found.kernel.iter().filter(|class| class.len() > 1);
            let mut out = vec![match inside.as_slice() {
                [one] => format!(
                    "The kernel is {} alone: every other option is outranked.",
                    names.options[*one]
                ),
                all if all.len() == names.options.len() => {
                    "The kernel holds every option: none outranks another.".to_owned()
                }
                several => format!(
                    "The kernel holds {}: none of them outranks another, and each option outside \
                     is outranked by one inside.",
                    names.list(several)
                ),
            }];
            out.extend(circles.map(|class| {
                format!("{} outrank each other in a circle and count as one.", names.list(class))
            }));
            out
        }
        CrossDetail::ElectreThree(found) => {
            let classes = |classes: &[Vec<usize>]| {
                let words: Vec<String> = classes.iter().map(|class| names.list(class)).collect();
                words.join(", then ")
            };
            let mut out = vec![
                format!("From the best down: {}.", classes(&found.descending)),
                format!("From the worst up: {}.", classes(&found.ascending)),
            ];
            let pairs = found.incomparable();
            if let Some((a, b)) = pairs.first() {
                let more = match pairs.len() - 1 {
                    0 => String::new(),
                    1 => " and one more pair".to_owned(),
                    more => format!(" and {more} more pairs"),
                };
                out.push(format!(
                    "The two place {} and {}{more} against each other: not comparable.",
                    names.options[*a], names.options[*b]
                ));
            }
            out
        }
    }
}

fn pair(
    names: &Names,
    found: &crate::analysis::methods::Promethee,
    (a, b): (usize, usize),
) -> String {
    let (out, weak) = if found.leaving[a] > found.leaving[b] { (a, b) } else { (b, a) };
    format!(
        "{} beats the others by more than {} does (φ⁺ {} against {}), but is beaten by more too \
         (φ⁻ {} against {})",
        names.options[out],
        names.options[weak],
        number(found.leaving[out], 2),
        number(found.leaving[weak], 2),
        number(found.entering[out], 2),
        number(found.entering[weak], 2)
    )
}

/// How a method's ranking compares with the additive one, and why it differs.
pub(super) fn explain(
    names: &Names,
    base: &Base,
    own: &[usize],
    method: CrossMethod,
    found: &Run,
) -> String {
    let leader = own.iter().position(|rank| *rank == 1).unwrap_or(0);
    let name = |row: usize| names.options[row].as_str();
    match method {
        CrossMethod::Additive => {
            return "The model of this workbook; the others are held against it.".to_owned();
        }
        CrossMethod::ElectreOne => {
            return if found.ranks[leader].is_some() {
                format!("{} leads the additive ranking and stands in the kernel.", name(leader))
            } else {
                let by: Vec<usize> = match &found.detail {
                    CrossDetail::ElectreOne(one) => {
                        (0..own.len()).filter(|&row| one.outranks[row][leader]).collect()
                    }
                    _ => Vec::new(),
                };
                format!(
                    "{} leads the additive ranking, but is outranked by {} and stands outside of \
                     the kernel.",
                    name(leader),
                    names.list(&by)
                )
            };
        }
        _ => {}
    }
    let ranks: Vec<usize> = found.ranks.iter().map(|rank| rank.unwrap_or(0)).collect();
    let firsts: Vec<usize> = (0..ranks.len()).filter(|&row| ranks[row] == 1).collect();
    let Some(&best) = firsts.first() else { return String::new() };
    let level: Vec<usize> = (0..own.len()).filter(|&row| own[row] == 1).collect();
    if level.len() > 1 {
        let head = format!("{} are level in the additive total", names.list(&level));
        return match level.iter().find(|row| !firsts.contains(row)) {
            None => format!("{head} and here."),
            Some(&behind) => format!(
                "{head}; {} puts {} first. {}",
                method.name(),
                names.list(&firsts),
                because(names, base, method, found, best, behind)
            ),
        };
    }
    if !firsts.contains(&leader) {
        let mut words = format!(
            "{} puts {} first, the additive total {}. ",
            method.name(),
            names.list(&firsts),
            name(leader)
        );
        words.push_str(&because(names, base, method, found, best, leader));
        return words;
    }
    // The pair nearest to the top that changes places.
    let turned = (0..own.len())
        .flat_map(|a| (0..own.len()).map(move |b| (a, b)))
        .filter(|&(a, b)| own[a] < own[b] && ranks[a] > ranks[b])
        .min_by_key(|&(a, b)| (own[a], own[b]));
    let count = (0..own.len())
        .flat_map(|a| (0..own.len()).map(move |b| (a, b)))
        .filter(|&(a, b)| own[a] < own[b] && ranks[a] > ranks[b])
        .count();
    let Some((behind, ahead)) = turned else {
        return if ranks == own {
            "The same order as the additive ranking.".to_owned()
        } else if firsts.len() > 1 {
            format!("{} share the first place; otherwise the same order.", names.list(&firsts))
        } else {
            "The same order as the additive ranking, but for ties.".to_owned()
        };
    };
    let share = if firsts.len() > 1 {
        format!("{} share the first place. ", names.list(&firsts))
    } else {
        format!("{} is first here too. ", name(leader))
    };
    let more = match count - 1 {
        0 => String::new(),
        1 => " One more pair changes places.".to_owned(),
        more => format!(" {more} more pairs change places."),
    };
    format!(
        "{share}{} passes {}. {}{more}",
        name(ahead),
        name(behind),
        because(names, base, method, found, ahead, behind)
    )
}

/// Why a method prefers one option to another that the additive total prefers:
/// the criterion without which it would not, found by trying, beside what the
/// additive total sets against it.
fn because(
    names: &Names,
    base: &Base,
    method: CrossMethod,
    found: &Run,
    ahead: usize,
    behind: usize,
) -> String {
    let gap = found.scores[ahead] - found.scores[behind];
    let lead = |column: usize| {
        base.weights[column] * (base.values[ahead][column] - base.values[behind][column])
    };
    let mut tried: Vec<usize> = (0..base.weights.len())
        .filter(|&column| {
            lead(column) != 0.0
                || base.performances[ahead][column] != base.performances[behind][column]
        })
        .collect();
    tried.sort_by(|&a, &b| lead(b).abs().total_cmp(&lead(a).abs()).then(a.cmp(&b)));
    // What speaks for the one that is ahead, most first.
    let mut for_it: Vec<usize> =
        tried.iter().copied().filter(|&column| lead(column) > 0.0).collect();
    let one = base.options.len().pow(2).saturating_mul(base.weights.len()).max(1);
    for_it.truncate(TRIED.min((BUDGET / one).max(2)));
    let effect = |column: usize| -> Option<f64> {
        let level = run(method, &base.levelled(ahead, behind, column)).ok()?;
        Some(gap - (level.scores[ahead] - level.scores[behind]))
    };
    let telling = for_it
        .iter()
        .filter_map(|&column| Some((column, effect(column)?)))
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    let (a, b) = (names.options[ahead].as_str(), names.options[behind].as_str());
    let mut words = mechanism(names, base, method, found, ahead, behind);
    if let Some((column, effect)) = telling {
        let on = &names.criteria[column];
        words.push_str(&format!(
            " What tells most is {on}, where {a} is worth {} and {b} {}",
            points(base.values[ahead][column]),
            points(base.values[behind][column])
        ));
        words.push_str(&if effect > gap {
            format!("; were the two level there, it would put {b} ahead.")
        } else {
            format!("; were the two level there, {a} would still be ahead.")
        });
        let paid = tried.iter().copied().filter(|&at| lead(at) < 0.0);
        if let Some(pays) = paid.min_by(|x, y| lead(*x).total_cmp(&lead(*y)).then(x.cmp(y))) {
            words.push_str(&format!(
                " The additive total lets {b} pay for these {} points with {} ({} points).",
                points(lead(column)),
                names.criteria[pays],
                points(-lead(pays))
            ));
        }
    } else {
        words.push_str(&format!(" {a} is better than {b} on no criterion by value."));
    }
    words
}

/// What the method does differently from adding values up.
fn mechanism(
    names: &Names,
    base: &Base,
    method: CrossMethod,
    found: &Run,
    ahead: usize,
    behind: usize,
) -> String {
    let (a, b) = (names.options[ahead].as_str(), names.options[behind].as_str());
    match method {
        CrossMethod::WeightedProduct => {
            let low = (0..base.weights.len()).min_by(|&x, &y| {
                base.values[behind][x].total_cmp(&base.values[behind][y]).then(x.cmp(&y))
            });
            match low.filter(|&at| base.values[behind][at] < 50.0) {
                Some(at) => format!(
                    "It multiplies, so that high values elsewhere cannot make up for a low one: \
                     {b} is worth only {} on {}.",
                    points(base.values[behind][at]),
                    names.criteria[at]
                ),
                None => "It multiplies, so that even options gain over uneven ones.".to_owned(),
            }
        }
        CrossMethod::TopsisValues => {
            "It measures straight distances from the best and from the worst, which square each \
             weight: heavy criteria count for more than their share."
                .to_owned()
        }
        CrossMethod::TopsisVector => {
            "It divides raw figures by the length of their column: what counts is how far the \
             options at hand lie apart, not the agreed anchors and value functions."
                .to_owned()
        }
        CrossMethod::Vikor => match &found.detail {
            CrossDetail::Vikor(inner) => format!(
                "Half of its score is the largest single regret: {} for {b}, on {}; {} for {a}, \
                 on {}.",
                number(inner.regret[behind], 3),
                names.criteria[inner.worst_column[behind]],
                number(inner.regret[ahead], 3),
                names.criteria[inner.worst_column[ahead]]
            ),
            _ => String::new(),
        },
        CrossMethod::Promethee => format!(
            "It compares pair by pair and caps each difference: on a quantity a lead of more than \
             {PREFERENCE} points counts no more than one of {PREFERENCE}, and on labels two steps \
             count in full."
        ),
        CrossMethod::AhpDistributive => {
            "It shares each criterion out among the options, so that a criterion on which few are \
             worth anything counts for more between them."
                .to_owned()
        }
        CrossMethod::AhpIdeal => {
            "It measures each criterion by the best option at hand, so that a criterion on which \
             even the best is worth little counts for more."
                .to_owned()
        }
        CrossMethod::ElectreThree => {
            "It asks whether an option is at least as good, with thresholds and a veto, and does \
             not let a large lead on one criterion pay for a loss on another."
                .to_owned()
        }
        CrossMethod::Additive | CrossMethod::ElectreOne => String::new(),
    }
}
