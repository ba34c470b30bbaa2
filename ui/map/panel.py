"""The map room: canvas, layer tree, bar and coordinates, and how they work together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ui import troubles
from ui.desk import Desk
from ui.look import colours
from ui.map import calls, layer_words, places
from ui.map.bar import MapBar
from ui.map.book import Book
from ui.map.canvas import MapCanvas
from ui.map.chosen import AREAS, ISSUES, PHOTOS, Chosen
from ui.map.coordinates import CoordinateLine
from ui.map.empty import EmptyMap
from ui.map.furniture import Furniture
from ui.map.journeys import Journeys
from ui.map.layer_tree import LayerTree
from ui.map.loading import MapLoader
from ui.map.patch_dialog import PatchDialog
from ui.map.place_menu import PlaceMenu
from ui.map.pointing import Hit, Pointer
from ui.map.toolbox import Toolbox
from ui.map.tools.box import BoxSelect
from ui.map.tools.draw import DrawPatch
from ui.map.tools.identify import Identify
from ui.map.tools.measure import MeasureArea, MeasureLine
from ui.map.tools.place_photo import PlacePhoto
from ui.map.view import View
from ui.widgets.translated import Translated
from ui.words import translate

_KINDS = {"issue": ISSUES, "photo": PHOTOS, "area": AREAS, "zone": ("zone",), "track": ("track",)}


class MapPanel(Translated, QWidget):
    """The map room.

    Attributes:
        canvas: the map itself, for basemaps.
        side: the layer tree; other rooms may put a section below it.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map.panel")
        self._desk = desk
        self.canvas = MapCanvas(self)
        self.canvas.setMouseTracking(True)
        self.book = Book()
        self.side = LayerTree(desk.prefs, self)
        self.loader = MapLoader(desk, self.canvas, self.book)
        self.chosen = Chosen(desk, self.canvas)
        self.pointer = Pointer(desk, self.canvas, self.book, self.chosen)
        self.journeys = Journeys(self.canvas)
        self.toolbox = Toolbox(self.canvas)
        self.furniture = Furniture(desk.prefs, self.canvas, self.book, self.side.model.order)
        self.bar = MapBar(self.handlers(), self)
        self.foot = CoordinateLine(desk.prefs, self)
        self.empty = EmptyMap(self.canvas)
        self._make_tools()
        self._lay_out()
        self._connect()
        self._wear()
        self.retranslate()
        if desk.info is not None:
            self._on_opened()

    def handlers(self) -> dict[str, Callable[..., None]]:
        """What the map's actions do."""
        take = {
            f"map.{name}": (lambda n=name: self.toolbox.take(n))
            for name in ("select", "box", "identify", "measure_line", "measure_area", "draw",
                         "place_photo")
        }  # fmt: skip
        return {
            **take,
            "map.zoom_in": self.canvas.zoom_in,
            "map.zoom_out": self.canvas.zoom_out,
            "map.zoom_all": lambda: self.journeys.to_all(),
            "map.zoom_selection": self._zoom_selection,
            "map.zoom_issue": lambda: self._show("issue", (self._desk.selection.current_issue,)),
            "map.zoom_layer": lambda: self.journeys.to_layer(self.side.current()),
            "map.previous_view": lambda: self.journeys.back(),
            "map.next_view": lambda: self.journeys.forth(),
            "map.go_to": lambda: self.foot.ask(),
            "map.copy_position": lambda: self.foot.copy(),
            "map.notation": lambda: self.foot.next_notation(),
            "map.layers": self._fold_side,
            "map.labels": lambda: self._turn("labels"),
            "map.graticule": lambda: self._turn("graticule"),
            "map.reload": lambda: self.loader.load(),
        }

    def retranslate(self) -> None:
        """Sets every text."""
        self.canvas.setAccessibleName(translate("Map", "Map"))
        self.toolbox.retell()
        self.canvas.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Layers, legend and labels follow the scheme and the font."""
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() in kinds and hasattr(self, "empty"):
            self._wear()
        super().changeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hands dropped files to whoever imports them."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self._desk.show.files.emit(paths)

    # Composition -------------------------------------------------------------------------

    def _make_tools(self) -> None:
        box, end = self.toolbox, self.toolbox.lay_down
        box.add("box", lambda: BoxSelect(end, self.pointer.choose_in))
        box.add("identify", lambda: Identify(end, self._ask_what))
        box.add("measure_line", lambda: MeasureLine(end))
        box.add("measure_area", lambda: MeasureArea(end))
        box.add("draw", lambda: DrawPatch(end, self._ask_patch))
        box.add(
            "place_photo",
            lambda: PlacePhoto(
                end, photo_at=self.pointer.photo_at, selected=self._one_photo,
                label=lambda photo: self.pointer.label("photo", photo), placed=self._place_photo,
            ),
        )  # fmt: skip

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        self.canvas.setAcceptDrops(False)
        self.canvas.viewport().setAcceptDrops(False)
        self.setFocusProxy(self.canvas)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setObjectName("map.splitter")
        self._splitter.addWidget(self.canvas)
        self._splitter.addWidget(self.side)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setCollapsible(0, False)
        em = self.fontMetrics().height()
        wide = self._desk.prefs.get("map.side_width", 15 * em)
        self._splitter.setSizes([60 * em, wide])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._splitter, 1)
        column.addWidget(self.foot)
        self.side.setVisible(self._desk.prefs.get("map.side", True))
        self.bar.set_on("layers", not self.side.isHidden())
        self.bar.set_on("labels", self.furniture.is_on("labels"))
        self.bar.set_on("graticule", self.furniture.is_on("graticule"))

    def _connect(self) -> None:
        desk, canvas, model = self._desk, self.canvas, self.side.model
        desk.opened.connect(self._on_opened)
        desk.closed.connect(self._on_closed)
        desk.actor_changed.connect(self._on_actor)
        desk.selection.changed.connect(lambda _: self._on_selection())
        desk.selection.zoom_wanted.connect(self._zoom_selection)
        desk.show.on_map.connect(self._show)
        canvas.view_changed.connect(self._on_view)
        canvas.hovered.connect(self.foot.set_place)
        self.pointer.asked.connect(self._ask_what)
        self.loader.loaded.connect(self._on_loaded)
        self.loader.finished.connect(self._on_finished)
        self.chosen.changed.connect(self.furniture.set_chosen)
        self.toolbox.changed.connect(lambda n: self.bar.set_tool(n, self.toolbox.hint()))
        self.foot.asked.connect(self._go_to)
        self.side.zoom_wanted.connect(self.journeys.to_layer)
        self.side.folded.connect(self._fold_side)
        model.visibility_changed.connect(self._on_visibility)
        model.opacity_changed.connect(
            lambda name, share: self._on_canvas(name, canvas.set_opacity, share)
        )
        model.order_changed.connect(self._on_order)
        model.hidden_changed.connect(self._on_hidden)
        self._splitter.splitterMoved.connect(lambda *_: self._remember_width())

    def _wear(self) -> None:
        self.canvas.set_background(colours.role("map_ground"))
        self.loader.wear()
        self.chosen.wear()
        self.furniture.wear()
        self.side.model.retell()

    # The project -------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self._on_closed()
        info = self._desk.info
        if info is None:
            return
        self.journeys.to_extent(info.extent or (73.0, 17.0, 136.0, 54.0))
        self._on_actor()
        self.loader.load()

    def _on_closed(self) -> None:
        self.toolbox.lay_down()
        self.loader.clear()
        self.journeys.forget()
        self.furniture.forget()
        self.empty.set_shown(False)
        for name in layer_words.LAYERS:
            self.side.model.set_counts(name, {})

    def _on_actor(self) -> None:
        writable = self._desk.info is not None and self._desk.info.writable
        self.bar.set_usable(("draw", "place_photo"), writable)
        if not writable and self.toolbox.name in ("draw", "place_photo"):
            self.toolbox.lay_down()

    def _on_view(self, view: View) -> None:
        self.foot.set_view(view)
        if not self.canvas.underMouse():
            self.foot.set_place(view.centre)

    def _on_loaded(self, name: str) -> None:
        page, model = self.book.page(name), self.side.model
        if page is None:
            return
        counts = page.counts()
        for style in page.hidden:
            counts.setdefault(style, 0)
        model.set_counts(name, counts)
        entry = model.entry(model.index_of(name))
        if entry is not None:
            self.canvas.set_visible(name, entry.visible)
            self.canvas.set_opacity(name, entry.opacity)
        self._on_order(model.order())
        self.chosen.light((name,))
        self.furniture.renew(name)
        if name in ("patch", "spot", "photo"):
            self.side.view.expand(model.index_of(name))
        if counts:
            self.empty.set_shown(False)

    def _on_finished(self) -> None:
        pages = [self.book.page(name) for name in self.book.names()]
        nothing = not any(page is not None and len(page.style) for page in pages)
        self.empty.retranslate()
        self.empty.set_shown(nothing and self._desk.info is not None)

    # Layers ------------------------------------------------------------------------------

    def _on_canvas(self, name: str, method: Callable[[str, Any], None], value: object) -> None:
        if self.canvas.stack.find(name) is not None:
            method(name, value)

    def _on_visibility(self, name: str, visible: bool) -> None:
        self._on_canvas(name, self.canvas.set_visible, visible)
        self.furniture.renew(name)

    def _on_order(self, order: list[str]) -> None:
        self.canvas.set_order(order)
        self.furniture.renew("")

    def _on_hidden(self, name: str, hidden: set[str]) -> None:
        self.loader.hide_styles(name, hidden)
        self.furniture.renew(name)

    def _fold_side(self) -> None:
        shown = self.side.isHidden()
        self.side.setVisible(shown)
        self.bar.set_on("layers", shown)
        self._desk.prefs.set("map.side", shown)

    def _remember_width(self) -> None:
        self._desk.prefs.set("map.side_width", self._splitter.sizes()[1])

    def _turn(self, what: str) -> None:
        self.bar.set_on(what, self.furniture.turn(what))

    # Selection and going somewhere ---------------------------------------------------------

    def _on_selection(self) -> None:
        if self.toolbox.name == "place_photo":
            self.toolbox.retell()

    def _zoom_selection(self) -> None:
        self.journeys.to_features(self.chosen.features())

    def _show(self, kind: str, ids: tuple[str, ...]) -> None:
        """Shows things on the map: selects what a selection can name, lights up the rest."""
        ids = tuple(ids)
        selection = self._desk.selection
        if kind == "issue":
            selection.select(issues=ids, by=self)
        elif kind == "photo":
            selection.select(photos=ids, by=self)
        elif kind == "area":
            selection.select(areas=ids, by=self)
        else:
            self.chosen.light_besides(kind, list(ids))
        lit = self.chosen.features()
        found = {name: lit[name] for name in _KINDS.get(kind, ()) if name in lit}
        if not self.journeys.to_features(found) and ids:
            self.bar.set_hint(translate("Map", "That has no place on the map"))

    def _zoom_to(self, hit: Hit) -> None:
        import numpy as np

        self.journeys.to_features({hit[0]: np.array([hit[1]])})

    def _go_to(self, text: str) -> None:
        def went(found: tuple[float, float, str]) -> None:
            lon, lat, crs = found
            self.journeys.to_place(places.world(lon, lat))
            self.furniture.mark(places.world(lon, lat))
            told = places.told(places.world(lon, lat), self.foot.notation)
            self.foot.went(translate("Map", "{position} ({crs})").format(position=told, crs=crs))
            self.canvas.setFocus()

        self._desk.ask(
            calls.position, text, done=went, key="map.position",
            failed=lambda error: self.foot.refuse(" ".join(troubles.told(error))),
        )  # fmt: skip

    def _ask_what(self, world: tuple[float, float], pixel: QPointF) -> None:
        menu = PlaceMenu(
            self._desk, self.canvas, self.pointer, self.chosen, self._zoom_to, self.foot.notation
        )
        menu.ask(world, pixel)

    # Writing -----------------------------------------------------------------------------

    def _one_photo(self) -> str:
        photos = self._desk.selection.photos
        return photos[0] if len(photos) == 1 else ""

    def _place_photo(self, photo: str, lon: float, lat: float) -> None:
        title = translate("Map", "Place {photo}").format(photo=self.pointer.label("photo", photo))
        self._desk.do(
            calls.place_photo, photo, lon, lat, title=title,
            undo=lambda before: (calls.put_photo_back, (before,)),
        )  # fmt: skip
        self._desk.selection.select(photos=(photo,), by=self)

    def _ask_patch(self, corners: list[tuple[float, float]]) -> None:
        current = self._desk.selection.current_issue
        label = ""
        if current:
            on = next((n for n in ISSUES if self._is_on(n, current)), ISSUES[0])
            label = self.pointer.label(on, current)
        dialog = PatchDialog(self._desk, corners, current, label, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.made.connect(self._on_made)
        dialog.open()

    def _is_on(self, layer: str, id_: str) -> bool:
        found = self.canvas.stack.find(layer)
        return found is not None and len(found.find([id_])) > 0

    def _on_made(self, issue: str) -> None:
        self.toolbox.lay_down()
        self._desk.selection.select(issues=(issue,), current=issue, by=self)
