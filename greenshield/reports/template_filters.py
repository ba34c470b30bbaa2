"""What Jinja's filters make of what they are given, as far as fields of it can be asked for."""

from __future__ import annotations

from greenshield.reports.template_kinds import ANYTHING, Group, Kind, Rows, merged

ATTRIBUTE_OF = {
    "attr": 0, "groupby": 0, "selectattr": 0, "rejectattr": 0,
    "map": -1, "sort": -1, "unique": -1, "sum": 0, "join": 1, "min": -1, "max": -1,
}  # fmt: skip
"""Filter -> which of its arguments names a field of the rows; -1 where only ``attribute=`` does."""

_SAME = frozenset(
    ("list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr", "safe")
)
_ONE_OF = frozenset(("first", "last", "random", "min", "max"))
_CUT = frozenset(("batch", "slice"))


def filtered(name: str, kind: Kind, other: Kind | None = None) -> tuple[Kind, bool]:
    """The kind that a filter gives, and whether it is one of the rows that it was given.

    Args:
        name: the filter.
        kind: of what it is given.
        other: of what ``default`` puts in place of what is lacking.
    """
    if name in ("default", "d"):
        return (kind if other is None else merged(kind, other)), False
    if isinstance(kind, Rows):
        if name in _SAME:
            return kind, False
        if name in _ONE_OF:
            return kind.item, True
        if name in _CUT:
            return Rows(kind), False
    if name == "safe" and isinstance(kind, Group):
        return kind, False
    return ANYTHING, False
