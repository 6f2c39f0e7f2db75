"""Asks peers of point_to_area for the areas of the same points, on one thread, and compares times and answers.

    peers.py NAME=FOLDER... reads what point_to_area --out FOLDER wrote, with its printed line in FOLDER/ours.json.

A peer that is not there is named and left out. PostGIS runs as a server of its own on a socket in a temporary folder.
"""

import contextlib
import csv
import glob
import importlib.metadata
import json
import os
import pathlib
import pwd
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
import shapely

ROUNDS = {"shapely": 5, "duckdb": 5, "postgis": 3}
NOBODY = 2**32 - 1
csv.field_size_limit(1 << 30)


class Input:
    def __init__(self, name, folder):
        self.name, self.folder = name, pathlib.Path(folder)
        with open(self.folder / "areas.csv", newline="") as file:
            self.hex = [line[1] for line in csv.reader(file)]
        self.points = np.fromfile(self.folder / "points.f64").reshape(-1, 2)
        self.answers = np.fromfile(self.folder / "answers.u32", dtype=np.uint32)
        self.ours = json.loads((self.folder / "ours.json").read_text())


def median_ns(rounds, points, run):
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        took.append((time.perf_counter() - start) * 1e9 / points)
    return statistics.median(took)


def lowest(points, pairs):
    """The lowest area of each point, from (point, area) pairs."""
    found = np.full(points, NOBODY, dtype=np.uint32)
    np.minimum.at(found, pairs[0].astype(np.int64), pairs[1].astype(np.uint32))
    return found


def shapely_peer(data):
    areas = shapely.from_wkb(data.hex)
    points = shapely.points(data.points)
    tree = shapely.STRtree(areas)
    name = f"shapely {shapely.__version__} STRtree"
    pairs = tree.query(points, predicate="intersects")
    ns = median_ns(ROUNDS["shapely"], len(points), lambda: tree.query(points, predicate="intersects"))
    yield name, ns, lowest(len(points), pairs)

    # the other way round: a tree of the points, which a service that answers one point at a time does not have
    def reverse():
        return shapely.STRtree(points).query(areas, predicate="contains")

    area, point = reverse()
    ns = median_ns(ROUNDS["shapely"], len(points), reverse)
    yield f"shapely {shapely.__version__}, tree of the points", ns, lowest(len(points), (point, area))


def duckdb_peer(data):
    import duckdb

    extension = importlib.metadata.distribution("duckdb-extension-spatial").locate_file(
        f"duckdb_extension_spatial/extensions/v{duckdb.__version__}/spatial.duckdb_extension"
    )
    base = duckdb.connect(config={"allow_unsigned_extensions": "true", "threads": "1"})
    base.execute(f"LOAD '{extension}'")
    base.execute("CREATE TABLE areas_in AS SELECT * FROM read_csv(?, header=false, names=['id','hex'], max_line_size=67108864)",
                 [str(data.folder / "areas.csv")])
    base.execute("CREATE TABLE areas AS SELECT id::UINTEGER AS id, ST_GeomFromHEXWKB(hex) AS geom FROM areas_in")
    columns = {"id": np.arange(len(data.points), dtype=np.uint32), "x": data.points[:, 0].copy(), "y": data.points[:, 1].copy()}
    base.register("columns", columns)
    base.execute("CREATE TABLE points AS SELECT id, ST_Point(x, y) AS geom FROM columns")
    join = "FROM points p JOIN areas a ON ST_Intersects(a.geom, p.geom)"
    pairs = base.execute(f"SELECT p.id AS p, a.id AS a {join}").fetchnumpy()
    ns = median_ns(ROUNDS["duckdb"], len(data.points), lambda: base.execute(f"SELECT sum(a.id) {join}").fetchall())
    yield f"DuckDB {duckdb.__version__} spatial", ns, lowest(len(data.points), (pairs["p"], pairs["a"]))


