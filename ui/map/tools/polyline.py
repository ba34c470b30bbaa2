"""What measuring and drawing share: corners set by clicks, a loose end that follows the mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.map.sketch import Drawn, Sketch, World
from ui.map.tool import Press
from ui.map.tools.base import MapTool

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas


class Polyline(MapTool):
    """Corners by click, Backspace takes one back, Enter or a double click ends.

    A drag pans all the while, for presses are left to the map.
    """

    role = "measure"
    closed = False
    fewest = 2

    def __init__(self, finished: Callable[[], None]) -> None:
        super().__init__(finished)
        self.corners: list[World] = []
        self.is_done = False
        self._loose: World | None = None
        self._sketch: Sketch | None = None

    def attach(self, canvas: MapCanvas) -> None:
        """Listens to clicks, so that a drag still pans."""
        super().attach(canvas)
        self._sketch = Sketch(canvas, self.role)
        canvas.clicked.connect(self._on_clicked)
        canvas.double_clicked.connect(self._on_double_clicked)
        canvas.setFocus()

    def detach(self, canvas: MapCanvas) -> None:
        """Takes the sketch away."""
        canvas.clicked.disconnect(self._on_clicked)
        canvas.double_clicked.disconnect(self._on_double_clicked)
        if self._sketch is not None:
            self._sketch.take_away()
            self._sketch = None
        super().detach(canvas)

    def move(self, event: Press) -> bool:
        """The loose end follows; the move itself is the map's."""
        if self.corners and not self.is_done:
            self._loose = event.world
            self.redraw()
        return False

    def give_up(self) -> bool:
        """Takes all corners away."""
        had = bool(self.corners)
        self.start_over()
        return had

    def step_back(self) -> bool:
        """Takes the last corner back; what was ended goes on."""
        if not self.corners:
            return False
        if self.is_done:
            self.is_done = False
        else:
            self.corners.pop()
        self.redraw()
        return True

    def accept(self) -> bool:
        """Ends the shape."""
        if len(self.corners) < self.fewest or self.is_done:
            return False
        self.end()
        return True

    def end(self) -> None:
        """The shape is done and stays on the map; the next click begins another."""
        self.is_done = True
        self._loose = None
        self.redraw()

    def start_over(self) -> None:
        """Begins anew."""
        self.corners, self.is_done, self._loose = [], False, None
        self.redraw()

    def add(self, corner: World) -> None:
        """Sets a corner."""
        if self.is_done:
            self.start_over()
        if not self.corners or self.corners[-1] != corner:
            self.corners.append(corner)
        self._loose = None
        self.redraw()

    def retell(self) -> None:
        """Says the figures anew."""
        self.redraw()

    def described(self, path: list[World], loose: World | None) -> Drawn:
        """What is shown of a path; a subclass adds the words."""
        return Drawn(list(self.corners), self.closed, loose, at=path[-1] if path else None)

    def redraw(self) -> None:
        """Draws it as it is now."""
        if self._sketch is None:
            return
        path = [*self.corners, self._loose] if self._loose is not None else list(self.corners)
        self._sketch.show_drawn(self.described(path, self._loose))

    @property
    def drawn(self) -> Drawn:
        """What is on the map now."""
        return Drawn() if self._sketch is None else self._sketch.drawn

    def _on_clicked(self, world: World, button: Qt.MouseButton, _: object) -> None:
        if button == Qt.MouseButton.LeftButton:
            self.add(world)
        elif button == Qt.MouseButton.RightButton:
            self.accept()

    def _on_double_clicked(self, world: World, button: Qt.MouseButton, _: object) -> None:
        del world  # its first click has set the corner
        if button == Qt.MouseButton.LeftButton:
            self.accept()
