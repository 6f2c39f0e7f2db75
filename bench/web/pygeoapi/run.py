"""Items of a collection: Schouw beside pygeoapi on the same areas, on this machine, in one run.

usage: run.py SCHOUW SNAPSHOT COLLECTION FGB [--seconds N] [--postgis DSN]

SCHOUW is the release binary, SNAPSHOT a snapshot, COLLECTION a dataset of areas in it and FGB its file in `layers/`. The
areas go to pygeoapi as GeoPackage (its SQLiteGPKG provider) and, with --postgis, as a PostGIS table. pygeoapi runs
under gunicorn with a process for each core, as its own image does; wrk asks when it is installed, else a
loop in this program. Prints a table. Needs ogr2ogr, and a Python whose sqlite3 loads extensions, which that of Debian does:
    apt-get install gdal-bin wrk python3-venv libsqlite3-mod-spatialite
    /usr/bin/python3 -m venv target/venv-debian
    target/venv-debian/bin/pip install pygeoapi==0.21.0 gunicorn geoalchemy2 psycopg2-binary
"""

import argparse
import http.client
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).parent
CONNECTIONS = 4
ASKED = [(100, 0), (100, 5000), (1000, 0), (1000, 5000)]
START_SECONDS_MAX = 60


def wait_for(url):
    for _ in range(START_SECONDS_MAX * 5):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.read()
        except OSError:
            time.sleep(0.2)
    sys.exit(f"no answer from {url}")


def by_wrk(url, seconds):
    told = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", url],
        check=True, capture_output=True, text=True,
    ).stdout
    if "Non-2xx" in told:
        sys.exit(f"{url}: not all answers are good\n{told}")
    lines = {line.split()[0]: line.split()[1] for line in told.splitlines() if len(line.split()) >= 2}
    return float(lines["Requests/sec:"]), lines["50%"], lines["99%"]


def by_loop(url, seconds):
    parts = urllib.parse.urlsplit(url)
    times, end = [], time.perf_counter() + seconds

    def ask():
        connection = http.client.HTTPConnection(parts.hostname, parts.port)
        while time.perf_counter() < end:
            from_here = time.perf_counter()
            connection.request("GET", f"{parts.path}?{parts.query}")
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                sys.exit(f"{url}: {answer.status}")
            times.append(time.perf_counter() - from_here)

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    times.sort()
    part = lambda share: f"{times[int(share * (len(times) - 1))] * 1000:.2f}ms"
    return len(times) / seconds, part(0.5), part(0.99)


def provider(folder, fgb, postgis):
    """The two ways in which pygeoapi gets the areas, as YAML."""
    package = folder / "areas.gpkg"
    subprocess.run(["ogr2ogr", "-f", "GPKG", package, fgb, "-nln", "areas"], check=True)
    ways = {"GeoPackage": f"""
      - type: feature
        name: SQLiteGPKG
        data: {package}
        id_field: fid
        table: areas
"""}
    if postgis:
        subprocess.run(
            ["ogr2ogr", "-f", "PostgreSQL", f"PG:{postgis}", fgb, "-nln", "bench_areas", "-overwrite",
             "-lco", "FID=fid", "-lco", "GEOMETRY_NAME=geom"], check=True)
        known = dict(pair.split("=", 1) for pair in postgis.split())
        ways["PostGIS"] = f"""
      - type: feature
        name: PostgreSQL
        data:
          host: {known.get("host", "127.0.0.1")}
          port: {known.get("port", 5432)}
          dbname: {known["dbname"]}
          user: {known.get("user", "postgres")}
          password: "{known.get("password", "")}"
          search_path: [public]
        id_field: fid
        table: bench_areas
        geom_field: geom
"""
    return ways


def pygeoapi(folder, way, text, port):
    config, document = folder / f"{way}.yml", folder / f"{way}-openapi.yml"
    config.write_text((HERE / "config.yml").read_text().replace("@PORT@", str(port)).replace("@PROVIDER@", text))
    own = dict(os.environ, PYGEOAPI_CONFIG=str(config), PYGEOAPI_OPENAPI=str(document))
    python = pathlib.Path(sys.executable)
    subprocess.run(
        [python.parent / "pygeoapi", "openapi", "generate", config, "--output-file", document],
        check=True, env=own, stdout=subprocess.DEVNULL)
    serve = [python.parent / "gunicorn", "--workers", str(os.cpu_count()), "--bind", f"127.0.0.1:{port}",
             "--log-level", "error", "pygeoapi.flask_app:APP"]
    return subprocess.Popen(serve, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main():
    arguments = argparse.ArgumentParser()
    for name in ["schouw", "snapshot", "collection", "fgb"]:
        arguments.add_argument(name)
    arguments.add_argument("--seconds", type=int, default=10)
    arguments.add_argument("--postgis")
    asked = arguments.parse_args()
    measure = by_wrk if shutil.which("wrk") else by_loop
    print(f"asked by {'wrk' if measure is by_wrk else 'a loop in Python, which is slower than what it asks'}, "
          f"{CONNECTIONS} connections, {asked.seconds} s each; load {os.getloadavg()[0]:.1f}\n")
    running, bases = [], {}
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        try:
            listen = "127.0.0.1:18741"
            running.append(subprocess.Popen(
                [asked.schouw, "serve", "--snapshot", asked.snapshot, "--listen", listen],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            bases["Schouw"] = f"http://{listen}/ogc/v1/collections/{asked.collection}/items"
            for port, (way, text) in enumerate(provider(folder, asked.fgb, asked.postgis).items(), 18742):
                running.append(pygeoapi(folder, way, text, port))
                bases[f"pygeoapi, {way}"] = f"http://127.0.0.1:{port}/collections/areas/items"
            for base in bases.values():
                wait_for(f"{base}?f=json&limit=1")
            print("| limit | offset | server | requests/s | p50 | p99 | bytes | Schouw is |")
            print("|---|---|---|---|---|---|---|---|")
            for limit, offset in ASKED:
                first = None
                for name, base in bases.items():
                    url = f"{base}?f=json&limit={limit}&offset={offset}"
                    size = len(wait_for(url))
                    rate, half, most = measure(url, asked.seconds)
                    first = first or rate
                    ratio = "" if name == "Schouw" else f"{first / rate:.0f} times as fast"
                    print(f"| {limit} | {offset} | {name} | {rate:.1f} | {half} | {most} | {size} | {ratio} |", flush=True)
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait()


if __name__ == "__main__":
    main()
