"""Originals: kept by the SHA-256 of their bytes, never changed, never renamed."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from greenshield.domain.errors import SurroundingsError, UnreadableError
from greenshield.project.filesystem import sync_folder

_CHUNK = 1 << 20
# A copy of a file up to this size is compared with what was read; hashing it costs four times that.
_COMPARED = 32 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it was kept."""

    sha256: str
    size: int
    path: Path
    is_new: bool


class MediaStore:
    """The ``media/`` folder of a project: ``ab/abcdef….jpg``.

    Attributes:
        fresh: hashes that this process brought in; those that no event came to rely on are
            taken out again when the project is closed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fresh: set[str] = set()

    def refer(self, source: Path) -> Kept:
        """What :meth:`keep` would keep, without copying it yet.

        Raises:
            UnreadableError: the source can't be read.
            SurroundingsError: no permission.
        """
        _need_file(source)
        try:
            with _opening(source):
                return Kept(hash_file(source), source.stat().st_size, source, is_new=True)
        except OSError as error:
            raise UnreadableError(
                "file_unreadable", file=source.name, reason=error.strerror
            ) from error

    def keep(self, source: Path) -> Kept:
        """Copies a file in, by its hash, and checks the copy by reading it again.

        A copy stands under its name only once it is whole and on the disk, so a crash leaves
        at most a part file, which the next start removes. The system answers the reading out of
        its memory: it tells what a file system or its driver cut or changed. What the disk
        itself refused to take, it told when it was waited for; what it forgets later,
        ``verify`` finds.

        Raises:
            UnreadableError: the source can't be read, or changed while it was read.
            SurroundingsError: no room or no permission in the project.
        """
        _need_file(source)
        digest = hashlib.sha256()
        blocks: list[bytes] = []
        size = 0
        with self._part() as part, _opening(source):
            with _opened(source) as stream, _environment(part), part.open("xb") as out:
                while block := _read(stream, source):
                    digest.update(block)
                    out.write(block)
                    size += len(block)
                    blocks = [*blocks, block] if size <= _COMPARED else []
                out.flush()
                os.fsync(out.fileno())
            return self._settle(part, digest.hexdigest(), blocks, size, source.suffix)

    def keep_bytes(self, data: bytes, suffix: str, sha256: str = "") -> Kept:
        """Keeps bytes that we have in memory: a photo, a large geometry.

        A file of theirs that is there and still holds them is not written again; one that was
        altered or can't be read is replaced.

        Args:
            data: the bytes.
            suffix: for the name, with its dot.
            sha256: of these bytes, where the caller hashed them; "" to have that done.

        Raises:
            UnreadableError: the project's disk can't be read.
            SurroundingsError: no room or no permission in the project.
        """
        sha256 = sha256 or hashlib.sha256(data).hexdigest()
        found = self.find(sha256)
        if found is not None and _is_readable_as(found, [data]):
            return Kept(sha256, len(data), found, is_new=False)
        with self._part() as part, _environment(part):
            with part.open("xb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            return self._settle(part, sha256, [data], len(data), suffix)

    def find(self, sha256: str) -> Path | None:
        """Where the file of a hash is, or None.

        Where somebody put in another of its name, the one that still has the hash, else the
        first by name; a single one is not hashed.
        """
        if not _SHA256.fullmatch(sha256):
            return None
        folder = self.folder / sha256[:2]
        found = (p for p in folder.glob(f"{sha256}*") if p.stem == sha256 and p.suffix != ".part")
        with _environment(folder):
            files = sorted(p for p in found if p.is_file())
        sound = (p for p in files if len(files) == 1 or is_hashed_as(p, sha256))
        return next(sound, files[0] if files else None)

    def read(self, sha256: str) -> bytes:
        """The bytes of a hash, checked.

        Raises:
            UnreadableError: missing (``media_missing``) or altered (``media_altered``).
        """
        path = self._known(sha256)
        with _environment(path):
            data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise UnreadableError("media_altered", sha256=sha256, file=path.name)
        return data

    def check(self, sha256: str) -> Path:
        """Where the file of a hash is, after hashing it again.

        Raises:
            UnreadableError: missing (``media_missing``) or altered (``media_altered``).
        """
        path = self._known(sha256)
        with _environment(path):
            told = hash_file(path)
        if told != sha256:
            raise UnreadableError("media_altered", sha256=sha256, file=path.name)
        return path

    def files(self) -> Iterator[Path]:
        """Every file in the folder, in order, also what does not belong there."""
        if self.folder.is_dir():
            yield from sorted(p for p in self.folder.rglob("*") if p.is_file())

    def sweep(self) -> None:
        """Removes part files that a crash left."""
        for part in self.folder.glob("*.part"):
            with contextlib.suppress(OSError):
                part.unlink()

    def set_aside(self, path: Path, folder: Path) -> None:
        """Moves a file that no event relies on out of the way, without deleting it."""
        folder.mkdir(parents=True, exist_ok=True)
        path.replace(folder / path.name)

    def take_out(self, sha256: str) -> None:
        """Deletes a file that this process brought in for an event that was never stored."""
        if sha256 in self.fresh:
            path = self.find(sha256)
            with contextlib.suppress(OSError):  # what stays is set aside on closing
                if path is not None:
                    path.unlink()
                self.fresh.discard(sha256)

    def _known(self, sha256: str) -> Path:
        path = self.find(sha256)
        if path is None:
            raise UnreadableError("media_missing", sha256=sha256)
        return path

    @contextlib.contextmanager
    def _part(self) -> Iterator[Path]:
        """The name of a part file, which is gone afterwards whatever happens."""
        with _environment(self.folder):
            try:
                self.folder.mkdir(exist_ok=True)
            except FileNotFoundError as error:  # a new folder would stand in the way of the old
                name = self.folder.parent.resolve().name
                raise SurroundingsError("project_moved", file=name) from error
        part = self.folder / f"{secrets.token_hex(8)}.part"
        try:
            yield part
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)

    def _settle(self, part: Path, sha256: str, blocks: list[bytes], size: int, suffix: str) -> Kept:
        """Checks a part by reading it again and gives it its name.

        Args:
            part: the file as it was written.
            sha256: of what was to be written.
            blocks: what was to be written, or [] where that is too large to be held.
            size: its length.
            suffix: for the name.
        """
        sound = _holds(part, blocks) if blocks else hash_file(part) == sha256
        if not sound:
            raise SurroundingsError("media_copy_differs", file=part.name)
        found = self.find(sha256)
        if found is not None and (
            _is_readable_as(found, blocks) if blocks else is_hashed_as(found, sha256)
        ):
            return Kept(sha256, size, found, is_new=False)
        clean = suffix.lower() if re.fullmatch(r"\.[A-Za-z0-9]{1,8}", suffix) else ""
        target = found or self.folder / sha256[:2] / f"{sha256}{'' if clean == '.part' else clean}"
        with _environment(target):
            target.parent.mkdir(exist_ok=True)
            _protect(part)
            part.replace(target)
            sync_folder(target.parent)
        if found is None:  # else a file that events may rely on was made whole again
            self.fresh.add(sha256)
        return Kept(sha256, size, target, is_new=True)


def hash_file(path: Path) -> str:
    """SHA-256 of a file, hex, in bounded memory."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_hashed_as(path: Path, sha256: str) -> bool:
    """True where a file can be read and has this hash."""
    try:
        return hash_file(path) == sha256
    except OSError:
        return False


