"""A comparison as values that a window shows: a line each, in words, with the outlines to it."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain import fields
from greenshield.domain.errors import UsageError
from greenshield.domain.reissue_decisions import APART, TAKE
from greenshield.domain.reissue_shown import Shown, ShownLine
from greenshield.project.media import hash_file
from greenshield.project.project import Project
from greenshield.services import (
    ledger_campaign,
    ledger_compare,
    ledger_compare_out,
    ledger_lines,
    ledger_rows,
    ledger_worded,
)
from greenshield.services.ledger_compare import Compared
from greenshield.services.ledger_judged import LedgerOptions
from greenshield.services.ledger_lines import Line
from greenshield.services.progress import SILENT, Progress, counted

_MANY = 300  # vertices of an outline that is drawn as large as a stamp
_FINE = 1e-5  # degrees, about a metre


def compare(
    project: Project, path: Path, options: LedgerOptions, of: str = "",
    progress: Progress = SILENT, lang: str = "zh",
) -> Shown:  # fmt: skip
    """Compares a list as ``ledger_compare.compare`` does; the same errors.

    Args:
        project: that holds the issues.
        path: the list.
        options: how it is to be read.
        of: the earlier edition.
        progress: told of the steps.
        lang: of codes and names in the values.
    """
    listed = ledger_campaign.judge(project, path, options, "", of, progress)
    found = ledger_compare.of_listed(project, listed, of, progress)
    names = ledger_worded.names_of(project)
    told = ledger_lines.lines(found)
    drawn = [line for line in told if _is_drawn(line)]
    shapes = {
        before + row.row: row.geometry
        for before, sheet in ledger_rows.numbered(listed.judged)
        for row in sheet.file.rows
    }
    return Shown(
        found.file, found.sha256, found.of, found.left, found.campaign,
        ledger_compare_out.counts(found),
        tuple(
            _shown(found, line, lang, names) for line in counted(progress, "wording_lines", told)
        ),
        {i: _rings(found.issues[i].shape) for i in _ids(drawn) if i in found.issues},
        {n: _rings(shapes.get(n)) for line in drawn for n in line.rows},
    )  # fmt: skip


def hold_to(path: Path, sha256: str) -> None:
    """Holds a list to the one that was looked at: decisions on another one mean nothing.

    Raises:
        UsageError: ``reissue_list_changed``.
    """
    if not path.is_file() or hash_file(path) != sha256:
        raise UsageError("reissue_list_changed", file=path.name)


def _shown(found: Compared, line: Line, lang: str, names: Mapping[str, str]) -> ShownLine:
    said = ledger_compare_out.joined
    change = line.change
    called = [found.rows[row][1] for row in line.rows if row in found.rows]
    called += [found.issues[i].name for i in line.issues if i in found.issues]
    here, there = (None, None) if change is None else ledger_compare_out.values(change, lang, names)
    return ShownLine(
        line.key, line.kind, line.rows, said((_place(found, row) for row in line.rows), lang),
        said((found.rows[row][0] for row in line.rows if row in found.rows), lang),
        said((ledger_compare_out.number_of(found, issue) for issue in line.issues), lang),
        line.issues, next(iter(filter(None, called)), ""),
        "" if change is None else change.field, _text(here), _text(there),
        "" if change is None else change.by, line.note, line.choices, _proposed(line),
    )  # fmt: skip


def _place(found: Compared, row: int) -> str:
    at = found.rows.get(row)
    if at is None:
        return str(row)
    return f"{at.sheet} {at.row}" if len(found.sheets) > 1 else str(at.row)


def _proposed(line: Line) -> str:
    if line.kind == "new":
        return APART
    return TAKE if line.change is not None and line.change.taken else ""


def _is_drawn(line: Line) -> bool:
    if line.change is None:
        return True
    spec = fields.specs("issue").get(line.change.field)
    return line.change.field in ("lon", "lat") or (spec is not None and spec.type == "geometry")


def _ids(lines: list[Line]) -> Iterator[str]:
    return (issue for line in lines for issue in line.issues)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _rings(shape: BaseGeometry | None) -> tuple[array[float], ...]:
    """The rings of a patch, or its point twice; a large one loses what is not seen anyway."""
    if shape is None or shape.is_empty:
        return ()
    if shapely.get_num_coordinates(shape) > _MANY:
        shape = shapely.simplify(shape, _FINE, preserve_topology=False)
    if shape.geom_type == "Point":
        return (array("d", [shape.x, shape.y, shape.x, shape.y]),)
    rings = shapely.get_rings(shapely.get_parts(shape))
    return tuple(array("d", shapely.get_coordinates(ring).ravel()) for ring in rings)
