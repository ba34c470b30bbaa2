"""A project without anything on the map; a room in two languages; a change of very much."""

from __future__ import annotations

import subprocess
import sys

import pytest
from helpers.open_sessions import make_project
from PySide6.QtWidgets import QLabel

from greenshield.geo import webmercator
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


def test_that_much_that_changed_since_a_layer_was_read_is_read_with_the_whole_layer(
    room, monkeypatch
):
    monkeypatch.setattr(loading, "MOST", 9)
    page = room.panel.book.page("patch")
    clue = next(n for n in range(len(page.style)) if page.style_name(n) == "clue")
    issue = room.id_of("patch", clue)
    for corner in ("126.31 43.21", "126.32 43.22", "126.33 43.23"):
        shape = f"POLYGON ((126.3 43.2, 126.31 43.2, {corner}, 126.3 43.2))"
        room.desk.do(calls.set_shape, issue, shape)
        room.rest()
        # Of the same feature the last shape alone counts: 4 vertices are held, 4 come.
        assert room.panel.book.page("patch") is page
    monkeypatch.setattr(loading, "MOST", 7)
    room.desk.do(calls.set_shape, issue, "POLYGON ((126 43, 126.1 43, 126.1 43.1, 126 43))")
    room.rest()
    assert room.panel.book.page("patch") is not page
    assert room.canvas.layer("patch").changed_vertices == 0
    [feature] = room.canvas.layer("patch").find([issue]).tolist()
    box = room.canvas.layer("patch").box([feature])
    assert box[2] - box[0] == pytest.approx(11_132, abs=1)


def test_that_photos_get_their_looks_anew_where_a_patch_comes_near_or_goes(room):
    from helpers.worker_calls_ledger import rename

    page, photos = room.panel.book.page("patch"), room.panel.book.page("photo")
    clue = next(n for n in range(len(page.style)) if page.style_name(n) == "clue")
    issue = room.id_of("patch", clue)
    free = next(n for n in range(len(photos.style)) if photos.style_name(n) == "untagged")
    photo = room.id_of("photo", free)
    [[lon, lat]] = webmercator.unproject([room.place_of("photo", free)]).tolist()
    away, near = "126.3 43.2", f"{lon} {lat}"
    for place, look in ((near, "choice"), (away, "untagged")):
        x, y = map(float, place.split())
        shape = f"POLYGON (({x} {y}, {x + 0.0001} {y}, {x + 0.0001} {y + 0.0001}, {x} {y}))"
        room.desk.do(calls.set_shape, issue, shape)
        room.rest()
        [feature] = room.canvas.layer("photo").find([photo]).tolist()
        assert room.panel.book.page("photo").style_name(feature) == look
    photos = room.panel.book.page("photo")
    room.desk.do(rename, issue, "another name")
    room.rest()
    assert room.panel.book.page("photo") is photos  # no shape is another


def test_that_the_room_loads_no_library_that_only_the_worker_needs():
    code = (
        "import sys, ui.map.panel, ui.map.actions; "
        "print(sorted({'shapely', 'pyproj', 'fiona', 'sqlcipher3', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
