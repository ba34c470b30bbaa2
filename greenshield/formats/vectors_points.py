"""Reads polygons that are written as lists of corner points: surveyors' text files.

Two kinds. The exchange format of land administrations (``[属性描述]`` with datum and zone, then
``[地块坐标]`` with one block a plot: 点号, 圈号, X, Y), and free lists: a point a line, the two
columns that look like a place, polygons parted by an empty line, by a line of words (their
name), by coming back to the first point, or as the columns before the place tell
(``vectors_points_parts.py``). Chinese surveyors write X for the northing; which
column is which is told by the size of the numbers, which leaves no doubt in China.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Problem
from greenshield.formats.ledger_angles import parse_angle
from greenshield.formats.vectors_points_parts import Parting
from greenshield.formats.vectors_points_plots import Block, plots
from greenshield.formats.vectors_rings import nested
from greenshield.formats.vectors_rows import Rows, problem

_PLOTS: Final = "[地块坐标]"
_DELIMITER: Final = re.compile(r"[,，;；]")
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?\Z")
_ANGLE: Final = re.compile(r"[°º度′'″\"分秒]")
_PLOT: Final = ",@"  # ends the line of a plot's attributes
# Of another text, among them WKT; a unit in a heading, as in ``X(m)``, is none.
_NOT_OF_A_LIST: Final = re.compile(r"[{}<>]|\(\(|\(\s{0,4}-?\d{1,9}(\.\d|[\s,]{1,4}-?\d)")
_TELLING: Final = 30  # lines looked at to tell a list of points from another text
_JUDGED: Final = 2000  # lines looked at to tell which columns hold the places
_NAME: Final = "名称"
# Northings and eastings of China, metres (bare, and with the zone's number); latitudes, longitudes.
_KINDS: Final = (
    ((1_800_000.0, 6_200_000.0), ((100_000.0, 900_000.0), (13_000_000.0, 46_000_000.0))),
    ((3.0, 54.5), ((73.0, 136.0),)),
)
_HEADINGS: Final = frozenset(
    ("点号", "序号", "编号", "点名", "界址点", "界址点号", "拐点", "拐点编号", "x", "y", "z", "h",
     "x坐标", "y坐标", "坐标x", "坐标y", "纵坐标", "横坐标", "北坐标", "东坐标", "北", "东", "高程",
     "经度", "纬度", "备注", "no", "id", "point", "lon", "lat", "longitude", "latitude", "easting",
     "northing", "e", "n", "名称", "区号", "地块", "地块号", "地块名称", "区域", "分区", "功能区",
     "图斑号", "宗地号", "圈号", "边长", "面积")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the places stand: the first of the two columns, which of them is the northing."""

    first: int
    north_first: bool
    kind: int  # of _KINDS

    def place(self, tokens: list[str]) -> tuple[float, float] | None:
        """The place on a line, x to the right; None where there is none of this kind."""
        two = tokens[self.first : self.first + 2]
        values = [value for value in map(_number, two) if value is not None]
        if len(values) < 2:
            return None
        one, other = values
        north, east = (one, other) if self.north_first else (other, one)
        (low, high), eastings = _KINDS[self.kind]
        if low <= north <= high and any(a <= east <= b for a, b in eastings):
            return east, north
        return None

    def score(self, rows: Sequence[list[str]]) -> tuple[int, int]:
        """How many lines have a place there, and in how many it is told to a fraction.

        A running number may look like a latitude, but has none.
        """
        placed = [row for row in rows if self.place(row) is not None]
        exact = sum(all(not t.isdigit() for t in row[self.first :][:2]) for row in placed)
        return len(placed), exact


def looks_like(text: str) -> bool:
    """Whether a text, or its beginning, is a list of points."""
    if _is_plots(text):
        return True
    lines = [line for line in text.splitlines() if line.strip()][:_TELLING]
    if any(_NOT_OF_A_LIST.search(line) for line in lines):
        return False
    rows = [_tokens(line) for line in lines]
    columns = _columns(rows)
    placed = 0 if columns is None else sum(columns.place(row) is not None for row in rows)
    return placed >= 3 and placed * 2 > len(rows)


def _is_plots(text: str) -> bool:
    return _PLOTS in text or _PLOT in text


