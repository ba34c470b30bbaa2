"""A boundary that comes again with an outline that another version had superseded.

An old file that is imported once more under a later day would bring the old boundary back into
force. That happens, where a change was withdrawn; more often the wrong file was taken. It is told,
and nothing is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from greenshield.domain.errors import Problem
from greenshield.services.area_book import Book
from greenshield.services.area_twins import same_shape

if TYPE_CHECKING:  # the plan asks for this remark
    from greenshield.services.area_plan import Planned


def remarks(book: Book, kind: str, new: Sequence[Planned], shown: str) -> list[Problem]:
    """A remark for each new version whose outline is that of a superseded one.

    Args:
        book: what the project holds.
        kind: ``area``, ``zone``, ``redline`` or ``control``.
        new: what an import will make, without what is there already.
        shown: the file as it is named to the user.
    """
    problems: list[Problem] = []
    for item in new:
        if (found := _superseded(book, kind, item)) is not None:
            old, since = found
            params = {
                "area": item.fields["name"], "old": old, "since": since,
                "day": item.fields["valid_from"],
            }  # fmt: skip
            problems.append(
                Problem("area_outline_returns", shown, item.number, params=params, fatal=False)
            )
    return problems


def _superseded(book: Book, kind: str, item: Planned) -> tuple[str, str] | None:
    """Since when the same outline was in force, the latest time, and since when no longer."""
    values = item.fields
    day = values.get("valid_from", "")
    before = [
        known
        for known in book.versions(
            kind, values.get("code") or "", values["name"], values.get("area_id", ""),
            values.get("zone_code", ""), values.get("version_of", ""),
        )
        if known.valid_from < day
    ]  # fmt: skip
    days = sorted({known.valid_from for known in before})
    for known in sorted(before, key=lambda one: one.valid_from, reverse=True):
        if same_shape(item.geometry, book.shape_of(known)):
            after = [one for one in days if one > known.valid_from]
            return (known.valid_from or "—", after[0]) if after else None
    return None
