"""Which rows each condition of a ledger filter lets through, and what stands beside its values."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from greenshield import reference
from greenshield.domain import deadlines, obligations, views, workflow
from greenshield.domain.ledger_filter import FLAGS, VIEW_STATES, VIEWS, Filter
from greenshield.project.project import Project
from greenshield.project.projection import search
from greenshield.services import ledger_store, ledger_waiting
from greenshield.services.ledger_store import Store
from greenshield.services.ledger_values import Mask

_CHECKING = frozenset({deadlines.CHECKING})

FACETS: Mapping[str, str] = {
    "states": "state",
    "areas": "area_id",
    "divisions": "division_code",
    "activities": "activity_code",
    "sources": "source_code",
    "key_problems": "key_problem_code",
    "campaigns": "campaign_id",
    "assignees": "assignee",
}
"""Which column the values of each of the filter's lists stand in."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many issues each value would give, all other conditions held.

    Attributes:
        facets: list of the filter -> value -> count; "" is "none". Values that the project
            holds but the filter leaves without an issue are there with 0.
        views: standing view -> count, "" for all.
        flags: ``overdue``, ``check_overdue``, ``due``, ``not_adopted``, ``not_undone`` and the
            filter's ``FLAGS`` -> how many.
        names: the names of areas, campaigns and people among the facets' values, by id.
    """

    facets: dict[str, dict[str, int]]
    views: dict[str, int]
    flags: dict[str, int]
    names: dict[str, str]


class Masks:
    """The mask of each condition that is set, by the filter's field."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._set: dict[str, Mask] = {}

    def put(self, name: str, mask: Mask) -> None:
        """Notes a condition's mask."""
        self._set[name] = mask

    def all(self, but: str = "") -> Mask:
        """The rows that every condition lets through, one of them left out."""
        out = np.ones(self._size, np.bool_)
        for name, mask in self._set.items():
            if name != but:
                out &= mask
        return out


def of(project: Project, store: Store, wanted: Filter) -> Masks:
    """The masks of a filter's conditions."""
    masks = Masks(len(store.keys))
    for name in FACETS:
        asked = getattr(wanted, name)
        if asked:
            masks.put(name, _LISTS.get(name, _by_value)(project, store, name, asked))
    if wanted.view:
        masks.put("view", _view(project, store, wanted, wanted.view))
    if wanted.overdue:
        masks.put("overdue", _overdue(project, store, wanted.as_of))
    if wanted.check_overdue:
        masks.put("check_overdue", _check_overdue(project, store, wanted.as_of))
    if wanted.due_month:
        masks.put("due_month", _due(project, store, wanted.due_month))
    if wanted.due_within:
        masks.put("due_within", _due_within(project, store, wanted))
    if wanted.waiting_at:
        masks.put("waiting_at", ledger_waiting.at(project, store, wanted.waiting_at))
    if wanted.waiting_days:
        masks.put("waiting_days", ledger_waiting.so_long(project, store, wanted))
    if wanted.text.strip():
        masks.put("text", _text(project, store, wanted.text))
    if wanted.issues:
        masks.put("issues", _named(project, store, wanted.issues))
    for name in FLAGS:
        asked = getattr(wanted, name)
        if asked is not None:
            is_so = _flag(project, store, name)
            masks.put(name, is_so if asked else ~is_so)
    return masks


def count(project: Project, store: Store, wanted: Filter, masks: Masks) -> Counts:
    """What would stand beside each value of the filters, and in each standing view."""
    facets = {name: _facet(project, store, name, masks.all(name)) for name in FACETS}
    rest = masks.all("view")
    views = {view: int((rest & _view(project, store, wanted, view)).sum()) for view in VIEWS} | {
        "": int(rest.sum())
    }
    flags = {name: int((masks.all(name) & _flag(project, store, name)).sum()) for name in FLAGS}
    for name in ("adopted", "undone"):
        others = masks.all(name) & ~_flag(project, store, name)
        flags[f"not_{name}"] = int(others.sum())
    flags["overdue"] = int((masks.all("overdue") & _overdue(project, store, wanted.as_of)).sum())
    late = _check_overdue(project, store, wanted.as_of)
    flags["check_overdue"] = int((masks.all("check_overdue") & late).sum())
    month = _due(project, store, wanted.as_of[:7])
    flags["due"] = int((masks.all("due_month") & month).sum())
    named = {v for name in ("areas", "campaigns", "assignees") for v in facets[name] if v}
    return Counts(facets, views, flags, {v: store.name(v) for v in named})


def _facet(project: Project, store: Store, name: str, mask: Mask) -> dict[str, int]:
    out: dict[str, int] = {}
    for value, n in store.column(project, FACETS[name]).count(mask).items():
        told = str(value or "")
        for shown in _shown_under(store, name, told):
            out[shown] = out.get(shown, 0) + n
    return out


def _shown_under(store: Store, name: str, value: str) -> Iterable[str]:
    """Under which of the filter's values a column's value is counted."""
    if name == "areas":
        return (store.area_groups.get(value, value),)
    if name == "divisions":
        return (value[:6],)
    if name == "activities" and value:
        return _covering(value)
    return (value,)


