"""Takes a reference layer of any kind: the file's content says which, or a person."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from greenshield.domain.errors import Problem, UnreadableError, UsageError
from greenshield.formats.families import IMAGERY, SHAPES, SHEET
from greenshield.services import (
    basemaps,
    file_kinds,
    marker_import,
    reference_layers,
    restriction_import,
)
from greenshield.services.marker_import import MarkerOptions
from greenshield.services.progress import SILENT, Progress
from greenshield.services.restriction_import import ListOptions
from greenshield.services.session import Session

RASTER: Final = "raster"
VECTORS: Final = "vectors"
MARKERS: Final = "markers"
NEGATIVE: Final = "negative"
KINDS: Final = (RASTER, VECTORS, MARKERS, NEGATIVE)

_GUESSED: Final = {file_kinds.MARKERS: MARKERS, file_kinds.NEGATIVE: NEGATIVE}


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file.

    Attributes:
        kind: of ``KINDS``.
        item: a basemap's or vector layer's, as their lists have it; of a list its name and counts.
        is_new: whether anything is there that was not.
        refused: rows of a list.
        problems: refused rows and remarks.
    """

    kind: str
    item: dict[str, Any]
    is_new: bool
    refused: int
    problems: tuple[Problem, ...]


def kind_of(path: Path) -> str:
    """Of which kind a file is, by its content: pictures, shapes, or the words of a sheet's columns.

    Raises:
        UsageError: ``layer_kind_unclear``: a sheet that is neither list, or something else.
        GreenShieldError: nothing reads it; as its nearest reader says.
    """
    (found, *more) = file_kinds.kinds_of([path]) or [file_kinds.FileKind(path, file_kinds.UNKNOWN)]
    if found.family == IMAGERY:
        return RASTER
    if found.family == SHAPES and not more:
        return VECTORS
    if found.family == SHEET and found.guess in _GUESSED:
        return _GUESSED[found.guess]
    if found.family == file_kinds.UNKNOWN and found.problem is not None:
        raise UnreadableError(found.problem.code, **found.problem.params)
    raise UsageError("layer_kind_unclear", file=path.name, kinds=", ".join(KINDS))


def add(
    session: Session,
    path: Path,
    wishes: basemaps.Wishes,
    kind: str = "",
    progress: Progress = SILENT,
) -> Taken:
    """Takes one file.

    Args:
        session: who, and where.
        path: the file.
        wishes: what is said of it. The date is the day that a layer is of, or from which a
            negative list holds; a list of markers has no name and no date of its own.
        kind: of ``KINDS``, or "" for what the content says.
        progress: told how far it is.

    Raises:
        GreenShieldError: as :func:`kind_of` and as the service of that kind.
    """
    kind = kind or kind_of(path)
    if kind == RASTER:
        added = basemaps.add(session, path, wishes, progress)
        return Taken(kind, added.item, added.is_new, 0, tuple(added.problems))
    if kind == VECTORS:
        return _vectors(session, path, wishes)
    if kind == MARKERS:
        options = MarkerOptions(crs=wishes.crs or None, datum=wishes.datum)
        markers = marker_import.import_file(session, path, options, progress)
        return _listed(kind, Path(markers.file).stem, markers)
    rows = restriction_import.import_file(session, path, ListOptions(wishes.name, wishes.date))
    return _listed(kind, rows.list_name, rows)


def _vectors(session: Session, path: Path, wishes: basemaps.Wishes) -> Taken:
    said = {"name": wishes.name, "dated_on": wishes.date}
    given = {key: value for key, value in said.items() if value}
    done = reference_layers.add(
        session,
        path,
        reference_layers.Wishes(given, crs=wishes.crs, datum=wishes.datum),
    )
    item = reference_layers.find(session.project, done.layer_id, voided=True)
    return Taken(VECTORS, item, done.is_new, 0, done.problems)


def _listed(
    kind: str,
    name: str,
    done: marker_import.MarkersImported | restriction_import.ListImported,
) -> Taken:
    counts = ("imported", "updated", "unchanged", "refused")
    item = {"name": name, "file": done.file} | {key: getattr(done, key) for key in counts}
    return Taken(kind, item, bool(done.imported or done.updated), done.refused, done.problems)
