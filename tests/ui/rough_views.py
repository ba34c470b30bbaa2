"""Views that no action opens: tabs, pages of wizards, what is empty, refused or far too long."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit, QTabBar, QWidget

from greenshield.cli.main import main as greenshield
from ui.imports import targets
from ui.imports.parts_wizard import PartsWizard
from ui.imports.what_dialog import WhatDialog
from ui.main_window import MainWindow

LONG_NAME = "云岭国家级自然保护区实验区北部石桥沟村三社弃渣堆放场及附属道路排水设施整改工程" * 2
LONG_NUMBER = "QH2025-遥感监测第三批次-229901-示例-000000000000000001"
Rest = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Shot:
    """One view: its name, and what brings it up; it gives the widget to be pictured."""

    name: str
    show: Callable[[], QWidget]
    clear: Callable[[], None] = lambda: None


def of_project(window: MainWindow, issue: str, inputs: Path, rest: Rest) -> Iterator[Shot]:
    """Views of the open sample project."""
    yield from _tabs(window, issue)
    yield Shot("ledger-nothing", _of(window, lambda: _filter(window, {"text": "没有这样的问题"})),
               lambda: _filter(window, {}))  # fmt: skip
    yield _compared(window, issue, rest)
    yield from _reference(window, inputs / "reference" / "管护站与巡护线.geojson", rest)
    for name, file in (("areas", "boundaries/保护区范围.shp"), ("ledger", "ledger/整改台账.xlsx"),
                       ("markers", "reference/界桩与标识牌.csv")):  # fmt: skip
        for page in (1, 2):
            yield _page(window, name, inputs / file, page, rest)
    yield _several(window, [inputs / "boundaries", inputs / "reissue"], rest)
    yield _asked(window, inputs / "boundaries" / "保护区范围.shp")
    yield _page(window, "ledger", inputs / "demo.toml", 1, rest, "refused")
    for page in (1, 2, 3):  # the last one imports it
        yield _page(window, "restrictions", inputs / "reference/负面清单.csv", page, rest)
    yield _lists(window, rest)


def of_empty(window: MainWindow) -> Iterator[Shot]:
    """The rooms of a project in which nothing is yet, its name as long as names get."""
    for room in ("work", "ledger", "photos", "shots", "charts", "areas", "markers", "patrols",
                 "dossier"):  # fmt: skip
        yield Shot(f"empty-{room}", _of(window, lambda r=room: window.desk.show.room.emit(r)))


def of_reader(window: MainWindow, issue: str) -> Iterator[Shot]:
    """The rooms where nobody may write, with names and numbers that are too long."""
    show = window.desk.show
    for room in ("work", "ledger", "photos"):
        yield Shot(f"reader-{room}", _of(window, lambda r=room: show.room.emit(r)))
    yield Shot("reader-dossier", _of(window, lambda: show.issue.emit(issue)))


def make_empty(folder: Path) -> Path:
    """A new project without anything, made once."""
    project = folder / "empty"
    if not project.is_dir():
        run("new", project, "--name", LONG_NAME, "--division", "229901", "--me", "欧阳示例" * 5)
    return project


def make_long(sample: Path, folder: Path) -> Path:
    """A copy of the sample with a clue of a very long number and name, made once."""
    project = folder / "long"
    if not project.is_dir():
        shutil.copytree(sample, project)
        run("issue", "new", project, f"clue_no={LONG_NUMBER}", "source_code=patrol",
             f"facility_name={LONG_NAME}", "lon=126.39", "lat=43.23",
             f"description={LONG_NAME * 4}")  # fmt: skip
    return project


def run(*words: object) -> None:
    """A command that must succeed."""
    if greenshield([*map(str, words), "--json"]):
        raise SystemExit(f"could not be made: {words[:3]}")


def _of(window: MainWindow, act: Callable[[], Any]) -> Callable[[], QWidget]:
    def show() -> QWidget:
        act()
        return window

    return show


def _filter(window: MainWindow, wanted: dict[str, Any]) -> None:
    window.desk.show.room.emit("ledger")
    window.desk.show.ledger.emit(wanted)


def _tabs(window: MainWindow, issue: str) -> Iterator[Shot]:
    window.desk.show.issue.emit(issue)
    tabs = window.findChild(QTabBar, "dossier.tabs")
    for number in range(tabs.count()):
        name = str(tabs.tabData(number))

        def turn(at: int = number) -> None:
            window.desk.show.issue.emit(issue)
            window.findChild(QTabBar, "dossier.tabs").setCurrentIndex(at)

        yield Shot(f"dossier-{name}", _of(window, turn))


def _reference(window: MainWindow, file: Path, rest: Rest) -> Iterator[Shot]:
    """A reference layer: what its file holds, the attributes of a feature, its name and looks."""
    room, panel = window.workspace.room("layers"), window.workspace.map
    opened: list[Any] = []

    def look() -> QWidget:
        opened.append(room.deeds.add(file))
        rest()
        return opened[-1]

    def item() -> Any:
        if not room.reader.items:
            look().confirm()
            rest()
        return next(iter(room.reader.items.values()))

    def told() -> QWidget:
        panel.guide.to_layer(item().guest)
        found = next(n for n in panel.book.names() if n.startswith(f"{item().guest}/"))
        panel.guests.pick([(found, 0)])
        rest()
        return room.told.dialog

    def edited() -> QWidget:
        room.deeds.edit(item())
        rest()
        opened.append(panel.findChild(QWidget, "layers.edit"))
        return opened[-1]

    yield Shot("layer-new", look, lambda: opened.pop().reject())
    yield Shot("layer-attributes", told, room.told.close)
    yield Shot("layer-edit", edited, lambda: opened.pop().reject())


def _lists(window: MainWindow, rest: Rest) -> Shot:
    """The negative list that the sample brings, a row of it chosen."""
    opened: list[Any] = []

    def show() -> QWidget:
        window.registry.actions["restrictions.show"].trigger()
        rest()
        opened.append(window.findChild(QWidget, "restrictions"))
        opened[-1].rows.selectRow(1)
        return opened[-1]

    return Shot("negative-lists", show, lambda: opened.pop().close())


def _compared(window: MainWindow, issue: str, rest: Rest) -> Shot:
    def show() -> QWidget:
        window.desk.selection.select(issues=(issue,), photos=(), current=issue)
        window.registry.actions["photos.compare"].trigger()
        rest()
        return window.workspace.room("photos").dialogs.comparison

    def clear() -> None:
        opened = window.workspace.room("photos").dialogs.comparison
        if opened is not None:
            opened.close()

    return Shot("photos-compare", show, clear)


def _page(window: MainWindow, name: str, file: Path, page: int, rest: Rest, told: str = "") -> Shot:
    """A later page of an import, or what stands there where the file is refused."""
    opened: list[Any] = []

    def show() -> QWidget:
        window.registry.actions[f"imports.{name}"].trigger()
        rest()
        wizard = next(w for w in window.findChildren(QWidget) if w.isWindow() and w.isVisible()
                      and hasattr(w, "go_on"))  # fmt: skip
        opened.append(wizard)
        line = next(e for e in wizard.findChildren(QLineEdit) if e.isVisible())
        line.setText(str(file))
        line.editingFinished.emit()
        rest()
        for _ in range(page):
            wizard.go_on()
            rest()
        return wizard

    def clear() -> None:
        while opened:
            opened.pop().close()

    return Shot(f"import-{name}-{told or page + 1}", show, clear)


def _several(window: MainWindow, paths: list[Path], rest: Rest) -> Shot:
    """Several boundary files, layer by layer."""
    opened: list[PartsWizard] = []

    def show() -> QWidget:
        wizard = PartsWizard(window.desk, paths, window)
        opened.append(wizard)
        wizard.open()
        rest()
        return wizard

    def clear() -> None:
        opened.pop().close()

    return Shot("import-areas-several", show, clear)


def _asked(window: MainWindow, file: Path) -> Shot:
    """What a dropped file holds, asked."""
    opened: list[WhatDialog] = []

    def show() -> QWidget:
        asked = WhatDialog([file], targets.of_family("shapes"), "areas", window)
        opened.append(asked)
        asked.open()
        return asked

    def clear() -> None:
        opened.pop().close()

    return Shot("import-what", show, clear)
