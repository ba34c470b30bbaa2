"""The dossier's panel on the sample project, and hands for its forms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from helpers.dossier_hands import Hands, quarry
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.dossier.panel import DossierPanel


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> Iterator[DossierPanel]:
    """The panel, shown, with no issue chosen."""
    shown = DossierPanel(desk)
    shown.resize(500, 900)
    shown.show()
    qtbot.waitExposed(shown)
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=60_000)
    yield shown
    shown.close()
    shown.deleteLater()


@pytest.fixture
def hands(panel: DossierPanel, qtbot: QtBot) -> Hands:
    """What a person does in the panel."""
    return Hands(panel, qtbot)


@pytest.fixture
def clue(hands: Hands) -> str:
    """A new clue on the patch of the sample's quarry, shown; its id."""
    return quarry(hands)
