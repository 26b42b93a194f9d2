//! Value functions on plain numbers, for tables that are no workbook.

/// What holds beyond the ends of a function given by points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// The value of the end.
    Level,
    /// The line of the last stretch goes on.
    Extend,
}

/// The value at `x` of the function that is straight between points of rising
/// `x` (Keeney and Raiffa 1976, section 3.4); nothing with fewer than two
/// points, or where they do not rise.
pub fn piecewise_value(points: &[(f64, f64)], x: f64, beyond: Beyond) -> Option<f64> {
    let rising = points.windows(2).all(|pair| pair[0].0 < pair[1].0);
    if points.len() < 2 || !rising || !x.is_finite() {
        return None;
    }
    let (first, last) = (points[0], points[points.len() - 1]);
    if beyond == Beyond::Level && x <= first.0 {
        return Some(first.1);
    }
    if beyond == Beyond::Level && x >= last.0 {
        return Some(last.1);
    }
    let at = points.windows(2).position(|pair| x <= pair[1].0).unwrap_or(points.len() - 2);
    let ((x0, y0), (x1, y1)) = (points[at], points[at + 1]);
    let value = y0 + (y1 - y0) * ((x - x0) / (x1 - x0));
    value.is_finite().then_some(value)
}
