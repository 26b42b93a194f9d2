//! The pages of the PDF before it is written: as pictures for a screen, and as
//! text for those who do not see them.

use typst::layout::{Frame, FrameItem, Point};
use typst::utils::Scalar;
use typst_layout::PagedDocument;
use typst_render::RenderOptions;

use super::{Record, RecordError, pdf};

/// The record as it will print.
#[derive(Debug)]
pub struct Pages {
    paged: PagedDocument,
    warnings: Vec<String>,
}

/// A page as a picture: rows from the top, four bytes each pixel (red, green,
/// blue, alpha; premultiplied).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePicture {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// The pixels.
    pub rgba: Vec<u8>,
}

/// Text that belongs together, such as a paragraph, a cell or what is said of a
/// picture, and where it stands, in points of 1/72 inch from the upper left corner of the page.
#[derive(Debug, Clone, PartialEq)]
pub struct PageText {
    /// The words.
    pub text: String,
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

impl Pages {
    /// Sets a record on pages.
    ///
    /// # Errors
    /// When typst cannot set the document.
    pub fn of(record: &Record) -> Result<Self, RecordError> {
        let (paged, warnings) = pdf::set(record)?;
        Ok(Self { paged, warnings })
    }

    /// Count of pages.
    pub fn len(&self) -> usize {
        self.paged.pages().len()
    }

    /// Whether there is no page.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the reader should know of what could not be printed, a sentence
    /// each.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Width and height of a page, counted from 0, in points of 1/72 inch.
    pub fn size(&self, page: usize) -> Option<(f32, f32)> {
        let size = self.paged.pages().get(page)?.frame.size();
        Some((size.x.to_pt() as f32, size.y.to_pt() as f32))
    }

    /// A page, counted from 0, with so many pixels for each point.
    pub fn picture(&self, page: usize, pixels_per_point: f32) -> Option<PagePicture> {
        let page = self.paged.pages().get(page)?;
        let options = RenderOptions {
            pixel_per_pt: Scalar::new(f64::from(pixels_per_point)),
            render_bleed: false,
        };
        let pixmap = typst_render::render(page, &options);
        let (width, height) = (pixmap.width() as usize, pixmap.height() as usize);
        Some(PagePicture { width, height, rgba: pixmap.take() })
    }

    /// The words of a page, counted from 0, in reading order.
    pub fn texts(&self, page: usize) -> Vec<PageText> {
        let mut runs = Vec::new();
        if let Some(page) = self.paged.pages().get(page) {
            collect(&page.frame, Point::zero(), &mut runs);
        }
        let mut blocks: Vec<Block> = Vec::new();
        for run in runs.into_iter().filter(|run| !run.text.text.trim().is_empty()) {
            match blocks.last_mut() {
                Some(block) if block.goes_on_with(&run) => block.join(run),
                _ => {
                    let edge = run.text.left;
                    blocks.push(Block { last: run.clone(), text: run.text, edge });
                }
            }
        }
        blocks.into_iter().map(|block| block.text).collect()
    }
}

/// A run of text on one line, and its size in points.
#[derive(Debug, Clone)]
struct Run {
    text: PageText,
    size: f32,
}

/// Runs in the order in which they were set, which is that of reading.
fn collect(frame: &Frame, at: Point, runs: &mut Vec<Run>) {
    for (place, item) in frame.items() {
        let place = at + *place;
        match item {
            FrameItem::Group(group) => {
                let shift = Point::new(group.transform.tx, group.transform.ty);
                collect(&group.frame, place + shift, runs);
            }
            FrameItem::Text(run) => {
                let (left, base) = (place.x.to_pt() as f32, place.y.to_pt() as f32);
                let size = run.size.to_pt() as f32;
                // Places to break a word are for the eye alone.
                let words = run.text.chars().filter(|c| *c != '\u{200B}');
                let text = PageText {
                    text: words.map(|c| if c == '\u{A0}' { ' ' } else { c }).collect(),
                    left,
                    top: base - size,
                    right: left + run.width().to_pt() as f32,
                    bottom: base + size * DEPTH,
                };
                runs.push(Run { text, size });
            }
            FrameItem::Image(image, extent, _) => {
                let (left, top) = (place.x.to_pt() as f32, place.y.to_pt() as f32);
                let text = PageText {
                    text: image.alt().unwrap_or_default().to_owned(),
                    left,
                    top,
                    right: left + extent.x.to_pt() as f32,
                    bottom: top + extent.y.to_pt() as f32,
                };
                runs.push(Run { text, size: 0.0 });
            }
            FrameItem::Shape(..) | FrameItem::Link(..) | FrameItem::Tag(..) => {}
        }
    }
}

/// How far letters reach below the line, as a share of their size.
const DEPTH: f32 = 0.25;

/// Runs that belong together.
struct Block {
    text: PageText,
    last: Run,
    /// Where its further lines begin: right of the mark in an item of a list.
    edge: f32,
}

/// The mark before an item of a list.
const MARK: &str = "–";
/// Widest gap in a line that does not part two cells, as a share of the size.
const GAP: f32 = 0.75;

impl Block {
    fn is_beside(&self, run: &Run) -> bool {
        let (last, text) = (&self.last.text, &run.text);
        (last.bottom - text.bottom).abs() < 1.0 && text.left >= last.left
    }

    /// Whether a run is more of the same paragraph: what follows on its last
    /// line without a gap, or the line below at the same left edge.
    fn goes_on_with(&self, run: &Run) -> bool {
        if run.text.text.trim() == MARK {
            return false;
        }
        if self.is_beside(run) {
            return run.text.left - self.last.text.right < GAP * run.size;
        }
        let gap = run.text.top - self.last.text.bottom;
        (run.size - self.last.size).abs() < 0.1
            && (run.text.left - self.edge).abs() < 0.5
            && (-0.5 * run.size..0.5 * run.size).contains(&gap)
    }

    fn join(&mut self, run: Run) {
        let apart = !self.is_beside(&run) || run.text.left - self.last.text.right > 0.5;
        if self.text.text.trim() == MARK {
            self.edge = run.text.left;
        }
        let text = &mut self.text;
        if apart && !text.text.ends_with(' ') && !run.text.text.starts_with(' ') {
            text.text.push(' ');
        }
        text.text.push_str(&run.text.text);
        text.left = text.left.min(run.text.left);
        text.right = text.right.max(run.text.right);
        text.bottom = text.bottom.max(run.text.bottom);
        self.last = run;
    }
}
