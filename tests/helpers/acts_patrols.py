"""What must be seen after each command of patrols and campaigns."""

from __future__ import annotations

from helpers.player import Act, Go, Player, opens

from ui.patrols import calls

GIVEN = {
    "name": "北线巡查", "planned_from": "2025-04-01", "planned_to": "2025-04-30",
    "geom": "LINESTRING (126.514 43.1688, 126.5108 43.1688)",
}  # fmt: skip


def _chosen(p: Player) -> calls.Line:
    """A patrol with a route that is there and chosen."""
    room = p.room("patrols")
    if not any(line.name == GIVEN["name"] for line in room.model.rows):
        p.desk.do(calls.plan, GIVEN, "", 1)
        p.until(lambda: any(line.name == GIVEN["name"] for line in room.model.rows))
    line = next(line for line in room.model.rows if line.name == GIVEN["name"])
    room.choose(line.id)
    p.settle()
    return line


def _of_patrol(act: Act) -> Act:
    def chosen(p: Player, go: Go) -> None:
        _chosen(p)
        act(p, go)

    return chosen


def _shows_on_map(p: Player, go: Go) -> None:
    _chosen(p)
    p.map.canvas.centre_on((13_000_000.0, 3_500_000.0), 1.0)
    go()
    p.until(lambda: p.map.guests.box(calls.GUEST) is not None)
    p.until(lambda: p.sees(p.map.guests.box(calls.GUEST)))
    p.settle()


def _draws(p: Player, go: Go) -> None:
    go()
    assert p.map.toolbox.name == "draw_route"
    p.map.toolbox.lay_down()


def _saves(p: Player, go: Go) -> None:
    _chosen(p)
    out = p.desk.info.path.parent / "gaps.gpx"
    go()
    p.choose_file("patrols.save_gaps", out)
    p.until(out.is_file)
    p.settle()
    assert b"<trk>" in out.read_bytes()


PATROLS: dict[str, Act] = {
    "patrols.plan": opens("patrol", lambda box: not box.sheet.rows["name"].editor.raw()),
    "patrols.change": _of_patrol(
        opens("patrol", lambda box: box.sheet.rows["name"].editor.raw() == GIVEN["name"])
    ),
    "patrols.tracks": _of_patrol(opens("patrol_tracks")),
    "patrols.find": _of_patrol(opens("patrol_find", lambda box: bool(box.day.value()))),
    "patrols.on_map": _shows_on_map,
    "patrols.save_gaps": _saves,
    "patrols.draw": _draws,
    "patrols.void": _of_patrol(opens("patrol_void")),
    "patrols.campaigns": opens("campaigns"),
}