def _need_file(source: Path) -> None:
    """Raises UnreadableError for a pipe or a device, which would be read without end."""
    try:
        mode = source.stat().st_mode
    except OSError:
        return  # opening it tells why
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise UnreadableError("file_unreadable", file=source.name, reason="not a regular file")


def _opened(source: Path) -> BinaryIO:
    """A source to be read; a device that is gone answers in ways of its own."""
    try:
        return source.open("rb")
    except (FileNotFoundError, PermissionError, IsADirectoryError):
        raise
    except OSError as error:
        raise UnreadableError("file_unreadable", file=source.name, reason=error.strerror) from error


@contextlib.contextmanager
def _opening(source: Path) -> Iterator[None]:
    """Why a source can't be opened, as coded errors."""
    try:
        yield
    except FileNotFoundError as error:
        raise UnreadableError("file_not_found", file=source.name) from error
    except PermissionError as error:
        raise SurroundingsError("file_no_permission", file=source.name) from error
    except IsADirectoryError as error:
        raise UnreadableError("file_is_directory", file=source.name) from error


def _holds(path: Path, blocks: list[bytes]) -> bool:
    """True where a file holds these blocks and nothing else."""
    with path.open("rb") as stream:
        for block in blocks:
            for at in range(0, len(block), _CHUNK):
                piece = block[at : at + _CHUNK]
                if stream.read(len(piece)) != piece:
                    return False
        return not stream.read(1)


def _is_readable_as(path: Path, blocks: list[bytes]) -> bool:
    """True where a file can be read and holds these blocks and nothing else."""
    try:
        return _holds(path, blocks)
    except OSError:
        return False


def _protect(path: Path) -> None:
    """Takes the right to write off a file, so that no other program changes it unawares.

    Not on Windows, where such a file can't be replaced or deleted with its folder either.
    """
    if os.name == "posix":
        with contextlib.suppress(OSError):  # a card or a share may know no rights
            path.chmod(path.stat().st_mode & ~0o222)


def _read(stream: BinaryIO, source: Path) -> bytes:
    try:
        return stream.read(_CHUNK)
    except OSError as error:  # a card pulled out, a share that went away
        raise UnreadableError("file_unreadable", file=source.name, reason=error.strerror) from error


@contextlib.contextmanager
def _environment(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise SurroundingsError("disk_full", file=path.name) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise SurroundingsError("file_no_permission", file=path.name) from error
        if error.errno == errno.EIO:
            raise UnreadableError(
                "file_unreadable", file=path.name, reason=error.strerror
            ) from error
        raise
