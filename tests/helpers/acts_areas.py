"""What must be seen after each command of the boundaries."""

from __future__ import annotations

from helpers.player import Act, Go, Player, opens

from ui.areas import calls
from ui.areas.panel import CHECKED


def _finds_boundary(p: Player, go: Go) -> None:
    p.window.workspace.bring("ledger")  # the window is complete
    go()
    p.until(lambda: p.is_front("areas") and p.focus() == "areas.filter")
    p.settle()


def _checks_zones(p: Player, go: Go) -> None:
    """What does not fit is listed, and on the map; or it is said that all fits."""
    panel = p.room("areas")
    assert panel.checked.result is None
    go()
    p.until(lambda: panel.checked.result is not None)
    assert panel.tabs.currentIndex() == CHECKED
    assert panel.checked.verdict.text()
    found = bool(panel.checked.result.items)
    assert (calls.MISFITS in p.map.guests.names()) is found
    p.settle()


def _takes_out(p: Player, go: Go) -> None:
    """It asks why for the boundary that is chosen."""
    panel = p.room("areas")
    p.desk.selection.select(areas=(panel.boundaries.items[0]["id"],))
    p.settle()
    opens("areas.void", lambda box: bool(box.zones_only.text()))(p, go)


AREAS: dict[str, Act] = {
    "areas.find": _finds_boundary,
    "areas.compare": opens("areas.compare", lambda box: box.old.value() < box.new.value()),
    "areas.check": _checks_zones,
    "areas.void": _takes_out,
}
