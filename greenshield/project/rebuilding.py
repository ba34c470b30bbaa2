"""Builds the tables again from the events, to compare them or to put them right."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator
from typing import Any, TypeAlias

from greenshield.domain.errors import UnreadableError
from greenshield.domain.state import EntityState
from greenshield.log.chain import Broken
from greenshield.log.fold import fold_known
from greenshield.project import roster
from greenshield.project.blank import blank
from greenshield.project.journal import Journal
from greenshield.project.overlays import Overlays
from greenshield.project.project import Project
from greenshield.project.projection import Projector
from greenshield.project.telling import EVERY, Step, nobody, watched

FOLD = 4
"""The number of our fold: raised where other tables follow from the same events than before, such
as when a kind is learned that earlier programs kept unread. Tables of a lower number are made anew
when a project is opened for writing."""
_FOLD_KEY = "fold"  # in the table `local`
_DIGITS = 10

# Everything that follows from events alone, and the columns that belong to one copy.
DERIVED = (
    "device", "entity", "conflict", "finding", "project", "actor", "campaign", "number_block",
    "area", "zone", "issue", "issue_number", "record", "photo_tag", "move", "photo", "track",
    "overlay", "marker", "marker_check", "restriction", "reference_layer",
    "patrol",
)  # fmt: skip
# Tables whose only real numbers are areas that we computed.
_COMPUTED = frozenset({"area", "zone", "overlay"})
LAYERS = ("area", "zone", "issue", "photo", "track", "marker", "patrol")
_HELD = 8000  # events
_Places: TypeAlias = "dict[tuple[str, str], array[int]]"  # rows of the events of each entity
_LOCAL_COLUMNS = frozenset({"fid", "rowid"})


def entities(journal: Journal, step: Step = nobody) -> Iterator[EntityState]:
    """Every entity that the events make, folded.

    No more of the events than some thousand are held at once: all of a province take gigabytes.
    """
    places: _Places = {}
    for number, (row, event) in enumerate(journal.headers()):
        if number % EVERY == 0:
            step("reading_events", number, 0)
        try:
            h = event.header
        except UnreadableError:
            continue  # the audit names it
        places.setdefault((h.entity_type, h.entity), array("q")).append(row)
    number = 0
    for some in _at_once(places):
        events = journal.of_rows([row for rows in some.values() for row in rows])
        for (entity_type, entity_id), rows in some.items():
            if number % EVERY == 0:
                step("writing_tables", number, len(places))
            number += 1
            state = fold_known(entity_type, entity_id, [events[row] for row in rows])
            if state is not None:
                yield state


def _at_once(places: _Places) -> Iterator[_Places]:
    """Entities by the thousands of events; one that has more of them alone comes by itself."""
    some: _Places = {}
    held = 0
    for key, rows in places.items():
        if some and held + len(rows) > _HELD:
            yield some
            some, held = {}, 0
        some[key] = rows
        held += len(rows)
    if some:
        yield some


def write_all(conn: Any, project: Project, step: Step = nobody) -> None:
    """Writes all that a project's events make into empty tables, overlays included."""
    projector, overlays = Projector(conn, project.media), Overlays(conn)
    targets: list[tuple[str, str]] = []
    for state in entities(project.journal, step):
        projector.write(state, is_new=True, geometry_changed=True)
        if state.entity_type in ("area", "zone"):
            targets.append((state.entity_type, state.entity_id))
    step("measuring_overlays", 0, 0)
    overlays.refresh(targets)
    roster.write(conn, project.journal.trust(project.project_id))


