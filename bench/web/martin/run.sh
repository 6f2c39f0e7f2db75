#!/usr/bin/env bash
# Vector tiles of the same areas by Schouw and by martin on PostGIS, one after the other on the same machine with the same
# random tiles; rows of a table. Needs wrk, PostgreSQL 15 with PostGIS 3 and a martin (see docs/performance.md).
#
#   bench/web/martin/run.sh SNAPSHOT AREAS.geojson.gz [LAYER]
#
# SCHOUW and TILES name the binaries of Schouw (default: the release build), MARTIN that of martin (default:
# target/martin/bin/martin).
set -euo pipefail
snapshot=${1:?folder of a snapshot}
areas=${2:?GeoJSON of the same areas}
layer=${3:-buurten-2019}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
schouw=${SCHOUW:-$root/target/release/schouw}
tiles=${TILES:-$root/target/release/tiles}
martin=${MARTIN:-$root/target/martin/bin/martin}
seconds=${SECONDS_EACH:-10}
for needed in "$schouw" "$tiles" "$martin"; do
  [ -x "$needed" ] || { echo "missing: $needed" >&2; exit 1; }
done
for needed in wrk ogr2ogr python3; do
  command -v "$needed" >/dev/null || { echo "missing: $needed (apt-get install wrk gdal-bin)" >&2; exit 1; }
done

work=$(mktemp -d)
pids=()
stop() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  [ -f "$work/db/postmaster.pid" ] && "$here/postgis.sh" stop "$work" || true
  rm -rf "$work"
}
trap stop EXIT

"$tiles" "$snapshot" --layer "$layer" --tiles 200 --out "$work/tiles.txt" >/dev/null
"$here/postgis.sh" start "$work"
"$here/postgis.sh" load "$work" "$areas"

# waits until an address answers
ready() {
  for _ in $(seq 100); do
    curl -fsS -o /dev/null "$1" && return
    sleep 0.1
  done
  echo "no answer at $1" >&2
  exit 1
}

# the line of wrk for one list of tiles: requests per second, median and 99th percentile in microseconds
measure() {
  PREFIX="$2" TILES="$3" wrk -t 1 -c 4 -d "${seconds}s" --latency -s "$here/tiles.lua" "$1" | tail -n 1
}

rows() {
  local who=$1 address=$2 prefix=$3
  for zoom in 8 9 10 11 12 13 14; do
    grep "^$zoom " "$work/tiles.txt" >"$work/zoom.txt" || continue
    echo "| $who | $zoom | $(measure "$address" "$prefix" "$work/zoom.txt") |"
  done
}

echo "| who | zoom | requests/s | median µs | p99 µs | not 2xx |"
echo "|---|---|---|---|---|---|"
export DATABASE_URL="postgres://postgres@localhost/areas?host=$work/socket"
for cache in 0 512; do
  "$martin" --listen-addresses 127.0.0.1:39101 --cache-size "$cache" --workers 2 "$DATABASE_URL" >"$work/martin.log" 2>&1 &
  pids+=($!)
  ready http://127.0.0.1:39101/health
  name=$([ "$cache" = 0 ] && echo "martin, no cache" || echo "martin, cached")
  [ "$cache" = 0 ] || rows warm http://127.0.0.1:39101 /areas >/dev/null
  rows "$name" http://127.0.0.1:39101 /areas
  kill "${pids[-1]}"
  wait "${pids[-1]}" 2>/dev/null || true
done
"$schouw" serve --snapshot "$snapshot" --listen 127.0.0.1:39102 >"$work/schouw.log" 2>&1 &
pids+=($!)
ready http://127.0.0.1:39102/health
template=$(curl -fsS http://127.0.0.1:39102/v1/momentopname | python3 -c 'import json, sys; print(json.load(sys.stdin)["tiles"]["template"])')
prefix=${template%%/\{layer\}*}/$layer
NO_STORE=1 rows "Schouw, no cache" http://127.0.0.1:39102 "$prefix"
rows warm http://127.0.0.1:39102 "$prefix" >/dev/null
rows "Schouw, cached" http://127.0.0.1:39102 "$prefix"
