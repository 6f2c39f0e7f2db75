//! A build that is killed or meets a full disk leaves the earlier snapshot as it was.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::stage::{Ran, arg, command, names, project, run, schouw, town};

/// Kills when SCHOUW_KILLS does not say otherwise.
const KILLS: u32 = 10;

/// A folder with a small snapshot, over which the town will be built.
struct Place {
    folder: tempfile::TempDir,
    small: String,
}

impl Place {
    fn new() -> Self {
        Self::on(tempfile::tempdir().unwrap())
    }

    fn on(folder: tempfile::TempDir) -> Self {
        let mut place = Self { folder, small: String::new() };
        place.small = place.build_small();
        place
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("snapshot")
    }

    fn build_small(&self) -> String {
        let rules = project().join("docs/examples/rules");
        let (raw, datasets) = (rules.join("raw"), rules.join("datasets"));
        let out = self.out();
        let args = ["build", "--json", "--raw", arg(&raw), "--datasets", arg(&datasets), "--out", arg(&out)];
        digest(&schouw(args).good().json())
    }

    /// The digest of what stands there, which is whole and answers.
    #[track_caller]
    fn standing(&self) -> String {
        let out = self.out();
        schouw(["snapshot", "verify", arg(&out)]).good();
        let answer = schouw(["here", "52.5556,5.2730", "--json", "--snapshot", arg(&out)]).good().json();
        assert!(answer["rules"].to_string().contains("Alcoholverbod"));
        answer["snapshot"].as_str().unwrap().to_owned()
    }

    /// The earlier snapshot stands, and nothing half-written lies beside it.
    #[track_caller]
    fn untouched(&self) {
        assert_eq!(self.standing(), self.small);
        assert_eq!(names(self.folder.path()), ["snapshot"]);
    }
}

fn digest(report: &Value) -> String {
    report["digest"].as_str().unwrap().to_owned()
}

fn build_town(out: &Path) -> Command {
    let mut build = command();
    build.args(["build", "--json", "--raw", arg(&town().raw), "--out", arg(out)]);
    build
}

/// The build of the town under a limit on the size of files, in blocks of 512 bytes.
fn build_with_limit(out: &Path, blocks: u32) -> Ran {
    let script = format!("ulimit -f {blocks}; exec \"$0\" build --raw \"$1\" --out \"$2\"");
    let mut shell = Command::new("sh");
    run(shell.args(["-c", &script, env!("CARGO_BIN_EXE_schouw"), arg(&town().raw), arg(out)]))
}

#[test]
fn a_build_that_is_killed_leaves_the_old_snapshot_or_the_new_one() {
    let place = Place::new();
    let elsewhere = place.folder.path().join("elsewhere");
    let report = run(&mut build_town(&elsewhere)).good().json();
    let new = digest(&report);
    let seconds: f64 = report["seconds"].as_object().unwrap().values().filter_map(Value::as_f64).sum();
    let kills = std::env::var("SCHOUW_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    let (mut left, mut killed, mut replaced) = (0, 0, 0);
    for round in 0..kills {
        // spread over the whole of a build and beyond (starting and clearing away are not in its seconds), in no order
        let part = f64::from(round * 7 % kills) + 0.5;
        let wait = Duration::from_secs_f64(seconds * 2.5 * part / f64::from(kills));
        let mut build = build_town(&place.out()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(wait);
        build.kill().unwrap();
        let ended = build.wait().unwrap();
        killed += u32::from(!ended.success());
        left += names(place.folder.path()).iter().filter(|name| name.ends_with(".partial")).count();
        let standing = place.standing();
        assert!(standing == place.small || standing == new, "after {wait:?}: {standing}");
        if standing == new {
            replaced += 1;
            place.build_small();
        }
    }
    eprintln!(
        "{killed} of {kills} builds were killed before their end, {replaced} had replaced the old snapshot, {left} leftovers seen"
    );
    assert_eq!(digest(&run(&mut build_town(&place.out())).good().json()), new);
    assert_eq!(names(place.folder.path()), ["elsewhere", "snapshot"], "a build clears what killed ones left");
}

#[test]
fn two_builds_to_one_place_at_once_do_not_take_each_other_for_leftovers() {
    let place = Place::new();
    let builds: Vec<_> = (0..4)
        .map(|_| build_town(&place.out()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
        .collect();
    for build in builds {
        Ran::from(build.wait_with_output().unwrap()).good();
    }
    place.standing();
    assert_eq!(names(place.folder.path()), ["snapshot"]);
}

#[test]
fn a_file_that_may_not_grow_further_stops_the_build_with_a_message() {
    let place = Place::new();
    for blocks in [0, 1, 40, 300, 1000] {
        let ran = build_with_limit(&place.out(), blocks);
        ran.refused(1, "cannot write");
        place.untouched();
    }
}

/// A small disk; gone with this.
struct Disk(PathBuf);

impl Disk {
    fn mount(folder: &Path, size: &str) -> Option<Self> {
        let size = format!("size={size}");
        let mut mount = Command::new("mount");
        let mounted = mount.args(["-t", "tmpfs", "-o", &size, "none"]).arg(folder).output();
        mounted.is_ok_and(|output| output.status.success()).then(|| Self(folder.to_owned()))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).output();
    }
}

#[test]
fn a_full_disk_stops_the_build_with_a_message() {
    let folder = tempfile::tempdir().unwrap();
    for size in ["200k", "600k", "1000k"] {
        let Some(disk) = Disk::mount(folder.path(), size) else {
            eprintln!("skipped: a small disk cannot be mounted here (not root, or not allowed to)");
            return;
        };
        let place = Place::on(tempfile::tempdir_in(&disk.0).unwrap());
        let ran = run(&mut build_town(&place.out()));
        ran.refused(1, "No space left on device");
        place.untouched();
    }
}

#[test]
fn a_place_that_cannot_be_written_is_told() {
    let file = tempfile::NamedTempFile::new().unwrap();
    run(&mut build_town(&file.path().join("snapshot"))).refused(1, "cannot write");
    run(&mut build_town(Path::new("/proc/schouw/snapshot"))).refused(1, "cannot write");
}
