"""What must be seen after each command of the boundary markers."""

from __future__ import annotations

from helpers.player import Act, Go, Player, opens

from ui.imports import marker_calls

LIST = "界桩编号,标志类型,经度,纬度,现状\nX-1,界桩,126.4321,43.2109,完好\n"


def _chosen(p: Player) -> str:
    """The id of a marker that is there and selected."""
    room = p.room("markers")
    if not any(line.number == "X-1" for line in room.model.rows):
        file = p.desk.info.path.parent / "markers.csv"
        file.write_text(LIST, "utf-8")
        p.desk.do(marker_calls.taken, file, marker_calls.MarkerWish())
        p.until(lambda: any(line.number == "X-1" for line in room.model.rows))
    marker = next(line.id for line in room.model.rows if line.number == "X-1")
    p.desk.selection.select(markers=(marker,))
    p.settle()
    return marker


def _of_marker(act: Act) -> Act:
    def chosen(p: Player, go: Go) -> None:
        _chosen(p)
        act(p, go)

    return chosen


def _shows_on_map(p: Player, go: Go) -> None:
    marker = _chosen(p)
    p.until(lambda: len(p.map.canvas.layer("marker").find([marker])))
    layer = p.map.canvas.layer("marker")
    box = layer.box(layer.find([marker]))
    p.map.canvas.centre_on((13_000_000.0, 3_500_000.0), 1.0)
    assert not p.sees(box)
    go()
    p.until(lambda: p.sees(box))
    p.settle()


def _shows_facts(p: Player, go: Go) -> None:
    go()
    box = p.dialog("markers_facts")
    p.until(lambda: "X-1" in box.title.text())
    p.settle()
    p.dismiss(box)


def _finds(p: Player, go: Go) -> None:
    _chosen(p)
    p.window.workspace.bring("ledger")  # the window is complete
    go()
    p.until(lambda: p.is_front("markers") and p.focus() == "markers.text")
    p.settle()


MARKERS: dict[str, Act] = {
    "markers.facts": _of_marker(_shows_facts),
    "markers.inspect": _of_marker(opens("markers_inspect", lambda box: bool(box.day.value()))),
    "markers.correct": _of_marker(opens("markers_correct")),
    "markers.void": _of_marker(opens("markers_void")),
    "markers.on_map": _shows_on_map,
    "markers.find": _finds,
}
