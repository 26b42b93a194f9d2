//! Charts: what they describe, and how they are painted as SVG.

use std::sync::Arc;

use weighbridge::analysis::scalability::{BandSettings, study};
use weighbridge::analysis::{ProfileResult, analyse, pair};
use weighbridge::figure::palette::{
    GROUP_COLOURS, OPTION_COLOURS, Rgb, Tone, group_colour, heat, ink_on, option_colour, tone,
};
use weighbridge::figure::svg::{self, Look, WIDTH};
use weighbridge::figure::{
    DataTable, Figure, Ground, Mark, Stack, Step, Vertical, differences, latency, option_style,
    pairs, profiles, ranking, ranking_by, ranking_top, stability, step, text_width, throughput,
    tradeoff,
};
use weighbridge::workbook::{
    Alternative, Judgement, LoadPoint, Measurement, MeasurementId, Profile, ProfileId, Score,
    Workbook, put_score,
};

use super::record_sample::{criterion, option, workbook};

const LOOK: Look = Look { ground: Ground::Light, heading: true, narrow: false };

fn crowded(options: usize) -> Workbook {
    let mut workbook = workbook();
    let mut alternatives = Vec::new();
    let mut baseline = Vec::new();
    for at in 0..options {
        let id = option(&format!("o{at}"));
        alternatives.push(Alternative::new(
            id.clone(),
            &format!("Option {at} with a rather long name that no column can hold in one line"),
        ));
        for (on, value) in [("latency", 200.0 + at as f64), ("skills", 3.0), ("cost", at as f64)] {
            put_score(
                &mut baseline,
                Score::new(criterion(on), id.clone(), Judgement::Value(value)),
            );
        }
    }
    workbook.alternatives = Arc::new(alternatives);
    workbook.baseline = Arc::new(baseline);
    workbook.requirements = Arc::default();
    workbook.decision.chosen = None;
    workbook
}

fn all(workbook: &Workbook) -> Vec<Figure> {
    let analysis = analyse(workbook, None);
    let mut figures = vec![ranking(workbook, &analysis)];
    figures.extend(differences(workbook, &analysis, 0, 1));
    figures.extend(tradeoff(workbook, &analysis, &criterion("perf"), &criterion("team")));
    figures.extend(stability(workbook, &analysis));
    figures
}

