"""A reference layer of 200,000 plots in a real window: told, added, drawn, clicked.

Run: ``python benchmarks/bench_layers.py [--plots N] [--data FOLDER]``. A GeoPackage of plots with
three attributes is looked at, added to a new project by the window's own dialog, panned and zoomed
over, and clicked; then the project is opened again. Floor of what is read: fiona's bare read of the
same file, shapes and attributes. Frames are those of the window's thread, 1600 × 1000 offscreen.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.home import own_home

PATIENCE_S = 600.0
FRAME_MS = 1000 / 60
CORNERS = 16


def plots(path: Path, many: int) -> None:
    """A GeoPackage of crooked plots, some 150 m wide, in a county; made once."""
    import fiona
    import numpy as np
    import shapely
    from shapely.geometry import mapping

    r = np.random.default_rng(2)
    middle = np.stack([r.uniform(126.0, 127.0, many), r.uniform(42.8, 43.6, many)], axis=1)
    angles = np.sort(r.uniform(0, 2 * np.pi, (many, CORNERS)), axis=1)
    reach = 0.0008 * (0.6 + 0.8 * r.random((many, CORNERS)))
    x, y = middle[:, :1] + reach * np.cos(angles), middle[:, 1:] + reach * np.sin(angles)
    shapes = shapely.polygons(np.stack([x, y], axis=-1))
    schema = {"geometry": "Polygon", "properties": {"名称": "str", "面积": "float", "代码": "int"}}
    with fiona.open(path, "w", driver="GPKG", crs="EPSG:4490", schema=schema) as out:
        out.writerecords(
            {
                "type": "Feature",
                "geometry": mapping(shape),
                "properties": {"名称": f"地块{n:06d}", "面积": 1.5 * n, "代码": n},
            }
            for n, shape in enumerate(shapes)
        )


class Player:
    """A window on a new project, and what its user does."""

    def __init__(self, folder: Path) -> None:
        from ui.tasks import child

        worker = child.start()
        from PySide6.QtWidgets import QApplication

        from ui.desk import Desk
        from ui.main_window import MainWindow
        from ui.prefs import Prefs
        from ui.tasks.office import Office

        sys.setswitchinterval(0.0005)
        self.app = QApplication(sys.argv[:1])
        self.desk = Desk(Office(worker), Prefs(folder / "window.json"))
        self.desk.trouble.connect(lambda error, doing: print("trouble:", doing, error))
        self.window = MainWindow(self.desk)
        self.window.resize(1600, 1000)
        self.window.show()

    def until(self, condition: Callable[[], Any]) -> float:
        """Lets the window go on until something is so; seconds."""
        begun = time.perf_counter()
        while not condition():
            self.app.processEvents()
            if time.perf_counter() - begun > PATIENCE_S:
                raise TimeoutError
        return time.perf_counter() - begun

    def open(self, project: Path) -> None:
        """Opens a project and makes every room."""
        opened: list[bool] = []
        link = self.desk.opened.connect(lambda: opened.append(True))
        self.desk.open(project)
        self.until(lambda: opened)
        self.desk.opened.disconnect(link)
        self.map, self.room = (self.window.workspace.room(n) for n in ("map", "layers"))
        self.until(lambda: not self.map.is_busy and not self.desk.office.tasks())

    def frames(self, act: Callable[[int], None], many: int) -> str:
        """Acts, each followed by a painted frame and 8 ms of the event loop."""
        clock, computed = [], []
        for n in range(many):
            begun, used = time.perf_counter(), time.process_time()
            act(n)
            self.map.canvas.viewport().repaint()
            clock.append((time.perf_counter() - begun) * 1000)
            computed.append((time.process_time() - used) * 1000)
            end = time.perf_counter() + 0.008
            while time.perf_counter() < end:
                self.app.processEvents()
        clock.sort()
        computed.sort()
        at = int(many * 0.99) - 1
        kept = "kept" if clock[at] < FRAME_MS else "missed"
        return (
            f"p50 {clock[many // 2]:.1f} p99 {clock[at]:.1f} ms, processor "
            f"{computed[many // 2]:.1f} {computed[at]:.1f} ms; 60 a second: {kept}"
        )


def told(player: Player, file: Path) -> None:
    """What the user waits for from the choice of the file to the attributes of a plot."""
    import fiona

    begun = time.perf_counter()
    with fiona.open(file) as source:
        list(source)
    floor = time.perf_counter() - begun
    dialog = player.room.deeds.add(file)
    seen = player.until(dialog.ok.isEnabled)
    print(f"told before it is added: {seen:.2f} s, fiona's bare read {floor:.2f} s: "
          f"{seen / floor:.2f}x")  # fmt: skip
    dialog.ok.click()
    guests = player.map.guests
    shown = player.until(lambda: any(guests.is_read(name) for name in guests.names()))
    print(f"added and on the map: {shown:.2f} s, {shown / floor:.2f}x")


def moved(player: Player) -> None:
    """Frames over the layer."""
    canvas = player.map.canvas
    player.map.guide.to_layer(player.map.guests.names()[0])
    player.until(lambda: not player.map.is_busy)

    def pan(n: int) -> None:
        pixel = canvas.metres_a_pixel()
        x, y = canvas.view().centre
        canvas.centre_on((x + 8 * pixel * (1 if n % 100 < 50 else -1), y), pixel)

    print(f"a frame of a pan over all of it: {player.frames(pan, 200)}")
    print(f"a frame of a zoom: {player.frames(lambda _: canvas.zoom_in(), 7)}")
    print(f"a frame of a pan close by: {player.frames(pan, 200)}")


def clicked(player: Player) -> None:
    """From the click on a plot to its attributes."""
    name = player.map.guests.names()[0]
    told_of = player.room.told
    begun = time.perf_counter()
    player.map.guests.pick([(f"{name}/polygon", 7)])
    player.until(lambda: told_of.dialog is not None and told_of.dialog.model.rows)
    print(f"from the click to the attributes: {(time.perf_counter() - begun) * 1000:.0f} ms")
    told_of.close()


def reopened(player: Player, project: Path) -> None:
    """The layer comes after the project's own are drawn."""
    begun = time.perf_counter()
    opened: list[bool] = []
    player.desk.opened.connect(lambda: opened.append(True))
    player.desk.open(project)
    player.until(lambda: opened and not player.map.is_busy)
    drawn = time.perf_counter() - begun
    guests, stack = player.map.guests, player.map.canvas.stack
    player.until(lambda: any(stack.find(f"{name}/polygon") for name in guests.names()))
    seen = time.perf_counter() - begun
    player.until(lambda: any(guests.is_read(name) for name in guests.names()))
    read = time.perf_counter() - begun
    print(f"opened again: the map drawn after {drawn:.2f} s, the layer seen after {seen:.2f} s, "
          f"read after {read:.2f} s")  # fmt: skip


def main() -> None:
    """Measures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--plots", type=int, default=200_000)
    parser.add_argument("--data", type=Path)
    given = parser.parse_args()
    folder = own_home(given.data)
    file = folder / f"plots-{given.plots}.gpkg"
    if not file.exists():
        plots(file, given.plots)
    project = folder / f"layers-{os.getpid()}"
    from greenshield.cli.main import main as greenshield

    with contextlib.redirect_stdout(io.StringIO()):
        if greenshield(["new", str(project), "--name", "层", "--division", "229901", "--me", "甲"]):
            raise SystemExit("the project could not be made")
    player = Player(folder)
    try:
        player.open(project)
        told(player, file)
        moved(player)
        clicked(player)
        reopened(player, project)
    finally:
        player.window.close()
        player.desk.office.stop()


if __name__ == "__main__":
    main()
