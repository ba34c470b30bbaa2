"""The charts' panel on the sample project."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from ui.charts.chart import Chart
from ui.charts.panel import CHARTS, ChartsPanel
from ui.desk import Desk

WAIT_MS = 60_000
Settled = Callable[[Desk], None]
Show = Callable[[str], Chart]


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk, settled: Settled) -> ChartsPanel:
    made = ChartsPanel(desk)
    qtbot.addWidget(made)
    made.resize(1000, 360)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.chart() is not None, timeout=WAIT_MS)
    return made


@pytest.fixture
def show(panel: ChartsPanel) -> Show:
    """Brings a chart to the front."""

    def shown(name: str) -> Chart:
        panel.tabs.setCurrentIndex(CHARTS.index(name))
        chart = panel.chart()
        assert chart is not None
        return chart

    return shown
