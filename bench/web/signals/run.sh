#!/usr/bin/env bash
# Signals recorded durably through HTTP, access, law and sealing by 64 clients, and lists and boxes over what is then there;
# rows of a table. Beside it, in the same run on the same disk, pgbench with a bare one-row durable insert.
# Usage: bench/web/signals/run.sh [SECONDS]. Needs wrk and python3; SCHOUW names the binary (default: the release build).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
schouw=${SCHOUW:-$root/target/release/schouw}
seconds=${1:-10}
for needed in wrk curl python3; do
  command -v "$needed" > /dev/null || { echo "missing: $needed (apt-get install wrk curl python3)" >&2; exit 1; }
done
[ -x "$schouw" ] || { echo "missing: $schouw (cargo build --release --package schouw-cli)" >&2; exit 1; }

# answers BASE of a demo that is being started
started() {
  for _ in $(seq 300); do curl -fsS -o /dev/null "$base/health" 2> /dev/null && return; sleep 0.1; done
  echo "no answer at $base" >&2
  tail -n 20 "$work/log" >&2
  exit 1
}

# sign_in ROLE: sets COOKIE and CSRF
sign_in() {
  local user
  user=$(curl -fsS "$base/v1/aanmeldwijzen" | python3 -c 'import json, sys; print(next(one["id"] for one in json.load(sys.stdin)["demo"] if one["rol"] == sys.argv[1] and "Gemeente" in one["organisatie"]))' "$1")
  COOKIE=$(curl -fsS -D - -o /dev/null -H 'Content-Type: application/json' -d "{\"soort\":\"demo\",\"gebruiker\":\"$user\"}" "$base/v1/sessies" | sed -n 's/^[Ss]et-[Cc]ookie: \([^;]*\).*/\1/p' | tr -d '\r')
  CSRF=$(curl -fsS -H "Cookie: $COOKIE" "$base/v1/sessie" | python3 -c 'import json, sys; print(json.load(sys.stdin)["csrf"])')
  export COOKIE CSRF
}

# measure NAME [OPTION...]: a demo with these options, and rows of the table
measure() {
  local name=$1
  shift
  rm -rf "$work/data"
  "$schouw" demo --listen 127.0.0.1:39103 --data "$work/data" "$@" > "$work/log" 2>&1 &
  server=$!
  started
  sign_in boa
  printf '| recorded by 64 clients, %s ' "$name"
  wrk -t 2 -c 64 -d "${seconds}s" --latency -s "$here/record.lua" "$base" | tail -n 1
  sign_in coordinator
  python3 "$here/lists.py" "$base"
  kill "$server"
  wait "$server"
  server=
}

work=$(mktemp -d)
chmod 755 "$work"
server=
as=()
stop() {
  [ -z "$server" ] || kill "$server" 2> /dev/null || true
  [ ! -d "$work/pg" ] || (cd "$work" && "${as[@]}" "$bin/pg_ctl" -D "$work/pg" -m immediate stop > /dev/null) || true
  rm -rf "$work"
}
trap stop EXIT
base=http://127.0.0.1:39103
echo "| what | a second | p50 ms | p99 ms | not 201 |"
echo "|---|---|---|---|---|"
measure SQLite

bin=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "no PostgreSQL here: install postgresql to measure it and pgbench" >&2; exit 0; }
mkdir "$work/pg"
if [ "$(id -u)" = 0 ]; then
  chown postgres "$work/pg"
  as=(runuser -u postgres --)
fi
cd "$work"
"${as[@]}" "$bin/initdb" -D "$work/pg" -U schouw -A trust -E UTF8 > /dev/null
"${as[@]}" "$bin/pg_ctl" -D "$work/pg" -w -l "$work/pg/log" -o "-k $work/pg -c listen_addresses=''" start > /dev/null
echo "host=$work/pg user=schouw dbname=postgres" > "$work/connection"
measure PostgreSQL --postgres "$work/connection"
"$bin/psql" -q -h "$work/pg" -U schouw -d postgres -c 'CREATE TABLE bare (id bigserial PRIMARY KEY, body bytea NOT NULL)'
echo "INSERT INTO bare (body) VALUES (decode(repeat('78', 600), 'hex'));" > "$work/bare.sql"
"$bin/pgbench" -n -h "$work/pg" -U schouw -c 64 -j 2 -T "$seconds" -f "$work/bare.sql" postgres 2> /dev/null |
  awk '/latency average/ { latency = $4 } /^tps/ { printf "| pgbench, a bare one-row durable insert by 64 clients | %.0f | %.1f (mean) | | |\n", $3, latency }'
