"""What must be seen after each command of splits and merges."""

from __future__ import annotations

from helpers.player import Act, Go, Player, opens

from ui.lineage.tools import LINE, OUTLINE


def _draws(tool: str) -> Act:
    def act(p: Player, go: Go) -> None:
        p.room("lineage")
        go()
        assert p.map.toolbox.name == tool
        p.map.toolbox.lay_down()
        p.settle()

    return act


def _merges(p: Player, go: Go) -> None:
    before = p.desk.selection.issues
    layer = p.map.canvas.layer("patch")
    p.desk.selection.select(issues=layer.ids([0, 1]))
    p.settle()
    opens("lineage_merge", lambda box: not box.ok.isEnabled())(p, go)
    p.desk.selection.select(issues=before)
    p.settle()


LINEAGE: dict[str, Act] = {
    "lineage.cut": _draws(LINE),
    "lineage.outline": _draws(OUTLINE),
    "lineage.split": opens("lineage_split", lambda box: not box.table.isVisible()),
    "lineage.merge": _merges,
}
