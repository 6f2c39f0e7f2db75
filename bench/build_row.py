"""A row of the table of builds, from what `schouw build --json` printed: build_row.py NAME FILE"""

import json
import sys

name, path = sys.argv[1:]
with open(path) as file:
    report = json.load(file)
order = ["read", "order", "digest and write"]
steps = sorted(report["seconds"].items(), key=lambda step: order.index(step[0]) if step[0] in order else len(order))
total = sum(seconds for _, seconds in steps)
parts = ", ".join(f"{step} {seconds:.1f}" for step, seconds in steps)
print(f"| {name} ({parts}) | {total:.1f} | {report['peak_memory_bytes'] / (1 << 20):,.0f} |", flush=True)