@contextlib.contextmanager
def postgres():
    """A server on a socket in a temporary folder; gives a function that runs SQL and returns its output."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/postgres"), reverse=True)
    binaries = next((os.path.dirname(path) for path in found
                     if glob.glob(f"/usr/share/postgresql/{path.split('/')[4]}/extension/postgis.control")), None)
    if binaries is None:
        raise FileNotFoundError("no PostgreSQL with PostGIS")
    folder = tempfile.mkdtemp(prefix="schouw-bench-")
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if user:
        os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)

    def run(*command, **options):
        return subprocess.run([*user, *command], check=True, capture_output=True, cwd="/", **options).stdout

    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c shared_buffers=1GB -c fsync=off -c jit=off " \
        "-c max_parallel_workers_per_gather=0 -c max_wal_size=4GB -c autovacuum=off"
    try:
        run(f"{binaries}/initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "postgres")
        run(f"{binaries}/pg_ctl", "-D", f"{folder}/data", "-w", "-l", f"{folder}/log", "-o", options, "start")
        try:
            yield lambda *sql, **more: run(
                f"{binaries}/psql", "-h", folder, "-U", "postgres", "-Atq", "-v", "ON_ERROR_STOP=1",
                *(part for statement in sql for part in ("-c", statement)), **more)
        finally:
            run(f"{binaries}/pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def postgis_peer(data):
    with postgres() as sql:
        sql("CREATE EXTENSION postgis", "CREATE TABLE areas (id bigint, geom geometry)",
            "CREATE TABLE points (id bigint, x float8, y float8)")
        sql("COPY areas FROM STDIN (FORMAT csv)", input=(data.folder / "areas.csv").read_bytes())
        rows = "".join(f"{i},{x!r},{y!r}\n" for i, (x, y) in enumerate(data.points.tolist()))
        sql("COPY points FROM STDIN (FORMAT csv)", input=rows.encode())
        sql("ALTER TABLE points ADD geom geometry", "UPDATE points SET geom = ST_Point(x, y)",
            "CREATE INDEX ON areas USING gist (geom)", "VACUUM FULL points", "VACUUM ANALYZE areas", "VACUUM ANALYZE points")
        join = "FROM points p JOIN areas a ON ST_Intersects(a.geom, p.geom)"
        pairs = np.array(sql(f"SELECT p.id, a.id {join}").replace(b"|", b" ").split(), dtype=np.int64).reshape(-1, 2)
        version = sql("SELECT split_part(postgis_version(), ' ', 1)").decode().strip()

        def server_ms():
            plan = json.loads(sql(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT json) SELECT sum(a.id) {join}"))
            return plan[0]["Execution Time"]

        ns = statistics.median(server_ms() for _ in range(ROUNDS["postgis"])) * 1e6 / len(data.points)
        yield f"PostGIS {version}", ns, lowest(len(data.points), pairs.T)


def main():
    inputs = [Input(*argument.split("=", 1)) for argument in sys.argv[1:]]
    different = 0
    print("| input | vertices per area | who | ns per point | times ours | other answers |")
    print("|---|---|---|---|---|---|", flush=True)
    for data in inputs:
        ours = data.ours["ns_per_point"]
        head = f"| {data.name}, {data.ours['areas']:,} areas, {len(data.points):,} points | {data.ours['vertices_per_area']} |"
        print(f"{head} Schouw | {ours:,.0f} | 1 | |", flush=True)
        for peer in (shapely_peer, duckdb_peer, postgis_peer):
            try:
                for name, ns, answers in peer(data):
                    others = int(np.count_nonzero(answers != data.answers))
                    different += others
                    print(f"{head} {name} | {ns:,.0f} | {ns / ours:.1f} | {others} |", flush=True)
            except (ImportError, FileNotFoundError, importlib.metadata.PackageNotFoundError) as absent:
                print(f"{head} {peer.__name__} | not there: {absent} | | |", flush=True)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
