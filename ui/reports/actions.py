"""What the reports room adds to the menus."""

from __future__ import annotations

from ui.action_spec import ActionSpec, when_open, when_writable
from ui.words import QT_TRANSLATE_NOOP

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "reports.closure", QT_TRANSLATE_NOOP("Reports", "&Closure report…"), "Reports", "report",
        tip=QT_TRANSLATE_NOOP("Reports", "The report of one issue, as a document or PDF"),
        shortcut="Ctrl+R", icon="report", group="aa", enabled=when_open,
    ),
    ActionSpec(
        "reports.pack", QT_TRANSLATE_NOOP("Reports", "&Archive pack…"), "Reports", "report",
        tip=QT_TRANSLATE_NOOP("Reports", "Report, papers, photos and signed events in one file"),
        shortcut="Ctrl+Shift+K", icon="pack", group="aa", enabled=when_writable,
    ),
    ActionSpec(
        "reports.summary", QT_TRANSLATE_NOOP("Reports", "&Summary…"), "Reports", "report",
        tip=QT_TRANSLATE_NOOP("Reports", "All issues counted, as a workbook"),
        shortcut="Ctrl+H", icon="table", group="aa", enabled=when_open,
    ),
)  # fmt: skip
