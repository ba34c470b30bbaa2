"""What runs in the worker for the dossier: it composes services, and decides nothing.

Services are imported inside the functions: the window imports this file too, and must not wait
for libraries that only the worker needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ui.dossier.view import Choices, Person, View
from ui.tasks.work import Outcome, Work

Given = Mapping[str, Any]


# Reading ---------------------------------------------------------------------------------


def view(work: Work, issue: str, actor_id: str, day: str) -> View:
    """One issue, as a person sees it on a day (ISO)."""
    from ui.dossier import gathering

    return gathering.view(work.project, issue, actor_id, day)


def history(work: Work, issue: str) -> list[dict[str, Any]]:
    """Every event of one issue, first to last."""
    from greenshield.services import lookup, timeline

    return timeline.of_issue(work.project, lookup.issue(work.project, issue))


def choices(work: Work) -> Choices:
    """What fields may name."""
    from greenshield.services import campaigns, lookup, patrol_list, people

    found = people.everyone(work.project)
    return Choices(
        tuple(Person(a.actor_id, a.name, a.unit, a.tier, a.roles, a.active) for a in found),
        tuple(lookup.areas(work.project)),
        tuple(campaigns.names(work.project)),
        tuple(patrol_list.names(work.project)),
    )


def ready(
    work: Work, issue: str, move: str, actor_id: str, day: str, given: Mapping[str, str]
) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """What one move lacks on a day (ISO) with what is typed, and what to know before it."""
    from ui.dossier import gathering

    found = gathering.ready_of(work.project, issue, actor_id, day, move, given)[0]
    return found.missing, found.warnings


def limits(
    work: Work, issue: str, day: str, typed: Mapping[str, str], kind: str
) -> list[tuple[str, str, dict[str, Any]]]:
    """What negative lists say of what is typed: field, and code and parameters of a sentence."""
    from greenshield.services import restriction_check

    found = restriction_check.of_typed(work.project, issue, day, typed, kind)
    return [(one.named.field, (told := one.remark()).code, told.params) for one in found]


def drafts(work: Work, actor_id: str) -> dict[str, Any]:
    """What a person typed and has not sent yet, by issue and form."""
    from greenshield.services import drafts as kept

    return kept.load(work.project, actor_id)


def keep_drafts(work: Work, actor_id: str, found: Mapping[str, Any]) -> Outcome:
    """Keeps what a person typed and has not sent yet."""
    from greenshield.services import drafts as kept

    return Outcome(kept.keep(work.project, actor_id, found))


def thumbnails(work: Work, photos: Sequence[str], size: int) -> None:
    """Tells each photo's hash with its thumbnail (JPEG), None where there is none."""
    from greenshield.services import photo_thumbnails

    def made(sha256: str, data: bytes | None, _: object) -> None:
        work.tell((sha256, data))

    photo_thumbnails.thumbnails(work.project, photos, made, size, work.progress)


def document(work: Work, sha256: str, name: str, folder: Path) -> Path:
    """Copies a file of the project into a folder, under its own name; the copy's path.

    Raises:
        UnreadableError: ``media_missing``.
        SurroundingsError: it can't be written.
    """
    from greenshield.services import documents

    return documents.copy_out(work.project, sha256, name, folder)


# Writing ---------------------------------------------------------------------------------


def set_fields(work: Work, issue: str, given: Given) -> Outcome:
    """Writes ledger fields; the value is what stood there before."""
    from greenshield.services import issues, lookup

    before = lookup.issue(work.project, issue)
    former = {name: before.get(name) for name in given}
    if "geom" in given:  # a patch brings the coordinate system that it was drawn in
        former.setdefault("source_crs", before.get("source_crs"))
    return Outcome(former, issues.set_fields(work.session, issue, given))


