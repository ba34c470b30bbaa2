"""The map room as a whole: its picture, its keys, the scheme in force."""

import pytest
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog

from ui.look import theme


def test_that_the_map_is_copied_as_a_picture(room):
    room.panel.handlers()["map.copy_picture"]()
    picture = QApplication.clipboard().image()
    assert picture.size() == room.canvas.size() * room.canvas.devicePixelRatioF()


def test_that_the_map_is_saved_as_a_picture_and_as_paths(room, tmp_path):
    room.panel.handlers()["map.save_picture"]()
    dialog = room.panel.window().findChild(QFileDialog, "map.save")
    picture, paths = dialog.nameFilters()
    dialog.filterSelected.emit(paths)
    assert dialog.defaultSuffix() == "svg"
    dialog.filterSelected.emit(picture)
    assert dialog.defaultSuffix() == "png"
    dialog.fileSelected.emit(str(tmp_path / "map.png"))
    dialog.fileSelected.emit(str(tmp_path / "map.svg"))
    dialog.reject()
    room.rest()
    picture = QImage(str(tmp_path / "map.png"))
    assert picture.width() == 2 * room.canvas.width()
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7)
               for y in range(0, picture.height(), 7)}  # fmt: skip
    assert len(colours) > 20
    assert (tmp_path / "map.svg").read_text("utf-8").count("<path") > 10


def test_that_every_tool_has_a_shortcut_and_every_action_a_tip(room):
    from ui.map.actions import ACTIONS
    from ui.map.bar import TOOLS

    by_name = {spec.id: spec for spec in ACTIONS}
    assert all(by_name[f"map.{name}"].shortcut for name in TOOLS)
    assert all(spec.tip and spec.menu == "map" for spec in ACTIONS)
    assert set(room.panel.handlers()) == set(by_name)
    assert all(QKeySequence(s.shortcut.split("; ")[0]) for s in ACTIONS if s.shortcut)


@pytest.mark.parametrize("mode", ["dark", "field"])
def test_that_layers_wear_the_scheme_in_force(room, qapp, mode):
    before = room.canvas.layer("patch").palette
    room.desk.selection.select(issues=(room.id_of("patch", 0),))
    try:
        theme.apply(qapp, mode)
        room.panel.grab()
        assert room.canvas.layer("patch").palette != before
        assert len(room.canvas._highlights) == 1
    finally:
        theme.apply(qapp, "light")
    assert room.canvas.layer("patch").palette == before


def test_that_the_legend_keeps_its_letters_in_a_larger_font(room, qapp):
    room.panel.resize(1600, 640)
    panel, splitter = room.panel, room.panel._beside

    def letters():
        return splitter.sizes()[1] / panel.fontMetrics().height()

    def becomes(wanted):
        room.qtbot.waitUntil(lambda: letters() == pytest.approx(wanted, rel=0.05))

    room.qtbot.waitUntil(lambda: sum(splitter.sizes()) > 1500)  # laid out anew
    first, small = letters(), splitter.sizes()[1]
    theme.apply(qapp, "field")  # a larger font
    try:
        becomes(first)
        assert splitter.sizes()[1] > small * 1.05
    finally:
        theme.apply(qapp, "light")
    becomes(first)
    assert splitter.sizes()[1] == small
