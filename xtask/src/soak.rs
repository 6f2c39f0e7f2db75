//! The runs that take hours: mutated inputs to every reader in little memory, and builds that are killed.

use std::path::Path;

use serde_json::Value;

use crate::run::Step;

/// Mutated inputs for each reader.
const MUTATIONS: u64 = 10_000_000;
/// Kills of a build.
const KILLS: u32 = 1_000;
/// The test that kills builds, among the others of its program.
const KILL_TEST: &str = "a_build_that_is_killed_leaves_the_old_snapshot_or_the_new_one";
/// Address space of the reader tests, in KiB as `ulimit -v` takes it: 512 MiB.
const ADDRESS_SPACE_KIB: u32 = 512 * 1024;

/// Runs everything that takes hours and says what it runs.
///
/// # Errors
/// When something cannot be built or a run fails.
pub fn soak(root: &Path, say: &mut dyn FnMut(&str)) -> Result<(), String> {
    let readers = test_binary(root, "schouw-opendata", "mutated_inputs", say)?;
    mutations(&readers).run(root, say)?;
    let outside = test_binary(root, "schouw-cli", "e2e", say)?;
    kills(&outside).run(root, say)?;
    say(&format!(
        "soak: {MUTATIONS} mutated inputs for each reader within {} MiB, {KILLS} kills",
        ADDRESS_SPACE_KIB / 1024
    ));
    Ok(())
}

/// The reader tests, one thread, within the address space where the shell can limit it.
fn mutations(binary: &str) -> Step {
    // macOS has no limit on address space: there the run goes on without it and says so
    let script = format!(
        "ulimit -v {ADDRESS_SPACE_KIB} 2>/dev/null || echo 'no limit on address space here: memory is not checked'; exec \"$0\" \"$@\""
    );
    Step::new("sh")
        .args(["-c", &script, binary, "--test-threads=1", "--nocapture"])
        .env("SCHOUW_MUTATIONS", MUTATIONS.to_string())
}

/// The one test that kills builds.
fn kills(binary: &str) -> Step {
    Step::new(binary).args([KILL_TEST, "--nocapture"]).env("SCHOUW_KILLS", KILLS.to_string())
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
        let words = mutations("target/release/deps/mutated_inputs").words();
        assert!(words.starts_with("SCHOUW_MUTATIONS=10000000 sh -c ulimit -v 524288"), "{words}");
    }

    #[test]
    fn the_tests_that_are_run_are_there() {
        let tree = crate::tidy::Tree::read(&crate::tidy::root()).unwrap();
        let has = |below: &str, words: &str| tree.rust(below).any(|file| file.text.contains(words));
        assert!(
            has("crates/cli/tests/e2e/", &format!("fn {KILL_TEST}()"))
                && has("crates/cli/tests/e2e/", "\"SCHOUW_KILLS\"")
        );
        assert!(has("crates/opendata/tests/mutated_inputs", "\"SCHOUW_MUTATIONS\""));
    }
}
