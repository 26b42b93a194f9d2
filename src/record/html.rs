//! The record as one HTML file: no script, nothing fetched, styles inline, a
//! strict content security policy. Same headings as the Markdown record, tables
//! with captions and scopes, charts as inline SVG with their numbers below.

use std::fmt::Write as _;

use super::build::TONES;
use super::load;
use super::text::clean;
use super::{OptionSection, Record};
use crate::figure::{DataTable, Figure, Ground, svg};
use crate::workbook::Tone;

static STYLE: &str = include_str!("../../assets/record/record.css");

/// Cells printed in the full matrix; more are left to the workbook.
const MOST_CELLS: usize = 12_000;

/// The record.
pub(super) fn write(record: &Record) -> String {
    let mut page = Page::default();
    page.head(record);
    page.summary(record);
    page.context(record);
    page.outcome(record);
    page.options(record);
    page.evidence(record);
    page.sensitivity(record);
    page.review(record);
    page.method(record);
    page.foot(record);
    page.out
}

/// Text for HTML: markup characters as entities.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[derive(Default)]
struct Page {
    out: String,
}

impl Page {
    fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn element(&mut self, name: &str, words: &str) {
        if !words.trim().is_empty() {
            let _ = writeln!(self.out, "<{name}>{}</{name}>", escape(words));
        }
    }

    fn paragraphs(&mut self, text: &str) {
        for part in clean(text).split("\n\n") {
            self.element("p", part.trim());
        }
    }

    fn list(&mut self, items: &[String]) {
        if items.is_empty() {
            return;
        }
        self.raw("<ul>\n");
        for item in items {
            self.element("li", item);
        }
        self.raw("</ul>\n");
    }

    /// A heading with a list, where there is something to list.
    fn listed(&mut self, level: &str, heading: &str, items: &[String]) {
        if !items.is_empty() {
            self.element(level, heading);
            self.list(items);
        }
    }

    fn toned(&mut self, items: &[(Tone, String)]) {
        let lines: Vec<String> = TONES
            .iter()
            .flat_map(|tone| items.iter().filter(move |(other, _)| other == tone))
            .map(|(tone, text)| format!("{}, because {text}", tone.name()))
            .collect();
        self.list(&lines);
    }