/// The charts that only the window shows.
fn windowed(workbook: &Workbook) -> Vec<Figure> {
    let mut workbook = workbook.clone();
    let mut other = Profile::new(ProfileId::new("skills-first").unwrap(), "Skills first");
    other.weights = [("latency", 10.0), ("skills", 80.0), ("cost", 10.0)]
        .map(|(id, weight)| (criterion(id), weight))
        .into();
    Arc::make_mut(&mut workbook.profiles).push(other);
    let measured: Vec<Measurement> = workbook
        .alternatives
        .iter()
        .take(8)
        .enumerate()
        .map(|(at, option)| run(&format!("m{at}"), option.id.as_str(), 1000.0 + 100.0 * at as f64))
        .collect();
    workbook.measurements = Arc::new(measured);
    let analysis = analyse(&workbook, None);
    let study = study(&workbook, "", &BandSettings::default());
    let results: Vec<ProfileResult> = workbook
        .profiles
        .iter()
        .map(|profile| ProfileResult::compute(&workbook, &profile.id))
        .collect();
    [
        Some(ranking_by(&workbook, &analysis, Stack::Criteria)),
        pairs(&workbook, &analysis),
        profiles(&workbook, &analysis, &results),
        throughput(&workbook, &study, false),
        latency(&workbook, &study, false),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn run(id: &str, of: &str, peak: f64) -> Measurement {
    let point = |concurrency: f64, rps: f64, p99: f64| LoadPoint {
        concurrency: Some(concurrency),
        throughput_rps: Some(rps),
        percentiles_ms: vec![(50.0, p99 / 2.0), (99.0, p99), (99.9, 2.0 * p99)],
        ..LoadPoint::default()
    };
    Measurement {
        points: vec![
            point(1.0, 100.0, 5.0),
            point(32.0, peak, 50.0),
            point(64.0, peak / 2.0, 90.0),
        ],
        ..Measurement::new(MeasurementId::new(id).unwrap(), option(of), "run")
    }
}

/// The texts of an SVG with place and anchor: x, y, size, anchor, words.
fn texts(svg: &str) -> Vec<(f64, f64, f64, String, String)> {
    svg.split("<text ")
        .skip(1)
        .map(|part| {
            let (head, rest) = part.split_once('>').unwrap();
            let words = rest.split_once("</text>").unwrap().0.to_owned();
            let field = |name: &str| {
                head.split_once(&format!("{name}=\""))
                    .map(|(_, rest)| rest.split_once('"').unwrap().0.to_owned())
            };
            let number = |name: &str| field(name).unwrap().parse::<f64>().unwrap();
            (
                number("x"),
                number("y"),
                number("font-size"),
                field("text-anchor").unwrap_or_default(),
                words.replace("&amp;", "&").replace("&lt;", "<"),
            )
        })
        .collect()
}

#[test]
fn the_ranking_stacks_what_each_group_adds() {
    let workbook = workbook();
    let analysis = analyse(&workbook, None);
    let figure = ranking(&workbook, &analysis);
    let Vertical::Rows(rows) = &figure.y else { panic!("rows") };
    let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Node.js", "Python", "Hybrid", "Perl", "COBOL"]);
    // Node.js: 0.5·75, 0.3·50, 0.2·80 on top of each other.
    let bars: Vec<(f64, f64)> = figure
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Bar { row: 0, from, to, .. } => Some((*from, *to)),
            _ => None,
        })
        .collect();
    let expected = [(0.0, 37.5), (37.5, 52.5), (52.5, 68.5)];
    assert_eq!(bars.len(), 3);
    for (bar, expected) in bars.iter().zip(expected) {
        assert!((bar.0 - expected.0).abs() < 1e-9 && (bar.1 - expected.1).abs() < 1e-9, "{bar:?}");
    }
    assert_eq!(figure.finding, "Node.js leads Python by 1.5 points, 68.5 to 67.0.");
    assert_eq!(figure.table.rows[0][..3], ["1", "Node.js", "68.5"]);
    assert!(rows[3].note.contains("Receives security fixes"), "{}", rows[3].note);
    assert_eq!(rows[4].note, "taken out beforehand");
}

#[test]
fn differences_add_up_to_the_lead() {
    let workbook = workbook();
    let analysis = analyse(&workbook, None);
    let figure = differences(&workbook, &analysis, 0, 1).unwrap();
    // Skills 0.3·(50−100) = −15; latency 0.5·(75−50) = +12.5; cost 0.2·20 = +4.
    let rows: Vec<(&str, &str)> =
        figure.table.rows.iter().map(|row| (row[0].as_str(), row[4].as_str())).collect();
    assert_eq!(
        rows,
        [("Team skills", "\u{2212}15.0"), ("p95 latency", "+12.5"), ("Monthly cost", "+4.0")]
    );
    assert!(differences(&workbook, &analysis, 0, 0).is_none());
    assert!(differences(&workbook, &analysis, 0, 99).is_none());
}

#[test]
fn every_figure_has_a_table_of_even_rows_and_words_for_those_who_cannot_see_it() {
    for figure in all(&workbook()).into_iter().chain(windowed(&workbook())) {
        assert!(!figure.table.rows.is_empty(), "{}", figure.id);
        for row in &figure.table.rows {
            assert_eq!(row.len(), figure.table.header.len(), "{}", figure.id);
        }
        assert!(figure.alt.contains(&figure.finding), "{}", figure.alt);
    }
    assert_eq!(all(&workbook()).len(), 4);
    assert_eq!(windowed(&workbook()).len(), 5);
}

