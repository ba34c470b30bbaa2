"""Labels, and the wedges of photos: what stands on the map beside its features."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt

from ui.map.labels import NAMED


def close_to(room, layer="patch", feature=0, pixel=2.0):
    return room.look_at(layer, feature, pixel)


def test_that_labels_do_not_touch_and_the_selected_comes_first(room):
    labels = room.panel.furniture.labels
    room.panel.journeys.to_all()
    labels.place()
    assert 5 < len(labels.shown) <= 80
    left_out = set(range(len(room.canvas.layer("spot")))) - {
        each.feature for each in labels.shown if each.layer == "spot"
    }
    named = {(each.layer, each.feature) for each in labels.shown if each.layer in NAMED}
    there = {(name, n) for name in NAMED for n in range(len(room.canvas.layer(name)))}
    assert named == there  # where the middle is taken, a name stands above or beneath it
    boxes = []
    for each in labels.shown:
        at = room.canvas.pixel_of(each.place)
        x, y = at.x() + each.shift[0], at.y() + each.shift[1]
        boxes.append((x - each.width / 2, y - each.height / 2, x + each.width / 2,
                      y + each.height / 2))  # fmt: skip
    for n, a in enumerate(boxes):
        for b in boxes[n + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    one = min(left_out)
    room.desk.selection.select(issues=(room.id_of("spot", one),))
    labels.place()
    assert ("spot", one) == (labels.shown[0].layer, labels.shown[0].feature)
    room.panel.handlers()["map.labels"]()
    assert labels.shown == []
    room.panel.handlers()["map.labels"]()
    assert labels.shown == []
    room.qtbot.waitUntil(lambda: bool(labels.shown))


def test_that_labels_are_found_in_many_turns_and_for_the_last_view_alone(room):
    labels = room.panel.furniture.labels
    room.panel.journeys.to_all()
    labels.place()
    whole, before = list(labels.shown), list(labels.shown)
    labels.renew()
    labels._begin()
    turns = 0
    while labels._placing is not None:
        assert labels.shown == before  # those that are there stay until all are found
        labels._on_slice(0.0)
        turns += 1
    assert turns > 5
    assert labels.shown == whole
    labels._begin()
    labels._on_slice(0.0)
    room.panel.loader.clear()  # what is looked through is gone
    labels.renew()
    room.qtbot.waitUntil(lambda: labels.shown == [])


def test_that_an_area_whose_middle_is_out_of_view_is_named_on_what_is_seen_of_it(room):
    labels, canvas = room.panel.furniture.labels, room.canvas
    layer = canvas.layer("area")
    x, y = place = room.place_of("area", 0)
    x0, y0, x1, y1 = layer.box(np.array([0]))
    pixel = (x1 - x0) / canvas.box.width() / 2  # half of it is seen at most
    seen = 0
    for across, down in ((0.6, 0.0), (-0.6, 0.0), (0.0, 0.6), (0.0, -0.6)):
        canvas.centre_on((x + across * (x1 - x0) / 2, y + down * (y1 - y0) / 2), pixel / 2)
        left, low, right, high = canvas.view().box
        if left <= x <= right and low <= y <= high:
            continue
        labels.place()
        for each in labels.shown:
            if (each.layer, each.feature) == ("area", 0):
                seen += 1
                assert each.place != place
                assert ("area", 0) in room.pointer_hits(each.place)
                assert left < each.place[0] < right
                assert low < each.place[1] < high
    assert seen


def test_that_no_label_lies_on_the_scale_bar_or_the_north_arrow(room):
    labels, furniture = room.panel.furniture.labels, room.panel.furniture
    spot = room.place_of("spot", 0)
    for corner in (furniture.scale_bar.room, furniture.north.room):
        room.panel.journeys.to_all()
        left, top, right, bottom = corner(room.canvas.view())
        at = room.canvas.pixel_of(spot)
        room.canvas.pan_by((left + right) / 2 - at.x(), (top + bottom) / 2 - at.y())
        labels.place()
        assert labels.shown
        for each in labels.shown:
            middle = room.canvas.pixel_of(each.place)
            x, y = middle.x() + each.shift[0], middle.y() + each.shift[1]
            assert not (
                x - each.width / 2 < right and x + each.width / 2 > left
                and y - each.height / 2 < bottom and y + each.height / 2 > top
            ), each.text  # fmt: skip


def test_that_wedges_show_for_selected_photos_and_in_a_close_view(room):
    wedges, page = room.panel.furniture.wedges, room.panel.book.page("photo")
    known = [n for n in range(len(page.azimuths)) if page.azimuths[n] == page.azimuths[n]]
    room.panel.journeys.to_all()
    assert wedges.shown(room.canvas.view()) == []
    room.desk.selection.select(photos=(room.id_of("photo", known[0]),))
    assert wedges.shown(room.canvas.view()) == [known[0]]
    close_to(room, "photo", known[1], 1.0)
    assert known[1] in wedges.shown(room.canvas.view())
    seen, same = wedges.shown(room.canvas.view()), room.canvas.view()
    first = wedges._sectors(seen, same)
    assert wedges._sectors(seen, same) is first  # another frame of the same view
    wedges.set_photos(page.anchors, page.azimuths + 90.0)
    assert wedges._sectors(seen, same)[0] != first[0]
    index = room.panel.side.model.index_of("photo")
    room.panel.side.model.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert wedges.shown(room.canvas.view()) == []
    room.panel.journeys.to_all()
    room.panel.side.model.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert wedges.shown(room.canvas.view()) == [known[0]]  # the selected one still
