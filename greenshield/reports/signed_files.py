"""What a pack and a hand-over package have in common: a signed manifest of their files."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, field
from typing import Any

from greenshield.domain.errors import UnreadableError
from greenshield.log import canonical
from greenshield.log.chain import Broken
from greenshield.log.signing import is_signed_by
from greenshield.log.trust import Certificate
from greenshield.reports.pack_files import Files
from greenshield.reports.pack_shifted import Own, listed_in

_ALTERED = "pack_file_altered"


@dataclass(slots=True)
class Compared:
    """What came of holding files to their manifest.

    Attributes:
        manifest: as read, {} where it can't be.
        listed: size and SHA-256 of each file by its name, as the manifest tells.
        hashes: the SHA-256 of each file that was read.
    """

    manifest: dict[str, Any]
    listed: dict[str, tuple[int, str]]
    hashes: dict[str, str] = field(default_factory=dict)


def compare(files: Files, own: Own, formats: Container[str], broken: list[Broken]) -> Compared:
    """Holds manifest and files to each other, by name, hash and size.

    Args:
        files: all.
        own: the names of the manifest and of its signature.
        formats: that are known.
        broken: is added to.
    """
    manifest = object_of(files, own.manifest, broken)
    if own.manifest in files.names() and not _is_sound(files, own.manifest):
        altered(own.manifest, broken)
        manifest = {}  # nothing can be held to what it says
    if manifest and str(manifest.get("format")) not in formats:
        broken.append(Broken("pack_format_unknown", own.manifest))
    out = Compared(manifest, listed_in(manifest))
    for name in files.names():
        size, sha256 = out.listed.get(name, (None, ""))
        digest, is_sound = files.hashed(name, size)
        out.hashes[name] = digest
        if not files.can_read(name):
            broken.append(Broken("pack_file_unread", name))
        elif not is_sound:
            altered(name, broken, sha256)
        elif name in own or not manifest:
            continue
        elif size is None:
            broken.append(Broken("pack_file_added", name))
        elif digest != sha256:
            altered(name, broken, sha256)
    there = set(files.names())
    broken += [Broken("pack_file_missing", n) for n in sorted(out.listed.keys() - there)]
    return out


def _is_sound(files: Files, name: str) -> bool:
    return files.hashed(name, None)[1]


def object_of(files: Files, name: str, broken: list[Broken]) -> dict[str, Any]:
    """One of the files that hold JSON; {} where it is missing or damaged, which is told."""
    if name not in files.names():
        broken.append(Broken("pack_file_missing", name))
        return {}
    if not files.can_read(name):
        return {}  # which is told where all of them are compared
    try:
        return canonical.loads(files.content(name))
    except UnreadableError:
        altered(name, broken)
        return {}


def altered(name: str, broken: list[Broken], sha256: str = "") -> None:
    """Names a file once, however many of its checks fail; what it should be is told beside."""
    if not is_altered(name, broken):
        broken.append(Broken(_ALTERED, name, {"sha256": sha256} if sha256 else {}))


def is_altered(name: str, broken: list[Broken]) -> bool:
    """Whether it was named."""
    return any(b.code == _ALTERED and b.where == name for b in broken)


def check_signature(
    files: Files,
    own: Own,
    prefix: bytes,
    certificate_of: Callable[[str], Certificate | None],
    broken: list[Broken],
) -> bool:
    """Whether the manifest is signed by the device that it names, which the root vouches for.

    Args:
        files: all, of which the manifest was read.
        own: its name and that of its signature.
        prefix: what the signed bytes begin with.
        certificate_of: that of a device, None for a stranger.
        broken: is added to.
    """
    signed = object_of(files, own.signature, broken)
    if any(b.where in own and b.code.startswith("pack_file_") for b in broken):
        return False  # so the signature is none, which says no more than was said
    data = files.content(own.manifest)
    device = str(signed.get("device"))
    certificate = certificate_of(device)
    if certificate is None or device != canonical.loads(data).get("made_by"):
        broken.append(Broken("pack_signer_unknown", own.signature, {"device": device}))
        return False
    try:
        signature = bytes.fromhex(str(signed.get("signature", "")))
    except ValueError:
        signature = b""
    if is_signed_by(bytes.fromhex(certificate.public_key), signature, prefix + data):
        return True
    broken.append(Broken("pack_signature_false", own.signature, {"device": device}))
    return False
