"""Numbers of patches and names of areas beside them: as many as fit without touching.

What is selected goes first, then areas, then what is largest. Which labels there are is found
out when the view has come to rest, a little at a time; until then those that are there stay, and
move with the view.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

from ui.look import colours
from ui.map import label_places
from ui.map.book import Book, Page
from ui.map.inscribing import HALO, sprite
from ui.map.label_places import Ground, Shift
from ui.map.layer_data import Flags, Floats, Ints
from ui.map.pack import Pack
from ui.map.screen_item import Corners, ScreenItem, size_of
from ui.map.seen_part import seen_parts
from ui.map.view import View
from ui.tasks.unexpected import stopping
from ui.timers import pause

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas

Widths = npt.NDArray[np.float32]

REST_MS = 60
MOST = 80
TRIED = 400  # candidates that are looked at for room
SMALLEST_EM = 0.8  # a feature narrower than this on the screen has no label, unless few are there
FEW = 40
WIDE_EM = 6.0  # so much of an area that is cut off by the view's edge has a name of its own
# Layers that have labels, the first ones first; of photos only the selected.
LAYERS = ("area", "redline", "control", "zone", "patch", "spot", "marker")
NAMED = LAYERS[:3]  # in the colour of their outline
_SMALL = ("patch", "spot", "photo", "marker")
MARKERS = 150  # so many in view at most have their number
_NOBODY: Flags = np.zeros(0, np.bool_)
SLICE = 0.006  # seconds of work between two looks at what the user does
SOME = 10  # labels that are measured and laid between two looks at the clock
KEPT = 2000  # letterings
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Label:
    """One label.

    Attributes:
        layer, feature: whose it is.
        text: what it says.
        place: the middle of it, Web Mercator metres.
        shift: logical pixels to the right and down.
        width, height: logical pixels.
    """

    layer: str
    feature: int
    text: str
    place: tuple[float, float]
    shift: tuple[float, float]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What may have a label; its rank ends with its size, logical pixels, the largest first."""

    rank: tuple[float, ...]
    layer: str
    feature: int
    place: tuple[float, float] | None = None  # where its own place is out of view


