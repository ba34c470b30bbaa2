"""The summary of a province: 5,000 issues of 60 counties, from the project to the workbook.

Run with ``python benchmarks/bench_summary.py [--issues N] [--patrols N] [--turns N] [--data
FOLDER]``. Patrols are measured the first time on a machine, which is told by itself. Beside it,
taking turns in the same run: what xlsxwriter takes to write the same cells as plain values, which
is what one would write first. Seconds, medians of all turns; of processor time in brackets.
Making the project takes two milliseconds an issue, once; it is kept in FOLDER.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

AIM = 1.0  # seconds


def timed(work: Callable[[], object]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def plain(cells: list[list[list[object]]]) -> int:
    """The same cells by xlsxwriter, without formats, formulas, links and charts."""
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    for rows in cells:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, (int, float)):
                    sheet.write_number(number, column, value)
                elif value:
                    sheet.write_string(number, column, str(value))
    book.close()
    return len(content.getvalue())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--issues", type=int, default=5_000)
    parser.add_argument("--patrols", type=int, default=0)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--data", type=Path)
    args = parser.parse_args()
    from benchmarks import ledger_project
    from benchmarks.home import own_home

    home = own_home(args.data)
    project = ledger_project.make(
        home / "patrols" if args.patrols else home, args.issues, counties=60
    )
    if args.patrols:
        ledger_project.add_patrols(project, args.patrols, counties=60)
    from python_calamine import CalamineWorkbook

    from greenshield.services import report_summary, summarizing
    from greenshield.services.session import reading

    with tempfile.TemporaryDirectory() as folder, reading(project) as session:
        out, opened = Path(folder) / "summary.xlsx", session.project

        def whole() -> None:
            report_summary.make(opened, out, cutoff="2026-06-30")

        first = timed(whole)
        book = CalamineWorkbook.from_path(str(out))
        cells = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
        filled = sum(1 for rows in cells for row in rows for value in row if value != "")
        size = out.stat().st_size
        print(f"{args.issues} issues, {args.patrols} patrols, {len(cells)} sheets, {filled} cells, "
              f"{size / 1e6:.1f} MB; the first time {first[0]:.2f} s ({first[1]:.2f})")  # fmt: skip
        works = {
            "whole": whole,
            "gather": lambda: summarizing.gather(opened, cutoff="2026-06-30"),
            "plain": lambda: plain(cells),
        }
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
        for _ in range(args.turns):
            for name, work in works.items():
                found[name].append(timed(work))
    middle = {
        name: tuple(statistics.median(side) for side in zip(*turns, strict=True))
        for name, turns in found.items()
    }
    words = {
        "whole": f"summary, from the project to the file (aim < {AIM:g})",
        "gather": "of that the reading of the issues",
        "plain": "xlsxwriter, the same cells as plain values",
    }
    for name, (clock, processor) in middle.items():
        print(f"{words[name]:<60} {clock:6.2f} s  ({processor:5.2f})")
    ratios = [mine / floor for mine, floor in zip(middle["whole"], middle["plain"], strict=True)]
    print(f"{'summary / xlsxwriter':<60} {ratios[0]:6.2f} {ratios[1]:6.2f}")


if __name__ == "__main__":
    main()
