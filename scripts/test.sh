#!/usr/bin/env bash
# Everything that must hold before a change goes in, cheapest first; stops at the first that fails.
# The last line counts the tests: "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never} RUST_BACKTRACE=${RUST_BACKTRACE:-0}
mkdir -p target
log=target/test.log
: > "$log"

step() {
    local name=$1 from=$SECONDS
    shift
    echo "── $name: $*"
    if ! "$@" < /dev/null 2>&1 | tee -a "$log"; then
        echo "── FAILED: $name ($*)"
        exit 1
    fi
    echo "── $name: good, $((SECONDS - from)) s"
}

# What cannot be had is said, and skipped.
skipped() { echo "── $1: skipped: $2" | tee -a "$log"; }

count() {
    scripts/count-tests.sh "$log" | tee target/test-counts
}
trap count EXIT

step format cargo fmt --all --check
# the rules need few crates, so a wall that was climbed is told in the first minute
step tidy cargo test --locked --package xtask --quiet
if cargo xtask pwa libraries; then
    step "tests of the app" cargo xtask pwa check
else
    skipped "tests of the app" "no Node, or the libraries of the app could not be fetched; see above"
fi
step lints cargo clippy --locked --workspace --all-targets --quiet -- -D warnings
if command -v cargo-nextest > /dev/null; then
    step tests cargo nextest run --locked --workspace --exclude xtask --no-fail-fast
else
    step tests cargo test --locked --workspace --exclude xtask --all-targets --no-fail-fast
fi
step "tests in documents" cargo test --locked --workspace --doc --quiet
RUSTDOCFLAGS="-D warnings -A rustdoc::private_intra_doc_links" step documents cargo doc --locked --workspace --no-deps --quiet
if command -v cargo-deny > /dev/null; then
    step libraries cargo deny --locked check
else
    echo "── libraries: cargo-deny is not installed, so advisories were not looked at; licences and forbidden crates were, by tidy."
    echo "   To have it: cargo install --locked cargo-deny"
fi
