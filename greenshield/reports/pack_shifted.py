"""A pack's zip with bytes more, less or other than it had: whose they are, by its manifest too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO, NamedTuple

from greenshield.domain.errors import UnreadableError
from greenshield.log import canonical
from greenshield.log.chain import Broken
from greenshield.reports import pack
from greenshield.reports.zip_resync import Layout, Part

MANIFEST_LIMIT = 64 << 20

Look = Callable[[Part], list[Broken]]
"""Says what is wrong within a member, [] where it can't."""


class Own(NamedTuple):
    """The two members that no manifest lists: itself, and its signature."""

    manifest: str
    signature: str


PACK = Own(pack.MANIFEST, pack.SIGNATURE)


def right_one(stream: BinaryIO, found: Layout, own: Own) -> Layout:
    """Where table of contents and headers name other members, the one that the manifest knows."""
    other = found.by_headers
    if other is None or found.cut_off:
        return found
    known = listed_in(_manifest(stream, other, own)).keys() | set(own)
    return other if all(part.name in known for part in other.parts) else found


def told(
    stream: BinaryIO, found: Layout, name: str, own: Own, look: Look | None = None
) -> list[Broken]:
    """What is wrong with a zip that we wrote, member by member.

    Args:
        stream: the file.
        found: its members, see :func:`right_one`.
        name: what messages call the file.
        own: its manifest and signature.
        look: says more of a member that is not as it was written.
    """
    if found.cut_off:
        return [Broken("pack_cut_off", name)]
    broken: list[Broken] = []
    listed = listed_in(_manifest(stream, found, own))
    for part in found.parts:
        if not part.is_there:
            broken.append(Broken("pack_file_missing", part.name))
        elif not part.is_sound:
            more = look(part) if look is not None and part.span else []
            broken += more or [Broken("pack_file_altered", part.name)]
        elif listed and part.name not in listed and part.name not in own:
            broken.append(Broken("pack_file_added", part.name))
        elif part.name in listed and listed[part.name] != (part.size, part.sha256):
            broken.append(Broken("pack_file_altered", part.name))
    there = {part.name for part in found.parts}
    broken += [Broken("pack_file_missing", n) for n in sorted(listed.keys() - there)]
    if found.directory_altered:
        broken.append(Broken("pack_directory_altered", name))
    return broken or [Broken("pack_altered", name)]


def listed_in(manifest: dict[str, Any]) -> dict[str, tuple[int, str]]:
    """Size and hash of each file by its name, as far as the manifest is one."""
    files = manifest.get("files")
    out: dict[str, tuple[int, str]] = {}
    for entry in files if isinstance(files, list) else []:
        if isinstance(entry, dict):
            name, size, sha256 = (entry.get(k) for k in ("path", "size", "sha256"))
            if isinstance(name, str) and isinstance(size, int) and size >= 0:
                out[name] = (size, str(sha256))
    return out


def _manifest(stream: BinaryIO, found: Layout, own: Own) -> dict[str, Any]:
    part = next((p for p in found.parts if p.name == own.manifest and p.is_sound), None)
    if part is None or part.size > MANIFEST_LIMIT:
        return {}
    stream.seek(part.start)
    try:
        return canonical.loads(stream.read(part.size))
    except UnreadableError:
        return {}
