//! Icons of the Phosphor set, by what they show.

/// Phosphor `approximate-equals`.
pub const APPROXIMATE_EQUALS: &str = "\u{edaa}";
/// Phosphor `arrow-clockwise`.
pub const ARROW_CLOCKWISE: &str = "\u{e036}";
/// Phosphor `arrow-counter-clockwise`.
pub const ARROW_COUNTER_CLOCKWISE: &str = "\u{e038}";
/// Phosphor `arrow-down`.
pub const ARROW_DOWN: &str = "\u{e03e}";
/// Phosphor `arrow-left`.
pub const ARROW_LEFT: &str = "\u{e058}";
/// Phosphor `arrow-right`.
pub const ARROW_RIGHT: &str = "\u{e06c}";
/// Phosphor `arrow-up`.
pub const ARROW_UP: &str = "\u{e08e}";
/// Phosphor `arrows-left-right`.
pub const ARROWS_LEFT_RIGHT: &str = "\u{e0a0}";
/// Phosphor `caret-down`.
pub const CARET_DOWN: &str = "\u{e136}";
/// Phosphor `caret-double-down`.
pub const CARET_DOUBLE_DOWN: &str = "\u{e126}";
/// Phosphor `caret-double-right`.
pub const CARET_DOUBLE_RIGHT: &str = "\u{e12a}";
/// Phosphor `caret-right`.
pub const CARET_RIGHT: &str = "\u{e13a}";
/// Phosphor `chart-bar`.
pub const CHART_BAR: &str = "\u{e150}";
/// Phosphor `chart-line-up`.
pub const CHART_LINE_UP: &str = "\u{e156}";
/// Phosphor `chart-scatter`.
pub const CHART_SCATTER: &str = "\u{eaac}";
/// Phosphor `check`.
pub const CHECK: &str = "\u{e182}";
/// Phosphor `check-circle`.
pub const CHECK_CIRCLE: &str = "\u{e184}";
/// Phosphor `circle-half`.
pub const CIRCLE_HALF: &str = "\u{e18c}";
/// Phosphor `clock`.
pub const CLOCK: &str = "\u{e19a}";
/// Phosphor `cloud`.
pub const CLOUD: &str = "\u{e1aa}";
/// Phosphor `code`.
pub const CODE: &str = "\u{e1bc}";
/// Phosphor `compass`.
pub const COMPASS: &str = "\u{e1c8}";
/// Phosphor `copy`.
pub const COPY: &str = "\u{e1ca}";
/// Phosphor `database`.
pub const DATABASE: &str = "\u{e1de}";
/// Phosphor `dots-three`.
pub const DOTS_THREE: &str = "\u{e1fe}";
/// Phosphor `equals`.
pub const EQUALS: &str = "\u{e21c}";
/// Phosphor `export`.
pub const EXPORT: &str = "\u{eaf0}";
/// Phosphor `eye`.
pub const EYE: &str = "\u{e220}";
/// Phosphor `file-plus`.
pub const FILE_PLUS: &str = "\u{e236}";
/// Phosphor `file-text`.
pub const FILE_TEXT: &str = "\u{e23a}";
/// Phosphor `files`.
pub const FILES: &str = "\u{e710}";
/// Phosphor `flag`.
pub const FLAG: &str = "\u{e244}";
/// Phosphor `floppy-disk`.
pub const FLOPPY_DISK: &str = "\u{e248}";
/// Phosphor `folder-open`.
pub const FOLDER_OPEN: &str = "\u{e256}";
/// Phosphor `gauge`.
pub const GAUGE: &str = "\u{e628}";
/// Phosphor `gear`.
pub const GEAR: &str = "\u{e270}";
/// Phosphor `grid-nine`.
pub const GRID_NINE: &str = "\u{ec8c}";
/// Phosphor `handshake`.
pub const HANDSHAKE: &str = "\u{e582}";
/// Phosphor `house`.
pub const HOUSE: &str = "\u{e2c2}";
/// Phosphor `info`.
pub const INFO: &str = "\u{e2ce}";
/// Phosphor `link`.
pub const LINK: &str = "\u{e2e2}";
/// Phosphor `list-checks`.
pub const LIST_CHECKS: &str = "\u{eadc}";
/// Phosphor `lock-simple`.
pub const LOCK_SIMPLE: &str = "\u{e308}";
/// Phosphor `magnifying-glass`.
pub const MAGNIFYING_GLASS: &str = "\u{e30c}";
/// Phosphor `magnifying-glass-minus`.
pub const MAGNIFYING_GLASS_MINUS: &str = "\u{e30e}";
/// Phosphor `magnifying-glass-plus`.
pub const MAGNIFYING_GLASS_PLUS: &str = "\u{e310}";
/// Phosphor `minus-circle`.
pub const MINUS_CIRCLE: &str = "\u{e32c}";
/// Phosphor `moon`.
pub const MOON: &str = "\u{e330}";
/// Phosphor `note-pencil`.
pub const NOTE_PENCIL: &str = "\u{e34c}";
/// Phosphor `pencil-simple`.
pub const PENCIL_SIMPLE: &str = "\u{e3b4}";
/// Phosphor `plus`.
pub const PLUS: &str = "\u{e3d4}";
/// Phosphor `prohibit`.
pub const PROHIBIT: &str = "\u{e3de}";
/// Phosphor `question`.
pub const QUESTION: &str = "\u{e3e8}";
/// Phosphor `scales`.
pub const SCALES: &str = "\u{e750}";
/// Phosphor `sidebar-simple`.
pub const SIDEBAR_SIMPLE: &str = "\u{ec24}";
/// Phosphor `squares-four`.
pub const SQUARES_FOUR: &str = "\u{e464}";
/// Phosphor `sun`.
pub const SUN: &str = "\u{e472}";
/// Phosphor `trash`.
pub const TRASH: &str = "\u{e4a6}";
/// Phosphor `tree-structure`.
pub const TREE_STRUCTURE: &str = "\u{e67c}";
/// Phosphor `users-three`.
pub const USERS_THREE: &str = "\u{e68e}";
/// Phosphor `warning`.
pub const WARNING: &str = "\u{e4e0}";
/// Phosphor `warning-circle`.
pub const WARNING_CIRCLE: &str = "\u{e4e2}";
/// Phosphor `x`.
pub const X: &str = "\u{e4f6}";
/// Phosphor `x-circle`.
pub const X_CIRCLE: &str = "\u{e4f8}";
/// Phosphor `projector-screen`.
pub const PROJECTOR_SCREEN: &str = "\u{e658}";
/// Phosphor `table`.
pub const TABLE: &str = "\u{e476}";
/// Phosphor `corners-out`.
pub const CORNERS_OUT: &str = "\u{e1d0}";
