"""What stands beneath merged cells, where nobody sees it: never taken, and told.

Merging by the format brush keeps the contents of all cells, and programs read them; of a sheet that
was merged so the person sees the first alone.
"""

from __future__ import annotations

from dataclasses import replace

from greenshield.domain.errors import Problem
from greenshield.formats.ledger_header import Header
from greenshield.formats.sheet_grid import Cell, Grid, Merge, letter, shown


def without_hidden(grid: Grid, header: Header, file: str) -> tuple[Grid, list[Problem]]:
    """The table without what merged cells cover.

    Args:
        grid: left as it is.
        header: rows above its end are left.
        file: its name, for problems.

    Returns:
        The grid, itself where nothing is covered; and a remark on each merged range beneath which
        something else stands than it shows.
    """
    rows = list(grid.rows)
    copied: set[int] = set()
    problems: list[Problem] = []
    width = grid.width if grid.merges else 0
    room = len(grid.rows) * width
    for merge in grid.merges:
        if merge.top <= header.last:
            continue
        room -= _size(grid, merge, width)
        if room < 0:  # they lie over each other, which no program writes
            break
        covered = _covered(grid, merge)
        for row, column, _ in covered:
            if row not in copied:
                rows[row] = list(rows[row])
                copied.add(row)
            rows[row][column] = None
        first = grid.cell(merge.top, merge.left)
        other = [each for each in covered if each[2] != first]
        if other:
            problems.append(_remark(merge, first, other, file))
    return (replace(grid, rows=rows) if copied else grid), problems


def _size(grid: Grid, merge: Merge, width: int) -> int:
    down = min(merge.bottom, len(grid.rows) - 1) - merge.top + 1
    return max(0, down) * max(0, min(merge.right, width - 1) - merge.left + 1)


def _covered(grid: Grid, merge: Merge) -> list[tuple[int, int, Cell]]:
    out = []
    for row in range(merge.top, min(merge.bottom, len(grid.rows) - 1) + 1):
        cells = grid.rows[row]
        for column in range(merge.left, min(merge.right, len(cells) - 1) + 1):
            if cells[column] is not None and (row, column) != (merge.top, merge.left):
                out.append((row, column, cells[column]))
    return out


def _remark(merge: Merge, first: Cell, other: list[tuple[int, int, Cell]], file: str) -> Problem:
    row, column, hidden = other[0]
    params = {
        "range": f"{letter(merge.left)}{merge.top + 1}:{letter(merge.right)}{merge.bottom + 1}",
        "count": len(other),
        "first": f"{letter(column)}{row + 1}",
        "seen": shown(hidden)[:80],
        "shown": shown(first)[:80],
    }
    return Problem("ledger_merge_hides", file, merge.top + 1, "", params, fatal=False)
