"""Checks a pack by itself: every byte, every hash, every signature, every move again."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from greenshield.domain.errors import UnreadableError
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.state import IssueState
from greenshield.log.audit import audit
from greenshield.log.chain import Broken
from greenshield.log.envelope import Event
from greenshield.log.fold import state_hash
from greenshield.log.kinds import PERMANENT, place_of, redaction_of
from greenshield.log.trust import Trust
from greenshield.reports import (
    pack,
    pack_layout,
    pack_repacked,
    pack_shifted,
    signed_files,
    zip_store,
)
from greenshield.reports.pack_files import Files, Stored
from greenshield.reports.signed_files import altered, is_altered, object_of

# The first member's name stands within the first bytes, all names at the end of the file.
_HEAD, _TAIL = 1 << 12, 20 << 20
_OWN_NAMES = tuple(n.encode() for n in (pack.MANIFEST, pack.SIGNATURE, pack.EVENTS))

_CHAPTERS = tuple(f"{folder}/" for folder in pack_layout.CHAPTERS.values())

ParseRuleSet = Callable[[bytes, str], RuleSet]


@dataclass(slots=True)
class PackCheck:
    """What was found.

    Attributes:
        manifest: as read, {} where it can't be.
        form: its format.
        vouched: its manifest is signed by a device that the root vouches for.
        files: the files that the manifest tells, their paths by SHA-256.
        trust: which devices lead back to the root; None where that can't be said.
        event_list: the events that the pack holds.
        issues: the issues that they tell of, folded, by id.
        devices: which devices they name as theirs.
        photos: the photos of the issue that were hashed, by their SHA-256.
        issue: the issue, folded from its events, or None.
        broken: everything that is not as it was signed, each named.
        remarks: what still holds of a pack that another program packed anew.
        unjudgeable: moves whose evidence was redacted after they were made.
    """

    manifest: dict[str, Any] = field(default_factory=dict)
    form: pack.Form = pack.FORMS[pack.FORMAT]
    vouched: bool = False
    files: dict[str, str] = field(default_factory=dict)
    trust: Trust | None = None
    event_list: list[Event] = field(default_factory=list)
    issues: dict[str, IssueState] = field(default_factory=dict)
    devices: set[str] = field(default_factory=set)
    photos: set[str] = field(default_factory=set)
    issue: IssueState | None = None
    broken: list[Broken] = field(default_factory=list)
    remarks: list[Broken] = field(default_factory=list)
    unjudgeable: list[Broken] = field(default_factory=list)


def is_pack(path: Path) -> bool:
    """True for a zip, also a damaged one, that names a file which only a pack has.

    A document of an office program is a zip too, and no pack.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            size = stream.seek(0, 2)
            stream.seek(max(0, size - _TAIL))
            tail = stream.read(_TAIL)
    except OSError:
        return False
    if zip_store.first_name(head).startswith(_CHAPTERS):
        return True  # also where nothing is left of what only a pack names
    zipped = head[:2] == b"PK" or tail[-22:-18] == b"PK\x05\x06"
    return zipped and any(name in part for name in _OWN_NAMES for part in (head, tail))


def check(path: Path, parse_ruleset: ParseRuleSet) -> PackCheck:
    """Checks a pack with no project at hand.

    Args:
        path: the zip.
        parse_ruleset: reads a rule set from its bytes and a name for faults.

    Raises:
        UnreadableError: it is no zip at all, or can't be read.
    """
    with path.open("rb") as stream:
        return check_stream(stream, path.name, parse_ruleset)


def check_stream(stream: BinaryIO, name: str, parse_ruleset: ParseRuleSet) -> PackCheck:
    """The same for a pack that is part of another file.

    Args:
        stream: the pack's bytes.
        name: what messages call it.
        parse_ruleset: as of :func:`check`.

    Raises:
        UnreadableError: as of :func:`check`.
    """
    out = PackCheck()
    try:
        files: Files = Stored(stream, zip_store.read(stream, name))
    except UnreadableError as error:
        if error.code == "pack_not_zip":
            raise
        found = pack_repacked.inspect(stream, name)
        out.broken += found.broken
        if found.files is not None:
            listed = _check(found.files, parse_ruleset, out)
            still = pack_repacked.told(found.files, listed, name, out.broken, vouched=out.vouched)
            out.remarks.append(still)
        return out
    _check(files, parse_ruleset, out)
    return out


