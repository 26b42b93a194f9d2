//! Every method at once, on thousands of random workbooks: no number is ever
//! infinite or none, and nothing breaks.

use proptest::prelude::*;
use weighbridge::analysis::analyse;
use weighbridge::record::analysis_document;
use weighbridge::workbook::{Spread, Uncertainty, WeightFreedom};

use crate::random_bench::any_bench;

fn any_freedom() -> impl Strategy<Value = WeightFreedom> {
    prop_oneof![
        Just(WeightFreedom::Stated),
        (1.0..10_000.0_f64).prop_map(WeightFreedom::Around),
        Just(WeightFreedom::Ordered),
        Just(WeightFreedom::Free),
    ]
}

#[test]
fn the_check_would_see_one() {
    assert_eq!(ron::to_string(&f64::NAN).unwrap(), "NaN");
    assert_eq!(ron::to_string(&[f64::NEG_INFINITY]).unwrap(), "(-inf)");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_method_gives_a_number_that_is_none(
        (bench, weights, narrow, spread) in (
            any_bench(true), any_freedom(), any::<bool>(), 0..4_usize,
        )
    ) {
        let mut workbook = bench.build();
        workbook.uncertainty = Uncertainty { weights, draws: 1_000, seed: 3 };
        if narrow {
            // A narrow range for each: often no room, or next to none.
            let share = 1.0 / workbook.criteria.len() as f64;
            let ids = workbook.criteria.iter().map(|criterion| criterion.id.clone());
            let ranges = ids.map(|id| (id, (0.5 * share, 1.5 * share)));
            workbook.uncertainty.weights = WeightFreedom::Within(ranges.collect());
        }
        for score in std::sync::Arc::make_mut(&mut workbook.baseline) {
            score.spread = Spread::ALL[spread];
        }
        let analysis = analyse(&workbook, None);
        // RON writes what JSON would turn into null.
        let mut document = analysis_document(&workbook, &analysis);
        document.add_draws(&workbook, &analysis);
        document.add_reasons(&workbook, &analysis);
        document.add_cross_checks(&workbook, &analysis);
        let written = ron::to_string(&document).unwrap();
        let mut words = written.split(|letter: char| !letter.is_ascii_alphanumeric());
        let none = words.find(|word| ["NaN", "inf"].contains(word));
        // What stands before it says which number it is.
        let before = none.and_then(|word| written.find(word)).map(|at| {
            let from = written.floor_char_boundary(at.saturating_sub(300));
            &written[from..at]
        });
        prop_assert_eq!(none, None, "after {:?}", before);
    }
}
