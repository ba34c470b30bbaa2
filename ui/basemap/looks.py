"""How the user wants the basemaps shown, remembered for each project on this computer."""

from __future__ import annotations

from typing import Any

from ui.basemap.sheet import Sheet
from ui.prefs import Prefs

_KEY = "basemap.looks"
_MOST = 60  # projects


def sheets(prefs: Prefs, project: str, items: list[dict[str, Any]]) -> list[Sheet]:
    """The project's basemaps as they were last shown."""
    kept = prefs.get(_KEY, {}).get(project, {})
    return [_sheet(item, kept.get(item["id"])) for item in items]


def remember(prefs: Prefs, project: str, shown: list[Sheet]) -> None:
    """Remembers how they are shown; the projects looked at longest ago are forgotten."""
    kept = dict(prefs.get(_KEY, {}))
    kept.pop(project, None)
    kept[project] = {
        s.id: [s.visible, s.opacity] for s in shown if not s.visible or s.opacity != 1.0
    }
    prefs.set(_KEY, dict(list(kept.items())[-_MOST:]))


def _sheet(item: dict[str, Any], kept: object) -> Sheet:
    if isinstance(kept, list) and len(kept) == 2 and isinstance(kept[1], int | float):
        return Sheet(item, bool(kept[0]), min(1.0, max(0.05, float(kept[1]))))
    return Sheet(item)
