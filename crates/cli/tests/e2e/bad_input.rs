//! Input that cannot be used.