class Scratch:
    """The tables as the events make them, in memory, to compare the project's with."""

    def __init__(self, project: Project) -> None:
        """Folds every event anew."""
        self._project = project
        self._db = blank()
        write_all(self._db.conn, project)

    def __enter__(self) -> Scratch:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.conn.close()

    def differences(self) -> list[tuple[str, str, str]]:
        """Where the tables are not what the events make of them.

        Returns:
            (table, key, what) with what one of ``altered``, ``added``, ``missing``.
        """
        return [(table, key, what) for table in DERIVED for key, what in self.differences_of(table)]

    def differences_of(self, table: str) -> list[tuple[str, str]]:
        """The same of one table, in the columns that it should have and has: (key, what)."""
        conn = self._project.db.conn
        there = _columns(conn, table)
        columns = [name for name in _columns(self._db.conn, table) if name in there]
        is_now = _rows(conn, table, columns)
        should_be = _rows(self._db.conn, table, columns)
        found: list[tuple[str, str]] = []
        for key in sorted(is_now.keys() | should_be.keys()):
            if key not in is_now:
                found.append((key, "missing"))
            elif key not in should_be:
                found.append((key, "added"))
            elif not _same(table, is_now[key], should_be[key]):
                found.append((key, "altered"))
        return found

    def search_words(self, conn: Any = None) -> list[tuple[Any, ...]]:
        """The words under which each issue is found; ``integrity_check`` sees to their index."""
        conn = self._db.conn if conn is None else conn
        sql = (
            "SELECT i.id, s.words FROM issue_search s LEFT JOIN issue i ON i.fid = s.rowid "
            "ORDER BY 1, 2"
        )
        return list(conn.execute(sql))

    def boxes(self, layer: str, conn: Any = None) -> list[tuple[Any, ...]]:
        """The spatial index of a layer: each entity with the box that its shape has there."""
        conn = self._db.conn if conn is None else conn
        sql = (
            f"SELECT t.id, r.minx, r.maxx, r.miny, r.maxy FROM rtree_{layer}_geom r "
            f"LEFT JOIN {layer} t ON t.fid = r.id ORDER BY 1, 2, 3, 4, 5"
        )
        return list(conn.execute(sql))


def differences(project: Project) -> list[tuple[str, str, str]]:
    """Where a project's tables are not what its events make of them."""
    with Scratch(project) as scratch:
        return scratch.differences()


def _same(table: str, one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Equal rows, to the last bit but for areas that were computed.

    Those may differ by what another build of GEOS rounds; what events gave may not.
    """
    if table not in _COMPUTED or len(one) != len(other):
        return _exact(one, other)
    return all(
        math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-6)
        if isinstance(a, float) and isinstance(b, float)
        else _exact((a,), (b,))
        for a, b in zip(one, other, strict=True)
    )


def _exact(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return one == other and [type(v) for v in one] == [type(v) for v in other]


def rebuild(project: Project) -> None:
    """Empties the derived tables and writes them anew, in one transaction."""
    with project.transaction():
        write_anew(project)


def write_anew(project: Project, step: Step = nobody) -> None:
    """The same inside a transaction with the gate open."""
    conn = project.db.conn
    with watched(conn, step, "emptying_tables"):
        for table in DERIVED:
            conn.execute(f"DELETE FROM {table}")
        conn.execute("DELETE FROM issue_search")
        for layer in LAYERS:
            conn.execute(f"DELETE FROM rtree_{layer}_geom")
    write_all(conn, project, step)
    note_fold(project)


def fold_of(project: Project) -> int:
    """The number of the fold that made the tables, 0 where none is noted."""
    number = project.local(_FOLD_KEY)
    return int(number) if number.isascii() and number.isdigit() and len(number) < _DIGITS else 0


def inspect_fold(project: Project) -> list[Broken]:
    """Names a number that no fold up to ours notes: damage, a newer program, a cut-off rebuild."""
    fold = fold_of(project)
    if 0 < fold <= FOLD:
        return []
    return [Broken("fold_altered", "local fold", {"fold": fold, "known": FOLD})]


def note_fold(project: Project) -> None:
    """Notes that our fold made the tables, inside a transaction."""
    project.set_local(_FOLD_KEY, str(FOLD))


def note_unmade(project: Project) -> None:
    """Notes that no fold made the tables as they are now, inside a transaction.

    Who opens the project for writing next makes them anew.
    """
    project.db.conn.execute("UPDATE local SET value = '0' WHERE key = ?", (_FOLD_KEY,))


_KEYS = {
    "entity": 2, "finding": 0, "overlay": 3, "issue_number": 3, "record": 2,
}  # fmt: skip


def _columns(conn: Any, table: str) -> list[str]:
    """A table's columns but for those that belong to one copy."""
    local = _LOCAL_COLUMNS | ({"id"} if table == "finding" else set())
    names = (str(row[1]) for row in conn.execute(f"PRAGMA table_info({table})"))
    return [name for name in names if name not in local]


def _rows(conn: Any, table: str, columns: list[str]) -> dict[str, tuple[Any, ...]]:
    """A table's rows by their natural key."""
    rows: dict[str, tuple[Any, ...]] = {}
    for row in conn.execute(f"SELECT {','.join(columns)} FROM {table}"):
        width = _KEYS.get(table, 1) or len(row)
        key = " ".join(str(v) for v in row[:width])
        while key in rows:
            key += "+"
        rows[key] = tuple(row)
    return rows
