//! The runs that take hours: mutated inputs to every reader in little memory, and builds that are killed.

use std::path::Path;

use serde_json::Value;

use crate::run::Step;

/// The programs with mutated inputs: package and test.
const MUTATED: [(&str, &str); 3] = [
    ("schouw-opendata", "mutated_inputs"),
    ("schouw-opendata", "mutated_definitions"),
    ("schouw-node", "mutated_files"),
];
/// The test that kills builds, among the others of its program.
const KILL_TEST: &str = "a_build_that_is_killed_leaves_the_old_snapshot_or_the_new_one";
/// The tests that kill journals under load, among the others of their program.
const JOURNAL_KILLS: &str = "kill::";
/// One kill of a journal for so many kills of a build.
const BUILD_KILLS_A_JOURNAL_KILL: u32 = 3;
/// Address space of the reader tests, in KiB as `ulimit -v` takes it: 512 MiB.
const ADDRESS_SPACE_KIB: u32 = 512 * 1024;

/// How much is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Much {
    /// mutated inputs for each reader
    pub inputs: u64,
    /// number of the first input; the same number is the same input
    pub from: u64,
    /// kills of a build
    pub kills: u32,
}

impl Default for Much {
    fn default() -> Self {
        Self { inputs: 10_000_000, from: 0, kills: 1_000 }
    }
}

impl Much {
    /// Reads `--inputs N`, `--from N` and `--kills N`.
    ///
    /// # Errors
    /// When it is another option, or what follows is no number.
    pub fn parse(args: &[String]) -> Result<Self, String> {
        let mut much = Self::default();
        for pair in args.chunks(2) {
            let wrong = || format!("`{}`: write --inputs N, --from N or --kills N", pair.join(" "));
            let number: u64 = pair.get(1).and_then(|text| text.parse().ok()).ok_or_else(wrong)?;
            match pair.first().map(String::as_str) {
                Some("--inputs") => much.inputs = number,
                Some("--from") => much.from = number,
                Some("--kills") => much.kills = u32::try_from(number).map_err(|_| wrong())?,
                _ => return Err(wrong()),
            }
        }
        Ok(much)
    }
}

/// Runs everything that takes hours and says what it runs.
///
/// # Errors
/// When something cannot be built or a run fails.
pub fn soak(root: &Path, much: Much, say: &mut dyn FnMut(&str)) -> Result<(), String> {
    if much.inputs > 0 {
        for (package, test) in MUTATED {
            let binary = test_binary(root, package, test, say)?;
            mutations(&binary, much).run(root, say)?;
        }
    }
    if much.kills > 0 {
        let outside = test_binary(root, "schouw-cli", "e2e", say)?;
        kills(&outside, much.kills).run(root, say)?;
        let journal = test_binary(root, "schouw-node", "journal", say)?;
        journal_kills(&journal, much.kills).run(root, say)?;
    }
    say(&format!(
        "soak: {} mutated inputs for each reader within {} MiB, {} kills",
        much.inputs,
        ADDRESS_SPACE_KIB / 1024,
        much.kills
    ));
    Ok(())
}

/// The reader tests, one thread, within the address space where the shell can limit it; the tests themselves hold what
/// one input may take of memory and time.
fn mutations(binary: &str, much: Much) -> Step {
    // macOS has no limit on address space: there the run goes on without it and says so
    let script = format!(
        "ulimit -v {ADDRESS_SPACE_KIB} 2>/dev/null || echo 'no limit on address space here: memory is not checked'; exec \"$0\" \"$@\""
    );
    Step::new("sh")
        .args(["-c", &script, binary, "--test-threads=1", "--nocapture"])
        .env("SCHOUW_MUTATIONS", much.inputs.to_string())
        .env("SCHOUW_MUTATIONS_FROM", much.from.to_string())
}

/// The one test that kills builds.
fn kills(binary: &str, kills: u32) -> Step {
    Step::new(binary).args([KILL_TEST, "--nocapture"]).env("SCHOUW_KILLS", kills.to_string())
}

/// The tests that kill a journal, on each store.
fn journal_kills(binary: &str, kills: u32) -> Step {
    let kills = kills.div_ceil(BUILD_KILLS_A_JOURNAL_KILL);
    Step::new(binary).args([JOURNAL_KILLS, "--nocapture"]).env("SCHOUW_JOURNAL_KILLS", kills.to_string())
}

/// Builds a test in release and gives the path of its program, so that the limits hold for it and not for the compiler.
fn test_binary(root: &Path, package: &str, test: &str, say: &mut dyn FnMut(&str)) -> Result<String, String> {
    let build = Step::new("cargo").args([
        "test",
        "--release",
        "--package",
        package,
        "--test",
        test,
        "--no-run",
        "--message-format=json",
    ]);
    say(&format!("$ {}", build.words()));
    let messages = build.output(root)?;
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["name"] == test)
        .find_map(|message| message["executable"].as_str().map(str::to_owned))
        .ok_or_else(|| format!("cargo built no test `{test}` in `{package}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readers_run_in_half_a_gibibyte() {
        let words = mutations("target/release/deps/mutated_inputs", Much::default()).words();
        let start = "SCHOUW_MUTATIONS=10000000 SCHOUW_MUTATIONS_FROM=0 sh -c ulimit -v 524288";
        assert!(words.starts_with(start), "{words}");
    }

    #[test]
    fn a_part_of_the_soak_can_be_asked_for() {
        let parse = |text: &str| Much::parse(&text.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(parse(""), Ok(Much::default()));
        assert_eq!(parse("--inputs 5 --from 7 --kills 0"), Ok(Much { inputs: 5, from: 7, kills: 0 }));
        for wrong in ["--inputs", "--inputs veel", "--times 5", "5"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_tests_that_are_run_are_there() {
        let tree = crate::tidy::Tree::read(&crate::tidy::root()).unwrap();
        let has = |below: &str, words: &str| tree.rust(below).any(|file| file.text.contains(words));
        assert!(
            has("crates/cli/tests/e2e/", &format!("fn {KILL_TEST}()"))
                && has("crates/cli/tests/e2e/", "\"SCHOUW_KILLS\"")
        );
        assert!(has("crates/opendata/tests/mutation/", "\"SCHOUW_MUTATIONS\""));
        assert!(has("crates/node/tests/journal/kill.rs", "\"SCHOUW_JOURNAL_KILLS\""));
        for (package, test) in MUTATED {
            let folder = package.trim_start_matches("schouw-");
            assert!(has(&format!("crates/{folder}/tests/{test}.rs"), "check(&Target::new("), "{test}");
        }
    }
}
