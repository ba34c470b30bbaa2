"""A scripted session on a real window, each turn of the event loop timed: a process of its own.

``python stall_session.py PROJECT WIDE BAD [--only WORDS] [--profile]`` prints a line of JSON for
each step: its name, how many turns it had, and those that took long.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_PATIENCE_S = 300.0
_CALM_MS = 250  # timers that wait for calm
# Actions that leave the project, write at once, or have a step of their own.
_NO_DIALOG = re.compile(r"frame\.(quit|close)|imports\.ledger|start\.(sample|new)|photos\.accept")


class Player:
    """The window and the ways of its user.

    Args:
        project: its folder.
        only: steps whose name this finds are told; the others are played all the same.
        profile: whether the told ones are profiled.
    """

    def __init__(self, project: Path, only: str, profile: bool) -> None:
        from ui.tasks import child

        worker = child.start()
        from PySide6.QtWidgets import QApplication

        from benchmarks.stall_watch import Watch
        from ui import language
        from ui.desk import Desk
        from ui.look import theme
        from ui.main_window import MainWindow
        from ui.prefs import Prefs
        from ui.tasks.office import Office

        sys.setswitchinterval(0.0005)
        self.project, self._only, self._profile = project, re.compile(only), profile
        self.app = QApplication(sys.argv[:1])
        self.watch = Watch()
        language.set_language(self.app, "zh")
        theme.apply(self.app, "light")
        self.office = Office(worker)
        self.desk = Desk(self.office, Prefs(project.parent / "window.json"))
        self.desk.trouble.connect(lambda error, doing: print("trouble:", doing, error, flush=True))
        self.window = MainWindow(self.desk)
        self.window.resize(1600, 1000)
        self.window.show()
        self.window.prepare()
        gc.freeze()
        self.rest()

    def step(
        self, name: str, *acts: Callable[[], Any], until: Callable[[], bool] = lambda: True
    ) -> None:
        """Does something, each act followed by rest, and tells what it took."""
        self.watch.profiles = self._profile and bool(self._only.search(name))
        self.watch.clear()
        try:
            for act in acts:
                self.watch.act(act)
                self.rest(until)
        except Exception as error:  # a step that fails must not hide the others
            print("failed:", name, type(error).__name__, error, flush=True)
        self.watch.profiles = False
        if self._only.search(name):
            noted = sorted(self.watch.noted, key=lambda t: -t.ms)[:4]
            told = {"step": name, "count": self.watch.count, "noted": [asdict(t) for t in noted]}
            print(json.dumps(told), flush=True)

    def rest(self, until: Callable[[], bool] = lambda: True) -> None:
        """Waits until the worker has nothing to do, all is drawn, and short timers are over."""
        end = time.monotonic() + _PATIENCE_S
        self._turn(60)
        while not (until() and self._is_idle()):
            if time.monotonic() > end:
                raise TimeoutError
            self._turn(10)
        self._turn(_CALM_MS)

    def room(self, name: str) -> Any:
        """A room's panel."""
        assert self.window.workspace is not None
        return self.window.workspace.room(name)

    def press(self, action: str) -> None:
        """Uses a menu's entry."""
        self.window.registry.actions[action].trigger()

    def close(self) -> None:
        """Ends all."""
        self.window.close()
        self.office.stop()
        self.watch.stop()

    def _is_idle(self) -> bool:
        space = self.window.workspace
        if self.office.tasks():
            return False
        return space is None or not (space.map.loader.is_busy or space.map.canvas.is_drawing)

    def _turn(self, ms: int) -> None:
        end = time.monotonic() + ms / 1000
        while time.monotonic() < end:
            self.watch.turn()


def play(player: Player, wide: Path, bad: Path) -> None:
    """All that a user does."""

    def opened() -> bool:
        space = player.window.workspace
        return space is not None and player.desk.info is not None and space.is_complete

    player.step("open, map, rooms", lambda: player.window.open_project(player.project),
                until=opened)  # fmt: skip
    for room in ("ledger", "photos", "charts", "work", "dossier"):
        player.step(f"{room}: first shown", lambda r=room: player.desk.show.room.emit(r))
    _ledger(player)
    _dossier(player)
    _map(player)
    _photos(player)
    _charts(player)
    _imports(player, wide, bad)
    _write(player)
    _dialogs(player)
    _dress(player)
    player.step("close the project", player.desk.close, until=lambda: player.desk.info is None)
    player.step("open it again", lambda: player.window.open_project(player.project), until=opened)


