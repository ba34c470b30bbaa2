"""The issues that a ledger's rows meet in the project, and what an import may change in them.

Most rows of a list that comes again say what the project holds already. Whether they do is told by
the issue's row in the tables; its events are folded only where a row says otherwise, to see who
entered what and which values a move relied on.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import struct
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from greenshield.domain.errors import Problem
from greenshield.domain.fields_issue import ISSUE
from greenshield.domain.state import EventId, IssueState, Write
from greenshield.geo import codec
from greenshield.log import canonical
from greenshield.log.envelope import Event
from greenshield.log.fold import fold
from greenshield.project.project import Project
from greenshield.services import derived_rows, figures, ledger_store, ledger_worded
from greenshield.services.ledger_returned import is_returned

POSITION = ("geom", "lon", "lat", "source_crs")
_POINT = ("lon", "lat")
_AT_ONCE = 500
_WKB = re.compile(r"01[0-9a-f]{40,}")  # a shape, shown by the beginning of its hash
_DIGITS = 1e-12  # of a number; files of other programs keep fifteen digits, and less in a column
_SHOWN = 60  # characters of a value in a message
_STRUCTURED = ("list", "codes", "pairs", "map")
_IS_POINT = struct.pack("<BI", 1, 1)
_XY = struct.Struct("<2d")


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
        self._by_import: frozenset[EventId] = frozenset()
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
        if name in _POINT:
            if self._point is None:
                self._point = point_of(self._row["geom"])
            return _same(self._point.get(name), value)
        held = self._row.get(name)
        if held is None:
            return name in self._more() and _same(self._more()[name], value)
        if ISSUE[name].type in _STRUCTURED:
            if isinstance(value, list) and name == "external_nos":
                return all(pair in json.loads(held) for pair in value)
            return bool(canonical.dumps(value).decode("utf-8") == held)
        if isinstance(value, bool):
            return bool(held == int(value))
        return _same(held, value)

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
        return _same(told, value) or is_returned(name, told, value, seen)

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
    def by_import(self) -> frozenset[EventId]:
        """The events that an import made.

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
    return dict(zip(_POINT, _XY.unpack_from(blob, len(blob) - _XY.size), strict=True))


def _is_point(blob: bytes) -> bool:
    start = codec.body_offset(blob)
    return bytes(blob[start : start + 5]) == _IS_POINT


@dataclass(slots=True)
class Difference:
    """What a row says otherwise than the issue.

    Attributes:
        values: what the import will write.
        left: field -> (code of the reason, value in the project, value in the row).
        there: field -> the write that the issue shows, for each field of the two that has one.
    """

    values: dict[str, Any] = field(default_factory=dict)
    left: dict[str, tuple[str, Any, Any]] = field(default_factory=dict)
    there: dict[str, Write] = field(default_factory=dict)

    def problems(
        self, file: str, row: int, columns: Mapping[str, str], word: Callable[[Any], Any],
        units: Mapping[str, str],
    ) -> list[Problem]:  # fmt: skip
        """A remark for each value that was left alone.

        Args:
            file: where it stands.
            row: likewise.
            columns: what the sheet calls each field.
            word: gives ids their names.
            units: in which the sheet has numbers.
        """
        out = []
        for name, (code, *pair) in self.left.items():
            told = [word(value) for value in pair]
            if all(isinstance(value, int | float) for value in pair):
                told = ledger_worded.beside(name, pair, units.get(name, ""), "zh", {})
            here, there = map(_short, told)
            params = {"field": name, "here": here, "there": there}
            out.append(Problem(code, file, row, columns.get(name, ""), params, fatal=False))
        return out


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


def _imports(events: Iterable[Event]) -> frozenset[EventId]:
    """An import is a ``created`` with an origin, and what else came in the same action."""
    kept = list(events)
    actions = {
        e.header.action for e in kept if e.header.kind == "created" and "origin" in (e.body or {})
    }
    kinds = ("created", "fields_set")
    return frozenset(
        e.event_id for e in kept if e.header.action in actions and e.header.kind in kinds
    )


