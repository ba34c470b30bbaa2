"""A project that is opened again shows its map before the worker has read it."""

from __future__ import annotations

import numpy as np
import pytest

from ui.map import kept, layer_words, loading, store
from ui.map.panel import MapPanel


def closed_and_opened(room, path):
    """The project closed and opened again, nothing read yet."""
    with room.qtbot.waitSignal(room.desk.closed, timeout=60_000):
        room.desk.close()
    with room.qtbot.waitSignal(room.desk.opened, timeout=60_000):
        room.desk.open(path)


@pytest.fixture
def folder(room):
    return store.folder_for(room.desk.info)


def test_that_layers_are_kept_without_numbers_and_names(room, folder):
    for name in layer_words.LAYERS:
        shown = kept.fetch(folder, name)
        page = room.panel.book.page(name)
        assert list(shown.extras.style) == list(page.style)
        assert shown.extras.styles == page.styles
        np.testing.assert_array_equal(shown.extras.anchors, page.anchors)
        assert not shown.extras.labels.any()
    words = b"".join(file.read_bytes() for file in folder.iterdir())
    assert "云岭".encode() not in words


def test_that_kept_layers_show_before_the_worker_has_answered(room, sample_project, monkeypatch):
    monkeypatch.setattr(loading.MapLoader, "load", lambda *_: None)  # a worker that is slow
    closed_and_opened(room, sample_project)
    room.qtbot.waitUntil(lambda: len(room.canvas.stack.layers) == len(layer_words.LAYERS))
    assert not any(layer.fresh for layer in room.canvas.stack.layers)
    model = room.panel.side.model
    assert model.entry(model.index_of("patch")).styles


def test_that_what_is_read_takes_the_place_of_what_was_kept(room, sample_project):
    closed_and_opened(room, sample_project)
    room.rest()
    room.qtbot.waitUntil(lambda: not room.panel.loader._one_kept.isActive())
    assert len(room.canvas.stack.layers) == len(layer_words.LAYERS)
    assert all(layer.fresh for layer in room.canvas.stack.layers)
    assert room.panel.book.page("patch").label(0)


@pytest.mark.parametrize("damage", ["cut", "style", "styles"])
def test_that_a_damaged_store_is_passed_over(room, folder, damage):
    shown = kept.fetch(folder, "patch")
    if damage == "cut":
        for file in folder.iterdir():
            file.write_bytes(file.read_bytes()[:-100])
    else:
        about = {"styles": list(shown.extras.styles) if damage == "style" else "none"}
        arrays = {
            "style": shown.extras.style[:-1] if damage == "style" else shown.extras.style,
            "anchors": shown.extras.anchors, "azimuths": shown.extras.azimuths,
        }  # fmt: skip
        store.keep(folder, shown.pack, "another", about, arrays)
    assert kept.fetch(folder, "patch") is None
    other = MapPanel(room.desk)
    other.show()
    room.qtbot.waitUntil(lambda: not other.loader.is_busy, timeout=60_000)
    assert other.canvas.layer("patch").fresh
    other.close()
    other.deleteLater()