def _check(files: Files, parse_ruleset: ParseRuleSet, out: PackCheck) -> Collection[str]:
    """Everything in it; the names that the manifest tells."""
    compared = signed_files.compare(files, pack_shifted.PACK, pack.FORMS, out.broken)
    out.manifest = compared.manifest
    out.form = pack.FORMS.get(str(out.manifest.get("format")), out.form)
    out.files = {sha256: name for name, (_, sha256) in compared.listed.items()}
    for name, digest in compared.hashes.items():  # in the first format a name is a hash
        if name.startswith("media/") and not name[6:].startswith(digest):
            altered(name, out.broken)
    if out.manifest:
        _check_events(files, parse_ruleset, out)
    return compared.listed


def _check_events(files: Files, parse_ruleset: ParseRuleSet, out: PackCheck) -> None:
    try:
        events = out.event_list = _events(files, out)
    except UnreadableError:
        return  # its file is named already, and nothing more can be said
    out.devices = {event.header.device for event in events}
    there = set(files.names())

    def ruleset_of(sha256: str) -> RuleSet:
        name = out.files.get(sha256, "")
        if name not in there:
            raise UnreadableError("media_missing", sha256=sha256)
        return parse_ruleset(files.content(name), sha256[:12])

    found = audit(str(out.manifest.get("project", "")), events, ruleset_of)
    out.trust, out.issues = found.trust, found.issues
    out.broken += found.broken
    out.unjudgeable += found.unjudgeable
    if found.trust.root is not None and found.trust.root.hex() != out.manifest.get("root"):
        out.broken.append(Broken("pack_root_differs", pack.MANIFEST))
    out.vouched = signed_files.check_signature(
        files, pack_shifted.PACK, out.form.prefix, found.trust.certificates.get, out.broken
    )
    _check_issue(files, events, found.issues, out)


def _events(files: Files, out: PackCheck) -> list[Event]:
    if out.form.events not in files.names():
        return []
    events: list[Event] = []
    for number, data in enumerate(files.content(out.form.events).splitlines(), 1):
        try:
            event = pack.event_of(data)
            _ = event.header
            events.append(event)
        except UnreadableError as error:
            out.broken.append(Broken(error.code, f"{out.form.events}:{number}"))
    return events


def _check_issue(
    files: Files, events: list[Event], issues: dict[str, IssueState], out: PackCheck
) -> None:
    """The issue as shown is the issue as folded, and what it relies on is there."""
    out.issue = issues.get(str(out.manifest.get("issue", "")))
    shown = object_of(files, out.form.issue, out.broken)
    if out.issue is None:
        out.broken.append(Broken("pack_issue_missing", out.form.events))
        return
    own = (out.form.issue, out.form.events)
    is_same = not any(is_altered(name, out.broken) for name in own)
    if is_same and shown.get("state_hash") != state_hash(out.issue):
        out.broken.append(Broken("pack_issue_differs", out.form.issue))
    redacted = {redaction_of(event) for event in events}
    for event in events:
        if event.header.entity != out.issue.entity_id or event.body_bytes is not None:
            continue
        if event.header.kind in PERMANENT or place_of(event) not in redacted:
            params = {"event": event.event_id}
            out.broken.append(Broken("pack_body_missing", event.event_id, params))
    photos = {tag.photo for tag in out.issue.live_tags()}
    wanted = set(photos)
    for record in out.issue.records:
        wanted |= {document.sha256 for document in record.documents}
    for move in out.issue.moves:
        wanted |= {document.sha256 for document in move.documents}
    for sha256 in sorted(wanted - out.files.keys()):
        out.broken.append(Broken("pack_file_missing", sha256))
    there = set(files.names())
    out.photos = {sha256 for sha256 in photos if out.files.get(sha256) in there}
