"""What the user set of layers, as it is remembered: which show, in what order, how strongly.

Guests come and go with a project: what was set of one that isn't there is kept for when it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ui.map import layer_words
from ui.map.layer_entry import Entry

if TYPE_CHECKING:
    from ui.map.layer_model import LayerModel
    from ui.prefs import Prefs

_KEY = "map.layers"
_HIDDEN = "map.hidden"
_MOST = 300  # guests that are remembered though they aren't there


def entries(prefs: Prefs) -> list[Entry]:
    """The map's own layers as the user left them, the topmost first."""
    kept = prefs.get(_KEY, {})
    put = [str(name) for name in kept.get("order", []) if name in layer_words.LAYERS]
    order = put if sorted(put) == sorted(layer_words.LAYERS) else list(layer_words.LAYERS)
    out = [Entry(name) for name in reversed(order)]
    for entry in out:
        recall(prefs, entry)
    return out


def recall(prefs: Prefs, entry: Entry) -> None:
    """Gives a layer what the user once set of it."""
    kept, hidden = prefs.get(_KEY, {}), prefs.get(_HIDDEN, {})
    entry.visible = entry.name not in kept.get("hidden", [])
    entry.opacity = float(kept.get("opacity", {}).get(entry.name, 1.0))
    entry.hidden = {str(style) for style in hidden.get(entry.name, [])}


def row_of(prefs: Prefs, model: LayerModel, name: str, below: str) -> int:
    """The row at which a guest is put: where it was, else just below another, else on top.

    Args:
        prefs: what is remembered.
        model: the tree.
        name: the guest's.
        below: a layer's name, "" for on top.
    """
    kept = [str(each) for each in prefs.get(_KEY, {}).get("order", [])]
    if name in kept:
        for lower in reversed(kept[: kept.index(name)]):
            if model.index_of(lower).isValid():
                return model.index_of(lower).row()
        return model.rowCount()
    at = model.index_of(below)
    return at.row() + 1 if at.isValid() else 0


def keep(prefs: Prefs, model: LayerModel) -> None:
    """Remembers what the tree says."""
    kept, hidden = prefs.get(_KEY, {}), prefs.get(_HIDDEN, {})
    now = model.entries()
    names = {entry.name for entry in now}
    away = [n for n in kept.get("hidden", []) if n not in names][-_MOST:]
    clear = {n: v for n, v in kept.get("opacity", {}).items() if n not in names}
    put = {n: v for n, v in hidden.items() if n not in names}
    told: dict[str, Any] = {
        "order": _woven(kept.get("order", []), model.order()),
        "hidden": away + [e.name for e in now if not e.visible],
        "opacity": _last(clear) | {e.name: e.opacity for e in now if e.opacity != 1.0},
    }
    prefs.set(_KEY, told)
    prefs.set(_HIDDEN, _last(put) | {e.name: sorted(e.hidden) for e in now if e.hidden})


def _last(values: dict[str, Any]) -> dict[str, Any]:
    return dict(list(values.items())[-_MOST:])


def _woven(old: Sequence[str], now: Sequence[str]) -> list[str]:
    """The names of now, and those of old that are gone, each still above what it was above."""
    out, after = list(now), -1
    absent = [name for name in old if name not in now][-_MOST:]
    for name in old:
        if name in now:
            after = out.index(name)
        elif name in absent:
            after += 1
            out.insert(after, name)
    return out
