"""A page of a list and a box on the map over all signals that there are, one after another: median and slowest in ms.

Usage: lists.py BASE, with COOKIE and CSRF of a session in the environment."""

import json
import os
import sys
import time
import urllib.request

ASKS = 200

base = sys.argv[1]
headers = {"Cookie": os.environ["COOKIE"], "X-CSRF-Token": os.environ["CSRF"], "Content-Type": "application/json"}


def asked(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(base + path, data=data, headers=headers)
    start = time.perf_counter()
    with urllib.request.urlopen(request) as answer:
        told = json.load(answer)
    return (time.perf_counter() - start) * 1000, told


def row(what, path, body=None):
    took, told = zip(*(asked(path, body) for _ in range(ASKS)))
    took = sorted(took)
    print(f"| {what}, of {told[-1]['totaal']} signals | | {took[ASKS // 2]:.1f} | {took[int(ASKS * 0.99)]:.1f} | 0 |")


row("a page of the list", "/v1/signalen?lijst=te-doen")
row("a box on the map", "/v1/signalen/_zoek", {"lijst": "te-doen", "kader": [5.26, 52.535, 5.28, 52.545]})
