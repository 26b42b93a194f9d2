//! The value function drawn: value over performance, anchors as lines, options
//! as their markers.

use eframe::egui::{Stroke, Ui};
use egui_plot::{GridMark, Line, LineStyle, Plot, PlotPoint, PlotPoints, VLine};

use crate::analysis::{number, value};
use crate::app::context::Context;
use crate::app::theme::tokens;
use crate::app::widgets;
use crate::figure::palette::option_style;
use crate::workbook::{Measure, ValueFunction};

/// Points at which a bent curve is drawn.
const SAMPLES: u32 = 80;
const HEIGHT: f32 = 168.0;

/// Draws the value function of a leaf (position in `Analysis::leaves`, where it
/// has one).
pub fn show(ui: &mut Ui, context: Context<'_>, measure: &Measure, leaf: Option<usize>) {
    let tokens = tokens(ui);
    let (low, high) = span(measure);
    let step = (high - low) / f64::from(SAMPLES);
    let curve: Vec<[f64; 2]> = (0..=SAMPLES)
        .map(|at| low + step * f64::from(at))
        .map(|x| [x, value(measure, x).0])
        .collect();
    let marks: Vec<(usize, f64, f64)> = leaf
        .map(|leaf| {
            let analysis = context.analysis();
            (0..analysis.options.len())
                .filter_map(|option| {
                    let cell = analysis.cell(option, leaf);
                    Some((option, cell.performance?, cell.value?))
                })
                .collect()
        })
        .unwrap_or_default();
    let anchors = &measure.anchors;
    let lines: Vec<(f64, &str)> = [
        (anchors.walk_away, "walk-away"),
        (anchors.current, "current"),
        (anchors.target, "target"),
    ]
    .into_iter()
    .filter_map(|(anchor, name)| Some((anchor?, name)))
    .collect();
    let decimals = if high - low >= 20.0 { 0 } else { 2 };
    let margin = (high - low) * 0.04;
    let shown = Plot::new("value-chart")
        .height(HEIGHT)
        .allow_scroll(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .show_background(false)
        .show_grid([false, true])
        .x_grid_spacer(move |_| marks_at([low, f64::midpoint(low, high), high], high - low))
        .y_grid_spacer(|_| marks_at([0.0, 50.0, 100.0], 50.0))
        .show_x(false)
        .show_y(false)
        .include_x(low - margin)
        .include_x(high + margin)
        .include_y(-6.0)
        .include_y(106.0)
        .x_axis_formatter(move |mark, _| tick(mark.value, decimals))
        .y_axis_formatter(|mark, _| {
            if (0.0..=100.0).contains(&mark.value) { number(mark.value, 0) } else { String::new() }
        })
        .show(ui, |plot| {
            for (at, name) in &lines {
                plot.vline(
                    VLine::new(*name, *at)
                        .stroke(Stroke::new(1.0, tokens.line_strong))
                        .style(LineStyle::dashed_dense())
                        .allow_hover(false),
                );
            }
            plot.line(
                Line::new("value", PlotPoints::from(curve))
                    .stroke(Stroke::new(2.0, tokens.accent))
                    .allow_hover(false),
            );
        });
    let painter = ui.painter().with_clip_rect(shown.response.rect);
    for (option, x, value) in marks {
        let place = shown.transform.position_from_point(&PlotPoint::new(x.clamp(low, high), value));
        let shape = option_style(option).marker;
        widgets::marker(&painter, place, 5.0, shape, tokens.option(option));
    }
}

/// Marks at these places, all of the same weight.
fn marks_at(places: [f64; 3], step_size: f64) -> Vec<GridMark> {
    places.into_iter().map(|value| GridMark { value, step_size }).collect()
}

fn tick(x: f64, decimals: usize) -> String {
    let text = number(x, decimals);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// The performances shown: the anchors' range, and the knots' where they reach
/// further.
fn span(measure: &Measure) -> (f64, f64) {
    let anchors = &measure.anchors;
    let (mut low, mut high) = anchors.range();
    for anchor in [anchors.walk_away, anchors.current, anchors.target].into_iter().flatten() {
        low = low.min(anchor);
        high = high.max(anchor);
    }
    if let ValueFunction::Piecewise(knots) = &measure.value_function {
        for (x, _) in knots {
            low = low.min(*x);
            high = high.max(*x);
        }
    }
    (low, high)
}
