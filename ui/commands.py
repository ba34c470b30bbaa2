"""Every action as one finds it: by name in either language, by initials, by its keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QTranslator
from PySide6.QtGui import QKeySequence

from greenshield import resources
from ui import hindrances
from ui.action_spec import ActionSpec, Standing
from ui.actions import MENUS
from ui.widgets.initials import initials
from ui.words import translate

if TYPE_CHECKING:
    from ui.action_registry import ActionRegistry


@dataclass(frozen=True, slots=True)
class Command:
    """One action.

    Attributes:
        id: the action's.
        title: in the language in force, without the mark of its menu key.
        menu: the menu's title.
        keys: its shortcuts as the system writes them.
        tip: what it does.
        icon: name of its drawing, or "".
        enabled: it can be used now.
        why: what would make it usable.
        names: what it is found by, folded: its title in both languages, and as it is shown.
        initials: of its titles.
    """

    id: str
    title: str
    menu: str
    keys: str
    tip: str
    icon: str
    enabled: bool
    why: str
    names: tuple[str, ...]
    initials: tuple[str, ...]


def listing(registry: ActionRegistry, standing: Standing) -> list[Command]:
    """All actions, in the order of the menus."""
    order = list(MENUS)
    specs = sorted(registry.specs.values(), key=lambda spec: order.index(spec.menu))
    return [_command(spec, registry, standing) for spec in specs]


def found(commands: Iterable[Command], typed: str) -> list[Command]:
    """Those that fit what was typed, the best first; all in their order for nothing typed."""
    wanted = typed.casefold().split()
    if not wanted:
        return list(commands)
    ranked = [(min(_rank(command, wanted), default=0), command) for command in commands]
    fitting = [(rank, command) for rank, command in ranked if rank]
    fitting.sort(key=lambda pair: -pair[0])
    return [command for _, command in fitting]


def plain(text: str) -> str:
    """A menu's text without the mark of its key: ``文件(&F)`` and ``&File`` are told plainly."""
    marked = text.find("(&")
    if marked >= 0 and text.find(")", marked) == marked + 3:
        text = text[:marked] + text[marked + 4 :]
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _command(spec: ActionSpec, registry: ActionRegistry, standing: Standing) -> Command:
    action = registry.actions[spec.id]
    keys = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()]
    shown = plain(action.text())  # of undo also what is undone
    titles = [plain(spec.text), plain(_chinese().translate(spec.context, spec.text) or "")]
    return Command(
        id=spec.id,
        title=shown,
        menu=plain(translate("Frame", MENUS[spec.menu])),
        keys=", ".join(keys),
        tip=translate(spec.context, spec.tip) if spec.tip else "",
        icon=spec.icon,
        enabled=action.isEnabled(),
        why="" if action.isEnabled() else hindrances.why(spec, standing),
        names=tuple(dict.fromkeys(title.casefold() for title in (*titles, shown) if title)),
        initials=tuple(initials(title) for title in titles if title),
    )


def _rank(command: Command, wanted: list[str]) -> Iterable[int]:
    """How well each typed word fits: 0 not at all."""
    whole = " ".join(wanted) in command.names
    for word in wanted:
        if whole:
            yield 6
        elif any(name.startswith(word) for name in command.names):
            yield 5
        elif any(f" {word}" in name for name in command.names):
            yield 4
        elif any(letters.startswith(word) for letters in command.initials):
            yield 3
        elif any(word in name for name in command.names):
            yield 2
        elif any(word in letters for letters in command.initials) or (
            len(word) > 1 and (word in command.tip.casefold() or word in command.keys.casefold())
        ):
            yield 1
        else:
            yield 0


@cache
def _chinese() -> QTranslator:
    """The Chinese texts, whatever language is in force."""
    translator = QTranslator()
    translator.load("greenshield_zh_CN", str(resources.path("translations")))
    return translator
