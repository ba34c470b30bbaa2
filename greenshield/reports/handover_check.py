"""Checks a hand-over package by itself: its list, and every pack in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO, cast

from greenshield.domain.errors import UnreadableError
from greenshield.log import canonical
from greenshield.log.chain import Broken
from greenshield.log.signing import is_signed_by
from greenshield.reports import handover, pack_check, pack_repacked, zip_store
from greenshield.reports.pack_check import PackCheck, ParseRuleSet
from greenshield.reports.pack_shifted import Own, listed_in
from greenshield.reports.zip_resync import Part
from greenshield.reports.zip_store import Member

_HEAD, _TAIL = 1 << 12, 20 << 20
_OWN = Own(handover.MANIFEST, handover.SIGNATURE)


@dataclass(slots=True)
class HandoverCheck:
    """What was found.

    Attributes:
        manifest: as read, {} where it can't be.
        packs: each pack by its path, as it was checked.
        hashes: the SHA-256 of each member.
        broken: everything that is not as it was signed, a pack's files after the pack's path.
    """

    manifest: dict[str, Any] = field(default_factory=dict)
    packs: dict[str, PackCheck] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    broken: list[Broken] = field(default_factory=list)


def is_handover(path: Path) -> bool:
    """True for a zip, also a damaged one, that names a hand-over's list or its signature."""
    names = (handover.MANIFEST.encode(), handover.SIGNATURE.encode())
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            stream.seek(max(0, stream.seek(0, 2) - _TAIL))
            looked = head + stream.read()  # its first members, and the table of contents
            return head[:2] == b"PK" and any(name in looked for name in names)
    except OSError:
        return False


Step = Callable[[str, int, int], None]
"""Is told what is done, how much of it, and of how much."""


def check(path: Path, parse_ruleset: ParseRuleSet, step: Step = lambda *_: None) -> HandoverCheck:
    """Checks a hand-over package with no project at hand.

    Args:
        path: the zip.
        parse_ruleset: as of ``pack_check.check``.
        step: told which pack of how many is checked.

    Raises:
        UnreadableError: it is no zip at all, or can't be read.
    """
    out = HandoverCheck()
    with path.open("rb") as stream:
        try:
            members = zip_store.read(stream, path.name)
        except UnreadableError as error:
            if error.code == "pack_not_zip":
                raise
            out.broken += _damaged(stream, path.name, parse_ruleset)
            return out
        _check_files(stream, members, out)
        packs = [m for n, m in members.items() if n.startswith(f"{handover.FOLDER}/")]
        for number, member in enumerate(packs):
            step("verifying_packs", number, len(packs))
            _check_pack(stream, member, parse_ruleset, out)
        if out.manifest:
            _check_list(members, out)
            _check_signature(stream, members, out)
    return out


def _damaged(stream: BinaryIO, name: str, parse_ruleset: ParseRuleSet) -> list[Broken]:
    """A package whose zip is not as it was written: of an altered pack, which of its files."""

    def look(part: Part) -> list[Broken]:
        if not part.name.startswith(f"{handover.FOLDER}/"):
            return []
        window = _window(stream, Member(part.name, part.start, part.span, 0))
        try:
            found = pack_check.check_stream(window, part.name, parse_ruleset)
        except UnreadableError:
            return []
        return [_within(part.name, broken) for broken in found.broken]

    return pack_repacked.inspect(stream, name, _OWN, look)


def _window(stream: BinaryIO, member: Member) -> BinaryIO:
    return cast("BinaryIO", zip_store.Window(stream, member))


