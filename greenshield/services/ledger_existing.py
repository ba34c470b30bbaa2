"""The issues that a ledger's rows meet in the project.

Most rows of a list that comes again say what the project holds already. Whether they do is told by
the issue's row in the tables; its events are folded only where a row says otherwise, to see who
entered what and which values a move relied on.
"""

from __future__ import annotations

import hashlib
import json
import math
import struct
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from greenshield.domain.fields_issue import ISSUE
from greenshield.domain.state import EventId, IssueState
from greenshield.geo import codec
from greenshield.log import canonical
from greenshield.log.envelope import Event
from greenshield.log.fold import fold
from greenshield.project.project import Project
from greenshield.services import derived_rows, figures, ledger_store
from greenshield.services.ledger_returned import is_returned

POSITION = ("geom", "lon", "lat", "source_crs")
POINT = ("lon", "lat")
_AT_ONCE = 500
_DIGITS = 1e-12  # of a number; files of other programs keep fifteen digits, and less in a column
_STRUCTURED = ("list", "codes", "pairs", "map")
_IS_POINT = struct.pack("<BI", 1, 1)
_XY = struct.Struct("<2d")


@dataclass(frozen=True, slots=True)
class Origin:
    """The list that an event came with: the hash of its bytes, and its name."""

    sha256: str
    file: str


