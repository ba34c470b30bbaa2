"""The parts that boundary files fall into: each file of a folder, each layer of a file.

Each part is imported by itself, in a transaction of its own. Areas go first, since zones look for
the area that they are a part of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from greenshield.domain.errors import GreenShieldError, Problem
from greenshield.formats.vectors import LayerInfo, list_layers
from greenshield.services import area_guess, area_import
from greenshield.services.photo_files import clean_name
from greenshield.services.progress import SILENT, Progress

ORDER: Final = ("area", "redline", "control", "zone")
_KML: Final = (".kml", ".kmz")  # whose layers are folders of one document


@dataclass(frozen=True, slots=True)
class Part:
    """One layer of one file.

    Attributes:
        path: of the file; a zip stays a zip.
        layer: its name, None where the file has no other with polygons.
        count: features, -1 where the file doesn't say without being read.
        problem: why nothing can be imported from it, None where something may be; no fault
            (not fatal) where other layers of the file may.
    """

    path: Path
    layer: str | None = None
    count: int = -1
    problem: Problem | None = None


def parts_of(
    paths: Iterable[Path], progress: Progress = SILENT
) -> tuple[list[Part], list[Problem]]:
    """What files, folders and zips hold, part by part, and remarks on what is not read at all.

    A file that can't be opened is a part with the reason; so is a layer without polygons.

    Args:
        paths: as a person named them.
        progress: told about every file.
    """
    files: list[Path] = []
    remarks: list[Problem] = []
    parts: list[Part] = []
    for path in paths:
        try:
            found, beside = area_import.files_of(path)
        except GreenShieldError as error:
            parts.append(Part(path, problem=_told(error, path)))
            continue
        files += [file for file in found if file not in files]
        remarks += beside
    for done, file in enumerate(files):
        progress.step("looking_at_files", done, len(files))
        parts += _of_file(file)
    return parts, remarks


def in_order(kinds: Sequence[str]) -> list[int]:
    """The places of parts in the order in which they are imported.

    Args:
        kinds: what each is taken as.
    """
    ranks = {kind: rank for rank, kind in enumerate(ORDER)}
    return sorted(range(len(kinds)), key=lambda place: ranks.get(kinds[place], len(ORDER)))


def kind_of_file(path: Path) -> str:
    """What a file's likeliest layer seems to be, or that of the only file in a folder.

    ``area`` where that can't be read or there are several.
    """
    try:
        files, _ = area_import.files_of(path)
    except GreenShieldError:
        return "area"
    return area_guess.of_part(files[0], None) if len(files) == 1 else "area"


def _of_file(file: Path) -> list[Part]:
    try:
        layers = list_layers(file)
    except GreenShieldError as error:
        return [Part(file, problem=_told(error, file))]
    usable = [layer for layer in layers if _may_hold_polygons(layer)]
    if len(layers) == 1 or not usable or file.suffix.casefold() in _KML:
        return [Part(file, None, sum(max(layer.count, 0) for layer in usable or layers))]
    others = [layer for layer in layers if layer not in usable and layer.count]
    out = [Part(file, layer.name, layer.count) for layer in usable]
    for layer in others:
        params = {"kinds": layer.geometry_type, "layer": clean_name(layer.name), "file": str(file)}
        remark = Problem("boundary_no_polygons", str(file), params=params, fatal=False)
        out.append(Part(file, layer.name, layer.count, remark))
    return out


def _may_hold_polygons(layer: LayerInfo) -> bool:
    kind = layer.geometry_type
    is_open = kind in ("Unknown", "GeometryCollection", "3D Unknown")
    return layer.count != 0 and ("Polygon" in kind or is_open)


def _told(error: GreenShieldError, path: Path) -> Problem:
    return Problem(error.code, str(path), params={"file": str(path), **error.params})
