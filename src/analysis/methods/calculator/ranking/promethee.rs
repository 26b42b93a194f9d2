//! PROMETHEE I and II.

use serde_json::Value;

use super::super::{ComputeError, Inputs, Method, Outputs};
use super::{names, ranking, table, undefined};
use crate::analysis::methods::{
    Direction, Preference, Relation, Table, flows, promethee, relation,
};

/// Up to so many options the relation of each pair is given by name.
const MOST_PAIRED: usize = 12;

pub(in super::super) const PROMETHEE: Method = Method {
    name: "promethee",
    about: "Flows from comparisons of pairs: the partial order I and the ranking II",
    inputs: "matrix, weights, preference (type usual, u-shape, v-shape, level, linear, gaussian \
             with q, p, s for each column), [directions], [alternatives]; or points; or runs; or \
             pi; or phi_plus and phi_minus",
    outputs: "pi, phi_plus, phi_minus, phi_net, minus_phi_net, net_flow_sums, ranking, relations, \
              preferred; or P; or plus and minus; or preferred and net",
    variants: &[],
    run,
};

fn run(inputs: &Inputs<'_>) -> Result<Outputs, ComputeError> {
    let mut out = Outputs::new();
    if inputs.has("points") {
        let mut found = Vec::new();
        for point in inputs.objects("points")? {
            found.push(preference(&point)?.of(point.number("d")?));
        }
        out.put("P", found)?;
        return Ok(out);
    }
    if inputs.has("runs") {
        let (mut plus, mut minus) = (Vec::new(), Vec::new());
        for run in inputs.objects("runs")? {
            let rows = run.numbers("x")?.into_iter().map(|x| vec![x]).collect();
            let less = inputs.value("direction").and_then(Value::as_str) == Some("min");
            let direction = if less { Direction::Min } else { Direction::Max };
            let table = Table { rows, weights: vec![1.0], directions: vec![direction] };
            let found = promethee(&table, &[preference(&run)?]).map_err(undefined)?;
            plus.push(found.leaving);
            minus.push(found.entering);
        }
        out.put("plus", plus)?;
        out.put("minus", minus)?;
        return Ok(out);
    }
    if inputs.has("pi") {
        let (leaving, entering) = flows(&inputs.square("pi")?);
        put_flows(&mut out, &leaving, &entering)?;
        return Ok(out);
    }
    if inputs.has("phi_plus") {
        let leaving = inputs.numbers("phi_plus")?;
        let entering = inputs.numbers_of("phi_minus", leaving.len())?;
        put_flows(&mut out, &leaving, &entering)?;
        return Ok(out);
    }
    let table = table(inputs)?;
    let mut functions = Vec::new();
    for function in inputs.objects("preference")? {
        functions.push(preference(&function)?);
    }
    let found = promethee(&table, &functions).map_err(undefined)?;
    let others = table.options().saturating_sub(1) as f64;
    put_flows(&mut out, &found.leaving, &found.entering)?;
    out.put("net_flow_sums", found.net.iter().map(|x| x * others).collect::<Vec<f64>>())?;
    out.put("minus_phi_net", found.net.iter().map(|x| -x).collect::<Vec<f64>>())?;
    out.put("pi", found.preferences.as_slice())?;
    let names = names(inputs, table.options())?;
    if names.len() <= MOST_PAIRED {
        for (a, one) in names.iter().enumerate() {
            for (b, other) in names.iter().enumerate().filter(|(b, _)| *b != a) {
                let letter = match found.relation(a, b) {
                    Relation::Preferred => "P",
                    Relation::Reverse => "N",
                    Relation::Indifferent => "I",
                    Relation::Incomparable => "R",
                };
                out.put(&format!("{one}_versus_{other}"), letter)?;
            }
        }
    }
    Ok(out)
}

fn put_flows(out: &mut Outputs, leaving: &[f64], entering: &[f64]) -> Result<(), ComputeError> {
    let net: Vec<f64> = leaving.iter().zip(entering).map(|(a, b)| a - b).collect();
    let flow = |at: usize| (leaving[at], entering[at]);
    let preferred: Vec<Vec<usize>> = (0..net.len())
        .map(|a| {
            let is = |b: usize| relation(flow(a), flow(b)) == Relation::Preferred;
            (0..net.len()).map(|b| usize::from(is(b))).collect()
        })
        .collect();
    out.put("preferred", preferred)?;
    out.put("ranking", ranking(&net))?;
    out.put("net", net.as_slice())?;
    out.put("phi_net", net)?;
    out.put("phi_plus", leaving)?;
    out.put("phi_minus", entering)
}

fn preference(inputs: &Inputs<'_>) -> Result<Preference, ComputeError> {
    let number = |name: &str| inputs.number(name);
    // Where p is given below q, all beyond p counts in full.
    let both = || -> Result<(f64, f64), ComputeError> {
        let (q, p) = (number("q")?, number("p")?);
        Ok((q.min(p), p))
    };
    let found = match inputs.text("type")? {
        "usual" => Preference::Usual,
        "u-shape" => Preference::UShape { q: number("q")? },
        "v-shape" => Preference::VShape { p: number("p")? },
        "level" => both().map(|(q, p)| Preference::Level { q, p })?,
        "linear" => both().map(|(q, p)| Preference::Linear { q, p })?,
        "gaussian" => Preference::Gaussian { s: number("s")? },
        other => {
            let wants = "usual, u-shape, v-shape, level, linear or gaussian";
            return Err(ComputeError::wrong(inputs.place("type"), wants, &Value::from(other)));
        }
    };
    if found.is_sound() {
        Ok(found)
    } else {
        Err(ComputeError::undefined(
            inputs.place("type"),
            "its thresholds are negative or out of order",
            "Give 0 ≤ q ≤ p; p and s alone have to be above 0.",
        ))
    }
}
