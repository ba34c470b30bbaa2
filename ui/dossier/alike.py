"""Many photos that are refused for one reason are one line: twenty of them bury what else is."""

from __future__ import annotations

from collections.abc import Iterable

from greenshield.domain.errors import Missing


def gathered(missing: Iterable[Missing]) -> list[Missing]:
    """What is missing, with photos of one phase and one reason as one; it leads to the first."""
    found: dict[object, list[Missing]] = {}
    for at, one in enumerate(missing):
        alike = one.code == "photo_not_counted"
        key = (one.field, one.params.get("why")) if alike else at
        found.setdefault(key, []).append(one)
    return [same[0] if len(same) == 1 else _as_one(same) for same in found.values()]


def _as_one(same: list[Missing]) -> Missing:
    first = same[0]
    params = {
        "n": len(same), "phase": first.params["phase"], "why": first.params["why"],
        "photo": first.params["photo"],
    }  # fmt: skip
    return Missing("photos_not_counted", params, first.field)
