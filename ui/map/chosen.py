"""One selection: what the desk says is selected, lit up on the map."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from ui.map import styles_of_layers
from ui.map.layer_data import Ints
from ui.map.style import Style

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.map.canvas import MapCanvas

# What a selection names, and the layers on which it may lie.
ISSUES = ("patch", "spot")
PHOTOS = ("photo",)
MARKERS = ("marker",)
AREAS = ("area", "redline", "control")
_SELECTABLE = (*ISSUES, *PHOTOS, *MARKERS, *AREAS, "zone", "track")
MOST = 20_000  # so many of a kind are lit, and so many a box selects


class Chosen(QObject):
    """Lights up the selection and what the mouse is on.

    Signals:
        changed: other features of a layer are lit; carries its name and their numbers.
    """

    changed = Signal(str, object)

    def __init__(self, desk: Desk, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._desk, self._canvas = desk, canvas
        self._style, self._hover_style = styles_of_layers.selection(), styles_of_layers.pointed_at()
        self._lit: dict[str, Ints] = {}
        self._pointed: tuple[str, int] | None = None
        self._besides: dict[str, list[str]] = {}
        desk.selection.changed.connect(self._on_changed)

    def features(self) -> dict[str, Ints]:
        """What is lit, by layer."""
        return dict(self._lit)

    def light(self, layers: Iterable[str] = _SELECTABLE) -> None:
        """Lights up what is selected on some layers."""
        for name in layers:
            found = self._found(name)
            before = self._lit.get(name)
            self._lit[name] = found
            if self._canvas.stack.find(name) is not None:
                self._canvas.set_highlight(name, found, _worn(name, self._style))
            if before is None or not np.array_equal(before, found):
                self.changed.emit(name, found)

    def light_besides(self, layer: str, ids: list[str]) -> None:
        """Lights up what no selection names, such as a zone or a track, until that changes."""
        self.light_all_besides({layer: ids})

    def light_all_besides(self, ids: dict[str, list[str]]) -> None:
        """The same of several layers at once, by their names."""
        before, self._besides = self._besides, dict(ids)
        self.light({*before, *ids})

    def point_at(self, layer: str = "", feature: int = -1) -> None:
        """Lights up what the mouse is on; nothing without a layer."""
        pointed = (layer, feature) if layer else None
        if pointed == self._pointed:
            return
        if self._pointed is not None and self._canvas.stack.find(self._pointed[0]) is not None:
            before = self._pointed[0]
            self._canvas.set_highlight(before, [], _worn(before, self._hover_style))
        self._pointed = pointed
        if pointed is not None:
            self._canvas.set_highlight(layer, [feature], _worn(layer, self._hover_style))

    @property
    def pointed(self) -> tuple[str, int] | None:
        """The layer and feature that the mouse is on."""
        return self._pointed

    def wear(self) -> None:
        """Takes the colours of the scheme in force."""
        self.point_at()
        for name in self._lit:
            if self._canvas.stack.find(name) is not None:
                self._canvas.set_highlight(name, [], _worn(name, self._style))
        self._style, self._hover_style = styles_of_layers.selection(), styles_of_layers.pointed_at()
        self.light({*_SELECTABLE, *self._besides})

    def _on_changed(self, _: object) -> None:
        before, self._besides = self._besides, {}
        self.light({*_SELECTABLE, *before})

    def _found(self, name: str) -> Ints:
        selection, layer = self._desk.selection, self._canvas.stack.find(name)
        ids: Iterable[str] = self._besides.get(name, ())
        if name in ISSUES:
            ids = selection.issues
        elif name in PHOTOS:
            ids = selection.photos
        elif name in MARKERS:
            ids = selection.markers
        elif name in AREAS:
            ids = selection.areas
        wanted = list(islice(ids, MOST))
        if layer is None or not wanted:
            return np.zeros(0, np.int64)
        return np.sort(layer.find(wanted))


def _worn(layer: str, look: Style) -> Style:
    """How a highlight looks on a layer: about markers, whose symbols tell something, a ring."""
    return styles_of_layers.around(look) if layer in MARKERS else look
