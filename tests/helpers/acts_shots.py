"""What must be seen after each command of the shot list."""

from __future__ import annotations

from pathlib import Path

from helpers.player import Act, Go, Player

GPX = (
    '<gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>'
    '<trkpt lat="43.2" lon="126.4"/><trkpt lat="43.25" lon="126.35"/></trkseg></trk></gpx>'
)


def _clue(p: Player) -> None:
    """An issue with a patch is chosen that lacks photos of its check."""
    page, layer = p.map.book.page("patch"), p.map.canvas.layer("patch")
    clue = next(n for n in range(len(page.style)) if page.style_name(n) == "clue")
    (issue,) = layer.ids([clue])
    p.desk.selection.select(issues=(issue,), current=issue)
    p.settle()


def _of_issue(p: Player, go: Go) -> None:
    _clue(p)
    room = p.room("shots")
    room.bar.choose("all")
    go()
    p.until(lambda: p.is_front("shots") and room.bar.scope() == "issue")
    lacking = ["far view", "near view"]
    p.until(lambda: sorted(line.title for line in room.model.rows) == lacking)
    p.settle()


def _of_round(p: Player, go: Go) -> None:
    go()
    room = p.room("shots")
    p.until(lambda: p.is_front("shots") and room.bar.scope() == "mine")
    p.settle()


def _here(p: Player, go: Go) -> None:
    go()
    p.until(lambda: p.map.toolbox.name == "stand_here")
    assert "where you stand" in p.map.bar.hint()
    p.map.toolbox.lay_down()


def _newest(p: Player, go: Go) -> None:
    room = p.room("shots")
    room.bar.forget()
    go()
    p.until(lambda: room.bar.here())
    p.settle()


def _file(p: Player, go: Go) -> None:
    walk = _beside(p, "walk.gpx")
    walk.write_text(GPX, "utf-8")
    go()
    p.choose_file("shots.track", walk)
    p.until(lambda: p.room("shots").bar.here() == "126.350000, 43.250000")
    p.settle()


def _to_map(p: Player, go: Go) -> None:
    _clue(p)
    room = p.room("shots")
    p.window.workspace.bring("shots")
    room.bar.choose("issue")
    p.until(lambda: room.current() is not None and room.current().lonlat)
    p.settle()
    p.map.canvas.centre_on((13_000_000.0, 3_500_000.0), 1000.0)
    go()
    layer = p.map.canvas.layer("shots/point")
    p.until(lambda: p.sees(layer.box(layer.find([str(room.current().number)]))))
    p.settle()


def _save(p: Player, go: Go) -> None:
    file = _beside(p, "round.geojson")
    go()
    p.choose_file("shots.file", file)
    p.until(file.exists)
    p.settle()


def _beside(p: Player, name: str) -> Path:
    folder: Path = p.desk.info.path.parent
    return folder / name


SHOTS: dict[str, Act] = {
    "shots.of_issue": _of_issue,
    "shots.of_round": _of_round,
    "shots.here": _here,
    "shots.newest": _newest,
    "shots.file": _file,
    "shots.to_map": _to_map,
    "shots.save": _save,
}
