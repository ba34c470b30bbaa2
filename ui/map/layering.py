"""Keeps the layer tree and the canvas in step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from ui.map import layer_words

if TYPE_CHECKING:
    from ui.map.book import Book
    from ui.map.canvas import MapCanvas
    from ui.map.chosen import Chosen
    from ui.map.furniture import Furniture
    from ui.map.layer_tree import LayerTree
    from ui.map.loading import MapLoader

_UNFOLDED = ("patch", "spot", "photo")  # whose legend one works with


class Layering(QObject):
    """What the tree says is done on the canvas; what is read is told in the tree."""

    def __init__(
        self, canvas: MapCanvas, side: LayerTree, book: Book, loader: MapLoader, chosen: Chosen,
        furniture: Furniture,
    ) -> None:  # fmt: skip
        super().__init__(canvas)
        self._canvas, self._side, self._book = canvas, side, book
        self._loader, self._chosen, self._furniture = loader, chosen, furniture
        model = side.model
        loader.loaded.connect(self._on_loaded)
        model.visibility_changed.connect(self._on_visibility)
        model.opacity_changed.connect(lambda name, share: self._do(name, canvas.set_opacity, share))
        model.order_changed.connect(self._on_order)
        model.hidden_changed.connect(self._on_hidden)

    def clear(self) -> None:
        """Nothing is read."""
        for name in layer_words.LAYERS:
            self._side.model.set_counts(name, {})

    def is_empty(self) -> bool:
        """True where no layer has a feature."""
        pages = [self._book.page(name) for name in self._book.names()]
        return not any(page is not None and page.counts() for page in pages)

    def _on_loaded(self, name: str) -> None:
        page, model = self._book.page(name), self._side.model
        if page is None:
            return
        counts = page.counts()
        for style in page.hidden:
            counts.setdefault(style, 0)
        model.set_counts(name, counts)
        self._dress(name)
        self._chosen.light((name,))
        if self._chosen.pointed is not None and self._chosen.pointed[0] == name:
            self._chosen.point_at()  # its number may mean another now; the next move tells
        self._furniture.renew(name)
        if name in _UNFOLDED:
            self._side.view.expand(model.index_of(name))

    def dress(self, name: str) -> None:
        """A guest is new, changed or gone: the canvas shows it as the tree says."""
        self._dress(name)
        for sheet in self.sheets(name):
            if self._chosen.pointed is not None and self._chosen.pointed[0] == sheet:
                self._chosen.point_at()
        self._furniture.renew(name)

    def _dress(self, name: str) -> None:
        model = self._side.model
        entry = model.entry(model.index_of(name))
        if entry is not None:
            self._do(name, self._canvas.set_visible, entry.visible)
            self._do(name, self._canvas.set_opacity, entry.opacity)
        self._on_order(model.order())

    def sheets(self, name: str) -> tuple[str, ...]:
        """The canvas's layers that a layer of the tree is drawn as."""
        entry = self._side.model.entry(self._side.model.index_of(name))
        return () if entry is None else entry.sheets

    def _do(self, name: str, method: Callable[[str, Any], None], value: object) -> None:
        for sheet in self.sheets(name):
            if self._canvas.stack.find(sheet) is not None:
                method(sheet, value)

    def _on_visibility(self, name: str, visible: bool) -> None:
        self._do(name, self._canvas.set_visible, visible)
        self._furniture.renew(name)

    def _on_order(self, _: list[str]) -> None:
        order = self._side.model.sheet_order()
        if order != [layer.name for layer in self._canvas.stack.layers]:
            self._canvas.set_order(order)
            self._furniture.renew("")

    def _on_hidden(self, name: str, hidden: set[str]) -> None:
        for sheet in self.sheets(name):
            self._loader.hide_styles(sheet, hidden)
        self._furniture.renew(name)
