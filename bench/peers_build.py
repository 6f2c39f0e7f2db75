"""Turns the national load into Parquet with types and points with DuckDB, and into FlatGeobuf with ogr2ogr: rows of a
table, for beside `schouw build`.

    peers_build.py LOAD OUT [duckdb]    LOAD is what national_load wrote; OUT is emptied; `duckdb` asks that peer only

They do less than a build: no canonical order, no findings, no digest, no index to answer from. A peer that is not there
is named and left out.
"""

import importlib.metadata
import os
import pathlib
import shutil
import subprocess
import sys
import time

THREADS = os.cpu_count() or 1
SECONDS_MAX = 900

ADDRESSES = """COPY (SELECT identificatie, openbareruimte, huisnummer, huisletter, huisnummertoevoeging, postcode, woonplaats,
    gebruiksdoel, ST_AsWKB(ST_Transform(ST_Point(x, y), 'EPSG:28992', 'EPSG:4326', always_xy := true)) AS geometry
  FROM read_csv('{load}/adressen.csv', header = true, columns = {{'identificatie': 'VARCHAR', 'openbareruimte': 'VARCHAR',
    'huisnummer': 'INTEGER', 'huisletter': 'VARCHAR', 'huisnummertoevoeging': 'VARCHAR', 'postcode': 'VARCHAR',
    'woonplaats': 'VARCHAR', 'gebruiksdoel': 'VARCHAR', 'x': 'DOUBLE', 'y': 'DOUBLE'}}))
  TO '{out}/addresses.parquet' (FORMAT parquet, COMPRESSION zstd)"""
FIGURES = """COPY (SELECT * FROM read_csv('{load}/cijfers.csv', header = true, columns = {{'gebied': 'VARCHAR',
    'maat': 'VARCHAR', 'periode': 'VARCHAR', 'waarde': 'DOUBLE'}}))
  TO '{out}/figures.parquet' (FORMAT parquet, COMPRESSION zstd)"""
NOTICES = """COPY (SELECT properties.*, ST_AsWKB(ST_Point(geometry.coordinates[1], geometry.coordinates[2])) AS geometry
  FROM read_json('{load}/bekendmakingen.geojson', format = 'newline_delimited', columns = {{'geometry':
    'STRUCT(coordinates DOUBLE[])', 'properties': 'STRUCT(id VARCHAR, "type" VARCHAR, gemeente VARCHAR, title VARCHAR,
    description VARCHAR, "date" DATE, "from" DATE, "until" DATE, url VARCHAR)'}}))
  TO '{out}/notices.parquet' (FORMAT parquet, COMPRESSION zstd)"""


def duckdb_convert(load, out):
    import duckdb

    extension = importlib.metadata.distribution("duckdb-extension-spatial").locate_file(
        f"duckdb_extension_spatial/extensions/v{duckdb.__version__}/spatial.duckdb_extension")
    base = duckdb.connect(config={"allow_unsigned_extensions": "true", "threads": str(THREADS), "memory_limit": "8GB",
                                  "preserve_insertion_order": "false"})
    base.execute(f"LOAD '{extension}'")
    for statement in (ADDRESSES, FIGURES, NOTICES):
        base.execute(statement.format(load=load, out=out))


def timed(command):
    """Seconds and peak memory in MiB of a command, or why it did not work."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        error = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    except KeyboardInterrupt:
        process.kill()
        raise
    seconds = time.perf_counter() - start
    if process.returncode:
        return None, (error.strip().splitlines() or ["no reason given"])[-1]
    return seconds, usage.ru_maxrss / 1024


def main():
    if sys.argv[1] == "--duckdb":
        duckdb_convert(*sys.argv[2:])
        return
    load, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    jobs = []
    try:
        version = importlib.metadata.version("duckdb")
        jobs.append((f"DuckDB {version}: addresses, figures and notices to Parquet, not sorted", [
            [sys.executable, __file__, "--duckdb", str(load), str(out)]]))
    except importlib.metadata.PackageNotFoundError:
        print("| DuckDB | not there | |")
    if sys.argv[3:] == ["duckdb"]:
        pass
    elif shutil.which("ogr2ogr"):
        version = subprocess.run(["ogr2ogr", "--version"], capture_output=True, text=True).stdout.split(",")[0]
        limit = ["timeout", str(SECONDS_MAX), "ogr2ogr", "-f", "FlatGeobuf"]
        jobs.append((f"{version} ogr2ogr: notices to FlatGeobuf", [
            [*limit, str(out / "notices.fgb"), f"GeoJSONSeq:{load / 'bekendmakingen.geojson'}"]]))
        jobs.append((f"{version} ogr2ogr: addresses to FlatGeobuf", [
            [*limit, "-oo", "X_POSSIBLE_NAMES=x", "-oo", "Y_POSSIBLE_NAMES=y", "-oo", "AUTODETECT_TYPE=NO", "-s_srs",
             "EPSG:28992", "-t_srs", "EPSG:4326", str(out / "addresses.fgb"), str(load / "adressen.csv")]]))
    else:
        print("| ogr2ogr | not there | |")
    for name, commands in jobs:
        results = [timed(command) for command in commands]
        failed = next((why for seconds, why in results if seconds is None), None)
        if failed:
            print(f"| {name} | failed: {failed} | |", flush=True)
        else:
            seconds, memory = sum(s for s, _ in results), max(m for _, m in results)
            print(f"| {name} | {seconds:.1f} | {memory:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
