"""Measures a distance or an area on the ellipsoid, following the mouse."""

from __future__ import annotations

from itertools import pairwise

from greenshield.geo import drawn as ellipsoidal
from ui import words
from ui.map import places
from ui.map.sketch import Drawn, World
from ui.map.tools.polyline import Polyline
from ui.words import translate

LEGS = 40  # so many legs are told one by one


class MeasureLine(Polyline):
    """The length of a line, and of each leg."""

    name = "measure_line"

    def hint(self) -> str:
        """What to do next."""
        return translate(
            "Map", "Click the corners of a line; Enter or a double click ends it, Esc takes it away"
        )

    def described(self, path: list[World], loose: World | None) -> Drawn:
        """The whole length at the end, each leg's at its middle."""
        shown = super().described(path, loose)
        if len(path) < 2:
            return shown
        degrees = [places.lonlat(corner) for corner in path]
        legs = [ellipsoidal.distance_m(a, b) for a, b in pairwise(degrees)]
        total = translate("Map", "Length {length}").format(length=words.length(sum(legs)))
        shown.words = [total]
        if 1 < len(legs) <= LEGS:
            middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairwise(path)]
            told = [words.length(leg) for leg in legs]
            shown.names = list(zip(middles, told, strict=True))
        return shown


class MeasureArea(Polyline):
    """The area and the circumference of a polygon."""

    name = "measure_area"
    closed = True
    fewest = 3

    def hint(self) -> str:
        """What to do next."""
        return translate(
            "Map",
            "Click the corners of an area; Enter or a double click ends it, Esc takes it away",
        )

    def described(self, path: list[World], loose: World | None) -> Drawn:
        """Area in m², hectares and mu, and the way round."""
        shown = super().described(path, loose)
        if len(path) > 2:
            shown.words = area_words([places.lonlat(corner) for corner in path])
        return shown


def area_words(degrees: list[tuple[float, float]]) -> list[str]:
    """What there is to say of a polygon: its area in every unit, and its circumference."""
    around = ellipsoidal.length_m([*degrees, degrees[0]])
    return [
        translate("Map", "Area {areas}").format(areas=words.areas(ellipsoidal.area_m2(degrees))),
        translate("Map", "Circumference {length}").format(length=words.length(around)),
    ]
