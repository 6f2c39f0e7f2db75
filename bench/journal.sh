#!/usr/bin/env bash
# The journal on SQLite and on PostgreSQL, beside pgbench with a bare one-row durable insert, on the same disk in one run.
# Usage: bench/journal.sh [ENTRIES]. PostgreSQL is started in a temporary folder; without it only SQLite is measured.
set -euo pipefail
cd "$(dirname "$0")/.."
entries=${1:-200000}
cargo build --quiet --release --package schouw-bench --bin journal
echo "| what | rate | waited |"
echo "|---|---|---|"
target/release/journal --entries "$entries"
bin=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -n 1)
if [ -z "$bin" ]; then
    echo "no PostgreSQL here: install postgresql to measure it" >&2
    exit 0
fi
place=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then
    chown postgres "$place"
    as=(runuser -u postgres --)
fi
stop() {
    (cd "$place" && "${as[@]}" "$bin/pg_ctl" -D "$place/data" -m immediate stop > /dev/null) || true
    rm -rf "$place"
}
trap stop EXIT
(
    cd "$place"
    "${as[@]}" "$bin/initdb" -D "$place/data" -U schouw -A trust -E UTF8 > /dev/null
    "${as[@]}" "$bin/pg_ctl" -D "$place/data" -w -l "$place/log" -o "-k $place -c listen_addresses=''" start > /dev/null
)
target/release/journal --entries "$entries" --postgres "host=$place user=schouw dbname=postgres"
psql=("$bin/psql" -q -h "$place" -U schouw -d postgres)
"${psql[@]}" -c "CREATE TABLE bare (id bigserial PRIMARY KEY, body bytea NOT NULL)"
echo "INSERT INTO bare (body) VALUES (decode(repeat('78', 600), 'hex'));" > "$place/bare.sql"
"$bin/pgbench" -n -h "$place" -U schouw -c 64 -j 2 -T 15 -f "$place/bare.sql" postgres 2> /dev/null |
    awk '/^tps/ { printf "| pgbench -c 64: a bare one-row durable insert | %.0f rows/s | ", $3 } /latency average/ { average = $4 } END { printf "average %.1f ms |\n", average }'
