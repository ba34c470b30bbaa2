"""Every command of the window is used, by its keys, its menu or the list, and its effect is seen.

A command without an entry in the tables below fails: what it does must be looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from helpers.acts_areas import AREAS
from helpers.acts_frame import CHARTS, FRAME, IMPORTS, REPORTS, START
from helpers.acts_layers import LAYERS
from helpers.acts_lineage import LINEAGE
from helpers.acts_map import BASEMAP, MAP
from helpers.acts_markers import MARKERS
from helpers.acts_patrols import PATROLS
from helpers.acts_rooms import DOSSIER, LEDGER, PHOTOS
from helpers.acts_shots import SHOTS
from helpers.player import KEYS, LIST, MENU, Act, Player
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from ui import commands, language
from ui.action_registry import ActionRegistry
from ui.actions import everything
from ui.desk import Desk
from ui.look import theme
from ui.main_window import MainWindow

pytestmark = pytest.mark.lengthy

# What is used in one window, one after the other: what some undo, others have done before.
WALKS: dict[str, dict[str, Act]] = {
    "map": MAP | BASEMAP | LAYERS,
    "rooms": LEDGER | PHOTOS | DOSSIER | AREAS | MARKERS | PATROLS | LINEAGE,
    "frame": IMPORTS | REPORTS | CHARTS | SHOTS | START,
    "window": FRAME,
}
WAYS = (KEYS, MENU, LIST)
ONLY = {"frame.commands": KEYS}  # the list can't be asked for in the list


@pytest.fixture
def player(window: MainWindow, desk: Desk, qtbot: QtBot, qapp: QApplication) -> Iterator[Player]:
    """At the window of the sample county, an issue with a patch and a free photo chosen."""
    made = Player(window, desk, qtbot)
    window.activateWindow()
    issues = window.workspace.room("ledger")
    issues.show_filter({"view": "clues"})
    made.settle()
    page = window.workspace.map.book.page("patch")
    layer = window.workspace.map.canvas.layer("patch")
    clue = next(n for n in range(len(page.style)) if page.style_name(n) == "clue")
    (issue,) = layer.ids([clue])
    photos = window.workspace.map.book.page("photo")
    free = next(n for n in range(len(photos.style)) if photos.style_name(n) == "untagged")
    photo = window.workspace.map.canvas.layer("photo").ids([free])
    desk.selection.select(issues=(issue,), current=issue, photos=photo)
    made.settle()
    yield made
    language.set_language(qapp, "en")
    theme.apply(qapp, "light")


def test_that_what_every_command_does_is_looked_at() -> None:
    told = Counter(name for acts in WALKS.values() for name in acts)
    assert sorted(told.elements()) == sorted(spec.id for spec in everything())


@pytest.mark.parametrize("walk", list(WALKS))
def test_that_every_command_does_what_it_says(player: Player, walk: str) -> None:
    order = [spec.id for spec in everything()]
    for name, act in WALKS[walk].items():
        way = ONLY.get(name) or WAYS[order.index(name) % len(WAYS)]
        try:
            act(player, lambda n=name, w=way: player.use(n, w))
        except Exception as error:
            error.add_note(f"at {name}, by {way}")
            raise
    assert set(player.used.values()) == set(WAYS)


@pytest.fixture
def registry(empty_desk: Desk, qtbot: QtBot) -> ActionRegistry:
    """Every command in its menu, without the rooms behind them."""
    window = QMainWindow()
    qtbot.addWidget(window)
    made = ActionRegistry(everything(), empty_desk, window)
    made.fill(window.menuBar())
    return made


def test_that_every_command_has_a_menu_a_tip_and_keys_of_its_own(registry: ActionRegistry) -> None:
    pressed: Counter[str] = Counter()
    for name, spec in registry.specs.items():
        action = registry.actions[name]
        assert action in registry.menu(spec.menu).actions(), name
        assert spec.tip, name
        assert action.shortcuts(), f"{name} has no keys"
        assert all(not key.isEmpty() for key in action.shortcuts()), name
        pressed.update(k.toString(QKeySequence.SequenceFormat.PortableText)
                       for k in action.shortcuts())  # fmt: skip
    assert [keys for keys, count in pressed.items() if count > 1] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_every_command_is_found_by_its_name(
    registry: ActionRegistry, qapp: QApplication, lang: str
) -> None:
    language.set_language(qapp, lang)
    try:
        registry.retranslate()
        listed = commands.listing(registry, registry.standing())
        for command in listed:
            alike = [c.id for c in listed if c.title == command.title]
            first = [c.id for c in commands.found(listed, command.title)[: len(alike)]]
            assert sorted(first) == sorted(alike), command.title
            assert command.id in first
    finally:
        language.set_language(qapp, "en")
