"""What must be seen after each command of the map and of the basemaps."""

from __future__ import annotations

from collections.abc import Callable

from helpers.dialogs import typed
from helpers.player import Act, Go, Player, becomes, opens, turns
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from ui.map import places


def _tool(name: str) -> Act:
    """The tool is in hand, and the bar tells what to do with it."""

    def act(p: Player, go: Go) -> None:
        assert p.map.toolbox.name != name
        go()
        p.until(lambda: p.map.toolbox.name == name)
        assert p.map.bar.hint() == p.map.toolbox.hint()
        assert p.map.bar.buttons[name].isChecked()

    return act


def _zooms(factor: float) -> Act:
    def act(p: Player, go: Go) -> None:
        x, y, pixel = p.middle()
        go()
        p.until(lambda: abs(p.middle()[2] / (pixel * factor) - 1) < 0.01)
        assert p.middle()[:2] == (x, y)

    return act


def _shows(box: Callable[[Player], tuple[float, float, float, float]]) -> Act:
    """The map goes from far away to where all of it is seen, and no farther."""

    def act(p: Player, go: Go) -> None:
        wanted = box(p)
        p.map.canvas.centre_on((13_000_000.0, 3_500_000.0), 1.0)
        assert not p.sees(wanted)
        go()
        p.until(lambda: p.sees(wanted))
        x0, _, x1, _ = p.map.canvas.view().box
        assert x1 - x0 < 60 * max(wanted[2] - wanted[0], wanted[3] - wanted[1], 500.0)

    return act


def _of_issue(p: Player) -> tuple[float, float, float, float]:
    issue = p.desk.selection.current_issue
    layer = p.map.canvas.layer("patch")
    return layer.box(layer.find([issue]))


def _previous(p: Player, go: Go) -> None:
    p.map.journeys.note()
    before = p.middle()
    p.map.canvas.centre_on((14_000_000.0, 5_000_000.0), 3.0)
    p.map.journeys.note()
    go()
    p.until(lambda: p.middle() == before)


def _next(p: Player, go: Go) -> None:
    before = p.middle()
    go()
    p.until(lambda: p.middle() != before)
    assert p.middle() == (14_000_000, 5_000_000, 3.0)


def _goes_to(p: Player, go: Go) -> None:
    go()
    p.until(lambda: p.focus() == "map.goto")
    line = p.map.findChild(QLineEdit, "map.goto")
    typed(p.qtbot, p.map, "map.goto", "nowhere")
    p.keys(line, "Return")
    p.until(lambda: bool(p.map.foot._told.text()))
    assert line.text() == "nowhere"  # told beside the box; what was typed stays
    typed(p.qtbot, p.map, "map.goto", "126.5 43.5")
    p.keys(line, "Return")
    wanted = places.world(126.5, 43.5)
    p.until(lambda: abs(p.middle()[0] - wanted[0]) < 2 and abs(p.middle()[1] - wanted[1]) < 2)
    p.settle()


def _copies_position(p: Player, go: Go) -> None:
    QApplication.clipboard().clear()
    go()
    p.until(lambda: bool(QApplication.clipboard().text()))
    assert QApplication.clipboard().text() == places.copied(p.map.foot._at, p.map.foot.notation)


def _copies_picture(p: Player, go: Go) -> None:
    QApplication.clipboard().clear()
    go()
    p.until(lambda: not QApplication.clipboard().pixmap().isNull())
    assert QApplication.clipboard().pixmap().size() == p.map.canvas.size()


def _saves_picture(p: Player, go: Go) -> None:
    out = p.desk.info.path.parent / "map.svg"
    go()
    p.choose_file("map.save", out)
    p.until(out.is_file)
    p.settle()
    assert out.read_bytes().startswith(b"<?xml")


def _other_day(p: Player, go: Go) -> None:
    go()
    box = p.dialog("map.day_dialog")
    typed(p.qtbot, box, "map.day_dialog.day", "2020-01-01")
    p.keys(box, "Return")
    p.until(lambda: p.map.loader.day == "2020-01-01")
    p.settle()
    assert p.map.bar.day.isVisible()
    go()
    box = p.dialog("map.day_dialog")
    p.qtbot.mouseClick(box.today, Qt.MouseButton.LeftButton)
    p.until(lambda: not p.map.bar.day.isVisible())
    assert p.map.loader.day == ""
    p.settle()


