//! The binary `schouw`: terminal to use case and back.

fn main() {}
