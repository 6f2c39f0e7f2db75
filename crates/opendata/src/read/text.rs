//! Bytes in any declared or marked encoding become UTF-8, as a stream.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use serde::{Deserialize, Serialize};

/// Bytes of decoded text kept at a time.
const DECODED_BYTES: usize = 64 << 10;
/// Most bytes that one undecodable sequence takes as a replacement character.
const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();
/// Bytes of the longest byte order mark.
const MARK_BYTES: usize = 3;

/// An encoding of texts, named as on the web: `utf-8`, `windows-1252`, `iso-8859-1`, `utf-16le`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TextEncoding(&'static Encoding);

/// Why a text does not name an encoding.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an encoding; use utf-8, windows-1252, iso-8859-15 or utf-16le")]
pub struct TextEncodingError(String);

impl TextEncoding {
    /// The encoding of most files.
    pub const UTF_8: Self = Self(UTF_8);

    /// The encoding with this name.
    ///
    /// # Errors
    /// When no encoding has the name.
    pub fn named(name: &str) -> Result<Self, TextEncodingError> {
        let found = Encoding::for_label(name.trim().as_bytes());
        found.map(Self).ok_or_else(|| TextEncodingError(name.chars().take(40).collect()))
    }

    /// The encoding itself.
    #[must_use]
    pub fn get(self) -> &'static Encoding {
        self.0
    }
}

impl TryFrom<String> for TextEncoding {
    type Error = TextEncodingError;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Self::named(&name)
    }
}

impl From<TextEncoding> for String {
    fn from(encoding: TextEncoding) -> Self {
        encoding.0.name().to_ascii_lowercase()
    }
}

/// A reader whose first bytes can be looked at before they are read. An error while looking is kept and comes after
/// those bytes, so that nothing before a cut is lost.
pub struct Peeked<R> {
    head: Vec<u8>,
    at: usize,
    fault: Option<io::Error>,
    inner: R,
}

impl<R: BufRead> Peeked<R> {
    /// Looks at the first `bytes` bytes, or at all there are.
    pub fn new(mut inner: R, bytes: usize) -> Self {
        let mut head = Vec::new();
        let limit = bytes as u64;
        let fault = inner.by_ref().take(limit).read_to_end(&mut head).err();
        Self { head, at: 0, fault, inner }
    }

    /// The bytes looked at that were not read yet.
    #[must_use]
    pub fn head(&self) -> &[u8] {
        self.head.get(self.at..).unwrap_or_default()
    }

    /// The input itself, past the bytes looked at.
    pub fn into_inner(self) -> R {
        self.inner
    }
}

impl<R: BufRead> Read for Peeked<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at < self.head.len() || self.fault.is_some() {
            let count = self.fill_buf()?.read(out)?;
            self.consume(count);
            return Ok(count);
        }
        self.inner.read(out)
    }
}

impl<R: BufRead> BufRead for Peeked<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.head.len() {
            return Ok(self.head.get(self.at..).unwrap_or_default());
        }
        match self.fault.take() {
            Some(fault) => Err(fault),
            None => self.inner.fill_buf(),
        }
    }

    fn consume(&mut self, count: usize) {
        if self.at < self.head.len() {
            self.at = (self.at + count).min(self.head.len());
        } else {
            self.inner.consume(count);
        }
    }
}

/// A reader that yields UTF-8 without byte order mark.
///
/// A mark in the input goes before the declared encoding. UTF-8 is passed on as it stands, also where it is
/// invalid: the format's reader says in which record that is. In other encodings an undecodable sequence becomes U+FFFD.
pub struct Decoded<R> {
    inner: Peeked<R>,
    encoding: &'static Encoding,
    decoder: Option<Decoder>,
    out: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: BufRead> Decoded<R> {
    /// Starts decoding by the byte order mark, else as declared, else as UTF-8.
    pub fn new(input: R, declared: Option<TextEncoding>) -> Self {
        let mut decoded = Self::replacing(input, declared);
        if decoded.encoding == UTF_8 {
            decoded.decoder = None;
        }
        decoded
    }

    /// The same, with U+FFFD for what is undecodable in UTF-8 too: for formats whose library stops at it.
    pub fn replacing(input: R, declared: Option<TextEncoding>) -> Self {
        let mut inner = Peeked::new(input, MARK_BYTES);
        let (encoding, mark) =
            Encoding::for_bom(inner.head()).unwrap_or((declared.map_or(UTF_8, TextEncoding::get), 0));
        inner.consume(mark);
        let decoder = Some(encoding.new_decoder_without_bom_handling());
        Self { inner, encoding, decoder, out: Vec::new(), at: 0, ended: false }
    }

    /// The name of the encoding that is decoded.
    #[must_use]
    pub fn encoding(&self) -> &'static str {
        self.encoding.name()
    }

