"""What the map's layers and their styles are called."""

from __future__ import annotations

from greenshield.domain.deadlines import CHECKING
from greenshield.domain.views import ASIDE
from ui import words
from ui.map.styles_of_layers import DOUBT, HAND, OVERDUE
from ui.words import translate

# The order in which layers lie at first, the lowest first.
LAYERS = ("area", "zone", "control", "redline", "track", "patch", "spot", "marker", "photo")
# The entities that lie on each layer, as the project's worker is asked for them.
TYPES: dict[str, tuple[str, ...]] = {
    "area": ("area", "redline", "control"),
    "zone": ("zone",),
    "issue": ("patch", "spot"),
    "photo": ("photo",),
    "track": ("track",),
    "marker": ("marker",),
}


def type_of(layer: str) -> str:
    """The type of a layer's entities; "" for a layer of none."""
    return next((kind for kind, layers in TYPES.items() if layer in layers), "")


def layer(name: str) -> str:
    """The name of a layer."""
    told = {
        "area": translate("Map", "Protected areas"),
        "zone": translate("Map", "Zones"),
        "control": translate("Map", "Control areas"),
        "redline": translate("Map", "Ecological red line"),
        "track": translate("Map", "Tracks"),
        "patch": translate("Map", "Patches"),
        "spot": translate("Map", "Issues as points"),
        "photo": translate("Map", "Photos"),
        "marker": translate("Map", "Boundary markers"),
    }
    return told.get(name, name)


def style(layer_name: str, name: str) -> str:
    """The name of a style of a layer."""
    if layer_name in ("patch", "spot"):
        state = name.removesuffix(OVERDUE)
        told = _other() if state == "other" else words.state(state)
        if name.endswith(OVERDUE):
            late = translate("Map", "{state}, rectification overdue")
            if state == CHECKING:
                late = translate("Map", "{state}, check overdue")
            elif state == ASIDE:  # of either
                late = translate("Map", "{state}, overdue")
            return late.format(state=told)
        return told
    if layer_name == "marker":
        kind, _, found = name.partition(":")
        known = words.label("marker_condition", found) if found != "unknown" else ""
        return translate("Map", "{kind}, {condition}").format(
            kind=words.label("marker_kind", kind),
            condition=known or translate("Map", "condition unknown"),
        )
    if name == "other":
        return _other()
    if layer_name == "area":
        return words.label("area_level", name)
    if layer_name == "zone":
        return words.label("zone", name)
    ties = {
        "tagged": translate("Map", "tagged"),
        "choice": translate("Map", "to be chosen"),
        "untagged": translate("Map", "near no issue"),
    }
    tie = ties.get(name.removesuffix(HAND))
    if tie and name.endswith(HAND):
        return translate("Map", "{tie}, placed by hand").format(tie=tie)
    doubted = ties.get(name.removesuffix(DOUBT))
    if doubted and name.endswith(DOUBT):
        return translate("Map", "{tie}, position in doubt").format(tie=doubted)
    return tie or layer(layer_name)


def _other() -> str:
    return translate("Map", "other")
