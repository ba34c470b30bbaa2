"""Which sentence tells an event of an issue, and the values in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from greenshield.domain.state import IssueState
from greenshield.log.envelope import Event
from greenshield.project.project import Project
from greenshield.services import photo_list


@dataclass(frozen=True, slots=True)
class Sentence:
    """A code of the message catalogue with its values."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


def sentence(
    project: Project, issue: IssueState, event: Event, body: Mapping[str, Any]
) -> Sentence:
    """The sentence of one event; ``body`` is empty where it is gone or not understood."""
    kind = event.header.kind
    if event.body_bytes is None:
        return Sentence("history_redacted")
    if not body:
        return Sentence("history_unknown", {"event_kind": kind})
    match kind:
        case "created":
            file = _text(_map(body.get("origin")).get("file"))
            return Sentence("history_imported", {"file": file}) if file else _plain(kind)
        case "fields_set":
            return _fields_set(issue, body)
        case "record_added":
            return Sentence("history_record_added", {"record_kind": _text(body.get("kind"))})
        case "record_voided":
            reason = {"reason": _text(body.get("reason"))}
            return Sentence("history_record_voided", _record(issue, body) | reason)
        case "photo_tagged":
            return Sentence("history_photo_tagged", _photo(project, body))
        case "photo_untagged":
            return _untagged(project, issue, body)
        case "moved":
            return _moved(event, issue, body)
        case "consented":
            return _signed(issue, body)
        case "move_decided":
            return Sentence("history_move_decided", {"move": _move_of(issue, body.get("take"))})
        case "commented":
            return Sentence("history_commented", {"text": _text(body.get("text"))})
        case "voided":
            return _plain("restored" if body.get("restore") is True else "voided")
        case _:
            return Sentence("history_redacts" if kind == "redacted" else "history_unknown",
                            {"event_kind": kind})  # fmt: skip


def _plain(what: str) -> Sentence:
    return Sentence(f"history_{what}")


def _fields_set(issue: IssueState, body: Mapping[str, Any]) -> Sentence:
    if body.get("record"):
        return Sentence("history_record_set", _record(issue, body))
    return Sentence("history_fields_set", {"n": len(_map(body.get("fields")))})


def _record(issue: IssueState, body: Mapping[str, Any]) -> dict[str, Any]:
    kinds = (r.kind for r in issue.records if r.record_id == body.get("record"))
    return {"record_kind": next(kinds, "")}


def _photo(project: Project, told: Mapping[str, Any]) -> dict[str, Any]:
    """A photo by its file, or by its hash where the file has no name."""
    sha256 = _text(told.get("photo"))
    name = photo_list.file_name(project, sha256) if sha256 else ""
    kinds = {"phase": _text(told.get("phase")), "kind": _text(told.get("kind"))}
    return {"file": name or sha256[:12], **kinds}


def _untagged(project: Project, issue: IssueState, body: Mapping[str, Any]) -> Sentence:
    tag = next((t for t in issue.tags if t.tag_id == body.get("tag")), None)
    told = {} if tag is None else {"photo": tag.photo, "phase": tag.phase, "kind": tag.kind}
    reason = {"reason": _text(body.get("reason"))}
    return Sentence("history_photo_untagged", _photo(project, told) | reason)


def _moved(event: Event, issue: IssueState, body: Mapping[str, Any]) -> Sentence:
    """A move; one that did not bring the issue on says what became of it."""
    made = next((m for m in issue.moves if m.event_id == event.event_id), None)
    params = {
        "move": _text(body.get("move")),
        "from_state": _text(body.get("from")),
        "to_state": _text(body.get("to")),
        "reason": _text(body.get("reason")),
    }
    if made is None or made.status == "done":
        return Sentence("history_moved", params)
    return Sentence("history_move_not_done", params | {"move_status": made.status})


def _signed(issue: IssueState, body: Mapping[str, Any]) -> Sentence:
    params = {"move": _move_of(issue, body.get("move")), "tier": _text(body.get("tier"))}
    if not body.get("document"):
        return Sentence("history_consented", params)
    signer = {"name": _text(body.get("name")), "unit": _text(body.get("unit"))}
    return Sentence("history_consented_on_paper", params | signer)


def _move_of(issue: IssueState, event_id: object) -> str:
    return next((m.move for m in issue.moves if m.event_id == event_id), "")


def _map(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
