#!/usr/bin/env bash
# What the build needs beside Rust and git: installed with apt as root or with sudo, else named with how to get it.
# Usage: scripts/need.sh demo|test|browser
set -euo pipefail
cd "$(dirname "$0")/.."
# a runner may give no home; the shell knows it all the same
export HOME=${HOME:-$(echo ~)}
what=${1:?usage: scripts/need.sh demo|test|browser}
export PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

say() { echo "need: $*" >&2; }

# The C compiler builds SQLite, zstd and ring, and links Rust programs.
missing=()
command -v cc > /dev/null || missing+=(build-essential)
# Certificates of the machine, for crates.io and for `schouw fetch`.
if [ -f /etc/debian_version ] && ! [ -e /etc/ssl/certs/ca-certificates.crt ]; then missing+=(ca-certificates); fi

# install PACKAGE...: as root, or with a sudo that asks for no password where nobody can give one
install() {
    local run=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo > /dev/null || return 1
        # without a terminal sudo must not wait for a password
        if [ -t 0 ] && [ -z "${CI:-}" ]; then run=(sudo); else run=(sudo -n); fi
    fi
    command -v apt-get > /dev/null || return 1
    "${run[@]}" apt-get update -q < /dev/null || say "apt-get update failed; trying with the lists that are there"
    "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" < /dev/null
}

if [ ${#missing[@]} -gt 0 ]; then
    say "installing ${missing[*]}"
    if ! install "${missing[@]}" >&2; then
        say "missing: ${missing[*]}"
        say "on Debian or Ubuntu: sudo apt-get install ${missing[*]}"
        say "elsewhere: a C compiler under the name cc (macOS: xcode-select --install)"
        exit 1
    fi
fi

# The app is built by Node; xtask fetches one from PyPI when that of the system is too old, and needs venv for it.
node_is_new() {
    command -v npm > /dev/null && node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2> /dev/null
}
if ! node_is_new && ! python3 -c 'import ensurepip, venv' 2> /dev/null; then
    say "no Node 20.19 or newer: installing python3-venv, with which one is fetched"
    install python3 python3-venv >&2 ||
        say "no Node and no python3-venv: no app is built, and the tests of the app and with a browser will be skipped"
fi

wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
how="get it from https://rustup.rs, or, where rustup is there already: rustup update stable"
if ! command -v cargo > /dev/null || ! command -v rustc > /dev/null; then
    say "Rust $wanted or newer is missing; $how"
    exit 1
fi
have=$(rustc --version | sed 's/^rustc \([0-9]*\.[0-9]*\).*/\1/')
if [ "$(printf '%s\n%s\n' "$wanted" "$have" | sort -V | head -n 1)" != "$wanted" ]; then
    say "Rust is $have, $wanted or newer is needed; $how"
    exit 1
fi

# The engine with which the app answers without network.
if [ "$what" != test ]; then
    wasm=wasm32-unknown-unknown
    if ! [ -d "$(rustc --print target-libdir --target $wasm 2> /dev/null)" ]; then
        { command -v rustup > /dev/null && rustup target add $wasm >&2; } ||
            say "no target $wasm (rustup target add $wasm): the app is built without offline answers, and their tests will be skipped"
    fi
fi

if [ "$what" = test ]; then
    for tool in rustfmt clippy; do
        if ! cargo "${tool/rustfmt/fmt}" --version > /dev/null 2>&1; then
            if ! { command -v rustup > /dev/null && rustup component add "$tool" >&2; }; then
                say "$tool is missing: rustup component add $tool (Debian's own Rust: apt-get install $tool)"
                exit 1
            fi
        fi
    done
    # Clients of others that tests ask the server with. Where they cannot be had those tests say that they were skipped.
    if ! command -v ogrinfo > /dev/null; then
        say "installing gdal-bin, for the tests with GDAL"
        install gdal-bin >&2 || say "no GDAL: the tests with it will be skipped"
    fi
    # Tests that watch from outside, and those with PostgreSQL: where they cannot be had they say that they were skipped.
    if ! command -v strace > /dev/null; then
        say "installing strace, for the test that nothing is acknowledged before it is on disk"
        install strace >&2 || say "no strace: that test will be skipped"
    fi
    if ! ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 && ! command -v initdb > /dev/null; then
        say "installing postgresql, for the tests of the journal on it"
        install postgresql >&2 || say "no PostgreSQL: the tests with it will be skipped"
    fi
    clients=target/venv
    if ! "$clients/bin/python" -c 'import owslib, pyshacl' 2> /dev/null; then
        say "installing OWSLib and pySHACL in $clients, for the tests with them"
        { python3 -m venv "$clients" && "$clients/bin/pip" install -q 'OWSLib==0.35.0' 'pyshacl==0.40.1'; } >&2 ||
            say "no OWSLib or pySHACL: the tests with them will be skipped"
    fi
fi

if [ "$what" = browser ]; then
    if [ -z "${CHROMIUM:-}" ] && ! command -v chromium > /dev/null && ! command -v chromium-browser > /dev/null && ! command -v google-chrome > /dev/null; then
        say "installing chromium, for the tests with a browser"
        install chromium >&2 || say "no chromium: sudo apt-get install chromium, or set CHROMIUM to the path of one"
    fi
fi
