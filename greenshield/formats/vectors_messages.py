"""What the system and GDAL say while a vector file is read: as coded errors, and as remarks."""

from __future__ import annotations

import errno
import re
from pathlib import Path

from shapely.errors import ShapelyError

from greenshield.domain.errors import GreenShieldError, SurroundingsError, UnreadableError

FAILURES = (
    *(OSError, ValueError, LookupError, ArithmeticError, RuntimeError, SystemError),
    *(MemoryError, ShapelyError),
)
FAILED = "failed: "  # begins a message that GDAL gave as an error
_NOISE = re.compile(r"GDAL signalled an error: err_no=(\d+), msg=|CPLE_\w+:")
_OURS = re.compile(r"[^\s'\"`]*greenshield-[^\s'\"`]*")
_SKIPPED = re.compile(r"Skipping field (.*): invalid type")


def failure(messages: list[str], since: int) -> str:
    """The first error, warnings apart, that GDAL gave from the message ``since`` on, or ""."""
    found = (m for m in messages[since:] if m.startswith(FAILED))
    return cleaned(next(found, "").removeprefix(FAILED))


def cleaned(message: str) -> str:
    """A message without the names of our own temporary files."""
    return _OURS.sub("…", message)


def told(messages: list[str], limit: int = 5) -> list[tuple[str, int]]:
    """What GDAL said, each kind once with how often it came; numbers don't make a new kind."""
    kinds: dict[str, tuple[str, int]] = {}
    for message in messages:
        if _SKIPPED.match(message):
            continue
        text = cleaned(_NOISE.sub("", message.removeprefix(FAILED))).strip("'\" ")
        key = re.sub(r"[\d.]+", "#", text)
        first, count = kinds.get(key, (text, 0))
        kinds[key] = (first, count + 1)
    return list(kinds.values())[:limit]


def skipped_columns(messages: list[str]) -> list[str]:
    """Columns that fiona can't read: lists of numbers, for the most part."""
    found = (match.group(1) for match in map(_SKIPPED.match, messages) if match)
    return list(dict.fromkeys(found))


def coded(error: Exception, path: Path) -> GreenShieldError:
    """The coded error for one of Python's or GDAL's."""
    number = getattr(error, "errno", None)
    if isinstance(error, MemoryError):
        return UnreadableError("vector_reader_memory", file=str(path))
    if isinstance(error, PermissionError):
        return SurroundingsError("vector_no_permission", file=str(path))
    if number in (errno.ENOSPC, errno.EDQUOT):
        return SurroundingsError("vector_disk_full", file=str(path))
    if isinstance(error, OSError) and number is not None:
        return SurroundingsError("vector_not_accessible", file=str(path), reason=str(error)[:200])
    reason = cleaned(str(error.__cause__ or error))[:300]
    return UnreadableError("vector_unreadable", file=str(path), reason=reason)
