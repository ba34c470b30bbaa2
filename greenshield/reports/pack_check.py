"""Checks a pack by itself: every byte, every hash, every signature, every move again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from greenshield.domain.errors import UnreadableError
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.state import IssueState
from greenshield.log import canonical
from greenshield.log.audit import audit
from greenshield.log.chain import Broken
from greenshield.log.envelope import Event
from greenshield.log.fold import state_hash
from greenshield.log.kinds import PERMANENT, place_of, redaction_of
from greenshield.log.signing import is_signed_by
from greenshield.log.trust import Trust
from greenshield.reports import pack, pack_repacked, zip_store

# The first member's name stands within the first bytes, all names at the end of the file.
_HEAD, _TAIL = 1 << 12, 20 << 20
_OWN_NAMES = tuple(n.encode() for n in (pack.MANIFEST, pack.SIGNATURE, pack.EVENTS))

ParseRuleSet = Callable[[bytes, str], RuleSet]


@dataclass(slots=True)
class PackCheck:
    """What was found.

    Attributes:
        manifest: as read, {} where it can't be.
        form: its format.
        files: the files that the manifest tells, their paths by SHA-256.
        trust: which devices lead back to the root; None where that can't be said.
        event_list: the events that the pack holds.
        issues: the issues that they tell of, folded, by id.
        devices: which devices they name as theirs.
        photos: how many photos of the issue were hashed.
        issue: the issue, folded from its events, or None.
        broken: everything that is not as it was signed, each named.
        unjudgeable: moves whose evidence was redacted after they were made.
    """

    manifest: dict[str, Any] = field(default_factory=dict)
    form: pack.Form = pack.FORMS[pack.FORMAT]
    files: dict[str, str] = field(default_factory=dict)
    trust: Trust | None = None
    event_list: list[Event] = field(default_factory=list)
    issues: dict[str, IssueState] = field(default_factory=dict)
    devices: set[str] = field(default_factory=set)
    photos: int = 0
    issue: IssueState | None = None
    broken: list[Broken] = field(default_factory=list)
    unjudgeable: list[Broken] = field(default_factory=list)

    @property
    def events(self) -> int:
        """How many events the pack holds."""
        return len(self.event_list)


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
        members = zip_store.read(stream, name)
    except UnreadableError as error:
        if error.code == "pack_not_zip":
            raise
        out.broken += pack_repacked.inspect(stream, name)
        return out
    _check_files(stream, members, out)
    if out.manifest:
        _check_events(stream, members, parse_ruleset, out)
    return out


def _check_files(stream: BinaryIO, members: dict[str, zip_store.Member], out: PackCheck) -> None:
    """Manifest and members name each other, with hash and size."""
    manifest = _object(stream, members, pack.MANIFEST, out)
    own = members.get(pack.MANIFEST)
    if own is not None and zip_store.hashes(stream, own)[1] != own.crc:
        _altered(pack.MANIFEST, out)
        manifest = {}  # nothing can be held to what it says
    listed: dict[str, dict[str, Any]] = {}
    files = manifest.get("files")
    for entry in files if isinstance(files, list) else []:
        if isinstance(entry, dict) and isinstance(entry.get("path"), str):
            listed[entry["path"]] = entry
    if manifest and str(manifest.get("format")) not in pack.FORMS:
        out.broken.append(Broken("pack_format_unknown", pack.MANIFEST))
    out.form = pack.FORMS.get(str(manifest.get("format")), out.form)
    out.files = {str(entry.get("sha256")): name for name, entry in listed.items()}
    for name, member in members.items():
        digest, crc = zip_store.hashes(stream, member)
        if crc != member.crc:
            _altered(name, out, str(listed.get(name, {}).get("sha256") or ""))
        elif name in (pack.MANIFEST, pack.SIGNATURE):
            continue
        elif manifest and name not in listed:
            out.broken.append(Broken("pack_file_added", name))
        elif (
            manifest
            and (digest != listed[name].get("sha256") or member.size != listed[name].get("size"))
        ) or (name.startswith("media/") and not name[6:].startswith(digest)):
            out.broken.append(Broken("pack_file_altered", name))
    for name in listed.keys() - members.keys():
        out.broken.append(Broken("pack_file_missing", name))
    out.manifest = manifest


def _object(
    stream: BinaryIO, members: dict[str, zip_store.Member], name: str, out: PackCheck
) -> dict[str, Any]:
    member = members.get(name)
    if member is None:
        out.broken.append(Broken("pack_file_missing", name))
        return {}
    try:
        return canonical.loads(zip_store.content(stream, member))
    except UnreadableError:
        _altered(name, out)
        return {}


def _altered(name: str, out: PackCheck, sha256: str = "") -> None:
    """Names a file once, however many of its checks fail; what it should be is told beside."""
    if not _is_altered(name, out):
        params = {"sha256": sha256} if sha256 else {}
        out.broken.append(Broken("pack_file_altered", name, params))


def _is_altered(name: str, out: PackCheck) -> bool:
    return any(b.code == "pack_file_altered" and b.where == name for b in out.broken)


def _check_events(
    stream: BinaryIO,
    members: dict[str, zip_store.Member],
    parse_ruleset: ParseRuleSet,
    out: PackCheck,
) -> None:
    events = out.event_list = _events(stream, members, out)
    out.devices = {event.header.device for event in events}

    def ruleset_of(sha256: str) -> RuleSet:
        member = members.get(out.files.get(sha256, ""))
        if member is None:
            raise UnreadableError("media_missing", sha256=sha256)
        return parse_ruleset(zip_store.content(stream, member), sha256[:12])

    found = audit(str(out.manifest.get("project", "")), events, ruleset_of)
    out.trust, out.issues = found.trust, found.issues
    out.broken += found.broken
    out.unjudgeable += found.unjudgeable
    if found.trust.root is not None and found.trust.root.hex() != out.manifest.get("root"):
        out.broken.append(Broken("pack_root_differs", pack.MANIFEST))
    _check_signature(stream, members, out)
    _check_issue(stream, members, events, found.issues, out)


def _events(stream: BinaryIO, members: dict[str, zip_store.Member], out: PackCheck) -> list[Event]:
    member = members.get(out.form.events)
    if member is None:
        return []
    events: list[Event] = []
    for number, data in enumerate(zip_store.content(stream, member).splitlines(), 1):
        try:
            event = pack.event_of(data)
            _ = event.header
            events.append(event)
        except UnreadableError as error:
            out.broken.append(Broken(error.code, f"{out.form.events}:{number}"))
    return events


def _check_signature(
    stream: BinaryIO, members: dict[str, zip_store.Member], out: PackCheck
) -> None:
    signed = _object(stream, members, pack.SIGNATURE, out)
    device = signed.get("device")
    certificate = out.trust.certificates.get(str(device)) if out.trust else None
    if _is_altered(pack.SIGNATURE, out) or _is_altered(pack.MANIFEST, out):
        return  # so the signature is false, which says no more than was said
    if not signed or device != out.manifest.get("made_by") or certificate is None:
        out.broken.append(Broken("pack_signer_unknown", pack.SIGNATURE, {"device": str(device)}))
        return
    data = zip_store.content(stream, members[pack.MANIFEST])
    try:
        signature = bytes.fromhex(str(signed.get("signature", "")))
    except ValueError:
        signature = b""
    key = bytes.fromhex(certificate.public_key)
    if not is_signed_by(key, signature, out.form.prefix + data):
        out.broken.append(Broken("pack_signature_false", pack.SIGNATURE, {"device": str(device)}))


def _check_issue(
    stream: BinaryIO,
    members: dict[str, zip_store.Member],
    events: list[Event],
    issues: dict[str, IssueState],
    out: PackCheck,
) -> None:
    """The issue as shown is the issue as folded, and what it relies on is there."""
    out.issue = issues.get(str(out.manifest.get("issue", "")))
    shown = _object(stream, members, out.form.issue, out)
    if out.issue is None:
        out.broken.append(Broken("pack_issue_missing", out.form.events))
        return
    altered = any(_is_altered(name, out) for name in (out.form.issue, out.form.events))
    if not altered and shown.get("state_hash") != state_hash(out.issue):
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
    out.photos = sum(1 for sha256 in photos if out.files.get(sha256) in members)
