//! Cuts JSON (RFC 8259) into its values without reading them.
//!
//! A parser that reads whole documents stops at the first sign that is wrong, and the rest of the file is lost. This
//! one looks at brackets and texts only, so that a value that is wrong spoils itself and nothing else, and so that
//! no more than one record is in memory.

use std::borrow::Cow;
use std::io::{self, BufRead};

use crate::limits::{DEPTH_MAX, RECORD_BYTES_MAX};
use crate::read::LimitHit;
use crate::read::quoted::Quoted;

/// What is wrong with the form of the JSON, so that the next value cannot be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// something else was expected here
    Expected(&'static str),
    /// brackets are nested too deeply
    TooDeep,
}

impl Broken {
    /// What is wrong, in words.
    pub fn why(self) -> String {
        match self {
            Self::Expected(what) => format!("{what} was expected here"),
            Self::TooDeep => format!("it is nested more than {DEPTH_MAX} deep"),
        }
    }
}

/// Why the next value cannot be had from a stream.
#[derive(Debug)]
pub enum Fault {
    /// the input cannot be read, ends too early or is over a limit
    Io(io::Error),
    /// the form is wrong
    Broken(Broken),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Broken> for Fault {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

/// The input ended within a value.
fn cut_off() -> Fault {
    Fault::Io(io::ErrorKind::UnexpectedEof.into())
}

/// Whether this is JSON's white space, or the record separator of RFC 8142.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x1e)
}

/// Finds the end of one value in pieces of input.
#[derive(Default)]
struct Scan {
    /// brackets deeper than the limit are only counted: whoever reads the value refuses it, and the next one is found
    lenient: bool,
    depth: usize,
    /// which of the open brackets are braces, the innermost in the lowest bit
    braces: u64,
    text: Quoted,
    begun: bool,
}

impl Scan {
    /// Looks at more bytes; how many of them belong to the value when it ends among them.
    fn feed(&mut self, bytes: &[u8]) -> Result<Option<usize>, Broken> {
        for (at, &byte) in bytes.iter().enumerate() {
            if self.text.within() {
                if self.text.ends_at(byte) && self.depth == 0 {
                    return Ok(Some(at + 1));
                }
                continue;
            }
            match byte {
                b'{' | b'[' if self.depth > 0 || !self.begun => self.open(byte)?,
                b'"' if self.depth > 0 || !self.begun => self.text.begin(),
                b'}' | b']' if self.depth > 0 => {
                    self.close(byte)?;
                    if self.depth == 0 {
                        return Ok(Some(at + 1));
                    }
                }
                _ if self.depth > 0 => {}
                b',' | b'}' | b']' if self.begun => return Ok(Some(at)),
                _ if is_space(byte) && self.begun => return Ok(Some(at)),
                b'{' | b'[' | b'"' | b'}' | b']' | b',' | b':' => return Err(Broken::Expected("a value")),
                // a number or word, checked by who reads it
                _ => {}
            }
            self.begun = true;
        }
        Ok(None)
    }

    fn open(&mut self, byte: u8) -> Result<(), Broken> {
        if self.depth >= DEPTH_MAX && !self.lenient {
            return Err(Broken::TooDeep);
        }
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Ok(());
        }
        self.braces = self.braces << 1 | u64::from(byte == b'{');
        Ok(())
    }

    fn close(&mut self, byte: u8) -> Result<(), Broken> {
        if self.depth > DEPTH_MAX {
            self.depth -= 1;
            return Ok(());
        }
        match (self.braces & 1 == 1, byte) {
            (true, b'}') | (false, b']') => {}
            (true, _) => return Err(Broken::Expected("`}`")),
            (false, _) => return Err(Broken::Expected("`]`")),
        }
        self.depth -= 1;
        self.braces >>= 1;
        Ok(())
    }

    /// Whether the value may end where the input ends: a number or word at the top.
    fn may_end(&self) -> bool {
        self.begun && self.depth == 0 && !self.text.within()
    }
}

/// JSON values from a stream.
pub struct Stream<R> {
    input: R,
    byte: u64,
}

impl<R: BufRead> Stream<R> {
    /// The values of this input.
    pub fn new(input: R) -> Self {
        Self { input, byte: 0 }
    }

    /// How many bytes were passed.
    pub fn byte(&self) -> u64 {
        self.byte
    }

    fn consume(&mut self, count: usize) {
        self.input.consume(count);
        self.byte += count as u64;
    }