class Labels(ScreenItem):
    """The labels of the map.

    Attributes:
        shown: the labels that found room at the last rest.
        wanted: False where the user wants none.
        kept_free: tells where else something stands on the map, x and y of two corners of each,
            logical pixels.
    """

    def __init__(self, canvas: MapCanvas, book: Book, order: Callable[[], list[str]]) -> None:
        super().__init__(canvas, z=30)
        self._book, self._order = book, order
        self._chosen: dict[str, Flags] = {}  # by feature; those past the end are not
        self._sprites: dict[tuple[object, ...], QPixmap] = {}
        self._measures: dict[tuple[str, bool, bool], tuple[float, float]] = {}
        self._metrics: dict[tuple[bool, bool], QFontMetricsF] = {}
        self._widths: dict[str, tuple[Pack, Widths]] = {}
        self.shown: list[Label] = []
        self.wanted = True
        self.kept_free: Callable[[View], list[Corners]] = lambda _: []
        self._rest = pause(canvas, REST_MS, self._begin)
        self._placing: Iterator[None] | None = None
        self._slice = QTimer(canvas)
        self._slice.timeout.connect(self._on_time)
        canvas.view_changed.connect(lambda _: self.renew())

    def set_wanted(self, wanted: bool) -> None:
        """Shows labels, or none."""
        self.wanted = wanted
        self._begin()

    def set_chosen(self, layer: str, features: Ints) -> None:
        """What is selected: it has its label before all others."""
        self._chosen[layer] = np.zeros(int(features.max(initial=-1)) + 1, np.bool_)
        self._chosen[layer][features] = True
        self.renew()

    def renew(self) -> None:
        """Looks for labels anew as soon as the view is at rest.

        What is being looked through for them may be other features from now on.
        """
        self._placing = None
        if self.canvas.isVisible():
            self._rest.start()

    def forget(self) -> None:
        """After another font or scheme: letters are drawn anew."""
        self._sprites.clear()
        self._measures.clear()
        self._metrics.clear()
        self.renew()

    def place(self) -> None:
        """Finds the labels of the view that is shown now, without a pause."""
        self._begin()
        for _ in self._placing or ():
            pass
        self._placing = None

    def _begin(self) -> None:
        """Starts to find the labels of the view that is shown now."""
        view = self.canvas.view()
        self._rest.stop()
        if view is None or not self.wanted:
            self._placing, self.shown = None, []
        else:
            self._placing = self._placed(view)
        self._slice.start()
        self.update()

    def draw(self, painter: QPainter, view: View) -> None:
        """Puts the letters where their features are now, those that are ready."""
        for label in self.shown:
            picture = self._sprites.get(self._key(label, view.dpr))
            if picture is None:
                continue
            painter.drawPixmap(self.corner(label), picture)

    def at(self, pixel: QPointF) -> tuple[str, int] | None:
        """Layer and feature of the label at a logical pixel of the canvas."""
        for label in self.shown:
            away = pixel - self.corner(label)
            if 0 <= away.x() < label.width and 0 <= away.y() < label.height:
                return label.layer, label.feature
        return None

    def finish(self) -> None:
        """Draws all letters without a pause; for pictures."""
        self.place()
        self._on_slice(math.inf)

    def corner(self, label: Label) -> QPointF:
        """The upper left pixel of a label."""
        at = self.point(label.place)
        x = at.x() + label.shift[0] - label.width / 2
        y = at.y() + label.shift[1] - label.height / 2
        return QPointF(round(x), round(y))

    def _on_time(self) -> None:
        with stopping(self._slice):
            self._on_slice(SLICE)

    def _on_slice(self, seconds: float) -> None:
        """Labels are slow to find, and letters to draw: a few, while the user goes on."""
        end = time.perf_counter() + seconds
        for _ in self._placing or ():
            if time.perf_counter() > end:
                return
        self._placing = None
        view = self.canvas.view()
        ratio = 1.0 if view is None else view.dpr
        if len(self._sprites) > KEPT:
            self._sprites.clear()
        for label in self.shown:
            key = self._key(label, ratio)
            if key not in self._sprites:
                font = self._font(label.layer, label.feature)
                self._sprites[key] = sprite(label.text, font, _ink(label.layer), ratio)
                self.update()
                if time.perf_counter() > end:
                    return
        self._slice.stop()

    def _placed(self, view: View) -> Iterator[None]:
        """Finds the labels of a view in small steps; those before stay until the last of them."""
        found: list[_Candidate] = []
        for name in self._order():
            found += self._candidates(name, view)
            yield
            for each in self._cut_off(name, view):
                found += [] if each is None else [each]
                yield
        found.sort(key=lambda each: each.rank)
        kept = np.array(self.kept_free(view)).reshape(-1, 4)
        ground, out = Ground(*size_of(view), kept, MOST), list[Label]()
        for start in range(0, min(len(found), TRIED), SOME):
            labels = [self._label(each) for each in found[start : min(start + SOME, TRIED)]]
            places = np.array([label.place for label, _ in labels]).reshape(-1, 2)
            middles = self.points(places, view).tolist()
            for (label, shifts), middle in zip(labels, middles, strict=True):
                if len(out) == MOST:
                    break
                shift = ground.lay(middle, label.width, label.height, shifts)
                if shift is not None:
                    out.append(replace(label, shift=shift))
            yield
        self.shown = out
        self.update()

    def _candidates(self, name: str, view: View) -> Iterable[_Candidate]:
        """What of a layer may have a label."""
        pixel, em = view.pixel * view.dpr, self.canvas.fontMetrics().height()
        page, chosen = self._book.page(name), self._chosen.get(name, _NOBODY)
        if page is None or not (self._has_labels(name) or len(chosen)):
            return
        inside = _inside(page, view)
        picked = inside < len(chosen)
        picked[picked] = chosen[inside[picked]]
        sizes = self._sizes(name, inside) / pixel
        is_guest = not page.face.is_own
        few = (is_guest or name in ("patch", "spot")) and len(inside) <= FEW
        labelled = self._has_labels(name)
        wanted = picked | few | (sizes >= SMALLEST_EM * em) if labelled else picked
        if name == "spot" or (is_guest and labelled and self.canvas.layer(name).kind == "point"):
            wanted |= len(inside) <= TRIED
        elif name == "marker":
            wanted |= len(inside) <= MARKERS
        wanted &= page.has_label(inside)
        first = 0 if name in NAMED else 2 if is_guest or name == "marker" else 1
        for at in _largest(np.flatnonzero(wanted), picked, sizes).tolist():
            rank = (0 if picked[at] else 1, first, -float(sizes[at]))
            yield _Candidate(rank, name, int(inside[at]))

    def _cut_off(self, name: str, view: View) -> Iterator[_Candidate | None]:
        """Areas that reach into the view, whose own place for a name lies outside."""
        page, chosen = self._book.page(name), self._chosen.get(name, _NOBODY)
        if page is None or not self._has_labels(name) or name in _SMALL:
            return
        if self.canvas.layer(name).kind != "polygon":
            return
        least = WIDE_EM * self.canvas.fontMetrics().height() * view.dpr
        for seen in seen_parts(self.canvas.layer(name), page.anchors, view, least):
            if seen is None or not page.has_label(np.array([seen.feature]))[0]:
                yield None
                continue
            picked = seen.feature < len(chosen) and bool(chosen[seen.feature])
            first = 0 if name in NAMED else 1
            rank = (0 if picked else 1, first, -seen.size / view.dpr)
            yield _Candidate(rank, name, seen.feature, seen.place)

    def _has_labels(self, name: str) -> bool:
        """Whether features of a layer have labels though they are not selected."""
        page = self._book.page(name)
        return name in LAYERS or (page is not None and page.face.is_labelled)

    def _sizes(self, name: str, features: Ints) -> Floats:
        """The wider side of features, metres; 0 for points and for what came after the reading."""
        layer = self.canvas.layer(name)
        out = np.zeros(len(features))
        if layer.kind == "point":
            return out
        pack = layer.parts[0].pack
        if self._widths.get(name, (None,))[0] is not pack:
            boxes = pack.boxes.astype(np.int64)
            wide = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) * pack.unit
            self._widths[name] = (pack, wide.astype(np.float32))
        known = features < len(pack)
        out[known] = self._widths[name][1][features[known]]
        return out

    def _label(self, each: _Candidate) -> tuple[Label, list[Shift]]:
        """A label, and where it may stand, the best place first."""
        page = self._book.page(each.layer)
        text = "" if page is None else short(page.label(each.feature))
        width, height = self._measured(text, each)
        x, y = (0.0, 0.0) if page is None else page.anchors[each.feature].tolist()
        x, y = each.place or (x, y)
        label = Label(each.layer, each.feature, text, (x, y), (0.0, 0.0), width, height + HALO)
        if self.canvas.layer(each.layer).kind == "point":
            return label, label_places.of_spot(width, height, height * 0.95)
        size = -each.rank[-1]
        if each.layer == "patch" and size <= width * 1.2:
            # Beside a patch that is smaller than its number, on one that is larger.
            down = min(size, height * 2) / 2 + height * 0.6
            return label, label_places.of_spot(width, height, down)
        return label, label_places.of_shape(label.height, size)

    def _measured(self, text: str, each: _Candidate) -> tuple[float, float]:
        """Width and height of a text; hundreds are asked for whenever the view has moved."""
        key = (text, self._is_bold(each.layer, each.feature), each.layer in _SMALL)
        if key not in self._measures:
            if len(self._measures) > KEPT:
                self._measures.clear()
            font = key[1:]
            if font not in self._metrics:
                self._metrics[font] = QFontMetricsF(self._font(each.layer, each.feature))
            metrics = self._metrics[font]
            self._measures[key] = metrics.horizontalAdvance(text) + 2 * HALO, metrics.height()
        return self._measures[key]

    def _is_bold(self, layer: str, feature: int) -> bool:
        chosen = self._chosen.get(layer, _NOBODY)
        return layer in NAMED or (feature < len(chosen) and bool(chosen[feature]))

    def _font(self, layer: str, feature: int) -> QFont:
        font = QFont(self.canvas.font())
        if self._is_bold(layer, feature):
            font.setBold(True)
        if layer in _SMALL:
            font.setPointSizeF(font.pointSizeF() * 0.92)
        return font

    def _key(self, label: Label, ratio: float) -> tuple[object, ...]:
        font = self._font(label.layer, label.feature)
        ground = label.layer if label.layer in NAMED else ""
        return label.text, ground, font.bold(), round(font.pointSizeF() * 100), ratio


def short(text: str) -> str:
    """A text as a label: one line of no more than ``LONGEST`` letters."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _ink(layer: str) -> QColor:
    if layer in NAMED:
        return colours.area_name(layer)
    return colours.role("map_text")


def _inside(page: Page, view: View) -> Ints:
    low_x, low_y, high_x, high_y = view.box
    x, y = page.anchors.T
    style = page.style
    put_away = [at for at, name in enumerate(page.styles) if name in page.hidden]
    found = (x >= low_x) & (x <= high_x) & (y >= low_y) & (y <= high_y)
    if put_away:
        found &= ~np.isin(style, put_away)
    return np.flatnonzero(found)


def _largest(which: Ints, picked: Flags, sizes: Floats) -> Ints:
    """As many as are tried, the selected and the largest of them."""
    if len(which) <= TRIED:
        return which
    return which[np.lexsort((-sizes[which], ~picked[which]))[:TRIED]]
