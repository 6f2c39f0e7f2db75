#!/usr/bin/env bash
# Runs a command with the folder of rustup on the path: a shell that was open when Rust came does not have it yet.
set -euo pipefail
cd "$(dirname "$0")/.."
# a runner may give no home; the shell knows it all the same
export HOME=${HOME:-$(echo ~)}
if ! command -v cargo > /dev/null && [ -x "${CARGO_HOME:-$HOME/.cargo}/bin/cargo" ]; then
    PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
    export PATH
fi
exec "$@"
