//! Text hygiene that all writers share: user text becomes clean lines,
//! clauses and sentences before any format sees it.

/// The text with LF line ends and without control, byte-order and
/// bidirectional-override characters, which could make it read as something
/// else than it is. Tabs become spaces.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' => {
                if rest.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' | '\u{A0}' | '\u{202F}' => out.push(' '),
            '\u{FEFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// The text in one line, white space closed up.
pub(super) fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text as a title: one line, without `[ ] ( ) |`, which readers of
/// records take for links and columns, and without closing punctuation.
pub(super) fn title(text: &str) -> String {
    let kept: String =
        clean(text).chars().map(|c| if "[]()|".contains(c) { ' ' } else { c }).collect();
    let line = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_end_matches(['.', ',', ';', ':', '!', '。', '，', '；', '：', '！', ' ']).to_owned()
}

/// Words that lose their capital inside a sentence whatever they stand before.
const SMALL_WORDS: [&str; 40] = [
    "A", "An", "The", "Each", "Every", "It", "Its", "This", "That", "These", "Those", "Few",
    "Many", "Most", "Some", "All", "Any", "Only", "No", "Not", "There", "One", "Two", "Three",
    "We", "Our", "They", "Their", "When", "If", "Where", "More", "Less", "Little", "Much", "Both",
    "Over", "Under", "With", "Without",
];

/// The text to stand after "because": one line, no leading "because", no
/// closing full stop, a small letter first where the word surely has one.
pub(super) fn clause(text: &str) -> String {
    let line = one_line(text);
    let line = line
        .get(..8)
        .filter(|head| head.eq_ignore_ascii_case("because "))
        .map_or(line.as_str(), |_| &line[8..]);
    let line = line.trim_end_matches(['.', ' ', ';']);
    match line.split_once(' ') {
        Some((first, rest)) if SMALL_WORDS.contains(&first) => {
            format!("{} {rest}", first.to_lowercase())
        }
        _ => line.to_owned(),
    }
}

/// The text as one line that ends like a sentence.
pub(super) fn sentence(text: &str) -> String {
    let line = one_line(text);
    if line.is_empty() || line.ends_with(['.', '!', '?', '。', '！', '？']) {
        line
    } else {
        format!("{line}.")
    }
}

/// Items as "a, b and c".
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

/// A part of a file name: lower-case ASCII letters and digits joined by
/// hyphens. Latin letters lose their accents; what cannot be written so is
/// left out. Equal to adr-tools' for ASCII.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        let plain = latin(c);
        if plain.is_empty() {
            if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        } else {
            slug.push_str(plain.to_ascii_lowercase().as_str());
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// A letter or digit in ASCII; empty for anything else.
fn latin(c: char) -> String {
    let plain = match c {
        c if c.is_ascii_alphanumeric() => return c.to_string(),
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' => "a",
        'Æ' | 'æ' => "ae",
        'Ç' | 'ç' | 'Ć'..='č' => "c",
        'Ď'..='đ' | 'Ð' | 'ð' => "d",
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => "e",
        'Ĝ'..='ģ' => "g",
        'Ĥ'..='ħ' => "h",
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => "i",
        'Ĵ' | 'ĵ' => "j",
        'Ķ'..='ĸ' => "k",
        'Ĺ'..='ł' => "l",
        'Ñ' | 'ñ' | 'Ń'..='ŋ' => "n",
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' => "o",
        'Œ' | 'œ' => "oe",
        'Ŕ'..='ř' => "r",
        'Ś'..='š' => "s",
        'ß' => "ss",
        'Ţ'..='ŧ' => "t",
        'Þ' | 'þ' => "th",
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => "u",
        'Ŵ' | 'ŵ' => "w",
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => "y",
        'Ź'..='ž' => "z",
        _ => "",
    };
    plain.to_owned()
}
