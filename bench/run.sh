#!/usr/bin/env bash
# Point → area beside its peers: one table. Usage: bench/run.sh [AREAS.geojson.gz]
# Without peers it says which are not there; as root it installs them (a Python environment under target/, PostGIS by apt).
set -euo pipefail
cd "$(dirname "$0")/.."
areas=${1:-../shared/data/boundaries/buurten_2019_wgs84.geojson.gz}
work=target/bench
mkdir -p "$work"

if ! [ -x "$work/venv/bin/python" ]; then
    python3 -m venv "$work/venv"
    # the spatial extension comes as a package of its own, for exactly this version
    "$work/venv/bin/pip" install --quiet "numpy>=2" "shapely>=2,<3" "duckdb==1.5.5" "duckdb-extension-spatial==1.5.5"
fi
if [ "$(id -u)" = 0 ] && ! ls /usr/share/postgresql/*/extension/postgis.control > /dev/null 2>&1; then
    apt-get install -y --no-install-recommends postgresql-15-postgis-3 > "$work/apt.log" 2>&1 ||
        echo "PostGIS could not be installed; see $work/apt.log" >&2
fi

cargo build --quiet --release --package schouw-bench
for vertices in asis 250; do
    mkdir -p "$work/$vertices"
    options=()
    [ "$vertices" = asis ] || options=(--vertices "$vertices")
    target/release/point_to_area "$areas" "${options[@]}" --out "$work/$vertices" > "$work/$vertices/ours.json"
    cat "$work/$vertices/ours.json" >&2
done
"$work/venv/bin/python" bench/peers.py "as it is=$work/asis" "densified=$work/250"
