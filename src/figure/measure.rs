//! How wide a text prints, from the advance widths of IBM Plex Sans.

/// Advance widths of the characters 32 to 126, thousandths of the font size.
const REGULAR: [u16; 95] = [
    236, 284, 419, 713, 598, 927, 694, 242, 335, 335, 450, 600, 272, 399, 272, 383, 600, 600, 600,
    600, 600, 600, 600, 600, 600, 600, 292, 292, 600, 600, 600, 477, 891, 641, 653, 621, 671, 583,
    559, 695, 707, 400, 510, 634, 501, 812, 707, 708, 606, 708, 640, 581, 572, 678, 609, 891, 613,
    593, 580, 317, 383, 317, 600, 565, 600, 534, 580, 503, 580, 549, 324, 528, 568, 250, 250, 527,
    272, 873, 568, 560, 580, 580, 367, 487, 351, 568, 492, 768, 507, 499, 464, 343, 314, 343, 600,
];

/// Other fonts may stand in for ours, and bold is wider: some room to spare.
const SLACK: f64 = 1.06;

/// Width of a text at a font size, in the size's unit: rather too wide than
/// too narrow.
pub fn text_width(text: &str, size: f64) -> f64 {
    let thousandths: f64 = text.chars().map(char_width).sum();
    thousandths * size * SLACK / 1000.0
}

fn char_width(c: char) -> f64 {
    let code = u32::from(c);
    match code {
        32..=126 => REGULAR.get((code - 32) as usize).map_or(600.0, |&width| f64::from(width)),
        // Combining marks stand over the letter before them.
        0x300..=0x36F => 0.0,
        // From Hangul on, writing systems set in full squares.
        0x1100..=0x11FF | 0x2E80..=0xFFFF | 0x1_F000.. => 1000.0,
        _ => 660.0,
    }
}

/// The text in lines no wider than `width`, at most `most` of them; what does
/// not fit is cut with an ellipsis.
pub(super) fn wrap(text: &str, size: f64, width: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let candidate = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if text_width(&candidate, size) <= width {
            line = candidate;
            continue;
        }
        if lines.len() + 1 == most {
            let rest: Vec<&str> = std::iter::once(word).chain(words.by_ref()).collect();
            line = cut(format!("{line} {}", rest.join(" ")).trim_start(), size, width);
            break;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = word.to_owned();
        while text_width(&line, size) > width {
            if lines.len() + 1 == most {
                let rest: Vec<&str> = words.by_ref().collect();
                line = cut(format!("{line} {}", rest.join(" ")).trim_end(), size, width);
                break;
            }
            let (head, tail) = split_to_fit(&line, size, width);
            lines.push(head);
            line = tail;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The text, shortened with an ellipsis where it is wider than `width`.
pub(super) fn cut(text: &str, size: f64, width: f64) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let room = width - text_width("…", size);
    let (head, _) = split_to_fit(text, size, room);
    format!("{}…", head.trim_end())
}

/// The text in two: as much as fits, at least one character, and the rest.
fn split_to_fit(text: &str, size: f64, width: f64) -> (String, String) {
    let mut used = 0.0;
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        used += char_width(c) * size * SLACK / 1000.0;
        if used > width && at > 0 {
            end = at;
            break;
        }
    }
    let (head, tail) = text.split_at(end);
    (head.to_owned(), tail.to_owned())
}