    /// Decodes until there is something to read or the input ends.
    fn refill(&mut self) -> io::Result<()> {
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        while self.at >= self.out.len() && !self.ended {
            let source = self.inner.fill_buf()?;
            let last = source.is_empty();
            self.out.resize(DECODED_BYTES, 0);
            self.at = 0;
            // room is left for the replacement character
            let room = self.out.get_mut(..DECODED_BYTES - REPLACEMENT.len()).unwrap_or_default();
            let (result, used, mut written) = decoder.decode_to_utf8_without_replacement(source, room, last);
            self.inner.consume(used);
            if let DecoderResult::Malformed(..) = result {
                if let Some(gap) = self.out.get_mut(written..written + REPLACEMENT.len()) {
                    gap.copy_from_slice(REPLACEMENT);
                }
                written += REPLACEMENT.len();
            }
            self.ended = last && matches!(result, DecoderResult::InputEmpty);
            self.out.truncate(written);
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.decoder.is_none() {
            return self.inner.read(out);
        }
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Decoded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.decoder.is_none() {
            return self.inner.fill_buf();
        }
        self.refill()?;
        Ok(self.out.get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        if self.decoder.is_none() {
            self.inner.consume(count);
        } else {
            self.at = (self.at + count).min(self.out.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], declared: Option<&str>, expected: &str) {
        let declared = declared.map(|name| TextEncoding::named(name).unwrap());
        let mut text = Vec::new();
        // a buffer of two bytes cuts every longer sequence
        let input = io::BufReader::with_capacity(2, bytes);
        Decoded::new(input, declared).read_to_end(&mut text).unwrap();
        assert_eq!(String::from_utf8_lossy(&text), expected);
    }

    #[test]
    fn a_mark_goes_before_the_declared_encoding() {
        check(b"\xef\xbb\xbfcaf\xc3\xa9", Some("windows-1252"), "café");
        check(b"\xff\xfec\0a\0f\0\xe9\0", None, "café");
        check(b"\xfe\xff\0c\0a\0f\0\xe9", Some("utf-8"), "café");
    }

    #[test]
    fn the_declared_encoding_is_decoded() {
        check(b"caf\xe9 \x80", Some("windows-1252"), "café €");
        check(b"caf\xc3\xa9", Some("utf-8"), "café");
        check(b"caf\xc3\xa9", None, "café");
        check(b"", Some("utf-16le"), "");
        check(b"", None, "");
    }

    #[test]
    fn what_cannot_be_decoded_becomes_a_replacement_character() {
        check(b"a\0\x00\xd8b\0", Some("utf-16le"), "a\u{fffd}b");
        check(b"a\0b", Some("utf-16le"), "a\u{fffd}");
    }

    #[test]
    fn an_unknown_encoding_is_refused() {
        assert!(TextEncoding::named("klinkt-als-niets").is_err());
        assert_eq!(String::from(TextEncoding::named("latin1").unwrap()), "windows-1252");
    }

    #[test]
    fn bytes_before_a_fault_are_still_read() {
        struct Faulty(bool);
        impl Read for Faulty {
            fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
                if std::mem::replace(&mut self.0, true) {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                out[..2].copy_from_slice(b"ab");
                Ok(2)
            }
        }
        let mut peeked = Peeked::new(io::BufReader::new(Faulty(false)), 100);
        assert_eq!(peeked.head(), b"ab");
        let mut text = Vec::new();
        let fault = peeked.read_to_end(&mut text).unwrap_err();
        assert_eq!((text.as_slice(), fault.kind()), (b"ab".as_slice(), io::ErrorKind::UnexpectedEof));
    }
}
