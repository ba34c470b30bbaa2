"""Signed edits and the fold, beside a plain SQLite insert of the same bytes, in one run.

The floor of an edit is one transaction that inserts the event's bytes as one row with the same
engine, journal and ``synchronous=FULL``: what an unsigned, unfolded log would cost. Run with
``python benchmarks/bench_log.py``; medians, taking turns.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from greenshield.log.fold import fold
from greenshield.log.signing import DeviceKey
from greenshield.project import engine
from greenshield.project.creating import create_project
from greenshield.project.project import Project

ISSUES, EDITS, TURNS = 500, 100, 5
COUNTY = "229901"
WORDS = "青禾示例采石场在云岭保护区实验区露天采石，弃渣顺坡堆放，植被毁坏。"


def _filled(folder: Path) -> Project:
    project = create_project(
        folder / "p",
        DeviceKey.generate(),
        name="青禾县",
        division_code=COUNTY,
        device_name="bench",
        fields={},
    )
    with project.action("me") as action:
        for n in range(ISSUES):
            fields = {"clue_no": f"QH-{n}", "facility_name": WORDS[:8], "lon": 126.5, "lat": 43.2}
            fields |= dict.fromkeys(("description", "history", "impact_desc", "remark"), WORDS)
            action.create("issue", f"{COUNTY}:{n}", fields)
    return project


def _edits(project: Project, turn: int) -> None:
    for n in range(EDITS):
        with project.action("me") as action:
            issue = f"{COUNTY}:{(turn * EDITS + n) % ISSUES}"
            action.set_fields("issue", issue, {"remark": f"{WORDS} {turn} {n}"})


def _floor(folder: Path, sizes: list[int]) -> Callable[[], None]:
    db = engine.connect(folder / "floor.db", create=True)
    db.conn.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, bytes BLOB)")

    def insert() -> None:
        for n in range(EDITS):
            db.conn.execute("BEGIN IMMEDIATE")
            db.conn.execute("INSERT INTO event (bytes) VALUES (?)", (b"x" * sizes[n % len(sizes)],))
            db.conn.execute("COMMIT")

    return insert


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def main() -> None:
    """Prints both, and what a fold of 200 events takes."""
    with tempfile.TemporaryDirectory(prefix="greenshield-bench-") as name:
        folder = Path(name)
        project = _filled(folder)
        rows = project.rows("SELECT length(header) + length(body) + 64 AS n FROM event LIMIT 200")
        insert = _floor(folder, [row["n"] for row in rows])
        ours, floor = [], []
        for turn in range(TURNS):
            ours.append(_timed(lambda turn=turn: _edits(project, turn)))
            floor.append(_timed(insert))
        for at, what in enumerate(("wall", "processor")):
            a = statistics.median(t[at] for t in ours) / EDITS * 1000
            b = statistics.median(t[at] for t in floor) / EDITS * 1000
            print(f"signed edit, {what:<9} {a:6.3f} ms; plain insert {b:6.3f} ms: {a / b:5.2f} x")
        for n in range(200):
            with project.action("me") as action:
                action.set_fields("issue", f"{COUNTY}:0", {"remark": f"{WORDS} {n}"})
        events = project.journal.of_entity(f"{COUNTY}:0")[:200]
        fold("issue", f"{COUNTY}:0", events)
        spent = [_timed(lambda: fold("issue", f"{COUNTY}:0", events))[0] for _ in range(20)]
        print(
            f"fold of {len(events)} events, headers read: {statistics.median(spent) * 1000:.2f} ms"
        )
        project.close()


if __name__ == "__main__":
    main()
