"""``verify``: is a project, or a pack, exactly what its devices signed?"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.log.audit import audit
from greenshield.log.envelope import Event
from greenshield.log.trust import Trust
from greenshield.project.event_columns import restore_columns
from greenshield.project.inspection import damage_told, inspect_files, inspect_tables
from greenshield.project.layout import DATABASE, Layout
from greenshield.project.opening import open_project
from greenshield.project.page_check import inspect_pages
from greenshield.project.parts import refuse_foreign
from greenshield.project.project import Project
from greenshield.project.rebuilding import inspect_fold, rebuild
from greenshield.project.repairing import restore_frame, restore_schema
from greenshield.reports import handover_check, pack_check, zip_store
from greenshield.services import called, lineage_kept, packs_verified, rules, salvage, seen_ends
from greenshield.services.copy_note import SeenEnd
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import device_name
from greenshield.services.verdict import Broken, Verdict, keys_of

__all__ = ["Broken", "Verdict", "verify"]

_LONGEST_LIST = 4_000_000  # bytes of a list of fingerprints
_FINGERPRINT = 64
_BYTES = 2


def verify(
    path: Path,
    *,
    passphrase: str | None = None,
    trusted: str = "",
    rebuild_tables: bool = False,
    accept_missing: bool = False,
    progress: Progress = SILENT,
) -> Verdict:
    """Checks a project folder or a pack.

    Args:
        path: the project's folder, or a pack.
        passphrase: for an encrypted project.
        trusted: a root fingerprint, or a file with one a line.
        rebuild_tables: after looking a project over, puts its tables right from its events and
            looks again.
        accept_missing: this user no longer expects the events that are missing; they are told
            this once more.
        progress: told what is checked.

    Raises:
        UnreadableError: neither a project nor a pack.
        UsageError: ``trusted`` is neither a fingerprint nor a file of them.
    """
    known = _fingerprints(trusted)
    if not path.exists() and path.name != DATABASE:
        raise UnreadableError("verify_nothing_there", file=str(path))
    if path.is_file() and path.suffix != ".gpkg":
        if rebuild_tables:
            raise UsageError("pack_has_no_tables")
        if accept_missing:
            raise UsageError("pack_is_not_noted")
        if handover_check.is_handover(path):
            verdict = packs_verified.handover(path, progress)
        elif pack_check.is_pack(path):
            verdict = packs_verified.pack(path)
        else:
            raise _unknown(path)
    else:
        verdict = _folder(
            path,
            passphrase,
            rebuild_tables=rebuild_tables,
            accept_missing=accept_missing,
            progress=progress,
        )
    if known:
        verdict.trust = "root" if verdict.root in known else "no"
    for key in verdict.keys:
        key["trusted"] = key["admitted"] and verdict.trust == "root"
    return verdict


def _unknown(path: Path) -> UnreadableError:
    """Why a file is nothing that could be verified."""
    if path.stat().st_size == 0:
        return UnreadableError("verify_file_empty", file=path.name)
    with path.open("rb") as stream:
        code = "zip_cut_off" if zip_store.is_cut_off(stream) else "pack_not_zip"
    return UnreadableError(code, file=path.name)


def _folder(
    path: Path,
    passphrase: str | None,
    *,
    rebuild_tables: bool,
    accept_missing: bool = False,
    progress: Progress,
) -> Verdict:
    """The file's bytes first: what can't be opened is still named, page by page."""
    if not Layout.of(path).database.is_file():
        raise UnreadableError("project_not_found", file=str(path))
    refuse_foreign(Layout.of(path))
    progress.step("verifying_pages", 0, 0)
    held, altered = _pages(path)
    told = salvage.make_sound(path, passphrase) if rebuild_tables else salvage.Told()
    if told.broken:
        return _left_as_it_is(path, passphrase, told, progress)
    try:
        project = open_project(
            path,
            who=device_name(),
            passphrase=passphrase,
            read_only=not rebuild_tables,
            mending=True,
            step=progress.step,
        )
    except UnreadableError as error:
        if not altered:
            raise
        reason = Broken("database_damaged", DATABASE, {"reason": error.code, **error.params})
        return Verdict(broken=[*altered, reason], bytes_compared=held)
    moment = contextlib.nullcontext() if rebuild_tables else project.snapshot()
    noted = _noted(project)  # before the snapshot: beside a writer it must not run ahead of it
    with project, moment:
        verdict = _project(
            project,
            noted,
            passphrase,
            rebuild_tables=rebuild_tables,
            accept_missing=accept_missing,
            progress=progress,
        )
    verdict.bytes_compared = held
    verdict.remarks += told.remarks
    if rebuild_tables:
        verdict.found += told.found + altered
        verdict.bytes_compared, altered = _pages(path)
    verdict.broken += altered
    verdict.broken.sort(key=_rank)
    verdict.found.sort(key=_rank)
    left = {(b.code, b.where) for b in verdict.broken}
    gone = [b for b in verdict.found if (b.code, b.where) not in left]
    verdict.mended = [b for b in gone if _rank(b) < _BYTES]
    verdict.taken_over = [b for b in gone if _rank(b) == _BYTES]
    return verdict


def _left_as_it_is(
    path: Path, passphrase: str | None, told: salvage.Told, progress: Progress
) -> Verdict:
    """Looks a file over that can't be made sound, and writes nothing to it."""
    try:
        verdict = _folder(path, passphrase, rebuild_tables=False, progress=progress)
    except UnreadableError:
        verdict = Verdict(broken=told.found, bytes_compared=False)
    verdict.broken = told.broken + salvage.not_mended(verdict.broken)
    return verdict