def _check_files(stream: BinaryIO, members: dict[str, Member], out: HandoverCheck) -> None:
    """The list and the members name each other, with hash and size."""
    manifest = _object(stream, members, handover.MANIFEST, out)
    own = members.get(handover.MANIFEST)
    if own is not None and zip_store.hashes(stream, own)[1] != own.crc:
        _altered(handover.MANIFEST, out)
        manifest = {}
    if manifest and manifest.get("format") != handover.FORMAT:
        out.broken.append(Broken("pack_format_unknown", handover.MANIFEST))
    listed = listed_in(manifest)
    for name, member in members.items():
        digest, crc = zip_store.hashes(stream, member)
        out.hashes[name] = digest
        if crc != member.crc:
            _altered(name, out)
        elif name in _OWN or not manifest:
            continue
        elif name not in listed:
            out.broken.append(Broken("pack_file_added", name))
        elif listed[name] != (member.size, digest):
            _altered(name, out)
    out.broken += [Broken("pack_file_missing", n) for n in sorted(listed.keys() - members.keys())]
    out.manifest = manifest


def _check_pack(
    stream: BinaryIO, member: Member, parse_ruleset: ParseRuleSet, out: HandoverCheck
) -> None:
    """One pack; what is broken in it stands in place of the pack as a whole."""
    window = _window(stream, member)
    try:
        found = pack_check.check_stream(window, member.name, parse_ruleset)
    except UnreadableError as error:
        out.broken.append(Broken(error.code, member.name))
        return
    out.packs[member.name] = found
    if found.broken:
        out.broken = [b for b in out.broken if (b.code, b.where) != _blame(member.name)]
    out.broken += [_within(member.name, broken) for broken in found.broken]


def _blame(name: str) -> tuple[str, str]:
    return "pack_file_altered", name


def _within(name: str, broken: Broken) -> Broken:
    inner = "" if broken.where == name else f"/{broken.where}"
    return replace(broken, where=f"{name}{inner}")


def _check_list(members: dict[str, Member], out: HandoverCheck) -> None:
    """Each pack is the one that the list names, of this project and root."""
    entries = out.manifest.get("packs")
    told = {
        str(entry.get("path")): entry
        for entry in (entries if isinstance(entries, list) else [])
        if isinstance(entry, dict)
    }
    of_list = (out.manifest.get("project"), out.manifest.get("root"))
    for name, found in out.packs.items():
        entry = told.get(name, {})
        same = (found.manifest.get("project"), found.manifest.get("root")) == of_list
        if not found.broken and (not same or entry.get("issue") != found.manifest.get("issue")):
            out.broken.append(Broken("handover_pack_differs", name))
    gone = told.keys() - members.keys() - {b.where for b in out.broken}
    out.broken += [Broken("pack_file_missing", name) for name in sorted(gone)]


def _check_signature(stream: BinaryIO, members: dict[str, Member], out: HandoverCheck) -> None:
    """The list is signed by a device that the packs' own certificates vouch for."""
    signed = _object(stream, members, handover.SIGNATURE, out)
    if any((b.code, b.where) in map(_blame, _OWN) for b in out.broken):
        return
    device = str(signed.get("device"))
    trusts = [found.trust for found in out.packs.values() if found.trust is not None]
    known = (trust.certificates.get(device) for trust in trusts)
    certificate = next((c for c in known if c is not None), None)
    if certificate is None or device != out.manifest.get("made_by"):
        params = {"device": device}
        out.broken.append(Broken("pack_signer_unknown", handover.SIGNATURE, params))
        return
    try:
        signature = bytes.fromhex(str(signed.get("signature", "")))
    except ValueError:
        signature = b""
    data = zip_store.content(stream, members[handover.MANIFEST])
    key = bytes.fromhex(certificate.public_key)
    if not is_signed_by(key, signature, handover.SIGNED_PREFIX + data):
        params = {"device": device}
        out.broken.append(Broken("pack_signature_false", handover.SIGNATURE, params))


def _object(
    stream: BinaryIO, members: dict[str, Member], name: str, out: HandoverCheck
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


def _altered(name: str, out: HandoverCheck) -> None:
    if not any((b.code, b.where) == _blame(name) for b in out.broken):
        out.broken.append(Broken(*_blame(name)))
