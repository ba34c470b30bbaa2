"""The ledger asked: which issues fit a filter, in which order, how many of each kind, and rows.

A question is answered with row keys alone, all at once; rows are fetched as they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from greenshield.domain.deadlines import is_check_overdue, is_overdue
from greenshield.domain.ledger_columns import Column
from greenshield.domain.ledger_filter import Filter, Sort
from greenshield.project.project import Project
from greenshield.services import ledger_masks, ledger_order, ledger_sql, ledger_store
from greenshield.services.ledger_masks import Counts
from greenshield.services.ledger_store import Keys, Store
from greenshield.services.ledger_values import Mask, listed

_AT_ONCE = 500
AnyKeys = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found.

    Attributes:
        keys: int64, shape (n,): the rows that fit, in order. A key holds while the project is
            open and its tables are not made anew; outside of that an issue is named by its id.
        total: how many issues the project holds.
        counts: what filters and views would give, or None where nobody asked.
    """

    keys: Keys
    total: int
    counts: Counts | None = None


def ask(
    project: Project, wanted: Filter, sort: Sort | None = None, *, counts: bool = False
) -> Found:
    """The issues that fit a filter, in order.

    Args:
        project: the open project.
        wanted: the filter.
        sort: by which column; by number where it is None.
        counts: also count what stands beside the filters' values.

    Raises:
        UsageError: ``ledger_column_unknown``.
    """
    store = ledger_store.of(project)
    masks = ledger_masks.of(project, store, wanted)
    places = _sorted(project, store, sort or Sort(), masks.all())
    told = ledger_masks.count(project, store, wanted, masks) if counts else None
    return Found(store.keys[places], len(store.keys), told)


def _sorted(project: Project, store: Store, sort: Sort, mask: Mask) -> npt.NDArray[np.intp]:
    """The places of the rows that fit, in order; those without a value come last either way."""
    ordered = store.by_number(project)
    ordered = ordered[mask[ordered]]
    if sort == Sort():
        return ordered
    ranks = store.column(project, ledger_sql.column(sort.column).name).ranks(store.name)[ordered]
    present = ranks >= 0
    with_value, by = ordered[present], ranks[present]
    order = np.argsort(-by if sort.descending else by, kind="stable")
    return np.concatenate([with_value[order], ordered[~present]]).astype(np.intp, copy=False)


def prepare(project: Project, name: str) -> None:
    """Reads a column and puts its values in order, so that the first sort by it is quick.

    Raises:
        UsageError: ``ledger_column_unknown``.
    """
    store = ledger_store.of(project)
    store.column(project, ledger_sql.column(name).name).ranks(store.name)


def rows(
    project: Project, keys: Sequence[int] | AnyKeys, names: Iterable[str], as_of: str
) -> list[dict[str, Any]]:
    """Rows by their keys, in that order; one that is gone is left out.

    Args:
        project: the open project.
        keys: row keys.
        names: which columns.
        as_of: the day that ``overdue`` and ``check_overdue`` are told for, ISO.

    Returns:
        For each ``key``, ``id``, the columns by name (lists as lists, flags as true or false,
        what refers as id), ``overdue``, ``check_overdue``, ``area``, ``campaign`` and
        ``assignee_name`` by name where those columns are asked for.

    Raises:
        UsageError: ``ledger_column_unknown``.
    """
    store = ledger_store.of(project)
    wanted = [
        ledger_sql.column(name)
        for name in dict.fromkeys((*names, "state", "came_from", "deadline", "check_due"))
    ]
    sql = ", ".join(ledger_sql.of(column.name) for column in wanted)
    found: dict[int, dict[str, Any]] = {}
    asked = [int(key) for key in keys]
    for start in range(0, len(asked), _AT_ONCE):
        part = asked[start : start + _AT_ONCE]
        marks = ",".join("?" * len(part))
        for row in ledger_store.tuples(
            project, f"SELECT i.fid, i.id, {sql} FROM issue i WHERE i.fid IN ({marks})", part
        ):
            found[row[0]] = _row(store, wanted, row, as_of)
    return [found[key] for key in asked if key in found]


