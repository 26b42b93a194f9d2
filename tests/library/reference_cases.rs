//! Every case of `tests/data/reference`, held against the calculator.
//!
//! A case that cannot pass is listed with the reason. One that is listed and
//! passes, or is not listed and does not, fails the test: the list is the truth.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use weighbridge::analysis::methods::calculator::{CaseOutcome, verify};

/// Cases that cannot pass, each with the reason.
const CANNOT_PASS: &[(&str, &str)] = &[(
    "rank-weights-tied-wandraszyk",
    "its source gives each criterion the weight of its rank number and does not bring the sum back \
     to 1; here equal ranks share the mean of the places that they take up, and the sum is 1",
)];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/reference")
}

/// All cases by id.
fn cases() -> BTreeMap<String, Value> {
    let mut cases = BTreeMap::new();
    for method in std::fs::read_dir(folder()).unwrap() {
        let method = method.unwrap().path();
        if !method.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(&method).unwrap() {
            let path = file.unwrap().path();
            let case: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap())
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let id = path.file_stem().unwrap().to_str().unwrap().to_owned();
            assert_eq!(case["id"], *id, "{}", path.display());
            assert_eq!(case["method"], *method.file_name().unwrap().to_str().unwrap(), "{id}");
            assert!(cases.insert(id.clone(), case).is_none(), "{id} stands twice");
        }
    }
    cases
}

#[test]
fn every_case_holds_or_is_listed_with_the_reason() {
    let cases = cases();
    assert!(cases.len() >= 110, "{}", cases.len());
    let mut wrong = Vec::new();
    for (id, _) in CANNOT_PASS {
        if !cases.contains_key(*id) {
            wrong.push(format!("{id} is listed, and there is no such case"));
        }
    }
    for (id, case) in &cases {
        let listed = CANNOT_PASS.iter().any(|(listed, _)| listed == id);
        let outcome = verify(case).unwrap_or_else(|error| panic!("{id}: {error}"));
        let holds = matches!(outcome, CaseOutcome::Holds { compared: 1.., .. });
        if listed && holds {
            wrong.push(format!("{id} passes: take it off CANNOT_PASS"));
        } else if !listed && !holds {
            wrong.push(format!("{id}: {outcome:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A case that is off by a little more than its tolerance has to fail.
#[test]
fn a_case_that_is_off_fails_where_it_is_off() {
    let cases = cases();
    let mut case = cases["weights-direct-rating-fuel"].clone();
    case["expected"]["weights"][2] = Value::from(0.2124 + 0.0002);
    let CaseOutcome::Fails { field, tolerance, .. } = verify(&case).unwrap() else {
        panic!("{:?}", verify(&case));
    };
    assert_eq!((field.as_str(), tolerance), ("expected.weights[2]", 5.1e-5));
    // Wider for this output alone, by its name or by the rule for the rest.
    case["tolerance"] = serde_json::json!({"weights": {"abs": 0.0, "rel": 0.002}, "*": 0});
    assert!(matches!(verify(&case).unwrap(), CaseOutcome::Holds { compared: 4, .. }));
    case["tolerance"] = serde_json::json!({"other": 1, "*": 0});
    assert!(matches!(verify(&case).unwrap(), CaseOutcome::Fails { .. }));
    // One too few, and something else than a number.
    case["expected"]["weights"] = serde_json::json!([0.3009, 0.2389, 0.2124]);
    assert!(matches!(verify(&case).unwrap(), CaseOutcome::Fails { .. }));
    case["expected"]["weights"] = Value::Null;
    assert!(matches!(verify(&case).unwrap(), CaseOutcome::Fails { .. }));
    // What the method does not give is neither right nor wrong.
    case["expected"] = serde_json::json!({"nonsense": 1});
    let outcome = verify(&case).unwrap();
    assert!(matches!(&outcome, CaseOutcome::NotComputed { reason } if reason.contains("nonsense")));
}
