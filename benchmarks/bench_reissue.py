"""A list of 10,000 rows × 40 columns that comes again, and the ledger of a project written out.

The project holds all 10,000 issues; in the new edition every twentieth row says something else.
Told are the whole of reading, checking and reconciling (a dry run), the comparison, the same list
judged as a person decided on all that differs (a dry run too), and the issues as workbook and as
GeoPackage; beside them openpyxl's bare read, and xlsxwriter's bare writing of as many cells, in
one run; medians. Run with ``python -m benchmarks reissue``.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import bench_ledger
from greenshield.domain.ledger_filter import Filter
from greenshield.services import (
    ledger_compare,
    ledger_export,
    ledger_import,
    ledger_lines,
    ledger_query,
    ledger_reissue,
    new_project,
    people,
)
from greenshield.services.ledger_import import LedgerOptions
from greenshield.services.session import Session

ROWS, RUNS = bench_ledger.ROWS, 3
CHANGED = ROWS // 20
DRY = LedgerOptions(dry_run=True, memory=False)


def reconcile(session: Session, again: Path) -> None:
    done = ledger_import.import_file(session, again, DRY)
    assert (done.updated, done.unchanged, done.refused) == (CHANGED, ROWS - CHANGED, 0)


def compare(session: Session, again: Path) -> None:
    found = ledger_compare.compare(session.project, again, DRY)
    assert (len(found.changed), found.unchanged, found.verdicts.gone) == (
        CHANGED,
        ROWS - CHANGED,
        (),
    )


def decide(session: Session, again: Path, choices: dict[str, str]) -> None:
    done = ledger_reissue.import_list(session, again, DRY, choices).imported
    assert (done.updated, done.unchanged, done.refused) == (CHANGED, ROWS - CHANGED, 0)


def export(session: Session, file: Path) -> None:
    keys = ledger_query.ask(session.project, Filter(as_of="2026-01-01")).keys.tolist()
    done = ledger_export.write(session.project, keys, file)
    assert done.rows == ROWS


def bare_read(path: Path) -> None:
    book = openpyxl.load_workbook(path, data_only=True)
    assert sum(1 for _ in book.active.iter_rows(values_only=True)) >= ROWS


def timed(work: Callable[[], None]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["GREENSHIELD_HOME"] = str(folder / "home")
        os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
        first, again = folder / "1.xlsx", folder / "2.xlsx"
        bench_ledger.write_ledger(first)
        bench_ledger.write_ledger(again, edition=2)
        project = new_project.create(folder / "p", name="台账", division_code="220183", me="王芳")
        with project:
            session = Session(project, people.everyone(project)[0])
            ledger_import.import_file(session, first, LedgerOptions(memory=False))
            found = ledger_compare.compare(session.project, again, DRY)
            choices = {line.key: line.choices[0] for line in ledger_lines.lines(found)}
            ways: dict[str, Callable[[], None]] = {
                "openpyxl, bare read": lambda: bare_read(again),
                "read, checked, reconciled": lambda: reconcile(session, again),
                "compared": lambda: compare(session, again),
                "judged as decided": lambda: decide(session, again, choices),
                "xlsxwriter, bare write": lambda: bench_ledger.write_ledger(folder / "w.xlsx"),
                "written as xlsx": lambda: export(session, folder / "o.xlsx"),
                "written as gpkg": lambda: export(session, folder / "o.gpkg"),
            }
            taken = {way: [timed(work) for _ in range(RUNS)] for way, work in ways.items()}
    floors = {"read": "openpyxl, bare read", "written": "xlsxwriter, bare write"}
    print(
        f"{ROWS} rows x {len(bench_ledger.COLUMNS)} columns, {CHANGED} changed, medians of {RUNS}"
    )
    median = {
        way: tuple(statistics.median(took) for took in zip(*times, strict=True))
        for way, times in taken.items()
    }
    for way, (wall, cpu) in median.items():
        floor = median[floors["written" if "writ" in way else "read"]]
        told = f"{wall:6.2f} s   processor {cpu:6.2f} s"
        print(f"{way:<28} {told}   of the floor {wall / floor[0]:5.2f} {cpu / floor[1]:5.2f}")


if __name__ == "__main__":
    main()
