"""Photo marks on a map picture: a dot where it was taken, its view wedge, its number."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from greenshield.reports import map_style as style
from greenshield.reports.map_frame import Frame
from greenshield.reports.map_layers import ZOOM, stain

Point = tuple[float, float]
_TURNS = (0, 45, -45, 90, -90, 135, -135, 180)
_REACHES = (30, 48, 70, 96, 130)


@dataclass(frozen=True, slots=True)
class PhotoMark:
    """A photo as the map shows it. ``azimuth`` in degrees clockwise from north, or None."""

    number: int
    lon: float
    lat: float
    azimuth: float | None = None


def draw_wedges(canvas: Image.Image, frame: Frame, marks: list[PhotoMark]) -> None:
    """The view wedges and dots, on the large canvas."""
    veil = Image.new("L", canvas.size, 0)
    pen = ImageDraw.Draw(veil)
    ink = ImageDraw.Draw(canvas)
    for mark in marks:
        if mark.azimuth is None:
            continue
        x, y = _on_canvas(frame, mark)
        reach = style.WEDGE * ZOOM
        box = (x - reach, y - reach, x + reach, y + reach)
        # Pillow counts clockwise from three o'clock, an azimuth from twelve.
        middle = mark.azimuth - 90
        low, high = middle - style.WEDGE_HALF_ANGLE, middle + style.WEDGE_HALF_ANGLE
        pen.pieslice(box, low, high, fill=80)
        ink.pieslice(box, low, high, outline=style.PHOTO, width=ZOOM)
    stain(canvas, veil, style.PHOTO)
    ink = ImageDraw.Draw(canvas)
    for mark in marks:
        x, y = _on_canvas(frame, mark)
        outer, inner = (style.DOT + 2) * ZOOM, style.DOT * ZOOM
        ink.ellipse((x - outer, y - outer, x + outer, y + outer), fill=style.PAPER)
        ink.ellipse((x - inner, y - inner, x + inner, y + inner), fill=style.PHOTO)


def draw_numbers(
    picture: Image.Image, frame: Frame, marks: list[PhotoMark], font: ImageFont.FreeTypeFont
) -> None:
    """Numbered badges beside the dots, moved aside where they would cover one another."""
    pen = ImageDraw.Draw(picture)
    dots = [frame.pixel(mark.lon, mark.lat) for mark in marks]
    badges: list[tuple[int, Point]] = []
    for mark, dot in zip(marks, dots, strict=True):
        place = _free_place(frame, mark, dot, dots, [badge for _, badge in badges])
        if place is not None:
            badges.append((mark.number, place))
            pen.line([_toward(dot, place, style.DOT + 2), place], fill=style.PHOTO, width=2)
    r = style.BADGE
    for number, (x, y) in badges:
        pen.ellipse((x - r, y - r, x + r, y + r), fill=style.PAPER, outline=style.PHOTO, width=3)
        pen.text((x, y), str(number), fill=style.PHOTO, font=font, anchor="mm")


def _on_canvas(frame: Frame, mark: PhotoMark) -> Point:
    x, y = frame.pixel(mark.lon, mark.lat)
    return (x - frame.left) * ZOOM, (y - frame.top) * ZOOM


def _toward(start: Point, end: Point, length: float) -> Point:
    """The point ``length`` px from start on the way to end."""
    far = math.dist(start, end) or 1.0
    share = length / far
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _free_place(
    frame: Frame, mark: PhotoMark, dot: Point, dots: list[Point], taken: list[Point]
) -> Point | None:
    """The nearest place that covers no dot and no badge; behind the camera first."""
    behind = (mark.azimuth or 0.0) + 180
    margin = style.BADGE + 3
    for reach in _REACHES:
        for turn in _TURNS:
            angle = math.radians(behind + turn)
            x, y = dot[0] + reach * math.sin(angle), dot[1] - reach * math.cos(angle)
            inside = (
                frame.left + margin <= x <= frame.left + frame.width - margin
                and frame.top + margin <= y <= frame.top + frame.height - margin
            )
            if (
                inside
                and all(math.dist((x, y), other) > 2 * style.BADGE + 4 for other in taken)
                and all(math.dist((x, y), d) > style.BADGE + style.DOT + 2 for d in dots)
            ):
                return x, y
    return None
