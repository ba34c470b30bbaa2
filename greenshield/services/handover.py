"""Makes the hand-over package 移交包: the archive packs of several issues, listed and signed."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import greenshield
from greenshield import resources
from greenshield.domain.errors import Problem, RefusedError, UnreadableError, UsageError
from greenshield.domain.state import IssueState
from greenshield.project.media import hash_file
from greenshield.project.project import Project, utc_now
from greenshield.reports import handover, pack, zip_names, zip_store
from greenshield.reports.handover_lists import Lists
from greenshield.reports.stationery import Stationery
from greenshield.reports.writing import replacing
from greenshield.services import lookup, packing, report_making
from greenshield.services.county_name import county_name
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session

_NAME_ROOM = 100  # bytes of a pack's name, so that its folder and any unpacker's have theirs


@dataclass(frozen=True, slots=True)
class Made:
    """A hand-over that was written.

    Attributes:
        files: the volumes.
        packs: what is in them.
        problems: what the reports could not show.
    """

    files: tuple[Path, ...]
    packs: tuple[handover.Handed, ...]
    problems: tuple[Problem, ...]


def make(
    session: Session,
    words: Sequence[str],
    out: Path,
    options: report_making.Options,
    *,
    workers: int = 0,
    passphrase: str | None = None,
    limit: int = zip_store.MAX_SIZE,
    progress: Progress = SILENT,
) -> Made:
    """Writes the packs of issues as one signed package, in volumes where it would be too large.

    Args:
        session: an open project whose device signs.
        words: which issues.
        out: the .zip; of several volumes the first has this name, the next ``-2`` and so on.
        options: how the packs' reports are made.
        workers: processes; 0 for as many as help.
        passphrase: of an encrypted project, for these processes.
        limit: the largest size of a volume, bytes.
        progress: told what is made.

    Raises:
        UsageError: no issue, an unknown one, another ending than .zip.
        RefusedError: the project is open read-only.
        UnreadableError: something that a pack needs is missing or altered.
        SurroundingsError: no room, no permission, stopped.
    """
    if out.suffix.lower() != ".zip":
        raise UsageError("report_kind_unknown", ending=out.suffix, known=".zip")
    _ = session.who
    project = session.project
    if project.signer is None:
        raise RefusedError("pack_needs_signer")
    issues = list(dict.fromkeys(lookup.issue_id(project, word) for word in words))
    if not issues:
        raise UsageError("handover_empty")
    with tempfile.TemporaryDirectory(prefix=".handover-", dir=_folder(out)) as folder:
        handed: list[handover.Handed] = []
        problems: list[Problem] = []
        made = report_making.wholes(
            session, issues, options, workers=workers, passphrase=passphrase
        )
        for number, whole in enumerate(made):
            progress.step("handover_packing", number, len(issues))
            issue = lookup.issue(project, whole.issue)
            file = Path(folder) / _name(issue, {h.file.casefold() for h in handed})
            packing.write_whole(session, whole, file)
            handed.append(_handed(project, issue, file))
            for told in whole.problems:  # it goes by the issue's id where no file was named
                problems.append(replace(told, file=file.name) if told.file == whole.issue else told)
        progress.step("handover_packing", len(issues), len(issues))
        return Made(*_written(session, out, handed, options, limit), tuple(problems))


def _folder(out: Path) -> Path:
    if not out.parent.is_dir():
        raise UsageError("report_folder_missing", folder=str(out.parent))
    return out.parent


def _written(
    session: Session,
    out: Path,
    handed: list[handover.Handed],
    options: report_making.Options,
    limit: int,
) -> tuple[tuple[Path, ...], tuple[handover.Handed, ...]]:
    project, signer = session.project, session.project.signer
    root = project.trust().root
    if root is None or signer is None:
        raise UnreadableError("root_missing", where=project.project_id)
    parted = handover.volumes(handed, limit)
    placed = [
        [replace(h, volume=number) for h in volume] for number, volume in enumerate(parted, 1)
    ]
    everything = [h for volume in placed for h in volume]
    lists = Lists(Stationery.load(resources.path("templates")), options.lang)
    head = _head(project, options.as_of)
    files: list[Path] = []
    for number, volume in enumerate(placed, 1):
        file = out if number == 1 else out.with_stem(f"{out.stem}-{number}")
        given = handover.HandoverInput(
            project=project.project_id,
            root=root,
            made_at=utc_now(),
            program=f"greenshield {greenshield.__version__}",
            volume=number,
            volumes=len(placed),
            packs=volume,
            lists=lists.all(everything, head, number, len(placed)),
        )
        with replacing(file) as stream:
            handover.write(stream, given, signer)
        files.append(file)
    return tuple(files), tuple(everything)


def _head(project: Project, as_of: str) -> dict[str, str]:
    row = project.rows("SELECT * FROM project WHERE id = ?", project.project_id)[0]
    name, county = str(row["name"] or ""), str(row["division_code"] or "")
    root = project.trust().root_fingerprint
    return {"project": name, "division": county_name(name, county), "on": as_of, "root": root}


def _name(issue: IssueState, taken: set[str]) -> str:
    """``<number>_<facility>.zip``, with a part of the id where two would be alike."""
    number = str(issue.get("issue_no") or issue.get("clue_no") or issue.entity_id[-8:])
    mark, facility = issue.entity_id[-8:], str(issue.get("facility_name") or "")
    name = zip_names.of_issue(number, facility, mark, ".zip", _NAME_ROOM)
    return name[:-4] + f"_{mark}.zip" if name.casefold() in taken else name


def _handed(project: Project, issue: IssueState, file: Path) -> handover.Handed:
    with file.open("rb") as stream:
        member = zip_store.read(stream, file.name)[pack.MANIFEST]
        manifest = zip_store.content(stream, member)
    area = project.rows("SELECT name FROM area WHERE id = ?", issue.get("area_id") or "")
    return handover.Handed(
        issue=issue.entity_id,
        issue_no=str(issue.get("issue_no") or issue.get("clue_no") or ""),
        name=str(issue.get("facility_name") or ""),
        area=str(area[0]["name"] or "") if area else "",
        closed_on=str(issue.get("closed_on") or ""),
        closing_doc_no=str(issue.get("closing_doc_no") or ""),
        file=file.name,
        source=file,
        sha256=hash_file(file),
        size=file.stat().st_size,
        manifest_sha256=hashlib.sha256(manifest).hexdigest(),
    )
