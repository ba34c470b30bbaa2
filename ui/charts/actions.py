"""The charts' menu entries."""

from __future__ import annotations

from ui.action_spec import ActionSpec
from ui.words import QT_TRANSLATE_NOOP

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "charts.burn_down", QT_TRANSLATE_NOOP("Charts", "Progress against deadlines"), "Charts",
        "report", tip=QT_TRANSLATE_NOOP("Charts", "How the open problems went down over time"),
        shortcut="Ctrl+Alt+1", icon="chart", group="charts",
    ),
    ActionSpec(
        "charts.by_type", QT_TRANSLATE_NOOP("Charts", "Problems by type"), "Charts", "report",
        tip=QT_TRANSLATE_NOOP("Charts", "Problems by activity, key problem or source"),
        shortcut="Ctrl+Alt+2", group="charts",
    ),
    ActionSpec(
        "charts.by_county", QT_TRANSLATE_NOOP("Charts", "Problems by county"), "Charts", "report",
        tip=QT_TRANSLATE_NOOP("Charts", "Where each county's problems stand"),
        shortcut="Ctrl+Alt+3", group="charts",
    ),
    ActionSpec(
        "charts.closing_rate", QT_TRANSLATE_NOOP("Charts", "Closing rate"), "Charts", "report",
        tip=QT_TRANSLATE_NOOP("Charts", "Which share of the problems is rectified and closed"),
        shortcut="Ctrl+Alt+4", group="charts",
    ),
    ActionSpec(
        "charts.save_picture", QT_TRANSLATE_NOOP("Charts", "Save chart as picture…"), "Charts",
        "report", tip=QT_TRANSLATE_NOOP("Charts", "Save the chart that is shown as PNG"),
        shortcut="Ctrl+Alt+5", icon="photo", group="charts save",
    ),
    ActionSpec(
        "charts.save_numbers", QT_TRANSLATE_NOOP("Charts", "Save chart's numbers…"), "Charts",
        "report", tip=QT_TRANSLATE_NOOP("Charts", "Save the numbers of the chart as CSV"),
        shortcut="Ctrl+Alt+6", icon="table", group="charts save",
    ),
)  # fmt: skip
