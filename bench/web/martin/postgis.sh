#!/usr/bin/env bash
# A PostgreSQL of our own on a socket, with the areas in it: start FOLDER | load FOLDER AREAS | stop FOLDER.
set -euo pipefail
command=${1:?start, load or stop}
work=${2:?folder}
bin=${PG_BIN:-/usr/lib/postgresql/15/bin}
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
sql() { as "$bin/psql" -h "$work/socket" -U postgres -v ON_ERROR_STOP=1 -q "$@"; }

case $command in
  start)
    mkdir -p "$work/socket" "$work/db"
    chmod 755 "$work"
    if [ "$(id -u)" = 0 ]; then chown postgres "$work/socket" "$work/db"; fi
    as "$bin/initdb" -D "$work/db" -U postgres -A trust >/dev/null
    as "$bin/pg_ctl" -D "$work/db" -w -l "$work/db/log" \
      -o "-c listen_addresses='' -k $work/socket -c shared_buffers=512MB -c fsync=off" start >/dev/null
    sql -d postgres -c 'create database areas'
    sql -d areas -c 'create extension postgis'
    ;;
  load)
    areas=${3:?areas}
    gunzip -c "$areas" >"$work/areas.geojson"
    chmod 644 "$work/areas.geojson"
    ogr2ogr -f PostgreSQL "PG:host=$work/socket user=postgres dbname=areas" "$work/areas.geojson" \
      -nln areas -nlt PROMOTE_TO_MULTI -t_srs EPSG:3857 -lco GEOMETRY_NAME=geom -lco SPATIAL_INDEX=GIST
    sql -d areas -c 'vacuum analyze areas'
    ;;
  stop)
    as "$bin/pg_ctl" -D "$work/db" -m immediate stop >/dev/null
    ;;
  *)
    echo "start, load or stop, not $command" >&2
    exit 2
    ;;
esac
