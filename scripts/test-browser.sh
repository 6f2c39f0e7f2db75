#!/usr/bin/env bash
# The tests with a browser, on the real program with the app in it. They compile the engine of the phone too, which takes
# longer than all the rest of the tests: so they are apart. The last line counts the tests: "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}
mkdir -p target
log=target/test-browser.log
if ! cargo xtask node; then
    echo "no Node 20.19 or newer, and none could be fetched: see above"
    exit 1
fi
if ! { [ -n "${CHROMIUM:-}" ] || command -v chromium || command -v chromium-browser || command -v google-chrome; } > /dev/null; then
    echo "no chromium: apt-get install chromium, or set CHROMIUM to its path"
    exit 1
fi
status=0
: > "$log"
cargo test --locked --package schouw-phone --test law -- --ignored 2>&1 | tee -a "$log" || status=$?
cargo xtask e2e 2>&1 | tee -a "$log" || status=$?
scripts/count-tests.sh "$log"
exit "$status"
