//! Archives made here, whole and broken.

use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;

use super::*;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn tarred(files: &[(&str, &[u8], u8)]) -> Vec<u8> {
    let mut tar = Vec::new();
    for (name, bytes, kind) in files {
        let mut block = [0_u8; 512];
        block[..name.len()].copy_from_slice(name.as_bytes());
        block[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
        block[148..156].copy_from_slice(b"        ");
        block[156] = *kind;
        block[257..263].copy_from_slice(b"ustar\0");
        let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
        block[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        tar.extend(block);
        tar.extend(*bytes);
        tar.resize(tar.len().next_multiple_of(512), 0);
    }
    tar.resize(tar.len() + 1024, 0);
    tar
}

fn unpacked(bytes: Vec<u8>, ending: &str) -> (Vec<String>, Result<usize, ReadError>) {
    let pick = Pick { ending: ending.into(), name: None };
    let mut found = Vec::new();
    let result = each_file(Cursor::new(bytes), &pick, &mut |name, input| {
        let mut text = Vec::new();
        let read = input.read_to_end(&mut text);
        found.push(format!("{name}={}", String::from_utf8_lossy(&text)));
        read.map_err(|error| ReadError::from_io(error, Place::default()))?;
        Ok(ControlFlow::Continue(()))
    });
    (found, result)
}

fn check(bytes: Vec<u8>, ending: &str, expected: &[&str]) {
    let (found, result) = unpacked(bytes, ending);
    assert_eq!(found, expected);
    assert_eq!(result.unwrap(), expected.len());
}

#[test]
fn each_packing_is_known_by_its_first_bytes() {
    check(b"a;b".to_vec(), ".csv", &["=a;b"]);
    check(Vec::new(), ".csv", &["="]);
    check(gzip(b"a;b"), ".csv", &["=a;b"]);
    check(zipped(&[("map/a.CSV", b"1"), ("b.txt", b"2")]), ".csv", &["map/a.CSV=1"]);
    let tar = tarred(&[("map/", b"", b'5'), ("map/a.json", b"{}", b'0'), ("b.txt", b"2", b'0')]);
    check(tar.clone(), ".json", &["map/a.json={}"]);
    check(gzip(&tar), ".json", &["map/a.json={}"]);
}

#[test]
fn gzip_may_have_several_members() {
    check([gzip(b"een,"), gzip(b"twee")].concat(), "", &["=een,twee"]);
}

#[test]
fn folders_and_what_macos_adds_are_passed_over_and_paths_are_harmless() {
    let zip = zipped(&[("__MACOSX/._a.csv", b"x"), ("map/._a.csv", b"y"), ("../../etc/a.csv", b"1")]);
    check(zip, ".csv", &["../../etc/a.csv=1"]);
}

#[test]
fn long_names_in_tar_are_read_both_ways() {
    let tar = tarred(&[
        ("././@LongLink", b"een/lange/naam.json\0", b'L'),
        ("kort", b"1", b'0'),
        ("PaxHeader", b"25 path=nog/langer.json\n11 mtime=1\n", b'x'),
        ("kort", b"2", b'0'),
        ("kort.json", b"3", b'0'),
    ]);
    check(tar, ".json", &["een/lange/naam.json=1", "nog/langer.json=2", "kort.json=3"]);
}

#[test]
fn a_gzip_that_is_cut_off_gives_what_came_before() {
    let text: String = (0..50_000).map(|number| format!("{number};")).collect();
    let mut bytes = gzip(text.as_bytes());
    bytes.truncate(bytes.len() / 2);
    let (found, result) = unpacked(bytes, "");
    assert!(found[0].len() > 10_000 && text.starts_with(&found[0][1..]));
    assert!(matches!(result, Err(ReadError::CutOff { .. })), "{result:?}");
}

#[test]
fn a_zip_or_tar_that_is_cut_off_says_so() {
    let zip = zipped(&[("a.csv", &[b'x'; 1000])]);
    let (found, result) = unpacked(zip[..zip.len() / 2].to_vec(), "");
    assert!(found.is_empty());
    assert!(result.unwrap_err().to_string().contains("fetch it again"));
    let tar = tarred(&[("a.csv", &[b'x'; 1000], b'0')]);
    let (_, result) = unpacked(tar[..1000].to_vec(), "");
    assert!(matches!(result, Err(ReadError::CutOff { .. })), "{result:?}");
}

#[test]
fn a_bomb_is_stopped_with_a_clear_message() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![0_u8; 1 << 20];
    for _ in 0..100 {
        encoder.write_all(&zeros).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    for packed in [bomb, zipped(&[("a.csv", &vec![0; 100 << 20])])] {
        let (found, result) = unpacked(packed, "");
        assert!(found[0].len() < (65 << 20));
        let message = result.unwrap_err().to_string();
        assert!(message.contains("is this a zip bomb?) goes over the limit of 200 times"), "{message}");
    }
}

#[test]
fn two_files_of_an_archive_are_read_side_by_side() {
    let long: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
    let mut first = Archive::open(Cursor::new(zipped(&[("a", &long), ("b", b"kort")]))).unwrap();
    let mut second = first.second();
    assert_eq!(first.names(), ["a", "b"]);
    let (mut a, mut b) = (first.file(0).unwrap(), second.file(1).unwrap());
    let (mut head, mut text, mut rest) = ([0; 8], String::new(), Vec::new());
    a.read_exact(&mut head).unwrap();
    b.read_to_string(&mut text).unwrap();
    a.read_to_end(&mut rest).unwrap();
    assert_eq!(text, "kort");
    assert_eq!([&head[..], &rest].concat(), long);
}

#[test]
fn a_directory_of_a_zip_is_read_up_to_a_limit() {
    let names: Vec<String> = (0..60_000).map(|number| format!("{number:0300}")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let (_, result) = unpacked(zipped(&files), "");
    let error = result.unwrap_err();
    assert!(error.to_string().contains("the directory of the archive goes over the limit"), "{error}");
    let few: Vec<(&str, &[u8])> = files.into_iter().take(ARCHIVE_FILES_MAX + 1).collect();
    let (_, result) = unpacked(zipped(&few), "");
    assert!(result.unwrap_err().to_string().contains("10000 files"));
}
