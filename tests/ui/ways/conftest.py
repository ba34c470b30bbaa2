"""The dossier's panel with hands that note which moves they make."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from helpers.dossier_hands import quarry
from helpers.ways import Ways
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.dossier.panel import DossierPanel


@pytest.fixture
def ways(desk: Desk, qtbot: QtBot) -> Iterator[Ways]:
    """A person at the dossier."""
    shown = DossierPanel(desk)
    shown.resize(500, 900)
    shown.show()
    qtbot.waitExposed(shown)
    hands = Ways(shown, qtbot)
    hands.settle()
    yield hands
    shown.close()
    shown.deleteLater()


@pytest.fixture
def clue(ways: Ways) -> str:
    """A new clue on the patch of the sample's quarry, shown; its id."""
    return quarry(ways)
