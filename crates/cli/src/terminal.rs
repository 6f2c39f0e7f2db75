//! Writing to the terminal: answers on standard output, everything else on standard error.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write as _};

/// Writes an answer. A reader that goes away (`| head`) is no error.
pub fn out(text: &str) {
    let mut out = io::stdout().lock();
    // nothing sensible is left to do when the output is gone
    let _ = out.write_all(tame(text).as_bytes()).and_then(|()| out.write_all(b"\n"));
}

/// Writes what becomes a file (a calendar, a table, a page): line ends as they are, and nothing after the last.
pub fn file(text: &str) {
    let steers = |sign: char| sign.is_control() && sign != '\n' && sign != '\r';
    let text: Cow<'_, str> =
        if text.contains(steers) { text.replace(steers, "\u{fffd}").into() } else { text.into() };
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

/// The text without what steers a terminal: a name in a raw file may hold it, and would then write over what stands
/// above it.
fn tame(text: &str) -> Cow<'_, str> {
    let steers = |sign: char| sign.is_control() && sign != '\n';
    if text.contains(steers) { text.replace(steers, "\u{fffd}").into() } else { text.into() }
}

/// Writes a message about how it goes.
pub fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", tame(text));
}

/// Writes why it did not go.
pub fn error(text: &str) {
    note(&format!("schouw: {text}"));
}

/// Whether a person watches the messages.
pub fn is_watched() -> bool {
    io::stderr().is_terminal()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_not_written() {
        assert_eq!(tame("Kade\u{1b}[2J\r\u{9b}1m\n12"), "Kade\u{fffd}[2J\u{fffd}\u{fffd}1m\n12");
        assert!(matches!(tame("Café ▲ 12\n"), Cow::Borrowed(_)));
    }
}
