"""How a layer for reference is called and looks on the map and in its tree."""

from __future__ import annotations

from ui.layers.item import LayerItem
from ui.map import guest_looks
from ui.map.faces import Face
from ui.map.style import Style
from ui.words import day, translate

_LINE, _EDGE = 2.0, 1.5  # logical pixels
_MANY = 20_000  # features; of more, all lines are as thin as can be drawn fast


def face(item: LayerItem, trouble: str = "") -> Face:
    """A layer's face.

    Args:
        item: the layer.
        trouble: why it can't be shown and what to do, "" where it can.
    """
    several = len(item.kinds) > 1
    return Face(
        lambda: item.name,
        lambda style: _look(item, style),
        lambda style: kind_word(style) if several else "",
        lambda: trouble or _note(item),
        is_labelled=bool(item.label_field),
        is_sound=not trouble,
    )


def kind_word(kind: str) -> str:
    """What features of a kind are called."""
    told = {
        "polygon": translate("Layers", "areas"),
        "line": translate("Layers", "lines"),
        "point": translate("Layers", "points"),
    }
    return told.get(kind, kind)


def _look(item: LayerItem, kind: str) -> Style:
    colour, many = item.shown_colour, item.count > _MANY
    if kind == "point":
        return guest_looks.dotted(colour)
    if kind == "line":
        return guest_looks.coloured(colour, width=1.0 if many else _LINE, veil=0)
    return guest_looks.coloured(colour, width=1.0 if many else _EDGE)


def _note(item: LayerItem) -> str:
    told = [translate("Layers", "For reference; from {file}").format(file=item.file)]
    if item.dated_on:
        told.append(translate("Layers", "As of {day}").format(day=day(item.dated_on)))
    if item.remark:
        told.append(item.remark)
    return "\n".join(told)
