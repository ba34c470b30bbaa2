"""Plans a patrol, once or again and again, corrects one, or says that it is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from greenshield.domain.errors import UnreadableError
from greenshield.domain.patrols import EVERY, MOST_TIMES
from ui.desk import Desk
from ui.patrols import calls
from ui.patrols.calls import Line, Remark
from ui.patrols.field_dialog import CatalogueDialog, told
from ui.widgets.multi_choice import MultiChoice
from ui.widgets.path_field import PathField
from ui.words import translate

_PLAN = ("name", "planned_from", "planned_to", "area_id", "campaign_id", "corridor_m", "remark")
_DONE = ("done_on", "findings")
_NEEDED = ("name", "planned_from", "planned_to")
_ROUTE = ("patrol_route_unread", "patrol_route_no_line", "patrol_route_not_degrees",
          "patrol_route_length")  # fmt: skip
_PLACES = dict.fromkeys(_ROUTE, "route") | dict.fromkeys(
    ("patrol_series_malformed", "patrol_series_overlaps"), "every"
)


class PlanDialog(CatalogueDialog):
    """A patrol's fields, who walks it and by which route.

    Signals:
        made: it is written; carries the ids, and remarks in words.
    """

    made = Signal(tuple, str)

    def __init__(
        self, desk: Desk, line: Line | None = None,
        corners: Sequence[tuple[float, float]] = (), parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        fields = _PLAN if line is None else (*_PLAN, *_DONE)
        super().__init__("patrol", desk, "patrol", fields, _NEEDED, parent)
        self._line, self._corners = line, list(corners)
        self.inspectors = MultiChoice(self)
        self.route = PathField("file", self)
        self.every, self.times = QComboBox(self), QSpinBox(self)
        self.times.setRange(1, MOST_TIMES)
        self.times.setEnabled(False)
        self.every.activated.connect(lambda at: self.times.setEnabled(at > 0))
        self.add("inspectors", self.inspectors)
        self.add("route", self.route)
        self.add("every", self._series())
        self.set_shown("every", line is None)
        if line is not None:
            self.show_values(line.values, {})
        self.retranslate()

    def confirm(self) -> None:
        """Writes it."""
        if not self.is_sound():
            return
        given = self.given()
        line = self._line
        if line is not None:
            if not given:
                self.accept()
                return
            task = self.desk.do(
                calls.change, line.id, given, done=self._on_made, failed=self._on_refused,
                title=lambda: translate("Patrols", "Patrol {name}").format(name=line.name),
                instead=lambda: translate("Patrols", "correct the patrol again"),
            )  # fmt: skip
        else:
            every = str(self.every.currentData() or "")
            times = self.times.value() if every else 1
            task = self.desk.do(
                calls.plan, given, every, times, done=self._on_made, failed=self._on_refused,
                title=lambda: translate("Patrols", "Patrol {name}").format(name=given["name"]),
                instead=lambda: translate("Patrols", "void the patrol"),
            )  # fmt: skip
        self.hold(task)

    def given(self) -> dict[str, str]:
        """Field -> what was typed or chosen, of those that differ from what stands."""
        out = self.sheet.typed()
        names = self.inspectors.values()
        stood = list(self._line.inspectors) if self._line is not None else []
        if sorted(names) != sorted(stood):
            out["inspectors"] = "、".join(names)
        if self.route.text():
            out["geom"] = f"@{self.route.text()}"
        elif self._corners:
            corners = ", ".join(f"{lon:.8f} {lat:.8f}" for lon, lat in self._corners)
            out["geom"] = f"LINESTRING ({corners})"
        return out

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        plan, change = translate("Patrols", "Plan a patrol"), translate("Patrols", "Patrol")
        self.setWindowTitle(plan if self._line is None else change)
        self.call("inspectors", translate("Patrols", "&Who walks it"))
        self.inspectors.set_title(translate("Patrols", "people"))
        self.call("route", translate("Patrols", "&Route from a file"))
        self.route.title = translate("Patrols", "Which file holds the route?")
        if self._corners:
            words = translate("Patrols", "as drawn on the map, {n} corners")
            hint = words.format(n=len(self._corners))
        elif self._line is not None and self._line.has_route:
            hint = translate("Patrols", "stays as it is")
        else:
            hint = translate("Patrols", "GPX, KML, a shapefile …; or draw it on the map")
        self.route.line.setPlaceholderText(hint)
        self.call("every", translate("Patrols", "&Again"))
        kept = self.every.currentIndex()
        self.every.clear()
        for code, words in zip(
            ("", *EVERY),
            (
                translate("Patrols", "once"), translate("Patrols", "every week"),
                translate("Patrols", "every month"), translate("Patrols", "every quarter"),
                translate("Patrols", "every year"),
            ),
            strict=True,
        ):  # fmt: skip
            self.every.addItem(words, code)
        self.every.setCurrentIndex(max(kept, 0))
        self.times.setPrefix(translate("Patrols", "times: "))
        self.ok.setText(plan if self._line is None else translate("Patrols", "Save"))

    def _series(self) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        for part in (self.every, self.times):
            line.addWidget(part)
        line.addStretch(1)
        row.setFocusProxy(self.every)
        self.every.setObjectName("patrol.every.choice")
        self.times.setObjectName("patrol.every.times")
        return row

    def _on_choices(self, found: dict[str, list[tuple[str, str]]]) -> None:
        super()._on_choices(found)
        stood = list(self._line.inspectors) if self._line is not None else []
        offered = dict(found["inspectors"]) | {name: name for name in stood}
        self.inspectors.set_choices(list(offered.items()))
        self.inspectors.set_values(stood)

    def _on_made(self, value: tuple[tuple[str, ...], Sequence[Remark]]) -> None:
        ids, remarks = value
        self.accept()
        self.made.emit(ids, told(remarks))

    def _on_refused(self, error: Exception) -> None:
        code = str(getattr(error, "code", ""))
        # Of what is written here the route alone is read from a file.
        of_file = isinstance(error, UnreadableError) and bool(self.route.text())
        if of_file or code in _PLACES:
            self.tell_error(error, {code: _PLACES.get(code, "route")})
        else:
            self.refused(error)
