"""A photo's EXIF and XMP as they stand in the kept original, tag by tag."""

from __future__ import annotations

from pathlib import Path

from greenshield.domain.as_read import AsRead
from greenshield.domain.errors import UnreadableError
from greenshield.formats.photos import opened
from greenshield.formats.photos_as_read import read_groups
from greenshield.formats.photos_source import ByteSource
from greenshield.project.media import hash_file
from greenshield.project.project import Project
from greenshield.services import lookup


def as_read(project: Project, photo: str) -> AsRead:
    """Every tag of a photo's original, and whether it is still what was imported.

    Args:
        project: where it is.
        photo: a unique beginning of its SHA-256.

    Returns:
        The tags in their order, and whether the file is the one that was imported.

    Raises:
        UsageError: an unknown photo.
        UnreadableError: ``media_missing``, ``photo_empty``, ``photo_not_an_image``.
        SurroundingsError: the file can't be read.
    """
    sha256 = lookup.photo_sha256(project, photo)
    path = project.media.find(sha256)
    if path is None:
        raise UnreadableError("media_missing", sha256=sha256[:12])
    return _read(path, sha256)


def _read(path: Path, sha256: str) -> AsRead:
    with opened(path) as handle:
        source = ByteSource(handle)
        try:
            found, groups, remarks = read_groups(source)
        except UnreadableError as error:
            raise UnreadableError(error.code, file=path.name) from None
        intact = hash_file(path) == sha256
    return AsRead(
        sha256=sha256,
        file=str(path),
        size=source.size,
        file_type=found.file_type,
        intact=intact,
        groups=tuple(groups),
        remarks=tuple(remarks),
    )
