"""One entity's rows, replaced as a whole."""

from __future__ import annotations

from typing import Any

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

    def write(self, state: EntityState, *, is_new: bool, geometry_changed: bool) -> None:
        """Replaces the rows of one entity.

        Args:
            state: the folded entity.
            is_new: True where no row of it stands yet.
            geometry_changed: False leaves geometry, its R-tree entry and measures as they are.
        """
        table = TABLES.get(state.entity_type)
        if table is not None:
            fid = self._upsert(table, state, is_new=is_new, geometry_changed=geometry_changed)
            if isinstance(state, IssueState):
                self._issue_parts(state, fid, is_new=is_new)
        self._log_parts(state, is_new=is_new)

    def _upsert(
        self, table: str, state: EntityState, *, is_new: bool, geometry_changed: bool
    ) -> int:
        columns = self._columns.get(table)
        if columns is None:
            columns = self._columns[table] = columns_of(self._conn, table)
        more = _workflow_columns(state) if isinstance(state, IssueState) else {}
        if table == "photo":
            more |= _first_name(state)
        if "geom" in columns and (is_new or geometry_changed):
            more |= self._geometry_columns(state)
            names = [c for c in columns if c != "fid"]
        else:
            names = [c for c in columns if c not in ("fid", *_MEASURED)]
        row = row_of(state, columns, more)
        values = [row[n] for n in names]
        if is_new:
            marks = ",".join("?" * len(names))
            sql = f"INSERT INTO {table} ({','.join(names)}) VALUES ({marks})"
            return int(self._conn.execute(sql, values).lastrowid)
        sets = ",".join(f"{n} = ?" for n in names)
        self._conn.execute(f"UPDATE {table} SET {sets} WHERE id = ?", [*values, state.entity_id])
        key = "fid" if "fid" in columns else "rowid"
        sql = f"SELECT {key} FROM {table} WHERE id = ?"
        return int(self._conn.execute(sql, (state.entity_id,)).fetchone()[0])

    def _geometry_columns(self, state: EntityState) -> dict[str, Any]:
        shape = geo.from_field(state.get("geom"), self._media)
        if shape is None:
            shape = geo.position(state.get("lon"), state.get("lat"))
        shape = geo.for_layer(TABLES[state.entity_type], shape)
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

    def _issue_parts(self, state: IssueState, fid: int, *, is_new: bool) -> None:
        issue = state.entity_id
        if not is_new:
            for table in ("record", "photo_tag", "move", "issue_number"):
                self._conn.execute(f"DELETE FROM {table} WHERE issue_id = ?", (issue,))
            self._conn.execute("DELETE FROM issue_search WHERE rowid = ?", (fid,))
        self._conn.executemany("INSERT INTO record VALUES (NULL,?,?,?,?,?,?,?,?)", _records(state))
        self._conn.executemany("INSERT INTO photo_tag VALUES (NULL,?,?,?,?,?,?,?)", _tags(state))
        self._conn.executemany(
            "INSERT INTO move VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", _moves(state)
        )
        self._conn.executemany("INSERT OR IGNORE INTO issue_number VALUES (?,?,?)", _numbers(state))
        texts = [str(v) for v in (state.get(name) for name in SEARCHED) if v]
        texts += [number for _, _, number in _numbers(state)]
        self._conn.execute(
            "INSERT INTO issue_search (rowid, words) VALUES (?,?)", (fid, index_text(texts))
        )

    def _log_parts(self, state: EntityState, *, is_new: bool) -> None:
        if not is_new:
            key = (state.entity_id, state.entity_type)
            for table in ("conflict", "finding"):
                sql = f"DELETE FROM {table} WHERE entity_id = ? AND entity_type = ?"
                self._conn.execute(sql, key)
        for c in state.conflicts:
            self._conn.execute(
                "INSERT OR REPLACE INTO conflict VALUES (?,?,?,?,?,?)",
                (c.conflict_id, c.entity_type, c.entity_id, c.what, c.name, _json(c.candidates)),
            )
        for f in state.findings:
            self._conn.execute(
                "INSERT INTO finding VALUES (NULL,?,?,?,?,?)",
                (state.entity_type, state.entity_id, f.code, f.event_id, _json(f.params)),
            )
        self._conn.execute(
            "INSERT OR REPLACE INTO entity VALUES (?,?,?,?,?)",
            (state.entity_type, state.entity_id, state.scope, state_hash(state), int(state.void)),
        )


_MEASURED = ("geom", "vertices", "lon", "lat", "area_m2")


def _json(value: Any) -> str:
    return canonical.dumps(plain(value)).decode("utf-8")


def _workflow_columns(state: IssueState) -> dict[str, Any]:
    waiting = [m for m in state.moves if m.status == "pending" and m.after == state.head]
    return {
        "state": state.state,
        "adopted": int(any(m.move == "adopt" for m in state.history())),
        "disputed": int(state.disputed),
        "pending": int(bool(waiting)),
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