    /// The next byte that is not white space, without passing it; `None` at the end.
    pub fn peek(&mut self) -> Result<Option<u8>, Fault> {
        loop {
            let bytes = self.input.fill_buf()?;
            if bytes.is_empty() {
                return Ok(None);
            }
            let spaces = bytes.iter().take_while(|byte| is_space(**byte)).count();
            let found = bytes.get(spaces).copied();
            self.consume(spaces);
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    /// Passes this sign if it is the next.
    pub fn pass(&mut self, sign: u8) -> Result<bool, Fault> {
        let next = self.peek()?.ok_or_else(cut_off)?;
        if next == sign {
            self.consume(1);
        }
        Ok(next == sign)
    }

    /// After a value in an array or object: whether another one follows. Passes the comma or the closing sign.
    pub fn more(&mut self, close: u8) -> Result<bool, Fault> {
        if self.pass(b',')? {
            Ok(true)
        } else if self.pass(close)? {
            Ok(false)
        } else {
            Err(Broken::Expected(if close == b']' { "`,` or `]`" } else { "`,` or `}`" }).into())
        }
    }

    /// Passes a key and its colon; the key goes to `out`, its quotes included.
    pub fn key(&mut self, out: &mut Vec<u8>) -> Result<(), Fault> {
        if self.peek()?.ok_or_else(cut_off)? != b'"' {
            return Err(Broken::Expected("a key between quotes").into());
        }
        out.clear();
        self.value(Some(out))?;
        if self.pass(b':')? { Ok(()) } else { Err(Broken::Expected("`:`").into()) }
    }

    /// Passes one value; its bytes are added to `out` if given, up to [`RECORD_BYTES_MAX`] in all.
    pub fn value(&mut self, mut out: Option<&mut Vec<u8>>) -> Result<(), Fault> {
        self.peek()?.ok_or_else(cut_off)?;
        let mut scan = Scan { lenient: true, ..Scan::default() };
        loop {
            let bytes = self.input.fill_buf()?;
            if bytes.is_empty() {
                return if scan.may_end() { Ok(()) } else { Err(cut_off()) };
            }
            let end = scan.feed(bytes)?;
            let count = end.unwrap_or(bytes.len());
            if let Some(out) = &mut out {
                if out.len() + count > RECORD_BYTES_MAX {
                    let hit = LimitHit { what: "a record", limit: RECORD_BYTES_MAX as u64, unit: "bytes" };
                    return Err(Fault::Io(hit.into()));
                }
                out.extend_from_slice(bytes.get(..count).unwrap_or_default());
            }
            self.consume(count);
            if end.is_some() {
                return Ok(());
            }
        }
    }

    /// Passes the rest of the line.
    pub fn skip_line(&mut self) -> Result<(), Fault> {
        loop {
            let bytes = self.input.fill_buf()?;
            if bytes.is_empty() {
                return Ok(());
            }
            let end = bytes.iter().position(|byte| *byte == b'\n');
            let count = end.map_or(bytes.len(), |at| at + 1);
            self.consume(count);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}

/// What is left of a slice of JSON.
#[derive(Clone, Copy)]
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn peek(&mut self) -> Option<u8> {
        while let Some((first, rest)) = self.0.split_first() {
            if !is_space(*first) {
                return Some(*first);
            }
            self.0 = rest;
        }
        None
    }

    fn pass(&mut self, sign: u8) -> bool {
        let found = self.peek() == Some(sign);
        if found {
            self.0 = self.0.get(1..).unwrap_or_default();
        }
        found
    }

    fn value(&mut self) -> Result<&'a [u8], Broken> {
        self.peek();
        let mut scan = Scan::default();
        let end = match scan.feed(self.0)? {
            Some(end) => end,
            None if scan.may_end() => self.0.len(),
            None => return Err(Broken::Expected("the end of a value")),
        };
        let (value, rest) = self.0.split_at_checked(end).unwrap_or((self.0, &[]));
        self.0 = rest;
        Ok(value)
    }
}

/// A key with its quotes, empty in an array, and its value.
type Pair<'a> = (&'a [u8], &'a [u8]);

/// The members of an object or the elements of an array in a slice. Stops after the first that is broken.
pub struct Items<'a> {
    rest: Rest<'a>,
    close: u8,
    first: bool,
    ended: bool,
}

impl<'a> Items<'a> {
    /// The members of this object; none when the value is not an object.
    pub fn of_object(value: &'a [u8]) -> Self {
        Self::of(value, b'{', b'}')
    }

    /// The elements of this array, each with an empty key; none when the value is not an array.
    pub fn of_array(value: &'a [u8]) -> Self {
        Self::of(value, b'[', b']')
    }

    fn of(value: &'a [u8], open: u8, close: u8) -> Self {
        let mut rest = Rest(value);
        let ended = !rest.pass(open);
        Self { rest, close, first: true, ended }
    }

    fn item(&mut self) -> Result<Option<Pair<'a>>, Broken> {
        if self.rest.pass(self.close) {
            return Ok(None);
        }
        if !self.first && !self.rest.pass(b',') {
            return Err(Broken::Expected("`,`"));
        }
        self.first = false;
        if self.close == b']' {
            return Ok(Some((&[], self.rest.value()?)));
        }
        if self.rest.peek() != Some(b'"') {
            return Err(Broken::Expected("a key between quotes"));
        }
        let key = self.rest.value()?;
        if !self.rest.pass(b':') {
            return Err(Broken::Expected("`:`"));
        }
        Ok(Some((key, self.rest.value()?)))
    }
}

impl<'a> Iterator for Items<'a> {
    type Item = Result<Pair<'a>, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let item = self.item().transpose();
        self.ended = !matches!(item, Some(Ok(_)));
        item
    }
}

/// The text between quotes; `None` when it is not a text or cannot be read.
pub fn text(value: &[u8]) -> Option<Cow<'_, str>> {
    let inner = value.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    if inner.contains(&b'\\') {
        return serde_json::from_slice::<String>(value).ok().map(Cow::Owned);
    }
    std::str::from_utf8(inner).ok().map(Cow::Borrowed)
}

#[cfg(test)]
mod tests;