#[test]
fn a_shortened_ranking_keeps_the_best() {
    let workbook = crowded(60);
    let figure = ranking_top(&workbook, &analyse(&workbook, None), 5);
    let Vertical::Rows(rows) = &figure.y else { panic!("rows") };
    assert_eq!(rows.len(), 5);
    assert_eq!(rows[0].lead, "1");
}

#[test]
fn no_words_leave_the_picture_or_meet_other_words() {
    for workbook in [workbook(), crowded(8), crowded(60)] {
        for figure in all(&workbook).into_iter().chain(windowed(&workbook)) {
            let svg = svg::paint(&figure, LOOK);
            let mut boxes: Vec<(f64, f64, f64, f64, String)> = Vec::new();
            for (x, y, size, anchor, words) in texts(&svg) {
                let width = text_width(&words, size) / 1.06;
                let left = match anchor.as_str() {
                    "middle" => x - width / 2.0,
                    "end" => x - width,
                    _ => x,
                };
                assert!(left >= -0.5 && left + width <= WIDTH + 0.5, "{}: {words:?}", figure.id);
                let area = (left, y - size * 0.7, left + width, y, words);
                for other in &boxes {
                    let apart = area.2 <= other.0
                        || other.2 <= area.0
                        || area.3 <= other.1
                        || other.3 <= area.1;
                    assert!(apart, "{}: {:?} meets {:?}", figure.id, area.4, other.4);
                }
                boxes.push(area);
            }
        }
    }
}

#[test]
fn painting_is_self_contained_safe_and_repeatable() {
    let mut workbook = workbook();
    let alternatives = Arc::make_mut(&mut workbook.alternatives);
    alternatives[0].name = "<script>alert(1)</script> & \"co\"\u{1}".to_owned();
    for figure in all(&workbook) {
        let svg = svg::paint(&figure, LOOK);
        assert_eq!(svg, svg::paint(&figure, LOOK));
        assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>\n"));
        assert!(svg.contains("role=\"img\"") && svg.contains("<title>") && svg.contains("<desc>"));
        for forbidden in ["<script", "href", "url(", "<style", "\u{1}"] {
            assert!(!svg.contains(forbidden), "{forbidden}");
        }
    }
}

#[test]
fn sixty_options_grow_the_picture_instead_of_shrinking_it() {
    let height = |workbook: &Workbook| {
        let svg = svg::paint(&ranking(workbook, &analyse(workbook, None)), LOOK);
        let (_, rest) = svg.split_once("height=\"").unwrap();
        rest.split_once('"').unwrap().0.parse::<f64>().unwrap()
    };
    assert!(height(&crowded(60)) > height(&crowded(8)) + 600.0);
}

/// WCAG 2.2: 3 to 1 for graphics, 4.5 to 1 for text.
#[test]
fn colours_stand_out_from_their_ground() {
    for ground in [Ground::Light, Ground::Dark] {
        let paper = tone(Tone::Ground, ground);
        for position in 0..OPTION_COLOURS.len() {
            let colour = option_colour(option_style(position), ground);
            assert!(colour.contrast(paper) >= 3.0, "{ground:?} {position}: {}", colour.hex());
        }
        for text in [Tone::Ink, Tone::Muted] {
            assert!(tone(text, ground).contrast(paper) >= 4.5);
        }
        for pair in GROUP_COLOURS.windows(2) {
            let side = |(light, dark): (Rgb, Rgb)| match ground {
                Ground::Light => light,
                Ground::Dark => dark,
            };
            assert!(side(pair[0]).contrast(side(pair[1])) >= 1.25, "{pair:?}");
        }
    }
    assert!((Rgb(0, 0, 0).contrast(Rgb(255, 255, 255)) - 21.0).abs() < 1e-9);
}

#[test]
fn no_two_of_fifty_six_options_look_alike() {
    let looks: Vec<_> =
        (0..56).map(|at| (option_style(at).colour, option_style(at).marker)).collect();
    for (at, look) in looks.iter().enumerate() {
        assert!(!looks[..at].contains(look), "{at}");
    }
}

