#!/usr/bin/env bash
# All measurements beside their peers, as tables in Markdown on standard output.
# Usage: bench/run.sh [--national] [DATA]
#   DATA        folder with real open data, ../shared/data when left out
#   --national  also the load the size of the country: some minutes, 4 GiB of disk, 4 GiB of memory
# Without peers it says which are not there; as root it installs them (a Python environment under target/, PostGIS and GDAL
# by apt).
set -euo pipefail
cd "$(dirname "$0")/.."
national=
if [ "${1:-}" = --national ]; then
    national=yes
    shift
fi
data=${1:-../shared/data}
areas=$data/boundaries/buurten_2019_wgs84.geojson.gz
work=target/bench
bin=target/release
mkdir -p "$work"

install_peers() {
    if ! [ -x "$work/venv/bin/python" ]; then
        python3 -m venv "$work/venv"
        # the spatial extension comes as a package of its own, for exactly this version
        "$work/venv/bin/pip" install --quiet "numpy>=2" "shapely>=2,<3" "duckdb==1.5.5" "duckdb-extension-spatial==1.5.5"
    fi
    [ "$(id -u)" = 0 ] || return 0
    if ! ls /usr/share/postgresql/*/extension/postgis.control > /dev/null 2>&1; then
        apt-get install -y --no-install-recommends postgresql-15-postgis-3 > "$work/apt.log" 2>&1 ||
            echo "PostGIS could not be installed; see $work/apt.log" >&2
    fi
    if ! command -v ogr2ogr > /dev/null; then
        apt-get install -y --no-install-recommends gdal-bin >> "$work/apt.log" 2>&1 ||
            echo "GDAL could not be installed; see $work/apt.log" >&2
    fi
}

machine() {
    echo "Measured on $(date -u +%Y-%m-%d)."
    echo "$(nproc) cores ($(lscpu | sed -n 's/^Model name: *//p' | head -1)), $(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo)," \
        "$(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release), $(rustc --version)," \
        "load when it began $(cut -d' ' -f1 /proc/loadavg)."
}

point_to_area() {
    for vertices in asis 250; do
        mkdir -p "$work/$vertices"
        local options=()
        [ "$vertices" = asis ] || options=(--vertices "$vertices")
        "$bin/point_to_area" "$areas" "${options[@]}" --out "$work/$vertices" > "$work/$vertices/ours.json"
        cat "$work/$vertices/ours.json" >&2
    done
    "$work/venv/bin/python" bench/peers.py "as it is=$work/asis" "densified=$work/250"
}

# Builds a snapshot and prints a row of the table of builds.
build() {
    local name=$1 out=$2
    shift 2
    "$bin/schouw" build "$@" --out "$out" --json > "$out.json" 2> "$out.err" || { cat "$out.err" >&2; return 1; }
    python3 bench/build_row.py "$name" "$out.json"
}

builds() {
    echo "| what | seconds | peak memory, MiB |"
    echo "|---|---|---|"
    build "Schouw: shared data" "$work/real" --raw "$data" --index bench/shared-data.raw.toml
    [ -n "$national" ] || return 0
    "$bin/national_load" "$areas" --out "$work/load-tenth" --addresses 1000000 --notices 100000 --figures 2000000 > /dev/null
    "$bin/national_load" "$areas" --out "$work/load" > /dev/null
    for load in load-tenth load; do
        local name=national peers=(duckdb)
        [ "$load" = load ] || { name="a tenth of national" peers=(); }
        build "Schouw: $name" "$work/snapshot-$load" --raw "$work/$load" --datasets bench/national/datasets
        "$work/venv/bin/python" bench/peers_build.py "$work/$load" "$work/peers" "${peers[@]}" | sed "s/^| /| $name: /"
    done
    rm -rf "$work/peers"
}

heres() {
    "$bin/here" "$work/real" --name "shared data"
    [ -n "$national" ] || return 0
    "$bin/here" "$work/snapshot-load-tenth" --name "a tenth of national" | tail -n +3
    "$bin/here" "$work/snapshot-load" --name national | tail -n +3
}

addresses() {
    [ -n "$national" ] || return 0
    echo
    "$bin/here" "$work/snapshot-load" --name national --addresses
}

cold() {
    local snapshots=("shared data=$work/real")
    [ -z "$national" ] || snapshots+=("national=$work/snapshot-load")
    python3 bench/cold_start.py "$bin/schouw" "${snapshots[@]}"
}

install_peers
cargo build --quiet --release --package schouw-bench --package schouw-cli
machine
printf '\n### Build\n\n'
builds
printf '\n### Here\n\n'
heres
addresses
printf '\n### From start to answer\n\n'
cold
printf '\n### Point to area\n\n'
point_to_area
