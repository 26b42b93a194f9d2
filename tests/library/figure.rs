//! Charts: what they describe, and how they are painted as SVG.

use std::sync::Arc;

use weighbridge::analysis::analyse;
use weighbridge::figure::palette::{GROUP_COLOURS, OPTION_COLOURS, Rgb, Tone, option_colour, tone};
use weighbridge::figure::svg::{self, Look, WIDTH};
use weighbridge::figure::{
    Figure, Ground, Mark, Vertical, differences, option_style, ranking, ranking_top, stability,
    text_width, tradeoff,
};
use weighbridge::workbook::{Alternative, Judgement, Score, Workbook, put_score};

use super::record_sample::{criterion, option, workbook};

const LOOK: Look = Look { ground: Ground::Light, heading: true };

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
    for figure in all(&workbook()) {
        assert!(!figure.table.rows.is_empty(), "{}", figure.id);
        for row in &figure.table.rows {
            assert_eq!(row.len(), figure.table.header.len(), "{}", figure.id);
        }
        assert!(figure.alt.contains(&figure.finding), "{}", figure.alt);
    }
    assert_eq!(all(&workbook()).len(), 4);
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
        for figure in all(&workbook) {
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
