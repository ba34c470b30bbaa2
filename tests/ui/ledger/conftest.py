"""The ledger's panel with every issue in it, its model under Qt's tester."""

import pytest
from helpers.ledger_table import show_all

from ui.ledger.panel import LedgerPanel


@pytest.fixture
def panel(desk, qtbot, settled, model_tester):
    made = LedgerPanel(desk)
    tester = model_tester(made.model)
    made.resize(1300, 420)
    made.show()
    qtbot.waitExposed(made)
    show_all(made, desk, settled)
    yield made
    del tester
    made.close()
    made.deleteLater()
