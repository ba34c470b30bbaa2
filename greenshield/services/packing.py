"""Gathers the archive pack of one issue out of a project."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import greenshield
from greenshield.domain.errors import RefusedError, UnreadableError
from greenshield.domain.state import IssueState
from greenshield.log.envelope import Event
from greenshield.log.fold import state_hash
from greenshield.log.fold.digest import plain
from greenshield.project import references
from greenshield.project.project import Project, utc_now
from greenshield.reports import pack, pack_layout
from greenshield.reports.writing import replacing
from greenshield.services import legal_context, lookup, pack_papers
from greenshield.services.session import Session


def write_whole(session: Session, made: pack_papers.Whole, out: Path) -> str:
    """Writes and signs the archive pack of an issue whose report and papers are made.

    Raises:
        GreenShieldError: as of :func:`write_pack`; ``issue_unknown``.
    """
    papers = made.papers
    if made.pdf:
        pdf = pack.PackFile(pack.REPORT_PDF, made.pdf, "report")
        papers = replace(papers, files=(pdf, *papers.files))
    issue = lookup.issue(session.project, made.issue)
    return write_pack(session, issue, made.docx, out, papers)


_PHOTOS = "SELECT sha256, name FROM photo WHERE sha256 IN (SELECT value FROM json_each(?))"


def write_pack(
    session: Session,
    issue: IssueState,
    report: bytes,
    out: Path,
    papers: pack_papers.Papers = pack_papers.NONE,
) -> str:
    """Writes and signs an issue's archive pack; the SHA-256 of its manifest.

    Args:
        session: an open project whose device signs.
        issue: the issue.
        report: the closure report's .docx.
        out: the zip; it appears whole or not at all.
        papers: the form, the summary and the table of contents, see ``pack_papers.make``.

    Raises:
        UnreadableError: a photo or document is missing from the project, or altered.
        SurroundingsError: no room, no permission.
        RefusedError: the copy is open read-only, so nothing can be signed.
    """
    project = session.project
    if project.signer is None:
        raise RefusedError("pack_needs_signer")
    whole = entities(project, issue)
    events = list(_events(project, whole))
    root = project.trust().root
    if root is None:
        raise UnreadableError("root_missing", where=project.project_id)
    files = [pack.PackFile(pack.REPORT, report, "report"), *papers.files]
    files += _media(project, issue, events)
    given = pack.PackInput(
        project=project.project_id,
        root=root,
        issue=issue.entity_id,
        issue_no=str(issue.get("issue_no") or ""),
        made_at=utc_now(),
        program=f"greenshield {greenshield.__version__}",
        state={"state_hash": state_hash(issue), **_shown(issue)},
        events=events,
        files=[*files, *papers.contents(files)],
    )
    with replacing(out) as stream:
        return pack.write(stream, given, project.signer)


def _shown(issue: IssueState) -> dict[str, Any]:
    fields = {name: field.value for name, field in issue.fields.items()}
    return {"state": issue.state, "fields": fields, "moves": plain(issue.moves)}


def entities(project: Project, issue: IssueState) -> set[str]:
    """The entities whose whole events prove the issue: it, its photos, people, boundaries."""
    found = {issue.entity_id, project.project_id}
    for tag in issue.tags:
        photo = project.photo(tag.photo, issue.scope)
        if photo is not None:
            found.add(photo.entity_id)
    found |= legal_context.targets(project, issue.entity_id)
    area = issue.get("area_id")
    if isinstance(area, str):
        found.add(area)
    for move in issue.moves:
        for group in ("actors", "areas"):
            pinned = move.pins.get(group)
            found |= set(pinned) if isinstance(pinned, dict) else set()
        found |= {move.actor, *(consent.actor for consent in move.consents)}
    found |= {record.actor for record in issue.records}
    found |= {tag.actor for tag in issue.tags}
    found |= set(project.trust().certificates)
    return found - {""}


def _events(project: Project, whole: set[str]) -> Iterator[Event]:
    """Every event of the chains concerned, those of other entities as headers alone."""
    chains: dict[tuple[str, str], None] = {}
    for entity in sorted(whole):
        for event in project.journal.of_entity(entity):
            chains[(event.header.device, event.header.scope)] = None
    for device, scope in sorted(chains):
        for event in project.journal.chain(device, scope):
            yield event if event.header.entity in whole else event.without_body()


def _media(project: Project, issue: IssueState, events: list[Event]) -> list[pack.PackFile]:
    """Every original that the events name: by chapter what is the issue's, the rest last."""
    known = pack_layout.homes(issue)
    named = references.of_events(events)
    found = project.rows(_PHOTOS, json.dumps(list(named)))
    photos = {str(row["sha256"]): str(row["name"] or "") for row in found}
    files: dict[str, pack.PackFile] = {}
    for sha256, called in named.items():
        source = project.media.check(sha256)
        chapter, name = known.get(sha256, ("raw", ""))
        role = "photo" if sha256 in photos else "document" if name or called else "data"
        name = photos.get(sha256) or name or called
        path = pack_layout.path_of(chapter, name, sha256, source.suffix)
        if path.casefold() in files:  # two files of one name whose hashes begin alike
            path = pack_layout.path_of(chapter, f"{sha256}{source.suffix}", sha256, "")
        files[path.casefold()] = pack.PackFile(path, source, role, chapter)
    return list(files.values())
