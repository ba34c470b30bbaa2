"""The mouse on the map while no tool has it: selects, points, asks what lies at a place."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtWidgets import QToolTip

from ui.look import theme
from ui.map import layer_words
from ui.map.chosen import ISSUES, MARKERS, MOST, PHOTOS, Chosen
from ui.map.turns import Hit, Turns
from ui.timers import pause
from ui.words import number, translate

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.map.book import Book
    from ui.map.canvas import MapCanvas
    from ui.map.faces import Face
    from ui.map.layer_data import Box

REST_MS = 120
REACH = 5.0  # logical pixels off that still hit
FINGER = 2.4  # times as far in field mode
_KINDS = {"issues": ISSUES, "photos": PHOTOS, "markers": MARKERS}
_TAKEN = (*ISSUES, *PHOTOS, *MARKERS)
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class Pointer(QObject):
    """Clicks select issues, photos and markers; Shift adds, Ctrl turns round.

    A click on the number of an issue takes the issue. The next click at the same place takes the
    next of what lies there, which is said. Areas are chosen from the menu of what lies at a place,
    for a click into the country would always hit one.

    Attributes:
        label_at: tells whose label is at a logical pixel of the canvas.

    Signals:
        asked: the menu of what lies at a place is wanted: world, logical pixel of the canvas.
        too_many: a box held more than one selects by hand; carries how many.
        told: what there is to say of a click, "" for nothing any more.
        guests_hit: a click took nothing of the map's own, and this is what guests have there.
    """

    asked = Signal(object, object)
    too_many = Signal(int)
    told = Signal(str)
    guests_hit = Signal(list)

    def __init__(self, desk: Desk, canvas: MapCanvas, book: Book, chosen: Chosen) -> None:
        super().__init__(canvas)
        self._desk, self._canvas, self._book, self._chosen = desk, canvas, book, chosen
        self.label_at: Callable[[QPointF], Hit | None] = lambda _: None
        self._turns = Turns(self._here)
        self._has_told = False
        self._mouse: tuple[float, float] | None = None
        self._rest = pause(self, REST_MS, self._on_rest)
        canvas.clicked.connect(self._on_clicked)
        canvas.double_clicked.connect(self._on_double_clicked)
        canvas.hovered.connect(self._on_hovered)

    def name(self, hit: Hit) -> str:
        """What a feature is called: its number or name, and what it is."""
        layer, feature = hit
        page = self._book.page(layer)
        if page is None:
            return layer_words.layer(layer)
        what = _told_of(page.face, page.style_name(feature))
        label = page.label(feature)
        if not label:
            return what
        if page.face.is_own and what == page.face.title():  # a layer of one look
            return label
        return translate("Map", "{name} · {what}").format(name=label, what=what)

    def title(self, layer: str) -> str:
        """What a layer is called."""
        page = self._book.page(layer)
        return layer_words.layer(layer) if page is None else page.face.title()

    def guests_at(self, world: tuple[float, float]) -> list[Hit]:
        """What lies at a place on layers that are not the map's own, the topmost first."""
        return [hit for hit in self.hits(world) if self.is_guest(hit)]

    def _small_guests_at(self, world: tuple[float, float]) -> list[Hit]:
        """Without what fills the view: it would be named wherever the mouse rests."""
        view = self._canvas.view()
        if view is None:
            return []
        (west, south, east, north), out = view.box, []
        for layer, feature in self.guests_at(world):
            x0, y0, x1, y1 = self._canvas.layer(layer).box(np.array([feature])) or view.box
            if x0 > west or y0 > south or x1 < east or y1 < north:
                out.append((layer, feature))
        return out

    def is_guest(self, hit: Hit) -> bool:
        """Whether it lies on a layer that is not the map's own."""
        page = self._book.page(hit[0])
        return page is not None and not page.face.is_own

    def label(self, layer: str, id_: str) -> str:
        """The number or name of a feature by its id, the id's beginning where there is none."""
        return self.named(layer, id_) or id_[:12]

    def named(self, layer: str, id_: str) -> str:
        """The number or name of a feature by its id, "" where there is none."""
        page, found = self._book.page(layer), self._canvas.stack.find(layer)
        features = [] if found is None else found.find([id_]).tolist()
        return page.label(features[0]) if page is not None and features else ""

    def id_of(self, hit: Hit) -> str:
        """A feature's id."""
        return self._canvas.layer(hit[0]).ids([hit[1]])[0]

    def hits(self, world: tuple[float, float]) -> list[Hit]:
        """All that lies at a place, the topmost first."""
        return self._canvas.hits(world, _reach())

    def photo_at(self, world: tuple[float, float]) -> str:
        """The photo at a place, "" where there is none."""
        found = next((hit for hit in self.hits(world) if hit[0] in PHOTOS), None)
        return "" if found is None else self.id_of(found)

    def choose(
        self, hit: Hit, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Selects a feature."""
        self._select(self._named([hit]), modifiers)

    def choose_in(self, box: Box, modifiers: Qt.KeyboardModifier) -> None:
        """Selects the issues, photos and markers that meet a box of the world."""
        found = self._canvas.in_box(box)
        wanted = {name: found[name] for name in _TAKEN if name in found}
        many = sum(map(len, wanted.values()))
        if many > MOST:
            self.too_many.emit(many)
            return
        ids = {name: self._canvas.layer(name).ids(some) for name, some in wanted.items()}
        self._select(_sorted_out(ids), modifiers)

    def _named(self, hits: list[Hit]) -> dict[str, list[str]]:
        by_layer: dict[str, list[int]] = {}
        for name, feature in hits:
            by_layer.setdefault(name, []).append(feature)
        return _sorted_out(
            {name: self._canvas.layer(name).ids(some) for name, some in by_layer.items()}
        )

    def _select(self, found: dict[str, list[str]], modifiers: Qt.KeyboardModifier) -> None:
        selection = self._desk.selection
        before = {name: getattr(selection, name) for name in found}
        if modifiers & _CTRL:
            found = {name: _turned(before[name], some) for name, some in found.items()}
        elif modifiers & _SHIFT:
            found = {name: [*before[name], *some] for name, some in found.items()}
        areas = None if modifiers & (_CTRL | _SHIFT) else ()
        chosen: dict[str, Any] = {**found, "areas": areas}
        selection.select(**chosen, by=self)

    def _on_clicked(
        self, world: tuple[float, float], button: Qt.MouseButton, modifiers: Qt.KeyboardModifier
    ) -> None:
        if self._canvas.tool is not None:
            return
        if button == Qt.MouseButton.RightButton:
            self.asked.emit(world, self._canvas.pixel_of(world))
        elif button == Qt.MouseButton.LeftButton:
            reach = _reach() * self._canvas.metres_a_pixel()
            self._turns.click(world, reach, goes_on=not modifiers and self._has_last())
            self._take(modifiers)
            if self._turns.taken is None and not modifiers:
                self.guests_hit.emit(self.guests_at(world))

    def _on_double_clicked(
        self, world: tuple[float, float], button: Qt.MouseButton, _: Qt.KeyboardModifier
    ) -> None:
        if self._canvas.tool is not None or button != Qt.MouseButton.LeftButton:
            return
        del world
        self._turns.turn_back()
        hit = self._turns.taken
        if hit is None:
            return
        self._take(Qt.KeyboardModifier.NoModifier)
        if hit[0] in PHOTOS:
            self._desk.show.photo.emit(self.id_of(hit))
        elif hit[0] in MARKERS:
            self._desk.show.marker.emit(self.id_of(hit))
        else:
            self._desk.show.issue.emit(self.id_of(hit))

    def _here(self, world: tuple[float, float]) -> list[Hit]:
        """What a click may take, the topmost first; whose number is there before all."""
        found = [hit for hit in self.hits(world) if hit[0] in _TAKEN]
        labelled = self.label_at(self._canvas.pixel_of(world))
        if labelled is None or labelled[0] not in ISSUES:
            return found
        return [labelled, *(hit for hit in found if hit != labelled)]

    def _has_last(self) -> bool:
        """Whether what the last click took is what is selected still."""
        last = self._turns.taken
        if last is None or self._canvas.stack.find(last[0]) is None:
            return False
        selection = self._desk.selection
        named = self._named([last])
        return all(list(getattr(selection, name)) == some for name, some in named.items())

    def _take(self, modifiers: Qt.KeyboardModifier) -> None:
        hit, order = self._turns.taken, self._turns.order
        self._select(self._named([] if hit is None else [hit]), modifiers)
        words = ""
        if hit is not None and len(order) > 1 and not modifiers:
            words = translate("Map", "{n} of {all} here: {name}. Click again for the next").format(
                n=number(self._turns.at + 1), all=number(len(order)), name=self.name(hit)
            )
        if words or self._has_told:
            self.told.emit(words)
        self._has_told = bool(words)

    def _on_hovered(self, world: tuple[float, float]) -> None:
        self._mouse = world
        self._rest.start()

    def _on_rest(self) -> None:
        """The mouse stands: what it is on is lit and named."""
        canvas = self._canvas
        free = canvas.tool is None or canvas.tool.cursor == Qt.CursorShape.WhatsThisCursor
        if self._mouse is None or not free or not canvas.underMouse():
            self._chosen.point_at()
            return
        pixel = canvas.pixel_of(self._mouse)
        hits = self._here(self._mouse) or self._small_guests_at(self._mouse)
        if not hits:
            self._chosen.point_at()
            QToolTip.hideText()
            return
        self._chosen.point_at(*hits[0])
        names = [self.name(hit) for hit in hits[:5]]
        if len(hits) > 5:
            names.append("…")
        at = canvas.viewport().mapToGlobal((pixel + QPointF(12, 12)).toPoint())
        # Numbers and names are anybody's: they are told as they stand, never as rich text.
        QToolTip.showText(at, f"<qt>{'<br>'.join(map(html.escape, names))}</qt>", canvas)


def _told_of(face: Face, style: str) -> str:
    """What a feature is: of a guest, whose names say little, also the layer."""
    word = face.word(style)
    if face.is_own or not word:
        return face.called(style)
    return translate("Map", "{layer}: {name}").format(layer=face.title(), name=word)


def _reach() -> float:
    """Logical pixels off that still hit."""
    return REACH * (FINGER if theme.is_field() else 1.0)


def _sorted_out(ids: dict[str, list[str]]) -> dict[str, list[str]]:
    """What a selection names, among what lies on layers."""
    return {
        name: [i for layer in layers for i in ids.get(layer, ())] for name, layers in _KINDS.items()
    }


def _turned(before: tuple[str, ...], some: list[str]) -> list[str]:
    """Those that were selected are no longer, and the others are."""
    away = set(some) & set(before)
    return [i for i in (*before, *some) if i not in away]
