//! Numbers as people and other programs write them.

/// The number written in `text`, with a decimal point or a decimal comma. A
/// lone comma or point is the decimal sign; where both occur, the last one is,
/// and the others must group by three. Nothing for a text that is no finite
/// number.
pub fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim().trim_end_matches('%').trim();
    let text = text.replace('\u{2212}', "-").replace([' ', '\u{a0}', '\u{202f}', '\''], "");
    if text.is_empty() || !text.chars().all(|c| c.is_ascii_digit() || "+-.,eE".contains(c)) {
        return None;
    }
    let signs: Vec<char> = text.chars().filter(|c| matches!(c, '.' | ',')).collect();
    let plain = match signs.as_slice() {
        [] => text,
        [_] => text.replace(',', "."),
        [grouping @ .., last] => {
            let group = *grouping.first()?;
            if grouping.iter().any(|sign| *sign != group) {
                return None;
            }
            let (whole, fraction) =
                if *last == group { (text.as_str(), "") } else { text.rsplit_once(*last)? };
            let by_three = whole.split(group).skip(1).all(|digits| digits.len() == 3);
            if !by_three {
                return None;
            }
            format!("{}.{fraction}", whole.replace(group, ""))
        }
    };
    plain.parse().ok().filter(|number: &f64| number.is_finite())
}
