//! Where things stand in the text of a workbook, for messages with a line.
//!
//! A reader that forgives everything: it follows brackets, names and strings
//! through any text, sound or broken, and remembers which value stands in
//! which block. It is asked only when something is wrong. Not here: reading
//! the workbook itself, which is ron's work.

use crate::workbook::{Fault, Kind};

/// A string, number or word in the text that stands where a value stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaf<'a> {
    /// Byte offset of its first character (of a string: after the quote).
    pub(super) start: usize,
    /// The text, of a string without its quotes.
    pub(super) text: &'a str,
    /// Name of the field or variant that it belongs to.
    field: &'a str,
    /// The block that it stands in.
    block: usize,
    /// Whether it is a key or a word with a colon after it, not a value.
    pub(super) label: bool,
}

/// A pair of brackets.
#[derive(Debug, Clone, Copy)]
struct Block<'a> {
    /// The block around it.
    parent: usize,
    /// Where it begins: at its name, or at the bracket.
    start: usize,
    /// Name before the bracket.
    name: &'a str,
    /// Field that it is the value of.
    field: &'a str,
    /// Brackets around it.
    depth: usize,
    /// Where its closing bracket stands; never, where it has none.
    end: usize,
}

/// The blocks and values of a text, in order.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    text: &'a str,
    blocks: Vec<Block<'a>>,
    leaves: Vec<Leaf<'a>>,
}

/// Depth of an item: within the file's own brackets and its list's.
const ITEM_DEPTH: usize = 3;