def _columns(rows: Sequence[list[str]]) -> _Columns | None:
    """The columns in which most lines have a place; they are the same all over a list."""
    widest = max(map(len, rows), default=0)
    some = [
        _Columns(first, north_first, kind)
        for kind in range(len(_KINDS))
        for first in range(widest - 1)
        for north_first in (True, False)
    ]
    best = max(some, key=lambda one: one.score(rows), default=None)
    return best if best is not None and best.score(rows) > (0, 0) else None


def read(text: str, shown: str) -> Rows:
    """The polygons of a list of points, x to the right and y up, in the list's own system.

    Args:
        text: the whole file.
        shown: its name as the user gave it.

    Returns:
        The rows, ``declared`` being ``EPSG:n`` where the list names datum and zone. A polygon with
        a line that can't be read, or of too few points, has no shape: it is never closed without
        one of its corners.
    """
    rows = Rows()
    if _is_plots(text):
        rows.declared, blocks = plots(text)
    else:
        blocks = list(_free(text))
    for number, block in enumerate(blocks, start=1):
        rows.numbers.append(number)
        rows.attributes.append(block.attributes)
        shape = None if block.bad else _shape(block)
        rows.geometries.append(shape)
        if block.bad:
            line, words = block.bad
            told = {"line": line, "text": words[:60]}
            rows.problems.append(Problem("vector_point_unreadable", shown, number, "", told))
        elif shape is None:
            count = sum(map(len, block.rings))
            rows.problems.append(
                problem("vector_geometry_unreadable", shown, number, f"{count} points")
            )
    return rows


def _shape(block: Block) -> BaseGeometry | None:
    rings = [np.array(ring, float) for ring in block.rings if len(set(ring)) >= 3]
    if not rings:
        return None
    closed = [r if (r[0] == r[-1]).all() else np.concatenate([r, r[:1]]) for r in rings]
    made = [shapely.linearrings(ring) for ring in closed]
    return nested(np.array([*made, None], dtype=object)[:-1])[0]


def _free(text: str) -> Iterator[Block]:
    """The polygons of a free list, each where its ring closes or the next one begins."""
    lines = text.splitlines()
    tokens = [_tokens(line) for line in lines[:_JUDGED]]
    columns = _columns(tokens)
    if columns is None:
        return
    parting = Parting.of([row for row in tokens if columns.place(row)], columns.first)
    ring: list[tuple[float, float]] = []
    name, bad = "", None
    for number, line in enumerate(lines, start=1):
        row = _tokens(line)
        place = columns.place(row)
        is_break = place is None and (not line.strip() or _is_words(line))
        if place is not None and parting.begins(row, place, ring):
            if ring or bad:
                yield _block(name, ring, bad)
                name = ""
            ring, bad = [], None
        if place is not None and not ring and not name:
            name = parting.name(row)
        closes = place is not None and len(ring) > 2 and place == ring[0]
        if place is not None:
            ring.append(place)
        elif not is_break:
            bad = bad or (number, line.strip())
        if (closes or is_break) and (ring or bad):
            yield _block(name, ring, bad)
            ring, name, bad = [], "", None
        if is_break and not name and not _is_heading(line):
            name = line.strip(" \t,，;；:：#")
    if ring or bad:
        yield _block(name, ring, bad)


def _block(name: str, ring: list[tuple[float, float]], bad: tuple[int, str] | None) -> Block:
    attributes: dict[str, Any] = {_NAME: name or None, "点数": len(ring)}
    return Block(attributes, [ring], bad)


def _is_words(line: str) -> bool:
    """Whether a line is a name or a heading: one word or number alone, or words alone."""
    values = [_number(token) for token in _tokens(line) if token]
    return len(values) == 1 or all(value is None for value in values)


def _is_heading(line: str) -> bool:
    words = [token.casefold().strip("()（）米m ") for token in _tokens(line) if token]
    return all(word in _HEADINGS for word in words)


def _tokens(line: str) -> list[str]:
    """The fields of a line: by commas, semicolons or tabs where it has any, else by blanks.

    Several tabs are one; a field between two commas may be empty.
    """
    line = line.strip()
    if "\t" not in line and not _DELIMITER.search(line):
        return line.split()
    fields = (piece.split("\t") for piece in _DELIMITER.split(line))
    return [f for some in fields for f in ([g for g in map(str.strip, some) if g] or [""])]


def _number(token: str) -> float | None:
    if _NUMBER.match(token):
        return float(token)
    if _ANGLE.search(token):
        angle = parse_angle(token)
        return angle if isinstance(angle, float) else None
    return None
