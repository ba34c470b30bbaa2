"""KML unfolded into GeoJSON, one collection a folder.

The KML driver in fiona's GDAL knows names and descriptions only; what surveying and map programs
write as extended data (the columns of their tables) it drops. Format: OGC KML 2.2 (07-147r2),
sections 9.1 to 9.3 and 10. Network links and overlays are not followed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from greenshield.domain.errors import Problem, UnreadableError
from greenshield.formats import vectors_kml_table
from greenshield.formats.kml_out import BALLOON

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_DIGITS = 60  # characters of a number
_MULTI = ("MultiGeometry", "MultiTrack", "MultiPolygon", "MultiLineString", "MultiPoint")
_SHAPES = {"Point", "LineString", "LinearRing", "Polygon", "Track", *_MULTI}
_USED = re.compile(r"[<\s]/?([A-Za-z_][\w.-]{0,30}):[A-Za-z_][\w.-]*[\s=/>]")
_DECLARED = re.compile(r"\sxmlns:([A-Za-z_][\w.-]*)\s{0,9}=")
_ROOT = re.compile(r"<[A-Za-z_][\w.:-]*")
_DEPTH = 20  # shapes within shapes; GDAL reads no deeper ones
_FOLDERS = {"Folder", "Document", "kml"}


def unfold(text: str, shown: str, title: str) -> tuple[dict[str, str], list[Problem]]:
    """Unfold a KML document.

    Args:
        text: the document, free of entity definitions.
        shown: the file's name as the user gave it.
        title: the name for placemarks outside all named folders.

    Returns:
        The GeoJSON text of each folder by its name, in the document's order, and the
        placemarks whose coordinates can't be read (they stay, without shape).

    Raises:
        UnreadableError: ``vector_damaged``: no well-formed XML; ``vector_refers_elsewhere``: it
            holds nothing but links to other files.
    """
    try:
        root = ElementTree.fromstring(_with_prefixes(text))
    except (ElementTree.ParseError, ValueError) as error:
        raise UnreadableError("vector_damaged", file=shown, format="KML") from error
    if not any(_tag(e) == "Placemark" for e in root.iter()) and any(
        _tag(e) == "NetworkLink" for e in root.iter()
    ):
        raise UnreadableError("vector_refers_elsewhere", file=shown)
    folders: dict[str, list[dict[str, Any]]] = {}
    problems: list[Problem] = []
    for number, (name, placemark) in enumerate(_placemarks(root, title), start=1):
        try:
            geometry = _geometry_of(placemark)
        except ValueError as error:
            params = {"reason": str(error)[:200]}
            code = "vector_geometry_unreadable"
            problems.append(Problem(code, shown, number, "", params, False))
            geometry = None
        feature = {"type": "Feature", "properties": _columns(placemark), "geometry": geometry}
        folders.setdefault(name, []).append(feature)
    return {name: _collection(found) for name, found in folders.items()}, problems


def _with_prefixes(text: str) -> str:
    """A document whose prefixes (``gx:``) are all declared, which edited files often lose."""
    used = set(_USED.findall(text)) - set(_DECLARED.findall(text)) - {"xml", "xmlns"}
    if not used:
        return text
    names = "".join(f' xmlns:{prefix}="urn:{prefix}"' for prefix in sorted(used))
    return _ROOT.sub(rf"\g<0>{names}", text, count=1)


def _collection(features: list[dict[str, Any]]) -> str:
    whole = {"type": "FeatureCollection", "features": features}
    return json.dumps(whole, ensure_ascii=False)


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _placemarks(root: Element, title: str) -> Iterator[tuple[str, Element]]:
    """Placemarks in document order, each with the name of its nearest named folder."""
    stack: list[tuple[str, Element]] = [(title, root)]
    while stack:
        name, element = stack.pop()
        tag = _tag(element)
        if tag == "Placemark":
            yield name, element
        elif tag in _FOLDERS:
            name = _child_text(element, "name") or name
            stack.extend((name, child) for child in reversed(element))


def _child_text(element: Element, wanted: str) -> str:
    for child in element:
        if _tag(child) == wanted:
            return (child.text or "").strip()
    return ""


def _columns(placemark: Element) -> dict[str, str]:
    """Name, description and extended data; a table in the description stands for the latter."""
    columns = {
        "Name": _child_text(placemark, "name"),
        "Description": _child_text(placemark, "description"),
    }
    for element in placemark.iter():
        tag, name = _tag(element), element.get("name")
        if name and tag == "SimpleData":
            columns[name] = (element.text or "").strip()
        elif name and tag == "Data":
            columns[name] = _child_text(element, "value")
    if columns["Description"].startswith(BALLOON):
        columns["Description"] = ""
    if len(columns) == 2 and "<" in columns["Description"]:
        table = vectors_kml_table.columns_of(columns["Description"])
        if table:
            columns["Description"] = ""
        columns = {**columns, **{k: v for k, v in table.items() if k not in columns}}
    return columns


def _geometry_of(placemark: Element) -> dict[str, Any] | None:
    """All that a placemark draws: the standard lets it have one shape, programs write several."""
    shapes = [_geometry(child, _DEPTH) for child in placemark if _tag(child) in _SHAPES]
    found = [shape for shape in shapes if shape is not None]
    return found[0] if len(found) == 1 else _multi(found)


def _geometry(element: Element, depth: int) -> dict[str, Any] | None:
    """A KML geometry as GeoJSON.

    Raises:
        ValueError: its coordinates can't be read, or it is nested too deep.
    """
    tag = _tag(element)
    if not depth:
        raise ValueError(f"{tag}: nested too deep")
    if tag in _MULTI:
        parts = [_geometry(child, depth - 1) for child in element if _tag(child) in _SHAPES]
        return _multi([part for part in parts if part is not None])
    if tag == "Polygon":
        rings = [
            _places(_child_text(ring, "coordinates"))
            for side in ("outerBoundaryIs", "innerBoundaryIs")
            for boundary in element
            if _tag(boundary) == side
            for ring in boundary
            if _tag(ring) == "LinearRing"
        ]
        rings = [ring for ring in rings if ring]
        return {"type": "Polygon", "coordinates": rings} if rings else None
    if tag == "Track":
        words = [(c.text or "").split() for c in element if _tag(c) == "coord"]
        places = [[float(w[0]), float(w[1])] for w in words if len(w) >= 2]
    else:
        places = _places(_child_text(element, "coordinates"))
    if not places:
        return None
    if tag == "Point":
        return {"type": "Point", "coordinates": places[0]}
    return {"type": "LineString", "coordinates": places}


def _multi(parts: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Parts of one kind as one multi-geometry, else as a collection."""
    kinds = {part["type"] for part in parts}
    if not parts:
        return None
    if len(kinds) == 1 and (kind := next(iter(kinds))) in ("Point", "LineString", "Polygon"):
        return {"type": f"Multi{kind}", "coordinates": [part["coordinates"] for part in parts]}
    return {"type": "GeometryCollection", "geometries": parts}


def _places(text: str) -> list[list[float]]:
    """Places of a coordinates element: ``lon,lat[,height]``, parted by blanks.

    Blanks may stand about the commas. No pattern is laid over the text as a whole: what a
    hostile file repeats a million times would be looked at a million times.

    Raises:
        ValueError: something that is no number stands among them.
    """
    places: list[list[float]] = []
    joined = True  # the next number belongs to the place before
    for token in text.replace(",", " , ").split():
        if token == ",":
            joined = True
            continue
        if len(token) > _DIGITS or _NUMBER.fullmatch(token) is None:
            raise ValueError(f"coordinates: {token[:40]}")
        if joined and places and len(places[-1]) < 3:
            places[-1].append(float(token))
        else:
            places.append([float(token)])
        joined = False
    if any(len(place) < 2 for place in places):
        raise ValueError(f"coordinates: {text.strip()[:40]}")
    return [place[:2] for place in places]
