//! The scalability law: published fits, laws that have to hold for any points,
//! and the measured runs that carry none.

use proptest::prelude::*;
use weighbridge::analysis::scalability::{
    BandSettings, Carrier, FitWarning, NoFit, Quality, Tries, Usl, bands, crossover, fit, levels,
};
use weighbridge::workbook::{AlternativeId, LoadPoint, Measurement, MeasurementId};

/// SPEC SDM91 (Gunther 2007, Guerrilla Capacity Planning).
const SDM91: [(f64, f64); 7] = [
    (1.0, 64.9),
    (18.0, 995.9),
    (36.0, 1652.4),
    (72.0, 1853.2),
    (108.0, 1828.9),
    (144.0, 1775.0),
    (216.0, 1702.2),
];

/// The ray tracer of the same book.
const RAYTRACER: [(f64, f64); 11] = [
    (1.0, 20.0),
    (4.0, 78.0),
    (8.0, 130.0),
    (12.0, 170.0),
    (16.0, 190.0),
    (20.0, 200.0),
    (24.0, 210.0),
    (28.0, 230.0),
    (32.0, 260.0),
    (48.0, 280.0),
    (64.0, 310.0),
];

/// Requests per second at 1, 2, 4 to 256 connections: wrk 4.1, server pinned to
/// one core (Node.js 20, CPython 3.11).
const LOADS: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];
const HELLO_NODE: [f64; 9] =
    [10981.68, 25418.14, 83048.58, 94902.18, 95419.0, 87323.0, 95703.0, 82883.0, 88792.0];
const HELLO_EXPRESS: [f64; 9] =
    [7101.0, 12306.0, 11753.0, 12132.0, 11666.0, 12076.0, 12579.0, 11150.0, 11121.0];
const HELLO_UVICORN: [f64; 9] =
    [10620.0, 28386.0, 31616.0, 43331.0, 43051.0, 46383.0, 44999.0, 46526.0, 38849.0];
const HELLO_DJANGO: [f64; 9] =
    [4316.0, 4594.0, 4561.0, 4811.0, 4754.0, 4628.0, 5000.0, 5015.0, 4683.0];
const WAIT_FASTAPI: [f64; 9] = [46.0, 97.0, 194.0, 385.0, 749.0, 1528.0, 2891.0, 5602.0, 7592.0];

fn measured(rates: [f64; 9]) -> Vec<(f64, f64)> {
    LOADS.into_iter().zip(rates).collect()
}

fn run(points: &[(f64, f64)]) -> Measurement {
    let id = MeasurementId::new("r").unwrap();
    let mut run = Measurement::new(id, AlternativeId::new("a").unwrap(), "run");
    run.points = points
        .iter()
        .map(|&(load, rate)| LoadPoint {
            concurrency: Some(load),
            throughput_rps: Some(rate),
            ..LoadPoint::default()
        })
        .collect();
    run
}

#[test]
fn a_peak_within_the_data_is_found() {
    let fit = fit(&SDM91).unwrap();
    let (load, rate) = fit.peak_within().unwrap();
    assert!((load - 96.51956).abs() < 0.01 && (rate - 1884.0).abs() < 0.6, "{load} {rate}");
    assert_eq!(fit.quality(), Quality::Good);
    assert!(fit.warnings.is_empty(), "{:?}", fit.warnings);
    assert!(fit.linear.r_squared < fit.amdahl.r_squared);
    assert!(fit.amdahl.r_squared < fit.r_squared);
}

#[test]
fn no_bend_within_the_data_is_told() {
    // Three parameters: coherency lies on its bound, and there is no peak.
    let fit = fit(&RAYTRACER).unwrap();
    assert_eq!(fit.usl.kappa, 0.0);
    assert_eq!(fit.standard_errors.kappa, None);
    assert!(fit.standard_errors.sigma.unwrap() > 0.0);
    let bend = FitWarning::NoBend { highest: 64.0, peak: None };
    assert!(fit.warnings.contains(&bend), "{:?}", fit.warnings);
    assert!(fit.warnings.iter().any(|it| matches!(it, FitWarning::OnBound { .. })));
    // With it on its bound, it is Amdahl's law.
    assert!((fit.usl.sigma - fit.amdahl.law.sigma).abs() < 1e-7);
}