def _ledger(player: Player) -> None:
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    from benchmarks.stall_hands import wheel

    panel = player.room("ledger")
    head = panel.table.horizontalHeader()

    def sort(name: str) -> None:
        at = QPoint(head.sectionViewportPosition(panel.model.names().index(name)) + 12, 8)
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def key(which: Qt.Key) -> None:
        QTest.keyClick(panel.table, which)

    def click(row: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        at = panel.table.visualRect(panel.model.index(row, 1)).center()
        QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, held, at)

    player.step("ledger: all views", lambda: player.desk.show.room.emit("ledger"),
                lambda: panel.show_filter({}))  # fmt: skip
    player.step("ledger: sort", *(lambda n=n: sort(n) for n in panel.model.names()[:4]))
    player.step("ledger: scroll", *(lambda: wheel(panel.table.viewport(), -3),) * 12,
                lambda: key(Qt.Key.Key_End), lambda: key(Qt.Key.Key_Home))  # fmt: skip
    player.step("ledger: filter by state", lambda: panel.show_filter({"states": ["rectifying"]}))
    player.step("ledger: filter by text", lambda: panel.show_filter({"text": "采石场"}))
    player.step("ledger: filter taken away", lambda: panel.show_filter({}))
    player.step("ledger: select all", lambda: player.press("ledger.select_all"))
    player.step("ledger: sort, all selected", lambda: sort(panel.model.names()[2]),
                lambda: sort(panel.model.names()[1]))  # fmt: skip
    player.step("ledger: filter, all selected", lambda: panel.show_filter({"states": ["todo"]}),
                lambda: panel.show_filter({}))  # fmt: skip
    player.step("ledger: one more by Ctrl, all selected",
                lambda: click(2, Qt.KeyboardModifier.ControlModifier))  # fmt: skip
    player.step("ledger: select one", lambda: click(3))
    player.step("ledger: copy a thousand rows", lambda: key(Qt.Key.Key_Home),
                lambda: panel.table.choose(panel.model.keys.all()[:1000]),
                lambda: player.press("ledger.copy"))  # fmt: skip


def _dossier(player: Player) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    table, dossier = player.room("ledger").table, player.room("dossier")

    def down() -> None:
        QTest.keyClick(table, Qt.Key.Key_Down)

    player.step("dossier: opened", lambda: player.desk.show.issue.emit(_issue(player)))
    player.step("dossier: the next issue", table.setFocus, *(down,) * 16)
    pages = ("todo", "facts", "photos", "records", "history")
    player.step("dossier: its pages", *(lambda p=p: dossier.turn(p) for p in pages))
    player.step("dossier: the next issue, history shown", *(down,) * 6)
    player.step("dossier: the next issue, facts shown", lambda: dossier.turn("facts"),
                *(down,) * 10)  # fmt: skip


def _issue(player: Player) -> str:
    panel = player.room("ledger")
    return str(panel.model.known(panel.model.keys.at(0))["id"])


def _map(player: Player) -> None:
    from PySide6.QtCore import Qt

    from benchmarks.stall_hands import move, wheel

    panel, desk, plain = player.room("map"), player.desk, Qt.KeyboardModifier.NoModifier
    canvas = panel.canvas
    player.step("map: all, wheel, pan", lambda: player.press("map.zoom_all"),
                *(lambda: wheel(canvas.viewport(), 1),) * 8,
                *(lambda: canvas.pan_by(160.0, 60.0),) * 8,
                *(lambda: wheel(canvas.viewport(), -1),) * 8)  # fmt: skip
    keys = player.room("ledger").table
    player.step("map: all selected in the ledger", lambda: player.press("map.zoom_all"),
                keys.selectAll)  # fmt: skip
    player.step("map: zoom to the selection", lambda: player.press("map.zoom_selection"))
    player.step("map: nothing selected", lambda: player.press("frame.deselect"))
    player.step("map: a box", lambda: player.press("map.zoom_all"),
                lambda: panel.pointer.choose_in(_middle(canvas), plain))  # fmt: skip
    player.step("map: hover", *(lambda n=n: move(canvas, n) for n in range(12)))
    player.step("map: labels, graticule, layers", *(
        lambda a=a: player.press(a) for a in ("map.labels", "map.labels", "map.graticule",
                                              "map.graticule", "map.layers", "map.layers")
    ))  # fmt: skip
    player.step("map: an issue from elsewhere", lambda: desk.show.on_map.emit(
        "issue", (_issue(player),)))  # fmt: skip
    player.step("map: read anew", lambda: player.press("map.reload"))


def _middle(canvas: Any) -> tuple[float, float, float, float]:
    from PySide6.QtCore import QPointF

    wide, high = canvas.viewport().width(), canvas.viewport().height()
    left, top = canvas.world(QPointF(wide * 0.4, high * 0.4))
    right, bottom = canvas.world(QPointF(wide * 0.6, high * 0.6))
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


