"""Gives a copy of a kept original out: the very bytes that were imported, and no others."""

from __future__ import annotations

from pathlib import Path

from greenshield import atomic
from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.project.project import Project
from greenshield.services import lookup, photo_list


def name_of(project: Project, photo: str) -> str:
    """What a copy of an original is called: as its file was, else the beginning of its hash.

    Raises:
        UsageError: an unknown photo.
    """
    sha256 = lookup.photo_sha256(project, photo)
    path = project.media.find(sha256)
    suffix = "" if path is None else path.suffix
    named = Path(photo_list.file_name(project, sha256) or f"{sha256[:12]}{suffix}").name
    return named or f"{sha256[:12]}{suffix}"


def export(project: Project, photo: str, out: Path) -> Path:
    """Writes a copy of an original, whole or not at all.

    Args:
        project: where it is.
        photo: a unique beginning of its SHA-256.
        out: the file, or a folder that is there, in which it is called by :func:`name_of`.

    Returns:
        The file that was written.

    Raises:
        UsageError: an unknown photo; ``out`` lies in the project's own folder.
        UnreadableError: ``media_missing``; the original is not what was imported any more.
        SurroundingsError: no permission, no room.
    """
    sha256 = lookup.photo_sha256(project, photo)
    if project.media.find(sha256) is None:
        raise UnreadableError("media_missing", sha256=sha256[:12])
    target = out / name_of(project, sha256) if out.is_dir() else out
    if target.resolve().is_relative_to(project.layout.folder.resolve()):
        raise UsageError("photo_export_inside", file=target.name)
    atomic.write(target, project.media.read(sha256), shared=True)
    return target
