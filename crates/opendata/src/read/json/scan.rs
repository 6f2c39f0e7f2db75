//! Finds the values in a stream of JSON without understanding them: strings and brackets are all it looks at.
//!
//! A record that is broken inside, or too large, is then the trouble of that record only, and memory is bounded by
//! the largest record that may be kept.

use std::io::{self, BufRead};

use crate::limits::DEPTH_MAX;
use crate::read::quoted::Quoted;

/// A value that was passed over, and perhaps kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Passed {
    /// it was larger than what could be kept; what was kept is its beginning
    pub(super) too_large: bool,
    /// it is nested deeper than any format needs
    pub(super) too_deep: bool,
}

/// A stream of JSON, looked at byte by byte.
pub(super) struct Scan<R> {
    input: R,
    /// how many bytes were passed
    pub(super) byte: u64,
}

/// Brackets that are open; those deeper than [`DEPTH_MAX`] are only counted.
#[derive(Default)]
struct Open {
    brackets: Vec<u8>,
    beyond: usize,
    too_deep: bool,
}

/// What a byte does to a value.
enum Step {
    /// the value goes on after this byte
    On,
    /// this byte is the last of the value
    Last,
    /// the value ended before this byte
    Before,
}

/// Where in a value the scan is.
struct State {
    open: Open,
    text: Quoted,
    /// a plain value: number, true, null, or what should not be there
    plain: bool,
}

impl<R: BufRead> Scan<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, byte: 0 }
    }

    /// The next byte, without taking it.
    pub(super) fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            match self.input.fill_buf() {
                Ok(buffer) => return Ok(buffer.first().copied()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Takes one byte that was peeked.
    pub(super) fn take(&mut self) {
        self.input.consume(1);
        self.byte += 1;
    }

    /// The next byte that is no white space, without taking it.
    pub(super) fn peek_past_space(&mut self) -> io::Result<Option<u8>> {
        loop {
            match self.peek()? {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.take(),
                other => return Ok(other),
            }
        }
    }

    /// Passes one value, keeping at most `bytes_max` of it in `kept`.
    ///
    /// # Errors
    /// `UnexpectedEof` when the input ends within the value, and what the input itself says.
    pub(super) fn value(&mut self, kept: &mut Vec<u8>, bytes_max: usize) -> io::Result<Passed> {
        kept.clear();
        let first = self.peek_past_space()?.ok_or(io::ErrorKind::UnexpectedEof)?;
        let plain = !matches!(first, b'{' | b'[' | b'"');
        let mut state = State { open: Open::default(), text: Quoted::default(), plain };
        let mut too_large = false;
        loop {
            let Some(_) = self.peek()? else {
                // a number may be the last thing in a file
                return if plain {
                    Ok(state.passed(too_large))
                } else {
                    Err(io::ErrorKind::UnexpectedEof.into())
                };
            };
            let buffer = self.input.fill_buf()?;
            let (used, ended) = state.steps(buffer);
            let room = bytes_max.saturating_sub(kept.len());
            too_large |= used > room;
            kept.extend_from_slice(buffer.get(..used.min(room)).unwrap_or_default());
            self.input.consume(used);
            self.byte += used as u64;
            if ended {
                return Ok(state.passed(too_large));
            }
        }
    }
}

impl State {
    fn passed(&self, too_large: bool) -> Passed {
        Passed { too_large, too_deep: self.open.too_deep }
    }

    /// Goes through a buffer: how many bytes belong to the value, and whether it ended.
    fn steps(&mut self, buffer: &[u8]) -> (usize, bool) {
        for (at, byte) in buffer.iter().enumerate() {
            match self.step(*byte) {
                Step::On => {}
                Step::Last => return (at + 1, true),
                Step::Before => return (at, true),
            }
        }
        (buffer.len(), false)
    }

    fn step(&mut self, byte: u8) -> Step {
        if self.text.within() {
            let last = self.text.ends_at(byte) && self.open.is_empty();
            return if last { Step::Last } else { Step::On };
        }
        match byte {
            b',' | b':' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n' if self.plain => return Step::Before,
            _ if self.plain => {}
            b'"' => self.text.begin(),
            b'{' | b'[' => self.open.open(byte),
            b'}' | b']' => {
                if !self.open.close(byte) {
                    return Step::Before;
                }
                if self.open.is_empty() {
                    return Step::Last;
                }
            }
            _ => {}
        }
        Step::On
    }
}

impl Open {
    fn is_empty(&self) -> bool {
        self.brackets.is_empty() && self.beyond == 0
    }

    fn open(&mut self, bracket: u8) {
        if self.brackets.len() < DEPTH_MAX {
            self.brackets.push(bracket);
        } else {
            self.beyond += 1;
            self.too_deep = true;
        }
    }

    /// Closes a bracket. One that does not fit closes all within the one that it does fit, so that a bracket too few
    /// in one record does not swallow the next; false when it fits none: it belongs to what is around the value.
    fn close(&mut self, bracket: u8) -> bool {
        if self.beyond > 0 {
            self.beyond -= 1;
            return true;
        }
        let opening = if bracket == b'}' { b'{' } else { b'[' };
        let Some(at) = self.brackets.iter().rposition(|open| *open == opening) else {
            return false;
        };
        self.brackets.truncate(at);
        true
    }
}
