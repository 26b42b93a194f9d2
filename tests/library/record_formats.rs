//! The record as HTML, PDF, CSV and JSON.

use std::sync::Arc;

use weighbridge::analysis::analyse;
use weighbridge::record::{
    Format, Pages, Record, analysis_document, export, json, pdf, rank_document, write,
};
use weighbridge::workbook::{Alternative, Judgement, Score, Workbook, put_score};

use super::record_markdown::{HASH, options, record};
use super::record_sample::{criterion, option, workbook};

fn one(format: Format, workbook: &Workbook) -> String {
    let files = export(format, &record(workbook)).unwrap();
    assert_eq!(files.len(), 1);
    String::from_utf8(files[0].1.clone()).unwrap()
}

#[test]
fn html_is_one_file_that_fetches_and_runs_nothing() {
    let mut workbook = workbook();
    workbook.frame.context = "<script>alert(1)</script><img src=x onerror=y>".to_owned();
    Arc::make_mut(&mut workbook.alternatives)[0].name = "<b onclick='x'>Node</b>".to_owned();
    let html = one(Format::Html, &workbook);
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">"));
    assert!(html.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
    for forbidden in
        ["<script", "<img", "<link", "<iframe", "<b ", "@import", "url(", "javascript:"]
    {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(html.contains(HASH));
}

#[test]
fn html_headings_do_not_skip_and_tables_are_headed() {
    let html = one(Format::Html, &workbook());
    assert_eq!(html.matches("<h1>").count(), 1);
    let mut last = 0;
    for part in html.split("<h").skip(1) {
        let Some(level) = part.chars().next().and_then(|c| c.to_digit(10)) else { continue };
        assert!(level <= last + 1, "h{level} after h{last}");
        last = level;
    }
    assert_eq!(html.matches("<table>").count(), html.matches("<caption>").count());
    assert!(html.contains("<th scope=\"col\">") && html.contains("<th scope=\"row\">"));
    assert_eq!(html.matches("<svg ").count(), 7);
    assert_eq!(html.matches("role=\"img\"").count(), 7);
}

#[test]
fn html_has_the_headings_of_the_markdown_record() {
    let html = one(Format::Html, &workbook());
    for line in one(Format::Markdown, &workbook()).lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            assert!(html.contains(&format!("<h2>{heading}</h2>")), "{heading}");
        }
    }
}

#[test]
fn csv_guards_against_formulas_and_keeps_numbers() {
    let mut workbook = workbook();
    Arc::make_mut(&mut workbook.alternatives)[0].name = "=HYPERLINK(\"x\")".to_owned();
    Arc::make_mut(&mut workbook.alternatives)[1].name = "-Python, \"the\" snake".to_owned();
    for score in Arc::make_mut(&mut workbook.baseline) {
        score.reason = "\t@SUM(A1)".to_owned();
    }
    put_score(
        Arc::make_mut(&mut workbook.baseline),
        Score::new(criterion("cost"), option("hybrid"), Judgement::Value(-5.5)),
    );
    put_score(
        Arc::make_mut(&mut workbook.baseline),
        Score::new(criterion("skills"), option("hybrid"), Judgement::Unknown),
    );
    let text = one(Format::Csv, &workbook);
    assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|other| other == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    // Three criteria by five options.
    assert_eq!(rows.len(), 15);
    for row in &rows {
        for (column, cell) in row.iter().enumerate() {
            let number = cell.parse::<f64>().is_ok();
            assert!(
                number || !cell.starts_with(['=', '+', '-', '@', '\t']),
                "{} {cell:?}",
                &header[column]
            );
        }
    }
    let find = |on: &str, of: &str| {
        rows.iter()
            .find(|row| &row[at("criterion_id")] == on && &row[at("option_id")] == of)
            .unwrap()
    };
    assert_eq!(&find("cost", "node")[at("option")], "'=HYPERLINK(\"x\")");
    assert_eq!(&find("cost", "hybrid")[at("performance")], "-5.5");
    assert_eq!(&find("latency", "node")[at("value")], "75");
    assert_eq!(&find("latency", "node")[at("contribution")], "37.5");
    assert_eq!(&find("skills", "hybrid")[at("value")], "");
    assert_eq!(&find("skills", "hybrid")[at("state")], "unknown");
}