def difference(
    there: Existing,
    values: Mapping[str, Any],
    asked: Mapping[str, bool] | None = None,
    seen: Callable[[str], str] | None = None,
) -> Difference:
    """Compares a row's values with the issue's; what the row doesn't say is left alone.

    Args:
        there: the issue.
        values: of the row.
        asked: field -> what a person decided of it: True takes the row's value also where
            somebody entered another, False leaves it. What a move relied on stays either way.
        seen: gives a field's cell as it stands in the list, "" where there is none.
    """
    out = Difference()
    values = there.untold(values, seen or (lambda _: ""))
    open_ = there.unlike(values)
    if not open_:
        return out
    state, asked = there.state, _whole(asked or {})
    for name, value in values.items():
        old = state.fields.get(name)
        if old is None:
            out.values[name] = value
            continue
        if name == "external_nos" and isinstance(old.value, list):
            value = [*old.value, *_new_numbers(old.value, value)]
        if _same(old.value, value):
            continue
        if seen is not None and is_returned(name, old.value, value, seen(name)):
            continue
        out.there[name] = old.shown
        is_persons = bool(old.rivals) or old.shown.event_id not in there.by_import
        if name in state.locked.get("issue", {}):
            out.left[name] = ("ledger_value_locked", old.value, value)
        elif is_persons and not asked.get(name):
            out.left[name] = ("ledger_value_differs", old.value, value)
        else:
            out.values[name] = value
    _leave(out, {name for name, take in asked.items() if not take})
    _whole_places(out, state)
    return out


def _whole(asked: Mapping[str, bool]) -> Mapping[str, bool]:
    """A position is decided on as a whole, by whichever part of it was shown."""
    told = [asked[name] for name in POSITION if name in asked]
    return {**asked, **dict.fromkeys(POSITION, all(told))} if told else asked


def _new_numbers(held: Sequence[Any], given: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The outside numbers of a row that an issue has not; an export names several in one cell."""
    known = {str(pair[1]) for pair in held if len(pair) == 2}
    out: list[Sequence[str]] = []
    for source, number in (pair for pair in given if pair not in held):
        parts = str(number).split(ledger_worded.BETWEEN_NUMBERS)
        if len(parts) > 1 and known.intersection(parts):
            out += [[source, part] for part in parts if part not in known]
        else:
            out.append([source, number])
    return out


def _leave(found: Difference, names: Collection[str]) -> None:
    """What a person decided to leave is neither written nor remarked."""
    for name in names:
        found.values.pop(name, None)
        found.left.pop(name, None)


def _whole_places(found: Difference, state: IssueState) -> None:
    first_patch = "geom" in found.values and "geom" not in state.fields
    if first_patch and "source_crs" not in state.locked.get("issue", {}):
        _take_first_patch(found)
    else:
        _keep_place_whole(found)


def _take_first_patch(found: Difference) -> None:
    """A first patch comes with its own coordinate system; the point before it stays as it is."""
    if "source_crs" in found.left:
        _, _, found.values["source_crs"] = found.left.pop("source_crs")
    stays = [name for name in _POINT if name in found.left]
    for name in _POINT if stays else ():
        found.values.pop(name, None)
    for name in stays[1:]:  # told once
        del found.left[name]


def _keep_place_whole(found: Difference) -> None:
    """A position is one thing: where a part of it has to stay, all of it does, told once."""
    parts = [name for name in POSITION if name in found.left]
    others = [name for name in POSITION if name in found.values]
    if not parts or not others:
        return
    locked = any(found.left[name][0] == "ledger_value_locked" for name in parts)
    first = next((n for n in parts if found.left[n][0] == "ledger_value_locked"), parts[0])
    _, here, there = found.left[first]
    for name in parts:
        del found.left[name]
    for name in others:
        del found.values[name]
    code = "ledger_place_locked" if locked else "ledger_place_differs"
    found.left[first] = (code, here, there)


def _same(one: Any, other: Any) -> bool:
    """Equal values; of numbers as many digits count as a sheet keeps."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        alike = one == other or math.isclose(one, other, rel_tol=_DIGITS)
        return alike and isinstance(one, bool) == isinstance(other, bool)
    return type(one) is type(other) and bool(one == other)


def _short(value: Any) -> str:
    if isinstance(value, list):  # of a number and its source the number alone
        value = ", ".join(str(one[-1] if isinstance(one, list) and one else one) for one in value)
    text = "" if value is None else str(value)
    if _WKB.fullmatch(text) or isinstance(value, dict):
        return f"#{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
