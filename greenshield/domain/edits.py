"""May these facts be changed now? Locks, and the one way around one of them: the deadline.

A fact that a move in force relied on stays until a move back releases it. A later deadline
always needs an extension record with approval; a ``reopen`` brings its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from greenshield.domain import locks
from greenshield.domain.errors import Missing
from greenshield.domain.records import CARRIED_FROM
from greenshield.domain.state import Fields, IssueState, MoveState, Value
from greenshield.domain.workflow import STATES

_DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Granted:
    """An extension: to which day, and by which approval ("" where none is named)."""

    to_date: str
    approval: str


def extension_missing(new: str, granted: Iterable[Granted], now: str = "") -> list[Missing]:
    """What a later deadline still needs: an extension to that day or beyond, with approval.

    ``now`` is the deadline that stands, for who writes the extension down.
    """
    if any(g.approval.strip() and g.to_date >= new for g in granted):
        return []
    return [Missing("extension_missing", {"to_date": new, "from_date": now}, "extension")]


def deadline_change_missing(
    issue: IssueState, new: Value, move: MoveState | None = None
) -> list[Missing]:
    """What a change of the deadline still needs, judged on the issue as it stands before.

    ``move`` is the move that the change goes with, if any: a ``reopen`` that names the same
    new deadline needs no extension.
    """
    now = issue.get(_DEADLINE)
    if not isinstance(now, str) or not now or new == now:
        return []
    if move is not None and move.move == "reopen" and move.data.get(_DEADLINE) == new:
        return []
    gone = not isinstance(new, str) or not new
    if gone and _running(issue):
        return [Missing("deadline_emptied", {}, _DEADLINE)]  # or nothing would ever be overdue
    earlier = gone or new < now
    together = move is not None and move.move in ("return", "reopen")
    if not _running(issue) or (earlier and not together):
        return [_locked(_DEADLINE)] if _held(issue, move) else []
    if earlier:
        return []
    return extension_missing(
        str(new),
        [
            Granted(str(r.get("to_date") or ""), str(r.get("approval") or ""))
            for r in issue.records_of("extension")
            if not r.get(CARRIED_FROM)  # another issue's: a merge would lend its time to all
        ],
        now,
    )


def edit_missing(
    issue: IssueState, subject: str, values: Mapping[str, Value], move: MoveState | None = None
) -> list[Missing]:
    """Why these values may not be written, [] where they may.

    Args:
        issue: the issue as it stands before the edit.
        subject: ``issue`` or ``record:<id>``.
        values: field -> the value that would be written.
        move: the move that the edit goes with, as it would be made, or None.
    """
    held = _locks(issue, move).get(subject, {})
    bag = _bag(issue, subject)
    out: list[Missing] = []
    for name, value in values.items():
        state = bag.get(name)
        if subject == "issue" and name == _DEADLINE:
            out += deadline_change_missing(issue, value, move)
        elif name in held and state is not None and state.value != value:
            out.append(_locked(name))
    return out


def photo_edit_missing(
    issue: IssueState, sha256: str, values: Mapping[str, Value]
) -> list[Missing]:
    """Why fields of a photo may not be written: this issue relied on them."""
    held = issue.locked.get(f"photo:{sha256}", {})
    return [_locked(name) for name in values if name in held]


def untag_missing(issue: IssueState, tag_id: str) -> list[Missing]:
    """Why a photo may not be untagged: a move in force relied on it."""
    if tag_id in issue.locked.get("tag", {}):
        tag = next((t for t in issue.tags if t.tag_id == tag_id), None)
        told = {} if tag is None else {"photo": tag.photo, "phase": tag.phase}
        return [Missing("tag_locked", {"tag": tag_id, "photo": "", "phase": ""} | told, "photos")]
    return []


def record_void_missing(issue: IssueState, record_id: str) -> list[Missing]:
    """Why a record may not be voided: a move in force relied on it."""
    if f"record:{record_id}" in issue.locked:
        return [Missing("record_locked", {"record": record_id}, "records")]
    return []


def _running(issue: IssueState) -> bool:
    """True once a plan was approved, also while the issue is suspended."""
    known = STATES.get(issue.state)
    return known is not None and known.rank >= STATES["rectifying"].rank


def _held(issue: IssueState, move: MoveState | None) -> bool:
    return _DEADLINE in _locks(issue, move).get("issue", {})


def _locks(issue: IssueState, move: MoveState | None) -> locks.Locks:
    return issue.locked if move is None else locks.released_by(issue.history(), move)


def _bag(issue: IssueState, subject: str) -> Fields:
    if subject == "issue":
        return issue.fields
    return next((r.fields for r in issue.records if f"record:{r.record_id}" == subject), {})


def _locked(name: str) -> Missing:
    return Missing("field_locked", {"field": name}, name)
