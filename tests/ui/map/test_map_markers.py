"""Boundary markers on the map: shapes by kind, colours by condition, clicks."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF

from ui.imports import marker_calls
from ui.map import layer_words, legend, styles_of_layers, symbols
from ui.map.stamps import draw_vectors, stamp_of
from ui.map.style import Style
from ui.map.view import View


@pytest.mark.parametrize("shape", symbols.CORNERS)
def test_that_a_shape_is_stamped_as_it_is_drawn(shape):
    look = Style("#ffffff", "#ff0000", dot=30.0, shape=shape)
    stamped = np.zeros((41, 41), bool)
    for dxs, dys, _ in stamp_of(look, 1.0).rings:
        stamped[20 + dys, 20 + dxs] = True
    image = QImage(41, 41, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("#00000000"))
    painter = QPainter(image)
    view = View(-20.5, 20.5, 1.0, 41, 41)
    for _ in draw_vectors(painter, view, np.array([[0.0, 0.0]]), np.zeros(1, np.uint8), [look]):
        pass
    painter.end()
    drawn = np.array([[image.pixelColor(x, y).alpha() > 127 for x in range(41)] for y in range(41)])
    outline: QPolygonF = symbols.polygon(shape, 15.0)
    area = (
        sum(
            a.x() * b.y() - b.x() * a.y()
            for a, b in zip(outline, [*list(outline)[1:], outline[0]], strict=True)
        )
        / 2
    )
    assert drawn.sum() == pytest.approx(abs(area), rel=0.08)
    assert stamped.sum() == pytest.approx(abs(area), rel=0.2)
    inside = symbols.outside(shape, [0.0, 15.0], [0.0, -15.0], 15.0)
    assert inside[0] < 0 < inside[1]


def test_that_kind_and_condition_are_told_apart():
    looks = {
        name: styles_of_layers.palette("marker", [name])[0]
        for name in ("post:intact", "post:missing", "signboard:intact", "other:unknown")
    }
    assert looks["post:intact"].shape == looks["post:missing"].shape == "square"
    assert looks["post:intact"].fill != looks["post:missing"].fill
    assert looks["signboard:intact"].shape == "triangle"
    assert looks["other:unknown"].shape == ""
    assert layer_words.style("marker", "post:missing") == "boundary marker, missing"
    assert layer_words.style("marker", "other:unknown") == "other marker, condition unknown"
    size = QSize(22, 16)
    pictures = [legend.symbol("point", look, size, 1.0).toImage() for look in looks.values()]
    assert all(a != b for n, a in enumerate(pictures) for b in pictures[n + 1 :])


def test_that_a_click_selects_a_marker_and_a_double_click_opens_its_facts(room, tmp_path):
    file = tmp_path / "m.csv"
    file.write_text("界桩编号,经度,纬度\nX-1,126.9,43.9\nX-2,126.91,43.9\n", "utf-8")
    before = len(room.canvas.layer("marker"))
    room.desk.do(marker_calls.taken, file, marker_calls.MarkerWish())
    room.qtbot.waitUntil(lambda: len(room.canvas.layer("marker")) == before + 2, timeout=60_000)
    page = room.panel.book.page("marker")
    feature = next(n for n in range(before + 2) if page.label(n) == "X-1")
    place = room.look_at("marker", feature, 1.0)
    assert room.pointer_hits(place) == [("marker", feature)]
    wanted = room.id_of("marker", feature)
    room.desk.selection.select(photos=(room.id_of("photo", 0),))
    room.click(place)
    assert room.desk.selection.markers == (wanted,)
    assert room.desk.selection.photos == ()
    assert list(room.panel.chosen.features()["marker"]) == [feature]
    told = []
    room.desk.show.marker.connect(told.append)
    room.qtbot.wait(450)  # else the click before is half of it
    room.double_click(place)
    assert told == [wanted]
    room.canvas.centre_on((0.0, 0.0), 10.0)
    room.desk.show.on_map.emit("marker", (wanted,))
    labels = room.panel.furniture.labels
    labels.place()
    assert [(each.layer, each.text) for each in labels.shown] == [("marker", "X-1")]


def test_that_a_ring_leaves_what_it_is_around_to_be_seen():
    look = styles_of_layers.around(styles_of_layers.selection())
    stamped = {
        (int(x), int(y))
        for dxs, dys, _ in stamp_of(look, 1.0).rings
        for x, y in zip(dxs, dys, strict=True)
    }
    radius = round(look.dot / 2)
    assert (0, 0) not in stamped
    assert (radius - 4, 0) not in stamped
    assert (radius - 2, 0) in stamped
    image = QImage(41, 41, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("#00000000"))
    painter = QPainter(image)
    view = View(-20.5, 20.5, 1.0, 41, 41)
    for _ in draw_vectors(painter, view, np.array([[0.0, 0.0]]), np.zeros(1, np.uint8), [look]):
        pass
    painter.end()
    assert image.pixelColor(20, 20).alpha() == 0
    assert image.pixelColor(20 + radius - 2, 20).alpha() > 200