impl<'a> Outline<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut outline = Self {
            text,
            blocks: vec![Block {
                parent: 0,
                start: 0,
                name: "",
                field: "",
                depth: 0,
                end: usize::MAX,
            }],
            leaves: Vec::new(),
        };
        outline.read(skip_attributes(text));
        outline
    }

    fn read(&mut self, from: usize) {
        let text = self.text;
        let bytes = text.as_bytes();
        let mut at = from;
        let mut open = 0;
        // The last leaf, as long as it may turn out to be a label or a name.
        let mut name: Option<usize> = None;
        // Fields in force, one for each block that is open.
        let mut fields: Vec<&'a str> = vec![""];
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'(' | b'[' | b'{' => {
                    let named = name.take().filter(|_| byte == b'(').and_then(|leaf| {
                        let leaf = *self.leaves.get(leaf)?;
                        // A name is no value: it goes to the block.
                        self.leaves.pop();
                        Some(leaf)
                    });
                    let field = fields.last().copied().unwrap_or("");
                    let depth = self.blocks.get(open).map_or(0, |block| block.depth) + 1;
                    self.blocks.push(Block {
                        parent: open,
                        start: named.map_or(at, |leaf| leaf.start),
                        name: named.map_or("", |leaf| leaf.text),
                        field,
                        depth,
                        end: usize::MAX,
                    });
                    open = self.blocks.len() - 1;
                    // What stands in a list, map or tuple belongs to the name
                    // of the whole.
                    fields.push(named.map_or(field, |leaf| leaf.text));
                    at += 1;
                }
                b')' | b']' | b'}' => {
                    name = None;
                    if open > 0 {
                        if let Some(block) = self.blocks.get_mut(open) {
                            block.end = at;
                        }
                        open = self.blocks.get(open).map_or(0, |block| block.parent);
                        fields.pop();
                    }
                    at += 1;
                }
                b':' => {
                    if let Some(leaf) = name.take().and_then(|leaf| self.leaves.get_mut(leaf)) {
                        leaf.label = true;
                        let is_key = bytes.get(leaf.start.wrapping_sub(1)) == Some(&b'"');
                        if let (false, Some(field)) = (is_key, fields.last_mut()) {
                            *field = leaf.text;
                        }
                    }
                    at += 1;
                }
                b',' => {
                    name = None;
                    at += 1;
                }
                b'/' if bytes.get(at + 1) == Some(&b'/') => {
                    at = find(text, at, "\n").unwrap_or(bytes.len());
                }
                b'/' if bytes.get(at + 1) == Some(&b'*') => {
                    at = find(text, at + 2, "*/").map_or(bytes.len(), |end| end + 2);
                }
                b'"' => {
                    let end = end_of_string(bytes, at + 1);
                    name = Some(self.leaf(at + 1, end, open, &fields));
                    at = end + 1;
                }
                b'r' if raw_string(text, at).is_some() => {
                    let (start, end, next) = raw_string(text, at).unwrap_or((at, at, at + 1));
                    name = Some(self.leaf(start, end, open, &fields));
                    at = next;
                }
                byte if is_word(byte) => {
                    let end = bytes
                        .iter()
                        .skip(at)
                        .position(|&byte| !is_word(byte))
                        .map_or(bytes.len(), |length| at + length);
                    name = Some(self.leaf(at, end, open, &fields));
                    at = end;
                }
                _ => at += 1,
            }
        }
    }

    fn leaf(&mut self, start: usize, end: usize, block: usize, fields: &[&'a str]) -> usize {
        let text = self.text.get(start..end).unwrap_or("");
        let field = fields.last().copied().unwrap_or("");
        self.leaves.push(Leaf { start, text, field, block, label: false });
        self.leaves.len() - 1
    }

    /// Line and column, both from 1, of a byte offset.
    pub(super) fn position(&self, offset: usize) -> (usize, usize) {
        position(self.text, offset)
    }

    /// The last leaf with this text that begins before `offset`.
    pub(super) fn last_before(&self, offset: usize, text: &str, label: bool) -> Option<usize> {
        self.leaves
            .iter()
            .rev()
            .skip_while(|leaf| leaf.start >= offset)
            .find(|leaf| leaf.text == text && leaf.label == label)
            .map(|leaf| leaf.start)
    }

    /// The last string that begins before `offset`.
    pub(super) fn last_string_before(&self, offset: usize) -> Option<&Leaf<'a>> {
        self.leaves.iter().rev().skip_while(|leaf| leaf.start >= offset).find(|leaf| {
            leaf.start
                .checked_sub(1)
                .is_some_and(|before| self.text.as_bytes().get(before) == Some(&b'"'))
        })
    }

    /// Where the innermost block of this name around `offset` begins.
    pub(super) fn block_around(&self, offset: usize, name: &str) -> Option<usize> {
        self.blocks
            .iter()
            .rev()
            .find(|block| block.start < offset && block.name == name)
            .map(|block| block.start)
    }

    /// The item or ballot in which `offset` lies, as `option "nodejs"`.
    pub(super) fn item_at(&self, offset: usize) -> Option<String> {
        let (at, block) = self.numbered_blocks().rev().find(|(_, block)| {
            block.depth == ITEM_DEPTH && block.start <= offset && offset <= block.end
        })?;
        if block.field == "ballots" {
            let reviewer = self.field_of(at, "reviewer")?;
            let round = self.field_of(at, "round").unwrap_or("?");
            return Some(format!("ballot of \"{reviewer}\", round {round}"));
        }
        let kind = Kind::ALL.iter().find(|kind| kind.list() == block.field)?;
        Some(format!("{} \"{}\"", kind.word(), self.field_of(at, "id")?))
    }

    /// Where a fault lies: the offset of its token, or of the nearest thing
    /// around it that is found.
    pub(super) fn place_of(&self, fault: &Fault) -> usize {
        let place = &fault.place;
        let id = fault.item.as_ref().map(|item| item.id.as_str());
        let holders: Vec<usize> = self
            .numbered_blocks()
            .filter(|(at, block)| self.is_holder(*at, block, fault, id))
            .map(|(at, _)| at)
            .collect();
        let Some(&first) = holders.first() else {
            return self.section(place.section).unwrap_or(0);
        };
        // What stands twice is the later of the two.
        let is_own_id = id == Some(fault.token.as_str()) && holders.len() > 1;
        let is_twice = is_own_id || (holders.len() > 1 && id.is_none());
        let holder = if is_twice { holders.last().copied().unwrap_or(first) } else { first };
        let within = |leaf: &&Leaf<'_>| self.path_up(leaf.block).any(|(at, _)| at == holder);
        let same: Vec<&Leaf<'_>> = self
            .leaves
            .iter()
            .filter(|leaf| is_same_token(leaf.text, &fault.token))
            .filter(within)
            .collect();
        let fitting = same.iter().find(|leaf| match place.refers_to {
            Some(kind) => may_refer_to(leaf.field, kind),
            None => !leaf.label || !is_own_id,
        });
        let start = fitting.or(same.first()).map(|leaf| leaf.start);
        start.unwrap_or_else(|| {
            let own = self.leaves.iter().find(|leaf| {
                leaf.block == holder && !leaf.label && matches!(leaf.field, "id" | "reviewer")
            });
            let block = self.blocks.get(holder).map_or(0, |block| block.start);
            own.map_or(block, |leaf| leaf.start)
        })
    }

    /// Whether a block is the one that a fault lies in: the item, the ballot,
    /// the score, or the whole part of the file.
    fn is_holder(&self, at: usize, block: &Block<'_>, fault: &Fault, id: Option<&str>) -> bool {
        let place = &fault.place;
        if let Some((criterion, alternative)) = &place.cell {
            return block.name == "Score"
                && self.in_section(at, place.section)
                && self.field_of(at, "criterion") == Some(criterion)
                && self.field_of(at, "alternative") == Some(alternative)
                && place.ballot.as_ref().is_none_or(|ballot| {
                    self.path_up(at).any(|(above, _)| self.is_ballot(above, ballot))
                });
        }
        if let Some(ballot) = &place.ballot {
            return self.is_ballot(at, ballot);
        }
        match id {
            Some(id) => {
                block.depth == ITEM_DEPTH
                    && block.field == place.section
                    && self.field_of(at, "id") == Some(id)
            }
            None => {
                block.depth == 1 && place.section == "active_profile"
                    || block.depth == 2 && block.field == place.section
            }
        }
    }

    fn is_ballot(&self, at: usize, (reviewer, round): &(String, u32)) -> bool {
        self.blocks
            .get(at)
            .is_some_and(|block| block.depth == ITEM_DEPTH && block.field == "ballots")
            && self.field_of(at, "reviewer") == Some(reviewer)
            && self.field_of(at, "round").and_then(|text| text.parse().ok()) == Some(*round)
    }

    fn in_section(&self, at: usize, section: &str) -> bool {
        self.path_up(at).any(|(_, block)| block.depth == 2 && block.field == section)
    }

    /// Offset of the name of a part of the file.
    pub(super) fn section(&self, name: &str) -> Option<usize> {
        self.leaves
            .iter()
            .find(|leaf| {
                leaf.label
                    && leaf.text == name
                    && self.blocks.get(leaf.block).is_some_and(|block| block.depth == 1)
            })
            .map(|leaf| leaf.start)
    }

    /// Offset of an id in a list of the order, the last one if it stands there
    /// several times.
    pub(super) fn in_order(&self, list: &str, id: &str) -> Option<usize> {
        self.leaves
            .iter()
            .rev()
            .find(|leaf| {
                leaf.text == id && leaf.field == list && self.in_section(leaf.block, "order")
            })
            .map(|leaf| leaf.start)
    }

    /// Offset of the field `field` in the ballot number `number` of the file.
    pub(super) fn in_ballot(&self, number: usize, field: &str) -> Option<usize> {
        let (at, _) = self
            .numbered_blocks()
            .filter(|(_, block)| block.depth == ITEM_DEPTH && block.field == "ballots")
            .nth(number)?;
        self.value_of(at, field).map(|leaf| leaf.start)
    }

    fn field_of(&self, block: usize, field: &str) -> Option<&'a str> {
        self.value_of(block, field).map(|leaf| leaf.text)
    }

    fn value_of(&self, block: usize, field: &str) -> Option<&Leaf<'a>> {
        let start = self.blocks.get(block)?.start;
        let from = self.leaves.partition_point(|leaf| leaf.start < start);
        self.leaves
            .get(from..)?
            .iter()
            .take_while(|leaf| leaf.block >= block)
            .find(|leaf| leaf.block == block && !leaf.label && leaf.field == field)
    }

    fn numbered_blocks(&self) -> impl DoubleEndedIterator<Item = (usize, &Block<'a>)> {
        self.blocks.iter().enumerate().skip(1)
    }

    fn path_up(&self, block: usize) -> impl Iterator<Item = (usize, &Block<'a>)> {
        std::iter::successors(self.blocks.get(block).map(|found| (block, found)), |(at, block)| {
            (*at != 0).then(|| Some((block.parent, self.blocks.get(block.parent)?)))?
        })
    }
}

