#!/usr/bin/env bash
# What the build needs beside Rust and git: installed with apt as root or with sudo, else named with how to get it.
# Usage: scripts/need.sh demo|test
set -euo pipefail
cd "$(dirname "$0")/.."
# a runner may give no home; the shell knows it all the same
export HOME=${HOME:-$(echo ~)}
what=${1:?usage: scripts/need.sh demo|test}
export PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

say() { echo "need: $*" >&2; }

# The C compiler builds SQLite, zstd and ring, and links Rust programs.
missing=()
command -v cc > /dev/null || missing+=(build-essential)
# Certificates of the machine, for crates.io and for `schouw fetch`.
if [ -f /etc/debian_version ] && ! [ -e /etc/ssl/certs/ca-certificates.crt ]; then missing+=(ca-certificates); fi

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
