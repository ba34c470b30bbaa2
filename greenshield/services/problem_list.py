"""Writes what an import refused or remarked as a table, to be sent to whoever made the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
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
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(messages.text("problem_headers", {}, lang).split("|"))
    writer.writerows([_plain(cell) for cell in row] for row in rows(problems, lang))
    return out.getvalue()


def write(out: Path, problems: Iterable[Problem], lang: str) -> int:
    """Writes the table as CSV in UTF-8 with a mark, as spreadsheets here expect it; how many.

    Raises:
        SurroundingsError: no permission, no room.
    """
    listed = list(problems)
    try:
        out.write_bytes(text(listed, lang).encode("utf-8-sig"))
    except OSError as error:
        raise SurroundingsError(
            "problem_list_unwritable", file=str(out), reason=error.strerror or str(error)
        ) from error
    return len(listed)


def _plain(cell: str) -> str:
    """A cell of somebody else's words that begins like a formula is no formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