#[test]
fn what_is_flat_is_refused_and_not_fitted() {
    for rates in [HELLO_NODE, HELLO_EXPRESS, HELLO_UVICORN, HELLO_DJANGO] {
        let refused = fit(&measured(rates));
        assert!(matches!(refused, Err(NoFit::Flat { .. })), "{rates:?}: {refused:?}");
    }
    let rising = fit(&measured(WAIT_FASTAPI)).unwrap();
    assert_eq!(rising.quality(), Quality::Good);
    // By an independent least squares: σ = 0, κ = 1.02e-5, peak beyond at 313.
    assert!((rising.usl.kappa - 1.02e-5).abs() < 5e-8, "{:?}", rising.usl);
    assert!(rising.warnings.iter().any(|it| matches!(it, FitWarning::NoBend { .. })));
}

#[test]
fn too_little_is_refused_by_name() {
    assert_eq!(fit(&[]), Err(NoFit::NoThroughput));
    assert_eq!(fit(&[(1.0, 0.0), (2.0, 0.0), (4.0, 0.0), (8.0, 0.0)]), Err(NoFit::NoThroughput));
    let three = [(1.0, 10.0), (2.0, 19.0), (2.0, 18.0), (4.0, 30.0)];
    assert_eq!(fit(&three), Err(NoFit::TooFewLevels { levels: 3 }));
    let five = fit(&RAYTRACER[..5]).unwrap();
    assert!(five.warnings.contains(&FitWarning::FewLevels { levels: 5 }));
    let late = fit(&RAYTRACER[2..]).unwrap();
    assert!(late.warnings.contains(&FitWarning::StartsHigh { lowest: 8.0 }));
    let mut with_rest = SDM91.to_vec();
    with_rest.extend([(0.0, 5.0), (f64::NAN, 1.0)]);
    let rest = fit(&with_rest).unwrap();
    assert!(rest.warnings.contains(&FitWarning::LeftOut { count: 2 }));
    assert_eq!(rest.usl, fit(&SDM91).unwrap().usl);
}

#[test]
fn tries_at_one_level_stand_together() {
    let run = run(&[(8.0, 50.0), (1.0, 10.0), (8.0, 70.0), (8.0, 58.0), (1.0, 12.0)]);
    let levels = levels(&run);
    assert_eq!(levels.iter().map(|level| level.load).collect::<Vec<_>>(), [1.0, 8.0]);
    let tries = |at: usize| levels[at].throughput.unwrap();
    assert_eq!(tries(0), Tries { median: 11.0, low: 10.0, high: 12.0, count: 2 });
    assert_eq!(tries(1), Tries { median: 58.0, low: 50.0, high: 70.0, count: 3 });
    assert_eq!(levels[1].mean_ms, None);
}

/// The residuals of published data hold the published parameters: bands of 90 %
/// of Student's distribution around them (R usl 3.0.3: standard errors 0.00912,
/// 1.99e-5, 14.2 with 4 degrees of freedom) overlap with the bootstrap's.
#[test]
fn bands_are_repeatable_and_as_wide_as_the_errors_say() {
    let fit = fit(&SDM91).unwrap();
    let settings = BandSettings::default();
    let drawn = bands(&fit, &settings);
    assert_eq!(drawn, bands(&fit, &settings));
    assert_ne!(drawn, bands(&fit, &BandSettings { seed: 2, ..settings }));
    let (low, high) = drawn.kappa();
    let half = 2.132 * 1.99e-5;
    assert!(low < fit.usl.kappa && fit.usl.kappa < high);
    assert!((0.4..1.6).contains(&((high - low) / (2.0 * half))), "{low} {high}");
    let (low, high) = drawn.peak_load().unwrap();
    assert!(low < 96.5 && 96.5 < high.unwrap(), "{low} {high:?}");
    let (low, high) = drawn.throughput(96.5);
    assert!(low < 1884.0 && 1884.0 < high && high - low < 400.0, "{low} {high}");
}

fn curve(law: Usl, loads: &[f64]) -> Vec<(f64, f64)> {
    loads.iter().map(|&load| (load, law.throughput(load))).collect()
}