#[test]
fn rank_has_the_documented_shape() {
    let workbook = workbook();
    let text = json(&rank_document(&workbook, &analyse(&workbook, None))).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["profile"], "today");
    assert_eq!(value["options"][0]["id"], "node");
    assert_eq!(value["options"][0]["rank"], 1);
    assert!((value["options"][0]["total"].as_f64().unwrap() - 68.5).abs() < 1e-9);
    assert_eq!(value["options"][3]["id"], "perl");
    assert!(value["options"][3]["rank"].is_null() && value["options"][3]["total"].is_null());
    assert_eq!(value["options"][3]["gates"][0]["verdict"], "fail");
    assert_eq!(value["verdict"]["kind"], "fragile");
    assert!(value["verdict"]["reason"].is_string());
}

#[test]
fn unknown_is_null_in_the_analysis() {
    let mut workbook = workbook();
    put_score(
        Arc::make_mut(&mut workbook.baseline),
        Score::new(criterion("skills"), option("node"), Judgement::Unknown),
    );
    let document = analysis_document(&workbook, &analyse(&workbook, None));
    let value = serde_json::to_value(&document).unwrap();
    assert_eq!(value["format"], 1);
    assert!(value["options"][0]["total"].is_null());
    let cells = value["cells"].as_array().unwrap();
    let cell = cells
        .iter()
        .find(|cell| cell["criterion"] == "skills" && cell["option"] == "node")
        .unwrap();
    assert_eq!(cell["state"], "unknown");
    assert!(cell["performance"].is_null() && cell["value"].is_null());
    assert_eq!(value["verdict"]["kind"], "withheld");
}

