"""Brings the project's layers to the canvas, and after a change only what changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.map import calls, faces, kept, layer_words, outlines, store
from ui.map.book import Book, Page
from ui.map.shown import Extras, Renewed, Shown
from ui.timers import pause
from ui.words import translate

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.map.canvas import MapCanvas
    from ui.map.layer import Layer
    from ui.map.layer_data import LayerData

MANY = 300  # changed features: more are read with their whole layer
MOST = 30_000  # vertices changed since a layer was read: with more it is read anew
# What is read anew where entities of a type change: one boundary puts another out of force, and a
# tie of a photo is a change of its issue, or of an inspection of a marker.
_WHOLE = {"area": ("area", "zone"), "zone": ("zone",), "track": ("track",),
          "marker": ("marker",), "marker_check": ("marker",)}  # fmt: skip
_PART = ("issue", "photo", "marker_check")


class MapLoader(QObject):
    """Reads layers in the worker and hands them to the canvas.

    Attributes:
        day: whose boundaries and delays are shown, ISO; "" for today.

    Signals:
        loaded: a layer is new or changed; carries its name.
        finished: nothing is being read any more.
    """

    loaded = Signal(str)
    finished = Signal()

    def __init__(self, desk: Desk, canvas: MapCanvas, book: Book) -> None:
        super().__init__(canvas)
        self._desk, self._canvas, self._book = desk, canvas, book
        self._running: set[str] = set()
        self._stale: dict[str, set[str]] = {kind: set() for kind in _PART}
        self._soon = pause(self, 0, self._on_soon)
        self.day = ""
        self._kept: list[str] = []
        self._one_kept = QTimer(self)
        self._one_kept.timeout.connect(self._on_one_kept)
        desk.changed.connect(self._on_changed)

    @property
    def is_busy(self) -> bool:
        """True while anything is being read, or is about to be."""
        return bool(self._running) or self._soon.isActive()

    def load(self, kinds: tuple[str, ...] = tuple(layer_words.TYPES)) -> None:
        """Reads the layers of types of entities anew."""
        for kind in kinds:
            if kind in self._stale:
                self._stale[kind].clear()
            # Of another day nothing is kept for the next opening.
            args = (kind, None if self.day else self._folder(), self.day)
            self._ask(calls.layers, args, f"map.{kind}", told=self._on_layer)

    def set_day(self, day: str) -> None:
        """Shows the boundaries and delays of a day, ISO; of today where "". Not remembered."""
        self.day = day
        self.load(("area", "zone", "issue"))

    def show_kept(self) -> None:
        """Shows the layers as they were at the last opening, one after the other."""
        self._kept = list(layer_words.LAYERS)
        self._one_kept.start()

    def clear(self) -> None:
        """Takes all layers off the canvas."""
        self._soon.stop()
        self._one_kept.stop()
        self.day = ""
        self._running.clear()  # what was asked of another project is never answered
        for name in self._book.names():
            self._canvas.remove_layer(name)
        self._book.clear()
        for ids in self._stale.values():
            ids.clear()

    def hide_styles(self, name: str, hidden: set[str]) -> None:
        """Shows or puts away the styles of a layer."""
        page = self._book.page(name)
        if page is not None:
            page.hidden = set(hidden)
            self._canvas.set_styles(name, page.shown())

    def wear(self) -> None:
        """Puts the colours of the scheme in force on all layers."""
        for name in self._book.names():
            page = self._book.page(name)
            if page is not None:
                self._canvas.set_palette(name, page.palette())

    def _ask(
        self,
        call: Callable[..., Any],
        args: tuple[Any, ...],
        key: str,
        done: Callable[[Any], None] | None = None,
        told: Callable[[Any], None] | None = None,
    ) -> None:
        title = translate("Map", "Reading the map")

        def came(value: Any) -> None:
            if done is not None:
                done(value)
            self._over(key)

        def failed(error: Exception) -> None:
            self._over(key)
            self._desk.tell(error, title)

        # Who asks again takes the place of who asked before, whose answer never comes.
        self._running.add(key)
        self._desk.ask(call, *args, done=came, failed=failed, told=told, key=key, title=title)

    def _over(self, key: str) -> None:
        self._running.discard(key)
        if not self._running:
            self.finished.emit()

    def _folder(self) -> Path | None:
        info = self._desk.info
        return None if info is None else store.folder_for(info)

    def _on_layer(self, shown: Shown) -> None:
        self._put(shown, fresh=True)

    def _on_one_kept(self) -> None:
        folder = self._folder()
        name = self._kept.pop(0) if self._kept and folder is not None else ""
        if not name or folder is None:
            self._one_kept.stop()
        elif self._book.page(name) is None:
            shown = kept.fetch(folder, name)
            if shown is not None:
                self._put(shown, fresh=False)

    def _put(self, shown: Shown, *, fresh: bool) -> None:
        name = shown.pack.name
        page = Page(shown.extras, self._hidden(name), faces.own(name))
        self._book.put(name, page)
        self._canvas.set_layer(shown.pack, page.palette(), fresh=fresh)
        if page.hidden:
            self._canvas.set_styles(name, page.shown())
        self.loaded.emit(name)

    def _hidden(self, name: str) -> set[str]:
        kept = self._desk.prefs.get("map.hidden", {}).get(name, [])
        return {str(each) for each in kept}

    def _on_changed(self, changes: Any) -> None:
        if self._desk.info is None:
            return
        whole = {layer for kind, kinds in _WHOLE.items() if changes.ids(kind) for layer in kinds}
        if whole:
            self.load(tuple(whole))
        for kind in _PART:
            self._stale[kind].update(changes.ids(kind))
        if any(self._stale.values()):
            self._soon.start()

    def _on_soon(self) -> None:
        """Several changes that come together are read together."""
        stale = {kind: tuple(ids) for kind, ids in self._stale.items()}
        if any(len(ids) > MANY for ids in stale.values()):
            self._stale["marker_check"].clear()
            self.load(("issue", "photo"))
            return

        def done(found: tuple[Renewed, ...]) -> None:
            if not self._soon.isActive():  # else some changed since, and all are read again
                for kind, ids in stale.items():
                    self._stale[kind].difference_update(ids)
            for each in found:
                self._renew(each)

        self._ask(calls.renewed, (stale, self.day), "map.renewed", done)

    def _renew(self, renewed: Renewed) -> None:
        name = renewed.data.name
        page, layer = self._book.page(name), self._canvas.stack.find(name)
        if page is None or layer is None:
            return
        # Each change packs all that changed since the layer was read, on the window's thread.
        if layer.changed_vertices + len(renewed.data.xy) > MOST:
            self.load((layer_words.type_of(name),))
            return
        ids = renewed.data.id_list()
        known = set(layer.ids(layer.find(ids)))
        data, extras = renewed.without_strangers(known)
        if not len(data):
            return
        if name == "patch" and self._puts_elsewhere(page, layer, data, extras):
            self.load(("photo",))  # a photo looks another way near a patch
        self._canvas.update_features(name, data)
        page.renew(layer.find(data.id_list()), extras)
        if page.hidden:
            self._canvas.set_styles(name, page.shown())
        self.loaded.emit(name)

    def _puts_elsewhere(self, page: Page, layer: Layer, data: LayerData, extras: Extras) -> bool:
        """Whether patches change their shape, or are void now or no more."""
        for at, feature in enumerate(layer.numbers(data.id_list()).tolist()):
            after = extras.styles[int(extras.style[at])]
            if feature >= 0 and (page.style_name(feature) == "void") != (after == "void"):
                return True
        return bool(outlines.moved(layer, data))