# -- one condition each ---------------------------------------------------------------------


def _by_value(project: Project, store: Store, name: str, asked: tuple[str, ...]) -> Mask:
    return store.column(project, FACETS[name]).one_of(asked)


def _named(project: Project, store: Store, asked: tuple[str, ...]) -> Mask:
    sql = "SELECT fid FROM issue WHERE id IN (SELECT value FROM json_each(?))"
    keys = [key for (key,) in ledger_store.tuples(project, sql, [json.dumps(asked)])]
    return np.isin(store.keys, keys)


def _areas(project: Project, store: Store, name: str, asked: tuple[str, ...]) -> Mask:
    groups = {store.area_groups.get(a, a) for a in asked}
    return store.column(project, FACETS[name]).mask(
        lambda v: store.area_groups.get(v, v) in groups if v else "" in groups
    )


def _divisions(project: Project, store: Store, name: str, asked: tuple[str, ...]) -> Mask:
    prefixes = tuple(a for a in asked if a)
    return store.column(project, FACETS[name]).mask(
        lambda v: v.startswith(prefixes) if v else "" in asked
    )


def _activities(project: Project, store: Store, name: str, asked: tuple[str, ...]) -> Mask:
    wanted = set(asked)
    return store.column(project, FACETS[name]).mask(
        lambda v: not wanted.isdisjoint(_covering(v)) if v else "" in wanted
    )


_LISTS: dict[str, Callable[[Project, Store, str, tuple[str, ...]], Mask]] = {
    "areas": _areas,
    "divisions": _divisions,
    "activities": _activities,
}


def _covering(code: str) -> tuple[str, ...]:
    """An activity code with those that stand for it: its class, and what is above it."""
    entry = reference.code_tables().table("activity").entries.get(code)
    if entry is None:
        return (code,)
    above = (entry.parent,) if entry.parent else ()
    return tuple(dict.fromkeys((code, *above, *entry.maps_to)))


def _flag(project: Project, store: Store, name: str) -> Mask:
    if name == "undone":
        return _undone(project, store)
    if name == "problem":
        return _stands(project, store, "issues") | _stands(project, store, "closed")
    return store.column(project, name).mask(bool)


def _open(project: Project, store: Store) -> Mask:
    return store.column(project, "state").one_of(workflow.OPEN)


def _undone(project: Project, store: Store) -> Mask:
    def made() -> Mask:
        undone = store.column(project, "state").one_of(workflow.UNDONE)
        return undone & _stands(project, store, "issues")

    return store.mask("undone", made)


def _stands(project: Project, store: Store, view: str) -> Mask:
    """Which rows stand in a view, as ``views.view`` says: a suspended one where it came from."""
    return store.mask(view, lambda: _in_view(project, store, VIEW_STATES[view]))


def _in_view(project: Project, store: Store, wanted: frozenset[str]) -> Mask:
    state = store.column(project, "state")
    aside = state.one_of((views.ASIDE,))
    before = store.column(project, "came_from").mask(lambda v: (v or views.ASIDE) in wanted)
    return np.where(aside, before, state.one_of(wanted))


def _overdue(project: Project, store: Store, as_of: str) -> Mask:
    late = store.column(project, "deadline").mask(lambda v: deadlines.is_past(v, as_of))
    return late & _undone(project, store)


def _check_overdue(project: Project, store: Store, as_of: str) -> Mask:
    late = store.column(project, "check_due").mask(lambda v: deadlines.is_past(v, as_of))
    return late & store.mask("checking", lambda: _in_view(project, store, _CHECKING))


def _due(project: Project, store: Store, month: str) -> Mask:
    due = store.column(project, "deadline").mask(lambda v: bool(v) and str(v)[:7] == month)
    return due & _undone(project, store)


def _due_within(project: Project, store: Store, wanted: Filter) -> Mask:
    first, last = wanted.as_of, obligations.soon_until(wanted.as_of, wanted.due_within)
    soon = store.column(project, "deadline").mask(lambda v: bool(v) and first <= v <= last)
    return soon & _undone(project, store)


def _view(project: Project, store: Store, wanted: Filter, view: str) -> Mask:
    if view == "overdue":
        return _overdue(project, store, wanted.as_of)
    if view == "check_overdue":
        return _check_overdue(project, store, wanted.as_of)
    if view == "due":
        return _due(project, store, wanted.as_of[:7])
    if view == "mine":
        mine = store.column(project, "assignee").mask(lambda v: bool(v) and v == wanted.me)
        return mine & _open(project, store)
    return _stands(project, store, view)


def _text(project: Project, store: Store, text: str) -> Mask:
    out = np.zeros(len(store.keys), np.bool_)
    asked = search.query(text)
    if asked:
        # As one text: a tuple for each of 160,000 rows takes longer than finding them.
        sql = "SELECT group_concat(rowid) FROM issue_search WHERE issue_search MATCH ?"
        ((hits,),) = ledger_store.tuples(project, sql, (asked,))
        if hits is not None:
            out[store.places(np.fromstring(str(hits), np.int64, sep=","))] = True
    return out
