"""A position of the map as people read it, in the notation that they chose."""

from __future__ import annotations

from typing import Literal, get_args

from greenshield.geo import positions, webmercator
from ui.words import number, translate

Notation = Literal["degrees", "dms", "zone"]
NOTATIONS: tuple[Notation, ...] = get_args(Notation)


def lonlat(world: tuple[float, float]) -> tuple[float, float]:
    """Degrees lon/lat (EPSG:4490) of Web Mercator metres."""
    [[lon, lat]] = webmercator.unproject([world]).tolist()
    return lon, lat


def world(lon: float, lat: float) -> tuple[float, float]:
    """Web Mercator metres of degrees lon/lat."""
    [[x, y]] = webmercator.project([(lon, lat)]).tolist()
    return x, y


def name(notation: Notation) -> str:
    """What a notation is called."""
    return {
        "degrees": translate("Map", "Degrees"),
        "dms": translate("Map", "Degrees, minutes, seconds"),
        "zone": translate("Map", "Gauss–Krüger 3° zone"),
    }[notation]


def short_name(notation: Notation) -> str:
    """The same for a small button."""
    return {
        "degrees": translate("Map", "Degrees"),
        "dms": translate("Map", "D M S"),
        "zone": translate("Map", "GK zone"),
    }[notation]


def told(at: tuple[float, float], notation: Notation) -> str:
    """A place of the map for reading.

    Args:
        at: Web Mercator metres.
        notation: of the position; degrees where the place is in no zone of China.
    """
    lon, lat = lonlat(at)
    if not -180 <= lon <= 180:
        return ""
    metres = positions.gauss_krueger(lon, lat) if notation == "zone" else None
    if metres is not None:
        return translate("Map", "X {x}  Y {y}  zone {zone}").format(
            x=number(metres.northing, 1), y=number(metres.prefixed, 1), zone=metres.zone
        )
    return positions.dms(lon, lat) if notation == "dms" else positions.degrees(lon, lat)


def copied(at: tuple[float, float], notation: Notation) -> str:
    """The same for the clipboard: as the box for going somewhere and other programs read it."""
    lon, lat = lonlat(at)
    metres = positions.gauss_krueger(lon, lat) if notation == "zone" else None
    if metres is not None:
        return f"{metres.northing:.3f} {metres.prefixed:.3f}"
    return positions.dms(lon, lat) if notation == "dms" else positions.degrees(lon, lat)
