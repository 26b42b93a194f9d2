//! The fonts, embedded: IBM Plex Sans for text, whose figures all have one
//! width, and Phosphor for icons. The system fills in other scripts.

use std::sync::Arc;

use eframe::egui::{Context, FontData, FontDefinitions, FontFamily};

/// Name of the semibold family.
pub const SEMIBOLD: &str = "semibold";
/// Name of the icon family.
pub const ICONS: &str = "icons";

/// Puts the fonts into the context.
pub fn install(ctx: &Context) {
    let mut fonts = FontDefinitions::empty();
    let embedded: [(&str, &'static [u8]); 3] = [
        ("plex", include_bytes!("../../../assets/fonts/IBMPlexSans-Regular.ttf")),
        ("plex-semibold", include_bytes!("../../../assets/fonts/IBMPlexSans-SemiBold.ttf")),
        ("phosphor", include_bytes!("../../../assets/fonts/Phosphor.ttf")),
    ];
    for (name, bytes) in embedded {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let families = [
        (FontFamily::Proportional, ["plex", "phosphor"]),
        (FontFamily::Monospace, ["plex", "phosphor"]),
        (FontFamily::Name(SEMIBOLD.into()), ["plex-semibold", "phosphor"]),
        (FontFamily::Name(ICONS.into()), ["phosphor", "plex"]),
    ];
    for (family, names) in families {
        fonts.families.insert(family, names.map(str::to_owned).to_vec());
    }
    ctx.set_fonts(fonts);
}
