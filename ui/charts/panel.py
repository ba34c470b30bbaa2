"""The charts' panel: which chart, what it counts by, and the chart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from greenshield.domain.trends import Trends
from ui.charts import calls, saving
from ui.desk import Desk
from ui.look import icons
from ui.timers import pause
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.widgets.empty_state import EmptyState
from ui.widgets.translated import Translated
from ui.words import translate

if TYPE_CHECKING:
    from ui.charts.chart import Chart

CHARTS = ("burn_down", "by_type", "by_county", "closing_rate")
_CALM_MS = 300


class _Kind(Protocol):
    """A class of charts."""

    def __call__(self, *, parent: QWidget) -> Chart:
        """Makes one."""


class ChartsPanel(Translated, QWidget):
    """Reads the counts when it is shown, and again after what changes the ledger."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._trends: Trends | None = None
        self._stale = True
        self._wanted: Callable[[Chart], None] | None = None  # once the counts have come
        self.charts: dict[str, Chart] = {}
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("charts.tabs")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for _ in CHARTS:
            self.tabs.addTab("")
        self.group = QComboBox(self)
        self.group.setObjectName("charts.group")
        self.group.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._picture = self._button("charts.picture", "photo", self.save_picture)
        self._numbers = self._button("charts.numbers", "table", self.save_numbers)
        self._empty = EmptyState("chart", self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._lay_out()
        self._soon = pause(self, _CALM_MS, self._read)
        self.tabs.currentChanged.connect(self._on_tab)
        self.group.activated.connect(self._on_group)
        desk.opened.connect(self._on_changed)
        desk.changed.connect(self._on_changed)
        desk.closed.connect(self._on_closed)
        self.retranslate()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the menu entries do."""
        shown: dict[str, Callable[[], None]] = {
            f"charts.{name}": partial(self.bring, name) for name in CHARTS
        }
        return shown | {
            "charts.save_picture": self.save_picture,
            "charts.save_numbers": self.save_numbers,
        }

    def bring(self, name: str) -> None:
        """Show the panel with one of the charts."""
        self._desk.show.room.emit("charts")
        self.tabs.setCurrentIndex(CHARTS.index(name))

    def chart(self) -> Chart | None:
        """The chart that is shown, None while there is nothing to show."""
        if self._trends is None or not self._trends.days[-1].problems:
            return None
        return self._made(CHARTS[self.tabs.currentIndex()])

    def retranslate(self) -> None:
        """Sets every text; the charts set their own."""
        titles = (
            translate("Charts", "Progress"), translate("Charts", "By type"),
            translate("Charts", "By county"), translate("Charts", "Closing rate"),
        )  # fmt: skip
        for at, title in enumerate(titles):
            self.tabs.setTabText(at, title)
        self.tabs.setAccessibleName(translate("Charts", "Charts"))
        self._empty.tell(
            translate("Charts", "No problem is in the ledger yet"),
            translate("Charts", "Charts count issues from the moment they are registered."),
        )
        for button, told in (
            (self._picture, translate("Charts", "Save the chart that is shown as PNG")),
            (self._numbers, translate("Charts", "Save the numbers of the chart as CSV")),
        ):
            button.setToolTip(told)
            button.setAccessibleName(told)
        self.group.setAccessibleName(translate("Charts", "Count by"))
        self._name_groups()

    def showEvent(self, event: QShowEvent) -> None:
        """Reads what was not read while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self._soon.start(0)

    def save_picture(self) -> None:
        """Ask where to, and save the chart as it is seen."""
        self._with_chart(
            lambda chart: self._ask_where("png", "PNG (*.png)", partial(saving.as_png, chart))
        )

    def save_numbers(self) -> None:
        """Ask where to, and save the chart's numbers."""
        self._with_chart(
            lambda chart: self._ask_where(
                "csv", "CSV (*.csv)", lambda: saving.as_csv(chart.table())
            )
        )

    def _with_chart(self, act: Callable[[Chart], None]) -> None:
        """Does something with the chart that is shown; what nobody has looked at is read first."""
        chart = self.chart()
        if chart is not None:
            act(chart)
            return
        self._desk.show.room.emit("charts")  # which says why where there is none to save
        self._wanted = act
        self._soon.start(0)

    def _button(self, name: str, icon: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAutoRaise(True)
        button.setIcon(icons.icon(icon))
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.tabs)
        row.addWidget(self.group)
        row.addStretch(1)
        row.addWidget(self._picture)
        row.addWidget(self._numbers)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        column.addLayout(row)
        column.addWidget(self._stack, 1)

    def _made(self, name: str) -> Chart:
        """A chart, made when it is first looked at: pyqtgraph takes its time for each."""
        if name not in self.charts:
            chart = _kind(name)(parent=self)
            chart.setObjectName(f"charts.{name}")
            chart.ledger_wanted.connect(self._desk.show.ledger)
            self.charts[name] = chart
            self._stack.addWidget(chart)
            if name == "by_type":
                self._name_groups()
        return self.charts[name]

    def _name_groups(self) -> None:
        if "by_type" not in self.charts:
            return
        from ui.charts.by_type import GROUPS, group_word

        chosen = max(0, self.group.currentIndex())
        self.group.clear()
        for group in GROUPS:
            self.group.addItem(group_word(group), group)
        self.group.setCurrentIndex(chosen)

    def _on_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._soon.start(_CALM_MS)

    def _on_closed(self) -> None:
        self._soon.stop()
        self._trends, self._stale, self._wanted = None, True, None
        self._show()

    def _read(self) -> None:
        if self._desk.info is not None:
            self._stale = False
            self._desk.count(
                calls.trends, "", done=self._on_read, failed=self._on_not_read, key="charts.trends",
                title=translate("Charts", "Counting for the charts"),
            )  # fmt: skip

    def _on_read(self, trends: Trends) -> None:
        self._trends = trends
        self._show()
        wanted, self._wanted = self._wanted, None
        shown = self.chart()
        if wanted is not None and shown is not None:
            wanted(shown)

    def _on_not_read(self, error: Exception) -> None:
        """Counted again when somebody looks; nothing is saved then that was wanted before."""
        self._stale, self._wanted = True, None
        self._desk.tell(error, translate("Charts", "Counting for the charts"))

    def _on_tab(self, _: int) -> None:
        self._show()

    def _on_group(self) -> None:
        from ui.charts.by_type import ByType

        chart = self.charts["by_type"]
        assert isinstance(chart, ByType)
        chart.set_group(str(self.group.currentData()))

    def _show(self) -> None:
        chart = self.chart()
        if chart is not None and self._trends is not None and chart.trends is not self._trends:
            chart.show_trends(self._trends)
        self._stack.setCurrentWidget(chart or self._empty)
        self.group.setVisible(chart is not None and chart is self.charts.get("by_type"))
        for button in (self._picture, self._numbers):
            button.setEnabled(chart is not None)

    def _ask_where(self, ending: str, kinds: str, content: Callable[[], bytes]) -> None:
        chart = self.chart()
        choosing.ask_where(
            self, "charts.save", translate("Charts", "Save as"),
            lambda file: self._save(file, content()), filters=[kinds],
            start=Kept(self._desk.prefs, "charts.folder"),
            suggested=f"{chart.title() if chart else ''}.{ending}",
        )  # fmt: skip

    def _save(self, file: Path, content: bytes) -> None:
        self._desk.ask(calls.save, file, content, title=translate("Charts", "Saving the chart"))


def _kind(name: str) -> _Kind:
    """The class of a chart, loaded with pyqtgraph when it is first needed."""
    if name == "burn_down":
        from ui.charts.burn_down import BurnDown

        return BurnDown
    if name == "by_type":
        from ui.charts.by_type import ByType

        return ByType
    if name == "by_county":
        from ui.charts.by_county import ByCounty

        return ByCounty
    from ui.charts.closing_rate import ClosingRate

    return ClosingRate