/// The fields that hold ids of a kind.
fn may_refer_to(field: &str, kind: Kind) -> bool {
    let fields: &[&str] = match kind {
        Kind::Person => &["owner", "who", "person", "reviewer"],
        Kind::Question => &["answers", "questions"],
        Kind::Requirement => &["Screen"],
        Kind::Alternative => {
            &["alternative", "about", "favours", "first", "gates", "parts", "chosen"]
        }
        Kind::Criterion => &[
            "criterion",
            "parent",
            "links",
            "weights",
            "elicited",
            "judged",
            "Swing",
            "Smart",
            "Grid",
            "ranks",
            "ranges",
            "more",
            "less",
            "best",
            "worst",
            "best_to_others",
            "others_to_worst",
            "rules",
            "integration_cost",
            "Minimum",
            "Cap",
        ],
        Kind::Profile => &["profiles", "StartFrom", "Suggest", "active_profile"],
        Kind::Source => &["source"],
        Kind::Claim => &["claims", "supporting", "against"],
        Kind::Contradiction => &["contradictions"],
        Kind::Measurement => &["measurements", "replaces"],
        Kind::Finding => &[],
    };
    fields.contains(&field)
}

/// Whether a word in the file is the token that a fault names: the same text,
/// or the same number, which may be written in several ways.
fn is_same_token(text: &str, token: &str) -> bool {
    if text == token {
        return true;
    }
    if !text.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+' || c == '.') {
        return false;
    }
    match (text.parse::<f64>(), token.parse::<f64>()) {
        (Ok(text), Ok(token)) => text.total_cmp(&token).is_eq(),
        _ => false,
    }
}

