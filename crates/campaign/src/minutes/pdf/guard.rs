//! How much the streams of a PDF unpack to, before the library unpacks them in one go without a limit.

use std::borrow::Cow;
use std::io::Read as _;

use flate2::read::ZlibDecoder;

use crate::minutes::Unreadable;

/// Most bytes that one stream unpacks to.
const STREAM_BYTES_MAX: u64 = 48 << 20;
/// Most bytes that all streams unpack to.
const STREAMS_BYTES_MAX: u64 = 256 << 20;
/// Most bytes of a stream that is packed with LZW, which unpacks to 1,400 times as much at most.
const LZW_BYTES_MAX: usize = 96 << 10;
/// Most times that a stream is packed in itself.
const LAYERS_MAX: usize = 3;
/// Bytes before a stream in which its dictionary is looked for.
const DICTIONARY_BYTES_MAX: usize = 2_048;

fn too_large(max: u64) -> Unreadable {
    Unreadable::TooLarge { max, unit: "bytes when unpacked" }
}

/// Whether no stream unpacks to more than the limits.
///
/// # Errors
/// The limit that is exceeded.
pub fn check(bytes: &[u8]) -> Result<(), Unreadable> {
    let (mut at, mut total) = (0, 0_u64);
    while let Some(found) = find(bytes.get(at..).unwrap_or_default(), b"stream") {
        let word = at + found;
        at = word + 6;
        if bytes.get(..word).unwrap_or_default().ends_with(b"end") {
            continue;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        let line = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n' | b' ')).count();
        let rest = rest.get(line..).unwrap_or_default();
        let data = rest.get(..find(rest, b"endstream").unwrap_or(rest.len())).unwrap_or_default();
        let before = bytes.get(word.saturating_sub(DICTIONARY_BYTES_MAX)..word).unwrap_or_default();
        let start = before.windows(3).rposition(|window| window == b"obj").unwrap_or(0);
        total += unpacked(data, before.get(start..).unwrap_or_default())?;
        if total > STREAMS_BYTES_MAX {
            return Err(too_large(STREAMS_BYTES_MAX));
        }
        at += line + data.len();
    }
    Ok(())
}

fn unpacked(data: &[u8], dictionary: &[u8]) -> Result<u64, Unreadable> {
    let has = |name: &[u8]| find(dictionary, name).is_some();
    if has(b"LZW") && data.len() > LZW_BYTES_MAX {
        return Err(too_large(STREAM_BYTES_MAX));
    }
    let mut data = if has(b"85") { Cow::Owned(ascii85(data)) } else { Cow::Borrowed(data) };
    for _ in 0..LAYERS_MAX {
        let is_zlib = matches!(*data, [first, second, ..] if first & 0x0f == 8 && (u16::from(first) << 8 | u16::from(second)).is_multiple_of(31));
        if !is_zlib {
            break;
        }
        let mut out = Vec::new();
        // what is damaged gives what came before the damage
        let _ = ZlibDecoder::new(&*data).take(STREAM_BYTES_MAX + 1).read_to_end(&mut out);
        if out.len() as u64 > STREAM_BYTES_MAX {
            return Err(too_large(STREAM_BYTES_MAX));
        }
        data = Cow::Owned(out);
    }
    Ok(data.len() as u64)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// The bytes that ASCII85 stands for; what is no sign of it is passed over.
fn ascii85(data: &[u8]) -> Vec<u8> {
    let (mut out, mut group, mut count) = (Vec::with_capacity(data.len()), 0_u32, 0_usize);
    for byte in data {
        match byte {
            b'~' => break,
            b'z' if count == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                count += 1;
                if count == 5 {
                    out.extend(group.to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            _ => {}
        }
    }
    if count > 1 {
        (count..5).for_each(|_| group = group.wrapping_mul(85).wrapping_add(84));
        out.extend(group.to_be_bytes().iter().take(count - 1));
    }
    out
}
