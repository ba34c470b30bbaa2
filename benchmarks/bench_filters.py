"""The ledger's questions over 160,000 issues, each beside the SQL that one writes first.

Run with ``python benchmarks/bench_filters.py [--rows N] [--turns N] [--data FOLDER]``. Making the
project takes two milliseconds an issue, once; it is kept in FOLDER, which may be that of
``bench_table``. The first question reads the columns and is told apart. Milliseconds of the
processor, and of the clock in brackets; medians of all turns.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
DAY = "2026-11-22"
_UNDONE = "state IN ('registered','planned','rectifying','self_checked','city_reviewed')"
_FOUND = "SELECT fid FROM issue WHERE"
_TEXT = "SELECT rowid FROM issue_search WHERE issue_search MATCH '{}'"
QUESTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "state": ({"states": ("rectifying",)}, f"{_FOUND} state = 'rectifying'"),
    "overdue": ({"overdue": True}, f"{_FOUND} deadline < '{DAY}' AND {_UNDONE}"),
    "due within 30 days": (
        {"due_within": 30},
        f"{_FOUND} deadline BETWEEN '{DAY}' AND date('{DAY}', '30 days') AND {_UNDONE}",
    ),
    "waits at the city": (
        {"waiting_at": ("city",)},
        # What plain SQL can say of it: the state alone, no level, no signature.
        f"{_FOUND} state IN ('self_checked', 'city_reviewed', 'accepted', 'publicized')",
    ),
    "waits 100 days": (
        {"waiting_days": 100},
        f"{_FOUND} waiting_since <= date('{DAY}', '-100 days')",
    ),
    "text, two characters": ({"text": "采石"}, _TEXT.format('"采石"')),
    "text that every number holds": ({"text": "TB"}, _TEXT.format('"tb"*')),
}


def timed(work: Callable[[], Any], turns: int) -> str:
    computed, waited = [], []
    for _ in range(turns):
        began, start = time.process_time(), time.perf_counter()
        work()
        waited.append((time.perf_counter() - start) * 1000)
        computed.append((time.process_time() - began) * 1000)
    return f"{statistics.median(computed):.1f} ({statistics.median(waited):.1f})"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=160_000)
    parser.add_argument("--turns", type=int, default=9)
    parser.add_argument("--data", type=Path)
    asked = parser.parse_args()

    from benchmarks.home import own_home
    from benchmarks.ledger_project import make

    project = make(own_home(asked.data), asked.rows)

    from greenshield.domain.ledger_filter import Filter
    from greenshield.services import ledger_query, ledger_store
    from greenshield.services.session import reading

    with reading(project) as session:
        opened = session.project

        def ask(**wanted: Any) -> int:
            return len(ledger_query.ask(opened, Filter(as_of=DAY, **wanted)).keys)

        first = timed(ask, 1)
        ask(waiting_days=1)
        print(f"{asked.rows} issues; ms of the processor (clock); load {os.getloadavg()[0]:.1f}")
        print(f"{'the first question, which reads the columns':<46}{first:>20}")
        print(f"{'':<34}{'found':>12}{'ours':>20}{'SQL, in no order':>22}")
        for name, (wanted, sql) in QUESTIONS.items():
            ours = timed(lambda wanted=wanted: ask(**wanted), asked.turns)
            plain = timed(lambda sql=sql: ledger_store.tuples(opened, sql), asked.turns)
            print(f"{name:<34}{ask(**wanted):>12}{ours:>20}{plain:>22}")


if __name__ == "__main__":
    main()