_NAMED = {"area_id": "area", "campaign_id": "campaign", "assignee": "assignee_name"}


def _row(
    store: Store, wanted: Sequence[Column], row: tuple[Any, ...], as_of: str
) -> dict[str, Any]:
    out: dict[str, Any] = {"key": row[0], "id": row[1]}
    for column, value in zip(wanted, row[2:], strict=True):
        told = value
        if column.kind == "of_area":
            told = store.of_area(column.name, value)
        elif column.kind in ("codes", "list"):
            told = listed(value)
        elif column.kind == "flag":
            told = None if value is None else bool(value)
        elif column.kind == "ref":
            out[_NAMED[column.name]] = store.names.get(value) if value else None
        out[column.name] = told
    out["overdue"] = is_overdue(out["state"], out["came_from"], out["deadline"], as_of)
    out["check_overdue"] = is_check_overdue(out["state"], out["came_from"], out["check_due"], as_of)
    return out


def ids(project: Project, keys: Sequence[int] | AnyKeys) -> list[str]:
    """The ids of rows, in the order of their keys; one that is gone is left out."""
    asked = np.asarray(keys, np.int64).tolist()
    if len(asked) > _AT_ONCE:  # the index of ids holds every key: read as a whole it is quickest
        every = ledger_store.tuples(project, "SELECT fid, id FROM issue INDEXED BY issue_by_id")
        by_key = dict(every)
    else:
        marks = ",".join("?" * len(asked))
        sql = f"SELECT fid, id FROM issue WHERE fid IN ({marks})"
        by_key = dict(ledger_store.tuples(project, sql, asked))
    return [by_key[key] for key in asked if key in by_key]


def keys_of(project: Project, issue_ids: Sequence[str]) -> dict[str, int]:
    """The row keys of issues, by id; those that are not there are left out."""
    out: dict[str, int] = {}
    for start in range(0, len(issue_ids), _AT_ONCE):
        part = issue_ids[start : start + _AT_ONCE]
        marks = ",".join("?" * len(part))
        sql = f"SELECT id, fid FROM issue WHERE id IN ({marks})"
        out.update(ledger_store.tuples(project, sql, part))
    return out


def states_of(project: Project, issue_ids: Sequence[str]) -> dict[str, str]:
    """The state of each issue, by id; those that are not there are left out."""
    out: dict[str, str] = {}
    for start in range(0, len(issue_ids), _AT_ONCE):
        part = issue_ids[start : start + _AT_ONCE]
        marks = ",".join("?" * len(part))
        sql = f"SELECT id, state FROM issue WHERE id IN ({marks})"
        out.update(ledger_store.tuples(project, sql, part))
    return out


def find_number(
    project: Project, wanted: Filter, sort: Sort | None, typed: str, after: int = 0
) -> int | None:
    """The key of the next issue whose number begins with what was typed, else holds it.

    Args:
        project: the open project.
        wanted: only issues that fit this filter are looked at.
        sort: in this order.
        typed: the beginning or a part of a number, case set aside.
        after: the key of the row to look behind, where that is one of them; the search goes on
            from the top when it meets the end.
    """
    store = ledger_store.of(project)
    word = typed.strip().casefold()
    numbers = store.column(project, "number")
    keys = ask(project, wanted, sort).keys
    if not word or not len(keys):
        return None
    start = int(np.argmax(keys == after)) + 1 if after in keys else 0
    keys = np.roll(keys, -start)
    folded = [str(v or "").casefold() for v in numbers.values]
    codes = numbers.codes[np.searchsorted(store.keys, keys)]
    for fits in (str.startswith, str.__contains__):
        told = np.fromiter((fits(v, word) for v in folded), np.bool_, len(folded))[codes]
        if told.any():
            return int(keys[np.argmax(told)])
    return None


def areas(project: Project) -> list[tuple[str, str]]:
    """The protected areas by name, the newest version of each: id and name."""
    store = ledger_store.of(project)
    newest = {store.area_groups[area] for area in store.live_areas()}
    named = [(area, store.name(area)) for area in newest]
    return [named[n] for n in ledger_order.order([name for _, name in named])]