    /// A table; the first cell of each row heads it.
    fn table(&mut self, caption: &str, header: &[&str], rows: &[Vec<String>]) {
        if rows.is_empty() {
            return;
        }
        let _ = write!(
            self.out,
            "<div class=\"wide\"><table>\n<caption>{}</caption>\n<thead><tr>",
            escape(caption)
        );
        for words in header {
            let _ = write!(self.out, "<th scope=\"col\">{}</th>", escape(words));
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.raw("<tr>");
            for (at, words) in row.iter().enumerate() {
                let words = if words.is_empty() { "–".to_owned() } else { escape(words) };
                let _ = if at == 0 {
                    write!(self.out, "<th scope=\"row\">{words}</th>")
                } else {
                    write!(self.out, "<td>{words}</td>")
                };
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody></table></div>\n");
    }

    fn figure(&mut self, figure: &Figure) {
        let look = svg::Look { ground: Ground::Light, heading: false, narrow: false };
        let picture = svg::paint(figure, look);
        let _ = writeln!(
            self.out,
            "<figure>\n{}<figcaption>{}. {}</figcaption>\n</figure>",
            picture,
            escape(&figure.title),
            escape(&figure.finding)
        );
        let DataTable { header, rows } = &figure.table;
        let header: Vec<&str> = header.iter().map(String::as_str).collect();
        self.raw("<details><summary>The numbers of this figure</summary>\n");
        self.table(&figure.title, &header, rows);
        self.raw("</details>\n");
    }

    fn figure_named(&mut self, record: &Record, id: &str) {
        if let Some(figure) = record.figures.iter().find(|figure| figure.id == id) {
            self.figure(figure);
        }
    }

    fn head(&mut self, record: &Record) {
        let _ = write!(
            self.out,
            "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             style-src 'unsafe-inline'; img-src data:\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"generator\" content=\"{}\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n\
             </head>\n<body>\n<main>\n",
            escape(format!("Weighbridge {}", record.provenance.app_version).trim_end()),
            escape(&record.title)
        );
    }

    fn summary(&mut self, record: &Record) {
        let date = record.date.map(|date| date.to_string()).unwrap_or_default();
        let head: Vec<String> = [
            record.organisation.clone(),
            record.identifier().map_or_else(String::new, |id| format!("Decision record {id}")),
            date,
        ]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
        let _ = writeln!(
            self.out,
            "<header>\n<p class=\"quiet\">{} <strong class=\"stamp\">{}</strong></p>",
            escape(&head.join(" · ")),
            escape(&capital(&record.status_text))
        );
        self.element("h1", &record.title);
        self.element("p", &record.question);
        let _ = writeln!(self.out, "<p class=\"quiet\">{}</p>\n</header>", escape(&record.ask));
        let verdict = &record.verdict;
        let chosen = record.chosen().map_or("–", |option| &option.title);
        self.raw("<dl class=\"strip\">\n");
        for (label, words) in [
            (if record.outcome.is_chosen { "Chosen" } else { "Proposed by the ranking" }, chosen),
            ("Runner-up", &verdict.runner_up),
            ("Margin in points", &verdict.margin_points),
            ("Verdict", &capital(&verdict.kind)),
        ] {
            let words = if words.is_empty() { "–" } else { words };
            let _ = writeln!(
                self.out,
                "<div><dt>{}</dt><dd>{}</dd></div>",
                escape(label),
                escape(words)
            );
        }
        self.raw("</dl>\n");
    }

    fn context(&mut self, record: &Record) {
        self.element("h2", "Context and Problem Statement");
        self.element("p", &record.question);
        self.paragraphs(&record.context);
        self.listed("h3", "Not decided here", &record.non_goals);
        self.element("p", &record.reach.join(". "));
        if !record.story.is_empty() {
            self.element("p", &format!("Story: {}", record.story));
        }
        self.listed("h2", "Decision Drivers", &record.drivers);
        let titles: Vec<String> =
            record.options.iter().map(|option| option.title.clone()).collect();
        self.listed("h2", "Considered Options", &titles);
        let rows: Vec<Vec<String>> = record
            .options
            .iter()
            .map(|option| {
                vec![
                    option.title.clone(),
                    option.rank.clone(),
                    option.total.clone(),
                    option.musts.clone(),
                    option.costs[0].clone(),
                    option.costs[1].clone(),
                    option.top_risk.clone(),
                ]
            })
            .collect();
        let header =
            ["Option", "Rank", "Total of 100", "Musts met", "Build cost", "Run cost", "Top risk"];
        self.table("The options at a glance", &header, &rows);
        self.figure_named(record, "ranking");
        self.figure_named(record, "cost-value");
    }

    fn outcome(&mut self, record: &Record) {
        self.element("h2", "Decision Outcome");
        if let Some(chosen) = record.chosen() {
            self.element(
                "p",
                &format!(
                    "Chosen option: \"{}\", because {}.",
                    chosen.title, record.outcome.because
                ),
            );
        }
        self.listed("h3", "Conditions", &record.conditions);
        self.listed("h3", "Reasons", &record.reasons);
        self.listed("h3", "Accepted downsides", &record.downsides);
        if !record.consequences.is_empty() {
            self.element("h3", "Consequences");
            self.toned(&record.consequences);
        }
        if !record.confirmation.trim().is_empty() || !record.actions.is_empty() {
            self.element("h3", "Confirmation");
            self.paragraphs(&record.confirmation);
            let rows: Vec<Vec<String>> = record
                .actions
                .iter()
                .map(|action| vec![action.what.clone(), action.who.clone(), action.by.clone()])
                .collect();
            self.table("Actions", &["Action", "Who", "By"], &rows);
        }
        let rows: Vec<Vec<String>> = record
            .sign_offs
            .iter()
            .map(|line| {
                vec![
                    line.name.clone(),
                    line.role.clone(),
                    line.verdict.clone(),
                    line.comment.clone(),
                    line.date.clone(),
                    line.hash.clone(),
                ]
            })
            .collect();
        let header = ["Name", "Role", "Verdict", "Comment", "Date", "Hash signed"];
        self.table("Sign-off", &header, &rows);
    }

    fn options(&mut self, record: &Record) {
        if record.options.is_empty() {
            return;
        }
        self.element("h2", "Pros and Cons of the Options");
        for option in &record.options {
            self.option(option);
        }
    }

    fn option(&mut self, option: &OptionSection) {
        self.element("h3", &option.title);
        self.element("p", &option.idea);
        self.paragraphs(&option.description);
        let standing = if option.out.is_empty() {
            format!(
                "Rank {}, total {} of 100; musts met: {}.",
                option.rank, option.total, option.musts
            )
        } else {
            format!("Not ranked: {}.", option.out)
        };
        self.element("p", &standing);
        self.toned(&option.arguments);
    }

    fn evidence(&mut self, record: &Record) {
        let people: Vec<Vec<String>> = record
            .people
            .roster
            .iter()
            .map(|(name, role, scores)| {
                vec![name.clone(), role.clone(), if *scores { "yes" } else { "no" }.to_owned()]
            })
            .collect();
        if !people.is_empty() {
            self.element("h2", "People");
            self.table("People and their roles", &["Name", "Role", "Gives scores"], &people);
        }
        let requirements: Vec<Vec<String>> = record
            .requirements
            .iter()
            .map(|line| {
                vec![
                    line.text.clone(),
                    line.kind.clone(),
                    line.scenario.clone(),
                    line.importance.clone(),
                    line.standing.clone(),
                ]
            })
            .collect();
        if !requirements.is_empty() {
            self.element("h2", "Requirements");
            let header = [
                "Requirement",
                "Kind",
                "Scenario and measure",
                "Importance",
                "How the options stand",
            ];
            self.table("Requirements as scenarios", &header, &requirements);
        }
        self.criteria(record);
        self.matrix(record);
        let sources: Vec<Vec<String>> = record
            .sources
            .iter()
            .map(|line| {
                vec![
                    line.title.clone(),
                    line.by.clone(),
                    line.place.clone(),
                    line.claims.clone(),
                    line.problems.clone(),
                ]
            })
            .collect();
        let runs: Vec<Vec<String>> = record
            .measurements
            .iter()
            .map(|line| {
                vec![
                    line.label.clone(),
                    line.option.clone(),
                    line.scenario.clone(),
                    line.standing.clone(),
                    line.tool.clone(),
                    line.environment.clone(),
                    line.peak.clone(),
                    line.file.clone(),
                ]
            })
            .collect();
        if !sources.is_empty() || !runs.is_empty() {
            self.element("h2", "Evidence");
            let header = ["Title", "Author and date", "Place", "Claims", "Problems"];
            self.table("Sources", &header, &sources);
            let header = [
                "Run",
                "Option",
                "Scenario",
                "Standing",
                "Tool and day",
                "Environment",
                "Peak",
                "File",
            ];
            self.table("Load runs", &header, &runs);
        }
    }

    fn criteria(&mut self, record: &Record) {
        if record.criteria.is_empty() {
            return;
        }
        self.element("h2", "Criteria");
        self.element("p", &format!("Profile used: {}.", record.profile));
        let rows: Vec<Vec<String>> = record
            .criteria
            .iter()
            .map(|line| {
                vec![
                    line.name.clone(),
                    line.path.clone(),
                    line.weight.clone(),
                    line.worst.clone(),
                    line.walk_away.clone(),
                    line.target.clone(),
                    line.best.clone(),
                    line.value_function.clone(),
                ]
            })
            .collect();
        let header = [
            "Criterion",
            "Group",
            "Weight",
            "Worst (0)",
            "Walk-away",
            "Target",
            "Best (100)",
            "Value function",
        ];
        self.table("Criteria with weights and anchors", &header, &rows);
        let worded = record
            .criteria
            .iter()
            .filter(|line| !line.definition.is_empty() || !line.levels.is_empty());
        let mut begun = false;
        for line in worded {
            if !begun {
                self.raw("<dl>\n");
                begun = true;
            }
            self.element("dt", &line.name);
            self.element("dd", format!("{} {}", line.definition, line.levels.join("; ")).trim());
        }
        if begun {
            self.raw("</dl>\n");
        }
    }

    fn matrix(&mut self, record: &Record) {
        let told: Vec<&OptionSection> =
            record.options.iter().filter(|option| !option.rows.is_empty()).collect();
        let Some(first) = told.first() else { return };
        let shown = first.rows.len().min(MOST_CELLS / told.len());
        if shown == 0 {
            return;
        }
        self.element("h2", "Full matrix");
        let titles: Vec<&str> = ["Criterion", "Weight"]
            .into_iter()
            .chain(told.iter().map(|option| option.title.as_str()))
            .collect();
        let rows: Vec<Vec<String>> = (0..shown)
            .map(|at| {
                let mut row = vec![first.rows[at].criterion.clone(), first.rows[at].weight.clone()];
                row.extend(told.iter().filter_map(|option| option.rows.get(at)).map(|cell| {
                    let range = if cell.range.is_empty() {
                        String::new()
                    } else {
                        format!(" ({})", cell.range)
                    };
                    format!("{}{range}; value {}", cell.performance, cell.value)
                }));
                row
            })
            .collect();
        self.table(
            "Scores in the criterion's unit with their range, and values of 100",
            &titles,
            &rows,
        );
        if shown < first.rows.len() {
            let left = first.rows.len() - shown;
            self.element("p", &format!("{left} criteria of less weight are in the workbook."));
        }
        let mut grounds: Vec<Vec<String>> = Vec::new();
        for at in 0..shown {
            for option in &told {
                if let Some(cell) = option.rows.get(at).filter(|cell| !cell.reason.is_empty()) {
                    grounds.push(vec![
                        cell.criterion.clone(),
                        option.title.clone(),
                        cell.reason.clone(),
                        cell.origin.clone(),
                    ]);
                }
            }
        }
        self.table(
            "Grounds of the scores",
            &["Criterion", "Option", "Why", "Whose word"],
            &grounds,
        );
    }

    fn sensitivity(&mut self, record: &Record) {
        self.element("h2", "What the decision hangs on");
        let verdict = &record.verdict;
        self.element("p", &format!("Verdict: {}. {}", verdict.kind, capital(&verdict.reason)));
        self.element("p", &verdict.margin);
        self.element("p", &verdict.flip);
        if !verdict.sure.is_empty() {
            self.element("p", &verdict.sure);
        }
        self.figure_named(record, "tradeoff");
        if !record.load.is_empty() {
            self.listed("h3", "Under load", &record.load);
            for id in load::FIGURES {
                self.figure_named(record, id);
            }
        }
        let rows: Vec<Vec<String>> = record
            .switching
            .iter()
            .map(|line| {
                vec![
                    line.criterion.clone(),
                    line.now.clone(),
                    line.below.clone(),
                    line.above.clone(),
                ]
            })
            .collect();
        let header = ["Criterion", "Weight now", "Leads below", "Leads above"];
        self.table("Switching values: weights at which another option leads", &header, &rows);
        self.figure_named(record, "stability");
        self.figure_named(record, "differences");
        let rows: Vec<Vec<String>> = record
            .flips
            .iter()
            .map(|line| {
                vec![
                    line.option.clone(),
                    line.gap.clone(),
                    line.score.clone(),
                    line.pair.clone(),
                    line.weight.clone(),
                    line.weights.clone(),
                ]
            })
            .collect();
        let header =
            ["Option", "Points behind", "One score", "Two scores", "One weight", "All weights"];
        self.table("What would have to be true for another option to lead", &header, &rows);
        self.figure_named(record, "tornado");
        self.figure_named(record, "two-weights");
        self.listed("h3", "Unknown scores that count", &record.unknown);
        self.listed("h3", "Caveats", &record.caveats);
        let rows: Vec<Vec<String>> = record
            .contradictions
            .iter()
            .map(|line| {
                vec![
                    line.topic.clone(),
                    line.severity.clone(),
                    line.criteria.clone(),
                    line.conclusion.clone(),
                ]
            })
            .collect();
        let header = ["Topic", "Severity", "Criteria", "Conclusion"];
        self.table("Contradictions in the evidence that touch what counts", &header, &rows);
    }

    fn review(&mut self, record: &Record) {
        self.element("h2", "More Information");
        if record.dissent.is_empty() {
            self.element("p", "No dissent recorded.");
        } else {
            self.listed("h3", "Dissent", &record.dissent);
        }
        if record.revisit.is_empty() {
            self.element("p", "No trigger or day of review was recorded.");
        } else {
            self.listed("h3", "Revisit when", &record.revisit);
        }
        self.listed("h3", "Open questions", &record.open_questions);
        let rows: Vec<Vec<String>> = record
            .findings
            .iter()
            .map(|line| {
                vec![
                    line.text.clone(),
                    line.kind.clone(),
                    line.about.clone(),
                    line.owner.clone(),
                    line.answer.clone(),
                ]
            })
            .collect();
        self.table("Findings", &["Finding", "Kind", "About", "Owner", "Answer"], &rows);
        self.element("p", &record.ballots_note);
        for ballot in &record.ballots {
            let caption = format!("Scores of {}, round {}", ballot.reviewer, ballot.round);
            let rows: Vec<Vec<String>> = ballot.rows.iter().map(|row| row.to_vec()).collect();
            self.table(&caption, &["Criterion", "Option", "Score", "Reason"], &rows);
        }
    }

    fn method(&mut self, record: &Record) {
        self.element("h2", "Method and limits");
        self.list(&record.method);
        self.figure_named(record, "agreement");
    }

    fn foot(&mut self, record: &Record) {
        let provenance = &record.provenance;
        self.raw("</main>\n<footer>\n");
        if !provenance.workbook_file.is_empty() {
            self.element("p", &format!("Workbook: {}", provenance.workbook_file));
        }
        if !provenance.sha256.is_empty() {
            let _ = writeln!(
                self.out,
                "<p>SHA-256 of the workbook: <code>{}</code></p>",
                escape(&provenance.sha256)
            );
        }
        let made = provenance.generated.map(|date| format!("Made {date}")).unwrap_or_default();
        let version = if provenance.app_version.is_empty() {
            String::new()
        } else {
            format!("Weighbridge {}", provenance.app_version)
        };
        let last: Vec<String> =
            [made, version].into_iter().filter(|part| !part.is_empty()).collect();
        self.element("p", &last.join(" · "));
        self.raw("</footer>\n</body>\n</html>\n");
    }
}
