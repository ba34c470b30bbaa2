"""One entity's rows, replaced as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from greenshield.domain import adoption, waiting, workflow
from greenshield.domain.state import EntityState, IssueState
from greenshield.geo import codec, measures
from greenshield.log import canonical
from greenshield.log.fold.digest import plain, state_hash
from greenshield.project.media import MediaStore
from greenshield.project.projection import geometry as geo
from greenshield.project.projection.rows import TABLES, columns_of, row_of
from greenshield.project.projection.search import SEARCHED, index_text


class Projector:
    """Writes folded states through one connection, keeping its statements."""

    def __init__(self, conn: Any, media: MediaStore) -> None:
        self._conn = conn
        self._media = media
        self._columns: dict[str, tuple[str, ...]] = {}

    def write(
        self,
        state: EntityState,
        *,
        is_new: bool,
        geometry_changed: bool,
        before: EntityState | None = None,
    ) -> None:
        """Makes the rows of one entity what it is.

        Args:
            state: the folded entity.
            is_new: True where no row of it stands yet.
            geometry_changed: False leaves geometry, its R-tree entry and measures as they are.
            before: what the rows were made of, where that is known: then only what differs
                is written, which comes to the same.
        """
        table = TABLES.get(state.entity_type)
        if table is not None:
            fid = self._row(table, state, before, is_new=is_new, moved=geometry_changed)
            if isinstance(state, IssueState):
                old = before if isinstance(before, IssueState) else None
                self._issue_parts(state, old, fid, is_new=is_new)
        self._log_parts(state, before, is_new=is_new)

    def _row(
        self,
        table: str,
        state: EntityState,
        before: EntityState | None,
        *,
        is_new: bool,
        moved: bool,
    ) -> int | None:
        """Writes the entity's own row; its fid where a new row was made."""
        columns = self._columns.get(table)
        if columns is None:
            columns = self._columns[table] = columns_of(self._conn, table)
        row = row_of(state, columns, _shown_columns(state))
        names = [c for c in columns if c not in ("fid", *_MEASURED)]
        if before is not None and not is_new:
            old = row_of(before, columns, _shown_columns(before))
            names = [n for n in names if not _same(row[n], old[n])]
        if "geom" in columns and (is_new or moved):
            measured = self._geometry_columns(state)
            row.update({n: v for n, v in measured.items() if n in columns})
            names += [n for n in _MEASURED if n in columns]
        values = [row[n] for n in names]
        if is_new:
            marks = ",".join("?" * len(names))
            sql = f"INSERT INTO {table} ({','.join(names)}) VALUES ({marks})"
            return int(self._conn.execute(sql, values).lastrowid)
        if names:
            sets = ",".join(f"{n} = ?" for n in names)
            sql = f"UPDATE {table} SET {sets} WHERE id = ?"
            self._conn.execute(sql, [*values, state.entity_id])
        return None

    def _geometry_columns(self, state: EntityState) -> dict[str, Any]:
        shape = geo.for_layer(TABLES[state.entity_type], geo.place_of(state.get, self._media))
        centre = geo.centre(shape)
        out: dict[str, Any] = {
            "geom": None if shape is None else codec.encode(shape),
            "vertices": geo.vertices(shape),
            "lon": centre[0],
            "lat": centre[1],
        }
        if state.entity_type in ("area", "zone"):
            out["area_m2"] = None if shape is None else measures.area_m2(shape)
        return out

    def _issue_parts(
        self, state: IssueState, before: IssueState | None, fid: int | None, *, is_new: bool
    ) -> None:
        for table, (part, rows_of, insert) in _PARTS.items():
            if before is not None and part(before) == part(state):
                continue  # a part names the events that made it, so equal ones are the same
            if not is_new:
                sql = f"DELETE FROM {table} WHERE issue_id = ?"
                self._conn.execute(sql, (state.entity_id,))
            self._conn.executemany(insert, rows_of(state))
        if before is None or _texts(before) != _texts(state):
            self._search(state, fid)

    def _search(self, state: IssueState, fid: int | None) -> None:
        if fid is None:
            sql = "SELECT fid FROM issue WHERE id = ?"
            fid = int(self._conn.execute(sql, (state.entity_id,)).fetchone()[0])
            self._conn.execute("DELETE FROM issue_search WHERE rowid = ?", (fid,))
        sql = "INSERT INTO issue_search (rowid, words) VALUES (?,?)"
        self._conn.execute(sql, (fid, index_text(_texts(state))))

    def _log_parts(self, state: EntityState, before: EntityState | None, *, is_new: bool) -> None:
        key = (state.entity_id, state.entity_type)
        if before is None or before.conflicts != state.conflicts:
            if not is_new:
                sql = "DELETE FROM conflict WHERE entity_id = ? AND entity_type = ?"
                self._conn.execute(sql, key)
            self._conn.executemany(
                "INSERT OR REPLACE INTO conflict VALUES (?,?,?,?,?,?)",
                [
                    (c.conflict_id, c.entity_type, c.entity_id, c.what, c.name, _json(c.candidates))
                    for c in state.conflicts
                ],
            )
        if before is None or before.findings != state.findings:
            if not is_new:
                sql = "DELETE FROM finding WHERE entity_id = ? AND entity_type = ?"
                self._conn.execute(sql, key)
            self._conn.executemany(
                "INSERT INTO finding VALUES (NULL,?,?,?,?,?)",
                [
                    (state.entity_type, state.entity_id, f.code, f.event_id, _json(f.params))
                    for f in state.findings
                ],
            )
        self._conn.execute(
            "INSERT OR REPLACE INTO entity VALUES (?,?,?,?,?)",
            (state.entity_type, state.entity_id, state.scope, state_hash(state), int(state.void)),
        )


