"""The dossier's menu entries."""

from __future__ import annotations

from ui.action_spec import ActionSpec, Standing
from ui.words import QT_TRANSLATE_NOOP


def _shown(standing: Standing) -> bool:
    return standing.has_current


def _written(standing: Standing) -> bool:
    return standing.has_current and standing.writable


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "dossier.next", QT_TRANSLATE_NOOP("Dossier", "Next move"), "Dossier", "issue",
        tip=QT_TRANSLATE_NOOP("Dossier", "Open the form of the move that leads on"),
        shortcut="Ctrl+Shift+N", icon="jump", group="c", enabled=_written,
    ),
    ActionSpec(
        "dossier.save", QT_TRANSLATE_NOOP("Dossier", "Save the dossier"), "Dossier", "issue",
        tip=QT_TRANSLATE_NOOP("Dossier", "Save what was typed in facts or in the open form"),
        shortcut="Ctrl+S", icon="save", group="c", enabled=_written,
    ),
    ActionSpec(
        "dossier.record", QT_TRANSLATE_NOOP("Dossier", "New record"), "Dossier", "issue",
        tip=QT_TRANSLATE_NOOP("Dossier", "Choose the kind of a new record"),
        shortcut="Ctrl+Shift+R", icon="add", group="c", enabled=_written,
    ),
    ActionSpec(
        "dossier.remark", QT_TRANSLATE_NOOP("Dossier", "Add a remark"), "Dossier", "issue",
        tip=QT_TRANSLATE_NOOP("Dossier", "Write a remark on the issue"),
        shortcut="Ctrl+Shift+M", icon="comment", group="c", enabled=_written,
    ),
    ActionSpec(
        "dossier.todo", QT_TRANSLATE_NOOP("Dossier", "Dossier: to do"), "Dossier", "issue",
        tip=QT_TRANSLATE_NOOP("Dossier", "What each next move still lacks"),
        shortcut="Alt+1", icon="check", group="d", enabled=_shown,
    ),
    ActionSpec(
        "dossier.facts", QT_TRANSLATE_NOOP("Dossier", "Dossier: facts"), "Dossier", "issue",
        tip=QT_TRANSLATE_NOOP("Dossier", "The ledger fields of the issue"),
        shortcut="Alt+2", icon="edit", group="d", enabled=_shown,
    ),
    ActionSpec(
        "dossier.photos", QT_TRANSLATE_NOOP("Dossier", "Dossier: photos"), "Dossier", "issue",
        tip=QT_TRANSLATE_NOOP("Dossier", "The photos of the issue by phase"),
        shortcut="Alt+3", icon="photos", group="d", enabled=_shown,
    ),
    ActionSpec(
        "dossier.records", QT_TRANSLATE_NOOP("Dossier", "Dossier: records"), "Dossier", "issue",
        tip=QT_TRANSLATE_NOOP("Dossier", "Checks, measures, documents and the other records"),
        shortcut="Alt+4", icon="document", group="d", enabled=_shown,
    ),
    ActionSpec(
        "dossier.history", QT_TRANSLATE_NOOP("Dossier", "Dossier: history"), "Dossier", "issue",
        tip=QT_TRANSLATE_NOOP("Dossier", "Every event, with who and when"),
        shortcut="Alt+5", icon="timeline", group="d", enabled=_shown,
    ),
)  # fmt: skip
