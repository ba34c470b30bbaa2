"""Writes the reports of many issues into a folder: what is there and still right is left alone.

One issue that can't be reported costs that issue alone; of its files all are written or none. A
folder that was stopped half-way is taken up again: each file is whole or not there, and a note
beside them, kept every few seconds, tells of what they were made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from inspect import GEN_SUSPENDED, getgeneratorstate
from pathlib import Path

import greenshield
from greenshield.domain.errors import GreenShieldError, Problem, SurroundingsError, UsageError
from greenshield.domain.state import IssueState
from greenshield.project.project import Project
from greenshield.reports import writing, zip_names
from greenshield.services import lookup, packing, report_making
from greenshield.services.pack_papers import Whole
from greenshield.services.progress import SILENT, Progress
from greenshield.services.report_making import Options, Result, Task
from greenshield.services.report_note import Note
from greenshield.services.session import Session

KINDS = ("docx", "pdf", "zip")
_NAME_ROOM = 100  # bytes, so that a folder's path and a part of the id have room beside it


@dataclass(frozen=True, slots=True)
class Item:
    """What came of one issue.

    Attributes:
        issue: its id.
        number: by which people know it.
        state: ``written``, ``skipped`` (there already, and nothing changed, or changed by a
            person since it was written, or no file of the folder's batches), ``refused``.
        out: its files.
        problems: what its report could not show, or why it was refused or skipped.
    """

    issue: str
    number: str
    state: str
    out: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Plan:
    """One issue that is to be made."""

    issue: str
    number: str
    files: dict[str, Path]
    key: str


def write(
    session: Session,
    issues: Sequence[str],
    folder: Path,
    kinds: Sequence[str],
    options: Options,
    *,
    workers: int = 0,
    passphrase: str | None = None,
    again: bool = False,
    progress: Progress = SILENT,
) -> Iterator[Item]:
    """Writes the reports; an item for each issue, in their order, as soon as it is done.

    Args:
        session: an open project, open for writing by somebody where packs are asked for.
        issues: ids of the issues.
        folder: where to; it is made where there is none.
        kinds: of ``KINDS``.
        options: how the reports are made.
        workers: processes; 0 for as many as help.
        passphrase: of an encrypted project, for the processes.
        again: also what is there: unchanged, changed by a person, of no batch.
        progress: told how many are done.

    Raises:
        UsageError: an unknown kind; ``actor_needed`` for packs.
        SurroundingsError: no room, no permission, stopped; what was written stays, and has its
            item before.
    """
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown or not kinds:
        raise UsageError("report_kind_unknown", ending=", ".join(unknown), known=", ".join(KINDS))
    if "zip" in kinds:
        _ = session.who
    _make_folder(folder)
    note = Note.read(folder)
    plans = _plans(session.project, issues, folder, kinds, options, note.others(issues), progress)
    kept = {} if again else {plan.issue: _kept(note, plan) for plan in plans}
    left = [plan for plan in plans if again or not (kept[plan.issue] or _is_held(note, plan))]
    note.begin((plan.issue, plan.files.values()) for plan in left)
    made = report_making.each(
        session, [_task(plan) for plan in left], options, workers=workers, passphrase=passphrase
    )
    to_make = {plan.issue for plan in left}
    try:
        for number, plan in enumerate(plans):
            try:
                progress.step("reports_writing", number, len(plans))
            except SurroundingsError:
                yield from _begun(session, plans[number:], made, note)
                raise
            if plan.issue in to_make:
                yield _finished(session, plan, next(made), note)
            else:
                out = tuple(plan.files.values())
                yield Item(plan.issue, plan.number, "skipped", out, kept[plan.issue])
        progress.step("reports_writing", len(plans), len(plans))
    finally:
        made.close()
        note.save()


def _begun(
    session: Session,
    plans: Sequence[_Plan],
    made: Generator[Result, bool | None, None],
    note: Note,
) -> Iterator[Item]:
    """Of what the processes had begun when it was stopped: they wrote it, but for packs."""
    if getgeneratorstate(made) != GEN_SUSPENDED:
        return
    left = {plan.issue: plan for plan in plans}
    with suppress(StopIteration):
        result = made.send(True)
        while True:
            if result.whole is None:
                yield _finished(session, left[result.issue], result, note)
            result = next(made)


def _is_held(note: Note, plan: _Plan) -> bool:
    return note.holds(plan.issue, plan.key, plan.files.values())


def _kept(note: Note, plan: _Plan) -> tuple[Problem, ...]:
    """What is not written over: reports that a person worked on, files of whatever else."""
    found = (
        ("report_was_changed", note.changed(plan.issue, plan.files.values())),
        ("report_not_of_batch", note.unknown(plan.issue, plan.files.values())),
    )
    return tuple(
        Problem(code, str(file), params={"out": str(file)}, fatal=False)
        for code, files in found
        for file in files
    )


def _make_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError("batch_no_folder", folder=str(folder))
    if not folder.parent.is_dir():
        raise UsageError("report_folder_missing", folder=str(folder.parent))
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SurroundingsError("report_unwritable", file=str(folder), reason=reason) from error


def _task(plan: _Plan) -> Task:
    files = tuple(file for kind, file in plan.files.items() if kind != "zip")
    called = str(next(iter(plan.files.values())))
    return Task(plan.issue, files, pack="zip" in plan.files, called=called)


def _finished(session: Session, plan: _Plan, result: Result, note: Note) -> Item:
    """Packs and signs what was made, and notes it."""
    if result.code:
        problem = Problem(result.code, plan.number, params=dict(result.params or {}))
        return Item(plan.issue, plan.number, "refused", (), (problem,))
    if result.whole is not None:
        try:
            _write_with_pack(session, plan.files["zip"], result.whole, result.contents)
        except GreenShieldError as error:
            problem = Problem(error.code, plan.number, params=error.params)
            return Item(plan.issue, plan.number, "refused", (), (problem,))
    note.keep(plan.issue, plan.key, plan.files.values())
    out = tuple(plan.files.values())
    return Item(plan.issue, plan.number, "written", out, result.problems)


def _write_with_pack(
    session: Session, out: Path, made: Whole, contents: Mapping[Path, bytes]
) -> None:
    """A pack and the reports beside it, all or none of them."""
    with writing.replacing_all([out, *contents]) as (pack, *reports):
        try:
            packing.write_whole(session, made, pack)
        except GreenShieldError as error:
            # It knows the file that it wrote to by the name that it has until it is whole.
            named = {k: str(out) if v == str(pack) else v for k, v in error.params.items()}
            raise type(error)(error.code, missing=error.missing, **named) from error
        for temporary, (file, content) in zip(reports, contents.items(), strict=True):
            writing.fill(temporary, content, file)


def _plans(
    project: Project,
    issues: Sequence[str],
    folder: Path,
    kinds: Sequence[str],
    options: Options,
    taken: set[str],
    progress: Progress,
) -> list[_Plan]:
    out: list[_Plan] = []
    for done, issue_id in enumerate(issues):
        progress.step("reports_looking", done, len(issues))
        issue = lookup.issue(project, issue_id)
        stem = _stem(issue, taken)
        taken.add(stem.casefold())
        files = {kind: folder / f"{stem}.{kind}" for kind in kinds}
        out.append(_Plan(issue_id, issue.number, files, _key(project, issue, options, kinds)))
    return out


def _stem(issue: IssueState, taken: set[str]) -> str:
    """``<number>_<facility>``, with a part of the id where two issues would be alike."""
    number = str(issue.get("issue_no") or issue.get("clue_no") or issue.entity_id[-8:])
    mark, facility = issue.entity_id[-8:], str(issue.get("facility_name") or "")
    stem = zip_names.of_issue(number, facility, mark, ".docx", _NAME_ROOM).removesuffix(".docx")
    return f"{stem}_{mark}" if stem.casefold() in taken else stem


def _key(project: Project, issue: IssueState, options: Options, kinds: Sequence[str]) -> str:
    """What a report is made of: the events of all that it tells of, and how it is made."""
    digest = hashlib.sha256()
    told = packing.entities(project, issue)
    if "zip" not in kinds:  # a report names no device
        told -= set(project.trust().certificates)
    for entity in sorted(told):
        for event in project.journal.of_entity(entity):
            digest.update(event.event_id.encode())
    digest.update(repr((options, greenshield.__version__)).encode())
    return digest.hexdigest()