def _reads_anew(p: Player, go: Go) -> None:
    read: list[bool] = []
    p.map.loader.finished.connect(lambda: read.append(True))
    go()
    p.until(lambda: read)
    p.settle()


# The order is that of a person who goes from one to the next: tools end with the hand.
MAP: dict[str, Act] = {
    "map.box": _tool("box"),
    "map.identify": _tool("identify"),
    "map.measure_line": _tool("measure_line"),
    "map.measure_area": _tool("measure_area"),
    "map.draw": _tool("draw"),
    "map.place_photo": _tool("place_photo"),
    "map.select": _tool("select"),
    "map.zoom_all": _shows(lambda p: p.map.canvas.stack.box()),
    "map.zoom_in": _zooms(0.5),
    "map.zoom_out": _zooms(2.0),
    "map.zoom_selection": _shows(_of_issue),
    "map.zoom_issue": _shows(_of_issue),
    "map.zoom_layer": _shows(lambda p: p.map.canvas.layer(p.map.side.current()).box()),
    "map.previous_view": _previous,
    "map.next_view": _next,
    "map.go_to": _goes_to,
    "map.copy_position": _copies_position,
    "map.notation": becomes(lambda p: p.map.foot.notation, places.NOTATIONS[1]),
    "map.copy_picture": _copies_picture,
    "map.save_picture": _saves_picture,
    "map.layers": turns(lambda p: p.map.side.isVisible()),
    "map.labels": turns(lambda p: p.map.furniture.is_on("labels")),
    "map.graticule": turns(lambda p: p.map.furniture.is_on("graticule")),
    "map.day": _other_day,
    "map.reload": _reads_anew,
}


def _compares(p: Player, go: Go) -> None:
    handle = p.room("basemap").comparing.swipe.handle
    go()
    p.until(handle.isVisible)
    p.settle()
    go()
    p.until(lambda: not handle.isVisible())
    p.settle()


def _chosen(p: Player) -> object:
    return p.room("basemap").section.current()


def _zooms_to_basemap(p: Player, go: Go) -> None:
    _shows(lambda p: _chosen(p).focus)(p, go)  # a sheet


def _describes(p: Player, go: Go) -> None:
    room = p.room("basemap")
    go()
    box = p.dialog("basemap.describe")
    typed(p.qtbot, box, "basemap.describe.called", "Before")
    p.keys(box, "Return")
    p.until(lambda: room.section.current().name == "Before")
    p.settle()


def _makes_levels(p: Player, go: Go) -> None:
    """A tile set has levels of its own and says so; a raster is given its."""
    room = p.room("basemap")
    chosen = room.section.current().id
    room.section.choose(next(s.id for s in room.model.sheets() if s.item["kind"] == "mbtiles"))
    go()
    told = p.dialog("basemap.told")
    p.dismiss(told)
    room.section.choose(chosen)
    before = (p.desk.info.path / "basemaps" / chosen).stat().st_mtime_ns
    built: list[tuple[str, ...]] = []
    p.desk.changed.connect(lambda changes: built.append(changes.ids("basemap")))
    go()
    p.until(lambda: built)
    p.settle()
    assert chosen in built[0]
    assert (p.desk.info.path / "basemaps" / chosen).stat().st_mtime_ns >= before
    assert not room.section.current().item["wants_levels"]


def _takes_off(p: Player, go: Go) -> None:
    room = p.room("basemap")
    gone = room.section.current().id
    go()
    p.until(lambda: room.model.row_of(gone) < 0)
    p.settle()
    assert (p.desk.info.path / "basemaps" / gone).is_file()  # its file stays


BASEMAP: dict[str, Act] = {
    "basemap.add": opens("basemap.add", lambda box: not isinstance(box, QFileDialog)),
    "basemap.turn": turns(lambda p: bool(p.map.canvas.stack.underlays)),
    "basemap.outlines": turns(lambda p: bool(p.desk.prefs.get("basemap.outlines", True))),
    "basemap.swipe": _compares,
    "basemap.zoom": _zooms_to_basemap,
    "basemap.describe": _describes,
    "basemap.overviews": _makes_levels,
    "basemap.remove": _takes_off,
}
