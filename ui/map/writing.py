"""What is written by the map: photos placed by hand, patches that were drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from ui import words
from ui.map import calls
from ui.map.chosen import ISSUES
from ui.map.pointing import Pointer
from ui.map.sketch import World
from ui.map.tools.draw import DrawPatch
from ui.map.tools.place_photo import PlacePhoto
from ui.words import translate

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.map.canvas import MapCanvas
    from ui.map.toolbox import Toolbox


class Writing(QObject):
    """Makes the two tools that write, and does what they ask for.

    Signals:
        told: what there is to say of it, in words.
    """

    told = Signal(str)

    def __init__(
        self, desk: Desk, canvas: MapCanvas, pointer: Pointer, toolbox: Toolbox, owner: QWidget
    ) -> None:
        super().__init__(canvas)
        self._desk, self._canvas, self._pointer = desk, canvas, pointer
        self._toolbox, self._owner = toolbox, owner
        self._draft: list[World] = []  # outlives its tool: only Esc and saving end an outline
        self._names: dict[str, str] = {}  # of photos that are not on the map
        toolbox.add("draw", self._drawing)
        toolbox.add("place_photo", self._placing)

    def forget(self) -> None:
        """Of another project."""
        self._draft, self._names = [], {}

    def _drawing(self) -> DrawPatch:
        return DrawPatch(
            self._toolbox.lay_down, self._ask_patch, draft=self._draft, keep=self._keep_draft
        )

    def _keep_draft(self, corners: list[World]) -> None:
        self._draft = corners

    def _placing(self) -> PlacePhoto:
        return PlacePhoto(
            self._toolbox.lay_down,
            photo_at=self._pointer.photo_at,
            selected=self._one_photo,
            label=self._label,
            placed=self._place_photo,
            many=self._many_photos,
            placed_all=self._place_all,
            picked=lambda photo: self._desk.selection.select(photos=(photo,), by=self),
            told=self.told.emit,
        )

    def _one_photo(self) -> str:
        photos = self._desk.selection.photos
        return photos[0] if len(photos) == 1 else ""

    def _place_photo(self, photo: str, lon: float, lat: float) -> None:
        self._desk.do(
            calls.place_photos, [photo], lon, lat,
            title=lambda: translate("Map", "Place {photo}").format(photo=self._label(photo)),
            undo=lambda before: (calls.put_photo_back, (before,)),
        )  # fmt: skip
        self._desk.selection.select(photos=(photo,), by=self)

    def _many_photos(self) -> int:
        count = len(self._desk.selection.photos)
        return count if count > 1 else 0

    def _place_all(self, lon: float, lat: float) -> None:
        photos = list(self._desk.selection.photos)

        def title() -> str:
            told = translate("Map", "Place {n} photos by hand")
            return told.format(n=words.number(len(photos)))

        self._desk.do(
            calls.place_photos, photos, lon, lat, title=title,
            undo=lambda before: (calls.put_photo_back, (before,)),
        )  # fmt: skip

    def _label(self, photo: str) -> str:
        """The name of a photo's file; of one that is not on the map as soon as it is known."""
        on_map = self._pointer.named("photo", photo)
        if on_map:
            self._names[photo] = on_map
        elif photo not in self._names:
            self._names[photo] = ""
            self._desk.ask(
                calls.photo_name, photo,  # no key: a question of one photo must not void another's
                done=lambda name: self._on_name(photo, name),
                failed=lambda _: self._on_no_name(photo),
            )  # fmt: skip
        return self._names[photo] or translate("Map", "the photo")

    def _on_no_name(self, photo: str) -> None:
        self._names.pop(photo, None)  # to be asked anew when it is named next

    def _on_name(self, photo: str, name: str) -> None:
        self._names[photo] = name
        if name and self._toolbox.name == "place_photo":
            self._toolbox.retell()

    def _ask_patch(self, corners: list[tuple[float, float]]) -> None:
        from ui.map.patch_dialog import PatchDialog  # seldom asked for, and slow to load

        current = self._desk.selection.current_issue
        label = ""
        if current:
            layer = next((name for name in ISSUES if self._is_on(name, current)), ISSUES[0])
            label = self._pointer.label(layer, current)
        dialog = PatchDialog(self._desk, corners, current, label, self._owner)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.made.connect(self._on_made)
        dialog.open()

    def _is_on(self, layer: str, id_: str) -> bool:
        found = self._canvas.stack.find(layer)
        return found is not None and len(found.find([id_])) > 0

    def _on_made(self, issue: str) -> None:
        self._toolbox.lay_down()
        self._draft = []
        self._desk.selection.select(issues=(issue,), current=issue, by=self)
        self._desk.show.front.emit("dossier")
