"""Writes a report's bytes whole or not at all, the same bytes for the same report."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from greenshield.domain.errors import SurroundingsError, UsageError

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip file can name
_STILL = datetime(2000, 1, 1, tzinfo=UTC)
_READABLE = 0o666


def write_whole(out: Path, content: bytes) -> None:
    """Put the content in place of ``out`` in one step.

    Raises:
        UsageError: as :func:`replacing`.
        SurroundingsError: as :func:`replacing`.
    """
    with replacing(out) as file:
        file.write(content)


@contextmanager
def replacing(out: Path) -> Iterator[BinaryIO]:
    """A stream whose content takes the place of ``out`` once it is whole and on the disk.

    Raises:
        UsageError: ``report_is_folder``, ``report_folder_missing``.
        SurroundingsError: ``report_unwritable``: no permission, disk full, open elsewhere.
    """
    if out.is_dir():
        raise UsageError("report_is_folder", file=str(out))
    if not out.parent.is_dir():
        raise UsageError("report_folder_missing", folder=str(out.parent))
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".report-", suffix=".part", dir=out.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if os.name == "posix":
            # mkstemp makes it private; a report is as readable as any file the user makes.
            temporary.chmod(_READABLE & ~_umask())
        temporary.replace(out)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SurroundingsError("report_unwritable", file=str(out), reason=reason) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def file_day(as_of: str) -> datetime:
    """The day that stands in a report's file as the one it was made on, at 0:00 UTC.

    Args:
        as_of: the day that the report speaks of, ISO; anything else gives 2000-01-01.
    """
    try:
        return datetime.fromisoformat(as_of[:10]).replace(tzinfo=UTC)
    except ValueError:
        return _STILL


def still_zip(content: bytes) -> bytes:
    """The same zip with every entry's time at 1980, so that equal parts give equal bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            still = zipfile.ZipInfo(entry.filename, _EPOCH)
            still.external_attr = 0o600 << 16
            still.create_system = 3
            # Pictures are compressed already; to try again costs time and gains nothing.
            packed = entry.filename.endswith((".jpeg", ".jpg", ".png"))
            still.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            target.writestr(still, source.read(entry))
    return out.getvalue()


def _umask() -> int:
    """The process's umask. It can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
