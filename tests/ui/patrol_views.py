"""The patrol room with a patrol that was walked, and the forms of the dossier's records."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget
from rough_views import Rest, Shot, run

from greenshield.domain.records import KINDS
from ui.main_window import MainWindow

WALKED, AHEAD = "云岭西线春季巡查（示例）", "白苇湿地月度巡查（示例）"
_TRACK = re.compile(r"<trk>.*?</trk>", re.DOTALL)
_POINT = re.compile(r'lat="([\d.]+)" lon="([\d.]+)"')
_STEP = 8  # every so many points of a track are enough for a plan


def make_walked(project: Path, inputs: Path, folder: Path) -> None:
    """Plans a patrol whose route was walked in part and which found something, and two ahead."""
    text = (inputs / "tracks" / "巡查.gpx").read_text("utf-8")
    tracks = _TRACK.findall(text)
    walked = folder / "西线.gpx"
    head = text[: text.index("<metadata>")]
    walked.write_text(f"{head}{tracks[0]}</gpx>", "utf-8")
    ways = [_POINT.findall(track)[::_STEP] for track in tracks[:2]]
    west, east = ([[float(lon), float(lat)] for lat, lon in way] for way in ways)
    route = folder / "路线.geojson"
    line = {"type": "LineString", "coordinates": [*west, *east[: len(east) // 4]]}
    route.write_text(json.dumps(line), "utf-8")
    who, area = "inspectors=周巡查（示例）", "area_id=QH-GJ-01"
    run("patrol", "add", project, f"name={WALKED}", "planned_from=2025-04-14", who, area,
        "planned_to=2025-04-18", f"geom=@{route}", "corridor_m=100")  # fmt: skip
    run("patrol", "add", project, f"name={AHEAD}", "planned_from=2026-12-01", who,
        "planned_to=2026-12-05", "area_id=QH-SJ-02", "--every", "month", "--times", 2)  # fmt: skip
    run("patrol", "track", project, WALKED, walked)
    lon, lat = west[len(west) // 2]
    run("patrol", "find", project, WALKED, "clue_no=XC-2025-001", "facility_name=示例堆土场",
        f"lon={lon}", f"lat={lat}", "description=路旁约三百平方米新堆土方，无人看守",
        "--on", "2025-04-15")  # fmt: skip
    run("patrol", "set", project, WALKED, "done_on=2025-04-15",
        "findings=西线走完，东线因道路中断未到；发现新增堆土一处")  # fmt: skip


def of_patrols(window: MainWindow, rest: Rest) -> Iterator[Shot]:
    """The room with the walked patrol chosen, on the map too, and its dialogs."""
    room = window.workspace.room("patrols")

    def chosen() -> QWidget:
        window.desk.show.room.emit("patrols")
        rest()
        line = next(line for line in room.model.rows if line.name == WALKED)
        room.choose(line.id)
        rest()
        return window

    yield Shot("patrols-walked", chosen)
    yield Shot("patrols-on-map", _then(chosen, window, "patrols.on_map"))
    for name in ("plan", "change", "tracks", "find", "void", "campaigns"):
        yield _dialog(window, chosen, name, rest)


def of_records(window: MainWindow, issue: str, rest: Rest) -> Iterator[Shot]:
    """The form of a new record of each kind."""
    for kind in KINDS:

        def show(kind: str = kind) -> QWidget:
            window.desk.show.issue.emit(issue)
            rest()
            panel = window.workspace.room("dossier")
            forms = panel.forms
            forms.record(kind)
            rest()
            if forms.form is None:
                raise LookupError(f"no form of {kind}")
            return panel

        yield Shot(f"record-{kind}", show, lambda: window.workspace.room("dossier").forms.leave())


def _then(chosen: Callable[[], QWidget], window: MainWindow, action: str) -> Callable[[], QWidget]:
    def show() -> QWidget:
        chosen()
        window.registry.actions[action].trigger()
        return window

    return show


def _dialog(window: MainWindow, chosen: Callable[[], QWidget], name: str, rest: Rest) -> Shot:
    opened: list[QWidget] = []

    def show() -> QWidget:
        chosen()
        before = {w for w in window.findChildren(QWidget) if w.isWindow() and w.isVisible()}
        window.registry.actions[f"patrols.{name}"].trigger()
        rest()
        now = {w for w in window.findChildren(QWidget) if w.isWindow() and w.isVisible()}
        opened.extend(now - before)
        return opened[-1]

    def clear() -> None:
        while opened:
            opened.pop().close()

    return Shot(f"patrol-{name}", show, clear)
