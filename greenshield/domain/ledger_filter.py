"""Which issues of the ledger are asked for, and in which order: plain values for every face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from greenshield.domain import views, workflow

VIEWS = (*views.VIEWS, "overdue", "check_overdue", "due", "mine")
"""The standing views: 线索, 问题, 已销号, 整改逾期, 核查逾期, 本月到期, 我的."""

VIEW_STATES: Mapping[str, frozenset[str]] = {
    view: frozenset(c for c in workflow.STATES if views.view(c, "") == view) for view in views.VIEWS
}
"""The views that the state decides, of a suspended issue the one it came from: the states of each
as ``views.place`` gives them."""

LISTS = (
    "states", "areas", "divisions", "activities", "sources", "key_problems", "campaigns",
    "assignees",
)  # fmt: skip
DUE_SOON = "due_soon"
"""A view of no tab, since everybody has another idea of soon: ``due_within`` tells it."""
FLAGS = ("adopted", "disputed", "pending", "problem", "undone")
_PLAIN = {"due_month": str, "text": str, "due_within": int, "waiting_days": int} | dict.fromkeys(
    (*FLAGS, "overdue", "check_overdue"), bool
)
_LISTED = (*LISTS, "waiting_at", "issues")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which issues to list: every condition that is set must hold.

    Attributes:
        as_of: the day that *overdue* and *due* are asked for, ISO.
        view: one of ``VIEWS``, or "" for all.
        me: the actor whom ``mine`` is about.
        states: any of these, by code. An empty tuple sets no condition, here and below.
        areas: in any of these areas, by the id of any of their versions; "" means in none.
        divisions: division codes or their beginnings; "" means without one.
        activities: activity codes; a code covers those that the code table maps to it or puts
            beneath it. "" means without one; so it does in the next four.
        sources, key_problems: codes.
        campaigns, assignees: ids.
        overdue: only those whose rectification is overdue on ``as_of``.
        check_overdue: only those whose check is.
        due_month: only undone ones whose deadline lies in this month, ``YYYY-MM``, or "".
        due_within: only undone ones whose deadline lies from ``as_of`` to so many days after it;
            0 sets no condition.
        waiting_at: only what waits at any of these tiers (``waiting.TIERS``).
        waiting_days: only what has waited for so many days or more on ``as_of``; 0 for no such
            condition.
        text: words to find, of one Chinese character or more; all must be there.
        adopted, disputed, pending: True or False where that is asked, else None.
        problem: a problem, closed ones among them, or none; as ``views.is_problem`` says.
        undone: a problem of which the rectification is not done, or anything else.
        issues: only these, by id, such as those that an import wrote.
    """

    as_of: str
    view: str = ""
    me: str = ""
    states: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    key_problems: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    overdue: bool = False
    check_overdue: bool = False
    due_month: str = ""
    due_within: int = 0
    waiting_at: tuple[str, ...] = ()
    waiting_days: int = 0
    text: str = ""
    adopted: bool | None = None
    disputed: bool | None = None
    pending: bool | None = None
    problem: bool | None = None
    undone: bool | None = None
    issues: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """What of it is set, as JSON can hold it; the day and the person are left out."""
        out: dict[str, Any] = {}
        for name, value in asdict(self).items():
            is_set = value is not None if name in FLAGS else bool(value)
            if is_set and name not in ("as_of", "me"):
                out[name] = list(value) if isinstance(value, tuple) else value
        return out

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any], as_of: str, me: str = "") -> Filter:
        """A filter that was kept; what is unknown or of another kind is left out."""
        values: dict[str, Any] = {}
        for field in fields(cls):
            value = raw.get(field.name)
            if field.name in _LISTED and isinstance(value, list):
                values[field.name] = tuple(v for v in value if isinstance(v, str))
            elif type(value) is _PLAIN.get(field.name):
                values[field.name] = value
        if raw.get("view") in VIEWS:
            values["view"] = raw["view"]
        return cls(as_of=as_of, me=me, **values)


@dataclass(frozen=True, slots=True)
class Sort:
    """By which column; rows alike follow by number, and rows without a value come last."""

    column: str = "number"
    descending: bool = False