def add_record(
    work: Work, issue: str, kind: str, given: Given, day: str, documents: Sequence[Path]
) -> Outcome:
    """Adds a record; the value is its id, and codes and parameters of what to know of it."""
    from greenshield.services import follow_ups, record_doubts, records

    record, changes = records.add(
        work.session, issue, kind, given, occurred_on=day, documents=documents
    )
    doubts = record_doubts.of_new(work.session, issue, kind, given, day, documents)
    doubts += follow_ups.of(work.session, issue, record)
    return Outcome((record, [(d.code, d.params) for d in doubts]), changes)


def set_record(work: Work, issue: str, record: str, given: Given) -> Outcome:
    """Writes fields of a record; what stood there before, and what to know of it as codes."""
    from greenshield.services import calendar, follow_ups, lookup, record_doubts, records

    before = records.find(lookup.issue(work.project, issue), record)
    former = {name: before.get(name) for name in given}
    changes = records.set_fields(work.session, issue, record, given)
    doubts = record_doubts.of_changed(work.session, issue, record, given, calendar.today())
    doubts += follow_ups.of(work.session, issue, record)
    return Outcome((former, [(d.code, d.params) for d in doubts]), changes)


def void_record(work: Work, issue: str, record: str, reason: str) -> Outcome:
    """Says that a record does not count; its id, and what to know of it as codes."""
    from greenshield.services import lineage_counting, lookup, records

    found, changes = records.void(work.session, issue, record, reason)
    doubts = lineage_counting.told(work.project, lookup.issue(work.project, issue), found)
    return Outcome((found, [(d.code, d.params) for d in doubts]), changes)


def make_move(
    work: Work, issue: str, move: str, day: str, reason: str, given: Mapping[str, str],
    ticks: Mapping[str, Sequence[str]], documents: Sequence[Path],
) -> Outcome:  # fmt: skip
    """Makes a move; the value tells the state, the number and whether a signature is awaited.

    Each closing condition names hashes of what stands, or paths of files that go with the move.

    Raises:
        RefusedError: with what is missing; photos that stand too far off with the figures.
    """
    from greenshield.domain.errors import RefusedError
    from greenshield.services import moves, photo_doubts, records

    referred = records.refer_documents(work.project, documents) if ticks else []
    hashes = {str(p): kept.sha256 for p, kept in zip(documents, referred, strict=False)}
    named = {
        f"{moves.TICK}{condition}": ",".join(hashes.get(one, one) for one in evidence)
        for condition, evidence in ticks.items()
    }
    try:
        made = moves.move(
            work.session, issue, move, occurred_on=day, reason=reason,
            given={**given, **named}, documents=documents,
        )  # fmt: skip
    except RefusedError as error:
        error.missing = photo_doubts.explained(work.project, issue, error.missing)
        raise
    told = {"state": made.state, "pending": made.pending, "issue_no": made.issue_no}
    return Outcome(told | {"warnings": made.warnings}, made.changes)


def sign(
    work: Work, issue: str, day: str, paper: Path | None, name: str, unit: str, plan: str = ""
) -> Outcome:
    """Signs the move that waits, or enters the paper that stands for the signature.

    ``plan`` names one of several plans of a split or a merge.
    """
    from greenshield.services import signing

    state, changes = signing.consent(
        work.session, issue, occurred_on=day, document=paper, name=name, unit=unit, plan=plan
    )
    return Outcome(state, changes)


def comment(work: Work, issue: str, text: str) -> Outcome:
    """Adds a remark."""
    from greenshield.services import issues

    return Outcome(None, issues.comment(work.session, issue, text))


def resolve(work: Work, conflict: str, take: str) -> Outcome:
    """Decides a conflict."""
    from greenshield.services import conflicts

    return Outcome(None, conflicts.resolve(work.session, conflict, take))


def make_official(work: Work, issue: str) -> Outcome:
    """Gives an issue with a temporary number its official one."""
    from greenshield.services import numbers

    number, changes = numbers.make_official(work.session, issue)
    return Outcome(number, changes)
