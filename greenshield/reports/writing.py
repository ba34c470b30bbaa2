"""Writes a report's bytes whole or not at all, the same bytes for the same report."""

from __future__ import annotations

import io
import os
import re
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from greenshield.domain.errors import SurroundingsError, UsageError

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip file can name
_STILL = datetime(2000, 1, 1, tzinfo=UTC)
_READABLE = 0o666
_PART, _OLD = ".part", ".old"  # what is being written; what stood there before, until it is whole
_LEFT_S = 24 * 3600
"""After how long a part that nobody wrote to is what a program that was killed left behind."""
_KEPT_S = 60
"""The same of what stood there before: it is kept while files take their places, which is short."""
_OURS = re.compile(r"\.report-[a-z0-9_]{8}(?:\.part|-(\d{10})\.old)")


def write_whole(out: Path, content: bytes) -> None:
    """Put the content in place of ``out`` in one step.

    Raises:
        UsageError: as :func:`replacing`.
        SurroundingsError: as :func:`replacing`.
    """
    write_together({out: content})


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Put each content in place of its file, all of them or none.

    Raises:
        UsageError: as :func:`replacing_all`.
        SurroundingsError: as :func:`replacing_all`.
    """
    with replacing_all(list(contents)) as temporaries:
        for temporary, (out, content) in zip(temporaries, contents.items(), strict=True):
            fill(temporary, content, out)


@contextmanager
def replacing(out: Path) -> Iterator[BinaryIO]:
    """A stream whose content takes the place of ``out`` once it is whole and on the disk.

    Raises:
        UsageError: ``report_is_folder``, ``report_folder_missing``.
        SurroundingsError: ``report_unwritable``: no permission, disk full, open elsewhere.
    """
    with replacing_all([out]) as (temporary,), _told(out), _flushed(temporary) as file:
        yield file


@contextmanager
def replacing_all(outs: Sequence[Path]) -> Iterator[list[Path]]:
    """Files to write to, which take the places of ``outs`` together or not at all.

    Who writes to them brings them to the disk. Where one can't take its place (another program
    has it open), those that did are taken back.

    Raises:
        UsageError, SurroundingsError: as :func:`replacing`.
    """
    for out in outs:
        if out.is_dir():
            raise UsageError("report_is_folder", file=str(out))
        if not out.parent.is_dir():
            raise UsageError("report_folder_missing", folder=str(out.parent))
    for folder in {out.parent for out in outs}:
        _sweep(folder)
    with ExitStack() as stack:
        temporaries = [stack.enter_context(_temporary(out)) for out in outs]
        yield temporaries
        done: list[tuple[Path, Path | None]] = []
        try:
            for temporary, out in zip(temporaries, outs, strict=True):
                with _told(out):
                    kept = _kept(out, stack) if len(outs) > 1 else None
                    temporary.replace(out)
                    done.append((out, kept))
        except SurroundingsError:
            for out, kept in done:
                with suppress(OSError):
                    out.unlink() if kept is None else kept.replace(out)
            raise


def fill(temporary: Path, content: bytes, out: Path) -> None:
    """Brings a content to the disk, into a file that :func:`replacing_all` gave for ``out``.

    Raises:
        SurroundingsError: as :func:`replacing`.
    """
    with _told(out), _flushed(temporary) as file:
        file.write(content)


@contextmanager
def _flushed(file: Path) -> Iterator[BinaryIO]:
    """A stream to a file whose content is on the disk afterwards."""
    with file.open("wb") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())


def _sweep(folder: Path) -> None:
    """Takes away what a program that was killed left; never what another writes now.

    What stood there before is a link to a file of any age, so its name tells when it was made.
    """
    now = time.time()
    with suppress(OSError):
        for left in folder.glob(".report-*"):
            found = _OURS.fullmatch(left.name)
            if found is None:
                continue
            with suppress(OSError):  # of another's making, or gone by now: they hinder nobody
                kept_at = found[1] and int(found[1])
                late = kept_at + _KEPT_S if kept_at else left.stat().st_mtime + _LEFT_S
                if late < now:
                    left.unlink()


@contextmanager
def _temporary(out: Path, suffix: str = _PART) -> Iterator[Path]:
    """An empty file beside ``out``, gone afterwards unless it took another name."""
    temporary: Path | None = None
    try:
        with _told(out):
            handle, name = tempfile.mkstemp(prefix=".report-", suffix=suffix, dir=out.parent)
            os.close(handle)
            temporary = Path(name)
            if os.name == "posix":
                # mkstemp makes it private; a report is as readable as any file the user makes.
                temporary.chmod(_READABLE & ~_umask())
        yield temporary
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def _kept(out: Path, stack: ExitStack) -> Path | None:
    """What stands at ``out``, under a name beside it too; None where nothing does."""
    if not out.exists():
        return None
    kept = stack.enter_context(_temporary(out, f"-{int(time.time())}{_OLD}"))
    kept.unlink()
    try:
        kept.hardlink_to(out)
    except OSError:  # a disk without such links
        shutil.copy2(out, kept)
    return kept


@contextmanager
def _told(out: Path) -> Iterator[None]:
    """The disk's refusals, with the file's name as the user gave it."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise SurroundingsError("report_unwritable", file=str(out), reason=reason) from error


def file_day(as_of: str) -> datetime:
    """The day that stands in a report's file as the one it was made on, at 0:00 UTC.

    Args:
        as_of: the day that the report speaks of, ISO; anything else gives 2000-01-01.
    """
    try:
        return datetime.fromisoformat(as_of[:10]).replace(tzinfo=UTC)
    except ValueError:
        return _STILL


def still_zip(content: bytes, instead: Mapping[str, bytes] | None = None) -> bytes:
    """The same zip with every entry's time at 1980, so that equal parts give equal bytes.

    Args:
        content: a zip.
        instead: name of an entry -> what it is to hold.
    """
    instead = instead or {}
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
            name = entry.filename
            target.writestr(still, instead[name] if name in instead else source.read(entry))
    return out.getvalue()


def _umask() -> int:
    """The process's umask. It can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
