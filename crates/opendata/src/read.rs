//! The readers, one file a format.
