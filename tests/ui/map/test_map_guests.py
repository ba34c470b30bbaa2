"""Layers of other rooms on the map: put, worn, hidden, clicked, taken away."""

import numpy as np
import pytest
import shapely
from PySide6.QtCore import Qt

from ui.map import calls_guests, guest_looks
from ui.map.faces import Face
from ui.map.pack import HIDDEN

NAME = "compare:1"
STYLES = ("added", "dropped")
_COLOURS = {"added": "#1e8e4e", "dropped": "#d8342c"}


def face(title="Difference", *, is_labelled=True, look=None):
    look = look or (lambda style: guest_looks.coloured(_COLOURS[style]))
    return Face(lambda: title, look, lambda style: style.upper(), is_labelled=is_labelled)


def shown(lon=104.0, lat=30.0, *, many=2):
    shapes = np.array([shapely.box(lon + i, lat, lon + i + 0.5, lat + 0.5) for i in range(many)])
    return calls_guests.sheets(
        NAME, shapes, [f"f{i}" for i in range(many)], labels=[f"{i} m²" for i in range(many)],
        styles=STYLES, style=[i % 2 for i in range(many)],
    )  # fmt: skip


def mixed():
    found = shapely.GeometryCollection(
        [shapely.box(104, 30, 105, 31), shapely.Point(106, 30), shapely.MultiPoint([(107, 30)])]
    )
    shapes = np.array([found, shapely.LineString([(104, 32), (106, 32)]), None], dtype=object)
    kinds = ("polygon", "line", "point")
    return calls_guests.sheets(NAME, shapes, ["a", "b", "c"], styles=kinds)


@pytest.fixture
def guests(room):
    yield room.panel.guests
    room.panel.guests.clear()


def names(room):
    model = room.panel.side.model
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


def test_that_a_guest_has_a_line_with_counts_a_place_and_its_legend(room, guests, model_tester):
    model = room.panel.side.model
    model_tester(model)
    guests.put(NAME, face(), shown(many=3), below="")
    at = model.index_of(NAME)
    assert at.row() == 0
    assert model.data(at) == "Difference (3)"
    assert [model.data(model.index(row, 0, at)) for row in range(2)] == ["ADDED (2)", "DROPPED (1)"]
    assert room.canvas.stack.layers[-1].name == f"{NAME}/polygon"
    guests.put(NAME, face("Again"), shown(many=1), below="")
    assert model.data(model.index_of(NAME)) == "Again (1)"
    assert model.rowCount(model.index_of(NAME)) == 0  # its one look stands on its own line
    assert model.data(model.index_of(NAME), Qt.ItemDataRole.DecorationRole) is not None
    guests.remove(NAME)
    assert not model.index_of(NAME).isValid()
    assert room.canvas.stack.find(f"{NAME}/polygon") is None


def test_that_shapes_lines_and_points_of_one_guest_show_hide_and_fade_as_one(room, guests):
    model, stack = room.panel.side.model, room.canvas.stack
    guests.put(NAME, face(look=guest_looks.coloured), mixed())
    sheets = [stack.find(f"{NAME}/{kind}") for kind in ("polygon", "line", "point")]
    assert [len(sheet) for sheet in sheets] == [1, 1, 1]
    order = [layer.name for layer in stack.layers]
    assert order.index(f"{NAME}/point") < order.index("track")
    model.set_opacity(NAME, 0.4)
    model.setData(
        model.index_of(NAME), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole
    )
    assert {(sheet.visible, sheet.opacity) for sheet in sheets} == {(False, 0.4)}
    guests.remove(NAME)
    model.set_opacity("track", 0.9)  # what is remembered of the others must not forget it
    guests.put(NAME, face(look=guest_looks.coloured), mixed())
    assert not stack.find(f"{NAME}/line").visible
    assert stack.find(f"{NAME}/line").opacity == 0.4


def test_that_styles_are_put_away_and_a_new_face_is_worn(room, guests):
    model, stack = room.panel.side.model, room.canvas.stack
    guests.put(NAME, face(), shown())
    before = stack.find(f"{NAME}/polygon").palette
    off = Qt.CheckState.Unchecked.value
    model.setData(model.index(1, 0, model.index_of(NAME)), off, Qt.ItemDataRole.CheckStateRole)
    assert stack.find(f"{NAME}/polygon").style.tolist() == [0, HIDDEN]
    guests.expect(NAME, face("Blue", look=lambda _: guest_looks.coloured("#0000ff")))
    assert stack.find(f"{NAME}/polygon").palette != before
    assert "Blue (2)" in names(room)


def test_that_a_click_on_nothing_else_tells_whose_feature_it_is(room, guests, qtbot):
    guests.put(NAME, face(), shown(150.0, 60.0))
    room.panel.guide.to_layer(NAME)
    box = room.canvas.layer(f"{NAME}/polygon").box([1])
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    with qtbot.waitSignal(guests.picked) as heard:
        room.click(middle)
    [picked] = heard.args[0]
    assert (picked.guest, picked.ids) == (NAME, ("f1",))
    assert room.panel.pointer.name((f"{NAME}/polygon", 1)) == "1 m² · Difference: DROPPED"
    assert guests.light(NAME, ["f1"])[f"{NAME}/polygon"].tolist() == [1]
    assert room.panel.chosen.features()[f"{NAME}/polygon"].tolist() == [1]
    room.panel.furniture.labels.place()
    assert {label.text for label in room.panel.furniture.labels.shown} >= {"0 m²", "1 m²"}


def test_that_one_endless_label_does_not_make_every_label_wide():
    shapes = np.array([shapely.Point(104, 30), shapely.Point(105, 30)])
    [sheet] = calls_guests.sheets(NAME, shapes, ["a", "b"], labels=["x", "y" * 100_000])
    assert sheet.extras.labels.dtype.itemsize <= 4 * calls_guests.LONGEST


def test_that_a_guest_far_off_does_not_make_the_county_a_dot(room, guests):
    before = room.canvas.stack.box()
    guests.put(NAME, face(), shown(20.0, 5.0))
    assert room.canvas.stack.box() == before


def test_that_a_guest_that_cannot_be_shown_says_so(room, guests):
    bad = Face(lambda: "Plots", guest_looks.coloured, note=lambda: "Gone & lost", is_sound=False)
    guests.expect("reference:x", bad)
    model = room.panel.side.model
    at = model.index_of("reference:x")
    assert model.data(at) == "Plots (can't be shown)"
    assert "Gone & lost" in model.data(at, Qt.ItemDataRole.ToolTipRole)
    with pytest.raises(ValueError, match="guest"):
        guests.expect("a/b", bad)
    with pytest.raises(ValueError, match="another"):
        guests.put("reference:x", bad, shown())


def test_that_the_mouse_names_a_feature_of_a_guest_but_not_what_fills_the_view(
    room, guests, monkeypatch
):
    monkeypatch.setattr(room.canvas, "underMouse", lambda: True)
    guests.put(NAME, face(), shown(150.0, 60.0))
    room.panel.guide.to_layer(NAME)
    sheet = f"{NAME}/polygon"
    x0, y0, x1, y1 = room.canvas.layer(sheet).box([0])
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    room.move(middle)
    room.qtbot.waitUntil(lambda: room.panel.chosen.pointed == (sheet, 0))
    room.canvas.centre_on(middle, 1.0)
    room.move(room.off(20, 20))
    room.qtbot.waitUntil(lambda: room.panel.chosen.pointed is None)
