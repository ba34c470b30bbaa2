"""The ledger's columns in memory, kept in step with the project.

Sorting 160,000 rows by any column, with the counts of every filter beside it, takes SQLite
most of a second; over arrays it takes some milliseconds. The columns that filters ask are read
at the first question, any other when somebody sorts by it. Later only rows are read anew that
events have named since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from greenshield.domain.ledger_columns import Column, columns
from greenshield.project import engine
from greenshield.project.project import Project
from greenshield.services import derived, ledger_sql
from greenshield.services.area_identity import identity_sql
from greenshield.services.ledger_values import Mask, Values

Keys = npt.NDArray[np.int64]
CORE = (
    "number", "state", "came_from", "area_id", "division_code", "activity_code", "source_code",
    "key_problem_code", "campaign_id", "assignee", "deadline", "check_due", "adopted", "disputed",
    "pending",
)  # fmt: skip
# Columns that few rows have a value of, each with an index that holds these rows alone.
SPARSE = ("came_from",)
_AT_ONCE = 500  # ids in one statement
_ROWS = 4_000
_TOO_MANY = 0.25  # of all rows; from there on reading everything is quicker

_stores: WeakKeyDictionary[Project, Store] = WeakKeyDictionary()


def of(project: Project) -> Store:
    """The store of an open project, in step with it; it lives as long as the project is open."""
    store = _stores.get(project)
    if store is None:
        store = _stores[project] = Store()
    store.refresh(project)
    return store


class Store:
    """The columns of one open project.

    Attributes:
        keys: shape (rows,), each issue's row id, ascending.
        names: the names of areas, campaigns and actors, by id.
        area_groups: an area's id -> the id of its newest version, which stands for all.
    """

    def __init__(self) -> None:
        self._columns: dict[str, Values] = {}
        self._stamp: tuple[int, int] | None = None
        self._last_event = 0
        self.keys: Keys = np.empty(0, np.int64)
        self.names: dict[str, str] = {}
        self.area_groups: dict[str, str] = {}
        self._areas: dict[str, dict[str, Any]] = {}
        self._by_number: npt.NDArray[np.intp] | None = None
        self._masks: dict[str, Mask] = {}

    def column(self, project: Project, name: str) -> Values:
        """A column's values, read now where nobody has asked for it before."""
        if name not in self._columns:
            self._read([columns()[name]], project)
        return self._columns[name]

    def by_number(self, project: Project) -> npt.NDArray[np.intp]:
        """Shape (rows,): the places of the rows in the order of their numbers."""
        if self._by_number is None:
            ranks = self.column(project, "number").ranks(self.name)
            last = np.iinfo(np.int32).max
            self._by_number = np.argsort(np.where(ranks < 0, last, ranks), kind="stable")
        return self._by_number

    def mask(self, name: str, made: Callable[[], Mask]) -> Mask:
        """A mask that columns alone decide, made once for as long as they stay as they are."""
        if name not in self._masks:
            self._masks[name] = made()
            self._masks[name].setflags(write=False)
        return self._masks[name]

    def name(self, entity_id: str) -> str:
        """The name of an area, campaign or actor; the id where nothing is known of it."""
        return self.names.get(entity_id) or entity_id

    def of_area(self, column: str, area_id: Any) -> str | None:
        """``area_level`` or ``area_type`` of an area, None where it has none."""
        row = self._areas.get(area_id)
        if row is None:
            return None
        return row["area_level"] if column == "area_level" else derived.area_type(row)

    def live_areas(self) -> list[str]:
        """The ids of every version of a protected area that is not void."""
        return [i for i, row in self._areas.items() if row["kind"] == "area" and not row["void"]]

    def places(self, keys: Sequence[int] | Keys) -> npt.NDArray[np.intp]:
        """Where rows stand in the columns, by their keys; those that are gone are left out."""
        wanted = np.asarray(keys, np.int64)
        if not len(self.keys):
            return np.empty(0, np.intp)
        found = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.asarray(found[self.keys[found] == wanted], np.intp)

    # -- in step with the project -----------------------------------------------------------

    def refresh(self, project: Project) -> None:
        """Reads what was written since the last time, by whichever process."""
        version = project.rows("PRAGMA data_version")[0]["data_version"]
        stamp = (int(version), int(project.db.conn.total_changes))
        if stamp == self._stamp:
            return
        first, self._masks = self._stamp is None, {}
        last = int(project.rows("SELECT coalesce(max(rowid), 0) AS n FROM event")[0]["n"])
        if first or not self._read_changed(project, last):
            self._read_all(project)
        self._last_event, self._stamp = last, stamp

    def _read_changed(self, project: Project, last: int) -> bool:
        """Reads the rows that newer events name; False where that can't be relied on."""
        if last < self._last_event:
            return False
        touched = project.rows(
            "SELECT DISTINCT entity_type AS kind, entity_id AS id FROM event WHERE rowid > ?",
            self._last_event,
        )
        issues = [row["id"] for row in touched if row["kind"] == "issue"]
        if len(issues) > len(self.keys) * _TOO_MANY:
            return False
        if {row["kind"] for row in touched} & {"area", "campaign", "actor"}:
            self._read_names(project)
        if not self._reread(project, issues):
            return False
        # A rebuild of the tables names no event, and gives every row another key.
        bounds = project.rows("SELECT count(*) AS n, min(fid) AS a, max(fid) AS b FROM issue")[0]
        ends = (self.keys[0], self.keys[-1]) if len(self.keys) else (None, None)
        return (len(self.keys), *ends) == (bounds["n"], bounds["a"], bounds["b"])

    def _read_all(self, project: Project) -> None:
        names = self._columns or dict.fromkeys(CORE)
        self._columns, self._by_number = {}, None
        self._read_names(project)
        self._read([columns()[name] for name in names], project)

    def _read(self, wanted: list[Column], project: Project) -> None:
        dense = [column for column in wanted if column.name not in SPARSE]
        sql = ", ".join(("i.fid", *(ledger_sql.of(column.name) for column in dense)))
        sql = f"SELECT {sql} FROM issue i ORDER BY i.fid"
        keys, *raw = _by_column(project, sql, len(dense) + 1)
        wanted = dense + [column for column in wanted if column.name in SPARSE]
        raw += [_sparse(project, column, keys) for column in wanted[len(dense) :]]
        fresh = np.array(keys, np.int64)
        if self._columns and not np.array_equal(fresh, self.keys):
            # Somebody wrote since the others were read; the next question reads all anew.
            raw = [_aligned(self.keys, fresh, values) for values in raw]
            self._stamp = None
        else:
            self.keys = fresh
        for column, values in zip(wanted, raw, strict=True):
            self._columns[column.name] = Values(column, self._cooked(column, values))

    def _cooked(self, column: Column, raw: Sequence[Any]) -> Sequence[Any]:
        """A column's values out of what its query gives."""
        if column.kind != "of_area":
            return raw
        told = {area: self.of_area(column.name, area) for area in self._areas}
        return [told.get(area) for area in raw]

    def _reread(self, project: Project, ids: Sequence[str]) -> bool:
        """Puts rows in place of what is known of them, or adds them at the end."""
        wanted = [values.column for values in self._columns.values()]
        found: list[tuple[Any, ...]] = []
        for part in _parts(ids):
            marks = ",".join("?" * len(part))
            sql = f"SELECT i.fid, {_sql(wanted)} FROM issue i WHERE i.id IN ({marks})"
            found += tuples(project, sql, part)
        if not found:
            return True
        found.sort(key=lambda row: int(row[0]))
        keys = np.array([row[0] for row in found], np.int64)
        old = np.isin(keys, self.keys)
        if len(self.keys) and (keys[~old] < self.keys[-1]).any():
            return False
        places = np.searchsorted(self.keys, keys[old])
        there = [row for row, is_old in zip(found, old, strict=True) if is_old]
        new = [row for row, is_old in zip(found, old, strict=True) if not is_old]
        for n, values in enumerate(self._columns.values(), 1):
            column = values.column
            values.set(places, self._cooked(column, [row[n] for row in there]))
            values.add(self._cooked(column, [row[n] for row in new]))
        self.keys = np.concatenate([self.keys, keys[~old]])
        self._by_number = None
        return True

    def _read_names(self, project: Project) -> None:
        areas = project.rows(
            f"SELECT id, kind, {identity_sql('area')} AS called, name, area_level, area_type, void "
            "FROM area ORDER BY void, coalesce(valid_from, '') DESC, version DESC, id"
        )
        newest: dict[tuple[Any, Any], str] = {}
        for row in areas:
            newest.setdefault((row["kind"], row["called"]), row["id"])
        self._areas = {row["id"]: row for row in areas}
        self.area_groups = {row["id"]: newest[row["kind"], row["called"]] for row in areas}
        others = project.rows("SELECT id, name FROM campaign UNION ALL SELECT id, name FROM actor")
        self.names = {row["id"]: row["name"] or "" for row in (*areas, *others)}
        for values in self._columns.values():
            if values.column.kind == "ref":
                values.forget_order()
        for name in ("area_level", "area_type"):
            self._columns.pop(name, None)  # read again when somebody asks