/// Line and column, both from 1, of a byte offset.
pub(super) fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = 1 + before.bytes().filter(|&byte| byte == b'\n').count();
    let column = 1 + before.chars().rev().take_while(|&c| c != '\n').count();
    (line, column)
}

/// Byte offset of a line and column, both from 1.
pub(super) fn offset(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        start = find(text, start, "\n").map_or(text.len(), |end| end + 1);
    }
    let rest = text.get(start..).unwrap_or("");
    rest.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| start + at)
}

/// Offset of the first thing that is neither space, comment nor `#![…]`.
pub(super) fn skip_attributes(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or("");
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        let end = if trimmed.starts_with("#![") {
            find(trimmed, 0, "]").map(|end| end + 1)
        } else if trimmed.starts_with("//") {
            find(trimmed, 0, "\n").map(|end| end + 1)
        } else if trimmed.starts_with("/*") {
            find(trimmed, 0, "*/").map(|end| end + 2)
        } else {
            return at;
        };
        match end {
            Some(end) => at += end,
            None => return text.len(),
        }
    }
}

fn find(text: &str, from: usize, what: &str) -> Option<usize> {
    text.get(from..)?.find(what).map(|at| from + at)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+' | b'.') || !byte.is_ascii()
}

fn end_of_string(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Start and end of what a raw string at `at` holds, and what follows it.
fn raw_string(text: &str, at: usize) -> Option<(usize, usize, usize)> {
    let rest = text.get(at + 1..)?;
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    if !rest.get(hashes..)?.starts_with('"') {
        return None;
    }
    let start = at + 1 + hashes + 1;
    let close = format!("\"{}", "#".repeat(hashes));
    let end = find(text, start, &close).unwrap_or(text.len());
    Some((start, end, (end + close.len()).min(text.len())))
}