def _photos(player: Player) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from benchmarks.stall_hands import wheel

    panel = player.room("photos")
    bar = panel.grid.verticalScrollBar()
    player.step("photos: all of them", lambda: player.desk.show.room.emit("photos"),
                lambda: panel.filters.choose("all"))  # fmt: skip
    player.step(
        "photos: scroll",
        *(lambda: wheel(panel.grid.viewport(), -4),) * 8,
        lambda: bar.setValue(bar.maximum()),
        lambda: bar.setValue(bar.maximum() // 2),
    )
    player.step("photos: the first one, the next", panel.grid.setFocus,
                lambda: panel.picking.pick(panel.model.hash_at(0)),
                *(lambda: QTest.keyClick(panel.grid, Qt.Key.Key_Right),) * 6)  # fmt: skip
    player.step("photos: select all", panel.grid.selectAll)
    player.step("photos: filter, all selected", lambda: panel.filters.choose("untagged"),
                lambda: panel.filters.choose("all"))  # fmt: skip
    player.step("photos: one of them", lambda: panel.picking.pick(panel.model.hash_at(1)))
    player.step("photos: seen large, the next", lambda: player.press("photos.view"),
                *(lambda: panel.dialogs.viewer.step_wanted.emit(1),) * 4)  # fmt: skip
    player.step("photos: put away", lambda: panel.dialogs.viewer.close())


def _charts(player: Player) -> None:
    names = ("burn_down", "by_type", "by_county", "closing_rate")
    player.step("charts: each", *(lambda n=n: player.press(f"charts.{n}") for n in names))


def _imports(player: Player, wide: Path, bad: Path) -> None:
    room = player.room("imports")
    for name, path in (("300 columns", wide), ("100,000 problems", bad)):
        wizard: list[Any] = []

        def begin(path: Path = path, wizard: list[Any] = wizard) -> None:
            room.ledger(path)
            wizard.append(player.app.activeModalWidget())

        player.step(f"import, {name}: opened", begin)
        player.step(f"import, {name}: columns", lambda w=wizard: w[0].go_on())
        player.step(f"import, {name}: preview", lambda w=wizard: w[0].go_on())
        if wizard and wizard[0].seen is not None:
            seen = wizard[0].seen
            print(f"{name}: {len(seen.columns)} columns, {len(seen.rows)} rows, "
                  f"{len(seen.problems)} problems", flush=True)  # fmt: skip
        check = wizard[0].check
        player.step(f"import, {name}: as it is, a problem, the last one",
                    lambda c=check: c.raw.setChecked(True), lambda c=check: _look(c, 0),
                    lambda c=check: _look(c, -1))  # fmt: skip
        player.step(f"import, {name}: back, a field", lambda w=wizard: w[0].go_back(),
                    lambda w=wizard: w[0].mapping.list.setFocus())  # fmt: skip
        player.step(f"import, {name}: put away", lambda w=wizard: w[0].reject())


def _look(check: Any, row: int) -> None:
    model = check.problems.model
    if model.rowCount():
        check.problems.view.setCurrentIndex(model.index(row % model.rowCount(), 0))


def _write(player: Player) -> None:
    """Many issues at once, so that everything is told of them."""
    from ui.ledger import calls

    panel = player.room("ledger")
    people: list[Any] = []
    player.step("who can be sent", lambda: player.desk.ask(calls.inspectors, done=people.extend))
    player.step("clues alone", lambda: player.desk.show.room.emit("ledger"),
                lambda: panel.show_filter({"view": "clues", "states": ["clue"]}))  # fmt: skip
    if not people or not len(panel.model.keys):
        return
    for count in (1, 250):
        ids: list[str] = []
        keys = panel.model.keys.all()[:count]
        player.step("ids", lambda k=keys, i=ids: player.desk.ask(calls.ids, k, done=i.extend))
        player.step(f"assign {count}", lambda i=ids: player.desk.do(
            calls.assign, i, people[0][0], "2027-01-31", title="assign"))  # fmt: skip


def _dialogs(player: Player) -> None:
    """Every entry that opens something, opened and put away."""
    import shiboken6
    from PySide6.QtWidgets import QApplication

    player.step("an issue and a photo chosen", lambda: player.room("ledger").show_filter({}),
                lambda: player.desk.show.issue.emit(_issue(player)))  # fmt: skip
    specs = player.window.registry.specs.values()
    wanted = [s.id for s in specs if s.text.endswith("…") or s.id in
              ("frame.shortcuts", "frame.about")]  # fmt: skip
    for name in wanted:
        action = player.window.registry.actions[name]
        if _NO_DIALOG.match(name) or not action.isEnabled():
            continue
        player.step(f"entry {name}", action.trigger)
        for widget in QApplication.topLevelWidgets():
            if shiboken6.isValid(widget) and widget.isVisible() and widget is not player.window:
                player.step(f"entry {name}, closed", widget.close)


def _dress(player: Player) -> None:
    for lang in ("english", "chinese"):
        player.step(f"language: {lang}", lambda n=lang: player.press(f"frame.{n}"))
    for look in ("dark", "field", "light"):
        player.step(f"look: {look}", lambda n=look: player.press(f"frame.look_{n}"))
    player.step("another size", lambda: player.window.resize(1366, 768),
                lambda: player.window.resize(1600, 1000))  # fmt: skip


def lines(text: str) -> Iterator[dict[str, Any]]:
    """What a session told, out of what it printed."""
    for line in text.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def main() -> None:
    """Plays the session once."""
    parser = argparse.ArgumentParser()
    parser.add_argument("project", type=Path)
    parser.add_argument("wide", type=Path)
    parser.add_argument("bad", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    player = Player(asked.project, asked.only, asked.profile)
    play(player, asked.wide, asked.bad)
    player.close()
    sys.stdout.flush()
    os._exit(0)  # Qt's things are taken apart in no good order at the end of an interpreter


if __name__ == "__main__":
    from multiprocessing import freeze_support

    freeze_support()
    main()
