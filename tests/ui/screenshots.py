"""Pictures of every view: ``sh dev.sh screenshots [DIR]``.

The real window on the sample project, in both languages, light, dark and field mode, at 1366×768
and 2560×1440. Each picture is called ``<view>-<lang>-<look>-<width>.png``. What can't be shown
is told at the end, and makes the script fail.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

import import_views
import patrol_views
import photo_views
import rough_views
from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from rough_views import Shot

from greenshield.cli.main import main as greenshield
from ui import language
from ui.areas.compare_dialog import CompareDialog
from ui.desk import Desk
from ui.imports import marker_calls
from ui.look import theme
from ui.main_window import MainWindow
from ui.markers import calls
from ui.prefs import Prefs
from ui.tasks import child
from ui.tasks.office import Office

LANGUAGES = ("zh", "en")
LOOKS = ("light", "dark", "field")
SIZES = ((1366, 768), (2560, 1440))
# Actions that end what is shown, or that leave the program.
LEFT_OUT = {"frame.quit", "frame.close_project"}
# Actions without the dots of a dialog that show something of their own.
PAGES = {"frame.shortcuts", "frame.about"}
_PATIENCE_S = 90.0


class Foreign(Exception):
    """What was opened is the system's own."""


class Studio:
    """The window, and the ways to each of its views."""

    def __init__(self, project: Path, out: Path, wanted: re.Pattern[str]) -> None:
        self.project, self.out, self.wanted = project, out, wanted
        self.app = QApplication.instance() or QApplication(sys.argv[:1])
        theme.apply(self.app, "light")
        language.set_language(self.app, "zh")
        self.office = Office(child.start())
        self.desk = Desk(self.office, Prefs())
        self.window = MainWindow(self.desk)
        self.window.show()
        self.failed: list[str] = []
        self.taken = 0

    def run(self) -> None:
        """Every view in every dress."""
        self._series("start", [Shot("start", lambda: self.window), *self._dialogs("start")])
        self._open(self.project)
        self._choose_issue()
        inputs = self.project.parent / "inputs"
        rough = rough_views.of_project(self.window, self.issue, inputs, self.rest)
        photos = photo_views.of_photos(self.window, self.photos[0], inputs, self.rest)
        lists = import_views.of_lists(self.window, self.project.parent, self.rest)
        patrols = patrol_views.of_patrols(self.window, self.rest)
        records = patrol_views.of_records(self.window, self.issue, self.rest)
        shots = [
            *self._rooms(),
            *self._dialogs("project"),
            *rough,
            *photos,
            *lists,
            *patrols,
            *records,
        ]
        self._series("project", shots)
        folder = self.project.parent
        if self._wants("reader"):
            self._open(rough_views.make_long(self.project, folder), read_only=True)
            long = asked("ledger", "list", folder / "long", "--text", rough_views.LONG_NUMBER)
            issue = long["items"][0]["id"]
            self._series("reader", list(rough_views.of_reader(self.window, issue)))
        if self._wants("empty"):
            self._open(rough_views.make_empty(folder))
            self._series("empty", list(rough_views.of_empty(self.window)))

    def close(self) -> None:
        """Leave nothing behind."""
        self.window.close()
        self.office.stop()

    def rest(self) -> None:
        """Wait until the worker has nothing to do and everything is drawn."""
        self._turn(30)
        self._until(lambda: not self.office.tasks())
        self._turn(200)  # short timers: what waits for calm, slices of the map

    def _open(self, project: Path, *, read_only: bool = False) -> None:
        opened: list[bool] = []
        link = self.desk.opened.connect(lambda: opened.append(True))
        self.desk.open(project, read_only=read_only)
        self._until(lambda: bool(opened))
        self.desk.opened.disconnect(link)
        self.rest()

    def _wants(self, stage: str) -> bool:
        """False where the pattern leaves no picture of a stage for sure."""
        return not self.wanted.pattern or stage in self.wanted.pattern

    def _series(self, stage: str, shots: list[Shot]) -> None:
        for lang, look, size in product(LANGUAGES, LOOKS, SIZES):
            dress = f"{lang}-{look}-{size[0]}"
            wanted = [shot for shot in shots if self.wanted.search(f"{shot.name}-{dress}")]
            if wanted:
                self._dress(lang, look, size)
            for shot in wanted:
                self._take(shot, f"{shot.name}-{dress}")
        print(f"{stage}: {self.taken} pictures so far", flush=True)

    def _dress(self, lang: str, look: str, size: tuple[int, int]) -> None:
        language.set_language(self.app, lang)
        theme.apply(self.app, look)
        self.rest()  # what the dress needs at least is known then
        self.window.resize(*size)
        self.rest()
        if self.desk.info is not None:  # panels as at first, whatever the last size made of them
            self.window.registry.actions["frame.reset_layout"].trigger()
            self.rest()

    def _take(self, shot: Shot, name: str) -> None:
        try:
            widget = shot.show()
            self._fit(widget)
            self.rest()
            if not widget.grab().save(str(self.out / f"{name}.png")):
                raise OSError(name)
            self.taken += 1
        except Foreign:
            pass
        except Exception as fault:  # one view that fails must not hide the others
            self.failed.append(f"{name}: {type(fault).__name__}: {fault}")
        finally:
            shot.clear()
            self.rest()

    def _fit(self, widget: QWidget) -> None:
        """A window of its own is no larger than the screen that is played."""
        if widget.isWindow() and widget is not self.window:
            widget.resize(widget.size().boundedTo(self.window.size()))

    def _choose_issue(self) -> None:
        """An issue with a story: the one that the sample walks to its filing."""
        self.issue, self.photos = storied(self.project)
        area = self.window.workspace.map.canvas.layer("area").ids([0])
        self.desk.selection.select(
            issues=(self.issue,), current=self.issue, zoom=True, markers=(self._marker(),),
            areas=area,
        )  # fmt: skip
        self.rest()

    def _marker(self) -> str:
        """A boundary marker that was inspected, of the list that comes with the sample."""
        file = self.project.parent / "inputs" / "reference" / "界桩与标识牌.csv"
        self.desk.do(marker_calls.taken, file, marker_calls.MarkerWish())
        room = self.window.workspace.room("markers")
        self._until(lambda: bool(room.model.rows))
        marker = room.model.rows[0].id
        told = (marker, "leaning", "2026-05-01", "被牛撞歪，需扶正", tuple(self.photos[:2]))
        self.desk.do(calls.inspect, *told)
        self._until(lambda: bool(room.line(marker).inspections))
        return str(marker)

    def _rooms(self) -> list[Shot]:
        show, charts = self.desk.show, ("burn_down", "by_type", "by_county", "closing_rate")
        rooms = ("work", "ledger", "photos", "shots", "areas", "markers", "patrols")
        return [
            *(Shot(f"room-{room}", self._shower(lambda r=room: show.room.emit(r)))
              for room in rooms),
            *(Shot(f"chart-{name}", self._shower(self._trigger(f"charts.{name}")))
              for name in charts),
            Shot("areas-compared", self._shower(self._compare_areas)),
            Shot("areas-checked", self._shower(self._trigger("areas.check"))),
            Shot("dossier", self._shower(lambda: show.issue.emit(self.issue))),
            Shot("map-photo", self._shower(lambda: show.on_map.emit("photo", (self.photos[0],)))),
            *self._viewer(),
        ]  # fmt: skip

    def _compare_areas(self) -> None:
        """The last two versions, as the dialog offers them."""
        self._trigger("areas.compare")()
        self.rest()
        dialog = self.window.findChild(QDialog, "areas.compare")
        assert isinstance(dialog, CompareDialog)
        dialog.confirm()

    def _viewer(self) -> Iterator[Shot]:
        """The large viewer is a window of its own, or a part of the tray."""
        before: set[QWidget] = set()

        def show() -> QWidget:
            before.clear()
            before.update(self._windows())
            self.desk.show.photo.emit(self.photos[0])
            self.rest()
            return next(iter(self._windows() - before), self.window)

        yield Shot("photo-viewer", show, lambda: self._close(self._windows() - before))

    def _dialogs(self, stage: str) -> Iterator[Shot]:
        """Every action that opens something."""
        registry = self.window.registry
        registry.refresh()
        for name, spec in registry.specs.items():
            opens = spec.text.endswith("…") or name in PAGES
            if not opens or name in LEFT_OUT or not registry.actions[name].isEnabled():
                continue
            if stage == "project" and spec.enabled.__name__ == "always" and self._done(name):
                continue
            yield self._dialog(name)

    def _done(self, name: str) -> bool:
        return any(self.out.glob(f"dialog-{name}-*.png"))

    def _dialog(self, name: str) -> Shot:
        before: set[QWidget] = set()

        def show() -> QWidget:
            before.clear()
            before.update(self._windows())
            self.window.registry.actions[name].trigger()
            self.rest()
            opened = self._windows() - before
            if not opened:
                return self.window  # it opened a part of the window
            if any(isinstance(w, QFileDialog) for w in opened):
                raise Foreign  # of the system: no view of ours
            return max(opened, key=lambda w: w.width() * w.height())

        return Shot(f"dialog-{name}", show, lambda: self._close(self._windows() - before))

    def _shower(self, act: Callable[[], object]) -> Callable[[], QWidget]:
        def show() -> QWidget:
            act()
            return self.window

        return show

    def _trigger(self, name: str) -> Callable[[], None]:
        return lambda: self.window.registry.actions[name].trigger()

    def _windows(self) -> set[QWidget]:
        return {w for w in QApplication.topLevelWidgets() if w.isVisible() and w.width() > 40}

    def _close(self, windows: set[QWidget]) -> None:
        for window in windows:
            window.close()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _until(self, ready: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE_S
        while not ready():
            if time.monotonic() > end:
                raise TimeoutError("the worker did not answer")
            self._turn(20)

    def _turn(self, ms: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()


def storied(project: Path) -> tuple[str, list[str]]:
    """The id of the issue with the most photos, and these by their SHA-256."""
    items = asked("photos", "list", project)["items"]
    tags = [(tag["issue"], item["sha256"]) for item in items for tag in item["tags"]]
    issue = Counter(issue for issue, _ in tags).most_common(1)[0][0]
    photos = [sha for of, sha in tags if of == issue]
    return asked("issue", "show", project, issue)["id"], photos


def asked(*words: object) -> Any:
    """What a command says as JSON."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        greenshield([*map(str, words), "--json"])
    return json.loads(told.getvalue())


@contextmanager
def home(folder: Path) -> Iterator[None]:
    """A home of its own, so that no picture shows what a developer has open."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {"HOME": str(folder), "GREENSHIELD_HOME": str(folder / "greenshield"),
                   "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}  # fmt: skip
    yield


def use_large_screen() -> None:
    """A screen that the larger size fits on, where the platform is the offscreen one."""
    if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
        screen = Path(__file__).resolve().parents[1] / "helpers" / "screen.json"
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}"


def sample(folder: Path) -> Path:
    """The sample project, made where it is not there yet."""
    demo = folder / "demo"
    if not (demo / "project").is_dir():
        if greenshield(["demo", str(demo), "--json"]):
            raise SystemExit("the sample project could not be made")
        patrol_views.make_walked(demo / "project", demo / "inputs", demo)
    return demo / "project"


def main(arguments: list[str]) -> int:
    """Take the pictures; 1 where a view could not be shown."""
    parser = argparse.ArgumentParser(prog="screenshots")
    parser.add_argument("out", nargs="?", type=Path, default=Path("build/screenshots"))
    parser.add_argument("--only", default="", help="only names that this pattern finds")
    parser.add_argument("--sample", type=Path, help="a folder to keep the sample project in")
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    use_large_screen()
    folder = given.sample or Path(tempfile.mkdtemp(prefix="greenshield-screenshots-"))
    try:
        with home(folder / "home"):
            studio = Studio(sample(folder), given.out, re.compile(given.only))
            try:
                studio.run()
            finally:
                studio.close()
    finally:
        if given.sample is None:
            shutil.rmtree(folder, ignore_errors=True)
    for line in studio.failed:
        print(line, file=sys.stderr)
    print(f"{studio.taken} pictures in {given.out}")
    return 1 if studio.failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
