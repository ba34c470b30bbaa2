"""The papers of an issue, each in the chapter of the report that it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from greenshield.domain import adoption
from greenshield.domain.records import CARRIED_FROM
from greenshield.domain.state import IssueState
from greenshield.reports.dossier_parts import DocumentEntry
from greenshield.services.dossier_records import text_in

# Which chapter lists the papers given with a move.
_OF_MOVE = {
    "check": "finding",
    "register": "finding",
    "plan": "plan",
    "approve_plan": "plan",
    "self_check": "measures",
    "city_review": "measures",
    "accept": "measures",
    "publicize": "publicity",
    "close": "publicity",
}
_UNSORTED = "other"
# The papers of other records: their kind, and the chapter that lists them.
_OF_RECORD = {"check": ("on_site", "finding"), "measure": ("implementation", "measures")}


def documents(issue: IssueState, called: Callable[[str], str]) -> tuple[DocumentEntry, ...]:
    """Document records, a line for each file, then what came with checks, measures and moves.

    Args:
        issue: whose.
        called: the number of an issue by its id, of one that a split or a merge took papers from.

    A paper of no kind in particular is a basis of the finding until the plan is approved, and
    proof of what was done from then on.
    """
    recorded = list(_recorded(issue, called))
    known = {entry.sha256 for entry in recorded if entry.sha256}
    recorded += _attached(issue, known)
    return (*recorded, *_given(issue, known))


def _recorded(issue: IssueState, called: Callable[[str], str]) -> Iterator[DocumentEntry]:
    approved = adoption.approved_on(issue.history())
    found = issue.records_of("document")
    for record in sorted(found, key=lambda r: (r.occurred_on, r.record_id)):
        kind = text_in(record, "doc_kind")
        older, _, _ = text_in(record, CARRIED_FROM).partition("/")
        later = bool(approved) and record.occurred_on > approved
        for file in record.documents or (None,):
            yield DocumentEntry(
                kind=kind,
                number=text_in(record, "number"),
                issuer=text_in(record, "issuer"),
                dated=text_in(record, "issued_on") or record.occurred_on,
                name=text_in(record, "title") or (file.name if file else ""),
                sha256=file.sha256 if file else "",
                chapter="measures" if later and kind in ("", _UNSORTED) else "",
                older=called(older) if older else "",
            )


def _attached(issue: IssueState, known: set[str]) -> Iterator[DocumentEntry]:
    for record_kind, (kind, chapter) in _OF_RECORD.items():
        for record in issue.records_of(record_kind):
            for file in record.documents:
                if file.sha256 not in known:
                    known.add(file.sha256)
                    yield DocumentEntry(
                        kind=kind,
                        dated=record.occurred_on,
                        name=file.name,
                        sha256=file.sha256,
                        chapter=chapter,
                    )


def _given(issue: IssueState, known: set[str]) -> Iterator[DocumentEntry]:
    for move in issue.history():
        chapter = _OF_MOVE.get(move.move)
        for file in move.documents if chapter else ():
            if file.sha256 in known:
                continue
            known.add(file.sha256)
            yield DocumentEntry(
                kind="",
                dated=move.occurred_on,
                name=file.name,
                sha256=file.sha256,
                chapter=chapter or "",
                move=move.move,
            )
