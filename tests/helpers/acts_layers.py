"""What must be seen after each command of the layers for reference."""

from __future__ import annotations

from helpers.player import Act, Go, Player, opens
from helpers.qinghe import QINGHE

from ui.layers import calls

FILE = QINGHE / "reference" / "管护站与巡护线.geojson"


def _marked(p: Player) -> None:
    """A layer is there, and its line in the tree is the current one."""
    room, side = p.room("layers"), p.map.side
    if not room.reader.items:
        p.desk.do(calls.add, FILE, calls.Wish(), {})
        p.until(lambda: bool(room.reader.items))
        p.settle()
    (guest,) = room.reader.items
    side.view.setCurrentIndex(side.model.index_of(guest))
    assert side.current() == guest


def _of_layer(act: Act) -> Act:
    def marked(p: Player, go: Go) -> None:
        _marked(p)
        act(p, go)

    return marked


def _puts_back(p: Player, go: Go) -> None:
    _marked(p)
    room = p.room("layers")
    (item,) = room.reader.items.values()
    p.desk.do(calls.void, item.id, "过期")
    p.until(lambda: not room.reader.items)
    p.settle()
    opens("layers.restore", lambda box: box.list.count() == 1)(p, go)


LAYERS: dict[str, Act] = {
    "layers.add": opens("layers.add"),
    "layers.edit": _of_layer(opens("layers.edit", lambda box: bool(box.called.text()))),
    "layers.remove": _of_layer(opens("layers.remove")),
    "layers.restore": _puts_back,
}
