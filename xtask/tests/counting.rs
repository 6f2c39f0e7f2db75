//! What `scripts/count-tests.sh` reads in a log.
#![cfg(test)]

use std::io::Write as _;
use std::process::{Command, Stdio};

fn check(log: &str, expected: &str) {
    let script = xtask::tidy::root().join("scripts/count-tests.sh");
    let mut counting = Command::new("bash")
        .args([script.as_os_str(), "/dev/stdin".as_ref()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    counting.stdin.take().unwrap().write_all(log.as_bytes()).unwrap();
    let said = counting.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&said.stdout).trim(), expected, "{log}");
}

#[test]
fn every_runner_is_counted() {
    check(
        "test result: ok. 5 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out\n",
        "5 passed, 1 failed",
    );
    check(
        "     Summary [   1.2s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 3 skipped\n",
        "10 passed, 2 failed",
    );
    check("ℹ tests 9\nℹ pass 7\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0\n", "7 passed, 2 failed");
    check("# pass 3\n# fail 0\n", "3 passed, 0 failed");
    check(
        " Test Files  1 failed | 4 passed (5)\n      Tests  1 failed | 63 passed | 2 skipped (66)\n",
        "63 passed, 1 failed",
    );
    check(
        "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m64 passed\u{1b}[39m\u{1b}[22m\u{1b}[90m (64)\u{1b}[39m\n",
        "64 passed, 0 failed",
    );
}

#[test]
fn runs_are_added_and_other_lines_are_not_counted() {
    check(
        "test result: ok. 5 passed; 0 failed;\nℹ pass 7\nTests are good\nit will pass 3\n",
        "12 passed, 0 failed",
    );
    check("", "0 passed, 0 failed");
}
