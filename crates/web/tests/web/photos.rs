//! Files that are photos, and files that only seem so.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// One part of a PNG.
fn part(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut part = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    part.extend_from_slice(kind);
    part.extend_from_slice(data);
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(data);
    part.extend_from_slice(&crc.sum().to_be_bytes());
    part
}

/// A black PNG with one bit for each pixel: small as a file, and three bytes for each pixel when it is unpacked, as it
/// has a palette.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    // one bit, a palette
    head.extend_from_slice(&[1, 3, 0, 0, 0]);
    let mut rows = ZlibEncoder::new(Vec::new(), Compression::best());
    let row = vec![0; 1 + width.div_ceil(8) as usize];
    for _ in 0..height {
        rows.write_all(&row).unwrap();
    }
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        part(b"IHDR", &head),
        part(b"PLTE", &[0, 0, 0, 255, 255, 255]),
        part(b"IDAT", &rows.finish().unwrap()),
        part(b"IEND", &[]),
    ]
    .concat()
}

/// A zip with one file, as it stands behind a picture.
pub const ZIP: &[u8] = b"PK\x03\x04\x0a\x00\x00\x00\x00\x00verborgen.txtPK\x05\x06";
