"""A list made of another by known changes is told to be just that, or left to a person."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from dataclasses import dataclass, field

import pytest
from helpers.imports import workbook
from shapely import LineString, Polygon, affinity, box
from shapely.ops import split as cut

from greenshield.services import ledger_compare
from greenshield.services.ledger_import import LedgerOptions, import_file

HEADER = ("图斑编号", "拐点坐标", "活动类型", "问题来源", "问题描述")
CELL = 0.006  # degrees between the middles of two patches
KINDS = (
    "same", "said", "redrawn", "gone", "new", "renumbered", "split", "merged", "moved", "both",
    "partial",
)  # fmt: skip


@dataclass
class Made:
    """Two editions, and what a comparison of them has to tell."""

    rng: random.Random
    first: list[tuple[str, Polygon, str]] = field(default_factory=list)
    again: list[tuple[str, Polygon, str]] = field(default_factory=list)
    wanted: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    cells: int = 0

    def outline(self) -> Polygon:
        """An outline of its own in a free cell."""
        across, up = self.cells % 30, self.cells // 30
        self.cells += 1
        corners = []
        for step in range(self.rng.randint(5, 9)):
            angle, far = step * 2 * math.pi / 9, self.rng.uniform(0.0008, 0.0018)
            corners.append((math.cos(angle) * far, math.sin(angle) * far))
        shape = Polygon(corners).buffer(0)
        return affinity.translate(shape, 126.31 + CELL * across, 43.21 + CELL * up)

    def parts(self, whole: Polygon) -> list[Polygon]:
        """The whole cut in two, the smaller of them down to a thirtieth."""
        west, south, east, north = whole.bounds
        share, low, high = self.rng.choice((0.04, 0.1, 0.3, 0.5, 0.9)), west, east
        for _ in range(40):
            at = (low + high) / 2
            left = whole.intersection(box(west, south, at, north)).area
            low, high = (at, high) if left < share * whole.area else (low, at)
        line = LineString([(low, south - 1), (low, north + 1)])
        return list(cut(whole, line).geoms)

    def add(self, n: int, kind: str) -> None:
        number, whole = f"T{n:03d}", self.outline()
        keeps = self.rng.choice((None, 0, 1))
        tell = self.wanted[kind]
        if kind in ("split", "merged"):
            parts = self.parts(whole)
            several = [f"{number}/{at}" for at in range(len(parts))]
            one = number
            if keeps is not None:
                one = several[keeps] = several[keeps] if kind == "merged" else number
            pieces = list(zip(several, parts, strict=True))
            olds, news = ([(one, whole)], pieces) if kind == "split" else (pieces, [(one, whole)])
            self.first += [(name, shape, "占用") for name, shape in olds]
            self.again += [(name, shape, "占用") for name, shape in news]
            tell.append((frozenset(o for o, _ in olds), frozenset(o for o, _ in news)))
            return
        if kind != "new":
            self.first.append((number, whole, "占用"))
        after = {
            "gone": None,
            "said": (number, whole, "改了"),
            "redrawn": (number, affinity.scale(whole, 0.97, 0.97), "占用"),
            "renumbered": (f"R{number}", affinity.scale(whole, 0.97, 0.97), "占用"),
            "moved": (number, affinity.translate(whole, 0, -0.2), "占用"),
            "both": (f"B{number}", affinity.translate(whole, 0, -0.3), "占用"),
            "partial": (f"P{number}", affinity.translate(whole, 0.0012, 0), "占用"),
        }.get(kind, (number, whole, "占用"))
        if after is not None:
            self.again.append(after)
        if kind != "same":
            olds = frozenset() if kind == "new" else frozenset({number})
            tell.append((olds, frozenset() if after is None else frozenset({after[0]})))


def told_of(found):
    """What a comparison tells, in the words of the generator."""

    def pairs(groups):
        return {
            (
                frozenset(found.issues[i].number for i in group.issues),
                frozenset(found.rows[r].number for r in group.rows),
            )
            for group in groups
        }

    told = found.verdicts
    fields = {
        (frozenset({c.number}), frozenset({found.rows[c.row].number}))
        for c in found.changed
    }  # fmt: skip
    return {
        "new": {(frozenset(), frozenset({found.rows[r].number})) for r in told.new},
        "gone": {(frozenset({found.issues[i].number}), frozenset()) for i in told.gone},
        "split": pairs(told.split), "merged": pairs(told.merged),
        "renumbered": pairs(told.renumbered), "unsure": pairs(told.unsure), "changed": fields,
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_that_a_made_list_is_told_to_be_what_was_made_of_it(session, tmp_path, seed):
    made = Made(random.Random(seed))
    for n in range(150):
        made.add(n, made.rng.choice(KINDS))
    made.rng.shuffle(made.again)
    rows = [
        [[number, shape.wkt, "道路", "绿盾巡查", said] for number, shape, said in edition]
        for edition in (made.first, made.again)
    ]
    first = import_file(session, workbook(tmp_path / "一.xlsx", HEADER, rows[0]), LedgerOptions())
    assert first.refused == 0
    again = workbook(tmp_path / "二.xlsx", HEADER, rows[1])
    found = ledger_compare.compare(session.project, again, LedgerOptions())
    told = told_of(found)
    for kind in ("new", "gone", "split", "merged", "renumbered"):
        assert told[kind] == set(made.wanted[kind]), kind
    assert told["unsure"] == {
        pair for kind in ("moved", "both", "partial") for pair in made.wanted[kind]
    }
    kept = {  # rows with a number that is known, and another outline
        pair
        for kind in ("split", "merged")
        for olds, news in made.wanted[kind]
        for pair in ((frozenset({name}),) * 2 for name in olds & news)
    }
    known = {pair for kind in ("said", "redrawn", "moved") for pair in made.wanted[kind]} | kept
    assert told["changed"] == known
