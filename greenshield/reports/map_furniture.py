"""What a map needs beside its shapes: frame, coordinates, north, scale bar, legend, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from greenshield.geo import graticule, webmercator
from greenshield.reports import map_style as style
from greenshield.reports.fonts import FontFile, load
from greenshield.reports.map_frame import Frame
from greenshield.reports.map_style import LayerStyle

ROW = 40
SWATCH = (52, 26)
SMALL_PATCH = 40
"""A patch below this many px gets a ring around it."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend. ``sign`` is ``layer``, ``photo`` or ``patch``."""

    text: str
    style: LayerStyle
    sign: str = "layer"


def draw_graticule(picture: Image.Image, frame: Frame, font: FontFile) -> None:
    """Meridians and parallels with their degrees at the lower and left edge."""
    west, south, east, north = frame.bounds
    pen = ImageDraw.Draw(picture)
    face = load(font, style.SMALL)
    right, bottom = frame.left + frame.width, frame.top + frame.height
    step = graticule.step(east - west, 5)
    for lon in graticule.lines(west, east, step):
        x = frame.pixel(lon, south)[0]
        pen.line([(x, frame.top), (x, bottom)], fill=style.GRID, width=1)
        text = graticule.label(lon, step, "lon")
        half = face.getlength(text) / 2
        if frame.left <= x - half and x + half <= right:
            pen.text((x, bottom + 8), text, fill=style.INK, font=face, anchor="mt")
    step = graticule.step(north - south, 5)
    for lat in graticule.lines(south, north, step):
        y = frame.pixel(west, lat)[1]
        pen.line([(frame.left, y), (right, y)], fill=style.GRID, width=1)
        text = graticule.label(lat, step, "lat")
        half = face.getlength(text) / 2
        if frame.top <= y - half and y + half <= bottom:
            _upright_text(picture, text, (frame.left - 8, y), font)


def draw_neatline(picture: Image.Image, frame: Frame) -> None:
    """The line around the map."""
    right, bottom = frame.left + frame.width, frame.top + frame.height
    ImageDraw.Draw(picture).rectangle(
        (frame.left - 1, frame.top - 1, right, bottom), outline=style.INK, width=3
    )


def draw_north(picture: Image.Image, frame: Frame, font: FontFile, letter: str) -> None:
    """An arrow to the north in the upper right corner. North is up in Web Mercator."""
    pen = ImageDraw.Draw(picture)
    x, y = frame.left + frame.width - 56, frame.top + 24
    pen.rounded_rectangle((x - 36, y - 12, x + 36, y + 118), 8, fill=style.PAPER)
    pen.text((x, y), letter, fill=style.INK, font=load(font, 30), anchor="mt")
    tip, foot, notch = y + 40, y + 108, y + 90
    pen.polygon([(x, tip), (x - 22, foot), (x, notch)], fill=style.INK)
    pen.polygon([(x, tip), (x + 22, foot), (x, notch)], outline=style.INK, fill=style.PAPER)


def draw_scale_bar(
    picture: Image.Image, frame: Frame, corner: tuple[int, int], most: int, font: FontFile
) -> tuple[float, float]:
    """A bar of true ground length, at most ``most`` px wide.

    Returns:
        The length in m and in px.
    """
    length, drawn = webmercator.scale_bar(frame.unit * most, frame.centre[1])
    width = drawn / frame.unit
    x, y = corner
    pen = ImageDraw.Draw(picture)
    quarter = width / 4
    for part in range(4):
        box = (x + part * quarter, y, x + (part + 1) * quarter, y + 14)
        pen.rectangle(box, fill=style.INK if part % 2 == 0 else style.PAPER, outline=style.INK)
    face = load(font, style.SMALL)
    pen.text((x, y - 6), "0", fill=style.INK, font=face, anchor="mb")
    pen.text(
        (x + width / 2, y - 6), length_text(length / 2), fill=style.INK, font=face, anchor="mb"
    )
    pen.text((x + width, y - 6), length_text(length), fill=style.INK, font=face, anchor="mb")
    return length, width


def draw_notes(
    picture: Image.Image,
    frame: Frame,
    corner: tuple[int, int],
    printed_mm: float,
    words: Mapping[str, str],
    font: FontFile,
) -> tuple[float, float]:
    """Scale bar, scale fraction, coordinate system, and that no borders are drawn.

    Args:
        picture: drawn on, right of the legend.
        frame: of the map.
        corner: upper left of the notes, px.
        printed_mm: the width that the picture is printed at, for the fraction.
        words: texts, see ``closure_words.toml`` ``[map]``.
        font: a face that has Chinese.

    Returns:
        The scale bar's length in m and in px.
    """
    x, y = corner
    room = picture.width - x - 12
    bar = draw_scale_bar(picture, frame, (x, y + 26), room - 90, font)
    fraction = frame.ground_per_pixel * picture.width / (printed_mm / 1000)
    magnitude = 10 ** max(len(str(round(fraction))) - 3, 0)
    denominator = f"{round(fraction / magnitude) * magnitude:,}".replace(",", " ")
    lines = (
        words["scale"].format(denominator=denominator, mm=f"{printed_mm:g}"),
        words["crs"],
        words["borders"],
    )
    pen = ImageDraw.Draw(picture)
    for order, line in enumerate(lines):
        text = fitted(line, room, font, style.SMALL)
        pen.text((x, y + 56 + order * 32), text, fill=style.INK, font=load(font, style.SMALL))
    return bar


