"""Makes the actions, puts them into menus, and keeps them in step with what can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from ui.action_spec import ActionSpec, Standing
from ui.actions import MENUS
from ui.desk import Desk
from ui.look import icons
from ui.timers import pause
from ui.widgets.tips import literal
from ui.words import translate

Handlers = Mapping[str, Callable[..., object]]


class ActionRegistry(QObject):
    """The window's actions by id. Texts follow the language, enablement the desk."""

    def __init__(self, specs: Iterable[ActionSpec], desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.specs: dict[str, ActionSpec] = {}
        self.actions: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        self._connected: set[str] = set()
        for spec in specs:
            self._add(spec)
        # Several signals come with one change: looked at once, after the last.
        self._soon = pause(self, 0, self.refresh)
        for signal in (desk.opened, desk.closed, desk.actor_changed):
            signal.connect(self._soon.start)
        desk.selection.changed.connect(lambda _: self._soon.start())
        desk.undo.changed.connect(self._soon.start)

    def connect_handlers(self, handlers: Handlers) -> None:
        """Gives actions what they do, by id.

        A handler of a checkable action gets its new state.

        Raises:
            KeyError: there is no such action.
        """
        for name, handler in handlers.items():
            self._connected.add(name)
            if self.specs[name].checkable:
                self.actions[name].triggered.connect(handler)
            else:
                self.actions[name].triggered.connect(lambda _=False, h=handler: h())

    def connect_late(self, run: Callable[[str, tuple[object, ...]], None]) -> None:
        """Gives every action that does nothing yet to somebody who finds out what it does.

        ``run`` gets the action's id, and for a checkable one its new state.
        """
        for name, spec in self.specs.items():
            if name in self._connected:
                continue
            self._connected.add(name)
            if spec.checkable:
                self.actions[name].triggered.connect(lambda on, n=name: run(n, (on,)))
            else:
                self.actions[name].triggered.connect(lambda _=False, n=name: run(n, ()))

    def fill(self, bar: QMenuBar) -> None:
        """Makes the menus."""
        for menu_id in MENUS:
            menu = bar.addMenu("")
            menu.setObjectName(f"menu.{menu_id}")
            menu.setToolTipsVisible(True)
            self._menus[menu_id] = menu
            specs = [spec for spec in self.specs.values() if spec.menu == menu_id]
            specs.sort(key=lambda spec: spec.group or "m")
            for number, (_, members) in enumerate(groupby(specs, lambda s: s.group or "m")):
                if number:
                    menu.addSeparator()
                for spec in members:
                    menu.addAction(self.actions[spec.id])
        self.retranslate()

    def menu(self, menu_id: str) -> QMenu:
        """One of the menus."""
        return self._menus[menu_id]

    def retranslate(self) -> None:
        """Sets every text in the language in force."""
        for name, spec in self.specs.items():
            action = self.actions[name]
            action.setText(translate(spec.context, spec.text))
            tip = translate(spec.context, spec.tip) if spec.tip else action.text()
            action.setStatusTip(tip)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{tip} ({keys})" if keys else tip)
        for menu_id, menu in self._menus.items():
            menu.setTitle(translate("Frame", MENUS[menu_id]))
        self.refresh()

    def standing(self) -> Standing:
        """What decides now whether an action can be used."""
        return Standing.of(self._desk)

    def refresh(self) -> None:
        """Enables what can be used now."""
        standing = self.standing()
        for name, spec in self.specs.items():
            self.actions[name].setEnabled(spec.enabled(standing))
        for name, step in (
            ("frame.undo", self._desk.undo.next_undo), ("frame.redo", self._desk.undo.next_redo),
        ):  # fmt: skip
            if name in self.actions:
                action, spec = self.actions[name], self.specs[name]
                why = self._desk.undo.why_not if name == "frame.undo" else ""
                action.setEnabled(step is not None or bool(why))  # then it says why
                verb = translate(spec.context, spec.text)
                title = step.title if step is not None else why
                whole = translate("Frame", "{verb}: {title}")
                named = whole.format(verb=verb, title=literal(title))
                action.setText(named if title else verb)

    def _add(self, spec: ActionSpec) -> None:
        action = QAction(self._window)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        if spec.shortcut:
            keys = [QKeySequence(part) for part in spec.shortcut.split("; ")]
            action.setShortcuts(keys)
        if spec.icon:
            action.setIcon(icons.icon(spec.icon))
        self.specs[spec.id] = spec
        self.actions[spec.id] = action
        self._window.addAction(action)
