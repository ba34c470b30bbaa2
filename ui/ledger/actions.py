"""What the ledger puts into the menus."""

from __future__ import annotations

from ui.action_spec import ActionSpec, Standing, when_open, when_writable
from ui.words import QT_TRANSLATE_NOOP


def _may_assign(standing: Standing) -> bool:
    return standing.writable and bool(standing.issues) and "county" in standing.roles


def _has_issue(standing: Standing) -> bool:
    return bool(standing.issues)


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "ledger.new_clue", QT_TRANSLATE_NOOP("Ledger", "New clue…"), "Ledger", "issue",
        tip=QT_TRANSLATE_NOOP("Ledger", "Enter a clue by hand"),
        shortcut="Ctrl+Alt+N", icon="new", group="ledger", enabled=when_writable,
    ),
    ActionSpec(
        "ledger.assign", QT_TRANSLATE_NOOP("Ledger", "Assign…"), "Ledger", "issue",
        tip=QT_TRANSLATE_NOOP("Ledger", "Send an inspector to the selected issues"),
        shortcut="Ctrl+Shift+G", icon="assign", group="ledger", enabled=_may_assign, on_bar=True,
    ),
    ActionSpec(
        "ledger.open", QT_TRANSLATE_NOOP("Ledger", "Open the dossier"), "Ledger", "issue",
        tip=QT_TRANSLATE_NOOP("Ledger", "Show everything about the selected issue"),
        shortcut="Ctrl+Alt+Return", icon="dossier", group="ledger", enabled=_has_issue,
    ),
    ActionSpec(
        "ledger.map", QT_TRANSLATE_NOOP("Ledger", "Show on the map"), "Ledger", "issue",
        tip=QT_TRANSLATE_NOOP("Ledger", "Bring the selected issues into sight on the map"),
        shortcut="Ctrl+Alt+M", icon="map", group="ledger", enabled=_has_issue,
    ),
    ActionSpec(
        "ledger.copy", QT_TRANSLATE_NOOP("Ledger", "Copy rows of the ledger"), "Ledger", "edit",
        tip=QT_TRANSLATE_NOOP("Ledger", "Copy the selected rows with the titles of the columns"),
        shortcut="Ctrl+Shift+C", icon="copy", group="ledger", enabled=_has_issue,
    ),
    ActionSpec(
        "ledger.export", QT_TRANSLATE_NOOP("Ledger", "E&xport the ledger…"), "Ledger", "report",
        tip=QT_TRANSLATE_NOOP("Ledger", "Write the rows shown as a workbook, text or shapes"),
        shortcut="Ctrl+Alt+Shift+E", icon="save", group="ac", enabled=when_open,
    ),
    ActionSpec(
        "ledger.select_all", QT_TRANSLATE_NOOP("Ledger", "Select every row of the ledger"),
        "Ledger", "edit", tip=QT_TRANSLATE_NOOP("Ledger", "All that the filter shows"),
        shortcut="Ctrl+Alt+E", icon="select", group="ledger",
    ),
    ActionSpec(
        "ledger.find", QT_TRANSLATE_NOOP("Ledger", "Find in the ledger"), "Ledger", "edit",
        tip=QT_TRANSLATE_NOOP("Ledger", "Go to the text filter of the ledger"),
        shortcut="Ctrl+F", icon="filter", group="ledger", enabled=when_open,
    ),
    ActionSpec(
        "ledger.clear_filter", QT_TRANSLATE_NOOP("Ledger", "Clear the filter"), "Ledger", "edit",
        tip=QT_TRANSLATE_NOOP("Ledger", "Show every issue of the view"),
        shortcut="Ctrl+Shift+F", group="ledger", enabled=when_open,
    ),
    ActionSpec(
        "ledger.save_filter", QT_TRANSLATE_NOOP("Ledger", "Save this filter…"), "Ledger", "edit",
        tip=QT_TRANSLATE_NOOP("Ledger", "Keep the filter under a name"),
        shortcut="Ctrl+Alt+Y", icon="star", group="ledger", enabled=when_open,
    ),
    ActionSpec(
        "ledger.columns", QT_TRANSLATE_NOOP("Ledger", "Columns of the ledger"), "Ledger", "view",
        tip=QT_TRANSLATE_NOOP("Ledger", "Choose which fields the ledger shows"),
        shortcut="Ctrl+Alt+H", icon="columns", group="ledger", enabled=when_open,
    ),
)  # fmt: skip
