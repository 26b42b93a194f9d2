//! A scale to begin with for a quantity that is measured.

use super::{option_reading, own_unit};
use crate::workbook::{Anchors, Feed, Measure, Scale, ValueFunction, Workbook};

/// The end of a scale while nothing is measured, in the quantity's own unit.
const NOTHING_MEASURED: f64 = 100.0;

/// The measure on a natural scale in the feed's own unit, valued straight from
/// 0 to the next 1, 2 or 5 times a power of ten that no option exceeds, more
/// being better for throughput and less for all else. The ends are there to be
/// changed: what is good enough is for people to say.
pub fn measured_scale(workbook: &Workbook, measure: &Measure, feed: &Feed) -> Measure {
    let read = |id| option_reading(workbook, feed, &measure.feed_scenario, id).ok();
    let most = workbook
        .alternatives
        .iter()
        .filter_map(|option| read(&option.id))
        .map(|raw| raw.high.unwrap_or(raw.value).max(raw.value))
        .fold(0.0, f64::max);
    let end = if most > 0.0 { round_up(most) } else { NOTHING_MEASURED };
    let more = matches!(feed, Feed::PeakThroughput | Feed::ThroughputAt(_));
    Measure {
        scale: Scale::Natural { unit: own_unit(&workbook.load_plan, feed), decimals: None },
        anchors: if more { Anchors::new(0.0, end) } else { Anchors::new(end, 0.0) },
        value_function: ValueFunction::Linear,
        feed: Some(feed.clone()),
        ..measure.clone()
    }
}

/// The next 1, 2 or 5 times a power of ten that is no less.
fn round_up(number: f64) -> f64 {
    let power = 10.0_f64.powf(number.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|end| *end >= number && end.is_finite())
        .unwrap_or(number)
}
