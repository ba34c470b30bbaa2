"""Writes places and lines as GPX 1.1, for a hand-held or a phone: way points first, then tracks.

A line is a track, not a route: receivers hold a route of some hundred points only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as Tree

import shapely
from shapely.geometry.base import BaseGeometry

_GPX: Final = "http://www.topografix.com/GPX/1/1"
_DIGITS: Final = 7  # of a degree: a centimetre
_XML_LACKS: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), " ")


@dataclass(frozen=True, slots=True)
class Named:
    """A place or a line with what a receiver shows of it.

    Attributes:
        name: as it is called.
        geometry: a point, or lines; degrees WGS 84, which EPSG:4490 is to a phone.
        words: what more there is to say, "" for nothing.
    """

    name: str
    geometry: BaseGeometry
    words: str = ""


def as_gpx(named: Iterable[Named]) -> bytes:
    """The file, in UTF-8.

    Args:
        named: points become way points, lines a track each with a segment for each part.
    """
    root = Tree.Element("gpx", version="1.1", creator="Green Shield", xmlns=_GPX)
    each = list(named)
    for one in each:
        if one.geometry.geom_type == "Point":
            _told(_at(root, "wpt", one.geometry.x, one.geometry.y), one)
    for one in each:
        if "Line" in one.geometry.geom_type:
            track = _told(Tree.SubElement(root, "trk"), one)
            for part in shapely.get_parts(one.geometry):
                segment = Tree.SubElement(track, "trkseg")
                for lon, lat in shapely.get_coordinates(part):
                    _at(segment, "trkpt", lon, lat)
    return bytes(Tree.tostring(root, encoding="utf-8", xml_declaration=True))


def _at(parent: Tree.Element, tag: str, lon: float, lat: float) -> Tree.Element:
    place = {"lat": f"{lat:.{_DIGITS}f}", "lon": f"{lon:.{_DIGITS}f}"}
    return Tree.SubElement(parent, tag, place)


def _told(element: Tree.Element, one: Named) -> Tree.Element:
    for tag, text in (("name", one.name), ("desc", one.words)):
        if text:
            Tree.SubElement(element, tag).text = text.translate(_XML_LACKS)
    return element