#[test]
fn the_lead_changes_where_two_curves_cross() {
    // With N: 100 / (1 + 0.05 (N-1)) = 80 / (1 + 0.02 (N-1)) gives
    // N - 1 = 20 / (4 - 2) = 10.
    let first = curve(Usl { sigma: 0.05, kappa: 0.0, lambda: 100.0 }, &LOADS);
    let second = curve(Usl { sigma: 0.02, kappa: 0.0, lambda: 80.0 }, &LOADS);
    let fits = [fit(&first).unwrap(), fit(&second).unwrap()];
    let all = [levels(&run(&first)), levels(&run(&second))];
    let carriers: Vec<Carrier<'_>> = all
        .iter()
        .zip(&fits)
        .map(|(levels, fit)| Carrier { levels, fit: Some(fit), bands: None })
        .collect();
    let found = crossover(&carriers);
    let who: Vec<Option<usize>> = found.regions.iter().map(|region| region.carrier).collect();
    assert_eq!(who, [Some(0), Some(1)]);
    let change: Vec<f64> = found.changes().collect();
    assert!((change[0] - 11.0).abs() < 1e-6, "{change:?}");
    assert_eq!((found.regions[0].from, found.regions[1].to), (1.0, 256.0));
    assert!(found.regions.iter().all(|region| region.is_sure()));
    // One alone leads nowhere; two that are alike lead nowhere either.
    assert!(crossover(&carriers[..1]).regions.is_empty());
    let alike = crossover(&[carriers[0], carriers[0]]);
    assert_eq!(alike.regions.len(), 1);
    assert_eq!(alike.regions[0].carrier, None);
}

#[test]
fn points_stand_for_an_option_without_a_fit() {
    // On straight lines between the points: 10 + 10 t = 16 + 2 t at t = 3/4.
    let twice = |points: [(f64, f64); 2]| run(&[points[0], points[0], points[1], points[1]]);
    let first = twice([(1.0, 10.0), (2.0, 20.0)]);
    let second = twice([(1.0, 16.0), (2.0, 18.0)]);
    let all = [levels(&first), levels(&second)];
    let carriers: Vec<Carrier<'_>> =
        all.iter().map(|levels| Carrier { levels, fit: None, bands: None }).collect();
    let found = crossover(&carriers);
    let change: Vec<f64> = found.changes().collect();
    assert!((change[0] - 1.75).abs() < 1e-6, "{found:?}");
    assert_eq!(found.regions[0].carrier, Some(1));
    // One try each, less than a tenth apart either way: nobody leads at 2.
    let single = [run(&[(1.0, 16.0), (2.0, 20.0)]), run(&[(1.0, 16.0), (2.0, 18.0)])];
    let all = single.map(|run| levels(&run));
    let carriers: Vec<Carrier<'_>> =
        all.iter().map(|levels| Carrier { levels, fit: None, bands: None }).collect();
    let found = crossover(&carriers);
    assert_eq!(found.regions.len(), 1, "{found:?}");
    assert_eq!((found.regions[0].carrier, found.regions[0].alike.as_slice()), (None, &[0, 1][..]));
}

fn any_law() -> impl Strategy<Value = Usl> {
    (0.0..0.3_f64, prop_oneof![Just(0.0), 1e-6..2e-3_f64], 0.01..1e6_f64)
        .prop_map(|(sigma, kappa, lambda)| Usl { sigma, kappa, lambda })
}

