"""How long the window keeps somebody waiting: each turn of its event loop in a scripted session.

A real window on the sample project, and on 160,000 issues with 10,000 photos, in which nearly
everything is done that a user does (``stall_session.py``). Told are, of each step, the longest
processor time that one turn took on the window's thread, least of all sessions since a busy
machine makes every turn longer, and for those over the limit where Python stood.

Run with ``python benchmarks/bench_stalls.py [--turns N] [--only WORDS] [--profile] [--data
FOLDER]``. The large project is made once and kept in FOLDER; each session works on a copy.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
LIMIT_MS = 50.0
PHOTOS, PROBLEMS, COLUMNS = 10_000, 100_000, 300


def session(
    project: Path, home: Path, tables: list[Path], arguments: list[str]
) -> list[dict[str, Any]]:
    """One session on a copy of a project, in a process of its own; its steps."""
    from benchmarks.stall_session import lines

    with tempfile.TemporaryDirectory() as name:
        copy, own = Path(name) / "project", Path(name) / "home"
        shutil.copytree(project, copy)
        shutil.copytree(home, own)
        done = subprocess.run(
            [sys.executable, str(HERE / "stall_session.py"), str(copy), *map(str, tables),
             *arguments],
            capture_output=True, text=True, encoding="utf-8", check=False,
            env={**os.environ, "GREENSHIELD_HOME": str(own), "PYTHONPATH": str(HERE.parent),
                 "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
    for line in done.stdout.splitlines():
        if line.startswith(("failed:", "trouble:")):
            print(line, flush=True)
    steps = list(lines(done.stdout))
    if done.returncode or not steps:
        raise SystemExit(f"the session failed: {done.stderr[-3000:]}")
    return steps


def worst(step: dict[str, Any]) -> float:
    """The longest turn of a step, ms; 0 where none was noted."""
    return max((turn["ms"] for turn in step["noted"]), default=0.0)


def tell(name: str, sessions: list[list[dict[str, Any]]]) -> None:
    """Prints the steps of all sessions on a project."""
    best = [min(same, key=worst) for same in zip(*sessions, strict=False)]
    over = [step for step in best if worst(step) > LIMIT_MS]
    print(f"\n{name}: {len(best)} steps, {len(over)} with a turn over {LIMIT_MS:.0f} ms")
    for step in best:
        print(f"  {step['step']:<52}{step['count']:>6} turns {worst(step):8.1f} ms")
        for turn in step["noted"]:
            if turn["ms"] > LIMIT_MS:
                print(f"    {turn['ms']:.1f} ms: {turn['where']}")
            if turn["profile"]:
                print(turn["profile"])


def made(folder: Path) -> tuple[dict[str, tuple[Path, Path]], list[Path]]:
    """The projects with the homes of who made them, and the tables to import."""
    from benchmarks.ledger_project import make
    from benchmarks.stall_data import bad_table, wide_table, with_photos

    sample, home = folder / "demo", folder / "demo-home"
    if not (sample / "project").exists():
        demo = [sys.executable, "-m", "greenshield", "demo", str(sample), "--json"]
        subprocess.run(
            demo, check=True, capture_output=True,
            env={**os.environ, "GREENSHIELD_HOME": str(home)},
        )  # fmt: skip
    large = make(folder, 160_000)
    with_photos(large, folder, PHOTOS)
    projects = {
        "the sample project": (sample / "project", home),
        f"160,000 issues, {PHOTOS:,} photos": (large, folder / "home"),
    }
    return projects, [wide_table(folder, COLUMNS), bad_table(folder, PROBLEMS)]


def main() -> None:
    """Plays the sessions and prints what they took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--only", default="")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--data", type=Path)
    asked = parser.parse_args()
    from benchmarks.home import own_home

    folder = own_home(asked.data)
    os.environ["PYTHONPATH"] = str(HERE.parent)
    for package in ("ui", "greenshield"):  # compiling a module is no part of using a window
        compileall.compile_dir(HERE.parent / package, quiet=2)
    projects, tables = made(folder)
    arguments = ["--only", asked.only, *(["--profile"] if asked.profile else [])]
    for name, (project, home) in projects.items():
        sessions = [session(project, home, tables, arguments) for _ in range(asked.turns)]
        tell(name, sessions)
    print(f"\nload {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
