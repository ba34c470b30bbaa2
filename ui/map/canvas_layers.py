"""The map's layers: put, changed, hidden, hit, highlighted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from ui.map import hit
from ui.map.backing import Backing
from ui.map.canvas_view import CanvasView
from ui.map.layer import Layer
from ui.map.layer_data import Box, Ints, LayerData, Styles
from ui.map.overlay_item import Highlight, HighlightItem
from ui.map.pack import Pack
from ui.map.packing import packed
from ui.map.style import Style

if TYPE_CHECKING:
    from ui.map.stack import Stack

Palette = Sequence[Style]


class CanvasLayers(CanvasView):
    """The part of ``MapCanvas`` that knows layers. All places are Web Mercator metres."""

    stack: Stack

    def redraw(self, box: Box | None = None, around: int = 16) -> None:
        """Draws the map again in the background, or a box of it; the old shows meanwhile.

        Args:
            box: min x, min y, max x, max y, Web Mercator metres; None for all.
            around: device pixels around the box that may look different too.
        """
        raise NotImplementedError

    def _work(self) -> None:
        """Goes on drawing where there is somebody to see it."""
        raise NotImplementedError

    def set_layer(
        self,
        data: LayerData | Pack,
        palette: Palette,
        *,
        fresh: bool = True,
        loose: bool = False,
    ) -> None:
        """Shows a layer, in the place of the one with its name or above all others.

        Args:
            data: a Pack made in the other process (``calls_levels.pack``); or, for what is small
                (up to some 100,000 vertices), the layer itself.
            palette: what the numbers in its styles stand for.
            fresh: False where it comes from a store and may be out of date.
            loose: whether it may lie anywhere: all of the map is not all of it.
        """
        pack = packed(data) if isinstance(data, LayerData) else data
        self.stack.put(Layer(pack, list(palette), fresh=fresh, loose=loose))
        self._drop_highlight(pack.name)
        self.redraw()

    def update_features(self, name: str, changed: LayerData) -> None:
        """Takes features that are new or changed; one without a ring is no longer drawn."""
        layer = self.layer(name)
        ids = changed.id_list()
        before = layer.box(layer.find(ids))
        layer.update(changed)
        self._refresh_highlight(name)
        for box in (before, layer.box(layer.find(ids))):
            if box is not None:
                self.redraw(box, layer.reach())

    def remove_layer(self, name: str) -> None:
        """Takes a layer away; nothing where it isn't there."""
        if self.stack.find(name) is not None:
            self.stack.layers[:] = [each for each in self.stack.layers if each.name != name]
            self._drop_highlight(name)
            self.redraw()

    def layer(self, name: str) -> Layer:
        """A layer.

        Raises:
            KeyError: where there is none of this name.
        """
        found = self.stack.find(name)
        if found is None:
            raise KeyError(name)
        return found

    def set_visible(self, name: str, visible: bool) -> None:
        """Shows or hides a layer."""
        layer = self.layer(name)
        if layer.visible != visible:
            layer.visible = visible
            for part in () if visible else layer.parts:
                part.forget_paths()
            self._refresh_highlight(name)
            self.redraw()

    def set_opacity(self, name: str, opacity: float) -> None:
        """From 0, not to be seen, to 1."""
        layer = self.layer(name)
        if layer.opacity != opacity:
            layer.opacity = min(max(opacity, 0.0), 1.0)
            self.redraw()

    def set_order(self, names: Sequence[str]) -> None:
        """The order of layers, the lowest first."""
        self.stack.order(list(names))
        self.redraw()

    def set_styles(self, name: str, style: Styles) -> None:
        """Other looks of a layer's features; 255 is one that isn't drawn nor hit.

        Args:
            name: the layer.
            style: the palette's entry of each feature, shape (features,).
        """
        layer = self.layer(name)
        box = layer.restyle(style)
        if box is not None:
            self._refresh_highlight(name)
            self.redraw(box, layer.reach())

    def set_palette(self, name: str, palette: Palette) -> None:
        """What the numbers in a layer's styles stand for now, such as in dark mode."""
        layer = self.layer(name)
        if layer.palette != list(palette):
            layer.palette = list(palette)
            self.redraw()

    def set_highlight(self, name: str, features: Ints | Sequence[int], style: Style) -> None:
        """Shows features of a layer in another look above the map; none takes it away.

        The picture behind is not drawn again. There is one highlight for each layer and look, so
        that selection and hover don't disturb each other.
        """
        key = (name, style)
        found = self._highlights.get(key)
        if not len(features):
            if found is not None:
                self.box.removeItem(self._highlights.pop(key))
            return
        layer = self.layer(name)
        if found is None:
            found = HighlightItem(self.view)
            self._highlights[key] = found
            self.box.addItem(found, ignoreBounds=True)
        found.set(Highlight(layer, features, style))
        self._work()

    def hits(
        self, point: QPointF | tuple[float, float], tolerance_px: float = 4.0
    ) -> list[tuple[str, int]]:
        """What is at a place of the world: layer and feature, the topmost first.

        Of polygons that overlap in one layer, the smallest comes first.
        """
        x, y = point if isinstance(point, tuple) else (point.x(), point.y())
        pixel = self.metres_a_pixel()
        return hit.hits(self.stack.layers, (x, y), tolerance_px * pixel, self._device_pixel())

    def in_box(self, rect: QRectF | Box) -> dict[str, Ints]:
        """The features that meet a box of the world, by layer, the topmost layer first."""
        if isinstance(rect, QRectF):
            rect = rect.normalized()
            rect = (rect.left(), rect.top(), rect.right(), rect.bottom())
        return hit.in_box(self.stack.layers, rect, self._device_pixel())

    def _device_pixel(self) -> float:
        return self.metres_a_pixel() / self.devicePixelRatioF()

    def _start_layers(self) -> None:
        self._highlights: dict[tuple[str, Style], HighlightItem] = {}

    def _lit(self) -> list[Backing]:
        """The pictures of highlights that have one."""
        items = self._highlights.values()
        return [item.backing for item in items if item.backing is not None]

    def _show_highlights(self) -> None:
        for item in self._highlights.values():
            item.show_view()

    def _drop_highlight(self, name: str) -> None:
        """The numbers of its features may mean others now."""
        for key in [key for key in self._highlights if key[0] == name]:
            self.box.removeItem(self._highlights.pop(key))

    def _refresh_highlight(self, name: str) -> None:
        for key, item in self._highlights.items():
            if key[0] == name:
                item.refresh()
        self._work()