fn contains(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

#[test]
fn pdf_is_tagged_titled_and_repeatable() {
    let record = record(&workbook());
    let first = pdf(&record).unwrap();
    assert_eq!(first.warnings, Vec::<String>::new());
    assert!(first.bytes.starts_with(b"%PDF-1.7"));
    for part in ["/StructTreeRoot", "/Lang", "pdfuaid", "/EmbeddedFiles", "/FontFile"] {
        assert!(contains(&first.bytes, part), "{part}");
    }
    assert_eq!(first.bytes, pdf(&record).unwrap().bytes);
}

#[test]
fn pdf_prints_what_its_fonts_lack_as_a_sign_and_says_so() {
    let mut workbook = workbook();
    workbook.frame.title = "名前 for the order backend".to_owned();
    let output = pdf(&record(&workbook)).unwrap();
    assert_eq!(output.warnings.len(), 1);
    assert!(output.warnings[0].contains("名"), "{}", output.warnings[0]);
}

#[test]
fn pdf_holds_many_options_long_words_and_markup() {
    let mut workbook = workbook();
    let mut alternatives = Vec::new();
    let mut baseline = Vec::new();
    for at in 0..30 {
        let id = option(&format!("o{at}"));
        let mut alternative =
            Alternative::new(id.clone(), &format!("#panic() {at} *bold* $x$ {}", "x".repeat(90)));
        alternative.description = "#read(\"/etc/passwd\")\n\n= Heading\n\n".repeat(3);
        alternatives.push(alternative);
        for on in ["latency", "skills", "cost"] {
            let mut score =
                Score::new(criterion(on), id.clone(), Judgement::Value(2.0 + at as f64));
            score.reason = "long reason ".repeat(40);
            put_score(&mut baseline, score);
        }
    }
    workbook.alternatives = Arc::new(alternatives);
    workbook.baseline = Arc::new(baseline);
    workbook.requirements = Arc::default();
    workbook.decision = Default::default();
    let analysis = analyse(&workbook, None);
    let output = pdf(&Record::build(&workbook, &analysis, options())).unwrap();
    assert!(output.bytes.starts_with(b"%PDF"));
}

#[test]
fn an_empty_workbook_is_written_without_fault() {
    let workbook = Workbook::default();
    let record = record(&workbook);
    for format in [Format::Html, Format::Pdf, Format::Csv, Format::Json, Format::Svg] {
        export(format, &record).unwrap();
    }
}

#[test]
fn the_pages_on_screen_are_those_of_the_pdf() {
    let record = record(&workbook());
    let pages = Pages::of(&record).unwrap();
    let pdf = pdf(&record).unwrap();
    let text = String::from_utf8_lossy(&pdf.bytes);
    assert_eq!(text.matches("/Type/Page/").count(), pages.len());
    // A4 is 210 by 297 millimetres.
    let (width, height) = pages.size(0).unwrap();
    assert!((width - 210.0 / 25.4 * 72.0).abs() < 0.01, "{width}");
    assert!((height - 297.0 / 25.4 * 72.0).abs() < 0.01, "{height}");
    let picture = pages.picture(0, 2.0).unwrap();
    assert_eq!((picture.width, picture.height), (1191, 1684));
    assert_eq!(picture.rgba.len(), 1191 * 1684 * 4);
    // Paper in the corner, ink somewhere.
    assert_eq!(picture.rgba[..4], [255, 255, 255, 255]);
    assert!(picture.rgba.chunks(4).any(|pixel| pixel[0] < 60 && pixel[3] == 255));
    assert!(pages.picture(pages.len(), 2.0).is_none());
}

#[test]
fn the_words_of_a_page_are_read_in_order_and_in_whole_sentences() {
    let mut workbook = workbook();
    workbook.decision.because =
        "a reason that is long enough to be broken over several lines ".repeat(5).trim().to_owned();
    let record = record(&workbook);
    let pages = Pages::of(&record).unwrap();
    let words: Vec<String> = pages.texts(0).into_iter().map(|text| text.text).collect();
    let at = |part: &str| {
        words
            .iter()
            .position(|text| text.contains(part))
            .unwrap_or_else(|| panic!("{part} in {words:#?}"))
    };
    assert!(at(&record.title) < at("a reason that is long enough"));
    assert!(
        words[at("a reason that is long enough")].contains(&workbook.decision.because),
        "{words:#?}"
    );
    // A chart is told by its description.
    assert!(words.iter().any(|text| *text == record.front.as_ref().unwrap().alt), "{words:#?}");
    assert!(words.iter().all(|text| !text.contains('\u{200B}')));
}

#[test]
fn what_a_pdf_cannot_print_is_told_by_name() {
    let mut workbook = workbook();
    assert_eq!(write(Format::Pdf, &record(&workbook)).unwrap().warnings, Vec::<String>::new());
    workbook.frame.question = "Use \u{6771}\u{4EAC} or not?".to_owned();
    let record = record(&workbook);
    let warnings = write(Format::Pdf, &record).unwrap().warnings;
    assert_eq!(warnings.len(), 1);
    assert!(
        warnings[0].contains("lack 2 of the characters used (\u{4EAC}\u{6771})"),
        "{warnings:?}"
    );
    assert_eq!(Pages::of(&record).unwrap().warnings(), warnings);
    assert_eq!(write(Format::Html, &record).unwrap().warnings, Vec::<String>::new());
}

#[test]
fn nygard_has_what_adr_tools_reads() {
    let mut workbook = workbook();
    workbook.frame.number = Some(12);
    workbook.frame.title = "Use # one [runtime]".to_owned();
    let text = one(Format::Nygard, &workbook);
    // Its list takes the title from the first line, without the first two letters.
    assert!(text.starts_with("# 12. Use \\# one runtime\n"), "{text}");
    let sections: Vec<&str> = text.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(
        sections,
        [
            "## Status",
            "## Context",
            "## Decision",
            "## Consequences",
            "## Options",
            "## More Information"
        ]
    );
    let status = text.split("## Status\n\n").nth(1).unwrap().lines().next().unwrap();
    assert!(status.starts_with(char::is_uppercase), "{status}");
    assert!(!text.contains("\n---"));
    assert!(text.ends_with('\n') && !text.contains('\t') && !text.contains(" \n"));
}
