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
        "reports.batch", QT_TRANSLATE_NOOP("Reports", "Reports of &many issues…"), "Reports",
        "report", tip=QT_TRANSLATE_NOOP("Reports", "Reports and packs of many issues, in a folder"),
        shortcut="Ctrl+B", icon="folder", group="ab", enabled=when_open,
    ),
    ActionSpec(
        "reports.handover", QT_TRANSLATE_NOOP("Reports", "&Hand-over package…"), "Reports",
        "report", tip=QT_TRANSLATE_NOOP("Reports", "Many archive packs in one signed file"),
        shortcut="Ctrl+J", icon="pack", group="ab", enabled=when_writable,
    ),
    ActionSpec(
        "reports.template", QT_TRANSLATE_NOOP("Reports", "&Template…"), "Reports", "report",
        tip=QT_TRANSLATE_NOOP("Reports", "The county's own form of the closure report"),
        shortcut="Ctrl+Alt+Shift+K", icon="document", group="ab", enabled=when_open,
    ),
    ActionSpec(
        "reports.summary", QT_TRANSLATE_NOOP("Reports", "&Summary…"), "Reports", "report",
        tip=QT_TRANSLATE_NOOP("Reports", "All issues counted, as a workbook"),
        shortcut="Ctrl+H", icon="table", group="aa", enabled=when_open,
    ),
    ActionSpec(
        "reports.schedule", QT_TRANSLATE_NOOP("Reports", "Schedule of c&losings…"), "Reports",
        "report", tip=QT_TRANSLATE_NOOP("Reports", "Planned and real closings, month by month"),
        shortcut="Ctrl+E", icon="calendar", group="aa", enabled=when_open,
    ),
)  # fmt: skip