#[test]
fn a_workbook_without_weights_still_gives_a_figure() {
    let mut workbook = workbook();
    workbook.profiles = Arc::default();
    let analysis = analyse(&workbook, None);
    let figure = ranking(&workbook, &analysis);
    assert_eq!(figure.finding, "The criteria have no weights yet, so nothing is ranked.");
    assert!(svg::paint(&figure, LOOK).contains("Node.js"));
}

/// What is read of a mark must be the mark's own number.
#[test]
fn readings_say_what_is_drawn_and_their_arithmetic_holds() {
    let workbook = workbook();
    let analysis = analyse(&workbook, None);
    let figure = ranking(&workbook, &analysis);
    // Node.js: performance 50 % × 75 = 37.5, team 30 % × 50 = 15, cost 20 % × 80 = 16.
    let read: Vec<(&str, &str)> = figure
        .readings
        .iter()
        .filter(|reading| reading.row == 0)
        .map(|reading| (reading.title.as_str(), reading.sum.as_str()))
        .collect();
    assert_eq!(
        read,
        [
            ("Performance for Node.js", "50.0 % × 75.0 = 37.5 points"),
            ("Team for Node.js", "30.0 % × 50.0 = 15.0 points"),
            ("Monthly cost for Node.js", "20.0 % × 80.0 = 16.0 points"),
            ("Node.js in total", "37.5 + 15.0 + 16.0 = 68.5 points"),
        ]
    );
    for figure in all(&workbook).into_iter().chain(windowed(&workbook)) {
        assert!(!figure.readings.is_empty(), "{}", figure.id);
        for reading in &figure.readings {
            assert!(figure.marks.get(reading.mark).is_some(), "{}: {reading:?}", figure.id);
            assert!(!reading.title.is_empty() && !reading.sentence().contains("NaN"));
        }
    }
    let compared = differences(&workbook, &analysis, 0, 1).unwrap();
    assert_eq!(compared.readings[0].sum, "30.0 % × (50.0 − 100.0) = \u{2212}15.0");
}

#[test]
fn unknown_scores_are_told_as_such_and_not_as_nothing() {
    let mut workbook = workbook();
    let baseline = Arc::make_mut(&mut workbook.baseline);
    put_score(baseline, Score::new(criterion("skills"), option("node"), Judgement::Unknown));
    let figure = ranking(&workbook, &analyse(&workbook, None));
    let team = figure.readings.iter().find(|it| it.title == "Node.js in total").unwrap();
    assert!(team.sum.ends_with("from what is known"), "{}", team.sum);
    let whisker = figure.marks.iter().any(|mark| matches!(mark, Mark::Range { row: 0, .. }));
    assert!(whisker || figure.marks.iter().any(|mark| matches!(mark, Mark::Range { .. })));
}

#[test]
fn the_arrow_keys_reach_every_mark() {
    for figure in all(&workbook()).into_iter().chain(windowed(&workbook())) {
        let mut seen = vec![false; figure.readings.len()];
        let mut to_see: Vec<usize> = step(&figure, None, Step::Right).into_iter().collect();
        assert_eq!(to_see, [0], "{}", figure.id);
        while let Some(at) = to_see.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            for way in [Step::Left, Step::Right, Step::Up, Step::Down] {
                to_see.extend(step(&figure, Some(at), way));
            }
        }
        assert!(seen.iter().all(|seen| *seen), "{}", figure.id);
        let last = figure.readings.len() - 1;
        assert_eq!(step(&figure, Some(0), Step::Last), Some(last));
        assert_eq!(step(&figure, Some(last), Step::First), Some(0));
        assert_eq!(step(&figure, Some(usize::MAX), Step::Left).map(|at| at <= last), Some(true));
    }
}

