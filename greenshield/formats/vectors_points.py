"""Reads polygons that are written as lists of corner points: surveyors' text files.

Two kinds. The exchange format of land administrations (``[属性描述]`` with datum and zone, then
``[地块坐标]`` with one block a plot: 点号, 圈号, X, Y), and free lists: a point a line, the two
columns that look like a place, polygons parted by an empty line, by a line of words (their
name), or by coming back to the first point. Chinese surveyors write X for the northing; which
column is which is told by the size of the numbers, which leaves no doubt in China.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Problem
from greenshield.formats.ledger_angles import parse_angle
from greenshield.formats.vectors_points_plots import Block, plots
from greenshield.formats.vectors_rings import nested
from greenshield.formats.vectors_rows import Rows, problem

_PLOTS: Final = "[地块坐标]"
_SPLIT: Final = re.compile(r"[,，;；\t\s]+")
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?\Z")
_ANGLE: Final = re.compile(r"[°º度′'″\"分秒]")
_NORTHINGS: Final = (1_800_000.0, 6_200_000.0)  # of China, metres
_EASTINGS: Final = ((100_000.0, 900_000.0), (13_000_000.0, 46_000_000.0))  # bare, with the zone
_LATITUDES, _LONGITUDES = (3.0, 54.5), (73.0, 136.0)
_TELLING: Final = 30  # lines looked at to tell a list of points from another text
_NAME: Final = "名称"


def looks_like(text: str) -> bool:
    """Whether a text, or its beginning, is a list of points."""
    if _PLOTS in text:
        return True
    lines = [line for line in text.splitlines() if line.strip()]
    some = lines[:_TELLING]
    placed = sum(_place(_tokens(line)) is not None for line in some)
    return placed >= 3 and placed * 2 > len(some)


def read(text: str, shown: str) -> Rows:
    """The polygons of a list of points, x to the right and y up, in the list's own system.

    Args:
        text: the whole file.
        shown: its name as the user gave it.

    Returns:
        The rows, ``declared`` being ``EPSG:n`` where the list names datum and zone. A line that
        can't be read is a problem at its number; a polygon of too few points has no shape.
    """
    rows = Rows()
    if _PLOTS in text:
        rows.declared, blocks = plots(text, shown, rows.problems)
    else:
        blocks = list(_Free(shown, rows.problems).blocks(text))
    for number, block in enumerate(blocks, start=1):
        rows.numbers.append(number)
        rows.attributes.append(block.attributes)
        shape = _shape(block)
        rows.geometries.append(shape)
        if shape is None:
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


@dataclass(slots=True)
class _Free:
    """Reads a free list, line by line."""

    shown: str
    problems: list[Problem]
    _rings: list[list[tuple[float, float]]] = field(default_factory=list)
    _name: str = ""

    def blocks(self, text: str) -> Iterator[Block]:
        ring: list[tuple[float, float]] = []
        for number, line in enumerate(text.splitlines(), start=1):
            place = _place(_tokens(line))
            if place is not None:
                ring.append(place)
                if len(ring) > 3 and place == ring[0]:
                    yield self._made(ring)
                    ring = []
                continue
            if ring and (not line.strip() or _is_words(line)):
                yield self._made(ring)
                ring = []
            if _is_words(line):
                self._name = line.strip(" \t,，;；:：#")
            elif line.strip():
                told = {"text": line.strip()[:60]}
                self.problems.append(
                    Problem("vector_point_unreadable", self.shown, number, "", told)
                )
        if ring:
            yield self._made(ring)

    def _made(self, ring: list[tuple[float, float]]) -> Block:
        attributes: dict[str, Any] = {_NAME: self._name or None, "点数": len(ring)}
        self._name = ""
        return Block(attributes, [ring])


def _is_words(line: str) -> bool:
    """Whether a line has words and no more than a bare number: a name, or a heading."""
    return not any(_number(token) is not None and "." in token for token in _tokens(line)) and bool(
        re.search(r"[^\W\d_]", line)
    )


def _tokens(line: str) -> list[str]:
    return [token for token in _SPLIT.split(line.strip()) if token]


def _place(tokens: list[str]) -> tuple[float, float] | None:
    """The place on a line, x to the right: the first two neighbours that look like one."""
    values = [_number(token) for token in tokens]
    for one, two in pairwise(values):
        if one is None or two is None:
            continue
        if _is_north(one) and _is_east(two):
            return two, one
        if _is_east(one) and _is_north(two):
            return one, two
    return None


def _number(token: str) -> float | None:
    if _NUMBER.match(token):
        return float(token)
    if _ANGLE.search(token):
        angle = parse_angle(token)
        return angle if isinstance(angle, float) else None
    return None


def _is_north(value: float) -> bool:
    return any(low <= value <= high for low, high in (_NORTHINGS, _LATITUDES))


def _is_east(value: float) -> bool:
    return any(low <= value <= high for low, high in (*_EASTINGS, _LONGITUDES))