fn any_figure() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(0.0),
        Just(1.0),
        Just(f64::NAN),
        Just(f64::INFINITY),
        Just(1e300),
        Just(5e-324),
        Just(-3.0),
        1.0..300.0_f64,
        1e-30..1e30_f64,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_noiseless_curve_is_recovered(law in any_law()) {
        let found = fit(&curve(law, &LOADS)).unwrap();
        prop_assert!((found.usl.sigma - law.sigma).abs() < 1e-6, "{law:?} {:?}", found.usl);
        prop_assert!((found.usl.kappa - law.kappa).abs() < 1e-8, "{law:?} {:?}", found.usl);
        prop_assert!((found.usl.lambda / law.lambda - 1.0).abs() < 1e-6);
        prop_assert!(found.r_squared > 1.0 - 1e-9);
    }

    #[test]
    fn the_order_of_rows_does_not_matter(
        (law, noise, turn) in (any_law(), prop::collection::vec(0.9..1.1_f64, 9), 1..9_usize)
    ) {
        let mut points = curve(law, &LOADS);
        for (point, noise) in points.iter_mut().zip(noise) {
            point.1 *= noise;
        }
        let straight = fit(&points);
        points.rotate_left(turn);
        prop_assert_eq!(straight, fit(&points));
    }

    #[test]
    fn another_unit_scales_the_throughput_of_one_alone(
        (law, noise, unit) in (
            any_law(), prop::collection::vec(0.97..1.03_f64, 9), 1e-9..1e9_f64,
        )
    ) {
        let mut points = curve(law, &LOADS);
        for (point, noise) in points.iter_mut().zip(noise) {
            point.1 *= noise;
        }
        let one = fit(&points).unwrap();
        let scaled: Vec<(f64, f64)> = points.iter().map(|&(n, x)| (n, x * unit)).collect();
        let other = fit(&scaled).unwrap();
        prop_assert!((one.usl.sigma - other.usl.sigma).abs() < 1e-6);
        prop_assert!((one.usl.kappa - other.usl.kappa).abs() < 1e-8);
        prop_assert!((one.usl.lambda * unit / other.usl.lambda - 1.0).abs() < 1e-6);
        prop_assert!((one.r_squared - other.r_squared).abs() < 1e-9);
    }

    #[test]
    fn odd_points_give_a_refusal_or_finite_numbers(
        points in prop::collection::vec((any_figure(), any_figure()), 0..14)
    ) {
        if let Ok(found) = fit(&points) {
            let drawn = bands(&found, &BandSettings { draws: 20, ..BandSettings::default() });
            let law = found.usl;
            let mut figures = vec![
                law.sigma, law.kappa, law.lambda, found.r_squared, found.residual_error,
                found.amdahl.r_squared, found.linear.r_squared, law.peak_load().unwrap_or(0.0),
                law.limit().unwrap_or(0.0), drawn.throughput(10.0).0, drawn.throughput(10.0).1,
            ];
            figures.extend(&found.fitted);
            figures.extend(&found.residuals);
            figures.extend(found.p_values().into_iter().flatten());
            prop_assert!(figures.iter().all(|it| it.is_finite()), "{points:?} {found:?}");
            prop_assert!(law.is_sound());
        }
        let all = levels(&run(&points));
        let carrier = Carrier { levels: &all, fit: None, bands: None };
        let found = crossover(&[carrier, carrier]);
        prop_assert!(found.regions.iter().all(|it| it.from.is_finite() && it.to.is_finite()));
    }
}

/// Two servers that carry the same up to 16 concurrent, of which one breaks off
/// at 32: the law fitted to that one lies above its points at low load, and must
/// not win it a lead there that nobody measured.
#[test]
fn a_law_that_fits_less_than_well_wins_no_lead() {
    let even =
        [(1.0, 47.0), (2.0, 96.0), (4.0, 193.0), (8.0, 384.0), (16.0, 773.0), (32.0, 1530.0)];
    let steady: Vec<(f64, f64)> =
        even.into_iter().chain([(64.0, 3060.0), (128.0, 6100.0), (256.0, 12_000.0)]).collect();
    let mut breaks = steady.clone();
    for (at, rate) in [(5, 1351.0), (6, 1290.0), (7, 1304.0), (8, 1545.0)] {
        breaks[at].1 = rate;
    }
    let all = [levels(&run(&steady)), levels(&run(&breaks))];
    let fits = [fit(&steady).unwrap(), fit(&breaks).unwrap()];
    assert!(fits[1].usl.throughput(4.0) > 1.05 * 193.0, "the law lies above what was measured");
    let carriers: Vec<Carrier<'_>> = all
        .iter()
        .zip(&fits)
        .map(|(levels, fit)| Carrier { levels, fit: Some(fit), bands: None })
        .collect();
    let found = crossover(&carriers);
    assert!(found.regions.iter().all(|region| region.carrier != Some(1)), "{found:?}");
    assert_eq!(found.regions.last().unwrap().carrier, Some(0), "{found:?}");
}
