"""The shape of a patch as a person types it: WKT, GeoJSON, or a file that holds one.

It goes the way of an import: brought to EPSG:4490, mended, refused where it lies outside China.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import shapely
import shapely.geometry
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Problem, SurroundingsError, UnreadableError, UsageError
from greenshield.formats.ledger_bad import Bad
from greenshield.formats.ledger_crs import Locator
from greenshield.formats.ledger_place import MAX_SHAPE_TEXT, read_shape
from greenshield.geo import codec, repair
from greenshield.project.project import Project
from greenshield.project.projection.geometry import to_field
from greenshield.services import lookup, typed_place

_HEX: Final = re.compile(r"0[01][0-9a-fA-F]{8,}")
_TEXTS: Final = (".wkt", ".txt")
_SHOWN: Final = 60
_OUTSIDE: Final = ("ledger_place_outside_division", "crs_outside_division")


@dataclass(slots=True)
class Shapes:
    """How the shape of a patch is to be read, and what was mended of it.

    Attributes:
        crs: of its coordinates, ``EPSG:n``; None for degrees of EPSG:4490, or what a file says.
        remarks: what was mended.
    """

    crs: str | None = None
    remarks: list[Problem] = field(default_factory=list)


def field_value(
    project: Project, raw: str, crs: str | None, remarks: list[Problem]
) -> tuple[Any, str]:
    """The value of ``geom``, and what the coordinates were in, such as ``EPSG:4528``.

    Args:
        project: where a large shape is kept, and whose division judges coordinates.
        raw: WKT, GeoJSON (a geometry, or one feature), corners, hex WKB in EPSG:4490, or
            ``@`` and the name of a file that holds one polygon.
        crs: of the coordinates, ``EPSG:n``; None for degrees of EPSG:4490, or what the file
            says.
        remarks: what was mended is added here.

    Raises:
        UsageError: the text is no shape, lies outside China, or the file holds several.
        UnreadableError, SurroundingsError: the file can't be read.
    """
    shape, source = (
        _from_file(project, raw[1:], crs, remarks) if raw.startswith("@") else (None, "")
    )
    if shape is None:
        shape, source = _from_text(project, raw, crs, remarks)
    told = typed_place.of_shape(project, shape)
    if not any(problem.code in _OUTSIDE for problem in remarks):
        remarks += told
    mended = repair.repair(shape)
    if not mended.usable:
        raise UsageError(mended.remarks[0].code, **mended.remarks[0].params)
    remarks += [Problem(r.code, params=r.params, fatal=False) for r in mended.remarks]
    return to_field(mended.geometry, project.media), source


def _from_file(
    project: Project, name: str, crs: str | None, remarks: list[Problem]
) -> tuple[BaseGeometry | None, str]:
    from greenshield.formats.vectors import read_vectors  # GDAL is slow to load, and seldom asked

    path = Path(name)
    if path.suffix.casefold() in _TEXTS:
        return _from_text(project, _text_of(path), crs, remarks)
    found = read_vectors(path, crs=crs, division=lookup.division(project), prefer_polygons=True)
    remarks += [problem for problem in found.problems if not problem.fatal]
    shapes = [(f.geometry, f.crs) for f in found.features if f.geometry is not None]
    if len(shapes) != 1:
        raise UsageError("shape_file_not_one", file=path.name, n=len(shapes))
    return shapes[0]


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_SHAPE_TEXT + 1)
        return raw.decode("utf-8-sig")
    except PermissionError as error:
        raise SurroundingsError("file_no_permission", file=path.name) from error
    except FileNotFoundError as error:
        raise UnreadableError("file_not_found", file=path.name) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableError("file_unreadable", file=path.name, reason=reason) from error
    except UnicodeDecodeError as error:
        raise UnreadableError("file_unreadable", file=path.name, reason="not UTF-8") from error


def _from_text(
    project: Project, raw: str, crs: str | None, remarks: list[Problem]
) -> tuple[BaseGeometry, str]:
    text = raw.strip()
    if _HEX.fullmatch(text) and len(text) % 2 == 0:
        return codec.from_hex(text), "EPSG:4490"
    place = read_shape(_wkt_of_json(text) if text.startswith("{") else text)
    if isinstance(place, Bad):
        raise place.refusal(text[:_SHOWN])
    [found] = Locator("", crs, lookup.division(project)).locate([place])
    if found is None or isinstance(found, Bad):
        raise (found or Bad("ledger_shape_unread")).refusal(text[:_SHOWN])
    remarks += [
        Problem(code, params={"seen": text[:_SHOWN]}, fatal=False) for code in found.remarks
    ]
    return found.geometry, found.source_crs


def _wkt_of_json(text: str) -> str:
    """A GeoJSON geometry, feature, or collection of one feature, as WKT; else the text."""
    try:
        raw = json.loads(text)
        features = raw.get("features")
        if isinstance(features, list) and len(features) == 1:
            raw = features[0]
        shape = shapely.geometry.shape(raw.get("geometry") or raw)
        return str(shapely.to_wkt(shape, rounding_precision=-1))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError,
            shapely.errors.ShapelyError):  # fmt: skip
        return text