def ring_if_small(picture: Image.Image, box: tuple[float, float, float, float]) -> None:
    """A ring around a patch that would be too small to see."""
    left, top, right, bottom = box
    if max(right - left, bottom - top) >= SMALL_PATCH:
        return
    x, y, r = (left + right) / 2, (top + bottom) / 2, 30
    pen = ImageDraw.Draw(picture)
    pen.ellipse((x - r - 2, y - r - 2, x + r + 2, y + r + 2), outline=style.PAPER, width=10)
    pen.ellipse((x - r, y - r, x + r, y + r), outline=style.PATCH, width=6)
    if max(right - left, bottom - top) < 8:
        pen.ellipse((x - 5, y - 5, x + 5, y + 5), fill=style.PATCH)


def length_text(metres: float) -> str:
    """A length in m, or in km from a thousand on."""
    return f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"


def draw_legend(
    picture: Image.Image,
    entries: Sequence[LegendEntry],
    corner: tuple[int, int],
    column: int,
    rows: int,
    font: FontFile,
) -> None:
    """Swatches and words, filled column by column, each ``column`` px wide."""
    pen = ImageDraw.Draw(picture)
    face = load(font, style.TEXT)
    for order, entry in enumerate(entries):
        x = corner[0] + order // rows * column
        y = corner[1] + order % rows * ROW
        _swatch(pen, entry, x, y)
        room = column - SWATCH[0] - 28
        pen.text(
            (x + SWATCH[0] + 12, y + SWATCH[1] / 2),
            fitted(entry.text, room, font, style.TEXT),
            fill=style.INK,
            font=face,
            anchor="lm",
        )


def fitted(text: str, room: float, font: FontFile, size: int) -> str:
    """The text, shortened by an ellipsis where it would be wider than ``room`` px."""
    face = load(font, size)
    line = " ".join(text.split())[:200]
    if face.getlength(line) <= room:
        return line
    while line and face.getlength(line + "…") > room:
        line = line[:-1]
    return line + "…"


def _swatch(pen: ImageDraw.ImageDraw, entry: LegendEntry, x: int, y: int) -> None:
    width, height = SWATCH
    if entry.sign == "photo":
        middle = (x + width / 2, y + height / 2)
        box = (middle[0] - 24, middle[1] - 24, middle[0] + 24, middle[1] + 24)
        pen.pieslice(box, -25, 25, fill=_mixed(style.PHOTO, 80), outline=style.PHOTO)
        r = style.DOT
        box = (middle[0] - r, middle[1] - r, middle[0] + r, middle[1] + r)
        pen.ellipse(box, fill=style.PHOTO)
        return
    layer = entry.style
    fill = _mixed(layer.fill, layer.alpha) if layer.fill else None
    pen.rectangle((x, y, x + width, y + height), fill=fill)
    if layer.dash is None:
        pen.rectangle((x, y, x + width, y + height), outline=layer.line, width=layer.width)
        return
    on, off = layer.dash
    for start in range(0, width, on + off):
        stop = min(start + on, width)
        for edge in (y + layer.width // 2, y + height - layer.width // 2):
            pen.line([(x + start, edge), (x + stop, edge)], fill=layer.line, width=layer.width)


def _mixed(colour: style.Colour, alpha: int) -> style.Colour:
    """The colour as it looks on white paper at that alpha."""
    red, green, blue = (round(255 + (c - 255) * alpha / 255) for c in colour)
    return red, green, blue


def _upright_text(
    picture: Image.Image, text: str, foot: tuple[float, float], font: FontFile
) -> None:
    """Text turned a quarter left, its baseline side at ``foot`` (x of its right edge, middle y)."""
    face = load(font, style.SMALL)
    width, height = round(face.getlength(text)) + 2, style.SMALL + 6
    stamp = Image.new("L", (width, height), 0)
    ImageDraw.Draw(stamp).text((1, height / 2), text, fill=255, font=face, anchor="lm")
    turned = stamp.transpose(Image.Transpose.ROTATE_90)
    corner = (round(foot[0]) - turned.width, round(foot[1] - turned.height / 2))
    picture.paste(style.INK, (*corner, corner[0] + turned.width, corner[1] + turned.height), turned)
