"""Runs the benchmarks, one after the other: ``python -m benchmarks [NAME …]``.

NAME is ``log`` for ``bench_log.py``. What each prints is passed on as it comes, and the lines
that carry a ratio are repeated at the end: those with ``1.23x``, ``1.23 x floor``,
``ours is 1.23 of it``, or two ratios (wall, processor) as the last words.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
RATIO = re.compile(r"(?:\b\d+\.\d+\s?x\b(?: floor)?|ours is\s+\d+\.\d+ of it|\d\.\d\d +\d+\.\d\d$)")


def run(name: str) -> tuple[int, list[str]]:
    """Runs one in a process of its own; its exit code and the lines that carry a ratio."""
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent), "PYTHONUNBUFFERED": "1"}
    child = subprocess.Popen(
        [sys.executable, str(HERE / f"bench_{name}.py")],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment | {"PYTHONIOENCODING": "utf-8"},
    )
    ratios = []
    assert child.stdout is not None
    for line in child.stdout:
        print(line, end="", flush=True)
        if RATIO.search(line.rstrip()):
            ratios.append(line.rstrip())
    return child.wait(), ratios


def main(asked: list[str]) -> int:
    """Runs those that are asked for, or all; 1 where one failed."""
    known = sorted(p.stem.removeprefix("bench_") for p in HERE.glob("bench_*.py"))
    unknown = [name for name in asked if name not in known]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    found: dict[str, list[str]] = {}
    failed = []
    for name in asked or known:
        print(f"== {name}", flush=True)
        began = time.monotonic()
        code, found[name] = run(name)
        if code:
            failed.append(name)
        print(f"-- {name}: {time.monotonic() - began:.0f} s\n", flush=True)
    print("== ratios")
    for name, lines in found.items():
        for line in lines:
            print(f"{name:<8} {line}")
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv[1:]))
