"""What is here over HTTP: Schouw beside PostGIS behind a small Python service, on the same snapshot, in one run.

usage: run.py SCHOUW SNAPSHOT [--seconds N]

SCHOUW is the release binary. The buurten, notices and figures of the snapshot go into a PostgreSQL of our own (on a socket,
with every index that the query can use, analysed, fsync off), which service.py asks under uvicorn with a process for each
core. wrk asks both the same spots (here.lua), one after the other. Then the memory of the server, and the time from its
start to its first answer. Needs PostgreSQL 15 with PostGIS, gdal-bin, wrk, and in the Python that runs this:
    pip install duckdb starlette uvicorn "psycopg[binary,pool]"
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).parent
DATABASE = HERE.parent / "martin" / "postgis.sh"
ROWS = """
copy (select code, measure, period, value from '{folder}/figures.parquet' where value is not null) to '{out}' (header false)
"""
TABLES = """
create table figures (code text, measure text, period text, value double precision);
create table measures (measure text primary key, label text, unit text);
\\copy figures from '{figures}' csv
\\copy measures from '{measures}' csv
create index on figures (code, measure, period);
create index on notices using gist ((geom::geography));
alter table notices alter published type date using published::date;
vacuum analyze
"""
START_SECONDS_MAX = 60
ASKED = b'{"lat":52.0907,"lon":5.1214}'


def answer(base):
    request = urllib.request.Request(f"{base}/v1/hier/_zoek", ASKED, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as got:
        return json.load(got)


def first_answer(base):
    """The first answer, and the seconds until it came."""
    from_here = time.perf_counter()
    while time.perf_counter() - from_here < START_SECONDS_MAX:
        try:
            return answer(base), time.perf_counter() - from_here
        except OSError:
            time.sleep(0.005)
    sys.exit(f"no answer at {base}")


def load(folder, layers):
    import duckdb

    connection = f"PG:host={folder}/socket user=postgres dbname=areas"
    for name, table in [(next(layers.glob("areas-buurt-*.fgb")), "areas"), (layers / "notices.fgb", "notices")]:
        subprocess.run(["ogr2ogr", "-f", "PostgreSQL", connection, name, "-nln", table, "-lco", "GEOMETRY_NAME=geom",
                        "-lco", "SPATIAL_INDEX=GIST", "--config", "PG_USE_COPY", "YES"], check=True)
    figures, measures = folder / "figures.csv", folder / "measures.csv"
    duckdb.sql(ROWS.format(folder=layers, out=figures))
    duckdb.sql(f"copy (select measure, label, unit from '{layers}/measures.parquet') to '{measures}' (header false)")
    for file in (figures, measures):
        file.chmod(0o644)
    tables = TABLES.format(figures=figures, measures=measures)
    subprocess.run(["psql", "-h", folder / "socket", "-U", "postgres", "-q", "-v", "ON_ERROR_STOP=1", "areas"],
                   input=tables, text=True, check=True)


def wrk(base, seconds, connections):
    told = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", HERE.parent / "here.lua", base],
                          check=True, capture_output=True, text=True)
    return told.stdout.strip().splitlines()[-1]


def memory(pid):
    """Resident memory in MiB: all of it, and what is not mapped from files."""
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    known = {line.split(":")[0]: int(line.split()[1]) // 1024 for line in lines if line.startswith(("VmRSS", "RssAnon"))}
    return known["VmRSS"], known["RssAnon"]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("schouw")
    arguments.add_argument("snapshot", type=pathlib.Path)
    arguments.add_argument("--seconds", type=int, default=10)
    asked = arguments.parse_args()
    running = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        try:
            base = "http://127.0.0.1:18751"
            running.append(subprocess.Popen([asked.schouw, "serve", "--snapshot", asked.snapshot, "--listen", base[7:]],
                                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            ours, cold = first_answer(base)
            print(f"from start to the first answer: {cold * 1000:.0f} ms")
            for connections in (4, 32, 64):
                print(f"Schouw, {connections} connections: {wrk(base, asked.seconds, connections)}")
            print("memory after it, MiB (resident, of which not files): %d, %d" % memory(running[0].pid))
            subprocess.run([DATABASE, "start", folder], check=True)
            load(folder, asked.snapshot / "layers")
            other = "http://127.0.0.1:18752"
            own = dict(os.environ, DSN=f"host={folder}/socket user=postgres dbname=areas")
            running.append(subprocess.Popen(
                [sys.executable, "-m", "uvicorn", "--workers", str(os.cpu_count()), "--port", other[-5:], "--log-level", "error",
                 "--no-access-log", "--app-dir", HERE, "service:app"], env=own))
            theirs, _ = first_answer(other)
            for name, one in (("Schouw", ours), ("PostGIS", theirs)):
                print(f"{name} says: {one['areas'][0]['code']}, {len(one['notices'])} notices, {len(one['figures'])} figures")
            for connections in (4, 32):
                print(f"PostGIS and Python, {connections} connections: {wrk(other, asked.seconds, connections)}")
            print(f"Schouw once more, 32 connections: {wrk(base, asked.seconds, 32)}")
        finally:
            for one in running:
                one.terminate()
                one.wait()
            subprocess.run([DATABASE, "stop", folder], check=False)


main()
