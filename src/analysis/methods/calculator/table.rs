//! The table of methods, by name. A new method is a constant [`Method`] in the
//! file of its adapter, and a line here.

use super::Method;

/// All methods, sorted by name.
pub(super) const METHODS: &[Method] = &[];
