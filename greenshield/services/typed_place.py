"""The longitude and latitude that somebody gives an issue, judged as those of a ledger's row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Problem
from greenshield.domain.state import IssueState
from greenshield.formats.ledger_bad import Bad
from greenshield.formats.ledger_crs import Located, Locator
from greenshield.formats.ledger_place import ordered, read_coordinate, read_place
from greenshield.project.project import Project
from greenshield.services import lookup

_OTHER = {"lon": "lat", "lat": "lon"}
_MOST = 180.0


def in_degrees(given: Mapping[str, object], remarks: list[Problem]) -> dict[str, object]:
    """Values as typed, of which longitude and latitude are written as degrees, in their order.

    They are read as a ledger's cells are: with signs or letters (126°30′E), and the two the
    wrong way round. What isn't read stays as it is, for the field to refuse.

    Args:
        given: field -> value as typed, by id.
        remarks: it is added that the two were exchanged.
    """
    texts = {n: t for n in _OTHER if isinstance(t := given.get(n), str) and t.strip()}
    read = {name: read_coordinate(text) for name, text in texts.items()}
    degrees = {n: v for n, v in read.items() if isinstance(v, float) and abs(v) <= _MOST}
    if len(degrees) == len(_OTHER):
        found = ordered(degrees["lon"], degrees["lat"])
        if found is not None:
            degrees["lon"], degrees["lat"], _, swapped = found
            if swapped:
                remarks.append(_remark("ledger_place_swapped", ", ".join(texts.values())))
    return {**given, **degrees}


def judged(
    project: Project, values: dict[str, Any], there: IssueState | None = None
) -> list[Problem]:
    """What there is to know of a place that is given; nothing where none is.

    Two that stand the wrong way round are exchanged in ``values``, and that is told.

    Args:
        project: whose division's province the place is held against.
        values: fields as parsed; ``lon`` and ``lat`` are degrees EPSG:4490.
        there: the issue that they are written to, which may have the other of the two.

    Raises:
        UsageError: ``ledger_place_half``: one stands without the other;
            ``ledger_place_out_of_range`` or ``ledger_angle_out_of_range``: they are not in China.
    """
    if not _OTHER.keys() & values.keys():
        return []
    asked = {n: values.get(n, None if there is None else there.get(n)) for n in _OTHER}
    cells = {name: value for name, value in asked.items() if value not in (None, "")}
    place = read_place(cells)
    if place is None:
        return []
    seen = ", ".join(map(_shown, cells.values()))
    if isinstance(place, tuple):
        name, bad = place
        at = _OTHER[name] if bad.code == "ledger_place_half" else name
        raise bad.refusal(seen, field=at)
    [found] = Locator("", None, lookup.division(project)).locate([place])
    if not isinstance(found, Located):
        raise (found or Bad("ledger_place_unread")).refusal(seen, field="lon")
    if place.swapped:
        values |= {"lon": place.x, "lat": place.y}
    return [_remark(code, seen) for code in found.remarks]


def of_shape(project: Project, shape: BaseGeometry) -> list[Problem]:
    """The same of a patch whose coordinates are degrees lon/lat EPSG:4490 already.

    Raises:
        UsageError: ``ledger_place_out_of_range``.
    """
    seen = ", ".join(f"{edge:.6f}" for edge in shape.bounds)
    envelope = shape.envelope  # of any kind of shape, and valid whatever the shape is
    [found] = Locator("", None, lookup.division(project)).shapes([envelope], ["EPSG:4490"])
    if isinstance(found, Bad) and found.code == "ledger_place_out_of_range":
        raise found.refusal(seen, field="geom")
    return [_remark(c, seen) for c in found.remarks] if isinstance(found, Located) else []


def _shown(value: object) -> str:
    """A coordinate as people read it: seven digits of a degree are a centimetre."""
    return f"{value:.7f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _remark(code: str, seen: str) -> Problem:
    return Problem(code, params={"seen": seen}, fatal=False)
