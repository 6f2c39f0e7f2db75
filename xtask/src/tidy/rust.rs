//! Just enough of Rust's grammar: what is a comment, a string, a test, a function.

use std::ops::Range;

/// A text with parts blanked out; lengths and lines stay.
#[derive(Debug, PartialEq, Eq)]
pub struct Masked {
    /// without comments and without what stands in strings
    pub code: String,
    /// without comments
    pub text: String,
}

/// A function.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    /// name
    pub name: String,
    /// line of the word `fn`, counted from 1
    pub line: usize,
    /// lines from `fn` to the closing bracket
    pub lines: usize,
}

/// Blanks comments and strings.
#[must_use]
pub fn mask(text: &str) -> Masked {
    let bytes = text.as_bytes();
    let (mut comments, mut strings) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let end = if rest.starts_with(b"//") {
            let end = at + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
            comments.push(at..end);
            end
        } else if rest.starts_with(b"/*") {
            let end = at + block_comment(rest);
            comments.push(at..end);
            end
        } else if let Some(Quoted { open, inside, close }) = string(bytes, at) {
            strings.push(at + open..at + open + inside);
            at + open + inside + close
        } else {
            at + 1
        };
        at = end;
    }
    let text = blank(text, &comments);
    Masked { code: blank(&text, &strings), text }
}

/// Blanks ranges of a text; line ends stay. The ranges begin and end between characters.
#[must_use]
pub fn blank(text: &str, ranges: &[Range<usize>]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for range in ranges {
        let end = range.end.min(bytes.len());
        for byte in bytes.get_mut(range.start..end).unwrap_or_default() {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn block_comment(rest: &[u8]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        if rest[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

/// A string or character: bytes before its content, of its content, and behind it.
struct Quoted {
    open: usize,
    inside: usize,
    close: usize,
}

/// The string or character that begins here.
fn string(bytes: &[u8], at: usize) -> Option<Quoted> {
    let rest = &bytes[at..];
    match rest.first()? {
        b'"' => Some(plain(&rest[1..], b'"')),
        b'\'' if is_character(rest) => Some(plain(&rest[1..], b'\'')),
        b'r' if at == 0 || !is_name(bytes[at - 1]) || matches!(bytes[at - 1], b'b' | b'c') => raw(rest),
        _ => None,
    }
}

/// A string of which the opening quote was read; a backslash keeps the next byte.
fn plain(rest: &[u8], quote: u8) -> Quoted {
    let mut inside = 0;
    while let Some(byte) = rest.get(inside) {
        match byte {
            b'\\' => inside += 2,
            byte if *byte == quote => return Quoted { open: 1, inside, close: 1 },
            _ => inside += 1,
        }
    }
    Quoted { open: 1, inside: rest.len(), close: 0 }
}

fn raw(rest: &[u8]) -> Option<Quoted> {
    let hashes = rest[1..].iter().take_while(|byte| **byte == b'#').count();
    if rest.get(1 + hashes) != Some(&b'"') {
        return None;
    }
    let open = 2 + hashes;
    let end: Vec<u8> = std::iter::once(b'"').chain(std::iter::repeat_n(b'#', hashes)).collect();
    let body = &rest[open..];
    Some(match body.windows(end.len()).position(|window| window == end) {
        Some(inside) => Quoted { open, inside, close: end.len() },
        None => Quoted { open, inside: body.len(), close: 0 },
    })
}

/// Whether a character literal begins here, and not a lifetime.
fn is_character(rest: &[u8]) -> bool {
    let width = match rest.get(1) {
        None => return false,
        Some(b'\\') => return true,
        Some(0..0x80) => 1,
        Some(0x80..0xe0) => 2,
        Some(0xe0..0xf0) => 3,
        Some(_) => 4,
    };
    rest.get(1 + width) == Some(&b'\'')
}

/// The parts of code that are compiled for tests only.
#[must_use]
pub fn test_ranges(code: &str) -> Vec<Range<usize>> {
    let marker = "#[cfg(test)]";
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (at, _) in code.match_indices(marker) {
        if ranges.last().is_none_or(|last| last.end <= at) {
            ranges.push(at..item_end(code, at + marker.len()));
        }
    }
    ranges
}

/// The modules in files of their own that are compiled for tests only.
#[must_use]
pub fn test_modules(code: &str) -> Vec<String> {
    let name = |range: Range<usize>| -> Option<String> {
        let item = code.get(range)?.strip_suffix(';')?;
        let (_, name) = item.rsplit_once("mod ")?;
        Some(name.trim().to_owned())
    };
    test_ranges(code).into_iter().filter_map(name).collect()
}

/// The folder in which the modules of a file stand.
#[must_use]
pub fn module_folder(path: &str) -> &str {
    let stem = path.trim_end_matches(".rs");
    ["/mod", "/lib", "/main"].iter().find_map(|end| stem.strip_suffix(end)).unwrap_or(stem)
}

/// Where the item that begins here ends: at its `;`, or at the bracket that closes its body.
fn item_end(code: &str, from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(from) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            b';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

/// The functions with a body in masked code.
#[must_use]
pub fn functions(code: &str) -> Vec<Function> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        if at > 0 && is_name(code.as_bytes()[at - 1]) {
            continue;
        }
        let name: String =
            code[at + 3..].trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let end = item_end(code, at);
        if name.is_empty() || !code[..end].ends_with('}') {
            continue;
        }
        let line = super::tree::line_at(code, at);
        found.push(Function { name, line, lines: code[at..end].matches('\n').count() + 1 });
    }
    found
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_mask(text: &str, code: &str) {
        let masked = mask(text);
        assert_eq!(masked.code.split_whitespace().collect::<Vec<_>>().join(" "), code, "{text}");
        assert_eq!(masked.code.len(), text.len());
    }

    #[test]
    fn comments_and_strings_are_blanked() {
        check_mask("a // b\nc", "a c");
        check_mask("a /* b /* c */ d */ e", "a e");
        check_mask(r#"f("a // b", 'c')"#, r#"f(" ", ' ')"#);
        check_mask(r##"r#"a " b"# + br"x\" + c"##, r##"r#" "# + br" " + c"##);
        check_mask(r"let a: &'static str = '\'';", r"let a: &'static str = ' ';");
        check_mask("'é' + \"€\" + x", "' ' + \" \" + x");
        check_mask("\"a\\\"b\" c", "\" \" c");
    }

    #[test]
    fn a_function_is_counted_from_its_word_to_its_bracket() {
        let code = "pub fn a<T>(f: fn (u8)) -> [u8; 2]\nwhere\n{\n    b\n}\ntrait T { fn c(&self);\nfn d(&self) {} }\n";
        let found: Vec<_> = functions(code).into_iter().map(|f| (f.name, f.line, f.lines)).collect();
        assert_eq!(found, [("a".into(), 1, 5), ("d".into(), 7, 1)]);
    }

    #[test]
    fn tests_end_where_their_bracket_closes() {
        let code =
            "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() { {} }\n}\nfn c() {}\n#[cfg(test)] mod far;\n";
        let left = blank(code, &test_ranges(code));
        assert!(
            left.contains("fn a") && left.contains("fn c") && !left.contains("fn b") && !left.contains("far")
        );
        assert_eq!(test_modules(code), ["far"]);
    }
}
