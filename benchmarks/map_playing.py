"""What ``map_window.py`` measures: a session played on a real canvas, and a project shown again."""

from __future__ import annotations

import gc
import json
import pickle
import sys
import time
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication

from ui.map import store
from ui.map.canvas import MapCanvas
from ui.map.style import Style
from ui.map.view import View

SIZE = (1600, 1000)
COLOURS = (
    *("#e6194b", "#3cb44b", "#ffe119", "#4363d8", "#f58231", "#911eb4"),
    *("#46f0f0", "#f032e6", "#bcf60c", "#fabebe", "#008080", "#e6beff"),
)
PALETTES = {
    "zone": [Style(fill="#3060a060", stroke="#306030")],
    "issue": [Style(fill="#40" + each[1:], stroke=each, dot=4) for each in COLOURS],
    "photo": [Style(fill="#ffffff", stroke="#202020", dot=6)],
}


def memory() -> dict[str, float]:
    """MB of this process now and at its most, where /proc tells."""
    text = Path("/proc/self/status").read_text(encoding="ascii")
    lines = dict(line.split(":", 1) for line in text.splitlines())
    return {name: int(lines[name].split()[0]) / 1000 for name in ("VmRSS", "VmHWM")}


def wheel(canvas: MapCanvas, x: float, y: float, steps: int) -> None:
    """Turns the wheel at a place of the window."""
    at = QPointF(x * SIZE[0], y * SIZE[1])
    event = QWheelEvent(
        at, canvas.viewport().mapToGlobal(at), QPoint(), QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), event)


class Player:
    """Plays a session and takes times, in milliseconds.

    Attributes:
        pan, zoom: from the event to the painted frame.
        crisp: from a zoom to the crisp picture, the user waiting.
        …_computed: the processor time of the same.
        after_pan: the same after a pan; 0 where it needs nothing.
        turns: each turn of the event loop that drew, the longest that an event may have to wait.
        views: left, top, metres a pixel of each zoom's view.
    """

    def __init__(self, app: QApplication, canvas: MapCanvas) -> None:
        self.app, self.canvas = app, canvas
        self.pan: list[float] = []
        self.zoom: list[float] = []
        self.crisp: list[float] = []
        self.crisp_computed: list[float] = []
        self.after_pan: list[float] = []
        self.turns: list[float] = []
        self.pan_computed: list[float] = []
        self.zoom_computed: list[float] = []
        self.turns_computed: list[float] = []
        self.views: list[tuple[float, float, float]] = []

    def play(self, session: list[list]) -> None:
        """The whole session; a user who pans sees some 60 frames a second."""
        for kind, x, y in session:
            begun, computed = time.perf_counter(), time.process_time()
            if kind == "pan":
                self.canvas.pan_by(x, y)
            else:
                wheel(self.canvas, x, y, 1 if kind == "in" else -1)
            self.canvas.viewport().repaint()
            frame = (time.perf_counter() - begun) * 1000
            work = (time.process_time() - computed) * 1000
            if kind == "pan":
                self.pan.append(frame)
                self.pan_computed.append(work)
                self.turn(begun + 1 / 60)
                self.after_pan.append(0.0 if self.canvas.backing.is_crisp else 1.0)
            else:
                self.zoom.append(frame)
                self.zoom_computed.append(work)
                view = self.canvas.view()
                self.views.append((view.left, view.top, view.pixel))
                self.crisp.append(self.until_crisp(begun))
                self.crisp_computed.append((time.process_time() - computed) * 1000)
                self.turn(begun + 0.1)

    def until_crisp(self, begun: float) -> float:
        """Milliseconds until the view is crisp."""
        while not self.canvas.backing.is_crisp:
            self.turn(0)
        return (time.perf_counter() - begun) * 1000

    def turn(self, until: float) -> None:
        """Turns the event loop once, then on until a time or until there is nothing to do."""
        while True:
            begun, computed = time.perf_counter(), time.process_time()
            self.app.processEvents()
            now = time.perf_counter()
            self.turns.append((now - begun) * 1000)
            self.turns_computed.append((time.process_time() - computed) * 1000)
            if now >= until or not self.canvas.is_drawing:
                return


def play(packs: str, session: str) -> None:
    """Plays a session on packs as they come through the pipe, and prints."""
    app, canvas = opened()
    idle = memory()["VmRSS"]
    made = pickle.loads(Path(packs).read_bytes())
    gc.collect()
    gc.freeze()
    begun = time.perf_counter()
    for pack in made:
        canvas.set_layer(pack, PALETTES[pack.name])
    del made, pack
    player = Player(app, canvas)
    canvas.zoom_to(canvas.stack.box())
    first = player.until_crisp(begun)
    view = canvas.view()
    player.turns.clear()
    player.turns_computed.clear()
    player.play(json.loads(Path(session).read_text()))
    told = {
        "first": first,
        "first_view": (view.left, view.top, view.pixel),
        "idle_mb": idle,
        **memory(),
        **least(canvas, player.views[::3]),
        **{name: getattr(player, name) for name in
           ("pan", "zoom", "crisp", "turns", "pan_computed", "zoom_computed", "crisp_computed",
            "turns_computed", "after_pan", "views")},
    }  # fmt: skip
    print(json.dumps(told))
    canvas.hide()


def least(canvas: MapCanvas, views: list[tuple[float, float, float]]) -> dict[str, list[float]]:
    """The least of five processor times to draw each view, with paths to make and with them made.

    What else the machine does disturbs it least; no event loop, no slices.
    """
    out: dict[str, list[float]] = {"least_cold": [], "least_warm": []}
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    for left, top, pixel in views:
        view = View(left, top, pixel, *SIZE)
        for name, times in out.items():
            found = []
            for _ in range(5):
                for layer in canvas.stack.layers if name == "least_cold" else ():
                    for part in layer.parts:
                        part.forget_paths()
                begun = time.process_time()
                painter = QPainter(image)
                for _ in canvas.stack.draw(painter, view):
                    pass
                painter.end()
                found.append((time.process_time() - begun) * 1000)
            times.append(min(found))
    return out


def reopen(folder: str, loading: float) -> None:
    """Shows what was kept of a project, and prints when it was crisp after the imports.

    Args:
        folder: what was kept.
        loading: milliseconds that the imports took.
    """
    app, canvas = opened()
    begun, computed = time.perf_counter(), time.process_time()
    for name, palette in PALETTES.items():
        kept = store.fetch(Path(folder), name)
        assert kept is not None
        canvas.set_layer(kept.pack, palette, fresh=False)
    read = time.perf_counter()
    player = Player(app, canvas)
    canvas.zoom_to(canvas.stack.box())
    crisp = player.until_crisp(begun)
    work = (time.process_time() - computed) * 1000
    told = {"imports": loading, "read": (read - begun) * 1000, "crisp": crisp}
    print(json.dumps({**told, "crisp_computed": work}))
    canvas.hide()


def opened() -> tuple[QApplication, MapCanvas]:
    """The application and an empty map in a window."""
    app = QApplication([])
    sys.setswitchinterval(0.0005)
    canvas = MapCanvas()
    canvas.resize(*SIZE)
    canvas.show()
    app.processEvents()
    return app, canvas
