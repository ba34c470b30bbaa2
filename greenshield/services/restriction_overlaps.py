"""Rows of negative lists that speak of the same measure in the same space: twice, or against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from greenshield.domain.zone_heirs import heir_of
from greenshield.services import restriction_measures


@dataclass(frozen=True, slots=True)
class Overlap:
    """A measure and a space of which several rows speak.

    Attributes:
        measure: a code, or a word of the lists.
        table: the code table of ``measure``, "" for a word.
        space: code of the space.
        rows: ids, those that hold first.
        contradicts: one bars what another limits; the one that bars holds.
        heir: the zone that ``space`` became, where some of the rows speak of that one; else "".
    """

    measure: str
    table: str
    space: str
    rows: tuple[str, ...]
    contradicts: bool
    heir: str = ""

    def plain(self) -> dict[str, Any]:
        """As JSON carries it."""
        return {
            "measure": self.measure, "table": self.table or None, "space": self.space,
            "restrictions": list(self.rows), "contradicts": self.contradicts,
            "heir": self.heir or None,
        }  # fmt: skip


_Held = list[tuple[str, Mapping[str, Any]]]  # the measure as a row words it, and the row


def of(rows: Iterable[Mapping[str, Any]]) -> list[Overlap]:
    """What rows that hold on one day say more than once; contradictions first.

    Rows that speak of a zone of the old three, and others of the one that it became, do as well.

    Args:
        rows: as of ``restriction_list.items`` for a day.
    """
    found: dict[tuple[str, str, str], _Held] = {}
    for row in rows:
        named = [("measure", code, code) for code in row["measure_codes"]]
        named += [("restore_target", code, code) for code in row["restore_targets"]]
        named += [("", restriction_measures.key(word), word) for word in row["measure_words"]]
        for table, key, word in named:
            for space in row["space_codes"]:
                found.setdefault((table, key, space), []).append((word, row))
    out = []
    for (table, key, space), held in found.items():
        out += _told(table, space, held)
        heir = heir_of(space)
        apart = _apart(held, found.get((table, key, heir), [])) if heir else []
        out += _told(table, space, apart, heir)
    return sorted(out, key=lambda one: not one.contradicts)


def _apart(old: _Held, new: _Held) -> _Held:
    """The rows of which some speak of one zone only, and others of the other only; else none."""
    ids, others = ({row["id"] for _, row in held} for held in (old, new))
    left = [one for one in old if one[1]["id"] not in others]
    right = [one for one in new if one[1]["id"] not in ids]
    return [*left, *right] if left and right else []


def _told(table: str, space: str, held: _Held, heir: str = "") -> list[Overlap]:
    ids = dict.fromkeys(
        str(row["id"]) for _, row in sorted(held, key=lambda one: one[1]["level"] != "barred")
    )
    if len(ids) < 2:
        return []
    levels = {row["level"] for _, row in held}
    return [Overlap(held[0][0], table, space, tuple(ids), len(levels) > 1, heir)]
