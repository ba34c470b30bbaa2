"""Small pictures of photos, kept in the project's ``derived`` folder.

They are made again where they are gone, so nothing is lost with the folder; a project that can't
be written shows them all the same. Of an encrypted project none is kept: its originals lie in the
clear today, but what is made of them must not outlive that.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from greenshield.domain.errors import GreenShieldError, UnreadableError, UsageError
from greenshield.formats.thumbnails import make_thumbnail
from greenshield.project.engine import keeps_in_clear
from greenshield.project.project import Project
from greenshield.services.progress import SILENT, Progress

SIZES: Final = (160, 320, 640)
_MADE_AS: Final = "2"  # another way of making them takes another folder
_LARGEST: Final = 1_000_000  # bytes; a kept file that is longer is none of ours
# Decoding releases the interpreter. Two at once also bound the memory: a plain JPEG, or what has
# up to 30 megapixels, takes less than 500 MB. Larger ones are decoded one after the other
# (``formats/pictures_apart``): measured were 1.5 GB of a WebP file of 98 megapixels, 750 MB of an
# AVIF file of 81.
_AT_ONCE: Final = min(2, os.cpu_count() or 1)
_CHUNK: Final = 32
_SUM: Final = 16  # bytes

Made = Callable[[str, bytes | None, GreenShieldError | None], None]
"""Told a photo's hash, its thumbnail, or why there is none."""


def thumbnail(project: Project, sha256: str, size: int = SIZES[0]) -> bytes:
    """The thumbnail of a photo, made and kept where it is not there yet.

    The camera's own embedded one serves where it is large enough; it is not looked at whether
    the original was altered since, as ``verify`` and the large picture do.

    Args:
        project: where the original is.
        sha256: of the original.
        size: the longer side in pixels, one of ``SIZES``; smaller originals are not enlarged.

    Returns:
        A JPEG file.

    Raises:
        UsageError: another size.
        UnreadableError: ``media_missing``, or as ``formats.thumbnails.make_thumbnail``.
        SurroundingsError: the original can't be read.
    """
    if size not in SIZES:
        raise UsageError("thumbnail_size_unknown", given=size, known=", ".join(map(str, SIZES)))
    original = project.media.find(sha256)
    if original is None:
        raise UnreadableError("media_missing", sha256=sha256)
    file = _place(project, sha256, size)
    kept = _kept(file, sha256)
    if kept is not None:
        return kept
    made = make_thumbnail(original, size, quick=True)
    if keeps_in_clear(project.layout.database):
        _keep(file, made + _sum_of(made, sha256))
    return made


def thumbnails(
    project: Project,
    photos: Sequence[str],
    made: Made,
    size: int = SIZES[0],
    progress: Progress = SILENT,
) -> None:
    """Thumbnails of many photos, two at a time, in their order.

    Args:
        project: where the originals are.
        photos: hashes.
        made: told each as it is made, on the caller's thread.
        size: as :func:`thumbnail`.
        progress: told after each; may stop it between two.

    Raises:
        UsageError: another size.
    """
    if size not in SIZES:
        raise UsageError("thumbnail_size_unknown", given=size, known=", ".join(map(str, SIZES)))

    def one(sha256: str) -> tuple[bytes | None, GreenShieldError | None]:
        try:
            return thumbnail(project, sha256, size), None
        except GreenShieldError as error:
            return None, error

    done = 0
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="thumbnails") as pool:
        for chunk in _chunks(photos):
            for sha256, (data, error) in zip(chunk, pool.map(one, chunk), strict=True):
                done += 1
                made(sha256, data, error)
                progress.step("making_thumbnails", done, len(photos))


def all_photos(project: Project) -> list[str]:
    """Hashes of every photo of a project, in the order in which they came."""
    rows = project.rows(
        "SELECT sha256, min(fid) AS first FROM photo WHERE NOT void AND sha256 IS NOT NULL "
        "GROUP BY sha256 ORDER BY first"
    )
    return [str(r["sha256"]) for r in rows]


def _chunks(photos: Sequence[str]) -> Iterable[Sequence[str]]:
    """So few at once that a stop is soon heard and little waits in memory."""
    for start in range(0, len(photos), _CHUNK):
        yield photos[start : start + _CHUNK]


def _place(project: Project, sha256: str, size: int) -> Path:
    folder = project.layout.derived / "thumbnails" / f"{_MADE_AS}-{size}" / sha256[:2]
    return folder / f"{sha256}.jpg"


def _kept(file: Path, sha256: str) -> bytes | None:
    """A kept thumbnail; None where there is none, or it is not what was kept for this photo."""
    try:
        if file.stat().st_size > _LARGEST:
            return None
        data = file.read_bytes()
    except OSError:
        return None
    picture = data[:-_SUM]
    return picture if data[-_SUM:] == _sum_of(picture, sha256) else None


def _sum_of(picture: bytes, sha256: str) -> bytes:
    """What stands behind a kept picture; no program that shows JPEG files minds it."""
    return hashlib.blake2b(picture, digest_size=_SUM, key=bytes.fromhex(sha256)).digest()


def _keep(file: Path, data: bytes) -> None:
    """Keeps a thumbnail where there is room and permission; without it, it is made again."""
    part = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
    with contextlib.suppress(OSError):
        if not file.parent.parent.exists():
            _forget_older(file.parent.parent)
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(data)
            part.replace(file)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def _forget_older(folder: Path) -> None:
    """Deletes what an earlier way of making them left in the place of a folder's pictures."""
    for older in folder.parent.glob(f"*-{folder.name.partition('-')[2]}"):
        if older.name.partition("-")[0].isdecimal():
            shutil.rmtree(older, ignore_errors=True)