_MEASURED = ("geom", "vertices", "lon", "lat", "area_m2")


def _json(value: Any) -> str:
    return canonical.dumps(plain(value)).decode("utf-8")


def _same(one: Any, other: Any) -> bool:
    """Equal column values that are stored alike; 1 and 1.0 are equal to Python alone."""
    return type(one) is type(other) and bool(one == other)


def _shown_columns(state: EntityState) -> dict[str, Any]:
    """The columns that are no fields."""
    if isinstance(state, IssueState):
        return _workflow_columns(state)
    return _first_name(state) if state.entity_type == "photo" else {}


def _texts(state: IssueState) -> list[str]:
    """What an issue is searched by."""
    texts = [str(v) for v in (state.get(name) for name in SEARCHED) if v]
    return texts + [number for _, _, number in _numbers(state)]


def _workflow_columns(state: IssueState) -> dict[str, Any]:
    return {
        "state": state.state,
        "adopted": int(adoption.of(state.history()).adopted),
        "disputed": int(state.disputed),
        "pending": int(bool(state.pending())),
        "came_from": workflow.origin(state.state, state.history()) or None,
        "waiting_since": waiting.since(state),
    }


def _first_name(state: EntityState) -> dict[str, Any]:
    named = (o.what.get("file") for o in state.origins)
    return {"name": next((n for n in named if isinstance(n, str)), None)}


def _records(state: IssueState) -> list[tuple[Any, ...]]:
    return [
        (
            r.record_id, state.entity_id, r.kind, r.occurred_on, r.actor, int(bool(r.voided_by)),
            _json({n: f.value for n, f in r.fields.items()}), _json(r.documents),
        )
        for r in state.records
    ]  # fmt: skip


def _tags(state: IssueState) -> list[tuple[Any, ...]]:
    return [
        (t.tag_id, state.entity_id, t.photo, t.phase, t.kind, t.actor, int(bool(t.removed_by)))
        for t in state.tags
    ]


def _moves(state: IssueState) -> list[tuple[Any, ...]]:
    return [
        (
            m.event_id, state.entity_id, m.move, m.from_state, m.to_state, m.actor, m.role,
            m.tier, m.unit, m.occurred_on, m.at, m.reason, m.after, m.status,
        )
        for m in state.moves
    ]  # fmt: skip


def _numbers(state: IssueState) -> list[tuple[str, str, str]]:
    """Outside numbers, and every official or temporary number the issue ever had."""
    own = [state.get("issue_no"), state.get("clue_no")]
    number = state.fields.get("issue_no")
    if number is not None:
        own += [w.value for w in number.rivals]
    found = [(state.entity_id, "", str(n)) for n in own if n]
    outside = state.get("external_nos")
    if isinstance(outside, list):
        for pair in outside:
            if isinstance(pair, list) and len(pair) == 2:
                found.append((state.entity_id, str(pair[0]), str(pair[1])))
    return list(dict.fromkeys(found))


# The tables of an issue's parts: what they are made of, their rows, and how these are written.
_PARTS: dict[str, tuple[Callable[[IssueState], Any], Callable[[IssueState], list[Any]], str]] = {
    "record": (
        lambda state: state.records,
        _records,
        "INSERT INTO record VALUES (NULL,?,?,?,?,?,?,?,?)",
    ),
    "photo_tag": (
        lambda state: state.tags,
        _tags,
        "INSERT INTO photo_tag VALUES (NULL,?,?,?,?,?,?,?)",
    ),
    "move": (
        lambda state: state.moves,
        _moves,
        "INSERT INTO move VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    ),
    "issue_number": (_numbers, _numbers, "INSERT OR IGNORE INTO issue_number VALUES (?,?,?)"),
}
