"""The room's menu entries."""

from __future__ import annotations

from ui.action_spec import ActionSpec, Standing
from ui.words import QT_TRANSLATE_NOOP


def _may_split(standing: Standing) -> bool:
    return standing.writable and standing.has_current and "county" in standing.roles


def _may_merge(standing: Standing) -> bool:
    return standing.writable and standing.issues > 1 and "county" in standing.roles


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "lineage.cut", QT_TRANSLATE_NOOP("Lineage", "Split along a line"), "Lineage", "issue",
        tip=QT_TRANSLATE_NOOP("Lineage", "Draw on the map where the patch of the issue is parted"),
        shortcut="Ctrl+Alt+Shift+X", icon="measure-line", group="lineage", enabled=_may_split,
    ),
    ActionSpec(
        "lineage.outline", QT_TRANSLATE_NOOP("Lineage", "Split off an outline"), "Lineage",
        "issue",
        tip=QT_TRANSLATE_NOOP("Lineage", "Draw on the map which piece of the patch is split off"),
        shortcut="Ctrl+Alt+Shift+U", icon="draw", group="lineage", enabled=_may_split,
    ),
    ActionSpec(
        "lineage.split", QT_TRANSLATE_NOOP("Lineage", "Split by a file…"), "Lineage", "issue",
        tip=QT_TRANSLATE_NOOP("Lineage", "The parts, or the line that parts them, from a file"),
        shortcut="Ctrl+Alt+Shift+Y", icon="open", group="lineage", enabled=_may_split,
    ),
    ActionSpec(
        "lineage.merge", QT_TRANSLATE_NOOP("Lineage", "Merge the selected issues…"), "Lineage",
        "issue", tip=QT_TRANSLATE_NOOP("Lineage", "One issue in the place of several"),
        shortcut="Ctrl+Alt+Shift+M", icon="compare", group="lineage", enabled=_may_merge,
    ),
)  # fmt: skip
