"""Writes what an import refused or remarked as a table, to be sent to whoever made the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from greenshield import messages
from greenshield.domain.errors import Problem, SurroundingsError


def rows(problems: Iterable[Problem], lang: str) -> list[tuple[str, ...]]:
    """File, row, column, whether it was refused, what, and what to do, of each."""
    refused, remarked = messages.text("problem_marks", {}, lang).split("|")
    out: list[tuple[str, ...]] = []
    for p in problems:
        params = {"file": p.file, "row": p.row, "column": p.column} | p.params
        out.append(
            (
                p.file, "" if p.row is None else str(p.row), p.column,
                refused if p.fatal else remarked, messages.text(p.code, params, lang),
                messages.remedy(p.code, params, lang),
            )
        )  # fmt: skip
    return out


def text(problems: Iterable[Problem], lang: str) -> str:
    """The table as CSV; cells that a spreadsheet would compute are made plain text."""
    heads = messages.text("problem_headers", {}, lang).split("|")
    return _table(heads, rows(problems, lang))


def write(out: Path, problems: Iterable[Problem], lang: str) -> int:
    """Writes the table as CSV in UTF-8 with a mark, as spreadsheets here expect it; how many.

    Raises:
        SurroundingsError: no permission, no room.
    """
    listed = list(problems)
    _write(out, text(listed, lang))
    return len(listed)


def write_table(out: Path, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> int:
    """Writes lines that were put into words already, likewise.

    Raises:
        SurroundingsError: no permission, no room.
    """
    _write(out, _table(heads, lines))
    return len(lines)


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([_plain(cell) for cell in row] for row in lines)
    return out.getvalue()


def _write(out: Path, table: str) -> None:
    try:
        out.write_bytes(table.encode("utf-8-sig"))
    except OSError as error:
        raise SurroundingsError(
            "problem_list_unwritable", file=str(out), reason=error.strerror or str(error)
        ) from error


def _plain(cell: str) -> str:
    """A cell of somebody else's words that begins like a formula is no formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
