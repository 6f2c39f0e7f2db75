#!/usr/bin/env bash
# Sums what cargo test, cargo nextest, node's test runner and vitest say in a log: "N passed, N failed".
# Usage: scripts/count-tests.sh LOG
set -euo pipefail
sed 's/\x1b\[[0-9;]*m//g' "${1:?usage: scripts/count-tests.sh LOG}" | awk '
    # cargo test: "test result: ok. 5 passed; 0 failed; 0 ignored; ..."
    /^test result: / { line = $0; gsub(/;/, "", line); n = split(line, word, " ")
        for (i = 2; i <= n; i++) { if (word[i] == "passed") passed += word[i - 1]; if (word[i] == "failed") failed += word[i - 1] } }
    # nextest: "     Summary [   1.2s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 3 skipped"
    /^ *Summary \[/ && / tests? run: / { sub(/^.* tests? run: /, ""); gsub(/\([^)]*\)/, ""); n = split($0, part, ",")
        for (i = 1; i <= n; i++) { split(part[i], word, " ")
            if (word[2] == "passed") passed += word[1]
            else if (word[2] != "skipped") failed += word[1] } }
    # node, as people read it and as TAP: "ℹ pass 12", "# fail 0"; what was cancelled did not pass
    /^(ℹ|#) pass [0-9]+$/ { passed += $3 }
    /^(ℹ|#) (fail|cancelled) [0-9]+$/ { failed += $3 }
    # vitest: "      Tests  1 failed | 63 passed | 2 skipped (66)"; not "Test Files"
    /^ *Tests  / { sub(/^ *Tests  /, ""); sub(/ \([0-9]+\)$/, ""); n = split($0, part, "|")
        for (i = 1; i <= n; i++) { split(part[i], word, " ")
            if (word[2] == "passed") passed += word[1]
            if (word[2] == "failed") failed += word[1] } }
    END { printf "%d passed, %d failed\n", passed, failed }'
