"""A project without anything on the map; a room in two languages; a change of very much."""

from __future__ import annotations

import subprocess
import sys

from helpers.open_sessions import make_project
from PySide6.QtWidgets import QLabel

from ui import language
from ui.map import calls, loading


def texts(widget):
    return {label.text() for label in widget.findChildren(QLabel) if label.text()}


def test_that_an_empty_project_says_what_to_do_next(empty_room, tmp_path):
    room = empty_room
    assert room.panel.empty.isHidden()
    path = make_project(tmp_path / "new")
    with room.qtbot.waitSignal(room.desk.opened, timeout=60_000):
        room.desk.open(path)
    room.rest()
    assert room.panel.empty.isVisible()
    assert "Nothing is on the map yet" in texts(room.panel.empty)
    around = room.panel.empty.geometry()
    assert room.canvas.rect().contains(around)
    given = {"clue_no": "QH-1", "source_code": "patrol"}
    shape = "POLYGON ((126.3 43.2, 126.31 43.2, 126.31 43.21, 126.3 43.2))"
    room.desk.do(calls.new_clue, given, shape)
    room.rest()
    assert room.panel.empty.isHidden()
    assert len(room.canvas.layer("patch")) == 1


def test_that_the_room_speaks_chinese_when_it_is_asked_to(room, qapp):
    room.panel.handlers()["map.measure_line"]()
    try:
        language.set_language(qapp, "zh")
        room.qtbot.waitUntil(lambda: "图层" in texts(room.panel.side))
        assert room.panel.bar.hint().startswith("依次单击")
        model = room.panel.side.model
        assert model.data(model.index_of("redline")).startswith("生态保护红线")
        assert "坐标" in room.panel.foot._box.placeholderText()
    finally:
        language.set_language(qapp, "en")
    room.qtbot.waitUntil(lambda: "Layers" in texts(room.panel.side))
    room.panel.handlers()["map.select"]()


def test_that_a_change_of_many_reads_the_whole_layer(room, monkeypatch):
    monkeypatch.setattr(loading, "MANY", 0)
    page = room.panel.book.page("patch")
    clue = next(n for n in range(len(page.style)) if page.style_name(n) == "clue")
    issue = room.id_of("patch", clue)
    room.desk.selection.select(issues=(issue,))
    shape = "POLYGON ((126.3 43.2, 126.31 43.2, 126.31 43.21, 126.3 43.2))"
    room.desk.do(calls.set_shape, issue, shape)
    room.rest()
    assert room.panel.book.page("patch") is not page
    feature = room.canvas.layer("patch").find([issue])[0]
    assert list(room.panel.chosen.features()["patch"]) == [feature]
    assert (issue,) == room.desk.selection.issues


def test_that_the_room_loads_no_library_that_only_the_worker_needs():
    code = (
        "import sys, ui.map.panel, ui.map.actions; "
        "print(sorted({'shapely', 'pyproj', 'fiona', 'sqlcipher3', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
