"""The map room: canvas, layer tree, bar and coordinates, put together."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.look import colours
from ui.map.bar import TOOLS, MapBar
from ui.map.beside import Beside
from ui.map.book import Book
from ui.map.canvas import MapCanvas
from ui.map.chosen import Chosen
from ui.map.coordinates import CoordinateLine
from ui.map.empty import EmptyMap
from ui.map.furniture import Furniture
from ui.map.guests import Guests
from ui.map.guide import Guide
from ui.map.journeys import CHINA, Journeys
from ui.map.keyboard import KeyHand
from ui.map.layer_tree import LayerTree
from ui.map.layering import Layering
from ui.map.loading import MapLoader
from ui.map.photo_drop import PhotoDrop
from ui.map.place_menu import PlaceMenu
from ui.map.pointing import Pointer
from ui.map.toolbox import Toolbox
from ui.map.tools.box import BoxSelect
from ui.map.tools.identify import Identify
from ui.map.tools.measure import MeasureArea, MeasureLine
from ui.map.view import View
from ui.map.writing import Writing
from ui.widgets.translated import Translated
from ui.words import translate

if TYPE_CHECKING:
    from ui.map.saving import MapSaver

_WRITING = ("draw", "place_photo")


class MapPanel(Translated, QWidget):
    """The map room.

    Attributes:
        canvas: the map itself, for basemaps.
        side: the layer tree; other rooms may put a section below it.
        guests: layers of other rooms, put and taken away while the map runs.

    Signals:
        renewed: the user asked for everything anew.
    """

    renewed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map.panel")
        self._desk = desk
        self.canvas = MapCanvas(self)
        self.canvas.setMouseTracking(True)
        self.book = Book()
        self.side = LayerTree(desk.prefs, self)
        self.foot = CoordinateLine(desk.prefs, self)
        self.loader = MapLoader(desk, self.canvas, self.book)
        self.chosen = Chosen(desk, self.canvas)
        self.pointer = Pointer(desk, self.canvas, self.book, self.chosen)
        self.journeys = Journeys(self.canvas)
        self._was_empty = False
        self.toolbox = Toolbox(self.canvas)
        self.furniture = Furniture(desk.prefs, self.canvas, self.book, self.side.model.sheet_order)
        self.layering = Layering(
            self.canvas, self.side, self.book, self.loader, self.chosen, self.furniture
        )
        self.guests = Guests(
            desk.prefs, self.canvas, self.side, self.book, self.chosen, self.layering.dress
        )
        self.guide = Guide(desk, self.canvas, self.chosen, self.journeys, self.furniture, self.foot)
        self.hand = KeyHand(self.canvas)
        self.photo_drop = PhotoDrop(desk, self.canvas, self.pointer)
        self.writing = Writing(desk, self.canvas, self.pointer, self.toolbox, self)
        self.bar = MapBar(self.handlers(), self)
        self.empty = EmptyMap(self.canvas)
        self._beside = Beside(desk.prefs, self.canvas, self.side, self)
        self._make_tools()
        self._lay_out()
        self._connect()
        self._wear()
        self.retranslate()
        if desk.info is not None:
            self._on_opened()

    @cached_property
    def _saver(self) -> MapSaver:
        from ui.map.saving import MapSaver  # seldom asked for

        return MapSaver(self.canvas, self._desk, self)

    @property
    def is_busy(self) -> bool:
        """True while layers are read or drawn."""
        return self.loader.is_busy or self.canvas.is_drawing

    def handlers(self) -> dict[str, Callable[..., None]]:
        """What the map's actions do."""
        tools = {f"map.{name}": (lambda n=name: self.toolbox.take(n)) for name in TOOLS}
        return {
            **tools,
            "map.zoom_in": self.canvas.zoom_in,
            "map.zoom_out": self.canvas.zoom_out,
            "map.zoom_all": self.journeys.to_all,
            "map.zoom_selection": self.guide.to_selection,
            "map.zoom_issue": self.guide.to_issue,
            "map.zoom_layer": lambda: self.guide.to_layer(self.side.current()),
            "map.previous_view": self.journeys.back,
            "map.next_view": self.journeys.forth,
            "map.go_to": self.foot.ask,
            "map.copy_position": self.foot.copy,
            "map.notation": self.foot.next_notation,
            "map.layers": self._fold_side,
            "map.labels": lambda: self._turn("labels"),
            "map.graticule": lambda: self._turn("graticule"),
            "map.reload": self._renew,
            "map.copy_picture": self._copy_picture,
            "map.save_picture": lambda: self._saver.ask(),
            "map.day": self._ask_day,
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
            self._beside.widen_soon()
        super().changeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files, and photos of the tray."""
        if self.photo_drop.takes(event) or any(
            url.isLocalFile() for url in event.mimeData().urls()
        ):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Says what letting photos go here does."""
        super().dragMoveEvent(event)
        if self.photo_drop.takes(event):
            self.photo_drop.over(event, self._on_canvas)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing would happen any more."""
        super().dragLeaveEvent(event)
        self.photo_drop.told.emit("")

    def dropEvent(self, event: QDropEvent) -> None:
        """Hands dropped files to whoever imports them, photos to whoever ties and places them."""
        if self.photo_drop.takes(event):
            event.acceptProposedAction()
            self.photo_drop.drop(event, self._on_canvas)
            return
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self._desk.show.files.emit(paths)

    def _on_canvas(self, at: QPointF) -> QPointF:
        return QPointF(self.canvas.mapFrom(self, at))

    # Composition -------------------------------------------------------------------------

    def _make_tools(self) -> None:
        box, end = self.toolbox, self.toolbox.lay_down
        box.add("box", lambda: BoxSelect(end, self.pointer.choose_in))
        box.add("identify", lambda: Identify(end, self._ask_what))
        box.add("measure_line", lambda: MeasureLine(end))
        box.add("measure_area", lambda: MeasureArea(end))

    def _lay_out(self) -> None:
        # Files are dropped on the room, not on the scene within.
        self.setAcceptDrops(True)
        self.canvas.setAcceptDrops(False)
        self.canvas.viewport().setAcceptDrops(False)
        self.setFocusProxy(self.canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._beside, 1)
        column.addWidget(self.foot)
        self.bar.set_on("layers", self._beside.is_on)
        for what in ("labels", "graticule"):
            self.bar.set_on(what, self.furniture.is_on(what))

    def _connect(self) -> None:
        desk = self._desk
        desk.opened.connect(self._on_opened)
        desk.closed.connect(self._on_closed)
        desk.actor_changed.connect(self._on_actor)
        desk.selection.changed.connect(lambda _: self._on_selection())
        self.canvas.view_changed.connect(self._on_view)
        self.canvas.hovered.connect(self.foot.set_place)
        self.pointer.asked.connect(self._ask_what)
        self.hand.asked.connect(self._ask_what)
        self.pointer.guests_hit.connect(self.guests.pick)
        self.guide.sheets = self.layering.sheets
        self.pointer.too_many.connect(self.guide.tell_too_many)
        self.pointer.label_at = self.furniture.labels.at
        self.pointer.told.connect(lambda told: self.bar.set_hint(told or self.toolbox.hint()))
        self.writing.told.connect(self.bar.set_hint)
        self.photo_drop.told.connect(lambda told: self.bar.set_hint(told or self.toolbox.hint()))
        self.loader.finished.connect(self._on_finished)
        self.chosen.changed.connect(self.furniture.set_chosen)
        self._desk.selection.walked.connect(self.furniture.set_current_photo)
        self.toolbox.changed.connect(lambda n: self.bar.set_tool(n, self.toolbox.hint()))
        self.guide.told.connect(self.bar.set_hint)
        self.journeys.told.connect(self.bar.set_hint)
        self.bar.day.removed.connect(lambda: self.show_day(""))
        self.side.zoom_wanted.connect(self.guide.to_layer)
        self.side.folded.connect(self._fold_side)
        self._beside.turned.connect(lambda shown: self.bar.set_on("layers", shown))

    def _wear(self) -> None:
        self.canvas.set_background(colours.role("map_ground"))
        self.loader.wear()
        self.chosen.wear()
        self.furniture.wear()
        self.side.model.retell()

    # What happens ------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self._on_closed()
        info = self._desk.info
        if info is not None:
            self.journeys.to_extent(info.extent or CHINA)
            self._on_actor()
            self.loader.show_kept()
            self.loader.load()

    def _on_closed(self) -> None:
        self.toolbox.lay_down()
        self.writing.forget()
        self.guests.clear()
        self.loader.clear()
        self.bar.set_day("")
        self.layering.clear()
        self.journeys.forget()
        self.furniture.forget()
        self.foot.forget()
        self.empty.set_shown(False)
        self._was_empty = False

    def _on_actor(self) -> None:
        writable = self._desk.info is not None and self._desk.info.writable
        self.bar.set_usable(_WRITING, writable)
        if not writable and self.toolbox.name in _WRITING:
            self.toolbox.lay_down()

    def _on_finished(self) -> None:
        self.empty.retranslate()
        is_empty = self._desk.info is not None and self.layering.is_empty()
        self.empty.set_shown(is_empty)
        if self._was_empty and not is_empty and not self.journeys.sees_all():
            self.journeys.to_all()  # what was just brought in is a dot on the map of the country
        self._was_empty = is_empty

    def _on_selection(self) -> None:
        if self.toolbox.name == "place_photo":
            self.toolbox.retell()

    def _on_view(self, view: View) -> None:
        self.foot.set_view(view)
        if not self.canvas.underMouse():
            self.foot.set_place(view.centre)

    def _renew(self) -> None:
        self.loader.load()
        self.renewed.emit()

    def _ask_what(self, world: tuple[float, float], pixel: QPointF) -> None:
        PlaceMenu(
            self._desk, self.canvas, self.pointer, self.chosen, self.guide.to_hit,
            self.foot.notation,
        ).ask(world, pixel)  # fmt: skip

    def _ask_day(self) -> None:
        from ui.map.day_dialog import DayDialog  # seldom asked for

        dialog = DayDialog(self.loader.day, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self.show_day)
        dialog.open()

    def show_day(self, day: str) -> None:
        """Shows the boundaries and delays of a day, ISO; of today where ""."""
        self.bar.set_day(day)
        self.loader.set_day(day)

    def _copy_picture(self) -> None:
        self.canvas.draw_now()
        QApplication.clipboard().setPixmap(self.canvas.grab())

    def _fold_side(self) -> None:
        self._beside.fold()
        self.bar.set_on("layers", self._beside.is_on)

    def _turn(self, what: str) -> None:
        self.bar.set_on(what, self.furniture.turn(what))