def sparse_sql(column: Column) -> str:
    """Asks for the rows that have a value of a column, with it."""
    value = ledger_sql.of(column.name)
    return f"SELECT i.fid, {value} FROM issue i WHERE {value} IS NOT NULL"


def _sparse(project: Project, column: Column, keys: Sequence[int]) -> list[Any]:
    found = dict(tuples(project, sparse_sql(column)))
    return [found.get(key) for key in keys]


def _aligned(keys: Keys, fresh: Keys, values: Sequence[Any]) -> list[Any]:
    by_key = dict(zip(fresh.tolist(), values, strict=True))
    return [by_key.get(key) for key in keys.tolist()]


def _sql(wanted: Iterable[Column]) -> str:
    return ", ".join(ledger_sql.of(column.name) for column in wanted)


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


def _by_column(project: Project, sql: str, width: int) -> list[list[Any]]:
    """The columns of a query. A few rows at a time: many tuples at once keep collecting garbage."""
    out: list[list[Any]] = [[] for _ in range(width)]
    with engine.translated(project.layout.database):
        cursor = project.db.conn.execute(sql)
        while rows := cursor.fetchmany(_ROWS):
            for values, part in zip(out, zip(*rows, strict=True), strict=True):
                values.extend(part)
    return out


def tuples(project: Project, sql: str, args: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Rows as tuples: a dict for each of 160,000 takes longer than reading them."""
    with engine.translated(project.layout.database):
        return list(project.db.conn.execute(sql, args).fetchall())
