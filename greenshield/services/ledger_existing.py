"""The issues that a ledger's rows meet in the project, and what an import may change in them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from greenshield.domain.errors import Problem
from greenshield.domain.state import EventId, IssueState
from greenshield.log.envelope import Event, StoredEvent
from greenshield.log.fold import fold
from greenshield.project.project import Project

POSITION = ("geom", "lon", "lat", "source_crs")
_POINT = ("lon", "lat")
_AT_ONCE = 500
_WKB = re.compile(r"01[0-9a-f]{40,}")  # a shape, shown by the beginning of its hash
_SHOWN = 60  # characters of a value in a message


@dataclass(frozen=True, slots=True)
class Existing:
    """An issue that is there already.

    Attributes:
        by_import: the events that an import made. What they wrote, another import may change;
            what a person entered in another way, none may.
    """

    state: IssueState
    by_import: frozenset[EventId]


@dataclass(slots=True)
class Difference:
    """What a row says otherwise than the issue.

    Attributes:
        values: what the import will write.
        left: field -> (code of the reason, value in the project, value in the row).
    """

    values: dict[str, Any] = field(default_factory=dict)
    left: dict[str, tuple[str, Any, Any]] = field(default_factory=dict)

    def problems(
        self, file: str, row: int, columns: Mapping[str, str], word: Callable[[Any], Any]
    ) -> list[Problem]:
        """A remark for each value that was left alone; ``word`` gives ids their names."""
        return [
            Problem(
                code,
                file,
                row,
                columns.get(name, ""),
                {"field": name, "here": _short(word(here)), "there": _short(word(there))},
                fatal=False,
            )
            for name, (code, here, there) in self.left.items()
        ]


def load(project: Project, ids: Iterable[str]) -> dict[str, Existing]:
    """The issues with these ids that the project holds, folded from their events."""
    known = {row["id"] for row in project.rows("SELECT id FROM issue")}
    wanted = [issue_id for issue_id in ids if issue_id in known]
    out: dict[str, Existing] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        marks = ",".join("?" * len(part))
        events: dict[str, list[Event]] = {}
        for row in project.rows(
            "SELECT entity_id, header, body, signature FROM event "
            f"WHERE entity_type = 'issue' AND entity_id IN ({marks})",
            *part,
        ):
            event = StoredEvent(row["header"], row["body"], row["signature"])
            events.setdefault(row["entity_id"], []).append(event)
        for issue_id, found in events.items():
            state = fold("issue", issue_id, found)
            assert isinstance(state, IssueState)
            out[issue_id] = Existing(state, _imports(found))
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


def difference(there: Existing, values: Mapping[str, Any]) -> Difference:
    """Compares a row's values with the issue's; what the row doesn't say is left alone."""
    state = there.state
    locked = state.locked.get("issue", {})
    out = Difference()
    for name, value in values.items():
        old = state.fields.get(name)
        if old is None:
            out.values[name] = value
            continue
        if name == "external_nos" and isinstance(old.value, list):
            value = [*old.value, *(pair for pair in value if pair not in old.value)]
        if _same(old.value, value):
            continue
        if name in locked:
            out.left[name] = ("ledger_value_locked", old.value, value)
        elif old.rivals or old.shown.event_id not in there.by_import:
            out.left[name] = ("ledger_value_differs", old.value, value)
        else:
            out.values[name] = value
    first_patch = "geom" in out.values and "geom" not in state.fields
    if first_patch and "source_crs" not in locked:
        _take_first_patch(out)
    else:
        _keep_place_whole(out)
    return out


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
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == other and isinstance(one, bool) == isinstance(other, bool)
    return type(one) is type(other) and bool(one == other)


def _short(value: Any) -> str:
    text = "" if value is None else str(value)
    if _WKB.fullmatch(text) or isinstance(value, dict):
        return f"#{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
