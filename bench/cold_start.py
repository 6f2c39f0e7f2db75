"""How long the binary takes from start to answer, every time as a new process: rows of a table.

    cold_start.py BINARY NAME=SNAPSHOT...
"""

import statistics
import subprocess
import sys
import time

RUNS = 50
SPOTS = ["52.4956,5.0742", "52.3731,4.8926", "51.9225,4.4792", "52.0907,5.1214", "53.2194,6.5665"]


def main():
    binary, *snapshots = sys.argv[1:]
    print("| snapshot | runs | median ms | slowest ms |\n|---|---|---|---|")
    for name, folder in (argument.split("=", 1) for argument in snapshots):
        took = []
        for run in range(RUNS + 1):
            start = time.perf_counter()
            subprocess.run([binary, "here", SPOTS[run % len(SPOTS)], "--snapshot", folder, "--json"], check=True,
                           stdout=subprocess.DEVNULL)
            took.append((time.perf_counter() - start) * 1e3)
        # the first run reads the binary from disk
        took = took[1:]
        print(f"| {name} | {RUNS} | {statistics.median(took):.1f} | {max(took):.1f} |")


if __name__ == "__main__":
    main()
