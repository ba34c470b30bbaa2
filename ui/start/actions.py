"""What the start room adds to the menus."""

from __future__ import annotations

from ui.action_spec import ActionSpec, Standing, always, when_open, when_writable
from ui.words import QT_TRANSLATE_NOOP


def _keeper(standing: Standing) -> bool:
    return standing.writable and "keeper" in standing.roles


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "start.new", QT_TRANSLATE_NOOP("Start", "&New project…"), "Start", "file",
        tip=QT_TRANSLATE_NOOP("Start", "Make an empty project for a county"),
        shortcut="Ctrl+N", icon="new", group="aa", enabled=always,
    ),
    ActionSpec(
        "start.open", QT_TRANSLATE_NOOP("Start", "&Open project…"), "Start", "file",
        tip=QT_TRANSLATE_NOOP("Start", "Open the folder of a project"),
        shortcut="Ctrl+O", icon="open", group="aa", enabled=always,
    ),
    ActionSpec(
        "start.open_read_only", QT_TRANSLATE_NOOP("Start", "Open to look onl&y…"), "Start", "file",
        tip=QT_TRANSLATE_NOOP("Start", "Open a project without writing, beside whoever writes"),
        shortcut="Ctrl+Shift+O", icon="eye", group="aa", enabled=always,
    ),
    ActionSpec(
        "start.sample", QT_TRANSLATE_NOOP("Start", "&Sample project"), "Start", "file",
        tip=QT_TRANSLATE_NOOP("Start", "Make a fictional county to look around in"),
        shortcut="Ctrl+Shift+E", icon="star", group="aa", enabled=always,
    ),
    ActionSpec(
        "start.person", QT_TRANSLATE_NOOP("Start", "S&witch person…"), "Start", "file",
        tip=QT_TRANSLATE_NOOP("Start", "Say who works here now"),
        shortcut="Ctrl+Shift+U", icon="person", group="person", enabled=when_open,
    ),
    ActionSpec(
        "start.pin", QT_TRANSLATE_NOOP("Start", "My &PIN…"), "Start", "file",
        tip=QT_TRANSLATE_NOOP("Start", "Set or change your PIN on this computer"),
        shortcut="Ctrl+Shift+P", icon="key", group="person", enabled=when_writable,
    ),
    ActionSpec(
        "start.add_person", QT_TRANSLATE_NOOP("Start", "&Add a person…"), "Start", "tools",
        tip=QT_TRANSLATE_NOOP("Start", "Let another person act in the project; for keepers"),
        shortcut="Ctrl+Alt+U", icon="people", group="people", enabled=_keeper,
    ),
    ActionSpec(
        "start.reset_pin", QT_TRANSLATE_NOOP("Start", "&Reset a PIN…"), "Start", "tools",
        tip=QT_TRANSLATE_NOOP("Start", "Take away a PIN that was forgotten; for keepers"),
        shortcut="Ctrl+Alt+K", icon="lock", group="people", enabled=_keeper,
    ),
    ActionSpec(
        "start.verify", QT_TRANSLATE_NOOP("Start", "&Verify…"), "Start", "tools",
        tip=QT_TRANSLATE_NOOP("Start", "Check that nothing in a project or pack was altered"),
        shortcut="Ctrl+Shift+V", icon="verify", group="verify", enabled=always,
    ),
    ActionSpec(
        "start.calendar", QT_TRANSLATE_NOOP("Start", "&Deadlines as a calendar…"), "Start",
        "report", tip=QT_TRANSLATE_NOOP("Start", "Write deadlines for a phone's calendar"),
        shortcut="Ctrl+Shift+D", icon="calendar", group="work", enabled=when_writable,
    ),
)  # fmt: skip
