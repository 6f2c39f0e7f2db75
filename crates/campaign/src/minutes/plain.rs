//! Bytes into text: which kind of file it is, and in which character set a text is.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Unreadable;

/// Bytes that tell what a file is.
const SNIFF_BYTES: usize = 1_024;

/// What a file is, by its first bytes; a name is only a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// text in some character set
    Text,
    /// a document of a word processor (Office Open XML), or another zip
    Docx,
    /// a PDF
    Pdf,
    /// something else: what it is
    Other(&'static str),
}

/// What a file is.
#[must_use]
pub fn kind(bytes: &[u8]) -> Kind {
    let head = bytes.get(..SNIFF_BYTES.min(bytes.len())).unwrap_or_default();
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        Kind::Docx
    } else if head.windows(5).any(|window| window == b"%PDF-") {
        Kind::Pdf
    } else if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        Kind::Other("an old Word document (.doc): save it as .docx")
    } else if head.starts_with(b"{\\rtf") {
        Kind::Other("a rich text document (.rtf): save it as .docx or as text")
    } else if head.starts_with(&[0xff, 0xd8, 0xff])
        || head.starts_with(b"\x89PNG")
        || head.starts_with(b"GIF8")
    {
        Kind::Other("a picture: it has to go through text recognition first")
    } else if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        Kind::Text
    } else if head.contains(&0) {
        Kind::Other("a binary file")
    } else {
        Kind::Text
    }
}

/// The text: UTF-8, UTF-16 with its mark, else Windows-1252.
///
/// # Errors
/// When it is too large or no text.
pub fn text(bytes: &[u8]) -> Result<String, Unreadable> {
    if bytes.len() > super::TEXT_BYTES_MAX {
        return Err(Unreadable::TooLarge { max: super::TEXT_BYTES_MAX as u64, unit: "bytes of text" });
    }
    if let Kind::Other(what) = kind(bytes) {
        return Err(Unreadable::NotThat { what: "a text, .docx or .pdf", why: format!("it is {what}") });
    }
    let encoding = if bytes.starts_with(&[0xff, 0xfe]) {
        UTF_16LE
    } else if bytes.starts_with(&[0xfe, 0xff]) {
        UTF_16BE
    } else if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        WINDOWS_1252
    };
    Ok(encoding.decode(bytes).0.replace('\r', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_bytes() {
        for (bytes, expected) in [
            (b"Verslag".as_slice(), Kind::Text),
            (b"PK\x03\x04rest", Kind::Docx),
            (b"%PDF-1.7", Kind::Pdf),
            (b"a\0b", Kind::Other("a binary file")),
            (b"\xff\xfeV\0", Kind::Text),
        ] {
            assert_eq!(kind(bytes), expected);
        }
        assert_eq!(text(b"co\xf6rdinator").as_deref(), Ok("coördinator"));
        assert_eq!(text(b"\xff\xfeV\0e\0").as_deref(), Ok("Ve"));
        assert_eq!(text("\u{feff}één".as_bytes()).as_deref(), Ok("één"));
    }
}