#[test]
fn a_table_goes_into_a_spreadsheet_as_numbers_and_never_as_a_formula() {
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let table = DataTable {
        header: row(&["Option", "Points"]),
        rows: vec![
            row(&["=HYPERLINK(\"x\")", "+12.5"]),
            row(&["a\tb\nc", "\u{2212}15.0"]),
            row(&["-not a number", "12,345.5"]),
            row(&["@x", "27.0 %"]),
        ],
    };
    assert_eq!(
        table.tab_separated(),
        "Option\tPoints\n'=HYPERLINK(\"x\")\t12.5\na b c\t-15.0\n'-not a number\t12345.5\n'@x\t27.0%\n"
    );
}

#[test]
fn pairs_count_criteria_and_weight_on_each_side() {
    let workbook = workbook();
    let analysis = analyse(&workbook, None);
    // Node.js against Python: better on latency (50 %) and cost (20 %), worse
    // on skills (30 %); against the hybrid level on skills.
    let against = pair(&analysis, 0, 1);
    assert_eq!((against.better, against.level, against.worse, against.unknown), (2, 0, 1, 0));
    assert!((against.better_weight - 0.7).abs() < 1e-9);
    let against = pair(&analysis, 0, 2);
    assert_eq!((against.better, against.level, against.worse), (2, 1, 0));
    assert!(against.never_worse());
    let figure = pairs(&workbook, &analysis).unwrap();
    assert_eq!(
        figure.finding,
        "Node.js is at least as good as Hybrid on every criterion that counts, whatever the weights."
    );
    assert_eq!(figure.table.rows[0], ["Node.js", "Python", "70.0 %", "2", "0", "1", "0"]);
}

#[test]
fn profiles_say_who_leads_where() {
    let figure = windowed(&workbook()).into_iter().find(|it| it.id == "profiles").unwrap();
    // With skills at 80 %: Python 0.1·50 + 0.8·100 + 0.1·60 = 91, Node.js
    // 0.1·75 + 0.8·50 + 0.1·80 = 55.5.
    assert_eq!(
        figure.finding,
        "It depends on the profile: Node.js leads under 1 of 2, Python under 1."
    );
    assert_eq!(figure.table.rows[1][..3], ["Skills first", "Python", "35.5"]);
    let total = figure.readings.iter().find(|it| it.title == "Python under Skills first").unwrap();
    assert!(total.facts.contains(&("Total".to_owned(), "91.0".to_owned())), "{total:?}");
}

#[test]
fn load_runs_find_the_peak_and_the_slowest() {
    let figures = windowed(&workbook());
    let find = |id: &str| figures.iter().find(|figure| figure.id == id).unwrap();
    // Five options that carry 100 at 1 and 1000, 1100, 1200, 1300 and 1400 at 32, in
    // one try each, so that they are alike as long as a tenth either way makes them
    // meet. With t the way from 1 to 32, 1.1 (100 + 900 t) reaches 0.9 (100 + 1300 t)
    // up to t = 0.111, a load of 4.4; 1.1 (100 + 1000 t) up to 9.9, which is too
    // short a stretch to be told; 1.1 (100 + 1100 t) all the way.
    assert_eq!(
        find("throughput").finding,
        "All options carry about the same up to 4 concurrent requests, Hybrid, Perl and COBOL alike beyond."
    );
    assert_eq!(find("latency").title, "Latency (p99) over concurrency", "not p99.9");
    assert_eq!(find("throughput").table.rows.len(), 15);
}

#[test]
fn letters_and_numbers_stand_out_from_what_they_are_printed_on() {
    for ground in [Ground::Light, Ground::Dark] {
        for position in 0..GROUP_COLOURS.len() {
            let fill = group_colour(position, ground);
            assert!(ink_on(fill).contrast(fill) >= 4.5, "{}", fill.hex());
        }
        for strength in [-1.0, 0.0, 0.3, 0.7, 1.0, f64::NAN] {
            let contrast = tone(Tone::Ink, ground).contrast(heat(strength, ground));
            assert!(contrast >= 4.5, "{ground:?} {strength}: {contrast}");
        }
    }
}
