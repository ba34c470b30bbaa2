"""Checks a hand-over package by itself: its list, and every pack in it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO, cast

from greenshield.domain.errors import UnreadableError
from greenshield.log.chain import Broken
from greenshield.log.trust import Certificate
from greenshield.reports import handover, pack_check, pack_repacked, signed_files, zip_store
from greenshield.reports.pack_check import PackCheck, ParseRuleSet
from greenshield.reports.pack_files import Files, Stored
from greenshield.reports.pack_repacked import Found
from greenshield.reports.pack_shifted import Own
from greenshield.reports.zip_resync import Part
from greenshield.reports.zip_store import Member

_HEAD, _TAIL = 1 << 12, 20 << 20
_OWN = Own(handover.MANIFEST, handover.SIGNATURE)


@dataclass(slots=True)
class HandoverCheck:
    """What was found.

    Attributes:
        manifest: as read, {} where it can't be.
        vouched: its list is signed by a device that the root of its packs vouches for.
        packs: each pack by its path, as it was checked.
        hashes: the SHA-256 of each member.
        remarks: what still holds where another program packed it anew.
        broken: everything that is not as it was signed, a pack's files after the pack's path.
    """

    manifest: dict[str, Any] = field(default_factory=dict)
    vouched: bool = False
    packs: dict[str, PackCheck] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    broken: list[Broken] = field(default_factory=list)
    remarks: list[Broken] = field(default_factory=list)


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
            files: Files = Stored(stream, zip_store.read(stream, path.name))
        except UnreadableError as error:
            if error.code == "pack_not_zip":
                raise
            found = _damaged(stream, path.name, parse_ruleset)
            out.broken += found.broken
            if found.files is not None:
                listed = _check(found.files, parse_ruleset, step, out)
                still = pack_repacked.told(
                    found.files, listed, path.name, out.broken, vouched=out.vouched
                )
                out.remarks.insert(0, still)
            return out
        _check(files, parse_ruleset, step, out)
    return out


def _check(
    files: Files, parse_ruleset: ParseRuleSet, step: Step, out: HandoverCheck
) -> Collection[str]:
    """Everything in it; the names that the list tells."""
    compared = signed_files.compare(files, _OWN, (handover.FORMAT,), out.broken)
    out.manifest, out.hashes = compared.manifest, compared.hashes
    packs = [name for name in files.names() if name.startswith(f"{handover.FOLDER}/")]
    for number, name in enumerate(packs):
        step("verifying_packs", number, len(packs))
        _check_pack(files, name, parse_ruleset, out)
    if out.manifest:
        _check_list(files, out)
        trusts = [found.trust for found in out.packs.values() if found.trust is not None]

        def certificate_of(device: str) -> Certificate | None:
            known = (trust.certificates.get(device) for trust in trusts)
            return next((c for c in known if c is not None), None)

        out.vouched = signed_files.check_signature(
            files, _OWN, handover.SIGNED_PREFIX, certificate_of, out.broken
        )
    return compared.listed


def _damaged(stream: BinaryIO, name: str, parse_ruleset: ParseRuleSet) -> Found:
    """A package whose zip is not as it was written: of an altered pack, which of its files."""

    def look(part: Part) -> list[Broken]:
        if not part.name.startswith(f"{handover.FOLDER}/"):
            return []
        member = Member(part.name, part.start, part.span, 0)
        window = cast("BinaryIO", zip_store.Window(stream, member))
        try:
            found = pack_check.check_stream(window, part.name, parse_ruleset)
        except UnreadableError:
            return []
        return [_within(part.name, broken) for broken in found.broken]

    return pack_repacked.inspect(stream, name, _OWN, look)


def _check_pack(files: Files, name: str, parse_ruleset: ParseRuleSet, out: HandoverCheck) -> None:
    """One pack; what is broken in it stands in place of the pack as a whole."""
    try:
        with files.opened(name) as window:
            found = pack_check.check_stream(window, name, parse_ruleset)
    except UnreadableError as error:
        out.broken.append(Broken(error.code, name))
        return
    out.packs[name] = found
    if found.broken:
        out.broken = [b for b in out.broken if (b.code, b.where) != ("pack_file_altered", name)]
    out.broken += [_within(name, broken) for broken in found.broken]
    out.remarks += found.remarks


def _within(name: str, broken: Broken) -> Broken:
    inner = "" if broken.where == name else f"/{broken.where}"
    return replace(broken, where=f"{name}{inner}")


def _check_list(files: Files, out: HandoverCheck) -> None:
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
    gone = told.keys() - set(files.names()) - {b.where for b in out.broken}
    out.broken += [Broken("pack_file_missing", name) for name in sorted(gone)]
