"""Which names a member of a pack may have: those that every system can unpack as they are.

Windows refuses some characters and device names, drops points and blanks at the end of a name
and knows no capitals; macOS takes characters apart; other tools follow ``..`` or a leading
slash out of the folder.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

PART_BYTES = 120
"""Longest name of a file or folder, in bytes of UTF-8; file systems take 255."""
_WHOLE = 240
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
# Names that Windows keeps for devices, whatever follows the point.
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])( *\..*)?", re.IGNORECASE)
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def is_safe(name: str) -> bool:
    """Whether a member may have this name, folders and all."""
    parts = name.split("/")
    return len(name.encode(errors="replace")) <= _WHOLE and all(map(_is_part, parts))


def refused(names: Iterable[str]) -> list[str]:
    """The names that can't be: unsafe, another's but for capitals, or a folder of another."""
    out: list[str] = []
    seen: set[str] = set()
    folded = {name: unicodedata.normalize("NFC", name.casefold()) for name in sorted(names)}
    folders = {"/".join(parts[:n]) for f in folded.values() if (parts := f.split("/"))
               for n in range(1, len(parts))}  # fmt: skip
    for name, alike in folded.items():
        if not is_safe(name) or alike in seen or alike in folders:
            out.append(name)
        seen.add(alike)
    return out


def cleaned(name: str, fallback: str, room: int = PART_BYTES) -> str:
    """A file's name as somebody gave it, made safe and cut to ``room`` bytes of UTF-8.

    Args:
        name: as given, maybe with folders.
        fallback: its stem where nothing is left of it.
        room: how many bytes it may take, with its ending.
    """
    bare = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    kept = "".join(c for c in bare if unicodedata.category(c) not in _UNSEEN)
    path = PurePosixPath(_FORBIDDEN.sub("_", kept).strip(" ."))
    suffix = path.suffix if len(path.suffix.encode()) <= 16 else ""
    stem = path.name.removesuffix(suffix)
    cut = stem.encode()[: room - len(suffix.encode())].decode(errors="ignore").strip(" .")
    told = cut + suffix.rstrip(" .")
    return told if cut and _is_part(told) else fallback + suffix.rstrip(" .")


def of_issue(number: str, facility: str, mark: str, suffix: str, room: int = PART_BYTES) -> str:
    """A file's name by which an issue is known: ``<number>_<facility>``, slashes as ``_``.

    Args:
        number: of the issue, as people call it.
        facility: its name, maybe empty; the first to be cut.
        mark: of the issue, where nothing is left of both.
        suffix: the file's ending with its point.
        room: how many bytes it may take, with its ending.
    """
    known = f"{number}_{facility}".strip("_")
    for slash in "/\\":
        known = known.replace(slash, "_")
    return cleaned(known + suffix, mark, min(room, PART_BYTES))


def _is_part(part: str) -> bool:
    return (
        bool(part)
        and len(part.encode(errors="replace")) <= PART_BYTES
        and part == unicodedata.normalize("NFC", part)
        and part == part.strip(" .")
        and not _FORBIDDEN.search(part)
        and not _DEVICE.fullmatch(part)
        and not any(unicodedata.category(c) in _UNSEEN for c in part)
    )
