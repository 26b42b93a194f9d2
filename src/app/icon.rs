//! The program's icon, as the window's.

use std::sync::Arc;

use eframe::egui::IconData;

/// The icon at 128 by 128 pixels.
const PICTURE: &[u8] = include_bytes!("../../assets/icons/weighbridge-128.png");

/// The icon for the window; none where the picture cannot be read.
pub fn window_icon() -> Arc<IconData> {
    Arc::new(eframe::icon_data::from_png_bytes(PICTURE).unwrap_or_default())
}
