//! ELECTRE I: the kernel of an outranking relation.

use super::table::{Caveat, Direction, MethodError, Table, finite_rows};

/// What a disadvantage is measured against.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DiscordanceScale {
    /// The largest range of any criterion, for numbers on one common scale.
    LargestRange,
    /// A fixed range, such as 100 for values.
    Fixed(f64),
}

/// What ELECTRE I gives. Row a, column b of a table is about a against b.
#[derive(Debug, Clone, PartialEq)]
pub struct ElectreOne {
    /// Share of the weight on which a is at least as good as b.
    pub concordance: Vec<Vec<f64>>,
    /// Largest disadvantage of a against b on any criterion, 0 to 1.
    pub discordance: Vec<Vec<f64>>,
    /// Whether a outranks b; never itself.
    pub outranks: Vec<Vec<bool>>,
    /// The kernel: sets of options that outrank each other in a circle, or
    /// single ones, which no other set of the kernel outranks, while every one
    /// outside is outranked by one within.
    pub kernel: Vec<Vec<usize>>,
    /// Constant criteria, one option.
    pub caveats: Vec<Caveat>,
}

impl ElectreOne {
    /// Whether an option stands in the kernel.
    pub fn in_kernel(&self, option: usize) -> bool {
        self.kernel.iter().any(|class| class.contains(&option))
    }

    /// Net concordance: what a has over the others less what they have over it
    /// (Hwang and Yoon 1981).
    pub fn net_concordance(&self) -> Vec<f64> {
        let count = self.concordance.len();
        (0..count)
            .map(|a| {
                (0..count)
                    .filter(|&b| b != a)
                    .map(|b| self.concordance[a][b] - self.concordance[b][a])
                    .sum()
            })
            .collect()
    }
}

/// ELECTRE I (Roy 1968): a outranks b when the weight on which it is at least as
/// good is at least `concordance` of the whole, and its largest disadvantage is
/// at most `discordance` of the scale. Circles are merged before the kernel is
/// taken, as it is unique only without them.
///
/// # Errors
///
/// A bad table; a threshold outside of 0 to 1; a fixed range not above 0.
pub fn electre_1(
    table: &Table,
    concordance: f64,
    discordance: f64,
    scale: DiscordanceScale,
) -> Result<ElectreOne, MethodError> {
    table.check()?;
    if !(0.0..=1.0).contains(&concordance) {
        return Err(MethodError::Setting("the concordance threshold"));
    }
    if !(0.0..=1.0).contains(&discordance) {
        return Err(MethodError::Setting("the discordance threshold"));
    }
    let counted = table.counted();
    let whole: f64 = table.weights.iter().sum();
    let range = match scale {
        DiscordanceScale::Fixed(range) if range.is_finite() && range > 0.0 => range,
        DiscordanceScale::Fixed(_) => return Err(MethodError::Setting("the range of the scale")),
        DiscordanceScale::LargestRange => counted
            .iter()
            .map(|&at| {
                table.column(at).fold(f64::NEG_INFINITY, f64::max)
                    - table.column(at).fold(f64::INFINITY, f64::min)
            })
            .fold(0.0, f64::max),
    };
    if !range.is_finite() {
        return Err(MethodError::TooLarge);
    }
    let count = table.options();
    let lead = |a: usize, b: usize, at: usize| {
        let d = table.rows[a][at] - table.rows[b][at];
        if table.directions[at] == Direction::Min { -d } else { d }
    };
    let (mut with, mut against) = (vec![vec![0.0; count]; count], vec![vec![0.0; count]; count]);
    for a in 0..count {
        for b in 0..count {
            let for_it: f64 = counted
                .iter()
                .filter(|&&at| lead(a, b, at) >= 0.0)
                .map(|&at| table.weights[at] / whole)
                .sum();
            with[a][b] = for_it.min(1.0);
            let behind = counted.iter().map(|&at| -lead(a, b, at)).fold(0.0, f64::max);
            against[a][b] = if range > 0.0 { (behind / range).min(1.0) } else { 0.0 };
        }
    }
    let (with, against) = (finite_rows(with)?, finite_rows(against)?);
    let outranks: Vec<Vec<bool>> = (0..count)
        .map(|a| {
            (0..count)
                .map(|b| {
                    a != b
                        && with[a][b] >= concordance - 1e-9
                        && against[a][b] <= discordance + 1e-9
                })
                .collect()
        })
        .collect();
    let kernel = kernel(&outranks);
    Ok(ElectreOne {
        concordance: with,
        discordance: against,
        outranks,
        kernel,
        caveats: table.caveats(),
    })
}

/// The kernel of a relation after its circles are merged (Roy 1968): classes in
/// the order of their first member.
pub fn kernel(outranks: &[Vec<bool>]) -> Vec<Vec<usize>> {
    let count = outranks.len();
    // Who reaches whom over any number of steps (Warshall 1962).
    let mut reach = outranks.to_vec();
    for via in 0..count {
        let through = reach[via].clone();
        for row in &mut reach {
            if row[via] {
                for (to, &further) in row.iter_mut().zip(&through) {
                    *to |= further;
                }
            }
        }
    }
    let mut class_of = vec![usize::MAX; count];
    let mut classes: Vec<Vec<usize>> = Vec::new();
    for one in 0..count {
        if class_of[one] != usize::MAX {
            continue;
        }
        let class: Vec<usize> = (one..count)
            .filter(|&other| other == one || (reach[one][other] && reach[other][one]))
            .collect();
        for &member in &class {
            class_of[member] = classes.len();
        }
        classes.push(class);
    }
    let beats = |a: usize, b: usize| {
        a != b && classes[a].iter().any(|&x| classes[b].iter().any(|&y| outranks[x][y]))
    };
    // A class is settled once all that outrank it are; without circles there
    // always is one.
    let mut inside: Vec<Option<bool>> = vec![None; classes.len()];
    for _ in 0..classes.len() {
        for at in 0..classes.len() {
            if inside[at].is_some() {
                continue;
            }
            let above: Vec<usize> = (0..classes.len()).filter(|&other| beats(other, at)).collect();
            if above.iter().any(|&other| inside[other] == Some(true)) {
                inside[at] = Some(false);
            } else if above.iter().all(|&other| inside[other] == Some(false)) {
                inside[at] = Some(true);
            }
        }
    }
    classes
        .into_iter()
        .zip(inside)
        .filter_map(|(class, inside)| (inside == Some(true)).then_some(class))
        .collect()
}