def _rank(broken: Broken) -> int:
    """Contents first; then the schema, of which much can be named; then bytes."""
    kind = broken.code.partition("_")[0]
    bytes_of = dict.fromkeys(("page", "sums", "log"), _BYTES)
    return {"schema": 1, "frame": 1, **bytes_of}.get(kind, 0)


def _pages(path: Path) -> tuple[bool, list[Broken]]:
    layout = Layout.of(path)
    try:
        return inspect_pages(layout)
    except OSError:
        return False, []  # opening says what is wrong


def _noted(project: Project) -> tuple[SeenEnd, ...]:
    found: list[SeenEnd] = []
    with damage_told([]):  # damage to the copy's own notes is named with the tables
        found += seen_ends.noted(project)
    return tuple(found)


def _project(
    project: Project,
    noted: Iterable[SeenEnd],
    passphrase: str | None,
    *,
    rebuild_tables: bool,
    accept_missing: bool,
    progress: Progress,
) -> Verdict:
    """Every part by itself, so that damage to one does not hide what is wrong with another."""
    out = Verdict()
    events: list[Event] = []
    trust: Trust | None = None
    progress.step("verifying_events", 0, 0)
    with damage_told(out.broken):
        events += project.journal.all()
        out.events = len(events)
        found = audit(project.project_id, events, lambda sha256: rules.by_hash(project, sha256))
        out.broken += found.broken
        out.unjudgeable += found.unjudgeable
        out.names = called.names_of(events, found.issues)
        out.remarks += lineage_kept.remarks(found.issues)
        trust = found.trust
        out.root, out.keys = trust.root_fingerprint, keys_of(trust, _devices(events))
    with damage_told(out.broken):
        _look_for_ends(project, noted, passphrase, out, accept_missing=accept_missing)
    progress.step("verifying_tables", 0, 0)
    in_tables = _in_tables(project)
    if rebuild_tables:
        out.found = in_tables
        progress.step("rebuilding_tables", 0, 0)
        with damage_told(out.broken):
            _put_right(project, trust)
            out.rebuilt = True
        project.renew_sums()
        progress.step("verifying_tables", 0, 0)
        in_tables = _in_tables(project)
    out.broken += in_tables
    with damage_told(out.broken):
        out.photos, broken = inspect_files(project, events, progress.step)
        out.broken += broken
    return out


def _in_tables(project: Project) -> list[Broken]:
    broken: list[Broken] = []
    with damage_told(broken):
        broken += inspect_fold(project)
    return broken + inspect_tables(project)


def _put_right(project: Project, trust: Trust | None) -> None:
    restore_schema(project)
    restore_frame(project)
    if trust is not None:
        restore_columns(project, trust)
    rebuild(project)


def _look_for_ends(
    project: Project,
    noted: Iterable[SeenEnd],
    passphrase: str | None,
    out: Verdict,
    *,
    accept_missing: bool,
) -> None:
    """Chains that this user saw go further: nothing in the file itself tells of a lost end."""
    lacking = seen_ends.lacking(project, noted)
    lost, elsewhere = seen_ends.parted(project, lacking, passphrase)
    for other in elsewhere:
        params = {"path": str(other.path), "n": other.events}
        out.remarks.append(Broken("older_copy", str(project.layout.folder), params))
    if lost and accept_missing:
        seen_ends.give_up(project, lost)
    for (device, scope), seq in sorted({end[:2]: end.seq for end in sorted(lost)}.items()):
        told = {"device": device, "scope": scope, "seq": seq}
        broken = Broken("chain_shortened", f"{scope} {seq}", told)
        (out.accepted if accept_missing else out.broken).append(broken)


def _devices(events: Iterable[Event]) -> set[str]:
    """Every device that an event names as its own; one whose header is broken names none."""
    found: set[str] = set()
    for event in events:
        with contextlib.suppress(UnreadableError):
            found.add(event.header.device)
    return found


def _fingerprints(given: str) -> set[str]:
    """The trusted root fingerprints: one literal, or those of a file."""
    if not given:
        return set()
    words: Iterable[str] = [given]
    if not _is_fingerprint(given):
        try:
            with Path(given).open("rb") as stream:  # of a device that never ends a piece
                words = stream.read(_LONGEST_LIST).decode("utf-8-sig").split()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError("trust_unreadable", given=given) from error
    found = {word.lower() for word in words if _is_fingerprint(word)}
    if not found:
        raise UsageError("trust_unreadable", given=given)
    return found


def _is_fingerprint(word: str) -> bool:
    return len(word) == _FINGERPRINT and all(c in "0123456789abcdefABCDEF" for c in word)
