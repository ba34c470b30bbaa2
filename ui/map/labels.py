"""Numbers of patches and names of areas beside them: as many as fit without touching.

What is selected goes first, then areas, then what is largest. Which labels there are is found
out when the view has come to rest; while it moves, those that are there move with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QTimer
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPixmap

from ui.look import colours
from ui.map.book import Book, Page
from ui.map.inscribing import HALO, sprite
from ui.map.layer_data import Floats, Ints
from ui.map.screen_item import ScreenItem, size_of
from ui.map.view import View

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas

REST_MS = 60
MOST = 80
TRIED = 400  # candidates that are looked at for room
SMALLEST_EM = 0.8  # a feature narrower than this on the screen has no label, unless few are there
FEW = 40
_EDGE = 2.0  # logical pixels that are kept free around a label
# Layers that have labels, the first ones first; of photos only the selected.
LAYERS = ("area", "redline", "control", "zone", "patch", "spot")


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
    rank: tuple[float, ...]
    layer: str
    feature: int


class Labels(ScreenItem):
    """The labels of the map.

    Attributes:
        shown: the labels that found room at the last rest.
        wanted: False where the user wants none.
    """

    def __init__(self, canvas: MapCanvas, book: Book, order: Callable[[], list[str]]) -> None:
        super().__init__(canvas, z=30)
        self._book, self._order = book, order
        self._chosen: dict[str, set[int]] = {}
        self._sprites: dict[tuple[str, bool, int, float], QPixmap] = {}
        self.shown: list[Label] = []
        self.wanted = True
        self._rest = QTimer(canvas)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.place)
        canvas.view_changed.connect(lambda _: self.renew())

    def set_wanted(self, wanted: bool) -> None:
        """Shows labels, or none."""
        self.wanted = wanted
        self.place()

    def set_chosen(self, layer: str, features: Iterable[int]) -> None:
        """What is selected: it has its label before all others."""
        self._chosen[layer] = set(features)
        self.renew()

    def renew(self) -> None:
        """Looks for labels anew as soon as the view is at rest."""
        if self.canvas.isVisible():
            self._rest.start()

    def forget(self) -> None:
        """After another font or scheme: letters are drawn anew."""
        self._sprites.clear()
        self.renew()

    def place(self) -> None:
        """Finds the labels of the view that is shown now."""
        view = self.canvas.view()
        self._rest.stop()
        self.shown = [] if view is None or not self.wanted else self._placed(view)
        self.update()

    def draw(self, painter: QPainter, view: View) -> None:
        """Puts the letters where their features are now."""
        for label in self.shown:
            at = self.point(label.place)
            picture = self._sprite(label, view.dpr)
            x = at.x() + label.shift[0] - label.width / 2
            y = at.y() + label.shift[1] - label.height / 2
            painter.drawPixmap(QPointF(round(x), round(y)), picture)

    def _placed(self, view: View) -> list[Label]:
        found = sorted(self._candidates(view), key=lambda c: c.rank)[:TRIED]
        width, height = size_of(view)
        taken = np.zeros((0, 4))
        out: list[Label] = []
        for each in found:
            label = self._label(each, view)
            centre = self.point(label.place)
            x, y = centre.x() + label.shift[0], centre.y() + label.shift[1]
            half_x, half_y = label.width / 2 + _EDGE, label.height / 2
            box = np.array([x - half_x, y - half_y, x + half_x, y + half_y])
            outside = box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > height
            if outside or _meets(taken, box):
                continue
            taken = np.vstack([taken, box])
            out.append(label)
            if len(out) == MOST:
                break
        return out

    def _candidates(self, view: View) -> Iterable[_Candidate]:
        visible = [name for name in self._order() if name in LAYERS or self._chosen.get(name)]
        for name in visible:
            page = self._book.page(name)
            if page is None:
                continue
            inside = _inside(page, view)
            chosen = self._chosen.get(name, set())
            if name not in LAYERS:
                inside = inside[np.isin(inside, list(chosen))]
            inside = inside[page.has_label(inside)]
            sizes = self._sizes(name, inside) / (view.pixel * view.dpr)
            em = self.canvas.fontMetrics().height()
            few = len(inside) <= FEW or name == "spot"
            for feature, size in zip(inside.tolist(), sizes.tolist(), strict=True):
                picked = feature in chosen
                if picked or size >= SMALLEST_EM * em or (few and name in ("patch", "spot")):
                    group = LAYERS.index(name) if name in LAYERS else len(LAYERS)
                    areas_first = 0 if group < 3 else 1
                    rank = (0 if picked else 1, areas_first, -size)
                    yield _Candidate(rank, name, feature)

    def _sizes(self, name: str, features: Ints) -> Floats:
        """The wider side of features, metres; 0 for points."""
        layer = self.canvas.layer(name)
        out = np.zeros(len(features))
        if layer.kind == "point":
            return out
        pack = layer.parts[0].pack
        known = features < len(pack)
        boxes = pack.boxes[features[known]].astype(np.float64)
        out[known] = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) * pack.unit
        return out

    def _label(self, each: _Candidate, view: View) -> Label:
        page = self._book.page(each.layer)
        assert page is not None
        text = page.label(each.feature)
        font = self._font(each.layer, each.feature)
        metrics = QFontMetricsF(font)
        width = metrics.horizontalAdvance(text) + 2 * HALO
        x, y = page.anchors[each.feature].tolist()
        point = self.canvas.layer(each.layer).kind == "point"
        down = metrics.height() * 0.95 if point else 0.0
        if each.layer == "patch":
            # Beneath a patch that is smaller than its number, on one that is larger.
            [size] = self._sizes("patch", np.array([each.feature])) / (view.pixel * view.dpr)
            down = (
                0.0
                if size > width * 1.2
                else min(size, metrics.height() * 2) / 2 + metrics.height() * 0.6
            )
        return Label(
            each.layer, each.feature, text, (x, y), (0.0, down), width, metrics.height() + HALO
        )

    def _font(self, layer: str, feature: int) -> QFont:
        font = QFont(self.canvas.font())
        if layer in LAYERS[:3] or feature in self._chosen.get(layer, set()):
            font.setBold(True)
        if layer in ("patch", "spot", "photo"):
            font.setPointSizeF(font.pointSizeF() * 0.92)
        return font

    def _sprite(self, label: Label, ratio: float) -> QPixmap:
        font = self._font(label.layer, label.feature)
        key = (label.text, font.bold(), round(font.pointSizeF() * 100), ratio)
        if label.layer in ("area", "redline", "control"):
            key = (f"{label.layer}\0{label.text}", *key[1:])
        found = self._sprites.get(key)
        if found is None:
            if len(self._sprites) > 2000:
                self._sprites.clear()
            found = self._sprites[key] = sprite(label.text, font, _ink(label.layer), ratio)
        return found


def _ink(layer: str) -> object:
    if layer in ("area", "redline", "control"):
        return colours.area_line(layer)
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


def _meets(taken: Floats, box: Floats) -> bool:
    return bool(
        (
            (taken[:, 0] < box[2])
            & (taken[:, 2] > box[0])
            & (taken[:, 1] < box[3])
            & (taken[:, 3] > box[1])
        ).any()
    )
