//! Writing to the terminal: answers on standard output, everything else on standard error.

use std::io::{self, IsTerminal as _, Write as _};

/// Writes an answer. A reader that goes away (`| head`) is no error.
pub fn out(text: &str) {
    let mut out = io::stdout().lock();
    // nothing sensible is left to do when the output is gone
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.write_all(b"\n"));
}

/// Writes a message about how it goes.
pub fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Writes why it did not go.
pub fn error(text: &str) {
    note(&format!("schouw: {text}"));
}

/// Whether a person watches the messages.
pub fn is_watched() -> bool {
    io::stderr().is_terminal()
}
