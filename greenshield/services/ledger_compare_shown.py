"""A comparison as values that a window shows: a line each, in words, with the outlines to it."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain import fields
from greenshield.domain.errors import Problem
from greenshield.project.project import Project
from greenshield.services import (
    ledger_compare,
    ledger_compare_out,
    ledger_judged,
    ledger_lines,
    ledger_worded,
)
from greenshield.services.ledger_compare import Compared
from greenshield.services.ledger_judged import LedgerOptions
from greenshield.services.ledger_lines import APART, TAKE, Line
from greenshield.services.progress import SILENT, Progress

_MANY = 300  # vertices of an outline that is drawn as large as a stamp
_FINE = 1e-5  # degrees, about a metre


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One thing to decide on, or to know, in words.

    Attributes:
        key: as ``ledger_decisions.chosen`` takes it.
        kind: as of ``ledger_lines.Line``.
        rows: of the list; ``numbers`` what they call themselves.
        numbers: of the rows.
        issues: their numbers here.
        issue_ids: their ids.
        name: what it is called.
        field: id of the field that differs, "" for none.
        here, there: its values in words, "" where there is none; of a shape a mark.
        by: who entered the project's value, "" where an import did.
        note: code of what there is to say of it.
        choices: of ``ledger_lines.WORDS``; none where there is nothing to decide.
        proposed: what an import does where nobody decides; "" where it leaves all as it is.
    """

    key: str
    kind: str
    rows: tuple[int, ...]
    numbers: str
    issues: str
    issue_ids: tuple[str, ...]
    name: str
    field: str
    here: str
    there: str
    by: str
    note: str
    choices: tuple[str, ...]
    proposed: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A comparison.

    Attributes:
        file: the list's name.
        sha256: hash of its bytes.
        of: names of the files that count as its earlier editions.
        counts: by kind; ``unchanged`` and ``refused`` beside.
        lines: those to look at first before the others.
        old: outlines of issues by id, each ring ``lon, lat, lon, lat …``; of those that a line
            other than of a plain field names.
        new: the same of rows of the list.
        problems: of reading and judging the list.
    """

    file: str
    sha256: str
    of: tuple[str, ...]
    counts: dict[str, int]
    lines: tuple[ShownLine, ...]
    old: dict[str, tuple[array[float], ...]] = field(default_factory=dict)
    new: dict[int, tuple[array[float], ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


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
    judged = ledger_judged.judge(project, path, options, "", progress)
    progress.step("comparing_rows", 0, 0)
    found = ledger_compare.of_judged(project, judged, options, of)
    names = ledger_worded.names_of(project)
    told = ledger_lines.lines(found)
    drawn = [line for line in told if _is_drawn(line)]
    shapes = {row.row: row.geometry for row in judged.file.rows}
    return Shown(
        found.file, found.sha256, found.of, ledger_compare_out.counts(found),
        tuple(_shown(found, line, lang, names) for line in told),
        {i: _rings(found.issues[i].shape) for i in _ids(drawn) if i in found.issues},
        {n: _rings(shapes.get(n)) for line in drawn for n in line.rows},
        found.problems,
    )  # fmt: skip


def _shown(found: Compared, line: Line, lang: str, names: Mapping[str, str]) -> ShownLine:
    said = ledger_compare_out.joined
    change = line.change
    called = [found.rows[row][1] for row in line.rows if row in found.rows]
    called += [found.issues[i].name for i in line.issues if i in found.issues]
    here, there = (
        (None, None)
        if change is None
        else (ledger_worded.cell(change.field, v, lang, names) for v in (change.here, change.there))
    )
    return ShownLine(
        line.key, line.kind, line.rows,
        said((found.rows[row][0] for row in line.rows if row in found.rows), lang),
        said((ledger_compare_out.number_of(found, issue) for issue in line.issues), lang),
        line.issues, next(iter(filter(None, called)), ""),
        "" if change is None else change.field, _text(here), _text(there),
        "" if change is None else change.by, line.note, line.choices, _proposed(line),
    )  # fmt: skip


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
    if value is None:
        return ""
    return f"{value:.10g}" if isinstance(value, float) else str(value)


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