class Existing:
    """An issue that is there already, as the tables tell it; folded when somebody asks for more.

    Args:
        project: that holds it.
        row: its row, by column.
        moved: whether any move of it is known.
        told: the figures that its records tell, by field.
    """

    __slots__ = (
        "_by_import", "_extra", "_point", "_project", "_row", "_state", "_told", "issue_id",
        "moved",
    )  # fmt: skip

    def __init__(
        self, project: Project, row: Mapping[str, Any], *, moved: bool, told: Mapping[str, Any]
    ) -> None:
        self._project = project
        self._told = told
        self._row = row
        self._extra: dict[str, Any] | None = None
        self._point: dict[str, float] | None = None
        self._state: IssueState | None = None
        self._by_import: Mapping[EventId, Origin] = {}
        self.issue_id = str(row["id"])
        self.moved = moved

    @property
    def code(self) -> str:
        """The workflow state."""
        return str(self._row["state"])

    @property
    def blob(self) -> bytes | None:
        """Its place as the tables hold it; None for none, or where its bytes are not here yet."""
        found: bytes | None = self._row["geom"]
        return found

    @property
    def has_patch(self) -> bool:
        """Whether it has a patch; one whose bytes are not here yet counts."""
        blob = self._row["geom"]
        return self.state.get("geom") is not None if blob is None else not _is_point(blob)

    def get(self, name: str) -> Any:
        """The shown value of a field, None where there is none."""
        value = self._row.get(name)
        if value is None:
            return self._more().get(name)
        spec = ISSUE[name]
        if spec.type in _STRUCTURED:
            return json.loads(value)
        return bool(value) if spec.type == "bool" else value

    def unlike(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Those of some values that the tables don't show, see :meth:`says`."""
        row = self._row
        # Nearly all are equal as they stand; a position's columns are rounded.
        return {
            name: value
            for name, value in values.items()
            if (
                (held := row.get(name)) != value
                or type(held) is not type(value)
                or name in POSITION
            )
            and not self.says(name, value)
        }

    def says(self, name: str, value: Any) -> bool:
        """Whether the tables show this very value; False also where they can't tell."""
        if name == "geom":
            return self._has_shape(value)
        if name in POINT:
            if self._point is None:
                self._point = point_of(self._row["geom"])
            return same(self._point.get(name), value)
        held = self._row.get(name)
        if held is None:
            return name in self._more() and same(self._more()[name], value)
        if ISSUE[name].type in _STRUCTURED:
            if isinstance(value, list) and name == "external_nos":
                return all(pair in json.loads(held) for pair in value)
            return bool(canonical.dumps(value).decode("utf-8") == held)
        if isinstance(value, bool):
            return bool(held == int(value))
        return same(held, value)

    def untold(self, values: Mapping[str, Any], seen: Callable[[str], str]) -> Mapping[str, Any]:
        """Without the figures that its records tell as they stand: an export shows these.

        Args:
            values: by field.
            seen: gives a field's cell as it stands in the list, "" where there is none.
        """
        if not self._told:
            return values
        return {name: v for name, v in values.items() if not self._tells(name, v, seen(name))}

    def _tells(self, name: str, value: Any, seen: str) -> bool:
        told = self._told.get(name)
        if told is None:
            return False
        if name in figures.COMPARED and figures.same(name, value, told):
            return True
        return same(told, value) or is_returned(name, told, value, seen)

    @property
    def state(self) -> IssueState:
        """The issue, folded from its events."""
        if self._state is None:
            events = list(self._project.journal.of_entity(self.issue_id, "issue"))
            state = fold("issue", self.issue_id, events)
            assert isinstance(state, IssueState)
            self._state, self._by_import = state, _imports(events)
        return self._state

    @property
    def by_import(self) -> Mapping[EventId, Origin]:
        """The events that an import made, and of which list.

        What they wrote, another import may change; what a person entered in another way, none may.
        """
        _ = self.state
        return self._by_import

    def _more(self) -> dict[str, Any]:
        if self._extra is None:
            self._extra = json.loads(self._row["extra"])
        return self._extra

    def _has_shape(self, value: Any) -> bool:
        blob = self._row["geom"]
        if blob is None:
            return False
        body = blob[codec.body_offset(blob) :]
        if isinstance(value, str):
            return bool(body.hex() == value)
        return bool({"blob": hashlib.sha256(body).hexdigest()} == value)


def point_of(blob: bytes | None) -> dict[str, float]:
    """Longitude and latitude of a point as they were entered: the columns round them.

    Empty for anything else.
    """
    if blob is None or not _is_point(blob):
        return {}
    return dict(zip(POINT, _XY.unpack_from(blob, len(blob) - _XY.size), strict=True))


def _is_point(blob: bytes) -> bool:
    start = codec.body_offset(blob)
    return bytes(blob[start : start + 5]) == _IS_POINT


def load(project: Project, ids: Iterable[str]) -> dict[str, Existing]:
    """The issues with these ids that the project holds."""
    wanted = list(dict.fromkeys(ids))
    names = [row["name"] for row in project.rows("PRAGMA table_info(issue)")]
    moved = {row[0] for row in ledger_store.tuples(project, "SELECT DISTINCT issue_id FROM move")}
    out: dict[str, Existing] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        told = derived_rows.figures_of(project, part)
        sql = f"SELECT * FROM issue WHERE id IN ({','.join('?' * len(part))})"
        for values in ledger_store.tuples(project, sql, part):
            row = dict(zip(names, values, strict=True))
            out[row["id"]] = Existing(
                project, row, moved=row["id"] in moved, told=told.get(row["id"], {})
            )
    return out


def _imports(events: Iterable[Event]) -> dict[EventId, Origin]:
    """An import is a ``created`` with an origin, and what else came in the same action."""
    kept = list(events)
    actions = {
        e.header.action: _origin((e.body or {})["origin"])
        for e in kept
        if e.header.kind == "created" and "origin" in (e.body or {})
    }
    kinds = ("created", "fields_set")
    return {
        e.event_id: actions[e.header.action]
        for e in kept
        if e.header.action in actions and e.header.kind in kinds
    }


def _origin(told: Any) -> Origin:
    """The list that an event names, whose maker may have been any program."""
    told = told if isinstance(told, dict) else {}
    return Origin(str(told.get("sha256", "")), str(told.get("file", "")))


def same(one: Any, other: Any) -> bool:
    """Equal values; of numbers as many digits count as a sheet keeps."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        alike = one == other or math.isclose(one, other, rel_tol=_DIGITS)
        return alike and isinstance(one, bool) == isinstance(other, bool)
    return type(one) is type(other) and bool(one == other)
