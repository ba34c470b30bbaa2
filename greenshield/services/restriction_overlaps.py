"""Rows of negative lists that speak of the same measure in the same space: twice, or against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from greenshield.formats.ledger_words import fold


@dataclass(frozen=True, slots=True)
class Overlap:
    """A measure and a space of which several rows speak.

    Attributes:
        measure: a code, or a word of the lists.
        table: the code table of ``measure``, "" for a word.
        space: code of the space.
        rows: ids, those that hold first.
        contradicts: one bars what another limits; the one that bars holds.
    """

    measure: str
    table: str
    space: str
    rows: tuple[str, ...]
    contradicts: bool

    def plain(self) -> dict[str, Any]:
        """As JSON carries it."""
        return {
            "measure": self.measure, "table": self.table or None, "space": self.space,
            "restrictions": list(self.rows), "contradicts": self.contradicts,
        }  # fmt: skip


def of(rows: Iterable[Mapping[str, Any]]) -> list[Overlap]:
    """What rows that hold on one day say more than once; contradictions first.

    Args:
        rows: as of ``restriction_list.items`` for a day.
    """
    found: dict[tuple[str, str, str], list[tuple[str, Mapping[str, Any]]]] = {}
    for row in rows:
        named = [("measure", code, code) for code in row["measure_codes"]]
        named += [("restore_target", code, code) for code in row["restore_targets"]]
        named += [("", fold(word), word) for word in row["measure_words"]]
        for table, key, word in named:
            for space in row["space_codes"]:
                found.setdefault((table, key, space), []).append((word, row))
    out = []
    for (table, _, space), held in found.items():
        ids = dict.fromkeys(
            str(row["id"]) for _, row in sorted(held, key=lambda one: one[1]["level"] != "barred")
        )
        if len(ids) > 1:
            levels = {row["level"] for _, row in held}
            out.append(Overlap(held[0][0], table, space, tuple(ids), len(levels) > 1))
    return sorted(out, key=lambda one: not one.contradicts)
