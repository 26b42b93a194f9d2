//! What other tools wrote.
